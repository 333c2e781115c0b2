#include "calls.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static iv_status input(iv_device *device, iv_pixel pixel, int ndim, const int64_t *shape, int seed,
                       iv_image **out)
{
    iv_layout l;
    iv_status s = iv_layout_make(ndim, shape, &l);
    if (s != IV_OK) return s;
    const int64_t n = iv_layout_count(&l);
    float *f = malloc((size_t)n * sizeof *f);
    void *to = malloc((size_t)n * sizeof *f);
    if (!f || !to) abort();
    for (int64_t i = 0; i < n; i++) {
        const int64_t x = i % l.size[IV_AXIS_X], y = i / l.size[IV_AXIS_X];
        const unsigned h = (unsigned)(x / 3 + seed) * 2654435761u ^ (unsigned)(y / 2) * 40503u;
        f[i] = (float)((h >> 13) % 5);
    }
    for (int64_t i = 0; i < n; i++) {
        const float v = f[i];
        switch (pixel) {
        case IV_PIXEL_U8: ((uint8_t *)to)[i] = (uint8_t)v; break;
        case IV_PIXEL_I8: ((int8_t *)to)[i] = (int8_t)v; break;
        case IV_PIXEL_U16: ((uint16_t *)to)[i] = (uint16_t)v; break;
        case IV_PIXEL_I16: ((int16_t *)to)[i] = (int16_t)v; break;
        case IV_PIXEL_U32: ((uint32_t *)to)[i] = (uint32_t)v; break;
        case IV_PIXEL_I32: ((int32_t *)to)[i] = (int32_t)v; break;
        default: ((float *)to)[i] = v;
        }
    }
    s = iv_image_push(device, pixel, &l, to, out);
    free(f);
    free(to);
    return s;
}

static double lively(const iv_param_info *p)
{
    double v = p->def == 0 ? 2 : p->def;
    if (v > p->max) v = p->max;
    return v < p->min ? p->min : v;
}

iv_status call_make(struct call *c, iv_device *device, const iv_op *op, iv_pixel pixel, int ndim,
                    const int64_t *shape, int set)
{
    static const double matrix[16] = { 1, 0.25, 0, 1, 0, 1, 0, -0.5, 0, 0, 1, 0, 0, 0, 0, 1 };
    iv_status s = IV_OK;
    memset(c, 0, sizeof *c);
    c->op = op;
    c->device = device;
    iv_op_describe(op, &c->info);
    if (c->info.params > CALL_PARAMS) abort();
    for (int i = 0; i < c->info.params && s == IV_OK; i++) {
        iv_param_info *p = &c->params[i];
        iv_value *v = &c->values[i];
        iv_op_param(op, i, p);
        *v = iv_op_default(op, i);
        switch (p->kind) {
        case IV_PARAM_SRC:
            if (p->optional && set == 0) break;
            s = input(device, pixel, ndim, shape, i, &c->images[i]);
            v->image = c->images[i];
            break;
        case IV_PARAM_DST: v->result = &c->images[i]; break;
        case IV_PARAM_REAL:
            if (set == 1) v->real = lively(p);
            break;
        case IV_PARAM_WHOLE:
            if (set == 1) v->whole = (int64_t)lively(p);
            break;
        case IV_PARAM_FLAG:
            if (set == 1) v->whole = !v->whole;
            break;
        case IV_PARAM_CHOICE:
            if (set == 1) v->whole = v->whole ? 0 : 1;
            break;
        case IV_PARAM_MATRIX:
            if (set == 1) v->matrix = matrix;
            break;
        case IV_PARAM_NUMBER: v->number = &c->numbers[i]; break;
        case IV_PARAM_TABLE: v->table = &c->tables[i]; break;
        }
    }
    if (s != IV_OK) call_end(c);
    return s;
}

iv_status call_run(struct call *c) { return iv_call(c->op, c->device, c->values, c->info.params); }

int call_is_empty(const struct call *c)
{
    for (int i = 0; i < c->info.params; i++)
        if (c->tables[i] || (c->params[i].kind == IV_PARAM_DST && c->images[i])) return 0;
    return 1;
}

static uint64_t mix(uint64_t h, const void *data, size_t n)
{
    const unsigned char *p = data;
    for (size_t i = 0; i < n; i++) h = (h ^ p[i]) * 0x100000001b3u;
    return h;
}

static uint64_t mix_doubles(uint64_t h, const double *v, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        const double one = isnan(v[i]) ? 0.123456789 : v[i];
        h = mix(h, &one, sizeof one);
    }
    return h;
}

static uint64_t mix_image(uint64_t h, iv_image *im)
{
    const iv_pixel pixel = iv_image_pixel(im);
    const iv_layout *l = iv_image_layout(im);
    const size_t n = (size_t)iv_layout_count(l);
    void *data = malloc(n * iv_pixel_size(pixel));
    if (!data || iv_image_pull(im, data) != IV_OK) abort();
    for (size_t i = 0; pixel == IV_PIXEL_F32 && i < n; i++)
        if (isnan(((float *)data)[i])) ((float *)data)[i] = 0.123456789f;
    h = mix(h, l->size, sizeof l->size);
    h = mix(h, &pixel, sizeof pixel);
    h = mix(h, data, n * iv_pixel_size(pixel));
    free(data);
    return h;
}

uint64_t call_hash(struct call *c)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (int i = 0; i < c->info.params; i++) {
        const iv_table *t = c->tables[i];
        if (c->params[i].kind == IV_PARAM_DST && c->images[i]) h = mix_image(h, c->images[i]);
        if (c->params[i].kind == IV_PARAM_NUMBER) h = mix_doubles(h, &c->numbers[i], 1);
        for (int k = 0; t && k < iv_table_columns(t); k++)
            h = mix_doubles(h, iv_table_column(t, k), iv_table_rows(t));
    }
    return h;
}

void call_drop_results(struct call *c)
{
    for (int i = 0; i < c->info.params; i++) {
        iv_table_free(c->tables[i]);
        c->tables[i] = NULL;
        if (c->params[i].kind != IV_PARAM_DST) continue;
        iv_image_release(c->images[i]);
        c->images[i] = NULL;
    }
}

void call_end(struct call *c)
{
    call_drop_results(c);
    for (int i = 0; i < c->info.params; i++) iv_image_release(c->images[i]);
    memset(c, 0, sizeof *c);
}
