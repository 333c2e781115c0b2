/* Several threads on one device: calls, references, errors, the pool. */
#include <isovox/ops.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { THREADS = 6, TURNS = 40, N = 1500 };

struct work {
    iv_image *shared; /* a ramp; each thread has a reference */
    iv_device *device;
    int id;
    const char *fault;
};

static const char *one_turn(struct work *w, int turn)
{
    uint8_t mask[N];
    char words[64];
    const int threshold = (w->id * 97 + turn * 31) % N;
    iv_image *out = NULL, *wrong = NULL;
    if (iv_greater_constant(w->shared, &out, threshold) != IV_OK) return "a call failed";
    if (iv_image_pull(out, mask) != IV_OK) return "pull failed";
    for (int i = 0; i < N; i++)
        if (mask[i] != (i > threshold)) return "wrong pixels";
    iv_image_release(out);
    /* this thread's error is its own */
    if (iv_greater_constant(w->shared, &wrong, -4e38 - 1e36 * w->id) != IV_ERROR_ARGUMENT)
        return "a wrong number was taken";
    snprintf(words, sizeof words, "scalar is %.9g", -4e38 - 1e36 * w->id);
    if (!strstr(iv_error(), words)) return "another thread's error";
    for (int i = 0; i < 20; i++) iv_image_release(iv_image_retain(w->shared));
    if (turn % 16 == w->id) iv_device_trim(w->device);
    return NULL;
}

static void *run(void *arg)
{
    struct work *w = arg;
    for (int i = 0; i < TURNS && !w->fault; i++) w->fault = one_turn(w, i);
    iv_image_release(w->shared);
    return NULL;
}

static void calls(void **state)
{
    (void)state;
    for (int k = 0; k < iv_device_count(); k++) {
        iv_device *d = iv_device_at(k);
        float ramp[N];
        iv_layout l;
        iv_image *im;
        pthread_t threads[THREADS];
        struct work work[THREADS];
        uint64_t before, after;
        for (int i = 0; i < N; i++) ramp[i] = (float)i;
        iv_device_memory(d, &before, NULL, NULL);
        iv_layout_make(1, (const int64_t[]){ N }, &l);
        assert_int_equal(iv_image_push(d, IV_PIXEL_F32, &l, ramp, &im), IV_OK);
        for (int i = 0; i < THREADS; i++) {
            work[i] = (struct work){ iv_image_retain(im), d, i, NULL };
            assert_int_equal(pthread_create(&threads[i], NULL, run, &work[i]), 0);
        }
        iv_image_release(im);
        for (int i = 0; i < THREADS; i++) {
            pthread_join(threads[i], NULL);
            if (work[i].fault) fail_msg("thread %d: %s", i, work[i].fault);
        }
        iv_device_memory(d, &after, NULL, NULL);
        assert_int_equal(after, before);
    }
}

/* The first use of the library, by all threads at once. */
static void *first(void *arg)
{
    iv_device *d = NULL;
    iv_device_default(&d);
    *(iv_device **)arg = d;
    return NULL;
}

static void start(void **state)
{
    pthread_t threads[THREADS];
    iv_device *found[THREADS];
    (void)state;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, first, &found[i]), 0);
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    for (int i = 0; i < THREADS; i++) {
        assert_non_null(found[i]);
        assert_ptr_equal(found[i], found[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(start), cmocka_unit_test(calls) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
