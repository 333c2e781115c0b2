#include "common.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct shared_options shared;
static const char *from = "";

void message_from(const char *command) { from = command; }

int fail(int code, const char *format, ...)
{
    char text[4096];
    const size_t n = strlen(from);
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    watch_end();
    /* words of the library may begin with the operation's name already */
    const int twice = strncmp(text, from, n) == 0 && text[n] == ':';
    fprintf(stderr, "isovox%s%s: %s\n", *from && !twice ? " " : "", twice ? "" : from, text);
    return code;
}

int fail_status(iv_status status)
{
    int code = FAILED;
    switch (status) {
    case IV_ERROR_ARGUMENT:
    case IV_ERROR_NAME: code = USAGE; break;
    case IV_ERROR_DEVICE:
    case IV_ERROR_BUILD:
    case IV_ERROR_FILE:
    case IV_ERROR_FORMAT:
    case IV_ERROR_EXISTS: code = UNUSABLE; break;
    case IV_ERROR_CANCELLED:
        if (interrupted()) return FAILED;
        break;
    default: break;
    }
    return fail(code, "%s", iv_error());
}

int fail_file(iv_status status)
{
    fail_status(status);
    if (status == IV_ERROR_EXISTS && !shared.overwrite)
        fprintf(stderr, "  --overwrite replaces it\n");
    return status == IV_ERROR_CANCELLED || status == IV_ERROR_MEMORY ? FAILED : UNUSABLE;
}

int out_of_memory(void) { return fail(FAILED, "out of memory"); }

/* ---- Names ---- */

int same_word(const char *a, const char *b)
{
    for (; *a && *b; a++, b++)
        if (*a != *b && !((*a == '-' || *a == '_') && (*b == '-' || *b == '_'))) return 0;
    return *a == *b;
}

/* ---- Options ---- */

void print_options(const struct option *options, int n, FILE *f)
{
    for (int i = 0; i < n; i++) {
        char left[80];
        if (!options[i].help) continue;
        snprintf(left, sizeof left, "--%s%s%s", options[i].name, options[i].value ? " " : "",
                 options[i].value ? options[i].value : "");
        fprintf(f, "  %-22s %s%s\n", left, strlen(left) > 22 ? "\n                         " : "",
                options[i].help);
    }
}

static void print_usage(const struct command *self, FILE *f)
{
    const char *lead = "usage: ";
    for (const char *p = self->usage;;) {
        const int n = (int)strcspn(p, "\n");
        fprintf(f, "%sisovox %s %.*s\n", lead, self->name, n, p);
        if (!p[n]) return;
        p += n + 1;
        lead = "       ";
    }
}

int wrong_usage(const struct command *self)
{
    watch_end();
    print_usage(self, stderr);
    fprintf(stderr, "`isovox %s --help` tells more\n", self->name);
    return USAGE;
}

static const struct option *find_option(const struct option *options, int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (same_word(options[i].name, name)) return &options[i];
    return NULL;
}

static int unknown_option(const struct option *options, int n, const char *name)
{
    const char *names[128];
    int count = 0;
    for (int i = 0; i < n && count < COUNT(names); i++) names[count++] = options[i].name;
    const char *like = iv_word_nearest(name, names, count);
    if (like) return fail(USAGE, "there is no option --%s; did you mean --%s?", name, like);
    return fail(USAGE, "there is no option --%s", name);
}

int parse_options(const struct command *self, int argc, char **argv, const struct option *options,
                  int n_options, int *n_rest)
{
    int rest = 0, only_rest = 0;
    for (int i = 0; i < argc; i++) {
        char *a = argv[i], name[64];
        if (only_rest || a[0] != '-' || !a[1] || isdigit((unsigned char)a[1]) || a[1] == '.') {
            argv[rest++] = a;
            continue;
        }
        if (strcmp(a, "--") == 0) {
            only_rest = 1;
            continue;
        }
        if (strcmp(a, "--help") == 0 || strcmp(a, "-h") == 0) {
            if (self->summary) printf("%s\n\n", self->summary);
            print_usage(self, stdout);
            if (self->detail) printf("\n%s\n", self->detail);
            if (n_options) printf("\n");
            print_options(options, n_options, stdout);
            return DONE;
        }
        if (a[1] != '-') return fail(USAGE, "options begin with two dashes: '%s' is not one", a);
        const char *value = strchr(a, '=');
        const size_t length = value ? (size_t)(value - a) - 2 : strlen(a) - 2;
        if (length >= sizeof name) return fail(USAGE, "there is no option %s", a);
        memcpy(name, a + 2, length);
        name[length] = 0;
        const struct option *o = find_option(options, n_options, name);
        if (!o && strncmp(name, "no-", 3) == 0 && !value) {
            o = find_option(options, n_options, name + 3);
            if (o && o->on) {
                *o->on = 0;
                continue;
            }
            o = NULL;
        }
        if (!o) return unknown_option(options, n_options, name);
        if (o->on && !o->text) {
            if (value) return fail(USAGE, "--%s takes no value", o->name);
            *o->on = 1;
            continue;
        }
        if (value)
            value++;
        else if (o->on)
            value = "1"; /* a flag of an operation: alone, or with '=' */
        else if (i + 1 < argc)
            value = argv[++i];
        else
            return fail(USAGE, "--%s needs a value: %s", o->name, o->value);
        *o->text = value;
        if (o->on) *o->on = 1;
    }
    *n_rest = rest;
    return -1;
}

int parse_whole(const char *text, long low, long high, long *out)
{
    char *end;
    errno = 0;
    *out = strtol(text, &end, 10);
    return end == text || *end || errno || *out < low || *out > high;
}

double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}
