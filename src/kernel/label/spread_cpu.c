/* spread.cl, and the CPU's forms of its kernels that go through pixels. */
#include "kernel/common/cpu.h"
#include "kernel/common/shape.h"
#include "kernel/common/bits.h"
#include "kernel/label/label_row.h"
#include "kernel/label/wide.h"
#include "kernel/label/tally_cpu.h"
#include "kernel/label/spread.cl"

/* ---- The range ---- */

/* The pixels of a block without a label are not looked at. What decides about a pixel are masks, as gcc
   makes no vectors of conditions here. */
KERNEL6(spread_range, const u32 *restrict, labels, const f32 *restrict, src, u64, n, u32, background, u32,
        floats, u32 *, range)
{
    enum { BLOCK = 512 };
    const u64 first = GRP * PIXELS, end = first + PIXELS < n ? first + PIXELS : n;
    u32 highest = 0, most = 0;
    for (u64 at = first; at < end; at += BLOCK) {
        const u32 *label = labels + at;
        const f32 *value = src + at;
        const int m = end - at < BLOCK ? (int)(end - at) : BLOCK;
        u32 any = 0;
        FORV(i, m) any = label[i] > any ? label[i] : any;
        highest = any > highest ? any : highest;
        if (!floats || !(any | background)) continue;
        FORV(i, m)
        {
            const u32 size = BITS(value[i]) & 0x7fffffffu;
            const u32 finite = (u32)((i32)(size - 0x7f800000u) >> 31);
            const u32 counts = 0u - (u32)((label[i] | background) != 0), b = size & finite & counts;
            most = b > most ? b : most;
        }
    }
    gmax(range + R_MAX, highest);
    gmax(range + R_LARGEST, most);
}

/* ---- Distances ---- */

/* What a tile has of a label: of the distances to its two points, in units of 1 / scale. */
struct far {
    u64 sum[2];
    f32 max[2]; /* squared */
};

FN f32 farther(f32 a, f32 b) { return a > b ? a : b; }

/* Adds the distances of the n pixels of a run that begins -p.x places from the point. The farthest is at
   one of its ends, as all roundings keep the order. Two halves go side by side, as two whole numbers
   below 2^30 fit in 32 bits. */
#define ADD_RUN(name, unit)                                                                        \
    FN void name(u64 *sum, f32 *max, struct point p, struct place_y y, int z, int n, struct steps w) \
    {                                                                                              \
        const int half = (n + 2 * CHUNK - 1) / (2 * CHUNK) * CHUNK;                                \
        u64 s = 0;                                                                                 \
        FORV(i, half)                                                                              \
        {                                                                                          \
            const u32 a = (u32)NEAREST(unit(squared(p, i, y, z, w)));                              \
            const u32 b = (u32)NEAREST(unit(squared(p, half + i, y, z, w)));                       \
            s += (a & (i < n ? 0xffffffffu : 0)) + (b & (half + i < n ? 0xffffffffu : 0));         \
        }                                                                                          \
        *sum += s;                                                                                 \
        *max = farther(*max, farther(squared(p, 0, y, z, w), squared(p, n - 1, y, z, w)));         \
    }
#define IN_PLACE(square) (root(square) * p.scale)
ADD_RUN(add_scaled, SQRT)
ADD_RUN(add_tiny, IN_PLACE)

/* Scale is a power of two: steps that are multiplied by it give the same roots, exactly, without a
   multiplication for each pixel. What may be lost of terms below FLT_MIN is nothing in a distance that
   rounds to one or more, and those that `root` takes for none round to 0, as long as scale is not TINY's. */
#define TINY 0x1p49f
FN f32 unit_of(f32 scale) { return scale < TINY ? scale : 1; }

FN void add_far(struct far *f, const struct point *points, int x, int y, int z, int n, struct steps w)
{
    for (int k = 0; k < 2; k++) {
        struct point p = points[k];
        const f32 unit = unit_of(p.scale);
        const struct steps v = { w.x * unit, w.y * unit, w.z * unit };
        p.x -= x;
        if (p.scale < TINY) add_scaled(&f->sum[k], &f->max[k], p, place_y(y), z, n, v);
        else add_tiny(&f->sum[k], &f->max[k], p, place_y(y), z, n, v);
    }
}

struct table {
    struct directory of;
    struct far entries[SLOTS];
};

static void put_all(struct table *t, u32 *acc, u32 rows, const struct point *points)
{
    for (int i = 0; i < t->of.n; i++) {
        const int slot = t->of.in_use[i];
        const struct far *f = &t->entries[slot];
        const u64 label = t->of.label[slot];
        for (u64 k = 0; k < 2; k++) {
            u32 *row = DISTANCES_OF(acc, rows, label) + D_FAR + k * F_WORDS;
            const f32 scale = points[2 * label + k].scale, back = scale > 0 ? 1 / unit_of(scale) : 0;
            gadd64(row + F_SUM, f->sum[k]);
            gmax(row + F_MAX, BITS(f->max[k] * back * back));
        }
    }
    forget_all(&t->of);
}

FN struct far *entry_for(struct table *t, u32 label, u32 *acc, u32 rows, const struct point *points)
{
    int is_new, slot = slot_of(&t->of, label, &is_new);
    if (slot < 0) {
        put_all(t, acc, rows, points);
        slot = slot_of(&t->of, label, &is_new);
    }
    if (is_new) t->entries[slot] = (struct far){ { 0 }, { 0 } };
    return &t->entries[slot];
}

/* Labels past the last of `rows` are passed over. */
KERNEL9(spread_distances, const u32 *restrict, labels, u32 *, acc, const struct point *restrict, points,
        struct steps, w, int, nx, int, ny, int, nz, u32, background, u32, rows)
{
    const struct tile tile = tile_of(GRP, nx, ny, nz);
    struct table table;
    u16 begins[TX + 1];
    memset(&table.of, 0, sizeof table.of);
    for (int z = tile.z0; z < tile.z0 + tile.nz; z++)
        for (int y = tile.y0; y < tile.y0 + tile.ny; y++) {
            const u32 *row = labels + ((u64)z * (u64)ny + (u64)y) * (u64)nx + (u64)tile.x0;
            const int runs = find_runs(row, tile.nx, begins);
            for (int k = 0; k < runs; k++) {
                const int begin = begins[k], n = begins[k + 1] - begin;
                const u32 label = row[begin] + background;
                if (label == 0 || label > rows) continue;
                add_far(entry_for(&table, label, acc, rows, points), points + 2 * (u64)label, tile.x0 + begin, y, z,
                        n, w);
            }
        }
    put_all(&table, acc, rows, points);
}

CPU_KERNELS(spread_cpu) = { CPU_KERNEL(spread_range, 0), CPU_KERNEL(spread_points, 0),
                            CPU_KERNEL(spread_distances, 0), CPU_END };
