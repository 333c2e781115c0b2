/* CUDA through its driver, with NVRTC as the compiler.
   Everything is done in the device's primary context and on its legacy default stream: CuPy and
   PyTorch use the same by default, so pointers can be handed over in both directions and work stays
   in the order in which it was asked for, without events; but for what is brought to the host from
   before a mark, which a stream of its own does. The context is current only during a
   call, so that other users of CUDA in the process find theirs as they left it. */
#include "backend/backend.h"
#include "backend/driver.h"
#include "backend/nvrtc.h"
#include "backend/ring.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- The driver ---- */

typedef int CUresult, CUdevice;
typedef uint64_t CUdeviceptr;
typedef void *CUobject; /* context, module, function, stream */

/* The names are those that CUDA's header maps its functions to. */
#define CUDA_FUNCTIONS(F)                                                                          \
    F(cuInit, unsigned)                                                                            \
    F(cuDriverGetVersion, int *)                                                                   \
    F(cuGetErrorString, CUresult, const char **)                                                   \
    F(cuDeviceGetCount, int *)                                                                     \
    F(cuDeviceGet, CUdevice *, int)                                                                \
    F(cuDeviceGetName, char *, int, CUdevice)                                                      \
    F(cuDeviceTotalMem_v2, size_t *, CUdevice)                                                     \
    F(cuDeviceGetAttribute, int *, int, CUdevice)                                                  \
    F(cuDevicePrimaryCtxRetain, CUobject *, CUdevice)                                              \
    F(cuDevicePrimaryCtxRelease_v2, CUdevice)                                                      \
    F(cuCtxPushCurrent_v2, CUobject)                                                               \
    F(cuCtxPopCurrent_v2, CUobject *)                                                              \
    F(cuMemAlloc_v2, CUdeviceptr *, size_t)                                                        \
    F(cuMemFree_v2, CUdeviceptr)                                                                   \
    F(cuMemcpyHtoD_v2, CUdeviceptr, const void *, size_t)                                          \
    F(cuMemcpyDtoH_v2, void *, CUdeviceptr, size_t)                                                \
    F(cuMemHostAlloc, void **, size_t, unsigned)                                                   \
    F(cuMemFreeHost, void *)                                                                       \
    F(cuPointerGetAttribute, void *, int, CUdeviceptr)                                             \
    F(cuMemcpyHtoDAsync_v2, CUdeviceptr, const void *, size_t, CUobject)                           \
    F(cuMemcpyDtoHAsync_v2, void *, CUdeviceptr, size_t, CUobject)                                 \
    F(cuEventCreate, CUobject *, unsigned)                                                         \
    F(cuEventRecord, CUobject, CUobject)                                                           \
    F(cuEventSynchronize, CUobject)                                                                \
    F(cuEventDestroy_v2, CUobject)                                                                 \
    F(cuMemcpyDtoDAsync_v2, CUdeviceptr, CUdeviceptr, size_t, CUobject)                            \
    F(cuMemsetD32Async, CUdeviceptr, unsigned, size_t, CUobject)                                   \
    F(cuModuleLoadData, CUobject *, const void *)                                                  \
    F(cuModuleUnload, CUobject)                                                                    \
    F(cuModuleGetFunction, CUobject *, CUobject, const char *)                                     \
    F(cuLaunchKernel, CUobject, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned,        \
      unsigned, CUobject, void **, void **)                                                        \
    F(cuStreamSynchronize, CUobject)                                                               \
    F(cuStreamCreate, CUobject *, unsigned)                                                        \
    F(cuStreamDestroy_v2, CUobject)                                                                \
    F(cuStreamWaitEvent, CUobject, CUobject, unsigned)

#define POINTER(name, ...) static CUresult (*name)(__VA_ARGS__);
CUDA_FUNCTIONS(POINTER)
#define SYMBOL(name, ...) { #name, &name },
static const struct iv__symbol symbols[] = { CUDA_FUNCTIONS(SYMBOL){ 0 } };
static const char *const libraries[] = { "libcuda.so.1", "libcuda.so", NULL };

