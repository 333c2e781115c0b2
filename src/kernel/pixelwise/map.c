#include "kernel/pixelwise/map.h"
#include "kernel/pixelwise/chain.h"
#include "kernel/pixelwise/map_call.h"
#include <math.h>
#include <string.h>

IV__TEXT_DECLARE(map_cl)
IV__TEXT_DECLARE(convert_h)
IV__TEXT_DECLARE(math_h)
static const char *const plain[] = { IV__TEXT(convert_h), IV__TEXT(map_cl), NULL };
static const char *const math[] = { IV__TEXT(convert_h), IV__TEXT(math_h), IV__TEXT(map_cl), NULL };
#define MACROS { "TA", "TB", "TC", "TD", "#CLASS", "#ROUND" }
const struct iv__program iv__map_program = { "map", plain, MACROS };
const struct iv__program iv__map_program_math = { "map", math, MACROS };
static const struct iv__kernel map_blocks = { "map_blocks", &iv__map_program, NULL };

enum { CPU_BLOCK = 16384 }; /* pixels of a group, as in map_cpu.c */

static int fits(const iv_layout *im, const iv_layout *to)
{
    for (int k = 0; k < IV_AXES; k++)
        if (im->size[k] != 1 && im->size[k] != to->size[k]) return 0;
    return 1;
}

/* Joins axes, the innermost first, as long as every image steps on as if they were one. */
void iv__map_rows(struct map_rows *p, iv_image *const *in, int n_in, const iv_layout *to)
{
    u64 natural[CHAIN_IMAGES]; /* what one step along this axis is where an image does not repeat */
    int begun = 0;
    p->row = p->rows = 1;
    p->outer = 0;
    for (int k = 0; k < n_in; k++) natural[k] = 1, p->step[k] = 0;
    for (int axis = IV_AXIS_X; axis >= 0; axis--) {
        const u64 n = (u64)to->size[axis];
        u64 stride[CHAIN_IMAGES];
        int joins = 1;
        if (n == 1) continue;
        for (int k = 0; k < n_in; k++) {
            const int repeats = in[k]->layout.size[axis] == 1;
            stride[k] = repeats ? 0 : natural[k];
            if (!repeats) natural[k] *= n;
            if (!begun) p->step[k] = !repeats;
            else if (p->outer) joins &= stride[k] == p->stride[k][p->outer - 1] * p->size[p->outer - 1];
            else joins &= stride[k] == p->step[k] * p->row;
        }
        if (p->outer && joins && p->size[p->outer - 1] * n <= INT32_MAX) {
            p->size[p->outer - 1] *= (u32)n;
            p->rows *= n;
        } else if (!p->outer && joins) {
            p->row *= n;
        } else {
            for (int k = 0; k < n_in; k++) p->stride[k][p->outer] = stride[k];
            p->size[p->outer++] = (u32)n;
            p->rows *= n;
        }
        begun = 1;
    }
}

/* Whether a pixel of this type can be this whole number. */
static int holds(iv_pixel p, double v)
{
    const int bits = 8 * (int)iv_pixel_size(p), is_signed = p == IV_PIXEL_I8 || p == IV_PIXEL_I16 || p == IV_PIXEL_I32;
    const double end = ldexp(1, bits - is_signed);
    return v < end && v >= (is_signed ? -end : 0);
}

/* The CPU's loop that needs no conversion, or 0: all images of one type and none repeats. */
static u64 fused_variant(const struct iv__map_call *c, const struct map_params *p, const struct map_job *job)
{
    const struct iv__map *m = c->map;
    const double *scalars = c->scalars;
    const iv_pixel t = (iv_pixel)job->pixel[0];
    int whole = 1, small = 1, held = 1;
    for (int k = 0; k < c->n_src; k++)
        if (job->pixel[k] != (u32)t || !p->step[k]) return 0;
    for (int k = 0; k < c->n_scalars; k++) {
        whole &= scalars[k] == floor(scalars[k]);
        small &= fabs(scalars[k]) <= 128;
        held &= holds(t, scalars[k]);
    }
    if (m->fused == IV__MAP_FLAG && job->pixel[3] == IV_PIXEL_U8) {
        if (t == IV_PIXEL_F32) return IV__MAP_FLAG + t;
        return m->exact && whole && held ? IV__MAP_FLAG + t : 0;
    }
    if (m->fused != IV__MAP_SAME || !m->exact || job->pixel[3] != (u32)t || t == IV_PIXEL_F32) return 0;
    const int fine = iv__is_wide(t)            ? c->class == IV__MAP_I64
                     : iv_pixel_size(t) == 2 ? whole || !job->rounding
                                               : whole && small;
    return fine ? IV__MAP_SAME + t : 0;
}

