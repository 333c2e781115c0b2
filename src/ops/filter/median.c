#include "ops/filter/window_args.h"
#ifndef IV__GEN
#include "kernel/filter/median.h"
#endif

WINDOW_PARAMS(ANY, SAME, "Medians.")

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    if (a->connectivity == IV__BOX && iv__median_small(r, a->input_image, IV__RADII(a)))
        iv__median(r, a->output_image, a->input_image, IV__RADII(a));
    else
        iv__window_median(r, a->output_image, a->input_image, IV__RADII(a), a->connectivity);
}

OPERATION(median)
    .summary = "Median of the pixels around each.",
    .detail = BORDER "-0 comes before +0, NaN after everything.",
    .categories = "filter, denoise, in assistant",
    .classic = "scipy.ndimage.median_filter(input_image, (2 * radius_z + 1, 2 * radius_y + 1, 2 * radius_x + 1), "
               "mode='nearest') # connectivity='box'",
    .run = run, OP_PARAMS(params)
OPERATION_END