enum {
    CU_MULTIPROCESSOR_COUNT = 16,
    CU_COMPUTE_CAPABILITY_MAJOR = 75,
    CU_COMPUTE_CAPABILITY_MINOR = 76,
    CU_MEMORY_TYPE = 2,
    CU_EVENT_DISABLE_TIMING = 2,
    CU_STREAM_NON_BLOCKING = 1, /* the default stream and it do not wait for each other */
    CUDA_ERROR_OUT_OF_MEMORY = 2
};
/* the legacy one: these names are not the _ptsz ones */
static const CUobject default_stream = NULL;

static const char *words(CUresult e)
{
    const char *text = NULL;
    return cuGetErrorString(e, &text) == 0 && text ? text : "unknown";
}

/* A kernel's fault (a wrong address, a timeout, a destroyed context, an assertion, the hardware's
   faults) stays with the context: each later call returns it again. */
static int stays(CUresult e)
{
    return e == 700 || e == 702 || e == 709 || e == 710 || (e >= 714 && e <= 719);
}

static iv_status failed(CUresult e, const char *what)
{
    return iv__error(e == CUDA_ERROR_OUT_OF_MEMORY ? IV_ERROR_MEMORY : IV_ERROR_DEVICE,
                     "%s: CUDA error %d (%s)%s", what, e, words(e),
                     stays(e) ? "; this process cannot use the device any more" : "");
}

/* ---- Devices ---- */

static struct {
    pthread_once_t once;
    int count;
    struct found {
        CUdevice device;
        struct iv__device_facts facts;
    } list[IV__MAX_DEVICES];
    char why[400];
} found = { .once = PTHREAD_ONCE_INIT };

static int attribute(CUdevice d, int what)
{
    int v = 0;
    return cuDeviceGetAttribute(&v, what, d) == 0 ? v : 0;
}

/* Returns why the device cannot be used, or NULL. */
static const char *describe(CUdevice d, int version, struct iv__device_facts *f)
{
    static char why[200];
    int major, minor;
    size_t memory = 0;
    const int sm =
        attribute(d, CU_COMPUTE_CAPABILITY_MAJOR) * 10 + attribute(d, CU_COMPUTE_CAPABILITY_MINOR);
    if (cuDeviceGetName(f->name, sizeof f->name, d)) return "device: it has no name";
    iv__nvrtc_version(&major, &minor);
    if (iv__nvrtc_target(sm, f->arch, sizeof f->arch)) {
        snprintf(why, sizeof why, "%.80s (sm_%d) is too old for NVRTC %d.%d; install an older one",
                 f->name, sm, major, minor);
        return why;
    }
    snprintf(f->driver, sizeof f->driver, "CUDA %d.%d, NVRTC %d.%d", version / 1000,
             version % 1000 / 10, major, minor);
    snprintf(f->type, sizeof f->type, "gpu");
    cuDeviceTotalMem_v2(&memory, d);
    f->memory = memory;
    f->units = attribute(d, CU_MULTIPROCESSOR_COUNT);
    f->slow_builds = 1;
    f->view_align = 4; /* what a fill writes at once; kernels take pixel by pixel */
    return NULL;
}

static void look(void)
{
    int n = 0, version = 0, e;
    if (iv__driver_load(libraries, symbols, found.why, sizeof found.why)) {
        iv__append(found.why, sizeof found.why, "it comes with NVIDIA's driver");
        return;
    }
    if ((e = cuInit(0)) || (e = cuDriverGetVersion(&version)) || (e = cuDeviceGetCount(&n))) {
        iv__append(found.why, sizeof found.why, "the driver is there, but: %s (%d)", words(e), e);
        return;
    }
    if (n == 0) iv__append(found.why, sizeof found.why, "the driver is there, but no GPU");
    if (n == 0 || iv__nvrtc_load(version / 1000, found.why, sizeof found.why)) return;
    for (int i = 0; i < n && found.count < IV__MAX_DEVICES; i++) {
        struct found *f = &found.list[found.count];
        const char *why = cuDeviceGet(&f->device, i) ? "a device is not there"
                                                     : describe(f->device, version, &f->facts);
        if (why)
            iv__append(found.why, sizeof found.why, "%s", why);
        else
            found.count++;
    }
}

