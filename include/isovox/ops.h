/* Made by tools/gen.py from the operations' tables: do not edit. */
/* Every operation as a typed function. A result goes to *output: one that is NULL is made. */
#ifndef ISOVOX_OPS_H
#define ISOVOX_OPS_H
#include "isovox/isovox.h"

/* Absolute value of every pixel.
  input_image: Image.
  output_image: The result, of the image's pixel type.
Classical: numpy.abs(input_image) */
static inline iv_status iv_absolute(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("absolute"), NULL, v_, 2);
}

/* Size of the difference of two images.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: The result, of the first image's pixel type.
Classical: numpy.abs(input_image0 - input_image1) */
static inline iv_status iv_absolute_difference(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("absolute_difference"), NULL, v_, 3);
}

/* Arc cosine of every pixel, in radians.
  input_image: Image.
  output_image: The result, f32.
Classical: numpy.arccos(input_image) */
static inline iv_status iv_acos(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("acos"), NULL, v_, 2);
}

/* A number added to every pixel.
  input_image: Image.
  output_image: The result.
  scalar: The number.
Classical: input_image + scalar */
static inline iv_status iv_add_image_and_scalar(iv_image *input_image, iv_image **output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = scalar;
    return iv_call(iv_op_find("add_image_and_scalar"), NULL, v_, 3);
}

/* Sum of two images.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: The sum, of the first image's pixel type: integers lose a fraction and saturate.
Classical: input_image0 + input_image1 */
static inline iv_status iv_add_images(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("add_images"), NULL, v_, 3);
}

/* Sum of two images, each multiplied by a factor.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: The sum, of the first image's pixel type: integers lose a fraction and saturate.
  factor1: What the first image is multiplied by.
  factor2: What the second image is multiplied by.
Classical: input_image0 * factor1 + input_image1 * factor2 */
static inline iv_status iv_add_images_weighted(iv_image *input_image0, iv_image *input_image1, iv_image **output_image, double factor1, double factor2)
{
    iv_value v_[5];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    v_[3].real = factor1;
    v_[4].real = factor2;
    return iv_call(iv_op_find("add_images_weighted"), NULL, v_, 5);
}

/* Move the pixels of an image along an affine map.
  input_image: Image to transform.
  output_image: The transformed image.
  transform_matrix: Leads from places in the image to places in the result, both x y z 1; none: the identity. Its last row is 0 0 0 1.
  interpolate: Linear interpolation, to f32; else the nearest pixel, of the same type.
  resize: Size the result to hold the whole transformed image; else it has the image's size.
Classical: scipy.ndimage.affine_transform(input_image, inverse, order=interpolate, mode='grid-constant'), inverse leading from the centres of the result's pixels to the image */
static inline iv_status iv_affine_transform(iv_image *input_image, iv_image **output_image, const double *transform_matrix, int interpolate, int resize)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].matrix = transform_matrix;
    v_[3].whole = interpolate;
    v_[4].whole = resize;
    return iv_call(iv_op_find("affine_transform"), NULL, v_, 5);
}

/* Arc sine of every pixel, in radians.
  input_image: Image.
  output_image: The result, f32.
Classical: numpy.arcsin(input_image) */
static inline iv_status iv_asin(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("asin"), NULL, v_, 2);
}

/* Arc tangent of every pixel, in radians.
  input_image: Image.
  output_image: The result, f32.
Classical: numpy.arctan(input_image) */
static inline iv_status iv_atan(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("atan"), NULL, v_, 2);
}

/* 1 where both images are set, else 0.
  input_image0: First mask.
  input_image1: Second mask; along axes where it has size 1 it repeats.
  output_image: The result, 0 or 1.
Classical: ((input_image0 != 0) & (input_image1 != 0)).astype('uint8') */
static inline iv_status iv_binary_and(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("binary_and"), NULL, v_, 3);
}

/* Binary dilate, then binary erode.
  input_image: Image to filter.
  output_image: 1 or 0.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
  connectivity: The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 + z^2 / radius_z^2 <= 1 (half widths).
Classical: scipy.ndimage.binary_closing(input_image, structure) */
static inline iv_status iv_binary_closing(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("binary_closing"), NULL, v_, 6);
}

/* 1 where any pixel of the window is not 0, else 0.
  input_image: Image to filter.
  output_image: 1 or 0.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
  connectivity: The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 + z^2 / radius_z^2 <= 1 (half widths).
Classical: scipy.ndimage.binary_dilation(input_image, structure) */
static inline iv_status iv_binary_dilate(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("binary_dilate"), NULL, v_, 6);
}

/* Object pixels with background among the 6 (in 2D 4) nearest.
  input_image: Binary image: what is not 0 is an object.
  output_image: 1 on the objects' outermost pixels, else 0.
Classical: input_image & ~scipy.ndimage.binary_erosion(input_image, border_value=1) */
static inline iv_status iv_binary_edge_detection(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("binary_edge_detection"), NULL, v_, 2);
}

/* 1 where no pixel of the window is 0, else 0.
  input_image: Image to filter.
  output_image: 1 or 0.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
  connectivity: The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 + z^2 / radius_z^2 <= 1 (half widths).
Classical: scipy.ndimage.binary_erosion(input_image, structure, border_value=1) */
static inline iv_status iv_binary_erode(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("binary_erode"), NULL, v_, 6);
}

/* 1 where an image is 0, else 0.
  input_image: Mask.
  output_image: The result, 0 or 1.
Classical: (input_image == 0).astype('uint8') */
static inline iv_status iv_binary_not(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("binary_not"), NULL, v_, 2);
}

/* Binary erode, then binary dilate.
  input_image: Image to filter.
  output_image: 1 or 0.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
  connectivity: The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 + z^2 / radius_z^2 <= 1 (half widths).
Classical: scipy.ndimage.binary_opening(input_image, structure) */
static inline iv_status iv_binary_opening(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("binary_opening"), NULL, v_, 6);
}

/* 1 where either image is set, else 0.
  input_image0: First mask.
  input_image1: Second mask; along axes where it has size 1 it repeats.
  output_image: The result, 0 or 1.
Classical: ((input_image0 != 0) | (input_image1 != 0)).astype('uint8') */
static inline iv_status iv_binary_or(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("binary_or"), NULL, v_, 3);
}

/* 1 where the first image is set and the second is not, else 0.
  input_image0: First mask.
  input_image1: Second mask; along axes where it has size 1 it repeats.
  output_image: The result, 0 or 1.
Classical: ((input_image0 != 0) & (input_image1 == 0)).astype('uint8') */
static inline iv_status iv_binary_subtract(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("binary_subtract"), NULL, v_, 3);
}

/* 1 where one image is set and the other is not, else 0.
  input_image0: First mask.
  input_image1: Second mask; along axes where it has size 1 it repeats.
  output_image: The result, 0 or 1.
Classical: ((input_image0 != 0) ^ (input_image1 != 0)).astype('uint8') */
static inline iv_status iv_binary_xor(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("binary_xor"), NULL, v_, 3);
}

/* Closing less the image: what is dark and smaller than the window.
  input_image: Image to filter.
  output_image: The difference.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
  connectivity: The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 + z^2 / radius_z^2 <= 1 (half widths).
Classical: scipy.ndimage.black_tophat(input_image, footprint=footprint, mode='nearest') */
static inline iv_status iv_bottom_hat(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("bottom_hat"), NULL, v_, 6);
}

/* The operation bottom_hat with connectivity 'box'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: bottom_hat(..., connectivity='box') */
static inline iv_status iv_bottom_hat_box(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("bottom_hat_box"), NULL, v_, 5);
}

/* The operation bottom_hat with connectivity 'sphere'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: bottom_hat(..., connectivity='sphere') */
static inline iv_status iv_bottom_hat_sphere(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("bottom_hat_sphere"), NULL, v_, 5);
}

/* Every pixel rounded up.
  input_image: Image.
  output_image: The result, of the image's pixel type.
Classical: numpy.ceil(input_image) */
static inline iv_status iv_ceil(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("ceil"), NULL, v_, 2);
}

/* Shift an image; what leaves on one side comes back on the other.
  input_image: Image to shift.
  output_image: The shifted image.
  shift_x: Pixels to shift by along x.
  shift_y: Pixels to shift by along y.
  shift_z: Pixels to shift by along z.
Classical: numpy.roll(input_image, (shift_z, shift_y, shift_x), (0, 1, 2)) */
static inline iv_status iv_circular_shift(iv_image *input_image, iv_image **output_image, int64_t shift_x, int64_t shift_y, int64_t shift_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = shift_x;
    v_[3].whole = shift_y;
    v_[4].whole = shift_z;
    return iv_call(iv_op_find("circular_shift"), NULL, v_, 5);
}

/* Pixels below or above bounds become the bounds.
  input_image: Image.
  output_image: The image within the bounds.
  min_intensity: Smaller pixels become this; left out: there is no lower bound.
  max_intensity: Larger pixels become this; left out: there is no upper bound.
Classical: numpy.clip(input_image, min_intensity, max_intensity) */
static inline iv_status iv_clip(iv_image *input_image, iv_image **output_image, double min_intensity, double max_intensity)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = min_intensity;
    v_[3].real = max_intensity;
    return iv_call(iv_op_find("clip"), NULL, v_, 4);
}

/* The operation grayscale_closing with connectivity 'box'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: grayscale_closing(..., connectivity='box') */
static inline iv_status iv_closing_box(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("closing_box"), NULL, v_, 5);
}

/* The operation grayscale_closing with connectivity 'sphere'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: grayscale_closing(..., connectivity='sphere') */
static inline iv_status iv_closing_sphere(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("closing_sphere"), NULL, v_, 5);
}

