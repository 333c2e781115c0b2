#include "core/op.h"
#include "gen/calls.h"
#include "kernel/reduce/histogram.h"

struct args { iv_image *input_image, *output_image; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to threshold."),
    DST(output_image, input_image, BINARY, "1 where a pixel is above the threshold, else 0."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    op_greater(r, a->input_image, iv__otsu(r, a->input_image), a->output_image);
}

OPERATION(threshold_otsu)
    .summary = "1 where a pixel is above Otsu's threshold, else 0.",
    .detail = "The threshold separates the pixels into two classes of the greatest variance between "
              "them: the middle of one of 256 equal bins between the smallest and the largest finite "
              "pixel, the first of equals. An integer image that spans fewer than 256 values has a bin "
              "per value. An image of one value gives 0 everywhere; NaN gives 0.",
    .categories = "binarize",
    .classic = "input_image > skimage.filters.threshold_otsu(input_image)",
    .reference = "N. Otsu, A threshold selection method from gray-level histograms, 1979. "
                 "doi:10.1109/TSMC.1979.4310076",
    .run = run, OP_PARAMS(params)
OPERATION_END
