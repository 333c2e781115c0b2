/* histogram: how many pixels fall into each of a number of equal bins, and what follows from it. All
   stays on the device. Two rules for bins:
     equal    `bins` equal parts of minimum..maximum, as numpy.histogram; an integer image of fewer
              different values than that has a bin per value;
     centred  bin k is around minimum + k * (maximum - minimum) / (bins - 1), as CLIJ.
   Integers are binned exactly. For floats the bounds' edges are those of NumPy in 32 bits. Pixels that
   are not finite, or out of the bounds, are in no bin. */
#ifndef IV__HISTOGRAM_H
#define IV__HISTOGRAM_H
#ifndef IV__GEN
#include "core/run.h"

enum { IV__BINS_EQUAL = 0, IV__BINS_CENTRED = 1, IV__BINS_MOST = 1 << 20 };

struct iv__histogram {
    struct iv__buffer *scale, *counts;
    iv_pixel pixel;
    u32 bins;
};

/* Between the image's own extremes, or between given bounds (both NaN, or both not, and in order). */
struct iv__histogram iv__histogram(struct iv_run *r, iv_image *src, u32 bins, int rule,
                                   double minimum, double maximum);
/* dst: u32, one pixel per bin. */
void iv__histogram_counts(struct iv_run *r, const struct iv__histogram *h, iv_image *dst);
/* dst: one pixel of the image's type, such that pixels above it are those above Otsu's threshold (the
   middle of a bin). The histogram is of 256 equal bins between the extremes. */
void iv__histogram_otsu(struct iv_run *r, const struct iv__histogram *h, iv_image *dst);
/* That pixel for an image's own histogram. */
iv_image *iv__otsu(struct iv_run *r, iv_image *src);
#endif
#endif
