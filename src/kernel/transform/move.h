/* move: pixels go elsewhere, unchanged: crops, pads, flips, shifts, pastes, transpositions. Source and
   destination have the same pixel type. */
#ifndef IV__MOVE_H
#define IV__MOVE_H
#include "core/run.h"

enum { /* what stands where a place lies outside the source */
    IV__MOVE_EDGE,  /* the edge repeats */
    IV__MOVE_VALUE, /* `value`, truncated toward zero and saturated to the pixel type */
    IV__MOVE_WRAP   /* the other side, for places less than a size beyond */
};

/* Axes in the order x y z. Pixel i of the box gets the source's pixel first + step * i, along each axis. */
struct iv__move {
    int64_t first[3];
    int step[3];       /* not 0 */
    int64_t at[3], size[3]; /* the box of the destination that is written; a size of 0: all of the axis */
    int beyond;
    double value;
};
void iv__move(struct iv_run *r, iv_image *dst, iv_image *src, const struct iv__move *m);

/* The two axes change places. */
void iv__move_transpose(struct iv_run *r, iv_image *dst, iv_image *src, int axis0, int axis1);

/* Every pixel becomes the value, all t and c too; converted as in a move. */
void iv__move_fill(struct iv_run *r, iv_image *dst, double value);
#endif
