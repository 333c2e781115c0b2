/* Devices, their memory pools and their programs. */
#ifndef IV__DEVICE_H
#define IV__DEVICE_H
#include "backend/backend.h"
#include "core/types.h"
#include <pthread.h>
#include <stdatomic.h>
#include <sys/types.h>

struct iv__program_cache;
struct iv__command;

/* A piece of device memory. Freed memory goes to the pool and may be used again at once: all work of
   a device is in one queue, so what was asked for before still finds the old content. */
struct iv__buffer {
    atomic_int refs;
    iv_device *device;
    uint64_t handle;
    size_t size;                /* what the backend was asked for: a size class */
    struct iv__buffer *parent;  /* a view keeps its parent alive */
    struct iv__buffer *next;    /* in the pool */
};

enum { IV__POOL_CLASSES = 48 * 4 };

struct iv__pool {
    struct iv__buffer *free[IV__POOL_CLASSES];
    uint64_t used, peak, pooled;
};

struct iv__queue { /* core/queue.h */
    struct iv__command *first, *last;
    iv_status failed;
    char *why;
};

struct iv_device {
    const iv__backend *backend;
    int index;                  /* among the backend's devices */
    char id[24];
    struct iv__device_facts facts;
    pthread_mutex_t mutex;      /* recursive: buffers are released under it */
    int opened;                 /* under the mutex */
    pid_t process;              /* a driver works in the process that began it, and in no child */
    void *state;
    struct iv__pool pool;
    struct iv__program_cache *programs;
    struct iv__queue queue;
};

/* Does nothing if it is open. A device of a process that this one was forked from is refused, but for the CPU. */
iv_status iv__device_open(iv_device *device);
void iv__device_lock(iv_device *device);
void iv__device_unlock(iv_device *device);

iv_status iv__buffer_new(iv_device *device, size_t size, struct iv__buffer **out);
iv_status iv__buffer_view(struct iv__buffer *parent, size_t offset, size_t size,
                          struct iv__buffer **out);
struct iv__buffer *iv__buffer_retain(struct iv__buffer *buffer);
void iv__buffer_release(struct iv__buffer *buffer);

/* A device outside the list, for tests: over another backend. */
iv_status iv__device_make(const iv__backend *backend, int index, iv_device **out);
void iv__device_destroy(iv_device *device);
#endif
