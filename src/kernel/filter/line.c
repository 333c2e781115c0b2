#include "kernel/filter/line.h"
#include "gen/calls.h"
#include "kernel/filter/line_form.h"
#include <math.h>
#include <stdlib.h>

IV__TEXT_DECLARE(line_cl)
IV__TEXT_DECLARE(order_h)
IV__TEXT_DECLARE(sum_h)
static const char *const texts[] = { IV__TEXT(order_h), IV__TEXT(sum_h), IV__TEXT(line_cl), NULL };
static const struct iv__program program = { "line", texts, { "T", "#OP" } };
static const struct iv__kernel line_x = { "line_x", &program, NULL };
static const struct iv__kernel line_yz = { "line_yz", &program, NULL };
static const struct iv__kernel cpu_kernel[] = {
    [FIR] = { "line_fir", &program, NULL },
    [SUM_16] = { "line_sum_16", &program, NULL },
    [SUM_32] = { "line_sum_32", &program, NULL },
    [SUM_64] = { "line_sum_64", &program, NULL },
    [EXTREME] = { "line_extreme", &program, NULL },
};

struct line_params { /* as in line.cl */
    u64 lines, step;
    u32 n, r, blocks, eights, rows, pitch, columns, taps, flip, first, last, divisor;
    float scale;
};
struct line_cpu { /* as in line_cpu.c */
    u64 nx, n, step, outer_step;
    u32 rx, r, taps_x, taps, width, pitch, strip, chunk, on_x, on, direct, flip, first, last, divisor, past_cache;
    float scale;
    u32 unused;
};
enum { CPU_ROW = 2048, CPU_TILE_BYTES = 262144 }; /* as in line_cpu.c */
enum { CPU_APART = 64 }; /* bytes between a tile's rows: they are then in different sets of the cache */

/* The weights on the device; where each axis's begin. */
struct taps {
    struct iv__buffer *buffer;
    u32 begin[3];
};

/* One pass: along axis 0, 1 or 2; on the CPU along x too, if it says so, or without a tile. A pass along
   no axis (NONE) converts pixels to floats. */
struct pass {
    const struct taps *taps;
    int axis, x, direct, first, last;
    struct iv__buffer *from, *to;
};
enum { NONE = -1 };

static void launch(struct iv_run *r, const struct iv__line *l, const struct iv__kernel *k,
                   const struct pass *s, u64 groups, struct iv__arg params)
{
    const iv_pixel pixel = l->op == FIR && !s->first ? IV_PIXEL_F32 : l->src->pixel;
    const u64 variant = iv__on_cpu(r) ? IV__VARIANT1(pixel) : IV__VARIANT2(pixel, l->op);
    if (l->op == FIR)
        LAUNCH(r, k, variant, groups, 1, 1, BUFFER(s->from), BUFFER(s->to), BUFFER(s->taps->buffer), params);
    else if (l->op == EXTREME)
        LAUNCH(r, k, variant, groups, 1, 1, BUFFER(s->from), BUFFER(s->to), params);
    else
        LAUNCH(r, k, variant, groups, 1, 1, IMAGE(l->src), IMAGE(l->dst), BUFFER(s->from), BUFFER(s->to),
               params);
}

/* Values of a row or column in local memory: of the results, their halo, and what is read past it; an
   eighth more for the banks. */
static u32 stretch(u32 eights, u32 r) { return ((8u << eights) + 2 * r + 8) * 9 / 8 + 1; }

/* How the 256 items of a group and its local memory are used. Along x: as many rows as there are items
   for, and room. Else 32 columns, so that memory is read in order, as long as there is room; less where
   the halo would be more than the results; more where columns are short. */
static void cut(struct line_params *p, int axis, u32 room)
{
    const u32 all = p->n > 8 ? 32 - (u32)__builtin_clz((p->n - 1) / 8) : 0; /* eights that cover n */
    if (axis == 0) {
        p->eights = all < 5 ? all : 5;
        p->pitch = stretch(p->eights, p->r);
        p->rows = room / p->pitch < 256u >> p->eights ? room / p->pitch : 256u >> p->eights;
        return;
    }
    for (p->columns = 5;; p->columns--) {
        for (p->eights = all; p->eights > 0 && stretch(p->eights, p->r) << p->columns > room;) p->eights--;
        const int fits = stretch(p->eights, p->r) << p->columns <= room;
        if (p->columns == 0 || (fits && (p->eights == all || 8u << p->eights >= 2 * p->r))) break;
    }
    while (p->columns + p->eights < 8 && stretch(p->eights, p->r) << (p->columns + 1) <= room) p->columns++;
}

