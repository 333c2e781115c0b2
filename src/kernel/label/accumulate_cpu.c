/* accumulate.cl's CPU form. A row's pixels become whole numbers and places in the order of their type by
   vectors, and so do the sums over a run: CHUNK pixels at a time, of which the last may lie past its end
   and count as 0. */
#include "kernel/common/cpu.h"
#include "kernel/common/values.h"
#include "kernel/label/label_row.h"
#include "kernel/label/wide.h"
#include "kernel/label/tally_cpu.h"

/* ---- Pixels ---- */

/* Of a row of a tile: values as whole numbers, of which only u32 pixels need the sign's bit, and places in
   the order of their type. */
struct row {
    u32 q[TX + CHUNK], order[TX + CHUNK];
};

#define READ(T, whole, place)                                                                      \
    FN void read_##T(struct row *restrict row, const T *restrict p, int from, int end, f32 scale) \
    {                                                                                              \
        (void)scale;                                                                               \
        IVDEP_ for (int i = from; i < end; i++)                                                    \
        {                                                                                          \
            const T v = p[i];                                                                      \
            row->q[i] = (u32)(whole);                                                              \
            row->order[i] = place;                                                                 \
        }                                                                                          \
    }
#define SIGNED_ORDER ((u32)(i32)v ^ 0x80000000u)
READ(u8, v, v)
READ(i8, (i32)v, SIGNED_ORDER)
READ(u16, v, v)
READ(i16, (i32)v, SIGNED_ORDER)
READ(u32, v, v)
READ(i32, v, SIGNED_ORDER)
READ(f32, fixed_of(BITS(v), scale), float_order(BITS(v)))
static void read_pixels(struct row *row, const u8 *src, u32 pixel, u64 at, int from, int end, f32 scale)
{
    switch (pixel) {
    case 1: read_u8(row, src + at, from, end, scale); break;
    case 2: read_i8(row, (const i8 *)src + at, from, end, scale); break;
    case 3: read_u16(row, (const u16 *)src + at, from, end, scale); break;
    case 4: read_i16(row, (const i16 *)src + at, from, end, scale); break;
    case 5: read_u32(row, (const u32 *)src + at, from, end, scale); break;
    case 6: read_i32(row, (const i32 *)src + at, from, end, scale); break;
    default: read_f32(row, (const f32 *)src + at, from, end, scale);
    }
}

/* ---- Runs ---- */

/* along: sum of values times places in the run; squares are added up in halves; the least is kept as the
   largest complement. */
struct run {
    i64 q, along;
    u64 low, high;
    u32 least, most;
};

#define ADD_RUN(Q, wide)                                                                           \
    static struct run add_##Q(const struct row *row, int begin, int n)                            \
    {                                                                                              \
        const u32 *q = row->q + begin, *order = row->order + begin;                                \
        i64 sum = 0, along = 0;                                                                    \
        u64 low = 0, high = 0;                                                                     \
        u32 least = 0, most = 0;                                                                   \
        FORV(i, (n + CHUNK - 1) / CHUNK * CHUNK)                                                   \
        {                                                                                          \
            const u32 in = i < n ? 0xffffffffu : 0;                                                \
            const Q v = (Q)(q[i] & in);                                                            \
            const u64 square = (u64)((wide)v * v);                                                 \
            sum += v;                                                                              \
            along += (i64)((wide)v * (Q)i);                                                        \
            low += (u32)square;                                                                    \
            high += square >> 32;                                                                  \
            least = (~order[i] & in) > least ? ~order[i] & in : least;                             \
            most = (order[i] & in) > most ? order[i] & in : most;                                  \
        }                                                                                          \
        return (struct run){ sum, along, low, high, least, most };                                 \
    }
ADD_RUN(u32, u64)
ADD_RUN(i32, i64)

/* A run of one value. */
FN struct run run_of(u32 value, int n)
{
    const u64 square = (u64)value * value;
    const u32 count = (u32)n;
    struct run r;
    r.q = (i64)((u64)value * count);
    r.along = (i64)((u64)value * (count * (count - 1) / 2));
    r.low = (u64)(u32)square * count;
    r.high = (square >> 32) * count;
    r.least = ~value;
    r.most = value;
    return r;
}

/* ---- Labels ---- */

/* What a tile has of a label. Places are relative to the tile's corner. */
struct entry {
    i64 q, q_at[3];
    u64 low, high;
    u32 n, at[3], low_at[3], high_at[3], least, most;
};

FN u32 smaller(u32 a, u32 b) { return a < b ? a : b; }
FN u32 larger(u32 a, u32 b) { return a > b ? a : b; }