static int cuda_probe(struct iv__device_facts *facts, int room, char *why, size_t why_size)
{
    pthread_once(&found.once, look);
    const int n = found.count < room ? found.count : room;
    for (int i = 0; i < n; i++) facts[i] = found.list[i].facts;
    snprintf(why, why_size, "%s", found.why);
    return n;
}

struct state {
    CUdevice device;
    CUobject context;
    char target[32];
    struct iv__ring ring;
    CUobject moved[IV__RING_SLOTS]; /* events: the slot's move has ended */
    CUobject moving;                /* the stream of the ring's moves */
    CUobject side, marked;          /* a stream for early moves; an event: what they wait for */
};

/* e = call, with the device's context current meanwhile */
#define IN_CONTEXT(state_, e, call)                                                                \
    do {                                                                                           \
        (e) = cuCtxPushCurrent_v2(((struct state *)(state_))->context);                            \
        if (!(e)) {                                                                                \
            CUobject popped_;                                                                      \
            (e) = (call);                                                                          \
            cuCtxPopCurrent_v2(&popped_);                                                          \
        }                                                                                          \
    } while (0)

static iv_status cuda_open(int index, struct iv__device_facts *facts, void **out)
{
    struct state *s = calloc(1, sizeof *s);
    if (!s) return iv__error(IV_ERROR_MEMORY, "out of memory");
    s->device = found.list[index].device;
    snprintf(s->target, sizeof s->target, "%s", facts->arch);
    const CUresult e = cuDevicePrimaryCtxRetain(&s->context, s->device);
    if (e) {
        free(s);
        return failed(e, "no context");
    }
    *out = s;
    return IV_OK;
}

static void cuda_close(void *state)
{
    struct state *s = state;
    CUresult e;
    IN_CONTEXT(s, e, cuStreamSynchronize(default_stream));
    for (int i = 0; i < IV__RING_SLOTS; i++) {
        if (s->moved[i]) IN_CONTEXT(s, e, cuEventDestroy_v2(s->moved[i]));
        if (s->ring.slot[i]) IN_CONTEXT(s, e, cuMemFreeHost(s->ring.slot[i]));
    }
    if (s->side) IN_CONTEXT(s, e, cuStreamDestroy_v2(s->side));
    if (s->marked) IN_CONTEXT(s, e, cuEventDestroy_v2(s->marked));
    (void)e; /* nobody is left to be told */
    cuDevicePrimaryCtxRelease_v2(s->device);
    free(s);
}

/* ---- Memory: a handle is an address ---- */

static iv_status cuda_alloc(void *state, size_t size, uint64_t *handle)
{
    CUresult e;
    *handle = 0;
    IN_CONTEXT(state, e, cuMemAlloc_v2(handle, size));
    return e ? failed(e, "memory") : IV_OK;
}

static void cuda_free(void *state, uint64_t handle)
{
    CUresult e;
    IN_CONTEXT(state, e, cuMemFree_v2(handle));
    (void)e; /* a fault of earlier work, which its next call reports */
}

static iv_status cuda_view(void *state, uint64_t handle, size_t offset, size_t size, uint64_t *view)
{
    (void)state;
    (void)size;
    *view = handle + offset;
    return IV_OK;
}

static void cuda_unview(void *state, uint64_t view)
{
    (void)state;
    (void)view;
}

