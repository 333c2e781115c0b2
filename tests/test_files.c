/* Files: what is written is read back; and what libtiff writes that we do not. What other programs
 * write and read is in tests/python/test_files.py, what fails in test_file_errors.c. */
#include "files.h"
#include "core/table.h"
#include <locale.h>
#include <math.h>
#ifdef IV__HAVE_TIFF
#include <tiffio.h>
#endif

/* ---- Round trips -------------------------------------------------------------------------- */

static void round_trip(const char *name, iv_pixel pixel, uint32_t axes, iv_compression compression)
{
    iv_layout l = layout_of(axes, 2, 3, 4, 5, 6);
    for (int a = 0; a < IV_AXES; a++)
        if (a != IV_AXIS_C && axes & 1u << a) {
            l.spacing[a] = 0.25 * (a + 1);
            strcpy(l.unit[a], a == IV_AXIS_T ? "min" : "um");
        }
    const iv_write_options options = { .overwrite = 1, .compression = compression };
    iv_image *image = random_image(pixel, &l), *back = NULL;
    iv_image_set_kind(image, IV_KIND_LABELS);
    assert_int_equal(iv_file_write(at(name), image, &options), IV_OK);
    assert_int_equal(iv_file_read(at(name), cpu, &back), IV_OK);
    assert_same(image, back);
    if (strstr(name, ".tif")) {
        const iv_layout *k = iv_image_layout(back);
        assert_int_equal(k->axes, l.axes);
        assert_memory_equal(k->spacing, l.spacing, sizeof l.spacing);
        for (int a = 0; a < IV_AXES; a++)
            if (axes & 1u << a) assert_string_equal(k->unit[a], l.unit[a]);
        assert_int_equal(iv_image_kind(back), IV_KIND_LABELS);
    }
    iv_file_info info;
    assert_int_equal(iv_file_describe(at(name), &info), IV_OK);
    assert_memory_equal(&info.layout, iv_image_layout(back), sizeof info.layout);
    assert_int_equal(info.pixel, pixel);
    iv_image_release(image);
    iv_image_release(back);
}

static void test_round_trips(void **state)
{
    (void)state;
    for (int pixel = IV_PIXEL_U8; pixel < IV_PIXEL_COUNT; pixel++)
        for (uint32_t axes = 0; axes < 32; axes++) {
            round_trip("a.npy", (iv_pixel)pixel, axes, IV_COMPRESSION_NONE);
            if ((axes & 24) != 24 || !have_tiff()) continue; /* TIFF always has y and x */
            for (int c = IV_COMPRESSION_NONE; c <= IV_COMPRESSION_PACKBITS; c++) {
                round_trip("a.tif", (iv_pixel)pixel, axes, (iv_compression)c);
                round_trip("a.OME.TIFF", (iv_pixel)pixel, axes, (iv_compression)c);
            }
        }
    assert_int_equal(files_in_folder(), have_tiff() ? 3 : 1);
}

static void test_names(void **state)
{
    (void)state;
    if (!have_tiff()) skip();
    iv_image *image = small_image(), *back = NULL;
    const char name[] = "a \"b\" <c> & d\xC3\xA9";
    assert_int_equal(iv_image_set_name(image, name), IV_OK);
    assert_int_equal(iv_file_write(at("x.ome.tif"), image, NULL), IV_OK);
    assert_int_equal(iv_file_read(at("x.ome.tif"), cpu, &back), IV_OK);
    assert_string_equal(iv_image_name(back), name);
    iv_image_release(back);
    assert_int_equal(iv_image_set_name(image, "bad \x01 \xFF utf-8"), IV_OK);
    assert_int_equal(iv_file_write(at("y.ome.tif"), image, NULL), IV_OK);
    assert_int_equal(iv_file_read(at("y.ome.tif"), cpu, &back), IV_OK);
    assert_string_equal(iv_image_name(back), "bad ? ? utf-8");
    iv_image_release(back);
    assert_int_equal(iv_file_write(at("cells.tif"), image, NULL), IV_OK);
    assert_int_equal(iv_file_read(at("cells.tif"), cpu, &back), IV_OK);
    assert_string_equal(iv_image_name(back), "cells");
    iv_image_release(back);
    iv_image_release(image);
}

/* The CPU's images are read and written in place, those of other devices through a copy. */
static void test_every_device(void **state)
{
    (void)state;
    for (int i = 0; i < iv_device_count(); i++) {
        iv_image *image = small_image(), *moved = NULL, *back = NULL;
        if (iv_image_to(image, iv_device_at(i), &moved) != IV_OK) {
            print_message("%s\n", iv_error());
            iv_image_release(image);
            continue;
        }
        const iv_write_options over = { .overwrite = 1 };
        assert_int_equal(iv_file_write(at("x.npy"), moved, &over), IV_OK);
        assert_int_equal(iv_file_read(at("x.npy"), iv_device_at(i), &back), IV_OK);
        assert_ptr_equal(iv_image_device(back), iv_device_at(i));
        assert_same(image, back);
        iv_image_release(image);
        iv_image_release(moved);
        iv_image_release(back);
    }
}

