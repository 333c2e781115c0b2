/* variance: the population's variance over boxes, axis by axis, as f32. Beyond the border the edge
   repeats. What goes from axis to axis is, for each pixel, the mean of its window less the pixel itself,
   and the sum of squared differences to that mean: no number ever holds the pixels' offset, so an offset
   costs no accuracy. Balls are kernel/filter/window.h's. */
#ifndef IV__VARIANCE_H
#define IV__VARIANCE_H
#include "core/run.h"

/* root: the standard deviation. Each radius is at most 1000. */
void iv__variance(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int root);
#endif
