/* Translation of an image. */
#include "core/op.h"
#ifndef IV__GEN
#include "kernel/transform/warp.h"
#endif

struct args {
    iv_image *input_image, *output_image;
    double translate_x, translate_y, translate_z;
    int interpolate;
};

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to translate."),
    DST(output_image, input_image, SAME, "The translated image."),
    LENGTH(translate_x, 'x', 0, -1e9, 1e9, 100, "Distance along x."),
    LENGTH(translate_y, 'y', 0, -1e9, 1e9, 100, "Distance along y."),
    LENGTH(translate_z, 'z', 0, -1e9, 1e9, 100, "Distance along z."),
    FLAG(interpolate, 0, "Linear interpolation, to f32; else the nearest pixel, of the same type."),
};

#ifndef IV__GEN
static struct iv__affine forward(const struct args *a)
{
    return iv__affine_translate(a->translate_x, a->translate_y, a->translate_z);
}
#endif

static iv_status shape(const void *args, const char *name, iv_layout *layout)
{
    const struct args *a = args;
    (void)name;
    return iv__warp_shape(forward(a), 0, layout);
}

static iv_pixel pixel(const void *args, iv_pixel like)
{
    return ((const struct args *)args)->interpolate ? IV_PIXEL_F32 : like;
}

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv__warp_forward(r, a->output_image, a->input_image, forward(a), 0, a->interpolate);
}

OPERATION(translate)
    .summary = "Move an image.",
    .detail = "Coordinates are continuous: pixel i covers i to i + 1. Nearest takes the pixel that the "
              "place lies in, of two at the same distance the higher; linear goes between the nearest "
              "centres. Pixels outside the image are 0.",
    .categories = "transform, in assistant",
    .classic = "scipy.ndimage.shift(input_image, (translate_z, translate_y, translate_x), "
               "order=interpolate, mode='grid-constant')",
    .tolerance = 1e-6,
    .shape = shape, .pixel = pixel, .run = run, OP_PARAMS(params)
OPERATION_END
