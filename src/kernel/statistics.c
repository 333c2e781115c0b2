/* Rows are independent of each other: several threads make them, some rows at a time, which then are
   copied into the columns. */
#include "kernel/statistics.h"
#include "kernel/accumulate.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 32 }; /* at a time */

struct job {
    struct iv__sums sums;
    struct iv__spread spread;
    int background, distances;
    const double *spacing;
    double *const *cells;
};

/* Points, in pixels, that distances are measured to. */
enum { CENTROID, MASS_CENTRE, POINTS };

static void find_points(double point[POINTS][3], const struct iv__label_sums *s)
{
    for (int k = 0; k < 3; k++) {
        point[CENTROID][k] = (double)s->at[k] / (double)s->n;
        point[MASS_CENTRE][k] = s->finite ? (double)s->value_at[k] / (double)s->value : (double)NAN;
    }
}

/* How far a label's pixels may be from a point: the farthest corner of its box. */
static double farthest(const struct iv__label_sums *s, const double centre[3], const double spacing[3])
{
    double d = 0;
    for (int k = 0; k < 3; k++) {
        const double a = fabs(centre[k] - s->low[k]), b = fabs(centre[k] - s->high[k]);
        const double most = (a > b ? a : b) * spacing[k];
        d += most * most;
    }
    return sqrt(d);
}

static u64 last_of(const struct job *j, u64 turn)
{
    const u64 end = (turn + 1) * ROWS;
    return end < j->sums.rows ? end : j->sums.rows;
}

static void set_points(void *arg, u64 turn)
{
    struct job *j = arg;
    for (u64 i = turn * ROWS, end = last_of(j, turn); i < end; i++) {
        const struct iv__label_sums s = iv__sums_row(&j->sums, i);
        double point[POINTS][3];
        find_points(point, &s);
        for (int k = 0; k < POINTS; k++) {
            struct iv__label_point p = { .farthest = farthest(&s, point[k], j->spacing) };
            memcpy(p.centre, point[k], sizeof p.centre);
            iv__spread_set(&j->spread, i, k, &p);
        }
    }
}

#define AT(name) cell[IV__STAT_##name]

/* What is counted in pixels: exact, or one rounding. */
static void geometry(double *cell, const struct iv__label_sums *s, double point[POINTS][3])
{
    const int there = s->n > 0;
    for (int k = 0; k < 3; k++) {
        cell[IV__STAT_bbox_min_x + k] = there ? s->low[k] : NAN;
        cell[IV__STAT_bbox_max_x + k] = there ? s->high[k] : NAN;
        cell[IV__STAT_bbox_width + k] = there ? (double)s->high[k] - s->low[k] + 1 : 0;
        cell[IV__STAT_sum_x + k] = (double)s->at[k];
        cell[IV__STAT_centroid_x + k] = point[CENTROID][k];
        cell[IV__STAT_mass_center_x + k] = point[MASS_CENTRE][k];
    }
    AT(area) = (double)s->n;
}

/* The variance's numerator n * sum of squares - square of sum is exact and not negative; it fits
   128 bits as n < 2^32, values < 2^32. */
static void intensity(double *cell, const struct iv__label_sums *s, double unit)
{
    const double n = (double)s->n, sum = (double)s->value * unit;
    const iv__u128 spread = s->square * s->n - (iv__u128)s->value * (iv__u128)s->value;
    const int all = s->finite;
    AT(min_intensity) = s->n ? s->min : NAN;
    AT(max_intensity) = s->n ? s->max : NAN;
    AT(sum_intensity) = all ? sum : s->min + s->max; /* infinite, or NaN */
    AT(mean_intensity) = AT(sum_intensity) / n;
    AT(standard_deviation_intensity) = all ? sqrt((double)spread) / n * unit : NAN;
    for (int k = 0; k < 3; k++)
        cell[IV__STAT_sum_intensity_times_x + k] = all ? (double)s->value_at[k] * unit : NAN;
}

static void distances(double *cell, const struct iv__label_sums *s, const struct iv__spread *spread,
                      u64 row)
{
    const double n = (double)s->n;
    const struct iv__label_distances a = iv__spread_row(spread, row, CENTROID),
                                     b = iv__spread_row(spread, row, MASS_CENTRE);
    AT(sum_distance_to_centroid) = s->n ? a.sum : 0;
    AT(mean_distance_to_centroid) = a.sum / n;
    AT(max_distance_to_centroid) = a.max;
    AT(sum_distance_to_mass_center) = s->n ? b.sum : 0;
    AT(mean_distance_to_mass_center) = b.sum / n;
    AT(max_distance_to_mass_center) = b.max;
    AT(mean_max_distance_to_centroid_ratio) = a.max / AT(mean_distance_to_centroid);
    AT(mean_max_distance_to_mass_center_ratio) = b.max / AT(mean_distance_to_mass_center);
}

/* Lengths along axes from pixels to units; distances are so already. */
static void scale(double *cell, const double spacing[3])
{
    enum { ALONG_X, ALONG_Y, ALONG_Z, AREA, NUMBER, VALUE, LENGTH };
#define MEASURE(name, unit) unit,
    static const int measure[] = { IV__STATISTICS(MEASURE) };
    const double factor[] = { spacing[0], spacing[1], spacing[2],
                              spacing[0] * spacing[1] * spacing[2] };
    for (int c = 0; c < IV__STATS; c++)
        if (measure[c] <= AREA) cell[c] *= factor[measure[c]];
}

static void make_rows(void *arg, u64 turn)
{
    const struct job *j = arg;
    const u64 first = turn * ROWS, end = last_of(j, turn);
    double row[ROWS][IV__STATS] = { 0 };
    for (u64 i = first; i < end; i++) {
        double *cell = row[i - first], point[POINTS][3];
        const struct iv__label_sums s = iv__sums_row(&j->sums, i);
        AT(label) = (double)(i + (j->background ? 0 : 1));
        find_points(point, &s);
        geometry(cell, &s, point);
        intensity(cell, &s, j->sums.unit);
        if (j->distances) distances(cell, &s, &j->spread, i);
        scale(cell, j->spacing);
    }
    for (int c = 0; c < IV__STATS; c++) {
        if (!j->cells[c]) continue;
        for (u64 i = first; i < end; i++) j->cells[c][i] = row[i - first][c];
    }
}

void iv__label_statistics(struct iv_run *r, iv_image *labels, struct iv__label_range range,
                          iv_image *values, int background, int with_distances,
                          const double spacing[3], double *const cells[IV__STATS])
{
    struct job j = { .background = background, .distances = with_distances, .spacing = spacing,
                     .cells = cells };
    j.sums = iv__accumulate(r, labels, range, values, background);
    const u64 turns = iv__groups(j.sums.rows, ROWS);
    if (with_distances) {
        j.spread = iv__spread_new(r, j.sums.rows);
        iv__share(r, turns, set_points, &j);
        iv__spread_measure(r, &j.spread, labels, background, spacing);
    }
    iv__share(r, turns, make_rows, &j);
    free(j.sums.words);
    free(j.spread.words);
}
