/* Pixels kept within bounds. */
#include "kernel/pixelwise/map.h"

#define LIFTED (a < s0 ? s0 : a)
#define OPERATIONS(X) X(clip, LIFTED > s1 ? s1 : LIFTED, LIFTED > s1 ? s1 : LIFTED)
MAP_FAMILY_SAME(clip, PLAIN, OPERATIONS)

#ifndef IV_ISA
struct args { iv_image *input_image, *output_image; double min_intensity, max_intensity; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image."),
    DST(output_image, input_image, SAME, "The image within the bounds."),
    REAL_OR_NONE(min_intensity, "Smaller pixels become this; left out: there is no lower bound."),
    REAL_OR_NONE(max_intensity, "Larger pixels become this; left out: there is no upper bound."),
};

/* Beyond all pixels of 32 bits, and whole, so that they are compared as integers. */
#define BEYOND 1099511627776.0

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    const int floats = iv__is_float(a->input_image->pixel);
    const int whole = !floats && !iv__is_float(a->output_image->pixel);
    const double none = floats ? (double)INFINITY : BEYOND;
    double s[2] = { isnan(a->min_intensity) ? -none : a->min_intensity,
                    isnan(a->max_intensity) ? none : a->max_intensity };
    if (whole) { /* an integer result loses its fraction: bounds may lose theirs first */
        s[0] = trunc(s[0]);
        s[1] = trunc(s[1]);
    }
    iv__map_run(r, &map_clip, a->output_image, (iv_image *[]){ a->input_image }, 1, s, 2, IV__MAP_TRUNC);
}

OPERATION(clip)
    .summary = "Pixels below or above bounds become the bounds.",
    .detail = "NaN stays. Where the lower bound is above the upper one, the upper one wins, as in NumPy.",
    .categories = "filter, math",
    .classic = "numpy.clip(input_image, min_intensity, max_intensity)",
    .flags = IV__PIXELWISE,
    .run = run, OP_PARAMS(params)
OPERATION_END
#endif