/* Number the connected objects of a mask.
  input_image: Mask: every pixel that is not 0 belongs to an object.
  output_image: 0 outside of objects, else the object's number.
  connectivity: box: pixels that share a face, an edge or a corner are connected (26 neighbours, 8 in a plane); sphere: those that share a face (6, 4).
Classical: scipy.ndimage.label(input_image, scipy.ndimage.generate_binary_structure(ndim, ndim if connectivity == 'box' else 1))[0] */
static inline iv_status iv_connected_component_labeling(iv_image *input_image, iv_image **output_image, int connectivity)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = connectivity;
    return iv_call(iv_op_find("connected_component_labeling"), NULL, v_, 3);
}

/* Number the connected objects of a mask.
  input_image: Mask: every pixel that is not 0 belongs to an object.
  output_image: 0 outside of objects, else the object's number.
  connectivity: box: pixels that share a face, an edge or a corner are connected (26 neighbours, 8 in a plane); sphere: those that share a face (6, 4).
Classical: scipy.ndimage.label(input_image, scipy.ndimage.generate_binary_structure(ndim, ndim if connectivity == 'box' else 1))[0] */
static inline iv_status iv_connected_components_labeling(iv_image *input_image, iv_image **output_image, int connectivity)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = connectivity;
    return iv_call(iv_op_find("connected_components_labeling"), NULL, v_, 3);
}

/* Convert an image to the pixel type of another.
  input_image: Image to copy.
  output_image: The copy. One of another pixel type is filled with converted pixels: a float loses its fraction, and what does not fit becomes the nearest value that does.
Classical: numpy.clip(numpy.trunc(input_image), low, high).astype(output_image.dtype) */
static inline iv_status iv_convert(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("convert"), NULL, v_, 2);
}

/* Copy an image.
  input_image: Image to copy.
  output_image: The copy. One of another pixel type is filled with converted pixels: a float loses its fraction, and what does not fit becomes the nearest value that does.
Classical: output_image[...] = input_image */
static inline iv_status iv_copy(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("copy"), NULL, v_, 2);
}

/* Cosine of every pixel, in radians.
  input_image: Image.
  output_image: The result, f32.
Classical: numpy.cos(input_image) */
static inline iv_status iv_cos(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("cos"), NULL, v_, 2);
}

/* Hyperbolic cosine of every pixel.
  input_image: Image.
  output_image: The result, f32.
Classical: numpy.cosh(input_image) */
static inline iv_status iv_cosh(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("cosh"), NULL, v_, 2);
}

/* Cut out a part of an image.
  input_image: Image to take a part of.
  output_image: The part.
  start_x: First pixel along x; may lie outside the image.
  start_y: First pixel along y; may lie outside the image.
  start_z: First pixel along z; may lie outside the image.
  width: Size along x.
  height: Size along y.
  depth: Size along z.
Classical: input_image[start_z:start_z + depth, start_y:start_y + height, start_x:start_x + width] */
static inline iv_status iv_crop(iv_image *input_image, iv_image **output_image, int64_t start_x, int64_t start_y, int64_t start_z, int64_t width, int64_t height, int64_t depth)
{
    iv_value v_[8];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = start_x;
    v_[3].whole = start_y;
    v_[4].whole = start_z;
    v_[5].whole = width;
    v_[6].whole = height;
    v_[7].whole = depth;
    return iv_call(iv_op_find("crop"), NULL, v_, 8);
}

/* Cubic root of every pixel.
  input_image: Image.
  output_image: The result, f32.
Classical: numpy.cbrt(input_image) */
static inline iv_status iv_cubic_root(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("cubic_root"), NULL, v_, 2);
}

/* 1 where one of the 6 (in 2D 4) nearest pixels belongs to another label or the background.
  input_image: Label image.
  output_image: 1 on both sides of every edge, else 0.
Classical: scipy.ndimage.maximum_filter(input_image, footprint=cross, mode='nearest') != scipy.ndimage.minimum_filter(input_image, footprint=cross, mode='nearest') */
static inline iv_status iv_detect_label_edges(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("detect_label_edges"), NULL, v_, 2);
}

/* Local maxima.
  input_image: Image to search.
  output_image: 1 at each extreme, else 0.
  radius_x: Half width along x of the mean filter that goes before.
  radius_y: Half width along y.
  radius_z: Half width along z.
  connectivity: Shape of the mean filter.
Classical: mean > scipy.ndimage.maximum_filter(mean, footprint=box_without_centre, mode='constant', cval=-inf) */
static inline iv_status iv_detect_maxima(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("detect_maxima"), NULL, v_, 6);
}

/* The operation detect_maxima with connectivity 'box'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: detect_maxima(..., connectivity='box') */
static inline iv_status iv_detect_maxima_box(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("detect_maxima_box"), NULL, v_, 5);
}

/* Local minima.
  input_image: Image to search.
  output_image: 1 at each extreme, else 0.
  radius_x: Half width along x of the mean filter that goes before.
  radius_y: Half width along y.
  radius_z: Half width along z.
  connectivity: Shape of the mean filter.
Classical: mean < scipy.ndimage.minimum_filter(mean, footprint=box_without_centre, mode='constant', cval=inf) */
static inline iv_status iv_detect_minima(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("detect_minima"), NULL, v_, 6);
}

/* The operation detect_minima with connectivity 'box'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: detect_minima(..., connectivity='box') */
static inline iv_status iv_detect_minima_box(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("detect_minima_box"), NULL, v_, 5);
}

/* Difference of two Gaussian blurs: keeps what has a size between the two.
  input_image: Image to filter.
  output_image: First blurred image less the second.
  sigma1_x: Standard deviation of the first Gaussian along x; 0 leaves the axis out.
  sigma1_y: Of the first along y.
  sigma1_z: Of the first along z.
  sigma2_x: Of the second along x.
  sigma2_y: Of the second along y.
  sigma2_z: Of the second along z.
Classical: scipy.ndimage.gaussian_filter(input_image, sigma1, mode='nearest') - scipy.ndimage.gaussian_filter(input_image, sigma2, mode='nearest') */
static inline iv_status iv_difference_of_gaussian(iv_image *input_image, iv_image **output_image, double sigma1_x, double sigma1_y, double sigma1_z, double sigma2_x, double sigma2_y, double sigma2_z)
{
    iv_value v_[8];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = sigma1_x;
    v_[3].real = sigma1_y;
    v_[4].real = sigma1_z;
    v_[5].real = sigma2_x;
    v_[6].real = sigma2_y;
    v_[7].real = sigma2_z;
    return iv_call(iv_op_find("difference_of_gaussian"), NULL, v_, 8);
}

/* The operation binary_dilate with connectivity 'box'.
  input_image: Input image.
  output_image: Result.
Classical: binary_dilate(..., connectivity='box') */
static inline iv_status iv_dilate_box(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("dilate_box"), NULL, v_, 2);
}

/* Grow labels by a distance, without one overwriting another.
  input_image: Label image.
  output_image: The grown labels.
  radius: How far labels grow, in pixels.
Classical: skimage.segmentation.expand_labels(input_image, radius) */
static inline iv_status iv_dilate_labels(iv_image *input_image, iv_image **output_image, double radius)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius;
    return iv_call(iv_op_find("dilate_labels"), NULL, v_, 3);
}

/* The operation binary_dilate with connectivity 'sphere'.
  input_image: Input image.
  output_image: Result.
Classical: binary_dilate(..., connectivity='sphere') */
static inline iv_status iv_dilate_sphere(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("dilate_sphere"), NULL, v_, 2);
}

/* Quotient of two images.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: The result, f32.
Classical: input_image0 / input_image1 */
static inline iv_status iv_divide_images(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("divide_images"), NULL, v_, 3);
}

/* A number divided by every pixel.
  input_image: Image.
  output_image: The result.
  scalar: The number.
Classical: scalar / input_image */
static inline iv_status iv_divide_scalar_by_image(iv_image *input_image, iv_image **output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = scalar;
    return iv_call(iv_op_find("divide_scalar_by_image"), NULL, v_, 3);
}

/* 1 where a pixel of the first image is == the second's, else 0.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: 1 where the comparison holds, else 0.
Classical: (input_image0 == input_image1).astype('uint8') */
static inline iv_status iv_equal(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("equal"), NULL, v_, 3);
}

/* 1 where a pixel is == a number, else 0.
  input_image: Image to compare.
  output_image: 1 where the comparison holds, else 0.
  scalar: Number to compare with.
Classical: (input_image == scalar).astype('uint8') */
static inline iv_status iv_equal_constant(iv_image *input_image, iv_image **output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = scalar;
    return iv_call(iv_op_find("equal_constant"), NULL, v_, 3);
}

/* The operation binary_erode with connectivity 'box'.
  input_image: Input image.
  output_image: Result.
Classical: binary_erode(..., connectivity='box') */
static inline iv_status iv_erode_box(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("erode_box"), NULL, v_, 2);
}

/* Shrink labels by a distance, also where they touch each other.
  input_image: Label image.
  output_image: What is left of the labels.
  radius: How far labels shrink, in pixels.
  relabel: Give each connected piece that is left a number of its own (pieces that share a face are connected); else objects keep their order, and numbers have no gaps.
Classical: for each label: scipy.ndimage.distance_transform_edt(input_image == label) > radius */
static inline iv_status iv_erode_labels(iv_image *input_image, iv_image **output_image, double radius, int relabel)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius;
    v_[3].whole = relabel;
    return iv_call(iv_op_find("erode_labels"), NULL, v_, 4);
}

/* The operation binary_erode with connectivity 'sphere'.
  input_image: Input image.
  output_image: Result.
Classical: binary_erode(..., connectivity='sphere') */
static inline iv_status iv_erode_sphere(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("erode_sphere"), NULL, v_, 2);
}

