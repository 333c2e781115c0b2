/* isovox demo: the main job from the image to a page about it, on every device. */
#include "common.h"
#include "outcome.h"
#include "quantity.h"
#include "report.h"
#include "sample.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *out_folder = "demo", *diameter, *pipe_text, *truth_path, *axes, *size_text,
                  *time_text, *seed_text;

struct demo {
    iv_device *cpu, *devices[REPORT_DEVICES];
    iv_image *input, *truth, *labels; /* on the CPU; labels once there are some */
    iv_table *table;
    struct pipeline steps;
    struct report report;
    char text[1024], command[2048];
};

/* ---- The input and the pipeline ---- */

/* Sizes follow from the objects' diameter. Where the image tells how large its pixels are, they are
   in micrometres, and each axis has its own number of pixels. */
static int choose_pipeline(struct demo *d)
{
    const iv_layout *l = iv_image_layout(d->input);
    const double pixel = unit_metres(l->unit[IV_AXIS_X]) * l->spacing[IV_AXIS_X];
    const iv_param_info length = { .name = "--diameter", .unit = "pixel", .axis = 'x' };
    char why[256];
    double across = pixel > 0 ? 8e-6 / pixel : 20; /* in pixels along x */
    if (pipe_text) return snprintf(d->text, sizeof d->text, "%s", pipe_text), DONE;
    if (diameter && quantity_parse(diameter, &length, l, &across, why, sizeof why))
        return fail(USAGE, "%s", why);
    if (!(across >= 2 && across <= 500))
        return fail(USAGE, "objects are %.3g pixels across; the demo takes 2 to 500", across);
    const double unit = pixel > 0 ? pixel * 1e6 : 1;
    const char *name = pixel > 0 ? "um" : "";
    snprintf(d->text, sizeof d->text,
             "top_hat radius=%.4g%s | gaussian_blur sigma=%.4g%s | voronoi_otsu_labeling "
             "spot_sigma=%.4g%s outline_sigma=0 | exclude_labels_on_edges",
             0.75 * across * unit, name, across / 16 * unit, name, across / 8 * unit, name);
    return DONE;
}

static int get_input(struct demo *d, const char *path)
{
    struct sample_options o = sample_defaults;
    if (!path) {
        const int code = sample_parse(&o, size_text, time_text, NULL, seed_text, NULL);
        return code ? code : sample_make(&o, d->cpu, &d->input, &d->truth);
    }
    int code = read_image(path, d->cpu, &d->input);
    if (!code) code = name_axes(&d->input, axes);
    if (!code && truth_path) code = read_image(truth_path, d->cpu, &d->truth);
    return !code && truth_path ? name_axes(&d->truth, axes) : code;
}

/* ---- One device ---- */

struct clock {
    double last, *seconds;
    int part;
    iv_device *device;
};

static void tick(struct clock *c)
{
    iv_device_wait(c->device);
    const double now = seconds_now();
    c->seconds[c->part++] = now - c->last;
    c->last = now;
}

static void after_step(void *user, int step, iv_image *result)
{
    (void)step;
    (void)result;
    tick(user);
}

/* labels_statistics of the labels with the input's intensities. */
static int measure(iv_image *labels, iv_image *input, iv_table **table)
{
    struct step s;
    const char *like;
    const iv_op *op = iv_op_find("labels_statistics");
    if (!op) return fail(FAILED, "this build has no operation labels_statistics");
    step_begin(&s, op);
    if (*iv_image_layout(labels)->unit[IV_AXIS_X]) step_set(&s, "physical", "1", &like);
    s.images[step_find(&s, IV_PARAM_SRC, 0)] = iv_image_retain(labels);
    s.images[step_find(&s, IV_PARAM_SRC, 1)] = iv_image_retain(input);
    const int code = step_call(&s, NULL), at = step_find(&s, IV_PARAM_TABLE, 0);
    *table = s.tables[at];
    s.tables[at] = NULL;
    step_end(&s);
    return code;
}

