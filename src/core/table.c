#include "core/table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct column {
    char name[64], unit[32];
    double *cells;
};

struct iv_table {
    struct column *columns;
    int n;
    int64_t rows;
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
    for (int i = 0; i < t->n; i++) {
        double *c = realloc(t->columns[i].cells, (size_t)(t->rows + n + 1) * sizeof *c);
        if (!c) return iv__error(IV_ERROR_MEMORY, "out of memory");
        t->columns[i].cells = c;
        memset(c + t->rows, 0, (size_t)n * sizeof *c);
    }
    t->rows += n;
    return IV_OK;
}

double *iv__table_cells(iv_table *t, int column) { return t->columns[column].cells; }

int iv_table_columns(const iv_table *t) { return t->n; }
int64_t iv_table_rows(const iv_table *t) { return t->rows; }
const char *iv_table_name(const iv_table *t, int c) { return c >= 0 && c < t->n ? t->columns[c].name : ""; }
const char *iv_table_unit(const iv_table *t, int c) { return c >= 0 && c < t->n ? t->columns[c].unit : ""; }
const double *iv_table_column(const iv_table *t, int c) { return c >= 0 && c < t->n ? t->columns[c].cells : NULL; }

void iv_table_free(iv_table *t)
{
    if (!t) return;
    for (int i = 0; i < t->n; i++) free(t->columns[i].cells);
    free(t->columns);
    free(t);
}
