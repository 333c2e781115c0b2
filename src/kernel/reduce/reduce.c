#include "kernel/reduce/reduce.h"
#include <math.h>
#include <stdlib.h>

IV__TEXT_DECLARE(reduction_h)
IV__TEXT_DECLARE(extremes_cl)
IV__TEXT_DECLARE(sums_cl)
static const char *const extremes_texts[] = { IV__TEXT(reduction_h), IV__TEXT(extremes_cl), NULL };
static const char *const sums_texts[] = { IV__TEXT(reduction_h), IV__TEXT(sums_cl), NULL };
static const struct iv__program extremes = { "extremes", extremes_texts, { "T" } };
static const struct iv__program sums = { "sums", sums_texts, { "T" } };
static const struct iv__kernel extremes_of_parts = { "extremes_of_parts", &extremes, NULL };
static const struct iv__kernel sums_of_parts = { "sums_of_parts", &sums, NULL };
static const struct iv__kernel sum_of_parts = { "sum_of_parts", &sums, NULL };
static const struct iv__kernel mean_below = { "mean_below", &sums, NULL };

enum { LANES = 256, PARTS = 1024, ROWS_LEAST = 16, ROWS_MOST = 32768 };
enum { CPU_PARTS = 128, CPU_ROWS_LEAST = 128 };

/* as in sums.cl */
struct whole_sums { int64_t sum; u64 low, high; };
struct real_sums { float s, e, q, f; };

struct iv__parts iv__parts_of(const struct iv_run *r, const iv_image *src, int any_order)
{
    const int few = any_order && iv__on_cpu(r); /* what lanes share costs a CPU as much as thousands of pixels */
    struct iv__parts p = { .n = (u64)iv_layout_count(&src->layout) };
    const u64 rows = iv__groups(p.n, (u64)(few ? CPU_PARTS : PARTS) * LANES);
    const u64 least = few ? CPU_ROWS_LEAST : ROWS_LEAST;
    p.rows = (u32)(rows < least ? least : rows > ROWS_MOST ? ROWS_MOST : rows);
    p.parts = (u32)iv__groups(p.n, (u64)p.rows * LANES);
    return p;
}

struct iv__buffer *iv__reduce_extremes(struct iv_run *r, iv_image *src, int finite)
{
    const u32 only_finite = finite != 0;
    if (!iv__ok(r)) return NULL;
    const struct iv__parts p = iv__parts_of(r, src, 1);
    struct iv__buffer *part = iv__scratch_bytes(r, (size_t)p.parts * 2 * iv_pixel_size(src->pixel));
    LAUNCH(r, &extremes_of_parts, src->pixel, p.parts, 1, 1, IMAGE(src), BUFFER(part), VALUE(p.n), VALUE(p.rows),
           VALUE(only_finite));
    return part;
}

/* Sums of floats depend on their order. */
static struct iv__parts parts_of_sums(const struct iv_run *r, const iv_image *src)
{
    return iv__parts_of(r, src, !iv__is_float(src->pixel));
}

static size_t size_of_sums(const iv_image *src)
{
    return iv__is_float(src->pixel) ? sizeof(struct real_sums) : sizeof(struct whole_sums);
}

/* Every part's sum and, if asked for, sum of squares. */
static struct iv__buffer *reduce_sums(struct iv_run *r, iv_image *src, int squares)
{
    if (!iv__ok(r)) return NULL;
    const struct iv__parts p = parts_of_sums(r, src);
    struct iv__buffer *part = iv__scratch_bytes(r, p.parts * size_of_sums(src));
    LAUNCH(r, squares ? &sums_of_parts : &sum_of_parts, src->pixel, p.parts, 1, 1, IMAGE(src), BUFFER(part),
           VALUE(p.n), VALUE(p.rows));
    return part;
}

void iv__reduce_mean_below(struct iv_run *r, iv_image *src, iv_image *dst)
{
    struct iv__buffer *const part = reduce_sums(r, src, 0);
    if (!iv__ok(r)) return;
    const struct iv__parts p = parts_of_sums(r, src);
    LAUNCH(r, &mean_below, src->pixel, 1, 1, 1, BUFFER(part), IMAGE(dst), VALUE(p.n), VALUE(p.parts));
}

