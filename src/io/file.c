/* Files: finds the format, and moves images between the host's memory and their device. */
#include "io/io.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct iv__format *const formats[] = { &iv__format_tiff, &iv__format_npy };
enum { FORMATS = sizeof formats / sizeof *formats };

/* ---- Pixels in the host's memory ---------------------------------------------------------- */

struct host_pixels {
    void *pixels;
    void *copy; /* the same, if it is to be freed; NULL where the device's memory is the host's */
};

/* Room for an image's pixels: on the CPU the image's own. */
static iv_status host_pixels(iv_image *image, const char *path, struct host_pixels *out)
{
    iv_device *device = iv_image_device(image);
    const size_t bytes =
        (size_t)iv_layout_count(iv_image_layout(image)) * iv_pixel_size(iv_image_pixel(image));
    iv_device_info info;
    *out = (struct host_pixels){ 0 };
    iv_status status = iv_device_describe(device, &info);
    if (!status && strcmp(info.backend, "CPU") == 0) {
        out->pixels = (void *)(uintptr_t)iv_image_handle(image);
        return iv_device_wait(device);
    }
    if (status) return status;
    out->pixels = out->copy = malloc(bytes);
    return out->copy ? IV_OK
                     : iv__error(IV_ERROR_MEMORY, "%s: no memory for a copy of %.3g GB in the host",
                                 path, (double)bytes * 1e-9);
}

/* ---- Reading ------------------------------------------------------------------------------ */

iv_status iv__input_read(const struct iv__input *in, uint64_t at, void *to, size_t n)
{
    char *p = to;
    while (n) {
        const ssize_t got = pread(in->fd, p, n < (1u << 30) ? n : 1u << 30, (off_t)at);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            return iv__error(IV_ERROR_FILE, "%s: cannot be read: %s", in->path, strerror(errno));
        if (got == 0)
            return iv__error(IV_ERROR_FORMAT, "%s: is truncated: it ends after %llu bytes",
                             in->path, (unsigned long long)in->size);
        p += got;
        at += (uint64_t)got;
        n -= (size_t)got;
    }
    return IV_OK;
}

/* Compression may unfold a file greatly: an empty image of labels does. A small file may become an
   image of this many bytes, a larger one this many times its size; more is taken for damage. */
enum { UNFOLD_FREE = 256 << 20, UNFOLD_TIMES = 8192 };

iv_status iv__input_plausible(const struct iv__input *in, uint64_t bytes)
{
    const uint64_t most = iv__times(in->size, UNFOLD_TIMES);
    if (bytes > UNFOLD_FREE && (bytes == UINT64_MAX || bytes - UNFOLD_FREE > most))
        return iv__error(IV_ERROR_FORMAT,
                         "%s: claims an image of %.3g GB, which a file of %llu bytes cannot hold",
                         in->path, (double)bytes * 1e-9, (unsigned long long)in->size);
    const long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    if (pages > 0 && page > 0 && bytes > iv__times((uint64_t)pages, (uint64_t)page))
        return iv__error(IV_ERROR_MEMORY,
                         "%s: is an image of %.3g GB, more than this machine's memory", in->path,
                         (double)bytes * 1e-9);
    return IV_OK;
}

static iv_status open_input(const char *path, struct iv__input *in)
{
    *in = (struct iv__input){ .fd = -1, .path = path };
    snprintf(in->what, sizeof in->what, "reading %s", iv__base_name(path));
    /* without O_NONBLOCK, opening a pipe would wait for somebody to write into it */
    in->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (in->fd < 0)
        return iv__error(IV_ERROR_FILE, "%s: cannot be opened: %s", path, strerror(errno));
    struct stat st;
    if (fstat(in->fd, &st) == 0 && S_ISREG(st.st_mode)) {
        in->size = (uint64_t)st.st_size;
        return IV_OK;
    }
    close(in->fd);
    return iv__error(IV_ERROR_FILE, "%s: is not an ordinary file", path);
}

static iv_status find_format(const struct iv__input *in, const struct iv__format **out)
{
    unsigned char head[8] = { 0 };
    const size_t n = in->size < sizeof head ? (size_t)in->size : sizeof head;
    const iv_status status = iv__input_read(in, 0, head, n);
    if (status) return status;
    for (int i = 0; i < FORMATS; i++)
        if (formats[i]->claims(head)) {
            *out = formats[i];
            return IV_OK;
        }
    return iv__error(IV_ERROR_FORMAT, "%s: is neither TIFF nor NPY", in->path);
}

/* Opens the file and finds out what is in it. Both are to be closed by close_image. */
static iv_status open_image(const char *path, struct iv__input *in, struct iv__found *found,
                            const struct iv__format **format)
{
    *found = (struct iv__found){ 0 };
    iv_status status = open_input(path, in);
    if (status) return status;
    status = find_format(in, format);
    if (!status) status = (*format)->open(in, found);
    if (status) close(in->fd);
    return status;
}

static void close_image(struct iv__input *in, struct iv__found *found,
                        const struct iv__format *format)
{
    format->close(found);
    close(in->fd);
}

