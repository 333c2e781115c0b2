#include "kernel/label/accumulate.h"
#include "kernel/label/label_row.h"
#include <math.h>
#include <string.h>

IV__TEXT_DECLARE(shape_h)
IV__TEXT_DECLARE(bits_h)
IV__TEXT_DECLARE(label_row_h)
IV__TEXT_DECLARE(wide_h)
IV__TEXT_DECLARE(tally_h)
IV__TEXT_DECLARE(values_h)
IV__TEXT_DECLARE(accumulate_cl)
static const char *const texts[] = { IV__TEXT(shape_h), IV__TEXT(bits_h), IV__TEXT(label_row_h),
                                     IV__TEXT(wide_h), IV__TEXT(tally_h), IV__TEXT(values_h),
                                     IV__TEXT(accumulate_cl), NULL };
static const struct iv__program program = { "accumulate", texts, { NULL } };
static const struct iv__kernel accumulate = { "accumulate", &program, NULL };

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

struct iv__label_sums iv__sums_of(const u32 *w, iv_pixel pixel)
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

/* A power of two: the largest magnitude becomes a whole number of 30 bits. The kernel takes its
   reciprocal. */
double iv__sums_unit(const u32 *range)
{
    float largest;
    int e;
    memcpy(&largest, range + R_LARGEST, sizeof largest);
    if (largest == 0) return 1;
    frexp(largest, &e);
    return ldexp(1, (e < -97 ? -97 : e) - 30);
}

void iv__accumulate_soon(struct iv_run *r) { iv__want(r, &accumulate, 0); }

struct iv__buffer *iv__accumulate(struct iv_run *r, iv_image *labels, iv_image *values,
                                  struct iv__buffer *range, u32 rows, int background)
{
    const size_t bytes = ((size_t)rows + 1) * A_WORDS * sizeof(u32);
    struct iv__buffer *acc = iv__scratch_bytes(r, bytes);
    if (!iv__ok(r)) return NULL;
    const u32 base = background != 0, pixel = (u32)values->pixel;
    const int nx = (int)labels->layout.size[IV_AXIS_X], ny = (int)labels->layout.size[IV_AXIS_Y];
    const int nz = (int)labels->layout.size[IV_AXIS_Z];
    iv__fill(r, acc, bytes, 0);
    LAUNCH(r, &accumulate, 0, iv__label_tiles(r, &labels->layout), 1, 1, IMAGE(labels), IMAGE(values),
           BUFFER(acc), BUFFER(range), VALUE(nx), VALUE(ny), VALUE(nz), VALUE(base), VALUE(rows),
           VALUE(pixel));
    return acc;
}
