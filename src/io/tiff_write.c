/* Writes an image as TIFF: as ImageJ has it where ImageJ can hold it, else as OME-TIFF.
 *
 * ImageJ takes the planes of an uncompressed file as one block that begins with the first page's
 * pixels, and other programs map such files into memory. libtiff puts a page's directory behind its
 * pixels, between the planes. So without compression the block's place is kept free at the start of
 * the file, and each plane is appended, in libtiff's view, at its place in it (iv__tiff.place). */
#include "io/tiff.h"
#ifdef IV__HAVE_TIFF
#include <stdlib.h>
#include <string.h>

/* A compressed strip of pixels: small enough that an empty image does not shrink beyond what
   readers believe, large enough to compress well. */
enum { STRIP_BYTES = 1 << 17 };

struct job {
    struct iv__tiff io;
    struct iv__output *out;
    const struct iv__picture *picture;
    int compression, predictor;
    const char *description; /* of the first page */
    double resolution[2];    /* x, y; 0: none */
    uint32_t width, height, rows;
    size_t row_bytes;
    char *strip; /* scratch: libtiff may change what it is given */
};

static iv_status fault(const struct job *j)
{
    if (j->io.error) return iv__output_fault(j->out, j->io.error);
    return iv__error(IV_ERROR_INTERNAL, "%s: libtiff could not write it: %s", j->out->path,
                     j->io.text);
}

static bool set_tags(struct job *j, int64_t plane)
{
    static const int formats[IV_PIXEL_COUNT] = { 0,
                                                 SAMPLEFORMAT_UINT,
                                                 SAMPLEFORMAT_INT,
                                                 SAMPLEFORMAT_UINT,
                                                 SAMPLEFORMAT_INT,
                                                 SAMPLEFORMAT_UINT,
                                                 SAMPLEFORMAT_INT,
                                                 SAMPLEFORMAT_IEEEFP };
    TIFF *tif = j->io.tif;
    const iv_pixel pixel = j->picture->pixel;
    bool ok = TIFFSetField(tif, TIFFTAG_IMAGEWIDTH, j->width) &&
              TIFFSetField(tif, TIFFTAG_IMAGELENGTH, j->height) &&
              TIFFSetField(tif, TIFFTAG_BITSPERSAMPLE, (int)iv_pixel_size(pixel) * 8) &&
              TIFFSetField(tif, TIFFTAG_SAMPLEFORMAT, formats[pixel]) &&
              TIFFSetField(tif, TIFFTAG_SAMPLESPERPIXEL, 1) &&
              TIFFSetField(tif, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK) &&
              TIFFSetField(tif, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) &&
              TIFFSetField(tif, TIFFTAG_COMPRESSION, j->compression) &&
              TIFFSetField(tif, TIFFTAG_ROWSPERSTRIP, j->rows);
    if (ok && j->predictor) ok = TIFFSetField(tif, TIFFTAG_PREDICTOR, j->predictor);
    if (ok && j->resolution[0] > 0)
        ok = TIFFSetField(tif, TIFFTAG_RESOLUTIONUNIT, RESUNIT_NONE) &&
             TIFFSetField(tif, TIFFTAG_XRESOLUTION, j->resolution[0]) &&
             TIFFSetField(tif, TIFFTAG_YRESOLUTION, j->resolution[1]);
    if (ok && plane == 0)
        ok = TIFFSetField(tif, TIFFTAG_IMAGEDESCRIPTION, j->description) &&
             TIFFSetField(tif, TIFFTAG_SOFTWARE, "Isovox " IV_VERSION);
    return ok;
}

static iv_status write_strips(struct job *j, const char *pixels)
{
    for (uint32_t y = 0, index = 0; y < j->height; y += j->rows, index++) {
        const uint32_t n = j->height - y < j->rows ? j->height - y : j->rows;
        const size_t bytes = n * j->row_bytes;
        const char *from = pixels + y * j->row_bytes;
        tmsize_t done;
        if (j->compression == COMPRESSION_NONE)
            done = TIFFWriteRawStrip(j->io.tif, index, (void *)(uintptr_t)from, (tmsize_t)bytes);
        else {
            memcpy(j->strip, from, bytes);
            done = TIFFWriteEncodedStrip(j->io.tif, index, j->strip, (tmsize_t)bytes);
        }
        if (done < 0 || j->io.error) return fault(j);
        if (n < j->rows) break;
    }
    return IV_OK;
}

