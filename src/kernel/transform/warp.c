#include "kernel/transform/warp.h"
#include <math.h>

IV__TEXT_DECLARE(warp_cl)
static const char *const texts[] = { IV__TEXT(warp_cl), NULL };
static const struct iv__program program = { "warp", texts, { "T" } };
static const struct iv__kernel kernels[] = { { "warp_nearest", &program, NULL }, { "warp_linear", &program, NULL } };

struct warp_params { /* as in warp.cl */
    int64_t base[3], step[3][3], size[3], turn[3];
    u64 stride;
    u32 n[3], across, along, shift_x, lanes_x, results, deep, inner[3], planes, upright, bits, unused;
};
enum { LEAST = 4, MOST = 32, MARGIN = 256 * MOST }; /* results of an item; how far a tile may reach beyond the image */
enum { GROUPS = 1024 };                      /* of so many a GPU is full */

/* The furthest place from 0 that a kernel may compute, in pixels. */
static double furthest(const struct iv__affine *a, const struct warp_params *p)
{
    double far = 0;
    for (int i = 0; i < 3; i++) {
        double here = fabs(a->m[i][3]) + 2;
        for (int k = 0; k < 3; k++) here += fabs(a->m[i][k]) * ((double)p->n[k] + MARGIN);
        far = fmax(far, fmax(here, (double)p->size[i] + 2));
    }
    return far;
}

static u32 bits_for(u64 n, u32 most)
{
    u32 bits = 0;
    while (bits < most && (u64)1 << bits < n) bits++;
    return bits;
}

/* Compact tiles of a plane, or of several: neighbours read neighbours, however the image is turned. Returns
   how many. */
static u64 cut(struct warp_params *p)
{
    const int straight = p->step[1][0] == 0 && p->step[2][0] == 0;
    u64 groups;
    p->deep = p->n[2] >= LEAST;
    p->shift_x = bits_for(p->n[0], 5);
    p->lanes_x = straight || p->shift_x < 4 ? p->shift_x : 4;
    p->upright = p->step[2][0] == 0 && p->step[2][1] == 0 &&
                 (!p->deep || (p->step[2][2] & (((int64_t)1 << p->bits) - 1)) == 0);
    p->results = 2 * MOST;
    do {
        const u32 rows = 256u >> p->shift_x;
        p->results /= 2;
        p->across = (u32)iv__groups(p->n[0], 1u << p->shift_x);
        p->along = (u32)iv__groups(p->n[1], p->deep ? rows : rows * p->results);
        groups = (u64)p->across * p->along * iv__groups(p->n[2], p->deep ? p->results : 1);
    } while (p->results > LEAST && groups < GROUPS);
    p->stride = (u64)p->n[0] * (p->deep ? p->n[1] : 256u >> p->shift_x);
    for (int k = 0; k < 3; k++) {
        p->turn[k] = p->deep ? p->step[k][2] : p->step[k][1] * (int64_t)(256 >> p->shift_x);
        if (p->size[1] * p->size[2] <= UINT32_MAX) p->inner[k] = (u32)(((u64)(p->size[k] - 1) << p->bits) >> 32);
    }
    p->planes = (u32)(((u64)p->size[2] << p->bits) >> 32);
    return groups;
}

/* Places are fixed-point numbers, so that base + x * step is exact and the same however it is computed.
   They have as many bits after the point as the furthest place leaves room for, at most 44: a step is
   then so precise that its error, times the image's size, is lost in the rounding to 2^-24. */
void iv__warp(struct iv_run *r, iv_image *dst, iv_image *src, struct iv__affine a, int linear)
{
    struct warp_params p = { .bits = 44 };
    if (!iv__ok(r)) return;
    for (int k = 0; k < 3; k++) {
        p.n[k] = (u32)dst->layout.size[IV_AXIS_X - k];
        p.size[k] = src->layout.size[IV_AXIS_X - k];
    }
    const double far = furthest(&a, &p);
    while (p.bits >= 24 && ldexp(far, (int)p.bits) > 4e18) p.bits--;
    if (!(far < 1e12) || p.bits < 25) {
        iv__run_fail(r, iv__error(IV_ERROR_ARGUMENT, "the matrix leads more than 10^11 pixels away"));
        return;
    }
    for (int i = 0; i < 3; i++) {
        double base = a.m[i][3] + (linear ? -0.5 : 0);
        for (int k = 0; k < 3; k++) {
            base += 0.5 * a.m[i][k];
            p.step[i][k] = llround(ldexp(a.m[i][k], (int)p.bits));
        }
        p.base[i] = llround(ldexp(base, (int)p.bits)) + ((int64_t)1 << (p.bits - 25));
    }
    u64 groups;
    if (iv__on_cpu(r)) { /* rows */
        p.across = (u32)iv__groups(p.n[0], 32768);
        p.along = (u32)iv__groups(p.n[1], 16);
        groups = (u64)p.across * p.along * p.n[2];
    } else {
        groups = cut(&p);
    }
    LAUNCH(r, &kernels[linear], src->pixel, groups, 1, 1, IMAGE(src), IMAGE(dst), VALUE(p));
}

iv_status iv__warp_shape(struct iv__affine forward, int resize, iv_layout *layout)
{
    struct iv__affine inverse;
    forward = iv__affine_in(forward, layout);
    const iv_status s = iv__affine_inverse(forward, &inverse);
    if (s == IV_OK && resize) iv__affine_fit(forward, layout);
    return s;
}

void iv__warp_forward(struct iv_run *r, iv_image *dst, iv_image *src, struct iv__affine forward, int resize,
                      int linear)
{
    struct iv__affine inverse;
    iv_layout fitted = src->layout;
    if (!iv__ok(r)) return;
    forward = iv__affine_in(forward, &src->layout);
    if (resize) forward = iv__affine_fit(forward, &fitted);
    const iv_status s = iv__affine_inverse(forward, &inverse);
    if (s == IV_OK) iv__warp(r, dst, src, inverse, linear);
    else iv__run_fail(r, s);
}
