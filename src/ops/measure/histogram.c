#include "core/op.h"
#include "kernel/reduce/histogram.h"
#ifndef IV__GEN
#include <math.h>
#endif

struct args {
    iv_image *input_image, *output_image;
    int64_t num_bins;
    double minimum_intensity, maximum_intensity;
};

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image to count."),
    DST(output_image, input_image, U32, "One pixel per bin: how many pixels of the image are in it."),
    WHOLE(num_bins, 256, 1, 1048576, 4096, "Number of bins."),
    REAL_OR_NONE(minimum_intensity, "Middle of the first bin; left out: the smallest finite pixel."),
    REAL_OR_NONE(maximum_intensity, "Middle of the last bin; left out: the largest finite pixel."),
};

static iv_status shape(const void *args, const char *name, iv_layout *layout)
{
    const struct args *a = args;
    (void)name;
    for (int axis = IV_AXIS_Z; axis <= IV_AXIS_X; axis++) {
        layout->size[axis] = axis == IV_AXIS_X ? a->num_bins : 1;
        layout->spacing[axis] = 1;
        layout->unit[axis][0] = 0;
    }
    layout->axes &= ~(1u << IV_AXIS_Z | 1u << IV_AXIS_Y);
    layout->axes |= 1u << IV_AXIS_X;
    return IV_OK;
}

static iv_status check(const void *args)
{
    const struct args *a = args;
    if (isnan(a->minimum_intensity) != isnan(a->maximum_intensity))
        return iv__error(IV_ERROR_ARGUMENT, "minimum_intensity and maximum_intensity go together: give "
                                            "both or none");
    if (a->minimum_intensity > a->maximum_intensity)
        return iv__error(IV_ERROR_ARGUMENT, "minimum_intensity is %.9g, but must not be above "
                                            "maximum_intensity, %.9g",
                         a->minimum_intensity, a->maximum_intensity);
    return IV_OK;
}

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    const struct iv__histogram h = iv__histogram(r, a->input_image, (u32)a->num_bins, IV__BINS_CENTRED,
                                                 a->minimum_intensity, a->maximum_intensity);
    iv__histogram_counts(r, &h, a->output_image);
}

OPERATION(histogram)
    .summary = "Count how many pixels fall into each of a number of bins.",
    .detail = "Bins are centred: the first is around minimum_intensity, the last around "
              "maximum_intensity, and a pixel v counts in bin floor((v - minimum) * (num_bins - 1) / "
              "(maximum - minimum) + 1/2). Pixels beyond the two, and NaN, count nowhere; if they are "
              "equal, all pixels of that value count in the first bin. Integers are binned exactly.",
    .categories = "measurement",
    .classic = "numpy.bincount(numpy.floor((input_image - low) * (num_bins - 1) / (high - low) + 0.5)"
               ".astype(int).ravel(), minlength=num_bins)",
    .shape = shape, .check = check, .run = run, OP_PARAMS(params)
OPERATION_END
