/* Made by tools/gen.py from the operations' tables: do not edit. */
/* Every operation as a step of another: images are z y x; a result that is NULL is scratch. */
#ifndef IV__CALLS_H
#define IV__CALLS_H
#include "core/op.h"

extern const iv_op iv__op_absolute;
static inline iv_image *op_absolute(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_absolute, v_, 2);
}

extern const iv_op iv__op_absolute_difference;
static inline iv_image *op_absolute_difference(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_absolute_difference, v_, 3);
}

extern const iv_op iv__op_acos;
static inline iv_image *op_acos(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_acos, v_, 2);
}

extern const iv_op iv__op_add_image_and_scalar;
static inline iv_image *op_add_image_and_scalar(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = scalar;
    return iv__run_op(r_, &iv__op_add_image_and_scalar, v_, 3);
}

extern const iv_op iv__op_add_images;
static inline iv_image *op_add_images(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_add_images, v_, 3);
}

extern const iv_op iv__op_add_images_weighted;
static inline iv_image *op_add_images_weighted(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image, double factor1, double factor2)
{
    iv_value v_[5];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    v_[3].real = factor1;
    v_[4].real = factor2;
    return iv__run_op(r_, &iv__op_add_images_weighted, v_, 5);
}

extern const iv_op iv__op_affine_transform;
static inline iv_image *op_affine_transform(struct iv_run *r_, iv_image *input_image, iv_image *output_image, const double *transform_matrix, int interpolate, int resize)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].matrix = transform_matrix;
    v_[3].whole = interpolate;
    v_[4].whole = resize;
    return iv__run_op(r_, &iv__op_affine_transform, v_, 5);
}

extern const iv_op iv__op_asin;
static inline iv_image *op_asin(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_asin, v_, 2);
}

extern const iv_op iv__op_atan;
static inline iv_image *op_atan(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_atan, v_, 2);
}

extern const iv_op iv__op_binary_and;
static inline iv_image *op_binary_and(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_binary_and, v_, 3);
}

extern const iv_op iv__op_binary_closing;
static inline iv_image *op_binary_closing(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_binary_closing, v_, 6);
}

extern const iv_op iv__op_binary_dilate;
static inline iv_image *op_binary_dilate(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_binary_dilate, v_, 6);
}

extern const iv_op iv__op_binary_edge_detection;
static inline iv_image *op_binary_edge_detection(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_binary_edge_detection, v_, 2);
}

extern const iv_op iv__op_binary_erode;
static inline iv_image *op_binary_erode(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_binary_erode, v_, 6);
}

extern const iv_op iv__op_binary_not;
static inline iv_image *op_binary_not(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_binary_not, v_, 2);
}

extern const iv_op iv__op_binary_opening;
static inline iv_image *op_binary_opening(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_binary_opening, v_, 6);
}

extern const iv_op iv__op_binary_or;
static inline iv_image *op_binary_or(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_binary_or, v_, 3);
}

extern const iv_op iv__op_binary_subtract;
static inline iv_image *op_binary_subtract(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_binary_subtract, v_, 3);
}

extern const iv_op iv__op_binary_xor;
static inline iv_image *op_binary_xor(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_binary_xor, v_, 3);
}

extern const iv_op iv__op_bottom_hat;
static inline iv_image *op_bottom_hat(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_bottom_hat, v_, 6);
}

extern const iv_op iv__op_bottom_hat_box;
static inline iv_image *op_bottom_hat_box(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_bottom_hat_box, v_, 5);
}

extern const iv_op iv__op_bottom_hat_sphere;
static inline iv_image *op_bottom_hat_sphere(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_bottom_hat_sphere, v_, 5);
}

extern const iv_op iv__op_ceil;
static inline iv_image *op_ceil(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_ceil, v_, 2);
}

extern const iv_op iv__op_circular_shift;
static inline iv_image *op_circular_shift(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int64_t shift_x, int64_t shift_y, int64_t shift_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = shift_x;
    v_[3].whole = shift_y;
    v_[4].whole = shift_z;
    return iv__run_op(r_, &iv__op_circular_shift, v_, 5);
}

extern const iv_op iv__op_clip;
static inline iv_image *op_clip(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double min_intensity, double max_intensity)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = min_intensity;
    v_[3].real = max_intensity;
    return iv__run_op(r_, &iv__op_clip, v_, 4);
}

extern const iv_op iv__op_closing_box;
static inline iv_image *op_closing_box(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_closing_box, v_, 5);
}

extern const iv_op iv__op_closing_sphere;
static inline iv_image *op_closing_sphere(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_closing_sphere, v_, 5);
}

extern const iv_op iv__op_connected_component_labeling;
static inline iv_image *op_connected_component_labeling(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int connectivity)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = connectivity;
    return iv__run_op(r_, &iv__op_connected_component_labeling, v_, 3);
}

