/* OpenCL 1.2 and newer: a context and one in-order queue per device, and another for what is brought to the
   host from before a mark. */
#include "backend/backend.h"
#include "backend/driver.h"
#include "backend/ring.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- The driver ---- */

typedef int32_t cl_int;
typedef uint32_t cl_uint, cl_bool;
typedef uint64_t cl_bits;
typedef void *cl_object; /* platform, device, context, queue, memory, program, kernel */

#define OPENCL_FUNCTIONS(F)                                                                        \
    F(cl_int, clGetPlatformIDs, cl_uint, cl_object *, cl_uint *)                                   \
    F(cl_int, clGetPlatformInfo, cl_object, cl_uint, size_t, void *, size_t *)                     \
    F(cl_int, clGetDeviceIDs, cl_object, cl_bits, cl_uint, cl_object *, cl_uint *)                 \
    F(cl_int, clGetDeviceInfo, cl_object, cl_uint, size_t, void *, size_t *)                       \
    F(cl_object, clCreateContext, const intptr_t *, cl_uint, const cl_object *, void *, void *,    \
      cl_int *)                                                                                    \
    F(cl_int, clReleaseContext, cl_object)                                                         \
    F(cl_object, clCreateCommandQueue, cl_object, cl_object, cl_bits, cl_int *)                    \
    F(cl_int, clReleaseCommandQueue, cl_object)                                                    \
    F(cl_object, clCreateBuffer, cl_object, cl_bits, size_t, void *, cl_int *)                     \
    F(cl_object, clCreateSubBuffer, cl_object, cl_bits, cl_uint, const void *, cl_int *)           \
    F(cl_int, clReleaseMemObject, cl_object)                                                       \
    F(cl_int, clEnqueueMigrateMemObjects, cl_object, cl_uint, const cl_object *, cl_bits, cl_uint, \
      const cl_object *, cl_object *)                                                              \
    F(cl_int, clEnqueueReadBuffer, cl_object, cl_object, cl_bool, size_t, size_t, void *, cl_uint, \
      const cl_object *, cl_object *)                                                              \
    F(cl_int, clEnqueueWriteBuffer, cl_object, cl_object, cl_bool, size_t, size_t, const void *,   \
      cl_uint, const cl_object *, cl_object *)                                                     \
    F(void *, clEnqueueMapBuffer, cl_object, cl_object, cl_bool, cl_bits, size_t, size_t, cl_uint, \
      const cl_object *, cl_object *, cl_int *)                                                    \
    F(cl_int, clWaitForEvents, cl_uint, const cl_object *)                                         \
    F(cl_int, clReleaseEvent, cl_object)                                                           \
    F(cl_int, clEnqueueCopyBuffer, cl_object, cl_object, cl_object, size_t, size_t, size_t,        \
      cl_uint, const cl_object *, cl_object *)                                                     \
    F(cl_int, clEnqueueFillBuffer, cl_object, cl_object, const void *, size_t, size_t, size_t,     \
      cl_uint, const cl_object *, cl_object *)                                                     \
    F(cl_object, clCreateProgramWithSource, cl_object, cl_uint, const char **, const size_t *,     \
      cl_int *)                                                                                    \
    F(cl_object, clCreateProgramWithBinary, cl_object, cl_uint, const cl_object *, const size_t *, \
      const unsigned char **, cl_int *, cl_int *)                                                  \
    F(cl_int, clBuildProgram, cl_object, cl_uint, const cl_object *, const char *, void *, void *) \
    F(cl_int, clGetProgramBuildInfo, cl_object, cl_object, cl_uint, size_t, void *, size_t *)      \
    F(cl_int, clGetProgramInfo, cl_object, cl_uint, size_t, void *, size_t *)                      \
    F(cl_int, clReleaseProgram, cl_object)                                                         \
    F(cl_object, clCreateKernel, cl_object, const char *, cl_int *)                                \
    F(cl_int, clReleaseKernel, cl_object)                                                          \
    F(cl_int, clSetKernelArg, cl_object, cl_uint, size_t, const void *)                            \
    F(cl_int, clEnqueueNDRangeKernel, cl_object, cl_object, cl_uint, const size_t *,               \
      const size_t *, const size_t *, cl_uint, const cl_object *, cl_object *)                     \
    F(cl_int, clEnqueueMarkerWithWaitList, cl_object, cl_uint, const cl_object *, cl_object *)     \
    F(cl_int, clEnqueueBarrierWithWaitList, cl_object, cl_uint, const cl_object *, cl_object *)    \
    F(cl_int, clFlush, cl_object)                                                                  \
    F(cl_int, clFinish, cl_object)

