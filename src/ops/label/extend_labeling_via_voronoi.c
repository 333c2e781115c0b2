/* Labels grown until they fill the image. */
#include "core/op.h"
#include "kernel/label/nearest.h"
#include <math.h>

struct args { iv_image *input_image, *output_image; };

static const struct iv__param params[] = {
    SRC(input_image, LABELS, "Label image."),
    DST(output_image, input_image, LABELS, "The nearest label of each pixel."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv__nearest_label(r, a->input_image, INFINITY, a->output_image);
}

OPERATION(extend_labeling_via_voronoi)
    .summary = "Give every pixel of the background the nearest label.",
    .detail = "Distances are Euclidean, in pixels, and exact; of equally near labels the smaller "
              "wins. An image without labels stays 0.",
    .categories = "label processing, in assistant",
    .classic = "skimage.segmentation.expand_labels(input_image, numpy.inf)",
    .reference = "Saito and Toriwaki, New algorithms for Euclidean distance transformation, "
                 "Pattern Recognition 27, 1994",
    .memory = 4,
    .run = run, OP_PARAMS(params)
OPERATION_END