extern const iv_op iv__op_connected_components_labeling;
static inline iv_image *op_connected_components_labeling(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int connectivity)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = connectivity;
    return iv__run_op(r_, &iv__op_connected_components_labeling, v_, 3);
}

extern const iv_op iv__op_convert;
static inline iv_image *op_convert(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_convert, v_, 2);
}

extern const iv_op iv__op_copy;
static inline iv_image *op_copy(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_copy, v_, 2);
}

extern const iv_op iv__op_cos;
static inline iv_image *op_cos(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_cos, v_, 2);
}

extern const iv_op iv__op_cosh;
static inline iv_image *op_cosh(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_cosh, v_, 2);
}

extern const iv_op iv__op_crop;
static inline iv_image *op_crop(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int64_t start_x, int64_t start_y, int64_t start_z, int64_t width, int64_t height, int64_t depth)
{
    iv_value v_[8];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = start_x;
    v_[3].whole = start_y;
    v_[4].whole = start_z;
    v_[5].whole = width;
    v_[6].whole = height;
    v_[7].whole = depth;
    return iv__run_op(r_, &iv__op_crop, v_, 8);
}

extern const iv_op iv__op_cubic_root;
static inline iv_image *op_cubic_root(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_cubic_root, v_, 2);
}

extern const iv_op iv__op_detect_label_edges;
static inline iv_image *op_detect_label_edges(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_detect_label_edges, v_, 2);
}

extern const iv_op iv__op_detect_maxima;
static inline iv_image *op_detect_maxima(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_detect_maxima, v_, 6);
}

extern const iv_op iv__op_detect_maxima_box;
static inline iv_image *op_detect_maxima_box(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_detect_maxima_box, v_, 5);
}

extern const iv_op iv__op_detect_minima;
static inline iv_image *op_detect_minima(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_detect_minima, v_, 6);
}

extern const iv_op iv__op_detect_minima_box;
static inline iv_image *op_detect_minima_box(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_detect_minima_box, v_, 5);
}

extern const iv_op iv__op_difference_of_gaussian;
static inline iv_image *op_difference_of_gaussian(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double sigma1_x, double sigma1_y, double sigma1_z, double sigma2_x, double sigma2_y, double sigma2_z)
{
    iv_value v_[8];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = sigma1_x;
    v_[3].real = sigma1_y;
    v_[4].real = sigma1_z;
    v_[5].real = sigma2_x;
    v_[6].real = sigma2_y;
    v_[7].real = sigma2_z;
    return iv__run_op(r_, &iv__op_difference_of_gaussian, v_, 8);
}

extern const iv_op iv__op_dilate_box;
static inline iv_image *op_dilate_box(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_dilate_box, v_, 2);
}

extern const iv_op iv__op_dilate_labels;
static inline iv_image *op_dilate_labels(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius;
    return iv__run_op(r_, &iv__op_dilate_labels, v_, 3);
}

extern const iv_op iv__op_dilate_sphere;
static inline iv_image *op_dilate_sphere(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_dilate_sphere, v_, 2);
}

extern const iv_op iv__op_divide_images;
static inline iv_image *op_divide_images(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_divide_images, v_, 3);
}

extern const iv_op iv__op_divide_scalar_by_image;
static inline iv_image *op_divide_scalar_by_image(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = scalar;
    return iv__run_op(r_, &iv__op_divide_scalar_by_image, v_, 3);
}

extern const iv_op iv__op_equal;
static inline iv_image *op_equal(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_equal, v_, 3);
}

extern const iv_op iv__op_equal_constant;
static inline iv_image *op_equal_constant(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = scalar;
    return iv__run_op(r_, &iv__op_equal_constant, v_, 3);
}

extern const iv_op iv__op_erode_box;
static inline iv_image *op_erode_box(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_erode_box, v_, 2);
}

extern const iv_op iv__op_erode_labels;
static inline iv_image *op_erode_labels(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius, int relabel)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius;
    v_[3].whole = relabel;
    return iv__run_op(r_, &iv__op_erode_labels, v_, 4);
}

extern const iv_op iv__op_erode_sphere;
static inline iv_image *op_erode_sphere(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_erode_sphere, v_, 2);
}

extern const iv_op iv__op_exclude_labels_on_edges;
static inline iv_image *op_exclude_labels_on_edges(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int exclude_x, int exclude_y, int exclude_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = exclude_x;
    v_[3].whole = exclude_y;
    v_[4].whole = exclude_z;
    return iv__run_op(r_, &iv__op_exclude_labels_on_edges, v_, 5);
}

extern const iv_op iv__op_exclude_labels_outside_size_range;
static inline iv_image *op_exclude_labels_outside_size_range(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double minimum_size, double maximum_size)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = minimum_size;
    v_[3].real = maximum_size;
    return iv__run_op(r_, &iv__op_exclude_labels_outside_size_range, v_, 4);
}

