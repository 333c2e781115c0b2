/* NumPy's array files: a header that is a Python dictionary in ASCII, then the bare array.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
#include "io/io.h"
#include <stdlib.h>
#include <string.h>

enum { MAX_DIMENSIONS = 32, MAX_HEADER = 1 << 20, BLOCK = 1 << 20 };

struct npy {
    uint64_t data; /* where the array begins */
    struct iv__samples samples;
    bool swap;    /* the other byte order */
    bool fortran; /* the first axis is the fastest */
    int ndim;
    int64_t shape[IV_AXES];
};

static bool claims(const unsigned char head[8]) { return memcmp(head, "\x93NUMPY", 6) == 0; }

/* ---- The header --------------------------------------------------------------------------- */

/* What follows 'key': in the dictionary, or NULL. */
static const char *value_of(const char *header, const char *key)
{
    char quoted[32];
    for (const char *quote = "'\""; *quote; quote++) {
        const int n = snprintf(quoted, sizeof quoted, "%c%s%c", *quote, key, *quote);
        const char *p = strstr(header, quoted);
        if (!p) continue;
        p += n;
        p += strspn(p, " \t");
        if (*p != ':') continue;
        return p + 1 + strspn(p + 1, " \t");
    }
    return NULL;
}

static bool parse_shape(const char *p, int *ndim, int64_t shape[MAX_DIMENSIONS])
{
    if (!p || *p++ != '(') return false;
    for (*ndim = 0;;) {
        p += strspn(p, " ,\t");
        if (*p == ')') return true;
        if (*p < '0' || *p > '9' || *ndim == MAX_DIMENSIONS) return false;
        int64_t v = 0;
        while (*p >= '0' && *p <= '9') {
            if (v > (INT64_MAX - 9) / 10) return false;
            v = v * 10 + (*p++ - '0');
        }
        if (*p == 'L') p++; /* Python 2 wrote 3L */
        shape[(*ndim)++] = v;
    }
}

/* '<f4' and its like, in quotes. */
static bool parse_descr(const char *p, struct npy *f)
{
    if (!p || (*p != '\'' && *p != '"')) return false;
    const char quote = *p++, order = *p && strchr("<>|=", *p) ? *p++ : '=';
    const char kind = *p ? *p++ : ' ';
    char *end;
    const long bytes = strtol(p, &end, 10);
    if (end == p || *end != quote || bytes < 1 || bytes > 8) return false;
    if (kind == 'b' && bytes == 1)
        f->samples = (struct iv__samples){ 8, 'u' };
    else if (kind == 'u' || kind == 'i' || kind == 'f')
        f->samples = (struct iv__samples){ (int)bytes * 8, kind };
    else
        return false;
    const uint16_t one = 1;
    const bool little = *(const unsigned char *)&one == 1;
    f->swap = bytes > 1 && order == (little ? '>' : '<');
    return iv__samples_pixel(f->samples) != IV_PIXEL_NONE && (f->samples.bits & 7) == 0;
}

static iv_status parse_header(const struct iv__input *in, const char *header, struct npy *f)
{
    int64_t shape[MAX_DIMENSIONS];
    int ndim;
    const char *descr = value_of(header, "descr"), *order = value_of(header, "fortran_order");
    if (!descr || !order || !parse_shape(value_of(header, "shape"), &ndim, shape))
        return iv__error(IV_ERROR_FORMAT, "%s: the NPY header is damaged", in->path);
    if (!parse_descr(descr, f))
        return iv__error(IV_ERROR_UNSUPPORTED,
                         "%s: holds %.24s, but images are of b1 u1 i1 u2 i2 u4 i4 u8 i8 f2 f4 f8",
                         in->path, descr);
    if (ndim > IV_AXES)
        return iv__error(IV_ERROR_SHAPE, "%s: has %d axes, but an image has at most 5 (t c z y x)",
                         in->path, ndim);
    f->ndim = ndim;
    memcpy(f->shape, shape, sizeof f->shape[0] * (size_t)ndim);
    f->fortran = *order == 'T';
    return IV_OK;
}