#define POINTER(result, name, ...) static result (*name)(__VA_ARGS__);
OPENCL_FUNCTIONS(POINTER)
#define SYMBOL(result, name, ...) { #name, &name },
static const struct iv__symbol symbols[] = { OPENCL_FUNCTIONS(SYMBOL){ 0 } };
static const char *const libraries[] = { "libOpenCL.so.1", "libOpenCL.so", NULL };

enum {
    CL_DEVICE_TYPE = 0x1000,
    CL_DEVICE_MAX_COMPUTE_UNITS = 0x1002,
    CL_DEVICE_MAX_WORK_GROUP_SIZE = 0x1004,
    CL_DEVICE_MEM_BASE_ADDR_ALIGN = 0x1019,
    CL_DEVICE_SINGLE_FP_CONFIG = 0x101B,
    CL_DEVICE_GLOBAL_MEM_SIZE = 0x101F,
    CL_DEVICE_LOCAL_MEM_SIZE = 0x1023,
    CL_DEVICE_ENDIAN_LITTLE = 0x1026,
    CL_DEVICE_HOST_UNIFIED_MEMORY = 0x1035,
    CL_DEVICE_AVAILABLE = 0x1027,
    CL_DEVICE_COMPILER_AVAILABLE = 0x1028,
    CL_DEVICE_NAME = 0x102B,
    CL_DEVICE_EXTENSIONS = 0x1030,
    CL_DRIVER_VERSION = 0x102D,
    CL_DEVICE_VERSION = 0x102F,
    CL_DEVICE_REGISTERS_PER_BLOCK_NV = 0x4002,
    CL_PLATFORM_NAME = 0x0902,
    CL_PROGRAM_BINARY_SIZES = 0x1165,
    CL_PROGRAM_BINARIES = 0x1166,
    CL_PROGRAM_BUILD_LOG = 0x1183,
    CL_MEM_READ_WRITE = 1,
    CL_MEM_ALLOC_HOST_PTR = 16,
    CL_MAP_READ = 1,
    CL_MAP_WRITE = 2,
    CL_MIGRATE_CONTENT_UNDEFINED = 2,
    CL_BUFFER_CREATE_TYPE_REGION = 0x1220
};
static const cl_bits CL_DEVICE_TYPE_CPU = 2, CL_DEVICE_TYPE_GPU = 4,
                     CL_DEVICE_TYPE_ALL = 0xffffffff;
static const cl_bits CL_FP_DENORM = 1, CL_FP_ROUND_TO_NEAREST = 4, CL_FP_INF_NAN = 2,
                     CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT = 128;

static const struct {
    cl_int code;
    const char *words;
} errors[] = {
    { -2, "the device is not available" },
    { -4, "memory could not be allocated" },
    { -5, "out of resources, or an earlier kernel failed" },
    { -6, "the host's memory is used up" },
    { -11, "the program does not build" },
    { -14, "an earlier command failed" },
    { -30, "invalid value" },
    { -34, "invalid context" },
    { -36, "invalid queue" },
    { -38, "invalid memory object" },
    { -42, "invalid binary" },
    { -46, "invalid kernel name" },
    { -49, "invalid argument index" },
    { -51, "invalid argument size" },
    { -52, "a kernel argument is missing" },
    { -54, "invalid group size" },
    { -61, "invalid buffer size" },
};

