/* Mirror images. */
#include "core/op.h"
#ifndef IV__GEN
#include "kernel/transform/move.h"
#endif

struct args {
    iv_image *input_image, *output_image;
    int flip_x, flip_y, flip_z;
};

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to mirror."),
    DST(output_image, input_image, SAME, "The mirror image."),
    FLAG(flip_x, 1, "Mirror along x."),
    FLAG(flip_y, 1, "Mirror along y."),
    FLAG(flip_z, 1, "Mirror along z."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    const int flip[3] = { a->flip_x, a->flip_y, a->flip_z };
    struct iv__move m = { .beyond = IV__MOVE_EDGE };
    for (int k = 0; k < 3; k++) {
        m.step[k] = flip[k] ? -1 : 1;
        m.first[k] = flip[k] ? a->input_image->layout.size[IV_AXIS_X - k] - 1 : 0;
    }
    iv__move(r, a->output_image, a->input_image, &m);
}

OPERATION(flip)
    .summary = "Mirror an image along axes.",
    .categories = "transform",
    .classic = "input_image[::-1, ::-1, ::-1]",
    .run = run, OP_PARAMS(params)
OPERATION_END