extern const iv_op iv__op_exclude_large_labels;
static inline iv_image *op_exclude_large_labels(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double minimum_size)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = minimum_size;
    return iv__run_op(r_, &iv__op_exclude_large_labels, v_, 3);
}

extern const iv_op iv__op_exclude_small_labels;
static inline iv_image *op_exclude_small_labels(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double maximum_size)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = maximum_size;
    return iv__run_op(r_, &iv__op_exclude_small_labels, v_, 3);
}

extern const iv_op iv__op_exponential;
static inline iv_image *op_exponential(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_exponential, v_, 2);
}

extern const iv_op iv__op_exponential10;
static inline iv_image *op_exponential10(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_exponential10, v_, 2);
}

extern const iv_op iv__op_exponential2;
static inline iv_image *op_exponential2(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_exponential2, v_, 2);
}

extern const iv_op iv__op_extend_labeling_via_voronoi;
static inline iv_image *op_extend_labeling_via_voronoi(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_extend_labeling_via_voronoi, v_, 2);
}

extern const iv_op iv__op_extension_ratio_map;
static inline iv_image *op_extension_ratio_map(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_extension_ratio_map, v_, 2);
}

extern const iv_op iv__op_filter_label_by_size;
static inline iv_image *op_filter_label_by_size(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double minimum_size, double maximum_size)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = minimum_size;
    v_[3].real = maximum_size;
    return iv__run_op(r_, &iv__op_filter_label_by_size, v_, 4);
}

extern const iv_op iv__op_flip;
static inline iv_image *op_flip(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int flip_x, int flip_y, int flip_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = flip_x;
    v_[3].whole = flip_y;
    v_[4].whole = flip_z;
    return iv__run_op(r_, &iv__op_flip, v_, 5);
}

extern const iv_op iv__op_floor;
static inline iv_image *op_floor(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_floor, v_, 2);
}

extern const iv_op iv__op_gauss_otsu_labeling;
static inline iv_image *op_gauss_otsu_labeling(struct iv_run *r_, iv_image *input_image0, iv_image *output_image, double outline_sigma)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = output_image;
    v_[2].real = outline_sigma;
    return iv__run_op(r_, &iv__op_gauss_otsu_labeling, v_, 3);
}

extern const iv_op iv__op_gaussian_blur;
static inline iv_image *op_gaussian_blur(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double sigma_x, double sigma_y, double sigma_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = sigma_x;
    v_[3].real = sigma_y;
    v_[4].real = sigma_z;
    return iv__run_op(r_, &iv__op_gaussian_blur, v_, 5);
}

extern const iv_op iv__op_gradient_x;
static inline iv_image *op_gradient_x(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_gradient_x, v_, 2);
}

extern const iv_op iv__op_gradient_y;
static inline iv_image *op_gradient_y(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_gradient_y, v_, 2);
}

extern const iv_op iv__op_gradient_z;
static inline iv_image *op_gradient_z(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_gradient_z, v_, 2);
}

extern const iv_op iv__op_grayscale_closing;
static inline iv_image *op_grayscale_closing(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_grayscale_closing, v_, 6);
}

extern const iv_op iv__op_grayscale_dilate;
static inline iv_image *op_grayscale_dilate(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_grayscale_dilate, v_, 6);
}

extern const iv_op iv__op_grayscale_erode;
static inline iv_image *op_grayscale_erode(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_grayscale_erode, v_, 6);
}

extern const iv_op iv__op_grayscale_opening;
static inline iv_image *op_grayscale_opening(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_grayscale_opening, v_, 6);
}

extern const iv_op iv__op_greater;
static inline iv_image *op_greater(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_greater, v_, 3);
}

extern const iv_op iv__op_greater_constant;
static inline iv_image *op_greater_constant(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = scalar;
    return iv__run_op(r_, &iv__op_greater_constant, v_, 3);
}

extern const iv_op iv__op_greater_or_equal;
static inline iv_image *op_greater_or_equal(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_greater_or_equal, v_, 3);
}

extern const iv_op iv__op_greater_or_equal_constant;
static inline iv_image *op_greater_or_equal_constant(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = scalar;
    return iv__run_op(r_, &iv__op_greater_or_equal_constant, v_, 3);
}

extern const iv_op iv__op_histogram;
static inline iv_image *op_histogram(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int64_t num_bins, double minimum_intensity, double maximum_intensity)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = num_bins;
    v_[3].real = minimum_intensity;
    v_[4].real = maximum_intensity;
    return iv__run_op(r_, &iv__op_histogram, v_, 5);
}

extern const iv_op iv__op_invert;
static inline iv_image *op_invert(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_invert, v_, 2);
}

extern const iv_op iv__op_label;
static inline iv_image *op_label(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int connectivity)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = connectivity;
    return iv__run_op(r_, &iv__op_label, v_, 3);
}