void iv__map_scalars(const struct iv__map_call *c, float *f, int64_t *i)
{
    for (int k = 0; k < c->n_scalars; k++) {
        const double v = c->scalars[k];
        f[k] = (float)v;
        i[k] = v == floor(v) && fabs(v) < 4e18 ? (int64_t)v : 0;
    }
}

void iv__map_on_cpu(struct iv_run *r, const struct iv__map_call *c, struct map_params *p, struct map_job *job)
{
    const struct iv__map *m = c->map;
    iv__map_scalars(c, p->f, p->i);
    job->rounding = (u32)c->rounding;
    const u64 fused = fused_variant(c, p, job);
    job->fused = fused != 0;
    job->is_int = !fused                    ? c->class == IV__MAP_I64
                  : m->fused == IV__MAP_FLAG ? job->pixel[0] != IV_PIXEL_F32
                                             : iv_pixel_size((iv_pixel)job->pixel[0]) != 2;
    iv__device_lock(r->device);
    iv__run_fail(r, iv__kernel_get(r->device, &m->cpu, fused ? fused : (u64)c->class, &job->fn));
    iv__device_unlock(r->device);
}

void *iv__map_blocks(struct iv_run *r)
{
    void *fn = NULL;
    iv__device_lock(r->device);
    iv__run_fail(r, iv__kernel_get(r->device, &map_blocks, 0, &fn));
    iv__device_unlock(r->device);
    return fn;
}

void iv__map_run(struct iv_run *r, const struct iv__map *m, iv_image *dst, iv_image *const *src,
                 int n_src, const double *scalars, int n_scalars, int rounding)
{
    struct iv__map_call c = { m, IV__MAP_F32, rounding, n_src, n_scalars, { 0 } };
    struct map_params p = { .unused = 0 };
    struct map_job job = { .fn = NULL };
    struct map_rows rows = { .outer = 0 };
    iv_image *in[MAP_IMAGES];
    char a[96], b[96];
    int wide = 0, whole = 1;
    if (!iv__ok(r)) return;
    for (int k = 0; k < MAP_IMAGES; k++) {
        job.same[k] = (u32)(k < n_src ? k : 0);
        in[k] = src[job.same[k]];
        job.pixel[k] = in[k]->pixel;
        if (!fits(&in[k]->layout, &dst->layout)) {
            iv__run_fail(r, iv__error(IV_ERROR_SHAPE, "an image of %s does not fit one of %s",
                                      iv__layout_words(&in[k]->layout, a, sizeof a),
                                      iv__layout_words(&dst->layout, b, sizeof b)));
            return;
        }
        wide |= iv__is_wide(in[k]->pixel);
        whole &= !iv__is_float(in[k]->pixel);
    }
    for (int k = 0; k < n_scalars; k++) {
        c.scalars[k] = scalars[k];
        whole &= scalars[k] == floor(scalars[k]) && fabs(scalars[k]) < 4e18;
    }
    if (m->exact && wide && whole) c.class = IV__MAP_I64;
    if (r->chain) {
        iv__chain_add(r, &c, dst, in);
        return;
    }
    iv__map_rows(&rows, in, MAP_IMAGES, &dst->layout);
    p.row = rows.row;
    p.rows = rows.rows;
    p.outer = rows.outer;
    memcpy(p.size, rows.size, sizeof p.size);
    memcpy(p.step, rows.step, sizeof p.step);
    memcpy(p.stride, rows.stride, sizeof p.stride);

    if (iv__on_cpu(r)) {
        job.pixel[3] = dst->pixel;
        job.past_cache = iv__past_cache(r, iv__bytes(dst));
        iv__map_on_cpu(r, &c, &p, &job);
        LAUNCH(r, &map_blocks, 0, iv__groups(p.row * p.rows, CPU_BLOCK), 1, 1, IMAGE(in[0]), IMAGE(in[1]),
               IMAGE(in[2]), IMAGE(dst), VALUE(p), VALUE(job));
    } else {
        const u64 variant = IV__VARIANT4(in[0]->pixel, in[1]->pixel, in[2]->pixel, dst->pixel) |
                            (u64)c.class << 32 | (u64)(rounding && c.class == IV__MAP_F32) << 40;
        size_t largest = iv_pixel_size(dst->pixel);
        for (int k = 0; k < MAP_IMAGES; k++)
            if (iv_pixel_size(in[k]->pixel) > largest) largest = iv_pixel_size(in[k]->pixel);
        iv__map_scalars(&c, p.f, p.i);
        p.per_row = (u32)iv__groups(p.row, MAP_GROUP_BYTES / largest);
        LAUNCH(r, c.class == IV__MAP_I64 ? &m->gpu_i : &m->gpu_f, variant, p.per_row * p.rows, 1, 1,
               IMAGE(in[0]), IMAGE(in[1]), IMAGE(in[2]), IMAGE(dst), VALUE(p));
    }
}
