/* An image without what pad has added. */
#include "core/op.h"
#ifndef IV__GEN
#include "kernel/common/box.h"
#include "kernel/transform/move.h"
#endif

struct args {
    iv_image *input_image, *output_image;
    int64_t size_x, size_y, size_z;
    int center;
};

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to cut."),
    DST(output_image, input_image, SAME, "The smaller image."),
    WHOLE(size_x, 0, 0, 2147483647, 1000, "New size along x; 0 keeps the image's."),
    WHOLE(size_y, 0, 0, 2147483647, 1000, "New size along y; 0 keeps the image's."),
    WHOLE(size_z, 0, 0, 2147483647, 100, "New size along z; 0 keeps the image's."),
    FLAG(center, 0, "Keep the middle; else the first pixels."),
};

static iv_status shape(const void *args, const char *name, iv_layout *layout)
{
    const struct args *a = args;
    int64_t size[3] = { a->size_x, a->size_y, a->size_z };
    (void)name;
    const iv_status s = iv__box_sizes(layout, size, 0);
    if (s == IV_OK) iv__box_resize(layout, size);
    return s;
}

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    struct iv__move m = { .step = { 1, 1, 1 }, .beyond = IV__MOVE_EDGE };
    for (int k = 0; k < 3 && a->center; k++)
        m.first[k] = iv__box_middle(a->input_image->layout.size[IV_AXIS_X - k],
                                    a->output_image->layout.size[IV_AXIS_X - k]);
    iv__move(r, a->output_image, a->input_image, &m);
}

OPERATION(unpad)
    .summary = "Cut an image down to a size: what pad does, undone.",
    .detail = "A size larger than the image's is an error. The spacing stays.",
    .categories = "transform",
    .classic = "input_image[:size_z, :size_y, :size_x]",
    .shape = shape, .run = run, OP_PARAMS(params)
OPERATION_END
