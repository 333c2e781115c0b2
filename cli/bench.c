/* isovox bench: how long operations take on each device. */
#include "common.h"
#include "json.h"
#include "pipeline.h"
#include "random.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What people do most, with the parameters of docs/performance.md. */
static const char *const usual[] = {
    "copy",
    "add_image_and_scalar scalar=1",
    "multiply_images input_image1=@in",
    "gaussian_blur sigma=1",
    "gaussian_blur sigma=5",
    "gaussian_blur sigma=10",
    "mean_filter radius=2",
    "maximum_filter radius=2",
    "maximum_filter radius=2 connectivity=sphere",
    "median radius=1",
    "median radius=2",
    "sobel",
    "laplace",
    "top_hat radius=5",
    "sum_of_all_pixels",
    "standard_deviation_of_all_pixels",
    "histogram",
    "threshold_otsu",
    "maximum_z_projection",
    "maximum_x_projection",
    "transpose_xz",
    "connected_components_labeling",
    "voronoi_labeling",
    "voronoi_otsu_labeling",
    "labels_statistics",
};

enum { MAX_SIZES = 8, MAX_RUNS = 200, LEAST_RUNS = 3 };

struct images { /* of one size on one device: what parameters ask for */
    iv_image *any, *labels, *mask;
};

struct result {
    double seconds; /* the median */
    double bytes;   /* read and written, if each image is touched once */
    int runs;
};

static int parse_sizes(const char *text, iv_layout *layouts, char names[][48])
{
    int n = 0;
    for (const char *at = text; *at; n++) {
        int64_t shape[3];
        int axes = 0;
        const char *begin = at;
        for (;; at++) {
            char *end;
            const long v = strtol(at, &end, 10);
            if (end == at || v < 1 || v > 1 << 16 || axes == 3) return 0;
            shape[axes++] = v;
            at = end;
            if (*at != 'x') break;
        }
        if ((*at && *at != ',') || n == MAX_SIZES ||
            iv_layout_make(axes, shape, &layouts[n]) != IV_OK)
            return 0;
        snprintf(names[n], 48, "%.*s", (int)(at - begin), begin);
        if (*at) at++;
    }
    return n;
}

static iv_status push_float(iv_device *device, iv_pixel pixel, const iv_layout *l,
                            const float *values, iv_image **out)
{
    iv_image *as_float = NULL;
    iv_status s = iv_image_push(device, IV_PIXEL_F32, l, values, &as_float);
    if (s == IV_OK && pixel == IV_PIXEL_F32) return *out = as_float, s;
    if (s == IV_OK) s = iv_image_create(device, pixel, l, out);
    if (s == IV_OK)
        s = iv_call(iv_op_find("convert"), NULL,
                    (iv_value[]){ { .image = as_float }, { .result = out } }, 2);
    iv_image_release(as_float);
    return s;
}

/* Blobs on a grid with noise: something to filter, and about one object in 500 pixels to label. */
static int make_images(iv_device *device, iv_pixel pixel, const iv_layout *l, struct images *im)
{
    const int64_t n = iv_layout_count(l), nx = l->size[IV_AXIS_X], ny = l->size[IV_AXIS_Y];
    float *values = malloc((size_t)n * sizeof *values),
          *labels = malloc((size_t)n * sizeof *labels);
    struct random r = { 1 };
    memset(im, 0, sizeof *im);
    if (!values || !labels) {
        free(values);
        free(labels);
        return out_of_memory();
    }
    for (int64_t i = 0; i < n; i++) {
        const int64_t x = i % nx, y = i / nx % ny, z = i / nx / ny;
        const double dx = (double)(x % 12) - 6, dy = (double)(y % 12) - 6,
                     dz = l->size[IV_AXIS_Z] > 1 ? (double)(z % 12) - 6 : 0;
        const double d = dx * dx + dy * dy + dz * dz;
        values[i] = (float)(20 + (d < 20 ? 100 - 4 * d : 0) + random_between(&r, 0, 12));
        labels[i] =
            d < 20 ? (float)(1 + x / 12 + (nx / 12 + 1) * (y / 12 + (ny / 12 + 1) * (z / 12))) : 0;
    }
    iv_status s = push_float(device, pixel, l, values, &im->any);
    if (s == IV_OK) s = push_float(device, IV_PIXEL_U32, l, labels, &im->labels);
    if (s == IV_OK) s = push_float(device, IV_PIXEL_U8, l, labels, &im->mask);
    if (s == IV_OK) iv_image_set_kind(im->labels, IV_KIND_LABELS);
    free(values);
    free(labels);
    return s == IV_OK ? DONE : fail_status(s);
}

static void release(struct images *im)
{
    iv_image_release(im->any);
    iv_image_release(im->labels);
    iv_image_release(im->mask);
}

static double image_bytes(const iv_image *im)
{
    return im ? (double)iv_layout_count(iv_image_layout(im)) *
                    (double)iv_pixel_size(iv_image_pixel(im))
              : 0;
}

