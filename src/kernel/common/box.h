/* The sizes of x y z in a layout, for operations whose result has others than their input. */
#ifndef IV__BOX_H
#define IV__BOX_H
#include "core/types.h"

/* Gives the layout these sizes, in the order x y z. An axis that gets a size other than 1 is then
   present, and so are those between it and x. */
void iv__box_resize(iv_layout *layout, const int64_t size[3]);

/* For parameters size_x size_y size_z of a larger (or smaller) image: 0 becomes the layout's size. */
iv_status iv__box_sizes(const iv_layout *layout, int64_t size[3], int larger);

/* Where the smaller image begins in the middle of the larger: after the larger half of the rest. */
static inline int64_t iv__box_middle(int64_t large, int64_t small) { return (large - small + 1) / 2; }

/* Two of x y z, 0 to 2, change places, with their spacing and units; both are then present. */
void iv__box_swap(iv_layout *layout, int axis0, int axis1);
#endif
