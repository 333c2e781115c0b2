#include "kernel/reduce/reduce.h"
#include <math.h>

IV__TEXT_DECLARE(reduction_h)
IV__TEXT_DECLARE(extremes_cl)
IV__TEXT_DECLARE(sums_cl)
static const char *const extremes_texts[] = { IV__TEXT(reduction_h), IV__TEXT(extremes_cl), NULL };
static const char *const sums_texts[] = { IV__TEXT(reduction_h), IV__TEXT(sums_cl), NULL };
static const struct iv__program extremes = { "extremes", extremes_texts, { "T" } };
static const struct iv__program sums = { "sums", sums_texts, { "T" } };
static const struct iv__kernel extremes_of_parts = { "extremes_of_parts", &extremes, NULL };
static const struct iv__kernel extremes_of_all = { "extremes_of_all", &extremes, NULL };
static const struct iv__kernel sums_of_parts = { "sums_of_parts", &sums, NULL };
static const struct iv__kernel sum_of_parts = { "sum_of_parts", &sums, NULL };
static const struct iv__kernel sums_of_all = { "sums_of_all", &sums, NULL };
static const struct iv__kernel mean_below = { "mean_below", &sums, NULL };

enum { LANES = 256, PARTS = 2048, ROWS_LEAST = 16, ROWS_MOST = 32768, FEW = 256 };

/* as in sums.cl */
union sums {
    struct { int64_t sum; u64 low, high; } whole;
    struct { float s, e, q, f; } real;
};

struct iv__parts iv__parts_of(const iv_image *src)
{
    struct iv__parts p = { .n = (u64)iv_layout_count(&src->layout) };
    const u64 rows = iv__groups(p.n, (u64)PARTS * LANES);
    p.rows = (u32)(rows < ROWS_LEAST ? ROWS_LEAST : rows > ROWS_MOST ? ROWS_MOST : rows);
    p.parts = (u32)iv__groups(p.n, (u64)p.rows * LANES);
    return p;
}

/* A minimum and a maximum of every part. */
static struct iv__buffer *parts_extremes(struct iv_run *r, iv_image *src, struct iv__parts p, int finite)
{
    const u32 only_finite = finite != 0;
    struct iv__buffer *part = iv__scratch_bytes(r, (size_t)p.parts * 2 * iv_pixel_size(src->pixel));
    LAUNCH(r, &extremes_of_parts, src->pixel, p.parts, 1, 1, IMAGE(src), BUFFER(part), VALUE(p.n), VALUE(p.rows),
           VALUE(only_finite));
    return part;
}

struct iv__buffer *iv__reduce_extremes(struct iv_run *r, iv_image *src, int finite)
{
    if (!iv__ok(r)) return NULL;
    const struct iv__parts p = iv__parts_of(src);
    struct iv__buffer *part = parts_extremes(r, src, p, finite);
    struct iv__buffer *out = iv__scratch_bytes(r, 2 * iv_pixel_size(src->pixel));
    LAUNCH(r, &extremes_of_all, src->pixel, 1, 1, 1, BUFFER(part), BUFFER(out), VALUE(p.parts));
    iv__drop_bytes(r, part);
    return out;
}

/* The sum and, if asked for, the sum of squares, in a form that the functions below know. */
static struct iv__buffer *reduce_sums(struct iv_run *r, iv_image *src, int squares)
{
    if (!iv__ok(r)) return NULL;
    const struct iv__parts p = iv__parts_of(src);
    struct iv__buffer *part = iv__scratch_bytes(r, (size_t)p.parts * sizeof(union sums));
    struct iv__buffer *out = iv__scratch_bytes(r, sizeof(union sums));
    LAUNCH(r, squares ? &sums_of_parts : &sum_of_parts, src->pixel, p.parts, 1, 1, IMAGE(src), BUFFER(part), VALUE(p.n), VALUE(p.rows));
    LAUNCH(r, &sums_of_all, src->pixel, 1, 1, 1, BUFFER(part), BUFFER(out), VALUE(p.parts));
    iv__drop_bytes(r, part);
    return out;
}

