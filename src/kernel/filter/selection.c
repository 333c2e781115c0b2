#include "kernel/filter/selection.h"
#include "core/op.h"
#include "kernel/filter/window.h"
#include <string.h>

IV__TEXT_DECLARE(selection_cl)
IV__TEXT_DECLARE(order_h)
static const char *const texts[] = { IV__TEXT(order_h), IV__TEXT(selection_cl), NULL };
static const struct iv__program program = { "selection",
                                            texts,
                                            { "T", "#WORDS", "#WIDE_ROWS", "#TURNS" } };
static const struct iv__kernel kernel = { "selection", &program, NULL };

IV__TEXT_DECLARE(selection_few_cl)
static const char *const few_texts[] = { IV__TEXT(order_h), IV__TEXT(selection_few_cl), NULL };
static const struct iv__program few_program = { "selection_few", few_texts, { "T", "#N" } };
static const struct iv__kernel few_kernel = { "selection_few", &few_program, NULL };

/* What all parameters here begin with: the image's size, and the window's half widths. */
#define SIZES(src, radius)                                                                         \
    .nx = (u64)(src)->layout.size[IV_AXIS_X], .ny = (u64)(src)->layout.size[IV_AXIS_Y],            \
    .nz = (u64)(src)->layout.size[IV_AXIS_Z], .rx = (radius)[0], .ry = (radius)[1], .rz = (radius)[2]

/* Windows of few pixels: up to 15, which sort faster than their bits are found; of small pixels,
   with fewer bits, up to 9. */
enum { MOST_FEW = 15, MOST_FEW_SMALL = 9 }; /* the first as in selection_few.cl */
struct few_params {                         /* as there */
    u64 nx, ny, nz;
    int64_t step[MOST_FEW];
    int32_t place[3 * MOST_FEW];
    int32_t rx, ry, rz;
};

enum { PAIRS = 8, STEP = 8, POOL = 7680, MOST = 95 }; /* as in selection.cl */

struct selection_params { /* as there */
    u64 nx, ny, nz;
    u32 across, along;
    int32_t rx, ry, rz;
    u32 shift_y, shift_z;
    u32 rows_y, rows;
    u32 row_bytes, row_words;
    u32 bits;
    u32 width, high;
    u32 stretches, tall, steps;
    u32 words, rank;
    u32 offset[MOST];
    u32 mask[MOST];
};

/* The text is built for a few numbers of words, the last of them MOST. A group makes `rows` rows of
   results, an item one or two in each of its `turns` rows. */
static const struct {
    u32 words, rows, turns;
} classes[] = { { 1, 64, 2 },  { 3, 64, 2 },  { 5, 64, 2 },   { 9, 64, 2 },
                { 15, 64, 2 }, { 31, 32, 1 }, { MOST, 16, 1 } };

static u32 above(u32 a, u32 b) { return (a + b - 1) / b; }

/* How rows of the window lie in words, as large as they fit. */
static void set_words(struct selection_params *p)
{
    const u32 wide = 2 * (u32)p->rx + 1, high = 2 * (u32)p->ry + 1;
    p->stretches = wide < 32 ? 1 : above(wide, 31);
    p->width = wide < 32 ? wide + 1 : 32;
    p->high = above(high, above(high, 32 / p->width));
    p->row_bytes = above(2 * PAIRS + wide - 1, 8);
    p->row_words = above(p->row_bytes, 4);
    const u32 last =
        (2 * PAIRS - 2 + 31 * (p->stretches - 1)) / 32; /* the word where the last stretch begins */
    if (p->row_words > 1 && p->row_words < last + 2) p->row_words = last + 2;
}

/* The words that have pixels of the window, `unit` from row to row and `tall` rows from stretch to
   stretch. Returns their number, 0 if there are more than `most`. */
struct list {
    u32 width, high, stretches, span, tall, unit;
    u32 most, *offset, *mask;
    u32 pixels;
};

