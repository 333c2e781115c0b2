/* One vtable per kind of processor. A backend knows memory, programs and launches; it knows nothing
   of images or operations. Adding one: a file here, a dialect in kernel/dialect, a line in
   core/device.c.
   Calls for one device come one at a time (the device's mutex); work is done in the order in which
   it was asked for. Who detects an error words it with iv__error(). */
#ifndef IV__BACKEND_H
#define IV__BACKEND_H
#include "core/error.h"

enum { IV__MAX_ARGS = 10, IV__MAX_DEVICES = 16 };

/* What a backend tells of a device; ids are made by core/device.c. */
struct iv__device_facts {
    char name[128], driver[160], isa[16], notes[256];
    char type[8];         /* "cpu", "gpu", "other" */
    char arch[32];        /* what programs are built for: "sm_90"; part of the cache's key */
    uint64_t memory;
    int units;
    uint32_t view_align;  /* bytes: what a view's offset must be a multiple of */
    int slow_builds;      /* programs are built by several threads while calls go on */
};

/* A kernel argument: a buffer if `buffer` is set (the backend's handle), else `size` bytes. */
struct iv__arg {
    const void *value;
    size_t size;
    uint64_t handle;
    int is_buffer;
};

/* A program to build: the text in one piece, and what is in it. */
struct iv__source {
    const char *name;           /* for messages */
    uint64_t variant;           /* for a backend whose kernels are compiled in */
    const char *text;           /* NULL for such a backend */
    const void *binary;         /* from the disk cache, or NULL */
    size_t binary_size;
    unsigned several;           /* groups that should share a unit's registers, or 0 */
};

/* What a kernel is for the CPU: called once per group, with pointers to the arguments' values. */
typedef void iv__cpu_fn(const uint32_t group[3], void **values);

/* Takes a part of what a device sends. `at`: where the part belongs. */
typedef iv_status iv__take(void *arg, const void *part, size_t at, size_t size);

typedef struct iv__backend {
    const char *name;           /* "CPU", "OpenCL", "CUDA" */
    const char *id;             /* "cpu", "opencl", "cuda": devices are id or id:number */
    const char *const *dialect; /* the texts that go before a kernel's, NULL-terminated; NULL: the
                                   kernels are compiled in */
    /* Looks for devices and describes them; returns how many. Never an error: why there is none
       is put into `why`. */
    int (*probe)(struct iv__device_facts *facts, int room, char *why, size_t why_size);
    iv_status (*open)(int index, struct iv__device_facts *facts, void **state);
    void (*close)(void *state);
    iv_status (*alloc)(void *state, size_t size, uint64_t *handle);
    void (*free)(void *state, uint64_t handle);
    /* A part of a buffer as a buffer; `unview` ends it. */
    iv_status (*view)(void *state, uint64_t handle, size_t offset, size_t size, uint64_t *view);
    void (*unview)(void *state, uint64_t view);
    /* Host to device: when it returns the host's memory is free to change. */
    iv_status (*write)(void *state, uint64_t to, size_t offset, const void *from, size_t size);
    /* Device to host: waits. */
    iv_status (*read)(void *state, void *to, uint64_t from, size_t offset, size_t size);
    /* The same for what is looked at once: hands it to `take` in parts of whole units, without a copy.
       early: it was ready at the last mark, and does not wait for what was asked for after that.
       0: it cannot, and has done nothing. May be NULL. */
    int (*hand)(void *state, uint64_t from, size_t offset, size_t size, size_t unit, int early,
                iv__take *take, void *arg, iv_status *status);
    /* Marks how far work has been asked for. May be NULL: `early` then makes no difference. */
    iv_status (*mark)(void *state);
    iv_status (*copy)(void *state, uint64_t to, size_t to_offset, uint64_t from,
                      size_t from_offset, size_t size);
    /* size is a multiple of 4: repeats a 32-bit pattern. */
    iv_status (*fill)(void *state, uint64_t to, size_t size, uint32_t pattern);
    int one_kernel;             /* a program holds the kernel alone that it was built for */
    /* Compiles, or loads `source->binary`. If `binary` is not NULL the machine code is put there
       (malloc) for the disk cache. Without the device's mutex, and where builds are slow on several
       threads at once. */
    iv_status (*build)(void *state, const struct iv__source *source, void **program, void **binary,
                       size_t *binary_size);
    iv_status (*kernel)(void *state, void *program, const char *name, void **kernel);
    void (*unbuild)(void *state, void *program);
    iv_status (*launch)(void *state, void *kernel, const uint32_t groups[3],
                        const struct iv__arg *args, int n_args);
    iv_status (*sync)(void *state);
} iv__backend;

extern const iv__backend iv__backend_cpu, iv__backend_opencl, iv__backend_cuda;
#endif
