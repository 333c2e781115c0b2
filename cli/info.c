/* isovox info file...: what is in image files. */
#include "common.h"
#include "json.h"

static void print_text(const char *path, const iv_file_info *info)
{
    char room[128];
    const int64_t count = iv_layout_count(&info->layout);
    printf("%s\n  format   %s%s%s\n", path, info->format, *info->detail ? ", " : "", info->detail);
    printf("  shape    %s\n", shape_words(&info->layout, room, sizeof room));
    printf("  pixels   %s, %lld in all, %.4g MB\n", iv_pixel_name(info->pixel), (long long)count,
           (double)count * (double)iv_pixel_size(info->pixel) * 1e-6);
    for (int i = 0; i < IV_AXES; i++) {
        const char *unit = info->layout.unit[i];
        if (i == IV_AXIS_C || !(info->layout.axes >> i & 1)) continue;
        printf("  %c        ", "tczyx"[i]);
        if (*unit)
            printf("%g %s from one to the next, %g %s in all\n", info->layout.spacing[i], unit,
                   info->layout.spacing[i] * (double)info->layout.size[i], unit);
        else
            printf("no physical size\n");
    }
}

static void print_json(struct json *j, const char *path, const iv_file_info *info)
{
    json_open(j, NULL, '{');
    json_string(j, "path", path);
    json_string(j, "format", info->format);
    json_string(j, "detail", info->detail);
    json_string(j, "pixel", iv_pixel_name(info->pixel));
    json_open(j, "axes", '[');
    for (int i = 0; i < IV_AXES; i++) {
        const char axis[2] = { "tczyx"[i], 0 };
        if (!(info->layout.axes >> i & 1)) continue;
        json_open(j, NULL, '{');
        json_string(j, "axis", axis);
        json_whole(j, "size", info->layout.size[i]);
        json_number(j, "spacing", info->layout.spacing[i]);
        json_string(j, "unit", info->layout.unit[i]);
        json_close(j);
    }
    json_close(j);
    json_close(j);
}

static int info_run(const struct command *self, int argc, char **argv)
{
    static const struct option options[] = { OPTION_JSON };
    struct json j = json_begin(stdout);
    int n, worst = DONE, code = parse_options(self, argc, argv, options, COUNT(options), &n);
    if (code >= 0) return code;
    if (n < 1) return wrong_usage(self);
    if (shared.json) json_open(&j, NULL, '[');
    for (int i = 0; i < n; i++) {
        iv_file_info info;
        const iv_status s = iv_file_describe(argv[i], &info);
        if (s != IV_OK)
            worst = fail_file(s);
        else if (shared.json)
            print_json(&j, argv[i], &info);
        else
            print_text(argv[i], &info);
    }
    if (shared.json) json_close(&j);
    return worst;
}

const struct command cmd_info = {
    .name = "info",
    .usage = "file... [--json]",
    .summary = "format, shape, pixel type and physical size of image files",
    .run = info_run,
};