static u32 list_words(struct list *l, const int radius[3], int shape)
{
    const u32 groups = above(2 * (u32)radius[1] + 1, l->high);
    u32 n = 0;
    l->pixels = 0;
    for (int dz = -radius[2]; dz <= radius[2]; dz++)
        for (u32 g = 0; g < groups; g++)
            for (u32 s = 0; s < l->stretches; s++) {
                u32 mask = 0;
                for (u32 j = 0; j < l->high; j++) {
                    const int dy = (int)(g * l->high + j) - radius[1];
                    const int half = dy <= radius[1] ? iv__half_length(radius, shape, dy, dz) : -1;
                    const int from = radius[0] - (int)(l->span * s);
                    for (int i = 0; i < (int)l->span; i++)
                        if (i >= from - half && i <= from + half) {
                            mask |= 1u << (32 - (l->high - j) * l->width + (u32)i);
                            l->pixels++;
                        }
                }
                if (!mask) continue;
                if (n == l->most) return 0;
                l->mask[n] = mask;
                l->offset[n++] =
                    l->unit * (((u32)(dz + radius[2]) * l->stretches + s) * l->tall + g * l->high);
            }
    return n;
}

static u32 list_gpu_words(struct selection_params *p, const int radius[3], int shape)
{
    struct list l = {
        .width = p->width,
        .high = p->high,
        .stretches = p->stretches,
        .span = p->stretches > 1 ? 31 : p->width - 1,
        .tall = p->tall,
        .unit = 4 * PAIRS,
        .most = MOST,
        .offset = p->offset,
        .mask = p->mask,
    };
    p->words = list_words(&l, radius, shape);
    p->rank = l.pixels / 2;
    return p->words;
}

/* The tile's shape, and the bits of keys at a time, that ask for the least work; 0 if none fits. */
static int set_tile(struct selection_params *p, u32 results, u32 key_bits)
{
    const u32 groups = above(2 * (u32)p->ry + 1, p->high);
    struct selection_params best = *p;
    double least = 0;
    for (p->shift_y = 0; results >> p->shift_y; p->shift_y++) {
        const u32 tall = 1u << p->shift_y, deep = results >> p->shift_y;
        for (p->shift_z = 0; deep >> p->shift_z > 1; p->shift_z++) {}
        p->steps = above(tall + (groups - 1) * p->high, STEP);
        p->tall = p->steps * STEP;
        p->rows_y = p->tall + p->high - 1;
        p->rows = p->rows_y * (deep + 2 * (u32)p->rz);
        const u64 layers = (u64)(deep + 2 * (u32)p->rz) * p->stretches;
        const u64 words = 2 * layers * p->tall * PAIRS;
        p->bits = key_bits;
        while (p->bits >= 8 && (u64)p->rows * p->row_words * p->bits + words > POOL) p->bits /= 2;
        if (p->bits < 8) continue;
        const double tiles = (double)iv__groups(p->ny, tall) * (double)iv__groups(p->nz, deep);
        const double slicing =
            (double)p->rows * p->row_bytes * (80 + 6 * p->bits) * (key_bits / p->bits);
        const double making = (double)(layers * p->steps * PAIRS) * (p->high + STEP) * 3 * key_bits;
        const double counting = results * 2.0 * PAIRS * (4 * p->words + 8) * key_bits;
        const double cost = tiles * (slicing + making + counting);
        if (least == 0 || cost < least) {
            least = cost;
            best = *p;
        }
    }
    *p = best;
    return least > 0;
}

/* A window of few pixels: its pixels one by one, and their number n. */
static u32 list_pixels(struct few_params *p, const int radius[3], int shape, u32 most)
{
    u32 n = 0;
    for (int dz = -p->rz; dz <= p->rz; dz++)
        for (int dy = -p->ry; dy <= p->ry; dy++) {
            const int half = iv__half_length(radius, shape, dy, dz);
            for (int dx = -half; dx <= half; dx++, n++) {
                if (n == most) return 0;
                p->step[n] = ((int64_t)dz * (int64_t)p->ny + dy) * (int64_t)p->nx + dx;
                memcpy(&p->place[3 * n], (int32_t[]){ dx, dy, dz }, 3 * sizeof *p->place);
            }
        }
    return n;
}

