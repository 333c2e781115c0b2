#include "common.h"

PyObject *ivpy_device_id(iv_device *device) { return PyUnicode_FromString(iv_device_id(device)); }

int ivpy_device(PyObject *o, iv_device **device)
{
    *device = NULL;
    if (!o || o == Py_None) return 1;
    PyObject *id = PyUnicode_Check(o) ? (Py_INCREF(o), o) : PyObject_GetAttrString(o, "id");
    PyErr_Clear();
    if (id) {
        iv_status s = IV_OK;
        PyObject *bytes = PyUnicode_AsUTF8String(id);
        Py_DECREF(id);
        if (!bytes) return 0;
        IVPY_RUN(s = iv_device_find(PyBytes_AsString(bytes), device)); /* may look for drivers */
        Py_DECREF(bytes);
        if (s != IV_OK) ivpy_raise(s);
        return s == IV_OK;
    }
    const long i = PyLong_AsLong(o);
    if (PyErr_Occurred()) {
        PyErr_Clear();
        PyErr_Format(PyExc_TypeError,
                     "device is %R, but must be a Device, a name, an index or None", o);
        return 0;
    }
    *device = i >= 0 && i <= 0x7fffffff ? iv_device_at((int)i) : NULL;
    if (!*device) {
        PyErr_Format(PyExc_ValueError, "there is no device %ld; there are %d", i,
                     iv_device_count());
        return 0;
    }
    return 1;
}

static PyObject *device_count(PyObject *self, PyObject *none)
{
    (void)self, (void)none;
    int n;
    IVPY_RUN(n = iv_device_count()); /* looks for drivers the first time */
    return PyLong_FromLong(n);
}

static PyObject *device_find(PyObject *self, PyObject *name)
{
    iv_device *d;
    (void)self;
    if (!ivpy_device(name, &d)) return NULL;
    return ivpy_device_id(d);
}

static PyObject *device_default(PyObject *self, PyObject *none)
{
    iv_device *d;
    iv_status s;
    (void)self, (void)none;
    IVPY_RUN(s = iv_device_default(&d));
    return s == IV_OK ? ivpy_device_id(d) : ivpy_raise(s);
}

static PyObject *device_select(PyObject *self, PyObject *which)
{
    iv_device *d;
    iv_status s;
    (void)self;
    if (!ivpy_device(which, &d)) return NULL;
    IVPY_RUN(s = iv_device_select(d));
    if (s != IV_OK) return ivpy_raise(s);
    Py_RETURN_NONE;
}

static PyObject *device_wait(PyObject *self, PyObject *which)
{
    iv_device *d;
    iv_status s = IV_OK;
    (void)self;
    if (!ivpy_device(which, &d)) return NULL;
    IVPY_RUN(if (!d) s = iv_device_default(&d); if (s == IV_OK) s = iv_device_wait(d));
    if (s != IV_OK) return ivpy_raise(s);
    Py_RETURN_NONE;
}

static PyObject *device_describe(PyObject *self, PyObject *which)
{
    iv_device *d;
    iv_device_info f;
    iv_status s;
    (void)self;
    if (!ivpy_device(which, &d)) return NULL;
    IVPY_RUN(s = iv_device_describe(d, &f));
    return Py_BuildValue("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:K,s:i,s:s}", "id", f.id, "backend",
                         f.backend, "name", f.name, "type", f.type, "driver", f.driver, "isa",
                         f.isa, "notes", f.notes, "memory", (unsigned long long)f.memory, "units",
                         f.units, "error", s == IV_OK ? "" : iv_error());
}

static PyObject *device_memory(PyObject *self, PyObject *which)
{
    iv_device *d;
    uint64_t used, peak, pooled;
    (void)self;
    if (!ivpy_device(which, &d)) return NULL;
    IVPY_RUN(iv_device_memory(d, &used, &peak, &pooled));
    return Py_BuildValue("KKK", (unsigned long long)used, (unsigned long long)peak,
                         (unsigned long long)pooled);
}

static PyObject *device_memory_reset(PyObject *self, PyObject *which)
{
    iv_device *d;
    (void)self;
    if (!ivpy_device(which, &d)) return NULL;
    IVPY_RUN(iv_device_memory_reset(d));
    Py_RETURN_NONE;
}

static PyObject *device_trim(PyObject *self, PyObject *which)
{
    iv_device *d;
    (void)self;
    if (!ivpy_device(which, &d)) return NULL;
    IVPY_RUN(iv_device_trim(d));
    Py_RETURN_NONE;
}

static PyObject *device_report(PyObject *self, PyObject *none)
{
    (void)self, (void)none;
    return PyUnicode_FromString(iv_device_report());
}

PyMethodDef ivpy_device_functions[] = {
    { "device_count", device_count, METH_NOARGS, NULL },
    { "device_find", device_find, METH_O, NULL },
    { "device_default", device_default, METH_NOARGS, NULL },
    { "device_select", device_select, METH_O, NULL },
    { "device_wait", device_wait, METH_O, NULL },
    { "device_describe", device_describe, METH_O, NULL },
    { "device_memory", device_memory, METH_O, NULL },
    { "device_memory_reset", device_memory_reset, METH_O, NULL },
    { "device_trim", device_trim, METH_O, NULL },
    { "device_report", device_report, METH_NOARGS, NULL },
    { NULL, NULL, 0, NULL },
};
