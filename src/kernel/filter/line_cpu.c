/* line on the CPU. A group takes a tile: a stretch of rows along x and a strip of them along a second
   axis (y or z). It filters each row along x into the tile, with the strip's halo, and then the tile
   along the second axis, always a whole row at a time: x y and then z are two passes over memory.
   Weighted sums, which leave the tile as it is, go on with the next strip, and keep its halo. */
#include "kernel/common/cpu.h"
#include "kernel/common/order.h"
#include "kernel/common/sum.h"
#include "kernel/common/halo_cpu.h"

struct line_cpu { /* as in line.c */
    u64 nx, n, step;       /* row length; rows along the second axis, and pixels between them */
    u64 outer_step;        /* pixels between one such set of rows and the next */
    u32 rx, r;             /* half widths along x and along the second axis */
    u32 taps_x, taps;      /* where their weights are */
    u32 width, pitch;      /* of a tile: pixels in a row, and from one row to the next */
    u32 strip, chunk;      /* results along the second axis: of a tile, and of a group, strip after strip */
    u32 on_x, on, direct;  /* which axes to filter; without a tile */
    u32 flip, first, last, divisor;
    u32 past_cache;        /* how results are written */
    f32 scale;
    u32 unused;
};

enum { ROW = 2048, HALO = 2 * 3200, TILE_BYTES = 262144 }; /* as in line.c */
enum { SUMS = 64 }; /* what registers hold */

/* A group's columns, and its rows: n results from a0 on, and the rows low to high - 1 that they need. */
struct part {
    i64 set; /* where the set of rows starts */
    int x0, nx, a0, n, low, high;
};

FN struct part part_of(u64 group, const struct line_cpu *p)
{
    const u64 across = (p->nx + p->width - 1) / p->width, along = (p->n + p->chunk - 1) / p->chunk;
    const i64 nx = (i64)p->nx, n = (i64)p->n, r = p->r;
    const i64 x0 = (i64)(group % across * p->width), a0 = (i64)(group / across % along * p->chunk);
    struct part t;
    t.set = (i64)(group / across / along * p->outer_step);
    t.x0 = (int)x0;
    t.nx = (int)(nx - x0 < p->width ? nx - x0 : p->width);
    t.a0 = (int)a0;
    t.n = (int)(n - a0 < p->chunk ? n - a0 : p->chunk);
    t.low = (int)(a0 > r ? a0 - r : 0);
    t.high = (int)(a0 + t.n + r < n ? a0 + t.n + r : n);
    return t;
}

/* What goes into weighted sums: row k is at from + stride * (place + k), places clamped to 0 .. rows - 1,
   and counts tap[k]. */
struct rows {
    const f32 *from, *tap;
    i64 stride;
    int place, rows, count;
};

/* to[v] = chain of FMA over the rows at x + v, in their order, for n pixels: a constant, so that the sums
   stay in registers. The empty statement keeps gcc from making the loop over rows the inner one. */
FN void fir_block(f32 *restrict to, const struct rows *r, int x, f32 scale, int n)
{
    LOCAL f32 sum[SUMS];
    FORV(v, n) sum[v] = -0.0f; /* then FMA(w, v, sum) is w * v, to the sign of zero */
    for (int k = 0; k < r->count; k++) {
        const f32 *restrict row = r->from + r->stride * clampi(r->place + k, r->rows) + x, w = r->tap[k];
        __asm__ volatile("");
        FORV(v, n) sum[v] = FMA(w, row[v], sum[v]);
    }
    FORV(v, n) to[v] = sum[v] * scale;
}

/* A row of n pixels; the last block overlaps the one before. */
static void fir_row(f32 *restrict to, const struct rows *r, f32 scale, int n)
{
    int x = 0;
    for (; x + SUMS <= n; x += SUMS) fir_block(to + x, r, x, scale, SUMS);
    if (x < n && n >= SUMS) fir_block(to + n - SUMS, r, n - SUMS, scale, SUMS);
    if (n < SUMS) fir_block(to, r, 0, scale, n);
}

/* run: to[x] = the sum of from[x .. x + w), of windows of 1, 2, 4 ... pixels those that w is made of;
   `from` is lost. */
#define RUNNING(bits)                                                                              \
    static void run_##bits(i##bits *restrict to, i##bits *from, int w, int n)                      \
    {                                                                                              \
        int has = 1; /* pixels of a window; w is odd */                                            \
        memcpy(to, from, sizeof *to * (size_t)n);                                                  \
        for (int m = 1; 2 * m <= w; m *= 2) {                                                      \
            FORV(x, n + w - 2 * m) from[x] += from[x + m];                                         \
            if (!(w & 2 * m)) continue;                                                            \
            FORV(x, n) to[x] += from[x + has];                                                     \
            has += 2 * m;                                                                          \
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

#define TEXT "kernel/filter/line_cpu.h"
#include "kernel/common/each_pixel.h"

CPU_KERNELS(line_cpu) = {
    CPU_TYPED(line_fir), CPU_TYPED(line_extreme), CPU_TYPED(line_sum_32), CPU_TYPED(line_sum_64),
    CPU_END
};
