/* isovox.h -- image processing with the same bits on every processor.
 *
 * Devices run operations; images live on a device; operations are data that can be listed and
 * called by name, or through the typed functions of <isovox/ops.h>.
 *
 * Conventions
 *   Every function that can fail returns an iv_status: IV_OK (0) or a negative value. The reason in
 *   words is then in iv_error(), which belongs to the calling thread.
 *   Images are reference counted (atomically) and immutable, unless one is passed as an output.
 *   Functions may be called from any thread.
 *   Axes are always in the order t c z y x; sizes are 64-bit.
 */
#ifndef ISOVOX_H
#define ISOVOX_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IV_VERSION "0.1.0"

#if defined(__GNUC__)
#define IV_API __attribute__((visibility("default")))
#else
#define IV_API
#endif

/* ---- Errors ------------------------------------------------------------------------------- */

/* X(name, value, what it means in a few words) */
#define IV_STATUS_LIST(X)                                                                          \
    X(IV_OK, 0, "no error")                                                                        \
    X(IV_ERROR_ARGUMENT, -10, "a parameter is out of its range or not a number")                   \
    X(IV_ERROR_SHAPE, -11, "an image has a shape that does not fit")                               \
    X(IV_ERROR_TYPE, -12, "an image has a pixel type that does not fit")                           \
    X(IV_ERROR_NAME, -13, "there is no operation, device or parameter of that name")               \
    X(IV_ERROR_MEMORY, -20, "not enough memory, of the machine or of the device")                  \
    X(IV_ERROR_DEVICE, -30, "a device or its driver failed, or is not there")                      \
    X(IV_ERROR_BUILD, -31, "a driver could not compile a kernel")                                  \
    X(IV_ERROR_UNSUPPORTED, -40, "this build or this device cannot do it")                         \
    X(IV_ERROR_FILE, -50, "a file could not be read or written")                                   \
    X(IV_ERROR_FORMAT, -51, "a file's content is damaged or of an unknown form")                   \
    X(IV_ERROR_EXISTS, -52, "a file exists already")                                               \
    X(IV_ERROR_CANCELLED, -60, "cancelled by the caller")                                          \
    X(IV_ERROR_INTERNAL, -90, "a fault of Isovox itself")

typedef enum iv_status {
#define IV_STATUS_ENUM(name, value, text) name = value,
    IV_STATUS_LIST(IV_STATUS_ENUM)
#undef IV_STATUS_ENUM
} iv_status;

IV_API const char *iv_version(void);
IV_API const char *iv_status_name(iv_status status); /* "IV_ERROR_SHAPE" */
IV_API const char *iv_status_text(iv_status status); /* "an image has a shape ..." */
/* The last error of this thread in words, such as "gaussian_blur: sigma_x is -1, but must be at
   least 0". Never NULL; valid until the thread's next call of Isovox that fails. */
IV_API const char *iv_error(void);

/* Progress and cancelling, for the calling thread: f is called from time to time (on the thread
   that called) with how much of the running call is done, 0..1, and what it is doing. What f
   returns other than 0 cancels the call, which then returns IV_ERROR_CANCELLED. f must not call
   Isovox. NULL switches off. */
typedef int (*iv_progress_fn)(void *user, double done, const char *what);
IV_API void iv_progress_set(iv_progress_fn f, void *user);

/* ---- Pixels, axes, layouts ---------------------------------------------------------------- */

typedef enum iv_pixel {
    IV_PIXEL_NONE = 0,
    IV_PIXEL_U8,
    IV_PIXEL_I8,
    IV_PIXEL_U16,
    IV_PIXEL_I16,
    IV_PIXEL_U32,
    IV_PIXEL_I32,
    IV_PIXEL_F32,
    IV_PIXEL_COUNT
} iv_pixel;

IV_API const char *iv_pixel_name(iv_pixel pixel);        /* "u8", "i8" ... "f32" */
IV_API iv_pixel iv_pixel_find(const char *name);         /* IV_PIXEL_NONE if there is none */
IV_API size_t iv_pixel_size(iv_pixel pixel);             /* bytes */

/* What the numbers mean. It decides nothing in an operation; viewers and files use it. */
typedef enum iv_kind { IV_KIND_INTENSITY = 0, IV_KIND_BINARY, IV_KIND_LABELS } iv_kind;

