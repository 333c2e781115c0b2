/* median: medians over 3 x 3, 3 x 3 x 3 and on the CPU 5 x 5, 7 x 7 and 5 x 5 x 5 pixels by networks of minima
   and maxima. Other windows are kernel/filter/window.h's, with the same rules: beyond the border the edge
   repeats, axes of size 1 are left out, -0 comes before +0, NaN after everything. */
#ifndef IV__MEDIAN_H
#define IV__MEDIAN_H
#include "core/run.h"

/* Whether it is one of those windows. An axis of size 1 may have any radius: the edge, repeated, changes no
   median. */
int iv__median_small(struct iv_run *r, const iv_image *src, const int radius[3]);

/* Median over such a window, of the source's pixel type. */
void iv__median(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3]);
#endif
