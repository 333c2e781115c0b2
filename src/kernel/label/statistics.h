/* The columns of statistics by label, from the integers of kernel/label/accumulate.h. */
#ifndef IV__STATISTICS_H
#define IV__STATISTICS_H
#include "kernel/label/spread.h"

/* X(name, what it is measured in): NUMBER, the pixels' VALUE; ALONG_X ...: a length along that
   axis; LENGTH: in any direction; AREA: along all axes */
/* clang-format off */
#define IV__STATISTICS(X)                                                                          \
    X(label, NUMBER) X(bbox_min_x, ALONG_X) X(bbox_min_y, ALONG_Y) X(bbox_min_z, ALONG_Z)          \
    X(bbox_max_x, ALONG_X) X(bbox_max_y, ALONG_Y) X(bbox_max_z, ALONG_Z) X(bbox_width, ALONG_X)    \
    X(bbox_height, ALONG_Y) X(bbox_depth, ALONG_Z) X(area, AREA) X(min_intensity, VALUE)           \
    X(max_intensity, VALUE) X(mean_intensity, VALUE) X(sum_intensity, VALUE)                       \
    X(standard_deviation_intensity, VALUE) X(sum_intensity_times_x, ALONG_X)                       \
    X(sum_intensity_times_y, ALONG_Y) X(sum_intensity_times_z, ALONG_Z)                            \
    X(mass_center_x, ALONG_X) X(mass_center_y, ALONG_Y) X(mass_center_z, ALONG_Z)                  \
    X(sum_x, ALONG_X) X(sum_y, ALONG_Y) X(sum_z, ALONG_Z) X(centroid_x, ALONG_X)                   \
    X(centroid_y, ALONG_Y) X(centroid_z, ALONG_Z) X(sum_distance_to_centroid, LENGTH)              \
    X(mean_distance_to_centroid, LENGTH) X(max_distance_to_centroid, LENGTH)                       \
    X(sum_distance_to_mass_center, LENGTH) X(mean_distance_to_mass_center, LENGTH)                 \
    X(max_distance_to_mass_center, LENGTH) X(mean_max_distance_to_centroid_ratio, NUMBER)          \
    X(mean_max_distance_to_mass_center_ratio, NUMBER)
/* clang-format on */

#define IV__STAT_ENUM(name, unit) IV__STAT_##name,
enum iv__stat { IV__STATISTICS(IV__STAT_ENUM) IV__STATS };

/* Rows of numbers for the labels 1 to the highest, and before them, if `background`, for label 0: what
   columns are made of. */
struct iv__label_rows {
    u64 n;
    iv_pixel pixel; /* of the values */
    int background, distances;
    double spacing[3];
    struct iv__buffer *acc; /* row 0 and n more of kernel/label/label_row.h, on the device */
    u32 *words;             /* they, or NULL: they are not fetched yet */
};

/* `range`: of iv__label_range. `max`: the highest label if it is known, and `labels` may be others than
   those that `range` is of; else NULL. Lengths are multiplied by `spacing` (x y z). Without `distances`
   their columns are 0. Waits for the highest label, but not for the rows. */
struct iv__label_rows iv__label_rows(struct iv_run *r, iv_image *labels, iv_image *values,
                                     struct iv__buffer *range, const u32 *max, int background,
                                     int distances, const double spacing[3]);
/* Columns of rows->n cells, or NULL for one that is not wanted. The rows are gone then. */
void iv__label_columns(struct iv_run *r, struct iv__label_rows *rows, double *const cells[IV__STATS]);
#endif
