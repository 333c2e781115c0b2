/* Programs that take long to build: several at once, on threads of their own, while what was asked for
   after them waits in order. */
#include "core/queue.h"
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

enum { KERNELS = 24, SLOW = 4 };

/* A backend over host memory: kernel i sets a word to 3 * word + i when it is launched. */
static struct {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int building, most, builds, meet, fail, hold;
    atomic_int begun;
    int tell; /* a file that is told when a build begins and ends, which then takes its time; or 0 */
} seen = { .mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER };

/* Where the test says so, the first two builds wait for each other: they can only pass together; or all
   wait until the test has asked for everything. */
static void meet(void)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 20;
    pthread_cond_broadcast(&seen.changed);
    while ((seen.meet && seen.most < 2) || seen.hold)
        if (pthread_cond_timedwait(&seen.changed, &seen.mutex, &until) == ETIMEDOUT) break;
}

static iv_status build(void *state, const struct iv__source *source, void **program, void **binary,
                       size_t *size)
{
    (void)state, (void)binary, (void)size;
    if (seen.tell) {
        if (write(seen.tell, "(", 1) != 1) return IV_ERROR_INTERNAL;
        atomic_fetch_add(&seen.begun, 1);
        usleep(100000);
        if (write(seen.tell, ")", 1) != 1) return IV_ERROR_INTERNAL;
    }
    pthread_mutex_lock(&seen.mutex);
    seen.builds++;
    if (++seen.building > seen.most) seen.most = seen.building;
    meet();
    const int fails = seen.fail && strstr(source->text, "#define N 7\n");
    seen.building--;
    pthread_mutex_unlock(&seen.mutex);
    if (fails) return iv__error(IV_ERROR_BUILD, "%s: 7 is not liked", source->name);
    *program = strdup(source->text);
    return IV_OK;
}

/* While programs may be under way. */
static void set(int *what, int on)
{
    pthread_mutex_lock(&seen.mutex);
    *what = on;
    pthread_cond_broadcast(&seen.changed);
    pthread_mutex_unlock(&seen.mutex);
}

static void unbuild(void *state, void *program)
{
    (void)state;
    free(program);
}

static iv_status find(void *state, void *program, const char *name, void **kernel)
{
    (void)state;
    assert_non_null(strstr(program, name));
    *kernel = program;
    return IV_OK;
}

static iv_status launch(void *state, void *kernel, const uint32_t groups[3],
                        const struct iv__arg *args, int n_args)
{
    uint32_t *word = (uint32_t *)(uintptr_t)args[0].handle;
    (void)state, (void)groups;
    assert_int_equal(n_args, 2);
    const char *number = strstr(kernel, "#define N ") + 10;
    *word = 3 * *word + (uint32_t)atoi(number) + *(const uint32_t *)args[1].value;
    return IV_OK;
}

static const char *const texts[] = { "kernel\n", NULL };
static const struct iv__program program = { "program", texts, { "#N" } };
static const struct iv__kernel kernel = { "kernel", &program, NULL };
static iv__backend backend;

static int probe(struct iv__device_facts *facts, int room, char *why, size_t why_size)
{
    const int n = iv__backend_cpu.probe(facts, room, why, why_size);
    facts[0].slow_builds = 1;
    return n;
}

static iv_device *device(void)
{
    static const char *const dialect[] = { "", NULL };
    iv_device *d;
    backend = iv__backend_cpu;
    backend.dialect = dialect;
    backend.probe = probe;
    backend.build = build;
    backend.unbuild = unbuild;
    backend.kernel = find;
    backend.launch = launch;
    seen.most = seen.builds = seen.meet = seen.fail = seen.hold = 0;
    assert_int_equal(iv__device_make(&backend, 0, &d), IV_OK);
    return d;
}

static struct iv__buffer *word(iv_device *d)
{
    struct iv__buffer *b;
    assert_int_equal(iv__buffer_new(d, 4, &b), IV_OK);
    return b;
}

static iv_status ask(iv_device *d, struct iv__buffer *b, unsigned n, uint32_t more)
{
    const struct iv__arg args[] = { { .handle = b->handle, .is_buffer = 1 },
                                    { .value = &more, .size = sizeof more } };
    iv__device_lock(d);
    const iv_status s = iv__queue_launch(d, &kernel, n, (uint32_t[]){ 1, 1, 1 }, args, 2);
    iv__device_unlock(d);
    more = 0; /* the value was copied */
    return s;
}

static uint32_t pull(iv_device *d, struct iv__buffer *b)
{
    uint32_t v;
    iv__device_lock(d);
    assert_int_equal(iv__queue_settle(d), IV_OK);
    assert_int_equal(d->backend->read(d->state, &v, b->handle, 0, 4), IV_OK);
    iv__device_unlock(d);
    return v;
}

