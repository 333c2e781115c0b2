/* An image made larger. */
#include "core/op.h"
#ifndef IV__GEN
#include "kernel/common/box.h"
#include "kernel/transform/move.h"
#endif

struct args {
    iv_image *input_image, *output_image;
    int64_t size_x, size_y, size_z;
    double value;
    int center;
};

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to enlarge."),
    DST(output_image, input_image, SAME, "The larger image."),
    WHOLE(size_x, 0, 0, 2147483647, 1000, "New size along x; 0 keeps the image's."),
    WHOLE(size_y, 0, 0, 2147483647, 1000, "New size along y; 0 keeps the image's."),
    WHOLE(size_z, 0, 0, 2147483647, 100, "New size along z; 0 keeps the image's."),
    REAL(value, 0, -3.4028234e38, 3.4028234e38, "New pixels. In an integer image the number loses its "
                                                "fraction, and saturates."),
    FLAG(center, 0, "Put the image in the middle; else the new pixels follow it."),
};

static iv_status shape(const void *args, const char *name, iv_layout *layout)
{
    const struct args *a = args;
    int64_t size[3] = { a->size_x, a->size_y, a->size_z };
    (void)name;
    const iv_status s = iv__box_sizes(layout, size, 1);
    if (s == IV_OK) iv__box_resize(layout, size);
    return s;
}

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    struct iv__move m = { .step = { 1, 1, 1 }, .beyond = IV__MOVE_VALUE, .value = a->value };
    for (int k = 0; k < 3 && a->center; k++)
        m.first[k] = -iv__box_middle(a->output_image->layout.size[IV_AXIS_X - k],
                                     a->input_image->layout.size[IV_AXIS_X - k]);
    iv__move(r, a->output_image, a->input_image, &m);
}

OPERATION(pad)
    .summary = "Enlarge an image with pixels of one value.",
    .detail = "A size smaller than the image's is an error. In the middle means after (new - old + 1) / 2 "
              "new pixels, rounded down. The spacing stays.",
    .categories = "transform",
    .classic = "numpy.pad(input_image, [(0, size_z - nz), (0, size_y - ny), (0, size_x - nx)], "
               "constant_values=value)",
    .shape = shape, .run = run, OP_PARAMS(params)
OPERATION_END
