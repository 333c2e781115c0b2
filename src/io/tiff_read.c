/* Finds the pages of a TIFF, and how they make up an image. */
#include "io/tiff.h"
#ifdef IV__HAVE_TIFF
#include <stdlib.h>
#include <string.h>

static bool claims(const unsigned char head[8])
{
    const bool little = memcmp(head, "II", 2) == 0 && head[3] == 0 && (head[2] & ~1u) == 42;
    const bool big = memcmp(head, "MM", 2) == 0 && head[2] == 0 && (head[3] & ~1u) == 42;
    return little || big; /* 42, or 43 for BigTIFF */
}

void iv__tiff_prepare(TIFF *tif)
{
    uint16_t compression = 0, photometric = 0;
    TIFFGetFieldDefaulted(tif, TIFFTAG_COMPRESSION, &compression);
    TIFFGetField(tif, TIFFTAG_PHOTOMETRIC, &photometric);
    if (compression == COMPRESSION_JPEG && photometric == PHOTOMETRIC_YCBCR)
        TIFFSetField(tif, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    if (compression == COMPRESSION_SGILOG || compression == COMPRESSION_SGILOG24)
        TIFFSetField(tif, TIFFTAG_SGILOGDATAFMT, SGILOGDATAFMT_FLOAT);
}

/* ---- One page ----------------------------------------------------------------------------- */

/* How many bytes one byte of a compression may become at most; 0 if there is no such bound. */
static uint64_t most_unfolding(int compression)
{
    switch (compression) {
    case COMPRESSION_NONE: return 1;
    case COMPRESSION_PACKBITS: return 64;
    case COMPRESSION_LZW: return 2048;
    case COMPRESSION_DEFLATE:
    case COMPRESSION_ADOBE_DEFLATE: return 1100;
    default: return 0;
    }
}

/* Looks at where all strips or tiles lie, up to the first that cannot be right. */
static void check_strips(TIFF *tif, uint64_t file_size, struct iv__page *page)
{
    const uint32_t n = page->tiled ? TIFFNumberOfTiles(tif) : TIFFNumberOfStrips(tif);
    const char *part = page->tiled ? "tile" : "strip";
    const uint64_t bytes = page->tiled ? TIFFTileSize64(tif) : TIFFStripSize64(tif);
    const uint64_t most = most_unfolding(page->compression);
    const uint64_t row = TIFFScanlineSize64(tif);
    page->first = n ? TIFFGetStrileOffset(tif, 0) : 0;
    if (n == 0 || bytes == 0 || row == 0) {
        snprintf(page->fault, sizeof page->fault, "it has no pixels");
        return;
    }
    uint32_t rows = 0;
    if (!TIFFGetFieldDefaulted(tif, TIFFTAG_ROWSPERSTRIP, &rows) || rows > page->height)
        rows = page->height;
    const uint32_t per_plane = (page->height + rows - 1) / (rows ? rows : 1);
    for (uint32_t i = 0; i < n; i++) {
        const uint64_t at = TIFFGetStrileOffset(tif, i), size = TIFFGetStrileByteCount(tif, i);
        uint64_t unfolded = bytes;
        if (!page->tiled && per_plane && i % per_plane == per_plane - 1)
            unfolded = TIFFVStripSize64(tif, page->height - rows * (per_plane - 1));
        if (size == 0)
            snprintf(page->fault, sizeof page->fault, "%s %u is empty", part, i);
        else if (at > file_size || size > file_size - at)
            snprintf(page->fault, sizeof page->fault,
                     "%s %u lies past the end of the file, which is truncated", part, i);
        else if (most && unfolded > iv__times(size, most))
            snprintf(page->fault, sizeof page->fault,
                     "%s %u has %llu bytes, too few for its pixels", part, i,
                     (unsigned long long)size);
        if (page->fault[0]) return;
        page->stored += size;
    }
}

static struct iv__page look_at_page(TIFF *tif, uint64_t file_size)
{
    struct iv__page p = { .offset = TIFFCurrentDirOffset(tif) };
    uint16_t bits = 1, format = SAMPLEFORMAT_UINT, planar = PLANARCONFIG_CONTIG, photometric = 0;
    uint32_t subfile = 0;
    iv__tiff_prepare(tif);
    TIFFGetField(tif, TIFFTAG_IMAGEWIDTH, &p.width);
    TIFFGetField(tif, TIFFTAG_IMAGELENGTH, &p.height);
    TIFFGetFieldDefaulted(tif, TIFFTAG_SAMPLESPERPIXEL, &p.samples);
    TIFFGetFieldDefaulted(tif, TIFFTAG_BITSPERSAMPLE, &bits);
    TIFFGetFieldDefaulted(tif, TIFFTAG_SAMPLEFORMAT, &format);
    TIFFGetFieldDefaulted(tif, TIFFTAG_PLANARCONFIG, &planar);
    TIFFGetFieldDefaulted(tif, TIFFTAG_COMPRESSION, &p.compression);
    TIFFGetFieldDefaulted(tif, TIFFTAG_SUBFILETYPE, &subfile);
    TIFFGetField(tif, TIFFTAG_PHOTOMETRIC, &photometric);
    p.separate = planar == PLANARCONFIG_SEPARATE && p.samples > 1;
    p.tiled = TIFFIsTiled(tif);
    p.reduced = (subfile & FILETYPE_REDUCEDIMAGE) != 0;
    const char *formats = "?uif?"; /* by SAMPLEFORMAT_... */
    p.sample = (struct iv__samples){ bits, format == SAMPLEFORMAT_VOID ? 'u'
                                           : format <= 3               ? formats[format]
                                                                       : '?' };
    uint16_t sub[2] = { 1, 1 };
    if (photometric == PHOTOMETRIC_YCBCR && p.compression != COMPRESSION_JPEG)
        TIFFGetFieldDefaulted(tif, TIFFTAG_YCBCRSUBSAMPLING, &sub[0], &sub[1]);
    if (p.width == 0 || p.height == 0 || p.samples == 0)
        snprintf(p.fault, sizeof p.fault, "it has no pixels");
    else if (sub[0] != 1 || sub[1] != 1)
        snprintf(p.fault, sizeof p.fault,
                 "its colours are subsampled, which is read from JPEG only");
    else if (!TIFFIsCODECConfigured(p.compression))
        snprintf(p.fault, sizeof p.fault, "its compression, %d (%s), is not in this libtiff",
                 p.compression, iv__tiff_compression_name(p.compression));
    else
        check_strips(tif, file_size, &p);
    return p;
}

static bool same_shape(const struct iv__page *a, const struct iv__page *b)
{
    return a->width == b->width && a->height == b->height && a->samples == b->samples &&
           a->sample.bits == b->sample.bits && a->sample.format == b->sample.format;
}

/* ---- All pages ---------------------------------------------------------------------------- */

static iv_status scan(const struct iv__input *in, struct iv__tiff_file *f)
{
    size_t room = 0;
    do {
        if (f->pages == room) {
            room = room ? room * 2 : 16;
            struct iv__page *more = realloc(f->page, room * sizeof *more);
            if (!more) return iv__error(IV_ERROR_MEMORY, "%s: no memory for its pages", in->path);
            f->page = more;
        }
        f->page[f->pages++] = look_at_page(f->io.tif, in->size);
        const iv_status status = iv__progress(0, in->what);
        if (status) return status;
        f->io.text[0] = 0;
    } while (TIFFReadDirectory(f->io.tif));
    f->current = f->pages; /* none */
    char doing[40];
    snprintf(doing, sizeof doing, "page %zu", f->pages);
    if (f->io.text[0] || f->io.error) return iv__tiff_fault(&f->io, doing);
    /* libtiff only warns of a tag that it cannot reach, or of a chain that breaks off */
    if (f->io.cut_off)
        return iv__error(IV_ERROR_FORMAT, "%s: is truncated: part of its directories is missing",
                         in->path);
    return IV_OK;
}

/* Pages without a description: those like the first are planes along z. */
static iv_status plain_series(struct iv__tiff_file *f)
{
    struct iv__series *s = &f->series;
    iv__series_start(s, "TIFF");
    s->page = malloc(f->pages * sizeof *s->page);
    if (!s->page) return iv__error(IV_ERROR_MEMORY, "%s: no memory for its pages", f->io.path);
    s->planes = 0;
    for (size_t i = 0; i < f->pages; i++)
        if (i == 0 || (same_shape(&f->page[i], &f->page[0]) && !f->page[i].reduced))
            s->page[s->planes++] = (uint32_t)i;
    s->size[2] = s->planes;
    if (s->planes > 1) s->axes |= 1u << IV_AXIS_Z;
    if ((size_t)s->planes < f->pages)
        snprintf(s->note, sizeof s->note, "%zu pages of another shape left out",
                 f->pages - (size_t)s->planes);
    return IV_OK;
}

static iv_status find_series(struct iv__tiff_file *f, const char *description)
{
    struct iv__series *s = &f->series;
    const struct iv__page *p = &f->page[0];
    if (iv__ome_claims(description)) {
        const iv_status status = iv__ome_parse(description, f->io.path, f->pages, p->samples, s);
        return status ? iv__error_at(status, f->io.path) : IV_OK;
    }
    bool known = false;
    if (iv__imagej_claims(description)) {
        iv__imagej_parse(description, f->pages, s);
        known = true;
    } else if (iv__shaped_claims(description)) {
        const struct iv__page_shape shape = { p->height, p->width, p->samples };
        known = iv__shaped_parse(description, &shape, s) &&
                ((size_t)s->planes == f->pages || f->pages == 1);
    }
    if (!known) return plain_series(f);
    if ((size_t)s->planes > f->pages) {
        f->bare = true;
        if (f->pages != 1 || p->compression != COMPRESSION_NONE || p->sample.bits % 8)
            return iv__error(
                IV_ERROR_FORMAT,
                "%s: is truncated: its description names %lld images, but there are %zu",
                f->io.path, (long long)s->planes, f->pages);
    }
    if ((size_t)s->planes < f->pages && !s->note[0])
        snprintf(s->note, sizeof s->note, "%zu more pages left out", f->pages - (size_t)s->planes);
    return IV_OK;
}

/* Sizes of pixels from the resolution tags. A resolution of 1 or of 72 to the inch says nothing. */
static void find_spacing(TIFF *tif, const char *description, struct iv__series *s)
{
    static const char *const names[] = { "", "", "inch", "cm" };
    float x = 0, y = 0;
    uint16_t unit = RESUNIT_INCH;
    TIFFGetField(tif, TIFFTAG_XRESOLUTION, &x);
    TIFFGetField(tif, TIFFTAG_YRESOLUTION, &y);
    TIFFGetFieldDefaulted(tif, TIFFTAG_RESOLUTIONUNIT, &unit);
    const bool said = s->unit[IV_AXIS_X][0] != 0;
    if (!(x > 0) || !(y > 0) || (!said && x == y && (x == 1 || x == 72))) return;
    s->spacing[IV_AXIS_X] = iv__spacing_of_resolution(x);
    s->spacing[IV_AXIS_Y] = iv__spacing_of_resolution(y);
    if (iv__imagej_claims(description)) {
        iv__imagej_exact(description, 'x', &s->spacing[IV_AXIS_X]);
        iv__imagej_exact(description, 'y', &s->spacing[IV_AXIS_Y]);
    }
    if (said || unit > 3) return;
    strcpy(s->unit[IV_AXIS_X], names[unit]);
    strcpy(s->unit[IV_AXIS_Y], names[unit]);
}

/* ---- What it comes to --------------------------------------------------------------------- */

static iv_status check_series(const struct iv__input *in, const struct iv__tiff_file *f)
{
    const struct iv__series *s = &f->series;
    const struct iv__page *first = &f->page[s->page ? s->page[0] : 0];
    uint64_t stored = 0;
    for (int64_t i = 0; i < (f->bare ? 1 : s->planes); i++) {
        const size_t index = s->page ? s->page[i] : (size_t)i;
        const struct iv__page *p = &f->page[index];
        if (p->fault[0])
            return iv__error(TIFFIsCODECConfigured(p->compression) ? IV_ERROR_FORMAT
                                                                   : IV_ERROR_UNSUPPORTED,
                             "%s: page %zu: %s", in->path, index, p->fault);
        if (!same_shape(p, first))
            return iv__error(IV_ERROR_FORMAT,
                             "%s: page %zu has another size or type than the others", in->path,
                             index);
        if (p->compression == COMPRESSION_NONE) stored += p->stored;
    }
    if (stored > in->size)
        return iv__error(IV_ERROR_FORMAT, "%s: its pages together are larger than the file",
                         in->path);
    if (iv__samples_pixel(first->sample) == IV_PIXEL_NONE)
        return iv__error(IV_ERROR_UNSUPPORTED, "%s: has samples of %d bits, %s, which are not read",
                         in->path, first->sample.bits,
                         first->sample.format == 'u'   ? "unsigned"
                         : first->sample.format == 'i' ? "signed"
                         : first->sample.format == 'f' ? "floating point"
                                                       : "complex or of unknown kind");
    return IV_OK;
}

static iv_status fill_layout(const struct iv__input *in, const struct iv__tiff_file *f,
                             struct iv__found *found)
{
    const struct iv__series *s = &f->series;
    const struct iv__page *p = &f->page[s->page ? s->page[0] : 0];
    iv_layout *l = &found->info.layout;
    for (int i = 0; i < 3; i++) l->size[s->axis[i]] = s->size[i];
    l->size[IV_AXIS_C] *= p->samples;
    l->size[IV_AXIS_Y] = p->height;
    l->size[IV_AXIS_X] = p->width;
    l->axes = s->axes | (p->samples > 1 ? 1u << IV_AXIS_C : 0);
    uint64_t bytes = 1;
    for (int a = 0; a < IV_AXES; a++) {
        l->spacing[a] = a == IV_AXIS_C ? 1 : s->spacing[a];
        memcpy(l->unit[a], s->unit[a], sizeof l->unit[a]);
        bytes = iv__times(bytes, (uint64_t)l->size[a]);
    }
    found->info.pixel = iv__samples_pixel(p->sample);
    found->kind = s->kind;
    strcpy(found->name, s->name);
    bytes = iv__times(bytes, (uint64_t)(p->sample.bits + 7) / 8);
    if (f->bare && (p->first > in->size || bytes > in->size - p->first))
        return iv__error(IV_ERROR_FORMAT, "%s: is truncated: it has too few bytes for %lld images",
                         in->path, (long long)s->planes);
    return iv__input_plausible(in, bytes);
}

static void fill_detail(TIFF *tif, const struct iv__tiff_file *f, iv_file_info *info)
{
    const struct iv__series *s = &f->series;
    const struct iv__page *p = &f->page[s->page ? s->page[0] : 0];
    snprintf(info->format, sizeof info->format, "%s", s->format);
    char bits[24] = "", parts[32] = "";
    if (!iv__samples_native(p->sample))
        snprintf(bits, sizeof bits, "%d-bit %s, ", p->sample.bits,
                 p->sample.format == 'f'   ? "float"
                 : p->sample.format == 'i' ? "signed"
                                           : "unsigned");
    if (p->tiled) {
        uint32_t w = 0, h = 0;
        TIFFGetField(tif, TIFFTAG_TILEWIDTH, &w);
        TIFFGetField(tif, TIFFTAG_TILELENGTH, &h);
        snprintf(parts, sizeof parts, ", %ux%u tiles", w, h);
    }
    snprintf(info->detail, sizeof info->detail, "%s%s%s%s, %s-endian%s%s%s", bits,
             iv__tiff_compression_name(p->compression), parts, p->separate ? ", planar" : "",
             TIFFIsBigEndian(tif) ? "big" : "little", TIFFIsBigTIFF(tif) ? ", BigTIFF" : "",
             s->note[0] ? "; " : "", s->note);
}

static void close_tiff(struct iv__found *found)
{
    struct iv__tiff_file *f = found->state;
    iv__tiff_close(&f->io);
    iv__series_free(&f->series);
    free(f->page);
    free(f);
}

static iv_status understand(const struct iv__input *in, struct iv__tiff_file *f,
                            struct iv__found *found)
{
    TIFF *tif = f->io.tif;
    const char *text = NULL;
    iv_status status = scan(in, f);
    if (status) return status;
    if (!TIFFSetSubDirectory(tif, f->page[0].offset)) return iv__tiff_fault(&f->io, "page 0");
    f->current = 0;
    if (!TIFFGetField(tif, TIFFTAG_IMAGEDESCRIPTION, &text) || !text) text = "";
    status = find_series(f, text);
    if (status) return status;
    if (strcmp(f->series.format, "OME-TIFF") != 0) find_spacing(tif, text, &f->series);
    status = check_series(in, f);
    if (!status) status = fill_layout(in, f, found);
    if (!status) fill_detail(tif, f, &found->info);
    return status;
}

static iv_status open_tiff(const struct iv__input *in, struct iv__found *found)
{
    struct iv__tiff_file *f = calloc(1, sizeof *f);
    if (!f) return iv__error(IV_ERROR_MEMORY, "%s: no memory to open it", in->path);
    found->state = f;
    /* m: no mapping, which truncation would turn into a signal; c: strips stay as they are */
    iv_status status = iv__tiff_open(&f->io, in->fd, in->size, in->path, "rmc");
    if (!status) status = understand(in, f, found);
    if (status) close_tiff(found);
    return status;
}

const struct iv__format iv__format_tiff = {
    .claims = claims,
    .open = open_tiff,
    .read = iv__tiff_read_pixels,
    .close = close_tiff,
    .endings = ".tif .tiff",
    .write = iv__tiff_write,
};
#endif
