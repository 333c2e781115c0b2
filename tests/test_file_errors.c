/* Files that cannot be read or written: one worded error, and nothing is left behind. */
#include "files.h"
#include <sys/resource.h>

/* ---- What fails while writing ------------------------------------------------------------- */

static const char *const image_names[] = { "x.npy", "x.tif", "x.ome.tif" };
enum { NAMES = 3 };

static void test_existing_file(void **state)
{
    (void)state;
    iv_image *image = small_image();
    const iv_write_options over = { .overwrite = 1 };
    char text[8] = "";
    for (int i = 0; i < NAMES; i++) {
        if (i && !have_tiff()) continue;
        put(image_names[i], "mine", 4);
        assert_int_equal(iv_file_write(at(image_names[i]), image, NULL), IV_ERROR_EXISTS);
        assert_non_null(strstr(iv_error(), "exists"));
        get(image_names[i], text, 4);
        assert_string_equal(text, "mine");
        assert_int_equal(chmod(at(image_names[i]), 0640), 0);
        assert_int_equal(iv_file_write(at(image_names[i]), image, &over), IV_OK);
        struct stat st;
        assert_int_equal(stat(at(image_names[i]), &st), 0);
        assert_int_equal(st.st_mode & 0777, 0640);
    }
    assert_int_equal(files_in_folder(), have_tiff() ? NAMES : 1);
    iv_image_release(image);
}

static int add_file(void *user, double done, const char *what)
{
    (void)done, (void)what;
    put(user, "mine", 4);
    return 0;
}

/* Somebody takes the name while the file is being written. */
static void test_file_that_appears(void **state)
{
    (void)state;
    iv_image *image = small_image();
    char text[8] = "";
    iv_progress_set(add_file, "x.npy");
    assert_int_equal(iv_file_write(at("x.npy"), image, NULL), IV_ERROR_EXISTS);
    iv_progress_set(NULL, NULL);
    get("x.npy", text, 4);
    assert_string_equal(text, "mine");
    assert_int_equal(files_in_folder(), 1);
    iv_image_release(image);
}

