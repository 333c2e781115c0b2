/* Calls of operations: Python's arguments become the library's, and its results Python's. */
#include "common.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PARAMS = 32 };

struct known {
    const iv_op *op;
    iv_op_info info;
    iv_param_info *params;
};

/* What the library tells of an operation, fetched once; NULL when an exception is set. */
static const struct known *know(long index)
{
    static struct known *all;
    if (index < 0 || index >= iv_op_count()) {
        PyErr_Format(PyExc_IndexError, "there is no operation %ld", index);
        return NULL;
    }
    if (!all && !(all = calloc((size_t)iv_op_count(), sizeof *all)))
        return (void *)PyErr_NoMemory();
    struct known *k = &all[index];
    if (k->op) return k;
    const iv_op *op = iv_op_at((int)index);
    iv_op_describe(op, &k->info);
    k->params = calloc((size_t)k->info.params + 1, sizeof *k->params);
    if (!k->params) return (void *)PyErr_NoMemory();
    for (int i = 0; i < k->info.params; i++) iv_op_param(op, i, &k->params[i]);
    k->op = op;
    return k;
}

/* ---- Arguments ---- */

struct call {
    const struct known *op;
    iv_device *device;
    PyObject *slots[MAX_PARAMS];
    iv_value values[MAX_PARAMS];
    iv_image *images[MAX_PARAMS]; /* references: inputs, and results */
    PyObject *places[MAX_PARAMS]; /* Arrays that stand for results given as something else */
    PyObject *matrices[MAX_PARAMS];
    double numbers[MAX_PARAMS];
    iv_table *tables[MAX_PARAMS];
};

static int refuse(const struct call *c, int i, const char *must)
{
    PyErr_Clear();
    PyErr_Format(PyExc_TypeError, "%s: %s is %R, but must be %s", c->op->info.name,
                 c->op->params[i].name, c->slots[i], must);
    return 0;
}

static int take_real(struct call *c, int i)
{
    c->values[i].real = PyFloat_AsDouble(c->slots[i]);
    return PyErr_Occurred() ? refuse(c, i, "a number") : 1;
}

static int take_whole(struct call *c, int i)
{
    PyObject *number = PyNumber_Index(c->slots[i]);
    if (!number) {
        PyErr_Clear();
        const double v = PyFloat_AsDouble(c->slots[i]);
        if (PyErr_Occurred() || !(v >= -9e15 && v <= 9e15) || v != (double)(int64_t)v)
            return refuse(c, i, "a whole number");
        c->values[i].whole = (int64_t)v;
        return 1;
    }
    int overflow;
    c->values[i].whole = PyLong_AsLongLongAndOverflow(number, &overflow);
    if (overflow)
        c->values[i].whole = overflow > 0 ? INT64_MAX : INT64_MIN; /* the range check words it */
    Py_DECREF(number);
    return PyErr_Occurred() ? refuse(c, i, "a whole number") : 1;
}

static int take_flag(struct call *c, int i)
{
    if (PyUnicode_Check(c->slots[i]) || c->slots[i] == Py_None)
        return refuse(c, i, "True or False");
    const int truth = PyObject_IsTrue(c->slots[i]);
    c->values[i].whole = truth > 0;
    return truth < 0 ? refuse(c, i, "True or False") : 1;
}

static int take_choice(struct call *c, int i)
{
    const char *const *choices = c->op->params[i].choices;
    char list[512] = "one of";
    if (!PyUnicode_Check(c->slots[i]) && PyIndex_Check(c->slots[i])) return take_whole(c, i);
    for (int k = 0; choices[k]; k++) {
        if (PyUnicode_Check(c->slots[i]) &&
            PyUnicode_CompareWithASCIIString(c->slots[i], choices[k]) == 0) {
            c->values[i].whole = k;
            return 1;
        }
        PyOS_snprintf(list + strlen(list), sizeof list - strlen(list), "%s '%s'", k ? "," : "",
                      choices[k]);
    }
    return refuse(c, i, list);
}

