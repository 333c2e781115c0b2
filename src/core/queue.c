#include "core/queue.h"
#include <stdlib.h>
#include <string.h>

struct iv__command {
    struct iv__command *next;
    enum { LAUNCH, COPY, FILL, WRITE, MARK } what;
    const struct iv__kernel *kernel;
    u64 variant;
    uint32_t groups[3], pattern;
    struct iv__arg args[IV__MAX_ARGS];
    int n_args;
    uint64_t to, from;
    size_t to_offset, from_offset, size;
    char bytes[]; /* the arguments' values, or what is written */
};

/* A copy of the command, at the end of the line, with room for bytes; NULL without memory. */
static struct iv__command *wait_in_line(iv_device *d, const struct iv__command *c, size_t bytes)
{
    struct iv__command *copy = malloc(sizeof *copy + bytes);
    if (!copy) {
        iv__error(IV_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    memcpy(copy, c, sizeof *copy);
    copy->next = NULL;
    if (d->queue.last) d->queue.last->next = copy;
    else d->queue.first = copy;
    return d->queue.last = copy;
}

iv_status iv__queue_launch(iv_device *d, const struct iv__kernel *k, u64 variant,
                           const uint32_t groups[3], const struct iv__arg *args, int n_args)
{
    void *native;
    iv_status s = iv__kernel_begin(d, k, variant, &native);
    if (s != IV_OK) return s;
    if (native && !d->queue.first) return d->backend->launch(d->state, native, groups, args, n_args);
    struct iv__command c = { .what = LAUNCH, .kernel = k, .variant = variant, .n_args = n_args }, *w;
    size_t bytes = 0;
    memcpy(c.groups, groups, sizeof c.groups);
    memcpy(c.args, args, (size_t)n_args * sizeof *args);
    for (int i = 0; i < n_args; i++) bytes += (args[i].size + 15) / 16 * 16;
    if (!(w = wait_in_line(d, &c, bytes))) return IV_ERROR_MEMORY;
    char *at = w->bytes;
    for (int i = 0; i < n_args; i++) {
        if (!args[i].size) continue;
        w->args[i].value = memcpy(at, args[i].value, args[i].size);
        at += (args[i].size + 15) / 16 * 16;
    }
    return IV_OK;
}

iv_status iv__queue_copy(iv_device *d, uint64_t to, size_t to_offset, uint64_t from,
                         size_t from_offset, size_t size)
{
    if (!d->queue.first) return d->backend->copy(d->state, to, to_offset, from, from_offset, size);
    const struct iv__command c = { .what = COPY, .to = to, .to_offset = to_offset, .from = from,
                                   .from_offset = from_offset, .size = size };
    return wait_in_line(d, &c, 0) ? IV_OK : IV_ERROR_MEMORY;
}

iv_status iv__queue_fill(iv_device *d, uint64_t to, size_t size, uint32_t pattern)
{
    if (!d->queue.first) return d->backend->fill(d->state, to, size, pattern);
    const struct iv__command c = { .what = FILL, .to = to, .size = size, .pattern = pattern };
    return wait_in_line(d, &c, 0) ? IV_OK : IV_ERROR_MEMORY;
}

iv_status iv__queue_write(iv_device *d, uint64_t to, const void *from, size_t size)
{
    if (!d->queue.first) return d->backend->write(d->state, to, 0, from, size);
    const struct iv__command c = { .what = WRITE, .to = to, .size = size };
    struct iv__command *const w = wait_in_line(d, &c, size);
    if (w) memcpy(w->bytes, from, size);
    return w ? IV_OK : IV_ERROR_MEMORY;
}

iv_status iv__queue_mark(iv_device *d)
{
    if (!d->backend->mark) return IV_OK;
    if (!d->queue.first) return d->backend->mark(d->state);
    const struct iv__command c = { .what = MARK };
    return wait_in_line(d, &c, 0) ? IV_OK : IV_ERROR_MEMORY;
}

static iv_status hand_over(iv_device *d, const struct iv__command *c)
{
    const iv__backend *b = d->backend;
    void *native;
    iv_status s = IV_OK;
    switch (c->what) {
    case LAUNCH:
        s = iv__kernel_get(d, c->kernel, c->variant, &native);
        if (s == IV_OK) s = b->launch(d->state, native, c->groups, c->args, c->n_args);
        break;
    case COPY: s = b->copy(d->state, c->to, c->to_offset, c->from, c->from_offset, c->size); break;
    case FILL: s = b->fill(d->state, c->to, c->size, c->pattern); break;
    case WRITE: s = b->write(d->state, c->to, 0, c->bytes, c->size); break;
    case MARK: s = b->mark(d->state); break;
    }
    return s;
}

void iv__queue_drain(iv_device *d)
{
    while (d->queue.first) {
        struct iv__command *c = d->queue.first;
        if (d->queue.failed == IV_OK && (d->queue.failed = hand_over(d, c)) != IV_OK)
            d->queue.why = strdup(iv_error());
        d->queue.first = c->next;
        free(c);
    }
    d->queue.last = NULL;
}

iv_status iv__queue_settle(iv_device *d)
{
    iv__queue_drain(d);
    const iv_status s = d->queue.failed;
    if (s == IV_OK) return s;
    iv__error(s, "%s", d->queue.why ? d->queue.why : "an earlier command failed");
    free(d->queue.why);
    d->queue.why = NULL;
    d->queue.failed = IV_OK;
    return s;
}
