/* The pictures of the report: for some time points a slice, a section, the brightest along z, the
 * labels. */
#include "report.h"
#include <stdio.h>
#include <string.h>
#include "picture.h"

enum { SHOWN = 6 };

/* Where the objects are: the place along an axis (z y x) with most labelled pixels. */
static int64_t fullest(const struct volume *v, int axis)
{
    const int64_t sizes[3] = { v->nz, v->ny, v->nx }, strides[3] = { v->ny * v->nx, v->nx, 1 };
    const int a = axis == 0 ? 1 : 0, b = axis == 2 ? 1 : 2;
    int64_t best = sizes[axis] / 2, most = -1;
    for (int64_t k = 0; k < sizes[axis]; k++) {
        int64_t count = 0;
        for (int64_t i = 0; i < sizes[a]; i++)
            for (int64_t j = 0; j < sizes[b]; j++)
                count += v->labels[k * strides[axis] + i * strides[a] + j * strides[b]] != 0;
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

struct panel {
    enum view view;
    int is_labels;
    int64_t at;
    char caption[160];
    float low, high;
};

/* Black and white of a panel are the same at every time point shown. */
static void set_window(const struct report *r, const int *frames, int n, struct panel *panel)
{
    panel->low = 3e38f;
    panel->high = -3e38f;
    for (int i = 0; i < n; i++) {
        const struct volume v = volume_of(r, frames[i]);
        struct plane p;
        float low, high;
        plane_take(&p, &v, panel->view, panel->at);
        plane_window(&p, &low, &high);
        if (low < panel->low) panel->low = low;
        if (high > panel->high) panel->high = high;
        plane_free(&p);
    }
}

static void set_place(const struct report *r, struct panel *p, const struct volume *v, int axis)
{
    const int k = IV_AXIS_Z + axis;
    const char *unit = r->layout.unit[k];
    p->at = fullest(v, axis);
    snprintf(p->caption, sizeof p->caption, "%s at %c = %.4g%s%s, with contours",
             axis ? "Section" : "Slice", "zyx"[axis],
             (double)p -> at *(*unit ? r->layout.spacing[k] : 1), *unit ? " " : "",
             strcmp(unit, "um") == 0 ? "\302\265m" : unit);
}

/* In the order of two columns of about the same height. */
static int choose_panels(const struct report *r, const int *frames, int n, struct panel panels[5])
{
    const struct volume middle = volume_of(r, frames[n / 2]);
    if (r->layout.size[IV_AXIS_Z] == 1) {
        panels[0] =
            (struct panel){ .view = VIEW_SLICE, .caption = "The image with the labels' contours" };
        panels[1] = (struct panel){ .view = VIEW_SLICE, .is_labels = 1, .caption = "The labels" };
        set_window(r, frames, n, &panels[0]);
        return 2;
    }
    panels[0] = (struct panel){ .view = VIEW_SLICE };
    panels[1] = (struct panel){ .view = VIEW_TOP,
                                .is_labels = 1,
                                .caption = "The labels from above; deeper ones are darker" };
    panels[2] =
        (struct panel){ .view = VIEW_TOP,
                        .caption = "The brightest along z, with the topmost objects' contours" };
    panels[3] = (struct panel){ .view = VIEW_SECTION };
    panels[4] = (struct panel){ .view = VIEW_SIDE };
    set_place(r, &panels[0], &middle, 0);
    set_place(r, &panels[3], &middle, 1);
    set_place(r, &panels[4], &middle, 2);
    for (int k = 0; k < 5; k++)
        if (!panels[k].is_labels) set_window(r, frames, n, &panels[k]);
    return 5;
}

/* Buttons without a script: a radio button shows its time point. */
static void write_choice(const struct report *r, const int *frames, int n, struct text *t)
{
    text_add(t, "<style>");
    for (int i = 0; i < n; i++)
        text_add(t,
                 "#f%d:checked~.f%d{display:block}#f%d:checked~.pick "
                 "label[for=f%d]{background:var(--accent);color:var(--paper);"
                 "border-color:var(--accent)}#f%d:focus-visible~.pick label[for=f%d]{outline:2px "
                 "solid var(--ink)}",
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

void report_pictures(const struct report *r, struct text *t)
{
    struct panel panels[5];
    int frames[SHOWN], n = 0;
    for (int i = 0; i < SHOWN && i < r->n_frames; i++)
        frames[n++] =
            r->n_frames <= SHOWN ? i : (int)((int64_t)i * (r->n_frames - 1) / (SHOWN - 1));
    if (!n) return;
    const int n_panels = choose_panels(r, frames, n, panels);
    text_add(t, "<div class=\"frames\">\n");
    if (n > 1) write_choice(r, frames, n, t);
    for (int i = 0; i < n; i++) {
        const struct volume v = volume_of(r, frames[i]);
        const uint32_t *colours = r->frames[frames[i]].colours;
        text_add(t, "<div class=\"frame f%d\"%s>\n", i, n == 1 ? " style=\"display:block\"" : "");
        for (int k = 0; k < n_panels; k++) {
            const struct panel *q = &panels[k];
            struct plane p;
            plane_take(&p, &v, q->view, q->at);
            if (q->is_labels)
                figure_labels(t, &p, colours, q->caption, v.unit);
            else
                figure_grey(t, &p, q->low, q->high, colours, q->caption, v.unit);
            plane_free(&p);
        }
        text_add(t, "</div>\n");
    }
    text_add(t, "</div>\n");
}
