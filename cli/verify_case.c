#include "verify_case.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What an image is filled with. */
enum content { EDGES, NOISE, BLOBS, CONTENTS };

/* t c z y x; 0: the axis is absent */
static const int64_t shapes[][IV_AXES] = {
    { 0, 0, 5, 17, 33 }, { 0, 0, 0, 37, 61 },  { 0, 0, 1, 1, 1 },
    { 0, 0, 13, 1, 9 },  { 3, 0, 3, 9, 11 },   { 0, 0, 19, 45, 131 },
    { 0, 0, 0, 1, 7 },   { 0, 0, 0, 65, 515 }, { 2, 2, 3, 5, 7 },
};
enum { SHAPES = sizeof shapes / sizeof *shapes, COMMON_SHAPES = 2 };

/* Each pixel type: two shapes in common, one of the others in turn; then mixtures. */
enum { TYPES = IV_PIXEL_COUNT - 1, PER_TYPE = COMMON_SHAPES + 1, MIXED = 4 };

static int count_inputs(const iv_op *op)
{
    iv_op_info info;
    int n = 0;
    iv_op_describe(op, &info);
    for (int i = 0; i < info.params; i++) {
        iv_param_info p;
        iv_op_param(op, i, &p);
        n += p.kind == IV_PARAM_SRC;
    }
    return n;
}

int verify_cases(const iv_op *op) { return count_inputs(op) ? TYPES * PER_TYPE + MIXED : 6; }

static void make_layout(iv_layout *l, int shape)
{
    static const double spacing[IV_AXES] = { 30, 1, 2, 0.5, 0.25 };
    memset(l, 0, sizeof *l);
    for (int i = 0; i < IV_AXES; i++) {
        l->size[i] = shapes[shape][i] ? shapes[shape][i] : 1;
        l->axes |= (shapes[shape][i] ? 1u : 0u) << i;
        l->spacing[i] = spacing[i];
    }
}

/* ---- Pixels ---- */

static float edge_float(struct random *r)
{
    static const uint32_t bits[] = {
        0x7fc00000, 0x7f800000, 0xff800000, 0x80000000, 0x00000000, 0x00000001,
        0x80000001, 0x007fffff, 0x00800000, 0x7f7fffff, 0xff7fffff, 0x4b800001,
        0xcf000000, 0x4f800000, 0x3f000000, 0xbf000000,
    };
    uint32_t b = bits[random_below(r, sizeof bits / sizeof *bits)];
    float v;
    memcpy(&v, &b, sizeof v);
    return v;
}

static double edge_whole(struct random *r, double low, double high)
{
    const double values[] = { low, high, low + 1,         high - 1,
                              0,   1,    floor(high / 2), floor(high / 2) + 1 };
    return values[random_below(r, sizeof values / sizeof *values)];
}

static void limits(iv_pixel pixel, double *low, double *high)
{
    const double bits = 8.0 * (double)iv_pixel_size(pixel);
    const int has_sign = pixel == IV_PIXEL_I8 || pixel == IV_PIXEL_I16 || pixel == IV_PIXEL_I32;
    *low = has_sign ? -exp2(bits - 1) : 0;
    *high = exp2(bits - has_sign) - 1;
}

static void put(struct host_image *im, int64_t i, double v)
{
    switch (im->pixel) {
    case IV_PIXEL_U8: ((uint8_t *)im->pixels)[i] = (uint8_t)v; break;
    case IV_PIXEL_I8: ((int8_t *)im->pixels)[i] = (int8_t)v; break;
    case IV_PIXEL_U16: ((uint16_t *)im->pixels)[i] = (uint16_t)v; break;
    case IV_PIXEL_I16: ((int16_t *)im->pixels)[i] = (int16_t)v; break;
    case IV_PIXEL_U32: ((uint32_t *)im->pixels)[i] = (uint32_t)v; break;
    case IV_PIXEL_I32: ((int32_t *)im->pixels)[i] = (int32_t)v; break;
    default: ((float *)im->pixels)[i] = (float)v; break;
    }
}

