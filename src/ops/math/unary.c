/* Functions of one pixel. */
#include "kernel/pixelwise/map.h"

#define INFINITE FLOATS(0x7f800000u)

/* name, in floats, in integers, result, tolerance, in words, NumPy's call */
#define OPERATIONS(X)                                                                              \
    X(absolute, FABS(a), a < 0 ? -a : a, SAME, 0, "Absolute value of every pixel.", "numpy.abs(input_image)") \
    X(sign, a > 0 ? 1 : a < 0 ? -1 : a, a > 0 ? 1 : a < 0 ? -1 : 0, SAME, 0, "-1, 0 or 1: the sign of every pixel.", "numpy.sign(input_image)") \
    X(floor, FLOOR(a), a, SAME, 0, "Every pixel rounded down.", "numpy.floor(input_image)")        \
    X(ceil, CEIL(a), a, SAME, 0, "Every pixel rounded up.", "numpy.ceil(input_image)")             \
    X(round, RINT(a), a, SAME, 0, "Every pixel rounded to the nearest whole number, halves to the even one.", "numpy.round(input_image)") \
    X(truncate, TRUNC(a), a, SAME, 0, "Every pixel rounded toward zero.", "numpy.trunc(input_image)") \
    X(undefined_to_zero, a != a || FABS(a) == INFINITE ? 0.0f : a, a, SAME, 0, "0 where a pixel is NaN or infinite.", "numpy.where(numpy.isfinite(input_image), input_image, 0)") \
    X(invert, -a, -a, F32, 0, "Every pixel times -1.", "-input_image")                             \
    X(square, a * a, NONE, F32, 1e-6, "Square of every pixel.", "input_image ** 2")                \
    X(reciprocal, 1.0f / a, NONE, F32, 1e-6, "1 divided by every pixel.", "1 / input_image")       \
    X(square_root, SQRT(a), NONE, F32, 1e-6, "Square root of every pixel.", "numpy.sqrt(input_image)") \
    X(cubic_root, iv_cbrt(a), NONE, F32, 1e-6, "Cubic root of every pixel.", "numpy.cbrt(input_image)") \
    X(exponential, iv_exp(a), NONE, F32, 1e-6, "e to the power of every pixel.", "numpy.exp(input_image)") \
    X(exponential2, iv_exp2(a), NONE, F32, 1e-6, "2 to the power of every pixel.", "numpy.exp2(input_image)") \
    X(exponential10, iv_exp10(a), NONE, F32, 1e-6, "10 to the power of every pixel.", "10.0 ** input_image") \
    X(logarithm, iv_log(a), NONE, F32, 1e-6, "Natural logarithm of every pixel.", "numpy.log(input_image)") \
    X(logarithm2, iv_log2(a), NONE, F32, 1e-6, "Logarithm to base 2 of every pixel.", "numpy.log2(input_image)") \
    X(logarithm10, iv_log10(a), NONE, F32, 1e-6, "Logarithm to base 10 of every pixel.", "numpy.log10(input_image)") \
    X(sin, iv_sin(a), NONE, F32, 1e-6, "Sine of every pixel, in radians.", "numpy.sin(input_image)") \
    X(cos, iv_cos(a), NONE, F32, 1e-6, "Cosine of every pixel, in radians.", "numpy.cos(input_image)") \
    X(tan, iv_tan(a), NONE, F32, 1e-6, "Tangent of every pixel, in radians.", "numpy.tan(input_image)") \
    X(asin, iv_asin(a), NONE, F32, 1e-6, "Arc sine of every pixel, in radians.", "numpy.arcsin(input_image)") \
    X(acos, iv_acos(a), NONE, F32, 1e-6, "Arc cosine of every pixel, in radians.", "numpy.arccos(input_image)") \
    X(atan, iv_atan(a), NONE, F32, 1e-6, "Arc tangent of every pixel, in radians.", "numpy.arctan(input_image)") \
    X(sinh, iv_sinh(a), NONE, F32, 1e-6, "Hyperbolic sine of every pixel.", "numpy.sinh(input_image)") \
    X(cosh, iv_cosh(a), NONE, F32, 1e-6, "Hyperbolic cosine of every pixel.", "numpy.cosh(input_image)") \
    X(tanh, iv_tanh(a), NONE, F32, 1e-6, "Hyperbolic tangent of every pixel.", "numpy.tanh(input_image)")
MAP_FAMILY(unary, MATH, OPERATIONS)

#ifndef IV_ISA
struct args { iv_image *input_image, *output_image; };

static const struct iv__param params_SAME[] = {
    SRC(input_image, ANY, "Image."),
    DST(output_image, input_image, SAME, "The result, of the image's pixel type."),
};
static const struct iv__param params_F32[] = {
    SRC(input_image, ANY, "Image."),
    DST(output_image, input_image, F32, "The result, f32."),
};

#define ROW(id, f, i, rule, error, words, numpy)                                                   \
    static void run_##id(struct iv_run *r, const void *args)                                       \
    {                                                                                              \
        const struct args *a = args;                                                               \
        MAP1(r, &map_##id, a->output_image, a->input_image);                                       \
    }                                                                                              \
    OPERATION(id)                                                                                  \
        .summary = words,                                                                          \
        .categories = "filter, math", .classic = numpy, .tolerance = error,                        \
        .flags = IV__PIXELWISE,                                           \
        .run = run_##id, OP_PARAMS(params_##rule)                                                  \
    OPERATION_END
OPERATIONS(ROW)
#endif
