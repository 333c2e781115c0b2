/* A pool of threads that lives as long as the process. Workers join a job while it is open, take its
   items off a shared counter, a 64th of a thread's share at a time, and then watch a short while for the
   next job before they sleep; the caller takes part, closes the job when no items are left, and waits only
   for the workers that have joined: a small job does not wait for one that has yet to wake up. */
#include "backend/cpu.h"
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#if defined __x86_64__
#define RELAX() __builtin_ia32_pause()
#elif defined __aarch64__
#define RELAX() __asm__ volatile("yield")
#else
#define RELAX() (void)0
#endif
#if defined __x86_64__
#define ORDER_STREAMS() __builtin_ia32_sfence() /* before others may see what was stored past the cache */
#else
#define ORDER_STREAMS() (void)0
#endif
enum { LOOKS = 2000 }; /* some 20 to 50 microseconds: what waking a thread costs */

static struct {
    pthread_mutex_t mutex, jobs; /* jobs: one job at a time */
    pthread_cond_t start, done;
    int started, workers, open;
    _Atomic int joined;
    _Atomic unsigned turn;
    uint64_t n, batch;
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

/* The next items of the job; 0 if there are none. */
static int take(uint64_t *i, uint64_t *end)
{
    *i = atomic_fetch_add_explicit(&pool.next, pool.batch, memory_order_relaxed);
    *end = *i + pool.batch < pool.n ? *i + pool.batch : pool.n;
    return *i < pool.n;
}

static void *work(void *unused)
{
    unsigned seen = 0;
    (void)unused;
    for (;;) {
        for (int i = 0; i < LOOKS && atomic_load(&pool.turn) == seen; i++) RELAX();
        pthread_mutex_lock(&pool.mutex);
        while (atomic_load(&pool.turn) == seen) pthread_cond_wait(&pool.start, &pool.mutex);
        seen = atomic_load(&pool.turn);
        const int join = pool.open;
        void (*f)(void *, uint64_t) = pool.f;
        void *arg = pool.arg;
        if (join) atomic_fetch_add(&pool.joined, 1);
        pthread_mutex_unlock(&pool.mutex);
        if (!join) continue;
        for (uint64_t i, end; take(&i, &end);)
            for (; i < end; i++) f(arg, i);
        ORDER_STREAMS();
        pthread_mutex_lock(&pool.mutex);
        if (atomic_fetch_sub(&pool.joined, 1) == 1) pthread_cond_signal(&pool.done);
        pthread_mutex_unlock(&pool.mutex);
    }
    return NULL;
}

/* A forked child has no workers, and locks that nobody will open: it starts anew. */
static void forget(void)
{
    pthread_mutex_init(&pool.mutex, NULL);
    pthread_mutex_init(&pool.jobs, NULL);
    pthread_cond_init(&pool.start, NULL);
    pthread_cond_init(&pool.done, NULL);
    pool.started = pool.workers = pool.open = 0;
    atomic_store(&pool.joined, 0);
    atomic_store(&pool.turn, 0);
}

static void start_workers(void)
{
    static int watched;
    pthread_attr_t a;
    if (!watched) watched = pthread_atfork(NULL, NULL, forget) == 0;
    pthread_attr_init(&a);
    pthread_attr_setdetachstate(&a, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&a, (size_t)8 << 20); /* kernels keep a group's local memory there */
    pool.started = 1;
    for (int i = 1, n = iv__threads(); i < n; i++) {
        pthread_t t;
        if (pthread_create(&t, &a, work, NULL)) break;
        pool.workers++;
    }
    pthread_attr_destroy(&a);
}

static void open_job(uint64_t n, void (*f)(void *, uint64_t), void *arg)
{
    pthread_mutex_lock(&pool.mutex);
    pool.f = f;
    pool.arg = arg;
    pool.n = n;
    pool.batch = n / (64 * ((uint64_t)pool.workers + 1)) + 1;
    pool.open = 1;
    atomic_store(&pool.next, 0);
    atomic_fetch_add(&pool.turn, 1);
    if (n > (uint64_t)pool.workers) pthread_cond_broadcast(&pool.start);
    else
        for (uint64_t i = 1; i < n; i++) pthread_cond_signal(&pool.start);
    pthread_mutex_unlock(&pool.mutex);
}

static void close_job(void)
{
    pthread_mutex_lock(&pool.mutex);
    pool.open = 0;
    pthread_mutex_unlock(&pool.mutex);
    for (int i = 0; i < LOOKS && atomic_load(&pool.joined); i++) RELAX();
    pthread_mutex_lock(&pool.mutex);
    while (atomic_load(&pool.joined)) pthread_cond_wait(&pool.done, &pool.mutex);
    pthread_mutex_unlock(&pool.mutex);
}

iv_status iv__parallel(uint64_t n, void (*f)(void *, uint64_t), void *arg)
{
    iv_status s = IV_OK;
    if (n == 1) {
        f(arg, 0);
        ORDER_STREAMS();
        return iv__progress(0, "");
    }
    pthread_mutex_lock(&pool.jobs);
    if (!pool.started) start_workers();
    open_job(n, f, arg);
    for (uint64_t i, end; take(&i, &end);) {
        for (; i < end; i++) f(arg, i);
        if ((s = iv__progress((double)i / (double)n, "")) != IV_OK) atomic_store(&pool.next, n);
    }
    ORDER_STREAMS();
    close_job();
    pthread_mutex_unlock(&pool.jobs);
    return s;
}