extern const iv_op iv__op_label_mean_intensity_map;
static inline iv_image *op_label_mean_intensity_map(struct iv_run *r_, iv_image *input_image, iv_image *labels, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = labels;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_label_mean_intensity_map, v_, 3);
}

extern const iv_op iv__op_label_pixel_count_map;
static inline iv_image *op_label_pixel_count_map(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_label_pixel_count_map, v_, 2);
}

extern const iv_op iv__op_labels_statistics;
static inline iv_image *op_labels_statistics(struct iv_run *r_, iv_image *label, iv_image *intensity, iv_table **statistics, int include_background, int physical)
{
    iv_value v_[5];
    v_[0].image = label;
    v_[1].image = intensity;
    v_[2].table = statistics;
    v_[3].whole = include_background;
    v_[4].whole = physical;
    return iv__run_op(r_, &iv__op_labels_statistics, v_, 5);
}

extern const iv_op iv__op_laplace;
static inline iv_image *op_laplace(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int connectivity)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = connectivity;
    return iv__run_op(r_, &iv__op_laplace, v_, 3);
}

extern const iv_op iv__op_laplace_box;
static inline iv_image *op_laplace_box(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_laplace_box, v_, 2);
}

extern const iv_op iv__op_laplace_diamond;
static inline iv_image *op_laplace_diamond(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_laplace_diamond, v_, 2);
}

extern const iv_op iv__op_logarithm;
static inline iv_image *op_logarithm(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_logarithm, v_, 2);
}

extern const iv_op iv__op_logarithm10;
static inline iv_image *op_logarithm10(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_logarithm10, v_, 2);
}

extern const iv_op iv__op_logarithm2;
static inline iv_image *op_logarithm2(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_logarithm2, v_, 2);
}

extern const iv_op iv__op_mask;
static inline iv_image *op_mask(struct iv_run *r_, iv_image *input_image, iv_image *mask, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = mask;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_mask, v_, 3);
}

extern const iv_op iv__op_mask_label;
static inline iv_image *op_mask_label(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image, double label)
{
    iv_value v_[4];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    v_[3].real = label;
    return iv__run_op(r_, &iv__op_mask_label, v_, 4);
}

extern const iv_op iv__op_masked_voronoi_labeling;
static inline iv_image *op_masked_voronoi_labeling(struct iv_run *r_, iv_image *input_image, iv_image *mask, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = mask;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_masked_voronoi_labeling, v_, 3);
}

extern const iv_op iv__op_maximum_box;
static inline iv_image *op_maximum_box(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_maximum_box, v_, 5);
}

extern const iv_op iv__op_maximum_extension_map;
static inline iv_image *op_maximum_extension_map(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_maximum_extension_map, v_, 2);
}

extern const iv_op iv__op_maximum_filter;
static inline iv_image *op_maximum_filter(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_maximum_filter, v_, 6);
}

extern const iv_op iv__op_maximum_image_and_scalar;
static inline iv_image *op_maximum_image_and_scalar(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = scalar;
    return iv__run_op(r_, &iv__op_maximum_image_and_scalar, v_, 3);
}

extern const iv_op iv__op_maximum_images;
static inline iv_image *op_maximum_images(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_maximum_images, v_, 3);
}

extern const iv_op iv__op_maximum_intensity_map;
static inline iv_image *op_maximum_intensity_map(struct iv_run *r_, iv_image *input_image, iv_image *labels, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = labels;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_maximum_intensity_map, v_, 3);
}

extern const iv_op iv__op_maximum_of_all_pixels;
static inline iv_image *op_maximum_of_all_pixels(struct iv_run *r_, iv_image *input_image, double *result)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].number = result;
    return iv__run_op(r_, &iv__op_maximum_of_all_pixels, v_, 2);
}

extern const iv_op iv__op_maximum_sphere;
static inline iv_image *op_maximum_sphere(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_maximum_sphere, v_, 5);
}

extern const iv_op iv__op_maximum_x_projection;
static inline iv_image *op_maximum_x_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = keep_dims;
    return iv__run_op(r_, &iv__op_maximum_x_projection, v_, 3);
}

extern const iv_op iv__op_maximum_y_projection;
static inline iv_image *op_maximum_y_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = keep_dims;
    return iv__run_op(r_, &iv__op_maximum_y_projection, v_, 3);
}

extern const iv_op iv__op_maximum_z_projection;
static inline iv_image *op_maximum_z_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = keep_dims;
    return iv__run_op(r_, &iv__op_maximum_z_projection, v_, 3);
}

extern const iv_op iv__op_mean_box;
static inline iv_image *op_mean_box(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_mean_box, v_, 5);
}

extern const iv_op iv__op_mean_extension_map;
static inline iv_image *op_mean_extension_map(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_mean_extension_map, v_, 2);
}

extern const iv_op iv__op_mean_filter;
static inline iv_image *op_mean_filter(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_mean_filter, v_, 6);
}

