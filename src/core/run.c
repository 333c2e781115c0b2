#include "core/run.h"
#include "backend/cpu.h"
#include "core/large.h"
#include "core/queue.h"
#include <stdlib.h>
#include <string.h>

struct held {
    iv_image *image;
    struct iv__buffer *buffer;
};

void iv__run_begin(struct iv_run *r, iv_device *device)
{
    memset(r, 0, sizeof *r);
    r->device = device;
}

void iv__run_end(struct iv_run *r)
{
    for (int i = 0; i < r->n_held; i++) {
        iv_image_release(r->held[i].image);
        iv__buffer_release(r->held[i].buffer);
    }
    free(r->held);
}

int iv__on_tiles(const struct iv_run *r)
{
    const char *wish = getenv("ISOVOX_TILES"); /* to compare the forms */
    if (iv__on_cpu(r) || (wish && strcmp(wish, "never") == 0)) return 0;
    return (wish && strcmp(wish, "always") == 0) || strcmp(r->device->facts.type, "gpu") == 0;
}

u64 iv__chunk(const struct iv_run *r, u64 groups, u64 several, u64 n, u64 ends)
{
    const u64 at_once = several * (u64)(r->device->facts.units > 0 ? r->device->facts.units : 1);
    u64 best = n, least = UINT64_MAX;
    for (u64 pieces = 1; pieces <= n && pieces <= 128; pieces++) {
        const u64 chunk = iv__groups(n, pieces);
        const u64 time = iv__groups(groups * iv__groups(n, chunk), at_once) * (chunk + ends);
        if (time < least) least = time, best = chunk;
    }
    return best;
}

void iv__run_fail(struct iv_run *r, iv_status status)
{
    if (r->status == IV_OK) r->status = status;
}

static int hold(struct iv_run *r, iv_image *image, struct iv__buffer *buffer)
{
    if (r->n_held == r->room) {
        struct held *h = realloc(r->held, (size_t)(r->room + 16) * sizeof *h);
        if (!h) {
            iv_image_release(image);
            iv__buffer_release(buffer);
            iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
            return -1;
        }
        r->held = h;
        r->room += 16;
    }
    r->held[r->n_held++] = (struct held){ image, buffer };
    return 0;
}

iv_image *iv__scratch(struct iv_run *r, const iv_layout *layout, iv_pixel pixel)
{
    iv_image *im;
    iv_status s = IV_OK;
    if (!iv__ok(r)) return NULL;
    if (!r->chain) s = iv_image_create(r->device, pixel, layout, &im);
    else if (!(im = iv__image_blank(r->device, pixel, layout))) s = IV_ERROR_MEMORY;
    if (s != IV_OK) {
        iv__run_fail(r, s);
        return NULL;
    }
    return hold(r, im, NULL) ? NULL : im;
}

iv_image *iv__scratch_like(struct iv_run *r, const iv_image *like, iv_pixel pixel)
{
    return iv__ok(r) ? iv__scratch(r, &like->layout, pixel) : NULL;
}

struct iv__buffer *iv__scratch_bytes(struct iv_run *r, size_t size)
{
    struct iv__buffer *b;
    if (!iv__ok(r)) return NULL;
    const iv_status s = iv__buffer_new(r->device, size, &b);
    if (s != IV_OK) {
        iv__run_fail(r, s);
        return NULL;
    }
    return hold(r, NULL, b) ? NULL : b;
}

void iv__drop(struct iv_run *r, iv_image *image)
{
    for (int i = r->n_held - 1; image && i >= 0; i--)
        if (r->held[i].image == image) {
            r->held[i] = r->held[--r->n_held];
            iv_image_release(image);
            return;
        }
}

void iv__drop_bytes(struct iv_run *r, struct iv__buffer *buffer)
{
    for (int i = r->n_held - 1; buffer && i >= 0; i--)
        if (r->held[i].buffer == buffer) {
            r->held[i] = r->held[--r->n_held];
            iv__buffer_release(buffer);
            return;
        }
}

/* Every use of the backend goes through here: one lock, one sticky status. */
#define WITH_DEVICE(r, call)                                                                       \
    do {                                                                                           \
        iv_device *const d = (r)->device;                                                          \
        if (!iv__ok(r)) return;                                                                    \
        iv__device_lock(d);                                                                        \
        const iv_status s_ = (call);                                                               \
        iv__device_unlock(d);                                                                      \
        if (s_ != IV_OK) iv__run_fail(r, s_);                                                      \
    } while (0)

