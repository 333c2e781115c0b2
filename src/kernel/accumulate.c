#include "kernel/accumulate.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

IV__TEXT_DECLARE(shape_h)
IV__TEXT_DECLARE(common_h)
IV__TEXT_DECLARE(tally_h)
IV__TEXT_DECLARE(values_h)
IV__TEXT_DECLARE(accumulate_cl)
IV__TEXT_DECLARE(spread_cl)
static const char *const texts[] = { IV__TEXT(shape_h),  IV__TEXT(common_h),      IV__TEXT(tally_h),
                                     IV__TEXT(values_h), IV__TEXT(accumulate_cl), NULL };
static const char *const spread_texts[] = { IV__TEXT(shape_h), IV__TEXT(common_h),
                                            IV__TEXT(tally_h), IV__TEXT(spread_cl), NULL };
static const struct iv__program program = { "accumulate", texts, { NULL } };
static const struct iv__program spread = { "spread", spread_texts, { NULL } };
static const struct iv__kernel accumulate = { "accumulate", &program, NULL };
static const struct iv__kernel find_largest = { "spread_largest", &spread, NULL };
static const struct iv__kernel add_distances = { "spread_distances", &spread, NULL };

/* as in the texts */
enum {
    A_N = 0,
    A_AT = 2,
    A_BOX = 8,
    A_LO = 14,
    A_HI = 15,
    A_Q = 16,
    A_QQ = 19,
    A_QAT = 22,
    A_WORDS = 32
};
enum { S_SUM = 0, S_MAX = 2, S_WORDS = 4, PIXELS = 8192 };
struct point {
    int32_t x, y, z;
    float fx, fy, fz, scale, unused;
};
struct steps {
    float x, y, z;
};

static u64 tiles(const struct iv_run *r, const iv_layout *l)
{
    const u64 tx = iv__on_cpu(r) ? 512 : 64, ty = iv__on_cpu(r) ? 32 : 64,
              tz = iv__on_cpu(r) ? 4 : 8;
    return iv__groups((u64)l->size[IV_AXIS_X], tx) * iv__groups((u64)l->size[IV_AXIS_Y], ty) *
           iv__groups((u64)l->size[IV_AXIS_Z], tz);
}

static u64 join64(const u32 *w) { return (u64)w[1] << 32 | w[0]; }
static iv__i128 join96(const u32 *w)
{
    const u64 top = (u64)(int64_t)(int32_t)w[2];
    return (iv__i128)((iv__u128)top << 64 | join64(w));
}

/* A value from its place in the order of its type. */
static double value_of(u32 code, iv_pixel pixel)
{
    float f;
    switch (pixel) {
    case IV_PIXEL_I8:
    case IV_PIXEL_I16:
    case IV_PIXEL_I32: return (double)(int32_t)(code ^ 0x80000000u);
    case IV_PIXEL_F32:
        if (code == 0xffffffffu) return NAN;
        code = code & 0x80000000u ? code ^ 0x80000000u : ~code;
        memcpy(&f, &code, sizeof f);
        return (double)f;
    default: return (double)code;
    }
}

static struct iv__label_sums read_row(const u32 *w, iv_pixel pixel)
{
    struct iv__label_sums s = { .n = join64(w + A_N), .value = join96(w + A_Q) };
    s.square = (iv__u128)w[A_QQ + 2] << 64 | join64(w + A_QQ);
    for (int k = 0; k < 3; k++) {
        s.at[k] = join64(w + A_AT + 2 * k);
        s.low[k] = ~w[A_BOX + 2 * k];
        s.high[k] = w[A_BOX + 2 * k + 1];
        s.value_at[k] = join96(w + A_QAT + 3 * k);
    }
    s.max = value_of(w[A_HI], pixel);
    s.min = isnan(s.max) ? NAN : value_of(~w[A_LO], pixel);
    s.finite = s.n == 0 || (isfinite(s.min) && isfinite(s.max));
    return s;
}

/* One over the text's fixed_scale. */
static double unit_of(float largest)
{
    int e;
    if (largest == 0) return 1;
    frexp(largest, &e);
    return ldexp(1, (e < -97 ? -97 : e) - 30);
}