extern const iv_op iv__op_mean_intensity_map;
static inline iv_image *op_mean_intensity_map(struct iv_run *r_, iv_image *input_image, iv_image *labels, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = labels;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_mean_intensity_map, v_, 3);
}

extern const iv_op iv__op_mean_of_all_pixels;
static inline iv_image *op_mean_of_all_pixels(struct iv_run *r_, iv_image *input_image, double *result)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].number = result;
    return iv__run_op(r_, &iv__op_mean_of_all_pixels, v_, 2);
}

extern const iv_op iv__op_mean_sphere;
static inline iv_image *op_mean_sphere(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_mean_sphere, v_, 5);
}

extern const iv_op iv__op_mean_x_projection;
static inline iv_image *op_mean_x_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = keep_dims;
    return iv__run_op(r_, &iv__op_mean_x_projection, v_, 3);
}

extern const iv_op iv__op_mean_y_projection;
static inline iv_image *op_mean_y_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = keep_dims;
    return iv__run_op(r_, &iv__op_mean_y_projection, v_, 3);
}

extern const iv_op iv__op_mean_z_projection;
static inline iv_image *op_mean_z_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = keep_dims;
    return iv__run_op(r_, &iv__op_mean_z_projection, v_, 3);
}

extern const iv_op iv__op_median;
static inline iv_image *op_median(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_median, v_, 6);
}

extern const iv_op iv__op_median_box;
static inline iv_image *op_median_box(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_median_box, v_, 5);
}

extern const iv_op iv__op_median_sphere;
static inline iv_image *op_median_sphere(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_median_sphere, v_, 5);
}

extern const iv_op iv__op_minimum_box;
static inline iv_image *op_minimum_box(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_minimum_box, v_, 5);
}

extern const iv_op iv__op_minimum_filter;
static inline iv_image *op_minimum_filter(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_minimum_filter, v_, 6);
}

extern const iv_op iv__op_minimum_image_and_scalar;
static inline iv_image *op_minimum_image_and_scalar(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = scalar;
    return iv__run_op(r_, &iv__op_minimum_image_and_scalar, v_, 3);
}

extern const iv_op iv__op_minimum_images;
static inline iv_image *op_minimum_images(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_minimum_images, v_, 3);
}

extern const iv_op iv__op_minimum_intensity_map;
static inline iv_image *op_minimum_intensity_map(struct iv_run *r_, iv_image *input_image, iv_image *labels, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = labels;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_minimum_intensity_map, v_, 3);
}

extern const iv_op iv__op_minimum_of_all_pixels;
static inline iv_image *op_minimum_of_all_pixels(struct iv_run *r_, iv_image *input_image, double *result)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].number = result;
    return iv__run_op(r_, &iv__op_minimum_of_all_pixels, v_, 2);
}

extern const iv_op iv__op_minimum_sphere;
static inline iv_image *op_minimum_sphere(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_minimum_sphere, v_, 5);
}

extern const iv_op iv__op_minimum_x_projection;
static inline iv_image *op_minimum_x_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = keep_dims;
    return iv__run_op(r_, &iv__op_minimum_x_projection, v_, 3);
}

extern const iv_op iv__op_minimum_y_projection;
static inline iv_image *op_minimum_y_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = keep_dims;
    return iv__run_op(r_, &iv__op_minimum_y_projection, v_, 3);
}

extern const iv_op iv__op_minimum_z_projection;
static inline iv_image *op_minimum_z_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = keep_dims;
    return iv__run_op(r_, &iv__op_minimum_z_projection, v_, 3);
}

extern const iv_op iv__op_modulo_images;
static inline iv_image *op_modulo_images(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_modulo_images, v_, 3);
}

extern const iv_op iv__op_multiply_image_and_scalar;
static inline iv_image *op_multiply_image_and_scalar(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = scalar;
    return iv__run_op(r_, &iv__op_multiply_image_and_scalar, v_, 3);
}

extern const iv_op iv__op_multiply_images;
static inline iv_image *op_multiply_images(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_multiply_images, v_, 3);
}

extern const iv_op iv__op_nan_to_num;
static inline iv_image *op_nan_to_num(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double nan, double posinf, double neginf)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = nan;
    v_[3].real = posinf;
    v_[4].real = neginf;
    return iv__run_op(r_, &iv__op_nan_to_num, v_, 5);
}

extern const iv_op iv__op_not_equal;
static inline iv_image *op_not_equal(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_not_equal, v_, 3);
}

extern const iv_op iv__op_not_equal_constant;
static inline iv_image *op_not_equal_constant(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = scalar;
    return iv__run_op(r_, &iv__op_not_equal_constant, v_, 3);
}

extern const iv_op iv__op_opening_box;
static inline iv_image *op_opening_box(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_opening_box, v_, 5);
}

extern const iv_op iv__op_opening_sphere;
static inline iv_image *op_opening_sphere(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_opening_sphere, v_, 5);
}