void iv__fill(struct iv_run *r, struct iv__buffer *b, size_t size, u32 pattern)
{
    WITH_DEVICE(r, iv__queue_fill(d, b->handle, (size + 3) / 4 * 4, pattern));
}

void iv__copy(struct iv_run *r, iv_image *to, iv_image *from)
{
    WITH_DEVICE(r, iv__queue_copy(d, to->buffer->handle, 0, from->buffer->handle, 0, iv__bytes(to)));
}

static iv_status fetch(iv_device *d, struct iv__buffer *b, void *to, size_t size)
{
    const iv_status s = iv__queue_settle(d);
    return s == IV_OK ? d->backend->read(d->state, to, b->handle, 0, size) : s;
}

u32 iv__past_cache(const struct iv_run *r, u64 bytes) { return iv__on_cpu(r) && bytes >= IV__STREAM_LEAST; }

void iv__fetch(struct iv_run *r, struct iv__buffer *b, void *to, size_t size)
{
    WITH_DEVICE(r, fetch(d, b, to, size));
}

static iv_status fetch_parts(iv_device *d, struct iv__buffer *b, size_t offset, size_t size, size_t unit, int early,
                             iv__take *take, void *arg)
{
    const iv__backend *const backend = d->backend;
    iv_status s = iv__queue_settle(d);
    if (s != IV_OK) return s;
    if (backend->hand && backend->hand(d->state, b->handle, offset, size, unit, early, take, arg, &s)) return s;
    void *all = iv__large(size);
    if (!all) return iv__error(IV_ERROR_MEMORY, "out of memory");
    s = backend->read(d->state, all, b->handle, offset, size);
    if (s == IV_OK) s = take(arg, all, 0, size);
    free(all);
    return s;
}

void iv__fetch_parts(struct iv_run *r, struct iv__buffer *b, size_t offset, size_t size, size_t unit, int early,
                     iv__take *take, void *arg)
{
    WITH_DEVICE(r, fetch_parts(d, b, offset, size, unit, early, take, arg));
}

void iv__mark(struct iv_run *r) { WITH_DEVICE(r, iv__queue_mark(d)); }

void iv__send(struct iv_run *r, struct iv__buffer *b, const void *from, size_t size)
{
    WITH_DEVICE(r, iv__queue_write(d, b->handle, from, size));
}

struct shared {
    iv__cpu_fn *kernel;
    u64 first;
    void *values[1];
};

static void share_group(void *arg, u64 i)
{
    const struct shared *s = arg;
    s->kernel((const u32[3]){ (u32)(s->first + i), 0, 0 }, (void **)s->values);
}

void iv__share_kernel(struct iv_run *r, const char *kernel, u64 first, u64 n, int threads, const void *arg)
{
    struct shared s = { iv__cpu_kernel(kernel, 0), first, { &arg } };
    if (!s.kernel) iv__run_fail(r, iv__error(IV_ERROR_INTERNAL, "there is no kernel %s", kernel));
    if (!iv__ok(r)) return;
    if (threads && n) iv__run_fail(r, iv__parallel(n, share_group, &s));
    else
        for (u64 i = 0; i < n; i++) share_group(&s, i);
}

void iv__want(struct iv_run *r, const struct iv__kernel *k, u64 variant)
{
    void *native;
    WITH_DEVICE(r, iv__kernel_begin(d, k, variant, &native));
}

void iv__launch(struct iv_run *r, const struct iv__kernel *k, u64 variant, const uint64_t groups[3],
                const struct iv__arg *args, int n_args)
{
    if (r->chain) iv__run_fail(r, iv__error(IV_ERROR_INTERNAL, "%s is no map, but a step of a chain", k->name));
    if (!iv__ok(r)) return;
    if (groups[0] > INT32_MAX || groups[1] > 65535 || groups[2] > 65535) {
        iv__run_fail(r, iv__error(IV_ERROR_SHAPE, "%s: the image is too large for one launch", k->name));
        return;
    }
    const uint32_t g[3] = { (uint32_t)groups[0], (uint32_t)groups[1], (uint32_t)groups[2] };
    if (g[0] == 0 || g[1] == 0 || g[2] == 0) return;
    iv_device *const d = r->device;
    iv__device_lock(d);
    iv_status s = iv__queue_launch(d, k, variant, g, args, n_args);
    iv__device_unlock(d);
    if (s == IV_OK) s = iv__progress(0, k->name);
    if (s != IV_OK) iv__run_fail(r, s);
}
