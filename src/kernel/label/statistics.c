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
    struct iv__columns columns;
};

/* Row 0 comes first. */
static iv_status make_part(void *arg, const void *part, size_t at, size_t size)
{
    enum { ROW = A_WORDS * sizeof(u32) };
    struct job *j = arg;
    struct iv__columns *c = &j->columns;
    const u32 *words = part;
    u64 rows = size / ROW;
    if (at == 0) {
        c->unit = iv__sums_unit(words);
        words += A_WORDS;
        rows--;
    }
    c->words = words;
    c->first = c->end;
    c->end += rows;
    const u64 from = c->first / IV__COLUMN_ROWS, turns = iv__groups(c->end, IV__COLUMN_ROWS) - from;
    iv__share_kernel(j->run, "label_columns", from, turns, turns > FEW_TURNS, c);
    return j->run->status;
}

void iv__label_columns(struct iv_run *r, struct iv__label_rows *rows, double *const cells[IV__STATS])
{
    struct job j = { .run = r };
    const size_t bytes = (rows->n + 1) * A_WORDS * sizeof(u32);
    j.columns = (struct iv__columns){ .all = rows->n, .cells = cells, .pixel = rows->pixel,
                                      .background = rows->background != 0, .distances = rows->distances };
    memcpy(j.columns.spacing, rows->spacing, sizeof rows->spacing);
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
