/* The extension module: the C library for Python's limited API. What the package's Python files
   make of it is theirs; here are images, calls and devices. */
#ifndef IVPY_COMMON_H
#define IVPY_COMMON_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <isovox/isovox.h>

/* What the Python files give to the module once, by these names: see _core.py. */
#define IVPY_HOOKS(X)                                                                              \
    X(Array)     /* the class of images */                                                         \
    X(errors)    /* {"IV_ERROR_SHAPE": class} */                                                   \
    X(as_pixels) /* (object, operation, parameter) -> contiguous ndarray of a pixel type */        \
    X(as_matrix) /* (object, operation, parameter) -> 4x4 contiguous float64 ndarray */            \
    X(place_for) /* (object, operation, parameter, device) -> Array that stands for it */          \
    X(put_back)  /* (object, Array) */                                                             \
    X(cells)     /* (owner, address, columns, rows, bytes from one to the next) -> ndarray */       \
    X(table)     /* (names, columns, units) -> Table */

struct hooks {
#define IVPY_FIELD(name) PyObject *name;
    IVPY_HOOKS(IVPY_FIELD)
#undef IVPY_FIELD
};
extern struct hooks ivpy_hooks;

typedef struct {
    PyObject ob_base;
    iv_image *image;
} Image;
extern PyTypeObject *ivpy_image_type;

int ivpy_is_image(PyObject *o);
/* iv_image_release without the GIL: a device may be locked by a thread that waits for the GIL. */
void ivpy_release(iv_image *image);
/* Takes the reference to the image, whatever happens. */
PyObject *ivpy_image_wrap(iv_image *image);
/* push(pixels, device): a contiguous ndarray as an image; 0 when an exception is set. `what` comes
   before the error's text, as in "gaussian_blur: input_image". */
iv_image *ivpy_push(PyObject *ndarray, iv_device *device, const char *operation,
                    const char *parameter);
/* A layout as (axes, shape, spacing, units), one letter and one entry for each present axis. */
PyObject *ivpy_layout(const iv_layout *layout);
/* The address of a contiguous ndarray's first element. */
int ivpy_address(PyObject *ndarray, void **address);

/* Sets the exception that fits the status, with iv_error() as its text. Always NULL. An exception
   that is set already, by a signal while the library ran, stands. */
PyObject *ivpy_raise(iv_status status);
PyObject *ivpy_raise_at(iv_status status, const char *operation, const char *parameter);

/* None: NULL; a Device, an index, or a name. 0 when an exception is set. */
int ivpy_device(PyObject *o, iv_device **device);
PyObject *ivpy_device_id(iv_device *device);

/* Runs a statement of the library without the GIL; Ctrl-C and other signals cancel it. Whatever may
   lock a device must run so, for the thread that has it locked may be waiting for the GIL to look
   for signals. */
#define IVPY_RUN(statement)                                                                        \
    do {                                                                                           \
        struct ivpy_watch watch_;                                                                  \
        ivpy_watch_begin(&watch_);                                                                 \
        statement;                                                                                 \
        ivpy_watch_end(&watch_);                                                                   \
    } while (0)
struct ivpy_watch {
    PyThreadState *state;
    struct ivpy_watch *outer; /* of the call whose progress function makes this one */
};
void ivpy_watch_begin(struct ivpy_watch *w);
void ivpy_watch_end(struct ivpy_watch *w);

extern PyMethodDef ivpy_image_functions[], ivpy_call_functions[], ivpy_device_functions[],
    ivpy_file_functions[];
int ivpy_image_init(PyObject *module);
#endif