static iv_status failed(cl_int e, const char *what)
{
    const char *words = "unknown";
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (errors[i].code == e) words = errors[i].words;
    const int memory = e == -4 || e == -6 || e == -61;
    return iv__error(memory ? IV_ERROR_MEMORY : IV_ERROR_DEVICE, "%s: OpenCL error %d (%s)", what,
                     e, words);
}

/* ---- Devices ---- */

enum { MAX_PLATFORMS = 16 };

static struct {
    pthread_once_t once;
    int count;
    struct found {
        cl_object platform, device;
        struct iv__device_facts facts;
        int keeps_programs; /* on disk, by itself */
        unsigned registers; /* of a unit, where the compiler takes a limit for a kernel's; else 0 */
    } list[IV__MAX_DEVICES];
    char why[400];
} found = { .once = PTHREAD_ONCE_INIT };

static uint64_t number(cl_object device, cl_uint what, size_t size)
{
    uint64_t v = 0; /* little-endian, as every device that is listed */
    return clGetDeviceInfo(device, what, size, &v, NULL) == 0 ? v : 0;
}

static void words(cl_object device, cl_uint what, char *to, size_t size)
{
    char all[4096] = "";
    clGetDeviceInfo(device, what, sizeof all - 1, all, NULL);
    snprintf(to, size, "%.*s", (int)size - 1, all + strspn(all, " "));
}

static int extended(cl_object device, const char *extension)
{
    char all[4096];
    words(device, CL_DEVICE_EXTENSIONS, all, sizeof all);
    return strstr(all, extension) != NULL;
}

/* What stops a device from keeping the kernels' rules, or NULL. */
static const char *unfit(cl_object d, const char *version)
{
    int major = 0, minor = 0;
    sscanf(version, "OpenCL %d.%d", &major, &minor);
    if (major * 10 + minor < 12) return "is older than OpenCL 1.2";
    if (!number(d, CL_DEVICE_AVAILABLE, sizeof(cl_bool))) return "is not available";
    if (!number(d, CL_DEVICE_COMPILER_AVAILABLE, sizeof(cl_bool))) return "has no compiler";
    if (!number(d, CL_DEVICE_ENDIAN_LITTLE, sizeof(cl_bool))) return "is big-endian";
    if (number(d, CL_DEVICE_MAX_WORK_GROUP_SIZE, sizeof(size_t)) < 256)
        return "has groups of less than 256 items";
    if (number(d, CL_DEVICE_LOCAL_MEM_SIZE, 8) < 32768)
        return "has less than 32 KB of local memory";
    const cl_bits fp = number(d, CL_DEVICE_SINGLE_FP_CONFIG, 8);
    if (!(fp & CL_FP_ROUND_TO_NEAREST) || !(fp & CL_FP_INF_NAN))
        return "has no IEEE arithmetic (rounding to nearest, infinities and NaN)";
    return NULL;
}

