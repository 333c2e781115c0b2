#include "kernel/pixelwise/map.h"

#define OPERATIONS(X) X(difference_of_gaussian, a - b, NONE)
MAP_FAMILY(difference_of_gaussian, PLAIN, OPERATIONS)

#ifndef IV_ISA
#ifndef IV__GEN
#include "gen/calls.h"
#endif
struct args {
    iv_image *input_image, *output_image;
    double sigma1_x, sigma1_y, sigma1_z, sigma2_x, sigma2_y, sigma2_z;
};

#define SIGMA(f, axis, text) LENGTH(f, axis, 2, 0, 800, 20, text)
static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to filter."),
    DST(output_image, input_image, F32, "First blurred image less the second."),
    SIGMA(sigma1_x, 'x', "Standard deviation of the first Gaussian along x; 0 leaves the axis out."),
    SIGMA(sigma1_y, 'y', "Of the first along y."),
    SIGMA(sigma1_z, 'z', "Of the first along z."),
    SIGMA(sigma2_x, 'x', "Of the second along x."),
    SIGMA(sigma2_y, 'y', "Of the second along y."),
    SIGMA(sigma2_z, 'z', "Of the second along z."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv_image *one = op_gaussian_blur(r, a->input_image, NULL, a->sigma1_x, a->sigma1_y, a->sigma1_z);
    iv_image *two = op_gaussian_blur(r, a->input_image, NULL, a->sigma2_x, a->sigma2_y, a->sigma2_z);
    if (iv__ok(r)) MAP2(r, &map_difference_of_gaussian, a->output_image, one, two);
}

OPERATION(difference_of_gaussian)
    .summary = "Difference of two Gaussian blurs: keeps what has a size between the two.",
    .categories = "filter, background removal",
    .classic = "scipy.ndimage.gaussian_filter(input_image, sigma1, mode='nearest') - "
               "scipy.ndimage.gaussian_filter(input_image, sigma2, mode='nearest')",
    .tolerance = 2e-6,
    .memory = 4,
    .run = run, OP_PARAMS(params)
OPERATION_END
#endif
