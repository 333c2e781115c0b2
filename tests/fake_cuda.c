/* A libcuda.so.1 without a GPU, for tests: memory is the host's, a launch does nothing. It checks
   what a driver would: a current context, addresses within what was allocated, kernels that are in
   their module. FAKE_CUDA_SM is the compute capability (default 90), FAKE_CUDA_VALUE what 32-bit
   word new memory is filled with, in place of what kernels would write there. */
#include <elf.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define API __attribute__((visibility("default")))
enum {
    INVALID_VALUE = 1,
    OUT_OF_MEMORY = 2,
    INVALID_IMAGE = 200,
    INVALID_CONTEXT = 201,
    NOT_FOUND = 500
};

static struct block {
    uint64_t at;
    size_t size;
    struct block *next;
} * blocks;
static _Thread_local int depth; /* of contexts */
static int retained, pins, events, streams;

static int number(const char *name, int otherwise)
{
    const char *s = getenv(name);
    return s && *s ? atoi(s) : otherwise;
}

/* Contexts and blocks that are still there; for the test to ask at the end. */
API int fake_cuda_left(void)
{
    int n = depth + retained + pins + events + streams;
    for (const struct block *b = blocks; b; b = b->next) n++;
    return n;
}

static int inside(uint64_t at, size_t size)
{
    for (const struct block *b = blocks; b; b = b->next)
        if (at >= b->at && at + size <= b->at + b->size) return 1;
    return 0;
}

/* The default one, or the one that was made. */
static int is_stream(const void *stream) { return !stream || (stream == &streams && streams); }

#define NEEDS(condition, error)                                                                    \
    do {                                                                                           \
        if (depth != 1) return INVALID_CONTEXT;                                                    \
        if (!(condition)) return error;                                                            \
    } while (0)

API int cuInit(unsigned flags) { return flags ? INVALID_VALUE : 0; }
/* NVRTC asks the driver for a cache of programs; there is none. */
API int cuGetExportTable(const void **table, const void *id)
{
    return *table = NULL, id ? NOT_FOUND : INVALID_VALUE;
}
API int cuDriverGetVersion(int *v) { return *v = number("FAKE_CUDA_VERSION", 13000), 0; }
API int cuDeviceGetCount(int *n) { return *n = 1, 0; }
API int cuDeviceGet(int *d, int i) { return *d = i, i ? INVALID_VALUE : 0; }
API int cuDeviceTotalMem_v2(size_t *n, int d) { return *n = (size_t)8 << 30, d; }
API int cuDevicePrimaryCtxRetain(void **c, int d) { return *c = &blocks, retained++, d; }
API int cuDevicePrimaryCtxRelease_v2(int d) { return retained--, d; }

API int cuGetErrorString(int e, const char **text)
{
    static char words[40];
    snprintf(words, sizeof words, "error %d of the stand-in", e);
    return *text = words, 0;
}

API int cuDeviceGetName(char *name, int size, int d)
{
    snprintf(name, (size_t)size, "no GPU");
    return d;
}

API int cuDeviceGetAttribute(int *v, int what, int d)
{
    const int sm = number("FAKE_CUDA_SM", 90);
    *v = what == 75 ? sm / 10 : what == 76 ? sm % 10 : 1;
    return d;
}

API int cuCtxPushCurrent_v2(void *c)
{
    if (c != &blocks) return INVALID_CONTEXT;
    depth++;
    return 0;
}

API int cuCtxPopCurrent_v2(void **c)
{
    if (depth == 0) return INVALID_CONTEXT;
    *c = &blocks;
    depth--;
    return 0;
}

API int cuMemAlloc_v2(uint64_t *at, size_t size)
{
    NEEDS(size > 0, INVALID_VALUE);
    struct block *b = malloc(sizeof *b);
    uint32_t *p = size < (size_t)8 << 30 ? malloc((size + 3) / 4 * 4) : NULL;
    if (!b || !p) {
        free(b);
        free(p);
        return OUT_OF_MEMORY;
    }
    for (size_t i = 0; i < (size + 3) / 4; i++) p[i] = (uint32_t)number("FAKE_CUDA_VALUE", 0);
    *b = (struct block){ (uint64_t)(uintptr_t)p, size, blocks };
    blocks = b;
    *at = b->at;
    return 0;
}

API int cuMemFree_v2(uint64_t at)
{
    NEEDS(1, 0);
    for (struct block **b = &blocks; *b; b = &(*b)->next)
        if ((*b)->at == at) {
            struct block *gone = *b;
            *b = gone->next;
            free((void *)(uintptr_t)gone->at);
            free(gone);
            return 0;
        }
    return INVALID_VALUE;
}

API int cuMemcpyHtoD_v2(uint64_t to, const void *from, size_t size)
{
    NEEDS(inside(to, size), INVALID_VALUE);
    memcpy((void *)(uintptr_t)to, from, size);
    return 0;
}