/* Remove objects that touch the image's borders.
  input_image: Label image.
  output_image: The objects left, numbered 1, 2, ... in the same order.
  exclude_x: Remove objects on the first and last pixel along x.
  exclude_y: Remove objects on the first and last pixel along y.
  exclude_z: Remove objects on the first and last plane; an image of one plane is left as it is.
Classical: skimage.segmentation.relabel_sequential(skimage.segmentation.clear_border(input_image))[0] */
static inline iv_status iv_exclude_labels_on_edges(iv_image *input_image, iv_image **output_image, int exclude_x, int exclude_y, int exclude_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = exclude_x;
    v_[3].whole = exclude_y;
    v_[4].whole = exclude_z;
    return iv_call(iv_op_find("exclude_labels_on_edges"), NULL, v_, 5);
}

/* Keep objects whose size lies in a range.
  input_image: Label image.
  output_image: The objects left, numbered 1, 2, ... in order.
  minimum_size: Objects of fewer pixels are removed.
  maximum_size: Objects of more pixels are removed.
Classical: numpy.bincount(input_image.ravel()), then skimage.segmentation.relabel_sequential */
static inline iv_status iv_exclude_labels_outside_size_range(iv_image *input_image, iv_image **output_image, double minimum_size, double maximum_size)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = minimum_size;
    v_[3].real = maximum_size;
    return iv_call(iv_op_find("exclude_labels_outside_size_range"), NULL, v_, 4);
}

/* Remove objects of more pixels than minimum_size.
  input_image: Label image.
  output_image: The objects left, numbered 1, 2, ... in order.
  minimum_size: Objects of more pixels are removed.
Classical: numpy.bincount(input_image.ravel()), then skimage.segmentation.relabel_sequential */
static inline iv_status iv_exclude_large_labels(iv_image *input_image, iv_image **output_image, double minimum_size)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = minimum_size;
    return iv_call(iv_op_find("exclude_large_labels"), NULL, v_, 3);
}

/* Remove objects of fewer pixels than maximum_size.
  input_image: Label image.
  output_image: The objects left, numbered 1, 2, ... in order.
  maximum_size: Objects of fewer pixels are removed.
Classical: skimage.segmentation.relabel_sequential(skimage.morphology.remove_small_objects(input_image, maximum_size))[0] */
static inline iv_status iv_exclude_small_labels(iv_image *input_image, iv_image **output_image, double maximum_size)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = maximum_size;
    return iv_call(iv_op_find("exclude_small_labels"), NULL, v_, 3);
}

/* e to the power of every pixel.
  input_image: Image.
  output_image: The result, f32.
Classical: numpy.exp(input_image) */
static inline iv_status iv_exponential(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("exponential"), NULL, v_, 2);
}

/* 10 to the power of every pixel.
  input_image: Image.
  output_image: The result, f32.
Classical: 10.0 ** input_image */
static inline iv_status iv_exponential10(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("exponential10"), NULL, v_, 2);
}

/* 2 to the power of every pixel.
  input_image: Image.
  output_image: The result, f32.
Classical: numpy.exp2(input_image) */
static inline iv_status iv_exponential2(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("exponential2"), NULL, v_, 2);
}

/* Give every pixel of the background the nearest label.
  input_image: Label image.
  output_image: The nearest label of each pixel.
Classical: skimage.segmentation.expand_labels(input_image, numpy.inf) */
static inline iv_status iv_extend_labeling_via_voronoi(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("extend_labeling_via_voronoi"), NULL, v_, 2);
}

/* Largest over mean distance of each label's pixels to its centroid.
  input_image: Label image.
  output_image: Every pixel's label's value; 0 in the background.
Classical: from skimage.measure.regionprops' coords and centroid */
static inline iv_status iv_extension_ratio_map(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("extension_ratio_map"), NULL, v_, 2);
}

/* Keep objects whose size lies in a range.
  input_image: Label image.
  output_image: The objects left, numbered 1, 2, ... in order.
  minimum_size: Objects of fewer pixels are removed.
  maximum_size: Objects of more pixels are removed.
Classical: numpy.bincount(input_image.ravel()), then skimage.segmentation.relabel_sequential */
static inline iv_status iv_filter_label_by_size(iv_image *input_image, iv_image **output_image, double minimum_size, double maximum_size)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = minimum_size;
    v_[3].real = maximum_size;
    return iv_call(iv_op_find("filter_label_by_size"), NULL, v_, 4);
}

/* Mirror an image along axes.
  input_image: Image to mirror.
  output_image: The mirror image.
  flip_x: Mirror along x.
  flip_y: Mirror along y.
  flip_z: Mirror along z.
Classical: input_image[::-1, ::-1, ::-1] */
static inline iv_status iv_flip(iv_image *input_image, iv_image **output_image, int flip_x, int flip_y, int flip_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = flip_x;
    v_[3].whole = flip_y;
    v_[4].whole = flip_z;
    return iv_call(iv_op_find("flip"), NULL, v_, 5);
}

/* Every pixel rounded down.
  input_image: Image.
  output_image: The result, of the image's pixel type.
Classical: numpy.floor(input_image) */
static inline iv_status iv_floor(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("floor"), NULL, v_, 2);
}

/* Blur an image, threshold it by Otsu's method, and number the objects.
  input_image0: Image with bright objects.
  output_image: The objects, numbered.
  outline_sigma: How much the image is blurred, along all axes.
Classical: scipy.ndimage.gaussian_filter, skimage.filters.threshold_otsu, scipy.ndimage.label */
static inline iv_status iv_gauss_otsu_labeling(iv_image *input_image0, iv_image **output_image, double outline_sigma)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].result = output_image;
    v_[2].real = outline_sigma;
    return iv_call(iv_op_find("gauss_otsu_labeling"), NULL, v_, 3);
}

/* Blur with a Gaussian.
  input_image: Image to blur.
  output_image: Blurred image.
  sigma_x: Standard deviation along x; 0 leaves the axis out.
  sigma_y: Standard deviation along y; 0 leaves the axis out.
  sigma_z: Standard deviation along z; 0 leaves the axis out.
Classical: scipy.ndimage.gaussian_filter(input_image, (sigma_z, sigma_y, sigma_x), mode='nearest', radius=[int(4 * s) for s in (sigma_z, sigma_y, sigma_x)]) */
static inline iv_status iv_gaussian_blur(iv_image *input_image, iv_image **output_image, double sigma_x, double sigma_y, double sigma_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = sigma_x;
    v_[3].real = sigma_y;
    v_[4].real = sigma_z;
    return iv_call(iv_op_find("gaussian_blur"), NULL, v_, 5);
}

/* Gradient along x.
  input_image: Image to differentiate.
  output_image: Slope per pixel.
Classical: numpy.gradient(input_image, axis=-1 - 0) # x y z: 0 1 2 */
static inline iv_status iv_gradient_x(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("gradient_x"), NULL, v_, 2);
}

/* Gradient along y.
  input_image: Image to differentiate.
  output_image: Slope per pixel.
Classical: numpy.gradient(input_image, axis=-1 - 1) # x y z: 0 1 2 */
static inline iv_status iv_gradient_y(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("gradient_y"), NULL, v_, 2);
}

/* Gradient along z.
  input_image: Image to differentiate.
  output_image: Slope per pixel.
Classical: numpy.gradient(input_image, axis=-1 - 2) # x y z: 0 1 2 */
static inline iv_status iv_gradient_z(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("gradient_z"), NULL, v_, 2);
}

/* Maximum filter, then minimum filter: removes what is dark and smaller than the window.
  input_image: Image to filter.
  output_image: The closing.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
  connectivity: The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 + z^2 / radius_z^2 <= 1 (half widths).
Classical: scipy.ndimage.grey_closing(input_image, footprint=footprint, mode='nearest') */
static inline iv_status iv_grayscale_closing(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("grayscale_closing"), NULL, v_, 6);
}

/* Largest of the pixels around each.
  input_image: Image to filter.
  output_image: Maxima.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
  connectivity: The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 + z^2 / radius_z^2 <= 1 (half widths).
Classical: scipy.ndimage.grey_dilation(input_image, footprint=footprint, mode='nearest') */
static inline iv_status iv_grayscale_dilate(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("grayscale_dilate"), NULL, v_, 6);
}

/* Smallest of the pixels around each.
  input_image: Image to filter.
  output_image: Minima.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
  connectivity: The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 + z^2 / radius_z^2 <= 1 (half widths).
Classical: scipy.ndimage.grey_erosion(input_image, footprint=footprint, mode='nearest') */
static inline iv_status iv_grayscale_erode(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("grayscale_erode"), NULL, v_, 6);
}

/* Minimum filter, then maximum filter: removes what is bright and smaller than the window.
  input_image: Image to filter.
  output_image: The opening.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
  connectivity: The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 + z^2 / radius_z^2 <= 1 (half widths).
Classical: scipy.ndimage.grey_opening(input_image, footprint=footprint, mode='nearest') */
static inline iv_status iv_grayscale_opening(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("grayscale_opening"), NULL, v_, 6);
}

/* 1 where a pixel of the first image is > the second's, else 0.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: 1 where the comparison holds, else 0.
Classical: (input_image0 > input_image1).astype('uint8') */
static inline iv_status iv_greater(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("greater"), NULL, v_, 3);
}

/* 1 where a pixel is > a number, else 0.
  input_image: Image to compare.
  output_image: 1 where the comparison holds, else 0.
  scalar: Number to compare with.
Classical: (input_image > scalar).astype('uint8') */
static inline iv_status iv_greater_constant(iv_image *input_image, iv_image **output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = scalar;
    return iv_call(iv_op_find("greater_constant"), NULL, v_, 3);
}

