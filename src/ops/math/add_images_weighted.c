/* Weighted sums of two images. */
#include "kernel/pixelwise/map.h"

#define OPERATIONS(X)                                                                              \
    X(sum, a + b, a + b)                                                                           \
    X(difference, a - b, a - b)                                                                    \
    X(weighted, a * s0 + b * s1, a * s0 + b * s1)                                                  \
    X(weighted_large, a * s0 + b * s1, NONE) /* factors that 64-bit integers cannot take */
MAP_FAMILY_SAME(add_images_weighted, PLAIN, OPERATIONS)

#ifndef IV_ISA
struct args { iv_image *input_image0, *input_image1, *output_image; double factor1, factor2; };

#define IMAGES                                                                                     \
    SRC(input_image0, ANY, "First image."),                                                        \
    SRC(input_image1, ANY, "Second image; along axes where it has size 1 it repeats."),            \
    DST(output_image, input_image0, SAME, "The sum, of the first image's pixel type: integers lose a fraction and saturate.")

static const struct iv__param weighted_params[] = {
    IMAGES,
    REAL(factor1, 1, -3.4028234663852886e38, 3.4028234663852886e38, "What the first image is multiplied by."),
    REAL(factor2, 1, -3.4028234663852886e38, 3.4028234663852886e38, "What the second image is multiplied by."),
};
static const struct iv__param params[] = { IMAGES };

static void weigh(struct iv_run *r, const struct args *a, double factor1, double factor2)
{
    const double s[2] = { factor1, factor2 }, most = 1 << 30;
    if (factor1 == 1 && fabs(factor2) == 1) { /* without a product: the same, and faster */
        MAP2(r, factor2 > 0 ? &map_sum : &map_difference, a->output_image, a->input_image0, a->input_image1);
        return;
    }
    const int large = fabs(factor1) > most || fabs(factor2) > most;
    iv__map_run(r, large ? &map_weighted_large : &map_weighted, a->output_image,
                (iv_image *[]){ a->input_image0, a->input_image1 }, 2, s, 2, IV__MAP_TRUNC);
}
static void run_weighted(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    weigh(r, a, a->factor1, a->factor2);
}
static void run_add(struct iv_run *r, const void *args) { weigh(r, args, 1, 1); }
static void run_subtract(struct iv_run *r, const void *args) { weigh(r, args, 1, -1); }

OPERATION(add_images_weighted)
    .summary = "Sum of two images, each multiplied by a factor.",
    .categories = "combine, math", .classic = "input_image0 * factor1 + input_image1 * factor2",
    .tolerance = 1e-6, .flags = IV__PIXELWISE,
    .run = run_weighted, OP_PARAMS(weighted_params)
OPERATION_END

OPERATION(add_images)
    .summary = "Sum of two images.",
    .categories = "combine, math", .classic = "input_image0 + input_image1",
    .tolerance = 1e-6, .flags = IV__PIXELWISE,
    .run = run_add, OP_PARAMS(params)
OPERATION_END

OPERATION(subtract_images)
    .summary = "Difference of two images.",
    .categories = "combine, math", .classic = "input_image0 - input_image1",
    .tolerance = 1e-6, .flags = IV__PIXELWISE,
    .run = run_subtract, OP_PARAMS(params)
OPERATION_END
#endif
