/* Blurring in place for the sample: deterministic, without the library. Sigmas and sizes are z y x,
   in pixels; the edge repeats. Both return -1 when memory is out. */
#ifndef CLI_BLUR_H
#define CLI_BLUR_H
#include <stdint.h>

int blur_gauss(float *pixels, const int64_t size[3], const double sigma[3]); /* for small sigmas */
/* Three box means after each other: nearly a Gaussian, in time that does not grow with sigma. */
int blur_boxes(float *pixels, const int64_t size[3], const double sigma[3]);
#endif
