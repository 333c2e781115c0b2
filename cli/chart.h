/* Charts as SVG, in the colours of the page's style sheet: classes s0, s1 ... for series. */
#ifndef CLI_CHART_H
#define CLI_CHART_H
#include "text.h"

struct series {
    const char *name;
    const double *values; /* NaN: none */
};

/* Dots over 0..n-1, told along x as `ticks`, with lines between where one follows on the other. */
void chart_lines(struct text *t, const char *title, const char *unit, int n,
                 const char *const *ticks, const struct series *series, int n_series, int joined);
/* For each of n: 5th, 25th, 50th, 75th and 95th percentile. */
void chart_boxes(struct text *t, const char *title, const char *unit, int n,
                 const char *const *ticks, double (*q)[5]);
/* One bar for each of n, of parts side by side: values[i * n_parts + part]. */
void chart_bars(struct text *t, const char *title, const char *unit, int n,
                const char *const *names, const char *const *parts, int n_parts,
                const double *values);
#endif
