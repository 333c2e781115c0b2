/* A pixel and a number. Where the result is an integer image, it is rounded half to even. */
#include "kernel/pixelwise/map.h"

/* name, in floats, in integers, result, default, tolerance, in words, NumPy's call. A NaN stays. */
#define OPERATIONS(X)                                                                              \
    X(add_image_and_scalar, a + s0, a + s0, F32, 1, 1e-6, "A number added to every pixel.", "input_image + scalar") \
    X(subtract_image_from_scalar, s0 - a, s0 - a, F32, 0, 1e-6, "Every pixel subtracted from a number.", "scalar - input_image") \
    X(multiply_image_and_scalar, a * s0, NONE, F32, 0, 1e-6, "Every pixel multiplied by a number.", "input_image * scalar") \
    X(divide_scalar_by_image, s0 / a, NONE, SAME, 0, 1e-6, "A number divided by every pixel.", "scalar / input_image") \
    X(power, iv_pow(a, s0), NONE, F32, 1, 1e-6, "Every pixel to the power of a number.", "input_image ** scalar") \
    X(maximum_image_and_scalar, a > s0 || a != a ? a : s0, a > s0 ? a : s0, SAME, 0, 0, "The larger of every pixel and a number.", "numpy.maximum(input_image, scalar)") \
    X(minimum_image_and_scalar, a < s0 || a != a ? a : s0, a < s0 ? a : s0, SAME, 0, 0, "The smaller of every pixel and a number.", "numpy.minimum(input_image, scalar)")
MAP_FAMILY_SAME(scalar, MATH, OPERATIONS)

#ifndef IV_ISA
struct args { iv_image *input_image, *output_image; double scalar; };

#define TABLE_OF(id, as, def)                                                                    \
    static const struct iv__param params_##id[] = {                                                \
        SRC(input_image, ANY, "Image."),                                                           \
        DST(output_image, input_image, as, "The result."),                                       \
        REAL(scalar, def, -3.4028234663852886e38, 3.4028234663852886e38, "The number."),                                       \
    };

/* Whole pixels and an integer result: rounding the number first gives the same, and keeps large pixels
   exact. */
#define ROW(id, f, i, as, def, error, words, numpy)                                              \
    TABLE_OF(id, as, def)                                                                        \
    static void run_##id(struct iv_run *r, const void *args)                                       \
    {                                                                                              \
        const struct args *a = args;                                                               \
        const int extreme = map_##id.exact && params_##id[1].rule == IV__SAME;                     \
        const int whole = !iv__is_float(a->input_image->pixel) && !iv__is_float(a->output_image->pixel); \
        const double s = extreme && whole ? rint(a->scalar) : a->scalar;                           \
        iv__map_run(r, &map_##id, a->output_image, (iv_image *[]){ a->input_image }, 1, &s, 1,     \
                    IV__MAP_RINT);                                                                 \
    }                                                                                              \
    OPERATION(id)                                                                                  \
        .summary = words,                                                                          \
        .categories = "filter, math", .classic = numpy, .tolerance = error,                        \
        .flags = IV__PIXELWISE,                                           \
        .run = run_##id, OP_PARAMS(params_##id)                                                    \
    OPERATION_END
OPERATIONS(ROW)
#endif
