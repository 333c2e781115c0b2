#include "core/cache.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct head { /* before a file's machine code */
    char magic[8];
    uint64_t size, check;
    struct iv__cache_key key;
};
static const char magic[8] = "isovox1";

static uint64_t mix(uint64_t h, const void *data, size_t n)
{
    const unsigned char *p = data;
    for (size_t i = 0; i < n; i++) h = (h ^ p[i]) * 0x100000001b3u;
    return h ^ h >> 29;
}

struct iv__cache_key iv__cache_key(const char *text, const char *backend,
                                   const struct iv__device_facts *f)
{
    const char *const parts[] = { IV_VERSION, backend, f->name, f->driver, f->arch, text };
    struct iv__cache_key k = { 0xcbf29ce484222325u, 0x84222325cbf29ce4u };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        k.a = mix(k.a, parts[i], strlen(parts[i]) + 1);
        k.b = mix(k.b + i + 1, parts[i], strlen(parts[i]) + 1);
    }
    return k;
}

static int folder(char *path, size_t size)
{
    const char *own = getenv("ISOVOX_CACHE"), *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    int n = -1;
    if (own && *own) {
        if (strcmp(own, "off") == 0) return -1;
        n = snprintf(path, size, "%s", own);
    } else if (xdg && *xdg) {
        n = snprintf(path, size, "%s/isovox", xdg);
    } else if (home && *home) {
        n = snprintf(path, size, "%s/.cache", home);
        if (n > 0 && (size_t)n < size) mkdir(path, 0700);
        n = snprintf(path, size, "%s/.cache/isovox", home);
    }
    return n > 0 && (size_t)n < size ? 0 : -1;
}

static int file_name(const struct iv__cache_key *k, char *path, size_t size)
{
    char dir[3072];
    if (folder(dir, sizeof dir)) return -1;
    if (mkdir(dir, 0700) && errno != EEXIST) return -1;
    return snprintf(path, size, "%s/%016" PRIx64 "%016" PRIx64 ".bin", dir, k->a, k->b) < (int)size ? 0 : -1;
}

void *iv__cache_load(const struct iv__cache_key *key, size_t *size)
{
    char path[4096];
    struct head h;
    void *data = NULL;
    if (file_name(key, path, sizeof path)) return NULL;
    FILE *f = fopen(path, "rb");
    if (!f) return NULL;
    if (fread(&h, sizeof h, 1, f) == 1 && memcmp(h.magic, magic, 8) == 0 &&
        h.key.a == key->a && h.key.b == key->b && h.size > 0 && h.size < (uint64_t)1 << 28 &&
        (data = malloc(h.size)) &&
        (fread(data, 1, h.size, f) != h.size || mix(0, data, h.size) != h.check)) {
        free(data);
        data = NULL;
    }
    if (data) *size = h.size;
    fclose(f);
    return data;
}

void iv__cache_store(const struct iv__cache_key *key, const void *data, size_t size)
{
    char path[4096], temporary[4128];
    struct head h = { .size = size, .check = mix(0, data, size), .key = *key };
    memcpy(h.magic, magic, 8);
    if (file_name(key, path, sizeof path)) return;
    snprintf(temporary, sizeof temporary, "%s.XXXXXX", path);
    const int fd = mkstemp(temporary);
    FILE *f = fd >= 0 ? fdopen(fd, "wb") : NULL;
    if (!f) {
        if (fd >= 0) {
            close(fd);
            unlink(temporary);
        }
        return;
    }
    int bad = fwrite(&h, sizeof h, 1, f) != 1 || fwrite(data, 1, size, f) != size;
    if (fclose(f) || bad || rename(temporary, path)) unlink(temporary);
}
