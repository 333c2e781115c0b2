/* Calls: arguments are checked against the operation's table, results are made, images of several
   time points or channels are taken apart, and pixels are converted to what the operation works on. */
#include "core/op.h"
#include "core/queue.h"
#include "core/table.h"
#include "gen/calls.h"
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const iv__connectivity[] = { "box", "sphere", NULL };

#define AT(type, args, p) (*(type *)(void *)((char *)(args) + (p)->offset)) /* its place is aligned */
#define IMAGE_OF(args, p) AT(iv_image *, args, p)

enum { MAX_PARAMS = 24, MAX_RESULTS = 4 };

static const iv_op *resolve(const iv_op *op) { return op->same_as ? op->same_as : op; }

static iv_status check_real(const struct iv__param *p, double v)
{
    if (p->optional && isnan(v)) return IV_OK; /* left out */
    if (!isfinite(v)) return iv__error(IV_ERROR_ARGUMENT, "%s is %g, but must be a number", p->name, v);
    if (v < p->min)
        return iv__error(IV_ERROR_ARGUMENT, "%s is %.9g, but must be at least %.9g", p->name, v, p->min);
    if (v > p->max)
        return iv__error(IV_ERROR_ARGUMENT, "%s is %.9g, but must be at most %.9g", p->name, v, p->max);
    return IV_OK;
}

/* One argument into its place in the operation's own struct. */
static iv_status put(const struct iv__param *p, iv_value v, void *args)
{
    iv_status s = IV_OK;
    switch (p->kind) {
    case IV_PARAM_SRC:
        if (!v.image && !p->optional) return iv__error(IV_ERROR_ARGUMENT, "%s is missing", p->name);
        IMAGE_OF(args, p) = v.image;
        break;
    case IV_PARAM_DST: break; /* made or checked once the inputs are known */
    case IV_PARAM_REAL:
        s = check_real(p, v.real);
        AT(double, args, p) = v.real;
        break;
    case IV_PARAM_WHOLE:
        s = check_real(p, (double)v.whole);
        AT(int64_t, args, p) = v.whole;
        break;
    case IV_PARAM_FLAG: AT(int, args, p) = v.whole != 0; break;
    case IV_PARAM_CHOICE:
        if (v.whole < 0 || v.whole > (int64_t)p->max)
            return iv__error(IV_ERROR_ARGUMENT, "%s is choice %" PRId64 ", but there are 0 to %d",
                             p->name, v.whole, (int)p->max);
        AT(int, args, p) = (int)v.whole;
        break;
    case IV_PARAM_MATRIX:
        for (int i = 0; v.matrix && i < 16; i++)
            if (!isfinite(v.matrix[i]))
                return iv__error(IV_ERROR_ARGUMENT, "%s has an entry that is not a number", p->name);
        AT(const double *, args, p) = v.matrix;
        break;
    case IV_PARAM_NUMBER:
        if (!v.number) return iv__error(IV_ERROR_ARGUMENT, "%s has no place to go to", p->name);
        AT(double *, args, p) = v.number;
        break;
    case IV_PARAM_TABLE:
        if (!v.table) return iv__error(IV_ERROR_ARGUMENT, "%s has no place to go to", p->name);
        break;
    }
    return s;
}

static const struct iv__param *param(const iv_op *op, const char *name)
{
    for (int i = 0; i < op->n_params; i++)
        if (strcmp(op->params[i].name, name) == 0) return &op->params[i];
    return NULL;
}

static iv_pixel rule_pixel(enum iv__rule rule, iv_pixel like)
{
    switch (rule) {
    case IV__ANY:
    case IV__SAME: return like;
    case IV__F32: return IV_PIXEL_F32;
    case IV__U8:
    case IV__BINARY: return IV_PIXEL_U8;
    case IV__U32:
    case IV__LABELS: return IV_PIXEL_U32;
    case IV__SUM:
        if (like == IV_PIXEL_F32) return like;
        return like == IV_PIXEL_I8 || like == IV_PIXEL_I16 || like == IV_PIXEL_I32 ? IV_PIXEL_I32
                                                                                   : IV_PIXEL_U32;
    }
    return like;
}

static iv_kind rule_kind(enum iv__rule rule, iv_kind like)
{
    return rule == IV__SAME     ? like
           : rule == IV__BINARY ? IV_KIND_BINARY
           : rule == IV__LABELS ? IV_KIND_LABELS
                                : IV_KIND_INTENSITY;
}

