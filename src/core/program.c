#include "core/program.h"
#include "core/cache.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct built { /* one program on one device */
    const struct iv__program *program;
    const char *extra;
    u64 variant;
    void *native;
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

void iv__program_cache_free(struct iv__program_cache *c, iv_device *d)
{
    if (!c) return;
    for (struct built *b = c->built, *next; b; b = next) {
        next = b->next;
        d->backend->unbuild(d->state, b->native);
        free(b);
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

static iv_status build(iv_device *d, const struct iv__kernel *k, u64 variant, void **native)
{
    struct iv__program_cache *c = d->programs;
    for (struct built *b = c->built; b; b = b->next)
        if (b->program == k->program && b->extra == k->extra && b->variant == variant)
            return *native = b->native, IV_OK;

    struct built *b = calloc(1, sizeof *b);
    char *text = NULL;
    void *old = NULL, *binary = NULL;
    size_t binary_size = 0;
    iv_status s = IV_OK;
    struct iv__source source = { .name = k->program->name, .variant = variant };
    if (!b) s = iv__error(IV_ERROR_MEMORY, "out of memory");
    if (s == IV_OK && d->backend->dialect) {
        struct iv__cache_key key;
        if (!(text = iv__program_text(d->backend, k, variant)))
            s = iv__error(IV_ERROR_MEMORY, "out of memory");
        else {
            source.text = text;
            key = iv__cache_key(text, d->backend->id, &d->facts);
            old = iv__cache_load(&key, &source.binary_size);
            source.binary = old;
            s = d->backend->build(d->state, &source, &b->native, old ? NULL : &binary, &binary_size);
            if (s != IV_OK && old) { /* made by another driver, or damaged: build it again */
                source.binary = NULL;
                s = d->backend->build(d->state, &source, &b->native, &binary, &binary_size);
            }
            if (s == IV_OK && binary) iv__cache_store(&key, binary, binary_size);
        }
    } else if (s == IV_OK) {
        s = d->backend->build(d->state, &source, &b->native, NULL, NULL);
    }
    free(text);
    free(old);
    free(binary);
    if (s != IV_OK) {
        free(b);
        return s;
    }
    b->program = k->program;
    b->extra = k->extra;
    b->variant = variant;
    b->next = c->built;
    c->built = b;
    *native = b->native;
    return IV_OK;
}

iv_status iv__kernel_get(iv_device *d, const struct iv__kernel *k, u64 variant, void **native)
{
    struct iv__program_cache *c = d->programs;
    struct record *r = slot(c->table, c->size, k, variant);
    void *program;
    iv_status s;
    if (r->kernel) return *native = r->native, IV_OK;
    if ((s = build(d, k, variant, &program)) != IV_OK) return s;
    if ((s = d->backend->kernel(d->state, program, k->name, native)) != IV_OK) return s;
    if (2 * c->count >= c->size) {
        if ((s = grow(c)) != IV_OK) return s;
        r = slot(c->table, c->size, k, variant);
    }
    *r = (struct record){ k, variant, *native };
    c->count++;
    return IV_OK;
}
