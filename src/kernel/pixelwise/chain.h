/* chain: maps that follow each other pixel by pixel, as one kernel. While a run has a chain, iv__map_run
 * notes its map there and launches nothing, and scratch images have no pixels: operations run as they
 * always do, so a step's class, scalars and conversions are those it has by itself, and so are the bits.
 *   GPU  a program per form of a chain: which maps on which pixel types, and what each one's inputs are;
 *        made of the maps' own texts. Sizes and scalars are arguments;
 *   CPU  the maps' own loops, one after the other over a block that stays in the first caches. */
#ifndef IV__CHAIN_H
#define IV__CHAIN_H
#include "core/op.h"
#include "kernel/pixelwise/map_call.h"

struct iv__map;
struct iv__map_call;

enum { CHAIN_SCALARS = 32 };

/* What the text depends on. Values are counted: images 0.., then the steps' results. */
struct chain_form {
    struct chain_form_step {
        const struct iv__map *map; /* NULL: a number, the step's scalar */
        uint8_t class, rounding, pixel, n_scalars, from[MAP_IMAGES], unused;
    } step[CHAIN_STEPS];
    uint8_t n_steps, n_images, pixel[CHAIN_IMAGES], unused[6];
};

struct iv__chain {
    struct chain_form form;
    iv_image *image[CHAIN_IMAGES], *result[CHAIN_STEPS];
    double scalar[CHAIN_STEPS][4];
};

/* For iv__map_run. in: as many as MAP_IMAGES. */
void iv__chain_add(struct iv_run *r, const struct iv__map_call *call, iv_image *dst,
                   iv_image *const *in);
/* An image of one f32 number, of this layout. */
iv_image *iv__chain_number(struct iv_run *r, double number, const iv_layout *layout);
/* Computes the step's result that `last` stands for into dst, and ends the chain. */
void iv__chain_run(struct iv_run *r, const iv_image *last, iv_image *dst);

/* What map.c has for it. iv__map_on_cpu wants p's steps and the job's pixels and sames. */
void iv__map_rows(struct map_rows *rows, iv_image *const *in, int n_in, const iv_layout *to);
void iv__map_scalars(const struct iv__map_call *call, float *f, int64_t *i);
void iv__map_on_cpu(struct iv_run *r, const struct iv__map_call *call, struct map_params *p,
                    struct map_job *job);
void *iv__map_blocks(struct iv_run *r); /* the CPU's kernel */
#endif