extern const iv_op iv__op_pad;
static inline iv_image *op_pad(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int64_t size_x, int64_t size_y, int64_t size_z, double value, int center)
{
    iv_value v_[7];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = size_x;
    v_[3].whole = size_y;
    v_[4].whole = size_z;
    v_[5].real = value;
    v_[6].whole = center;
    return iv__run_op(r_, &iv__op_pad, v_, 7);
}

extern const iv_op iv__op_parametric_map;
static inline iv_image *op_parametric_map(struct iv_run *r_, iv_image *labels, iv_image *properties, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = labels;
    v_[1].image = properties;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_parametric_map, v_, 3);
}

extern const iv_op iv__op_pixel_count_map;
static inline iv_image *op_pixel_count_map(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_pixel_count_map, v_, 2);
}

extern const iv_op iv__op_power;
static inline iv_image *op_power(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = scalar;
    return iv__run_op(r_, &iv__op_power, v_, 3);
}

extern const iv_op iv__op_power_images;
static inline iv_image *op_power_images(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_power_images, v_, 3);
}

extern const iv_op iv__op_reciprocal;
static inline iv_image *op_reciprocal(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_reciprocal, v_, 2);
}

extern const iv_op iv__op_relabel_sequential;
static inline iv_image *op_relabel_sequential(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int64_t blocksize)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = blocksize;
    return iv__run_op(r_, &iv__op_relabel_sequential, v_, 3);
}

extern const iv_op iv__op_remove_labels_on_edges;
static inline iv_image *op_remove_labels_on_edges(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int exclude_x, int exclude_y, int exclude_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = exclude_x;
    v_[3].whole = exclude_y;
    v_[4].whole = exclude_z;
    return iv__run_op(r_, &iv__op_remove_labels_on_edges, v_, 5);
}

extern const iv_op iv__op_remove_large_labels;
static inline iv_image *op_remove_large_labels(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double maximum_size)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = maximum_size;
    return iv__run_op(r_, &iv__op_remove_large_labels, v_, 3);
}

extern const iv_op iv__op_remove_small_labels;
static inline iv_image *op_remove_small_labels(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double minimum_size)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = minimum_size;
    return iv__run_op(r_, &iv__op_remove_small_labels, v_, 3);
}

extern const iv_op iv__op_rigid_transform;
static inline iv_image *op_rigid_transform(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double translate_x, double translate_y, double translate_z, double angle_x, double angle_y, double angle_z, int centered, int interpolate, int resize)
{
    iv_value v_[11];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = translate_x;
    v_[3].real = translate_y;
    v_[4].real = translate_z;
    v_[5].real = angle_x;
    v_[6].real = angle_y;
    v_[7].real = angle_z;
    v_[8].whole = centered;
    v_[9].whole = interpolate;
    v_[10].whole = resize;
    return iv__run_op(r_, &iv__op_rigid_transform, v_, 11);
}

extern const iv_op iv__op_rotate;
static inline iv_image *op_rotate(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double angle_x, double angle_y, double angle_z, int centered, int interpolate, int resize)
{
    iv_value v_[8];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = angle_x;
    v_[3].real = angle_y;
    v_[4].real = angle_z;
    v_[5].whole = centered;
    v_[6].whole = interpolate;
    v_[7].whole = resize;
    return iv__run_op(r_, &iv__op_rotate, v_, 8);
}

extern const iv_op iv__op_round;
static inline iv_image *op_round(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_round, v_, 2);
}

extern const iv_op iv__op_scale;
static inline iv_image *op_scale(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double factor_x, double factor_y, double factor_z, int centered, int interpolate, int resize)
{
    iv_value v_[8];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = factor_x;
    v_[3].real = factor_y;
    v_[4].real = factor_z;
    v_[5].whole = centered;
    v_[6].whole = interpolate;
    v_[7].whole = resize;
    return iv__run_op(r_, &iv__op_scale, v_, 8);
}

extern const iv_op iv__op_set;
static inline iv_image *op_set(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = scalar;
    return iv__run_op(r_, &iv__op_set, v_, 3);
}

extern const iv_op iv__op_sign;
static inline iv_image *op_sign(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_sign, v_, 2);
}

extern const iv_op iv__op_sin;
static inline iv_image *op_sin(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_sin, v_, 2);
}

extern const iv_op iv__op_sinh;
static inline iv_image *op_sinh(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_sinh, v_, 2);
}

extern const iv_op iv__op_smaller;
static inline iv_image *op_smaller(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_smaller, v_, 3);
}

extern const iv_op iv__op_smaller_constant;
static inline iv_image *op_smaller_constant(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = scalar;
    return iv__run_op(r_, &iv__op_smaller_constant, v_, 3);
}

extern const iv_op iv__op_smaller_or_equal;
static inline iv_image *op_smaller_or_equal(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_smaller_or_equal, v_, 3);
}