/* 1 where a pixel of the first image is >= the second's, else 0.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: 1 where the comparison holds, else 0.
Classical: (input_image0 >= input_image1).astype('uint8') */
static inline iv_status iv_greater_or_equal(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("greater_or_equal"), NULL, v_, 3);
}

/* 1 where a pixel is >= a number, else 0.
  input_image: Image to compare.
  output_image: 1 where the comparison holds, else 0.
  scalar: Number to compare with.
Classical: (input_image >= scalar).astype('uint8') */
static inline iv_status iv_greater_or_equal_constant(iv_image *input_image, iv_image **output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = scalar;
    return iv_call(iv_op_find("greater_or_equal_constant"), NULL, v_, 3);
}

/* Count how many pixels fall into each of a number of bins.
  input_image: Image to count.
  output_image: One pixel per bin: how many pixels of the image are in it.
  num_bins: Number of bins.
  minimum_intensity: Middle of the first bin; left out: the smallest finite pixel.
  maximum_intensity: Middle of the last bin; left out: the largest finite pixel.
Classical: numpy.bincount(numpy.floor((input_image - low) * (num_bins - 1) / (high - low) + 0.5).astype(int).ravel(), minlength=num_bins) */
static inline iv_status iv_histogram(iv_image *input_image, iv_image **output_image, int64_t num_bins, double minimum_intensity, double maximum_intensity)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = num_bins;
    v_[3].real = minimum_intensity;
    v_[4].real = maximum_intensity;
    return iv_call(iv_op_find("histogram"), NULL, v_, 5);
}

/* Every pixel times -1.
  input_image: Image.
  output_image: The result, f32.
Classical: -input_image */
static inline iv_status iv_invert(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("invert"), NULL, v_, 2);
}

/* Number the connected objects of a mask.
  input_image: Mask: every pixel that is not 0 belongs to an object.
  output_image: 0 outside of objects, else the object's number.
  connectivity: box: pixels that share a face, an edge or a corner are connected (26 neighbours, 8 in a plane); sphere: those that share a face (6, 4).
Classical: scipy.ndimage.label(input_image, scipy.ndimage.generate_binary_structure(ndim, ndim if connectivity == 'box' else 1))[0] */
static inline iv_status iv_label(iv_image *input_image, iv_image **output_image, int connectivity)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = connectivity;
    return iv_call(iv_op_find("label"), NULL, v_, 3);
}

/* Mean of the pixels of each label.
  input_image: Image whose pixels are measured.
  labels: Label image.
  output_image: Every pixel's label's value; 0 in the background.
Classical: scipy.ndimage.mean(input_image, labels, index) */
static inline iv_status iv_label_mean_intensity_map(iv_image *input_image, iv_image *labels, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = labels;
    v_[2].result = output_image;
    return iv_call(iv_op_find("label_mean_intensity_map"), NULL, v_, 3);
}

/* How many pixels each label has.
  input_image: Label image.
  output_image: Every pixel's label's value; 0 in the background.
Classical: numpy.bincount(input_image.ravel())[input_image] */
static inline iv_status iv_label_pixel_count_map(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("label_pixel_count_map"), NULL, v_, 2);
}

/* Measure size, position, shape and intensity of every label.
  label: Label image; without it all pixels are one object.
  intensity: Image that is measured; without it the label image itself.
  statistics: A row for each label.
  include_background: Measure label 0 as well, in the first row.
  physical: Positions, lengths, distances, areas and volumes in the units of the image's axes, not in pixels.
Classical: skimage.measure.regionprops_table(label, intensity), scipy.ndimage.mean(intensity, label, index) and their like */
static inline iv_status iv_labels_statistics(iv_device *device_, iv_image *label, iv_image *intensity, iv_table **statistics, int include_background, int physical)
{
    iv_value v_[5];
    v_[0].image = label;
    v_[1].image = intensity;
    v_[2].table = statistics;
    v_[3].whole = include_background;
    v_[4].whole = physical;
    return iv_call(iv_op_find("labels_statistics"), device_, v_, 5);
}

/* Sum of the differences between a pixel and its neighbours.
  input_image: Image to filter.
  output_image: Differences.
  connectivity: Neighbours: box takes all 26 (in 2D 8), sphere the 6 (4) nearest.
Classical: -scipy.ndimage.laplace(input_image, mode='nearest') # connectivity='sphere' */
static inline iv_status iv_laplace(iv_image *input_image, iv_image **output_image, int connectivity)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = connectivity;
    return iv_call(iv_op_find("laplace"), NULL, v_, 3);
}

/* The operation laplace with connectivity 'box'.
  input_image: Input image.
  output_image: Result.
Classical: laplace(..., connectivity='box') */
static inline iv_status iv_laplace_box(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("laplace_box"), NULL, v_, 2);
}

/* The operation laplace with connectivity 'sphere'.
  input_image: Input image.
  output_image: Result.
Classical: laplace(..., connectivity='sphere') */
static inline iv_status iv_laplace_diamond(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("laplace_diamond"), NULL, v_, 2);
}

/* Natural logarithm of every pixel.
  input_image: Image.
  output_image: The result, f32.
Classical: numpy.log(input_image) */
static inline iv_status iv_logarithm(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("logarithm"), NULL, v_, 2);
}

/* Logarithm to base 10 of every pixel.
  input_image: Image.
  output_image: The result, f32.
Classical: numpy.log10(input_image) */
static inline iv_status iv_logarithm10(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("logarithm10"), NULL, v_, 2);
}

/* Logarithm to base 2 of every pixel.
  input_image: Image.
  output_image: The result, f32.
Classical: numpy.log2(input_image) */
static inline iv_status iv_logarithm2(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("logarithm2"), NULL, v_, 2);
}

/* An image inside a mask; 0 outside.
  input_image: Image.
  mask: Mask: pixels stay where it is not 0.
  output_image: The image, 0 outside the mask.
Classical: numpy.where(mask != 0, input_image, 0) */
static inline iv_status iv_mask(iv_image *input_image, iv_image *mask, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = mask;
    v_[2].result = output_image;
    return iv_call(iv_op_find("mask"), NULL, v_, 3);
}

/* An image inside one object of a label image; 0 outside.
  input_image0: Image.
  input_image1: Label image.
  output_image: The image, 0 outside the object.
  label: The object's label.
Classical: numpy.where(input_image1 == label, input_image0, 0) */
static inline iv_status iv_mask_label(iv_image *input_image0, iv_image *input_image1, iv_image **output_image, double label)
{
    iv_value v_[4];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    v_[3].real = label;
    return iv_call(iv_op_find("mask_label"), NULL, v_, 4);
}

/* Number the seeds inside a mask, and give every other pixel of the mask the number of the nearest.
  input_image: Mask of the seeds: those inside the mask count.
  mask: Mask to fill.
  output_image: The number of each pixel's nearest seed, 0 outside the mask.
Classical: scipy.ndimage.distance_transform_edt(seeds == 0, return_indices=True) of scipy.ndimage.label's labels, where mask */
static inline iv_status iv_masked_voronoi_labeling(iv_image *input_image, iv_image *mask, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = mask;
    v_[2].result = output_image;
    return iv_call(iv_op_find("masked_voronoi_labeling"), NULL, v_, 3);
}

/* The operation maximum_filter with connectivity 'box'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: maximum_filter(..., connectivity='box') */
static inline iv_status iv_maximum_box(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("maximum_box"), NULL, v_, 5);
}

/* Largest distance of each label's pixels to its centroid.
  input_image: Label image.
  output_image: Every pixel's label's value; 0 in the background.
Classical: from skimage.measure.regionprops' coords and centroid */
static inline iv_status iv_maximum_extension_map(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("maximum_extension_map"), NULL, v_, 2);
}

/* Largest of the pixels around each.
  input_image: Image to filter.
  output_image: Maxima.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
  connectivity: The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 + z^2 / radius_z^2 <= 1 (half widths).
Classical: scipy.ndimage.grey_dilation(input_image, footprint=footprint, mode='nearest') */
static inline iv_status iv_maximum_filter(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("maximum_filter"), NULL, v_, 6);
}

/* The larger of every pixel and a number.
  input_image: Image.
  output_image: The result.
  scalar: The number.
Classical: numpy.maximum(input_image, scalar) */
static inline iv_status iv_maximum_image_and_scalar(iv_image *input_image, iv_image **output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = scalar;
    return iv_call(iv_op_find("maximum_image_and_scalar"), NULL, v_, 3);
}

/* The larger of two images' pixels; NaN where one is NaN.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: The result, of the first image's pixel type.
Classical: numpy.maximum(input_image0, input_image1) */
static inline iv_status iv_maximum_images(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("maximum_images"), NULL, v_, 3);
}

/* Largest pixel of each label.
  input_image: Image whose pixels are measured.
  labels: Label image.
  output_image: Every pixel's label's value; 0 in the background.
Classical: scipy.ndimage.maximum(input_image, labels, index) */
static inline iv_status iv_maximum_intensity_map(iv_image *input_image, iv_image *labels, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = labels;
    v_[2].result = output_image;
    return iv_call(iv_op_find("maximum_intensity_map"), NULL, v_, 3);
}

/* Largest pixel.
  input_image: Image to measure, with all its time points and channels.
  result: The number.
Classical: numpy.max(input_image) */
static inline iv_status iv_maximum_of_all_pixels(iv_image *input_image, double *result)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].number = result;
    return iv_call(iv_op_find("maximum_of_all_pixels"), NULL, v_, 2);
}

/* The operation maximum_filter with connectivity 'sphere'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: maximum_filter(..., connectivity='sphere') */
static inline iv_status iv_maximum_sphere(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("maximum_sphere"), NULL, v_, 5);
}

