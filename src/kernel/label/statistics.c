/* Rows are independent of each other: several threads make them, some rows at a time, which then are
   copied into the columns. Many rows come from the device in parts: threads work on one while the next are
   under way. */
#include "kernel/label/statistics.h"
#include "kernel/label/accumulate.h"
#include "kernel/label/label_row.h"
#include <math.h>
#include <stdlib.h>

enum { ROWS = 32, FEW_TURNS = 16 }; /* at a time; turns that are over before other threads wake up */

struct job {
    struct iv_run *run;
    const struct iv__label_rows *rows;
    double unit;
    double *const *cells;
    const u32 *words; /* of the rows first .. end - 1 */
    u64 first, end;
};

#define AT(name) cell[IV__STAT_##name]

/* Most sums fit in 64 bits, which are converted much faster. */
static double real(iv__i128 v) { return v == (int64_t)v ? (double)(int64_t)v : (double)v; }

/* What is counted in pixels: exact, or one rounding. */
static void geometry(double *cell, const struct iv__label_sums *s)
{
    const int there = s->n > 0;
    for (int k = 0; k < 3; k++) {
        cell[IV__STAT_bbox_min_x + k] = there ? s->low[k] : NAN;
        cell[IV__STAT_bbox_max_x + k] = there ? s->high[k] : NAN;
        cell[IV__STAT_bbox_width + k] = there ? (double)s->high[k] - s->low[k] + 1 : 0;
        cell[IV__STAT_sum_x + k] = (double)s->at[k];
        cell[IV__STAT_centroid_x + k] = (double)s->at[k] / (double)s->n;
        cell[IV__STAT_mass_center_x + k] =
            s->finite ? real(s->value_at[k]) / real(s->value) : (double)NAN;
    }
    AT(area) = (double)s->n;
}

/* The variance's numerator n * sum of squares - square of sum is exact and not negative; it fits
   128 bits as n < 2^32, values < 2^32. */
static void intensity(double *cell, const struct iv__label_sums *s, double unit)
{
    const double n = (double)s->n, sum = real(s->value) * unit;
    const iv__u128 spread = s->square * s->n - (iv__u128)s->value * (iv__u128)s->value;
    const int all = s->finite;
    AT(min_intensity) = s->n ? s->min : NAN;
    AT(max_intensity) = s->n ? s->max : NAN;
    AT(sum_intensity) = all ? sum : s->min + s->max; /* infinite, or NaN */
    AT(mean_intensity) = AT(sum_intensity) / n;
    AT(standard_deviation_intensity) = all ? sqrt((double)spread) / n * unit : NAN;
    for (int k = 0; k < 3; k++)
        cell[IV__STAT_sum_intensity_times_x + k] = all ? real(s->value_at[k]) * unit : NAN;
}

static void distances(double *cell, u64 pixels, const u32 *row)
{
    const double n = (double)pixels;
    const struct iv__label_distances a = iv__spread_of(row, 0), b = iv__spread_of(row, 1);
    AT(sum_distance_to_centroid) = a.sum;
    AT(mean_distance_to_centroid) = a.sum / n;
    AT(max_distance_to_centroid) = pixels ? a.max : NAN;
    AT(sum_distance_to_mass_center) = b.sum;
    AT(mean_distance_to_mass_center) = b.sum / n;
    AT(max_distance_to_mass_center) = pixels ? b.max : NAN;
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
    if (spacing[0] == 1 && spacing[1] == 1 && spacing[2] == 1) return;
    for (int c = 0; c < IV__STATS; c++)
        if (measure[c] <= AREA) cell[c] *= factor[measure[c]];
}

static void make_rows(void *arg, u64 turn)
{
    const struct job *j = arg;
    const struct iv__label_rows *rows = j->rows;
    const u64 first = j->first + turn * ROWS, end = first + ROWS < j->end ? first + ROWS : j->end;
    double row[ROWS][IV__STATS] = { 0 };
    for (u64 i = first; i < end; i++) {
        const u32 *words = j->words + (i - j->first) * A_WORDS;
        const struct iv__label_sums s = iv__sums_of(words, rows->pixel);
        double *cell = row[i - first];
        AT(label) = (double)(i - (rows->background ? 1 : 0));
        geometry(cell, &s);
        intensity(cell, &s, j->unit);
        if (rows->distances) distances(cell, s.n, words);
        scale(cell, rows->spacing);
    }
    for (int c = 0; c < IV__STATS; c++) {
        if (!j->cells[c]) continue;
        for (u64 i = first; i < end; i++) j->cells[c][i - 1] = row[i - first][c];
    }
}

