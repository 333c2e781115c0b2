/* relabel: what is done to labels as a whole: a number or a flag for each label, 0..max, in a table
   on the device, and every pixel's label replaced by its entry. Label images are u32, z y x. */
#ifndef IV__RELABEL_H
#define IV__RELABEL_H
#include "core/run.h"

/* The image itself, and its highest label; but where a table up to that label would be much larger
   than the image, a scratch image with the same labels as 1..n in ascending order. Waits. */
iv_image *iv__labels_dense(struct iv_run *r, iv_image *labels, u32 *max);
/* The same where the highest label is known already. */
iv_image *iv__labels_dense_to(struct iv_run *r, iv_image *labels, u32 *max);
/* The highest label. Waits. */
u32 iv__labels_max(struct iv_run *r, iv_image *labels);

/* Tables of max + 1 u32. Entry 0 means nothing. */
struct iv__buffer *iv__labels_flags(struct iv_run *r, iv_image *labels,
                                    u32 max); /* 1: it is there */
struct iv__buffer *iv__labels_sizes(struct iv_run *r, iv_image *labels,
                                    u32 max); /* pixels of each */

/* Clears the flags of labels that touch either end of an axis (IV_AXIS_...), if it is longer
 * than 1. */
void iv__labels_unflag_ends(struct iv_run *r, iv_image *labels, struct iv__buffer *flags, int axis);
/* Sizes become flags: 1 for low..high, both included. */
void iv__labels_size_flags(struct iv_run *r, struct iv__buffer *sizes, u32 max, u32 low, u32 high);
/* Flags become new numbers, 1, 2, ... in ascending order; 0 for what has no flag. */
void iv__labels_number(struct iv_run *r, struct iv__buffer *flags, u32 max);

/* Every pixel becomes its label's entry; background and labels above max become 0. The table begins
   with the entry of label `first`, 0 or 1. `dst` may be any image of 4-byte pixels: entries are
   copied bit by bit. */
void iv__labels_replace(struct iv_run *r, const iv_image *labels, struct iv__buffer *table,
                        u32 first, u32 max, iv_image *dst);
#endif
