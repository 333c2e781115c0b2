/* nearest: the nearest label of every pixel, by exact Euclidean distance in pixels. */
#ifndef IV__NEAREST_H
#define IV__NEAREST_H
#include "kernel/label/pack.h"

/* Writes `dst` (u32): each pixel's nearest label of `labels` (u32, z y x), the smaller one of
   several equally near; 0 where none is within `reach` pixels (INFINITY: where there is no label at
   all). Scratch: 4 bytes per pixel (8 where squared distances pass 2^31, and on the CPU), and for every
   32 planes a bit. */
void iv__nearest_label(struct iv_run *r, iv_image *labels, double reach, iv_image *dst);
/* Where to put labels that are made for such a search alone: on the CPU, which reads all of them before
   it writes any, the result's own memory; else scratch. */
iv_image *iv__nearest_labels_for(struct iv_run *r, iv_image *dst);
/* The same where it is known which pixels have a label. */
void iv__nearest_packed(struct iv_run *r, iv_image *labels, const struct iv__packed *there, double reach,
                        iv_image *dst);
#endif
