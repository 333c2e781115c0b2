#include "kernel/selection.h"
#include "core/op.h"
#include "kernel/window.h"
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

/* The words that have pixels of the window. Returns their number, 0 if there are too many. */
static u32 list_words(struct selection_params *p, const int radius[3], int shape)
{
    const u32 groups = above(2 * (u32)p->ry + 1, p->high);
    u32 n = 0, pixels = 0;
    for (int dz = -p->rz; dz <= p->rz; dz++)
        for (u32 g = 0; g < groups; g++)
            for (u32 s = 0; s < p->stretches; s++) {
                u32 mask = 0;
                for (u32 j = 0; j < p->high; j++) {
                    const int dy = (int)(g * p->high + j) - p->ry;
                    const int half = dy <= p->ry ? iv__half_length(radius, shape, dy, dz) : -1;
                    const int from = p->rx - (int)(31 * s),
                              span = p->stretches > 1 ? 31 : (int)p->width - 1;
                    for (int i = 0; i < span; i++)
                        if (i >= from - half && i <= from + half)
                            mask |= 1u << (32 - (p->high - j) * p->width + (u32)i), pixels++;
                }
                if (!mask) continue;
                if (n == MOST) return 0;
                p->mask[n] = mask;
                p->offset[n++] =
                    4 * PAIRS * (((u32)(dz + p->rz) * p->stretches + s) * p->tall + g * p->high);
            }
    p->words = n;
    p->rank = pixels / 2;
    return n;
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
    struct few_params p = {
        .nx = (u64)src->layout.size[IV_AXIS_X],
        .ny = (u64)src->layout.size[IV_AXIS_Y],
        .nz = (u64)src->layout.size[IV_AXIS_Z],
        .rx = radius[0],
        .ry = radius[1],
        .rz = radius[2],
    };
    const u32 n =
        list_pixels(&p, radius, shape, iv_pixel_size(src->pixel) == 4 ? MOST_FEW : MOST_FEW_SMALL);
    if (n == 0) return 0;
    LAUNCH(r, &few_kernel, IV__VARIANT2(src->pixel, n), iv__groups(p.nx * p.ny * p.nz, 256), 1, 1,
           IMAGE(src), IMAGE(dst), VALUE(p));
    return 1;
}

int iv__selection(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int shape)
{
    struct selection_params p = {
        .nx = (u64)src->layout.size[IV_AXIS_X],
        .ny = (u64)src->layout.size[IV_AXIS_Y],
        .nz = (u64)src->layout.size[IV_AXIS_Z],
        .rx = radius[0],
        .ry = radius[1],
        .rz = radius[2],
    };
    int c = 0;
    if (few(r, dst, src, radius, shape)) return 1;
    set_words(&p);
    if (!list_words(&p, radius, shape)) return 0;
    while (classes[c].words < p.words) c++;
    if (!set_tile(&p, classes[c].rows, 8 * (u32)iv_pixel_size(src->pixel))) return 0;
    list_words(&p, radius, shape); /* the offsets, now that the tile is known */
    p.across = (u32)iv__groups(p.nx, 2 * PAIRS);
    p.along = (u32)iv__groups(p.ny, (u64)1 << p.shift_y);
    LAUNCH(r, &kernel,
           IV__VARIANT4(src->pixel, classes[c].words, p.row_words > 1, classes[c].turns),
           p.across * p.along * iv__groups(p.nz, (u64)1 << p.shift_z), 1, 1, IMAGE(src), IMAGE(dst),
           VALUE(p));
    return 1;
}
