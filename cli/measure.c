/* isovox measure labels intensity table: every object in every time point. */
#include "common.h"
#include "step.h"
#include <string.h>

static int measure(const struct command *self, int argc, char **argv)
{
    static int background, pixels;
    static const struct option options[] = {
        { "pixels", NULL, "in pixels, even where the image says how large they are", NULL,
          &pixels },
        { "background", NULL, "measure the background (label 0) too", NULL, &background },
        OPTION_DEVICE,
        OPTION_JSON,
        OPTION_OVERWRITE,
        OPTION_QUIET,
    };
    const iv_op *op = iv_op_find("labels_statistics");
    struct step s;
    iv_device *device;
    const char *like;
    int n, code = parse_options(self, argc, argv, options, COUNT(options), &n);
    if (code >= 0) return code;
    if (n < 1 || n > 3) return wrong_usage(self);
    const char *table = n == 3 ? argv[2] : NULL;
    if (!op) return fail(FAILED, "this build has no operation labels_statistics");
    step_begin(&s, op);
    if (background) step_set(&s, "include_background", "1", &like);
    const int label = step_find(&s, IV_PARAM_SRC, 0), intensity = step_find(&s, IV_PARAM_SRC, 1);
    code = check_output(table);
    if (!code) code = open_device(&device);
    watch_begin();
    if (!code) code = read_image(argv[0], device, &s.images[label]);
    if (!code && n > 1) code = read_image(argv[1], device, &s.images[intensity]);
    if (!code && !pixels && *iv_image_layout(s.images[label])->unit[IV_AXIS_X])
        step_set(&s, "physical", "1", &like);
    if (!code) code = step_call(&s, device);
    if (!code) {
        const iv_table *t = s.tables[step_find(&s, IV_PARAM_TABLE, 0)];
        watch_end();
        if (interrupted())
            code = FAILED;
        else if (table)
            code = write_table(table, t);
        else
            print_table(t, stdout);
    }
    watch_end();
    step_end(&s);
    return interrupted() ? FAILED : code;
}

const struct command cmd_measure = {
    .name = "measure",
    .usage = "labels [intensity] [table.csv] [options]",
    .summary = "size, place and intensity of every labelled object",
    .detail = "One row for each label in each time point and channel, in physical units where the\n"
              "image says how large its pixels are (the unit is in the column's heading), else in\n"
              "pixels. Without an intensity image the labels themselves are measured; without a\n"
              "table's name it is printed.",
    .run = measure,
};
