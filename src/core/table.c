#include "core/table.h"
#include "core/large.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct column {
    char name[64], unit[32];
};

struct iv_table {
    struct column *columns;
    int n;
    int64_t rows, room; /* room: how many rows apart columns are */
    double *cells;
};

iv_table *iv__table_new(void)
{
    iv_table *t = calloc(1, sizeof *t);
    if (!t) iv__error(IV_ERROR_MEMORY, "out of memory");
    return t;
}

int iv__table_add(iv_table *t, const char *name, const char *unit)
{
    struct column *c = realloc(t->columns, (size_t)(t->n + 1) * sizeof *c);
    if (!c) return iv__error(IV_ERROR_MEMORY, "out of memory");
    t->columns = c;
    c += t->n;
    memset(c, 0, sizeof *c);
    snprintf(c->name, sizeof c->name, "%s", name);
    snprintf(c->unit, sizeof c->unit, "%s", unit ? unit : "");
    return t->n++;
}

iv_status iv__table_grow(iv_table *t, int64_t n)
{
    const int64_t rows = t->rows + n, half_more = t->room + t->room / 2 + 1;
    if (rows > t->room || !t->cells) {
        const int64_t room = rows > half_more ? rows : half_more;
        double *cells = iv__large((size_t)room * (size_t)t->n * sizeof *cells);
        if (!cells) return iv__error(IV_ERROR_MEMORY, "out of memory");
        for (int i = 0; i < t->n && t->rows; i++)
            memcpy(cells + i * room, iv__table_cells(t, i), (size_t)t->rows * sizeof *cells);
        free(t->cells);
        t->cells = cells;
        t->room = room;
    }
    t->rows = rows;
    return IV_OK;
}

double *iv__table_cells(iv_table *t, int column) { return t->cells + column * t->room; }

int iv_table_columns(const iv_table *t) { return t->n; }
int64_t iv_table_rows(const iv_table *t) { return t->rows; }
const char *iv_table_name(const iv_table *t, int c) { return c >= 0 && c < t->n ? t->columns[c].name : ""; }
const char *iv_table_unit(const iv_table *t, int c) { return c >= 0 && c < t->n ? t->columns[c].unit : ""; }
const double *iv_table_column(const iv_table *t, int c) { return c >= 0 && c < t->n && t->cells ? t->cells + c * t->room : NULL; }

void iv_table_free(iv_table *t)
{
    if (!t) return;
    free(t->cells);
    free(t->columns);
    free(t);
}
