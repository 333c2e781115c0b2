#include "common.h"

/* The path of anything that os.fsencode takes, as bytes; NULL when an exception is set. */
static PyObject *path_of(PyObject *o)
{
    PyObject *bytes = NULL;
    return PyUnicode_FSConverter(o, &bytes) ? bytes : NULL;
}

/* file_read(path, device) */
static PyObject *file_read(PyObject *self, PyObject *args)
{
    PyObject *name, *which, *path;
    iv_device *d;
    iv_image *image = NULL;
    iv_status s;
    (void)self;
    if (!PyArg_ParseTuple(args, "OO", &name, &which) || !ivpy_device(which, &d)) return NULL;
    if (!(path = path_of(name))) return NULL;
    IVPY_RUN(s = iv_file_read(PyBytes_AsString(path), d, &image));
    Py_DECREF(path);
    return s == IV_OK ? ivpy_image_wrap(image) : ivpy_raise(s);
}

/* file_write(path, image, overwrite, compression) */
static PyObject *file_write(PyObject *self, PyObject *args)
{
    PyObject *name, *image, *path;
    iv_write_options options;
    int compression;
    iv_status s;
    (void)self;
    if (!PyArg_ParseTuple(args, "OOpi", &name, &image, &options.overwrite, &compression))
        return NULL;
    if (!ivpy_is_image(image)) return PyErr_Format(PyExc_TypeError, "file_write: not an image");
    options.compression = (iv_compression)compression;
    if (!(path = path_of(name))) return NULL;
    IVPY_RUN(s = iv_file_write(PyBytes_AsString(path), ((Image *)image)->image, &options));
    Py_DECREF(path);
    if (s != IV_OK) return ivpy_raise(s);
    Py_RETURN_NONE;
}

/* file_describe(path): (format, detail, pixel type, axes, shape, spacing, units) */
static PyObject *file_describe(PyObject *self, PyObject *name)
{
    iv_file_info f;
    iv_status s;
    PyObject *path = path_of(name);
    (void)self;
    if (!path) return NULL;
    IVPY_RUN(s = iv_file_describe(PyBytes_AsString(path), &f));
    Py_DECREF(path);
    if (s != IV_OK) return ivpy_raise(s);
    return Py_BuildValue("sssN", f.format, f.detail, iv_pixel_name(f.pixel),
                         ivpy_layout(&f.layout));
}

static PyObject *file_report(PyObject *self, PyObject *none)
{
    (void)self, (void)none;
    return PyUnicode_FromString(iv_file_report());
}

PyMethodDef ivpy_file_functions[] = {
    { "file_read", file_read, METH_VARARGS, NULL },
    { "file_write", file_write, METH_VARARGS, NULL },
    { "file_describe", file_describe, METH_O, NULL },
    { "file_report", file_report, METH_NOARGS, NULL },
    { NULL, NULL, 0, NULL },
};
