/* Whole-image reductions to one number: sum, mean, minimum, maximum, variance, deviation. */
#include "core/op.h"
#include "kernel/reduce/reduce.h"
#ifndef IV__GEN
#include <math.h>
#endif

struct args { iv_image *input_image; int64_t ddof; double *result; };

#define IMAGE_PARAM SRC(input_image, ANY, "Image to measure, with all its time points and channels.")

static const struct iv__param params[] = {
    IMAGE_PARAM,
    NUMBER(result, "The number."),
};

static const struct iv__param params_ddof[] = {
    IMAGE_PARAM,
    WHOLE(ddof, 0, 0, 1e9, 1, "Squares are divided by the number of pixels less this; 1 gives the "
                              "sample's, unbiased, variance."),
    NUMBER(result, "The number."),
};

#define SUMS_DETAIL                                                                                \
    "Integers are exact; floats are summed as pairs of floats in a fixed order. A NaN makes the "  \
    "result NaN."

static void run_sum(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    struct iv__moments m;
    iv__fetch_moments(r, a->input_image, 0, &m);
    *a->result = m.sum;
}

OPERATION(sum_of_all_pixels)
    .summary = "Sum of all pixels.",
    .detail = SUMS_DETAIL,
    .categories = "measurement",
    .classic = "numpy.sum(input_image, dtype='float64')",
    .tolerance = 1e-12,
    .flags = IV__WHOLE,
    .run = run_sum, OP_PARAMS(params)
OPERATION_END

static void run_mean(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    struct iv__moments m;
    iv__fetch_moments(r, a->input_image, 0, &m);
    *a->result = m.mean;
}

OPERATION(mean_of_all_pixels)
    .summary = "Mean of all pixels.",
    .detail = SUMS_DETAIL,
    .categories = "measurement",
    .classic = "numpy.mean(input_image, dtype='float64')",
    .tolerance = 1e-12,
    .flags = IV__WHOLE,
    .run = run_mean, OP_PARAMS(params)
OPERATION_END

static double variance(struct iv_run *r, const struct args *a)
{
    struct iv__moments m;
    iv__fetch_moments(r, a->input_image, 1, &m);
    return m.deviations / fmax(m.n - (double)a->ddof, 0);
}

static void run_variance(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    *a->result = variance(r, a);
}

OPERATION(variance_of_all_pixels)
    .summary = "Variance of all pixels.",
    .detail = SUMS_DETAIL " As many pixels as ddof, or fewer, give NaN or infinity, as NumPy does.",
    .categories = "measurement",
    .classic = "numpy.var(input_image, dtype='float64', ddof=ddof)",
    .tolerance = 1e-6,
    .flags = IV__WHOLE,
    .run = run_variance, OP_PARAMS(params_ddof)
OPERATION_END

static void run_deviation(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    *a->result = sqrt(variance(r, a));
}

OPERATION(standard_deviation_of_all_pixels)
    .summary = "Standard deviation of all pixels.",
    .detail = SUMS_DETAIL " As many pixels as ddof, or fewer, give NaN or infinity, as NumPy does.",
    .categories = "measurement",
    .classic = "numpy.std(input_image, dtype='float64', ddof=ddof)",
    .tolerance = 1e-6,
    .flags = IV__WHOLE,
    .run = run_deviation, OP_PARAMS(params_ddof)
OPERATION_END

static void run_minimum(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    double unused;
    iv__fetch_extremes(r, a->input_image, a->result, &unused);
}

OPERATION(minimum_of_all_pixels)
    .summary = "Smallest pixel.",
    .detail = "A NaN makes the result NaN.",
    .categories = "measurement",
    .classic = "numpy.min(input_image)",
    .flags = IV__WHOLE,
    .run = run_minimum, OP_PARAMS(params)
OPERATION_END

static void run_maximum(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    double unused;
    iv__fetch_extremes(r, a->input_image, &unused, a->result);
}

OPERATION(maximum_of_all_pixels)
    .summary = "Largest pixel.",
    .detail = "A NaN makes the result NaN.",
    .categories = "measurement",
    .classic = "numpy.max(input_image)",
    .flags = IV__WHOLE,
    .run = run_maximum, OP_PARAMS(params)
OPERATION_END
