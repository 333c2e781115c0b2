/* Comparisons of every pixel with a number. */
#include "kernel/pixelwise/map.h"

/* The last column says which whole number stands for the scalar where pixels are integers. */
#define OPERATIONS(X)                                                                              \
    X(equal_constant, a == s0, a == s0, ==, EXACT)                                                 \
    X(not_equal_constant, a != s0, a != s0, !=, EXACT)                                             \
    X(greater_constant, a > s0, a > s0, >, DOWN)                                                   \
    X(greater_or_equal_constant, a >= s0, a >= s0, >=, UP)                                         \
    X(smaller_constant, a < s0, a < s0, <, UP)                                                     \
    X(smaller_or_equal_constant, a <= s0, a <= s0, <=, DOWN)
MAP_FAMILY_FLAG(constant, PLAIN, OPERATIONS)

#ifndef IV_ISA
#ifndef IV__GEN
#include <math.h>
#endif
struct args { iv_image *input_image, *output_image; double scalar; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to compare."),
    DST(output_image, input_image, BINARY, "1 where the comparison holds, else 0."),
    REAL(scalar, 0, -3.4028235e38, 3.4028235e38, "Number to compare with."),
};

/* No integer pixel is equal to a number with a fraction, nor to this. */
#define NOWHERE 1099511627776.0
#define EXACT(s) ((s) == floor(s) ? (s) : NOWHERE)
#define DOWN(s) floor(s)
#define UP(s) ceil(s)

#define ROW(id, f, i, sign, whole)                                                                 \
    static void run_##id(struct iv_run *r, const void *args)                                       \
    {                                                                                              \
        const struct args *a = args;                                                               \
        const int floats = iv__is_float(a->input_image->pixel);                                    \
        const double s = floats ? a->scalar : whole(a->scalar);                                     \
        iv__map_run(r, &map_##id, a->output_image, (iv_image *[]){ a->input_image }, 1, &s, 1,     \
                    IV__MAP_TRUNC);                                                                \
    }                                                                                              \
    OPERATION(id)                                                                                  \
        .summary = "1 where a pixel is " #sign " a number, else 0.",                               \
        .categories = "compare, binarize",                                                         \
        .classic = "(input_image " #sign " scalar).astype('uint8')",                               \
        .flags = IV__PIXELWISE,                                           \
        .run = run_##id, OP_PARAMS(params)                                                         \
    OPERATION_END
OPERATIONS(ROW)
#endif
