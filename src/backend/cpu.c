/* The CPU as a device: memory is memory, a launch is a loop over groups on all threads. */
#include "backend/cpu.h"
#include "backend/ring.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { HUGE_PAGE = 2 << 20 };
static const struct iv__cpu_isa *chosen;
static uint64_t physical; /* bytes */

static const struct iv__cpu_isa *choose(void)
{
    const char *wish = getenv("ISOVOX_ISA"); /* to compare instruction sets */
    const struct iv__cpu_isa *best = NULL;
    for (int i = 0; iv__cpu_isas[i]; i++) {
        const struct iv__cpu_isa *isa = iv__cpu_isas[i];
        if (!isa->supported()) continue;
        if (!best) best = isa;
        if (wish && strcmp(wish, isa->name) == 0) return isa;
    }
    return best;
}

static void model(char *name, size_t size)
{
    FILE *f = fopen("/proc/cpuinfo", "r");
    char line[256];
    snprintf(name, size, "CPU");
    while (f && fgets(line, sizeof line, f)) {
        char *colon = strchr(line, ':');
        if (strncmp(line, "model name", 10) || !colon) continue;
        colon[strcspn(colon, "\n")] = 0;
        snprintf(name, size, "%s", colon + 2);
        break;
    }
    if (f) fclose(f);
}

static int cpu_probe(struct iv__device_facts *f, int room, char *why, size_t why_size)
{
    (void)room;
    memset(f, 0, sizeof *f);
    chosen = choose();
    if (!chosen) {
        snprintf(why, why_size, "this processor has none of the instruction sets of this build");
        return 0;
    }
    model(f->name, sizeof f->name);
    snprintf(f->driver, sizeof f->driver, "Isovox %s, compiled in", IV_VERSION);
    snprintf(f->isa, sizeof f->isa, "%s", chosen->name);
    snprintf(f->type, sizeof f->type, "cpu");
    physical = (uint64_t)sysconf(_SC_PHYS_PAGES) * (uint64_t)sysconf(_SC_PAGESIZE);
    f->memory = physical;
    f->units = iv__threads();
    f->view_align = 4; /* what a fill writes at once */
    return 1;
}

static iv_status cpu_open(int index, struct iv__device_facts *f, void **state)
{
    (void)index;
    (void)f;
    *state = NULL;
    return IV_OK;
}

static void cpu_close(void *state) { (void)state; }

/* The system may promise more than there is, and end the process when it is used: what can never fit
   is refused here. Images are in huge pages where the system has them: a walk along z otherwise meets
   a page of its own at every step. */
static iv_status cpu_alloc(void *state, size_t size, uint64_t *handle)
{
    const size_t page = size < HUGE_PAGE ? 4096 : HUGE_PAGE;
    (void)state;
    void *p = size < physical ? aligned_alloc(page, (size + page - 1) / page * page) : NULL;
#ifdef MADV_HUGEPAGE
    if (p && page == HUGE_PAGE) madvise(p, size, MADV_HUGEPAGE);
#endif
    *handle = (uint64_t)(uintptr_t)p;
    return p ? IV_OK : iv__error(IV_ERROR_MEMORY, "cpu: not enough memory for %zu bytes", size);
}

/* An argument that is left out is NULL, to which nothing may be added. */
static void *at(uint64_t handle, size_t offset) { return (void *)(uintptr_t)(handle + offset); }

static void cpu_free(void *state, uint64_t handle)
{
    (void)state;
    free(at(handle, 0));
}

static iv_status cpu_view(void *state, uint64_t handle, size_t offset, size_t size, uint64_t *view)
{
    (void)state;
    (void)size;
    *view = handle + offset;
    return IV_OK;
}

static void cpu_unview(void *state, uint64_t view)
{
    (void)state;
    (void)view;
}

static iv_status cpu_write(void *state, uint64_t to, size_t offset, const void *from, size_t size)
{
    (void)state;
    return iv__copy_bytes(at(to, offset), from, size);
}

static iv_status cpu_read(void *state, void *to, uint64_t from, size_t offset, size_t size)
{
    (void)state;
    return iv__copy_bytes(to, at(from, offset), size);
}

static int cpu_hand(void *state, uint64_t from, size_t offset, size_t size, size_t unit, int early,
                    iv__take *take, void *arg, iv_status *status)
{
    (void)state;
    (void)unit;
    (void)early;
    *status = take(arg, at(from, offset), 0, size);
    return 1;
}

