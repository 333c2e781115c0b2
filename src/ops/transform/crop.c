/* A part of an image. */
#include "core/op.h"
#ifndef IV__GEN
#include "kernel/common/box.h"
#include "kernel/transform/move.h"
#endif

struct args {
    iv_image *input_image, *output_image;
    int64_t start_x, start_y, start_z, width, height, depth;
};

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to take a part of."),
    DST(output_image, input_image, SAME, "The part."),
    WHOLE(start_x, 0, -2147483647, 2147483647, 100, "First pixel along x; may lie outside the image."),
    WHOLE(start_y, 0, -2147483647, 2147483647, 100, "First pixel along y; may lie outside the image."),
    WHOLE(start_z, 0, -2147483647, 2147483647, 100, "First pixel along z; may lie outside the image."),
    WHOLE(width, 1, 1, 2147483647, 100, "Size along x."),
    WHOLE(height, 1, 1, 2147483647, 100, "Size along y."),
    WHOLE(depth, 1, 1, 2147483647, 100, "Size along z."),
};

static iv_status shape(const void *args, const char *name, iv_layout *layout)
{
    const struct args *a = args;
    (void)name;
    iv__box_resize(layout, (int64_t[]){ a->width, a->height, a->depth });
    return IV_OK;
}

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    iv__move(r, a->output_image, a->input_image,
             &(struct iv__move){ .first = { a->start_x, a->start_y, a->start_z }, .step = { 1, 1, 1 },
                                 .beyond = IV__MOVE_EDGE });
}

OPERATION(crop)
    .summary = "Cut out a part of an image.",
    .detail = "Beyond the border the edge repeats. The spacing stays.",
    .categories = "transform",
    .classic = "input_image[start_z:start_z + depth, start_y:start_y + height, start_x:start_x + width]",
    .shape = shape, .run = run, OP_PARAMS(params)
OPERATION_END