/* A locale with a decimal comma, made here: few machines have one installed. */
static bool set_comma_locale(void)
{
    static const char text[] = "LC_NUMERIC\ndecimal_point \",\"\nthousands_sep \"\"\ngrouping -1\n"
                               "END LC_NUMERIC\n";
    char command[2048];
    put("comma.txt", text, sizeof text - 1);
    snprintf(command, sizeof command,
             "localedef -c -i %s/comma.txt %s/comma_XX >/dev/null 2>&1; "
             "mv %s/comma_XX/LC_NUMERIC %s/kept 2>/dev/null && rm -r %s/comma_XX && "
             "mkdir %s/comma_XX && mv %s/kept %s/comma_XX/LC_NUMERIC",
             folder, folder, folder, folder, folder, folder, folder, folder);
    setenv("LOCPATH", folder, 1);
    const bool made = system(command) == 0 && setlocale(LC_NUMERIC, "comma_XX");
    unsetenv("LOCPATH");
    return made && localeconv()->decimal_point[0] == ',';
}

static void remove_comma_locale(void)
{
    setlocale(LC_NUMERIC, "C");
    remove(at("comma_XX/LC_NUMERIC"));
    remove(at("comma_XX"));
}

/* A program's locale may write 0,5; files do not. */
static void test_locale(void **state)
{
    (void)state;
    if (!set_comma_locale()) {
        print_message("no locale with a decimal comma can be made (localedef)\n");
        skip();
    }
    if (have_tiff()) {
        round_trip("a.tif", IV_PIXEL_U16, 31, IV_COMPRESSION_NONE);
        round_trip("a.ome.tif", IV_PIXEL_I32, 31, IV_COMPRESSION_NONE);
    }
    iv_table *t = iv__table_new();
    iv__table_add(t, "a", "");
    iv__table_grow(t, 1);
    iv__table_cells(t, 0)[0] = 0.5;
    assert_int_equal(iv_table_write(at("t.csv"), t, NULL), IV_OK);
    char text[64] = "";
    get("t.csv", text, sizeof text - 1);
    remove_comma_locale();
    assert_string_equal(text, "a\n0.5\n");
    iv_table_free(t);
}

/* ---- Tables ------------------------------------------------------------------------------- */

static void test_table(void **state)
{
    (void)state;
    static const double values[] = { 1,
                                     -3,
                                     0.1,
                                     1.0 / 3,
                                     1e300,
                                     123456789012345,
                                     -0.0,
                                     NAN,
                                     INFINITY,
                                     -INFINITY,
                                     9007199254740993.0,
                                     5e-324 };
    enum { ROWS = sizeof values / sizeof *values };
    iv_table *t = iv__table_new();
    iv__table_add(t, "label", NULL);
    iv__table_add(t, "area", "um^3");
    iv__table_add(t, "a \"strange\", name", "");
    assert_int_equal(iv__table_grow(t, ROWS), IV_OK);
    for (int r = 0; r < ROWS; r++) {
        iv__table_cells(t, 0)[r] = r + 1;
        iv__table_cells(t, 1)[r] = values[r];
        iv__table_cells(t, 2)[r] = 0;
    }
    assert_int_equal(iv_table_write(at("t.csv"), t, NULL), IV_OK);
    char text[2000];
    text[get("t.csv", text, sizeof text - 1)] = 0;
    assert_string_equal(text, "label,area [um^3],\"a \"\"strange\"\", name\"\n"
                              "1,1,0\n2,-3,0\n3,0.1,0\n4,0.3333333333333333,0\n5,1e+300,0\n"
                              "6,123456789012345,0\n7,-0,0\n8,nan,0\n9,inf,0\n10,-inf,0\n"
                              "11,9007199254740992,0\n12,4.94065645841247e-324,0\n");
    assert_int_equal(iv_table_write(at("t.csv"), t, NULL), IV_ERROR_EXISTS);
    const iv_write_options over = { .overwrite = 1 }, packed = { 1, IV_COMPRESSION_LZW };
    assert_int_equal(iv_table_write(at("t.csv"), t, &over), IV_OK);
    assert_int_equal(iv_table_write(at("t.csv"), t, &packed), IV_ERROR_ARGUMENT);
    assert_int_equal(iv_table_write(at("t.txt"), t, NULL), IV_ERROR_UNSUPPORTED);
    assert_int_equal(iv_table_write(at("no/t.csv"), t, NULL), IV_ERROR_FILE);
    assert_int_equal(iv_table_write(NULL, t, NULL), IV_ERROR_ARGUMENT);
    assert_int_equal(iv_table_write(at("t.csv"), NULL, NULL), IV_ERROR_ARGUMENT);
    assert_int_equal(files_in_folder(), 1);
    iv_table_free(t);
}

