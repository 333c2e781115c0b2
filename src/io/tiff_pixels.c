/* Reads the pixels of the pages of a TIFF to their places in an image. */
#include "io/tiff.h"
#ifdef IV__HAVE_TIFF
#include <stdlib.h>
#include <string.h>

/* The place of one page in the image: of its first sample, and how far it is to the next sample's
   plane. */
struct place {
    char *pixels;
    size_t sample_step, row_bytes, pixel_bytes;
};

struct job {
    const struct iv__input *in;
    struct iv__tiff_file *file;
    const struct iv__page *page;
    struct place to;
    char *strip, *line; /* scratch: a strip or a tile as it was decoded; a row of it, unpacked */
    double done, part;  /* progress: before this page, and that of a page */
};

static iv_status too_large(const struct job *j)
{
    return iv__error(IV_ERROR_TYPE, "%s: has a 64-bit number that no 32-bit pixel can hold",
                     j->in->path);
}

/* Puts rows of decoded samples, the first at row y and column x, into the image. */
static iv_status put_rows(const struct job *j, const char *from, size_t from_row, uint32_t y,
                          uint32_t x, uint32_t rows, uint32_t columns, int first_sample,
                          int samples)
{
    struct iv__samples kind = j->page->sample;
    for (uint32_t r = 0; r < rows; r++, from += from_row) {
        const char *row = from;
        if (j->page->sample.bits % 8) {
            iv__samples_unpack(j->page->sample, (const unsigned char *)from, j->line,
                               (size_t)columns * (size_t)samples);
            row = j->line;
            kind.bits = (int)j->to.pixel_bytes * 8;
        }
        for (int s = 0; s < samples; s++) {
            char *to = j->to.pixels + (size_t)(first_sample + s) * j->to.sample_step +
                       (y + r) * j->to.row_bytes + x * j->to.pixel_bytes;
            if (!iv__samples_convert(kind, row + (size_t)s * (size_t)(kind.bits / 8),
                                     (size_t)samples, to, columns))
                return too_large(j);
        }
    }
    return IV_OK;
}

static iv_status strip_fault(const struct job *j, uint32_t index)
{
    char doing[64];
    snprintf(doing, sizeof doing, "page %zu, %s %u", j->file->current,
             j->page->tiled ? "tile" : "strip", index);
    return iv__tiff_fault(&j->file->io, doing);
}

/* The scratch for a strip or a tile of this size, and for a row of it. */
static iv_status make_scratch(struct job *j, uint64_t bytes, uint64_t row_samples)
{
    iv_status status = iv__input_plausible(j->in, bytes);
    if (status) return status;
    free(j->strip);
    free(j->line);
    j->strip = malloc(bytes);
    j->line = malloc(row_samples * 4);
    return j->strip && j->line ? IV_OK
                               : iv__error(IV_ERROR_MEMORY, "%s: no memory for a strip of %.3g GB",
                                           j->in->path, (double)bytes * 1e-9);
}

static iv_status read_strips(struct job *j)
{
    TIFF *tif = j->file->io.tif;
    const struct iv__page *p = j->page;
    const int planes = p->separate ? p->samples : 1, samples = p->separate ? 1 : p->samples;
    const uint64_t row = TIFFScanlineSize64(tif);
    const bool direct = samples == 1 && iv__samples_native(p->sample) && row == j->to.row_bytes;
    uint32_t rows = 0;
    if (!TIFFGetFieldDefaulted(tif, TIFFTAG_ROWSPERSTRIP, &rows) || rows > p->height || rows == 0)
        rows = p->height;
    iv_status status = IV_OK;
    if (!direct) status = make_scratch(j, iv__times(row, rows), (uint64_t)p->width * p->samples);
    for (int s = 0; s < planes && !status; s++)
        for (uint32_t y = 0; y < p->height && !status; y += rows) {
            const uint32_t n = p->height - y < rows ? p->height - y : rows;
            const uint32_t index = TIFFComputeStrip(tif, y, (uint16_t)s);
            const tmsize_t bytes = (tmsize_t)(row * n);
            char *to = direct ? j->to.pixels + (size_t)s * j->to.sample_step + y * j->to.row_bytes
                              : j->strip;
            if (TIFFReadEncodedStrip(tif, index, to, bytes) != bytes || j->file->io.text[0])
                return strip_fault(j, index);
            if (!direct) status = put_rows(j, to, row, y, 0, n, p->width, s, samples);
            const double part = (s + (double)(y + n) / p->height) / planes;
            if (!status) status = iv__progress(j->done + j->part * part, j->in->what);
            if (rows > UINT32_MAX - y) break;
        }
    return status;
}

