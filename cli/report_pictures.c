/* The pictures of the report: for some time points a slice, a section, the brightest along z, the
 * labels. */
#include "report.h"
#include <stdio.h>
#include <string.h>
#include "picture.h"

enum { SHOWN = 6 };

/* Where the objects are: the plane along an axis (0: z, 1: y) with most labelled pixels. */
static int64_t fullest(const struct volume *v, int axis)
{
    const int64_t n = axis ? v->ny : v->nz;
    int64_t best = n / 2, most = -1;
    for (int64_t k = 0; k < n; k++) {
        int64_t count = 0;
        for (int64_t r = 0; r < (axis ? v->nz : v->ny); r++) {
            const uint32_t *line = v->labels + (axis ? r * v->ny + k : k * v->ny + r) * v->nx;
            for (int64_t x = 0; x < v->nx; x++) count += line[x] != 0;
        }
        if (count > most) {
            most = count;
            best = k;
        }
    }
    return best;
}

static struct volume volume_of(const struct report *r, int frame)
{
    const iv_layout *l = &r->layout;
    struct volume v = { .nz = l->size[IV_AXIS_Z],
                        .ny = l->size[IV_AXIS_Y],
                        .nx = l->size[IV_AXIS_X],
                        .unit = l->unit[IV_AXIS_X],
                        .pixel = r->pixel };
    const int64_t offset = frame * v.nz * v.ny * v.nx;
    for (int k = 0; k < 3; k++) v.spacing[k] = l->spacing[IV_AXIS_Z + k];
    v.pixels = (const char *)r->pixels + (size_t)offset * iv_pixel_size(r->pixel);
    v.labels = r->labels + offset;
    return v;
}

/* Black and white of a view are the same at every time point shown. */
static void window_of(const struct report *r, const int *frames, int n, enum view view, int64_t at,
                      float *low, float *high)
{
    *low = 3e38f;
    *high = -3e38f;
    for (int i = 0; i < n; i++) {
        const struct volume v = volume_of(r, frames[i]);
        struct plane p;
        float a, b;
        plane_take(&p, &v, view, at);
        plane_window(&p, &a, &b);
        if (a < *low) *low = a;
        if (b > *high) *high = b;
        plane_free(&p);
    }
}

static void position(char *words, size_t size, const char *what, const struct report *r, int axis,
                     int64_t at)
{
    const double place = (double)at * r->layout.spacing[axis];
    if (*r->layout.unit[axis])
        snprintf(words, size, "%s at %c = %.4g %s", what, "tczyx"[axis], place,
                 strcmp(r->layout.unit[axis], "um") == 0 ? "\302\265m" : r->layout.unit[axis]);
    else
        snprintf(words, size, "%s at %c = %lld", what, "tczyx"[axis], (long long)at);
}

void report_pictures(const struct report *r, struct text *t)
{
    static const enum view views[3] = { VIEW_SLICE, VIEW_TOP, VIEW_SECTION };
    int frames[SHOWN], n = 0;
    const int total = r->n_frames, flat = r->layout.size[IV_AXIS_Z] == 1;
    for (int i = 0; i < SHOWN && i < total; i++)
        frames[n++] = total <= SHOWN ? i : (int)((int64_t)i * (total - 1) / (SHOWN - 1));
    if (!n) return;
    const struct volume middle = volume_of(r, frames[n / 2]);
    const int64_t at[3] = { flat ? 0 : fullest(&middle, 0), 0, fullest(&middle, 1) };
    char words[3][96];
    float low[3], high[3];
    position(words[0], sizeof words[0], "Slice", r, IV_AXIS_Z, at[0]);
    position(words[2], sizeof words[2], "Section", r, IV_AXIS_Y, at[2]);
    snprintf(words[1], sizeof words[1], "The brightest along z");
    for (int k = 0; k < (flat ? 1 : 3); k++)
        window_of(r, frames, n, views[k], at[k], &low[k], &high[k]);
    text_add(t, "<div class=\"frames\">\n");
    if (n > 1) {
        text_add(t, "<style>");
        for (int i = 0; i < n; i++)
            text_add(t,
                     "#f%d:checked~.f%d{display:grid}#f%d:checked~.pick "
                     "label[for=f%d]{background:var(--accent);color:var(--paper);border-color:var(-"
                     "-accent)}"
                     "#f%d:focus-visible~.pick label[for=f%d]{outline:2px solid var(--ink)}",
                     i, i, i, i, i, i);
        text_add(t, "</style>");
        for (int i = 0; i < n; i++)
            text_add(t, "<input type=\"radio\" name=\"f\" id=\"f%d\"%s>", i,
                     i == n / 2 ? " checked" : "");
        text_add(t, "<div class=\"pick\">");
        for (int i = 0; i < n; i++)
            text_add(t, "<label for=\"f%d\">%s</label>", i, r->frames[frames[i]].tick);
        text_add(t, "</div>\n");
    }
    for (int i = 0; i < n; i++) {
        const struct volume v = volume_of(r, frames[i]);
        const uint32_t *colours = r->frames[frames[i]].colours;
        char caption[192];
        struct plane p;
        text_add(t, "<div class=\"frame f%d\"%s>\n", i, n == 1 ? " style=\"display:grid\"" : "");
        for (int k = 0; k < (flat ? 1 : 3); k++) {
            plane_take(&p, &v, views[k], at[k]);
            snprintf(caption, sizeof caption, "%s%s", flat ? "The image" : words[k],
                     k == 1 ? ", with the topmost objects' contours" : ", with contours");
            figure_grey(t, &p, low[k], high[k], colours, caption, v.unit);
            plane_free(&p);
        }
        plane_take(&p, &v, flat ? VIEW_SLICE : VIEW_TOP, 0);
        figure_labels(t, &p, colours,
                      flat ? "The labels" : "The labels from above; deeper ones are darker",
                      v.unit);
        plane_free(&p);
        text_add(t, "</div>\n");
    }
    text_add(t, "</div>\n");
}
