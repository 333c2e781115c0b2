/* line on the CPU. A group takes a tile: a stretch of rows along x and a strip of them along a second
   axis (y or z). It filters each row along x into the tile, with the strip's halo, and then the tile
   along the second axis, always a whole row at a time: x y and then z are two passes over memory. */
#include "kernel/cpu.h"
#include "kernel/order.h"
#include "kernel/sum.h"
#include "kernel/halo_cpu.h"

struct line_cpu { /* as in line.c */
    u64 nx, n, step;       /* row length; rows along the second axis, and pixels between them */
    u64 outer_step;        /* pixels between one such set of rows and the next */
    u32 rx, r;             /* half widths along x and along the second axis */
    u32 taps_x, taps;      /* where their weights are */
    u32 width, strip;      /* of a tile: pixels in a row, results along the second axis */
    u32 on_x, on, direct;  /* which axes to filter; without a tile */
    u32 flip, first, last, divisor;
    f32 scale;
};

enum { ROW = 2048, HALO = 2 * 3200, TILE_BYTES = 262144 }; /* as in line.c */

/* A group's columns, and its rows: n results from a0 on, and the rows low to high - 1 that they need. */
struct part {
    i64 set; /* where the set of rows starts */
    int x0, nx, a0, n, low, high;
};

FN struct part part_of(u64 group, const struct line_cpu *p)
{
    const u64 across = (p->nx + p->width - 1) / p->width, along = (p->n + p->strip - 1) / p->strip;
    const i64 nx = (i64)p->nx, n = (i64)p->n, r = p->r;
    const i64 x0 = (i64)(group % across * p->width), a0 = (i64)(group / across % along * p->strip);
    struct part t;
    t.set = (i64)(group / across / along * p->outer_step);
    t.x0 = (int)x0;
    t.nx = (int)(nx - x0 < p->width ? nx - x0 : p->width);
    t.a0 = (int)a0;
    t.n = (int)(n - a0 < p->strip ? n - a0 : p->strip);
    t.low = (int)(a0 > r ? a0 - r : 0);
    t.high = (int)(a0 + t.n + r < n ? a0 + t.n + r : n);
    return t;
}

/* sum[x] = chain of FMA over `count` rows at x, in their order; row k is at from + stride * (place + k),
   places clamped to 0 .. rows - 1. Eight rows at a time, so that sums are rarely stored. */
static void fir_rows(f32 *restrict sum, const f32 *restrict from, i64 stride, int place, int rows,
                     const f32 *restrict tap, int count, int n)
{
    FORV(x, n) sum[x] = -0.0f; /* then FMA(w, v, sum) is w * v, to the sign of zero */
    while (count > 0) {
        const int m = count >= 8 ? 8 : count >= 4 ? 4 : count >= 2 ? 2 : 1;
        const f32 *v[8];
        f32 t[8];
        for (int k = 0; k < 8; k++) {
            v[k] = from + stride * clampi(place + k, rows);
            t[k] = k < m ? tap[k] : 0;
        }
        const f32 *restrict v0 = v[0], *restrict v1 = v[1], *restrict v2 = v[2], *restrict v3 = v[3];
        const f32 *restrict v4 = v[4], *restrict v5 = v[5], *restrict v6 = v[6], *restrict v7 = v[7];
        const f32 t0 = t[0], t1 = t[1], t2 = t[2], t3 = t[3], t4 = t[4], t5 = t[5], t6 = t[6], t7 = t[7];
        switch (m) {
        case 8:
            FORV(x, n)
            {
                f32 s = FMA(t3, v3[x], FMA(t2, v2[x], FMA(t1, v1[x], FMA(t0, v0[x], sum[x]))));
                sum[x] = FMA(t7, v7[x], FMA(t6, v6[x], FMA(t5, v5[x], FMA(t4, v4[x], s))));
            }
            break;
        case 4:
            FORV(x, n)
            {
                f32 s = FMA(t1, v1[x], FMA(t0, v0[x], sum[x]));
                sum[x] = FMA(t3, v3[x], FMA(t2, v2[x], s));
            }
            break;
        case 2: FORV(x, n) sum[x] = FMA(t1, v1[x], FMA(t0, v0[x], sum[x])); break;
        default: FORV(x, n) sum[x] = FMA(t0, v0[x], sum[x]);
        }
        place += m;
        tap += m;
        count -= m;
    }
}

#define RUNNING(bits)                                                                              \
    static void run_##bits(i##bits *restrict to, const i##bits *restrict from, int w, int n)       \
    {                                                                                              \
        i##bits s = 0;                                                                             \
        for (int x = 0; x < w; x++) s += from[x];                                                  \
        for (int x = 0; x < n; x++) {                                                              \
            to[x] = s;                                                                             \
            s += (x + 1 < n ? from[x + w] : 0) - from[x];                                          \
        }                                                                                          \
    }                                                                                              \
    FN void add_##bits(i##bits *restrict to, const i##bits *restrict by, int n)                    \
    {                                                                                              \
        FORV(x, n) to[x] += by[x];                                                                 \
    }                                                                                              \
    FN void move_##bits(i##bits *restrict to, const i##bits *come, const i##bits *go, int n)       \
    {                                                                                              \
        FORV(x, n) to[x] += come[x] - go[x];                                                       \
    }
RUNNING(32)
RUNNING(64)

HALO_ROW(same_32, i32, i32, v)
HALO_ROW(same_64, i64, i64, v)

#define TEXT "kernel/line_cpu.h"
#include "kernel/each_pixel.h"

CPU_KERNELS(line_cpu) = {
    CPU_TYPED(line_fir), CPU_TYPED(line_extreme), CPU_TYPED(line_sum_32), CPU_TYPED(line_sum_64),
    CPU_END
};
