/* Connected components of a mask. */
#include "core/op.h"
#include "kernel/label/components.h"

struct args { iv_image *input_image, *output_image; int connectivity; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Mask: every pixel that is not 0 belongs to an object."),
    DST(output_image, input_image, LABELS, "0 outside of objects, else the object's number."),
    CONNECTIVITY(connectivity, "box: pixels that share a face, an edge or a corner are connected "
                               "(26 neighbours, 8 in a plane); sphere: those that share a face (6, "
                               "4)."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv__components(r, a->input_image, a->output_image, a->connectivity == IV__BOX);
}

OPERATION(connected_components_labeling)
    .summary = "Number the connected objects of a mask.",
    .detail = "Objects are numbered 1, 2, ... in the order of their first pixel, row by row and "
              "plane by plane. NaN counts as not 0.",
    .categories = "label",
    .classic = "scipy.ndimage.label(input_image, scipy.ndimage.generate_binary_structure(ndim, "
               "ndim if connectivity == 'box' else 1))[0]",
    .reference = "Lacassagne and Zavidovique, Light speed labeling, J. Real-Time Image Process. 6, "
                 "2011",
    .memory = 1.6,
    .run = run, OP_PARAMS(params)
OPERATION_END
ALIAS(connected_component_labeling, connected_components_labeling)
ALIAS(label, connected_components_labeling)
