/* isovox pipe in 'step | step | step' out */
#include "pipeline.h"
#include "common.h"
#include <string.h>

static int pipe_run(const struct command *self, int argc, char **argv)
{
    static const struct option options[] = { OPTION_DEVICE, OPTION_JSON, OPTION_OVERWRITE,
                                             OPTION_QUIET, OPTION_COMPRESSION };
    struct pipeline p;
    iv_device *device;
    iv_image *in = NULL;
    int n, code = parse_options(self, argc, argv, options, COUNT(options), &n);
    if (code >= 0) return code;
    if (n < 2 || n > 3) return wrong_usage(self);
    const char *out = n == 3 ? argv[2] : NULL;
    code = pipeline_parse(&p, argv[1]);
    if (!code && !out && pipeline_gives(&p) == IV_PARAM_DST)
        code = fail(USAGE, "the last step gives an image: name the file that it goes to");
    if (!code && out && pipeline_gives(&p) == IV_PARAM_NUMBER)
        code = fail(USAGE, "the last step gives a number, which is printed: leave %s out", out);
    if (!code) code = check_output(out);
    if (!code) code = open_device(&device);
    watch_begin();
    watch_part("reading", 0, 0.1);
    if (!code) code = read_image(argv[0], device, &in);
    if (!code) code = pipeline_run(&p, in, device, NULL, NULL);
    watch_part("writing", 0.9, 1);
    const struct step *last = code ? NULL : &p.steps[p.n - 1];
    if (!code && pipeline_gives(&p) == IV_PARAM_DST) {
        code = write_image(out, p.result);
    } else if (!code && pipeline_gives(&p) == IV_PARAM_TABLE) {
        const iv_table *t = last->tables[step_find(last, IV_PARAM_TABLE, 0)];
        watch_end();
        if (out)
            code = write_table(out, t);
        else
            print_table(t, stdout);
    } else if (!code) {
        watch_end();
        step_print_numbers(last);
    }
    watch_end();
    iv_image_release(in);
    pipeline_end(&p);
    return interrupted() ? FAILED : code;
}

const struct command cmd_pipe = {
    .name = "pipe",
    .usage = "in 'step | step | ...' [out] [options]",
    .summary = "several operations, one after the other",
    .detail =
        "A step is an operation with its parameters: gaussian_blur sigma=1.5. Its first image is "
        "the\n"
        "step before's result, or the input. Other images are named: mask=file.tif, or @in for "
        "the\n"
        "input and @1, @2 ... for the result of that step. Lengths may have a unit: sigma=2um; "
        "for\n"
        "each axis the input's spacing makes pixels of it. sigma stands for sigma_x, sigma_y and\n"
        "sigma_z, and so for radius and others; along z only if the image has z. A last step that\n"
        "gives a number or a table prints it where no out is named. Neighbouring pixelwise steps run "
        "as\none, with the same bits.\n\n"
        "  isovox pipe in.tif 'top_hat radius=5 | gaussian_blur sigma=1.5 |\n"
        "      voronoi_otsu_labeling spot_sigma=3 outline_sigma=1 | exclude_labels_on_edges' "
        "out.tif",
    .run = pipe_run,
};
