#include "report.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>
#include "chart.h"
#include "common.h"

int report_same(const struct report *r)
{
    int same = r->n_devices > 0;
    for (int d = 0; d < r->n_devices; d++)
        same &= !*r->devices[d].error && r->devices[d].labels == r->devices[0].labels &&
                r->devices[d].table == r->devices[0].table;
    return same;
}

static const char *pretty(const char *unit)
{
    return strcmp(unit, "um") == 0     ? "\302\265m"
           : strcmp(unit, "um^3") == 0 ? "\302\265m\302\263"
           : strcmp(unit, "um^2") == 0 ? "\302\265m\302\262"
                                       : unit;
}

/* ---- The top: what it is, and whether all devices agree ---- */

static void write_verdict(const struct report *r, struct text *t)
{
    const struct report_device *d = &r->devices[0];
    if (!report_same(r)) {
        text_add(
            t,
            "<div class=\"verdict bad\"><span class=\"mark\">&#10007;</span><div><b>The devices do "
            "not agree.</b> The table of checksums below shows which.</div></div>\n");
        return;
    }
    text_add(t, "<div class=\"verdict good\"><span class=\"mark\">&#10003;</span><div><b>");
    if (r->n_devices > 1)
        text_add(t, "The same bits on %d devices.</b> ", r->n_devices);
    else
        text_add(
            t,
            "Done on %s,</b> the one device used, so there is nothing to compare its bits with. ",
            d->id);
    text_add(t,
             "Labels have the checksum <span class=\"mono\">%016" PRIx64 "</span>, measurements "
             "<span class=\"mono\">%016" PRIx64 "</span>%s.</div></div>\n",
             d->labels, d->table, r->n_devices > 1 ? " on each of them" : "");
}

static void write_facts(const struct report *r, struct text *t)
{
    int64_t objects = 0;
    int truth = 0, matched = 0;
    double iou = 0;
    for (int i = 0; i < r->n_frames; i++) {
        const struct agreement *g = &r->frames[i].agreement;
        objects += r->frames[i].count;
        truth += g->truth;
        matched += g->matched;
        if (g->matched) iou += g->mean_iou * g->matched;
    }
    text_add(t, "<div class=\"facts\"><div><b>%lld</b><span>objects measured in %d %s</span></div>",
             (long long)objects, r->n_frames,
             r->n_frames == 1                ? "image"
             : r->layout.size[IV_AXIS_T] > 1 ? "time points"
                                             : "channels");
    if (r->truth && truth)
        text_add(t,
                 "<div><b>%.1f %%</b><span>of the true nuclei found (%d of "
                 "%d)</span></div><div><b>%.2f</b><span>mean overlap of those with the truth "
                 "(IoU)</span></div>",
                 100.0 * matched / truth, matched, truth, matched ? iou / matched : 0);
    for (int d = 0, fastest = -1; d <= r->n_devices; d++) {
        double sum = 0, best = 0;
        if (d < r->n_devices) {
            for (int p = 0; p < r->n_parts; p++) sum += r->devices[d].warm[p];
            for (int p = 0; p < r->n_parts && fastest >= 0; p++)
                best += r->devices[fastest].warm[p];
            if (!*r->devices[d].error && (fastest < 0 || sum < best)) fastest = d;
        } else if (fastest >= 0) {
            for (int p = 0; p < r->n_parts; p++) sum += r->devices[fastest].warm[p];
            text_add(t, "<div><b>%.3g s</b><span>for all of it on %s</span></div>", sum,
                     r->devices[fastest].id);
        }
    }
    text_add(t, "</div>\n");
}

static void write_input(const struct report *r, struct text *t)
{
    char words[128];
    const iv_layout *l = &r->layout;
    text_add(t, "<p class=\"lead\">");
    if (r->source)
        text_escaped(t, r->source);
    else
        text_add(t, "A made time-lapse of nuclei that move, divide and touch, with blur, an uneven "
                    "background and noise");
    text_add(t, ": %s pixels of %s", shape_words(l, words, sizeof words), iv_pixel_name(r->pixel));
    for (int axis = IV_AXIS_Z; axis < IV_AXES; axis++)
        if ((l->axes >> axis & 1) && *l->unit[axis])
            text_add(t, ", %c %g %s", "tczyx"[axis], l -> spacing[axis], pretty(l->unit[axis]));
    if ((l->axes & 1) && *l->unit[IV_AXIS_T])
        text_add(t, ", every %g %s", l->spacing[IV_AXIS_T], l->unit[IV_AXIS_T]);
    text_add(t, ".</p>\n");
}

