/* One value for all pixels. */
#include "core/op.h"
#ifndef IV__GEN
#include "kernel/transform/move.h"
#endif

struct args { iv_image *input_image, *output_image; double scalar; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image whose size, pixel type and spacing the result has. Its pixels are not read."),
    DST(output_image, input_image, SAME, "The image of one value."),
    REAL(scalar, 0, -3.4028234e38, 3.4028234e38, "The value. For integers it loses its fraction, and saturates."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv__move_fill(r, a->output_image, a->scalar);
}

OPERATION(set)
    .summary = "Set all pixels to a value.",
    .categories = "transform, in place",
    .classic = "numpy.full_like(input_image, scalar)",
    .flags = IV__WHOLE | IV__ANY_DST | IV__IN_PLACE,
    .run = run, OP_PARAMS(params)
OPERATION_END