/* What a result looks like, from the inputs in args. */
static iv_status result_facts(const iv_op *op, const struct iv__param *p, const void *args,
                              iv_layout *layout, iv_pixel *pixel, iv_kind *kind)
{
    const struct iv__param *like = param(op, p->like);
    const iv_image *im = like ? IMAGE_OF(args, like) : NULL;
    iv_status s = IV_OK;
    if (im) *layout = im->layout;
    else s = iv_layout_make(0, NULL, layout);
    *pixel = rule_pixel(p->rule, im ? im->pixel : IV_PIXEL_F32);
    *kind = rule_kind(p->rule, im ? im->kind : IV_KIND_INTENSITY);
    if (s == IV_OK && op->shape) s = op->shape(args, p->name, layout);
    if (s == IV_OK && op->pixel) {
        const iv_pixel own = op->pixel(args, *pixel);
        if (own != *pixel) *kind = IV_KIND_INTENSITY; /* interpolated labels are none */
        *pixel = own;
    }
    return s == IV_OK ? iv__layout_check(layout, p->name) : s;
}

/* Inputs as the operation's pixel types; then it runs. */
static void run_converted(struct iv_run *r, const iv_op *op, void *args)
{
    for (int i = 0; i < op->n_params; i++) {
        const struct iv__param *p = &op->params[i];
        if (p->kind != IV_PARAM_SRC || !IMAGE_OF(args, p) || p->rule == IV__ANY) continue;
        iv_image *im = IMAGE_OF(args, p);
        if (p->rule == IV__BINARY) {
            if (!im->zero_one)
                im = op_not_equal_constant(r, im, NULL, 0);
        } else {
            im = iv__as(r, im, rule_pixel(p->rule, im->pixel));
        }
        IMAGE_OF(args, p) = im;
    }
    if (iv__ok(r)) op->run(r, args);
}

/* How many time points and channels the inputs have. */
static iv_status find_batches(const iv_op *op, const void *args, int64_t *t, int64_t *c)
{
    *t = *c = 1;
    for (int i = 0; i < op->n_params; i++) {
        const struct iv__param *p = &op->params[i];
        const iv_image *im = p->kind == IV_PARAM_SRC ? IMAGE_OF(args, p) : NULL;
        for (int axis = IV_AXIS_T; im && axis <= IV_AXIS_C; axis++) {
            int64_t *n = axis == IV_AXIS_T ? t : c;
            const int64_t have = im->layout.size[axis];
            if (have == 1 || have == *n) continue;
            if (*n != 1)
                return iv__error(IV_ERROR_SHAPE, "%s has %" PRId64 " %s, but other images have %" PRId64,
                                 p->name, have, axis == IV_AXIS_T ? "time points" : "channels", *n);
            *n = have;
        }
    }
    return IV_OK;
}

static void add_batches(iv_layout *layout, int64_t t, int64_t c)
{
    if (layout->size[IV_AXIS_T] == 1) layout->size[IV_AXIS_T] = t;
    if (layout->size[IV_AXIS_C] == 1) layout->size[IV_AXIS_C] = c;
    layout->axes |= (t > 1) << IV_AXIS_T | (c > 1) << IV_AXIS_C;
}

/* A result that the caller gave must be of the result's size. */
static iv_status check_given(const struct iv__param *p, const iv_image *given, const iv_layout *layout)
{
    char a[96], b[96];
    if (iv__same_size(&given->layout, layout)) return IV_OK;
    return iv__error(IV_ERROR_SHAPE, "%s is %s, but the result is %s", p->name,
                     iv__layout_words(&given->layout, a, sizeof a), iv__layout_words(layout, b, sizeof b));
}

