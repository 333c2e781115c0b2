#include "core/op.h"
#ifndef IV__GEN
#include "kernel/filter/stencil.h"
#endif

struct args { iv_image *input_image, *output_image; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to differentiate."),
    DST(output_image, input_image, F32, "Slope per pixel."),
};

#define ROW(id, letter, axis)                                                                      \
    static void run_##id(struct iv_run *r, const void *args)                                       \
    {                                                                                              \
        const struct args *a = args;                                                               \
        iv__stencil(r, IV__GRADIENT, a->output_image, a->input_image, axis);                       \
    }                                                                                              \
    OPERATION(id)                                                                                  \
        .summary = "Gradient along " letter ".",                                                   \
        .detail = "Half the difference of the two neighbours; at the border, the difference to "   \
                  "the one there is; 0 on an axis of size 1.",                                     \
        .categories = "filter, edge detection, in assistant",                                      \
        .classic = "numpy.gradient(input_image, axis=-1 - " #axis ") # x y z: 0 1 2",              \
        .tolerance = 1e-6,                                                                         \
        .run = run_##id, OP_PARAMS(params)                                                         \
    OPERATION_END
ROW(gradient_x, "x", 0)
ROW(gradient_y, "y", 1)
ROW(gradient_z, "z", 2)
