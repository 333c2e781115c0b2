/* Numbers in place of NaN and infinities. */
#include "kernel/pixelwise/map.h"

#define PLUS FLOATS(0x7f800000u)
#define MINUS FLOATS(0xff800000u)
#define OPERATIONS(X) X(nan_to_num, a != a ? s0 : a == PLUS ? s1 : a == MINUS ? s2 : a, a)
MAP_FAMILY(nan_to_num, PLAIN, OPERATIONS)

#ifndef IV_ISA
struct args { iv_image *input_image, *output_image; double nan, posinf, neginf; };

static const struct iv__param params[] = {
    SRC(input_image, ANY, "Image."),
    DST(output_image, input_image, SAME, "The image, all of numbers."),
    REAL(nan, 0, -3.4028234663852886e38, 3.4028234663852886e38, "In place of NaN."),
    REAL(posinf, 3.4028234663852886e38, -3.4028234663852886e38, 3.4028234663852886e38, "In place of infinity."),
    REAL(neginf, -3.4028234663852886e38, -3.4028234663852886e38, 3.4028234663852886e38, "In place of minus infinity."),
};

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    const double s[3] = { a->nan, a->posinf, a->neginf };
    if (a->input_image->pixel != IV_PIXEL_F32) MAP1(r, &map_nan_to_num, a->output_image, a->input_image);
    else iv__map_run(r, &map_nan_to_num, a->output_image, (iv_image *[]){ a->input_image }, 1, s, 3, IV__MAP_TRUNC);
}

OPERATION(nan_to_num)
    .summary = "Numbers in place of NaN and infinities.",
    .categories = "filter, math",
    .classic = "numpy.nan_to_num(input_image, nan=nan, posinf=posinf, neginf=neginf)",
    .flags = IV__PIXELWISE,
    .run = run, OP_PARAMS(params)
OPERATION_END
#endif
