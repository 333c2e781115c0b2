/* A made-up tissue under a made-up microscope: nuclei that move, divide and touch. The same seed
   gives the same bytes on every machine: all of it is integers and + - * / sqrt, which round alike.
 */
#ifndef CLI_NUCLEI_H
#define CLI_NUCLEI_H
#include <stdint.h>

struct scene_options {
    int64_t size[3];   /* z y x, in pixels */
    double spacing[3]; /* z y x, in micrometres */
    int nuclei;        /* at the first time point */
    uint64_t seed;
};

struct scene;
struct scene *scene_new(const struct scene_options *options); /* NULL: out of memory */
/* The present time point: the picture in photons, and the truth: which nucleus each pixel belongs
   to, 0 for none. Returns 0, or -1 when memory is out. */
int scene_render(struct scene *s, float *picture, uint32_t *truth);
/* To the next time point. Nuclei keep their numbers; the daughters of a division get new ones.
   Returns -1 when memory is out. */
int scene_step(struct scene *s);
int scene_count(const struct scene *s);
int scene_divisions(const struct scene *s); /* so far */
void scene_free(struct scene *s);
#endif