/* A run of n pixels that begins at (x, y, z). */
FN void add_to_entry(struct entry *e, const struct run *r, u32 n, u32 x, u32 y, u32 z)
{
    e->q += r->q;
    e->q_at[0] += r->along + r->q * (i64)x;
    e->q_at[1] += r->q * (i64)y;
    e->q_at[2] += r->q * (i64)z;
    e->low += r->low;
    e->high += r->high;
    e->n += n;
    e->at[0] += n * x + n * (n - 1) / 2;
    e->at[1] += n * y;
    e->at[2] += n * z;
    e->low_at[0] = smaller(e->low_at[0], x);
    e->high_at[0] = larger(e->high_at[0], x + n - 1);
    e->low_at[1] = smaller(e->low_at[1], y);
    e->high_at[1] = larger(e->high_at[1], y);
    e->high_at[2] = z; /* planes come in order */
    e->least = larger(e->least, r->least);
    e->most = larger(e->most, r->most);
}

FN void put_entry(u32 *row, const struct entry *e, struct tile t)
{
    const u32 corner[3] = { (u32)t.x0, (u32)t.y0, (u32)t.z0 };
    const u64 square = e->low + (e->high << 32);
    gadd64(row + A_N, e->n);
    gmax(row + A_LO, e->least);
    gmax(row + A_HI, e->most);
    gadd96(row + A_Q, (u64)e->q, (u32)(e->q >> 63));
    gadd96(row + A_QQ, square, (u32)(e->high >> 32) + (square < e->low));
    for (int k = 0; k < 3; k++) {
        gadd64(row + A_AT + 2 * k, e->at[k] + (u64)e->n * corner[k]);
        gmax(row + A_BOX + 2 * k, ~(corner[k] + e->low_at[k]));
        gmax(row + A_BOX + 2 * k + 1, corner[k] + e->high_at[k]);
        gadd_moment(row + A_QAT + 3 * k, e->q_at[k], corner[k], e->q);
    }
}

struct table {
    struct directory of;
    struct entry entries[SLOTS];
};

static void put_all(struct table *t, u32 *acc, struct tile tile)
{
    for (int i = 0; i < t->of.n; i++) {
        const int slot = t->of.in_use[i];
        put_entry(acc + (u64)t->of.label[slot] * A_WORDS, &t->entries[slot], tile);
    }
    forget_all(&t->of);
}

FN struct entry *entry_for(struct table *t, u32 label, u32 *acc, struct tile tile, u32 x, u32 y, u32 z)
{
    int is_new, slot = slot_of(&t->of, label, &is_new);
    if (slot < 0) {
        put_all(t, acc, tile);
        slot = slot_of(&t->of, label, &is_new);
    }
    if (is_new) t->entries[slot] = (struct entry){ .low_at = { x, y, z } };
    return &t->entries[slot];
}

/* range: R_ words. Labels past the last of `rows` are passed over. Where labels are their own values, no
   pixel is looked at. */
KERNEL10(accumulate, const u32 *restrict, labels, const u8 *, src, u32 *, acc, const u32 *restrict, range,
         int, nx, int, ny, int, nz, u32, background, u32, rows, u32, pixel)
{
    const struct tile tile = tile_of(GRP, nx, ny, nz);
    const f32 scale = scale_for(range[R_LARGEST]);
    const int same = src == (const u8 *)labels;
    struct table table;
    struct row row;
    u16 begins[TX + 1];
    memset(&table.of, 0, sizeof table.of);
    for (int z = 0; z < tile.nz; z++)
        for (int y = 0; y < tile.ny; y++) {
            const u64 at = ((u64)(tile.z0 + z) * (u64)ny + (u64)(tile.y0 + y)) * (u64)nx + (u64)tile.x0;
            const int runs = find_runs(labels + at, tile.nx, begins);
            for (int k = 0, read = 0; k < runs; k++) {
                const int begin = begins[k], end = begins[k + 1];
                const u32 value = labels[at + (u64)begin], label = value + background;
                struct run r;
                if (label == 0 || label > rows) continue;
                if (!same && end > read) { /* whole blocks: neighbouring runs are read at once */
                    const int first = read > (begin & -64) ? read : begin & -64;
                    read = (end + 63) & -64;
                    read = read < tile.nx ? read : tile.nx;
                    read_pixels(&row, src, pixel, at, first, read, scale);
                }
                r = same ? run_of(value, end - begin)
                         : pixel == 5 ? add_u32(&row, begin, end - begin) : add_i32(&row, begin, end - begin);
                add_to_entry(entry_for(&table, label, acc, tile, (u32)begin, (u32)y, (u32)z), &r,
                             (u32)(end - begin), (u32)begin, (u32)y, (u32)z);
            }
        }
    put_all(&table, acc, tile);
}
CPU_KERNELS(accumulate_cpu) = { CPU_KERNEL(accumulate, 0), CPU_END };
