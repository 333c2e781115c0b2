/* Bright objects that may touch: one for each spot, out to the outline. */
#include "core/op.h"
#include "gen/calls.h"
#include "kernel/reduce/histogram.h"
#include "kernel/label/voronoi.h"

struct args { iv_image *input_image, *output_image; double spot_sigma, outline_sigma; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image with bright objects."),
    DST(output_image, input_image, LABELS, "The objects, numbered."),
    LENGTH(spot_sigma, 'x', 2, 0, 1000, 20,
           "How much the image is blurred before its maxima are taken as seeds: about half an "
           "object's radius."),
    LENGTH(outline_sigma, 'x', 2, 0, 1000, 20,
           "How much the image is blurred before it is thresholded: how smooth outlines become."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    const double s = a->spot_sigma, o = a->outline_sigma;
    iv_image *blurred = op_gaussian_blur(r, a->input_image, NULL, s, s, s);
    iv_image *spots = op_detect_maxima(r, blurred, NULL, 0, 0, 0, IV__BOX);
    if (o != s) {
        iv__drop(r, blurred);
        blurred = op_gaussian_blur(r, a->input_image, NULL, o, o, o);
    }
    const struct iv__packed seeds = iv__pack(r, spots), mask = iv__pack_above(r, blurred, iv__otsu(r, blurred));
    iv__drop(r, blurred);
    iv__drop(r, spots);
    iv__voronoi_masked(r, &seeds, &mask, a->output_image);
}

OPERATION(voronoi_otsu_labeling)
    .summary = "Segment bright objects that may touch, such as nuclei: a seed for each, grown to "
               "the outline.",
    .detail = "Seeds are the local maxima of the image blurred by spot_sigma. The outline is "
              "Otsu's threshold of the image blurred by outline_sigma. Every pixel inside the "
              "outline gets the nearest seed's number (masked_voronoi_labeling); a piece of it "
              "without a seed stays 0.",
    .categories = "label, in assistant",
    .classic = "scipy.ndimage.gaussian_filter, skimage.filters.threshold_otsu, local maxima, and "
               "scipy.ndimage.distance_transform_edt(seeds == 0, return_indices=True)",
    .reference = "Haase et al., CLIJ: GPU-accelerated image processing for everyone, Nat. Methods "
                 "17, 2020",
    .memory = 3.1,
    .run = run, OP_PARAMS(params)
OPERATION_END