/* Maximum along x.
  input_image: Image to project.
  output_image: The projection, without the axis.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.max(axis=-1) */
static inline iv_status iv_maximum_x_projection(iv_image *input_image, iv_image **output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = keep_dims;
    return iv_call(iv_op_find("maximum_x_projection"), NULL, v_, 3);
}

/* Maximum along y.
  input_image: Image to project.
  output_image: The projection, without the axis.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.max(axis=-2) */
static inline iv_status iv_maximum_y_projection(iv_image *input_image, iv_image **output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = keep_dims;
    return iv_call(iv_op_find("maximum_y_projection"), NULL, v_, 3);
}

/* Maximum along z.
  input_image: Image to project.
  output_image: The projection, without the axis.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.max(axis=-3) */
static inline iv_status iv_maximum_z_projection(iv_image *input_image, iv_image **output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = keep_dims;
    return iv_call(iv_op_find("maximum_z_projection"), NULL, v_, 3);
}

/* The operation mean_filter with connectivity 'box'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: mean_filter(..., connectivity='box') */
static inline iv_status iv_mean_box(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("mean_box"), NULL, v_, 5);
}

/* Mean distance of each label's pixels to its centroid.
  input_image: Label image.
  output_image: Every pixel's label's value; 0 in the background.
Classical: from skimage.measure.regionprops' coords and centroid */
static inline iv_status iv_mean_extension_map(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("mean_extension_map"), NULL, v_, 2);
}

/* Mean of the pixels around each.
  input_image: Image to filter.
  output_image: Means.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
  connectivity: The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 + z^2 / radius_z^2 <= 1 (half widths).
Classical: scipy.ndimage.uniform_filter(input_image, (2 * radius_z + 1, 2 * radius_y + 1, 2 * radius_x + 1), mode='nearest') # connectivity='box' */
static inline iv_status iv_mean_filter(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("mean_filter"), NULL, v_, 6);
}

/* Mean of the pixels of each label.
  input_image: Image whose pixels are measured.
  labels: Label image.
  output_image: Every pixel's label's value; 0 in the background.
Classical: scipy.ndimage.mean(input_image, labels, index) */
static inline iv_status iv_mean_intensity_map(iv_image *input_image, iv_image *labels, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = labels;
    v_[2].result = output_image;
    return iv_call(iv_op_find("mean_intensity_map"), NULL, v_, 3);
}

/* Mean of all pixels.
  input_image: Image to measure, with all its time points and channels.
  result: The number.
Classical: numpy.mean(input_image, dtype='float64') */
static inline iv_status iv_mean_of_all_pixels(iv_image *input_image, double *result)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].number = result;
    return iv_call(iv_op_find("mean_of_all_pixels"), NULL, v_, 2);
}

/* The operation mean_filter with connectivity 'sphere'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: mean_filter(..., connectivity='sphere') */
static inline iv_status iv_mean_sphere(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("mean_sphere"), NULL, v_, 5);
}

/* Mean along x.
  input_image: Image to project.
  output_image: The projection, without the axis.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.mean(axis=-1) */
static inline iv_status iv_mean_x_projection(iv_image *input_image, iv_image **output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = keep_dims;
    return iv_call(iv_op_find("mean_x_projection"), NULL, v_, 3);
}

/* Mean along y.
  input_image: Image to project.
  output_image: The projection, without the axis.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.mean(axis=-2) */
static inline iv_status iv_mean_y_projection(iv_image *input_image, iv_image **output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = keep_dims;
    return iv_call(iv_op_find("mean_y_projection"), NULL, v_, 3);
}

/* Mean along z.
  input_image: Image to project.
  output_image: The projection, without the axis.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.mean(axis=-3) */
static inline iv_status iv_mean_z_projection(iv_image *input_image, iv_image **output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = keep_dims;
    return iv_call(iv_op_find("mean_z_projection"), NULL, v_, 3);
}

/* Median of the pixels around each.
  input_image: Image to filter.
  output_image: Medians.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
  connectivity: The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 + z^2 / radius_z^2 <= 1 (half widths).
Classical: scipy.ndimage.median_filter(input_image, (2 * radius_z + 1, 2 * radius_y + 1, 2 * radius_x + 1), mode='nearest') # connectivity='box' */
static inline iv_status iv_median(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("median"), NULL, v_, 6);
}

/* The operation median with connectivity 'box'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: median(..., connectivity='box') */
static inline iv_status iv_median_box(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("median_box"), NULL, v_, 5);
}

/* The operation median with connectivity 'sphere'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: median(..., connectivity='sphere') */
static inline iv_status iv_median_sphere(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("median_sphere"), NULL, v_, 5);
}

/* The operation minimum_filter with connectivity 'box'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: minimum_filter(..., connectivity='box') */
static inline iv_status iv_minimum_box(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("minimum_box"), NULL, v_, 5);
}

/* Smallest of the pixels around each.
  input_image: Image to filter.
  output_image: Minima.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
  connectivity: The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 + z^2 / radius_z^2 <= 1 (half widths).
Classical: scipy.ndimage.grey_erosion(input_image, footprint=footprint, mode='nearest') */
static inline iv_status iv_minimum_filter(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("minimum_filter"), NULL, v_, 6);
}

/* The smaller of every pixel and a number.
  input_image: Image.
  output_image: The result.
  scalar: The number.
Classical: numpy.minimum(input_image, scalar) */
static inline iv_status iv_minimum_image_and_scalar(iv_image *input_image, iv_image **output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = scalar;
    return iv_call(iv_op_find("minimum_image_and_scalar"), NULL, v_, 3);
}

/* The smaller of two images' pixels; NaN where one is NaN.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: The result, of the first image's pixel type.
Classical: numpy.minimum(input_image0, input_image1) */
static inline iv_status iv_minimum_images(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("minimum_images"), NULL, v_, 3);
}

/* Smallest pixel of each label.
  input_image: Image whose pixels are measured.
  labels: Label image.
  output_image: Every pixel's label's value; 0 in the background.
Classical: scipy.ndimage.minimum(input_image, labels, index) */
static inline iv_status iv_minimum_intensity_map(iv_image *input_image, iv_image *labels, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = labels;
    v_[2].result = output_image;
    return iv_call(iv_op_find("minimum_intensity_map"), NULL, v_, 3);
}

/* Smallest pixel.
  input_image: Image to measure, with all its time points and channels.
  result: The number.
Classical: numpy.min(input_image) */
static inline iv_status iv_minimum_of_all_pixels(iv_image *input_image, double *result)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].number = result;
    return iv_call(iv_op_find("minimum_of_all_pixels"), NULL, v_, 2);
}

/* The operation minimum_filter with connectivity 'sphere'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: minimum_filter(..., connectivity='sphere') */
static inline iv_status iv_minimum_sphere(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("minimum_sphere"), NULL, v_, 5);
}

/* Minimum along x.
  input_image: Image to project.
  output_image: The projection, without the axis.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.min(axis=-1) */
static inline iv_status iv_minimum_x_projection(iv_image *input_image, iv_image **output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = keep_dims;
    return iv_call(iv_op_find("minimum_x_projection"), NULL, v_, 3);
}

/* Minimum along y.
  input_image: Image to project.
  output_image: The projection, without the axis.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.min(axis=-2) */
static inline iv_status iv_minimum_y_projection(iv_image *input_image, iv_image **output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = keep_dims;
    return iv_call(iv_op_find("minimum_y_projection"), NULL, v_, 3);
}

/* Minimum along z.
  input_image: Image to project.
  output_image: The projection, without the axis.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.min(axis=-3) */
static inline iv_status iv_minimum_z_projection(iv_image *input_image, iv_image **output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = keep_dims;
    return iv_call(iv_op_find("minimum_z_projection"), NULL, v_, 3);
}

/* Remainder of a division, with the first image's sign; 0 for integers divided by 0.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: The result, of the first image's pixel type.
Classical: numpy.fmod(input_image0, input_image1) */
static inline iv_status iv_modulo_images(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("modulo_images"), NULL, v_, 3);
}

/* Every pixel multiplied by a number.
  input_image: Image.
  output_image: The result.
  scalar: The number.
Classical: input_image * scalar */
static inline iv_status iv_multiply_image_and_scalar(iv_image *input_image, iv_image **output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = scalar;
    return iv_call(iv_op_find("multiply_image_and_scalar"), NULL, v_, 3);
}

/* Product of two images.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: The result, of the first image's pixel type.
Classical: input_image0 * input_image1 */
static inline iv_status iv_multiply_images(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("multiply_images"), NULL, v_, 3);
}

/* Numbers in place of NaN and infinities.
  input_image: Image.
  output_image: The image, all of numbers.
  nan: In place of NaN.
  posinf: In place of infinity.
  neginf: In place of minus infinity.
Classical: numpy.nan_to_num(input_image, nan=nan, posinf=posinf, neginf=neginf) */
static inline iv_status iv_nan_to_num(iv_image *input_image, iv_image **output_image, double nan, double posinf, double neginf)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = nan;
    v_[3].real = posinf;
    v_[4].real = neginf;
    return iv_call(iv_op_find("nan_to_num"), NULL, v_, 5);
}

/* 1 where a pixel of the first image is != the second's, else 0.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: 1 where the comparison holds, else 0.
Classical: (input_image0 != input_image1).astype('uint8') */
static inline iv_status iv_not_equal(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("not_equal"), NULL, v_, 3);
}

/* 1 where a pixel is != a number, else 0.
  input_image: Image to compare.
  output_image: 1 where the comparison holds, else 0.
  scalar: Number to compare with.
Classical: (input_image != scalar).astype('uint8') */
static inline iv_status iv_not_equal_constant(iv_image *input_image, iv_image **output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = scalar;
    return iv_call(iv_op_find("not_equal_constant"), NULL, v_, 3);
}