static void describe(cl_object device, const char *platform, struct iv__device_facts *f)
{
    char version[64], driver[64];
    const cl_bits type = number(device, CL_DEVICE_TYPE, 8),
                  fp = number(device, CL_DEVICE_SINGLE_FP_CONFIG, 8);
    words(device, CL_DEVICE_NAME, f->name, sizeof f->name);
    words(device, CL_DEVICE_VERSION, version, sizeof version);
    words(device, CL_DRIVER_VERSION, driver, sizeof driver);
    snprintf(f->driver, sizeof f->driver, "%.40s, %s, driver %.40s", platform, version, driver);
    snprintf(f->type, sizeof f->type, "%s",
             type & CL_DEVICE_TYPE_GPU   ? "gpu"
             : type & CL_DEVICE_TYPE_CPU ? "cpu"
                                         : "other");
    snprintf(f->arch, sizeof f->arch, "cl1.2%s",
             fp & CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT ? " divide" : "");
    if (!(fp & CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT))
        iv__append(f->notes, sizeof f->notes,
                   "divides and takes roots of f32 with an error: results may differ from other "
                   "devices' in the last digits");
    if (!(fp & CL_FP_DENORM))
        iv__append(f->notes, sizeof f->notes,
                   "takes the smallest f32 (below 1.2e-38) as 0, other devices do not");
    f->slow_builds = strcmp(f->type, "gpu") == 0; /* PoCL builds at a kernel's first launch */
    f->memory = number(device, CL_DEVICE_GLOBAL_MEM_SIZE, 8);
    f->units = (int)number(device, CL_DEVICE_MAX_COMPUTE_UNITS, sizeof(cl_uint));
    f->view_align = (uint32_t)number(device, CL_DEVICE_MEM_BASE_ADDR_ALIGN, sizeof(cl_uint)) / 8;
    if (f->view_align == 0) f->view_align = 4096;
}

struct platform {
    cl_object id;
    char name[128];
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct platform *)a)->name, ((const struct platform *)b)->name);
}

/* Platforms by name, because the loader's order follows the folder its drivers are listed in. */
static void look(void)
{
    cl_object ids[MAX_PLATFORMS], devices[IV__MAX_DEVICES];
    struct platform platforms[MAX_PLATFORMS] = { 0 };
    cl_uint n = 0, m;
    if (iv__driver_load(libraries, symbols, found.why, sizeof found.why)) {
        iv__append(found.why, sizeof found.why,
                   "install a driver's OpenCL, or on Debian: apt install ocl-icd-libopencl1 "
                   "pocl-opencl-icd");
        return;
    }
    if (clGetPlatformIDs(MAX_PLATFORMS, ids, &n) || n == 0) {
        iv__append(found.why, sizeof found.why, "libOpenCL is there, but no driver for it");
        return;
    }
    if (n > MAX_PLATFORMS) n = MAX_PLATFORMS;
    for (cl_uint i = 0; i < n; i++) {
        platforms[i].id = ids[i];
        clGetPlatformInfo(ids[i], CL_PLATFORM_NAME, sizeof platforms[i].name - 1, platforms[i].name,
                          NULL);
    }
    qsort(platforms, n, sizeof *platforms, by_name);
    for (cl_uint i = 0; i < n; i++) {
        m = 0;
        if (clGetDeviceIDs(platforms[i].id, CL_DEVICE_TYPE_ALL, IV__MAX_DEVICES, devices, &m))
            m = 0;
        if (m == 0)
            iv__append(found.why, sizeof found.why, "platform %s has no device", platforms[i].name);
        for (cl_uint k = 0; k < m && k < IV__MAX_DEVICES; k++) {
            char name[64], version[64];
            words(devices[k], CL_DEVICE_NAME, name, sizeof name);
            words(devices[k], CL_DEVICE_VERSION, version, sizeof version);
            const char *why = unfit(devices[k], version);
            if (!why && found.count == IV__MAX_DEVICES) why = "is one too many";
            if (why) {
                iv__append(found.why, sizeof found.why, "%s %s", name, why);
                continue;
            }
            struct found *f = &found.list[found.count++];
            f->platform = platforms[i].id;
            f->device = devices[k];
            f->keeps_programs = strcmp(platforms[i].name, "Portable Computing Language") == 0;
            if (extended(devices[k], "cl_nv_compiler_options"))
                f->registers = (unsigned)number(devices[k], CL_DEVICE_REGISTERS_PER_BLOCK_NV, sizeof(cl_uint));
            describe(devices[k], platforms[i].name, &f->facts);
        }
    }
}

