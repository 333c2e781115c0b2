/* Made by tools/gen.py from the operations' tables: do not edit. */
#include "core/op.h"

extern const iv_op iv__op_absolute;
extern const iv_op iv__op_absolute_difference;
extern const iv_op iv__op_acos;
extern const iv_op iv__op_add_image_and_scalar;
extern const iv_op iv__op_add_images;
extern const iv_op iv__op_add_images_weighted;
extern const iv_op iv__op_affine_transform;
extern const iv_op iv__op_asin;
extern const iv_op iv__op_atan;
extern const iv_op iv__op_binary_and;
extern const iv_op iv__op_binary_closing;
extern const iv_op iv__op_binary_dilate;
extern const iv_op iv__op_binary_edge_detection;
extern const iv_op iv__op_binary_erode;
extern const iv_op iv__op_binary_not;
extern const iv_op iv__op_binary_opening;
extern const iv_op iv__op_binary_or;
extern const iv_op iv__op_binary_subtract;
extern const iv_op iv__op_binary_xor;
extern const iv_op iv__op_bottom_hat;
extern const iv_op iv__op_bottom_hat_box;
extern const iv_op iv__op_bottom_hat_sphere;
extern const iv_op iv__op_ceil;
extern const iv_op iv__op_circular_shift;
extern const iv_op iv__op_clip;
extern const iv_op iv__op_closing_box;
extern const iv_op iv__op_closing_sphere;
extern const iv_op iv__op_connected_component_labeling;
extern const iv_op iv__op_connected_components_labeling;
extern const iv_op iv__op_convert;
extern const iv_op iv__op_copy;
extern const iv_op iv__op_cos;
extern const iv_op iv__op_cosh;
extern const iv_op iv__op_crop;
extern const iv_op iv__op_cubic_root;
extern const iv_op iv__op_detect_label_edges;
extern const iv_op iv__op_detect_maxima;
extern const iv_op iv__op_detect_maxima_box;
extern const iv_op iv__op_detect_minima;
extern const iv_op iv__op_detect_minima_box;
extern const iv_op iv__op_difference_of_gaussian;
extern const iv_op iv__op_dilate_box;
extern const iv_op iv__op_dilate_labels;
extern const iv_op iv__op_dilate_sphere;
extern const iv_op iv__op_divide_images;
extern const iv_op iv__op_divide_scalar_by_image;
extern const iv_op iv__op_equal;
extern const iv_op iv__op_equal_constant;
extern const iv_op iv__op_erode_box;
extern const iv_op iv__op_erode_labels;
extern const iv_op iv__op_erode_sphere;
extern const iv_op iv__op_exclude_labels_on_edges;
extern const iv_op iv__op_exclude_labels_outside_size_range;
extern const iv_op iv__op_exclude_large_labels;
extern const iv_op iv__op_exclude_small_labels;
extern const iv_op iv__op_exponential;
extern const iv_op iv__op_exponential10;
extern const iv_op iv__op_exponential2;
extern const iv_op iv__op_extend_labeling_via_voronoi;
extern const iv_op iv__op_extension_ratio_map;
extern const iv_op iv__op_filter_label_by_size;
extern const iv_op iv__op_flip;
extern const iv_op iv__op_floor;
extern const iv_op iv__op_gauss_otsu_labeling;
extern const iv_op iv__op_gaussian_blur;
extern const iv_op iv__op_gradient_x;
extern const iv_op iv__op_gradient_y;
extern const iv_op iv__op_gradient_z;
extern const iv_op iv__op_grayscale_closing;
extern const iv_op iv__op_grayscale_dilate;
extern const iv_op iv__op_grayscale_erode;
extern const iv_op iv__op_grayscale_opening;
extern const iv_op iv__op_greater;
extern const iv_op iv__op_greater_constant;
extern const iv_op iv__op_greater_or_equal;
extern const iv_op iv__op_greater_or_equal_constant;
extern const iv_op iv__op_histogram;
extern const iv_op iv__op_invert;
extern const iv_op iv__op_label;
extern const iv_op iv__op_label_mean_intensity_map;
extern const iv_op iv__op_label_pixel_count_map;
extern const iv_op iv__op_labels_statistics;
extern const iv_op iv__op_laplace;
extern const iv_op iv__op_laplace_box;
extern const iv_op iv__op_laplace_diamond;
extern const iv_op iv__op_logarithm;
extern const iv_op iv__op_logarithm10;
extern const iv_op iv__op_logarithm2;
extern const iv_op iv__op_mask;
extern const iv_op iv__op_mask_label;
extern const iv_op iv__op_masked_voronoi_labeling;
extern const iv_op iv__op_maximum_box;
extern const iv_op iv__op_maximum_extension_map;
extern const iv_op iv__op_maximum_filter;
extern const iv_op iv__op_maximum_image_and_scalar;
extern const iv_op iv__op_maximum_images;
extern const iv_op iv__op_maximum_intensity_map;
extern const iv_op iv__op_maximum_of_all_pixels;
extern const iv_op iv__op_maximum_sphere;
extern const iv_op iv__op_maximum_x_projection;
extern const iv_op iv__op_maximum_y_projection;
extern const iv_op iv__op_maximum_z_projection;
extern const iv_op iv__op_mean_box;
extern const iv_op iv__op_mean_extension_map;
extern const iv_op iv__op_mean_filter;
extern const iv_op iv__op_mean_intensity_map;
extern const iv_op iv__op_mean_of_all_pixels;
extern const iv_op iv__op_mean_sphere;
extern const iv_op iv__op_mean_x_projection;
extern const iv_op iv__op_mean_y_projection;
extern const iv_op iv__op_mean_z_projection;
extern const iv_op iv__op_median;
extern const iv_op iv__op_median_box;
extern const iv_op iv__op_median_sphere;
extern const iv_op iv__op_minimum_box;
extern const iv_op iv__op_minimum_filter;
extern const iv_op iv__op_minimum_image_and_scalar;
extern const iv_op iv__op_minimum_images;
extern const iv_op iv__op_minimum_intensity_map;
extern const iv_op iv__op_minimum_of_all_pixels;
extern const iv_op iv__op_minimum_sphere;
extern const iv_op iv__op_minimum_x_projection;
extern const iv_op iv__op_minimum_y_projection;
extern const iv_op iv__op_minimum_z_projection;
extern const iv_op iv__op_modulo_images;
extern const iv_op iv__op_multiply_image_and_scalar;
extern const iv_op iv__op_multiply_images;
extern const iv_op iv__op_nan_to_num;
extern const iv_op iv__op_not_equal;
extern const iv_op iv__op_not_equal_constant;
extern const iv_op iv__op_opening_box;
extern const iv_op iv__op_opening_sphere;
extern const iv_op iv__op_pad;
extern const iv_op iv__op_parametric_map;
extern const iv_op iv__op_pixel_count_map;
extern const iv_op iv__op_power;
extern const iv_op iv__op_power_images;
extern const iv_op iv__op_reciprocal;
extern const iv_op iv__op_relabel_sequential;
extern const iv_op iv__op_remove_labels_on_edges;
extern const iv_op iv__op_remove_large_labels;
extern const iv_op iv__op_remove_small_labels;
extern const iv_op iv__op_rigid_transform;
extern const iv_op iv__op_rotate;
extern const iv_op iv__op_round;
extern const iv_op iv__op_scale;
extern const iv_op iv__op_set;
extern const iv_op iv__op_sign;
extern const iv_op iv__op_sin;
extern const iv_op iv__op_sinh;
extern const iv_op iv__op_smaller;
extern const iv_op iv__op_smaller_constant;
extern const iv_op iv__op_smaller_or_equal;
extern const iv_op iv__op_smaller_or_equal_constant;
extern const iv_op iv__op_sobel;
extern const iv_op iv__op_square;
extern const iv_op iv__op_square_root;
extern const iv_op iv__op_squared_difference;
extern const iv_op iv__op_standard_deviation;
extern const iv_op iv__op_standard_deviation_box;
extern const iv_op iv__op_standard_deviation_intensity_map;
extern const iv_op iv__op_standard_deviation_of_all_pixels;
extern const iv_op iv__op_standard_deviation_sphere;
extern const iv_op iv__op_statistics_of_background_and_labelled_pixels;
extern const iv_op iv__op_statistics_of_labelled_pixels;
extern const iv_op iv__op_std_x_projection;
extern const iv_op iv__op_std_y_projection;
extern const iv_op iv__op_std_z_projection;
extern const iv_op iv__op_subtract_image_from_scalar;
extern const iv_op iv__op_subtract_images;
extern const iv_op iv__op_sum_of_all_pixels;
extern const iv_op iv__op_sum_x_projection;
extern const iv_op iv__op_sum_y_projection;
extern const iv_op iv__op_sum_z_projection;
extern const iv_op iv__op_tan;
extern const iv_op iv__op_tanh;
extern const iv_op iv__op_threshold_mean;
extern const iv_op iv__op_threshold_otsu;
extern const iv_op iv__op_top_hat;
extern const iv_op iv__op_top_hat_box;
extern const iv_op iv__op_top_hat_sphere;
extern const iv_op iv__op_translate;
extern const iv_op iv__op_transpose_xy;
extern const iv_op iv__op_transpose_xz;
extern const iv_op iv__op_transpose_yz;
extern const iv_op iv__op_truncate;
extern const iv_op iv__op_undefined_to_zero;
extern const iv_op iv__op_unpad;
extern const iv_op iv__op_variance_box;
extern const iv_op iv__op_variance_filter;
extern const iv_op iv__op_variance_of_all_pixels;
extern const iv_op iv__op_variance_sphere;
extern const iv_op iv__op_variance_x_projection;
extern const iv_op iv__op_variance_y_projection;
extern const iv_op iv__op_variance_z_projection;
extern const iv_op iv__op_voronoi_labeling;
extern const iv_op iv__op_voronoi_otsu_labeling;

