/* spread: what statistics by label need beside iv__accumulate: before it how many labels there are and
   how large values get, after it how far a label's pixels are from two points, such as its centroid. */
#ifndef IV__SPREAD_H
#define IV__SPREAD_H
#include "core/run.h"

struct iv__label_range {
    u32 max;
    float largest; /* finite magnitude among the pixels that count, if they are f32 */
};

/* All labels' pixels count, and if `background`, those of label 0. Waits. */
struct iv__label_range iv__label_range(struct iv_run *r, iv_image *labels, iv_image *values,
                                       int background);

/* Groups of a kernel that goes through an image tile by tile (kernel/tally.h). */
u64 iv__label_tiles(const struct iv_run *r, const iv_layout *l);

/* Points and distances of the rows of iv__accumulate: two points each, set first. Rows are independent
   of each other, and may be set and read by several threads. */
struct iv__spread {
    u64 rows;
    u32 *words; /* as they are on the device; free() them */
};

struct iv__label_point {
    double centre[3]; /* x y z in pixels */
    double farthest;  /* no pixel of the label is farther away than that; below 1e18, else the point is
                         unknown */
};

struct iv__label_distances {
    double sum, max; /* NaN for an unknown point */
};

struct iv__spread iv__spread_new(struct iv_run *r, u64 rows);
void iv__spread_set(struct iv__spread *s, u64 row, int which, const struct iv__label_point *point);
/* Distances are in units of `spacing`. Waits. */
void iv__spread_measure(struct iv_run *r, struct iv__spread *s, iv_image *labels, int background,
                        const double spacing[3]);
struct iv__label_distances iv__spread_row(const struct iv__spread *s, u64 row, int which);
#endif
