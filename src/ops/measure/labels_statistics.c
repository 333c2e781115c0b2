/* Size, place and intensity of every object. */
#include "core/op.h"
#include "core/table.h"
#include "kernel/label/accumulate.h"
#include "kernel/label/statistics.h"
#include <stdio.h>
#include <string.h>

struct args {
    iv_image *label, *intensity;
    iv_table *statistics;
    int include_background, physical;
};

#define LABEL SRC_OPTIONAL(label, LABELS, "Label image; without it all pixels are one object.")
#define INTENSITY                                                                                  \
    SRC_OPTIONAL(intensity, ANY, "Image that is measured; without it the label image itself.")
#define RESULT TABLE(statistics, "A row for each label.")

static const struct iv__param params[] = {
    LABEL, INTENSITY, RESULT,
    FLAG(include_background, 0, "Measure label 0 as well, in the first row."),
    FLAG(physical, 0, "Positions, lengths, distances, areas and volumes in the units of the "
                      "image's axes, not in pixels."),
};
static const struct iv__param params_plain[] = { INTENSITY, LABEL, RESULT };

static iv_status check(const void *args)
{
    const struct args *a = args;
    if (a->label || a->intensity) return IV_OK;
    return iv__error(IV_ERROR_ARGUMENT,
                     "label and intensity are missing; one of them must be given");
}

/* What a column is measured in, in words: of one axis, or of all there are. */
enum { ALONG_X, ALONG_Y, ALONG_Z, AREA, LENGTH, NUMBER, VALUE };
#define MEASURE(name, unit) unit,
static const int measures[] = { IV__STATISTICS(MEASURE) };
#define TITLE(name, unit) #name,
static const char *const names[] = { IV__STATISTICS(TITLE) };

/* The unit of the axes that there are, if it is one. */
static const char *unit_of(struct iv_run *r, const iv_layout *l)
{
    const char *unit = NULL;
    for (int axis = IV_AXIS_Z; axis <= IV_AXIS_X; axis++) {
        if (!(l->axes & 1u << axis)) continue;
        if (unit && strcmp(unit, l->unit[axis]) != 0) {
            iv__run_fail(r, iv__error(IV_ERROR_ARGUMENT,
                                      "physical needs axes of one unit, but they have \"%s\" "
                                      "and \"%s\"", unit, l->unit[axis]));
            return "";
        }
        unit = l->unit[axis];
    }
    return unit ? unit : "";
}

/* Adds the columns, once; later batches add rows alone. Returns the place of the first. */
static int columns(struct iv_run *r, iv_table *table, const iv_layout *l, int physical)
{
    const int there = iv_table_columns(table);
    if (there >= IV__STATS) return there - IV__STATS;
    const char *unit = physical ? unit_of(r, l) : "";
    const int axes = __builtin_popcount(l->axes >> IV_AXIS_Z & 7);
    char area[32];
    snprintf(area, sizeof area, *unit && axes > 1 ? "%s^%d" : "%s", unit, axes);
    for (int c = 0; c < IV__STATS && iv__ok(r); c++)
        if (iv__table_add(table, names[c],
                          measures[c] == AREA                                ? area
                          : measures[c] == NUMBER || measures[c] == VALUE ? ""
                                                                             : unit) < 0)
            iv__run_fail(r, IV_ERROR_MEMORY);
    return there;
}

static void run(struct iv_run *r, const void *args)
{
    const struct args *a = args;
    const iv_image *like = a->label ? a->label : a->intensity;
    const iv_layout *l = &like->layout;
    iv_image *labels = a->label;
    double spacing[3] = { 1, 1, 1 };
    double *cells[IV__STATS];
    char p[96], q[96];
    if (a->label && a->intensity && !iv__same_size(l, &a->intensity->layout)) {
        iv__run_fail(r, iv__error(IV_ERROR_SHAPE, "intensity is %s, but label is %s",
                                  iv__layout_words(&a->intensity->layout, p, sizeof p),
                                  iv__layout_words(l, q, sizeof q)));
        return;
    }
    if (!labels && (labels = iv__scratch_like(r, like, IV_PIXEL_U32)))
        iv__fill(r, labels->buffer, iv__bytes(labels), 1);
    if (!iv__ok(r)) return;
    iv_image *values = a->intensity ? a->intensity : labels;
    iv__accumulate_soon(r);
    for (int k = 0; k < 3 && a->physical; k++)
        if (l->axes & 1u << (IV_AXIS_X - k)) spacing[k] = l->spacing[IV_AXIS_X - k];
    struct iv__buffer *range = iv__label_range(r, labels, values, a->include_background);
    struct iv__label_rows rows =
        iv__label_rows(r, labels, values, range, NULL, a->include_background, 1, spacing);
    const int base = iv__ok(r) ? columns(r, a->statistics, l, a->physical) : 0;
    const int64_t first = iv_table_rows(a->statistics);
    if (iv__ok(r)) iv__run_fail(r, iv__table_grow(a->statistics, (int64_t)rows.n));
    for (int c = 0; c < IV__STATS && iv__ok(r); c++)
        cells[c] = iv__table_cells(a->statistics, base + c) + first;
    iv__label_columns(r, &rows, cells);
}

static void run_background(struct iv_run *r, const void *args)
{
    struct args a = *(const struct args *)args;
    a.include_background = 1;
    run(r, &a);
}

#define DETAIL                                                                                     \
    "Rows are the labels 1 to the highest; of an absent label area, size and sums are 0, and "     \
    "all else is NaN, as is every quotient of 0 by 0. Coordinates are in pixels from 0, boxes "    \
    "include both ends, area counts pixels, the standard deviation is the population's, "          \
    "ratios are maximum over mean. Integer pixels are added up exactly; f32 pixels count "         \
    "rounded to 30 bits of the largest magnitude among the pixels measured. A NaN among a "        \
    "label's pixels makes all its columns of intensity NaN; an infinite pixel leaves its "         \
    "extremes, sum and mean, and makes the others NaN."
#define CLASSIC                                                                                    \
    "skimage.measure.regionprops_table(label, intensity), scipy.ndimage.mean(intensity, "          \
    "label, index) and their like"

OPERATION(labels_statistics)
    .summary = "Measure size, position, shape and intensity of every label.",
    .detail = DETAIL " With physical=1, where the image says how far apart pixels are, columns of "
                     "lengths and areas carry its unit.",
    .categories = "label measurement, measurement",
    .classic = CLASSIC, .tolerance = 1e-6,
    .check = check, .memory = 1, .run = run, OP_PARAMS(params)
OPERATION_END

OPERATION(statistics_of_labelled_pixels)
    .summary = "Measure size, position, shape and intensity of every label.",
    .detail = "The same as labels_statistics, under its old name. " DETAIL,
    .categories = "label measurement, measurement",
    .classic = CLASSIC, .tolerance = 1e-6,
    .check = check, .memory = 1, .run = run, OP_PARAMS(params_plain)
OPERATION_END

OPERATION(statistics_of_background_and_labelled_pixels)
    .summary = "Measure size, position, shape and intensity of every label and of the background.",
    .detail = "labels_statistics with include_background=1, under its old name. " DETAIL,
    .categories = "label measurement, measurement",
    .classic = CLASSIC, .tolerance = 1e-6,
    .check = check, .memory = 1, .run = run_background, OP_PARAMS(params_plain)
OPERATION_END
