/* voronoi: what lies inside a mask belongs to the nearest seed. */
#ifndef IV__VORONOI_H
#define IV__VORONOI_H
#ifndef IV__GEN
#include "kernel/label/pack.h"

/* Numbers the connected seeds inside `mask`, and writes `dst` (u32): the number of each mask pixel's
   nearest; 0 outside, and in a connected piece of the mask that has no seed. Neighbours touch by a face, an
   edge or a corner. Drops the seeds and the mask. */
void iv__voronoi_masked(struct iv_run *r, const struct iv__packed *seeds, const struct iv__packed *mask,
                        iv_image *dst);
#endif
#endif
