#include "ops/filter/window_args.h"

WINDOW_PARAMS(BINARY, SAME, "1 or 0.")

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv_image *im = a->output_image->pixel == IV_PIXEL_U8 ? a->output_image : NULL;
    im = op_minimum_filter(r, a->input_image, im, a->radius_x, a->radius_y, a->radius_z, a->connectivity);
    if (iv__ok(r) && im != a->output_image) op_convert(r, im, a->output_image);
}

OPERATION(binary_erode)
    .summary = "1 where no pixel of the window is 0, else 0.",
    .detail = BORDER,
    .categories = "binary processing",
    .classic = "scipy.ndimage.binary_erosion(input_image, structure, border_value=1)",
    .memory = 1.75,
    .run = run, OP_PARAMS(params)
OPERATION_END
