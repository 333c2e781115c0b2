/* The class Image: a reference to an iv_image. Array, its subclass in Python, is what users see. */
#include "common.h"
#include <string.h>

PyTypeObject *ivpy_image_type;

static const char axis_names[] = "tczyx";

int ivpy_is_image(PyObject *o) { return PyObject_TypeCheck(o, ivpy_image_type); }

void ivpy_release(iv_image *image)
{
    if (!image) return;
    PyThreadState *state = PyEval_SaveThread();
    iv_image_release(image);
    PyEval_RestoreThread(state);
}

PyObject *ivpy_image_wrap(iv_image *image)
{
    PyTypeObject *type = (PyTypeObject *)ivpy_hooks.Array;
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Image *self = (Image *)alloc(type, 0);
    if (!self)
        ivpy_release(image);
    else
        self->image = image;
    return (PyObject *)self;
}

static PyObject *image_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    (void)type, (void)args, (void)named;
    PyErr_SetString(PyExc_TypeError,
                    "images are made by push, create, zeros, ones and the operations");
    return NULL;
}

static void image_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    ivpy_release(((Image *)self)->image);
    release(self);
    Py_DECREF(type);
}

int ivpy_address(PyObject *ndarray, void **address)
{
    PyObject *facts = PyObject_GetAttrString(ndarray, "__array_interface__");
    PyObject *data = facts ? PyDict_GetItemString(facts, "data") : NULL;
    PyObject *number = data ? PyTuple_GetItem(data, 0) : NULL;
    *address = number ? PyLong_AsVoidPtr(number) : NULL;
    Py_XDECREF(facts);
    if (!number && !PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "not an ndarray");
    return !PyErr_Occurred();
}

static iv_pixel pixel_of(PyObject *ndarray)
{
    static const struct {
        const char *code;
        iv_pixel pixel;
    } codes[] = {
        { "|u1", IV_PIXEL_U8 },  { "|i1", IV_PIXEL_I8 },  { "<u2", IV_PIXEL_U16 },
        { "<i2", IV_PIXEL_I16 }, { "<u4", IV_PIXEL_U32 }, { "<i4", IV_PIXEL_I32 },
        { "<f4", IV_PIXEL_F32 }, { "|b1", IV_PIXEL_U8 },
    };
    iv_pixel pixel = IV_PIXEL_NONE;
    PyObject *facts = PyObject_GetAttrString(ndarray, "__array_interface__");
    PyObject *code = facts ? PyDict_GetItemString(facts, "typestr") : NULL;
    for (size_t i = 0; code && i < sizeof codes / sizeof *codes; i++)
        if (PyUnicode_CompareWithASCIIString(code, codes[i].code) == 0) pixel = codes[i].pixel;
    Py_XDECREF(facts);
    if (pixel == IV_PIXEL_NONE && !PyErr_Occurred())
        PyErr_SetString(PyExc_TypeError, "not an ndarray of a pixel type");
    return pixel;
}

/* The numbers of a sequence of whole numbers; -1 when an exception is set. */
static int sizes_of(PyObject *sequence, int64_t sizes[IV_AXES])
{
    const Py_ssize_t n = PySequence_Size(sequence);
    if (n < 0) return -1;
    for (Py_ssize_t i = 0; i < n && i < IV_AXES; i++) {
        PyObject *item = PySequence_GetItem(sequence, i);
        sizes[i] = item ? PyLong_AsLongLong(item) : -1;
        Py_XDECREF(item);
        if (PyErr_Occurred()) return -1;
    }
    return n > 100 ? 100 : (int)n;
}

iv_image *ivpy_push(PyObject *ndarray, iv_device *device, const char *operation,
                    const char *parameter)
{
    int64_t sizes[IV_AXES];
    iv_layout layout;
    iv_image *image = NULL;
    void *pixels;
    iv_status s;
    PyObject *shape = PyObject_GetAttrString(ndarray, "shape");
    const int ndim = shape ? sizes_of(shape, sizes) : -1;
    Py_XDECREF(shape);
    const iv_pixel pixel = ndim < 0 ? IV_PIXEL_NONE : pixel_of(ndarray);
    if (pixel == IV_PIXEL_NONE || !ivpy_address(ndarray, &pixels)) return NULL;
    if ((s = iv_layout_make(ndim, sizes, &layout)) == IV_OK)
        IVPY_RUN(s = iv_image_push(device, pixel, &layout, pixels, &image));
    if (s == IV_OK) return image;
    ivpy_raise_at(s, operation, parameter);
    return NULL;
}

/* ---- Layouts: (axes, shape, spacing, units), one letter and entry for each present axis ---- */

