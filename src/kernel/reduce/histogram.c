#include "kernel/reduce/histogram.h"
#include "kernel/reduce/reduce.h"
#include <float.h>
#include <math.h>

IV__TEXT_DECLARE(reduction_h)
IV__TEXT_DECLARE(bins_h)
IV__TEXT_DECLARE(histogram_cl)
IV__TEXT_DECLARE(otsu_cl)
static const char *const texts[] = { IV__TEXT(reduction_h), IV__TEXT(bins_h), IV__TEXT(histogram_cl), NULL };
static const char *const otsu_texts[] = { IV__TEXT(reduction_h), IV__TEXT(bins_h), IV__TEXT(otsu_cl), NULL };
static const struct iv__program program = { "histogram", texts, { "T" } };
static const struct iv__program otsu_program = { "otsu", otsu_texts, { "T" } };
static const struct iv__kernel bins_between = { "bins_between", &program, NULL };
static const struct iv__kernel count = { "histogram_count", &program, NULL };
static const struct iv__kernel counts = { "histogram_counts", &program, NULL };
static const struct iv__kernel otsu = { "histogram_otsu", &otsu_program, NULL };

struct bins { /* as in bins.h */
    int64_t first;
    u64 times, plus, over, span;
    float low, high, guess, step, power;
    u32 n, centred, unused;
};

static struct bins whole_scale(int64_t first, u64 span, u32 bins, int centred)
{
    struct bins s = { .first = first, .span = span, .n = bins, .centred = (u32)centred, .power = 1 };
    if (centred) {
        s.times = span ? 2 * (u64)(bins - 1) : 0;
        s.plus = span;
        s.over = span ? 2 * span : 1;
    } else {
        s.times = span < bins ? 1 : bins;
        s.over = span < bins ? 1 : span;
    }
    s.guess = (float)s.times / (float)s.over;
    s.low = (float)s.plus / (float)s.over;
    return s;
}

static struct bins real_scale(float lo, float hi, u32 bins, int centred)
{
    struct bins s = { .n = bins, .centred = (u32)centred };
    const float range = hi - lo;
    s.power = range > FLT_MAX ? 0.25f : range > 0 && range < 7.9e-31f ? 1099511627776.0f : 1.0f;
    s.low = lo * s.power;
    s.high = hi * s.power;
    const float width = s.high - s.low;
    s.step = width / (float)bins;
    s.guess = width > 0 ? (centred ? (float)(bins - 1) : (float)bins) / width : 0.0f;
    return s;
}

static int is_small(iv_pixel p) { return p != IV_PIXEL_F32 && iv_pixel_size(p) < 4; }
static int is_signed(iv_pixel p)
{
    return p == IV_PIXEL_I8 || p == IV_PIXEL_I16 || p == IV_PIXEL_I32;
}

/* In what type pixels are binned: floats if a bound is not whole; 8 and 16 bits count in 32-bit
   numbers, and go to 32 bits where these would not do. */
static iv_pixel working_pixel(iv_pixel p, u32 bins, int automatic, double lo, double hi)
{
    if (p == IV_PIXEL_F32) return p;
    if (!automatic && (lo != floor(lo) || hi != floor(hi) || fabs(lo) > 4294967296.0 || fabs(hi) > 4294967296.0))
        return IV_PIXEL_F32;
    const double most = p == IV_PIXEL_U8 || p == IV_PIXEL_I8 ? 255 : 65535;
    const double span = automatic ? most : hi - lo;
    if (is_small(p) && (span > 131071 || fabs(lo) > 131071 || (2.0 * bins + 1) * span > 4294967295.0))
        return is_signed(p) ? IV_PIXEL_I32 : IV_PIXEL_U32;
    return p;
}

struct iv__histogram iv__histogram(struct iv_run *r, iv_image *src, u32 bins, int rule, double minimum,
                                   double maximum)
{
    struct iv__histogram h = { .bins = bins };
    const int automatic = isnan(minimum);
    const u32 centred = rule == IV__BINS_CENTRED;
    if (!iv__ok(r)) return h;
    h.pixel = working_pixel(src->pixel, bins, automatic, automatic ? 0 : minimum, maximum);
    src = iv__as(r, src, h.pixel);
    const size_t size = (size_t)bins * 2 * sizeof(u32);
    const struct iv__parts p = iv__parts_of(r, src, 1);
    h.scale = iv__scratch_bytes(r, sizeof(struct bins));
    h.counts = iv__scratch_bytes(r, size);
    iv__fill(r, h.counts, size, 0);
    if (automatic && !centred && iv_pixel_size(h.pixel) == 1 && bins > 255) { /* a bin per value anyway */
        const struct bins s = whole_scale(is_signed(h.pixel) ? -128 : 0, 255, bins, 0);
        iv__send(r, h.scale, &s, sizeof s);
    } else if (automatic) {
        struct iv__buffer *const extremes = iv__reduce_extremes(r, src, 1);
        LAUNCH(r, &bins_between, h.pixel, 1, 1, 1, BUFFER(extremes), BUFFER(h.scale), VALUE(p.parts), VALUE(bins),
               VALUE(centred));
    } else {
        const struct bins s =
            iv__is_float(h.pixel)
                ? real_scale((float)minimum, (float)maximum, bins, (int)centred)
                : whole_scale((int64_t)minimum, (u64)(maximum - minimum), bins, (int)centred);
        iv__send(r, h.scale, &s, sizeof s);
    }
    if (!iv__ok(r)) return h;
    LAUNCH(r, &count, h.pixel, p.parts, 1, 1, IMAGE(src), BUFFER(h.scale), BUFFER(h.counts), VALUE(p.n),
           VALUE(p.rows));
    return h;
}

void iv__histogram_counts(struct iv_run *r, const struct iv__histogram *h, iv_image *dst)
{
    LAUNCH(r, &counts, h->pixel, iv__groups(h->bins, 256), 1, 1, BUFFER(h->counts), IMAGE(dst),
           VALUE(h->bins));
}

void iv__histogram_otsu(struct iv_run *r, const struct iv__histogram *h, iv_image *dst)
{
    LAUNCH(r, &otsu, h->pixel, 1, 1, 1, BUFFER(h->counts), BUFFER(h->scale), IMAGE(dst));
}

iv_image *iv__otsu(struct iv_run *r, iv_image *src)
{
    if (!iv__ok(r)) return NULL;
    const struct iv__histogram h = iv__histogram(r, src, 256, IV__BINS_EQUAL, (double)NAN, 0);
    iv_layout one;
    iv_layout_make(0, NULL, &one);
    iv_image *threshold = iv__scratch(r, &one, src->pixel);
    iv__histogram_otsu(r, &h, threshold);
    return threshold;
}
