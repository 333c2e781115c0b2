/* Compiled programs on disk: a backend that "compiles" by keeping the text shows what is built and
   what is loaded. */
#include "core/cache.h"
#include "core/program.h"
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static int compiled, loaded, refused, refuse;

static iv_status text_build(void *state, const struct iv__source *source, void **program,
                            void **binary, size_t *size)
{
    (void)state;
    if (source->binary) {
        const int same = source->binary_size == strlen(source->text) &&
                         memcmp(source->binary, source->text, source->binary_size) == 0;
        assert_true(same);
        if (refuse) {
            refused++;
            return iv__error(IV_ERROR_BUILD, "made for another driver");
        }
        loaded++;
    } else {
        compiled++;
    }
    *program = strdup(source->text);
    if (binary) {
        *binary = strdup(source->text);
        *size = strlen(source->text);
    }
    return IV_OK;
}

static void text_unbuild(void *state, void *program)
{
    (void)state;
    free(program);
}

static iv_status text_kernel(void *state, void *program, const char *name, void **kernel)
{
    (void)state;
    if (!strstr(program, name)) return iv__error(IV_ERROR_DEVICE, "no kernel %s", name);
    *kernel = program;
    return IV_OK;
}

static const char *const dialect[] = { "/* dialect */\n", NULL };
static const char *const texts[] = { "T one(T x) { return x + R; }\n", NULL };
static const struct iv__program program = { "program", texts, { "T", "#R" } };
static const struct iv__kernel kernel = { "one", &program, NULL };

/* A new device asks for one variant of the kernel. */
static void ask(uint64_t variant)
{
    iv__backend b = iv__backend_cpu;
    iv_device *d;
    void *native = NULL;
    b.dialect = dialect;
    b.build = text_build;
    b.unbuild = text_unbuild;
    b.kernel = text_kernel;
    assert_int_equal(iv__device_make(&b, 0, &d), IV_OK);
    compiled = loaded = refused = 0;
    assert_int_equal(iv__kernel_get(d, &kernel, variant, &native), IV_OK);
    void *const was = native;
    assert_int_equal(iv__kernel_get(d, &kernel, variant, &native), IV_OK);
    assert_ptr_equal(native, was); /* and once only */
    iv__device_destroy(d);
}
#define ASSERT_ASKED(variant, c, l)                                                                \
    do {                                                                                           \
        ask(variant);                                                                              \
        assert_int_equal(compiled, c);                                                             \
        assert_int_equal(loaded, l);                                                               \
    } while (0)

static char folder[] = "/tmp/isovox-cache-XXXXXX";

static int files(char *path)
{
    char pattern[64];
    glob_t g;
    snprintf(pattern, sizeof pattern, "%s/*", folder);
    if (glob(pattern, 0, NULL, &g)) return 0;
    if (path) snprintf(path, 256, "%s", g.gl_pathv[0]);
    const int n = (int)g.gl_pathc;
    for (int i = 0; i < n && !path; i++) unlink(g.gl_pathv[i]);
    globfree(&g);
    return n;
}

static int set_up(void **state)
{
    (void)state;
    return !mkdtemp(folder) || setenv("ISOVOX_CACHE", folder, 1);
}

static int tear_down(void **state)
{
    (void)state;
    files(NULL);
    return rmdir(folder);
}

static const uint64_t variant = IV__VARIANT2(IV_PIXEL_U16, 3);

static void text(void **state)
{
    iv__backend b = { .dialect = dialect };
    (void)state;
    char *t = iv__program_text(&b, &kernel, variant);
    assert_string_equal(
        t, "/* dialect */\n#define T u16\n#define R 3\nT one(T x) { return x + R; }\n");
    free(t);
}

static void kept(void **state)
{
    (void)state;
    files(NULL);
    ASSERT_ASKED(variant, 1, 0);
    ASSERT_ASKED(variant, 0, 1);
    ASSERT_ASKED(IV__VARIANT2(IV_PIXEL_U16, 4), 1, 0); /* another text */
    assert_int_equal(files(NULL), 2);
}

/* Any bit that is wrong, and any length, is as good as no file; a good one takes its place. */
static void damaged(void **state)
{
    char path[256];
    unsigned char good[4096], bad[4096];
    (void)state;
    files(NULL);
    ASSERT_ASKED(variant, 1, 0);
    assert_int_equal(files(path), 1);
    FILE *f = fopen(path, "rb");
    const size_t n = fread(good, 1, sizeof good, f);
    fclose(f);
    assert_in_range(n, 100, 1000);
    for (size_t at = 0; at < 2 * n; at++) {
        memcpy(bad, good, n);
        if (at < n) bad[at] ^= 1 << at % 8;
        f = fopen(path, "wb");
        fwrite(bad, 1, at < n ? n : at - n, f);
        fclose(f);
        ASSERT_ASKED(variant, 1, 0);
        ASSERT_ASKED(variant, 0, 1);
    }
}

static void refused_by_driver(void **state)
{
    (void)state;
    files(NULL);
    ASSERT_ASKED(variant, 1, 0);
    refuse = 1;
    ASSERT_ASKED(variant, 1, 0);
    assert_int_equal(refused, 1);
    refuse = 0;
    ASSERT_ASKED(variant, 0, 1);
}

static void no_folder(void **state)
{
    (void)state;
    setenv("ISOVOX_CACHE", "/dev/null/nothing", 1);
    ASSERT_ASKED(variant, 1, 0);
    ASSERT_ASKED(variant, 1, 0);
    setenv("ISOVOX_CACHE", "off", 1);
    ASSERT_ASKED(variant, 1, 0);
    ASSERT_ASKED(variant, 1, 0);
    setenv("ISOVOX_CACHE", folder, 1);
}

/* Another device, driver, or version of it, has other programs. */
static void keys(void **state)
{
    struct iv__device_facts a = { .name = "n", .driver = "1", .arch = "x" }, b = a;
    (void)state;
    const struct iv__cache_key k = iv__cache_key("text", "cuda", &a);
#define DIFFERS(other)                                                                             \
    do {                                                                                           \
        const struct iv__cache_key o = other;                                                      \
        assert_true(o.a != k.a && o.b != k.b);                                                     \
    } while (0)
    DIFFERS(iv__cache_key("texts", "cuda", &a));
    DIFFERS(iv__cache_key("text", "opencl", &a));
    strcpy(b.driver, "2");
    DIFFERS(iv__cache_key("text", "cuda", &b));
    b = a;
    strcpy(b.name, "m");
    DIFFERS(iv__cache_key("text", "cuda", &b));
    b = a;
    strcpy(b.arch, "y");
    DIFFERS(iv__cache_key("text", "cuda", &b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text),      cmocka_unit_test(kept),
        cmocka_unit_test(damaged),   cmocka_unit_test(refused_by_driver),
        cmocka_unit_test(no_folder), cmocka_unit_test(keys),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
