#include "core/op.h"
#ifndef IV__GEN
#include "kernel/filter/stencil.h"
#endif

struct args { iv_image *input_image, *output_image; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Binary image: what is not 0 is an object."),
    DST(output_image, input_image, BINARY, "1 on the objects' outermost pixels, else 0."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv__stencil(r, IV__BINARY_EDGES, a->output_image, a->input_image, 0);
}

OPERATION(binary_edge_detection)
    .summary = "Object pixels with background among the 6 (in 2D 4) nearest.",
    .detail = "What is beyond the border is no background.",
    .categories = "binary processing, label processing, in assistant",
    .classic = "input_image & ~scipy.ndimage.binary_erosion(input_image, border_value=1)",
    .run = run, OP_PARAMS(params)
OPERATION_END