static double pixel_value(iv_pixel pixel, const void *at, u32 i)
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

/* Parts for the host, to be freed; NULL after a failure. To fetch them all is quicker than a kernel that
   makes them one. */
static void *fetch_parts(struct iv_run *r, struct iv__buffer *part, size_t size)
{
    void *const to = iv__ok(r) ? malloc(size) : NULL;
    if (!to && iv__ok(r)) iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
    iv__fetch(r, part, to, size);
    if (iv__ok(r)) return to;
    free(to);
    return NULL;
}

void iv__fetch_extremes(struct iv_run *r, iv_image *src, double *minimum, double *maximum)
{
    struct iv__buffer *const buffer = iv__reduce_extremes(r, src, 0);
    const u32 parts = iv__ok(r) ? iv__parts_of(r, src, 1).parts : 0;
    void *const part = parts ? fetch_parts(r, buffer, (size_t)parts * 2 * iv_pixel_size(src->pixel)) : NULL;
    if (!part) return;
    double lo = (double)INFINITY, hi = -(double)INFINITY;
    int odd = 0;
    for (u32 k = 0; k < parts; k++) {
        const double a = pixel_value(src->pixel, part, 2 * k), b = pixel_value(src->pixel, part, 2 * k + 1);
        lo = a < lo ? a : lo;
        hi = b > hi ? b : hi;
        odd |= a != a;
    }
    free(part);
    *minimum = odd ? (double)NAN : lo;
    *maximum = odd ? (double)NAN : hi;
}

/* Whole numbers: exact until the last steps, about the integer m below the mean (Σ(v - m)² in 128
   bits), so that nothing cancels. */
static void whole_moments(const struct whole_sums *part, u32 parts, struct iv__moments *out)
{
    int64_t sum = 0;
    __int128 squares = 0;
    for (u32 k = 0; k < parts; k++) {
        sum += part[k].sum;
        squares += (__int128)part[k].high << 64 | part[k].low;
    }
    const int64_t n = (int64_t)out->n;
    int64_t m = sum / n, rest = sum - m * n;
    if (rest < 0) {
        rest += n;
        m--;
    }
    const __int128 about = squares - 2 * (__int128)m * sum + (__int128)n * m * m;
    out->sum = (double)sum;
    out->mean = (double)m + (double)rest / out->n;
    out->deviations = (double)about - (double)rest * ((double)rest / out->n);
}

/* A part whose sum is not finite has nothing in `e` that means anything. */
static void real_moments(const struct real_sums *part, u32 parts, struct iv__moments *out)
{
    double sum = 0, squares = 0;
    for (u32 k = 0; k < parts; k++) {
        const float s = part[k].s, q = part[k].q;
        sum += isfinite(s) ? (double)s + (double)part[k].e : (double)s;
        squares += isfinite(q) ? (double)q + (double)part[k].f : (double)q;
    }
    out->sum = sum;
    out->mean = sum / out->n;
    out->deviations = !isfinite(sum) ? (double)NAN : isfinite(squares) ? squares - sum * out->mean : squares;
}

void iv__fetch_moments(struct iv_run *r, iv_image *src, int squares, struct iv__moments *out)
{
    struct iv__buffer *const buffer = reduce_sums(r, src, squares);
    const u32 parts = iv__ok(r) ? parts_of_sums(r, src).parts : 0;
    void *const part = parts ? fetch_parts(r, buffer, parts * size_of_sums(src)) : NULL;
    *out = (struct iv__moments){ .n = 1 };
    if (!part) return;
    out->n = (double)iv_layout_count(&src->layout);
    if (iv__is_float(src->pixel)) real_moments(part, parts, out);
    else whole_moments(part, parts, out);
    free(part);
    if (!squares) out->deviations = (double)NAN;
    if (out->deviations < 0) out->deviations = 0;
}
