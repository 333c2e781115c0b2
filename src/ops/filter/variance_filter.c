/* Variance and standard deviation around each pixel. */
#include "ops/filter/window_args.h"
#ifndef IV__GEN
#include "kernel/filter/variance.h"
#endif

WINDOW_PARAMS(ANY, F32, "Variances, or deviations.")

static void run(struct iv_run *r, const struct args *a, int root)
{
    if (a->connectivity == IV__BOX) iv__variance(r, a->output_image, a->input_image, IV__RADII(a), root);
    else iv__window_variance(r, a->output_image, a->input_image, IV__RADII(a), IV__SPHERE, root);
}

static void run_variance(struct iv_run *r, const void *args) { run(r, args, 0); }

static void run_deviation(struct iv_run *r, const void *args) { run(r, args, 1); }

OPERATION(variance_filter)
    .summary = "Variance of the pixels around each (the population's).",
    .detail = BORDER "It is computed from differences, so that an offset costs no accuracy.",
    .categories = "filter, edge detection, in assistant",
    .classic = "scipy.ndimage.generic_filter(input_image, numpy.var, footprint=footprint, mode='nearest')",
    .tolerance = 2e-6,
    .memory = 3,
    .run = run_variance, OP_PARAMS(params)
OPERATION_END

OPERATION(standard_deviation)
    .summary = "Standard deviation of the pixels around each (the population's).",
    .detail = BORDER "It is computed from differences, so that an offset costs no accuracy.",
    .categories = "filter, edge detection, in assistant",
    .classic = "scipy.ndimage.generic_filter(input_image, numpy.std, footprint=footprint, mode='nearest')",
    .tolerance = 2e-6,
    .memory = 3,
    .run = run_deviation, OP_PARAMS(params)
OPERATION_END
