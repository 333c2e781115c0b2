#include "ops/filter/window_args.h"

WINDOW_PARAMS(ANY, SAME, "Maxima.")

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    (a->connectivity == IV__BOX ? iv__line_extreme : iv__ball_extreme)(r, a->output_image, a->input_image,
                                                                      IV__RADII(a), 0);
}

OPERATION(maximum_filter)
    .summary = "Largest of the pixels around each.",
    .detail = BORDER "NaN does not count: where there is nothing else the result is -inf. -0 becomes +0.",
    .categories = "filter, in assistant",
    .classic = "scipy.ndimage.grey_dilation(input_image, footprint=footprint, mode='nearest')",
    .memory = 2,
    .run = run, OP_PARAMS(params)
OPERATION_END

ALIAS(grayscale_dilate, maximum_filter)
