#include "core/types.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    size_t size;
} pixels[IV_PIXEL_COUNT] = {
    [IV_PIXEL_NONE] = { "none", 0 }, [IV_PIXEL_U8] = { "u8", 1 },   [IV_PIXEL_I8] = { "i8", 1 },
    [IV_PIXEL_U16] = { "u16", 2 },   [IV_PIXEL_I16] = { "i16", 2 }, [IV_PIXEL_U32] = { "u32", 4 },
    [IV_PIXEL_I32] = { "i32", 4 },   [IV_PIXEL_F32] = { "f32", 4 },
};

const char *iv_pixel_name(iv_pixel p)
{
    return (unsigned)p < IV_PIXEL_COUNT ? pixels[p].name : "none";
}

size_t iv_pixel_size(iv_pixel p) { return (unsigned)p < IV_PIXEL_COUNT ? pixels[p].size : 0; }

iv_pixel iv_pixel_find(const char *name)
{
    for (int i = 1; name && i < IV_PIXEL_COUNT; i++)
        if (strcmp(name, pixels[i].name) == 0) return (iv_pixel)i;
    return IV_PIXEL_NONE;
}

iv_status iv_layout_make(int ndim, const int64_t *shape, iv_layout *out)
{
    static const int axes[IV_AXES + 1][IV_AXES] = {
        { 0 },
        { IV_AXIS_X },
        { IV_AXIS_Y, IV_AXIS_X },
        { IV_AXIS_Z, IV_AXIS_Y, IV_AXIS_X },
        { IV_AXIS_T, IV_AXIS_Z, IV_AXIS_Y, IV_AXIS_X },
        { IV_AXIS_T, IV_AXIS_C, IV_AXIS_Z, IV_AXIS_Y, IV_AXIS_X },
    };
    memset(out, 0, sizeof *out);
    for (int i = 0; i < IV_AXES; i++) {
        out->size[i] = 1;
        out->spacing[i] = 1;
    }
    if (ndim < 0 || ndim > IV_AXES)
        return iv__error(IV_ERROR_SHAPE, "an image has 0 to %d axes, not %d", IV_AXES, ndim);
    for (int i = 0; i < ndim; i++) {
        out->size[axes[ndim][i]] = shape[i];
        out->axes |= 1u << axes[ndim][i];
    }
    return iv__layout_check(out, "image");
}

int iv_layout_shape(const iv_layout *l, int64_t shape[IV_AXES])
{
    int n = 0;
    for (int i = 0; i < IV_AXES; i++)
        if (l->axes >> i & 1) shape[n++] = l->size[i];
    return n;
}

int64_t iv__volume(const iv_layout *l)
{
    return l->size[IV_AXIS_Z] * l->size[IV_AXIS_Y] * l->size[IV_AXIS_X];
}

int64_t iv__batches(const iv_layout *l) { return l->size[IV_AXIS_T] * l->size[IV_AXIS_C]; }

int64_t iv_layout_count(const iv_layout *l) { return iv__batches(l) * iv__volume(l); }

iv_status iv__layout_check(const iv_layout *l, const char *what)
{
    int64_t n = 1;
    for (int i = 0; i < IV_AXES; i++) {
        if (l->size[i] < 1)
            return iv__error(IV_ERROR_SHAPE, "%s: axis %c has size %" PRId64 "; images are not empty",
                             what, "tczyx"[i], l->size[i]);
        if (l->size[i] > 1 && !(l->axes >> i & 1))
            return iv__error(IV_ERROR_SHAPE, "%s: axis %c is absent but has size %" PRId64, what,
                             "tczyx"[i], l->size[i]);
        if (l->size[i] > INT32_MAX || __builtin_mul_overflow(n, l->size[i], &n) || n > (int64_t)1 << 48)
            return iv__error(IV_ERROR_SHAPE, "%s: too large (axis %c has size %" PRId64 ")", what,
                             "tczyx"[i], l->size[i]);
    }
    return IV_OK;
}

int iv__same_size(const iv_layout *a, const iv_layout *b)
{
    return memcmp(a->size, b->size, sizeof a->size) == 0;
}

const char *iv__layout_words(const iv_layout *l, char *room, size_t size)
{
    char axes[16] = "";
    size_t at = 0;
    int n = 0;
    room[0] = 0;
    for (int i = 0; i < IV_AXES && at < size; i++)
        if (l->axes >> i & 1) {
            at += (size_t)snprintf(room + at, size - at, "%s%" PRId64, n ? " x " : "", l->size[i]);
            axes[2 * n] = "tczyx"[i];
            axes[2 * n + 1] = ' ';
            n++;
        }
    if (n && at < size) {
        axes[2 * n - 1] = 0;
        snprintf(room + at, size - at, " (%s)", axes);
    }
    return n ? room : "one pixel";
}
