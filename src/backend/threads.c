/* A pool of threads that lives as long as the process. Workers sleep until a job comes, take its
   items one by one off a shared counter, and sleep again; the caller takes part. */
#include "backend/cpu.h"
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

static struct {
    pthread_mutex_t mutex, jobs; /* jobs: one job at a time */
    pthread_cond_t start, done;
    pid_t pid;                   /* a forked child has no workers: it makes its own */
    int workers, busy;
    unsigned turn;
    uint64_t n;
    void (*f)(void *, uint64_t);
    void *arg;
    _Atomic uint64_t next;
} pool = { .mutex = PTHREAD_MUTEX_INITIALIZER, .jobs = PTHREAD_MUTEX_INITIALIZER,
           .start = PTHREAD_COND_INITIALIZER, .done = PTHREAD_COND_INITIALIZER };

int iv__threads(void)
{
    const char *wish = getenv("ISOVOX_THREADS");
    int n = wish ? atoi(wish) : 0;
    cpu_set_t set;
    if (n <= 0 && sched_getaffinity(0, sizeof set, &set) == 0) n = CPU_COUNT(&set);
    return n < 1 ? 1 : n > 256 ? 256 : n;
}

static void take(void (*f)(void *, uint64_t), void *arg, uint64_t n)
{
    for (uint64_t i; (i = atomic_fetch_add_explicit(&pool.next, 1, memory_order_relaxed)) < n;) f(arg, i);
}

static void *work(void *unused)
{
    unsigned seen = 0;
    (void)unused;
    pthread_mutex_lock(&pool.mutex);
    for (;;) {
        while (pool.turn == seen) pthread_cond_wait(&pool.start, &pool.mutex);
        seen = pool.turn;
        void (*f)(void *, uint64_t) = pool.f;
        void *arg = pool.arg;
        const uint64_t n = pool.n;
        pthread_mutex_unlock(&pool.mutex);
        take(f, arg, n);
        pthread_mutex_lock(&pool.mutex);
        if (--pool.busy == 0) pthread_cond_signal(&pool.done);
    }
    return NULL;
}

static void start_workers(void)
{
    pthread_attr_t a;
    pthread_attr_init(&a);
    pthread_attr_setdetachstate(&a, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&a, (size_t)8 << 20); /* kernels keep a group's local memory there */
    pool.pid = getpid();
    pool.workers = 0;
    pool.turn = 0;
    for (int i = 1, n = iv__threads(); i < n; i++) {
        pthread_t t;
        if (pthread_create(&t, &a, work, NULL)) break;
        pool.workers++;
    }
    pthread_attr_destroy(&a);
}

iv_status iv__parallel(uint64_t n, void (*f)(void *, uint64_t), void *arg)
{
    iv_status s = IV_OK;
    if (n == 1) {
        f(arg, 0);
        return iv__progress(0, "");
    }
    pthread_mutex_lock(&pool.jobs);
    if (pool.pid != getpid()) start_workers();
    pthread_mutex_lock(&pool.mutex);
    pool.f = f;
    pool.arg = arg;
    pool.n = n;
    pool.busy = pool.workers;
    atomic_store(&pool.next, 0);
    pool.turn++;
    pthread_cond_broadcast(&pool.start);
    pthread_mutex_unlock(&pool.mutex);
    for (uint64_t i; (i = atomic_fetch_add_explicit(&pool.next, 1, memory_order_relaxed)) < n;) {
        f(arg, i);
        if ((s = iv__progress((double)i / (double)n, "")) != IV_OK) atomic_store(&pool.next, n);
    }
    pthread_mutex_lock(&pool.mutex);
    while (pool.busy) pthread_cond_wait(&pool.done, &pool.mutex);
    pthread_mutex_unlock(&pool.mutex);
    pthread_mutex_unlock(&pool.jobs);
    return s;
}
