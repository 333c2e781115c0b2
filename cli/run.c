/* isovox <operation> in... out [--parameter value] */
#include "common.h"
#include "step.h"
#include <stdlib.h>
#include <string.h>

static const char *pixel_wanted;

/* A parameter's options: its own name, and for sigma_x the group's name sigma, once. */
struct form {
    struct option options[3 * MAX_PARAMS + 8];
    int n;
    const char *words[2 * MAX_PARAMS];
    int flags[MAX_PARAMS];
    char names[MAX_PARAMS][64], helps[2 * MAX_PARAMS][512];
    int groups;
};

static void describe(const iv_param_info *p, char *text, size_t size)
{
    size_t at = (size_t)snprintf(text, size, "%s", p->help);
    if (p->kind == IV_PARAM_CHOICE) {
        for (int i = 0; p->choices[i] && at < size; i++)
            at += (size_t)snprintf(text + at, size - at, "%s%s", i ? ", " : " One of ",
                                   p->choices[i]);
        if (at < size) snprintf(text + at, size - at, " [%s]", p->choices[(int)p->def]);
    } else if (p->kind == IV_PARAM_FLAG) {
        if (at < size) snprintf(text + at, size - at, " [%s]", p->def ? "yes" : "no");
    } else if (p->kind == IV_PARAM_REAL || p->kind == IV_PARAM_WHOLE) {
        if (at < size) snprintf(text + at, size - at, " [%.9g]", p->def);
    }
}

static void add_group(struct form *f, const struct step *s, int i)
{
    const char *name = s->params[i].name;
    const size_t n = strlen(name) - 2;
    if (strlen(name) < 3 || strcmp(name + n, "_x") != 0) return;
    snprintf(f->names[f->groups], sizeof f->names[0], "%.*s", (int)n, name);
    for (int j = 0; j < s->n; j++)
        if (strcmp(s->params[j].name, f->names[f->groups]) == 0) return;
    snprintf(f->helps[MAX_PARAMS + f->groups], sizeof f->helps[0], "All of %s_x, %s_y ... at once.",
             f->names[f->groups], f->names[f->groups]);
    f->options[f->n++] =
        (struct option){ f->names[f->groups], "VALUE", f->helps[MAX_PARAMS + f->groups],
                         &f->words[MAX_PARAMS + f->groups], NULL };
    f->groups++;
}

static void make_form(struct form *f, const struct step *s)
{
    static const struct option common[] = {
        { "type", "PIXEL", "pixel type of the result: u8 i8 u16 i16 u32 i32 f32", &pixel_wanted,
          NULL },
        OPTION_DEVICE,
        OPTION_JSON,
        OPTION_OVERWRITE,
        OPTION_QUIET,
        OPTION_COMPRESSION,
    };
    memset(f, 0, sizeof *f);
    for (int i = 0; i < s->n; i++) {
        const iv_param_info *p = &s->params[i];
        if (p->kind == IV_PARAM_DST || p->kind == IV_PARAM_NUMBER || p->kind == IV_PARAM_TABLE)
            continue;
        add_group(f, s, i);
        describe(p, f->helps[i], sizeof f->helps[i]);
        struct option *o = &f->options[f->n++];
        *o = (struct option){ p->name, p->kind == IV_PARAM_SRC ? "FILE" : "VALUE", f->helps[i],
                              &f->words[i], NULL };
        if (p->kind == IV_PARAM_FLAG) {
            f->flags[i] = -1;
            o->on = &f->flags[i];
            o->value = NULL;
        }
    }
    for (int i = 0; i < COUNT(common); i++) {
        int taken = 0; /* an operation's own parameter goes before an option of that name */
        for (int j = 0; j < f->n; j++) taken |= same_word(f->options[j].name, common[i].name);
        if (!taken) f->options[f->n++] = common[i];
    }
}

/* The words of the command line into the step: groups first, so that single axes override them. */
static void fill_step(struct step *s, struct form *f)
{
    const char *like;
    for (int g = 0; g < f->groups; g++)
        if (f->words[MAX_PARAMS + g]) step_set(s, f->names[g], f->words[MAX_PARAMS + g], &like);
    for (int i = 0; i < s->n; i++) {
        if (f->flags[i] == 0 && s->params[i].kind == IV_PARAM_FLAG) f->words[i] = "0";
        if (f->words[i]) step_set(s, s->params[i].name, f->words[i], &like);
    }
}