/* One run into the same results, as in a loop over many images. */
static int run_once(struct step *s, iv_device *device, const struct images *im, double *seconds,
                    double *bytes)
{
    *bytes = 0;
    for (int i = 0; i < s->n; i++) {
        if (s->params[i].kind == IV_PARAM_DST) s->wanted[i] = 1;
        if (s->params[i].kind != IV_PARAM_SRC) continue;
        iv_image_release(s->images[i]);
        s->images[i] = iv_image_retain(strcmp(s->params[i].type, "labels") == 0   ? im->labels
                                       : strcmp(s->params[i].type, "binary") == 0 ? im->mask
                                                                                  : im->any);
    }
    const double before = seconds_now();
    const int code = step_call(s, device);
    if (!code) iv_device_wait(device);
    *seconds = seconds_now() - before;
    for (int i = 0; i < s->n; i++) {
        *bytes += image_bytes(s->images[i]);
        iv_table_free(s->tables[i]);
        s->tables[i] = NULL;
    }
    return code;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* The first run compiles; then at least three, or a third of a second's worth. */
static int measure(const char *text, iv_device *device, const struct images *im, struct result *r)
{
    double seconds[MAX_RUNS], all = 0;
    struct pipeline p;
    int code = pipeline_parse(&p, text);
    memset(r, 0, sizeof *r);
    if (!code) code = run_once(&p.steps[0], device, im, &seconds[0], &r->bytes);
    while (!code && r->runs < MAX_RUNS && (r->runs < LEAST_RUNS || all < 0.33)) {
        if (interrupted())
            code = FAILED;
        else
            code = run_once(&p.steps[0], device, im, &seconds[r->runs], &r->bytes);
        all += seconds[r->runs++];
    }
    if (!code) {
        qsort(seconds, (size_t)r->runs, sizeof *seconds, by_value);
        r->seconds = seconds[r->runs / 2];
    }
    pipeline_end(&p);
    return code;
}

static void print_result(struct json *j, const char *device, const char *size, const char *text,
                         const struct result *r, const struct result *copy)
{
    const double gbs = r->bytes / r->seconds * 1e-9,
                 percent = gbs * 1e11 * copy->seconds / copy->bytes;
    if (!shared.json) {
        printf("%-10s %-12s %-48s %11.4f %9.2f %9.1f\n", device, size, text, r->seconds * 1e3, gbs,
               percent);
        fflush(stdout);
        return;
    }
    json_open(j, NULL, '{');
    json_string(j, "device", device);
    json_string(j, "size", size);
    json_string(j, "step", text);
    json_number(j, "milliseconds", r->seconds * 1e3);
    json_number(j, "gigabytes_per_second", gbs);
    json_number(j, "percent_of_copy", percent);
    json_whole(j, "runs", r->runs);
    json_close(j);
}

static int bench_size(struct json *j, iv_device *device, const char *id, iv_pixel pixel,
                      const iv_layout *l, const char *size, int n, char **texts)
{
    struct images im;
    struct result copy, r;
    int code = make_images(device, pixel, l, &im);
    if (!code) code = measure("copy", device, &im, &copy);
    for (int i = 0; i < n && !code; i++) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(texts[i], " "), texts[i]);
        watch_part(texts[i], 0, 1);
        if (!iv_op_find(name) && texts[i] == usual[i]) continue; /* a build without it */
        code = measure(texts[i], device, &im, &r);
        if (!code) watch_end(), print_result(j, id, size, texts[i], &r, &copy), watch_begin();
    }
    release(&im);
    return code;
}

static int bench(const struct command *self, int argc, char **argv)
{
    static const char *sizes_text = "512x512,64x256x256", *type = "f32";
    static const struct option options[] = {
        { "size", "LIST", "sizes of the image, comma between [512x512,64x256x256]", &sizes_text,
          NULL },
        { "type", "PIXEL", "of the image [f32]", &type, NULL },
        OPTION_DEVICE,
        OPTION_JSON,
        OPTION_QUIET,
    };
    struct json j = json_begin(stdout);
    iv_layout layouts[MAX_SIZES];
    char sizes[MAX_SIZES][48];
    int n, code = parse_options(self, argc, argv, options, COUNT(options), &n);
    if (code >= 0) return code;
    if (known_pixel(type)) return USAGE;
    const int n_sizes = parse_sizes(sizes_text, layouts, sizes);
    if (!n_sizes)
        return fail(USAGE, "--size is '%s', but must be as in 512x512,64x256x256", sizes_text);
    iv_device *only = NULL;
    if (shared.device && open_device(&only)) return UNUSABLE;
    for (int i = 0; i < n; i++) { /* mistakes before any work */
        struct pipeline p;
        if ((code = pipeline_parse(&p, argv[i])) == DONE && p.n > 1)
            code = fail(USAGE, "each step is timed alone: '%s' has %d", argv[i], p.n);
        pipeline_end(&p);
        if (code) return code;
    }
    code = DONE;
    if (shared.json)
        json_open(&j, NULL, '[');
    else
        printf("%-10s %-12s %-48s %11s %9s %9s\n", "device", "size", "operation", "ms", "GB/s",
               "% copy");
    watch_begin();
    for (int d = 0; d < iv_device_count() && !code; d++) {
        iv_device *device = iv_device_at(d);
        iv_device_info info;
        if (only && device != only) continue;
        if (iv_device_describe(device, &info) != IV_OK) {
            fail(UNUSABLE, "%s", iv_error());
            continue;
        }
        for (int k = 0; k < n_sizes && !code; k++)
            code = bench_size(&j, device, info.id, iv_pixel_find(type), &layouts[k], sizes[k],
                              n ? n : COUNT(usual), n ? argv : (char **)usual);
    }
    watch_end();
    if (shared.json) json_close(&j);
    return interrupted() ? FAILED : code;
}

const struct command cmd_bench = {
    .name = "bench",
    .usage = "['operation parameter=value']... [options]",
    .summary = "how long operations take on each device",
    .detail =
        "The median of several runs after one that compiles, the images already on the "
        "device. GB/s\n"
        "counts each input and output once; '% copy' is that speed in percent of what copying "
        "the\n"
        "image reaches. 'make bench' compares with other libraries.",
    .run = bench,
};
