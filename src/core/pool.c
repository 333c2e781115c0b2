/* A pool per device: freed buffers are kept by size class and given out again, because drivers take
   milliseconds to allocate and the same sizes come again and again. Classes are four per power of
   two, so at most a fifth is wasted. When memory is short the pool is emptied and asked again. */
#include "core/queue.h"
#include <inttypes.h>
#include <stdlib.h>

static int class_of(size_t size, size_t *rounded)
{
    if (size < 256) size = 256;
    const int top = 63 - __builtin_clzll((unsigned long long)size);
    const size_t step = (size_t)1 << (top - 2), n = (size + step - 1) / step; /* 4..8 steps */
    *rounded = n * step;
    return n == 8 ? (top + 1) * 4 : top * 4 + (int)n - 4;
}

static void drop(iv_device *d, struct iv__buffer *b)
{
    d->backend->free(d->state, b->handle);
    free(b);
}

static void trim(iv_device *d)
{
    iv__queue_drain(d);
    for (int i = 0; i < IV__POOL_CLASSES; i++)
        while (d->pool.free[i]) {
            struct iv__buffer *b = d->pool.free[i];
            d->pool.free[i] = b->next;
            d->pool.pooled -= b->size;
            drop(d, b);
        }
}

iv_status iv__buffer_new(iv_device *d, size_t size, struct iv__buffer **out)
{
    struct iv__pool *p = &d->pool;
    size_t rounded;
    *out = NULL;
    if (size > (size_t)1 << 47)
        return iv__error(IV_ERROR_MEMORY, "%s: asked for %zu bytes", d->id, size);
    const int c = class_of(size, &rounded);
    iv__device_lock(d);
    struct iv__buffer *b = p->free[c];
    if (b) {
        p->free[c] = b->next;
        p->pooled -= b->size;
    } else {
        b = malloc(sizeof *b);
        iv_status s = b ? d->backend->alloc(d->state, rounded, &b->handle)
                        : iv__error(IV_ERROR_MEMORY, "out of memory");
        if (s == IV_ERROR_MEMORY && b) {
            trim(d);
            d->backend->sync(d->state);
            s = d->backend->alloc(d->state, rounded, &b->handle);
        }
        if (s != IV_OK) {
            free(b);
            if (s == IV_ERROR_MEMORY)
                iv__error(s,
                          "%s: not enough memory: asked for %.1f MB with %.1f MB in use of %.1f MB",
                          d->id, (double)rounded / 1e6, (double)p->used / 1e6,
                          (double)d->facts.memory / 1e6);
            iv__device_unlock(d);
            return s;
        }
        b->size = rounded;
        b->device = d;
        b->parent = NULL;
    }
    b->next = NULL;
    atomic_init(&b->refs, 1);
    p->used += b->size;
    if (p->used > p->peak) p->peak = p->used;
    iv__device_unlock(d);
    *out = b;
    return IV_OK;
}

iv_status iv__buffer_view(struct iv__buffer *parent, size_t offset, size_t size,
                          struct iv__buffer **out)
{
    iv_device *d = parent->device;
    struct iv__buffer *b = calloc(1, sizeof *b);
    *out = NULL;
    if (!b) return iv__error(IV_ERROR_MEMORY, "out of memory");
    size = (size + 3) / 4 * 4; /* as fills are; a parent's size is a multiple of 64 */
    iv__device_lock(d);
    const iv_status s = d->backend->view(d->state, parent->handle, offset, size, &b->handle);
    iv__device_unlock(d);
    if (s != IV_OK) {
        free(b);
        return s;
    }
    atomic_init(&b->refs, 1);
    b->device = d;
    b->size = size;
    b->parent = iv__buffer_retain(parent);
    *out = b;
    return IV_OK;
}

struct iv__buffer *iv__buffer_retain(struct iv__buffer *b)
{
    atomic_fetch_add_explicit(&b->refs, 1, memory_order_relaxed);
    return b;
}

void iv__buffer_release(struct iv__buffer *b)
{
    if (!b || atomic_fetch_sub_explicit(&b->refs, 1, memory_order_acq_rel) != 1) return;
    iv_device *d = b->device;
    struct iv__buffer *parent = b->parent;
    iv__device_lock(d);
    if (parent) {
        iv__queue_drain(d);
        d->backend->unview(d->state, b->handle);
        free(b);
    } else {
        size_t rounded;
        const int c = class_of(b->size, &rounded);
        b->next = d->pool.free[c];
        d->pool.free[c] = b;
        d->pool.used -= b->size;
        d->pool.pooled += b->size;
    }
    iv__device_unlock(d);
    iv__buffer_release(parent);
}

void iv_device_memory(iv_device *d, uint64_t *used, uint64_t *peak, uint64_t *pooled)
{
    iv__device_lock(d);
    if (used) *used = d->pool.used;
    if (peak) *peak = d->pool.peak;
    if (pooled) *pooled = d->pool.pooled;
    iv__device_unlock(d);
}

void iv_device_memory_reset(iv_device *d)
{
    iv__device_lock(d);
    d->pool.peak = d->pool.used;
    iv__device_unlock(d);
}

void iv_device_trim(iv_device *d)
{
    iv__device_lock(d);
    if (d->opened) trim(d);
    iv__device_unlock(d);
}
