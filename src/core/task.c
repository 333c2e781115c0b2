#include "core/task.h"
#include "backend/cpu.h"
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { WAITING, RUNNING, DONE };

static struct {
    pthread_mutex_t mutex;
    pthread_cond_t done;
    struct iv__task *first; /* that no thread has begun */
    int threads;
    pid_t process; /* that made threads; 0: none did */
} tasks = { .mutex = PTHREAD_MUTEX_INITIALIZER, .done = PTHREAD_COND_INITIALIZER };

/* Takes the task out of the list and does it. The mutex is locked before and after. */
static void run(struct iv__task *task)
{
    struct iv__task **t = &tasks.first;
    while (*t != task) t = &(*t)->next;
    *t = task->next;
    task->state = RUNNING;
    pthread_mutex_unlock(&tasks.mutex);
    task->run(task);
    pthread_mutex_lock(&tasks.mutex);
    task->state = DONE;
    pthread_cond_broadcast(&tasks.done);
}

static void *work(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&tasks.mutex);
    while (tasks.first) run(tasks.first);
    tasks.threads--;
    pthread_cond_broadcast(&tasks.done);
    pthread_mutex_unlock(&tasks.mutex);
    return NULL;
}

/* When the process ends: what a thread is doing comes to its end before the libraries that it does it
   with are closed; nothing more is begun. A forked child has none of the threads. */
static void finish(void)
{
    if (getpid() != tasks.process) return;
    pthread_mutex_lock(&tasks.mutex);
    tasks.first = NULL;
    while (tasks.threads) pthread_cond_wait(&tasks.done, &tasks.mutex);
    pthread_mutex_unlock(&tasks.mutex);
}

/* One thread fewer than processors: who waits takes part. */
void iv__task_start(struct iv__task *task)
{
    pthread_t thread;
    pthread_mutex_lock(&tasks.mutex);
    struct iv__task **last = &tasks.first;
    while (*last) last = &(*last)->next;
    task->state = WAITING;
    task->next = NULL;
    *last = task;
    if (tasks.process != getpid()) { /* the first time, or in a forked child */
        if (!tasks.process) atexit(finish);
        tasks.process = getpid();
        tasks.threads = 0;
    }
    if (tasks.threads < iv__threads() - 1 && pthread_create(&thread, NULL, work, NULL) == 0) {
        pthread_detach(thread);
        tasks.threads++;
    }
    pthread_mutex_unlock(&tasks.mutex);
}

void iv__task_do(struct iv__task *task)
{
    task->run(task);
    task->state = DONE;
}

int iv__task_is_done(struct iv__task *task)
{
    pthread_mutex_lock(&tasks.mutex);
    const int done = task->state == DONE;
    pthread_mutex_unlock(&tasks.mutex);
    return done;
}

void iv__task_wait(struct iv__task *task)
{
    pthread_mutex_lock(&tasks.mutex);
    while (task->state != DONE)
        if (task->state == WAITING) run(task);
        else if (tasks.first) run(tasks.first);
        else pthread_cond_wait(&tasks.done, &tasks.mutex);
    pthread_mutex_unlock(&tasks.mutex);
}
