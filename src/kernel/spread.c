#include "kernel/spread.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

IV__TEXT_DECLARE(shape_h)
IV__TEXT_DECLARE(common_h)
IV__TEXT_DECLARE(tally_h)
IV__TEXT_DECLARE(spread_cl)
static const char *const texts[] = { IV__TEXT(shape_h), IV__TEXT(common_h), IV__TEXT(tally_h),
                                     IV__TEXT(spread_cl), NULL };
static const struct iv__program program = { "spread", texts, { NULL } };
static const struct iv__kernel find_range = { "spread_range", &program, NULL };
static const struct iv__kernel add_distances = { "spread_distances", &program, NULL };

/* as in the text */
enum { S_SUM = 0, S_MAX = 2, S_WORDS = 4, PIXELS = 8192 };
struct point {
    int32_t x, y, z;
    float fx, fy, fz, scale, unknown;
};
struct steps {
    float x, y, z;
};

u64 iv__label_tiles(const struct iv_run *r, const iv_layout *l)
{
    const u64 tx = iv__on_cpu(r) ? 512 : 64, ty = iv__on_cpu(r) ? 32 : 64,
              tz = iv__on_cpu(r) ? 4 : 8;
    return iv__groups((u64)l->size[IV_AXIS_X], tx) * iv__groups((u64)l->size[IV_AXIS_Y], ty) *
           iv__groups((u64)l->size[IV_AXIS_Z], tz);
}

struct iv__label_range iv__label_range(struct iv_run *r, iv_image *labels, iv_image *values,
                                       int background)
{
    struct iv__label_range range = { 0 };
    struct iv__buffer *found = iv__scratch_bytes(r, sizeof range);
    if (!iv__ok(r)) return range;
    const u64 n = (u64)iv_layout_count(&labels->layout);
    const u32 base = background != 0, floats = values->pixel == IV_PIXEL_F32;
    iv__fill(r, found, sizeof range, 0);
    LAUNCH(r, &find_range, 0, iv__groups(n, PIXELS), 1, 1, IMAGE(labels), IMAGE(values), VALUE(n),
           VALUE(base), VALUE(floats), BUFFER(found));
    iv__fetch(r, found, &range, sizeof range);
    iv__drop_bytes(r, found);
    return range;
}

/* The words of each row's two sums, and behind all of them each row's two points; row 0 is not used. */
static size_t sum_words(u64 rows) { return (rows + 1) * 2 * S_WORDS; }
static u32 *sum_of(const struct iv__spread *s, u64 row, int which)
{
    return s->words + ((row + 1) * 2 + (u64)which) * S_WORDS;
}
static struct point *point_of(const struct iv__spread *s, u64 row, int which)
{
    return (struct point *)(s->words + sum_words(s->rows)) + (row + 1) * 2 + (u64)which;
}

struct iv__spread iv__spread_new(struct iv_run *r, u64 rows)
{
    struct iv__spread s = { .rows = rows };
    const size_t first = sum_words(rows) * sizeof(u32);
    if (!iv__ok(r)) return s;
    s.words = malloc(first + (rows + 1) * 2 * sizeof(struct point));
    if (s.words) memset(s.words, 0, first);
    else iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
    return s;
}

/* A coordinate as a whole number and a float. */
static void split(double c, int32_t *whole, float *rest)
{
    *whole = fabs(c) < (1 << 24) ? (int32_t)rint(c) : 0;
    *rest = (float)(c - *whole);
}

void iv__spread_set(struct iv__spread *s, u64 row, int which, const struct iv__label_point *from)
{
    struct point p = { .scale = 0 };
    int e;
    if (!(from->farthest < 1e18)) {
        p.unknown = 1;
    } else if (from->farthest != 0) {
        split(from->centre[0], &p.x, &p.fx);
        split(from->centre[1], &p.y, &p.fy);
        split(from->centre[2], &p.z, &p.fz);
        frexp(from->farthest * 1.0001, &e);
        p.scale = (float)ldexp(1, 30 - (e < -90 ? -90 : e));
    }
    *point_of(s, row, which) = p;
}

void iv__spread_measure(struct iv_run *r, struct iv__spread *s, iv_image *labels, int background,
                        const double spacing[3])
{
    if (!iv__ok(r) || s->rows == 0) return;
    const u32 base = background != 0;
    const u64 first = sum_words(s->rows);
    const size_t bytes = first * sizeof(u32), all = bytes + (s->rows + 1) * 2 * sizeof(struct point);
    const int nx = (int)labels->layout.size[IV_AXIS_X], ny = (int)labels->layout.size[IV_AXIS_Y];
    const int nz = (int)labels->layout.size[IV_AXIS_Z];
    const struct steps w = { (float)spacing[0], (float)spacing[1], (float)spacing[2] };
    struct iv__buffer *words = iv__scratch_bytes(r, all);
    iv__send(r, words, s->words, all);
    LAUNCH(r, &add_distances, 0, iv__label_tiles(r, &labels->layout), 1, 1, IMAGE(labels), BUFFER(words),
           VALUE(first), VALUE(w), VALUE(nx), VALUE(ny), VALUE(nz), VALUE(base));
    iv__fetch(r, words, s->words, bytes);
    iv__drop_bytes(r, words);
}

struct iv__label_distances iv__spread_row(const struct iv__spread *s, u64 row, int which)
{
    const struct point *p = point_of(s, row, which);
    const u32 *w = sum_of(s, row, which);
    struct iv__label_distances d = { 0, 0 };
    float most;
    memcpy(&most, w + S_MAX, sizeof most);
    if (p->unknown != 0) {
        d.sum = d.max = NAN;
    } else if (p->scale > 0) {
        d.sum = (double)((u64)w[S_SUM + 1] << 32 | w[S_SUM]) / (double)p->scale;
        d.max = sqrt((double)most);
    }
    return d;
}
