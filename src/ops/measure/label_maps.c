/* A measure of each label, painted into the image. */
#include "core/op.h"
#include "kernel/label/accumulate.h"
#include "kernel/label/relabel.h"
#include "kernel/label/statistics.h"
#include <stdlib.h>

struct args { iv_image *input_image, *labels, *output_image; };

#define RESULT(like)                                                                               \
    DST(output_image, like, F32, "Every pixel's label's value; 0 in the background.")

static const struct iv__param params_labels[] = {
    SRC(input_image, LABELS, "Label image."), RESULT(input_image),
};
static const struct iv__param params_both[] = {
    SRC(input_image, ANY, "Image whose pixels are measured."),
    SRC(labels, LABELS, "Label image."), RESULT(labels),
};

static void paint(struct iv_run *r, iv_image *image, iv_image *labels, iv_image *dst,
                  enum iv__stat what)
{
    static const double pixels[3] = { 1, 1, 1 };
    const int far = what >= IV__STAT_sum_distance_to_centroid;
    char p[96], q[96];
    double *cells[IV__STATS] = { NULL };
    if (!iv__same_size(&image->layout, &labels->layout)) {
        iv__run_fail(r, iv__error(IV_ERROR_SHAPE, "input_image is %s, but labels is %s",
                                  iv__layout_words(&image->layout, p, sizeof p),
                                  iv__layout_words(&labels->layout, q, sizeof q)));
        return;
    }
    iv__accumulate_soon(r);
    struct iv__buffer *range = iv__label_range(r, labels, image, 0);
    u32 n = iv__label_max(r, range);
    iv_image *dense = iv__labels_dense_to(r, labels, &n);
    if (!iv__ok(r)) return;
    struct iv__buffer *table = iv__scratch_bytes(r, ((size_t)n + 1) * sizeof(float));
    double *column = malloc(((size_t)n + 1) * sizeof *column);
    float *entries = malloc(((size_t)n + 1) * sizeof *entries);
    if (!column || !entries) iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
    cells[what] = column;
    struct iv__label_rows rows = iv__label_rows(r, dense, image, range, &n, 0, far, pixels);
    iv__label_columns(r, &rows, cells);
    for (u32 i = 0; iv__ok(r) && i < n; i++) entries[i] = (float)column[i];
    if (n) iv__send(r, table, entries, n * sizeof *entries);
    free(column);
    free(entries);
    iv__labels_replace(r, dense, table, 1, n, dst);
}

#define ROW(id, stat, arguments, which, text, detail_, call)                                       \
    static void run_##id(struct iv_run *r, const void *args)                                       \
    {                                                                                              \
        const struct args *a = args;                                                               \
        paint(r, a->input_image, a->which, a->output_image, IV__STAT_##stat);                      \
    }                                                                                              \
    OPERATION(id)                                                                                  \
        .summary = text, .detail = detail_, .categories = "label measurement, map, in assistant",  \
        .classic = call, .tolerance = 1e-6, .memory = 2, .run = run_##id, OP_PARAMS(arguments)     \
    OPERATION_END

ROW(pixel_count_map, area, params_labels, input_image, "How many pixels each label has.", "",
    "numpy.bincount(input_image.ravel())[input_image]")
ROW(extension_ratio_map, mean_max_distance_to_centroid_ratio, params_labels, input_image,
    "Largest over mean distance of each label's pixels to its centroid.",
    "In pixels; a label of one pixel gives NaN.",
    "from skimage.measure.regionprops' coords and centroid")
ROW(mean_extension_map, mean_distance_to_centroid, params_labels, input_image,
    "Mean distance of each label's pixels to its centroid.", "In pixels.",
    "from skimage.measure.regionprops' coords and centroid")
ROW(maximum_extension_map, max_distance_to_centroid, params_labels, input_image,
    "Largest distance of each label's pixels to its centroid.", "In pixels.",
    "from skimage.measure.regionprops' coords and centroid")
ROW(mean_intensity_map, mean_intensity, params_both, labels,
    "Mean of the pixels of each label.", "",
    "scipy.ndimage.mean(input_image, labels, index)")
ROW(minimum_intensity_map, min_intensity, params_both, labels, "Smallest pixel of each label.", "",
    "scipy.ndimage.minimum(input_image, labels, index)")
ROW(maximum_intensity_map, max_intensity, params_both, labels, "Largest pixel of each label.", "",
    "scipy.ndimage.maximum(input_image, labels, index)")
ROW(standard_deviation_intensity_map, standard_deviation_intensity, params_both, labels,
    "Standard deviation of the pixels of each label.", "The population's.",
    "scipy.ndimage.standard_deviation(input_image, labels, index)")
ALIAS(label_pixel_count_map, pixel_count_map)
ALIAS(label_mean_intensity_map, mean_intensity_map)