static int take_matrix(struct call *c, int i)
{
    void *p;
    if (c->slots[i] == Py_None) return 1;
    c->matrices[i] = PyObject_CallFunction(ivpy_hooks.as_matrix, "Oss", c->slots[i],
                                           c->op->info.name, c->op->params[i].name);
    if (!c->matrices[i] || !ivpy_address(c->matrices[i], &p)) return 0;
    c->values[i].matrix = p;
    return 1;
}

static int take_input(struct call *c, int i)
{
    const iv_param_info *p = &c->op->params[i];
    PyObject *o = c->slots[i];
    if (o == Py_None && p->optional) return 1;
    if (o == Py_None) {
        PyErr_Format(PyExc_TypeError, "%s: %s is missing", c->op->info.name, p->name);
        return 0;
    }
    if (ivpy_is_image(o)) {
        iv_image *im = ((Image *)o)->image;
        if (c->device && iv_image_device(im) != c->device) {
            iv_status s;
            IVPY_RUN(s = iv_image_to(im, c->device, &c->images[i]));
            if (s != IV_OK) return ivpy_raise_at(s, c->op->info.name, p->name), 0;
        } else {
            c->images[i] = iv_image_retain(im);
        }
    } else {
        PyObject *pixels =
            PyObject_CallFunction(ivpy_hooks.as_pixels, "Oss", o, c->op->info.name, p->name);
        if (!pixels) return 0;
        c->images[i] = ivpy_push(pixels, c->device, c->op->info.name, p->name);
        Py_DECREF(pixels);
        if (!c->images[i]) return 0;
    }
    c->values[i].image = c->images[i];
    return 1;
}

static int take_result(struct call *c, int i)
{
    PyObject *o = c->slots[i];
    c->values[i].result = &c->images[i];
    if (o == Py_None) return 1;
    if (!ivpy_is_image(o)) {
        c->places[i] = PyObject_CallFunction(ivpy_hooks.place_for, "Osss", o, c->op->info.name,
                                             c->op->params[i].name, iv_device_id(c->device));
        if (!(o = c->places[i])) return 0;
    }
    c->images[i] = iv_image_retain(((Image *)o)->image);
    return 1;
}

/* Where the call runs: where it is told to, else where the first image is, else where images go. */
static int find_device(struct call *c, PyObject *which)
{
    iv_status s = IV_OK;
    int hosted = 0;
    if (!ivpy_device(which, &c->device)) return 0;
    for (int results = 0; results < 2; results++)
        for (int i = 0; i < c->op->info.params && !c->device; i++) {
            const iv_param_kind kind = c->op->params[i].kind;
            if (kind != (results ? IV_PARAM_DST : IV_PARAM_SRC)) continue;
            if (ivpy_is_image(c->slots[i]))
                c->device = iv_image_device(((Image *)c->slots[i])->image);
            else
                hosted |= c->slots[i] != Py_None;
        }
    if (!c->device && hosted) IVPY_RUN(s = iv_device_default(&c->device));
    if (s != IV_OK) ivpy_raise(s);
    return s == IV_OK;
}

/* Arrays on several devices are an error unless the call is told where to run. */
static int same_device(const struct call *c, PyObject *which)
{
    for (int i = 0; i < c->op->info.params && which == Py_None; i++) {
        const iv_param_kind kind = c->op->params[i].kind;
        if ((kind != IV_PARAM_SRC && kind != IV_PARAM_DST) || !ivpy_is_image(c->slots[i])) continue;
        iv_device *d = iv_image_device(((Image *)c->slots[i])->image);
        if (d == c->device) continue;
        iv_device_info have, want;
        IVPY_RUN(iv_device_describe(d, &have); iv_device_describe(c->device, &want));
        PyErr_Format(
            PyDict_GetItemString(ivpy_hooks.errors, "IV_ERROR_DEVICE"),
            "%s: %s is on %s, but other images are on %s; say device=... or move it with to_device",
            c->op->info.name, c->op->params[i].name, have.id, want.id);
        return 0;
    }
    return 1;
}

