#include "recording.h"
#include <stdlib.h>

static struct {
    const iv__backend *inner;
    iv__backend outer;
    int calls, fail_at, memory_is_out;
    const char *failed;
    iv_status status;
    int buffers, views, programs;
} rec;

static iv_status turn(const char *name, iv_status status)
{
    const int is_memory = status == IV_ERROR_MEMORY;
    if (++rec.calls != rec.fail_at && !(is_memory && rec.memory_is_out)) return IV_OK;
    rec.memory_is_out |= is_memory;
    rec.failed = name;
    rec.status = status;
    return iv__error(status, "made to fail: %s", name);
}

#define TURN(name, status)                                                                         \
    do {                                                                                           \
        const iv_status turn_ = turn(#name, status);                                               \
        if (turn_ != IV_OK) return turn_;                                                          \
    } while (0)

static iv_status rec_alloc(void *state, size_t size, uint64_t *handle)
{
    TURN(alloc, IV_ERROR_MEMORY);
    const iv_status s = rec.inner->alloc(state, size, handle);
    rec.buffers += s == IV_OK;
    return s;
}

static void rec_free(void *state, uint64_t handle)
{
    rec.buffers--;
    rec.inner->free(state, handle);
}

static iv_status rec_view(void *state, uint64_t handle, size_t offset, size_t size, uint64_t *view)
{
    TURN(view, IV_ERROR_DEVICE);
    const iv_status s = rec.inner->view(state, handle, offset, size, view);
    rec.views += s == IV_OK;
    return s;
}

static void rec_unview(void *state, uint64_t view)
{
    rec.views--;
    rec.inner->unview(state, view);
}

static iv_status rec_write(void *state, uint64_t to, size_t offset, const void *from, size_t size)
{
    TURN(write, IV_ERROR_DEVICE);
    return rec.inner->write(state, to, offset, from, size);
}

static iv_status rec_read(void *state, void *to, uint64_t from, size_t offset, size_t size)
{
    TURN(read, IV_ERROR_DEVICE);
    return rec.inner->read(state, to, from, offset, size);
}

static int rec_hand(void *state, uint64_t from, size_t offset, size_t size, size_t unit, int early, iv__take *take,
                    void *arg, iv_status *status)
{
    *status = turn("hand", IV_ERROR_DEVICE);
    if (*status != IV_OK) return 1;
    return rec.inner->hand && rec.inner->hand(state, from, offset, size, unit, early, take, arg, status);
}

static iv_status rec_copy(void *state, uint64_t to, size_t to_offset, uint64_t from,
                          size_t from_offset, size_t size)
{
    TURN(copy, IV_ERROR_DEVICE);
    return rec.inner->copy(state, to, to_offset, from, from_offset, size);
}

static iv_status rec_fill(void *state, uint64_t to, size_t size, uint32_t pattern)
{
    TURN(fill, IV_ERROR_DEVICE);
    return rec.inner->fill(state, to, size, pattern);
}

static iv_status rec_build(void *state, const struct iv__source *source, void **program,
                           void **binary, size_t *binary_size)
{
    TURN(build, IV_ERROR_BUILD);
    const iv_status s = rec.inner->build(state, source, program, binary, binary_size);
    rec.programs += s == IV_OK;
    return s;
}

static iv_status rec_kernel(void *state, void *program, const char *name, void **kernel)
{
    TURN(kernel, IV_ERROR_DEVICE);
    return rec.inner->kernel(state, program, name, kernel);
}

static void rec_unbuild(void *state, void *program)
{
    rec.programs--;
    rec.inner->unbuild(state, program);
}

static iv_status rec_launch(void *state, void *kernel, const uint32_t groups[3],
                            const struct iv__arg *args, int n_args)
{
    TURN(launch, IV_ERROR_DEVICE);
    return rec.inner->launch(state, kernel, groups, args, n_args);
}

static iv_status rec_sync(void *state)
{
    TURN(sync, IV_ERROR_DEVICE);
    return rec.inner->sync(state);
}

iv_device *recording_begin(const iv__backend *inner, int index)
{
    iv_device *d;
    rec.inner = inner;
    rec.outer = *inner; /* name, id, dialect, probe, open, close */
    rec.outer.alloc = rec_alloc;
    rec.outer.free = rec_free;
    rec.outer.view = rec_view;
    rec.outer.unview = rec_unview;
    rec.outer.write = rec_write;
    rec.outer.read = rec_read;
    rec.outer.hand = rec_hand;
    rec.outer.copy = rec_copy;
    rec.outer.fill = rec_fill;
    rec.outer.build = rec_build;
    rec.outer.kernel = rec_kernel;
    rec.outer.unbuild = rec_unbuild;
    rec.outer.launch = rec_launch;
    rec.outer.sync = rec_sync;
    rec.buffers = rec.views = rec.programs = 0;
    recording_fail(0);
    return iv__device_make(&rec.outer, index, &d) == IV_OK ? d : NULL;
}

int recording_end(iv_device *device)
{
    recording_fail(0);
    iv__device_destroy(device);
    return rec.buffers + rec.views + rec.programs;
}

void recording_fail(int n)
{
    rec.calls = rec.memory_is_out = 0;
    rec.fail_at = n;
    rec.failed = NULL;
    rec.status = IV_OK;
}

const char *recording_failed(iv_status *status)
{
    if (status) *status = rec.status;
    return rec.failed;
}