static int run_once(struct demo *d, iv_device *device, double *seconds, iv_image **labels,
                    iv_table **table)
{
    struct clock c = { seconds_now(), seconds, 0, device };
    iv_image *input = NULL;
    const iv_status s = iv_image_to(d->input, device, &input);
    *labels = NULL;
    *table = NULL;
    if (s != IV_OK) return fail_status(s);
    tick(&c);
    int code = pipeline_run(&d->steps, input, device, after_step, &c);
    if (!code) code = measure(d->steps.result, input, table);
    if (!code) {
        tick(&c);
        const iv_status back = iv_image_to(d->steps.result, d->cpu, labels);
        if (back != IV_OK) code = fail_status(back);
        tick(&c);
    }
    iv_image_release(input);
    return code;
}

static int run_device(struct demo *d, struct report_device *r, iv_device *device)
{
    enum { RUNS = 3, PATIENCE_SECONDS = 6 };
    int code = DONE;
    const double begun = seconds_now();
    for (int run = 0; run < RUNS && !code; run++) {
        if (run == RUNS - 1 && seconds_now() - begun > PATIENCE_SECONDS) break;
        double seconds[REPORT_PARTS];
        iv_image *labels;
        iv_table *table;
        struct outcome a, b;
        code = run_once(d, device, seconds, &labels, &table);
        if (code) snprintf(r->error, sizeof r->error, "%s", iv_error());
        outcome_begin(&a, IV_OK);
        outcome_begin(&b, IV_OK);
        if (!code) {
            outcome_image(&a, labels);
            outcome_table(&b, table);
            /* a result that changes from run to run shows as another checksum than the others' */
            r->labels = run && r->labels != a.digest ? ~a.digest : a.digest;
            r->table = run && r->table != b.digest ? ~b.digest : b.digest;
        }
        outcome_end(&a);
        outcome_end(&b);
        for (int p = 0; p < d->report.n_parts && !code; p++)
            if (run == 0)
                r->first[p] = seconds[p];
            else if (run == 1 || seconds[p] < r->warm[p])
                r->warm[p] = seconds[p];
        if (!code && !d->labels) {
            d->labels = iv_image_retain(labels);
            d->table = table;
            table = NULL;
        }
        iv_image_release(labels);
        iv_table_free(table);
    }
    return interrupted() ? FAILED : DONE;
}

static int open_devices(struct demo *d)
{
    struct report *r = &d->report;
    for (int i = 0; i < iv_device_count() && r->n_devices < REPORT_DEVICES; i++) {
        iv_device *device = iv_device_at(i), *named = NULL;
        iv_device_info info;
        if (shared.device && (iv_device_find(shared.device, &named) != IV_OK || named != device))
            continue;
        struct report_device *v = &r->devices[r->n_devices];
        if (iv_device_describe(device, &info) != IV_OK)
            snprintf(v->error, sizeof v->error, "%s", iv_error());
        snprintf(v->id, sizeof v->id, "%s", info.id);
        snprintf(v->name, sizeof v->name, "%s", info.name);
        snprintf(v->driver, sizeof v->driver, "%s%s%s", info.driver, *info.isa ? ", " : "",
                 info.isa);
        d->devices[r->n_devices++] = device;
    }
    if (r->n_devices) return DONE;
    return fail(UNUSABLE, "%s", iv_error());
}

/* ---- What came out ---- */

