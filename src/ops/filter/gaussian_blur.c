/* Gaussian blur, and the difference of two. */
#include "core/op.h"
#ifndef IV__GEN
#include "kernel/filter/line.h"
#endif

struct args { iv_image *input_image, *output_image; double sigma_x, sigma_y, sigma_z; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to blur."),
    DST(output_image, input_image, F32, "Blurred image."),
    LENGTH(sigma_x, 'x', 0, 0, 800, 20, "Standard deviation along x; 0 leaves the axis out."),
    LENGTH(sigma_y, 'y', 0, 0, 800, 20, "Standard deviation along y; 0 leaves the axis out."),
    LENGTH(sigma_z, 'z', 0, 0, 800, 20, "Standard deviation along z; 0 leaves the axis out."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv__line_gauss(r, a->output_image, a->input_image, (double[]){ a->sigma_x, a->sigma_y, a->sigma_z });
}

OPERATION(gaussian_blur)
    .summary = "Blur with a Gaussian.",
    .detail = "Weights reach floor(4 sigma) pixels to both sides and are divided by their sum. Beyond the "
              "border the edge repeats. The error is below 2e-6 of the maximum up to sigma 20, 1e-5 beyond.",
    .categories = "filter, denoise, in assistant",
    .classic = "scipy.ndimage.gaussian_filter(input_image, (sigma_z, sigma_y, sigma_x), mode='nearest', "
               "radius=[int(4 * s) for s in (sigma_z, sigma_y, sigma_x)])",
    .tolerance = 2e-6,
    .memory = 2,
    .run = run, OP_PARAMS(params)
OPERATION_END