static int cl_probe(struct iv__device_facts *facts, int room, char *why, size_t why_size)
{
    pthread_once(&found.once, look);
    const int n = found.count < room ? found.count : room;
    for (int i = 0; i < n; i++) facts[i] = found.list[i].facts;
    snprintf(why, why_size, "%s", found.why);
    return n;
}

struct state {
    cl_object device, context, queue;
    char options[96];
    unsigned registers; /* as in struct found */
    int keeps_programs, has_own_memory;
    unsigned launches; /* since the queue was last flushed */
    struct iv__ring ring;
    cl_object pinned[IV__RING_SLOTS], moved[IV__RING_SLOTS]; /* buffers, events */
    cl_object moving;       /* the queue of the ring's moves */
    cl_object side, marked; /* a queue for early moves; an event: what they wait for */
};

static iv_status cl_open(int index, struct iv__device_facts *facts, void **out)
{
    const struct found *f = &found.list[index];
    const intptr_t properties[] = { 0x1084 /* CL_CONTEXT_PLATFORM */, (intptr_t)f->platform, 0 };
    struct state *s = calloc(1, sizeof *s);
    cl_int e;
    if (!s) return iv__error(IV_ERROR_MEMORY, "out of memory");
    s->device = f->device;
    s->keeps_programs = f->keeps_programs;
    s->registers = f->registers;
    s->has_own_memory = strcmp(facts->type, "gpu") == 0 &&
                        !number(f->device, CL_DEVICE_HOST_UNIFIED_MEMORY, sizeof(cl_bool));
    snprintf(s->options, sizeof s->options, "-w -cl-std=CL1.2%s%s",
             strstr(facts->arch, "divide") ? " -cl-fp32-correctly-rounded-divide-sqrt" : "",
             strcmp(facts->type, "cpu") ? "" : " -D ON_PROCESSOR");
    s->context = clCreateContext(properties, 1, &s->device, NULL, NULL, &e);
    if (!s->context) {
        free(s);
        return failed(e, "no context");
    }
    s->queue = clCreateCommandQueue(s->context, s->device, 0, &e);
    if (!s->queue) {
        clReleaseContext(s->context);
        free(s);
        return failed(e, "no queue");
    }
    s->moving = s->queue;
    *out = s;
    return IV_OK;
}

static void cl_close(void *state)
{
    struct state *s = state;
    clFinish(s->queue);
    for (int i = 0; i < IV__RING_SLOTS; i++)
        if (s->pinned[i]) clReleaseMemObject(s->pinned[i]);
    if (s->marked) clReleaseEvent(s->marked);
    if (s->side) clReleaseCommandQueue(s->side);
    clReleaseCommandQueue(s->queue);
    clReleaseContext(s->context);
    free(s);
}

/* ---- Memory: a handle is a cl_mem ---- */

static cl_object object(uint64_t handle) { return (cl_object)(uintptr_t)handle; }

/* Drivers may allocate only when a buffer is first used, where it is too late to make room: moving
   the buffer to the device makes them do it now. */
static iv_status cl_alloc(void *state, size_t size, uint64_t *handle)
{
    struct state *s = state;
    cl_int e;
    const cl_object m = clCreateBuffer(s->context, CL_MEM_READ_WRITE, size, NULL, &e);
    *handle = 0;
    if (m) {
        e = clEnqueueMigrateMemObjects(s->queue, 1, &m, CL_MIGRATE_CONTENT_UNDEFINED, 0, NULL,
                                       NULL);
        if (e == 0) return *handle = (uint64_t)(uintptr_t)m, IV_OK;
        clReleaseMemObject(m);
    }
    if (e == -5) e = -4; /* here, resources are memory */
    return failed(e, "buffer");
}

static void cl_free(void *state, uint64_t handle)
{
    (void)state;
    clReleaseMemObject(object(handle));
}

