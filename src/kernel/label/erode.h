/* erode: labels shrunk by a Euclidean distance in pixels. */
#ifndef IV__ERODE_H
#define IV__ERODE_H
#include "core/run.h"

/* Writes `dst` (u32): a pixel keeps its label where the nearest pixel of another label or of the
   background is farther away than `reach` pixels, else it becomes 0. Outside of the image there is
   nothing. Scratch: 4 bytes per pixel. */
void iv__erode_labels(struct iv_run *r, iv_image *labels, double reach, iv_image *dst);
#endif
