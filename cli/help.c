/* isovox help <operation>: all that its declaration says, as prose. */
#include "common.h"
#include <string.h>

/* Text in lines of at most 90 letters, each after `indent` blanks. */
static void paragraph(FILE *f, const char *text, int indent)
{
    int column = 0;
    while (*text) {
        const int n = (int)strcspn(text, " \n");
        if (!column || column + n + 1 > 90) {
            fprintf(f, "%s%*s", column ? "\n" : "", indent, "");
            column = indent;
        } else {
            fputc(' ', f);
            column++;
        }
        fprintf(f, "%.*s", n, text);
        column += n;
        text += n;
        text += strspn(text, " \n");
    }
    fputc('\n', f);
}

static void print_range(FILE *f, const iv_param_info *p)
{
    if (p->kind == IV_PARAM_SRC || p->kind == IV_PARAM_DST) {
        fprintf(f, " (%s%s image, %s)", p->optional && p->kind == IV_PARAM_SRC ? "optional " : "",
                p->kind == IV_PARAM_SRC ? "input" : "output",
                strcmp(p->type, "any") == 0    ? "any pixel type"
                : strcmp(p->type, "same") == 0 ? "of the input's pixel type"
                : strcmp(p->type, "sum") == 0  ? "32 bits: f32, or integers for integers"
                                               : p->type);
        return;
    }
    if (p->kind == IV_PARAM_CHOICE) {
        for (int i = 0; p->choices[i]; i++)
            fprintf(f, "%s%s%s", i ? ", " : " (", p->choices[i],
                    i == (int)p->def ? " by default" : "");
        fprintf(f, ")");
    } else if (p->kind == IV_PARAM_FLAG) {
        fprintf(f, " (yes or no, %s by default)", p->def ? "yes" : "no");
    } else if (p->kind == IV_PARAM_REAL || p->kind == IV_PARAM_WHOLE) {
        fprintf(f, " (%.9g by default", p->def);
        if (p->min > -1e9) fprintf(f, ", at least %.9g", p->min);
        if (p->max < 1e9) fprintf(f, ", at most %.9g", p->max);
        if (*p->unit)
            fprintf(f, ", in %ss%s", p->unit,
                    strcmp(p->unit, "pixel") == 0 ? " or with a unit of length" : "");
        fprintf(f, ")");
    } else {
        fprintf(f, " (%s)",
                p->kind == IV_PARAM_MATRIX  ? "9 or 16 numbers, rows first"
                : p->kind == IV_PARAM_TABLE ? "output table"
                                            : "output number");
    }
}

void print_operation(const iv_op *op, FILE *f)
{
    iv_op_info info;
    iv_op_describe(op, &info);
    fprintf(f, "%s", info.name);
    if (*info.alias_of) fprintf(f, ", another name of %s", info.alias_of);
    fprintf(f, "\n\n");
    paragraph(f, info.summary, 2);
    if (*info.detail) paragraph(f, info.detail, 2);
    fprintf(f, "\nParameters\n");
    for (int i = 0; i < info.params; i++) {
        iv_param_info p;
        iv_op_param(op, i, &p);
        fprintf(f, "  %s", p.name);
        print_range(f, &p);
        fprintf(f, "\n");
        paragraph(f, p.help, 6);
    }
    if (*info.classic) {
        fprintf(f, "\nThe classical way\n");
        paragraph(f, info.classic, 2);
        if (info.tolerance > 0)
            fprintf(f, "  agrees within %.2g of the largest value\n", info.tolerance);
        else
            fprintf(f, "  agrees exactly\n");
    }
    fprintf(f, "\nDevice memory\n  at most %.3g images of 32-bit pixels, the result included\n",
            info.memory);
    if (*info.reference) {
        fprintf(f, "\nReference\n");
        paragraph(f, info.reference, 2);
    }
    if (*info.categories) fprintf(f, "\nCategories: %s\n", info.categories);
}

static int help(const struct command *self, int argc, char **argv)
{
    int n, code = parse_options(self, argc, argv, NULL, 0, &n);
    if (code >= 0) return code;
    if (n != 1) return wrong_usage(self);
    const iv_op *op = iv_op_find(argv[0]);
    for (int i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, argv[0]) == 0) {
            code = commands[i]->run(commands[i], 1, (char *[]){ "--help" });
            if (op)
                printf("\nThe operation of that name, as a step of a pipe\n\n"),
                    print_operation(op, stdout);
            return code;
        }
    const char *like = op ? NULL : iv_op_nearest(argv[0]);
    if (!op && like)
        return fail(USAGE, "there is no operation '%s'; did you mean '%s'?", argv[0], like);
    if (!op) return fail(USAGE, "there is no operation '%s'; `isovox ops` lists them", argv[0]);
    print_operation(op, stdout);
    return DONE;
}

const struct command cmd_help = {
    .name = "help",
    .usage = "<operation or command>",
    .summary = "explain an operation: parameters, rules, the classical equivalent",
    .run = help,
};
