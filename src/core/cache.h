/* Compiled programs on disk: $ISOVOX_CACHE, else $XDG_CACHE_HOME/isovox, else ~/.cache/isovox.
   ISOVOX_CACHE=off switches it off. A damaged or foreign file is as good as none; nothing here is
   ever an error. */
#ifndef IV__CACHE_H
#define IV__CACHE_H
#include "backend/backend.h"

struct iv__cache_key { uint64_t a, b; };

struct iv__cache_key iv__cache_key(const char *text, const char *backend,
                                   const struct iv__device_facts *facts);
void *iv__cache_load(const struct iv__cache_key *key, size_t *size); /* free(); NULL if not there */
void iv__cache_store(const struct iv__cache_key *key, const void *data, size_t size);
#endif