iv_status iv_file_describe(const char *path, iv_file_info *out)
{
    struct iv__input in;
    struct iv__found found;
    const struct iv__format *format;
    if (!path || !out) return iv__error(IV_ERROR_ARGUMENT, "file_describe: an argument is NULL");
    const iv_status status = open_image(path, &in, &found, &format);
    if (status) return status;
    *out = found.info;
    close_image(&in, &found, format);
    return IV_OK;
}

/* Names the image as the file does, else after the file. */
static iv_status name_image(iv_image *image, const struct iv__input *in, struct iv__found *found)
{
    if (!found->name[0]) {
        snprintf(found->name, sizeof found->name, "%.120s", iv__base_name(in->path));
        static const char *const endings[] = { ".ome.tif", ".ome.tiff", ".tif", ".tiff", ".npy" };
        for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
            if (iv__ends_with(found->name, endings[i])) {
                found->name[strlen(found->name) - strlen(endings[i])] = 0;
                break;
            }
    }
    iv_image_set_kind(image, found->kind);
    return iv_image_set_name(image, found->name);
}

static iv_status read_image(const struct iv__format *format, const struct iv__input *in,
                            struct iv__found *found, iv_device *device, iv_image **out)
{
    const uint64_t bytes =
        iv__times((uint64_t)iv_layout_count(&found->info.layout), iv_pixel_size(found->info.pixel));
    struct host_pixels host;
    iv_image *image = NULL;
    iv_status status = iv__input_plausible(in, bytes);
    if (status) return status;
    status = iv_image_create(device, found->info.pixel, &found->info.layout, &image);
    if (status) return iv__error_at(status, in->path);
    status = host_pixels(image, in->path, &host);
    if (!status) status = format->read(in, found, host.pixels);
    if (!status && host.copy) status = iv_image_write(image, host.copy);
    if (!status) status = name_image(image, in, found);
    free(host.copy);
    if (status)
        iv_image_release(image);
    else
        *out = image;
    return status;
}

iv_status iv_file_read(const char *path, iv_device *device, iv_image **out)
{
    struct iv__input in;
    struct iv__found found;
    const struct iv__format *format;
    if (!path || !out) return iv__error(IV_ERROR_ARGUMENT, "file_read: an argument is NULL");
    iv_status status = open_image(path, &in, &found, &format);
    if (status) return status;
    status = read_image(format, &in, &found, device, out);
    close_image(&in, &found, format);
    return status;
}

/* ---- Writing ------------------------------------------------------------------------------ */

static bool one_of(const char *path, const char *endings)
{
    char ending[16];
    for (int n; sscanf(endings, "%15s%n", ending, &n) == 1; endings += n)
        if (iv__ends_with(path, ending)) return true;
    return false;
}

static iv_status write_picture(const struct iv__format *format, const char *path, iv_image *image,
                               const iv_write_options *options)
{
    struct iv__picture picture = {
        .layout = *iv_image_layout(image),
        .pixel = iv_image_pixel(image),
        .kind = iv_image_kind(image),
        .name = iv_image_name(image),
    };
    struct iv__output out;
    iv_status status = iv__output_open(&out, path, options->overwrite);
    if (status) return status;
    struct host_pixels host;
    status = host_pixels(image, path, &host);
    if (!status && host.copy) status = iv_image_pull(image, host.copy);
    picture.pixels = host.pixels;
    if (!status) status = format->write(&out, &picture, options->compression);
    free(host.copy);
    if (!status) return iv__output_commit(&out);
    iv__output_discard(&out);
    return status;
}

static const iv_write_options plain_options;

iv_status iv_file_write(const char *path, iv_image *image, const iv_write_options *options)
{
    if (!path || !image) return iv__error(IV_ERROR_ARGUMENT, "file_write: an argument is NULL");
    for (int i = 0; i < FORMATS; i++)
        if (one_of(path, formats[i]->endings))
            return write_picture(formats[i], path, image, options ? options : &plain_options);
    return iv__error(IV_ERROR_UNSUPPORTED,
                     "%s: images are written to names that end in .tif, .tiff, .ome.tif or .npy",
                     path);
}

iv_status iv_table_write(const char *path, const iv_table *table, const iv_write_options *options)
{
    if (!path || !table) return iv__error(IV_ERROR_ARGUMENT, "table_write: an argument is NULL");
    if (!one_of(path, ".csv"))
        return iv__error(IV_ERROR_UNSUPPORTED, "%s: tables are written to names that end in .csv",
                         path);
    if (!options) options = &plain_options;
    if (options->compression != IV_COMPRESSION_NONE)
        return iv__error(IV_ERROR_ARGUMENT, "%s: CSV files have no compression", path);
    struct iv__output out;
    iv_status status = iv__output_open(&out, path, options->overwrite);
    if (status) return status;
    status = iv__csv_write(&out, table);
    if (!status) return iv__output_commit(&out);
    iv__output_discard(&out);
    return status;
}

static char report[1024];
static void make_report(void)
{
    char tiff[800];
    iv__tiff_report(tiff, sizeof tiff);
    snprintf(report, sizeof report, "%s\nNPY: versions 1, 2 and 3\nCSV: tables, to write", tiff);
}

const char *iv_file_report(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_report);
    return report;
}
