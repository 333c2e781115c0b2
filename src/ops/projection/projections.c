/* Projections: what the pixels along an axis come to. The axis is dropped, as NumPy does it, unless
   keep_dims is set. */
#include "core/op.h"
#ifndef IV__GEN
#include "kernel/reduce/project.h"
#endif

struct args { iv_image *input_image, *output_image; int64_t ddof; int keep_dims; };

#define IMAGE_TO_PROJECT SRC(input_image, ANY, "Image to project.")
#define RESULT(rule) DST(output_image, input_image, rule, "The projection, without the axis.")
#define KEEP_DIMS FLAG(keep_dims, 0, "1: the axis stays, with size 1.")

static const struct iv__param extreme_params[] = { IMAGE_TO_PROJECT, RESULT(SAME), KEEP_DIMS };
static const struct iv__param sum_params[] = { IMAGE_TO_PROJECT, RESULT(SUM), KEEP_DIMS };
static const struct iv__param mean_params[] = { IMAGE_TO_PROJECT, RESULT(F32), KEEP_DIMS };
static const struct iv__param deviation_params[] = {
    IMAGE_TO_PROJECT, RESULT(F32),
    WHOLE(ddof, 0, 0, 1000000, 1, "What is taken from the number of pixels before dividing by it."),
    KEEP_DIMS,
};

/* name, what, axis, tolerance, parameters, in words, NumPy's call */
#define ALONG(X, axis, AXIS, number)                                                               \
    X(maximum_##axis##_projection, MAXIMUM, AXIS, 0, extreme_params, "Maximum along " #axis ".",   \
      "input_image.max(axis=" number ")", EXTREME_WORDS)                                           \
    X(minimum_##axis##_projection, MINIMUM, AXIS, 0, extreme_params, "Minimum along " #axis ".",   \
      "input_image.min(axis=" number ")", EXTREME_WORDS)                                           \
    X(sum_##axis##_projection, SUM, AXIS, 1e-6, sum_params, "Sum along " #axis ".",                \
      "input_image.sum(axis=" number ")", SUM_WORDS)                                               \
    X(mean_##axis##_projection, MEAN, AXIS, 1e-6, mean_params, "Mean along " #axis ".",            \
      "input_image.mean(axis=" number ")", MEAN_WORDS)                                             \
    X(variance_##axis##_projection, VARIANCE, AXIS, 1e-5, deviation_params,                        \
      "Variance along " #axis ".", "input_image.var(axis=" number ", ddof=ddof)", SPREAD_WORDS)    \
    X(std_##axis##_projection, DEVIATION, AXIS, 1e-5, deviation_params,                            \
      "Standard deviation along " #axis ".", "input_image.std(axis=" number ", ddof=ddof)",        \
      SPREAD_WORDS)
#define OPERATIONS(X) ALONG(X, x, IV_AXIS_X, "-1") ALONG(X, y, IV_AXIS_Y, "-2") ALONG(X, z, IV_AXIS_Z, "-3")

#define EXTREME_WORDS "NaN where any pixel is NaN."
#define SUM_WORDS "Exact for integers, and saturated; floats are summed to about 46 bits."
#define MEAN_WORDS "From an exact sum of integers, or a sum of floats to about 46 bits."
#define SPREAD_WORDS "Exact for integers; of floats, distances to the first of the line are summed, so that a large mean does no harm. NaN or infinite where ddof is not below the number of pixels, as in NumPy."

#ifndef IV__GEN
/* The axis goes, and the ones before it move up: (z y x) without y is (y x). An axis that is not there
   changes nothing. */
static iv_status drop_axis(const struct args *a, int axis, iv_layout *l)
{
    if (a->keep_dims) l->size[axis] = 1;
    if (a->keep_dims || !(l->axes >> axis & 1)) return IV_OK;
    for (int k = axis; k > IV_AXIS_Z; k--) {
        l->size[k] = l->size[k - 1];
        l->spacing[k] = l->spacing[k - 1];
        for (size_t i = 0; i < sizeof l->unit[k]; i++) l->unit[k][i] = l->unit[k - 1][i];
    }
    l->size[IV_AXIS_Z] = 1;
    l->spacing[IV_AXIS_Z] = 1;
    l->unit[IV_AXIS_Z][0] = 0;
    for (int k = IV_AXIS_Z; k <= IV_AXIS_X; k++) /* the first of the present axes leaves */
        if (l->axes >> k & 1) {
            l->axes &= ~(1u << k);
            break;
        }
    return IV_OK;
}
#endif

#define ROW(id, what, axis_of_it, error, table, words, numpy, more)                                \
    static iv_status shape_##id(const void *args, const char *name, iv_layout *layout)             \
    {                                                                                              \
        (void)name;                                                                                \
        return drop_axis(args, axis_of_it, layout);                                                \
    }                                                                                              \
    static void run_##id(struct iv_run *r, const void *args)                                       \
    {                                                                                              \
        const struct args *a = args;                                                               \
        iv__project(r, a->output_image, a->input_image, axis_of_it, IV__PROJECT_##what, (int)a->ddof); \
    }                                                                                              \
    OPERATION(id)                                                                                  \
        .summary = words, .detail = more,                                                          \
        .categories = "projection", .classic = numpy, .tolerance = error,                          \
        .shape = shape_##id, .run = run_##id, OP_PARAMS(table)                                     \
    OPERATION_END
OPERATIONS(ROW)
