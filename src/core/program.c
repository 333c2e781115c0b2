#include "core/program.h"
#include "core/cache.h"
#include "core/task.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One program on one device. `kernel` is NULL where a program holds all kernels of its text. */
struct built {
    struct iv__task task;
    iv_device *device;
    const struct iv__program *program;
    const struct iv__kernel *kernel;
    const char *extra;
    u64 variant;
    char *text;
    void *native;
    iv_status status;
    char *why; /* of a failure */
    struct built *next;
};

struct record {
    const struct iv__kernel *kernel;
    u64 variant;
    void *native;
};

/* Records lie in an open table by address and variant: a look-up costs a few nanoseconds. */
struct iv__program_cache {
    struct record *table;
    size_t size, count; /* size is a power of two */
    struct built *built;
};

struct iv__program_cache *iv__program_cache_new(void)
{
    struct iv__program_cache *c = calloc(1, sizeof *c);
    if (c && !(c->table = calloc(c->size = 256, sizeof *c->table))) {
        free(c);
        c = NULL;
    }
    return c;
}

static void forget(struct built *b)
{
    free(b->text);
    free(b->why);
    free(b);
}

void iv__program_cache_free(struct iv__program_cache *c, iv_device *d)
{
    if (!c) return;
    for (struct built *b = c->built, *next; b; b = next) {
        next = b->next;
        iv__task_wait(&b->task);
        if (b->native) d->backend->unbuild(d->state, b->native);
        forget(b);
    }
    free(c->table);
    free(c);
}