static int take_all(struct call *c)
{
    for (int i = 0; i < c->op->info.params; i++) {
        const iv_param_info *p = &c->op->params[i];
        int ok = 1;
        const int number = p->kind == IV_PARAM_REAL || p->kind == IV_PARAM_WHOLE ||
                           p->kind == IV_PARAM_FLAG || p->kind == IV_PARAM_CHOICE;
        if (number && p->optional && c->slots[i] == Py_None) {
            c->values[i] = iv_op_default(c->op->op, i);
            continue;
        }
        switch (p->kind) {
        case IV_PARAM_SRC: ok = take_input(c, i); break;
        case IV_PARAM_DST: ok = take_result(c, i); break;
        case IV_PARAM_REAL: ok = take_real(c, i); break;
        case IV_PARAM_WHOLE: ok = take_whole(c, i); break;
        case IV_PARAM_FLAG: ok = take_flag(c, i); break;
        case IV_PARAM_CHOICE: ok = take_choice(c, i); break;
        case IV_PARAM_MATRIX: ok = take_matrix(c, i); break;
        case IV_PARAM_NUMBER: c->values[i].number = &c->numbers[i]; break;
        case IV_PARAM_TABLE: c->values[i].table = &c->tables[i]; break;
        }
        if (!ok) return 0;
    }
    return 1;
}

/* ---- Results ---- */

static void free_table(PyObject *capsule) { iv_table_free(PyCapsule_GetPointer(capsule, NULL)); }

/* The cells as one array, which owns the table from now on. */
static PyObject *cells_of(iv_table **table)
{
    iv_table *t = *table;
    const int n = iv_table_columns(t);
    const char *first = (const char *)iv_table_column(t, 0), *second = (const char *)iv_table_column(t, 1);
    PyObject *owner = PyCapsule_New(t, NULL, free_table), *cells;
    if (!owner) return NULL;
    *table = NULL;
    cells = PyObject_CallFunction(ivpy_hooks.cells, "ONinn", owner, PyLong_FromVoidPtr((void *)first), n,
                                  (Py_ssize_t)iv_table_rows(t),
                                  (Py_ssize_t)(first && second ? second - first : 0));
    Py_DECREF(owner);
    return cells;
}

/* A Table of the columns, which are the rows of one array. */
static PyObject *table_of(iv_table **from)
{
    iv_table *t = *from;
    const int n = iv_table_columns(t);
    PyObject *names = PyTuple_New(n), *units = PyTuple_New(n), *cells = NULL, *table = NULL;
    int ok = names && units;
    for (int i = 0; ok && i < n; i++) {
        PyObject *name = PyUnicode_FromString(iv_table_name(t, i));
        PyObject *unit = PyUnicode_FromString(iv_table_unit(t, i));
        ok = name && unit;
        if (name) PyTuple_SetItem(names, i, name); /* takes it over */
        if (unit) PyTuple_SetItem(units, i, unit);
    }
    if (ok && (cells = cells_of(from)))
        table = PyObject_CallFunctionObjArgs(ivpy_hooks.table, names, cells, units, NULL);
    Py_XDECREF(cells);
    Py_XDECREF(names);
    Py_XDECREF(units);
    return table;
}

static PyObject *result_of(struct call *c, int i)
{
    PyObject *o = c->slots[i], *done;
    switch (c->op->params[i].kind) {
    case IV_PARAM_NUMBER: return PyFloat_FromDouble(c->numbers[i]);
    case IV_PARAM_TABLE: return table_of(&c->tables[i]);
    default: break;
    }
    if (o == Py_None) {
        iv_image *im = c->images[i];
        c->images[i] = NULL;
        return ivpy_image_wrap(im);
    }
    if (c->places[i]) {
        if (!(done = PyObject_CallFunctionObjArgs(ivpy_hooks.put_back, o, c->places[i], NULL)))
            return NULL;
        Py_DECREF(done);
    }
    Py_INCREF(o);
    return o;
}