static iv_status read_header(const struct iv__input *in, struct npy *f)
{
    unsigned char head[12];
    iv_status status = iv__input_read(in, 0, head, 10);
    if (status) return status;
    const int version = head[6];
    uint64_t length = head[8] | (uint64_t)head[9] << 8;
    f->data = 10;
    if (version == 2 || version == 3) {
        if ((status = iv__input_read(in, 10, head + 10, 2))) return status;
        length |= (uint64_t)head[10] << 16 | (uint64_t)head[11] << 24;
        f->data = 12;
    } else if (version != 1)
        return iv__error(IV_ERROR_FORMAT, "%s: is NPY of version %d, but 1, 2 and 3 are known",
                         in->path, version);
    if (length > MAX_HEADER)
        return iv__error(IV_ERROR_FORMAT, "%s: the NPY header is damaged", in->path);
    char *header = malloc(length + 1);
    if (!header) return iv__error(IV_ERROR_MEMORY, "%s: no memory for its header", in->path);
    status = iv__input_read(in, f->data, header, length);
    header[length] = 0;
    f->data += length;
    if (!status) status = parse_header(in, header, f);
    free(header);
    return status;
}

static iv_status open_npy(const struct iv__input *in, struct iv__found *found)
{
    struct npy f = { 0 };
    iv_status status = read_header(in, &f);
    if (status) return status;
    uint64_t bytes = (uint64_t)f.samples.bits / 8;
    for (int d = 0; d < f.ndim; d++) {
        if (f.shape[d] == 0)
            return iv__error(IV_ERROR_SHAPE, "%s: is an array without elements", in->path);
        bytes = iv__times(bytes, (uint64_t)f.shape[d]);
    }
    if (f.data > in->size || bytes > in->size - f.data)
        return iv__error(IV_ERROR_FORMAT,
                         "%s: is truncated: its header names an array that is larger than the file",
                         in->path);
    status = iv_layout_make(f.ndim, f.shape, &found->info.layout);
    if (status) return iv__error_at(status, in->path);
    found->info.pixel = iv__samples_pixel(f.samples);
    strcpy(found->info.format, "NPY");
    snprintf(found->info.detail, sizeof found->info.detail, "%d-bit %s, %s-endian, %s order",
             f.samples.bits,
             f.samples.format == 'f'   ? "float"
             : f.samples.format == 'i' ? "signed"
                                       : "unsigned",
             f.samples.bits == 8 ? "no"
             : f.swap            ? "big"
                                 : "little",
             f.fortran ? "Fortran" : "C");
    if (!(found->state = malloc(sizeof f)))
        return iv__error(IV_ERROR_MEMORY, "%s: no memory to open it", in->path);
    memcpy(found->state, &f, sizeof f);
    return IV_OK;
}

static void close_npy(struct iv__found *found) { free(found->state); }

/* ---- The array ---------------------------------------------------------------------------- */

/* Puts n pixels, the next in Fortran order after `done` of them, to their places in C order. */
static void scatter(const struct npy *f, const char *from, uint64_t done, size_t n, size_t size,
                    char *to)
{
    uint64_t index[IV_AXES] = { 0 }, stride[IV_AXES] = { 0 }, at = 0, rest = done;
    uint64_t step = size;
    for (int d = f->ndim - 1; d >= 0; d--) {
        stride[d] = step;
        step *= (uint64_t)f->shape[d];
    }
    for (int d = 0; d < f->ndim; d++) {
        index[d] = rest % (uint64_t)f->shape[d];
        rest /= (uint64_t)f->shape[d];
        at += index[d] * stride[d];
    }
    for (size_t i = 0; i < n; i++) {
        memcpy(to + at, from + i * size, size);
        for (int d = 0; d < f->ndim; d++) {
            at += stride[d];
            if (++index[d] < (uint64_t)f->shape[d]) break;
            at -= stride[d] * index[d];
            index[d] = 0;
        }
    }
}

