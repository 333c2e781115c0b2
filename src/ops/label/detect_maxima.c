/* Local maxima and minima. */
#include "core/op.h"
#ifndef IV__GEN
#include "gen/calls.h"
#include "kernel/filter/stencil.h"
#endif

struct args { iv_image *input_image, *output_image; double radius_x, radius_y, radius_z; int connectivity; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to search."),
    DST(output_image, input_image, BINARY, "1 at each extreme, else 0."),
    LENGTH(radius_x, 'x', 0, 0, 1000, 20, "Half width along x of the mean filter that goes before."),
    LENGTH(radius_y, 'y', 0, 0, 1000, 20, "Half width along y."),
    LENGTH(radius_z, 'z', 0, 0, 1000, 20, "Half width along z."),
    CONNECTIVITY(connectivity, "Shape of the mean filter."),
};

static void detect(struct iv_run *r, const struct args *a, int minima)
{
    iv_image *im = a->input_image;
    if (a->radius_x >= 1 || a->radius_y >= 1 || a->radius_z >= 1)
        im = op_mean_filter(r, im, NULL, a->radius_x, a->radius_y, a->radius_z, a->connectivity);
    iv__stencil(r, IV__PEAKS, a->output_image, im, minima);
}

static void run_maxima(struct iv_run *r, const void *args) { detect(r, args, 0); }
static void run_minima(struct iv_run *r, const void *args) { detect(r, args, 1); }

#define DETAIL(which)                                                                              \
    "A mean filter of the given radius goes first, in the image's own pixel type. Then a pixel "   \
    "counts that is " which " than all 26 (in 2D 8) neighbours inside the image; a plateau gives " \
    "nothing. NaN is never an extreme and never prevents one."

OPERATION(detect_maxima)
    .summary = "Local maxima.",
    .detail = DETAIL("larger"),
    .categories = "binarize, in assistant",
    .classic = "mean > scipy.ndimage.maximum_filter(mean, footprint=box_without_centre, mode='constant', "
               "cval=-inf)",
    .memory = 3.25,
    .run = run_maxima, OP_PARAMS(params)
OPERATION_END

OPERATION(detect_minima)
    .summary = "Local minima.",
    .detail = DETAIL("smaller"),
    .categories = "binarize, in assistant",
    .classic = "mean < scipy.ndimage.minimum_filter(mean, footprint=box_without_centre, mode='constant', "
               "cval=inf)",
    .memory = 3.25,
    .run = run_minima, OP_PARAMS(params)
OPERATION_END
