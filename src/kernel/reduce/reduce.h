/* reduce: what all pixels of an image come to, from what its parts come to.
   The same bits on every device: integers are exact, floats are summed in a fixed order as pairs of
   floats (relative error about 2^-46 of the sum of their sizes). */
#ifndef IV__REDUCE_H
#define IV__REDUCE_H
#ifndef IV__GEN
#include "core/run.h"

/* For each part two pixels of the image's type: minimum, maximum. `finite`: of floats, infinities and NaN
   are passed over, and if nothing else is there the minimum is above the maximum. Else a NaN makes both
   NaN. */
struct iv__buffer *iv__reduce_extremes(struct iv_run *r, iv_image *src, int finite);
/* dst: one pixel of the image's type, the mean rounded down to it. */
void iv__reduce_mean_below(struct iv_run *r, iv_image *src, iv_image *dst);

/* For the host, which waits. deviations: sum of the squares of the distances to the mean; not a number
   unless squares are asked for. */
struct iv__moments {
    double n, sum, mean, deviations;
};
void iv__fetch_extremes(struct iv_run *r, iv_image *src, double *minimum, double *maximum);
void iv__fetch_moments(struct iv_run *r, iv_image *src, int squares, struct iv__moments *out);

/* The partition of extremes.cl, sums.cl and histogram.cl; a CPU has fewer and larger parts where the order in
   which pixels come together changes nothing. */
struct iv__parts {
    u64 n;
    u32 rows, parts;
};
struct iv__parts iv__parts_of(const struct iv_run *r, const iv_image *src, int any_order);
#endif
#endif
