/* Objects by their number of pixels. */
#include "core/op.h"
#include "kernel/label/relabel.h"
#include <math.h>

struct args { iv_image *input_image, *output_image; double minimum_size, maximum_size; };

#define LABELS_OF SRC(input_image, LABELS, "Label image.")
#define LEFT                                                                                       \
    DST(output_image, input_image, LABELS, "The objects left, numbered 1, 2, ... in order.")
#define SIZE(f, d, text) REAL(f, d, 0, 1e18, text)

static const struct iv__param params[] = {
    LABELS_OF, LEFT,
    SIZE(minimum_size, 0, "Objects of fewer pixels are removed."),
    SIZE(maximum_size, 100, "Objects of more pixels are removed."),
};
static const struct iv__param params_minimum[] = {
    LABELS_OF, LEFT, SIZE(minimum_size, 100, "Objects of fewer pixels are removed."),
};
static const struct iv__param params_maximum[] = {
    LABELS_OF, LEFT, SIZE(maximum_size, 100, "Objects of more pixels are removed."),
};
/* the same two, with the other's name */
static const struct iv__param params_small[] = {
    LABELS_OF, LEFT, SIZE(maximum_size, 100, "Objects of fewer pixels are removed."),
};
static const struct iv__param params_large[] = {
    LABELS_OF, LEFT, SIZE(minimum_size, 100, "Objects of more pixels are removed."),
};

static u32 whole(double size) { return size < 0 ? 0 : size > UINT32_MAX ? UINT32_MAX : (u32)size; }

static void filter(struct iv_run *r, const struct args *a, double low, double high)
{
    u32 max;
    iv_image *labels = iv__labels_dense(r, a->input_image, &max);
    struct iv__buffer *table = iv__labels_sizes(r, labels, max);
    iv__labels_size_flags(r, table, max, whole(ceil(low)), whole(floor(high)));
    iv__labels_number(r, table, max);
    iv__labels_replace(r, labels, table, 0, max, a->output_image);
}

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    filter(r, a, a->minimum_size, a->maximum_size);
}
static void run_minimum(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    filter(r, a, a->minimum_size, INFINITY);
}
static void run_maximum(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    filter(r, a, 0, a->maximum_size);
}
static void run_small(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    filter(r, a, a->maximum_size, INFINITY);
}
static void run_large(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    filter(r, a, 0, a->minimum_size);
}

OPERATION(filter_label_by_size)
    .summary = "Keep objects whose size lies in a range.",
    .detail = "Objects of exactly minimum_size or maximum_size pixels are kept.",
    .categories = "label processing, in assistant",
    .classic = "numpy.bincount(input_image.ravel()), then skimage.segmentation.relabel_sequential",
    .memory = 2,
    .run = run, OP_PARAMS(params)
OPERATION_END
ALIAS(exclude_labels_outside_size_range, filter_label_by_size)

OPERATION(remove_small_labels)
    .summary = "Remove objects of fewer pixels than a minimum.",
    .detail = "Objects of exactly minimum_size pixels are kept.",
    .categories = "label processing, in assistant",
    .classic = "skimage.segmentation.relabel_sequential("
               "skimage.morphology.remove_small_objects(input_image, minimum_size))[0]",
    .memory = 2,
    .run = run_minimum, OP_PARAMS(params_minimum)
OPERATION_END

OPERATION(remove_large_labels)
    .summary = "Remove objects of more pixels than a maximum.",
    .detail = "Objects of exactly maximum_size pixels are kept.",
    .categories = "label processing, in assistant",
    .classic = "numpy.bincount(input_image.ravel()), then skimage.segmentation.relabel_sequential",
    .memory = 2,
    .run = run_maximum, OP_PARAMS(params_maximum)
OPERATION_END

OPERATION(exclude_small_labels)
    .summary = "Remove objects of fewer pixels than maximum_size.",
    .detail = "The same as remove_small_labels, under its old name and its parameter's old name: "
              "objects of exactly maximum_size pixels are kept.",
    .categories = "label processing, in assistant",
    .classic = "skimage.segmentation.relabel_sequential("
               "skimage.morphology.remove_small_objects(input_image, maximum_size))[0]",
    .memory = 2,
    .run = run_small, OP_PARAMS(params_small)
OPERATION_END

OPERATION(exclude_large_labels)
    .summary = "Remove objects of more pixels than minimum_size.",
    .detail = "The same as remove_large_labels, under its old name and its parameter's old name: "
              "objects of exactly minimum_size pixels are kept.",
    .categories = "label processing, in assistant",
    .classic = "numpy.bincount(input_image.ravel()), then skimage.segmentation.relabel_sequential",
    .memory = 2,
    .run = run_large, OP_PARAMS(params_large)
OPERATION_END
