#include "chart.h"
#include <math.h>
#include <string.h>

/* Units of the drawing; the page scales it to its column. */
enum { WIDTH = 480, HEIGHT = 260, LEFT = 52, RIGHT = 14, TOP = 34, BOTTOM = 34 };

/* A step for the grid: 1, 2 or 5 times a power of ten, so that there are about four lines. */
static double grid_step(double top)
{
    const double raw = top / 4, unit = pow(10, floor(log10(raw)));
    return raw <= unit ? unit : raw <= 2 * unit ? 2 * unit : raw <= 5 * unit ? 5 * unit : 10 * unit;
}

struct axes {
    double top;
    int n;
};

static double place_y(const struct axes *a, double v)
{
    return HEIGHT - BOTTOM - v / a->top * (HEIGHT - TOP - BOTTOM);
}

static double place_x(const struct axes *a, int i)
{
    return LEFT + (WIDTH - LEFT - RIGHT) * (i + 0.5) / a->n;
}

static struct axes begin(struct text *t, const char *title, const char *unit, int n,
                         const char *const *ticks, double top)
{
    if (!(top > 0)) top = 1;
    const double step = grid_step(top);
    const struct axes a = { step * ceil(top / step - 1e-9), n };
    text_add(t,
             "<figure class=\"chart\"><svg viewBox=\"0 0 %d %d\" role=\"img\"><text "
             "class=\"title\" x=\"0\" y=\"14\">",
             WIDTH, HEIGHT);
    text_escaped(t, title);
    if (*unit) text_add(t, "<tspan class=\"unit\">, %s</tspan>", unit);
    text_add(t, "</text>");
    for (int i = 0; i * step <= a.top * (1 + 1e-9); i++)
        text_add(t,
                 "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text class=\"tick\" text-anchor=\"end\" "
                 "x=\"%d\" y=\"%.1f\">%g</text>",
                 LEFT, place_y(&a, i * step), WIDTH - RIGHT, LEFT - 8, place_y(&a, i * step) + 4,
                 i * step);
    const int every = (n + 9) / 10;
    for (int i = 0; i < n; i += every)
        text_add(t, "<text class=\"tick\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>",
                 place_x(&a, i), HEIGHT - 12, ticks[i]);
    return a;
}

void chart_lines(struct text *t, const char *title, const char *unit, int n,
                 const char *const *ticks, const struct series *series, int n_series, int joined)
{
    double top = 0;
    for (int s = 0; s < n_series; s++)
        for (int i = 0; i < n; i++)
            if (series[s].values[i] > top) top = series[s].values[i];
    const struct axes a = begin(t, title, unit, n, ticks, top);
    for (int s = n_series - 1; s >= 0; s--) {
        int pen = 0;
        text_add(t, "<path class=\"line s%d\" d=\"", s);
        for (int i = 0; i < n && joined; i++) {
            if (isnan(series[s].values[i]))
                pen = 0;
            else
                text_add(t, "%c%.1f %.1f", pen++ ? 'L' : 'M', place_x(&a, i),
                         place_y(&a, series[s].values[i]));
        }
        text_add(t, "\"/>");
        for (int i = 0; i < n; i++)
            if (!isnan(series[s].values[i]))
                text_add(t,
                         "<circle class=\"dot s%d\" r=\"3.5\" cx=\"%.1f\" cy=\"%.1f\"><title>%s: "
                         "%.4g</title></circle>",
                         s, place_x(&a, i), place_y(&a, series[s].values[i]), series[s].name,
                         series[s].values[i]);
    }
    double x = WIDTH - RIGHT;
    for (int s = n_series - 1; s >= 0 && n_series > 1; s--) { /* the legend, from the right */
        x -= 7.0 * (double)strlen(series[s].name) + 20;
        text_add(t,
                 "<circle class=\"dot s%d\" r=\"4\" cx=\"%.1f\" cy=\"10\"/><text class=\"tick\" "
                 "x=\"%.1f\" y=\"14\">%s</text>",
                 s, x, x + 8, series[s].name);
    }
    text_add(t, "</svg></figure>\n");
}

void chart_boxes(struct text *t, const char *title, const char *unit, int n,
                 const char *const *ticks, double (*q)[5])
{
    double top = 0;
    for (int i = 0; i < n; i++)
        if (q[i][4] > top) top = q[i][4];
    const struct axes a = begin(t, title, unit, n, ticks, top);
    const double half = fmin(16, 0.3 * (WIDTH - LEFT - RIGHT) / n);
    for (int i = 0; i < n; i++) {
        const double x = place_x(&a, i);
        if (isnan(q[i][2])) continue;
        text_add(t,
                 "<g class=\"box\"><title>median %.4g; half of the objects between %.4g and "
                 "%.4g</title>",
                 q[i][2], q[i][1], q[i][3]);
        text_add(t, "<path class=\"whisker\" d=\"M%.1f %.1fV%.1fM%.1f %.1fV%.1f\"/>", x,
                 place_y(&a, q[i][0]), place_y(&a, q[i][1]), x, place_y(&a, q[i][3]),
                 place_y(&a, q[i][4]));
        text_add(t, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"/>",
                 x - half, place_y(&a, q[i][3]), 2 * half,
                 fmax(1, place_y(&a, q[i][1]) - place_y(&a, q[i][3])));
        text_add(t, "<path class=\"median\" d=\"M%.1f %.1fH%.1f\"/></g>", x - half,
                 place_y(&a, q[i][2]), x + half);
    }
    text_add(t, "</svg></figure>\n");
}

void chart_bars(struct text *t, const char *title, const char *unit, int n,
                const char *const *names, const char *const *parts, int n_parts,
                const double *values)
{
    enum { ACROSS = 2 * WIDTH, BAR = 20, GAP = 24 };
    double top = 0;
    for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int p = 0; p < n_parts; p++) sum += values[i * n_parts + p];
        if (sum > top) top = sum;
    }
    if (!(top > 0)) top = 1;
    const int height = 26 + n * (BAR + GAP);
    text_add(t,
             "<figure class=\"chart wide\"><svg viewBox=\"0 0 %d %d\" role=\"img\"><text "
             "class=\"title\" x=\"0\" y=\"14\">",
             ACROSS, height);
    text_escaped(t, title);
    text_add(t, "<tspan class=\"unit\">, %s</tspan></text>", unit);
    for (int i = 0; i < n; i++) {
        const double y = 26 + i * (BAR + GAP) + 14;
        double x = 0, sum = 0;
        for (int p = 0; p < n_parts; p++) sum += values[i * n_parts + p];
        text_add(t, "<text class=\"tick\" x=\"0\" y=\"%.1f\">", y - 4);
        text_escaped(t, names[i]);
        text_add(t, ": %.3g %s</text>", sum, unit);
        for (int p = 0; p < n_parts; p++) {
            const double w = values[i * n_parts + p] / top * ACROSS;
            text_add(t,
                     "<rect class=\"part s%d\" x=\"%.2f\" y=\"%.1f\" width=\"%.2f\" "
                     "height=\"%d\"><title>",
                     p % 8, x, y, fmax(0, w - 0.6), BAR);
            text_escaped(t, parts[p]);
            text_add(t, ": %.3g %s</title></rect>", values[i * n_parts + p], unit);
            x += w;
        }
    }
    text_add(t, "</svg><figcaption class=\"legend\">");
    for (int p = 0; p < n_parts; p++) {
        text_add(t, "<span><i class=\"s%d\"></i>", p % 8);
        text_escaped(t, parts[p]);
        text_add(t, "</span> ");
    }
    text_add(t, "</figcaption></figure>\n");
}