PyObject *ivpy_layout(const iv_layout *l)
{
    char axes[IV_AXES + 1] = "";
    Py_ssize_t n = 0, k = 0;
    for (int i = 0; i < IV_AXES; i++)
        if (l->axes >> i & 1) axes[n++] = axis_names[i];
    PyObject *shape = PyTuple_New(n), *spacing = PyTuple_New(n), *units = PyTuple_New(n);
    for (int i = 0; i < IV_AXES && shape && spacing && units; i++)
        if (l->axes >> i & 1) {
            PyTuple_SetItem(shape, k, PyLong_FromLongLong(l->size[i]));
            PyTuple_SetItem(spacing, k, PyFloat_FromDouble(l->spacing[i]));
            PyTuple_SetItem(units, k++, PyUnicode_FromString(l->unit[i]));
        }
    return Py_BuildValue("sNNN", axes, shape, spacing, units);
}

static PyObject *layout_get(PyObject *self, void *none)
{
    (void)none;
    return ivpy_layout(iv_image_layout(((Image *)self)->image));
}

static int layout_parse(PyObject *tuple, iv_layout *l)
{
    const char *axes;
    PyObject *shape, *spacing, *units;
    int64_t sizes[IV_AXES];
    if (!PyArg_ParseTuple(tuple, "sOOO", &axes, &shape, &spacing, &units)) return 0;
    const int n = sizes_of(shape, sizes);
    if (n < 0) return 0;
    if (n > IV_AXES || (size_t)n != strlen(axes)) {
        PyErr_SetString(PyExc_ValueError, "there must be one axis, of t c z y x, for each size");
        return 0;
    }
    iv_layout_make(0, NULL, l);
    for (int i = 0, last = -1; i < n; i++) {
        const char *at = strchr(axis_names, axes[i]);
        const int axis = at ? (int)(at - axis_names) : -1;
        if (axis <= last) {
            PyErr_Format(PyExc_ValueError,
                         "axes is '%s', but must be letters of 'tczyx' in that order", axes);
            return 0;
        }
        l->axes |= 1u << (last = axis);
        l->size[axis] = sizes[i];
        PyObject *step = PySequence_GetItem(spacing, i),
                 *unit = step ? PySequence_GetItem(units, i) : NULL;
        PyObject *bytes = unit ? PyUnicode_AsUTF8String(unit) : NULL;
        if (bytes) {
            l->spacing[axis] = PyFloat_AsDouble(step);
            strncpy(l->unit[axis], PyBytes_AsString(bytes), sizeof l->unit[axis] - 1);
        }
        Py_XDECREF(step);
        Py_XDECREF(unit);
        Py_XDECREF(bytes);
        if (PyErr_Occurred()) return 0;
    }
    return 1;
}

static PyObject *set_layout(PyObject *self, PyObject *tuple)
{
    iv_layout l;
    if (!layout_parse(tuple, &l)) return NULL;
    const iv_status s = iv_image_set_layout(((Image *)self)->image, &l);
    if (s != IV_OK) return ivpy_raise(s);
    Py_RETURN_NONE;
}

static PyObject *with_layout(PyObject *self, PyObject *tuple)
{
    iv_layout l;
    iv_image *out;
    if (!layout_parse(tuple, &l)) return NULL;
    const iv_status s = iv_image_reshape(((Image *)self)->image, &l, &out);
    return s == IV_OK ? ivpy_image_wrap(out) : ivpy_raise(s);
}

/* ---- Pixels ---- */

static PyObject *image_read(PyObject *self, PyObject *ndarray)
{
    void *p;
    iv_status s;
    if (!ivpy_address(ndarray, &p)) return NULL;
    IVPY_RUN(s = iv_image_pull(((Image *)self)->image, p));
    if (s != IV_OK) return ivpy_raise(s);
    Py_RETURN_NONE;
}

static PyObject *image_write(PyObject *self, PyObject *ndarray)
{
    void *p;
    iv_status s;
    if (!ivpy_address(ndarray, &p)) return NULL;
    IVPY_RUN(s = iv_image_write(((Image *)self)->image, p));
    if (s != IV_OK) return ivpy_raise(s);
    Py_RETURN_NONE;
}

static PyObject *image_to(PyObject *self, PyObject *which)
{
    iv_device *d;
    iv_image *out;
    iv_status s;
    if (!ivpy_device(which, &d)) return NULL;
    IVPY_RUN(s = iv_image_to(((Image *)self)->image, d, &out));
    return s == IV_OK ? ivpy_image_wrap(out) : ivpy_raise(s);
}

