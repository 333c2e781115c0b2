#include "kernel/pixelwise/map.h"

#define OPERATIONS(X) X(bottom_hat, b - a, b - a)
MAP_FAMILY(bottom_hat, PLAIN, OPERATIONS)

#ifndef IV_ISA
#include "ops/filter/window_args.h"

WINDOW_PARAMS(ANY, SAME, "The difference.")

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv_image *im = op_maximum_filter(r, a->input_image, NULL, a->radius_x, a->radius_y, a->radius_z, a->connectivity);
    if (a->connectivity == IV__BOX &&
        iv__line_hat(r, a->output_image, im, a->input_image, IV__RADII(a), 1)) return;
    op_minimum_filter(r, im, a->output_image, a->radius_x, a->radius_y, a->radius_z, a->connectivity);
    if (iv__ok(r)) MAP2(r, &map_bottom_hat, a->output_image, a->input_image, a->output_image);
}

OPERATION(bottom_hat)
    .summary = "Closing less the image: what is dark and smaller than the window.",
    .detail = BORDER,
    .categories = "filter, background removal, in assistant",
    .classic = "scipy.ndimage.black_tophat(input_image, footprint=footprint, mode='nearest')",
    .memory = 3,
    .run = run, OP_PARAMS(params)
OPERATION_END
#endif