struct iv__sums iv__accumulate(struct iv_run *r, iv_image *labels, u32 max, iv_image *values,
                               int background)
{
    struct iv__sums sums = { .unit = 1 };
    const size_t bytes = ((size_t)max + 1 + (size_t)background) * A_WORDS * 4;
    if (!iv__ok(r)) return sums;
    const u32 base = background != 0, pixel = (u32)values->pixel;
    const int nx = (int)labels->layout.size[IV_AXIS_X], ny = (int)labels->layout.size[IV_AXIS_Y];
    const int nz = (int)labels->layout.size[IV_AXIS_Z];
    const u64 n = (u64)iv_layout_count(&labels->layout);
    struct iv__buffer *largest = iv__scratch_bytes(r, 4), *acc = iv__scratch_bytes(r, bytes);
    iv__fill(r, largest, 4, 0);
    iv__fill(r, acc, bytes, 0);
    if (values->pixel == IV_PIXEL_F32) {
        float f = 0;
        LAUNCH(r, &find_largest, 0, iv__groups(n, PIXELS), 1, 1, IMAGE(labels), IMAGE(values),
               VALUE(n), VALUE(base), BUFFER(largest));
        iv__fetch(r, largest, &f, 4);
        sums.unit = unit_of(f);
    }
    LAUNCH(r, &accumulate, 0, tiles(r, &labels->layout), 1, 1, IMAGE(labels), IMAGE(values),
           BUFFER(largest), BUFFER(acc), VALUE(nx), VALUE(ny), VALUE(nz), VALUE(base),
           VALUE(pixel));
    u32 *words = malloc(bytes);
    sums.row = malloc(((size_t)max + 1) * sizeof *sums.row);
    if (!words || !sums.row) iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
    if (words) iv__fetch(r, acc, words, bytes);
    if (iv__ok(r)) {
        sums.rows = (u64)max + base;
        for (u64 i = 0; i < sums.rows; i++)
            sums.row[i] = read_row(words + (i + 1) * A_WORDS, values->pixel);
    } else {
        free(sums.row);
        sums.row = NULL;
    }
    free(words);
    iv__drop_bytes(r, largest);
    iv__drop_bytes(r, acc);
    return sums;
}

/* A coordinate as a whole number and a float. */
static void split(double c, int32_t *whole, float *rest)
{
    *whole = fabs(c) < (1 << 24) ? (int32_t)rint(c) : 0;
    *rest = (float)(c - *whole);
}

static struct point point_of(const struct iv__label_distances *d, int k)
{
    struct point p = { .scale = 0 };
    int e;
    if (!(d->farthest[k] < 1e18) || d->farthest[k] == 0) return p;
    split(d->centre[k][0], &p.x, &p.fx);
    split(d->centre[k][1], &p.y, &p.fy);
    split(d->centre[k][2], &p.z, &p.fz);
    frexp(d->farthest[k] * 1.0001, &e);
    p.scale = (float)ldexp(1, 30 - (e < -90 ? -90 : e));
    return p;
}

void iv__accumulate_distances(struct iv_run *r, iv_image *labels, int background,
                              const double spacing[3], struct iv__label_distances *row, u64 rows)
{
    if (!iv__ok(r) || rows == 0) return;
    const u32 base = background != 0;
    const int nx = (int)labels->layout.size[IV_AXIS_X], ny = (int)labels->layout.size[IV_AXIS_Y];
    const int nz = (int)labels->layout.size[IV_AXIS_Z];
    const struct steps w = { (float)spacing[0], (float)spacing[1], (float)spacing[2] };
    const size_t bytes = (rows + 1) * 2 * S_WORDS * 4,
                 point_bytes = (rows + 1) * 2 * sizeof(struct point);
    struct point *points = calloc((rows + 1) * 2, sizeof *points);
    u32 *words = malloc(bytes);
    struct iv__buffer *lut = iv__scratch_bytes(r, point_bytes), *acc = iv__scratch_bytes(r, bytes);
    if (!points || !words) iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
    for (u64 i = 0; points && i < rows; i++)
        for (int k = 0; k < 2; k++) points[2 * (i + 1) + (u64)k] = point_of(&row[i], k);
    iv__send(r, lut, points, point_bytes);
    iv__fill(r, acc, bytes, 0);
    LAUNCH(r, &add_distances, 0, tiles(r, &labels->layout), 1, 1, IMAGE(labels), BUFFER(lut),
           BUFFER(acc), VALUE(w), VALUE(nx), VALUE(ny), VALUE(nz), VALUE(base));
    iv__fetch(r, acc, words, bytes);
    for (u64 i = 0; iv__ok(r) && i < rows; i++)
        for (int k = 0; k < 2; k++) {
            const u32 *s = words + ((i + 1) * 2 + (u64)k) * S_WORDS;
            const float scale = points[2 * (i + 1) + (u64)k].scale;
            float most;
            memcpy(&most, s + S_MAX, sizeof most);
            const int known = row[i].farthest[k] < 1e18;
            row[i].sum[k] = !known      ? NAN
                            : scale > 0 ? (double)join64(s + S_SUM) / (double)scale
                                        : 0;
            row[i].max[k] = !known ? NAN : scale > 0 ? sqrt((double)most) : 0;
        }
    free(points);
    free(words);
    iv__drop_bytes(r, lut);
    iv__drop_bytes(r, acc);
}
