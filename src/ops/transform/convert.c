/* Pixels as another type, and copies: values that do not fit saturate. */
#include "kernel/pixelwise/map.h"

#define OPERATIONS(X) X(convert, a, a)
MAP_FAMILY(convert, PLAIN, OPERATIONS)

#ifndef IV_ISA
struct args { iv_image *input_image, *output_image; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to copy."),
    DST(output_image, input_image, SAME,
        "The copy. One of another pixel type is filled with converted pixels: a float loses its "
        "fraction, and what does not fit becomes the nearest value that does."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    if (a->input_image->pixel == a->output_image->pixel && !r->chain) iv__copy(r, a->output_image, a->input_image);
    else MAP1(r, &map_convert, a->output_image, a->input_image);
}

OPERATION(copy)
    .summary = "Copy an image.",
    .categories = "transform",
    .classic = "output_image[...] = input_image",
    .flags = IV__PIXELWISE,
    .run = run, OP_PARAMS(params)
OPERATION_END

OPERATION(convert)
    .summary = "Convert an image to the pixel type of another.",
    .detail = "The same as copy, under the name that says what it is used for: give an output_image "
              "of the wanted pixel type.",
    .categories = "transform",
    .classic = "numpy.clip(numpy.trunc(input_image), low, high).astype(output_image.dtype)",
    .flags = IV__PIXELWISE,
    .run = run, OP_PARAMS(params)
OPERATION_END
#endif
