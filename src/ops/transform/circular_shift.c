/* Images shifted, what leaves on one side coming back on the other. */
#include "core/op.h"
#ifndef IV__GEN
#include "kernel/transform/move.h"
#endif

struct args {
    iv_image *input_image, *output_image;
    int64_t shift_x, shift_y, shift_z;
};

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to shift."),
    DST(output_image, input_image, SAME, "The shifted image."),
    WHOLE(shift_x, 0, -2147483647, 2147483647, 100, "Pixels to shift by along x."),
    WHOLE(shift_y, 0, -2147483647, 2147483647, 100, "Pixels to shift by along y."),
    WHOLE(shift_z, 0, -2147483647, 2147483647, 100, "Pixels to shift by along z."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    const int64_t shift[3] = { a->shift_x, a->shift_y, a->shift_z };
    struct iv__move m = { .step = { 1, 1, 1 }, .beyond = IV__MOVE_WRAP };
    for (int k = 0; k < 3; k++) m.first[k] = -shift[k] % a->input_image->layout.size[IV_AXIS_X - k];
    iv__move(r, a->output_image, a->input_image, &m);
}

OPERATION(circular_shift)
    .summary = "Shift an image; what leaves on one side comes back on the other.",
    .categories = "transform",
    .classic = "numpy.roll(input_image, (shift_z, shift_y, shift_x), (0, 1, 2))",
    .run = run, OP_PARAMS(params)
OPERATION_END
