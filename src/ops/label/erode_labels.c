/* Labels shrunk by a distance. */
#include "core/op.h"
#include "gen/calls.h"
#include "kernel/label/erode.h"

struct args { iv_image *input_image, *output_image; double radius; int relabel; };

static const struct iv__param params[] = {
    SRC(input_image, LABELS, "Label image."),
    DST(output_image, input_image, LABELS, "What is left of the labels."),
    LENGTH(radius, 'x', 1, 0, 32767, 50, "How far labels shrink, in pixels."),
    FLAG(relabel, 0, "Give each connected piece that is left a number of its own (pieces that "
                     "share a face are connected); else objects keep their order, and numbers have "
                     "no gaps."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    if (a->radius < 1) {
        iv__copy(r, a->output_image, a->input_image);
        return;
    }
    iv_image *left = iv__scratch_like(r, a->output_image, IV_PIXEL_U32);
    iv__erode_labels(r, a->input_image, a->radius, left);
    if (a->relabel) op_connected_components_labeling(r, left, a->output_image, IV__SPHERE);
    else op_relabel_sequential(r, left, a->output_image, 4096);
}

OPERATION(erode_labels)
    .summary = "Shrink labels by a distance, also where they touch each other.",
    .detail = "A pixel stays if the nearest pixel of another label or of the background is farther "
              "away than the radius, by Euclidean distance between pixel centres. The image's "
              "borders take nothing away. A radius below 1 changes nothing.",
    .categories = "label processing, in assistant",
    .classic = "for each label: scipy.ndimage.distance_transform_edt(input_image == label) > "
               "radius",
    .memory = 4,
    .run = run, OP_PARAMS(params)
OPERATION_END