/* 0..1, the same within small blocks of the image: objects of a few pixels. */
static double block_value(const iv_layout *l, int64_t i, uint64_t key, int64_t size)
{
    uint64_t h = key;
    for (int axis = IV_AXIS_X; axis >= 0; axis--) {
        const int64_t at = i % l->size[axis];
        i /= l->size[axis];
        h = random_hash(h ^ (uint64_t)(axis < IV_AXIS_Z ? at : at / size) ^ (uint64_t)axis << 40);
    }
    return (double)(h >> 11) * (1.0 / 9007199254740992.0);
}

static void fill(struct host_image *im, enum content content, struct random *r)
{
    const int64_t n = iv_layout_count(&im->layout);
    const uint64_t key = random_next(r);
    const int is_float = im->pixel == IV_PIXEL_F32;
    double low, high;
    limits(im->pixel, &low, &high);
    for (int64_t i = 0; i < n; i++) {
        const int edge = content == EDGES && random_below(r, 3) == 0;
        if (content == BLOBS) {
            const double v = block_value(&im->layout, i, key, 5) < 0.35 ? 70 : 12;
            put(im, i,
                v + floor(random_between(r, 0, 30)) + (is_float ? random_between(r, 0, 1) : 0));
        } else if (is_float) {
            if (edge)
                ((float *)im->pixels)[i] = edge_float(r);
            else
                put(im, i, random_between(r, -50, 200));
        } else if (edge) {
            put(im, i, edge_whole(r, low, high));
        } else {
            put(im, i,
                floor(content == EDGES ? random_between(r, low, high)
                                       : random_between(r, low < 0 ? -50 : 0, 120)));
        }
    }
}

static void fill_labels(struct host_image *im, struct random *r)
{
    const int64_t n = iv_layout_count(&im->layout);
    const uint64_t key = random_next(r);
    for (int64_t i = 0; i < n; i++) {
        const double v = block_value(&im->layout, i, key, 4);
        put(im, i, v < 0.4 ? 0 : floor(v * 97)); /* 38 to 96, with gaps */
    }
    im->kind = IV_KIND_LABELS;
}

static void fill_mask(struct host_image *im, struct random *r)
{
    const int64_t n = iv_layout_count(&im->layout);
    const uint64_t key = random_next(r);
    for (int64_t i = 0; i < n; i++) put(im, i, block_value(&im->layout, i, key, 3) < 0.45);
    im->kind = im->pixel == IV_PIXEL_U8 ? IV_KIND_BINARY : IV_KIND_INTENSITY;
}

/* ---- Arguments ---- */

/* Within the legal range, mostly where a slider would be. */
static double argument(const iv_param_info *p, struct random *r)
{
    double low = p->min > -1e6 ? p->min : -100, high = p->ui_max < 1e6 ? p->ui_max : 300;
    if (strcmp(p->unit, "pixel") == 0 && high > 12) high = 12;
    if (high > p->max) high = p->max;
    if (low > high) low = p->min;
    const double u = random_between(r, 0, 1);
    switch (random_below(r, 6)) {
    case 0: return low;
    case 1:
        return floor(low + u * (high - low) + 0.5) > p->max ? p->max
                                                            : floor(low + u * (high - low) + 0.5);
    default: return low + (low < 0 ? u : u * u) * (high - low);
    }
}

static void arguments(struct verify_case *c, int vary, struct random *r)
{
    for (int i = 0; i < c->n; i++) {
        const iv_param_info *p = &c->params[i];
        iv_value *v = &c->values[i];
        *v = iv_op_default(c->op, i);
        if (!vary) continue;
        if (p->kind == IV_PARAM_REAL) v->real = argument(p, r);
        if (p->kind == IV_PARAM_WHOLE) v->whole = (int64_t)floor(argument(p, r));
        if (p->kind == IV_PARAM_WHOLE && (double)v->whole < p->min) v->whole = (int64_t)p->min;
        if (p->kind == IV_PARAM_FLAG || p->kind == IV_PARAM_CHOICE)
            v->whole = (int64_t)random_below(r, (uint64_t)p->max + 1);
        if (p->kind == IV_PARAM_MATRIX) {
            for (int k = 0; k < 16; k++)
                c->matrix[k] = (k % 5 == 0) +
                               (k < 12 ? random_between(r, -0.3, 0.3) * (k % 4 == 3 ? 10 : 1) : 0);
            v->matrix = c->matrix;
        }
    }
}

