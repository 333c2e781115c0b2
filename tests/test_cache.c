/* Compiled programs on disk, the user's and those that come with the library: a backend that "compiles" by keeping the text shows what is built and
   what is loaded. */
#include "core/cache.h"
#include "core/program.h"
#include <glob.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
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
    return !mkdtemp(folder) || setenv("ISOVOX_CACHE", folder, 1) || setenv("ISOVOX_KERNELS", "off", 1);
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

/* A disk that is full in the middle of a file: no file, no remains, no error. */
static void full_disk(void **state)
{
    struct rlimit was, little = { 100, 100 };
    (void)state;
    files(NULL);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &was);
    little.rlim_max = was.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    ASSERT_ASKED(variant, 1, 0);
    assert_int_equal(files(NULL), 0);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    ASSERT_ASKED(variant, 1, 0);
    ASSERT_ASKED(variant, 0, 1);
}

/* ---- The file that comes with the library: it is looked at once in a process ---- */

enum { COMPILED = 1, LOADED = 2 };

/* What a new process does for the variant. */
static int asked_anew(const char *path)
{
    int status;
    const pid_t child = fork();
    if (child == 0) {
        setenv("ISOVOX_KERNELS", path, 1);
        ask(variant);
        _exit(compiled == 1 && !loaded ? COMPILED : loaded == 1 && !compiled ? LOADED : 0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static size_t make_shipped(char *path, unsigned char *content, size_t room)
{
    iv__backend b = { .dialect = dialect };
    struct iv__device_facts facts[IV__MAX_DEVICES];
    char why[256];
    snprintf(path, 64, "%s/kernels", folder);
    assert_true(iv__backend_cpu.probe(facts, IV__MAX_DEVICES, why, sizeof why) > 0);
    FILE *f = fopen(path, "wb");
    for (unsigned n = 2; n < 5; n++) { /* ours is the second of three */
        char *t = iv__program_text(&b, &kernel, IV__VARIANT2(IV_PIXEL_U16, n));
        const struct iv__cache_key key = iv__cache_shipped_key(t, "cpu", facts[0].arch);
        assert_int_equal(iv__cache_write(f, &key, t, strlen(t)), 0);
        free(t);
    }
    fclose(f);
    f = fopen(path, "rb");
    const size_t size = fread(content, 1, room, f);
    fclose(f);
    return size;
}

static void put(const char *path, const void *content, size_t size)
{
    FILE *f = fopen(path, "wb");
    fwrite(content, 1, size, f);
    fclose(f);
}

static void shipped(void **state)
{
    char path[64];
    unsigned char good[4096], bad[4096];
    (void)state;
    setenv("ISOVOX_CACHE", "off", 1);
    const size_t size = make_shipped(path, good, sizeof good), third = size / 3;
    assert_int_equal(size, 3 * third);
    assert_int_equal(asked_anew(path), LOADED);
    assert_int_equal(asked_anew("off"), COMPILED);
    assert_int_equal(asked_anew(folder), COMPILED);
    assert_int_equal(asked_anew("/dev/null/nothing"), COMPILED);
    assert_int_equal(asked_anew("/dev/zero"), COMPILED);
    for (size_t at = 0; at < size; at += 3) { /* a wrong bit in ours; in others it may not matter */
        memcpy(bad, good, size);
        bad[at] ^= 1 << at % 8;
        put(path, bad, size);
        const int did = asked_anew(path);
        if (at >= third && at < 2 * third) assert_int_equal(did, COMPILED);
        else assert_in_range(did, COMPILED, LOADED);
    }
    for (size_t n = 0; n < size; n += 5) { /* cut off */
        put(path, good, n);
        assert_int_equal(asked_anew(path), n < 2 * third ? COMPILED : LOADED);
    }
    put(path, good, size);
    setenv("ISOVOX_CACHE", folder, 1);
    assert_int_equal(asked_anew(path), LOADED); /* nothing more is kept of what is there */
    assert_int_equal(files(NULL), 1);
}

/* One that the driver does not take, as it is made for a newer one: compiled, and kept from then on. */
static void shipped_refused(void **state)
{
    char path[64];
    unsigned char good[4096];
    (void)state;
    make_shipped(path, good, sizeof good);
    refuse = 1;
    assert_int_equal(asked_anew(path), COMPILED);
    refuse = 0;
    assert_int_equal(asked_anew("off"), LOADED);
    files(NULL);
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
        cmocka_unit_test(shipped), /* before this process has looked */
        cmocka_unit_test(shipped_refused),
        cmocka_unit_test(text),
        cmocka_unit_test(kept),
        cmocka_unit_test(damaged),
        cmocka_unit_test(refused_by_driver),
        cmocka_unit_test(no_folder),
        cmocka_unit_test(keys),
        cmocka_unit_test(full_disk),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
