#include "kernel/filter/median.h"

IV__TEXT_DECLARE(median_cl)
IV__TEXT_DECLARE(median_networks_h)
IV__TEXT_DECLARE(order_h)
static const char *const texts[] = { IV__TEXT(order_h), IV__TEXT(median_networks_h), IV__TEXT(median_cl), NULL };
static const struct iv__program program = { "median", texts, { "T", "#FLAT" } };
static const struct iv__kernel gpu_kernel = { "median", &program, NULL };
static const struct iv__kernel cpu_flat = { "median9", &program, NULL };
static const struct iv__kernel cpu_solid = { "median27", &program, NULL };

struct median_params { /* as in median.cl and median_cpu.c */
    u64 nx, ny, nz;
    u32 across, along; /* groups along x and y */
};
enum { GPU_X = 64, GPU_Y = 32, CPU_X = 256, CPU_Y = 32 }; /* as there: a group's tile */

static int is_flat(const iv_image *src, const int radius[3])
{
    return radius[2] == 0 || src->layout.size[IV_AXIS_Z] == 1;
}

int iv__median_small(const iv_image *src, const int radius[3])
{
    if (src->layout.size[IV_AXIS_X] > UINT32_MAX / (GPU_Y + 2)) return 0; /* a tile's places have 32 bits */
    for (int k = 0; k < 2; k++)
        if (src->layout.size[IV_AXIS_X - k] > 1 && radius[k] != 1) return 0;
    return is_flat(src, radius) || radius[2] == 1;
}

void iv__median(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3])
{
    if (!iv__ok(r)) return;
    const int cpu = iv__on_cpu(r), flat = is_flat(src, radius);
    struct median_params p = {
        .nx = (u64)src->layout.size[IV_AXIS_X], .ny = (u64)src->layout.size[IV_AXIS_Y],
        .nz = (u64)src->layout.size[IV_AXIS_Z],
    };
    p.across = (u32)iv__groups(p.nx, cpu ? CPU_X : GPU_X);
    p.along = (u32)iv__groups(p.ny, cpu ? CPU_Y : GPU_Y);
    LAUNCH(r, cpu ? flat ? &cpu_flat : &cpu_solid : &gpu_kernel,
           cpu ? IV__VARIANT1(src->pixel) : IV__VARIANT2(src->pixel, flat), p.across * p.along * p.nz, 1, 1,
           IMAGE(src), IMAGE(dst), VALUE(p));
}