/* A table larger than the writer's buffer, every number read back. */
static void test_long_table(void **state)
{
    (void)state;
    enum { ROWS = 20000 };
    iv_table *t = iv__table_new();
    iv__table_add(t, "x", "");
    iv__table_grow(t, ROWS);
    for (int r = 0; r < ROWS; r++) iv__table_cells(t, 0)[r] = sin(r) * pow(10, r % 40 - 20);
    assert_int_equal(iv_table_write(at("t.csv"), t, NULL), IV_OK);
    FILE *f = fopen(at("t.csv"), "r");
    char line[100];
    assert_non_null(fgets(line, sizeof line, f));
    for (int r = 0; r < ROWS; r++) {
        assert_non_null(fgets(line, sizeof line, f));
        assert_true(strtod(line, NULL) == iv_table_column(t, 0)[r]);
    }
    assert_null(fgets(line, sizeof line, f));
    fclose(f);
    iv_table_free(t);
}

/* ---- What only libtiff writes ------------------------------------------------------------- */

#ifdef IV__HAVE_TIFF

static void write_with_libtiff(const char *name, int compression, int photometric, int bits,
                               int samples, uint32_t width, uint32_t height, void *pixels)
{
    TIFF *tif = TIFFOpen(at(name), "w");
    assert_non_null(tif);
    TIFFSetField(tif, TIFFTAG_IMAGEWIDTH, width);
    TIFFSetField(tif, TIFFTAG_IMAGELENGTH, height);
    TIFFSetField(tif, TIFFTAG_BITSPERSAMPLE, bits);
    TIFFSetField(tif, TIFFTAG_SAMPLESPERPIXEL, samples);
    TIFFSetField(tif, TIFFTAG_PHOTOMETRIC, photometric);
    TIFFSetField(tif, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tif, TIFFTAG_COMPRESSION, compression);
    TIFFSetField(tif, TIFFTAG_ROWSPERSTRIP, height);
    if (compression == COMPRESSION_JPEG && photometric == PHOTOMETRIC_YCBCR)
        TIFFSetField(tif, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    if (compression == COMPRESSION_SGILOG) {
        TIFFSetField(tif, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_IEEEFP);
        TIFFSetField(tif, TIFFTAG_SGILOGDATAFMT, SGILOGDATAFMT_FLOAT);
    }
    const tmsize_t n = (tmsize_t)width * samples * bits / 8 * height;
    assert_int_equal(TIFFWriteEncodedStrip(tif, 0, pixels, n), n);
    TIFFClose(tif);
}

/* Black and white: what faxes use, and JBIG. */
static void test_bilevel_compressions(void **state)
{
    (void)state;
    static const int compressions[] = { COMPRESSION_NONE,      COMPRESSION_CCITTRLE,
                                        COMPRESSION_CCITTFAX3, COMPRESSION_CCITTFAX4,
                                        COMPRESSION_PACKBITS,  COMPRESSION_LZW,
                                        COMPRESSION_JBIG,      COMPRESSION_ADOBE_DEFLATE };
    enum { W = 48, H = 19 };
    for (size_t i = 0; i < sizeof compressions / sizeof *compressions; i++) {
        if (!TIFFIsCODECConfigured((uint16_t)compressions[i])) continue;
        unsigned char packed[H][W / 8], pixels[H][W], original[H][W / 8];
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W / 8; x++) packed[y][x] = (unsigned char)(y * 37 + x * 5);
        memcpy(original, packed, sizeof packed);
        write_with_libtiff("a.tif", compressions[i], PHOTOMETRIC_MINISWHITE, 1, 1, W, H, packed);
        iv_image *image = NULL;
        assert_int_equal(iv_file_read(at("a.tif"), cpu, &image), IV_OK);
        assert_int_equal(iv_image_pixel(image), IV_PIXEL_U8);
        assert_int_equal(iv_image_pull(image, pixels), IV_OK);
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++)
                if (pixels[y][x] != (original[y][x / 8] >> (7 - x % 8) & 1))
                    fail_msg("compression %d, y %d, x %d", compressions[i], y, x);
        iv_image_release(image);
    }
}

