/* isovox sample: a time-lapse of nuclei to try things on, with the truth about it. */
#include "sample.h"
#include "common.h"
#include "nuclei.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct sample_options sample_defaults = {
    .size = { 5, 48, 256, 256 },
    .seed = 1,
    .pixel = IV_PIXEL_U16,
};
static const double spacing[3] = { 0.5, 0.25, 0.25 };
enum { INTERVAL_SECONDS = 600, CUBIC_UM_PER_NUCLEUS = 1900 };

struct host {
    float *picture;
    uint32_t *truth;
    void *pixels; /* all time points, of the wanted type */
    uint16_t *labels;
};

static void store(const struct host *h, iv_pixel pixel, int64_t t, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        const float v = h->picture[i];
        const int64_t at = t * count + i;
        /* photons fill a good part of u16; an 8-bit camera has a quarter of the range for them */
        if (pixel == IV_PIXEL_U16)
            ((uint16_t *)h->pixels)[at] = (uint16_t)(v * 4 > 65535 ? 65535 : v * 4 + 0.5f);
        else if (pixel == IV_PIXEL_U8)
            ((uint8_t *)h->pixels)[at] = (uint8_t)(v / 4 > 255 ? 255 : v / 4 + 0.5f);
        else
            ((float *)h->pixels)[at] = v;
        h->labels[at] = (uint16_t)h->truth[i];
    }
}

static iv_status push(const struct sample_options *o, const struct host *h, iv_device *device,
                      iv_image **picture, iv_image **truth)
{
    iv_layout l;
    iv_status s = iv_layout_make(4, o->size, &l);
    for (int k = 0; k < 3; k++) {
        l.spacing[IV_AXIS_Z + k] = spacing[k];
        snprintf(l.unit[IV_AXIS_Z + k], sizeof l.unit[0], "um");
    }
    l.spacing[IV_AXIS_T] = INTERVAL_SECONDS;
    snprintf(l.unit[IV_AXIS_T], sizeof l.unit[0], "s");
    if (s == IV_OK) s = iv_image_push(device, o->pixel, &l, h->pixels, picture);
    if (s == IV_OK) s = iv_image_push(device, IV_PIXEL_U16, &l, h->labels, truth);
    if (s != IV_OK) return s;
    iv_image_set_kind(*truth, IV_KIND_LABELS);
    iv_image_set_name(*picture, "nuclei");
    return iv_image_set_name(*truth, "truth");
}

int sample_make(const struct sample_options *o, iv_device *device, iv_image **picture,
                iv_image **truth)
{
    const int64_t count = o->size[1] * o->size[2] * o->size[3];
    struct scene_options so = { .size = { o->size[1], o->size[2], o->size[3] },
                                .nuclei = o->nuclei,
                                .seed = o->seed };
    struct host h = { malloc((size_t)count * sizeof *h.picture),
                      malloc((size_t)count * sizeof *h.truth),
                      malloc((size_t)(count * o->size[0]) * iv_pixel_size(o->pixel)),
                      malloc((size_t)(count * o->size[0]) * sizeof *h.labels) };
    int code = DONE;
    memcpy(so.spacing, spacing, sizeof so.spacing);
    if (!so.nuclei)
        so.nuclei =
            1 + (int)((double)count * spacing[0] * spacing[1] * spacing[2] / CUBIC_UM_PER_NUCLEUS);
    struct scene *scene = h.picture && h.truth && h.pixels && h.labels ? scene_new(&so) : NULL;
    *picture = *truth = NULL;
    if (!scene) code = out_of_memory();
    for (int64_t t = 0; t < o->size[0] && !code; t++) {
        watch_part("making the sample", (double)t / (double)o->size[0],
                   (double)(t + 1) / (double)o->size[0]);
        if (interrupted())
            code = FAILED;
        else if ((t && scene_step(scene)) || scene_render(scene, h.picture, h.truth))
            code = out_of_memory();
        else
            store(&h, o->pixel, t, count);
    }
    if (!code) {
        const iv_status s = push(o, &h, device, picture, truth);
        if (s != IV_OK) code = fail_status(s);
    }
    scene_free(scene);
    free(h.picture);
    free(h.truth);
    free(h.pixels);
    free(h.labels);
    return code;
}

