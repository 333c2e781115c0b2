/* Device memory: no operation takes more than its declaration says, and none says more than it takes. */
#include "calls.h"
#include "core/op.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* The pool rounds sizes up, by at most a quarter; odd results show it. */
static const double TOLERANCE = 0.2, MOST = 4;

/* Images of two sizes: what does not grow with them does not count. The large ones are for what is done
   in parts of a fixed size, of which the others are smaller. */
static const int64_t volumes[2][2][3] = { { { 16, 128, 128 }, { 32, 128, 128 } },
                                          { { 64, 256, 256 }, { 128, 256, 256 } } };
static const int64_t planes[2][2] = { { 512, 512 }, { 1024, 512 } };

struct taken {
    double bytes, pixels; /* pixels: of the largest image */
};

/* 0: the arguments do not fit the operation */
static int measure(iv_device *d, const iv_op *op, iv_pixel pixel, int ndim, const int64_t *shape, int set,
                   double length, struct taken *out)
{
    struct call c;
    uint64_t used, peak;
    assert_int_equal(call_make(&c, d, op, pixel, ndim, shape, set), IV_OK);
    for (int i = 0; i < c.info.params; i++)
        if (c.params[i].kind == IV_PARAM_REAL && strcmp(c.params[i].unit, "pixel") == 0 && length > 0)
            c.values[i].real = length;
    assert_int_equal(iv_device_wait(d), IV_OK);
    iv_device_memory_reset(d);
    iv_device_memory(d, &used, NULL, NULL);
    const int fits = call_run(&c) == IV_OK;
    iv_device_memory(d, NULL, &peak, NULL);
    *out = (struct taken){ (double)(peak - used), 0 };
    for (int i = 0; i < c.info.params; i++) {
        const double n = c.images[i] ? (double)iv_layout_count(iv_image_layout(c.images[i])) : 0;
        if (n > out->pixels) out->pixels = n;
    }
    call_end(&c);
    return fits;
}

/* Images of 32-bit pixels that are taken more where there is one more. */
static double images(iv_device *d, const iv_op *op, iv_pixel pixel, int flat, int large, int set, double length)
{
    struct taken t[2];
    for (int i = 0; i < 2; i++)
        if (!measure(d, op, pixel, flat ? 2 : 3, flat ? planes[i] : volumes[large][i], set, length, &t[i])) return 0;
    return t[1].pixels > t[0].pixels ? (t[1].bytes - t[0].bytes) / (t[1].pixels - t[0].pixels) / 4 : 0;
}

static double most(iv_device *d, const iv_op *op, const iv_pixel *pixels, int n, int large)
{
    double worst = 0;
    for (int k = 0; k < n; k++)
        for (int set = 0; set < CALL_SETS; set++)
            for (int flat = 0; flat < 2; flat++) {
                if (flat && large) continue;
                const double m = images(d, op, pixels[k], flat, large, set, flat ? 12 : 2);
                if (m > worst) worst = m;
            }
    return worst;
}

static void check(iv_device *d, const iv_pixel *pixels, int n, double *taken)
{
    int wrong = 0;
    for (int i = 0; i < iv_op_count(); i++) {
        iv_op_info info;
        iv_op_describe(iv_op_at(i), &info);
        if (info.alias_of[0]) continue;
        double m = most(d, iv_op_at(i), pixels, n, 0);
        if (m > info.memory + TOLERANCE) m = most(d, iv_op_at(i), pixels, n, 1);
        if (m > taken[i]) taken[i] = m;
        if (m <= info.memory + TOLERANCE) continue;
        print_error("%s takes %.2f images, not %.2f\n", info.name, m, info.memory);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static double *taken; /* at most, on any device; for each operation */

static void cpu(void **state)
{
    static const iv_pixel pixels[] = { IV_PIXEL_F32, IV_PIXEL_U8, IV_PIXEL_U32 };
    iv_device *d;
    (void)state;
    assert_int_equal(iv_device_find("cpu", &d), IV_OK);
    check(d, pixels, 3, taken);
}

/* The form for GPUs, on any OpenCL device: bits may be wrong there (kernel/common/tile.h), memory is not. */
static void opencl(void **state)
{
    static const iv_pixel pixels[] = { IV_PIXEL_F32 };
    iv_device *d;
    (void)state;
    if (iv_device_find("opencl", &d) != IV_OK) skip();
    setenv("ISOVOX_TILES", "always", 1);
    check(d, pixels, 1, taken);
    unsetenv("ISOVOX_TILES");
}

/* What is declared is what is needed. */
static void honest(void **state)
{
    int wrong = 0;
    (void)state;
    for (int i = 0; i < iv_op_count(); i++) {
        iv_op_info info;
        iv_op_describe(iv_op_at(i), &info);
        if (info.alias_of[0]) continue;
        const double more = info.memory - taken[i];
        if (info.memory > MOST) print_error("%s takes more than %g images\n", info.name, MOST), wrong++;
        if (iv_op_at(i)->memory > 0 && more > TOLERANCE)
            print_error("%s takes %.2f images at most, not %.2f\n", info.name, taken[i], info.memory), wrong++;
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(cpu), cmocka_unit_test(opencl),
                                        cmocka_unit_test(honest) };
    taken = calloc((size_t)iv_op_count(), sizeof *taken);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
