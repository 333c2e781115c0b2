/* pack: an image of any pixel type as a packed mask (kernel/common/shape.h), a bit for each pixel that is
   not 0 (NaN is not 0). Primitives that only ask what is set read 1/8 byte per voxel so. */
#ifndef IV__PACK_H
#define IV__PACK_H
#include "core/run.h"
#include "kernel/common/shape.h"

enum { IV__PACK_WORDS = 512 }; /* words per group: the partition of `runs` */

struct iv__packed {
    struct shape shape;
    struct iv__buffer *bits; /* shape.words words */
    struct iv__buffer *runs; /* for each group: how many runs of set voxels begin in its words; not on the CPU */
    u64 groups;
};

/* The image is z y x. */
struct iv__packed iv__pack(struct iv_run *r, const iv_image *image);
/* A bit for each pixel above the one of `limit`, which is of the same type. */
struct iv__packed iv__pack_above(struct iv_run *r, const iv_image *image, const iv_image *limit);
void iv__drop_packed(struct iv_run *r, const struct iv__packed *p);
#endif