static PyObject *results_of(struct call *c)
{
    PyObject *list = PyList_New(0), *only = NULL;
    for (int i = 0; list && i < c->op->info.params; i++) {
        const iv_param_kind kind = c->op->params[i].kind;
        if (kind != IV_PARAM_DST && kind != IV_PARAM_NUMBER && kind != IV_PARAM_TABLE) continue;
        PyObject *one = result_of(c, i);
        if (!one || PyList_Append(list, one) < 0) {
            Py_XDECREF(one);
            Py_DECREF(list);
            return NULL;
        }
        Py_DECREF(one);
    }
    if (!list || PyList_Size(list) != 1) {
        only = list ? PyList_AsTuple(list) : NULL;
    } else {
        only = PyList_GetItem(list, 0);
        Py_INCREF(only);
    }
    Py_XDECREF(list);
    return only;
}

/* call(index, device, argument, ...): an argument for each parameter that is no number or table. */
static PyObject *call(PyObject *self, PyObject *args)
{
    struct call c;
    PyObject *result = NULL;
    const Py_ssize_t given = PyTuple_Size(args);
    Py_ssize_t at = 2;
    (void)self;
    memset(&c, 0, sizeof c);
    if (given < 2) return PyErr_Format(PyExc_TypeError, "call: too few arguments");
    const long index = PyLong_AsLong(PyTuple_GetItem(args, 0));
    PyObject *which = PyTuple_GetItem(args, 1);
    if (PyErr_Occurred() || !(c.op = know(index))) return NULL;
    const int n = c.op->info.params;
    if (n > MAX_PARAMS)
        return PyErr_Format(PyExc_RuntimeError, "%s: too many parameters", c.op->info.name);
    for (int i = 0; i < n; i++) {
        const iv_param_kind kind = c.op->params[i].kind;
        c.slots[i] = Py_None;
        if (kind == IV_PARAM_NUMBER || kind == IV_PARAM_TABLE) continue;
        if (at == given) return PyErr_Format(PyExc_TypeError, "call: too few arguments");
        c.slots[i] = PyTuple_GetItem(args, at++);
    }
    if (find_device(&c, which) && same_device(&c, which) && take_all(&c)) {
        iv_status s;
        IVPY_RUN(s = iv_call(c.op->op, c.device, c.values, n));
        result = s == IV_OK ? results_of(&c) : ivpy_raise(s);
    }
    for (int i = 0; i < n; i++) {
        ivpy_release(c.images[i]);
        iv_table_free(c.tables[i]);
        Py_XDECREF(c.places[i]);
        Py_XDECREF(c.matrices[i]);
    }
    return result;
}

/* evaluate(expression, names, images, numbers, result): bytes; tuples of bytes, of images or None, of
   floats; an image to be filled, or None. */
static PyObject *evaluate(PyObject *self, PyObject *args)
{
    enum { MOST = 64 };
    PyObject *names, *images, *numbers, *out;
    const char *expression, *name[MOST];
    iv_image *image[MOST], *result = NULL;
    double number[MOST];
    iv_status s;
    (void)self;
    if (!PyArg_ParseTuple(args, "yOOOO", &expression, &names, &images, &numbers, &out)) return NULL;
    const Py_ssize_t n = PyTuple_Size(names);
    if (n > MOST) return PyErr_Format(PyExc_ValueError, "evaluate: there are more than %d parameters", MOST);
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *im = PyTuple_GetItem(images, i);
        name[i] = PyBytes_AsString(PyTuple_GetItem(names, i));
        image[i] = ivpy_is_image(im) ? ((Image *)im)->image : NULL;
        number[i] = PyFloat_AsDouble(PyTuple_GetItem(numbers, i));
    }
    if (PyErr_Occurred()) return NULL;
    if (ivpy_is_image(out)) result = ((Image *)out)->image;
    IVPY_RUN(s = iv_evaluate(expression, name, image, number, (int)n, &result));
    if (s != IV_OK) return ivpy_raise(s);
    if (!ivpy_is_image(out)) return ivpy_image_wrap(result);
    Py_INCREF(out);
    return out;
}

