/* Labels grown by a distance. */
#include "core/op.h"
#include "kernel/label/nearest.h"

struct args { iv_image *input_image, *output_image; double radius; };

static const struct iv__param params[] = {
    SRC(input_image, LABELS, "Label image."),
    DST(output_image, input_image, LABELS, "The grown labels."),
    LENGTH(radius, 'x', 2, 0, 1e9, 50, "How far labels grow, in pixels."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv__nearest_label(r, a->input_image, a->radius, a->output_image);
}

OPERATION(dilate_labels)
    .summary = "Grow labels by a distance, without one overwriting another.",
    .detail = "A pixel of the background within the radius of a label, by Euclidean distance "
              "between pixel centres, gets the nearest label; of equally near ones the smaller. A "
              "radius below 1 changes nothing.",
    .categories = "label processing, in assistant",
    .classic = "skimage.segmentation.expand_labels(input_image, radius)",
    .memory = 4,
    .run = run, OP_PARAMS(params)
OPERATION_END
