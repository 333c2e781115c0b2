#include "kernel/filter/median.h"

IV__TEXT_DECLARE(median_cl)
IV__TEXT_DECLARE(median_networks_h)
IV__TEXT_DECLARE(order_h)
static const char *const texts[] = { IV__TEXT(order_h), IV__TEXT(median_networks_h), IV__TEXT(median_cl), NULL };
static const struct iv__program program = { "median", texts, { "T", "#FLAT" } };
static const struct iv__kernel gpu_kernel = { "median", &program, NULL };

/* On the CPU a kernel for each window, and how many bytes of a row and how many planes its tiles have: memory likes
   long rows, and the kernel's buffers should stay in the first cache, or where they are few in the second. */
struct cpu_form {
    struct iv__kernel kernel;
    u32 row_bytes, deep;
};
static const struct cpu_form cpu_9 = { { "median9", &program, NULL }, 8192, 1 };
static const struct cpu_form cpu_27 = { { "median27", &program, NULL }, 1024, 1 };
static const struct cpu_form cpu_25 = { { "median25", &program, NULL }, 512, 1 };
static const struct cpu_form cpu_49 = { { "median49", &program, NULL }, 512, 1 };
static const struct cpu_form cpu_125 = { { "median125", &program, NULL }, 64, 4 };

struct median_params { /* as in median.cl and median_cpu.c */
    u64 nx, ny, nz;
    u32 across, along; /* groups along x and y */
};
enum { GPU_X = 64, GPU_Y = 32, CPU_Y = 32 }; /* as there: a group's tile */

static int is_flat(const iv_image *src, const int radius[3])
{
    return radius[2] == 0 || src->layout.size[IV_AXIS_Z] == 1;
}

/* Whether the window is a box of `half` to both sides along x and y. */
static int is_box(const iv_image *src, const int radius[3], int half)
{
    for (int k = 0; k < 2; k++)
        if (src->layout.size[IV_AXIS_X - k] > 1 && radius[k] != half) return 0;
    return 1;
}

/* The CPU's form for a window, NULL if there is none. */
static const struct cpu_form *cpu_form(const iv_image *src, const int radius[3])
{
    const int half = is_box(src, radius, 1) ? 1 : is_box(src, radius, 2) ? 2 : is_box(src, radius, 3) ? 3 : 0;
    static const struct cpu_form *const flat[] = { NULL, &cpu_9, &cpu_25, &cpu_49 };
    static const struct cpu_form *const solid[] = { NULL, &cpu_27, &cpu_125, NULL };
    return is_flat(src, radius) ? flat[half] : radius[2] == half ? solid[half] : NULL;
}

int iv__median_small(struct iv_run *r, const iv_image *src, const int radius[3])
{
    if (src->layout.size[IV_AXIS_X] > UINT32_MAX / (GPU_Y + 2)) return 0; /* a tile's places have 32 bits */
    if (iv__on_cpu(r)) return cpu_form(src, radius) != NULL;
    return is_box(src, radius, 1) && (is_flat(src, radius) || radius[2] == 1);
}

void iv__median(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3])
{
    if (!iv__ok(r)) return;
    const int cpu = iv__on_cpu(r), flat = is_flat(src, radius);
    const struct cpu_form *form = cpu_form(src, radius);
    struct median_params p = {
        .nx = (u64)src->layout.size[IV_AXIS_X], .ny = (u64)src->layout.size[IV_AXIS_Y],
        .nz = (u64)src->layout.size[IV_AXIS_Z],
    };
    p.across = (u32)iv__groups(p.nx, cpu ? form->row_bytes / iv_pixel_size(src->pixel) : GPU_X);
    p.along = (u32)iv__groups(p.ny, cpu ? CPU_Y : GPU_Y);
    LAUNCH(r, cpu ? &form->kernel : &gpu_kernel,
           cpu ? IV__VARIANT1(src->pixel) : IV__VARIANT2(src->pixel, flat),
           p.across * p.along * (cpu ? iv__groups(p.nz, form->deep) : p.nz), 1, 1,
           IMAGE(src), IMAGE(dst), VALUE(p));
}
