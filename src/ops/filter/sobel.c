#include "core/op.h"
#ifndef IV__GEN
#include "kernel/filter/stencil.h"
#endif

struct args { iv_image *input_image, *output_image; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to filter."),
    DST(output_image, input_image, F32, "Magnitude of the gradient, not normalised."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv__stencil(r, IV__SOBEL, a->output_image, a->input_image, 0);
}

OPERATION(sobel)
    .summary = "Edges: the magnitude of the Sobel filters along all axes.",
    .detail = "Beyond the border the edge repeats; axes of size 1 are left out.",
    .categories = "filter, edge detection, in assistant",
    .classic = "numpy.sqrt(sum(scipy.ndimage.sobel(input_image, axis, mode='nearest') ** 2 "
               "for axis in range(input_image.ndim)))",
    .tolerance = 1e-6,
    .run = run, OP_PARAMS(params)
OPERATION_END
