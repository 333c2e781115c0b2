#include "core/op.h"
#ifndef IV__GEN
#include "kernel/filter/stencil.h"
#endif

struct args { iv_image *input_image, *output_image; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Label image."),
    DST(output_image, input_image, BINARY, "1 on both sides of every edge, else 0."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv__stencil(r, IV__LABEL_EDGES, a->output_image, a->input_image, 0);
}

OPERATION(detect_label_edges)
    .summary = "1 where one of the 6 (in 2D 4) nearest pixels belongs to another label or the background.",
    .categories = "binarize, label processing, in assistant",
    .classic = "scipy.ndimage.maximum_filter(input_image, footprint=cross, mode='nearest') != "
               "scipy.ndimage.minimum_filter(input_image, footprint=cross, mode='nearest')",
    .run = run, OP_PARAMS(params)
OPERATION_END