static iv_status cl_view(void *state, uint64_t handle, size_t offset, size_t size, uint64_t *view)
{
    const size_t region[2] = { offset, size };
    cl_int e;
    (void)state;
    *view = (uint64_t)(uintptr_t)clCreateSubBuffer(object(handle), CL_MEM_READ_WRITE,
                                                   CL_BUFFER_CREATE_TYPE_REGION, region, &e);
    return *view ? IV_OK : failed(e, "part of a buffer");
}

static void cl_unview(void *state, uint64_t view) { cl_free(state, view); }

/* The driver's own memory, which it keeps pinned, and mapped for good. */
static void *pin(void *state, int slot)
{
    struct state *s = state;
    cl_int e;
    s->pinned[slot] = clCreateBuffer(s->context, CL_MEM_READ_WRITE | CL_MEM_ALLOC_HOST_PTR,
                                     IV__RING_BYTES, NULL, &e);
    return s->pinned[slot] ? clEnqueueMapBuffer(s->queue, s->pinned[slot], 1,
                                                CL_MAP_READ | CL_MAP_WRITE, 0, IV__RING_BYTES, 0,
                                                NULL, NULL, &e)
                           : NULL;
}

static iv_status start_move(void *state, int slot, int to_device, uint64_t handle, size_t offset,
                            size_t size)
{
    struct state *s = state;
    void *const p = s->ring.slot[slot];
    cl_object *const event = &s->moved[slot];
    cl_int e = to_device ? clEnqueueWriteBuffer(s->moving, object(handle), 0, offset, size, p, 0,
                                                NULL, event)
                         : clEnqueueReadBuffer(s->moving, object(handle), 0, offset, size, p, 0,
                                               NULL, event);
    if (e == 0) clFlush(s->moving);
    return e ? failed(e, to_device ? "copy to the device" : "copy from the device") : IV_OK;
}

static iv_status end_move(void *state, int slot)
{
    struct state *s = state;
    const cl_int e = clWaitForEvents(1, &s->moved[slot]);
    clReleaseEvent(s->moved[slot]);
    return e ? failed(e, "waiting for a copy") : IV_OK;
}

static const struct iv__ring_calls ring_calls = { pin, start_move, end_move };

static int by_ring(struct state *s, size_t size, size_t least)
{
    return s->has_own_memory && size >= least && iv__ring_ready(&s->ring, &ring_calls, s);
}

static iv_status cl_write(void *state, uint64_t to, size_t offset, const void *from, size_t size)
{
    struct state *s = state;
    if (by_ring(s, size, IV__RING_LEAST))
        return iv__ring_move(&s->ring, &ring_calls, s, 1, (void *)(uintptr_t)from, to, offset, size);
    const cl_int e =
        clEnqueueWriteBuffer(s->queue, object(to), 1, offset, size, from, 0, NULL, NULL);
    return e ? failed(e, "copy to the device") : IV_OK;
}

static iv_status cl_read(void *state, void *to, uint64_t from, size_t offset, size_t size)
{
    struct state *s = state;
    if (by_ring(s, size, IV__RING_LEAST))
        return iv__ring_move(&s->ring, &ring_calls, s, 0, to, from, offset, size);
    const cl_int e =
        clEnqueueReadBuffer(s->queue, object(from), 1, offset, size, to, 0, NULL, NULL);
    return e ? failed(e, "copy from the device") : IV_OK;
}

static iv_status cl_mark(void *state)
{
    struct state *s = state;
    cl_int e = 0;
    if (!s->has_own_memory) return IV_OK;
    if (s->marked) clReleaseEvent(s->marked);
    s->marked = NULL;
    if (!s->side) s->side = clCreateCommandQueue(s->context, s->device, 0, &e);
    if (s->side) e = clEnqueueMarkerWithWaitList(s->queue, 0, NULL, &s->marked);
    if (e == 0) e = clFlush(s->queue);
    return e ? failed(e, "mark") : IV_OK;
}

