/* Compiled programs on disk: $ISOVOX_CACHE, else $XDG_CACHE_HOME/isovox, else ~/.cache/isovox.
   ISOVOX_CACHE=off switches it off. A damaged or foreign file is as good as none; nothing here is
   ever an error.
   Besides, programs may come with the library, in one file that tools/make_kernels made: isovox-kernels.bin
   in the library's folder, or the file that ISOVOX_KERNELS names; ISOVOX_KERNELS=off leaves it alone. */
#ifndef IV__CACHE_H
#define IV__CACHE_H
#include "backend/backend.h"
#include <stdio.h>

struct iv__cache_key { uint64_t a, b; };

struct iv__cache_key iv__cache_key(const char *text, const char *backend,
                                   const struct iv__device_facts *facts);
void *iv__cache_load(const struct iv__cache_key *key, size_t *size); /* free(); NULL if not there */
/* Of a program that any device of this architecture can run, whoever made it. */
struct iv__cache_key iv__cache_shipped_key(const char *text, const char *backend, const char *arch);
void *iv__cache_shipped(const struct iv__cache_key *key, size_t *size); /* as iv__cache_load */
/* One entry: a file of the cache, or a part of the one that comes with the library. Not 0: an error. */
int iv__cache_write(FILE *file, const struct iv__cache_key *key, const void *data, size_t size);
void iv__cache_store(const struct iv__cache_key *key, const void *data, size_t size);
#endif
