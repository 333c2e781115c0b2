/* stencil: operations over the 3 x 3 x 3 pixels around each. What each does beyond the border, and where
   an axis has size 1, is said at its name; the rest is in stencil.cl. */
#ifndef IV__STENCIL_H
#define IV__STENCIL_H
#include "core/run.h"

enum iv__stencil { /* as in stencil.cl */
    IV__LAPLACE_BOX,     /* f32: sum of centre - neighbour; the edge repeats, axes of size 1 are left out */
    IV__LAPLACE_DIAMOND, /* the same with the 6 nearest alone */
    IV__SOBEL,           /* f32: the gradient's magnitude; the edge repeats, axes of size 1 are left out */
    IV__GRADIENT,        /* f32: along axis `option` (0 x, 1 y, 2 z), one-sided at the border */
    IV__PEAKS,           /* u8: 1 where all neighbours inside the image are smaller (option 1: larger).
                            NaN is no peak, and a neighbour that is NaN does not count */
    IV__LABEL_EDGES,     /* u8: 1 where one of the 6 nearest is another value */
    IV__BINARY_EDGES,    /* u8: 1 where a pixel is not 0 and one of the 6 nearest is */
    IV__MEDIAN_5,        /* medians, of the source's type; the edge repeats. -0 comes before +0, NaN after */
    IV__MEDIAN_7         /* everything. Over the pixel and the 4 nearest in its plane, or the 6 nearest */
};

void iv__stencil(struct iv_run *r, enum iv__stencil what, iv_image *dst, iv_image *src, int option);
#endif
