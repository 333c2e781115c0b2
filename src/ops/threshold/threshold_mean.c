#include "core/op.h"
#include "gen/calls.h"
#include "kernel/reduce/reduce.h"

struct args { iv_image *input_image, *output_image; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to threshold."),
    DST(output_image, input_image, BINARY, "1 where a pixel is above the mean, else 0."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv_layout one;
    iv_layout_make(0, NULL, &one);
    iv_image *mean = iv__scratch(r, &one, a->input_image->pixel);
    iv__reduce_mean_below(r, a->input_image, mean);
    op_greater(r, a->input_image, mean, a->output_image);
}

OPERATION(threshold_mean)
    .summary = "1 where a pixel is above the mean of the image, else 0.",
    .detail = "A NaN in the image gives 0 everywhere.",
    .categories = "binarize",
    .classic = "input_image > skimage.filters.threshold_mean(input_image)",
    .run = run, OP_PARAMS(params)
OPERATION_END
