#include "common.h"
#include <string.h>

struct hooks ivpy_hooks;
static PyObject *user_progress; /* (done, what) -> true cancels */

static int on_progress(void *user, double done, const char *what)
{
    struct ivpy_watch *w = user;
    PyEval_RestoreThread(w->state);
    int stop = PyErr_CheckSignals() != 0;
    if (!stop && user_progress) {
        PyObject *r = PyObject_CallFunction(user_progress, "ds", done, what);
        stop = r ? PyObject_IsTrue(r) != 0 : 1;
        Py_XDECREF(r);
    }
    w->state = PyEval_SaveThread();
    return stop;
}

static _Thread_local struct ivpy_watch *watching;

void ivpy_watch_begin(struct ivpy_watch *w)
{
    w->outer = watching;
    watching = w;
    iv_progress_set(on_progress, w);
    w->state = PyEval_SaveThread();
}

void ivpy_watch_end(struct ivpy_watch *w)
{
    PyEval_RestoreThread(w->state);
    watching = w->outer;
    iv_progress_set(watching ? on_progress : NULL, watching);
}

PyObject *ivpy_raise_at(iv_status status, const char *operation, const char *parameter)
{
    const char *text = iv_error();
    PyObject *type =
        ivpy_hooks.errors ? PyDict_GetItemString(ivpy_hooks.errors, iv_status_name(status)) : NULL;
    if (PyErr_Occurred()) return NULL;
    if (!type) type = PyExc_RuntimeError;
    if (!operation)
        PyErr_SetString(type, text);
    else
        PyErr_Format(type, "%s: %s: %s", operation, parameter,
                     strncmp(text, "image: ", 7) ? text : text + 7);
    return NULL;
}

PyObject *ivpy_raise(iv_status status) { return ivpy_raise_at(status, NULL, NULL); }

static PyObject *setup(PyObject *self, PyObject *args, PyObject *named)
{
    (void)self, (void)args;
#define TAKE(name)                                                                                 \
    Py_XDECREF(ivpy_hooks.name);                                                                   \
    if (!(ivpy_hooks.name = PyDict_GetItemString(named, #name)))                                   \
        return PyErr_Format(PyExc_TypeError, "setup: " #name " is missing");                       \
    Py_INCREF(ivpy_hooks.name);
    IVPY_HOOKS(TAKE)
    Py_RETURN_NONE;
}

static PyObject *set_progress(PyObject *self, PyObject *f)
{
    PyObject *old = user_progress;
    (void)self;
    if (f != Py_None && !PyCallable_Check(f)) {
        PyErr_SetString(PyExc_TypeError, "progress is a function of (done, what), or None");
        return NULL;
    }
    user_progress = f == Py_None ? NULL : (Py_INCREF(f), f);
    Py_XDECREF(old);
    Py_RETURN_NONE;
}

static PyMethodDef functions[] = {
    { "setup", (PyCFunction)(void (*)(void))setup, METH_VARARGS | METH_KEYWORDS, NULL },
    { "set_progress", set_progress, METH_O, NULL },
    { NULL, NULL, 0, NULL },
};

static int execute(PyObject *m)
{
    if (PyModule_AddFunctions(m, ivpy_image_functions) < 0 ||
        PyModule_AddFunctions(m, ivpy_call_functions) < 0 ||
        PyModule_AddFunctions(m, ivpy_device_functions) < 0 ||
        PyModule_AddFunctions(m, ivpy_file_functions) < 0)
        return -1;
    if (PyModule_AddStringConstant(m, "version", iv_version()) < 0) return -1;
    return ivpy_image_init(m);
}

static PyModuleDef_Slot slots[] = { { Py_mod_exec, execute }, { 0, NULL } };
static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "isovox._isovox", NULL, 0, functions, slots, NULL, NULL, NULL
};

PyMODINIT_FUNC PyInit__isovox(void) { return PyModuleDef_Init(&module); }
