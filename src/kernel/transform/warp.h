/* warp: an image resampled along an affine map. A result's pixel takes the value at the place that maps
   to its centre; outside the image pixels are 0. */
#ifndef IV__WARP_H
#define IV__WARP_H
#include "core/run.h"
#include "kernel/transform/affine.h"

/* Places are rounded to 2^-24 of a pixel. Nearest: the pixel that the place lies in, of two at the same
   distance the higher; dst has the source's pixel type. Linear: between the 2, 4 or 8 nearest centres,
   along x, then y, then z, those outside counting as 0; dst is f32. `inverse` leads from result to source. */
void iv__warp(struct iv_run *r, iv_image *dst, iv_image *src, struct iv__affine inverse, int linear);

/* What the operations share: `forward` leads from the input to the result. With resize the result holds
   the whole transformed image and no more. Axes that the image does not have are left out. */
iv_status iv__warp_shape(struct iv__affine forward, int resize, iv_layout *layout);
void iv__warp_forward(struct iv_run *r, iv_image *dst, iv_image *src, struct iv__affine forward, int resize,
                      int linear);
#endif