static int cl_hand(void *state, uint64_t from, size_t offset, size_t size, size_t unit, int early,
                   iv__take *take, void *arg, iv_status *status)
{
    struct state *s = state;
    cl_int e = 0;
    if (!by_ring(s, size, IV__HAND_LEAST)) return 0;
    if (early) e = clFlush(s->queue); /* what was asked for since goes on meanwhile */
    if (early && e == 0) e = clEnqueueBarrierWithWaitList(s->side, 1, &s->marked, NULL);
    s->moving = early ? s->side : s->queue;
    *status = e ? failed(e, "waiting for a mark")
                : iv__ring_hand(&s->ring, &ring_calls, s, from, offset, size, unit, take, arg);
    s->moving = s->queue;
    return 1;
}

static iv_status cl_copy(void *state, uint64_t to, size_t to_offset, uint64_t from,
                         size_t from_offset, size_t size)
{
    struct state *s = state;
    const cl_int e = clEnqueueCopyBuffer(s->queue, object(from), object(to), from_offset, to_offset,
                                         size, 0, NULL, NULL);
    return e ? failed(e, "copy") : IV_OK;
}

static iv_status cl_fill(void *state, uint64_t to, size_t size, uint32_t pattern)
{
    struct state *s = state;
    const cl_int e = clEnqueueFillBuffer(s->queue, object(to), &pattern, 4, 0, size, 0, NULL, NULL);
    return e ? failed(e, "fill") : IV_OK;
}

/* ---- Programs ---- */

struct program {
    cl_object program;
    cl_object *kernels; /* to be released with it */
    int count;
};

static iv_status build_failed(struct state *s, const struct iv__source *source, cl_object p,
                              cl_int e)
{
    size_t n = 0;
    char *log = NULL;
    if (e == -5 || e == -6) return failed(e, source->name);
    if (clGetProgramBuildInfo(p, s->device, CL_PROGRAM_BUILD_LOG, 0, NULL, &n) == 0 && n)
        log = calloc(1, n + 1);
    if (log) clGetProgramBuildInfo(p, s->device, CL_PROGRAM_BUILD_LOG, n, log, NULL);
    iv__error(IV_ERROR_BUILD, "%s: OpenCL could not compile it (%d): %.1500s", source->name, e,
              log ? log : "");
    free(log);
    return IV_ERROR_BUILD;
}

static void get_binary(cl_object p, void **binary, size_t *size)
{
    size_t n = 0;
    if (clGetProgramInfo(p, CL_PROGRAM_BINARY_SIZES, sizeof n, &n, NULL) || n == 0) return;
    unsigned char *const b = malloc(n);
    if (b && clGetProgramInfo(p, CL_PROGRAM_BINARIES, sizeof b, (void *)&b, NULL) == 0) {
        *binary = b;
        *size = n;
    } else {
        free(b);
    }
}

enum { ITEMS = 256 }; /* LSZ of the dialect */

/* NVIDIA's compiler takes as many registers as it likes, unless it is told how many there are for an item when
   several groups share a unit; and it listens only where no size of groups is required (KERNEL_). */
static void set_options(char *options, size_t size, const struct state *s, unsigned several)
{
    const int n = snprintf(options, size, "%s", s->options);
    if (s->registers && several > 1)
        snprintf(options + n, size - (size_t)n, " -D LIMITED -cl-nv-maxrregcount=%u",
                 s->registers / ITEMS / several / 8 * 8);
}