enum { IV_AXIS_T = 0, IV_AXIS_C, IV_AXIS_Z, IV_AXIS_Y, IV_AXIS_X, IV_AXES };

/* The shape of an image. An axis that is absent has size 1 and its bit in `axes` unset; NumPy sees
   the present ones, in this order. Operations work on z y x; t and c are batches. */
typedef struct iv_layout {
    int64_t size[IV_AXES];
    uint32_t axes;            /* bit 1 << IV_AXIS_... for each axis that is present */
    double spacing[IV_AXES];  /* from one sample to the next, in `unit`; 1 if unknown */
    char unit[IV_AXES][16];   /* "um", "nm", "s" ...; "" if unknown: then it is pixels */
} iv_layout;

/* The layout of an array of 0 to 5 axes: the last `ndim` of t c z y x (but 4 axes: t z y x). */
IV_API iv_status iv_layout_make(int ndim, const int64_t *shape, iv_layout *out);
/* The present axes as an array's shape; returns how many there are. */
IV_API int iv_layout_shape(const iv_layout *layout, int64_t shape[IV_AXES]);
IV_API int64_t iv_layout_count(const iv_layout *layout); /* pixels in all */

/* ---- Devices ------------------------------------------------------------------------------ */

typedef struct iv_device iv_device;

typedef struct iv_device_info {
    const char *id;       /* "cpu", "opencl:0", "cuda:0": what iv_device_find takes */
    const char *backend;  /* "CPU", "OpenCL", "CUDA" */
    const char *name;     /* as the driver tells it */
    const char *type;     /* "cpu", "gpu", "other" */
    const char *driver;   /* version and platform, in words */
    const char *isa;      /* CPU: the instruction set chosen; else "" */
    const char *notes;    /* rules this device cannot keep by itself, in words; "" if none */
    uint64_t memory;      /* bytes; 0 if unknown */
    int units;            /* threads or compute units */
} iv_device_info;

/* Devices in a fixed order: CUDA, OpenCL GPUs, the CPU, other OpenCL devices. Drivers are looked for
   when a device is first asked for that may be theirs: all, or those of ISOVOX_BACKENDS
   ("opencl,cpu"). Devices are never freed; there is always at least the CPU. */
IV_API int iv_device_count(void);
IV_API iv_device *iv_device_at(int index); /* NULL past the end */
/* By id, or by a part of a name in any case. An unknown name is IV_ERROR_NAME, and the text lists
   what there is. */
IV_API iv_status iv_device_find(const char *name, iv_device **out);
/* The device that images go to when none is named: the one selected, else ISOVOX_DEVICE, else the
   first in order that can be opened. */
IV_API iv_status iv_device_default(iv_device **out);
IV_API iv_status iv_device_select(iv_device *device);
IV_API const char *iv_device_id(const iv_device *device); /* as in iv_device_info */
/* Opens the device if need be. */
IV_API iv_status iv_device_describe(iv_device *device, iv_device_info *out);
IV_API iv_status iv_device_wait(iv_device *device); /* until all that was asked for is done */
/* Bytes in images and scratch now, the most since iv_device_memory_reset, and held for reuse. */
IV_API void iv_device_memory(iv_device *device, uint64_t *used, uint64_t *peak, uint64_t *pooled);
IV_API void iv_device_memory_reset(iv_device *device); /* peak = used */
IV_API void iv_device_trim(iv_device *device);         /* gives pooled memory back */
/* What was looked for and why it is not there, one line each, for `doctor`. */
IV_API const char *iv_device_report(void);

/* ---- Images ------------------------------------------------------------------------------- */

typedef struct iv_image iv_image;

/* Creates an image with undefined content. device NULL is the default device. */
IV_API iv_status iv_image_create(iv_device *device, iv_pixel pixel, const iv_layout *layout,
                                 iv_image **out);
/* Creates an image from contiguous pixels in host memory. */
IV_API iv_status iv_image_push(iv_device *device, iv_pixel pixel, const iv_layout *layout,
                               const void *pixels, iv_image **out);
IV_API iv_status iv_image_write(iv_image *image, const void *pixels); /* all of it, from the host */
IV_API iv_status iv_image_pull(iv_image *image, void *pixels);        /* all of it, to the host */
/* The same image on another device: a new reference if it is there already, else a copy. */
IV_API iv_status iv_image_to(iv_image *image, iv_device *device, iv_image **out);
IV_API iv_image *iv_image_retain(iv_image *image);
IV_API void iv_image_release(iv_image *image); /* NULL does nothing */