/* The operation grayscale_opening with connectivity 'box'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: grayscale_opening(..., connectivity='box') */
static inline iv_status iv_opening_box(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("opening_box"), NULL, v_, 5);
}

/* The operation grayscale_opening with connectivity 'sphere'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: grayscale_opening(..., connectivity='sphere') */
static inline iv_status iv_opening_sphere(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("opening_sphere"), NULL, v_, 5);
}

/* Enlarge an image with pixels of one value.
  input_image: Image to enlarge.
  output_image: The larger image.
  size_x: New size along x; 0 keeps the image's.
  size_y: New size along y; 0 keeps the image's.
  size_z: New size along z; 0 keeps the image's.
  value: New pixels. In an integer image the number loses its fraction, and saturates.
  center: Put the image in the middle; else the new pixels follow it.
Classical: numpy.pad(input_image, [(0, size_z - nz), (0, size_y - ny), (0, size_x - nx)], constant_values=value) */
static inline iv_status iv_pad(iv_image *input_image, iv_image **output_image, int64_t size_x, int64_t size_y, int64_t size_z, double value, int center)
{
    iv_value v_[7];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = size_x;
    v_[3].whole = size_y;
    v_[4].whole = size_z;
    v_[5].real = value;
    v_[6].whole = center;
    return iv_call(iv_op_find("pad"), NULL, v_, 7);
}

/* Paint a value for each label into the image.
  labels: Label image.
  properties: One value for each label, from label 1 to the highest.
  output_image: Every pixel's label's value; 0 in the background.
Classical: numpy.concatenate(([0], properties))[labels] */
static inline iv_status iv_parametric_map(iv_image *labels, iv_image *properties, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = labels;
    v_[1].image = properties;
    v_[2].result = output_image;
    return iv_call(iv_op_find("parametric_map"), NULL, v_, 3);
}

/* How many pixels each label has.
  input_image: Label image.
  output_image: Every pixel's label's value; 0 in the background.
Classical: numpy.bincount(input_image.ravel())[input_image] */
static inline iv_status iv_pixel_count_map(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("pixel_count_map"), NULL, v_, 2);
}

/* Every pixel to the power of a number.
  input_image: Image.
  output_image: The result.
  scalar: The number.
Classical: input_image ** scalar */
static inline iv_status iv_power(iv_image *input_image, iv_image **output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = scalar;
    return iv_call(iv_op_find("power"), NULL, v_, 3);
}

/* The first image to the power of the second.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: The result, f32.
Classical: input_image0 ** input_image1 */
static inline iv_status iv_power_images(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("power_images"), NULL, v_, 3);
}

/* 1 divided by every pixel.
  input_image: Image.
  output_image: The result, f32.
Classical: 1 / input_image */
static inline iv_status iv_reciprocal(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("reciprocal"), NULL, v_, 2);
}

/* Number labels without gaps, in the same order.
  input_image: Label image.
  output_image: The same objects with the numbers 1, 2, ...
  blocksize: Without effect; for old scripts.
Classical: skimage.segmentation.relabel_sequential(input_image)[0] */
static inline iv_status iv_relabel_sequential(iv_image *input_image, iv_image **output_image, int64_t blocksize)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = blocksize;
    return iv_call(iv_op_find("relabel_sequential"), NULL, v_, 3);
}

/* Remove objects that touch the image's borders.
  input_image: Label image.
  output_image: The objects left, numbered 1, 2, ... in the same order.
  exclude_x: Remove objects on the first and last pixel along x.
  exclude_y: Remove objects on the first and last pixel along y.
  exclude_z: Remove objects on the first and last plane; an image of one plane is left as it is.
Classical: skimage.segmentation.relabel_sequential(skimage.segmentation.clear_border(input_image))[0] */
static inline iv_status iv_remove_labels_on_edges(iv_image *input_image, iv_image **output_image, int exclude_x, int exclude_y, int exclude_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = exclude_x;
    v_[3].whole = exclude_y;
    v_[4].whole = exclude_z;
    return iv_call(iv_op_find("remove_labels_on_edges"), NULL, v_, 5);
}

/* Remove objects of more pixels than a maximum.
  input_image: Label image.
  output_image: The objects left, numbered 1, 2, ... in order.
  maximum_size: Objects of more pixels are removed.
Classical: numpy.bincount(input_image.ravel()), then skimage.segmentation.relabel_sequential */
static inline iv_status iv_remove_large_labels(iv_image *input_image, iv_image **output_image, double maximum_size)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = maximum_size;
    return iv_call(iv_op_find("remove_large_labels"), NULL, v_, 3);
}

/* Remove objects of fewer pixels than a minimum.
  input_image: Label image.
  output_image: The objects left, numbered 1, 2, ... in order.
  minimum_size: Objects of fewer pixels are removed.
Classical: skimage.segmentation.relabel_sequential(skimage.morphology.remove_small_objects(input_image, minimum_size))[0] */
static inline iv_status iv_remove_small_labels(iv_image *input_image, iv_image **output_image, double minimum_size)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = minimum_size;
    return iv_call(iv_op_find("remove_small_labels"), NULL, v_, 3);
}

/* Rotate an image about x, then y, then z, and translate it.
  input_image: Image to move.
  output_image: The moved image.
  translate_x: Distance along x.
  translate_y: Distance along y.
  translate_z: Distance along z.
  angle_x: About the x axis, from y to z.
  angle_y: About the y axis, from z to x.
  angle_z: About the z axis, from x to y.
  centered: About the middle of the image; else about its corner at 0. Means nothing with resize.
  interpolate: Linear interpolation, to f32; else the nearest pixel, of the same type.
  resize: Size the result to hold the whole transformed image; else it has the image's size.
Classical: scipy.ndimage.affine_transform(input_image, inverse, order=interpolate, mode='grid-constant'), inverse leading from the centres of the result's pixels to the image */
static inline iv_status iv_rigid_transform(iv_image *input_image, iv_image **output_image, double translate_x, double translate_y, double translate_z, double angle_x, double angle_y, double angle_z, int centered, int interpolate, int resize)
{
    iv_value v_[11];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = translate_x;
    v_[3].real = translate_y;
    v_[4].real = translate_z;
    v_[5].real = angle_x;
    v_[6].real = angle_y;
    v_[7].real = angle_z;
    v_[8].whole = centered;
    v_[9].whole = interpolate;
    v_[10].whole = resize;
    return iv_call(iv_op_find("rigid_transform"), NULL, v_, 11);
}

/* Rotate an image about x, then y, then z.
  input_image: Image to rotate.
  output_image: The rotated image.
  angle_x: About the x axis, from y to z.
  angle_y: About the y axis, from z to x.
  angle_z: About the z axis, from x to y.
  centered: About the middle of the image; else about its corner at 0. Means nothing with resize.
  interpolate: Linear interpolation, to f32; else the nearest pixel, of the same type.
  resize: Size the result to hold the whole transformed image; else it has the image's size.
Classical: scipy.ndimage.affine_transform(input_image, inverse, order=interpolate, mode='grid-constant'), inverse leading from the centres of the result's pixels to the image */
static inline iv_status iv_rotate(iv_image *input_image, iv_image **output_image, double angle_x, double angle_y, double angle_z, int centered, int interpolate, int resize)
{
    iv_value v_[8];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = angle_x;
    v_[3].real = angle_y;
    v_[4].real = angle_z;
    v_[5].whole = centered;
    v_[6].whole = interpolate;
    v_[7].whole = resize;
    return iv_call(iv_op_find("rotate"), NULL, v_, 8);
}

/* Every pixel rounded to the nearest whole number, halves to the even one.
  input_image: Image.
  output_image: The result, of the image's pixel type.
Classical: numpy.round(input_image) */
static inline iv_status iv_round(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("round"), NULL, v_, 2);
}

/* Magnify or shrink an image.
  input_image: Image to scale.
  output_image: The scaled image.
  factor_x: Magnification along x.
  factor_y: Magnification along y.
  factor_z: Magnification along z.
  centered: About the middle of the image; else about its corner at 0. Means nothing with resize.
  interpolate: Linear interpolation, to f32; else the nearest pixel, of the same type.
  resize: Size the result to hold the whole transformed image; else it has the image's size.
Classical: scipy.ndimage.affine_transform(input_image, inverse, order=interpolate, mode='grid-constant'), inverse leading from the centres of the result's pixels to the image */
static inline iv_status iv_scale(iv_image *input_image, iv_image **output_image, double factor_x, double factor_y, double factor_z, int centered, int interpolate, int resize)
{
    iv_value v_[8];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = factor_x;
    v_[3].real = factor_y;
    v_[4].real = factor_z;
    v_[5].whole = centered;
    v_[6].whole = interpolate;
    v_[7].whole = resize;
    return iv_call(iv_op_find("scale"), NULL, v_, 8);
}

/* Set all pixels to a value.
  input_image: Image whose size, pixel type and spacing the result has. Its pixels are not read.
  output_image: The image of one value.
  scalar: The value. For integers it loses its fraction, and saturates.
Classical: numpy.full_like(input_image, scalar) */
static inline iv_status iv_set(iv_image *input_image, iv_image **output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = scalar;
    return iv_call(iv_op_find("set"), NULL, v_, 3);
}

/* -1, 0 or 1: the sign of every pixel.
  input_image: Image.
  output_image: The result, of the image's pixel type.
Classical: numpy.sign(input_image) */
static inline iv_status iv_sign(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("sign"), NULL, v_, 2);
}

/* Sine of every pixel, in radians.
  input_image: Image.
  output_image: The result, f32.
Classical: numpy.sin(input_image) */
static inline iv_status iv_sin(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("sin"), NULL, v_, 2);
}