static void *pin(void *state, int slot)
{
    struct state *s = state;
    void *p = NULL;
    CUresult e;
    IN_CONTEXT(s, e, cuEventCreate(&s->moved[slot], CU_EVENT_DISABLE_TIMING));
    if (e == 0) IN_CONTEXT(s, e, cuMemHostAlloc(&p, IV__RING_BYTES, 0));
    return e ? NULL : p;
}

static iv_status start_move(void *state, int slot, int to_device, uint64_t handle, size_t offset,
                            size_t size)
{
    struct state *s = state;
    void *const pinned = s->ring.slot[slot];
    CUresult e;
    if (to_device)
        IN_CONTEXT(s, e, cuMemcpyHtoDAsync_v2(handle + offset, pinned, size, s->moving));
    else
        IN_CONTEXT(s, e, cuMemcpyDtoHAsync_v2(pinned, handle + offset, size, s->moving));
    if (e == 0) IN_CONTEXT(s, e, cuEventRecord(s->moved[slot], s->moving));
    return e ? failed(e, to_device ? "copy to the device" : "copy from the device") : IV_OK;
}

static iv_status end_move(void *state, int slot)
{
    CUresult e;
    IN_CONTEXT(state, e, cuEventSynchronize(((struct state *)state)->moved[slot]));
    return e ? failed(e, "waiting for a copy") : IV_OK;
}

static const struct iv__ring_calls ring_calls = { pin, start_move, end_move };

/* The driver itself is fastest where the memory is pinned already, as CuPy's and PyTorch's may be. */
static int by_ring(struct state *s, const void *host, size_t size)
{
    unsigned type = 0;
    CUresult e;
    if (size < IV__RING_LEAST) return 0;
    IN_CONTEXT(s, e, cuPointerGetAttribute(&type, CU_MEMORY_TYPE, (CUdeviceptr)(uintptr_t)host));
    return (e || type == 0) && iv__ring_ready(&s->ring, &ring_calls, s);
}

static iv_status cuda_write(void *state, uint64_t to, size_t offset, const void *from, size_t size)
{
    struct state *s = state;
    CUresult e;
    if (by_ring(s, from, size))
        return iv__ring_move(&s->ring, &ring_calls, s, 1, (void *)(uintptr_t)from, to, offset, size);
    IN_CONTEXT(s, e, cuMemcpyHtoD_v2(to + offset, from, size));
    return e ? failed(e, "copy to the device") : IV_OK;
}

static iv_status cuda_read(void *state, void *to, uint64_t from, size_t offset, size_t size)
{
    struct state *s = state;
    CUresult e;
    if (by_ring(s, to, size))
        return iv__ring_move(&s->ring, &ring_calls, s, 0, to, from, offset, size);
    IN_CONTEXT(s, e, cuMemcpyDtoH_v2(to, from + offset, size));
    return e ? failed(e, "copy from the device") : IV_OK;
}

static iv_status cuda_mark(void *state)
{
    struct state *s = state;
    CUresult e = 0;
    if (!s->marked) IN_CONTEXT(s, e, cuEventCreate(&s->marked, CU_EVENT_DISABLE_TIMING));
    if (e == 0 && !s->side) IN_CONTEXT(s, e, cuStreamCreate(&s->side, CU_STREAM_NON_BLOCKING));
    if (e == 0) IN_CONTEXT(s, e, cuEventRecord(s->marked, default_stream));
    return e ? failed(e, "mark") : IV_OK;
}

static int cuda_hand(void *state, uint64_t from, size_t offset, size_t size, size_t unit, int early,
                     iv__take *take, void *arg, iv_status *status)
{
    struct state *s = state;
    CUresult e = 0;
    if (size < IV__HAND_LEAST || !iv__ring_ready(&s->ring, &ring_calls, s)) return 0;
    if (early) IN_CONTEXT(s, e, cuStreamWaitEvent(s->side, s->marked, 0));
    s->moving = early ? s->side : default_stream;
    *status = e ? failed(e, "waiting for a mark")
                : iv__ring_hand(&s->ring, &ring_calls, s, from, offset, size, unit, take, arg);
    s->moving = default_stream;
    return 1;
}

