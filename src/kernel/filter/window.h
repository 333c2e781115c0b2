/* window: what all pixels of a box or a ball around each give. A window reaches `radius` pixels to both
   sides (x y z); a ball is x^2 / rx^2 + y^2 / ry^2 + z^2 / rz^2 <= 1. A radius of 0 and an axis of size 1
   leave the axis out. Beyond the border the edge repeats. For maxima, minima and means over boxes see
   kernel/filter/line.h. */
#ifndef IV__WINDOW_H
#define IV__WINDOW_H
#include "core/run.h"

/* As iv__line_extreme, over a ball. */
void iv__ball_extreme(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int minimum);

/* Over a ball: the exact sum divided once, toward zero; for f32 a sum in a fixed order times 1 / count. */
void iv__ball_mean(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3]);

/* Population variance (root: its square root) as f32, from the differences to the mean of the differences to the window's middle
   pixel, so that an offset costs no accuracy. shape: IV__BOX or IV__SPHERE. */
void iv__window_variance(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int shape,
                         int root);

/* Median, of the source's pixel type. Windows have an odd number of pixels, so it is one of them.
   -0 comes before +0; NaN after everything. */
void iv__window_median(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int shape);

/* Half length of the window's chord at dy, dz; -1 if there is none. */
int iv__half_length(const int radius[3], int shape, int dy, int dz);

/* Half widths from an operation's radii. */
#define IV__RADII(a) ((int[]){ (int)(a)->radius_x, (int)(a)->radius_y, (int)(a)->radius_z })
#endif
