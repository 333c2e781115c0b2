/* Made by tools/gen.py from the operations' tables: do not edit. */
#include "core/op.h"

extern const iv_op iv__op_connected_component_labeling;
extern const iv_op iv__op_connected_components_labeling;
extern const iv_op iv__op_convert;
extern const iv_op iv__op_copy;
extern const iv_op iv__op_dilate_labels;
extern const iv_op iv__op_equal;
extern const iv_op iv__op_equal_constant;
extern const iv_op iv__op_erode_labels;
extern const iv_op iv__op_exclude_labels_on_edges;
extern const iv_op iv__op_exclude_labels_outside_size_range;
extern const iv_op iv__op_exclude_large_labels;
extern const iv_op iv__op_exclude_small_labels;
extern const iv_op iv__op_extend_labeling_via_voronoi;
extern const iv_op iv__op_filter_label_by_size;
extern const iv_op iv__op_gaussian_blur;
extern const iv_op iv__op_greater;
extern const iv_op iv__op_greater_constant;
extern const iv_op iv__op_greater_or_equal;
extern const iv_op iv__op_greater_or_equal_constant;
extern const iv_op iv__op_histogram;
extern const iv_op iv__op_label;
extern const iv_op iv__op_maximum_of_all_pixels;
extern const iv_op iv__op_maximum_x_projection;
extern const iv_op iv__op_maximum_y_projection;
extern const iv_op iv__op_maximum_z_projection;
extern const iv_op iv__op_mean_of_all_pixels;
extern const iv_op iv__op_mean_x_projection;
extern const iv_op iv__op_mean_y_projection;
extern const iv_op iv__op_mean_z_projection;
extern const iv_op iv__op_minimum_of_all_pixels;
extern const iv_op iv__op_minimum_x_projection;
extern const iv_op iv__op_minimum_y_projection;
extern const iv_op iv__op_minimum_z_projection;
extern const iv_op iv__op_not_equal;
extern const iv_op iv__op_not_equal_constant;
extern const iv_op iv__op_relabel_sequential;
extern const iv_op iv__op_remove_labels_on_edges;
extern const iv_op iv__op_remove_large_labels;
extern const iv_op iv__op_remove_small_labels;
extern const iv_op iv__op_smaller;
extern const iv_op iv__op_smaller_constant;
extern const iv_op iv__op_smaller_or_equal;
extern const iv_op iv__op_smaller_or_equal_constant;
extern const iv_op iv__op_standard_deviation_of_all_pixels;
extern const iv_op iv__op_std_x_projection;
extern const iv_op iv__op_std_y_projection;
extern const iv_op iv__op_std_z_projection;
extern const iv_op iv__op_sum_of_all_pixels;
extern const iv_op iv__op_sum_x_projection;
extern const iv_op iv__op_sum_y_projection;
extern const iv_op iv__op_sum_z_projection;
extern const iv_op iv__op_threshold_mean;
extern const iv_op iv__op_threshold_otsu;
extern const iv_op iv__op_variance_of_all_pixels;
extern const iv_op iv__op_variance_x_projection;
extern const iv_op iv__op_variance_y_projection;
extern const iv_op iv__op_variance_z_projection;
extern const iv_op iv__op_voronoi_labeling;

const iv_op *const iv__ops[] = {
    &iv__op_connected_component_labeling,
    &iv__op_connected_components_labeling,
    &iv__op_convert,
    &iv__op_copy,
    &iv__op_dilate_labels,
    &iv__op_equal,
    &iv__op_equal_constant,
    &iv__op_erode_labels,
    &iv__op_exclude_labels_on_edges,
    &iv__op_exclude_labels_outside_size_range,
    &iv__op_exclude_large_labels,
    &iv__op_exclude_small_labels,
    &iv__op_extend_labeling_via_voronoi,
    &iv__op_filter_label_by_size,
    &iv__op_gaussian_blur,
    &iv__op_greater,
    &iv__op_greater_constant,
    &iv__op_greater_or_equal,
    &iv__op_greater_or_equal_constant,
    &iv__op_histogram,
    &iv__op_label,
    &iv__op_maximum_of_all_pixels,
    &iv__op_maximum_x_projection,
    &iv__op_maximum_y_projection,
    &iv__op_maximum_z_projection,
    &iv__op_mean_of_all_pixels,
    &iv__op_mean_x_projection,
    &iv__op_mean_y_projection,
    &iv__op_mean_z_projection,
    &iv__op_minimum_of_all_pixels,
    &iv__op_minimum_x_projection,
    &iv__op_minimum_y_projection,
    &iv__op_minimum_z_projection,
    &iv__op_not_equal,
    &iv__op_not_equal_constant,
    &iv__op_relabel_sequential,
    &iv__op_remove_labels_on_edges,
    &iv__op_remove_large_labels,
    &iv__op_remove_small_labels,
    &iv__op_smaller,
    &iv__op_smaller_constant,
    &iv__op_smaller_or_equal,
    &iv__op_smaller_or_equal_constant,
    &iv__op_standard_deviation_of_all_pixels,
    &iv__op_std_x_projection,
    &iv__op_std_y_projection,
    &iv__op_std_z_projection,
    &iv__op_sum_of_all_pixels,
    &iv__op_sum_x_projection,
    &iv__op_sum_y_projection,
    &iv__op_sum_z_projection,
    &iv__op_threshold_mean,
    &iv__op_threshold_otsu,
    &iv__op_variance_of_all_pixels,
    &iv__op_variance_x_projection,
    &iv__op_variance_y_projection,
    &iv__op_variance_z_projection,
    &iv__op_voronoi_labeling,
};
const int iv__ops_count = 58;