/* ---- Cases ---- */

static int make_input(struct verify_case *c, int i, int shape, iv_pixel pixel, enum content content,
                      struct random *r)
{
    struct host_image *im = &c->inputs[i];
    im->pixel = pixel;
    make_layout(&im->layout, shape);
    im->bytes = (size_t)iv_layout_count(&im->layout) * iv_pixel_size(pixel);
    if (!(im->pixels = malloc(im->bytes))) return -1;
    if (strcmp(c->params[i].type, "labels") == 0)
        fill_labels(im, r);
    else if (strcmp(c->params[i].type, "binary") == 0)
        fill_mask(im, r);
    else
        fill(im, content, r);
    return 0;
}

int verify_case_make(struct verify_case *c, const iv_op *op, int number, uint64_t seed)
{
    iv_op_info info;
    struct random r;
    uint64_t key = random_hash(seed);
    memset(c, 0, sizeof *c);
    iv_op_describe(op, &info);
    for (const char *p = info.name; *p; p++) key = random_hash(key ^ (uint64_t)*p);
    r.state = random_hash(key ^ (uint64_t)number << 32);
    c->op = op;
    c->n = info.params < MAX_PARAMS ? info.params : MAX_PARAMS;
    for (int i = 0; i < c->n; i++) iv_op_param(op, i, &c->params[i]);

    const int mixed = number - TYPES * PER_TYPE, slot = number % PER_TYPE, type = number / PER_TYPE;
    iv_pixel pixel = (iv_pixel)(1 + type % TYPES), other = pixel;
    int shape = slot < COMMON_SHAPES ? slot : COMMON_SHAPES + type % (SHAPES - COMMON_SHAPES);
    enum content content = (enum content)slot;
    if (mixed >= 0) { /* images of different types, and results of a type that is asked for */
        static const iv_pixel first[MIXED] = { IV_PIXEL_F32, IV_PIXEL_U8, IV_PIXEL_U16,
                                               IV_PIXEL_F32 };
        static const iv_pixel second[MIXED] = { IV_PIXEL_U8, IV_PIXEL_F32, IV_PIXEL_U16,
                                                IV_PIXEL_F32 };
        pixel = first[mixed % MIXED];
        other = second[mixed % MIXED];
        shape = mixed % 2 ? 0 : 4;
        content = mixed % 2 ? BLOBS : NOISE;
    }
    int inputs = 0, bad = 0;
    for (int i = 0; i < c->n && !bad; i++) {
        if (c->params[i].kind == IV_PARAM_SRC) {
            if (c->params[i].optional && random_below(&r, 3) == 0) continue;
            bad = make_input(c, i, shape, inputs++ ? other : pixel, content, &r);
        }
        if (c->params[i].kind == IV_PARAM_DST && mixed >= 2)
            c->given[i] = mixed == 2 ? IV_PIXEL_F32 : IV_PIXEL_U8;
    }
    arguments(c, slot != 0, &r);
    snprintf(c->words, sizeof c->words, "case %d, %s", number, iv_pixel_name(pixel));
    for (int i = 0; i < IV_AXES; i++)
        if (shapes[shape][i])
            snprintf(c->words + strlen(c->words), sizeof c->words - strlen(c->words), " %c%d",
                     "tczyx"[i], (int)shapes[shape][i]);
    for (int i = 0; i < c->n; i++) {
        const iv_param_kind k = c->params[i].kind;
        const size_t at = strlen(c->words);
        if (k == IV_PARAM_REAL)
            snprintf(c->words + at, sizeof c->words - at, " %s=%.9g", c->params[i].name,
                     c->values[i].real);
        if (k == IV_PARAM_WHOLE || k == IV_PARAM_FLAG || k == IV_PARAM_CHOICE)
            snprintf(c->words + at, sizeof c->words - at, " %s=%lld", c->params[i].name,
                     (long long)c->values[i].whole);
    }
    return bad;
}

void verify_case_free(struct verify_case *c)
{
    for (int i = 0; i < c->n; i++) free(c->inputs[i].pixels);
}
