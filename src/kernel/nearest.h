/* nearest: the nearest label of every pixel, by exact Euclidean distance in pixels. */
#ifndef IV__NEAREST_H
#define IV__NEAREST_H
#include "core/run.h"

/* Writes `dst` (u32): each pixel's nearest label of `labels` (u32, z y x), the smaller one of
   several equally near; 0 where none is within `reach` pixels (INFINITY: where there is no label at
   all). Scratch: 8 bytes per pixel and a slab. */
void iv__nearest_label(struct iv_run *r, iv_image *labels, double reach, iv_image *dst);

/* Writes `dst` (u32): a pixel keeps its label where the nearest pixel of another label or of the
   background is farther away than `reach` pixels, else it becomes 0. Outside of the image there is
   nothing. Scratch: 8 bytes per pixel. */
void iv__erode_labels(struct iv_run *r, iv_image *labels, double reach, iv_image *dst);
#endif