const iv_op *const iv__ops[] = {
    &iv__op_absolute,
    &iv__op_absolute_difference,
    &iv__op_acos,
    &iv__op_add_image_and_scalar,
    &iv__op_add_images,
    &iv__op_add_images_weighted,
    &iv__op_affine_transform,
    &iv__op_asin,
    &iv__op_atan,
    &iv__op_binary_and,
    &iv__op_binary_closing,
    &iv__op_binary_dilate,
    &iv__op_binary_edge_detection,
    &iv__op_binary_erode,
    &iv__op_binary_not,
    &iv__op_binary_opening,
    &iv__op_binary_or,
    &iv__op_binary_subtract,
    &iv__op_binary_xor,
    &iv__op_bottom_hat,
    &iv__op_bottom_hat_box,
    &iv__op_bottom_hat_sphere,
    &iv__op_ceil,
    &iv__op_circular_shift,
    &iv__op_clip,
    &iv__op_closing_box,
    &iv__op_closing_sphere,
    &iv__op_connected_component_labeling,
    &iv__op_connected_components_labeling,
    &iv__op_convert,
    &iv__op_copy,
    &iv__op_cos,
    &iv__op_cosh,
    &iv__op_crop,
    &iv__op_cubic_root,
    &iv__op_detect_label_edges,
    &iv__op_detect_maxima,
    &iv__op_detect_maxima_box,
    &iv__op_detect_minima,
    &iv__op_detect_minima_box,
    &iv__op_difference_of_gaussian,
    &iv__op_dilate_box,
    &iv__op_dilate_labels,
    &iv__op_dilate_sphere,
    &iv__op_divide_images,
    &iv__op_divide_scalar_by_image,
    &iv__op_equal,
    &iv__op_equal_constant,
    &iv__op_erode_box,
    &iv__op_erode_labels,
    &iv__op_erode_sphere,
    &iv__op_exclude_labels_on_edges,
    &iv__op_exclude_labels_outside_size_range,
    &iv__op_exclude_large_labels,
    &iv__op_exclude_small_labels,
    &iv__op_exponential,
    &iv__op_exponential10,
    &iv__op_exponential2,
    &iv__op_extend_labeling_via_voronoi,
    &iv__op_extension_ratio_map,
    &iv__op_filter_label_by_size,
    &iv__op_flip,
    &iv__op_floor,
    &iv__op_gauss_otsu_labeling,
    &iv__op_gaussian_blur,
    &iv__op_gradient_x,
    &iv__op_gradient_y,
    &iv__op_gradient_z,
    &iv__op_grayscale_closing,
    &iv__op_grayscale_dilate,
    &iv__op_grayscale_erode,
    &iv__op_grayscale_opening,
    &iv__op_greater,
    &iv__op_greater_constant,
    &iv__op_greater_or_equal,
    &iv__op_greater_or_equal_constant,
    &iv__op_histogram,
    &iv__op_invert,
    &iv__op_label,
    &iv__op_label_mean_intensity_map,
    &iv__op_label_pixel_count_map,
    &iv__op_labels_statistics,
    &iv__op_laplace,
    &iv__op_laplace_box,
    &iv__op_laplace_diamond,
    &iv__op_logarithm,
    &iv__op_logarithm10,
    &iv__op_logarithm2,
    &iv__op_mask,
    &iv__op_mask_label,
    &iv__op_masked_voronoi_labeling,
    &iv__op_maximum_box,
    &iv__op_maximum_extension_map,
    &iv__op_maximum_filter,
    &iv__op_maximum_image_and_scalar,
    &iv__op_maximum_images,
    &iv__op_maximum_intensity_map,
    &iv__op_maximum_of_all_pixels,
    &iv__op_maximum_sphere,
    &iv__op_maximum_x_projection,
    &iv__op_maximum_y_projection,
    &iv__op_maximum_z_projection,
    &iv__op_mean_box,
    &iv__op_mean_extension_map,
    &iv__op_mean_filter,
    &iv__op_mean_intensity_map,
    &iv__op_mean_of_all_pixels,
    &iv__op_mean_sphere,
    &iv__op_mean_x_projection,
    &iv__op_mean_y_projection,
    &iv__op_mean_z_projection,
    &iv__op_median,
    &iv__op_median_box,
    &iv__op_median_sphere,
    &iv__op_minimum_box,
    &iv__op_minimum_filter,
    &iv__op_minimum_image_and_scalar,
    &iv__op_minimum_images,
    &iv__op_minimum_intensity_map,
    &iv__op_minimum_of_all_pixels,
    &iv__op_minimum_sphere,
    &iv__op_minimum_x_projection,
    &iv__op_minimum_y_projection,
    &iv__op_minimum_z_projection,
    &iv__op_modulo_images,
    &iv__op_multiply_image_and_scalar,
    &iv__op_multiply_images,
    &iv__op_nan_to_num,
    &iv__op_not_equal,
    &iv__op_not_equal_constant,
    &iv__op_opening_box,
    &iv__op_opening_sphere,
    &iv__op_pad,
    &iv__op_parametric_map,
    &iv__op_pixel_count_map,
    &iv__op_power,
    &iv__op_power_images,
    &iv__op_reciprocal,
    &iv__op_relabel_sequential,
    &iv__op_remove_labels_on_edges,
    &iv__op_remove_large_labels,
    &iv__op_remove_small_labels,
    &iv__op_rigid_transform,
    &iv__op_rotate,
    &iv__op_round,
    &iv__op_scale,
    &iv__op_set,
    &iv__op_sign,
    &iv__op_sin,
    &iv__op_sinh,
    &iv__op_smaller,
    &iv__op_smaller_constant,
    &iv__op_smaller_or_equal,
    &iv__op_smaller_or_equal_constant,
    &iv__op_sobel,
    &iv__op_square,
    &iv__op_square_root,
    &iv__op_squared_difference,
    &iv__op_standard_deviation,
    &iv__op_standard_deviation_box,
    &iv__op_standard_deviation_intensity_map,
    &iv__op_standard_deviation_of_all_pixels,
    &iv__op_standard_deviation_sphere,
    &iv__op_statistics_of_background_and_labelled_pixels,
    &iv__op_statistics_of_labelled_pixels,
    &iv__op_std_x_projection,
    &iv__op_std_y_projection,
    &iv__op_std_z_projection,
    &iv__op_subtract_image_from_scalar,
    &iv__op_subtract_images,
    &iv__op_sum_of_all_pixels,
    &iv__op_sum_x_projection,
    &iv__op_sum_y_projection,
    &iv__op_sum_z_projection,
    &iv__op_tan,
    &iv__op_tanh,
    &iv__op_threshold_mean,
    &iv__op_threshold_otsu,
    &iv__op_top_hat,
    &iv__op_top_hat_box,
    &iv__op_top_hat_sphere,
    &iv__op_translate,
    &iv__op_transpose_xy,
    &iv__op_transpose_xz,
    &iv__op_transpose_yz,
    &iv__op_truncate,
    &iv__op_undefined_to_zero,
    &iv__op_unpad,
    &iv__op_variance_box,
    &iv__op_variance_filter,
    &iv__op_variance_of_all_pixels,
    &iv__op_variance_sphere,
    &iv__op_variance_x_projection,
    &iv__op_variance_y_projection,
    &iv__op_variance_z_projection,
    &iv__op_voronoi_labeling,
    &iv__op_voronoi_otsu_labeling,
};
const int iv__ops_count = 197;
