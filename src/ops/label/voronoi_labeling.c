/* Every pixel belongs to the nearest object. */
#include "core/op.h"
#include "kernel/label/components.h"
#include "kernel/label/nearest.h"
#include <math.h>

struct args { iv_image *input_binary, *output_labels; };

static const struct iv__param params[] = {
    SRC(input_binary, ANY, "Mask: every pixel that is not 0 belongs to an object."),
    DST(output_labels, input_binary, LABELS, "The number of each pixel's nearest object."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv_image *labels = iv__nearest_labels_for(r, a->output_labels);
    const struct iv__packed mask = iv__pack(r, a->input_binary);
    iv__components_packed(r, &mask, labels, 1);
    iv__nearest_packed(r, labels, &mask, INFINITY, a->output_labels);
}

OPERATION(voronoi_labeling)
    .summary = "Number the objects of a mask, and give every other pixel the number of the "
               "nearest.",
    .detail = "Objects are numbered as by connected_components_labeling with connectivity box. "
              "Distances are Euclidean, in pixels, and exact; of equally near objects the one with "
              "the smaller number wins. A mask without any object gives 0 everywhere.",
    .categories = "label, in assistant",
    .classic = "scipy.ndimage.distance_transform_edt(input_binary == 0, return_indices=True) of "
               "scipy.ndimage.label's labels",
    .reference = "Saito and Toriwaki, New algorithms for Euclidean distance transformation, "
                 "Pattern Recognition 27, 1994",
    .memory = 3.1,
    .run = run, OP_PARAMS(params)
OPERATION_END
