#include "core/cache.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
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
    uint64_t word;
    for (h ^= n; n >= sizeof word; n -= sizeof word, p += sizeof word) {
        memcpy(&word, p, sizeof word);
        h = (h ^ word) * 0x9e3779b97f4a7c15u;
        h ^= h >> 32;
    }
    for (; n; n--) h = (h ^ *p++) * 0x100000001b3u;
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

/* What a file has at `at`; 0 if that is no entry. */
static int read_head(int fd, off_t at, struct head *h)
{
    return pread(fd, h, sizeof *h, at) == (ssize_t)sizeof *h && memcmp(h->magic, magic, 8) == 0 &&
           h->size > 0 && h->size < (uint64_t)1 << 28;
}

static void *read_data(int fd, off_t at, const struct head *h)
{
    void *data = malloc(h->size);
    if (data && (pread(fd, data, h->size, at + (off_t)sizeof *h) != (ssize_t)h->size ||
                 mix(0, data, h->size) != h->check)) {
        free(data);
        data = NULL;
    }
    return data;
}

static int same(const struct iv__cache_key *a, const struct iv__cache_key *b)
{
    return a->a == b->a && a->b == b->b;
}

void *iv__cache_load(const struct iv__cache_key *key, size_t *size)
{
    char path[4096];
    struct head h;
    void *data = NULL;
    if (file_name(key, path, sizeof path)) return NULL;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return NULL;
    if (read_head(fd, 0, &h) && same(&h.key, key)) data = read_data(fd, 0, &h);
    if (data) *size = h.size;
    close(fd);
    return data;
}

int iv__cache_write(FILE *f, const struct iv__cache_key *key, const void *data, size_t size)
{
    struct head h = { .size = size, .check = mix(0, data, size), .key = *key };
    memcpy(h.magic, magic, 8);
    return fwrite(&h, sizeof h, 1, f) != 1 || fwrite(data, 1, size, f) != size;
}

void iv__cache_store(const struct iv__cache_key *key, const void *data, size_t size)
{
    char path[4096], temporary[4128];
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
    const int bad = iv__cache_write(f, key, data, size);
    if (fclose(f) || bad || rename(temporary, path)) unlink(temporary);
}

/* ---- Programs that come with the library ---- */

static struct {
    pthread_once_t once;
    int fd, count;
    struct {
        struct iv__cache_key key;
        off_t at;
    } *entries;
} shipped = { .once = PTHREAD_ONCE_INIT, .fd = -1 };

/* The folder of what this code is in: a library, an extension module, a program. */
static int own_folder(char *path, size_t size)
{
    Dl_info self;
    ssize_t n = 0;
    if (!dladdr(magic, &self) || !self.dli_fname) return -1;
    if (strchr(self.dli_fname, '/')) n = snprintf(path, size, "%s", self.dli_fname);
    else n = readlink("/proc/self/exe", path, size - 1); /* found along PATH */
    if (n <= 0 || (size_t)n >= size) return -1;
    path[n] = 0;
    char *slash = strrchr(path, '/');
    if (slash) slash[1] = 0;
    return slash ? 0 : -1;
}

static int open_shipped(void)
{
    static const char *const folders[] = { "", "../" IV__LIBDIR "/" }; /* the command's is another */
    const char *own = getenv("ISOVOX_KERNELS");
    char folder[2048], path[4096];
    const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
    int fd = -1;
    if (own && *own) return strcmp(own, "off") ? open(own, flags) : -1;
    if (own_folder(folder, sizeof folder)) return -1;
    for (int i = 0; i < 2 && fd < 0; i++) {
        snprintf(path, sizeof path, "%s%sisovox-kernels.bin", folder, folders[i]);
        fd = open(path, flags);
    }
    return fd;
}

/* Up to the first place that is no entry. */
static void list_shipped(void)
{
    struct head h;
    if ((shipped.fd = open_shipped()) < 0) return;
    for (off_t at = 0; read_head(shipped.fd, at, &h); at += (off_t)(sizeof h + h.size)) {
        if (shipped.count % 256 == 0) {
            void *more = realloc(shipped.entries, (size_t)(shipped.count + 256) * sizeof *shipped.entries);
            if (!more) return;
            shipped.entries = more;
        }
        shipped.entries[shipped.count].key = h.key;
        shipped.entries[shipped.count++].at = at;
    }
}

struct iv__cache_key iv__cache_shipped_key(const char *text, const char *backend, const char *arch)
{
    struct iv__device_facts facts = { .name = "" };
    snprintf(facts.arch, sizeof facts.arch, "%s", arch);
    return iv__cache_key(text, backend, &facts);
}

void *iv__cache_shipped(const struct iv__cache_key *key, size_t *size)
{
    struct head h;
    pthread_once(&shipped.once, list_shipped);
    for (int i = 0; i < shipped.count; i++) {
        if (!same(&shipped.entries[i].key, key)) continue;
        if (!read_head(shipped.fd, shipped.entries[i].at, &h) || !same(&h.key, key)) return NULL;
        *size = h.size;
        return read_data(shipped.fd, shipped.entries[i].at, &h);
    }
    return NULL;
}
