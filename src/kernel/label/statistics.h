/* Statistics by label: rows of integers on the device, and columns of doubles on the host. */
#ifndef IV__STATISTICS_H
#define IV__STATISTICS_H
#include "kernel/label/columns.h"
#include "kernel/label/spread.h"

/* Rows of numbers for the labels 1 to the highest, and before them, if `background`, for label 0: what
   columns are made of. */
struct iv__label_rows {
    u64 n, room; /* room: how many the device's memory is laid out for */
    iv_pixel pixel; /* of the values */
    int background, distances;
    double spacing[3];
    struct iv__buffer *acc; /* the rows 0..room of kernel/label/label_row.h, on the device */
    u32 *words;             /* all of them, or NULL: they are not fetched yet */
};

/* `range`: of iv__label_range. `max`: the highest label if it is known, and `labels` may be others than
   those that `range` is of; else NULL. Lengths are multiplied by `spacing` (x y z). Without `distances`
   their columns are not made. Waits for the highest label, but not for the rows. */
struct iv__label_rows iv__label_rows(struct iv_run *r, iv_image *labels, iv_image *values,
                                     struct iv__buffer *range, const u32 *max, int background,
                                     int distances, const double spacing[3]);
/* Columns of rows->n cells, or NULL for one that is not wanted. The rows are gone then. */
void iv__label_columns(struct iv_run *r, struct iv__label_rows *rows, double *const cells[IV__STATS]);
#endif