static iv_status read_npy(const struct iv__input *in, struct iv__found *found, void *pixels)
{
    const struct npy *f = found->state;
    const size_t from_size = (size_t)f->samples.bits / 8, size = iv_pixel_size(found->info.pixel);
    const uint64_t count = (uint64_t)iv_layout_count(&found->info.layout);
    const bool direct = iv__samples_native(f->samples) && !f->fortran;
    char *block = malloc(BLOCK), *converted = malloc(BLOCK);
    iv_status status = IV_OK;
    if (!block || !converted)
        status = iv__error(IV_ERROR_MEMORY, "%s: no memory to read it", in->path);
    for (uint64_t done = 0; done < count && !status;) {
        const size_t most = BLOCK / (from_size > size ? from_size : size);
        const size_t n = count - done < most ? (size_t)(count - done) : most;
        char *place = (char *)pixels + done * size, *raw = direct ? place : block;
        status = iv__input_read(in, f->data + done * from_size, raw, n * from_size);
        if (status) break;
        if (f->swap) iv__samples_swap(raw, from_size, n);
        if (!direct && !iv__samples_convert(f->samples, raw, 1, f->fortran ? converted : place, n))
            status = iv__error(IV_ERROR_TYPE,
                               "%s: has a 64-bit number that no 32-bit pixel can hold", in->path);
        else if (f->fortran)
            scatter(f, converted, done, n, size, pixels);
        done += n;
        if (!status) status = iv__progress((double)done / (double)count, in->what);
    }
    free(block);
    free(converted);
    return status;
}

/* ---- Writing ------------------------------------------------------------------------------ */

static iv_status write_npy(struct iv__output *out, const struct iv__picture *picture,
                           iv_compression compression)
{
    static const char *const descr[IV_PIXEL_COUNT] = { "",    "|u1", "|i1", "<u2",
                                                       "<i2", "<u4", "<i4", "<f4" };
    if (compression != IV_COMPRESSION_NONE)
        return iv__error(IV_ERROR_ARGUMENT, "%s: NPY files have no compression", out->path);
    int64_t shape[IV_AXES];
    const int ndim = iv_layout_shape(&picture->layout, shape);
    char list[160] = "", text[320];
    for (int d = 0, at = 0; d < ndim; d++)
        at += snprintf(list + at, sizeof list - (size_t)at,
                       d          ? ", %lld"
                       : ndim > 1 ? "%lld"
                                  : "%lld,",
                       (long long)shape[d]);
    int n = snprintf(text + 10, sizeof text - 10,
                     "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }",
                     descr[picture->pixel], list);
    const int total = (10 + n + 1 + 63) / 64 * 64; /* the array begins at a multiple of 64 */
    memset(text + 10 + n, ' ', (size_t)(total - 10 - n));
    text[total - 1] = '\n';
    n = total - 10;
    memcpy(text, "\x93NUMPY\x01\x00", 8);
    text[8] = (char)(n & 255);
    text[9] = (char)(n >> 8);
    iv_status status = iv__output_write(out, text, (size_t)total);

    const uint64_t bytes =
        (uint64_t)iv_layout_count(&picture->layout) * iv_pixel_size(picture->pixel);
    for (uint64_t done = 0; done < bytes && !status;) {
        const size_t some = bytes - done < 8 * BLOCK ? (size_t)(bytes - done) : 8 * BLOCK;
        status = iv__output_write(out, (const char *)picture->pixels + done, some);
        done += some;
        if (!status) status = iv__progress((double)done / (double)bytes, out->what);
    }
    return status;
}

const struct iv__format iv__format_npy = {
    .claims = claims,
    .open = open_npy,
    .read = read_npy,
    .close = close_npy,
    .endings = ".npy",
    .write = write_npy,
};
