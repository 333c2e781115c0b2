/* What the tests of files share: a folder that is emptied after every test, and images for it. */
#ifndef TESTS_FILES_H
#define TESTS_FILES_H
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "isovox/isovox.h"
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- A folder of our own ------------------------------------------------------------------ */

static char folder[] = "/tmp/isovox-files-XXXXXX";
static iv_device *cpu;

static inline int set_up(void **state)
{
    (void)state;
    signal(SIGXFSZ, SIG_IGN); /* a file over the limit is then an error of write() */
    return !mkdtemp(folder) || iv_device_find("cpu", &cpu) != IV_OK;
}

static inline int empty_folder(void **state)
{
    (void)state;
    char path[600];
    DIR *d = opendir(folder);
    for (struct dirent *e; (e = readdir(d));)
        if (e->d_name[0] != '.' || strlen(e->d_name) > 2) {
            snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
            remove(path);
        }
    closedir(d);
    return 0;
}

static inline int tear_down(void **state)
{
    empty_folder(state);
    return rmdir(folder);
}

static inline int files_in_folder(void)
{
    int n = -2; /* . and .. */
    DIR *d = opendir(folder);
    while (readdir(d)) n++;
    closedir(d);
    return n;
}

static inline const char *at(const char *name)
{
    static char path[600];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static inline void put(const char *name, const void *bytes, size_t n)
{
    FILE *f = fopen(at(name), "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

static inline size_t get(const char *name, char *bytes, size_t room)
{
    FILE *f = fopen(at(name), "rb");
    assert_non_null(f);
    const size_t n = fread(bytes, 1, room, f);
    fclose(f);
    return n;
}

static inline bool have_tiff(void) { return !strstr(iv_file_report(), "no libtiff"); }

/* ---- Images ------------------------------------------------------------------------------- */

static inline iv_layout layout_of(uint32_t axes, int64_t t, int64_t c, int64_t z, int64_t y,
                                  int64_t x)
{
    const int64_t size[IV_AXES] = { t, c, z, y, x };
    iv_layout l = { .axes = axes };
    for (int a = 0; a < IV_AXES; a++) {
        l.size[a] = axes & 1u << a ? size[a] : 1;
        l.spacing[a] = 1;
    }
    return l;
}

static inline iv_image *random_image(iv_pixel pixel, const iv_layout *l)
{
    const size_t n = (size_t)iv_layout_count(l) * iv_pixel_size(pixel);
    unsigned char *bytes = malloc(n);
    uint32_t seed = 12345;
    for (size_t i = 0; i < n; i++) {
        seed = seed * 1664525 + 1013904223;
        bytes[i] = (unsigned char)(seed >> 24);
    }
    iv_image *image = NULL;
    assert_int_equal(iv_image_push(cpu, pixel, l, bytes, &image), IV_OK);
    free(bytes);
    return image;
}

static inline iv_image *small_image(void)
{
    const iv_layout l = layout_of(28, 1, 1, 3, 20, 30);
    return random_image(IV_PIXEL_U16, &l);
}

static inline void assert_same(iv_image *a, iv_image *b)
{
    const iv_layout *k = iv_image_layout(a), *l = iv_image_layout(b);
    int64_t m[IV_AXES] = { 0 }, n_of[IV_AXES] = { 0 };
    assert_int_equal(iv_image_pixel(a), iv_image_pixel(b));
    assert_int_equal(iv_layout_shape(k, m), iv_layout_shape(l, n_of));
    assert_memory_equal(m, n_of, sizeof m);
    const size_t n = (size_t)iv_layout_count(k) * iv_pixel_size(iv_image_pixel(a));
    void *p = malloc(n), *q = malloc(n);
    assert_int_equal(iv_image_pull(a, p), IV_OK);
    assert_int_equal(iv_image_pull(b, q), IV_OK);
    assert_memory_equal(p, q, n);
    free(p);
    free(q);
}

static inline void assert_refused(const char *path, iv_status status, const char *words)
{
    iv_image *image = NULL;
    iv_file_info info;
    assert_int_equal(iv_file_read(path, cpu, &image), status);
    assert_null(image);
    if (!strstr(iv_error(), words)) fail_msg("'%s' lacks '%s'", iv_error(), words);
    assert_int_equal(iv_file_describe(path, &info), status);
}

#endif
