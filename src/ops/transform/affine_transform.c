/* Any affine map of an image. */
#include "core/op.h"
#ifndef IV__GEN
#include "kernel/transform/warp.h"
#endif

struct args {
    iv_image *input_image, *output_image;
    const double *transform_matrix;
    int interpolate, resize;
};

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to transform."),
    DST(output_image, input_image, SAME, "The transformed image."),
    MATRIX(transform_matrix, "Leads from places in the image to places in the result, both x y z 1; none: "
                             "the identity. Its last row is 0 0 0 1."),
    FLAG(interpolate, 0, "Linear interpolation, to f32; else the nearest pixel, of the same type."),
    FLAG(resize, 0, "Size the result to hold the whole transformed image; else it has the image's size."),
};

#ifndef IV__GEN
static struct iv__affine forward(const struct args *a)
{
    struct iv__affine f = iv__affine_identity();
    for (int i = 0; i < 12 && a->transform_matrix; i++) f.m[i / 4][i % 4] = a->transform_matrix[i];
    return f;
}
#endif

static iv_status shape(const void *args, const char *name, iv_layout *layout)
{
    const struct args *a = args;
    (void)name;
    const double *const last = a->transform_matrix ? a->transform_matrix + 12 : NULL;
    if (last && (last[0] != 0 || last[1] != 0 || last[2] != 0 || last[3] != 1))
        return iv__error(IV_ERROR_ARGUMENT, "transform_matrix is not affine: its last row is not 0 0 0 1");
    return iv__warp_shape(forward(a), a->resize, layout);
}

static iv_pixel pixel(const void *args, iv_pixel like)
{
    return ((const struct args *)args)->interpolate ? IV_PIXEL_F32 : like;
}

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv__warp_forward(r, a->output_image, a->input_image, forward(a), a->resize, a->interpolate);
}

OPERATION(affine_transform)
    .summary = "Move the pixels of an image along an affine map.",
    .detail = "Coordinates are continuous: pixel i covers i to i + 1. Nearest takes the pixel that the "
              "place lies in, of two at the same distance the higher; linear goes between the nearest "
              "centres. Pixels outside the image are 0. Axes that the image does not have are left out of "
              "the matrix. With resize the map is shifted so that the result begins where the transformed "
              "image does. The spacing stays.",
    .categories = "transform, in assistant",
    .classic = "scipy.ndimage.affine_transform(input_image, inverse, order=interpolate, "
               "mode='grid-constant'), inverse leading from the centres of the result's pixels to the image",
    .tolerance = 1e-6,
    .shape = shape, .pixel = pixel, .run = run, OP_PARAMS(params)
OPERATION_END