static void gpu_pass(struct iv_run *r, const struct iv__line *l, const struct pass *s)
{
    const u64 count = l->size[0] * l->size[1] * l->size[2], n = l->size[s->axis];
    struct line_params p = {
        .lines = count / n, .step = s->axis == 2 ? l->size[0] * l->size[1] : l->size[0], .n = (u32)n,
        .r = (u32)l->radius[s->axis], .taps = s->taps->begin[s->axis], .flip = l->flip,
        .first = (u32)s->first, .last = (u32)s->last, .divisor = l->divisor,
        .scale = s->last ? (float)l->scale : 1.0f,
    };
    cut(&p, s->axis, l->op == SUM_64 ? 4096 : 8192);
    p.blocks = (u32)iv__groups(n, (u64)8 << p.eights);
    const u64 lines = s->axis == 0 ? p.rows : (u64)1 << p.columns;
    launch(r, l, s->axis == 0 ? &line_x : &line_yz, s, p.blocks * iv__groups(p.lines, lines),
           (struct iv__arg)VALUE(p));
}

/* Bytes of a sum; 0 if there are none. */
static u64 sum_bytes(const struct iv__line *l)
{
    return l->op == SUM_16 ? 2 : l->op == SUM_32 ? 4 : l->op == SUM_64 ? 8 : 0;
}

/* A strip along the second axis: for weighted sums, which keep its halo for the next one, as long as half of
   that; else one whose halo costs half of itself, or as much where the tile then is wider. As wide as the
   tile allows. Returns 0 if that is too narrow. */
static int tile(const struct iv__line *l, int axis, u32 *width, u32 *strip)
{
    const u64 element = l->op == EXTREME ? iv_pixel_size(l->src->pixel) : sizeof(float);
    const u64 n = l->size[axis], r = (u64)l->radius[axis], nx = l->size[0];
    const u64 most = l->op == EXTREME ? CPU_ROW / element : 512, times = l->op == FIR ? 1 : r < 24 ? 4 : 2;
    *strip = (u32)(times * r > 32 ? times * r : 32);
    if (*strip > n) *strip = (u32)n;
    u64 w = CPU_TILE_BYTES / element / (*strip + 2 * r);
    w = w > CPU_APART / element ? w - CPU_APART / element : 0;
    if (w > most) w = most;
    if (w > 64) w = w / 64 * 64;
    *width = (u32)(w < nx ? w : nx);
    return w >= 16 || w >= nx;
}

static void cpu_pass(struct iv_run *r, const struct iv__line *l, const struct pass *s)
{
    const int axis = s->axis == 2 ? 2 : 1;
    const u64 plane = l->size[0] * l->size[1];
    struct line_cpu p = {
        .nx = l->size[0], .n = l->size[axis], .step = axis == 2 ? plane : l->size[0],
        .outer_step = axis == 2 ? l->size[0] : plane,
        .rx = s->x ? (u32)l->radius[0] : 0, .r = s->axis > 0 ? (u32)l->radius[axis] : 0,
        .taps_x = s->taps->begin[0], .taps = s->taps->begin[axis], .on_x = (u32)s->x, .on = s->axis > 0,
        .direct = (u32)s->direct, .flip = l->flip, .first = (u32)s->first, .last = (u32)s->last,
        .divisor = l->divisor, .scale = s->last ? (float)l->scale : 1.0f,
    };
    const u64 sum = sum_bytes(l);
    if (s->direct || s->axis == NONE || sum) {
        const u64 most = sum ? CPU_ROW : 512;
        p.strip = p.n < 32 ? (u32)p.n : 32;
        p.width = (u32)(p.nx < most ? p.nx : most);
    } else {
        tile(l, axis, &p.width, &p.strip);
    }
    p.pitch = p.width + CPU_APART / (u32)(l->op == EXTREME ? iv_pixel_size(l->src->pixel) : sizeof(float));
    const u64 result = l->op == FIR ? sizeof(float) : sum && !s->last ? sum : iv_pixel_size(l->dst->pixel);
    p.past_cache = iv__past_cache(r, plane * l->size[2] * result);
    const u64 sets = iv__groups(p.nx, p.width) * l->size[3 - axis];
    const u32 long_chunk = (u32)iv__chunk(r, sets, 1, p.n, 2 * p.r), short_chunk = 8 * p.r > 128 ? 8 * p.r : 128;
    if (sum) p.chunk = long_chunk < short_chunk ? long_chunk : short_chunk; /* threads then end at the same time */
    else p.chunk = l->op == FIR && !s->direct ? long_chunk : p.strip;
    const u64 groups = sets * iv__groups(p.n, p.chunk);
    launch(r, l, &cpu_kernel[l->op], s, groups, (struct iv__arg)VALUE(p));
}

