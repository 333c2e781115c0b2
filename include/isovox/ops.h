/* Made by tools/gen.py from the operations' tables: do not edit. */
/* Every operation as a typed function. A result goes to *output: one that is NULL is made. */
#ifndef ISOVOX_OPS_H
#define ISOVOX_OPS_H
#include "isovox/isovox.h"

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

#endif
