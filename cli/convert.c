/* isovox convert in out: pixel type, compression, format, physical size. */
#include "common.h"
#include "quantity.h"
#include <stdlib.h>
#include <string.h>

static const char *type, *axes, *spacing, *unit, *interval;

/* "1,0.25,0.25": the last of z y x, and the unit. */
static int set_spacing(iv_image *image)
{
    iv_layout l = *iv_image_layout(image);
    double v[3];
    int n = 0;
    for (const char *at = spacing; at && *at; n++) {
        char *end;
        const double x = strtod(at, &end);
        if (n == 3 || end == at || !(x > 0) || !(x < 1e30))
            return fail(USAGE,
                        "--spacing is '%s', but must be one to three sizes, as in 1,0.25,0.25",
                        spacing);
        v[n] = x;
        at = end + strspn(end, ", ");
    }
    for (int axis = IV_AXIS_Z; axis <= IV_AXIS_X; axis++) {
        const int from = n == 1 ? 0 : axis - IV_AXES + n;
        if (n && from >= 0 && (l.axes >> axis & 1)) l.spacing[axis] = v[from];
        if (n && from >= 0 && (unit || !*l.unit[axis]))
            snprintf(l.unit[axis], sizeof l.unit[axis], "%s", unit ? unit : "um");
        else if (unit)
            snprintf(l.unit[axis], sizeof l.unit[axis], "%s", unit);
    }
    if (interval) {
        char *end;
        const double x = strtod(interval, &end);
        if (end == interval || !(x > 0) || !(x < 1e30))
            return fail(USAGE, "--interval is '%s', but must be a time, as in 60 or 60s", interval);
        l.spacing[IV_AXIS_T] = x;
        snprintf(l.unit[IV_AXIS_T], sizeof l.unit[0], "%s", *end ? end : "s");
    }
    const iv_status s = iv_image_set_layout(image, &l);
    return s == IV_OK ? DONE : fail_status(s);
}

static int convert(const struct command *self, int argc, char **argv)
{
    static const struct option options[] = {
        { "type", "PIXEL",
          "u8 i8 u16 i16 u32 i32 f32: what does not fit becomes the nearest that does", &type,
          NULL },
        { "axes", "LETTERS", "what the image's dimensions are, as in tyx", &axes, NULL },
        { "spacing", "Z,Y,X", "size of a pixel; one number stands for all axes", &spacing, NULL },
        { "unit", "UNIT", "of --spacing [um]", &unit, NULL },
        { "interval", "TIME", "from one time point to the next, as in 60s", &interval, NULL },
        OPTION_COMPRESSION,
        OPTION_DEVICE,
        OPTION_OVERWRITE,
        OPTION_QUIET,
    };
    iv_device *device;
    iv_image *image = NULL;
    int n, code = parse_options(self, argc, argv, options, COUNT(options), &n);
    if (code >= 0) return code;
    if (n != 2) return wrong_usage(self);
    if (type && known_pixel(type)) return USAGE;
    if (unit && !(unit_metres(unit) > 0)) return fail(USAGE, "'%s' is no unit of length", unit);
    code = check_output(argv[1]);
    if (!code) code = open_device(&device);
    watch_begin();
    watch_part("reading", 0, 0.5);
    if (!code) code = read_image(argv[0], device, &image);
    if (!code) code = name_axes(&image, axes);
    if (!code && type) code = convert_pixels(&image, iv_pixel_find(type));
    if (!code && (spacing || unit || interval)) code = set_spacing(image);
    watch_part("writing", 0.5, 1);
    if (!code) code = write_image(argv[1], image);
    watch_end();
    iv_image_release(image);
    return interrupted() ? FAILED : code;
}

const struct command cmd_convert = {
    .name = "convert",
    .usage = "in out [options]",
    .summary = "another format, pixel type, compression or physical pixel size",
    .detail = "The format follows the end of the name: .tif and .tiff (an ImageJ hyperstack), "
              ".ome.tif, .npy.",
    .run = convert,
};