/* A fax in which a bit has toppled unfolds all the same, but libtiff warns. */
static void test_damaged_fax(void **state)
{
    (void)state;
    enum { W = 64, H = 64 };
    unsigned char packed[H][W / 8], file[4096];
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W / 8; x++) packed[y][x] = (unsigned char)(y * 37 + x * 5);
    write_with_libtiff("a.tif", COMPRESSION_CCITTFAX3, PHOTOMETRIC_MINISWHITE, 1, 1, W, H, packed);
    const size_t n = get("a.tif", (char *)file, sizeof file);
    iv_image *image = NULL;
    assert_int_equal(iv_file_read(at("a.tif"), cpu, &image), IV_OK);
    iv_image_release(image);
    memset(file + 100, 0x55, 50);
    put("a.tif", file, n);
    image = NULL;
    assert_int_equal(iv_file_read(at("a.tif"), cpu, &image), IV_ERROR_FORMAT);
    assert_null(image);
}

/* Those that lose something: JPEG in its own colours becomes RGB, logarithmic light becomes float.
 */
static void test_lossy_compressions(void **state)
{
    (void)state;
    enum { N = 32 };
    iv_image *image = NULL;
    unsigned char rgb[N * N * 3], planes[3][N * N];
    for (int i = 0; i < N * N; i++) rgb[3 * i] = 200, rgb[3 * i + 1] = 100, rgb[3 * i + 2] = 50;
    write_with_libtiff("j.tif", COMPRESSION_JPEG, PHOTOMETRIC_YCBCR, 8, 3, N, N, rgb);
    assert_int_equal(iv_file_read(at("j.tif"), cpu, &image), IV_OK);
    assert_int_equal(iv_image_layout(image)->size[IV_AXIS_C], 3);
    assert_int_equal(iv_image_pull(image, planes), IV_OK);
    for (int c = 0; c < 3; c++)
        for (int i = 0; i < N * N; i++) assert_in_range(planes[c][i] + 3 - rgb[c], 0, 6);
    iv_image_release(image);

    float light[N * N], back[N * N];
    for (int i = 0; i < N * N; i++) light[i] = 0.5f + (float)i;
    write_with_libtiff("l.tif", COMPRESSION_SGILOG, PHOTOMETRIC_LOGL, 32, 1, N, N, light);
    assert_int_equal(iv_file_read(at("l.tif"), cpu, &image), IV_OK);
    assert_int_equal(iv_image_pixel(image), IV_PIXEL_F32);
    assert_int_equal(iv_image_pull(image, back), IV_OK);
    for (int i = 0; i < N * N; i++) assert_true(fabsf(back[i] / (0.5f + (float)i) - 1) < 0.01f);
    iv_image_release(image);
}

/* Colours that are stored at half the resolution, but not as JPEG. */
static void test_subsampled_colours(void **state)
{
    (void)state;
    unsigned char bytes[6 * 16] = { 0 };
    TIFF *tif = TIFFOpen(at("y.tif"), "w");
    TIFFSetField(tif, TIFFTAG_IMAGEWIDTH, 8);
    TIFFSetField(tif, TIFFTAG_IMAGELENGTH, 8);
    TIFFSetField(tif, TIFFTAG_BITSPERSAMPLE, 8);
    TIFFSetField(tif, TIFFTAG_SAMPLESPERPIXEL, 3);
    TIFFSetField(tif, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_YCBCR);
    TIFFSetField(tif, TIFFTAG_YCBCRSUBSAMPLING, 2, 2);
    TIFFSetField(tif, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tif, TIFFTAG_ROWSPERSTRIP, 8);
    TIFFWriteRawStrip(tif, 0, bytes, sizeof bytes);
    TIFFClose(tif);
    assert_refused(at("y.tif"), IV_ERROR_FORMAT, "subsampled");
}

/* Pages after one another, many, and a chain that is long but ends. */
static void test_many_pages(void **state)
{
    (void)state;
    const iv_layout l = layout_of(31, 40, 5, 7, 4, 4);
    iv_image *image = random_image(IV_PIXEL_U8, &l), *back = NULL;
    assert_int_equal(iv_file_write(at("a.tif"), image, NULL), IV_OK);
    assert_int_equal(iv_file_read(at("a.tif"), cpu, &back), IV_OK);
    assert_same(image, back);
    iv_image_release(image);
    iv_image_release(back);
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_round_trips, empty_folder),
        cmocka_unit_test_teardown(test_names, empty_folder),
        cmocka_unit_test_teardown(test_every_device, empty_folder),
        cmocka_unit_test_teardown(test_locale, empty_folder),
        cmocka_unit_test_teardown(test_table, empty_folder),
        cmocka_unit_test_teardown(test_long_table, empty_folder),
#ifdef IV__HAVE_TIFF
        cmocka_unit_test_teardown(test_bilevel_compressions, empty_folder),
        cmocka_unit_test_teardown(test_damaged_fax, empty_folder),
        cmocka_unit_test_teardown(test_lossy_compressions, empty_folder),
        cmocka_unit_test_teardown(test_subsampled_colours, empty_folder),
        cmocka_unit_test_teardown(test_many_pages, empty_folder),
#endif
    };
    return cmocka_run_group_tests_name("files", tests, set_up, tear_down);
}
