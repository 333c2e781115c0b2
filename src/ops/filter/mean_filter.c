#include "ops/filter/window_args.h"

WINDOW_PARAMS(ANY, SAME, "Means.")

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    (a->connectivity == IV__BOX ? iv__line_mean : iv__ball_mean)(r, a->output_image, a->input_image, IV__RADII(a));
}

OPERATION(mean_filter)
    .summary = "Mean of the pixels around each.",
    .detail = BORDER "Whole numbers are added up exactly and divided once, toward zero. Floats are added in "
              "a fixed order.",
    .categories = "filter, denoise, in assistant",
    .classic = "scipy.ndimage.uniform_filter(input_image, (2 * radius_z + 1, 2 * radius_y + 1, 2 * radius_x + 1), "
               "mode='nearest') # connectivity='box'",
    .tolerance = 2e-6,
    .memory = 3,
    .run = run, OP_PARAMS(params)
OPERATION_END