iv_image *iv__run_op(struct iv_run *r, const iv_op *op, const iv_value *values, int count)
{
    _Alignas(16) char args[512] = { 0 };
    iv_image *result = NULL;
    (void)count;
    if (!iv__ok(r)) return NULL;
    op = resolve(op);
    for (int i = 0; i < op->n_params; i++) {
        const iv_status s = put(&op->params[i], values[i], args);
        if (s != IV_OK) return iv__run_fail(r, iv__error_at(s, op->name)), NULL;
    }
    for (int i = 0; i < op->n_params && iv__ok(r); i++) {
        const struct iv__param *p = &op->params[i];
        iv_layout layout;
        iv_pixel pixel;
        iv_kind kind;
        if (p->kind != IV_PARAM_DST) continue;
        iv_image *im = values[i].image;
        if (!im) {
            const iv_status s = result_facts(op, p, args, &layout, &pixel, &kind);
            if (s != IV_OK) return iv__run_fail(r, iv__error_at(s, op->name)), NULL;
            if ((im = iv__scratch(r, &layout, pixel))) im->kind = kind;
        }
        if (im) im->zero_one = p->rule == IV__BINARY && im->pixel == IV_PIXEL_U8;
        IMAGE_OF(args, p) = im;
        if (!result) result = im;
    }
    run_converted(r, op, args);
    return iv__ok(r) ? result : NULL;
}

iv_image *iv__run_step(struct iv_run *r, const iv_op *op, const iv_value *values, const iv_image *given,
                       iv_pixel pixel)
{
    _Alignas(16) char args[512] = { 0 };
    const struct iv__param *dst = NULL;
    iv_layout layout;
    iv_pixel own;
    iv_kind kind;
    int64_t t, c;
    iv_status s = IV_OK;
    op = resolve(op);
    for (int i = 0; i < op->n_params && s == IV_OK; i++) {
        s = put(&op->params[i], values[i], args);
        if (op->params[i].kind == IV_PARAM_DST) dst = &op->params[i];
    }
    if (s == IV_OK && op->check) s = op->check(args);
    if (s == IV_OK) s = find_batches(op, args, &t, &c);
    if (s == IV_OK) s = result_facts(op, dst, args, &layout, &own, &kind);
    if (s == IV_OK) add_batches(&layout, t, c);
    if (s == IV_OK && given) s = check_given(dst, given, &layout);
    if (s != IV_OK) return iv__run_fail(r, s), NULL;
    iv_image *im = iv__scratch(r, given ? &given->layout : &layout, given ? given->pixel : pixel ? pixel : own);
    if (!im) return NULL;
    im->kind = kind;
    im->zero_one = dst->rule == IV__BINARY && im->pixel == IV_PIXEL_U8;
    IMAGE_OF(args, dst) = im;
    run_converted(r, op, args);
    return iv__ok(r) ? im : NULL;
}

iv_image *iv__as(struct iv_run *r, iv_image *im, iv_pixel pixel)
{
    if (!iv__ok(r) || im->pixel == pixel) return im;
    return op_convert(r, im, iv__scratch_like(r, im, pixel));
}

/* ---- The public call ---- */

struct call {
    const iv_op *op;
    iv_device *device;
    int64_t t, c; /* batches */
    char args[512];
    struct {
        const struct iv__param *p;
        iv_image *user; /* what the caller gets, native pixel type or not */
        iv_image *work; /* what the operation writes: the same, or of the native type */
        iv_image **place;
    } results[MAX_RESULTS];
    int n_results;
    iv_table *table;
    const struct iv__param *table_param;
};

static iv_status find_device(struct call *k, iv_device *wanted)
{
    for (int i = 0; i < k->op->n_params; i++) {
        const struct iv__param *p = &k->op->params[i];
        const iv_image *im = p->kind == IV_PARAM_SRC ? IMAGE_OF(k->args, p) : NULL;
        if (!im) continue;
        if (k->device && k->device != im->device)
            return iv__error(IV_ERROR_DEVICE, "%s is on %s, but other images are on %s; move it there first",
                             p->name, im->device->id, k->device->id);
        k->device = im->device;
    }
    if (!k->device) k->device = wanted;
    if (!k->device) return iv_device_default(&k->device);
    return iv__device_open(k->device);
}

/* Which of the inputs shares its pixels with this image. */
static int is_input(const struct call *k, const iv_image *im)
{
    for (int i = 0; i < k->op->n_params; i++) {
        const struct iv__param *p = &k->op->params[i];
        const iv_image *in = p->kind == IV_PARAM_SRC ? IMAGE_OF(k->args, p) : NULL;
        if (in && in->buffer == im->buffer) return 1;
    }
    return 0;
}

