#include "picture.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "contour.h"
#include "png.h"

enum { WIDEST = 900 };

/* ---- Planes ---- */

static float value_at(const struct volume *v, int64_t i)
{
    switch (v->pixel) {
    case IV_PIXEL_U8: return ((const uint8_t *)v->pixels)[i];
    case IV_PIXEL_I8: return ((const int8_t *)v->pixels)[i];
    case IV_PIXEL_U16: return ((const uint16_t *)v->pixels)[i];
    case IV_PIXEL_I16: return ((const int16_t *)v->pixels)[i];
    case IV_PIXEL_U32: return (float)((const uint32_t *)v->pixels)[i];
    case IV_PIXEL_I32: return (float)((const int32_t *)v->pixels)[i];
    default: return ((const float *)v->pixels)[i];
    }
}

static void take_top(struct plane *p, const struct volume *v, int64_t column, size_t to)
{
    for (int64_t z = 0; z < v->nz; z++) {
        const int64_t i = z * v->ny * v->nx + column;
        const float g = value_at(v, i);
        if (z == 0 || g > p->grey[to]) p->grey[to] = g;
        if (p->labels[to] || !v->labels[i]) continue;
        p->labels[to] = v->labels[i];
        p->depth[to] = (float)z / (float)v->nz;
    }
}

/* How a view walks through a volume: its rows and columns, z y x. */
static const int row_axis[] = {
    [VIEW_SLICE] = 1, [VIEW_TOP] = 1, [VIEW_SECTION] = 0, [VIEW_SIDE] = 0
};
static const int column_axis[] = {
    [VIEW_SLICE] = 2, [VIEW_TOP] = 2, [VIEW_SECTION] = 2, [VIEW_SIDE] = 1
};

void plane_take(struct plane *p, const struct volume *v, enum view view, int64_t at)
{
    const int64_t sizes[3] = { v->nz, v->ny, v->nx }, strides[3] = { v->ny * v->nx, v->nx, 1 };
    const int ra = row_axis[view], ca = column_axis[view], other = 3 - ra - ca;
    const int64_t longest = sizes[ra] > sizes[ca] ? sizes[ra] : sizes[ca];
    const int64_t step = (longest + WIDEST - 1) / WIDEST;
    memset(p, 0, sizeof *p);
    p->height = (int)((sizes[ra] + step - 1) / step);
    p->width = (int)((sizes[ca] + step - 1) / step);
    p->size[0] = v->spacing[ra] * (double)step;
    p->size[1] = v->spacing[ca] * (double)step;
    const size_t n = (size_t)p->width * (size_t)p->height;
    p->grey = malloc(n * sizeof *p->grey);
    p->labels = calloc(n, sizeof *p->labels);
    p->depth = view == VIEW_TOP ? calloc(n, sizeof *p->depth) : NULL;
    if (!p->grey || !p->labels || (view == VIEW_TOP && !p->depth)) {
        plane_free(p);
        return;
    }
    for (int64_t r = 0; r < p->height; r++)
        for (int64_t c = 0; c < p->width; c++) {
            const size_t to = (size_t)(r * p->width + c);
            const int64_t i = r * step * strides[ra] + c * step * strides[ca] + at * strides[other];
            if (view == VIEW_TOP) {
                take_top(p, v, i, to);
            } else {
                p->grey[to] = value_at(v, i);
                p->labels[to] = v->labels[i];
            }
        }
}

void plane_free(struct plane *p)
{
    free(p->grey);
    free(p->labels);
    free(p->depth);
    p->grey = p->depth = NULL;
    p->labels = NULL;
}

static int by_value(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

void plane_window(const struct plane *p, float *low, float *high)
{
    const size_t n = (size_t)p->width * (size_t)p->height;
    float *sorted = p->grey ? malloc(n * sizeof *sorted) : NULL;
    size_t m = 0;
    *low = 0;
    *high = 1;
    for (size_t i = 0; sorted && i < n; i++)
        if (isfinite(p->grey[i])) sorted[m++] = p->grey[i];
    if (m) {
        qsort(sorted, m, sizeof *sorted, by_value);
        *low = sorted[m / 200];
        *high = sorted[m - 1 - m / 500];
    }
    free(sorted);
    if (!(*high > *low)) *high = *low + 1;
}

/* ---- Figures ---- */

/* Round lengths for a scale bar: the largest of 1, 2, 5 times a power of ten that takes less than a
 * quarter. */
static double bar_length(double whole)
{
    double unit = pow(10, floor(log10(whole / 4)));
    return whole / 4 >= 5 * unit ? 5 * unit : whole / 4 >= 2 * unit ? 2 * unit : unit;
}

static void begin(struct text *t, const struct plane *p)
{
    text_add(t,
             "<figure><div class=\"view\" style=\"aspect-ratio:%.6g\"><svg viewBox=\"0 0 %d %d\" "
             "preserveAspectRatio=\"none\">"
             "<image width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\" href=\"",
             p->width * p->size[1] / (p->height * p->size[0]), 2 * p->width, 2 * p->height,
             2 * p->width, 2 * p->height);
}

static void end(struct text *t, const struct plane *p, const char *caption, const char *unit)
{
    const double whole = p->width * p->size[1], bar = bar_length(whole);
    text_add(t, "</svg>");
    if (*unit)
        text_add(t, "<span class=\"bar\" style=\"width:%.4g%%\">%g %s</span>", 100 * bar / whole,
                 bar, strcmp(unit, "um") == 0 ? "\302\265m" : unit);
    text_add(t, "</div><figcaption>%s</figcaption></figure>\n", caption);
}

void figure_grey(struct text *t, const struct plane *p, float low, float high,
                 const uint32_t *colours, const char *caption, const char *unit)
{
    const size_t n = (size_t)p->width * (size_t)p->height;
    unsigned char *bytes = p->grey ? malloc(n) : NULL;
    if (!bytes) {
        t->bad = 1;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const float v = (p->grey[i] - low) / (high - low);
        /* a square root between: dim objects stay visible beside bright ones */
        bytes[i] = v > 0 ? v < 1 ? (unsigned char)(255 * (0.5f * v + 0.5f * sqrtf(v))) : 255 : 0;
    }
    begin(t, p);
    png_add(t, bytes, p->width, p->height, 1);
    text_add(t, "\"/>");
    contours_add(t, p->labels, p->width, p->height, colours);
    end(t, p, caption, unit);
    free(bytes);
}

void figure_labels(struct text *t, const struct plane *p, const uint32_t *colours,
                   const char *caption, const char *unit)
{
    const int w = p->width, h = p->height;
    unsigned char *bytes = p->labels ? calloc((size_t)w * (size_t)h, 3) : NULL;
    if (!bytes) {
        t->bad = 1;
        return;
    }
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            const int i = y * w + x;
            const uint32_t label = p->labels[i];
            unsigned char rgb[3];
            if (!label) continue;
            const int edge = (x + 1 < w && p->labels[i + 1] != label) ||
                             (y + 1 < h && p->labels[i + w] != label);
            const float light = (edge ? 0.55f : 1) * (p->depth ? 1 - 0.5f * p->depth[i] : 1);
            colour_rgb(colours[label], rgb);
            for (int k = 0; k < 3; k++) bytes[3 * i + k] = (unsigned char)(light * rgb[k]);
        }
    begin(t, p);
    png_add(t, bytes, w, h, 3);
    text_add(t, "\"/>");
    end(t, p, caption, unit);
    free(bytes);
}
