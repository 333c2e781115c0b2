/* Comparisons of the pixels of two images. */
#include "kernel/pixelwise/map.h"

#define OPERATIONS(X)                                                                              \
    X(equal, a == b, a == b, ==)                                                                   \
    X(not_equal, a != b, a != b, !=)                                                               \
    X(greater, a > b, a > b, >)                                                                    \
    X(greater_or_equal, a >= b, a >= b, >=)                                                        \
    X(smaller, a < b, a < b, <)                                                                    \
    X(smaller_or_equal, a <= b, a <= b, <=)
MAP_FAMILY_FLAG(images, PLAIN, OPERATIONS)

#ifndef IV_ISA
struct args { iv_image *input_image0, *input_image1, *output_image; };

static const struct iv__param params[] = {
    SRC(input_image0, ANY, "First image."),
    SRC(input_image1, ANY, "Second image; along axes where it has size 1 it repeats."),
    DST(output_image, input_image0, BINARY, "1 where the comparison holds, else 0."),
};

#define ROW(id, f, i, sign)                                                                        \
    static void run_##id(struct iv_run *r, const void *args)                                       \
    {                                                                                              \
        const struct args *a = args;                                                               \
        MAP2(r, &map_##id, a->output_image, a->input_image0, a->input_image1);                     \
    }                                                                                              \
    OPERATION(id)                                                                                  \
        .summary = "1 where a pixel of the first image is " #sign " the second's, else 0.",        \
        .detail = "Two integer images are compared exactly; a float image with an image of 32-bit " \
                  "integers as 32-bit floats. With NaN only != holds.",                            \
        .categories = "combine, compare, binarize",                                                \
        .classic = "(input_image0 " #sign " input_image1).astype('uint8')",                        \
        .flags = IV__PIXELWISE,                                           \
        .run = run_##id, OP_PARAMS(params)                                                         \
    OPERATION_END
OPERATIONS(ROW)
#endif
