/* Names with the shape of the window in them, kept for old scripts: each is another operation with its
   connectivity fixed. */
#include "core/op.h"
#ifndef IV__GEN
#include "gen/calls.h"
#endif
#include "ops/filter/window_args.h"

#define IMAGES(rule) SRC(input_image, ANY, "Input image."), DST(output_image, input_image, rule, "Result.")
static const struct iv__param same[] = { IMAGES(SAME), RADII(1, 1) };
static const struct iv__param same_flat[] = { IMAGES(SAME), RADII(1, 0) };
static const struct iv__param floats[] = { IMAGES(F32), RADII(1, 1) };
static const struct iv__param binary[] = { IMAGES(BINARY), RADII(0, 0) };
static const struct iv__param same_only[] = { IMAGES(SAME) };
static const struct iv__param floats_only[] = { IMAGES(F32) };

#define WINDOWS(X)                                                                                 \
    X(maximum_box, maximum_filter, BOX, "box", same, 2, "filter, in assistant")                    \
    X(maximum_sphere, maximum_filter, SPHERE, "sphere", same_flat, 1, "filter, in assistant")      \
    X(minimum_box, minimum_filter, BOX, "box", same, 2, "filter, in assistant")                    \
    X(minimum_sphere, minimum_filter, SPHERE, "sphere", same, 1, "filter, in assistant")           \
    X(mean_box, mean_filter, BOX, "box", same, 3, "filter, denoise, in assistant")                 \
    X(mean_sphere, mean_filter, SPHERE, "sphere", same, 1, "filter, denoise, in assistant")        \
    X(median_box, median, BOX, "box", same, 1, "filter, denoise, in assistant")                    \
    X(median_sphere, median, SPHERE, "sphere", same, 1, "filter, denoise, in assistant")           \
    X(variance_box, variance_filter, BOX, "box", floats, 3, "filter, edge detection, in assistant") \
    X(variance_sphere, variance_filter, SPHERE, "sphere", floats, 1,                               \
      "filter, edge detection, in assistant")                                                      \
    X(standard_deviation_box, standard_deviation, BOX, "box", floats, 3,                           \
      "filter, edge detection, in assistant")                                                      \
    X(standard_deviation_sphere, standard_deviation, SPHERE, "sphere", floats, 1,                  \
      "filter, edge detection, in assistant")                                                      \
    X(opening_box, grayscale_opening, BOX, "box", same, 3, "filter, in assistant")                 \
    X(opening_sphere, grayscale_opening, SPHERE, "sphere", same, 2, "filter, in assistant")        \
    X(closing_box, grayscale_closing, BOX, "box", same, 3, "filter, in assistant")                 \
    X(closing_sphere, grayscale_closing, SPHERE, "sphere", same, 2, "filter, in assistant")        \
    X(top_hat_box, top_hat, BOX, "box", same, 3, "filter, background removal, in assistant")       \
    X(top_hat_sphere, top_hat, SPHERE, "sphere", same, 2, "filter, background removal, in assistant") \
    X(bottom_hat_box, bottom_hat, BOX, "box", same, 3, "filter, background removal, in assistant") \
    X(bottom_hat_sphere, bottom_hat, SPHERE, "sphere", same, 2,                                    \
      "filter, background removal, in assistant")                                                  \
    X(detect_maxima_box, detect_maxima, BOX, "box", binary, 3.25, "binarize, in assistant")        \
    X(detect_minima_box, detect_minima, BOX, "box", binary, 3.25, "binarize, in assistant")

#define CROSSES(X)                                                                                 \
    X(laplace_box, laplace, BOX, "box", floats_only, 1, "filter, edge detection, in assistant",    \
      a->input_image, a->output_image, IV__BOX)                                                    \
    X(laplace_diamond, laplace, SPHERE, "sphere", floats_only, 1, "filter, edge detection",        \
      a->input_image, a->output_image, IV__SPHERE)                                                 \
    X(dilate_box, binary_dilate, BOX, "box", same_only, 1.75, "binary processing", a->input_image, \
      a->output_image, 1, 1, 1, IV__BOX)                                                           \
    X(dilate_sphere, binary_dilate, SPHERE, "sphere", same_only, 1.5, "binary processing",         \
      a->input_image, a->output_image, 1, 1, 1, IV__SPHERE)                                        \
    X(erode_box, binary_erode, BOX, "box", same_only, 1.75, "binary processing", a->input_image,   \
      a->output_image, 1, 1, 1, IV__BOX)                                                           \
    X(erode_sphere, binary_erode, SPHERE, "sphere", same_only, 1.5, "binary processing",           \
      a->input_image, a->output_image, 1, 1, 1, IV__SPHERE)

#define ROW(id, of, shape, word, table, images, tags, ...)                                                 \
    static void run_##id(struct iv_run *r, const void *args)                                       \
    {                                                                                              \
        const struct args *a = args;                                                               \
        op_##of(r, __VA_ARGS__);                                                                   \
    }                                                                                              \
    OPERATION(id)                                                                                  \
        .summary = "The operation " #of " with connectivity '" word "'.",                          \
        .categories = tags,                                                                        \
        .classic = #of "(..., connectivity='" word "')",                                           \
        .tolerance = 2e-6,                                                                         \
        .memory = images,                                                                          \
        .run = run_##id, OP_PARAMS(table)                                                          \
    OPERATION_END
#define WINDOW(id, of, shape, word, table, images, tags)                                                   \
    ROW(id, of, shape, word, table, images, tags, a->input_image, a->output_image, a->radius_x,            \
        a->radius_y, a->radius_z, IV__##shape)
WINDOWS(WINDOW)
CROSSES(ROW)