static int few(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int shape)
{
    struct few_params p = { SIZES(src, radius) };
    const u32 n =
        list_pixels(&p, radius, shape, iv_pixel_size(src->pixel) == 4 ? MOST_FEW : MOST_FEW_SMALL);
    if (n == 0) return 0;
    LAUNCH(r, &few_kernel, IV__VARIANT2(src->pixel, n), iv__groups(p.nx * p.ny * p.nz, 256), 1, 1,
           IMAGE(src), IMAGE(dst), VALUE(p));
    return 1;
}

/* On the CPU the same for a lane's one result: words of up to 32 bits of whole rows, or of
   stretches of 8 pixels, which begin at a byte. */

enum {
    X = 32,
    ROWS = 64,
    CPU_POOL = 98304,
    FEW_X = 128,
    FEW_TALL = 8,
    CPU_FEW = 49,
    SLIDE_X = 512,
    SLIDE_CHORDS = 4096
};                        /* as in selection_cpu.c */
enum { CPU_MOST = 1535 }; /* words; more would not fit in the pool */

struct selection_cpu { /* as there */
    u64 nx, ny, nz;
    u32 across, along;
    int32_t rx, ry, rz;
    u32 tall, deep;
    u32 width, high, stretches, starts;
    u32 rows_y, row_bytes;
    u32 words, pixels;
    u32 flip;
};

static int launch_cpu(struct iv_run *r, const struct iv__kernel *k, iv_image *dst, iv_image *src,
                      const void *table, size_t size, const struct selection_cpu *p, u64 groups)
{
    struct iv__buffer *sent = iv__scratch_bytes(r, size);
    iv__send(r, sent, table, size);
    LAUNCH(r, k, IV__VARIANT1(src->pixel), groups, 1, 1, IMAGE(src), IMAGE(dst), BUFFER(sent),
           VALUE(*p));
    iv__drop_bytes(r, sent);
    return 1;
}

static int few_on_cpu(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3],
                      int shape, struct selection_cpu p)
{
    int32_t table[4 * CPU_FEW], row_z[CPU_FEW], row_y[CPU_FEW];
    u32 n = 0, rows = 0;
    for (int dz = -p.rz; dz <= p.rz; dz++)
        for (int dy = -p.ry; dy <= p.ry; dy++) {
            const int half = iv__half_length(radius, shape, dy, dz);
            if (half < 0) continue;
            if (n + 2 * (u32)half + 1 > CPU_FEW) return 0;
            row_z[rows] = dz;
            row_y[rows] = dy;
            for (int dx = -half; dx <= half; dx++, n++) {
                table[2 * n] = (int32_t)rows;
                table[2 * n + 1] = dx + p.rx;
            }
            rows++;
        }
    memcpy(table + 2 * n, row_z, rows * sizeof *row_z);
    memcpy(table + 2 * n + rows, row_y, rows * sizeof *row_y);
    p.words = rows;
    p.pixels = n;
    p.tall = FEW_TALL;
    p.across = (u32)iv__groups(p.nx, FEW_X);
    p.along = (u32)iv__groups(p.ny, FEW_TALL);
    return launch_cpu(r, &few_kernel, dst, src, table, (2 * n + 2 * rows) * sizeof *table, &p,
                      p.across * p.along * p.nz);
}

/* By a moving histogram, unless the window has more chords than `most`. */
static int slide_on_cpu(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3],
                        int shape, struct selection_cpu p, u32 most)
{
    static const struct iv__kernel slide = { "selection_slide", &program, NULL };
    int32_t table[3 * SLIDE_CHORDS];
    for (int dz = -p.rz; dz <= p.rz; dz++)
        for (int dy = -p.ry; dy <= p.ry; dy++) {
            const int half = iv__half_length(radius, shape, dy, dz);
            if (half < 0) continue;
            if (p.words == most) return 0;
            memcpy(&table[3 * p.words++], (int32_t[]){ dz, dy, half }, 3 * sizeof *table);
            p.pixels += 2 * (u32)half + 1;
        }
    p.flip = src->pixel == IV_PIXEL_I8 ? 128 : 0;
    p.across = (u32)iv__groups(p.nx, SLIDE_X);
    return launch_cpu(r, &slide, dst, src, table, 3 * p.words * sizeof *table, &p,
                      p.across * p.ny * p.nz);
}