static struct record *slot(struct record *table, size_t size, const struct iv__kernel *k, u64 variant)
{
    u64 h = ((u64)(uintptr_t)k ^ variant * 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu;
    size_t i = (size_t)(h >> 32) & (size - 1);
    while (table[i].kernel && (table[i].kernel != k || table[i].variant != variant))
        i = (i + 1) & (size - 1);
    return &table[i];
}

static iv_status grow(struct iv__program_cache *c)
{
    struct record *t = calloc(c->size * 2, sizeof *t);
    if (!t) return iv__error(IV_ERROR_MEMORY, "out of memory");
    for (size_t i = 0; i < c->size; i++)
        if (c->table[i].kernel) *slot(t, c->size * 2, c->table[i].kernel, c->table[i].variant) = c->table[i];
    free(c->table);
    c->table = t;
    c->size *= 2;
    return IV_OK;
}

char *iv__program_text(const iv__backend *backend, const struct iv__kernel *k, u64 variant)
{
    char defines[512];
    size_t at = 0, n = 1;
    defines[0] = 0;
    if (backend->one_kernel)
        at += (size_t)snprintf(defines, sizeof defines, "#define WANTED_%s ,ENTRY_\n", k->name);
    for (int i = 0; i < 8 && k->program->macros[i]; i++) {
        const char *m = k->program->macros[i];
        const unsigned v = variant >> 8 * i & 255;
        if (*m == '#') at += (size_t)snprintf(defines + at, sizeof defines - at, "#define %s %u\n", m + 1, v);
        else at += (size_t)snprintf(defines + at, sizeof defines - at, "#define %s %s\n", m, iv_pixel_name((iv_pixel)v));
    }
    for (const char *const *t = backend->dialect; *t; t++) n += strlen(*t);
    for (const char *const *t = k->program->texts; *t; t++) n += strlen(*t);
    n += strlen(defines) + (k->extra ? strlen(k->extra) : 0);
    char *s = malloc(n), *p = s;
    if (!s) return NULL;
    for (const char *const *t = backend->dialect; *t; t++) p = stpcpy(p, *t);
    p = stpcpy(p, defines);
    if (k->extra) p = stpcpy(p, k->extra);
    for (const char *const *t = k->program->texts; *t; t++) p = stpcpy(p, *t);
    return s;
}

/* How many of a kernel's groups should share a unit's registers: what its text knows as SEVERAL, if it does. */
static unsigned several_of(const struct iv__program *p, u64 variant)
{
    for (int i = 0; i < 8 && p->macros[i]; i++)
        if (strcmp(p->macros[i], "#SEVERAL") == 0) return variant >> 8 * i & 255;
    return 0;
}

/* From what is on disk, else from the text. On any thread; touches nothing but the program. */
static void build(struct iv__task *task)
{
    struct built *b = (struct built *)task;
    const iv__backend *backend = b->device->backend;
    void *const state = b->device->state;
    struct iv__source source = { b->program->name, b->variant, b->text, NULL, 0, several_of(b->program, b->variant) };
    if (!b->text) {
        b->status = backend->build(state, &source, &b->native, NULL, NULL);
    } else {
        const struct iv__cache_key key = iv__cache_key(b->text, backend->id, &b->device->facts);
        void *old = iv__cache_load(&key, &source.binary_size), *binary = NULL;
        size_t size = 0;
        if (!old) {
            const struct iv__cache_key any =
                iv__cache_shipped_key(b->text, backend->id, b->device->facts.arch);
            old = iv__cache_shipped(&any, &source.binary_size);
        }
        source.binary = old;
        if (old) b->status = backend->build(state, &source, &b->native, NULL, NULL);
        if (!old || b->status != IV_OK) { /* made by another driver, or damaged */
            source.binary = NULL;
            b->status = backend->build(state, &source, &b->native, &binary, &size);
            if (b->status == IV_OK && binary) iv__cache_store(&key, binary, size);
        }
        free(old);
        free(binary);
        free(b->text);
        b->text = NULL;
    }
    if (b->status != IV_OK) b->why = strdup(iv_error());
}

/* The program of a kernel, there or begun. */
static struct built *program_of(iv_device *d, const struct iv__kernel *k, u64 variant)
{
    const struct iv__kernel *alone = d->backend->one_kernel ? k : NULL;
    struct iv__program_cache *c = d->programs;
    for (struct built *b = c->built; b; b = b->next)
        if (b->program == k->program && b->extra == k->extra && b->variant == variant && b->kernel == alone)
            return b;
    struct built *b = malloc(sizeof *b);
    if (b) *b = (struct built){ { .run = build }, d, k->program, alone, k->extra, variant, NULL, NULL, IV_OK, NULL, c->built };
    if (!b || (d->backend->dialect && !(b->text = iv__program_text(d->backend, k, variant)))) {
        free(b);
        iv__error(IV_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    if (d->facts.slow_builds) iv__task_start(&b->task);
    else iv__task_do(&b->task);
    return c->built = b;
}

/* A program that could not be built is forgotten: the next call tries again. */
static iv_status failed(struct iv__program_cache *c, struct built *b)
{
    struct built **place = &c->built;
    while (*place != b) place = &(*place)->next;
    *place = b->next;
    const iv_status s = iv__error(b->status, "%s", b->why ? b->why : "out of memory");
    forget(b);
    return s;
}

static iv_status find(iv_device *d, const struct iv__kernel *k, u64 variant, int wait, void **native)
{
    struct iv__program_cache *c = d->programs;
    struct record *r = slot(c->table, c->size, k, variant);
    iv_status s;
    if (r->kernel) return *native = r->native, IV_OK;
    *native = NULL;
    struct built *b = program_of(d, k, variant);
    if (!b) return IV_ERROR_MEMORY;
    if (wait) iv__task_wait(&b->task);
    else if (!iv__task_is_done(&b->task)) return IV_OK;
    if (b->status != IV_OK) return failed(c, b);
    if ((s = d->backend->kernel(d->state, b->native, k->name, native)) != IV_OK) return s;
    if (2 * c->count >= c->size) {
        if ((s = grow(c)) != IV_OK) return s;
        r = slot(c->table, c->size, k, variant);
    }
    *r = (struct record){ k, variant, *native };
    c->count++;
    return IV_OK;
}

iv_status iv__kernel_get(iv_device *d, const struct iv__kernel *k, u64 variant, void **native)
{
    return find(d, k, variant, 1, native);
}

iv_status iv__kernel_begin(iv_device *d, const struct iv__kernel *k, u64 variant, void **native)
{
    return find(d, k, variant, 0, native);
}