/* ---- The subcommand ---- */

static int parse_size(const char *text, int64_t size[4])
{
    const char *at = text;
    for (int k = 1; k < 4; k++) {
        char *end;
        size[k] = strtol(at, &end, 10);
        if (end == at || size[k] < 1 || size[k] > 8192 || *end != (k < 3 ? 'x' : 0))
            return fail(USAGE,
                        "--size is '%s', but must be as in 64x256x256: z, y and x, each 1 to 8192",
                        text);
        at = end + 1;
    }
    return DONE;
}

int sample_parse(struct sample_options *o, const char *size, const char *time, const char *nuclei,
                 const char *seed, const char *type)
{
    long v;
    if (size && parse_size(size, o->size)) return USAGE;
    if (time) {
        if (parse_whole(time, 1, 10000, &v))
            return fail(USAGE, "--time is '%s', but must be 1 to 10000", time);
        o->size[0] = v;
    }
    if (nuclei) {
        if (parse_whole(nuclei, 1, 20000, &v))
            return fail(USAGE, "--nuclei is '%s', but must be 1 to 20000", nuclei);
        o->nuclei = (int)v;
    }
    if (seed) {
        if (parse_whole(seed, 0, 0x7fffffff, &v))
            return fail(USAGE, "--seed is '%s', but must be a whole number", seed);
        o->seed = (uint64_t)v;
    }
    if (type) {
        o->pixel = iv_pixel_find(type);
        if (o->pixel != IV_PIXEL_U8 && o->pixel != IV_PIXEL_U16 && o->pixel != IV_PIXEL_F32)
            return fail(USAGE, "--type is '%s', but must be u8, u16 or f32", type);
    }
    if ((double)o->size[0] * (double)o->size[1] * (double)o->size[2] * (double)o->size[3] > 4e9)
        return fail(USAGE, "a sample has at most 4 thousand million pixels");
    return DONE;
}

static int sample(const struct command *self, int argc, char **argv)
{
    static const char *truth_path, *size, *time, *nuclei, *seed, *type;
    static const struct option options[] = {
        { "truth", "FILE",
          "where the truth goes: labels, with a new number for each daughter of a division",
          &truth_path, NULL },
        { "size", "ZxYxX", "pixels in each volume [48x256x256]", &size, NULL },
        { "time", "N", "time points [5]", &time, NULL },
        { "nuclei", "N", "at the first time point [one in 1900 cubic micrometres]", &nuclei, NULL },
        { "seed", "N", "another number makes another tissue [1]", &seed, NULL },
        { "type", "PIXEL", "u8, u16 or f32 [u16]", &type, NULL },
        OPTION_COMPRESSION,
        OPTION_OVERWRITE,
        OPTION_QUIET,
    };
    struct sample_options o = sample_defaults;
    iv_device *cpu;
    iv_image *picture = NULL, *truth = NULL;
    int n, code = parse_options(self, argc, argv, options, COUNT(options), &n);
    if (code >= 0) return code;
    if (n != 1) return wrong_usage(self);
    code = sample_parse(&o, size, time, nuclei, seed, type);
    if (!code) code = check_output(argv[0]);
    if (!code) code = check_output(truth_path);
    if (!code && iv_device_find("cpu", &cpu) != IV_OK) code = fail_status(IV_ERROR_DEVICE);
    watch_begin();
    if (!code) code = sample_make(&o, cpu, &picture, &truth);
    if (!code) code = write_image(argv[0], picture);
    if (!code && truth_path) code = write_image(truth_path, truth);
    watch_end();
    iv_image_release(picture);
    iv_image_release(truth);
    return interrupted() ? FAILED : code;
}

const struct command cmd_sample = {
    .name = "sample",
    .usage = "out.tif [--truth truth.tif] [options]",
    .summary = "make a time-lapse of nuclei in 3D to try things on",
    .detail = "Nuclei that move, divide and touch, under a microscope with blur, an uneven "
              "background and\n"
              "noise. Pixels are 0.5 x 0.25 x 0.25 um, time points 10 minutes apart. A seed gives "
              "the same\n"
              "bytes on every machine.",
    .run = sample,
};
