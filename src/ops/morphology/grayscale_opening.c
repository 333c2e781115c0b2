#include "ops/filter/window_args.h"

WINDOW_PARAMS(ANY, SAME, "The opening.")

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv_image *im = op_minimum_filter(r, a->input_image, NULL, a->radius_x, a->radius_y, a->radius_z, a->connectivity);
    op_maximum_filter(r, im, a->output_image, a->radius_x, a->radius_y, a->radius_z, a->connectivity);
}

OPERATION(grayscale_opening)
    .summary = "Minimum filter, then maximum filter: removes what is bright and smaller than the window.",
    .detail = BORDER "NaN does not count in either.",
    .categories = "filter, in assistant",
    .classic = "scipy.ndimage.grey_opening(input_image, footprint=footprint, mode='nearest')",
    .memory = 3,
    .run = run, OP_PARAMS(params)
OPERATION_END