static void test_link_stays(void **state)
{
    (void)state;
    iv_image *image = small_image();
    const iv_write_options over = { .overwrite = 1 };
    char target[700];
    snprintf(target, sizeof target, "%s", at("target.npy"));
    put("target.npy", "old", 3);
    assert_int_equal(symlink("target.npy", at("link.npy")), 0);
    assert_int_equal(iv_file_write(at("link.npy"), image, &over), IV_OK);
    struct stat st;
    assert_int_equal(lstat(at("link.npy"), &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(stat(target, &st), 0);
    assert_true(st.st_size > 1000);
    iv_image_release(image);
}

static void test_names_that_cannot_be(void **state)
{
    (void)state;
    iv_image *image = small_image();
    const iv_write_options over = { .overwrite = 1 }, packed = { 0, IV_COMPRESSION_LZW };
    assert_int_equal(iv_file_write(at("x.png"), image, NULL), IV_ERROR_UNSUPPORTED);
    assert_non_null(strstr(iv_error(), ".tif"));
    assert_int_equal(iv_file_write(at("x"), image, NULL), IV_ERROR_UNSUPPORTED);
    assert_int_equal(iv_file_write(NULL, image, NULL), IV_ERROR_ARGUMENT);
    assert_int_equal(iv_file_write(at("x.npy"), NULL, NULL), IV_ERROR_ARGUMENT);
    assert_int_equal(iv_file_write(at("x.npy"), image, &packed), IV_ERROR_ARGUMENT);
    assert_int_equal(iv_file_write(at("no/x.npy"), image, NULL), IV_ERROR_FILE);
    assert_non_null(strstr(iv_error(), "No such file"));
    assert_int_equal(files_in_folder(), 0);
    assert_int_equal(mkdir(at("d.npy"), 0700), 0);
    assert_int_equal(iv_file_write(at("d.npy"), image, &over), IV_ERROR_FILE);
    assert_int_equal(mkfifo(at("f.npy"), 0600), 0);
    assert_int_equal(iv_file_write(at("f.npy"), image, &over), IV_ERROR_FILE);
    assert_int_equal(files_in_folder(), 2);
    iv_image_release(image);
}

/* The disk is full after n bytes, for many n: one error, and no trace. */
static void test_full_disk(void **state)
{
    (void)state;
    iv_image *image = small_image();
    struct rlimit old, limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    for (int i = 0; i < NAMES; i++)
        for (int c = 0; c <= IV_COMPRESSION_PACKBITS; c++) {
            if ((i && !have_tiff()) || (!i && c)) continue;
            const iv_write_options options = { .overwrite = 1, .compression = (iv_compression)c };
            assert_int_equal(iv_file_write(at(image_names[i]), image, &options), IV_OK);
            struct stat st;
            assert_int_equal(stat(at(image_names[i]), &st), 0);
            for (int old_file = 0; old_file < 2; old_file++) {
                for (off_t n = 0; n < st.st_size; n += 1 + st.st_size / 37) {
                    remove(at(image_names[i]));
                    if (old_file) put(image_names[i], "old", 3);
                    limit = old;
                    limit.rlim_cur = (rlim_t)n;
                    setrlimit(RLIMIT_FSIZE, &limit);
                    const iv_status status = iv_file_write(at(image_names[i]), image, &options);
                    setrlimit(RLIMIT_FSIZE, &old);
                    assert_int_equal(status, IV_ERROR_FILE);
                    assert_non_null(strstr(iv_error(), "File too large"));
                    assert_int_equal(files_in_folder(), old_file);
                }
                remove(at(image_names[i]));
            }
        }
    iv_image_release(image);
}

static int cancel(void *user, double done, const char *what)
{
    (void)done;
    snprintf(user, 80, "%s", what);
    return 1;
}

static void test_cancel(void **state)
{
    (void)state;
    iv_image *image = small_image();
    char what[80] = "";
    for (int i = 0; i < NAMES; i++) {
        if (i && !have_tiff()) continue;
        iv_image *back = NULL;
        iv_progress_set(cancel, what);
        assert_int_equal(iv_file_write(at(image_names[i]), image, NULL), IV_ERROR_CANCELLED);
        assert_int_equal(strncmp(what, "writing x.", 10), 0);
        assert_int_equal(files_in_folder(), 0);
        iv_progress_set(NULL, NULL);
        assert_int_equal(iv_file_write(at(image_names[i]), image, NULL), IV_OK);
        iv_progress_set(cancel, what);
        assert_int_equal(iv_file_read(at(image_names[i]), cpu, &back), IV_ERROR_CANCELLED);
        iv_progress_set(NULL, NULL);
        assert_null(back);
        remove(at(image_names[i]));
    }
    iv_image_release(image);
}

/* ---- What fails while reading ------------------------------------------------------------- */

static void test_not_an_image(void **state)
{
    (void)state;
    assert_refused(at("none.tif"), IV_ERROR_FILE, "No such file");
    assert_refused(folder, IV_ERROR_FILE, "not an ordinary file");
    assert_refused("/dev/zero", IV_ERROR_FILE, "not an ordinary file");
    assert_int_equal(mkfifo(at("pipe.tif"), 0600), 0);
    assert_refused(at("pipe.tif"), IV_ERROR_FILE, "not an ordinary file");
    put("empty.tif", "", 0);
    assert_refused(at("empty.tif"), IV_ERROR_FORMAT, "neither TIFF nor NPY");
    put("text.tif", "hello, world", 12);
    assert_refused(at("text.tif"), IV_ERROR_FORMAT, "neither TIFF nor NPY");
    put("header.npy", "\x93NUMPY\x01", 7);
    assert_refused(at("header.npy"), IV_ERROR_FORMAT, "truncated");
    put("header.tif", "II*\0\0\0\0", 7);
    if (have_tiff())
        assert_refused(at("header.tif"), IV_ERROR_FORMAT, "header.tif");
    else
        assert_refused(at("header.tif"), IV_ERROR_UNSUPPORTED, "install libtiff-dev");
    iv_image *image;
    iv_file_info info;
    assert_int_equal(iv_file_read(NULL, cpu, &image), IV_ERROR_ARGUMENT);
    assert_int_equal(iv_file_read(at("empty.tif"), cpu, NULL), IV_ERROR_ARGUMENT);
    assert_int_equal(iv_file_describe(NULL, &info), IV_ERROR_ARGUMENT);
    assert_int_equal(iv_file_describe(at("empty.tif"), NULL), IV_ERROR_ARGUMENT);
}

/* A file with holes may truly be larger than the memory. */
static void test_larger_than_memory(void **state)
{
    (void)state;
    char header[128];
    memset(header, ' ', sizeof header);
    memcpy(header, "\x93NUMPY\x01\x00\x76\x00", 10);
    const char text[] = "{'descr': '<f4', 'fortran_order': False, 'shape': (262144, 1024, 1024)}";
    memcpy(header + 10, text, sizeof text - 1);
    put("x.npy", header, sizeof header);
    if (truncate(at("x.npy"), (off_t)128 + ((off_t)1 << 40)) != 0) {
        print_message("this file system has no files of 1 TB\n");
        skip();
    }
    iv_image *image = NULL;
    assert_int_equal(iv_file_read(at("x.npy"), cpu, &image), IV_ERROR_MEMORY);
    assert_non_null(strstr(iv_error(), "memory"));
}

/* ---- Without libtiff ---------------------------------------------------------------------- */

static void test_without_libtiff(void **state)
{
    (void)state;
    if (have_tiff()) skip();
    iv_image *image = small_image();
    assert_int_equal(iv_file_write(at("x.tif"), image, NULL), IV_ERROR_UNSUPPORTED);
    assert_non_null(strstr(iv_error(), "install libtiff-dev"));
    assert_non_null(strstr(iv_file_report(), "install libtiff-dev"));
    assert_int_equal(files_in_folder(), 0);
    iv_image_release(image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_existing_file, empty_folder),
        cmocka_unit_test_teardown(test_file_that_appears, empty_folder),
        cmocka_unit_test_teardown(test_link_stays, empty_folder),
        cmocka_unit_test_teardown(test_names_that_cannot_be, empty_folder),
        cmocka_unit_test_teardown(test_full_disk, empty_folder),
        cmocka_unit_test_teardown(test_cancel, empty_folder),
        cmocka_unit_test_teardown(test_not_an_image, empty_folder),
        cmocka_unit_test_teardown(test_larger_than_memory, empty_folder),
        cmocka_unit_test_teardown(test_without_libtiff, empty_folder),
    };
    return cmocka_run_group_tests_name("file errors", tests, set_up, tear_down);
}