static uint32_t *labels_on_host(iv_image *image)
{
    iv_image *labels = iv_image_retain(image);
    uint32_t *p = NULL;
    if (convert_pixels(&labels, IV_PIXEL_U32) == DONE) {
        p = malloc((size_t)iv_layout_count(iv_image_layout(labels)) * sizeof *p);
        if (p && iv_image_pull(labels, p) != IV_OK) {
            free(p);
            p = NULL;
        }
    }
    iv_image_release(labels);
    return p;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static int count_frame(struct report_frame *f, const uint32_t *labels, int64_t n, double each)
{
    static const double places[5] = { 0.05, 0.25, 0.5, 0.75, 0.95 };
    uint32_t largest = 0;
    for (int64_t i = 0; i < n; i++) largest = labels[i] > largest ? labels[i] : largest;
    double *volumes = calloc((size_t)largest + 1, sizeof *volumes);
    if (!volumes) return -1;
    for (int64_t i = 0; i < n; i++) volumes[labels[i]] += each;
    int count = 0;
    for (uint32_t k = 1; k <= largest; k++)
        if (volumes[k] > 0) volumes[count++] = volumes[k];
    qsort(volumes, (size_t)count, sizeof *volumes, by_value);
    for (int q = 0; q < 5; q++)
        f->volumes[q] = count ? volumes[(int)(places[q] * (count - 1) + 0.5)] : NAN;
    f->count = count;
    free(volumes);
    return 0;
}

/* An object has the colour of the one that it lies over in the frame before, so that the eye can
   follow it, and both daughters that of their mother. */
static int colour_frame(struct report_frame *f, const struct report_frame *before,
                        const uint32_t *labels, const uint32_t *labels_before, int64_t n,
                        uint32_t *next)
{
    struct overlap o;
    if (overlap_count(&o, labels, labels_before ? labels_before : labels, n)) return -1;
    f->colours = calloc((size_t)o.max_a + 1, sizeof *f->colours);
    if (f->colours && labels_before)
        for (int i = 0; i < o.n_pairs;) {
            int best = i, j = i;
            for (; j < o.n_pairs && o.pairs[j].a == o.pairs[i].a; j++)
                if (o.pairs[j].pixels > o.pairs[best].pixels) best = j;
            if (5 * o.pairs[best].pixels > o.size_a[o.pairs[i].a])
                f->colours[o.pairs[i].a] = before->colours[o.pairs[best].b];
            i = j;
        }
    for (uint32_t k = 1; f->colours && k <= o.max_a; k++)
        if (!f->colours[k]) f->colours[k] = (*next)++;
    overlap_free(&o);
    return f->colours ? 0 : -1;
}

static int study(struct demo *d, const uint32_t *labels, const uint32_t *truth)
{
    struct report *r = &d->report;
    const iv_layout *l = &r->layout;
    const int64_t n = l->size[IV_AXIS_Z] * l->size[IV_AXIS_Y] * l->size[IV_AXIS_X],
                  channels = l->size[IV_AXIS_C];
    double each = 1;
    uint32_t next = 1;
    for (int axis = IV_AXIS_Z; axis < IV_AXES; axis++)
        if (l->axes >> axis & 1) each *= l->spacing[axis];
    r->volume_unit = !*l->unit[IV_AXIS_X] ? "pixels" : l->size[IV_AXIS_Z] > 1 ? "um^3" : "um^2";
    if (!*l->unit[IV_AXIS_X]) each = 1;
    for (int i = 0; i < r->n_frames; i++) {
        struct report_frame *f = &r->frames[i];
        const uint32_t *here = labels + i * n;
        struct overlap o;
        if (channels == 1)
            snprintf(f->tick, sizeof f->tick, "t = %d", i);
        else if (r->n_frames == channels)
            snprintf(f->tick, sizeof f->tick, "c = %d", i);
        else
            snprintf(f->tick, sizeof f->tick, "t %d, c %d", i / (int)channels, i % (int)channels);
        if (count_frame(f, here, n, each)) return out_of_memory();
        if (colour_frame(f, i >= channels ? &r->frames[i - channels] : NULL, here,
                         i >= channels ? here - channels * n : NULL, n, &next))
            return out_of_memory();
        if (!truth) continue;
        if (overlap_count(&o, truth + i * n, here, n)) return out_of_memory();
        f->agreement = agreement_of(&o);
        overlap_free(&o);
    }
    return DONE;
}

/* The truth without the objects on the border, if the pipeline leaves those out too: by its own
 * step. */
static int prepare_truth(struct demo *d)
{
    int code = DONE;
    if (!d->truth) return DONE;
    if (memcmp(iv_image_layout(d->truth)->size, iv_image_layout(d->input)->size,
               sizeof d->report.layout.size) != 0)
        return fail(FAILED, "the truth has another shape than the image");
    for (int k = 0; k < d->steps.n && !code; k++) {
        struct step s = d->steps.steps[k];
        const int src = step_find(&s, IV_PARAM_SRC, 0), dst = step_find(&s, IV_PARAM_DST, 0);
        if (strcmp(s.info.name, "exclude_labels_on_edges") != 0) continue;
        s.images[src] = d->truth;
        s.wanted[dst] = 1;
        code = step_call(&s, NULL);
        d->truth = s.images[dst];
        s.images[dst] = NULL;
        step_end(&s);
    }
    return code;
}

static const char *path_in(const char *name)
{
    static char paths[4][4096];
    static int next;
    char *p = paths[next++ % 4];
    snprintf(p, sizeof paths[0], "%s/%s", out_folder, name);
    return p;
}

static int write_files(struct demo *d, const char *input_path)
{
    struct report *r = &d->report;
    int n = 0, code = write_image(path_in("labels.ome.tif"), d->labels);
    r->files[n] = "labels.ome.tif";
    r->files_help[n++] = "the labels, with axes and physical pixel sizes";
    if (!code) code = write_table(path_in("objects.csv"), d->table);
    r->files[n] = "objects.csv";
    r->files_help[n++] = "every object in every time point: size, place, intensity";
    if (input_path) return code;
    if (!code) code = write_image(path_in("sample.tif"), d->input);
    r->files[n] = "sample.tif";
    r->files_help[n++] = "the input";
    return code;
}

static int write_report(struct demo *d)
{
    struct report *r = &d->report;
    struct text page = { .s = NULL };
    const size_t bytes = (size_t)iv_layout_count(&r->layout) * iv_pixel_size(r->pixel);
    void *pixels = malloc(bytes);
    uint32_t *labels = labels_on_host(d->labels),
             *truth = d->truth ? labels_on_host(d->truth) : NULL;
    int code = pixels && labels && (truth || !d->truth) && iv_image_pull(d->input, pixels) == IV_OK
                   ? DONE
                   : out_of_memory();
    r->pixels = pixels;
    r->labels = labels;
    r->truth = truth;
    if (!code) code = study(d, labels, truth);
    if (!code) {
        report_write(r, &page);
        code = text_save(&page, path_in("report.html"));
    }
    text_free(&page);
    free(pixels);
    free(labels);
    free(truth);
    return code;
}

static int summary(const struct demo *d)
{
    const struct report *r = &d->report;
    int64_t objects = 0;
    int truth = 0, matched = 0;
    for (int i = 0; i < r->n_frames; i++) {
        objects += r->frames[i].count;
        truth += r->frames[i].agreement.truth;
        matched += r->frames[i].agreement.matched;
    }
    for (int k = 0; k < r->n_devices; k++) {
        double first = 0, warm = 0;
        for (int p = 0; p < r->n_parts; p++)
            first += r->devices[k].first[p], warm += r->devices[k].warm[p];
        if (*r->devices[k].error)
            printf("%-10s failed: %s\n", r->devices[k].id, r->devices[k].error);
        else
            printf("%-10s %016llx  first %.2f s, warm %.2f s\n", r->devices[k].id,
                   (unsigned long long)r->devices[k].labels, first, warm);
    }
    printf("%lld objects in %d image%s", (long long)objects, r->n_frames,
           r->n_frames == 1 ? "" : "s");
    if (truth) printf("; %d of %d true ones found", matched, truth);
    printf("\n%s\n", !report_same(r) ? "The devices do NOT agree."
                     : r->n_devices == 1
                         ? "There was one device only, and so nothing to compare with."
                         : "The same bits on every device.");
    printf("Look at %s\n", path_in("report.html"));
    return report_same(r) ? DONE : FAILED;
}

static int run_demo(struct demo *d, const char *input_path)
{
    struct report *r = &d->report;
    int code = iv_device_find("cpu", &d->cpu) == IV_OK && iv_device_select(d->cpu) == IV_OK
                   ? DONE
                   : fail_status(IV_ERROR_DEVICE);
    if (!code) code = open_devices(d);
    if (!code) code = get_input(d, input_path);
    if (!code) code = choose_pipeline(d);
    if (!code) code = pipeline_parse(&d->steps, d->text);
    if (!code) code = prepare_truth(d);
    if (!code && pipeline_gives(&d->steps) != IV_PARAM_DST)
        code = fail(USAGE, "the demo's pipe must end with labels");
    if (!code && mkdir(out_folder, 0777) && errno != EEXIST)
        code = fail(UNUSABLE, "%s: cannot be made: %s", out_folder, strerror(errno));
    if (code) return code;

    r->source = input_path;
    r->pipeline = d->text;
    r->command = d->command;
    snprintf(d->command, sizeof d->command, "isovox pipe %s '%s' labels.ome.tif",
             input_path ? input_path : "sample.tif", d->text);
    r->steps = &d->steps;
    r->layout = *iv_image_layout(d->input);
    r->pixel = iv_image_pixel(d->input);
    r->n_frames = (int)(r->layout.size[IV_AXIS_T] * r->layout.size[IV_AXIS_C]);
    if (!(r->frames = calloc((size_t)r->n_frames, sizeof *r->frames))) return out_of_memory();
    r->parts[r->n_parts++] = "to the device";
    for (int k = 0; k < d->steps.n; k++) r->parts[r->n_parts++] = d->steps.steps[k].info.name;
    r->parts[r->n_parts++] = "labels_statistics";
    r->parts[r->n_parts++] = "to the host";
    for (int k = 0; k < r->n_devices && !code; k++)
        if (!*r->devices[k].error) code = run_device(d, &r->devices[k], d->devices[k]);
    if (!code && !d->labels) code = fail(FAILED, "no device could run the job");
    if (!code) code = write_files(d, input_path);
    if (!code) code = write_report(d);
    watch_end();
    return code ? code : summary(d);
}

static int demo(const struct command *self, int argc, char **argv)
{
    static const struct option options[] = {
        { "out", "FOLDER", "where the files go; files there are replaced [demo]", &out_folder,
          NULL },
        { "diameter", "LENGTH", "of the objects, as in 8um or 30px [8um, or 20 pixels]", &diameter,
          NULL },
        { "pipe", "STEPS", "other steps, as for `isovox pipe`; they must end with labels",
          &pipe_text, NULL },
        { "axes", "LETTERS", "what the image's dimensions are, as in tyx", &axes, NULL },
        { "truth", "FILE", "true labels of the image, to compare with", &truth_path, NULL },
        { "size", "ZxYxX", "of the sample, where no image is given [48x256x256]", &size_text,
          NULL },
        { "time", "N", "of the sample: time points [5]", &time_text, NULL },
        { "seed", "N", "of the sample [1]", &seed_text, NULL },
        OPTION_DEVICE,
        OPTION_QUIET,
    };
    static struct demo d;
    int n, code = parse_options(self, argc, argv, options, COUNT(options), &n);
    if (code >= 0) return code;
    if (n > 1) return wrong_usage(self);
    if (n == 0 && truth_path)
        return fail(USAGE, "--truth belongs to an image; the sample has its own");
    shared.overwrite = 1;
    shared.compression = "deflate"; /* labels become very small by it */
    watch_begin();
    code = run_demo(&d, n ? argv[0] : NULL);
    watch_end();
    for (int i = 0; d.report.frames && i < d.report.n_frames; i++) free(d.report.frames[i].colours);
    free(d.report.frames);
    pipeline_end(&d.steps);
    iv_table_free(d.table);
    iv_image_release(d.labels);
    iv_image_release(d.truth);
    iv_image_release(d.input);
    return interrupted() ? FAILED : code;
}

const struct command cmd_demo = {
    .name = "demo",
    .usage = "[image] [--out folder] [options]",
    .summary = "label and measure a sample, or an image, on every device; makes a page about it",
    .detail = "Writes labels.ome.tif, objects.csv and report.html. Without an image it makes a "
              "sample first.",
    .run = demo,
};