/* create(layout, pixel type, device) */
static PyObject *create(PyObject *self, PyObject *args)
{
    PyObject *tuple, *which;
    const char *name;
    iv_device *d;
    iv_layout l;
    iv_image *out;
    iv_status s;
    (void)self;
    if (!PyArg_ParseTuple(args, "O!sO", &PyTuple_Type, &tuple, &name, &which)) return NULL;
    if (!layout_parse(tuple, &l) || !ivpy_device(which, &d)) return NULL;
    IVPY_RUN(s = iv_image_create(d, iv_pixel_find(name), &l, &out));
    return s == IV_OK ? ivpy_image_wrap(out) : ivpy_raise(s);
}

/* push(contiguous ndarray, device) */
static PyObject *push(PyObject *self, PyObject *args)
{
    PyObject *ndarray, *which;
    iv_device *d;
    (void)self;
    if (!PyArg_ParseTuple(args, "OO", &ndarray, &which) || !ivpy_device(which, &d)) return NULL;
    iv_image *image = ivpy_push(ndarray, d, "push", "array");
    return image ? ivpy_image_wrap(image) : NULL;
}

/* ---- Facts ---- */

static PyObject *get_pixel(PyObject *self, void *none)
{
    (void)none;
    return PyUnicode_FromString(iv_pixel_name(iv_image_pixel(((Image *)self)->image)));
}

static PyObject *get_device(PyObject *self, void *none)
{
    (void)none;
    return ivpy_device_id(iv_image_device(((Image *)self)->image));
}

static PyObject *get_handle(PyObject *self, void *none)
{
    (void)none;
    return PyLong_FromUnsignedLongLong(iv_image_handle(((Image *)self)->image));
}

static const char *const kinds[] = { "intensity", "binary", "labels" };

static PyObject *get_kind(PyObject *self, void *none)
{
    (void)none;
    return PyUnicode_FromString(kinds[iv_image_kind(((Image *)self)->image)]);
}

static int set_kind(PyObject *self, PyObject *value, void *none)
{
    (void)none;
    for (int i = 0; i < 3; i++)
        if (value && PyUnicode_Check(value) &&
            PyUnicode_CompareWithASCIIString(value, kinds[i]) == 0) {
            iv_image_set_kind(((Image *)self)->image, (iv_kind)i);
            return 0;
        }
    PyErr_Format(PyExc_ValueError, "kind is %R, but must be 'intensity', 'binary' or 'labels'",
                 value ? value : Py_None);
    return -1;
}

static PyObject *get_name(PyObject *self, void *none)
{
    (void)none;
    return PyUnicode_FromString(iv_image_name(((Image *)self)->image));
}

static int set_name(PyObject *self, PyObject *value, void *none)
{
    PyObject *bytes = value && PyUnicode_Check(value) ? PyUnicode_AsUTF8String(value) : NULL;
    (void)none;
    if (!bytes) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "a name is a string");
        return -1;
    }
    const iv_status s = iv_image_set_name(((Image *)self)->image, PyBytes_AsString(bytes));
    Py_DECREF(bytes);
    if (s != IV_OK) ivpy_raise(s);
    return s == IV_OK ? 0 : -1;
}

static PyGetSetDef getters[] = {
    { "_layout", layout_get, NULL, NULL, NULL },
    { "_pixel", get_pixel, NULL, NULL, NULL },
    { "_device", get_device, NULL, NULL, NULL },
    { "handle", get_handle, NULL,
      "The address of the first pixel, or OpenCL's cl_mem, as a number.", NULL },
    { "kind", get_kind, set_kind, "What the numbers mean: 'intensity', 'binary' or 'labels'.",
      NULL },
    { "name", get_name, set_name, "A name for people; files and viewers keep it.", NULL },
    { NULL, NULL, NULL, NULL, NULL },
};

static PyMethodDef methods[] = {
    { "_set_layout", set_layout, METH_O, NULL }, { "_with_layout", with_layout, METH_O, NULL },
    { "_read", image_read, METH_O, NULL },       { "_write", image_write, METH_O, NULL },
    { "_to", image_to, METH_O, NULL },           { NULL, NULL, 0, NULL },
};

static PyType_Slot slots[] = {
    { Py_tp_new, image_new },
    { Py_tp_dealloc, image_dealloc },
    { Py_tp_getset, getters },
    { Py_tp_methods, methods },
    { 0, NULL },
};
static PyType_Spec spec = { "isovox._isovox.Image", sizeof(Image), 0,
                            Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots };

PyMethodDef ivpy_image_functions[] = {
    { "create", create, METH_VARARGS, NULL },
    { "push", push, METH_VARARGS, NULL },
    { NULL, NULL, 0, NULL },
};

int ivpy_image_init(PyObject *module)
{
    ivpy_image_type = (PyTypeObject *)PyType_FromSpec(&spec);
    if (!ivpy_image_type) return -1;
    Py_INCREF(ivpy_image_type);
    return PyModule_AddObject(module, "Image", (PyObject *)ivpy_image_type);
}
