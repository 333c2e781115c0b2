/* ball: maxima and minima over small balls; see kernel/filter/window.h for all others. */
#ifndef IV__BALL_H
#define IV__BALL_H
#include "core/run.h"

/* As iv__line_extreme, over a ball; an axis of size 1 has half width 0. Returns 0, having done nothing,
   where the half widths are too large. */
int iv__ball_special(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int minimum);
#endif
