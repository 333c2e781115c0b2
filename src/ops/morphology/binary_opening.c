#include "ops/filter/window_args.h"

WINDOW_PARAMS(ANY, SAME, "1 or 0.")

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv_image *im = op_binary_erode(r, a->input_image, NULL, a->radius_x, a->radius_y, a->radius_z, a->connectivity);
    op_binary_dilate(r, im, a->output_image, a->radius_x, a->radius_y, a->radius_z, a->connectivity);
}

OPERATION(binary_opening)
    .summary = "Binary erode, then binary dilate.",
    .detail = BORDER "What is not 0 is an object.",
    .categories = "filter, in assistant",
    .classic = "scipy.ndimage.binary_opening(input_image, structure)",
    .memory = 3.25,
    .run = run, OP_PARAMS(params)
OPERATION_END
