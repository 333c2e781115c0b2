/* Rows are independent of each other: several threads make columns of them, some rows at a time. Many rows come
   from the device in parts: threads work on one while the next are under way. */
#include "kernel/label/statistics.h"
#include "kernel/label/accumulate.h"
#include "kernel/label/label_row.h"
#include <stdlib.h>
#include <string.h>

enum { FEW_TURNS = 8 }; /* over before other threads wake up */

struct job {
    struct iv_run *run;
    const char *kernel;
    struct iv__columns columns;
};

/* Rows from row 0 on, which is not made cells of, come in parts. */
static void make_part(struct job *j, const u32 *words, u64 rows, int row)
{
    struct iv__columns *c = &j->columns;
    const int begins = c->end == 0;
    c->words = words + begins * row;
    c->first = c->end;
    c->end += rows - (u64)begins;
    const u64 from = c->first / IV__COLUMN_ROWS, turns = iv__groups(c->end, IV__COLUMN_ROWS) - from;
    iv__share_kernel(j->run, j->kernel, from, turns, turns > FEW_TURNS, c);
}

static iv_status make_sums(void *arg, const void *part, size_t at, size_t size)
{
    struct job *j = arg;
    if (at == 0) j->columns.unit = iv__sums_unit(part);
    make_part(j, part, size / (A_WORDS * sizeof(u32)), A_WORDS);
    return j->run->status;
}

static iv_status make_distances(void *arg, const void *part, size_t at, size_t size)
{
    struct job *j = arg;
    (void)at;
    make_part(j, part, size / (D_WORDS * sizeof(u32)), D_WORDS);
    return j->run->status;
}

static void fetch_all(struct iv_run *r, struct iv__label_rows *rows)
{
    const size_t bytes = (rows->room + 1) * (A_WORDS + D_WORDS) * sizeof(u32);
    rows->words = malloc(bytes);
    if (!rows->words) iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
    iv__fetch(r, rows->acc, rows->words, bytes);
}

void iv__label_columns(struct iv_run *r, struct iv__label_rows *rows, double *const cells[IV__STATS])
{
    const struct iv__columns columns = { .all = rows->n, .cells = cells, .pixel = rows->pixel,
                                         .spacing = { rows->spacing[0], rows->spacing[1], rows->spacing[2] },
                                         .background = rows->background != 0 };
    struct job sums = { r, "sum_columns", columns }, far = { r, "distance_columns", columns };
    const size_t sum_row = A_WORDS * sizeof(u32), far_row = D_WORDS * sizeof(u32);
    const size_t sum_bytes = (rows->n + 1) * sum_row, far_bytes = (rows->n + 1) * far_row;
    const size_t far_at = (rows->room + 1) * sum_row;
    if (rows->n && !rows->words && rows->n < IV__EARLY_ROWS && !iv__on_cpu(r)) fetch_all(r, rows);
    if (iv__ok(r) && rows->n && rows->words) {
        make_sums(&sums, rows->words, 0, sum_bytes);
        if (rows->distances) make_distances(&far, (const char *)rows->words + far_at, 0, far_bytes);
    } else if (rows->n) {
        iv__fetch_parts(r, rows->acc, 0, sum_bytes, sum_row, 1, make_sums, &sums);
        if (rows->distances) iv__fetch_parts(r, rows->acc, far_at, far_bytes, far_row, 0, make_distances, &far);
    }
    iv__drop_bytes(r, rows->acc);
    free(rows->words);
    rows->words = NULL;
}

/* Where an image is small, asking how many rows there are takes longer than to make some: most often they
   are enough, and are fetched with the number. */
enum { SMALL = 1 << 22, GUESS = 500 };

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
    rows.n = rows.room = guess ? GUESS : rows_for(r, max ? *max : iv__label_max(r, range), &s);
    rows.acc = measure(r, &s, rows.room);
    if (guess) {
        fetch_all(r, &rows);
        rows.n = iv__ok(r) ? rows_for(r, rows.words[R_MAX], &s) : 0;
        if (rows.n <= GUESS) return rows;
        free(rows.words);
        rows.words = NULL;
        rows.room = rows.n;
        iv__drop_bytes(r, rows.acc);
        rows.acc = measure(r, &s, rows.room);
    }
    return rows;
}
