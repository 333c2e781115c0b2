#include "core/op.h"
#ifndef IV__GEN
#include "kernel/filter/stencil.h"
#endif

struct args { iv_image *input_image, *output_image; int connectivity; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to filter."),
    DST(output_image, input_image, F32, "Differences."),
    CONNECTIVITY(connectivity, "Neighbours: box takes all 26 (in 2D 8), sphere the 6 (4) nearest."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv__stencil(r, a->connectivity == IV__BOX ? IV__LAPLACE_BOX : IV__LAPLACE_DIAMOND, a->output_image,
                a->input_image, 0);
}

OPERATION(laplace)
    .summary = "Sum of the differences between a pixel and its neighbours.",
    .detail = "Beyond the border the edge repeats; axes of size 1 are left out.",
    .categories = "filter, edge detection",
    .classic = "-scipy.ndimage.laplace(input_image, mode='nearest') # connectivity='sphere'",
    .tolerance = 1e-6,
    .run = run, OP_PARAMS(params)
OPERATION_END
