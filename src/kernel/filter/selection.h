/* selection: medians over boxes and balls of any shape. The rules are kernel/filter/window.h's. */
#ifndef IV__SELECTION_H
#define IV__SELECTION_H
#include "core/run.h"

/* Median of the source's pixel type; radius[k] is 0 where the axis has size 1. Returns 0, having done
   nothing, if the window is too large for it (on a GPU more than about 2000 pixels). */
int iv__selection(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int shape);
#endif