static const char *usage_of(const struct step *s, char *text, size_t size)
{
    size_t at = 0;
    text[0] = 0;
    for (int i = 0; i < s->n && at < size; i++)
        if (s->params[i].kind == IV_PARAM_SRC)
            at += (size_t)snprintf(text + at, size - at, s->params[i].optional ? "[%s] " : "%s ",
                                   s->params[i].name);
    for (int i = 0; i < s->n && at < size; i++) {
        if (s->params[i].kind == IV_PARAM_DST)
            at += (size_t)snprintf(text + at, size - at, "%s ", s->params[i].name);
        if (s->params[i].kind == IV_PARAM_TABLE)
            at += (size_t)snprintf(text + at, size - at, "[table.csv] ");
    }
    if (at < size) snprintf(text + at, size - at, "[--parameter value]...");
    return text;
}

/* Gives each file its parameter. What is missing may be an optional input, or the table, which then
   goes to stdout. */
static int place_files(struct step *s, const struct command *self, int n, char **files,
                       const char *paths[MAX_PARAMS])
{
    int missing = 0, at = 0;
    for (int i = 0; i < s->n; i++) {
        const iv_param_info *p = &s->params[i];
        paths[i] = p->kind == IV_PARAM_SRC ? s->words[i] : NULL;
        missing += !paths[i] && (p->kind == IV_PARAM_SRC || p->kind == IV_PARAM_DST ||
                                 p->kind == IV_PARAM_TABLE);
    }
    int spare = missing - n; /* how many optional ones go without, from the last */
    char without[MAX_PARAMS] = { 0 };
    for (int i = s->n - 1; i >= 0 && spare > 0; i--)
        if (s->params[i].kind == IV_PARAM_TABLE) without[i] = 1, spare--;
    for (int i = s->n - 1; i >= 0 && spare > 0; i--)
        if (s->params[i].kind == IV_PARAM_SRC && s->params[i].optional && !paths[i])
            without[i] = 1, spare--;
    if (spare != 0) {
        fail(USAGE, spare > 0 ? "%d file%s missing" : "%d file%s too many",
             spare > 0 ? spare : -spare, spare * spare == 1 ? " is" : "s are");
        return wrong_usage(self);
    }
    for (int results = 0; results < 2; results++)
        for (int i = 0; i < s->n; i++) {
            const iv_param_kind k = s->params[i].kind;
            if (paths[i] || without[i] || at >= n) continue;
            if (results ? k == IV_PARAM_DST || k == IV_PARAM_TABLE : k == IV_PARAM_SRC)
                paths[i] = files[at++];
        }
    return DONE;
}

static int write_results(struct step *s, const char *const paths[MAX_PARAMS])
{
    int code = DONE;
    for (int i = 0; i < s->n && !code; i++) {
        if (s->params[i].kind == IV_PARAM_DST) {
            if (pixel_wanted) code = convert_pixels(&s->images[i], iv_pixel_find(pixel_wanted));
            if (!code) code = write_image(paths[i], s->images[i]);
        } else if (s->params[i].kind == IV_PARAM_TABLE && paths[i]) {
            code = write_table(paths[i], s->tables[i]);
        } else if (s->params[i].kind == IV_PARAM_TABLE) {
            watch_end();
            print_table(s->tables[i], stdout);
        }
    }
    watch_end();
    if (!code) step_print_numbers(s);
    return code;
}

static int run_step(struct step *s, const char *const paths[MAX_PARAMS])
{
    iv_device *device;
    int code = DONE;
    for (int i = 0; i < s->n && !code; i++) {
        s->wanted[i] = s->params[i].kind == IV_PARAM_DST;
        if (s->params[i].kind == IV_PARAM_DST || s->params[i].kind == IV_PARAM_TABLE)
            code = check_output(paths[i]);
    }
    if (!code && pixel_wanted) code = known_pixel(pixel_wanted);
    if (!code) code = open_device(&device);
    watch_begin();
    watch_part("reading", 0, 0.1);
    for (int i = 0; i < s->n && !code; i++)
        if (s->params[i].kind == IV_PARAM_SRC && paths[i])
            code = read_image(paths[i], device, &s->images[i]);
    watch_part(s->info.name, 0.1, 0.9);
    if (!code) code = step_call(s, device);
    watch_part("writing", 0.9, 1);
    if (!code) code = write_results(s, paths);
    watch_end();
    return interrupted() ? FAILED : code;
}

int run_operation(const iv_op *op, int argc, char **argv)
{
    static struct form form;
    struct step s;
    char usage[512];
    const char *paths[MAX_PARAMS];
    int n;
    step_begin(&s, op);
    message_from(s.info.name);
    make_form(&form, &s);
    const struct command self = {
        .name = s.info.name,
        .usage = usage_of(&s, usage, sizeof usage),
        .summary = s.info.summary,
        .detail = "`isovox help` with this name tells more. Lengths may have a unit, as in 2um."
    };
    int code = parse_options(&self, argc, argv, form.options, form.n, &n);
    if (code >= 0) return code;
    fill_step(&s, &form);
    code = place_files(&s, &self, n, argv, paths);
    if (!code) code = run_step(&s, paths);
    step_end(&s);
    return code;
}