/* ---- What was run ---- */

static void write_steps(const struct report *r, struct text *t)
{
    text_add(t, "<h2>What was run</h2>\n<pre>");
    text_escaped(t, r->command);
    text_add(t, "</pre>\n<div class=\"scroll\"><table><tr><th>Step</th><th class=\"words\">What it "
                "does</th><th class=\"words\">Parameters, in pixels</th></tr>\n");
    for (int k = 0; k < r->steps->n; k++) {
        const struct step *s = &r->steps->steps[k];
        text_add(t, "<tr><td class=\"mono\">%s</td><td class=\"words wrap\">", s->info.name);
        text_escaped(t, s->info.summary);
        text_add(t, "</td><td class=\"words wrap\">");
        for (int i = 0, n = 0; i < s->n; i++) {
            const iv_param_info *p = &s->params[i];
            if (p->kind < IV_PARAM_REAL || p->kind > IV_PARAM_CHOICE) continue;
            text_add(t, "%s<span class=\"mono\">%s</span> ", n++ ? ", " : "", p->name);
            if (p->kind == IV_PARAM_CHOICE)
                text_add(t, "%s", p->choices[(int)s->numbers[i]]);
            else if (p->kind == IV_PARAM_FLAG)
                text_add(t, "%s", s->numbers[i] ? "yes" : "no");
            else
                text_add(t, "%.4g", s->numbers[i]);
        }
        text_add(t, "</td></tr>\n");
    }
    text_add(t, "</table></div>\n");
}

/* ---- Results over time ---- */

static void write_charts(const struct report *r, struct text *t)
{
    enum { MOST = 512 };
    static double found[MOST], truth[MOST], volumes[MOST][5];
    static const char *ticks[MOST];
    const int n = r->n_frames < MOST ? r->n_frames : MOST;
    for (int i = 0; i < n; i++) {
        found[i] = r->frames[i].count;
        truth[i] = r->truth ? r->frames[i].agreement.truth : NAN;
        ticks[i] = r->frames[i].tick;
        memcpy(volumes[i], r->frames[i].volumes, sizeof volumes[i]);
    }
    text_add(t, "<h2>Objects</h2>\n<div class=\"charts\">\n");
    chart_lines(t, "Number of objects", "", n, ticks,
                (struct series[]){ { "found", found }, { "truth", truth } }, r->truth ? 2 : 1,
                r->layout.size[IV_AXIS_T] > 1 && r->layout.size[IV_AXIS_C] == 1);
    chart_boxes(t, r->layout.size[IV_AXIS_Z] > 1 ? "Volume" : "Area", pretty(r->volume_unit), n,
                ticks, volumes);
    text_add(t, "</div>\n<p class=\"lead\">Boxes hold the middle half of the objects, whiskers "
                "nine tenths; the bar is the median.</p>\n");
}

static void write_agreement(const struct report *r, struct text *t)
{
    struct agreement all = { 0 };
    double sum = 0;
    if (!r->truth) return;
    text_add(t, "<h2>Agreement with the truth</h2>\n<p class=\"lead\">A found object matches a "
                "true one when they share more than half of their union (IoU 0.5). Objects that "
                "touch the border are left out of both.</p>\n"
                "<div "
                "class=\"scroll\"><table><tr><th></th><th>true</th><th>found</th><th>matched</"
                "th><th>missed</th><th>extra</th><th>F1</th><th>mean IoU</th></tr>\n");
    for (int i = 0; i <= r->n_frames; i++) {
        const struct agreement g = i < r->n_frames ? r->frames[i].agreement : all;
        const double iou = i < r->n_frames ? g.mean_iou : all.matched ? sum / all.matched : NAN;
        text_add(t,
                 "<tr%s><td>%s</td><td>%d</td><td>%d</td><td>%d</td><td>%d</td><td>%d</"
                 "td><td>%.3f</td><td>%.3f</td></tr>\n",
                 i < r->n_frames ? "" : " class=\"sum\"",
                 i < r->n_frames ? r->frames[i].tick : "all", g.truth, g.found, g.matched,
                 g.truth - g.matched, g.found - g.matched,
                 g.truth + g.found ? 2.0 * g.matched / (g.truth + g.found) : 1, iou);
        all.truth += g.truth;
        all.found += g.found;
        all.matched += g.matched;
        if (g.matched) sum += g.mean_iou * g.matched;
        if (r->n_frames == 1) break;
    }
    text_add(t, "</table></div>\n");
}

/* ---- Devices ---- */

