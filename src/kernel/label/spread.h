/* spread: what statistics by label need beside iv__accumulate: before it how many labels there are and
   how large values get, after it how far a label's pixels are from its centroid and its centre of mass. */
#ifndef IV__SPREAD_H
#define IV__SPREAD_H
#include "core/run.h"

/* The R_ words of kernel/label/label_row.h. All labels' pixels count, and if `background`, those of label 0. */
struct iv__buffer *iv__label_range(struct iv_run *r, iv_image *labels, iv_image *values, int background);
/* The highest label. Waits. */
u32 iv__label_max(struct iv_run *r, struct iv__buffer *range);

/* Groups of a kernel that goes through an image tile by tile (kernel/label/tally.h). */
u64 iv__label_tiles(const struct iv_run *r, const iv_layout *l);

/* So many rows are worth bringing to the host while distances are still added up. */
enum { IV__EARLY_ROWS = 1 << 15 };

/* Finds the two points of each row of iv__accumulate, copies `range` into row 0, and, where there are
   IV__EARLY_ROWS, marks that the rows are ready (iv__mark). If `distances`, the distances to the points are
   added up, in units of `spacing` (x y z). */
void iv__spread(struct iv_run *r, iv_image *labels, iv_pixel values, struct iv__buffer *range,
                struct iv__buffer *acc, u32 rows, int background, int distances, const double spacing[3]);
#endif
