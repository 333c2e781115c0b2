/* Objects that the image's borders may cut. */
#include "core/op.h"
#include "kernel/label/relabel.h"

struct args { iv_image *input_image, *output_image; int exclude_x, exclude_y, exclude_z; };

static const struct iv__param params[] = {
    SRC(input_image, LABELS, "Label image."),
    DST(output_image, input_image, LABELS,
        "The objects left, numbered 1, 2, ... in the same order."),
    FLAG(exclude_x, 1, "Remove objects on the first and last pixel along x."),
    FLAG(exclude_y, 1, "Remove objects on the first and last pixel along y."),
    FLAG(exclude_z, 1, "Remove objects on the first and last plane; an image of one plane is left "
                       "as it is."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    u32 max;
    iv_image *labels = iv__labels_dense(r, a->input_image, &max);
    struct iv__buffer *table = iv__labels_flags(r, labels, max);
    if (a->exclude_x) iv__labels_unflag_ends(r, labels, table, IV_AXIS_X);
    if (a->exclude_y) iv__labels_unflag_ends(r, labels, table, IV_AXIS_Y);
    if (a->exclude_z) iv__labels_unflag_ends(r, labels, table, IV_AXIS_Z);
    iv__labels_number(r, table, max);
    iv__labels_replace(r, labels, table, 0, max, a->output_image);
}

OPERATION(exclude_labels_on_edges)
    .summary = "Remove objects that touch the image's borders.",
    .detail = "An axis of one pixel has no borders.",
    .categories = "label processing, in assistant",
    .classic = "skimage.segmentation.relabel_sequential("
               "skimage.segmentation.clear_border(input_image))[0]",
    .memory = 2,
    .run = run, OP_PARAMS(params)
OPERATION_END
ALIAS(remove_labels_on_edges, exclude_labels_on_edges)