static void write_checksums(const struct report *r, struct text *t)
{
    text_add(t, "<h2>The same bits on every device</h2>\n<div "
                "class=\"scroll\"><table><tr><th>Device</th><th class=\"words\">Labels</th>"
                "<th class=\"words\">Measurements</th><th class=\"words\">What it is</th></tr>\n");
    for (int d = 0; d < r->n_devices; d++) {
        const struct report_device *v = &r->devices[d];
        text_add(t, "<tr><td class=\"mono\">%s</td>", v->id);
        if (*v->error) {
            text_add(t, "<td class=\"words differs wrap\" colspan=\"2\">");
            text_escaped(t, v->error);
            text_add(t, "</td>");
        } else {
            text_add(t,
                     "<td class=\"words mono %s\">%016" PRIx64
                     "</td><td class=\"words mono %s\">%016" PRIx64 "</td>",
                     v->labels == r->devices[0].labels ? "same" : "differs", v->labels,
                     v->table == r->devices[0].table ? "same" : "differs", v->table);
        }
        text_add(t, "<td class=\"words wrap\">");
        text_escaped(t, v->name);
        text_add(t, ", ");
        text_escaped(t, v->driver);
        text_add(t, "</td></tr>\n");
    }
    text_add(t, "</table></div>\n");
}

static void write_times(const struct report *r, struct text *t)
{
    double values[REPORT_DEVICES * REPORT_PARTS];
    const char *names[REPORT_DEVICES];
    int n = 0;
    for (int d = 0; d < r->n_devices; d++) {
        if (*r->devices[d].error) continue;
        names[n] = r->devices[d].id;
        memcpy(values + n++ * r->n_parts, r->devices[d].warm, (size_t)r->n_parts * sizeof *values);
    }
    text_add(t,
             "<h2>Time</h2>\n<p class=\"lead\">Seconds for the whole image. The first run may "
             "compile kernels for the device, unless they are in the cache from an earlier time; "
             "warm is a later run, the better of two where they are short.</p>\n");
    if (n) chart_bars(t, "Warm", "s", n, names, r->parts, r->n_parts, values);
    text_add(t, "<div class=\"scroll\" style=\"margin-top:14px\"><table><tr><th></th>");
    for (int d = 0; d < r->n_devices; d++)
        text_add(t, "<th>%s first</th><th>warm</th>", r->devices[d].id);
    text_add(t, "</tr>\n");
    for (int p = 0; p <= r->n_parts; p++) {
        text_add(t, "<tr%s><td>%s</td>", p < r->n_parts ? "" : " class=\"sum\"",
                 p < r->n_parts ? r->parts[p] : "in all");
        for (int d = 0; d < r->n_devices; d++) {
            double first = 0, warm = 0;
            for (int q = 0; q < r->n_parts; q++)
                if (q == p || p == r->n_parts)
                    first += r->devices[d].first[q], warm += r->devices[d].warm[q];
            if (*r->devices[d].error)
                text_add(t, "<td></td><td></td>");
            else
                text_add(t, "<td>%.4f</td><td>%.4f</td>", first, warm);
        }
        text_add(t, "</tr>\n");
    }
    text_add(t, "</table></div>\n");
}

void report_write(const struct report *r, struct text *t)
{
    text_add(t, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta "
                "name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                "<title>Isovox: labelled and measured</title><style>\n");
    text_put(t, iv__text_report_css, strlen(iv__text_report_css));
    text_add(t, "</style></head><body><main>\n<h1>From %s to measured objects</h1>\n",
             r->layout.size[IV_AXIS_T] > 1 ? "a time-lapse" : "an image");
    write_input(r, t);
    write_verdict(r, t);
    write_facts(r, t);
    text_add(t, "<h2>Pictures</h2>\n");
    report_pictures(r, t);
    write_charts(r, t);
    write_agreement(r, t);
    write_steps(r, t);
    write_checksums(r, t);
    write_times(r, t);
    text_add(t, "<h2>Files</h2>\n<div class=\"scroll\"><table>\n");
    for (int i = 0; i < COUNT(r->files) && r->files[i]; i++)
        text_add(t, "<tr><td><a href=\"%s\">%s</a></td><td class=\"words wrap\">%s</td></tr>\n",
                 r->files[i], r->files[i], r->files_help[i]);
    text_add(
        t,
        "</table></div>\n<footer>Made by Isovox %s. Volumes and places in <code>objects.csv</code> "
        "are in physical units where the image tells them.</footer>\n</main></body></html>\n",
        iv_version());
}