void iv__reduce_mean_below(struct iv_run *r, iv_image *src, iv_image *dst)
{
    struct iv__buffer *const s = reduce_sums(r, src, 0);
    if (!iv__ok(r)) return;
    const u64 n = (u64)iv_layout_count(&src->layout);
    LAUNCH(r, &mean_below, src->pixel, 1, 1, 1, BUFFER(s), IMAGE(dst), VALUE(n));
}

static double pixel_value(iv_pixel pixel, const void *at, int i)
{
    switch (pixel) {
    case IV_PIXEL_U8: return ((const uint8_t *)at)[i];
    case IV_PIXEL_I8: return ((const int8_t *)at)[i];
    case IV_PIXEL_U16: return ((const uint16_t *)at)[i];
    case IV_PIXEL_I16: return ((const int16_t *)at)[i];
    case IV_PIXEL_U32: return ((const uint32_t *)at)[i];
    case IV_PIXEL_I32: return ((const int32_t *)at)[i];
    default: return ((const float *)at)[i];
    }
}

/* Where parts are few, fetching them all is quicker than a kernel that makes them one. */
void iv__fetch_extremes(struct iv_run *r, iv_image *src, double *minimum, double *maximum)
{
    if (!iv__ok(r)) return;
    const struct iv__parts p = iv__parts_of(src);
    const int fetched = p.parts <= FEW ? (int)p.parts : 1;
    float part[2 * FEW] = { 0 }; /* of any pixel type */
    iv__fetch(r, fetched > 1 ? parts_extremes(r, src, p, 0) : iv__reduce_extremes(r, src, 0), part,
              (size_t)fetched * 2 * iv_pixel_size(src->pixel));
    double lo = pixel_value(src->pixel, part, 0), hi = pixel_value(src->pixel, part, 1);
    for (int k = 1; k < fetched; k++) {
        const double a = pixel_value(src->pixel, part, 2 * k), b = pixel_value(src->pixel, part, 2 * k + 1);
        lo = a < lo || isnan(a) ? a : lo;
        hi = b > hi || isnan(b) ? b : hi;
    }
    *minimum = lo;
    *maximum = hi;
}

/* Whole numbers: exact until the last steps, about the integer m below the mean (Σ(v - m)² in 128
   bits), so that nothing cancels. */
static void whole_moments(const union sums *s, struct iv__moments *out)
{
    const int64_t n = (int64_t)out->n;
    int64_t m = s->whole.sum / n, rest = s->whole.sum - m * n;
    if (rest < 0) {
        rest += n;
        m--;
    }
    const __int128 squares = (__int128)s->whole.high << 64 | s->whole.low;
    const __int128 about = squares - 2 * (__int128)m * s->whole.sum + (__int128)n * m * m;
    out->sum = (double)s->whole.sum;
    out->mean = (double)m + (double)rest / out->n;
    out->deviations = (double)about - (double)rest * ((double)rest / out->n);
}

static void real_moments(const union sums *s, struct iv__moments *out)
{
    const int finite = isfinite(s->real.s), finite_squares = isfinite(s->real.q);
    out->sum = finite ? (double)s->real.s + (double)s->real.e : (double)s->real.s;
    out->mean = out->sum / out->n;
    out->deviations = !finite          ? (double)NAN
                      : finite_squares ? (double)s->real.q + (double)s->real.f - out->sum * out->mean
                                       : (double)s->real.q;
}

void iv__fetch_moments(struct iv_run *r, iv_image *src, int squares, struct iv__moments *out)
{
    union sums s = { .whole = { 0 } };
    *out = (struct iv__moments){ .n = 1 };
    iv__fetch(r, reduce_sums(r, src, squares), &s, sizeof s);
    if (!iv__ok(r)) return;
    out->n = (double)iv_layout_count(&src->layout);
    if (iv__is_float(src->pixel)) real_moments(&s, out);
    else whole_moments(&s, out);
    if (!squares) out->deviations = (double)NAN;
    if (out->deviations < 0) out->deviations = 0;
}
