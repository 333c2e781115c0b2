/* Every operation, with every call of its backend failing in turn: the first, the second ... until
   none is left to fail. Each time the call must fail with that call's status and words, give
   nothing back, leak nothing, and leave the device working. */
#include "backend/cpu.h"
#include "calls.h"
#include "recording.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const struct {
    iv_pixel pixel;
    int ndim;
    int64_t shape[4];
} images[CALL_SETS] = { { IV_PIXEL_F32, 4, { 2, 5, 6, 8 } }, { IV_PIXEL_U16, 2, { 9, 7 } } };

static uint64_t memory_used(iv_device *d)
{
    uint64_t used;
    iv_device_memory(d, &used, NULL, NULL);
    return used;
}

/* Fails the n-th call; returns whether there was an n-th. */
static int fail_nth(struct call *c, iv_device *d, int n, uint64_t expected)
{
    iv_status want;
    const uint64_t used = memory_used(d);
    recording_fail(n);
    const iv_status s = call_run(c);
    const char *failed = recording_failed(&want);
    recording_fail(0);
    if (!failed) {
        assert_int_equal(s, IV_OK);
        call_drop_results(c);
        return 0;
    }
    if (s != want || !strstr(iv_error(), c->info.name))
        fail_msg("%s: with the %dth call (%s) failing it returned %s: %s", c->info.name, n, failed,
                 iv_status_name(s), iv_error());
    if (!call_is_empty(c)) fail_msg("%s: gave a result, but %s failed", c->info.name, failed);
    if (memory_used(d) != used)
        fail_msg("%s: holds on to memory after %s failed", c->info.name, failed);
    if (call_run(c) != IV_OK)
        fail_msg("%s: fails after %s had failed: %s", c->info.name, failed, iv_error());
    if (call_hash(c) != expected)
        fail_msg("%s: gives another result after %s had failed", c->info.name, failed);
    call_drop_results(c);
    if (memory_used(d) != used) fail_msg("%s: holds on to memory", c->info.name);
    return 1;
}

/* With `fresh`, every turn has a device of its own, so that each time all programs are built.
   Returns whether these arguments are right for the operation at all. */
static int fail_each(const iv__backend *inner, iv_device *shared, const iv_op *op, int set)
{
    struct call c;
    uint64_t expected = 0;
    for (int n = 0, more = 1; more; n++) {
        iv_device *d = shared ? shared : recording_begin(inner, 0);
        assert_non_null(d);
        assert_int_equal(
            call_make(&c, d, op, images[set].pixel, images[set].ndim, images[set].shape, set),
            IV_OK);
        if (n == 0) {
            more = call_run(&c) == IV_OK;
            if (more) expected = call_hash(&c);
        } else {
            more = fail_nth(&c, d, n, expected);
        }
        call_end(&c);
        if (!shared) assert_int_equal(recording_end(d), 0);
        if (n == 0 && !more) return 0;
        if (n > 5000) fail_msg("it never ends");
    }
    return 1;
}

static void on_cpu(void **state)
{
    (void)state;
    for (int i = 0; i < iv_op_count(); i++) {
        iv_op_info info;
        int ran = 0;
        iv_op_describe(iv_op_at(i), &info);
        if (info.alias_of[0]) continue;
        for (int set = 0; set < CALL_SETS; set++)
            ran += fail_each(&iv__backend_cpu, NULL, iv_op_at(i), set);
        if (!ran) fail_msg("%s: no arguments were right for it: %s", info.name, iv_error());
    }
}

static void on_opencl(void **state)
{
    (void)state;
    const char *only = getenv("ISOVOX_BACKENDS");
    struct iv__device_facts facts[IV__MAX_DEVICES];
    char why[256];
    if ((only && *only && !strstr(only, "opencl")) ||
        iv__backend_opencl.probe(facts, IV__MAX_DEVICES, why, sizeof why) == 0) {
        print_message("no OpenCL: skipped\n");
        skip();
    }
    iv_device *d = recording_begin(&iv__backend_opencl, 0);
    assert_non_null(d);
    for (int i = 0; i < iv_op_count(); i++) {
        iv_op_info info;
        iv_op_describe(iv_op_at(i), &info);
        if (!info.alias_of[0]) fail_each(&iv__backend_opencl, d, iv_op_at(i), 0);
    }
    assert_int_equal(recording_end(d), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(on_cpu), cmocka_unit_test(on_opencl) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
