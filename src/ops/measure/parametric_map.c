/* A number for each label, painted into the image. */
#include "core/op.h"
#include "kernel/label/relabel.h"
#include <inttypes.h>

struct args { iv_image *labels, *properties, *output_image; };

static const struct iv__param params[] = {
    SRC(labels, LABELS, "Label image."),
    SRC(properties, F32, "One value for each label, from label 1 to the highest."),
    DST(output_image, labels, F32, "Every pixel's label's value; 0 in the background."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    const int64_t count = iv_layout_count(&a->properties->layout);
    const u32 max = iv__labels_max(r, a->labels);
    if (iv__ok(r) && count < max) {
        iv__run_fail(r, iv__error(IV_ERROR_SHAPE,
                                  "properties has %" PRId64 " values, but labels go up to %u",
                                  count, max));
    }
    if (!iv__ok(r)) return;
    iv__labels_replace(r, a->labels, a->properties->buffer, 1, max, a->output_image);
}

OPERATION(parametric_map)
    .summary = "Paint a value for each label into the image.",
    .detail = "The value of label 1 comes first, and absent labels have one too, as in what "
              "labels_statistics gives; values past the highest label are not used.",
    .categories = "label measurement, map, in assistant, combine",
    .classic = "numpy.concatenate(([0], properties))[labels]",
    .memory = 3,
    .run = run, OP_PARAMS(params)
OPERATION_END
