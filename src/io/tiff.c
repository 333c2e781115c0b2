#include "io/tiff.h"
#ifdef IV__HAVE_TIFF
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- Access to the file, remembering what fails ------------------------------------------- */

static tmsize_t read_proc(thandle_t handle, void *to, tmsize_t n)
{
    struct iv__tiff *t = (struct iv__tiff *)handle;
    if (n < 0 || (uint64_t)n > t->allowance) {
        if (!t->text[0])
            snprintf(t->text, sizeof t->text, "its parts refer to one another endlessly");
        return -1;
    }
    tmsize_t done = 0;
    while (done < n) {
        const ssize_t got = pread(t->fd, (char *)to + done, (size_t)(n - done), (off_t)t->at);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) t->error = errno;
        if (got <= 0) break;
        done += got;
        t->at += (uint64_t)got;
    }
    t->allowance -= (uint64_t)done;
    if (done < n) t->cut_off = true;
    return done;
}

static tmsize_t write_proc(thandle_t handle, void *from, tmsize_t n)
{
    struct iv__tiff *t = (struct iv__tiff *)handle;
    tmsize_t done = 0;
    while (done < n) {
        const size_t some = n - done < 1 << 30 ? (size_t)(n - done) : 1u << 30;
        const ssize_t got = pwrite(t->fd, (const char *)from + done, some, (off_t)t->at);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) {
            t->error = got ? errno : ENOSPC;
            return -1;
        }
        done += got;
        t->at += (uint64_t)got;
        if (t->at > t->size) t->size = t->at;
    }
    return done;
}

static toff_t seek_proc(thandle_t handle, toff_t offset, int whence)
{
    struct iv__tiff *t = (struct iv__tiff *)handle;
    const uint64_t end = t->place ? t->place : t->size;
    const uint64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? t->at : end;
    if (offset > (uint64_t)INT64_MAX - from) return (toff_t)-1;
    return t->at = from + offset;
}

static int close_proc(thandle_t handle)
{
    (void)handle;
    return 0;
}

static toff_t size_proc(thandle_t handle) { return ((struct iv__tiff *)handle)->size; }

/* ---- Messages ----------------------------------------------------------------------------- */

static void keep(struct iv__tiff *t, const char *format, va_list list)
{
    if (!t->text[0]) vsnprintf(t->text, sizeof t->text, format, list);
}

#if TIFFLIB_VERSION >= 20221213 /* 4.5.0: each handle has its own */

static int on_error(TIFF *tif, void *user, const char *module, const char *format, va_list list)
{
    (void)tif, (void)module;
    keep(user, format, list);
    return 1;
}

static int on_warning(TIFF *tif, void *user, const char *module, const char *format, va_list list)
{
    struct iv__tiff *t = user;
    (void)tif, (void)module;
    if (t->strict) keep(t, format, list);
    return 1;
}

static TIFF *open_handle(struct iv__tiff *t, const char *mode)
{
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    if (!options) return NULL;
    TIFFOpenOptionsSetErrorHandlerExtR(options, on_error, t);
    TIFFOpenOptionsSetWarningHandlerExtR(options, on_warning, t);
    /* a tag or a strip is held in memory whole */
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, (tmsize_t)1 << 31);
    TIFF *tif = TIFFClientOpenExt(t->path, mode, (thandle_t)t, read_proc, write_proc, seek_proc,
                                  close_proc, size_proc, NULL, NULL, options);
    TIFFOpenOptionsFree(options);
    return tif;
}

#else /* one handler for the process: it finds its file by the handle; others' go their old way */

static TIFFErrorHandlerExt old_error;
static TIFFErrorHandler old_warning;

static _Thread_local struct iv__tiff *current;

static void on_error(thandle_t handle, const char *module, const char *format, va_list list)
{
    if (current && handle == (thandle_t)current)
        keep(current, format, list);
    else if (old_error)
        old_error(handle, module, format, list);
}

static void on_warning(const char *module, const char *format, va_list list)
{
    if (!current && old_warning) old_warning(module, format, list);
    if (current && current->strict) keep(current, format, list);
}

static void install(void)
{
    old_error = TIFFSetErrorHandlerExt(on_error);
    old_warning = TIFFSetWarningHandler(on_warning);
}

static TIFF *open_handle(struct iv__tiff *t, const char *mode)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
    current = t;
    return TIFFClientOpen(t->path, mode, (thandle_t)t, read_proc, write_proc, seek_proc, close_proc,
                          size_proc, NULL, NULL);
}

#endif

