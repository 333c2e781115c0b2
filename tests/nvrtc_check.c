/* Compiles every kernel as CUDA, without a GPU: the CUDA backend runs all operations over the
   driver of fake_cuda.c, so that NVRTC is asked for every program that a GPU would be. Kernels do
   nothing there; operations run twice, with zeros and with ones in the place of what they would
   write. nvrtc_check 90        compute capability 9.0, every pixel type nvrtc_check 75 few    7.5,
   f32 and u16 alone What compiled once is kept in the build folder and not compiled again. */
#include "backend/nvrtc.h"
#include "calls.h"
#include "recording.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SKIPPED = 77 }; /* for ctest */

static _Atomic int compiled;
static iv_status (*build_inner)(void *, const struct iv__source *, void **, void **, size_t *);

static iv_status build(void *state, const struct iv__source *source, void **program, void **binary,
                       size_t *size)
{
    compiled += !source->binary;
    return build_inner(state, source, program, binary, size);
}

/* A loop that waits for something a kernel writes would never end. */
static int enough(void *user, double done, const char *what)
{
    (void)done;
    (void)what;
    return time(NULL) - *(time_t *)user > 20;
}

static int run(iv_device *d, const iv_op *op, iv_pixel pixel, int set)
{
    static const int64_t shape[2][4] = { { 2, 5, 6, 8 }, { 9, 7 } };
    struct call c;
    time_t start = time(NULL);
    if (call_make(&c, d, op, pixel, set ? 2 : 4, shape[set], set) != IV_OK) {
        printf("%s\n", iv_error());
        return 1;
    }
    iv_progress_set(enough, &start);
    const iv_status s = call_run(&c);
    iv_progress_set(NULL, NULL);
    int bad = s == IV_ERROR_BUILD || s == IV_ERROR_DEVICE || s == IV_ERROR_INTERNAL;
    uint64_t used;
    const char *name = c.info.name;
    if (bad) printf("%s of %s: %s\n", name, iv_pixel_name(pixel), iv_error());
    call_end(&c);
    iv_device_memory(d, &used, NULL, NULL);
    if (used) printf("%s of %s keeps memory\n", name, iv_pixel_name(pixel));
    return bad || used;
}

/* Chains of operations, whose text is put together at run time. */
static int run_expressions(iv_device *d, iv_pixel pixel)
{
    static const char *const expressions[] = {
        "sqrt(a*a + b*b) + 1",
        "u16(clip(a - b, -3, 2.5)) % 7 + mask(b, a > 2)",
        "(a >= b) & ~(b == 3) | mask_label(a, b, 2)",
        "exp(-a / 2) ** 1.5 // max(b, 0.25) * nan_to_num(log(a), 1, 2, 3)",
        "absolute_difference(min(a, b), b * b) + u32(a) * i32(b)",
    };
    static const char *const names[] = { "a", "b" };
    const int64_t shape[] = { 3, 5, 300 };
    iv_layout layout;
    iv_image *images[2] = { NULL, NULL };
    int bad = iv_layout_make(3, shape, &layout) != IV_OK;
    for (int k = 0; k < 2 && !bad; k++)
        bad = iv_image_create(d, k ? IV_PIXEL_U16 : pixel, &layout, &images[k]) != IV_OK;
    for (size_t k = 0; k < sizeof expressions / sizeof *expressions && !bad; k++) {
        iv_image *result = NULL;
        bad = iv_evaluate(expressions[k], names, images, NULL, 2, &result) != IV_OK;
        iv_image_release(result);
    }
    if (bad) printf("expressions of %s: %s\n", iv_pixel_name(pixel), iv_error());
    for (int k = 0; k < 2; k++) iv_image_release(images[k]);
    return bad;
}

/* Every part-th operation, from `part` on. */
static int check(const char *sm, int few, int part, int parts)
{
    iv__backend cuda = iv__backend_cuda;
    struct iv__device_facts facts[IV__MAX_DEVICES];
    char why[400] = "";
    int bad = 0;
    setenv("FAKE_CUDA_SM", sm, 1);
    setenv("ISOVOX_KERNELS", "off", 1);
    setenv("ISOVOX_CACHE", FAKE_CUDA ".cache", 1);
    void *fake = dlopen(FAKE_CUDA, RTLD_NOW); /* found by its soname from now on */
    if (!fake) return printf("%s\n", dlerror()), 1;
    if (cuda.probe(facts, IV__MAX_DEVICES, why, sizeof why) == 0) {
        if (part == 0) printf("skipped: %s\n", why);
        return SKIPPED;
    }
    build_inner = cuda.build;
    cuda.build = build;
    for (int value = 0; value < 2; value++) {
        iv_device *d;
        setenv("FAKE_CUDA_VALUE", value ? "1" : "0", 1);
        if (iv__device_make(&cuda, 0, &d) != IV_OK) return printf("%s\n", iv_error()), 1;
        for (int i = part; i < iv_op_count(); i += parts) {
            iv_op_info info;
            iv_op_describe(iv_op_at(i), &info);
            for (int pixel = IV_PIXEL_U8; pixel < IV_PIXEL_COUNT && !info.alias_of[0]; pixel++) {
                if (few && pixel != IV_PIXEL_F32 && pixel != IV_PIXEL_U16) continue;
                for (int set = 0; set < CALL_SETS; set++)
                    bad += run(d, iv_op_at(i), (iv_pixel)pixel, set);
            }
        }
        for (int pixel = IV_PIXEL_U8 + part; pixel < IV_PIXEL_COUNT; pixel += parts)
            bad += run_expressions(d, (iv_pixel)pixel);
        iv__device_destroy(d);
    }
    int (*left)(void);
    *(void **)&left = dlsym(fake, "fake_cuda_left");
    if (left()) bad++, printf("%d contexts or buffers are left\n", left());
    printf("%s, %s: %d programs compiled, %d calls failed\n", facts[0].driver, facts[0].arch,
           compiled, bad);
    return bad != 0;
}

/* A process for each processor: compiling takes all the time. */
int main(int argc, char **argv)
{
    const int parts = (int)sysconf(_SC_NPROCESSORS_ONLN);
    int worst = 0;
    for (int part = 0; part < parts; part++) {
        const pid_t child = fork();
        if (child < 0) return perror("fork"), 1;
        if (child == 0) exit(check(argc > 1 ? argv[1] : "90", argc > 2, part, parts));
    }
    for (int status; wait(&status) > 0;) {
        const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
        if (worst == 0 || code == 1) worst = code;
    }
    return worst;
}