static int plan(const struct iv_run *r, const struct iv__line *l, struct pass *s)
{
    u32 w, h;
    int n = 0;
    if (!iv__on_cpu(r)) {
        for (int axis = 0; axis < 3; axis++)
            if (l->on[axis]) s[n++].axis = axis;
        return n;
    }
    const int tile_y = l->op != FIR || tile(l, 1, &w, &h), tile_z = l->op != FIR || tile(l, 2, &w, &h);
    const int narrow = l->src->pixel != IV_PIXEL_F32;
    if (l->on[0] || (l->on[1] && (tile_y || narrow)) || (l->on[2] && !tile_z && narrow))
        s[n++] = (struct pass){ .axis = l->on[1] && tile_y ? 1 : NONE, .x = l->on[0] };
    if (l->on[1] && !tile_y) s[n++] = (struct pass){ .axis = 1, .direct = 1 };
    if (l->on[2]) s[n++] = (struct pass){ .axis = 2, .direct = !tile_z };
    return n;
}

static void send_taps(struct iv_run *r, const struct iv__line *l, struct taps *t)
{
    enum { EIGHTS = 2 }; /* a GPU reads weights in fours, and up to two eights past the last */
    size_t n = 0;
    for (int k = 0; k < 3; k++) {
        t->begin[k] = (u32)n;
        n += l->on[k] ? (size_t)(2 * l->radius[k] / 8 + 1 + EIGHTS) * 8 : 0;
    }
    float *w = calloc(n, sizeof *w);
    if (!w) {
        iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
        return;
    }
    for (int k = 0; k < 3; k++)
        for (int i = 0; l->on[k] && i <= 2 * l->radius[k]; i++)
            w[t->begin[k] + (u32)i] = (float)l->weights[k][i];
    t->buffer = iv__scratch_bytes(r, n * sizeof *w);
    iv__send(r, t->buffer, w, n * sizeof *w);
    free(w);
}

/* The passes go from the source to and fro between the result and one image more, so that the last
   one writes the result; sums have two places of their own. */
static void run_passes(struct iv_run *r, const struct iv__line *l)
{
    struct pass s[4] = { { 0 } };
    struct iv__buffer *spare[2] = { NULL, NULL };
    struct taps taps = { NULL, { 0 } };
    const u64 count = l->size[0] * l->size[1] * l->size[2];
    const int n = plan(r, l, s);
    const u64 sums = sum_bytes(l);
    if (n == 0) {
        op_copy(r, l->src, l->dst);
        return;
    }
    if (l->op == FIR) send_taps(r, l, &taps);
    const size_t bytes = (size_t)count * (sums ? sums : iv_pixel_size(l->dst->pixel));
    if (n > 1) spare[0] = iv__scratch_bytes(r, bytes);
    if (n > 2) spare[1] = sums ? iv__scratch_bytes(r, bytes) : l->dst->buffer;
    if (!iv__ok(r)) return;
    for (int k = 0; k < n; k++) {
        s[k].taps = &taps;
        s[k].first = k == 0;
        s[k].last = k == n - 1;
        s[k].from = k == 0 ? l->src->buffer : s[k - 1].to;
        s[k].to = k == n - 1 ? l->dst->buffer : spare[(n - k) % 2];
        if (iv__on_cpu(r)) cpu_pass(r, l, &s[k]);
        else gpu_pass(r, l, &s[k]);
    }
    iv__drop_bytes(r, spare[0]);
    if (sums) iv__drop_bytes(r, spare[1]);
    iv__drop_bytes(r, taps.buffer);
}

static void find_size(struct iv__line *l)
{
    for (int k = 0; k < 3; k++) l->size[k] = (u64)l->src->layout.size[IV_AXIS_X - k];
}

static void run_line(struct iv_run *r, struct iv__line *l)
{
    if (!iv__ok(r)) return;
    find_size(l);
    if (!iv__line_fused(r, l) && !iv__line_stream(r, l)) run_passes(r, l);
}

/* Weighted sums into an f32 image: taps[axis] has 2 radius[axis] + 1 weights, or is NULL to leave the
   axis out. Pixels become floats when they are first read. `scale` multiplies the result. */