iv_status iv__tiff_open(struct iv__tiff *t, int fd, uint64_t size, const char *path,
                        const char *mode)
{
    *t = (struct iv__tiff){ .fd = fd, .path = path, .size = size };
    /* directories are read twice, strips once; some writers let all pages share large tags */
    t->allowance = iv__times(size, 64);
    t->allowance = t->allowance < UINT64_MAX >> 1 ? t->allowance + (UINT64_C(1) << 30) : UINT64_MAX;
    t->tif = open_handle(t, mode);
    return t->tif ? IV_OK : iv__tiff_fault(t, "its header");
}

void iv__tiff_close(struct iv__tiff *t)
{
    if (t->tif) TIFFClose(t->tif);
    t->tif = NULL;
}

iv_status iv__tiff_fault(const struct iv__tiff *t, const char *doing)
{
    if (t->error) return iv__error(IV_ERROR_FILE, "%s: %s: %s", t->path, doing, strerror(t->error));
    return iv__error(IV_ERROR_FORMAT, "%s: %s: %s", t->path, doing,
                     t->text[0] ? t->text : "is damaged");
}

/* ---- Names -------------------------------------------------------------------------------- */

static const struct {
    int compression;
    const char *name;
} compressions[] = {
    { COMPRESSION_NONE, "uncompressed" },
    { COMPRESSION_CCITTRLE, "CCITT RLE" },
    { COMPRESSION_CCITTRLEW, "CCITT RLE" },
    { COMPRESSION_CCITTFAX3, "CCITT group 3" },
    { COMPRESSION_CCITTFAX4, "CCITT group 4" },
    { COMPRESSION_LZW, "LZW" },
    { COMPRESSION_OJPEG, "old JPEG" },
    { COMPRESSION_JPEG, "JPEG" },
    { COMPRESSION_ADOBE_DEFLATE, "deflate" },
    { COMPRESSION_DEFLATE, "deflate" },
    { COMPRESSION_PACKBITS, "PackBits" },
    { COMPRESSION_NEXT, "NeXT" },
    { COMPRESSION_THUNDERSCAN, "ThunderScan" },
    { COMPRESSION_PIXARLOG, "PixarLog" },
    { COMPRESSION_SGILOG, "SGI log" },
    { COMPRESSION_SGILOG24, "SGI log 24" },
    { COMPRESSION_JBIG, "JBIG" },
    { COMPRESSION_LZMA, "LZMA" },
    { COMPRESSION_ZSTD, "zstd" },
    { COMPRESSION_WEBP, "WebP" },
    { 34887, "LERC" },
    { 34712, "JPEG 2000" },
    { 33003, "JPEG 2000" },
    { 33005, "JPEG 2000" },
    { 50002, "JPEG XL" },
};

const char *iv__tiff_compression_name(int compression)
{
    for (size_t i = 0; i < sizeof compressions / sizeof *compressions; i++)
        if (compressions[i].compression == compression) return compressions[i].name;
    return "an unknown compression";
}

void iv__tiff_report(char *out, size_t size)
{
    const char *version = TIFFGetVersion();
    size_t n = (size_t)snprintf(out, size, "TIFF, BigTIFF, OME-TIFF, ImageJ: %.*s (",
                                (int)strcspn(version, "\n"), version);
    const char *last = "", *separator = "";
    for (size_t i = 0; i < sizeof compressions / sizeof *compressions && n < size; i++)
        if (TIFFIsCODECConfigured((uint16_t)compressions[i].compression) &&
            strcmp(last, compressions[i].name) != 0) {
            last = compressions[i].name;
            n += (size_t)snprintf(out + n, size - n, "%s%s", separator, last);
            separator = ", ";
        }
    if (n < size) snprintf(out + n, size - n, ")");
}

#else /* without libtiff */

static const char missing[] =
    "TIFF: this build has no libtiff; install libtiff-dev and build again";

static bool claims(const unsigned char head[8])
{
    return (head[0] == 'I' && head[1] == 'I') || (head[0] == 'M' && head[1] == 'M');
}

static iv_status open_tiff(const struct iv__input *in, struct iv__found *found)
{
    (void)found;
    return iv__error(IV_ERROR_UNSUPPORTED, "%s: %s", in->path, missing);
}

static iv_status write_tiff(struct iv__output *out, const struct iv__picture *picture,
                            iv_compression compression)
{
    (void)picture, (void)compression;
    return iv__error(IV_ERROR_UNSUPPORTED, "%s: %s", out->path, missing);
}

const struct iv__format iv__format_tiff = {
    .claims = claims,
    .open = open_tiff,
    .endings = ".tif .tiff",
    .write = write_tiff,
};

void iv__tiff_report(char *out, size_t size) { snprintf(out, size, "%s", missing); }

#endif