/* Hyperbolic sine of every pixel.
  input_image: Image.
  output_image: The result, f32.
Classical: numpy.sinh(input_image) */
static inline iv_status iv_sinh(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("sinh"), NULL, v_, 2);
}

/* 1 where a pixel of the first image is < the second's, else 0.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: 1 where the comparison holds, else 0.
Classical: (input_image0 < input_image1).astype('uint8') */
static inline iv_status iv_smaller(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("smaller"), NULL, v_, 3);
}

/* 1 where a pixel is < a number, else 0.
  input_image: Image to compare.
  output_image: 1 where the comparison holds, else 0.
  scalar: Number to compare with.
Classical: (input_image < scalar).astype('uint8') */
static inline iv_status iv_smaller_constant(iv_image *input_image, iv_image **output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = scalar;
    return iv_call(iv_op_find("smaller_constant"), NULL, v_, 3);
}

/* 1 where a pixel of the first image is <= the second's, else 0.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: 1 where the comparison holds, else 0.
Classical: (input_image0 <= input_image1).astype('uint8') */
static inline iv_status iv_smaller_or_equal(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("smaller_or_equal"), NULL, v_, 3);
}

/* 1 where a pixel is <= a number, else 0.
  input_image: Image to compare.
  output_image: 1 where the comparison holds, else 0.
  scalar: Number to compare with.
Classical: (input_image <= scalar).astype('uint8') */
static inline iv_status iv_smaller_or_equal_constant(iv_image *input_image, iv_image **output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = scalar;
    return iv_call(iv_op_find("smaller_or_equal_constant"), NULL, v_, 3);
}

/* Edges: the magnitude of the Sobel filters along all axes.
  input_image: Image to filter.
  output_image: Magnitude of the gradient, not normalised.
Classical: numpy.sqrt(sum(scipy.ndimage.sobel(input_image, axis, mode='nearest') ** 2 for axis in range(input_image.ndim))) */
static inline iv_status iv_sobel(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("sobel"), NULL, v_, 2);
}

/* Square of every pixel.
  input_image: Image.
  output_image: The result, f32.
Classical: input_image ** 2 */
static inline iv_status iv_square(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("square"), NULL, v_, 2);
}

/* Square root of every pixel.
  input_image: Image.
  output_image: The result, f32.
Classical: numpy.sqrt(input_image) */
static inline iv_status iv_square_root(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("square_root"), NULL, v_, 2);
}

/* Square of the difference of two images.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: The result, f32.
Classical: (input_image0 - input_image1) ** 2 */
static inline iv_status iv_squared_difference(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("squared_difference"), NULL, v_, 3);
}

/* Standard deviation of the pixels around each (the population's).
  input_image: Image to filter.
  output_image: Variances, or deviations.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
  connectivity: The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 + z^2 / radius_z^2 <= 1 (half widths).
Classical: scipy.ndimage.generic_filter(input_image, numpy.std, footprint=footprint, mode='nearest') */
static inline iv_status iv_standard_deviation(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("standard_deviation"), NULL, v_, 6);
}

/* The operation standard_deviation with connectivity 'box'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: standard_deviation(..., connectivity='box') */
static inline iv_status iv_standard_deviation_box(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("standard_deviation_box"), NULL, v_, 5);
}

/* Standard deviation of the pixels of each label.
  input_image: Image whose pixels are measured.
  labels: Label image.
  output_image: Every pixel's label's value; 0 in the background.
Classical: scipy.ndimage.standard_deviation(input_image, labels, index) */
static inline iv_status iv_standard_deviation_intensity_map(iv_image *input_image, iv_image *labels, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].image = labels;
    v_[2].result = output_image;
    return iv_call(iv_op_find("standard_deviation_intensity_map"), NULL, v_, 3);
}

/* Standard deviation of all pixels.
  input_image: Image to measure, with all its time points and channels.
  ddof: Squares are divided by the number of pixels less this; 1 gives the sample's, unbiased, variance.
  result: The number.
Classical: numpy.std(input_image, dtype='float64', ddof=ddof) */
static inline iv_status iv_standard_deviation_of_all_pixels(iv_image *input_image, int64_t ddof, double *result)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].whole = ddof;
    v_[2].number = result;
    return iv_call(iv_op_find("standard_deviation_of_all_pixels"), NULL, v_, 3);
}

/* The operation standard_deviation with connectivity 'sphere'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: standard_deviation(..., connectivity='sphere') */
static inline iv_status iv_standard_deviation_sphere(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("standard_deviation_sphere"), NULL, v_, 5);
}

/* Measure size, position, shape and intensity of every label and of the background.
  intensity: Image that is measured; without it the label image itself.
  label: Label image; without it all pixels are one object.
  statistics: A row for each label.
Classical: skimage.measure.regionprops_table(label, intensity), scipy.ndimage.mean(intensity, label, index) and their like */
static inline iv_status iv_statistics_of_background_and_labelled_pixels(iv_device *device_, iv_image *intensity, iv_image *label, iv_table **statistics)
{
    iv_value v_[3];
    v_[0].image = intensity;
    v_[1].image = label;
    v_[2].table = statistics;
    return iv_call(iv_op_find("statistics_of_background_and_labelled_pixels"), device_, v_, 3);
}

/* Measure size, position, shape and intensity of every label.
  intensity: Image that is measured; without it the label image itself.
  label: Label image; without it all pixels are one object.
  statistics: A row for each label.
Classical: skimage.measure.regionprops_table(label, intensity), scipy.ndimage.mean(intensity, label, index) and their like */
static inline iv_status iv_statistics_of_labelled_pixels(iv_device *device_, iv_image *intensity, iv_image *label, iv_table **statistics)
{
    iv_value v_[3];
    v_[0].image = intensity;
    v_[1].image = label;
    v_[2].table = statistics;
    return iv_call(iv_op_find("statistics_of_labelled_pixels"), device_, v_, 3);
}

/* Standard deviation along x.
  input_image: Image to project.
  output_image: The projection, without the axis.
  ddof: What is taken from the number of pixels before dividing by it.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.std(axis=-1, ddof=ddof) */
static inline iv_status iv_std_x_projection(iv_image *input_image, iv_image **output_image, int64_t ddof, int keep_dims)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = ddof;
    v_[3].whole = keep_dims;
    return iv_call(iv_op_find("std_x_projection"), NULL, v_, 4);
}

/* Standard deviation along y.
  input_image: Image to project.
  output_image: The projection, without the axis.
  ddof: What is taken from the number of pixels before dividing by it.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.std(axis=-2, ddof=ddof) */
static inline iv_status iv_std_y_projection(iv_image *input_image, iv_image **output_image, int64_t ddof, int keep_dims)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = ddof;
    v_[3].whole = keep_dims;
    return iv_call(iv_op_find("std_y_projection"), NULL, v_, 4);
}

/* Standard deviation along z.
  input_image: Image to project.
  output_image: The projection, without the axis.
  ddof: What is taken from the number of pixels before dividing by it.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.std(axis=-3, ddof=ddof) */
static inline iv_status iv_std_z_projection(iv_image *input_image, iv_image **output_image, int64_t ddof, int keep_dims)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = ddof;
    v_[3].whole = keep_dims;
    return iv_call(iv_op_find("std_z_projection"), NULL, v_, 4);
}

/* Every pixel subtracted from a number.
  input_image: Image.
  output_image: The result.
  scalar: The number.
Classical: scalar - input_image */
static inline iv_status iv_subtract_image_from_scalar(iv_image *input_image, iv_image **output_image, double scalar)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = scalar;
    return iv_call(iv_op_find("subtract_image_from_scalar"), NULL, v_, 3);
}

/* Difference of two images.
  input_image0: First image.
  input_image1: Second image; along axes where it has size 1 it repeats.
  output_image: The sum, of the first image's pixel type: integers lose a fraction and saturate.
Classical: input_image0 - input_image1 */
static inline iv_status iv_subtract_images(iv_image *input_image0, iv_image *input_image1, iv_image **output_image)
{
    iv_value v_[3];
    v_[0].image = input_image0;
    v_[1].image = input_image1;
    v_[2].result = output_image;
    return iv_call(iv_op_find("subtract_images"), NULL, v_, 3);
}

/* Sum of all pixels.
  input_image: Image to measure, with all its time points and channels.
  result: The number.
Classical: numpy.sum(input_image, dtype='float64') */
static inline iv_status iv_sum_of_all_pixels(iv_image *input_image, double *result)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].number = result;
    return iv_call(iv_op_find("sum_of_all_pixels"), NULL, v_, 2);
}

/* Sum along x.
  input_image: Image to project.
  output_image: The projection, without the axis.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.sum(axis=-1) */
static inline iv_status iv_sum_x_projection(iv_image *input_image, iv_image **output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = keep_dims;
    return iv_call(iv_op_find("sum_x_projection"), NULL, v_, 3);
}

/* Sum along y.
  input_image: Image to project.
  output_image: The projection, without the axis.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.sum(axis=-2) */
static inline iv_status iv_sum_y_projection(iv_image *input_image, iv_image **output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = keep_dims;
    return iv_call(iv_op_find("sum_y_projection"), NULL, v_, 3);
}

/* Sum along z.
  input_image: Image to project.
  output_image: The projection, without the axis.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.sum(axis=-3) */
static inline iv_status iv_sum_z_projection(iv_image *input_image, iv_image **output_image, int keep_dims)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = keep_dims;
    return iv_call(iv_op_find("sum_z_projection"), NULL, v_, 3);
}