extern const iv_op iv__op_smaller_or_equal_constant;
static inline iv_image *op_smaller_or_equal_constant(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = scalar;
    return iv__run_op(r_, &iv__op_smaller_or_equal_constant, v_, 3);
}

extern const iv_op iv__op_sobel;
static inline iv_image *op_sobel(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_sobel, v_, 2);
}

extern const iv_op iv__op_square;
static inline iv_image *op_square(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_square, v_, 2);
}

extern const iv_op iv__op_square_root;
static inline iv_image *op_square_root(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_square_root, v_, 2);
}

extern const iv_op iv__op_squared_difference;
static inline iv_image *op_squared_difference(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_squared_difference, v_, 3);
}

extern const iv_op iv__op_standard_deviation;
static inline iv_image *op_standard_deviation(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_standard_deviation, v_, 6);
}

extern const iv_op iv__op_standard_deviation_box;
static inline iv_image *op_standard_deviation_box(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_standard_deviation_box, v_, 5);
}

extern const iv_op iv__op_standard_deviation_intensity_map;
static inline iv_image *op_standard_deviation_intensity_map(struct iv_run *r_, iv_image *input_image, iv_image *labels, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = labels;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_standard_deviation_intensity_map, v_, 3);
}

extern const iv_op iv__op_standard_deviation_of_all_pixels;
static inline iv_image *op_standard_deviation_of_all_pixels(struct iv_run *r_, iv_image *input_image, int64_t ddof, double *result)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].whole = ddof;
    v_[2].number = result;
    return iv__run_op(r_, &iv__op_standard_deviation_of_all_pixels, v_, 3);
}

extern const iv_op iv__op_standard_deviation_sphere;
static inline iv_image *op_standard_deviation_sphere(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_standard_deviation_sphere, v_, 5);
}

extern const iv_op iv__op_statistics_of_background_and_labelled_pixels;
static inline iv_image *op_statistics_of_background_and_labelled_pixels(struct iv_run *r_, iv_image *intensity, iv_image *label, iv_table **statistics)
{
    iv_value v_[3];
    v_[0].image = intensity;
    v_[1].image = label;
    v_[2].table = statistics;
    return iv__run_op(r_, &iv__op_statistics_of_background_and_labelled_pixels, v_, 3);
}

extern const iv_op iv__op_statistics_of_labelled_pixels;
static inline iv_image *op_statistics_of_labelled_pixels(struct iv_run *r_, iv_image *intensity, iv_image *label, iv_table **statistics)
{
    iv_value v_[3];
    v_[0].image = intensity;
    v_[1].image = label;
    v_[2].table = statistics;
    return iv__run_op(r_, &iv__op_statistics_of_labelled_pixels, v_, 3);
}

extern const iv_op iv__op_std_x_projection;
static inline iv_image *op_std_x_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int64_t ddof, int keep_dims)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = ddof;
    v_[3].whole = keep_dims;
    return iv__run_op(r_, &iv__op_std_x_projection, v_, 4);
}

extern const iv_op iv__op_std_y_projection;
static inline iv_image *op_std_y_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int64_t ddof, int keep_dims)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = ddof;
    v_[3].whole = keep_dims;
    return iv__run_op(r_, &iv__op_std_y_projection, v_, 4);
}

extern const iv_op iv__op_std_z_projection;
static inline iv_image *op_std_z_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int64_t ddof, int keep_dims)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = ddof;
    v_[3].whole = keep_dims;
    return iv__run_op(r_, &iv__op_std_z_projection, v_, 4);
}

extern const iv_op iv__op_subtract_image_from_scalar;
static inline iv_image *op_subtract_image_from_scalar(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = scalar;
    return iv__run_op(r_, &iv__op_subtract_image_from_scalar, v_, 3);
}

extern const iv_op iv__op_subtract_images;
static inline iv_image *op_subtract_images(struct iv_run *r_, iv_image *input_image0, iv_image *input_image1, iv_image *output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].image = output_image;
    return iv__run_op(r_, &iv__op_subtract_images, v_, 3);
}

extern const iv_op iv__op_sum_of_all_pixels;
static inline iv_image *op_sum_of_all_pixels(struct iv_run *r_, iv_image *input_image, double *result)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].number = result;
    return iv__run_op(r_, &iv__op_sum_of_all_pixels, v_, 2);
}

extern const iv_op iv__op_sum_x_projection;
static inline iv_image *op_sum_x_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = keep_dims;
    return iv__run_op(r_, &iv__op_sum_x_projection, v_, 3);
}

extern const iv_op iv__op_sum_y_projection;
static inline iv_image *op_sum_y_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = keep_dims;
    return iv__run_op(r_, &iv__op_sum_y_projection, v_, 3);
}

extern const iv_op iv__op_sum_z_projection;
static inline iv_image *op_sum_z_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = keep_dims;
    return iv__run_op(r_, &iv__op_sum_z_projection, v_, 3);
}

extern const iv_op iv__op_tan;
static inline iv_image *op_tan(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_tan, v_, 2);
}

