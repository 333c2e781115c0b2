/* A writer of JSON: commas, indents and escapes come by themselves. `name` is NULL in an array. */
#ifndef CLI_JSON_H
#define CLI_JSON_H
#include <stdint.h>
#include <stdio.h>

struct json {
    FILE *f;
    int depth, count; /* open brackets; values written in the innermost */
    char closing[32];
};

struct json json_begin(FILE *f);
void json_open(struct json *j, const char *name, char bracket); /* '{' or '[' */
void json_close(struct json *j);
void json_string(struct json *j, const char *name, const char *text);
void json_number(struct json *j, const char *name, double value); /* null if it is not finite */
void json_whole(struct json *j, const char *name, int64_t value);
void json_bool(struct json *j, const char *name, int value);
/* The fewest digits that give the same number back. Returns room. */
const char *number_words(double value, char room[32]);
#endif
