/* isovox evaluate 'expression' name=file... out */
#include "common.h"
#include <stdlib.h>
#include <string.h>

enum { MOST = 32 };

/* "a=in.tif", "s=2.5": a number where the value is one. */
static int take_value(char *word, iv_device *device, const char **name, iv_image **image,
                      double *number)
{
    char *value = strchr(word, '='), *end;
    if (!value || value == word || !value[1])
        return fail(USAGE, "images and numbers are given as name=file or name=number, not '%s'",
                    word);
    *value++ = 0;
    *name = word;
    *number = strtod(value, &end);
    return *end ? read_image(value, device, image) : DONE;
}

static int evaluate(const struct command *self, int argc, char **argv)
{
    static const struct option options[] = { OPTION_DEVICE, OPTION_OVERWRITE, OPTION_QUIET,
                                             OPTION_COMPRESSION };
    const char *names[MOST];
    iv_image *images[MOST] = { NULL }, *result = NULL;
    double numbers[MOST];
    iv_device *device;
    int n, code = parse_options(self, argc, argv, options, COUNT(options), &n);
    if (code >= 0) return code;
    if (n < 3) return wrong_usage(self);
    const int values = n - 2;
    if (values > MOST) return fail(USAGE, "there are more than %d images and numbers", MOST);
    code = check_output(argv[n - 1]);
    if (!code) code = open_device(&device);
    watch_begin();
    watch_part("reading", 0, 0.5);
    for (int i = 0; i < values && !code; i++)
        code = take_value(argv[i + 1], device, &names[i], &images[i], &numbers[i]);
    watch_part("evaluate", 0.5, 0.8);
    if (!code) {
        const iv_status status = iv_evaluate(argv[0], names, images, numbers, values, &result);
        if (status != IV_OK) code = fail_status(status);
    }
    watch_part("writing", 0.8, 1);
    if (!code) code = write_image(argv[n - 1], result);
    watch_end();
    iv_image_release(result);
    for (int i = 0; i < values; i++) iv_image_release(images[i]);
    return interrupted() ? FAILED : code;
}

const struct command cmd_evaluate = {
    .name = "evaluate",
    .usage = "'expression' name=file... out [options]",
    .summary = "an expression over images, in one pass",
    .detail =
        "Operators and their precedence are Python's: + - * / // % **, comparisons, which give 0 "
        "and 1,\n"
        "& | ^ ~ for masks; put comparisons in brackets beside others. Every pixelwise operation "
        "is a\n"
        "function: clip(a, 0, 255), mask(a, b > 0); short names are abs sqrt cbrt exp exp2 exp10 "
        "log\n"
        "log2 log10 min max. u8(a) ... f32(a) convert. Image with image keeps the first one's "
        "pixel\n"
        "type, but for / // and **, which give f32, as image with number does.\n\n"
        "  isovox evaluate 'sqrt(a*a + b*b) + 1' a=dx.tif b=dy.tif out.tif\n"
        "  isovox evaluate '(a > low) & (b != 0)' a=in.tif b=labels.tif low=300 mask.tif",
    .run = evaluate,
};