extern const iv_op iv__op_tanh;
static inline iv_image *op_tanh(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_tanh, v_, 2);
}

extern const iv_op iv__op_threshold_mean;
static inline iv_image *op_threshold_mean(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_threshold_mean, v_, 2);
}

extern const iv_op iv__op_threshold_otsu;
static inline iv_image *op_threshold_otsu(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_threshold_otsu, v_, 2);
}

extern const iv_op iv__op_top_hat;
static inline iv_image *op_top_hat(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_top_hat, v_, 6);
}

extern const iv_op iv__op_top_hat_box;
static inline iv_image *op_top_hat_box(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_top_hat_box, v_, 5);
}

extern const iv_op iv__op_top_hat_sphere;
static inline iv_image *op_top_hat_sphere(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_top_hat_sphere, v_, 5);
}

extern const iv_op iv__op_translate;
static inline iv_image *op_translate(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double translate_x, double translate_y, double translate_z, int interpolate)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = translate_x;
    v_[3].real = translate_y;
    v_[4].real = translate_z;
    v_[5].whole = interpolate;
    return iv__run_op(r_, &iv__op_translate, v_, 6);
}

extern const iv_op iv__op_transpose_xy;
static inline iv_image *op_transpose_xy(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_transpose_xy, v_, 2);
}

extern const iv_op iv__op_transpose_xz;
static inline iv_image *op_transpose_xz(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_transpose_xz, v_, 2);
}

extern const iv_op iv__op_transpose_yz;
static inline iv_image *op_transpose_yz(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_transpose_yz, v_, 2);
}

extern const iv_op iv__op_truncate;
static inline iv_image *op_truncate(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_truncate, v_, 2);
}

extern const iv_op iv__op_undefined_to_zero;
static inline iv_image *op_undefined_to_zero(struct iv_run *r_, iv_image *input_image, iv_image *output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].image = output_image;
    return iv__run_op(r_, &iv__op_undefined_to_zero, v_, 2);
}

extern const iv_op iv__op_unpad;
static inline iv_image *op_unpad(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int64_t size_x, int64_t size_y, int64_t size_z, int center)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = size_x;
    v_[3].whole = size_y;
    v_[4].whole = size_z;
    v_[5].whole = center;
    return iv__run_op(r_, &iv__op_unpad, v_, 6);
}

extern const iv_op iv__op_variance_box;
static inline iv_image *op_variance_box(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_variance_box, v_, 5);
}

extern const iv_op iv__op_variance_filter;
static inline iv_image *op_variance_filter(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv__run_op(r_, &iv__op_variance_filter, v_, 6);
}

extern const iv_op iv__op_variance_of_all_pixels;
static inline iv_image *op_variance_of_all_pixels(struct iv_run *r_, iv_image *input_image, int64_t ddof, double *result)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].whole = ddof;
    v_[2].number = result;
    return iv__run_op(r_, &iv__op_variance_of_all_pixels, v_, 3);
}

extern const iv_op iv__op_variance_sphere;
static inline iv_image *op_variance_sphere(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv__run_op(r_, &iv__op_variance_sphere, v_, 5);
}

extern const iv_op iv__op_variance_x_projection;
static inline iv_image *op_variance_x_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int64_t ddof, int keep_dims)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = ddof;
    v_[3].whole = keep_dims;
    return iv__run_op(r_, &iv__op_variance_x_projection, v_, 4);
}

extern const iv_op iv__op_variance_y_projection;
static inline iv_image *op_variance_y_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int64_t ddof, int keep_dims)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = ddof;
    v_[3].whole = keep_dims;
    return iv__run_op(r_, &iv__op_variance_y_projection, v_, 4);
}

extern const iv_op iv__op_variance_z_projection;
static inline iv_image *op_variance_z_projection(struct iv_run *r_, iv_image *input_image, iv_image *output_image, int64_t ddof, int keep_dims)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].whole = ddof;
    v_[3].whole = keep_dims;
    return iv__run_op(r_, &iv__op_variance_z_projection, v_, 4);
}

extern const iv_op iv__op_voronoi_labeling;
static inline iv_image *op_voronoi_labeling(struct iv_run *r_, iv_image *input_binary, iv_image *output_labels)
{
    iv_value v_[2];
    v_[0].image = input_binary;
    v_[1].image = output_labels;
    return iv__run_op(r_, &iv__op_voronoi_labeling, v_, 2);
}

extern const iv_op iv__op_voronoi_otsu_labeling;
static inline iv_image *op_voronoi_otsu_labeling(struct iv_run *r_, iv_image *input_image, iv_image *output_image, double spot_sigma, double outline_sigma)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].image = output_image;
    v_[2].real = spot_sigma;
    v_[3].real = outline_sigma;
    return iv__run_op(r_, &iv__op_voronoi_otsu_labeling, v_, 4);
}

#endif