static iv_status cuda_copy(void *state, uint64_t to, size_t to_offset, uint64_t from,
                           size_t from_offset, size_t size)
{
    CUresult e;
    IN_CONTEXT(state, e,
               cuMemcpyDtoDAsync_v2(to + to_offset, from + from_offset, size, default_stream));
    return e ? failed(e, "copy") : IV_OK;
}

static iv_status cuda_fill(void *state, uint64_t to, size_t size, uint32_t pattern)
{
    CUresult e;
    IN_CONTEXT(state, e, cuMemsetD32Async(to, pattern, size / 4, default_stream));
    return e ? failed(e, "fill") : IV_OK;
}

/* ---- Programs: a program is a module, a kernel its function ---- */

static iv_status cuda_build(void *state, const struct iv__source *source, void **program,
                            void **binary, size_t *binary_size)
{
    const struct state *s = state;
    void *code = NULL;
    size_t size = 0;
    CUresult e;
    if (!source->binary) {
        const iv_status status = iv__nvrtc_compile(source, s->target, &code, &size);
        if (status != IV_OK) return status;
    }
    IN_CONTEXT(state, e, cuModuleLoadData(program, code ? code : source->binary));
    if (e) {
        free(code);
        failed(e, source->name);
        return e == CUDA_ERROR_OUT_OF_MEMORY ? IV_ERROR_MEMORY : IV_ERROR_BUILD;
    }
    if (binary && code) {
        *binary = code;
        *binary_size = size;
    } else {
        free(code);
    }
    return IV_OK;
}

static iv_status cuda_kernel(void *state, void *program, const char *name, void **kernel)
{
    CUresult e;
    IN_CONTEXT(state, e, cuModuleGetFunction(kernel, program, name));
    return e ? failed(e, name) : IV_OK;
}

static void cuda_unbuild(void *state, void *program)
{
    CUresult e;
    IN_CONTEXT(state, e, cuModuleUnload(program));
    (void)e;
}

/* ---- Work ---- */

enum { ITEMS = 256 }; /* LSZ of the dialect */

static iv_status cuda_launch(void *state, void *kernel, const uint32_t groups[3],
                             const struct iv__arg *args, int n_args)
{
    void *values[IV__MAX_ARGS];
    CUresult e;
    for (int i = 0; i < n_args; i++)
        values[i] = (void *)(uintptr_t)(args[i].is_buffer ? &args[i].handle : args[i].value);
    IN_CONTEXT(state, e,
               cuLaunchKernel(kernel, groups[0], groups[1], groups[2], ITEMS, 1, 1, 0,
                              default_stream, values, NULL));
    return e ? failed(e, "launch") : IV_OK;
}

static iv_status cuda_sync(void *state)
{
    CUresult e;
    IN_CONTEXT(state, e, cuStreamSynchronize(default_stream));
    return e ? failed(e, "waiting") : IV_OK;
}

extern const char iv__text_dialect_cuda_h[], iv__text_dialect_gpu_h[], iv__text_dialect_args_h[];
static const char *const dialect[] = { iv__text_dialect_cuda_h, iv__text_dialect_gpu_h,
                                       iv__text_dialect_args_h, NULL };

const iv__backend iv__backend_cuda = {
    .name = "CUDA",
    .id = "cuda",
    .dialect = dialect,
    .one_kernel = 1,
    .probe = cuda_probe,
    .open = cuda_open,
    .close = cuda_close,
    .alloc = cuda_alloc,
    .free = cuda_free,
    .view = cuda_view,
    .unview = cuda_unview,
    .write = cuda_write,
    .read = cuda_read, .hand = cuda_hand, .mark = cuda_mark,
    .copy = cuda_copy,
    .fill = cuda_fill,
    .build = cuda_build,
    .kernel = cuda_kernel,
    .unbuild = cuda_unbuild,
    .launch = cuda_launch,
    .sync = cuda_sync,
};