static iv_status make_result(struct call *k, const struct iv__param *p, iv_image **place)
{
    iv_layout layout;
    iv_pixel pixel;
    iv_kind kind;
    iv_image *user = place ? *place : NULL, *work = NULL;
    iv_status s = result_facts(k->op, p, k->args, &layout, &pixel, &kind);
    if (s != IV_OK) return s;
    add_batches(&layout, k->t, k->c);
    if (user) {
        if (user->device != k->device)
            return iv__error(IV_ERROR_DEVICE, "%s is on %s, but the input is on %s", p->name,
                             user->device->id, k->device->id);
        if ((s = check_given(p, user, &layout)) != IV_OK) return s;
        iv_image_retain(user);
    } else if ((s = iv_image_create(k->device, pixel, &layout, &user)) == IV_OK) {
        user->kind = kind;
    } else {
        return s;
    }
    const int direct = (user->pixel == pixel || (k->op->flags & IV__ANY_DST)) &&
                       ((k->op->flags & IV__IN_PLACE) || !is_input(k, user));
    if (direct) work = iv_image_retain(user);
    else s = iv_image_create(k->device, user->pixel == pixel || (k->op->flags & IV__ANY_DST) ? user->pixel : pixel,
                             &user->layout, &work);
    if (s != IV_OK) {
        iv_image_release(user);
        return s;
    }
    work->kind = kind;
    user->zero_one = 0;
    IMAGE_OF(k->args, p) = work;
    k->results[k->n_results].p = p;
    k->results[k->n_results].user = user;
    k->results[k->n_results].place = place;
    k->results[k->n_results++].work = work;
    return IV_OK;
}

/* The part of an image that belongs to one batch: a view, or where the device wants other alignment a
   copy, which for a result is copied back afterwards. */
static iv_image *batch_of(struct iv_run *r, iv_image *im, int64_t t, int64_t c, int is_result)
{
    iv_image *v = NULL;
    if (!iv__ok(r)) return NULL;
    t = im->layout.size[IV_AXIS_T] > 1 ? t : 0;
    c = im->layout.size[IV_AXIS_C] > 1 ? c : 0;
    iv_status s = iv__image_view(im, t, c, &v);
    if (s == IV_OK && !v) {
        iv_layout l = im->layout;
        l.size[IV_AXIS_T] = l.size[IV_AXIS_C] = 1;
        l.axes &= ~(1u << IV_AXIS_T | 1u << IV_AXIS_C);
        s = iv_image_create(r->device, im->pixel, &l, &v);
        if (s == IV_OK && !is_result) {
            iv__device_lock(r->device);
            s = iv__queue_copy(r->device, v->buffer->handle, 0, im->buffer->handle,
                               iv__batch_offset(im, t, c), iv__bytes(v));
            iv__device_unlock(r->device);
        }
        if (s == IV_OK) {
            v->kind = im->kind;
            v->zero_one = im->zero_one;
        }
    }
    if (s != IV_OK) iv__run_fail(r, s);
    return v;
}

static iv_status batch_back(struct iv_run *r, iv_image *whole, const iv_image *part, int64_t t, int64_t c)
{
    iv_status s = IV_OK;
    if (part->buffer == whole->buffer || part->buffer->parent == whole->buffer) return s;
    iv__device_lock(r->device);
    s = iv__queue_copy(r->device, whole->buffer->handle, iv__batch_offset(whole, t, c),
                       part->buffer->handle, 0, iv__bytes(part));
    iv__device_unlock(r->device);
    return s;
}

static iv_status run_batch(struct call *k, int64_t t, int64_t c)
{
    const iv_op *op = k->op;
    _Alignas(16) char args[512];
    iv_image *parts[MAX_PARAMS] = { NULL };
    struct iv_run r;
    const int64_t rows = k->table ? iv_table_rows(k->table) : 0;
    iv__run_begin(&r, k->device);
    memcpy(args, k->args, sizeof args);
    for (int i = 0; i < op->n_params; i++) {
        const struct iv__param *p = &op->params[i];
        if ((p->kind == IV_PARAM_SRC || p->kind == IV_PARAM_DST) && IMAGE_OF(k->args, p))
            IMAGE_OF(args, p) = parts[i] = batch_of(&r, IMAGE_OF(k->args, p), t, c, p->kind == IV_PARAM_DST);
    }
    run_converted(&r, op, args);
    for (int i = 0; i < op->n_params; i++) {
        const struct iv__param *p = &op->params[i];
        if (p->kind == IV_PARAM_DST && iv__ok(&r))
            iv__run_fail(&r, batch_back(&r, IMAGE_OF(k->args, p), parts[i], t, c));
        iv_image_release(parts[i]);
    }
    for (int64_t i = rows; k->table && i < iv_table_rows(k->table); i++) {
        int column = 0;
        if (k->t > 1) iv__table_cells(k->table, column++)[i] = (double)t;
        if (k->c > 1) iv__table_cells(k->table, column++)[i] = (double)c;
    }
    iv__run_end(&r);
    return r.status;
}

