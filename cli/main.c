/* isovox: finds the subcommand or the operation, and runs it. */
#include "common.h"
#include <string.h>

const struct command *const commands[] = {
    &cmd_pipe,    &cmd_evaluate, &cmd_measure, &cmd_info,  &cmd_convert, &cmd_ops,  &cmd_help,
    &cmd_devices, &cmd_doctor,   &cmd_verify,  &cmd_bench, &cmd_sample,  &cmd_demo, NULL,
};

static int overview(FILE *f)
{
    fprintf(f,
            "isovox %s: images in two and three dimensions and over time, processed with the same\n"
            "bits on every processor\n\n"
            "usage: isovox <operation> in... out [--parameter value]...\n"
            "       isovox <command> ...\n\ncommands:\n",
            iv_version());
    for (int i = 0; commands[i]; i++)
        fprintf(f, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
    fprintf(
        f,
        "\n`isovox ops` lists the %d operations, `isovox help <operation>` explains one, and\n"
        "`isovox <command> --help` a command. For example:\n"
        "  isovox gaussian_blur in.tif out.tif --sigma 2um\n"
        "  isovox pipe in.tif 'top_hat radius=5 | threshold_otsu' out.tif --device cpu\n\n"
        "exit code: 0 done; 1 the work failed, or results differ; 2 wrong usage; 3 a device or a\n"
        "file could not be used\n",
        iv_op_count());
    return f == stdout ? DONE : USAGE;
}

static int unknown(const char *name)
{
    const char *names[32];
    int n = 0;
    for (int i = 0; commands[i]; i++) names[n++] = commands[i]->name;
    const char *like = iv_word_nearest(name, names, n);
    if (!like || strlen(name) > 10) like = iv_op_nearest(name);
    if (like)
        return fail(USAGE, "there is no command or operation '%s'; did you mean '%s'?", name, like);
    return fail(USAGE, "there is no command or operation '%s'; `isovox ops` lists them", name);
}

int main(int argc, char **argv)
{
    if (argc < 2) return overview(stderr);
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) return overview(stdout);
    if (strcmp(name, "--version") == 0) return printf("isovox %s\n", iv_version()), DONE;
    for (int i = 0; commands[i]; i++)
        if (strcmp(name, commands[i]->name) == 0) {
            message_from(name);
            return commands[i]->run(commands[i], argc - 2, argv + 2);
        }
    const iv_op *op = iv_op_find(name);
    if (!op) return unknown(name);
    return run_operation(op, argc - 2, argv + 2);
}