IV_API iv_device *iv_image_device(const iv_image *image);
IV_API iv_pixel iv_image_pixel(const iv_image *image);
IV_API const iv_layout *iv_image_layout(const iv_image *image);
IV_API iv_kind iv_image_kind(const iv_image *image);
IV_API void iv_image_set_kind(iv_image *image, iv_kind kind);
IV_API const char *iv_image_name(const iv_image *image);
IV_API iv_status iv_image_set_name(iv_image *image, const char *name);
/* Changes the spacing and units, and which axes are present: the sizes must stay as they are but for
   axes of size 1. */
IV_API iv_status iv_image_set_layout(iv_image *image, const iv_layout *layout);
/* Another image over the same pixels with another layout of as many pixels (NumPy's reshape). */
IV_API iv_status iv_image_reshape(iv_image *image, const iv_layout *layout, iv_image **out);
/* CUDA and CPU: the address of the first pixel; OpenCL: the cl_mem. */
IV_API uint64_t iv_image_handle(const iv_image *image);

/* ---- Tables ------------------------------------------------------------------------------- */

typedef struct iv_table iv_table; /* named columns of doubles, in host memory */

IV_API int iv_table_columns(const iv_table *table);
IV_API int64_t iv_table_rows(const iv_table *table);
IV_API const char *iv_table_name(const iv_table *table, int column);
IV_API const char *iv_table_unit(const iv_table *table, int column); /* "" if it has none */
/* iv_table_rows values. Columns are equally far apart in memory, and stay until iv_table_free. */
IV_API const double *iv_table_column(const iv_table *table, int column);
IV_API void iv_table_free(iv_table *table);

/* ---- Operations --------------------------------------------------------------------------- */

typedef struct iv_op iv_op;

typedef enum iv_param_kind {
    IV_PARAM_SRC,    /* image that is read */
    IV_PARAM_DST,    /* image that is written: given, or made */
    IV_PARAM_REAL,   /* double */
    IV_PARAM_WHOLE,  /* int64_t */
    IV_PARAM_FLAG,   /* int, 0 or 1 */
    IV_PARAM_CHOICE, /* int, index into `choices`; given by name too */
    IV_PARAM_MATRIX, /* 9 or 16 doubles, rows first */
    IV_PARAM_NUMBER, /* result: double */
    IV_PARAM_TABLE   /* result: iv_table */
} iv_param_kind;

typedef struct iv_param_info {
    const char *name, *help;
    iv_param_kind kind;
    int optional;               /* may be left out (an image: NULL; a number: NaN) */
    const char *type;           /* images: "any", "labels", "binary", "f32", "same as <name>" ... */
    double def, min, max;       /* numbers: default (NaN: none) and legal range */
    double ui_max;              /* a sensible end for a slider or a random test */
    const char *unit;           /* "pixel": may be given as a length; "degree"; "" */
    char axis;                  /* 'x', 'y', 'z' if it belongs to one axis, else 0 */
    const char *const *choices; /* NULL-terminated, for IV_PARAM_CHOICE */
} iv_param_info;

typedef struct iv_op_info {
    const char *name, *summary, *detail, *categories;
    const char *classic;   /* the classical equivalent, as a call */
    const char *reference; /* paper or page; "" if none */
    const char *alias_of;  /* for old and short names: the operation it stands for; else "" */
    double tolerance;      /* relative error allowed against `classic`; 0: equal */
    double memory;         /* device memory taken at most, beside the inputs and with the results, in
                              images of 32-bit pixels of the largest of them; of large images */
    int params;
    int pixelwise;         /* may be a step of iv_call_fused */
} iv_op_info;

IV_API int iv_op_count(void);
IV_API const iv_op *iv_op_at(int index);           /* in order of name; NULL past the end */
IV_API const iv_op *iv_op_find(const char *name);  /* NULL if there is none */
IV_API const char *iv_op_nearest(const char *name); /* the name most like it, or NULL */
/* The same among other words, for an error that suggests what was meant. */
IV_API const char *iv_word_nearest(const char *word, const char *const *candidates, int n);
IV_API void iv_op_describe(const iv_op *op, iv_op_info *out);
IV_API void iv_op_param(const iv_op *op, int index, iv_param_info *out);