/* Row 0 comes first. */
static iv_status make_part(void *arg, const void *part, size_t at, size_t size)
{
    enum { ROW = A_WORDS * sizeof(u32) };
    struct job *j = arg;
    const u32 *words = part;
    j->first = at / ROW;
    j->end = j->first + size / ROW;
    if (at == 0) {
        j->unit = iv__sums_unit(words);
        j->first = 1;
        words += A_WORDS;
    }
    j->words = words;
    const u64 turns = iv__groups(j->end - j->first, ROWS);
    if (turns > FEW_TURNS) iv__share(j->run, turns, make_rows, j);
    else
        for (u64 i = 0; i < turns; i++) make_rows(j, i);
    return j->run->status;
}

void iv__label_columns(struct iv_run *r, struct iv__label_rows *rows, double *const cells[IV__STATS])
{
    struct job j = { .run = r, .rows = rows, .cells = cells };
    const size_t bytes = (rows->n + 1) * A_WORDS * sizeof(u32);
    if (iv__ok(r) && rows->n) {
        if (rows->words) make_part(&j, rows->words, 0, bytes);
        else iv__fetch_parts(r, rows->acc, bytes, A_WORDS * sizeof(u32), make_part, &j);
    }
    iv__drop_bytes(r, rows->acc);
    free(rows->words);
    rows->words = NULL;
}

/* Where an image is small, asking how many rows there are takes longer than to make some: most often they
   are enough, and a few of them are fetched with the number: 64 KB take hardly longer than less. */
enum { SMALL = 1 << 22, GUESS = 1024, FEW = 400 };

/* What rows are made from. */
struct source {
    iv_image *labels, *values;
    struct iv__buffer *range;
    const struct iv__label_rows *like;
};

static u64 rows_for(struct iv_run *r, u32 max, const struct source *s)
{
    const u64 rows = (u64)max + (s->like->background != 0);
    if (iv__ok(r) && (max > (u64)iv_layout_count(&s->labels->layout) + 65536 || rows > UINT32_MAX))
        iv__run_fail(r, iv__error(IV_ERROR_ARGUMENT,
                                  "label goes up to %u, which would make as many rows; use "
                                  "relabel_sequential first", max));
    return rows;
}

static struct iv__buffer *measure(struct iv_run *r, const struct source *s, u64 rows)
{
    const struct iv__label_rows *l = s->like;
    struct iv__buffer *acc = iv__accumulate(r, s->labels, s->values, s->range, (u32)rows, l->background);
    iv__spread(r, s->labels, l->pixel, s->range, acc, (u32)rows, l->background, l->distances, l->spacing);
    return acc;
}

struct iv__label_rows iv__label_rows(struct iv_run *r, iv_image *labels, iv_image *values,
                                     struct iv__buffer *range, const u32 *max, int background,
                                     int distances, const double spacing[3])
{
    struct iv__label_rows rows = { .pixel = values->pixel, .background = background, .distances = distances,
                                   .spacing = { spacing[0], spacing[1], spacing[2] } };
    const struct source s = { labels, values, range, &rows };
    if (!iv__ok(r)) return rows;
    const int guess = !max && !iv__on_cpu(r) && iv_layout_count(&labels->layout) <= SMALL;
    rows.n = guess ? GUESS : rows_for(r, max ? *max : iv__label_max(r, range), &s);
    rows.acc = measure(r, &s, rows.n);
    if (guess && iv__ok(r)) {
        const size_t bytes = (FEW + 1) * A_WORDS * sizeof(u32);
        rows.words = malloc(bytes);
        if (!rows.words) iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
        iv__fetch(r, rows.acc, rows.words, bytes);
        rows.n = iv__ok(r) ? rows_for(r, rows.words[R_MAX], &s) : 0;
        if (rows.n > FEW) {
            free(rows.words);
            rows.words = NULL;
        }
        if (rows.n > GUESS) {
            iv__drop_bytes(r, rows.acc);
            rows.acc = measure(r, &s, rows.n);
        }
    }
    return rows;
}
