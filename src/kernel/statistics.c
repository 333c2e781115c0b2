#include "kernel/statistics.h"
#include "kernel/accumulate.h"
#include <math.h>
#include <stdlib.h>

#define AT(name) st->cell[IV__STAT_##name][i]

/* What is counted in pixels: exact, or one rounding. */
static void geometry(struct iv__statistics *st, u64 i, const struct iv__label_sums *s)
{
    const double n = (double)s->n;
    for (int k = 0; k < 3; k++) {
        const int there = s->n > 0;
        st->cell[IV__STAT_bbox_min_x + k][i] = there ? s->low[k] : NAN;
        st->cell[IV__STAT_bbox_max_x + k][i] = there ? s->high[k] : NAN;
        st->cell[IV__STAT_bbox_width + k][i] = there ? (double)s->high[k] - s->low[k] + 1 : 0;
        st->cell[IV__STAT_sum_x + k][i] = (double)s->at[k];
        st->cell[IV__STAT_centroid_x + k][i] = (double)s->at[k] / n;
    }
    AT(area) = n;
}

/* The variance's numerator n * sum of squares - square of sum is exact and not negative; it fits
   128 bits as n < 2^32, values < 2^32. */
static void intensity(struct iv__statistics *st, u64 i, const struct iv__label_sums *s, double unit)
{
    const double n = (double)s->n, sum = (double)s->value * unit;
    const iv__u128 spread = s->square * s->n - (iv__u128)s->value * (iv__u128)s->value;
    const int all = s->finite;
    AT(min_intensity) = s->n ? s->min : NAN;
    AT(max_intensity) = s->n ? s->max : NAN;
    AT(sum_intensity) = all ? sum : s->min + s->max; /* infinite, or NaN */
    AT(mean_intensity) = AT(sum_intensity) / n;
    AT(standard_deviation_intensity) = all ? sqrt((double)spread) / n * unit : NAN;
    for (int k = 0; k < 3; k++) {
        st->cell[IV__STAT_sum_intensity_times_x + k][i] = all ? (double)s->value_at[k] * unit : NAN;
        st->cell[IV__STAT_mass_center_x + k][i] =
            all ? (double)s->value_at[k] / (double)s->value : NAN;
    }
}

/* How far a label's pixels may be from a point: the farthest corner of its box. */
static double farthest(const struct iv__label_sums *s, const double centre[3],
                       const double spacing[3])
{
    double d = 0;
    for (int k = 0; k < 3; k++) {
        const double a = fabs(centre[k] - s->low[k]), b = fabs(centre[k] - s->high[k]);
        const double most = (a > b ? a : b) * spacing[k];
        d += most * most;
    }
    return sqrt(d);
}

static void distances(struct iv_run *r, struct iv__statistics *st, iv_image *labels,
                      const struct iv__sums *sums, int background, const double spacing[3])
{
    struct iv__label_distances *d = calloc(st->rows + 1, sizeof *d);
    if (!d) {
        iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
        return;
    }
    for (u64 i = 0; i < st->rows; i++) {
        for (int k = 0; k < 3; k++) {
            d[i].centre[0][k] = st->cell[IV__STAT_centroid_x + k][i];
            d[i].centre[1][k] = st->cell[IV__STAT_mass_center_x + k][i];
        }
        for (int k = 0; k < 2; k++)
            d[i].farthest[k] = farthest(&sums->row[i], d[i].centre[k], spacing);
    }
    iv__accumulate_distances(r, labels, background, spacing, d, st->rows);
    for (u64 i = 0; i < st->rows; i++) {
        const double n = (double)sums->row[i].n;
        AT(sum_distance_to_centroid) = sums->row[i].n ? d[i].sum[0] : 0;
        AT(mean_distance_to_centroid) = d[i].sum[0] / n;
        AT(max_distance_to_centroid) = d[i].max[0];
        AT(sum_distance_to_mass_center) = sums->row[i].n ? d[i].sum[1] : 0;
        AT(mean_distance_to_mass_center) = d[i].sum[1] / n;
        AT(max_distance_to_mass_center) = d[i].max[1];
        AT(mean_max_distance_to_centroid_ratio) =
            AT(max_distance_to_centroid) / AT(mean_distance_to_centroid);
        AT(mean_max_distance_to_mass_center_ratio) =
            AT(max_distance_to_mass_center) / AT(mean_distance_to_mass_center);
    }
    free(d);
}

/* Lengths along axes from pixels to units; distances are so already. */
static void scale(struct iv__statistics *st, const double spacing[3])
{
    enum { ALONG_X, ALONG_Y, ALONG_Z, AREA, NUMBER, VALUE, LENGTH };
#define MEASURE(name, unit) unit,
    static const int measure[] = { IV__STATISTICS(MEASURE) };
    const double factor[] = { spacing[0], spacing[1], spacing[2],
                              spacing[0] * spacing[1] * spacing[2] };
    for (int c = 0; c < IV__STATS; c++)
        for (u64 i = 0; measure[c] <= AREA && i < st->rows; i++)
            st->cell[c][i] *= factor[measure[c]];
}

struct iv__statistics iv__label_statistics(struct iv_run *r, iv_image *labels, u32 max,
                                           iv_image *values, int background, int with_distances,
                                           const double spacing[3])
{
    struct iv__statistics all = { .rows = 0 }, *const st = &all;
    struct iv__sums sums = iv__accumulate(r, labels, max, values, background);
    if (!iv__ok(r)) return all;
    double *cells = calloc((sums.rows + 1) * IV__STATS, sizeof *cells);
    if (!cells) {
        free(sums.row);
        iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
        return all;
    }
    st->rows = sums.rows;
    for (int c = 0; c < IV__STATS; c++) st->cell[c] = cells + (u64)c * sums.rows;
    for (u64 i = 0; i < st->rows; i++) {
        AT(label) = (double)(i + (background ? 0 : 1));
        geometry(st, i, &sums.row[i]);
        intensity(st, i, &sums.row[i], sums.unit);
    }
    if (with_distances) distances(r, st, labels, &sums, background, spacing);
    scale(st, spacing);
    free(sums.row);
    return all;
}
