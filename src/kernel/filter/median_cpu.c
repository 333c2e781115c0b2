/* median on the CPU: the GPU's form, each step for a stretch of a row at once. */
#include "kernel/common/cpu.h"
#include "kernel/common/order.h"
#include "kernel/common/halo_cpu.h"

struct median_params { /* as in median.c */
    u64 nx, ny, nz;
    u32 across, along;
};
enum { TILE_Y = 32, BYTES_9 = 8192, BYTES_27 = 1024, BYTES_WIDE = 512, BYTES_DEEP = 64, DEEP = 4 }; /* as there */

/* A group's results: columns x0 .. x0 + nx, rows y0 .. y0 + ny of plane z. */
struct tile {
    int x0, nx, y0, ny;
    u64 z;
};

FN struct tile tile_of(u64 group, const struct median_params *p, u64 width)
{
    struct tile t;
    t.x0 = (int)(group % p->across) * (int)width;
    t.y0 = (int)(group / p->across % p->along) * TILE_Y;
    t.z = group / p->across / p->along;
    t.nx = (int)p->nx - t.x0 < (int)width ? (int)p->nx - t.x0 : (int)width;
    t.ny = (int)p->ny - t.y0 < TILE_Y ? (int)p->ny - t.y0 : TILE_Y;
    return t;
}

/* Loops over rows of a group's own go on to whole vectors. */
FN int whole(int n) { return (n + 31) & ~31; }

/* Not inlined: in a large function addresses and values would not stay in registers. */
#define NETWORK static __attribute__((noinline)) void

#define TEXT "kernel/filter/median_cpu.h"
#include "kernel/common/each_pixel.h"

CPU_KERNELS(median_cpu) = { CPU_TYPED(median9), CPU_TYPED(median27), CPU_TYPED(median25),
                            CPU_TYPED(median49), CPU_TYPED(median125), CPU_END };