API int cuMemcpyDtoH_v2(void *to, uint64_t from, size_t size)
{
    NEEDS(inside(from, size), INVALID_VALUE);
    memcpy(to, (void *)(uintptr_t)from, size);
    return 0;
}

API int cuMemHostAlloc(void **p, size_t size, unsigned flags)
{
    NEEDS(size && !flags, INVALID_VALUE);
    if (!(*p = malloc(size))) return OUT_OF_MEMORY;
    pins++;
    return 0;
}

API int cuMemFreeHost(void *p)
{
    NEEDS(p, INVALID_VALUE);
    free(p);
    pins--;
    return 0;
}

API int cuPointerGetAttribute(void *out, int what, uint64_t at)
{
    NEEDS(out && what == 2 && at, INVALID_VALUE);
    return INVALID_VALUE; /* ordinary memory */
}

API int cuMemcpyHtoDAsync_v2(uint64_t to, const void *from, size_t size, void *stream)
{
    NEEDS(!stream && pins, INVALID_VALUE);
    return cuMemcpyHtoD_v2(to, from, size);
}

API int cuMemcpyDtoHAsync_v2(void *to, uint64_t from, size_t size, void *stream)
{
    NEEDS(is_stream(stream) && pins, INVALID_VALUE);
    return cuMemcpyDtoH_v2(to, from, size);
}

API int cuEventCreate(void **event, unsigned flags)
{
    NEEDS(flags == 2, INVALID_VALUE);
    *event = &events;
    events++;
    return 0;
}

API int cuEventDestroy_v2(void *event)
{
    NEEDS(event == &events, INVALID_VALUE);
    events--;
    return 0;
}

API int cuEventRecord(void *event, void *stream)
{
    NEEDS(event == &events && is_stream(stream), INVALID_VALUE);
    return 0;
}

API int cuEventSynchronize(void *event)
{
    NEEDS(event == &events, INVALID_VALUE);
    return 0;
}

API int cuMemcpyDtoDAsync_v2(uint64_t to, uint64_t from, size_t size, void *stream)
{
    NEEDS(!stream && inside(from, size) && inside(to, size), INVALID_VALUE);
    memmove((void *)(uintptr_t)to, (void *)(uintptr_t)from, size);
    return 0;
}

API int cuMemsetD32Async(uint64_t to, unsigned word, size_t n, void *stream)
{
    NEEDS(!stream && to % 4 == 0 && inside(to, n * 4), INVALID_VALUE);
    for (size_t i = 0; i < n; i++) ((uint32_t *)(uintptr_t)to)[i] = word;
    return 0;
}

/* A module is a copy of its image, as far as the section headers, which follow all names. */
struct module {
    size_t size;
    char image[];
};

API int cuModuleLoadData(void **module, const void *image)
{
    const Elf64_Ehdr *h = image;
    NEEDS(memcmp(image, ELFMAG, SELFMAG) == 0 || strstr(image, ".version"), INVALID_IMAGE);
    const size_t size = memcmp(image, ELFMAG, SELFMAG) ? strlen(image) : h->e_shoff;
    struct module *m = malloc(sizeof *m + size);
    if (!m) return OUT_OF_MEMORY;
    m->size = size;
    memcpy(m->image, image, size);
    *module = m;
    return 0;
}

API int cuModuleUnload(void *module)
{
    NEEDS(module, INVALID_VALUE);
    free(module);
    return 0;
}

API int cuModuleGetFunction(void **f, void *module, const char *name)
{
    const struct module *m = module;
    NEEDS(memmem(m->image, m->size, name, strlen(name)), NOT_FOUND);
    *f = module;
    return 0;
}

API int cuLaunchKernel(void *f, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by,
                       unsigned bz, unsigned shared, void *stream, void **values, void **extra)
{
    NEEDS(f && values && !extra && !stream && !shared, INVALID_VALUE);
    NEEDS(gx && gx < 1u << 31 && gy && gy < 65536 && gz && gz < 65536, INVALID_VALUE);
    NEEDS(bx * by * bz <= 1024, INVALID_VALUE);
    return 0;
}

API int cuStreamCreate(void **stream, unsigned flags)
{
    NEEDS(flags == 1, INVALID_VALUE);
    *stream = &streams;
    streams++;
    return 0;
}

API int cuStreamDestroy_v2(void *stream)
{
    NEEDS(stream == &streams, INVALID_VALUE);
    streams--;
    return 0;
}

API int cuStreamWaitEvent(void *stream, void *event, unsigned flags)
{
    NEEDS(stream == &streams && streams && event == &events && !flags, INVALID_VALUE);
    return 0;
}

API int cuStreamSynchronize(void *stream)
{
    NEEDS(!stream, INVALID_VALUE);
    return 0;
}
