/* Several pixelwise operations as one: what is refused, in which words, and that nothing is left behind. What
 * expressions mean is tested in Python, call by call. */
#include "backend/cpu.h"
#include "recording.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define ASSERT_WORDS(part)                                                                         \
    do {                                                                                           \
        if (!strstr(iv_error(), part)) fail_msg("the error is: %s", iv_error());                   \
    } while (0)

enum { COUNT = 3 * 41 * 97 };
static const char *const names[] = { "a", "b" };

static iv_image *ramp(iv_device *d, double step)
{
    static float pixels[COUNT];
    const int64_t shape[3] = { 3, 41, 97 };
    iv_layout layout;
    iv_image *im;
    for (int i = 0; i < COUNT; i++) pixels[i] = (float)(i * step);
    assert_int_equal(iv_layout_make(3, shape, &layout), IV_OK);
    assert_int_equal(iv_image_push(d, IV_PIXEL_F32, &layout, pixels, &im), IV_OK);
    return im;
}

static void one_answer(void **state)
{
    static float pixels[COUNT];
    (void)state;
    for (int i = 0; i < iv_device_count(); i++) {
        iv_device *d = iv_device_at(i);
        iv_image *images[2] = { ramp(d, 0.75), ramp(d, -1) }, *result = NULL;
        uint64_t before, peak;
        iv_device_memory_reset(d);
        iv_device_memory(d, &before, NULL, NULL);
        assert_int_equal(iv_evaluate("sqrt(a*a + b*b) + 1", names, images, NULL, 2, &result), IV_OK);
        iv_device_memory(d, NULL, &peak, NULL);
        assert_true(peak - before < 2 * sizeof pixels); /* the result, and no image on the way */
        assert_int_equal(iv_image_pull(result, pixels), IV_OK);
        for (int k = 0; k < COUNT; k++) {
            const float a = (float)(k * 0.75), b = (float)-k, sum = a * a + b * b;
            assert_true(pixels[k] == sqrtf(sum) + 1);
        }
        iv_image_release(result);
        for (int k = 0; k < 2; k++) iv_image_release(images[k]);
    }
}

static void wrong_steps(void **state)
{
    iv_image *im = ramp(NULL, 1), *out = NULL;
    const iv_op *square = iv_op_find("square"), *add = iv_op_find("add_images");
    const iv_value values[3] = { { .image = im }, { .image = im }, { .result = &out } };
    const iv_value last[2] = { { .image = im }, { .result = &out } };
    const int given[3] = { IV_FROM_VALUE, IV_FROM_VALUE, IV_FROM_VALUE };
    const int later[2] = { 1, IV_FROM_VALUE }, own[2] = { 0, IV_FROM_VALUE };
    const int none[2] = { IV_FROM_NUMBER, IV_FROM_VALUE }, strange[2] = { -7, IV_FROM_VALUE };
    (void)state;
    const int *const wrong[] = { later, own, none, strange };
    for (int k = 0; k < 4; k++) {
        const iv_step steps[] = { { square, last, wrong[k], IV_PIXEL_NONE } };
        assert_int_equal(iv_call_fused(steps, 1), IV_ERROR_ARGUMENT);
        ASSERT_WORDS("square: input_image is missing");
    }
    const iv_step blur[] = { { iv_op_find("sobel"), last, given, IV_PIXEL_NONE } };
    assert_int_equal(iv_call_fused(blur, 1), IV_ERROR_ARGUMENT);
    ASSERT_WORDS("sobel: a step must be a pixelwise operation");
    const iv_step no[] = { { NULL, last, given, IV_PIXEL_NONE } };
    assert_int_equal(iv_call_fused(no, 1), IV_ERROR_NAME);
    assert_int_equal(iv_call_fused(no, 0), IV_ERROR_ARGUMENT);
    assert_int_equal(iv_call_fused(no, IV_FUSED_STEPS + 1), IV_ERROR_ARGUMENT);
    ASSERT_WORDS("there are 33 steps");
    assert_null(out);

    const int second[3] = { 0, IV_FROM_VALUE, IV_FROM_VALUE };
    const iv_step fine[] = { { square, last, given, IV_PIXEL_U16 }, { add, values, second, IV_PIXEL_NONE } };
    assert_int_equal(iv_call_fused(fine, 2), IV_OK);
    assert_int_equal(iv_image_pixel(out), IV_PIXEL_U16);
    iv_image_release(out);
    iv_image_release(im);
}

/* Every call of the backend fails in turn. */
static void fail_each(const iv__backend *backend)
{
    int more = 1;
    for (int n = 0; more; n++) {
        iv_device *d = recording_begin(backend, 0);
        iv_image *images[2] = { ramp(d, 1), ramp(d, 2) }, *result = NULL;
        iv_status want;
        uint64_t before, after;
        iv_device_memory(d, &before, NULL, NULL);
        recording_fail(n);
        const iv_status s = iv_evaluate("max(a, b) * 3 - a", names, images, NULL, 2, &result);
        const char *failed = recording_failed(&want);
        recording_fail(0);
        if (n && failed) {
            assert_int_equal(s, want);
            ASSERT_WORDS("evaluate: ");
            assert_null(result);
            iv_device_memory(d, &after, NULL, NULL);
            assert_int_equal(after, before);
            assert_int_equal(iv_evaluate("a + b", names, images, NULL, 2, &result), IV_OK);
        } else {
            assert_int_equal(s, IV_OK);
            more = n == 0;
        }
        iv_image_release(result);
        for (int k = 0; k < 2; k++) iv_image_release(images[k]);
        assert_int_equal(recording_end(d), 0);
    }
}

static void failures(void **state)
{
    struct iv__device_facts facts[IV__MAX_DEVICES];
    char why[256];
    (void)state;
    fail_each(&iv__backend_cpu);
    const char *only = getenv("ISOVOX_BACKENDS");
    if (only && *only && !strstr(only, "opencl")) return;
    if (iv__backend_opencl.probe(facts, IV__MAX_DEVICES, why, sizeof why)) fail_each(&iv__backend_opencl);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(one_answer), cmocka_unit_test(wrong_steps),
                                        cmocka_unit_test(failures) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