static iv_status cpu_copy(void *state, uint64_t to, size_t to_offset, uint64_t from,
                          size_t from_offset, size_t size)
{
    (void)state;
    void *const t = at(to, to_offset), *const f = at(from, from_offset);
    return t == f ? IV_OK : iv__copy_bytes(t, f, size);
}

struct fill {
    uint32_t *to, row[1024];
    size_t n;
    int past_cache;
};
enum { FILL_ROWS = 64 };

static void fill_piece(void *arg, uint64_t i)
{
    const struct fill *f = arg;
    for (int k = 0; k < FILL_ROWS; k++) {
        const size_t begin = ((size_t)i * FILL_ROWS + (size_t)k) * 1024, left = f->n > begin ? f->n - begin : 0;
        const size_t size = (left < 1024 ? left : 1024) * sizeof *f->to;
        if (f->past_cache) iv__stream(f->to + begin, f->row, size);
        else memcpy(f->to + begin, f->row, size);
    }
}

static iv_status cpu_fill(void *state, uint64_t to, size_t size, uint32_t pattern)
{
    struct fill f = { .to = at(to, 0), .n = size / 4, .past_cache = size >= IV__STREAM_LEAST };
    const size_t piece = FILL_ROWS * 1024;
    (void)state;
    for (int i = 0; i < 1024; i++) f.row[i] = pattern;
    return f.n ? iv__parallel((f.n + piece - 1) / piece, fill_piece, &f) : IV_OK;
}

/* A program is its variant. */
static iv_status cpu_build(void *state, const struct iv__source *source, void **program,
                           void **binary, size_t *binary_size)
{
    (void)state;
    (void)binary;
    (void)binary_size;
    uint64_t *v = malloc(sizeof *v);
    if (!v) return iv__error(IV_ERROR_MEMORY, "out of memory");
    *v = source->variant;
    *program = v;
    return IV_OK;
}

static void cpu_unbuild(void *state, void *program)
{
    (void)state;
    free(program);
}

iv__cpu_fn *iv__cpu_kernel(const char *name, uint64_t variant)
{
    const struct iv__cpu_isa *const isa = chosen ? chosen : choose();
    for (const struct iv__cpu_entry *const *t = isa ? isa->tables : NULL; t && *t; t++)
        for (const struct iv__cpu_entry *e = *t; e->name; e++)
            if (e->variant == variant && strcmp(e->name, name) == 0) return e->fn;
    return NULL;
}

static iv_status cpu_kernel(void *state, void *program, const char *name, void **kernel)
{
    const uint64_t variant = *(uint64_t *)program;
    iv__cpu_fn *const fn = iv__cpu_kernel(name, variant);
    (void)state;
    if (!fn)
        return iv__error(IV_ERROR_INTERNAL, "cpu: kernel %s has no variant %llx", name,
                         (unsigned long long)variant);
    memcpy(kernel, &fn, sizeof fn);
    return IV_OK;
}

struct job {
    iv__cpu_fn *fn;
    uint32_t nx, ny;
    void *values[IV__MAX_ARGS];
};

static void run_group(void *arg, uint64_t i)
{
    struct job *j = arg;
    const uint32_t g[3] = { (uint32_t)(i % j->nx), (uint32_t)(i / j->nx % j->ny),
                            (uint32_t)(i / j->nx / j->ny) };
    j->fn(g, j->values);
}

static iv_status cpu_launch(void *state, void *kernel, const uint32_t groups[3],
                            const struct iv__arg *args, int n_args)
{
    struct job j = { .nx = groups[0], .ny = groups[1] };
    void *pointers[IV__MAX_ARGS];
    (void)state;
    memcpy(&j.fn, &kernel, sizeof j.fn);
    for (int i = 0; i < n_args; i++) {
        pointers[i] = at(args[i].handle, 0);
        j.values[i] = args[i].is_buffer ? (void *)&pointers[i] : (void *)(uintptr_t)args[i].value;
    }
    return iv__parallel((uint64_t)groups[0] * groups[1] * groups[2], run_group, &j);
}

static iv_status cpu_sync(void *state)
{
    (void)state;
    return IV_OK;
}

const iv__backend iv__backend_cpu = {
    .name = "CPU", .id = "cpu", .dialect = NULL, .probe = cpu_probe, .open = cpu_open,
    .close = cpu_close, .alloc = cpu_alloc, .free = cpu_free, .view = cpu_view,
    .unview = cpu_unview, .write = cpu_write, .read = cpu_read, .hand = cpu_hand, .copy = cpu_copy,
    .fill = cpu_fill, .build = cpu_build, .kernel = cpu_kernel, .unbuild = cpu_unbuild,
    .launch = cpu_launch, .sync = cpu_sync,
};
