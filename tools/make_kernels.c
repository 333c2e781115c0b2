/* Machine code of the commonest kernels, made where the library is built: make_kernels FILE SM...
   (90 is compute capability 9.0). NVRTC must be there, a GPU need not be.
   All operations run over a backend whose memory is the host's and whose kernels do nothing, so that
   they ask for the programs that a GPU would be asked for; these are then compiled by all threads. The file
   holds entries as the disk cache does; see core/cache.h. */
#include "backend/cpu.h"
#include "backend/nvrtc.h"
#include "calls.h"
#include "core/cache.h"
#include "core/device.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LARGEST = 16384, NEWEST_CUDA = 99, SECONDS = 20 };
static const iv_pixel pixels[] = { IV_PIXEL_U8, IV_PIXEL_U16, IV_PIXEL_F32 };
static const int64_t shapes[][3] = { { 16, 96, 128 }, { 512, 512 } };
static const double lengths[] = { 0, 1, 2, 3, 5 }; /* radii and sigmas, in pixels; 0: the defaults */

static struct {
    char *name, *text;
    void *code[16]; /* for each architecture */
    size_t size[16];
} list[LARGEST];
static int count, n_targets, word;
static char targets[16][32];

/* ---- The backend ---- */

static iv_status alloc(void *state, size_t size, uint64_t *handle)
{
    uint32_t *p = malloc(size);
    (void)state;
    if (!p) return iv__error(IV_ERROR_MEMORY, "out of memory");
    for (size_t i = 0; i < size / 4; i++) p[i] = (uint32_t)word;
    *handle = (uint64_t)(uintptr_t)p;
    return IV_OK;
}

static void release(void *state, uint64_t handle)
{
    (void)state;
    free((void *)(uintptr_t)handle);
}

static iv_status build(void *state, const struct iv__source *source, void **program, void **binary,
                       size_t *binary_size)
{
    (void)state, (void)binary, (void)binary_size;
    *program = list;
    for (int i = 0; i < count; i++)
        if (strcmp(list[i].text, source->text) == 0) return IV_OK;
    if (count == LARGEST) return iv__error(IV_ERROR_MEMORY, "more than %d programs", LARGEST);
    list[count].name = strdup(source->name);
    list[count++].text = strdup(source->text);
    return IV_OK;
}

static void unbuild(void *state, void *program) { (void)state, (void)program; }

static iv_status find(void *state, void *program, const char *name, void **kernel)
{
    (void)state, (void)name;
    *kernel = program;
    return IV_OK;
}

static iv_status launch(void *state, void *kernel, const uint32_t groups[3],
                        const struct iv__arg *args, int n_args)
{
    (void)state, (void)kernel, (void)groups, (void)args, (void)n_args;
    return IV_OK;
}

static int probe(struct iv__device_facts *facts, int room, char *why, size_t why_size)
{
    const int n = iv__backend_cpu.probe(facts, room, why, why_size);
    snprintf(facts->type, sizeof facts->type, "gpu");
    facts->units = 128;
    facts->view_align = 4;
    return n;
}

/* ---- What is asked for ---- */

static int is_late(void *start, double done, const char *what)
{
    (void)done, (void)what;
    return time(NULL) - *(time_t *)start > SECONDS; /* it waits for what a kernel does not do */
}

static void call(iv_device *d, const iv_op *op, iv_pixel pixel, int shape, int set, double length)
{
    struct call c;
    int has_length = 0;
    time_t start = time(NULL);
    if (call_make(&c, d, op, pixel, shapes[shape][2] ? 3 : 2, shapes[shape], set) != IV_OK) return;
    for (int i = 0; i < c.info.params; i++)
        if (c.params[i].kind == IV_PARAM_REAL && strcmp(c.params[i].unit, "pixel") == 0 && length) {
            c.values[i].real = length;
            has_length = 1;
        }
    iv_progress_set(is_late, &start);
    if (has_length || !length) call_run(&c); /* some refuse these arguments: they have no programs */
    iv_progress_set(NULL, NULL);
    call_end(&c);
}

static int collect(void)
{
    iv__backend b = iv__backend_cpu;
    iv_device *d;
    b.id = iv__backend_cuda.id;
    b.dialect = iv__backend_cuda.dialect;
    b.one_kernel = iv__backend_cuda.one_kernel;
    b.probe = probe;
    b.alloc = alloc;
    b.free = release;
    b.build = build;
    b.unbuild = unbuild;
    b.kernel = find;
    b.launch = launch;
    setenv("ISOVOX_CACHE", "off", 1);
    setenv("ISOVOX_KERNELS", "off", 1);
    for (word = 0; word < 2; word++) {
        if (iv__device_make(&b, 0, &d) != IV_OK) return fprintf(stderr, "%s\n", iv_error()), 1;
        for (int i = 0; i < iv_op_count(); i++) {
            iv_op_info info;
            iv_op_describe(iv_op_at(i), &info);
            for (int k = 0; k < (int)(sizeof pixels / sizeof *pixels) && !info.alias_of[0]; k++)
                for (int shape = 0; shape < 2; shape++)
                    for (int set = 0; set < CALL_SETS; set++)
                        for (int l = 0; l < (int)(sizeof lengths / sizeof *lengths); l++)
                            call(d, iv_op_at(i), pixels[k], shape, set, lengths[l]);
        }
        iv__device_destroy(d);
    }
    return 0;
}

/* ---- Compiling and writing ---- */

static void compile(void *unused, uint64_t i)
{
    const int n = (int)i / n_targets, t = (int)i % n_targets;
    const struct iv__source source = { .name = list[n].name, .text = list[n].text };
    (void)unused;
    if (iv__nvrtc_compile(&source, targets[t], &list[n].code[t], &list[n].size[t]) != IV_OK)
        fprintf(stderr, "%s: %s\n", targets[t], iv_error());
}

static int write_file(const char *path)
{
    FILE *f = fopen(path, "wb");
    int bad = !f;
    for (int i = 0; i < count; i++)
        for (int t = 0; t < n_targets && f; t++) {
            if (!list[i].code[t]) continue;
            const struct iv__cache_key key =
                iv__cache_shipped_key(list[i].text, iv__backend_cuda.id, targets[t]);
            bad |= iv__cache_write(f, &key, list[i].code[t], list[i].size[t]);
        }
    if ((f && fclose(f)) || bad) return perror(path), 1;
    return 0;
}

int main(int argc, char **argv)
{
    char why[400] = "";
    if (argc < 3 || argc > 18) return fprintf(stderr, "make_kernels FILE SM...\n"), 2;
    if (iv__nvrtc_load(NEWEST_CUDA, why, sizeof why)) return fprintf(stderr, "%s\n", why), 1;
    for (int i = 2; i < argc; i++, n_targets++)
        if (iv__nvrtc_target(atoi(argv[i]), targets[n_targets], sizeof *targets) ||
            targets[n_targets][0] != 's')
            return fprintf(stderr, "this NVRTC does not know compute capability %s\n", argv[i]), 1;
    if (collect()) return 1;
    iv__parallel((uint64_t)(count * n_targets), compile, NULL);
    for (int i = 0; i < count * n_targets; i++)
        if (!list[i / n_targets].code[i % n_targets]) return 1;
    printf("%d programs for %d architecture%s\n", count, n_targets, n_targets > 1 ? "s" : "");
    return write_file(argv[1]);
}
