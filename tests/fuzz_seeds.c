/* Small files of every kind that the readers know, for fuzzers to begin with. */
#include "isovox/isovox.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef IV__HAVE_TIFF
#include <tiffio.h>
#endif

void add_seed(const char *path);
void make_seeds(const char *folder);

/* What we write. */
static void write_ours(const char *folder, iv_device *cpu, iv_pixel pixel, int shape,
                       const char *ending, int compression)
{
    static const int64_t shapes[][IV_AXES] = { { 1, 1, 1, 5, 7 },
                                               { 2, 2, 3, 4, 5 },
                                               { 1, 1, 2, 40, 33 } };
    iv_layout l;
    iv_layout_make(IV_AXES, shapes[shape], &l);
    l.spacing[IV_AXIS_X] = 0.5;
    strcpy(l.unit[IV_AXIS_X], "um");
    const size_t n = (size_t)iv_layout_count(&l) * iv_pixel_size(pixel);
    unsigned char *pixels = malloc(n);
    for (size_t i = 0; pixels && i < n; i++) pixels[i] = (unsigned char)(i / 3 * 7);
    iv_image *image = NULL;
    if (!pixels || iv_image_push(cpu, pixel, &l, pixels, &image)) exit(2);
    free(pixels);
    const iv_write_options options = { 1, (iv_compression)compression };
    char path[1024];
    snprintf(path, sizeof path, "%s/%s-%d-%d%s", folder, iv_pixel_name(pixel), shape, compression,
             ending);
    const iv_status status = iv_file_write(path, image, &options);
    if (status == IV_OK)
        add_seed(path);
    else if (status != IV_ERROR_UNSUPPORTED) /* without libtiff: NPY alone */
        exit(2);
    iv_image_release(image);
}

#ifdef IV__HAVE_TIFF

/* What we do not write: tiles, big endian, BigTIFF, planes of samples, packed bits. */
static void write_theirs(const char *folder, const char *mode, int bits, int samples, int tile,
                         int planar, int compression, const char *description)
{
    static int number;
    enum { W = 20, H = 18 };
    unsigned char bytes[W * H * 4 * 8];
    char path[1024];
    snprintf(path, sizeof path, "%s/libtiff-%d.tif", folder, number++);
    TIFF *tif = TIFFOpen(path, mode);
    if (!tif) exit(2);
    for (int page = 0; page < 2; page++) {
        TIFFSetField(tif, TIFFTAG_IMAGEWIDTH, W);
        TIFFSetField(tif, TIFFTAG_IMAGELENGTH, H);
        TIFFSetField(tif, TIFFTAG_BITSPERSAMPLE, bits);
        TIFFSetField(tif, TIFFTAG_SAMPLESPERPIXEL, samples);
        TIFFSetField(tif, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
        TIFFSetField(tif, TIFFTAG_PLANARCONFIG, planar);
        TIFFSetField(tif, TIFFTAG_COMPRESSION, compression);
        if (page == 0 && description) TIFFSetField(tif, TIFFTAG_IMAGEDESCRIPTION, description);
        if (tile) {
            TIFFSetField(tif, TIFFTAG_TILEWIDTH, tile);
            TIFFSetField(tif, TIFFTAG_TILELENGTH, tile);
        } else
            TIFFSetField(tif, TIFFTAG_ROWSPERSTRIP, 8);
        const uint32_t n = tile ? TIFFNumberOfTiles(tif) : TIFFNumberOfStrips(tif);
        const tmsize_t size = tile ? TIFFTileSize(tif) : TIFFStripSize(tif);
        for (uint32_t i = 0; i < n; i++) {
            for (tmsize_t k = 0; k < size; k++) bytes[k] = (unsigned char)(k / 5 + i);
            if (tile)
                TIFFWriteEncodedTile(tif, i, bytes, size);
            else if (i % 3 == 2) /* the last strip of 18 rows has 2 */
                TIFFWriteEncodedStrip(tif, i, bytes, size / 8 * 2);
            else
                TIFFWriteEncodedStrip(tif, i, bytes, size);
        }
        TIFFWriteDirectory(tif);
    }
    TIFFClose(tif);
    add_seed(path);
}

static void write_all_theirs(const char *folder)
{
    static const char *const modes[] = { "wl", "wb", "wl8", "wb8" };
    static const int compressions[] = { COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_PACKBITS,
                                        COMPRESSION_ADOBE_DEFLATE };
    static const int bits[] = { 8, 16, 32, 64, 1, 12 };
    static const char *const descriptions[] = {
        NULL, "ImageJ=1.53c\nimages=2\nslices=2\nunit=\\u00B5m\nspacing=2\n",
        "{\"shape\": [2, 18, 20]}",
        "<?xml version=\"1.0\"?><OME><Image><Pixels DimensionOrder=\"XYZTC\" SizeZ=\"1\" "
        "SizeC=\"1\" "
        "SizeT=\"2\"><TiffData FirstT=\"1\" IFD=\"0\"/><TiffData FirstT=\"0\" IFD=\"1\"><UUID "
        "FileName=\"a\">urn:uuid:1</UUID></TiffData></Pixels></Image></OME>"
    };
    for (int i = 0; i < 48; i++) {
        const int samples = i % 5 == 4 ? 3 : 1;
        write_theirs(folder, modes[i % 4], bits[i % 6], samples, i % 3 == 1 ? 16 : 0,
                     i % 2 ? PLANARCONFIG_SEPARATE : PLANARCONFIG_CONTIG, compressions[i / 4 % 4],
                     samples == 1 ? descriptions[i / 3 % 4] : NULL);
    }
    write_theirs(folder, "wl", 1, 1, 0, 1, COMPRESSION_CCITTFAX4, NULL);
    write_theirs(folder, "wb", 8, 3, 0, 1, COMPRESSION_JPEG, NULL);
}

#endif

void make_seeds(const char *folder)
{
    iv_device *cpu;
    if (iv_device_find("cpu", &cpu) != IV_OK) exit(2);
    for (int pixel = IV_PIXEL_U8; pixel < IV_PIXEL_COUNT; pixel++)
        for (int s = 0; s < 3; s++) {
            write_ours(folder, cpu, (iv_pixel)pixel, s, ".npy", 0);
            write_ours(folder, cpu, (iv_pixel)pixel, s, ".tif", (pixel + s) % 5);
            write_ours(folder, cpu, (iv_pixel)pixel, s, ".ome.tif", (pixel + s + 2) % 5);
        }
#ifdef IV__HAVE_TIFF
    write_all_theirs(folder);
#endif
}