static iv_status run_all(struct call *k)
{
    iv_status s = IV_OK;
    if ((k->op->flags & IV__WHOLE) || k->t * k->c == 1) {
        struct iv_run r;
        iv__run_begin(&r, k->device);
        run_converted(&r, k->op, k->args);
        iv__run_end(&r);
        return r.status;
    }
    for (int64_t i = 0, n = k->t * k->c; i < n && s == IV_OK; i++) {
        const struct iv__span span = iv__progress_span((double)i / (double)n, (double)(i + 1) / (double)n);
        s = iv__progress(0, k->op->name);
        if (s == IV_OK) s = run_batch(k, i / k->c, i % k->c);
        iv__progress_restore(span);
    }
    return s;
}

/* Where the operation wrote another pixel type than the caller's image has. */
static iv_status finish(struct call *k)
{
    struct iv_run r;
    iv__run_begin(&r, k->device);
    for (int i = 0; i < k->n_results; i++) {
        iv_image *user = k->results[i].user, *work = k->results[i].work;
        if (work == user) continue;
        if (work->pixel == user->pixel) iv__copy(&r, user, work);
        else op_convert(&r, work, user);
    }
    iv__run_end(&r);
    return r.status;
}

static iv_status prepare(struct call *k, iv_device *device, const iv_value *values)
{
    const iv_op *op = k->op;
    iv_status s = IV_OK;
    for (int i = 0; i < op->n_params && s == IV_OK; i++) s = put(&op->params[i], values[i], k->args);
    if (s == IV_OK) s = find_device(k, device);
    if (s == IV_OK) s = find_batches(op, k->args, &k->t, &k->c);
    if (s == IV_OK && op->check) s = op->check(k->args);
    for (int i = 0; i < op->n_params && s == IV_OK; i++) {
        const struct iv__param *p = &op->params[i];
        if (p->kind == IV_PARAM_DST) s = make_result(k, p, values[i].result);
        if (p->kind == IV_PARAM_TABLE) {
            if (!(k->table = iv__table_new())) return IV_ERROR_MEMORY;
            AT(iv_table *, k->args, p) = k->table;
            *values[i].table = NULL;
            if (k->t > 1 && iv__table_add(k->table, "t", "") < 0) s = IV_ERROR_MEMORY;
            if (k->c > 1 && iv__table_add(k->table, "c", "") < 0) s = IV_ERROR_MEMORY;
        }
    }
    return s;
}

static iv_status settle(iv_device *d)
{
    iv__device_lock(d);
    const iv_status s = iv__queue_settle(d);
    iv__device_unlock(d);
    return s;
}

iv_status iv_call(const iv_op *op, iv_device *device, const iv_value *values, int count)
{
    struct call k = { .op = NULL };
    if (!op) return iv__error(IV_ERROR_NAME, "no operation was given");
    const char *name = op->name;
    k.op = op = resolve(op);
    if (count != op->n_params)
        return iv__error(IV_ERROR_ARGUMENT, "%s: takes %d arguments, not %d", name, op->n_params, count);
    iv_status s = prepare(&k, device, values);
    if (s == IV_OK) s = run_all(&k);
    if (s == IV_OK) s = finish(&k);
    if (s == IV_OK) s = settle(k.device);
    for (int i = 0; i < k.n_results; i++) {
        iv_image *user = k.results[i].user;
        iv_image_release(k.results[i].work);
        /* where another image shares the pixels, it may change them unseen */
        user->zero_one = s == IV_OK && k.results[i].p->rule == IV__BINARY && user->pixel == IV_PIXEL_U8 &&
                         atomic_load(&user->buffer->refs) == 1;
        if (s == IV_OK && k.results[i].place && !*k.results[i].place) *k.results[i].place = user;
        else iv_image_release(user);
    }
    for (int i = 0; i < op->n_params; i++)
        if (op->params[i].kind == IV_PARAM_TABLE && k.table) {
            if (s == IV_OK) *values[i].table = k.table;
            else iv_table_free(k.table);
        }
    return s == IV_OK ? s : iv__error_at(s, name);
}
