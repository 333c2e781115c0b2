#include "json.h"
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

struct json json_begin(FILE *f) { return (struct json){ .f = f }; }

static void quoted(struct json *j, const char *text)
{
    fputc('"', j->f);
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        if (*p == '"' || *p == '\\')
            fprintf(j->f, "\\%c", *p);
        else if (*p < 0x20)
            fprintf(j->f, "\\u%04x", *p);
        else
            fputc(*p, j->f);
    }
    fputc('"', j->f);
}

static void lead(struct json *j, const char *name)
{
    if (j->count) fputc(',', j->f);
    if (j->depth) fprintf(j->f, "\n%*s", j->depth, "");
    j->count++;
    if (name) {
        quoted(j, name);
        fputs(": ", j->f);
    }
}

void json_open(struct json *j, const char *name, char bracket)
{
    lead(j, name);
    fputc(bracket, j->f);
    j->closing[j->depth++ % 32] = bracket == '{' ? '}' : ']';
    j->count = 0;
}

void json_close(struct json *j)
{
    const int empty = j->count == 0;
    j->depth--;
    if (!empty) fprintf(j->f, "\n%*s", j->depth, "");
    fputc(j->closing[j->depth % 32], j->f);
    j->count = 1;
    if (!j->depth) fputc('\n', j->f);
}

void json_string(struct json *j, const char *name, const char *text)
{
    lead(j, name);
    quoted(j, text);
}

const char *number_words(double value, char room[32])
{
    for (int digits = 6; digits <= 17; digits++) {
        snprintf(room, 32, "%.*g", digits, value);
        if (strtod(room, NULL) == value) break;
    }
    return room;
}

void json_number(struct json *j, const char *name, double value)
{
    char room[32];
    lead(j, name);
    fputs(isfinite(value) ? number_words(value, room) : "null", j->f);
}

void json_whole(struct json *j, const char *name, int64_t value)
{
    lead(j, name);
    fprintf(j->f, "%" PRId64, value);
}

void json_bool(struct json *j, const char *name, int value)
{
    lead(j, name);
    fputs(value ? "true" : "false", j->f);
}