/* Fills, writes, copies and launches, some of which have their program already. */
static void in_order(void **state)
{
    iv_device *d = device();
    struct iv__buffer *a = word(d), *b = word(d);
    uint32_t x = 5, y;
    (void)state;
    assert_int_equal(ask(d, a, 1, 0), IV_OK);
    pull(d, a);
    iv__device_lock(d);
    assert_int_equal(iv__queue_fill(d, a->handle, 4, 2), IV_OK);
    iv__device_unlock(d);
    y = 2;
    for (unsigned i = 0; i < KERNELS; i++) {
        assert_int_equal(ask(d, a, i, i * i), IV_OK);
        y = 3 * y + i + i * i;
    }
    iv__device_lock(d);
    assert_int_equal(iv__queue_copy(d, b->handle, 0, a->handle, 0, 4), IV_OK);
    assert_int_equal(iv__queue_write(d, a->handle, &x, 4), IV_OK);
    iv__device_unlock(d);
    x = 77;
    assert_int_equal(ask(d, a, 1, 1), IV_OK);
    assert_int_equal(pull(d, a), 3 * 5 + 2);
    assert_int_equal(pull(d, b), y);
    assert_int_equal(seen.builds, KERNELS);
    iv__buffer_release(a);
    iv__buffer_release(b);
    iv__device_destroy(d);
}

/* Memory that was given back, and the pool emptied, while commands wait. */
static void freed(void **state)
{
    iv_device *d = device();
    (void)state;
    for (unsigned i = 0; i < KERNELS; i++) {
        struct iv__buffer *b = word(d);
        assert_int_equal(ask(d, b, i, 0), IV_OK);
        iv__buffer_release(b);
        if (i % 8 == 0) iv_device_trim(d);
    }
    iv__device_destroy(d);
}

static void at_once(void **state)
{
    iv_device *d = device();
    struct iv__buffer *b = word(d);
    (void)state;
    seen.meet = 1;
    for (unsigned i = 0; i < SLOW; i++) assert_int_equal(ask(d, b, i, 0), IV_OK);
    pull(d, b);
    assert_in_range(seen.most, 2, SLOW);
    assert_int_equal(seen.builds, SLOW);
    iv__buffer_release(b);
    iv__device_destroy(d);
}

/* The failure is told once, in its own words; nothing after it was done; then all is well again. */
static void failure(void **state)
{
    iv_device *d = device();
    struct iv__buffer *b = word(d);
    (void)state;
    set(&seen.fail, 1);
    set(&seen.hold, 1);
    iv__device_lock(d);
    assert_int_equal(iv__queue_fill(d, b->handle, 4, 1), IV_OK);
    iv__device_unlock(d);
    assert_int_equal(ask(d, b, 2, 0), IV_OK);
    assert_int_equal(ask(d, b, 7, 0), IV_OK);
    assert_int_equal(ask(d, b, 3, 0), IV_OK);
    set(&seen.hold, 0);
    iv_device_trim(d); /* has nobody to tell */
    assert_int_equal(iv_device_wait(d), IV_ERROR_BUILD);
    assert_non_null(strstr(iv_error(), "program: 7 is not liked"));
    assert_int_equal(iv_device_wait(d), IV_OK);
    assert_int_equal(pull(d, b), 3 + 2);
    set(&seen.fail, 0);
    assert_int_equal(ask(d, b, 7, 0), IV_OK);
    assert_int_equal(pull(d, b), 3 * 5 + 7);
    iv__buffer_release(b);
    iv__device_destroy(d);
}

static void *user(void *arg)
{
    iv_device *d = arg;
    struct iv__buffer *b = word(d);
    uint32_t y = 0;
    const char *fault = NULL;
    iv__device_lock(d);
    iv__queue_fill(d, b->handle, 4, 0);
    iv__device_unlock(d);
    for (unsigned i = 0; i < KERNELS && !fault; i++) {
        if (ask(d, b, i, 1)) fault = "a launch failed";
        y = 3 * y + i + 1;
        if (i % 5 == 0 && pull(d, b) != y) fault = "wrong number";
    }
    if (pull(d, b) != y) fault = "wrong number at the end";
    iv__buffer_release(b);
    return (void *)(uintptr_t)fault;
}

static void threads(void **state)
{
    iv_device *d = device();
    pthread_t t[6];
    (void)state;
    for (int i = 0; i < 6; i++) assert_int_equal(pthread_create(&t[i], NULL, user, d), 0);
    for (int i = 0; i < 6; i++) {
        void *fault;
        pthread_join(t[i], &fault);
        if (fault) fail_msg("%s", (const char *)fault);
    }
    assert_int_equal(seen.builds, KERNELS); /* once for all of them */
    iv__device_destroy(d);
}

/* A process that ends meanwhile waits for the builds that have begun, and for no others. */
static void the_end(void **state)
{
    int ends[2], status, begun = 0, ended = 0;
    char c;
    (void)state;
    assert_int_equal(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        iv_device *d = device();
        struct iv__buffer *b = word(d);
        seen.tell = ends[1];
        for (unsigned i = 0; i < KERNELS; i++) ask(d, b, i, 0);
        for (int i = 0; i < 2000 && !atomic_load(&seen.begun); i++) usleep(10000);
        exit(0);
    }
    close(ends[1]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    while (read(ends[0], &c, 1) == 1) begun += c == '(', ended += c == ')';
    close(ends[0]);
    assert_int_equal(begun, ended);
    assert_in_range(begun, 1, KERNELS - 1);
}

static int set_up(void **state)
{
    (void)state;
    return setenv("ISOVOX_CACHE", "off", 1) || setenv("ISOVOX_THREADS", "4", 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_end), /* forks, which only a process without other threads may do */
        cmocka_unit_test(in_order), cmocka_unit_test(freed),   cmocka_unit_test(at_once),
        cmocka_unit_test(failure),  cmocka_unit_test(threads),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
