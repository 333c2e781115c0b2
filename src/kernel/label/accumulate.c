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
    const size_t bytes = ((size_t)rows + 1) * (A_WORDS + D_WORDS) * sizeof(u32);
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