static iv_status cl_build(void *state, const struct iv__source *source, void **out, void **binary,
                          size_t *binary_size)
{
    struct state *s = state;
    struct program *p = calloc(1, sizeof *p);
    const unsigned char *code = source->binary;
    const char *text = source->text;
    char options[160];
    cl_int e = 0;
    if (!p) return iv__error(IV_ERROR_MEMORY, "out of memory");
    set_options(options, sizeof options, s, source->several);
    if (source->binary) {
        p->program = clCreateProgramWithBinary(s->context, 1, &s->device, &source->binary_size,
                                               &code, NULL, &e);
    } else {
        p->program = clCreateProgramWithSource(s->context, 1, &text, NULL, &e);
    }
    iv_status status = IV_OK;
    if (!p->program)
        status = failed(e, source->name);
    else if ((e = clBuildProgram(p->program, 1, &s->device, options, NULL, NULL)))
        status = build_failed(s, source, p->program, e);
    if (status != IV_OK) {
        if (p->program) clReleaseProgram(p->program);
        free(p);
        return status;
    }
    /* PoCL would compile everything once more to give its binary: half of the time in all */
    if (binary && !s->keeps_programs) get_binary(p->program, binary, binary_size);
    *out = p;
    return IV_OK;
}

static iv_status cl_kernel(void *state, void *program, const char *name, void **kernel)
{
    struct program *p = program;
    cl_int e;
    (void)state;
    cl_object *more = realloc(p->kernels, (size_t)(p->count + 1) * sizeof *more);
    if (!more) return iv__error(IV_ERROR_MEMORY, "out of memory");
    p->kernels = more;
    *kernel = clCreateKernel(p->program, name, &e);
    if (!*kernel) return failed(e, name);
    p->kernels[p->count++] = *kernel;
    return IV_OK;
}

static void cl_unbuild(void *state, void *program)
{
    struct program *p = program;
    (void)state;
    for (int i = 0; i < p->count; i++) clReleaseKernel(p->kernels[i]);
    clReleaseProgram(p->program);
    free(p->kernels);
    free(p);
}

/* ---- Work ---- */

enum { LAUNCHES_PER_FLUSH = 8 };

static iv_status cl_launch(void *state, void *kernel, const uint32_t groups[3],
                           const struct iv__arg *args, int n_args)
{
    struct state *s = state;
    const size_t local[3] = { ITEMS, 1, 1 },
                 global[3] = { (size_t)groups[0] * ITEMS, groups[1], groups[2] };
    cl_int e = 0;
    for (int i = 0; i < n_args && !e; i++) {
        const cl_object m = object(args[i].handle);
        e = args[i].is_buffer ? clSetKernelArg(kernel, (cl_uint)i, sizeof m, &m)
                              : clSetKernelArg(kernel, (cl_uint)i, args[i].size, args[i].value);
    }
    if (!e) e = clEnqueueNDRangeKernel(s->queue, kernel, 3, NULL, global, local, 0, NULL, NULL);
    /* the device starts when the queue is flushed, so long chains need it now and then */
    if (!e && ++s->launches % LAUNCHES_PER_FLUSH == 0) e = clFlush(s->queue);
    return e ? failed(e, "launch") : IV_OK;
}

static iv_status cl_sync(void *state)
{
    struct state *s = state;
    const cl_int e = clFinish(s->queue);
    return e ? failed(e, "waiting") : IV_OK;
}

extern const char iv__text_dialect_opencl_h[], iv__text_dialect_gpu_h[], iv__text_dialect_args_h[];
static const char *const dialect[] = { iv__text_dialect_opencl_h, iv__text_dialect_gpu_h,
                                       iv__text_dialect_args_h, NULL };

const iv__backend iv__backend_opencl = {
    .name = "OpenCL",
    .id = "opencl",
    .dialect = dialect,
    .probe = cl_probe,
    .open = cl_open,
    .close = cl_close,
    .alloc = cl_alloc,
    .free = cl_free,
    .view = cl_view,
    .unview = cl_unview,
    .write = cl_write,
    .read = cl_read, .hand = cl_hand, .mark = cl_mark,
    .copy = cl_copy,
    .fill = cl_fill,
    .build = cl_build,
    .kernel = cl_kernel,
    .unbuild = cl_unbuild,
    .launch = cl_launch,
    .sync = cl_sync,
};