static void weighted_sums(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3],
                          const double *const taps[3], double scale)
{
    struct iv__line l = { .op = FIR, .weights = taps, .scale = scale, .src = src, .dst = dst };
    for (int k = 0; k < 3; k++) {
        l.on[k] = taps[k] != NULL;
        l.radius[k] = taps[k] ? radius[k] : 0;
    }
    run_line(r, &l);
}

void iv__line_gauss(struct iv_run *r, iv_image *dst, iv_image *src, const double sigma[3])
{
    double *taps[3] = { NULL };
    int radius[3] = { 0 };
    if (!iv__ok(r)) return;
    for (int k = 0; k < 3; k++) {
        double sum = 0;
        if (!(sigma[k] > 0) || src->layout.size[IV_AXIS_X - k] == 1) continue;
        radius[k] = (int)floor(4 * sigma[k]);
        taps[k] = malloc((size_t)(2 * radius[k] + 1) * sizeof **taps);
        if (!taps[k]) {
            iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
            break;
        }
        for (int v = -radius[k]; v <= radius[k]; v++)
            sum += taps[k][v + radius[k]] = exp(-0.5 * v * v / (sigma[k] * sigma[k]));
        for (int i = 0; i <= 2 * radius[k]; i++) taps[k][i] /= sum;
    }
    if (iv__ok(r)) weighted_sums(r, dst, src, radius, (const double *const *)taps, 1);
    for (int k = 0; k < 3; k++) free(taps[k]);
}

static int widest(const int radius[3]) /* half width */
{
    const int xy = radius[0] > radius[1] ? radius[0] : radius[1];
    return xy > radius[2] ? xy : radius[2];
}

void iv__line_mean(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3])
{
    static const double highest[] = {
        [IV_PIXEL_U8] = 255, [IV_PIXEL_I8] = 128, [IV_PIXEL_U16] = 65535, [IV_PIXEL_I16] = 32768,
        [IV_PIXEL_U32] = 4294967295, [IV_PIXEL_I32] = 2147483648, [IV_PIXEL_F32] = 0,
    };
    struct iv__line l = { .src = src, .dst = dst };
    double count = 1;
    if (!iv__ok(r)) return;
    for (int k = 0; k < 3; k++) {
        l.radius[k] = src->layout.size[IV_AXIS_X - k] > 1 ? radius[k] : 0;
        l.on[k] = l.radius[k] > 0;
        count *= 2 * l.radius[k] + 1;
    }
    if (src->pixel == IV_PIXEL_F32) {
        const double *taps[3] = { NULL };
        double *ones = malloc((size_t)(2 * widest(l.radius) + 1) * sizeof *ones);
        if (!ones) {
            iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
            return;
        }
        for (int i = 0; i <= 2 * widest(l.radius); i++) ones[i] = 1;
        for (int k = 0; k < 3; k++) taps[k] = l.on[k] ? ones : NULL;
        weighted_sums(r, dst, src, l.radius, taps, 1 / count);
        free(ones);
        return;
    }
    if (count >= 2147483648.0) {
        iv__run_fail(r, iv__error(IV_ERROR_ARGUMENT, "a window of %.0f pixels is too large: at most 2147483647",
                                  count));
        return;
    }
    const double most = count * highest[src->pixel]; /* of a sum, or its negative */
    l.op = most < 32768.0 && iv__on_cpu(r) ? SUM_16 : most < 2147483648.0 ? SUM_32 : SUM_64;
    l.divisor = (u32)count;
    l.scale = 1 / count;
    run_line(r, &l);
}

static struct iv__line extreme(iv_image *dst, iv_image *src, const int radius[3], int minimum)
{
    struct iv__line l = { .op = EXTREME, .src = src, .dst = dst, .flip = minimum ? ~0u : 0 };
    for (int k = 0; k < 3; k++) { /* a much wider window than the image sees all of it anyway */
        const int64_t n = src->layout.size[IV_AXIS_X - k], most = n == 1 ? 0 : n > 16 ? n : 16;
        l.radius[k] = radius[k] < most ? radius[k] : (int)most;
        l.on[k] = l.radius[k] > 0;
    }
    find_size(&l);
    return l;
}

void iv__line_extreme(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int minimum)
{
    if (!iv__ok(r)) return;
    struct iv__line l = extreme(dst, src, radius, minimum);
    run_line(r, &l);
}

int iv__line_hat(struct iv_run *r, iv_image *dst, iv_image *src, iv_image *beside, const int radius[3], int minimum)
{
    if (!iv__ok(r)) return 0;
    struct iv__line l = extreme(dst, src, radius, minimum);
    l.op = HAT;
    l.beside = beside;
    return iv__line_fused(r, &l);
}
