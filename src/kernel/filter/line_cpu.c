/* line on the CPU. A group takes a tile: a stretch of rows along x and a strip of them along a second
   axis (y or z). It filters each row along x into the tile, with the strip's halo, and then the tile
   along the second axis, always a whole row at a time: x y and then z are two passes over memory.
   Weighted sums, which leave the tile as it is, go on with the next strip, and keep its halo. Sums of whole
   numbers need no tile: they go down the rows with a row of sums. */
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

/* s / n is upper_16(upper_16(s, first), second) for 0 <= s < 2^15 and odd n from 3 to 2^15: where 2^k < n < 2^(k+1)
   `first` is (2^(16+k) + e) / n with e < n, and what s * first / 2^(16+k) is above s / n, s * e / 2^(16+k) nths,
   is less than one. */
struct products { u16 first, second; };
FN struct products products_for(u32 n)
{
    const u32 k = 31 - CLZ(n), unit = 65536u << k;
    const struct products by = { (u16)(unit / n + 1), (u16)(65536u >> k) };
    return by;
}
FN u16 upper_16(u16 a, u16 b) { return (u16)((u32)a * b >> 16); }

/* Sums of whole numbers, of `bits` bits. total: to[x] = the sum of all from[k][x], of `count` rows, two at least,
   in blocks as fir_block does it.
   run: to[x] = the sum of from[x .. x + w), of windows of 1, 4, 16 ... pixels those that w, which is odd, is made
   of; level[0] and so on get those of 4, 16 ... */
enum { LEVELS = 6, TERMS = 3 * (LEVELS + 1), TOTALS = 256 }; /* bytes of TOTALS in registers */
#define RUNNING(bits)                                                                              \
    FN void total_block_##bits(i##bits *restrict to, const i##bits *const *from, int count, int x, int n) \
    {                                                                                              \
        LOCAL i##bits sum[8 * TOTALS / bits];                                                      \
        const i##bits *restrict a = from[0] + x, *restrict b = from[1] + x;                        \
        FORV(v, n) sum[v] = (i##bits)(a[v] + b[v]);                                                \
        for (int k = 2; k < count; k++) {                                                          \
            const i##bits *restrict c = from[k] + x;                                               \
            __asm__ volatile("");                                                                  \
            FORV(v, n) sum[v] = (i##bits)(sum[v] + c[v]);                                          \
        }                                                                                          \
        FORV(v, n) to[x + v] = sum[v];                                                             \
    }                                                                                              \
    static void total_##bits(i##bits *restrict to, const i##bits *const *from, int count, int n)   \
    {                                                                                              \
        enum { BLOCK = 8 * TOTALS / bits };                                                        \
        for (int x = 0; x + BLOCK <= n; x += BLOCK) total_block_##bits(to, from, count, x, BLOCK); \
        if (n < BLOCK) total_block_##bits(to, from, count, 0, n);                                  \
        else if (n % BLOCK) total_block_##bits(to, from, count, n - BLOCK, BLOCK);                 \
    }                                                                                              \
    static void run_##bits(i##bits *restrict to, const i##bits *from, i##bits level[][ROW + HALO], int w, int n) \
    {                                                                                              \
        const i##bits *term[TERMS];                                                                \
        int count = 0;                                                                             \
        for (int m = 1, left = w, has = 0;; m *= 4, left /= 4, from = *level++) {                  \
            for (int k = 0; k < left % 4; k++, has += m) term[count++] = from + has;               \
            if (left < 4) break;                                                                   \
            total_##bits(*level, (const i##bits *[]){ from, from + m, from + 2 * m, from + 3 * m }, 4, \
                         n + w - 4 * m);                                                           \
        }                                                                                          \
        total_##bits(to, term, count, n);                                                          \
    }
RUNNING(16)
RUNNING(32)
RUNNING(64)

#define TEXT "kernel/filter/line_cpu.h"
#include "kernel/common/each_pixel.h"

CPU_KERNELS(line_cpu) = {
    CPU_TYPED(line_fir), CPU_TYPED(line_extreme), CPU_TYPED(line_sum_16), CPU_TYPED(line_sum_32),
    CPU_TYPED(line_sum_64), CPU_END
};
