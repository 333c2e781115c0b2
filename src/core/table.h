/* Tables of results: named columns of doubles. */
#ifndef IV__TABLE_H
#define IV__TABLE_H
#include "core/error.h"

/* A table with room for nothing; NULL if memory is out. */
iv_table *iv__table_new(void);
/* Adds a column and returns its place, or a negative status. All columns come before all rows. */
int iv__table_add(iv_table *table, const char *name, const char *unit);
/* Adds `n` rows, whose cells are the caller's to fill. The columns may move. */
iv_status iv__table_grow(iv_table *table, int64_t n);
double *iv__table_cells(iv_table *table, int column);
#endif
