/* Calls: what is wrong with one is said in words, and nothing is left half done. */
#include "core/device.h"
#include <isovox/ops.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static iv_image *ramp(iv_device *d, int64_t ny, int64_t nx)
{
    iv_layout l;
    iv_image *im;
    float *f = malloc((size_t)(ny * nx) * sizeof *f);
    assert_non_null(f);
    for (int64_t i = 0; i < ny * nx; i++) f[i] = (float)i;
    assert_int_equal(iv_layout_make(2, (const int64_t[]){ ny, nx }, &l), IV_OK);
    assert_int_equal(iv_image_push(d, IV_PIXEL_F32, &l, f, &im), IV_OK);
    free(f);
    return im;
}

#define ASSERT_WORDS(part)                                                                         \
    do {                                                                                           \
        if (!strstr(iv_error(), part)) fail_msg("'%s' is not in: %s", part, iv_error());           \
    } while (0)

static void check_ramp(iv_image *mask, int64_t n, int64_t threshold)
{
    uint8_t *m = malloc((size_t)n);
    assert_non_null(m);
    assert_int_equal(iv_image_pixel(mask), IV_PIXEL_U8);
    assert_int_equal(iv_image_pull(mask, m), IV_OK);
    for (int64_t i = 0; i < n; i++) assert_int_equal(m[i], i > threshold);
    free(m);
}

static void devices(void **state)
{
    iv_device *d;
    (void)state;
    assert_int_equal(iv_device_find("nonesuch", &d), IV_ERROR_NAME);
    assert_null(d);
    ASSERT_WORDS("nonesuch");
    for (int i = 0; i < iv_device_count(); i++) ASSERT_WORDS(iv_device_at(i)->id);
    assert_int_equal(iv_device_find("", &d), IV_ERROR_NAME);
    assert_int_equal(iv_device_find("CPU", &d), IV_OK);
    assert_string_equal(d->id, "cpu");

    char *old = getenv("ISOVOX_DEVICE") ? strdup(getenv("ISOVOX_DEVICE")) : NULL;
    setenv("ISOVOX_DEVICE", "abacus", 1);
    assert_int_equal(iv_device_default(&d), IV_ERROR_NAME);
    ASSERT_WORDS("ISOVOX_DEVICE: there is no device 'abacus'");
    setenv("ISOVOX_DEVICE", "cpu", 1);
    assert_int_equal(iv_device_default(&d), IV_OK);
    assert_string_equal(d->id, "cpu");
    if (old)
        setenv("ISOVOX_DEVICE", old, 1);
    else
        unsetenv("ISOVOX_DEVICE");
    free(old);
    assert_non_null(strstr(iv_device_report(), "CPU: 1 device"));
}

static void one_answer(void **state)
{
    (void)state;
    for (int i = 0; i < iv_device_count(); i++) {
        iv_image *im = ramp(iv_device_at(i), 17, 33), *mask = NULL;
        assert_int_equal(iv_greater_constant(im, &mask, 100), IV_OK);
        check_ramp(mask, 17 * 33, 100);
        assert_int_equal(iv_greater_constant(im, &mask, 200), IV_OK); /* into the same image */
        check_ramp(mask, 17 * 33, 200);
        iv_image_release(mask);
        iv_image_release(im);
    }
}

static void wrong_numbers(void **state)
{
    iv_image *im = ramp(NULL, 4, 4), *out = NULL;
    (void)state;
    assert_int_equal(iv_greater_constant(im, &out, NAN), IV_ERROR_ARGUMENT);
    assert_null(out);
    ASSERT_WORDS("greater_constant: scalar is nan");
    assert_int_equal(iv_greater_constant(im, &out, INFINITY), IV_ERROR_ARGUMENT);
    assert_int_equal(iv_greater_constant(im, &out, 1e300), IV_ERROR_ARGUMENT);
    ASSERT_WORDS("at most");
    assert_int_equal(iv_greater_constant(NULL, &out, 1), IV_ERROR_ARGUMENT);
    ASSERT_WORDS("input_image is missing");
    assert_null(out);
    iv_value v[1] = { { .image = im } };
    assert_int_equal(iv_call(iv_op_find("greater_constant"), NULL, v, 1), IV_ERROR_ARGUMENT);
    ASSERT_WORDS("takes 3 arguments, not 1");
    assert_int_equal(iv_call(iv_op_find("greater_konstant"), NULL, v, 1), IV_ERROR_NAME);
    assert_string_equal(iv_op_nearest("greater_konstant"), "greater_constant");
    iv_image_release(im);
}

