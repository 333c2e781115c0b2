#include "outcome.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "random.h"

static uint64_t hash_bytes(uint64_t h, const void *data, size_t n)
{
    const unsigned char *p = data;
    uint64_t word;
    for (; n >= 8; p += 8, n -= 8) {
        memcpy(&word, p, 8);
        h = random_hash(h ^ word);
    }
    word = n;
    memcpy(&word, p, n);
    return random_hash(h ^ word);
}

void outcome_begin(struct outcome *o, iv_status status)
{
    memset(o, 0, sizeof *o);
    o->status = status;
    o->digest = random_hash((uint64_t)(int64_t)status);
    if (status != IV_OK) snprintf(o->error, sizeof o->error, "%s", iv_error());
}

static void one_nan_float(uint32_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((p[i] & 0x7fffffff) > 0x7f800000) p[i] = 0x7fc00000;
}

static void one_nan_double(uint64_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((p[i] & 0x7fffffffffffffff) > 0x7ff0000000000000) p[i] = 0x7ff8000000000000;
}

/* Takes data over. */
static void add(struct outcome *o, void *data, size_t size, size_t count, uint64_t form,
                int is_float)
{
    if (o->n == OUTCOME_PARTS || !data) {
        free(data);
        o->status = IV_ERROR_MEMORY;
        snprintf(o->error, sizeof o->error, "out of memory");
        return;
    }
    if (is_float && size == 4) one_nan_float(data, count);
    if (is_float && size == 8) one_nan_double(data, count);
    o->parts[o->n].data = data;
    o->parts[o->n].size = size;
    o->parts[o->n].count = count;
    o->parts[o->n].form = form;
    o->parts[o->n++].is_float = is_float;
    o->digest = hash_bytes(random_hash(o->digest ^ form), data, size * count);
}

void outcome_image(struct outcome *o, iv_image *image)
{
    const iv_layout *l = iv_image_layout(image);
    const iv_pixel pixel = iv_image_pixel(image);
    const size_t count = (size_t)iv_layout_count(l), size = iv_pixel_size(pixel);
    uint64_t form = random_hash((uint64_t)pixel);
    for (int i = 0; i < IV_AXES; i++) form = random_hash(form ^ (uint64_t)l->size[i]);
    form = hash_bytes(random_hash(form ^ l->axes), l->spacing, sizeof l->spacing);
    void *data = malloc(count * size + 1);
    const iv_status s = data ? iv_image_pull(image, data) : IV_ERROR_MEMORY;
    if (data && s != IV_OK) {
        o->status = s;
        snprintf(o->error, sizeof o->error, "%s", iv_error());
        free(data);
        return;
    }
    add(o, data, size, count, form, pixel == IV_PIXEL_F32);
}

void outcome_numbers(struct outcome *o, const double *numbers, size_t n)
{
    double *copy = malloc(n * sizeof *copy + 1);
    if (copy) memcpy(copy, numbers, n * sizeof *copy);
    add(o, copy, sizeof *copy, n, 1, 1);
}

void outcome_table(struct outcome *o, const iv_table *t)
{
    const size_t columns = (size_t)iv_table_columns(t), rows = (size_t)iv_table_rows(t);
    double *all = malloc(columns * rows * sizeof *all + 1);
    uint64_t form = random_hash(rows);
    for (int c = 0; c < (int)columns; c++) {
        form = hash_bytes(form, iv_table_name(t, c), strlen(iv_table_name(t, c)));
        form = hash_bytes(form, iv_table_unit(t, c), strlen(iv_table_unit(t, c)));
        if (all && rows) memcpy(all + (size_t)c * rows, iv_table_column(t, c), rows * sizeof *all);
    }
    add(o, all, sizeof *all, columns * rows, form, 1);
}

static void value_words(const struct outcome *o, int part, size_t i, char *room, size_t size)
{
    const char *at = (const char *)o->parts[part].data + i * o->parts[part].size;
    uint64_t bits = 0;
    memcpy(&bits, at, o->parts[part].size);
    if (o->parts[part].is_float && o->parts[part].size == 4) {
        float v;
        memcpy(&v, at, sizeof v);
        snprintf(room, size, "%.9g (%08" PRIx64 ")", (double)v, bits);
    } else if (o->parts[part].is_float) {
        double v;
        memcpy(&v, at, sizeof v);
        snprintf(room, size, "%.17g (%016" PRIx64 ")", v, bits);
    } else {
        snprintf(room, size, "%" PRIu64, bits);
    }
}

int64_t outcome_compare(const struct outcome *a, const struct outcome *b, char *words, size_t size)
{
    int64_t bits = 0;
    words[0] = 0;
    for (int p = 0; p < a->n || p < b->n; p++) {
        if (p >= a->n || p >= b->n || a->parts[p].form != b->parts[p].form ||
            a->parts[p].count != b->parts[p].count) {
            snprintf(words, size, "result %d has another shape or type", p + 1);
            return bits + 1 + 8 * (int64_t)(p < a->n ? a->parts[p].count * a->parts[p].size : 0);
        }
        const size_t n = a->parts[p].count, each = a->parts[p].size;
        const unsigned char *x = a->parts[p].data, *y = b->parts[p].data;
        if (memcmp(x, y, n * each) == 0) continue;
        for (size_t i = 0; i < n * each; i++) {
            if (x[i] == y[i]) continue;
            if (!bits) {
                char one[48], other[48];
                value_words(a, p, i / each, one, sizeof one);
                value_words(b, p, i / each, other, sizeof other);
                snprintf(words, size, "value %zu of result %d is %s, on the CPU %s", i / each,
                         p + 1, other, one);
            }
            bits += __builtin_popcount(x[i] ^ y[i]);
        }
    }
    return bits;
}

void outcome_spoil(struct outcome *o)
{
    if (!o->n || !o->parts[0].count) return;
    *(unsigned char *)o->parts[0].data ^= 1;
    o->digest ^= 1;
}

void outcome_end(struct outcome *o)
{
    for (int i = 0; i < o->n; i++) free(o->parts[i].data);
    o->n = 0;
}
