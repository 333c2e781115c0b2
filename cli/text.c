#include "text.h"
#include "common.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *space(struct text *t, size_t n)
{
    if (t->bad) return NULL;
    if (t->n + n + 1 > t->room) {
        const size_t room = (t->room + n + 1) * 2;
        char *s = realloc(t->s, room);
        if (!s) return t->bad = 1, NULL;
        t->s = s;
        t->room = room;
    }
    return t->s + t->n;
}

void text_put(struct text *t, const char *s, size_t n)
{
    char *to = space(t, n);
    if (!to) return;
    memcpy(to, s, n);
    t->n += n;
    t->s[t->n] = 0;
}

void text_add(struct text *t, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    const int n = vsnprintf(NULL, 0, format, list);
    va_end(list);
    char *to = n >= 0 ? space(t, (size_t)n) : NULL;
    if (!to) return;
    va_start(list, format);
    vsnprintf(to, (size_t)n + 1, format, list);
    va_end(list);
    t->n += (size_t)n;
}

void text_escaped(struct text *t, const char *s)
{
    for (; *s; s++) {
        const char *as = *s == '<'   ? "&lt;"
                         : *s == '>' ? "&gt;"
                         : *s == '&' ? "&amp;"
                         : *s == '"' ? "&quot;"
                                     : NULL;
        if (as)
            text_put(t, as, strlen(as));
        else
            text_put(t, s, 1);
    }
}

void text_base64(struct text *t, const unsigned char *data, size_t n)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *to = space(t, (n + 2) / 3 * 4);
    if (!to) return;
    for (size_t i = 0; i < n; i += 3) {
        const unsigned a = data[i], b = i + 1 < n ? data[i + 1] : 0,
                       c = i + 2 < n ? data[i + 2] : 0;
        const unsigned v = a << 16 | b << 8 | c;
        *to++ = digits[v >> 18];
        *to++ = digits[v >> 12 & 63];
        *to++ = i + 1 < n ? digits[v >> 6 & 63] : '=';
        *to++ = i + 2 < n ? digits[v & 63] : '=';
    }
    t->n += (n + 2) / 3 * 4;
    t->s[t->n] = 0;
}

void text_free(struct text *t)
{
    free(t->s);
    *t = (struct text){ .s = NULL };
}

int text_save(const struct text *t, const char *path)
{
    char temporary[4200];
    if (t->bad) return out_of_memory();
    snprintf(temporary, sizeof temporary, "%s.XXXXXX", path);
    const int fd = mkstemp(temporary);
    FILE *f = fd >= 0 ? fdopen(fd, "wb") : NULL;
    if (!f) {
        const int code = fail(UNUSABLE, "%s: cannot be written: %s", path, strerror(errno));
        if (fd >= 0) {
            close(fd);
            unlink(temporary);
        }
        return code;
    }
    const mode_t mask = umask(0);
    umask(mask);
    fchmod(fd, 0666 & ~mask);
    int bad = fwrite(t->s, 1, t->n, f) != t->n;
    if (fclose(f)) bad = 1;
    if (!bad && !interrupted() && rename(temporary, path) == 0) return DONE;
    const int why = errno;
    unlink(temporary);
    return interrupted() ? FAILED
                         : fail(UNUSABLE, "%s: cannot be written: %s", path, strerror(why));
}