/* One argument, in the order of the operation's parameters. */
typedef union iv_value {
    iv_image *image;      /* SRC */
    iv_image **result;    /* DST: *result NULL: a new image is put there; else it is written to.
                             result NULL: as if for a *result that is thrown away */
    double real;          /* REAL */
    int64_t whole;        /* WHOLE, FLAG, CHOICE */
    const double *matrix; /* MATRIX: 16 doubles, 4x4 in x y z 1; NULL is the identity */
    double *number;       /* NUMBER */
    iv_table **table;     /* TABLE: free with iv_table_free */
} iv_value;

/* Checks the arguments, maps over t and c, and runs. All images must be on one device; `device` is
   for operations without an input image, NULL is the default. */
IV_API iv_status iv_call(const iv_op *op, iv_device *device, const iv_value *values, int count);
/* What iv_call would take for an argument that is left out. */
IV_API iv_value iv_op_default(const iv_op *op, int index);

/* ---- Several pixelwise operations as one ---------------------------------------------------- */

enum { IV_FUSED_STEPS = 32, IV_FUSED_IMAGES = 8 }; /* at most, in one call */
enum { IV_FROM_VALUE = -1, IV_FROM_NUMBER = -2 };

/* A call of a pixelwise operation. Where its arguments are from, one for each parameter:
     0, 1 ...        an image: the result of that step, which must be an earlier one
     IV_FROM_NUMBER  an image of one f32 value everywhere, values[i].real
     IV_FROM_VALUE   values[i], as for iv_call; the result's is looked at in the last step alone */
typedef struct iv_step {
    const iv_op *op;
    const iv_value *values;
    const int *from;
    iv_pixel pixel; /* the result's, if it is not the one that the call gives; else IV_PIXEL_NONE */
} iv_step;

/* Runs the steps as one kernel, without images between them. The last one's result is, bit for bit, what
   the calls give one after the other, each with the pixel type that its result has by itself. */
IV_API iv_status iv_call_fused(const iv_step *steps, int count);

/* The value of an expression over images, which are known in it by names: "sqrt(a*a + b*b) + 1". Where
   an image is NULL, the name stands for the number of that place; numbers may be NULL if there is none.
     + - * / // % **            arithmetic
     < <= > >= == !=            comparisons, which give 0 and 1
     & | ^ ~                    logic of masks
     sqrt(a) min(a, 3) ...      every pixelwise operation by its name, and short names of functions
     u8(a) ... f32(a)           conversion to a pixel type
   Precedence is Python's: comparisons bind least. Image with image gives the first one's pixel type, but
   for / // and **, which give f32, as image with number does. It is run as iv_call_fused does. */
IV_API iv_status iv_evaluate(const char *expression, const char *const *names,
                             iv_image *const *images, const double *numbers, int count,
                             iv_image **result);

/* ---- Files -------------------------------------------------------------------------------- */

typedef enum iv_compression {
    IV_COMPRESSION_NONE = 0,
    IV_COMPRESSION_DEFLATE,
    IV_COMPRESSION_LZW,
    IV_COMPRESSION_ZSTD,
    IV_COMPRESSION_PACKBITS
} iv_compression;

typedef struct iv_write_options {
    int overwrite; /* else an existing file is IV_ERROR_EXISTS */
    iv_compression compression;
} iv_write_options;

typedef struct iv_file_info {
    iv_layout layout;
    iv_pixel pixel;
    char format[32]; /* "TIFF", "OME-TIFF", "ImageJ TIFF", "NPY" */
    char detail[160]; /* compression, tiles, byte order, in words */
} iv_file_info;

/* The format is told from the content when reading, from the name's end when writing: .tif .tiff
   (.ome.tif for OME-TIFF) .npy for images, .csv for tables. */
IV_API iv_status iv_file_describe(const char *path, iv_file_info *out);
IV_API iv_status iv_file_read(const char *path, iv_device *device, iv_image **out);
IV_API iv_status iv_file_write(const char *path, iv_image *image, const iv_write_options *options);
IV_API iv_status iv_table_write(const char *path, const iv_table *table,
                                const iv_write_options *options);
IV_API const char *iv_file_report(void); /* formats of this build, for `doctor` */

#ifdef __cplusplus
}
#endif
#endif
