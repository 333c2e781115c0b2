#include "png.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef HAVE_ZLIB
#include <zlib.h>
#endif

static uint32_t crc(const unsigned char *p, size_t n)
{
    uint32_t c = 0xffffffff;
    for (size_t i = 0; i < n; i++) {
        c ^= p[i];
        for (int k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ c >> 1 : c >> 1;
    }
    return ~c;
}

static void put32(unsigned char *p, uint32_t v)
{
    for (int i = 0; i < 4; i++) p[i] = (unsigned char)(v >> (24 - 8 * i));
}

struct bytes {
    unsigned char *p;
    size_t n;
};

static void chunk(struct bytes *b, const char type[4], const unsigned char *data, size_t n)
{
    unsigned char *p = b->p + b->n;
    put32(p, (uint32_t)n);
    memcpy(p + 4, type, 4);
    if (n) memcpy(p + 8, data, n);
    put32(p + 8 + n, crc(p + 4, n + 4));
    b->n += n + 12;
}

#ifdef HAVE_ZLIB
static size_t packed_room(size_t n) { return compressBound((uLong)n); }

static size_t pack(unsigned char *to, size_t room, const unsigned char *from, size_t n)
{
    uLongf used = (uLongf)room;
    return compress2(to, &used, from, (uLong)n, 9) == Z_OK ? used : 0;
}
#else
enum { STORED = 65535 };

static size_t packed_room(size_t n) { return n + (n / STORED + 1) * 5 + 6; }

/* A zlib stream of stored blocks (RFC 1950, 1951). */
static size_t pack(unsigned char *to, size_t room, const unsigned char *from, size_t n)
{
    uint32_t a = 1, b = 0;
    unsigned char *p = to;
    (void)room;
    *p++ = 0x78;
    *p++ = 0x01;
    for (size_t at = 0; at < n || at == 0;) {
        const size_t some = n - at < STORED ? n - at : STORED;
        *p++ = at + some == n;
        *p++ = (unsigned char)some;
        *p++ = (unsigned char)(some >> 8);
        *p++ = (unsigned char)~some;
        *p++ = (unsigned char)(~some >> 8);
        memcpy(p, from + at, some);
        p += some;
        at += some;
        if (!some) break;
    }
    for (size_t i = 0; i < n; i++) {
        a = (a + from[i]) % 65521;
        b = (b + a) % 65521;
    }
    put32(p, b << 16 | a);
    return (size_t)(p + 4 - to);
}
#endif

/* Each line after the kind of prediction: 1, from the pixel to the left, packs smooth pictures
 * best. */
static void predict(unsigned char *to, const unsigned char *pixels, int width, int height,
                    int samples)
{
    const size_t line = (size_t)width * (size_t)samples;
    for (int y = 0; y < height; y++) {
        const unsigned char *from = pixels + (size_t)y * line;
        *to++ = 1;
        for (size_t i = 0; i < line; i++)
            *to++ =
                (unsigned char)(from[i] - (i >= (size_t)samples ? from[i - (size_t)samples] : 0));
    }
}

void png_add(struct text *t, const unsigned char *pixels, int width, int height, int samples)
{
    static const unsigned char signature[8] = { 137, 'P', 'N', 'G', 13, 10, 26, 10 };
    const size_t raw = ((size_t)width * (size_t)samples + 1) * (size_t)height,
                 room = packed_room(raw);
    unsigned char *lines = malloc(raw), *packed = malloc(room), head[13] = { 0 };
    struct bytes b = { malloc(room + 64), 0 };
    if (!lines || !packed || !b.p) {
        t->bad = 1;
    } else {
        predict(lines, pixels, width, height, samples);
        const size_t n = pack(packed, room, lines, raw);
        put32(head, (uint32_t)width);
        put32(head + 4, (uint32_t)height);
        head[8] = 8;
        head[9] = samples == 3 ? 2 : 0;
        memcpy(b.p, signature, 8);
        b.n = 8;
        chunk(&b, "IHDR", head, sizeof head);
        chunk(&b, "IDAT", packed, n);
        chunk(&b, "IEND", NULL, 0);
        text_add(t, "data:image/png;base64,");
        text_base64(t, b.p, b.n);
    }
    free(lines);
    free(packed);
    free(b.p);
}
