/* project: reductions along x, y or z. */
#ifndef IV__PROJECT_H
#define IV__PROJECT_H
#include "core/run.h"

enum iv__projection {
    IV__PROJECT_SUM,
    IV__PROJECT_MEAN,
    IV__PROJECT_VARIANCE,
    IV__PROJECT_DEVIATION,
    IV__PROJECT_MINIMUM,
    IV__PROJECT_MAXIMUM
};

/* axis: IV_AXIS_Z, _Y or _X. dst has the source's other axes, as one run of pixels: the source's type
   for extremes (NaN where any pixel is NaN), the widest of its kind for the sum (saturated), f32 for
   the rest. ddof: what is taken from the count that a variance is divided by. */
void iv__project(struct iv_run *r, iv_image *dst, iv_image *src, int axis, enum iv__projection what,
                 int ddof);
#endif
