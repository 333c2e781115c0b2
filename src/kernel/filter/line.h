/* line: filters along the axes, x first, then y, then z. A window reaches `radius` pixels to both sides;
   beyond the border the edge repeats. All forms of a filter keep one order of operations, so that the
   way it is cut into passes, groups and tiles changes no bit. */
#ifndef IV__LINE_H
#define IV__LINE_H
#include "core/run.h"

enum { IV__LINE_MAX_RADIUS = 3200 };

/* Weights exp(-v^2 / 2 sigma^2) up to floor(4 sigma), divided by their sum; sigma <= 0 leaves the axis
   out. dst is f32. */
void iv__line_gauss(struct iv_run *r, iv_image *dst, iv_image *src, const double sigma[3]);

/* Means, of the source's pixel type. Integers: the exact sum, divided once, toward zero. f32: the sum
   in ascending order along x, then y, then z, times 1 / count. */
void iv__line_mean(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3]);

/* Maxima (or minima), of the source's pixel type. NaN does not count: where there is nothing else the
   maximum is -inf, the minimum +inf. */
void iv__line_extreme(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3],
                      int minimum);

/* The same in one pass with its difference to another image: `beside` less the maxima, or the minima less
   `beside`, where no result is negative but for NaN. Returns 0, with nothing done, where there is no such
   pass. */
int iv__line_hat(struct iv_run *r, iv_image *dst, iv_image *src, iv_image *beside, const int radius[3],
                 int minimum);
#endif
