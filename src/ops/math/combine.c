/* Two images, pixel by pixel. Sums, products and extremes of integers are exact and saturate. */
#include "kernel/pixelwise/map.h"

/* of u32 by u32: what would not fit 63 bits is far beyond saturation */
#define PRODUCT ((a > 2147483647 && b > 2147483647) ? 9223372036854775807 : a * b)

/* name, in floats, in integers, result, tolerance, in words, NumPy's call */
#define OPERATIONS(X)                                                                              \
    X(multiply_images, a * b, PRODUCT, SAME, 1e-6, "Product of two images.", "input_image0 * input_image1") \
    X(divide_images, a / b, NONE, F32, 1e-6, "Quotient of two images.", "input_image0 / input_image1") \
    X(maximum_images, a > b || a != a ? a : b, a > b ? a : b, SAME, 0, "The larger of two images' pixels; NaN where one is NaN.", "numpy.maximum(input_image0, input_image1)") \
    X(minimum_images, a < b || a != a ? a : b, a < b ? a : b, SAME, 0, "The smaller of two images' pixels; NaN where one is NaN.", "numpy.minimum(input_image0, input_image1)") \
    X(absolute_difference, FABS(a - b), a > b ? a - b : b - a, SAME, 1e-6, "Size of the difference of two images.", "numpy.abs(input_image0 - input_image1)") \
    X(squared_difference, (a - b) * (a - b), NONE, F32, 1e-6, "Square of the difference of two images.", "(input_image0 - input_image1) ** 2") \
    X(power_images, iv_pow(a, b), NONE, F32, 1e-6, "The first image to the power of the second.", "input_image0 ** input_image1") \
    X(modulo_images, iv_fmod(a, b), b == 0 ? 0 : a % b, SAME, 0, "Remainder of a division, with the first image's sign; 0 for integers divided by 0.", "numpy.fmod(input_image0, input_image1)")
MAP_FAMILY_SAME(combine, MATH, OPERATIONS)

#ifndef IV_ISA
struct args { iv_image *input_image0, *input_image1, *output_image; };

#define IMAGES                                                                                     \
    SRC(input_image0, ANY, "First image."),                                                        \
    SRC(input_image1, ANY, "Second image; along axes where it has size 1 it repeats.")
static const struct iv__param params_SAME[] = {
    IMAGES, DST(output_image, input_image0, SAME, "The result, of the first image's pixel type."),
};
static const struct iv__param params_F32[] = {
    IMAGES, DST(output_image, input_image0, F32, "The result, f32."),
};

#define ROW(id, f, i, rule_, error, words, numpy)                                                  \
    static void run_##id(struct iv_run *r, const void *args)                                       \
    {                                                                                              \
        const struct args *a = args;                                                               \
        MAP2(r, &map_##id, a->output_image, a->input_image0, a->input_image1);                     \
    }                                                                                              \
    OPERATION(id)                                                                                  \
        .summary = words,                                                                          \
        .categories = "combine, math", .classic = numpy, .tolerance = error,                       \
        .flags = IV__PIXELWISE,                                           \
        .run = run_##id, OP_PARAMS(params_##rule_)                                                 \
    OPERATION_END
OPERATIONS(ROW)
#endif
