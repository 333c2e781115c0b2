/* Text that grows, for the report. After the first failed allocation everything does nothing and
   `bad` is set. */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H
#include <stddef.h>

struct text {
    char *s; /* NULL while empty */
    size_t n, room;
    int bad;
};

void text_add(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_put(struct text *t, const char *s, size_t n);
void text_escaped(struct text *t, const char *s); /* for HTML */
void text_base64(struct text *t, const unsigned char *data, size_t n);
void text_free(struct text *t);
/* Writes all of it to a temporary name beside the path, then renames. An exit code, having said
 * why. */
int text_save(const struct text *t, const char *path);
#endif
