/* The columns of statistics by label, from the integers of kernel/label/label_row.h. */
#ifndef IV__COLUMNS_H
#define IV__COLUMNS_H
#include <stdint.h>

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

enum { IV__COLUMN_ROWS = 64 }; /* cells of a column that are made at once */

/* What the kernels of columns_cpu.c, sum_columns and distance_columns, make cells from: group g has the cells
   64 g .. 64 g + 63, as far as they are between first and end. */
struct iv__columns {
    const uint32_t *words; /* of row first + 1, whose cells are the columns' cells `first` */
    uint64_t first, end, all; /* all: how many cells a column has in the end */
    double *const *cells;  /* by column; NULL: it is not wanted */
    double unit;           /* of values (iv__sums_unit) */
    double spacing[3];     /* what lengths are multiplied by */
    uint32_t pixel;        /* an iv_pixel: the type of the values */
    uint32_t background;   /* the first row is label 0 */
};
#endif
