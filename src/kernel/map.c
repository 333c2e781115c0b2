#include "kernel/map.h"
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

enum { CPU_BLOCK = 16384 }; /* pixels per group on the CPU; as in map_cpu.c */

/* as in map.cl and map_cpu.c */
struct map_params {
    u64 n;
    int64_t i[4];
    u32 size[4], stride[3][5];
    float f[4];
    u32 flat, unused;
};
struct map_job {
    void *fn;
    u32 pixel[4], is_int, rounding;
};

/* Strides in pixels of x y z c t, 0 where the image repeats; whether it repeats anywhere. */
static int strides(const iv_layout *im, const iv_layout *to, u32 stride[5])
{
    u64 step = 1;
    int repeats = 0;
    for (int k = 0; k < 5; k++) {
        const int64_t n = im->size[IV_AXIS_X - k];
        stride[k] = n == 1 ? 0 : (u32)step;
        repeats |= n == 1 && to->size[IV_AXIS_X - k] != 1;
        step *= (u64)n;
    }
    return repeats;
}

static int fits(const iv_layout *im, const iv_layout *to)
{
    for (int k = 0; k < IV_AXES; k++)
        if (im->size[k] != 1 && im->size[k] != to->size[k]) return 0;
    return 1;
}

void iv__map_run(struct iv_run *r, const struct iv__map *m, iv_image *dst, iv_image *const *src,
                 int n_src, const double *scalars, int n_scalars, int rounding)
{
    struct map_params p = { .flat = 1 };
    iv_image *in[3];
    char a[96], b[96];
    int wide = 0, whole = 1;
    if (!iv__ok(r)) return;
    p.n = (u64)iv_layout_count(&dst->layout);
    for (int k = 0; k < 4; k++) p.size[k] = (u32)dst->layout.size[IV_AXIS_X - k];
    for (int k = 0; k < 3; k++) {
        in[k] = src[k < n_src ? k : 0];
        if (!fits(&in[k]->layout, &dst->layout)) {
            iv__run_fail(r, iv__error(IV_ERROR_SHAPE, "an image of %s does not fit one of %s",
                                      iv__layout_words(&in[k]->layout, a, sizeof a),
                                      iv__layout_words(&dst->layout, b, sizeof b)));
            return;
        }
        if (strides(&in[k]->layout, &dst->layout, p.stride[k])) p.flat = 0;
        wide |= iv__is_wide(in[k]->pixel);
        whole &= !iv__is_float(in[k]->pixel);
    }
    for (int k = 0; k < n_scalars; k++) {
        p.f[k] = (float)scalars[k];
        whole &= scalars[k] == floor(scalars[k]) && fabs(scalars[k]) < 4e18;
    }
    const int class = m->exact && wide && whole ? IV__MAP_I64 : IV__MAP_F32;
    for (int k = 0; k < n_scalars && class == IV__MAP_I64; k++) p.i[k] = (int64_t)scalars[k];

    if (iv__on_cpu(r)) {
        struct map_job job = { .is_int = (u32)class, .rounding = (u32)rounding };
        for (int k = 0; k < 3; k++) job.pixel[k] = in[k]->pixel;
        job.pixel[3] = dst->pixel;
        iv__device_lock(r->device);
        iv__run_fail(r, iv__kernel_get(r->device, &m->cpu, (u64)class, &job.fn));
        iv__device_unlock(r->device);
        LAUNCH(r, &map_blocks, 0, iv__groups(p.n, CPU_BLOCK), 1, 1, IMAGE(in[0]), IMAGE(in[1]),
               IMAGE(in[2]), IMAGE(dst), VALUE(p), VALUE(job));
    } else {
        const u64 variant = IV__VARIANT4(in[0]->pixel, in[1]->pixel, in[2]->pixel, dst->pixel) |
                            (u64)class << 32 | (u64)(rounding && class == IV__MAP_F32) << 40;
        LAUNCH(r, class == IV__MAP_I64 ? &m->gpu_i : &m->gpu_f, variant, iv__groups(p.n, 1024), 1, 1,
               IMAGE(in[0]), IMAGE(in[1]), IMAGE(in[2]), IMAGE(dst), VALUE(p));
    }
}
