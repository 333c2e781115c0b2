/* An image inside one object of a label image. */
#include "core/op.h"
#include "gen/calls.h"

struct args { iv_image *input_image0, *input_image1, *output_image; double label; };

static const struct iv__param params[] = {
    SRC(input_image0, ANY, "Image."),
    SRC(input_image1, LABELS, "Label image."),
    DST(output_image, input_image0, SAME, "The image, 0 outside the object."),
    REAL(label, 1, 0, 4294967295.0, "The object's label."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv_image *object = op_equal_constant(r, a->input_image1, NULL, a->label);
    op_mask(r, a->input_image0, object, a->output_image);
}

OPERATION(mask_label)
    .summary = "An image inside one object of a label image; 0 outside.",
    .categories = "combine, math",
    .classic = "numpy.where(input_image1 == label, input_image0, 0)",
    .flags = IV__PIXELWISE,
    .memory = 2.25,
    .run = run, OP_PARAMS(params)
OPERATION_END
