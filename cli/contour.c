#include "contour.h"
#include <math.h>
#include <stdlib.h>

/* Hues a golden angle apart are far from those just before; two lightnesses in turn. */
void colour_rgb(uint32_t number, unsigned char rgb[3])
{
    const double hue = fmod(number * 137.508, 360) / 60, light = number % 2 ? 0.70 : 0.60,
                 span = (1 - fabs(2 * light - 1)) * 0.85;
    for (int k = 0; k < 3; k++) {
        const double place = fmod(hue + (k == 0 ? 0 : k == 1 ? 4 : 2), 6);
        const double v = place < 1   ? 1
                         : place < 2 ? 2 - place
                         : place < 4 ? 0
                         : place < 5 ? place - 4
                                     : 1;
        rgb[k] = (unsigned char)(255 * (light + span * (v - 0.5)));
    }
}

struct tracer {
    const uint32_t *labels;
    int w, h;
    unsigned char *seen; /* pixels whose upper side has been walked along */
};

static uint32_t at(const struct tracer *c, int x, int y)
{
    return x < 0 || y < 0 || x >= c->w || y >= c->h ? 0 : c->labels[y * c->w + x];
}

/* Steps of equal direction are joined. */
struct pen {
    struct text *t;
    int x, y, dx, dy, times;
};

static void flush(struct pen *p)
{
    if (p->times)
        text_add(p->t, "%s%d%s%d", p->dx < 0 ? "" : " ", p->dx * p->times, p->dy < 0 ? "" : " ",
                 p->dy * p->times);
    p->times = 0;
}

static void line_to(struct pen *p, int x, int y)
{
    const int dx = x - p->x, dy = y - p->y;
    if (p->times && (dx != p->dx || dy != p->dy)) flush(p);
    p->dx = dx;
    p->dy = dy;
    p->times++;
    p->x = x;
    p->y = y;
}

/* Walks once around a region, keeping it on the right, through the middles of its pixels' sides:
   that cuts the corners of the stairs. Directions: 0 east along the upper side, 1 south, 2 west, 3
   north. */
static void walk(struct tracer *c, int x0, int y0, struct text *t)
{
    static const int step_x[4] = { 1, 0, -1, 0 }, step_y[4] = { 0, 1, 0, -1 };
    static const int side_x[4] = { 1, 2, 1, 0 }, side_y[4] = { 0, 1, 2, 1 };
    const uint32_t label = at(c, x0, y0);
    int x = x0, y = y0, d = 0;
    struct pen pen = { .t = t, .x = 2 * x + 1, .y = 2 * y };
    text_add(t, "M%d %dl", pen.x, pen.y);
    do {
        if (d == 0) c->seen[y * c->w + x] = 1;
        const int ax = x + step_x[d], ay = y + step_y[d], left = (d + 3) % 4;
        const int lx = ax + step_x[left], ly = ay + step_y[left];
        if (at(c, lx, ly) == label) {
            x = lx;
            y = ly;
            d = left;
        } else if (at(c, ax, ay) == label) {
            x = ax;
            y = ay;
        } else {
            d = (d + 1) % 4;
        }
        line_to(&pen, 2 * x + side_x[d], 2 * y + side_y[d]);
    } while (x != x0 || y != y0 || d != 0);
    flush(&pen);
    text_add(t, "z");
}

void contours_add(struct text *t, const uint32_t *labels, int w, int h, const uint32_t *colours)
{
    struct tracer c = { labels, w, h, calloc((size_t)w * (size_t)h, 1) };
    if (!c.seen) {
        t->bad = 1;
        return;
    }
    text_add(t, "<g class=\"contours\">");
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            const uint32_t label = at(&c, x, y);
            unsigned char rgb[3];
            if (!label || c.seen[y * w + x] || at(&c, x, y - 1) == label) continue;
            colour_rgb(colours[label], rgb);
            text_add(t, "<path stroke=\"#%02x%02x%02x\" d=\"", rgb[0], rgb[1], rgb[2]);
            walk(&c, x, y, t);
            text_add(t, "\"/>");
        }
    text_add(t, "</g>");
    free(c.seen);
}
