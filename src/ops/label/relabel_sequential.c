/* Labels without gaps in their numbers. */
#include "core/op.h"
#include "gen/calls.h"
#include "kernel/label/relabel.h"

struct args { iv_image *input_image, *output_image; int64_t blocksize; };

static const struct iv__param params[] = {
    SRC(input_image, LABELS, "Label image."),
    DST(output_image, input_image, SAME, "The same objects with the numbers 1, 2, ..."),
    WHOLE(blocksize, 4096, 1, 2147483647, 65536, "Without effect; for old scripts."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    const int direct = a->output_image->pixel == IV_PIXEL_U32;
    iv_image *dst = direct ? a->output_image : iv__scratch_like(r, a->output_image, IV_PIXEL_U32);
    u32 max;
    iv_image *labels = iv__labels_dense(r, a->input_image, &max);
    struct iv__buffer *table = iv__labels_flags(r, labels, max);
    iv__labels_number(r, table, max);
    iv__labels_replace(r, labels, table, 0, max, dst);
    if (!direct) op_convert(r, dst, a->output_image);
}

OPERATION(relabel_sequential)
    .summary = "Number labels without gaps, in the same order.",
    .categories = "label processing, in assistant",
    .classic = "skimage.segmentation.relabel_sequential(input_image)[0]",
    .memory = 3,
    .run = run, OP_PARAMS(params)
OPERATION_END
