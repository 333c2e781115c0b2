/* Bright objects: blurred, thresholded, numbered. */
#include "core/op.h"
#include "gen/calls.h"
#include "kernel/label/components.h"
#include "kernel/reduce/histogram.h"

struct args { iv_image *input_image0, *output_image; double outline_sigma; };

static const struct iv__param params[] = {
    SRC(input_image0, ANY, "Image with bright objects."),
    DST(output_image, input_image0, LABELS, "The objects, numbered."),
    LENGTH(outline_sigma, 'x', 0, 0, 1000, 20, "How much the image is blurred, along all axes."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    const double s = a->outline_sigma;
    iv_image *blurred = op_gaussian_blur(r, a->input_image0, NULL, s, s, s);
    const struct iv__packed mask = iv__pack_above(r, blurred, iv__otsu(r, blurred));
    iv__drop(r, blurred);
    iv__components_packed(r, &mask, a->output_image, 1);
}

OPERATION(gauss_otsu_labeling)
    .summary = "Blur an image, threshold it by Otsu's method, and number the objects.",
    .detail = "gaussian_blur, threshold_otsu, connected_components_labeling with connectivity box.",
    .categories = "label, in assistant",
    .classic = "scipy.ndimage.gaussian_filter, skimage.filters.threshold_otsu, scipy.ndimage.label",
    .memory = 3,
    .run = run, OP_PARAMS(params)
OPERATION_END