static void wrong_output(void **state)
{
    (void)state;
    for (int i = 0; i < iv_device_count(); i++) {
        iv_image *im = ramp(iv_device_at(i), 5, 8), *out = ramp(iv_device_at(i), 8, 5);
        const iv_image *same = out;
        float after[40];
        assert_int_equal(iv_greater_constant(im, &out, 10), IV_ERROR_SHAPE);
        ASSERT_WORDS("output_image is 8 x 5 (y x), but the result is 5 x 8 (y x)");
        assert_ptr_equal(out, same);
        assert_int_equal(iv_image_pull(out, after), IV_OK);
        for (int k = 0; k < 40; k++) assert_true(after[k] == (float)k);
        iv_image_release(out);
        iv_image_release(im);
    }
}

static void two_devices(void **state)
{
    iv_device *other;
    (void)state;
    assert_int_equal(iv__device_make(&iv__backend_cpu, 0, &other), IV_OK);
    iv_image *here = ramp(NULL, 3, 3), *there = ramp(other, 3, 3);
    assert_int_equal(iv_greater_constant(here, &there, 1), IV_ERROR_DEVICE);
    ASSERT_WORDS("output_image is on");
    for (int i = 0; i < iv_op_count(); i++) { /* some operation of two images and no numbers */
        const iv_op *op = iv_op_at(i);
        iv_op_info info;
        iv_param_info p[3];
        iv_op_describe(op, &info);
        if (info.params != 3) continue;
        for (int k = 0; k < 3; k++) iv_op_param(op, k, &p[k]);
        if (p[0].kind != IV_PARAM_SRC || p[1].kind != IV_PARAM_SRC || p[2].kind != IV_PARAM_DST ||
            p[1].optional)
            continue;
        iv_value v[3] = { { .image = here }, { .image = there }, { .result = NULL } };
        assert_int_equal(iv_call(op, NULL, v, 3), IV_ERROR_DEVICE);
        ASSERT_WORDS("move it there first");
        break;
    }
    iv_image_release(here);
    iv_image_release(there);
    iv__device_destroy(other);
}

static int stop(void *user, double done, const char *what)
{
    assert_non_null(what);
    assert_true(done >= 0 && done <= 1);
    return ++*(int *)user;
}

static void cancelled(void **state)
{
    (void)state;
    for (int i = 0; i < iv_device_count(); i++) {
        iv_image *im = ramp(iv_device_at(i), 300, 300), *out = NULL;
        uint64_t before, after;
        int calls = 0;
        iv_device_memory(iv_device_at(i), &before, NULL, NULL);
        iv_progress_set(stop, &calls);
        assert_int_equal(iv_greater_constant(im, &out, 1), IV_ERROR_CANCELLED);
        iv_progress_set(NULL, NULL);
        assert_int_equal(calls, 1);
        assert_null(out);
        ASSERT_WORDS("greater_constant: cancelled");
        iv_device_memory(iv_device_at(i), &after, NULL, NULL);
        assert_int_equal(after, before);
        assert_int_equal(iv_greater_constant(im, &out, 1000), IV_OK);
        check_ramp(out, 90000, 1000);
        iv_image_release(out);
        iv_image_release(im);
    }
}

/* t and c are mapped: each volume gives what it gives alone, whether a view fits its size or not.
 */
static void batches(void **state)
{
    enum { T = 2, C = 3, NY = 3, MOST = 9 };
    (void)state;
    for (int i = 0; i < iv_device_count(); i++)
        for (int nx = 6; nx <= MOST; nx++) {
            iv_device *d = iv_device_at(i);
            const int n = NY * nx;
            iv_layout all, one;
            uint8_t in[T * C * NY * MOST];
            float together[T * C * NY * MOST], alone[NY * MOST];
            iv_image *im, *blurred = NULL;
            for (int k = 0; k < T * C * n; k++) in[k] = (uint8_t)(k * k * 37 >> 3);
            iv_layout_make(5, (const int64_t[]){ T, C, 1, NY, nx }, &all);
            iv_layout_make(2, (const int64_t[]){ NY, nx }, &one);
            assert_int_equal(iv_image_push(d, IV_PIXEL_U8, &all, in, &im), IV_OK);
            assert_int_equal(iv_gaussian_blur(im, &blurred, 1, 1, 0), IV_OK);
            assert_int_equal(iv_image_pull(blurred, together), IV_OK);
            iv_image_release(blurred);
            iv_image_release(im);
            for (int k = 0; k < T * C; k++) {
                blurred = NULL;
                assert_int_equal(iv_image_push(d, IV_PIXEL_U8, &one, in + k * n, &im), IV_OK);
                assert_int_equal(iv_gaussian_blur(im, &blurred, 1, 1, 0), IV_OK);
                assert_int_equal(iv_image_pull(blurred, alone), IV_OK);
                assert_memory_equal(alone, together + k * n, (size_t)n * sizeof *alone);
                iv_image_release(blurred);
                iv_image_release(im);
            }
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(devices),       cmocka_unit_test(one_answer),
        cmocka_unit_test(wrong_numbers), cmocka_unit_test(wrong_output),
        cmocka_unit_test(two_devices),   cmocka_unit_test(cancelled),
        cmocka_unit_test(batches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