/* The tile that asks for the least work; 0 if none fits. */
static int set_cpu_tile(struct selection_cpu *p, u32 key_bits)
{
    const u32 groups = above(2 * (u32)p->ry + 1, p->high);
    struct selection_cpu best = *p;
    double least = 0;
    for (p->deep = 1; p->deep <= ROWS; p->deep *= 2)
        for (p->tall = 1; p->tall * p->deep <= ROWS; p->tall *= 2) {
            p->starts = p->tall + (groups - 1) * p->high;
            p->rows_y = p->starts + p->high - 1;
            const u64 layers = p->deep + 2 * (u64)p->rz, rows = p->tall * p->deep;
            if ((rows * p->words + layers * p->stretches * p->starts) * X +
                    2 * layers * p->rows_y * p->row_bytes >
                CPU_POOL)
                continue;
            const double tiles =
                (double)iv__groups(p->ny, p->tall) * (double)iv__groups(p->nz, p->deep);
            const double slicing =
                (double)(layers * p->rows_y) * (30.0 * p->row_bytes + 50) * (key_bits / 8);
            const double making = (double)(layers * p->stretches * p->rows_y) * 24 * key_bits;
            const double counting = (double)rows * 4 * (14 * p->words + 35) * key_bits;
            const double cost = tiles * (slicing + making + counting);
            if (least == 0 || cost < least) {
                least = cost;
                best = *p;
            }
        }
    *p = best;
    return least > 0;
}

static int on_cpu(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int shape)
{
    struct selection_cpu p = { SIZES(src, radius) };
    const u32 wide = 2 * (u32)p.rx + 1, high = 2 * (u32)p.ry + 1;
    u32 table[2 * CPU_MOST];
    if (few_on_cpu(r, dst, src, radius, shape, p)) return 1;
    p.width = wide <= 16 ? wide : 8;
    p.stretches = wide <= 16 ? 1 : above(wide, 8);
    p.high = above(high, above(high, 32 / p.width));
    p.row_bytes = p.stretches + 7;
    struct list l = {
        .width = p.width,
        .high = p.high,
        .stretches = p.stretches,
        .span = p.width,
        .unit = X,
        .most = CPU_MOST - 1,
        .offset = table,
        .mask = table + CPU_MOST,
    };
    const u32 words = list_words(&l, radius, shape);
    if (iv_pixel_size(src->pixel) == 1 &&
        slide_on_cpu(r, dst, src, radius, shape, p, words ? words : SLIDE_CHORDS))
        return 1;
    if (!words) return 0;
    p.words = words | 1;
    if (!set_cpu_tile(&p, 8 * (u32)iv_pixel_size(src->pixel))) return 0;
    memset(table, 0, sizeof table);
    l.tall = p.starts;
    l.mask = table + p.words;
    list_words(&l, radius, shape);
    p.pixels = l.pixels;
    p.across = (u32)iv__groups(p.nx, X);
    p.along = (u32)iv__groups(p.ny, p.tall);
    return launch_cpu(r, &kernel, dst, src, table, 2 * p.words * sizeof *table, &p,
                      p.across * p.along * iv__groups(p.nz, p.deep));
}

int iv__selection(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int shape)
{
    struct selection_params p = { SIZES(src, radius) };
    int c = 0;
    if (iv__on_cpu(r)) return on_cpu(r, dst, src, radius, shape);
    if (few(r, dst, src, radius, shape)) return 1;
    set_words(&p);
    if (!list_gpu_words(&p, radius, shape)) return 0;
    while (classes[c].words < p.words) c++;
    if (!set_tile(&p, classes[c].rows, 8 * (u32)iv_pixel_size(src->pixel))) return 0;
    list_gpu_words(&p, radius, shape); /* the offsets, now that the tile is known */
    p.across = (u32)iv__groups(p.nx, 2 * PAIRS);
    p.along = (u32)iv__groups(p.ny, (u64)1 << p.shift_y);
    LAUNCH(r, &kernel,
           IV__VARIANT4(src->pixel, classes[c].words, p.row_words > 1, classes[c].turns),
           p.across * p.along * iv__groups(p.nz, (u64)1 << p.shift_z), 1, 1, IMAGE(src), IMAGE(dst),
           VALUE(p));
    return 1;
}
