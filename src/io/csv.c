#include "io/io.h"
#include <string.h>

/* A block of text on its way to the file. */
struct block {
    struct iv__output *out;
    iv_status status;
    size_t used;
    char text[1 << 16];
};

static void flush(struct block *b)
{
    if (b->status == IV_OK) b->status = iv__output_write(b->out, b->text, b->used);
    b->used = 0;
}

static void put(struct block *b, const char *s, size_t n)
{
    while (n) {
        if (b->used == sizeof b->text) flush(b);
        const size_t room = sizeof b->text - b->used, some = n < room ? n : room;
        memcpy(b->text + b->used, s, some);
        b->used += some;
        s += some;
        n -= some;
    }
}

/* A column's heading: "area [um^3]", in quotes if it holds what separates fields. */
static void put_heading(struct block *b, const char *name, const char *unit)
{
    char text[512];
    if (*unit)
        snprintf(text, sizeof text, "%s [%s]", name, unit);
    else
        snprintf(text, sizeof text, "%s", name);
    if (!strpbrk(text, ",\"\r\n")) {
        put(b, text, strlen(text));
        return;
    }
    put(b, "\"", 1);
    for (const char *p = text; *p; p++) put(b, *p == '"' ? "\"\"" : p, *p == '"' ? 2 : 1);
    put(b, "\"", 1);
}

/* RFC 4180, but lines end with a line feed alone, as text files here do. */
iv_status iv__csv_write(struct iv__output *out, const iv_table *table)
{
    const int columns = iv_table_columns(table);
    const int64_t rows = iv_table_rows(table);
    struct block b = { .out = out };
    for (int c = 0; c < columns; c++) {
        if (c) put(&b, ",", 1);
        put_heading(&b, iv_table_name(table, c), iv_table_unit(table, c));
    }
    put(&b, "\n", 1);
    for (int64_t r = 0; r < rows && b.status == IV_OK; r++) {
        for (int c = 0; c < columns; c++) {
            char text[32];
            if (c) put(&b, ",", 1);
            iv__number_text(iv_table_column(table, c)[r], text);
            put(&b, text, strlen(text));
        }
        put(&b, "\n", 1);
        if (b.status == IV_OK) b.status = iv__progress((double)r / (double)rows, out->what);
    }
    flush(&b);
    return b.status;
}