/* Tangent of every pixel, in radians.
  input_image: Image.
  output_image: The result, f32.
Classical: numpy.tan(input_image) */
static inline iv_status iv_tan(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("tan"), NULL, v_, 2);
}

/* Hyperbolic tangent of every pixel.
  input_image: Image.
  output_image: The result, f32.
Classical: numpy.tanh(input_image) */
static inline iv_status iv_tanh(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("tanh"), NULL, v_, 2);
}

/* 1 where a pixel is above the mean of the image, else 0.
  input_image: Image to threshold.
  output_image: 1 where a pixel is above the mean, else 0.
Classical: input_image > skimage.filters.threshold_mean(input_image) */
static inline iv_status iv_threshold_mean(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("threshold_mean"), NULL, v_, 2);
}

/* 1 where a pixel is above Otsu's threshold, else 0.
  input_image: Image to threshold.
  output_image: 1 where a pixel is above the threshold, else 0.
Classical: input_image > skimage.filters.threshold_otsu(input_image) */
static inline iv_status iv_threshold_otsu(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("threshold_otsu"), NULL, v_, 2);
}

/* Image less its opening: what is bright and smaller than the window.
  input_image: Image to filter.
  output_image: The difference.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
  connectivity: The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 + z^2 / radius_z^2 <= 1 (half widths).
Classical: scipy.ndimage.white_tophat(input_image, footprint=footprint, mode='nearest') */
static inline iv_status iv_top_hat(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("top_hat"), NULL, v_, 6);
}

/* The operation top_hat with connectivity 'box'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: top_hat(..., connectivity='box') */
static inline iv_status iv_top_hat_box(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("top_hat_box"), NULL, v_, 5);
}

/* The operation top_hat with connectivity 'sphere'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: top_hat(..., connectivity='sphere') */
static inline iv_status iv_top_hat_sphere(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("top_hat_sphere"), NULL, v_, 5);
}

/* Move an image.
  input_image: Image to translate.
  output_image: The translated image.
  translate_x: Distance along x.
  translate_y: Distance along y.
  translate_z: Distance along z.
  interpolate: Linear interpolation, to f32; else the nearest pixel, of the same type.
Classical: scipy.ndimage.shift(input_image, (translate_z, translate_y, translate_x), order=interpolate, mode='grid-constant') */
static inline iv_status iv_translate(iv_image *input_image, iv_image **output_image, double translate_x, double translate_y, double translate_z, int interpolate)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = translate_x;
    v_[3].real = translate_y;
    v_[4].real = translate_z;
    v_[5].whole = interpolate;
    return iv_call(iv_op_find("translate"), NULL, v_, 6);
}

/* Exchange the axes x and y.
  input_image: Image to transpose.
  output_image: The transposed image.
Classical: input_image.transpose(0, 2, 1) */
static inline iv_status iv_transpose_xy(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("transpose_xy"), NULL, v_, 2);
}

/* Exchange the axes x and z.
  input_image: Image to transpose.
  output_image: The transposed image.
Classical: input_image.transpose(2, 1, 0) */
static inline iv_status iv_transpose_xz(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("transpose_xz"), NULL, v_, 2);
}

/* Exchange the axes y and z.
  input_image: Image to transpose.
  output_image: The transposed image.
Classical: input_image.transpose(1, 0, 2) */
static inline iv_status iv_transpose_yz(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("transpose_yz"), NULL, v_, 2);
}

/* Every pixel rounded toward zero.
  input_image: Image.
  output_image: The result, of the image's pixel type.
Classical: numpy.trunc(input_image) */
static inline iv_status iv_truncate(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("truncate"), NULL, v_, 2);
}

/* 0 where a pixel is NaN or infinite.
  input_image: Image.
  output_image: The result, of the image's pixel type.
Classical: numpy.where(numpy.isfinite(input_image), input_image, 0) */
static inline iv_status iv_undefined_to_zero(iv_image *input_image, iv_image **output_image)
{
    iv_value v_[2];
    v_[0].image = input_image;
    v_[1].result = output_image;
    return iv_call(iv_op_find("undefined_to_zero"), NULL, v_, 2);
}

/* Cut an image down to a size: what pad does, undone.
  input_image: Image to cut.
  output_image: The smaller image.
  size_x: New size along x; 0 keeps the image's.
  size_y: New size along y; 0 keeps the image's.
  size_z: New size along z; 0 keeps the image's.
  center: Keep the middle; else the first pixels.
Classical: input_image[:size_z, :size_y, :size_x] */
static inline iv_status iv_unpad(iv_image *input_image, iv_image **output_image, int64_t size_x, int64_t size_y, int64_t size_z, int center)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = size_x;
    v_[3].whole = size_y;
    v_[4].whole = size_z;
    v_[5].whole = center;
    return iv_call(iv_op_find("unpad"), NULL, v_, 6);
}

/* The operation variance_filter with connectivity 'box'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: variance_filter(..., connectivity='box') */
static inline iv_status iv_variance_box(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("variance_box"), NULL, v_, 5);
}

/* Variance of the pixels around each (the population's).
  input_image: Image to filter.
  output_image: Variances, or deviations.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
  connectivity: The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 + z^2 / radius_z^2 <= 1 (half widths).
Classical: scipy.ndimage.generic_filter(input_image, numpy.var, footprint=footprint, mode='nearest') */
static inline iv_status iv_variance_filter(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z, int connectivity)
{
    iv_value v_[6];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    v_[5].whole = connectivity;
    return iv_call(iv_op_find("variance_filter"), NULL, v_, 6);
}

/* Variance of all pixels.
  input_image: Image to measure, with all its time points and channels.
  ddof: Squares are divided by the number of pixels less this; 1 gives the sample's, unbiased, variance.
  result: The number.
Classical: numpy.var(input_image, dtype='float64', ddof=ddof) */
static inline iv_status iv_variance_of_all_pixels(iv_image *input_image, int64_t ddof, double *result)
{
    iv_value v_[3];
    v_[0].image = input_image;
    v_[1].whole = ddof;
    v_[2].number = result;
    return iv_call(iv_op_find("variance_of_all_pixels"), NULL, v_, 3);
}

/* The operation variance_filter with connectivity 'sphere'.
  input_image: Input image.
  output_image: Result.
  radius_x: Half width along x: the window has 2 floor(radius) + 1 pixels.
  radius_y: Half width along y.
  radius_z: Half width along z; 0 leaves the axis out.
Classical: variance_filter(..., connectivity='sphere') */
static inline iv_status iv_variance_sphere(iv_image *input_image, iv_image **output_image, double radius_x, double radius_y, double radius_z)
{
    iv_value v_[5];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = radius_x;
    v_[3].real = radius_y;
    v_[4].real = radius_z;
    return iv_call(iv_op_find("variance_sphere"), NULL, v_, 5);
}

/* Variance along x.
  input_image: Image to project.
  output_image: The projection, without the axis.
  ddof: What is taken from the number of pixels before dividing by it.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.var(axis=-1, ddof=ddof) */
static inline iv_status iv_variance_x_projection(iv_image *input_image, iv_image **output_image, int64_t ddof, int keep_dims)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = ddof;
    v_[3].whole = keep_dims;
    return iv_call(iv_op_find("variance_x_projection"), NULL, v_, 4);
}

/* Variance along y.
  input_image: Image to project.
  output_image: The projection, without the axis.
  ddof: What is taken from the number of pixels before dividing by it.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.var(axis=-2, ddof=ddof) */
static inline iv_status iv_variance_y_projection(iv_image *input_image, iv_image **output_image, int64_t ddof, int keep_dims)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = ddof;
    v_[3].whole = keep_dims;
    return iv_call(iv_op_find("variance_y_projection"), NULL, v_, 4);
}

/* Variance along z.
  input_image: Image to project.
  output_image: The projection, without the axis.
  ddof: What is taken from the number of pixels before dividing by it.
  keep_dims: 1: the axis stays, with size 1.
Classical: input_image.var(axis=-3, ddof=ddof) */
static inline iv_status iv_variance_z_projection(iv_image *input_image, iv_image **output_image, int64_t ddof, int keep_dims)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].whole = ddof;
    v_[3].whole = keep_dims;
    return iv_call(iv_op_find("variance_z_projection"), NULL, v_, 4);
}

/* Number the objects of a mask, and give every other pixel the number of the nearest.
  input_binary: Mask: every pixel that is not 0 belongs to an object.
  output_labels: The number of each pixel's nearest object.
Classical: scipy.ndimage.distance_transform_edt(input_binary == 0, return_indices=True) of scipy.ndimage.label's labels */
static inline iv_status iv_voronoi_labeling(iv_image *input_binary, iv_image **output_labels)
{
    iv_value v_[2];
    v_[0].image = input_binary;
    v_[1].result = output_labels;
    return iv_call(iv_op_find("voronoi_labeling"), NULL, v_, 2);
}

/* Segment bright objects that may touch, such as nuclei: a seed for each, grown to the outline.
  input_image: Image with bright objects.
  output_image: The objects, numbered.
  spot_sigma: How much the image is blurred before its maxima are taken as seeds: about half an object's radius.
  outline_sigma: How much the image is blurred before it is thresholded: how smooth outlines become.
Classical: scipy.ndimage.gaussian_filter, skimage.filters.threshold_otsu, local maxima, and scipy.ndimage.distance_transform_edt(seeds == 0, return_indices=True) */
static inline iv_status iv_voronoi_otsu_labeling(iv_image *input_image, iv_image **output_image, double spot_sigma, double outline_sigma)
{
    iv_value v_[4];
    v_[0].image = input_image;
    v_[1].result = output_image;
    v_[2].real = spot_sigma;
    v_[3].real = outline_sigma;
    return iv_call(iv_op_find("voronoi_otsu_labeling"), NULL, v_, 4);
}

#endif
