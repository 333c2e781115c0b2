/* What every subcommand uses: exit codes, messages, options, devices and files. */
#ifndef CLI_COMMON_H
#define CLI_COMMON_H
#include "isovox/isovox.h"
#include <stdarg.h>
#include <stdio.h>

/* Exit codes, as `isovox --help` and docs/cli.md tell them. */
enum { DONE = 0, FAILED = 1, USAGE = 2, UNUSABLE = 3 };

struct command {
    const char *name;
    const char *usage; /* what comes after the name, one line for each form, "\n" between */
    const char *summary;
    const char *detail; /* paragraphs for `isovox <command> --help`, or NULL */
    int (*run)(const struct command *self, int argc, char **argv); /* argv without the name */
};
extern const struct command cmd_pipe, cmd_evaluate, cmd_measure, cmd_info, cmd_convert, cmd_ops,
    cmd_devices, cmd_doctor, cmd_verify, cmd_bench, cmd_sample, cmd_demo, cmd_help;
extern const struct command *const commands[]; /* NULL at the end */

/* `isovox <operation> ...` */
int run_operation(const iv_op *op, int argc, char **argv);
void print_operation(const iv_op *op, FILE *f);

/* ---- Messages: "isovox <command>: ..." on stderr. Each returns the exit code. ---- */

void message_from(const char *command);
int fail(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));
int fail_status(iv_status status); /* with the words of iv_error() */
int fail_file(iv_status status);   /* the same, of a file */
int out_of_memory(void);

int same_word(const char *a, const char *b); /* '-' and '_' are the same */

/* ---- Options ---- */

struct option {
    const char *name;  /* without the dashes */
    const char *value; /* what the value is called in the help; NULL: a switch */
    const char *help;  /* NULL: not shown */
    const char **text; /* where the value goes */
    int *on;           /* where a switch goes: 1, or 0 for --no-<name> */
};

struct shared_options {
    const char *device, *compression;
    int json, overwrite, quiet;
};
extern struct shared_options shared;
#define OPTION_DEVICE                                                                              \
    {                                                                                              \
        "device", "NAME", "device to use: an id of `isovox devices`, or a part of a name",         \
            &shared.device, NULL                                                                   \
    }
#define OPTION_JSON                                                                                \
    {                                                                                              \
        "json", NULL, "print JSON", NULL, &shared.json                                             \
    }
#define OPTION_OVERWRITE                                                                           \
    {                                                                                              \
        "overwrite", NULL, "replace files that exist", NULL, &shared.overwrite                     \
    }
#define OPTION_QUIET                                                                               \
    {                                                                                              \
        "quiet", NULL, "no progress and no remarks", NULL, &shared.quiet                           \
    }
#define OPTION_COMPRESSION                                                                         \
    {                                                                                              \
        "compression", "KIND", "of TIFF files: none, deflate, lzw, zstd, packbits",                \
            &shared.compression, NULL                                                              \
    }
#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

/* Sorts argv into options and the rest. Returns -1 to go on; or an exit code, after --help or a
   mistake. The rest stays in argv, its length in *n_rest. */
int parse_options(const struct command *self, int argc, char **argv, const struct option *options,
                  int n_options, int *n_rest);
void print_options(const struct option *options, int n, FILE *f);
int wrong_usage(const struct command *self); /* prints how it is used */

/* ---- Devices and files ---- */

/* The device of --device, ISOVOX_DEVICE or the default. Returns an exit code. */
int open_device(iv_device **out);
int read_image(const char *path, iv_device *device, iv_image **out);
/* Says which axes the image's dimensions are, in order, as in "tyx"; NULL leaves them. */
int name_axes(iv_image **image, const char *axes);
int known_pixel(const char *name);                    /* DONE, or says which there are */
int convert_pixels(iv_image **image, iv_pixel pixel); /* the image becomes another one */
/* Fails early when the file exists and must not be replaced. NULL paths are skipped. */
int check_output(const char *path);
int write_image(const char *path, iv_image *image);
int write_table(const char *path, const iv_table *table);
void print_table(const iv_table *table, FILE *f); /* CSV, or JSON with --json */

const char *shape_words(const iv_layout *layout, char *room, size_t size); /* "t 5, z 40, y 256" */
double seconds_now(void);
int parse_whole(const char *text, long low, long high, long *out); /* 0 if it is one */

/* ---- Progress and Ctrl-C ---- */

/* Shows a bar on stderr if that is a terminal, and makes Ctrl-C cancel calls of the library. */
void watch_begin(void);
/* What is being done, for the bar: from..to of the whole, 0..1. */
void watch_part(const char *what, double from, double to);
void watch_end(void);
int interrupted(void); /* Ctrl-C was pressed: prints so once, and the command should end FAILED */

#endif
