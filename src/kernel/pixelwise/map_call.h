/* What the host tells map_cpu.c and chain_cpu.c: for these, map.c and chain.c. */
#ifndef IV__MAP_CALL_H
#define IV__MAP_CALL_H
#include "isovox/isovox.h"

enum { MAP_IMAGES = 3, CHAIN_IMAGES = 8, CHAIN_STEPS = 32 };
enum {
    MAP_GROUP_BYTES = 4096
}; /* of a GPU's group, in the largest of the pixel types: as in map.cl */

/* The result is `rows` rows of `row` pixels. Along a row an image steps by one pixel or (step 0)
   repeats its first; where its row begins follows from the `outer` axes, the innermost first. */
struct map_rows {
    u64 row, rows;
    u64 stride[CHAIN_IMAGES][4];
    u32 size[4], step[CHAIN_IMAGES], outer;
};

/* As in map.cl. per_row: groups of a GPU in a row. */
struct map_params {
    u64 row, rows;
    int64_t i[4];
    u64 stride[MAP_IMAGES][4];
    float f[4];
    u32 size[4], step[MAP_IMAGES], outer, per_row, unused;
};
struct map_job {
    void *fn; /* the map's loop */
    u32 pixel[4], same[3], is_int, rounding, fused;
    u32 past_cache; /* how the result is written */
};

/* A chain: steps that are computed block by block, each as map_blocks does it. Values between them lie
   in slots, which later steps use again. */
enum { CHAIN_SLOTS = CHAIN_STEPS / 2 + 1, CHAIN_RESULT = CHAIN_SLOTS };
enum { CHAIN_IMAGE, CHAIN_SLOT, CHAIN_NUMBER };
struct chain_step {
    struct map_params p; /* its row is the block's */
    struct map_job job;
    struct {
        u32 kind, index; /* image, slot, or none: the number */
        float number;
    } from[MAP_IMAGES];
    u32 to; /* slot, or CHAIN_RESULT */
};
struct chain_plan {
    struct map_rows rows;
    void *map_blocks;
    u32 pixel[CHAIN_IMAGES + 1], n_images, n_steps; /* the last pixel: the result's */
    struct chain_step step[CHAIN_STEPS];
};

static inline size_t pixel_bytes(u32 pixel, u64 n)
{
    return n << (pixel <= IV_PIXEL_I8 ? 0 : pixel <= IV_PIXEL_I16 ? 1 : 2);
}
static inline const void *pixel_at(const void *image, u32 pixel, u64 i)
{
    return (const char *)image + pixel_bytes(pixel, i);
}
#endif
