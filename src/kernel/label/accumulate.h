/* accumulate: sums, extremes and boxes of every label at once, in integers: the same on every
   device and in any order. */
#ifndef IV__ACCUMULATE_H
#define IV__ACCUMULATE_H
#include "kernel/label/spread.h"

/* Rows 0..rows as kernel/label/label_row.h says, row 0 and distances still 0. Integer pixels count as they are
   (the unit is 1), f32 pixels rounded to 30 bits of the largest that `range` knows. All images are z y x
   of one size, labels u32, values of any type. A row past the last is left out. */
struct iv__buffer *iv__accumulate(struct iv_run *r, iv_image *labels, iv_image *values,
                                  struct iv__buffer *range, u32 rows, int background);

/* Said before the range is looked for: the program is built meanwhile. */
void iv__accumulate_soon(struct iv_run *r);

/* The unit, from row 0. */
double iv__sums_unit(const u32 *range);
#endif