/* The planes in the order of the file: t c z, or t z c for ImageJ. */
static iv_status write_planes(struct job *j, bool imagej)
{
    const iv_layout *l = &j->picture->layout;
    const int64_t sizes[3] = { l->size[IV_AXIS_T], l->size[IV_AXIS_C], l->size[IV_AXIS_Z] };
    const int64_t planes = sizes[0] * sizes[1] * sizes[2];
    const size_t plane_bytes = j->row_bytes * j->height;
    const bool block = j->compression == COMPRESSION_NONE;
    const uint64_t start = 16; /* past the header, of TIFF or BigTIFF */
    if (block) j->io.size = start + (uint64_t)planes * plane_bytes;
    iv_status status = IV_OK;
    for (int64_t i = 0; i < planes && !status; i++) {
        const int64_t zc = sizes[1] * sizes[2], t = i / zc, rest = i % zc;
        const int64_t source = imagej ? t * zc + rest % sizes[1] * sizes[2] + rest / sizes[1] : i;
        if (!set_tags(j, i)) return fault(j);
        if (block) j->io.place = start + (uint64_t)i * plane_bytes;
        status = write_strips(j, (const char *)j->picture->pixels + (size_t)source * plane_bytes);
        j->io.place = 0;
        if (status) break;
        if (!TIFFWriteDirectory(j->io.tif) || j->io.error) return fault(j);
        status = iv__progress((double)(i + 1) / (double)planes, j->out->what);
    }
    return status;
}

static iv_status choose_compression(struct job *j, iv_compression compression, bool imagej)
{
    static const int schemes[] = { COMPRESSION_NONE, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_LZW,
                                   COMPRESSION_ZSTD, COMPRESSION_PACKBITS };
    if ((unsigned)compression >= sizeof schemes / sizeof *schemes)
        return iv__error(IV_ERROR_ARGUMENT, "%s: compression %d is none of those known",
                         j->out->path, (int)compression);
    j->compression = schemes[compression];
    if (!TIFFIsCODECConfigured((uint16_t)j->compression))
        return iv__error(IV_ERROR_UNSUPPORTED, "%s: this libtiff cannot write %s compression",
                         j->out->path, iv__tiff_compression_name(j->compression));
    /* differences of neighbours compress better, but ImageJ undoes them after LZW only */
    if (j->picture->pixel != IV_PIXEL_F32 &&
        (compression == IV_COMPRESSION_LZW || (!imagej && (compression == IV_COMPRESSION_DEFLATE ||
                                                           compression == IV_COMPRESSION_ZSTD))))
        j->predictor = PREDICTOR_HORIZONTAL;
    return IV_OK;
}

static iv_status choose_sizes(struct job *j)
{
    const iv_layout *l = &j->picture->layout;
    if (l->size[IV_AXIS_X] > UINT32_MAX || l->size[IV_AXIS_Y] > UINT32_MAX)
        return iv__error(IV_ERROR_SHAPE, "%s: TIFF has at most 4294967295 pixels along x and y",
                         j->out->path);
    j->width = (uint32_t)l->size[IV_AXIS_X];
    j->height = (uint32_t)l->size[IV_AXIS_Y];
    j->row_bytes = (size_t)j->width * iv_pixel_size(j->picture->pixel);
    j->rows = j->height;
    if (j->compression == COMPRESSION_NONE) return IV_OK;
    const size_t rows = STRIP_BYTES / j->row_bytes;
    if (rows < j->rows) j->rows = rows ? (uint32_t)rows : 1;
    j->strip = malloc(j->rows * j->row_bytes);
    return j->strip ? IV_OK : iv__error(IV_ERROR_MEMORY, "%s: no memory to write it", j->out->path);
}

iv_status iv__tiff_write(struct iv__output *out, const struct iv__picture *picture,
                         iv_compression compression)
{
    struct job j = { .out = out, .picture = picture };
    const uint64_t bytes =
        (uint64_t)iv_layout_count(&picture->layout) * iv_pixel_size(picture->pixel);
    const bool huge = bytes > UINT64_C(0xF0000000); /* offsets of TIFF have 32 bits */
    const bool ome_name =
        iv__ends_with(out->path, ".ome.tif") || iv__ends_with(out->path, ".ome.tiff");
    const bool imagej = !ome_name && !huge && iv__imagej_holds(picture);
    iv_status status = choose_compression(&j, compression, imagej);
    if (!status) status = choose_sizes(&j);
    if (status) return status;
    if (imagej) {
        j.resolution[0] = 1 / picture->layout.spacing[IV_AXIS_X];
        j.resolution[1] = 1 / picture->layout.spacing[IV_AXIS_Y];
    }
    char *description = imagej ? iv__imagej_text(picture) : iv__ome_text(picture);
    j.description = description;
    if (!description)
        status = iv__error(IV_ERROR_MEMORY, "%s: no memory for its description", out->path);
    /* l: little-endian, as all pixels here; 8: BigTIFF */
    if (!status) status = iv__tiff_open(&j.io, out->fd, 0, out->path, huge ? "wl8" : "wl");
    if (!status) status = write_planes(&j, imagej);
    iv__tiff_close(&j.io);
    if (!status && (j.io.error || j.io.text[0])) status = fault(&j);
    free(description);
    free(j.strip);
    return status;
}
#endif
