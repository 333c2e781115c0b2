/* Two axes change places. */
#include "core/op.h"
#ifndef IV__GEN
#include "kernel/common/box.h"
#include "kernel/transform/move.h"
#endif

struct args { iv_image *input_image, *output_image; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to transpose."),
    DST(output_image, input_image, SAME, "The transposed image."),
};

#define ROW(id, axis0, axis1, names, permutation)                                                  \
    static iv_status shape_##id(const void *args, const char *name, iv_layout *layout)             \
    {                                                                                              \
        (void)args;                                                                                \
        (void)name;                                                                                \
        iv__box_swap(layout, axis0, axis1);                                                        \
        return IV_OK;                                                                              \
    }                                                                                              \
    static void run_##id(struct iv_run *r, const void *args)                                       \
    {                                                                                              \
        const struct args *a = args;                                                               \
        iv__move_transpose(r, a->output_image, a->input_image, axis0, axis1);                      \
    }                                                                                              \
    OPERATION(id)                                                                                  \
        .summary = "Exchange the axes " names ".",                                                 \
        .detail = "Spacing and units go with the axes.",                                           \
        .categories = "transform",                                                                 \
        .classic = "input_image.transpose(" permutation ")",                                       \
        .shape = shape_##id, .run = run_##id, OP_PARAMS(params)                                    \
    OPERATION_END

ROW(transpose_xy, 0, 1, "x and y", "0, 2, 1")
ROW(transpose_xz, 0, 2, "x and z", "2, 1, 0")
ROW(transpose_yz, 1, 2, "y and z", "1, 0, 2")
