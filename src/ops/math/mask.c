/* An image inside a mask. */
#include "kernel/pixelwise/map.h"

#define OPERATIONS(X) X(mask, b != 0 ? a : 0, b != 0 ? a : 0)
MAP_FAMILY_SAME(mask, PLAIN, OPERATIONS)

#ifndef IV_ISA
struct args { iv_image *input_image, *mask, *output_image; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image."),
    SRC(mask, BINARY, "Mask: pixels stay where it is not 0."),
    DST(output_image, input_image, SAME, "The image, 0 outside the mask."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    MAP2(r, &map_mask, a->output_image, a->input_image, a->mask);
}

OPERATION(mask)
    .summary = "An image inside a mask; 0 outside.",
    .categories = "combine, math", .classic = "numpy.where(mask != 0, input_image, 0)",
    .flags = IV__PIXELWISE,
    .memory = 1.25,
    .run = run, OP_PARAMS(params)
OPERATION_END
#endif
