/* components: the connected components of a mask, numbered 1.. in raster order of their first
 * pixel. */
#ifndef IV__COMPONENTS_H
#define IV__COMPONENTS_H
#include "core/run.h"

/* Writes `labels` (u32, z y x) from `mask` (any pixel type; not 0 is set). `full`: pixels that
   share an edge or a corner are connected too (26 neighbours, 8 in a plane), else those that share
   a face (6, 4). Returns a buffer of one u32, the number of components. Scratch: up to 2.3 bytes
   per pixel. */
struct iv__buffer *iv__components(struct iv_run *r, const iv_image *mask, iv_image *labels,
                                  int full);
#endif
