/* Every pixel of a mask belongs to the nearest seed. */
#include "core/op.h"
#include "kernel/label/voronoi.h"

struct args { iv_image *input_image, *mask, *output_image; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Mask of the seeds: those inside the mask count."),
    SRC(mask, ANY, "Mask to fill."),
    DST(output_image, input_image, LABELS,
        "The number of each pixel's nearest seed, 0 outside the mask."),
};

static iv_status check(const void *args)
{
    const struct args *a = args;
    const iv_layout *p = &a->input_image->layout, *q = &a->mask->layout;
    char s[96], t[96];
    for (int k = IV_AXIS_Z; k <= IV_AXIS_X; k++)
        if (p->size[k] != q->size[k])
            return iv__error(IV_ERROR_SHAPE, "mask is %s, but input_image is %s",
                             iv__layout_words(q, s, sizeof s), iv__layout_words(p, t, sizeof t));
    return IV_OK;
}

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    const struct iv__packed seeds = iv__pack(r, a->input_image), mask = iv__pack(r, a->mask);
    iv__voronoi_masked(r, &seeds, &mask, a->output_image);
}

OPERATION(masked_voronoi_labeling)
    .summary = "Number the seeds inside a mask, and give every other pixel of the mask the number "
               "of the nearest.",
    .detail = "Seeds are numbered as by connected_components_labeling with connectivity box. "
              "Distances are Euclidean, in pixels, straight even where that leads out of the mask, "
              "and exact; of equally near seeds the one with the smaller number wins. A connected "
              "piece of the mask (connectivity box) without a seed stays 0.",
    .categories = "label",
    .classic = "scipy.ndimage.distance_transform_edt(seeds == 0, return_indices=True) of "
               "scipy.ndimage.label's labels, where mask",
    .reference = "Saito and Toriwaki, New algorithms for Euclidean distance transformation, "
                 "Pattern Recognition 27, 1994",
    .check = check, .memory = 3.1, .run = run, OP_PARAMS(params)
OPERATION_END
