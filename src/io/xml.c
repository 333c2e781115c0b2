/* A reader of tags and attributes that takes whatever comes and never goes back. */
#include "io/tiff.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Past the next `end`, or to the end of the text. */
static const char *past(const char *p, const char *end)
{
    const char *found = strstr(p, end);
    return found ? found + strlen(end) : p + strlen(p);
}

bool iv__xml_next(struct iv__xml *x)
{
    const char *p = x->at;
    for (;;) {
        p = strchr(p, '<');
        if (!p) return false;
        if (strncmp(p, "<!--", 4) == 0)
            p = past(p + 4, "-->");
        else if (strncmp(p, "<![CDATA[", 9) == 0)
            p = past(p + 9, "]]>");
        else if (p[1] == '?' || p[1] == '!')
            p = past(p + 2, ">");
        else
            break;
    }
    x->closing = *++p == '/';
    if (x->closing) p++;
    x->name = p;
    while (*p && !isspace((unsigned char)*p) && *p != '>' && *p != '/') {
        if (*p++ == ':') x->name = p;
    }
    x->name_size = (size_t)(p - x->name);
    x->inside = p;
    for (char quote = 0; *p && (quote || *p != '>'); p++) {
        if (quote ? *p == quote : *p == '"' || *p == '\'') quote = quote ? 0 : *p;
    }
    if (!*p) return false;
    x->inside_end = p;
    x->empty = p[-1] == '/';
    x->at = p + 1;
    return true;
}

bool iv__xml_is(const struct iv__xml *x, const char *name)
{
    return x->name_size == strlen(name) && memcmp(x->name, name, x->name_size) == 0;
}

static size_t put_utf8(unsigned long c, char out[4])
{
    if (c < 0x80) return out[0] = (char)c, 1;
    if (c < 0x800) return out[0] = (char)(0xC0 | c >> 6), out[1] = (char)(0x80 | (c & 63)), 2;
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12), out[1] = (char)(0x80 | (c >> 6 & 63));
        out[2] = (char)(0x80 | (c & 63));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18), out[1] = (char)(0x80 | (c >> 12 & 63));
    out[2] = (char)(0x80 | (c >> 6 & 63)), out[3] = (char)(0x80 | (c & 63));
    return 4;
}

/* One character of text at p, before end, with entities resolved; returns where the next begins. */
static const char *take(const char *p, const char *end, char out[4], size_t *n)
{
    static const struct {
        const char *name;
        char c;
    } entities[] = {
        { "&lt;", '<' }, { "&gt;", '>' }, { "&amp;", '&' }, { "&quot;", '"' }, { "&apos;", '\'' }
    };
    *n = 1;
    out[0] = *p;
    if (*p != '&') return p + 1;
    if (p[1] == '#') {
        char *stop;
        const bool hex = p[2] == 'x' || p[2] == 'X';
        const unsigned long c = strtoul(p + (hex ? 3 : 2), &stop, hex ? 16 : 10);
        if (*stop == ';' && stop < end && c > 0 && c <= 0x10FFFF) {
            *n = put_utf8(c, out);
            return stop + 1;
        }
    }
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (strncmp(p, entities[i].name, strlen(entities[i].name)) == 0) {
            out[0] = entities[i].c;
            return p + strlen(entities[i].name);
        }
    return p + 1;
}

static void copy(const char *p, const char *end, char *out, size_t size)
{
    size_t used = 0;
    while (p < end) {
        char c[4];
        size_t n;
        p = take(p, end, c, &n);
        if (used + n >= size) break;
        memcpy(out + used, c, n);
        used += n;
    }
    out[used] = 0;
}

bool iv__xml_get(const struct iv__xml *x, const char *attribute, char *out, size_t size)
{
    const size_t length = strlen(attribute);
    for (const char *p = x->inside; p < x->inside_end;) {
        while (p < x->inside_end && (isspace((unsigned char)*p) || *p == '/')) p++;
        const char *name = p;
        while (p < x->inside_end && *p != '=' && !isspace((unsigned char)*p)) p++;
        const size_t n = (size_t)(p - name);
        while (p < x->inside_end && (isspace((unsigned char)*p) || *p == '=')) p++;
        if (p >= x->inside_end || (*p != '"' && *p != '\'')) {
            if (!n) p++; /* a stray sign: the loop must go on */
            continue;
        }
        const char *value = p + 1;
        const char *end = memchr(value, *p, (size_t)(x->inside_end - value));
        if (!end) return false;
        if (n == length && memcmp(name, attribute, n) == 0) {
            copy(value, end, out, size);
            return true;
        }
        p = end + 1;
    }
    return false;
}

void iv__xml_text(const struct iv__xml *x, char *out, size_t size)
{
    copy(x->at, x->at + strcspn(x->at, "<"), out, size);
}

void iv__xml_put(FILE *f, const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p;) {
        const int more = *p < 0x80       ? 0
                         : *p >> 5 == 6  ? 1
                         : *p >> 4 == 14 ? 2
                         : *p >> 3 == 30 ? 3
                                         : -1;
        unsigned long c = more > 0 ? *p & (0x3Fu >> more) : *p;
        int i = 1;
        for (; i <= more && p[i] >> 6 == 2; i++) c = c << 6 | (p[i] & 63u);
        const bool bad = more < 0 || i <= more || c < ' ' || (c >= 0xD800 && c < 0xE000) ||
                         (c & 0xFFFE) == 0xFFFE || c > 0x10FFFF;
        p += bad ? 1 : i;
        if (bad)
            fputc('?', f);
        else if (c < 0x80 && !strchr("<>&\"", (int)c))
            fputc((int)c, f);
        else
            fprintf(f, "&#%lu;", c);
    }
}
