#include "io/io.h"
#include <string.h>

iv_pixel iv__samples_pixel(struct iv__samples s)
{
    if (s.format == 'u') {
        if (s.bits < 1 || (s.bits > 32 && s.bits != 64)) return IV_PIXEL_NONE;
        return s.bits <= 8 ? IV_PIXEL_U8 : s.bits <= 16 ? IV_PIXEL_U16 : IV_PIXEL_U32;
    }
    if (s.format == 'i') {
        if (s.bits == 8) return IV_PIXEL_I8;
        if (s.bits == 16) return IV_PIXEL_I16;
        return s.bits == 32 || s.bits == 64 ? IV_PIXEL_I32 : IV_PIXEL_NONE;
    }
    return s.bits == 16 || s.bits == 32 || s.bits == 64 ? IV_PIXEL_F32 : IV_PIXEL_NONE;
}

bool iv__samples_native(struct iv__samples s)
{
    return s.bits == 8 || s.bits == 32 || (s.bits == 16 && s.format != 'f');
}

/* IEEE half to single: every half is a single. */
static float from_half(uint16_t h)
{
    const uint32_t sign = (uint32_t)(h & 0x8000u) << 16;
    uint32_t exponent = h >> 10 & 31u, mantissa = h & 1023u, bits;
    if (exponent == 31)
        bits = sign | 0x7F800000u | mantissa << 13;
    else if (exponent)
        bits = sign | (exponent + 112) << 23 | mantissa << 13;
    else if (!mantissa)
        bits = sign;
    else { /* a denormal half is a normal single */
        exponent = 113;
        while (!(mantissa & 1024u)) {
            mantissa <<= 1;
            exponent--;
        }
        bits = sign | exponent << 23 | (mantissa & 1023u) << 13;
    }
    float f;
    memcpy(&f, &bits, sizeof f);
    return f;
}

struct three {
    uint8_t byte[3]; /* the lowest first */
};

/* Samples may lie at any address, so each is copied out. */
#define LOOP(from_type, to_type, fits, value)                                                      \
    do {                                                                                           \
        const unsigned char *p = from;                                                             \
        to_type *q = to;                                                                           \
        for (size_t i = 0; i < n; i++, p += step * sizeof(from_type)) {                            \
            from_type v;                                                                           \
            memcpy(&v, p, sizeof v);                                                               \
            if (!(fits)) return false;                                                             \
            q[i] = value;                                                                          \
        }                                                                                          \
    } while (0)

bool iv__samples_convert(struct iv__samples s, const void *from, size_t step, void *to, size_t n)
{
    if (iv__samples_native(s)) {
        if (step == 1)
            memcpy(to, from, n * (size_t)(s.bits / 8));
        else if (s.bits == 8)
            LOOP(uint8_t, uint8_t, true, v);
        else if (s.bits == 16)
            LOOP(uint16_t, uint16_t, true, v);
        else
            LOOP(uint32_t, uint32_t, true, v);
    } else if (s.bits == 24)
        LOOP(struct three, uint32_t, true,
             v.byte[0] | (uint32_t)v.byte[1] << 8 | (uint32_t)v.byte[2] << 16);
    else if (s.format == 'f' && s.bits == 16)
        LOOP(uint16_t, float, true, from_half(v));
    else if (s.format == 'f')
        LOOP(double, float, true, (float)v);
    else if (s.format == 'i')
        LOOP(int64_t, int32_t, v >= INT32_MIN && v <= INT32_MAX, (int32_t)v);
    else
        LOOP(uint64_t, uint32_t, v <= UINT32_MAX, (uint32_t)v);
    return true;
}

void iv__samples_unpack(struct iv__samples s, const unsigned char *from, void *to, size_t n)
{
    const size_t size = iv_pixel_size(iv__samples_pixel(s));
    uint64_t have = 0; /* the lowest `count` bits are those not used yet */
    int count = 0;
    for (size_t i = 0; i < n; i++) {
        while (count < s.bits) {
            have = have << 8 | *from++;
            count += 8;
        }
        count -= s.bits;
        const uint32_t v = (uint32_t)(have >> count & ((UINT64_C(1) << s.bits) - 1));
        if (size == 1)
            ((uint8_t *)to)[i] = (uint8_t)v;
        else if (size == 2)
            ((uint16_t *)to)[i] = (uint16_t)v;
        else
            ((uint32_t *)to)[i] = v;
    }
}

void iv__samples_swap(void *samples, size_t bytes, size_t n)
{
    unsigned char *p = samples;
    for (size_t i = 0; i < n; i++, p += bytes)
        for (size_t a = 0, b = bytes - 1; a < b; a++, b--) {
            const unsigned char t = p[a];
            p[a] = p[b];
            p[b] = t;
        }
}
