/* Logic of masks: a pixel that is not 0 is set. */
#include "kernel/pixelwise/map.h"

#define A (a != 0)
#define B (b != 0)
/* name, in floats, in integers, in words, NumPy's call */
#define OPERATIONS(X)                                                                              \
    X(binary_and, A && B, A && B, "1 where both images are set, else 0.", "(input_image0 != 0) & (input_image1 != 0)") \
    X(binary_or, A || B, A || B, "1 where either image is set, else 0.", "(input_image0 != 0) | (input_image1 != 0)") \
    X(binary_xor, A != B, A != B, "1 where one image is set and the other is not, else 0.", "(input_image0 != 0) ^ (input_image1 != 0)") \
    X(binary_subtract, A && !B, A && !B, "1 where the first image is set and the second is not, else 0.", "(input_image0 != 0) & (input_image1 == 0)")
#define OF_ONE(X) X(binary_not, a == 0, a == 0, "1 where an image is 0, else 0.", "input_image == 0")
#define ALL(X) OPERATIONS(X) OF_ONE(X)
MAP_FAMILY_FLAG(binary_logic, PLAIN, ALL)

#ifndef IV_ISA
struct args { iv_image *input_image, *input_image0, *input_image1, *output_image; };

static const struct iv__param params[] = {
    SRC(input_image0, ANY, "First mask."),
    SRC(input_image1, ANY, "Second mask; along axes where it has size 1 it repeats."),
    DST(output_image, input_image0, BINARY, "The result, 0 or 1."),
};
static const struct iv__param not_params[] = {
    SRC(input_image, ANY, "Mask."),
    DST(output_image, input_image, BINARY, "The result, 0 or 1."),
};

#define DECLARE(id, words, numpy, table)                                                           \
    OPERATION(id)                                                                                  \
        .summary = words,                                                                          \
        .categories = "combine, binary processing", .classic = "(" numpy ").astype('uint8')",      \
        .flags = IV__PIXELWISE,                                           \
        .run = run_##id, OP_PARAMS(table)                                                          \
    OPERATION_END
#define ROW(id, f, i, words, numpy)                                                                \
    static void run_##id(struct iv_run *r, const void *args)                                       \
    {                                                                                              \
        const struct args *a = args;                                                               \
        MAP2(r, &map_##id, a->output_image, a->input_image0, a->input_image1);                     \
    }                                                                                              \
    DECLARE(id, words, numpy, params)
OPERATIONS(ROW)

#define ROW_OF_ONE(id, f, i, words, numpy)                                                         \
    static void run_##id(struct iv_run *r, const void *args)                                       \
    {                                                                                              \
        const struct args *a = args;                                                               \
        MAP1(r, &map_##id, a->output_image, a->input_image);                                       \
    }                                                                                              \
    DECLARE(id, words, numpy, not_params)
OF_ONE(ROW_OF_ONE)
#endif
