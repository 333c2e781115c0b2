/* isovox ops: the list of operations. tools/gen.py --json prints the same from the sources. */
#include "common.h"
#include "json.h"
#include <ctype.h>
#include <string.h>

static const char *const kinds[] = { "src",    "dst",    "real",   "whole", "flag",
                                     "choice", "matrix", "number", "table" };

static void parameter_json(struct json *j, const iv_param_info *p)
{
    json_open(j, NULL, '{');
    json_string(j, "name", p->name);
    json_string(j, "kind", kinds[p->kind]);
    json_string(j, "help", p->help);
    json_bool(j, "optional", p->optional);
    if (p->kind == IV_PARAM_SRC || p->kind == IV_PARAM_DST) json_string(j, "type", p->type);
    if (p->kind >= IV_PARAM_REAL && p->kind <= IV_PARAM_CHOICE) {
        json_number(j, "default", p->def);
        json_number(j, "min", p->min);
        json_number(j, "max", p->max);
        json_number(j, "ui_max", p->ui_max);
    }
    if (*p->unit) json_string(j, "unit", p->unit);
    if (p->axis) json_string(j, "axis", (const char[2]){ p->axis, 0 });
    if (p->choices) {
        json_open(j, "choices", '[');
        for (int i = 0; p->choices[i]; i++) json_string(j, NULL, p->choices[i]);
        json_close(j);
    }
    json_close(j);
}

static void operation_json(struct json *j, const iv_op *op)
{
    iv_op_info info;
    iv_op_describe(op, &info);
    json_open(j, NULL, '{');
    json_string(j, "name", info.name);
    json_string(j, "summary", info.summary);
    json_string(j, "detail", info.detail);
    json_string(j, "categories", info.categories);
    json_string(j, "classic", info.classic);
    json_string(j, "reference", info.reference);
    json_string(j, "alias_of", info.alias_of);
    json_number(j, "tolerance", info.tolerance);
    json_number(j, "memory", info.memory);
    json_open(j, "params", '[');
    for (int i = 0; i < info.params; i++) {
        iv_param_info p;
        iv_op_param(op, i, &p);
        parameter_json(j, &p);
    }
    json_close(j);
    json_close(j);
}

/* The reference page, docs/operations.md. */
static void operation_markdown(const iv_op *op)
{
    iv_op_info info;
    iv_op_describe(op, &info);
    printf("\n## %s\n\n", info.name);
    if (*info.alias_of) {
        printf("Another name of [%s](#%s).\n", info.alias_of, info.alias_of);
        return;
    }
    printf("%s%s%s\n\n| parameter | | default | |\n|---|---|---|---|\n", info.summary,
           *info.detail ? " " : "", info.detail);
    for (int i = 0; i < info.params; i++) {
        iv_param_info p;
        char room[32];
        iv_op_param(op, i, &p);
        const int is_image = p.kind == IV_PARAM_SRC || p.kind == IV_PARAM_DST;
        printf("| `%s` | %s%s%s | %s | %s |\n", p.name, kinds[p.kind], is_image ? ", " : "",
               is_image ? p.type : p.unit,
               p.kind == IV_PARAM_CHOICE                             ? p.choices[(int)p.def]
               : p.kind == IV_PARAM_FLAG                             ? p.def ? "yes" : "no"
               : p.kind == IV_PARAM_REAL || p.kind == IV_PARAM_WHOLE ? number_words(p.def, room)
                                                                     : "",
               p.help);
    }
    if (*info.classic)
        printf("\nClassical: `%s`, %s.\n", info.classic,
               info.tolerance > 0 ? "to rounding" : "exactly");
    printf("\nMemory: %.3g.\n", info.memory);
    if (*info.reference) printf("\nReference: %s\n", info.reference);
}

static int contains(const char *text, const char *part)
{
    const size_t n = strlen(part);
    for (; *text; text++)
        if (strncasecmp(text, part, n) == 0) return 1;
    return 0;
}

static int ops(const struct command *self, int argc, char **argv)
{
    static int markdown;
    static const struct option options[] = {
        OPTION_JSON,
        { "markdown", NULL, "print the reference page", NULL, &markdown },
    };
    struct json j = json_begin(stdout);
    int n, found = 0, code = parse_options(self, argc, argv, options, COUNT(options), &n);
    if (code >= 0) return code;
    if (shared.json) json_open(&j, NULL, '[');
    if (markdown)
        printf(
            "# Operations\n\nMade by `isovox ops --markdown` from the operations' declarations. Memory is what an "
            "operation takes on the device at\nmost, with its results and without its inputs, in images of "
            "32-bit pixels.\n");
    for (int i = 0; i < iv_op_count(); i++) {
        iv_op_info info;
        int wanted = 1;
        iv_op_describe(iv_op_at(i), &info);
        for (int k = 0; k < n; k++)
            wanted &= contains(info.name, argv[k]) || contains(info.summary, argv[k]) ||
                      contains(info.categories, argv[k]);
        if (!wanted) continue;
        found++;
        if (shared.json)
            operation_json(&j, iv_op_at(i));
        else if (markdown)
            operation_markdown(iv_op_at(i));
        else if (*info.alias_of)
            printf("%-36s the same as %s\n", info.name, info.alias_of);
        else
            printf("%-36s %s\n", info.name, info.summary);
    }
    if (shared.json) json_close(&j);
    if (!found)
        return fail(FAILED, "no operation has %s in its name, summary or categories",
                    n ? argv[0] : "this");
    return DONE;
}

const struct command cmd_ops = {
    .name = "ops",
    .usage = "[word...] [--json | --markdown]",
    .summary = "list the operations, or those with these words in name, summary or category",
    .run = ops,
};
