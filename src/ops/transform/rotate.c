/* Rotation of an image. */
#include "core/op.h"
#ifndef IV__GEN
#include "kernel/transform/warp.h"
#endif

struct args {
    iv_image *input_image, *output_image;
    double angle_x, angle_y, angle_z;
    int centered, interpolate, resize;
};

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to rotate."),
    DST(output_image, input_image, SAME, "The rotated image."),
    ANGLE(angle_x, 'x', 0, "About the x axis, from y to z."),
    ANGLE(angle_y, 'y', 0, "About the y axis, from z to x."),
    ANGLE(angle_z, 'z', 0, "About the z axis, from x to y."),
    FLAG(centered, 1, "About the middle of the image; else about its corner at 0. Means nothing with resize."),
    FLAG(interpolate, 0, "Linear interpolation, to f32; else the nearest pixel, of the same type."),
    FLAG(resize, 0, "Size the result to hold the whole transformed image; else it has the image's size."),
};

#ifndef IV__GEN
static struct iv__affine forward(const struct args *a)
{
    const struct iv__affine f = iv__affine_rotate(a->angle_x, a->angle_y, a->angle_z);
    return a->centered ? iv__affine_about_middle(f, &a->input_image->layout) : f;
}
#endif

static iv_status shape(const void *args, const char *name, iv_layout *layout)
{
    const struct args *a = args;
    (void)name;
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

OPERATION(rotate)
    .summary = "Rotate an image about x, then y, then z.",
    .detail = "Coordinates are continuous: pixel i covers i to i + 1. Nearest takes the pixel that the "
              "place lies in, of two at the same distance the higher; linear goes between the nearest "
              "centres. Pixels outside the image are 0. Multiples of 90 degrees are exact. Rotation counts "
              "in pixels and keeps the spacing: where it differs between the axes, scale the image to one "
              "spacing first. In an image without a z axis a rotation about x or y is seen from above.",
    .categories = "transform, in assistant",
    .classic = "scipy.ndimage.affine_transform(input_image, inverse, order=interpolate, "
               "mode='grid-constant'), inverse leading from the centres of the result's pixels to the image",
    .tolerance = 1e-6,
    .shape = shape, .pixel = pixel, .run = run, OP_PARAMS(params)
OPERATION_END
