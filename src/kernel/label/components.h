/* components: the connected components of a mask, numbered 1.. in raster order of their first
 * pixel. */
#ifndef IV__COMPONENTS_H
#define IV__COMPONENTS_H
#include "kernel/label/pack.h"

/* Writes `labels` (u32, z y x) from `mask` (any pixel type; not 0 is set). `full`: pixels that
   share an edge or a corner are connected too (26 neighbours, 8 in a plane), else those that share
   a face (6, 4). Scratch: up to 2.3 bytes per pixel. */
void iv__components(struct iv_run *r, const iv_image *mask, iv_image *labels, int full);
void iv__components_packed(struct iv_run *r, const struct iv__packed *mask, iv_image *labels, int full);

/* What is set in both. */
struct iv__packed iv__pack_inside(struct iv_run *r, const struct iv__packed *a, const struct iv__packed *b);
/* Pixels of `image` (u32) become 0 where they are in no component of `mask` that has a pixel of `seeds`; edges and
   corners connect. */
void iv__keep_seeded(struct iv_run *r, const struct iv__packed *mask, const struct iv__packed *seeds, iv_image *image);
#endif
