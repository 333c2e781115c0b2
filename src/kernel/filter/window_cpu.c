/* window on the CPU, a whole row of pixels at a time. Maxima and means share their chords: all lengths of
   a row's chords grow from the middle outwards once, and each goes to the results that want it. */
#include "kernel/common/cpu.h"
#include "kernel/common/order.h"
#include "kernel/common/sum.h"
#include "kernel/common/halo_cpu.h"

struct window_cpu { /* as in window.c */
    u64 nx, ny, nz;
    u32 rx, ry, rz;
    u32 width, strip;      /* a group's columns and rows */
    u32 chords, count, flip;
    f32 scale;
    u32 unused;
};

enum { /* as in window.c */
    WIDTH = 256,
    STRIP = 8,
    HALO = 2 * 1000,
    MEDIAN_WIDTH = 64,
    KEYS = 65536
};

/* A group's rows y0 .. y0 + ny of plane z, columns x0 .. x0 + nx. */
struct patch {
    int x0, nx, y0, ny, z;
};

FN struct patch patch_of(u64 group, const struct window_cpu *p)
{
    const u64 across = (p->nx + p->width - 1) / p->width, along = (p->ny + p->strip - 1) / p->strip;
    const u64 x0 = group % across * p->width, y0 = group / across % along * p->strip;
    struct patch t;
    t.x0 = (int)x0;
    t.nx = (int)(p->nx - x0 < p->width ? p->nx - x0 : p->width);
    t.y0 = (int)y0;
    t.ny = (int)(p->ny - y0 < p->strip ? p->ny - y0 : p->strip);
    t.z = (int)(group / across / along);
    return t;
}

/* half[dz + rz][dy + ry]: the half length of a chord, or -1 */
#define HALF(dz, dy) half[((dz) + rz) * (2 * ry + 1) + (dy) + ry]

/* below[x] += the number of keys[x .. x + n) less than tried[x] */
static void count_below(u32 *restrict below, const u32 *restrict keys, const u32 *restrict tried, int n)
{
    for (; n >= 3; n -= 3, keys += 3)
        FORV(x, MEDIAN_WIDTH)
        below[x] += (u32)(keys[x] < tried[x]) + (u32)(keys[x + 1] < tried[x]) + (u32)(keys[x + 2] < tried[x]);
    for (; n > 0; n--, keys++) FORV(x, MEDIAN_WIDTH) below[x] += (u32)(keys[x] < tried[x]);
}

#define TEXT "kernel/filter/window_cpu.h"
#include "kernel/common/each_pixel.h"

CPU_KERNELS(window_cpu) = {
    CPU_TYPED(ball_extreme), CPU_TYPED(ball_mean), CPU_TYPED(ball_mean_64),
    CPU_TYPED(window_variance), CPU_TYPED(window_median), CPU_END
};