/* ---- The list of operations ---- */

static PyObject *names(PyObject *self, PyObject *none)
{
    (void)self, (void)none;
    PyObject *list = PyTuple_New(iv_op_count());
    iv_op_info info;
    for (int i = 0; list && i < iv_op_count(); i++) {
        iv_op_describe(iv_op_at(i), &info);
        PyTuple_SetItem(list, i, PyUnicode_FromString(info.name));
    }
    return list;
}

static PyObject *nearest(PyObject *self, PyObject *name)
{
    (void)self;
    PyObject *bytes = PyUnicode_AsUTF8String(name);
    if (!bytes) return NULL;
    PyObject *found = Py_BuildValue("z", iv_op_nearest(PyBytes_AsString(bytes)));
    Py_DECREF(bytes);
    return found;
}

static int put(PyObject *dict, const char *key, PyObject *value)
{
    const int ok = value && PyDict_SetItemString(dict, key, value) == 0;
    Py_XDECREF(value);
    return ok;
}

static PyObject *describe_param(const iv_param_info *p)
{
    static const char *const kinds[] = { "src",    "dst",    "real",   "whole", "flag",
                                         "choice", "matrix", "number", "table" };
    const int ranged = p->kind >= IV_PARAM_REAL && p->kind <= IV_PARAM_CHOICE;
    PyObject *d = Py_BuildValue("{s:s,s:s,s:s,s:O}", "name", p->name, "kind", kinds[p->kind],
                                "help", p->help, "optional", p->optional ? Py_True : Py_False);
    int ok = d != NULL;
    if (ok && p->type[0]) ok = put(d, "type", PyUnicode_FromString(p->type));
    if (ok && ranged)
        ok = put(d, "default", isnan(p->def) ? Py_BuildValue("") : PyFloat_FromDouble(p->def)) &&
             put(d, "min", PyFloat_FromDouble(p->min)) &&
             put(d, "max", PyFloat_FromDouble(p->max)) &&
             put(d, "ui_max", PyFloat_FromDouble(p->ui_max));
    if (ok && p->unit[0]) ok = put(d, "unit", PyUnicode_FromString(p->unit));
    if (ok && p->axis) ok = put(d, "axis", PyUnicode_FromFormat("%c", p->axis));
    if (ok && p->choices) {
        PyObject *list = PyList_New(0);
        for (int i = 0; list && p->choices[i]; i++) {
            PyObject *s = PyUnicode_FromString(p->choices[i]);
            if (s) PyList_Append(list, s);
            Py_XDECREF(s);
        }
        ok = put(d, "choices", list);
    }
    if (ok) return d;
    Py_XDECREF(d);
    return NULL;
}

/* describe(index): as `isovox ops --json` has it */
static PyObject *describe(PyObject *self, PyObject *number)
{
    (void)self;
    const long index = PyLong_AsLong(number);
    const struct known *k = PyErr_Occurred() ? NULL : know(index);
    PyObject *params = k ? PyList_New(0) : NULL;
    for (int i = 0; params && i < k->info.params; i++) {
        PyObject *p = describe_param(&k->params[i]);
        if (!p || PyList_Append(params, p) < 0) Py_CLEAR(params);
        Py_XDECREF(p);
    }
    if (!params) return NULL;
    return Py_BuildValue("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:d,s:d,s:N}", "name", k->info.name, "summary",
                         k->info.summary, "detail", k->info.detail, "categories",
                         k->info.categories, "classic", k->info.classic, "reference",
                         k->info.reference, "alias_of", k->info.alias_of, "tolerance",
                         k->info.tolerance, "memory", k->info.memory, "params", params);
}

PyMethodDef ivpy_call_functions[] = {
    { "call", call, METH_VARARGS, NULL },
    { "evaluate", evaluate, METH_VARARGS, NULL },
    { "names", names, METH_NOARGS, NULL },
    { "nearest", nearest, METH_O, NULL },
    { "describe", describe, METH_O, NULL },
    { NULL, NULL, 0, NULL },
};