static iv_status read_tiles(struct job *j)
{
    TIFF *tif = j->file->io.tif;
    const struct iv__page *p = j->page;
    const int planes = p->separate ? p->samples : 1, samples = p->separate ? 1 : p->samples;
    const uint64_t bytes = TIFFTileSize64(tif), row = TIFFTileRowSize64(tif);
    uint32_t w = 0, h = 0, depth = 1;
    TIFFGetField(tif, TIFFTAG_TILEWIDTH, &w);
    TIFFGetField(tif, TIFFTAG_TILELENGTH, &h);
    TIFFGetField(tif, TIFFTAG_TILEDEPTH, &depth);
    if (w == 0 || h == 0 || depth > 1 || iv__times(row, h) > bytes)
        return iv__error(IV_ERROR_FORMAT, "%s: has tiles of an unknown form", j->in->path);
    iv_status status = make_scratch(j, bytes, iv__times(w, p->samples));
    for (int s = 0; s < planes && !status; s++)
        for (uint64_t y = 0; y < p->height && !status; y += h)
            for (uint64_t x = 0; x < p->width && !status; x += w) {
                const uint32_t rows = p->height - y < h ? (uint32_t)(p->height - y) : h;
                const uint32_t columns = p->width - x < w ? (uint32_t)(p->width - x) : w;
                const uint32_t index =
                    TIFFComputeTile(tif, (uint32_t)x, (uint32_t)y, 0, (uint16_t)s);
                if (TIFFReadEncodedTile(tif, index, j->strip, (tmsize_t)bytes) != (tmsize_t)bytes ||
                    j->file->io.text[0])
                    return strip_fault(j, index);
                status =
                    put_rows(j, j->strip, row, (uint32_t)y, (uint32_t)x, rows, columns, s, samples);
                const double part = (s + (double)y / p->height) / planes;
                if (!status) status = iv__progress(j->done + j->part * part, j->in->what);
            }
    return status;
}

/* The planes of a one-page file of ImageJ: behind one another from where the first one begins. */
static iv_status read_bare(struct job *j, int64_t plane)
{
    const struct iv__page *p = j->page;
    const size_t sample = (size_t)p->sample.bits / 8;
    const uint64_t row = (uint64_t)p->width * sample * (p->separate ? 1 : p->samples);
    const int planes = p->separate ? p->samples : 1, samples = p->separate ? 1 : p->samples;
    const uint64_t bytes = row * p->height;
    iv_status status = make_scratch(j, row, (uint64_t)p->width * p->samples);
    for (int s = 0; s < planes && !status; s++)
        for (uint32_t y = 0; y < p->height && !status; y++) {
            const uint64_t at =
                p->first + ((uint64_t)plane * (uint64_t)planes + (uint64_t)s) * bytes + y * row;
            status = iv__input_read(j->in, at, j->strip, row);
            if (status) break;
            if (TIFFIsByteSwapped(j->file->io.tif))
                iv__samples_swap(j->strip, sample, row / sample);
            status = put_rows(j, j->strip, row, y, 0, 1, p->width, s, samples);
        }
    return status ? status : iv__progress(j->done + j->part, j->in->what);
}

/* Decoders that go on after damage, and only warn of it. */
static bool warns_of_damage(int compression)
{
    return compression == COMPRESSION_JPEG || compression == COMPRESSION_CCITTRLE ||
           compression == COMPRESSION_CCITTRLEW || compression == COMPRESSION_CCITTFAX3 ||
           compression == COMPRESSION_CCITTFAX4;
}

static iv_status read_plane(struct job *j, int64_t plane)
{
    struct iv__tiff_file *f = j->file;
    const size_t index = f->bare ? 0 : f->series.page ? f->series.page[plane] : (size_t)plane;
    j->page = &f->page[index];
    if (f->bare) return read_bare(j, plane);
    f->io.strict = false;
    if (f->current != index && !TIFFSetSubDirectory(f->io.tif, j->page->offset)) {
        f->current = f->pages;
        return iv__tiff_fault(&f->io, "a page");
    }
    f->current = index;
    iv__tiff_prepare(f->io.tif);
    f->io.text[0] = 0;
    f->io.strict = warns_of_damage(j->page->compression);
    return j->page->tiled ? read_tiles(j) : read_strips(j);
}

iv_status iv__tiff_read_pixels(const struct iv__input *in, struct iv__found *found, void *pixels)
{
    struct iv__tiff_file *f = found->state;
    const struct iv__series *s = &f->series;
    const iv_layout *l = &found->info.layout;
    const int samples = f->page[s->page ? s->page[0] : 0].samples;
    struct job j = { .in = in, .file = f, .part = 1 / (double)s->planes };
    j.to.pixel_bytes = iv_pixel_size(found->info.pixel);
    j.to.row_bytes = (size_t)l->size[IV_AXIS_X] * j.to.pixel_bytes;
    const size_t plane_bytes = (size_t)l->size[IV_AXIS_Y] * j.to.row_bytes;
    j.to.sample_step = (size_t)l->size[IV_AXIS_Z] * plane_bytes;
    iv_status status = IV_OK;
    for (int64_t i = 0; i < s->planes && !status; i++) {
        int64_t at[IV_AXES] = { 0 }, rest = i;
        for (int d = 2; d >= 0; d--) {
            at[s->axis[d]] = rest % s->size[d];
            rest /= s->size[d];
        }
        const int64_t channel = at[IV_AXIS_T] * l->size[IV_AXIS_C] + at[IV_AXIS_C] * samples;
        j.to.pixels =
            (char *)pixels + (size_t)(channel * l->size[IV_AXIS_Z] + at[IV_AXIS_Z]) * plane_bytes;
        j.done = (double)i * j.part;
        status = read_plane(&j, i);
    }
    free(j.strip);
    free(j.line);
    return status;
}
#endif
