/* What the cache cannot hold anyway goes past it: a line that is written whole need not be read first,
   which saves a third of what a copy moves. Kernels make a row in a small array and then stream it;
   iv__parallel() orders such stores before others see them. */
#ifndef IV__STREAM_H
#define IV__STREAM_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined __SSE2__
#include <immintrin.h>
#endif

enum { IV__STREAM_LEAST = 8 << 20 }; /* bytes of a result that is streamed; of 4 MB it makes no difference */

#if defined __AVX512F__
#define IV__STREAM_STEP 64
#define IV__STREAM_STORE(to, from) _mm512_stream_si512((void *)(to), _mm512_loadu_si512(from))
#elif defined __AVX__
#define IV__STREAM_STEP 32
#define IV__STREAM_STORE(to, from) _mm256_stream_si256((void *)(to), _mm256_loadu_si256((const void *)(from)))
#elif defined __SSE2__
#define IV__STREAM_STEP 16
#define IV__STREAM_STORE(to, from) _mm_stream_si128((void *)(to), _mm_loadu_si128((const void *)(from)))
#endif

static inline void iv__stream(void *restrict to, const void *restrict from, size_t n)
{
#ifdef IV__STREAM_STORE
    char *t = to;
    const char *f = from;
    const size_t before = (size_t)-(uintptr_t)t % 64;
    if (n < 128) {
        memcpy(t, f, n);
        return;
    }
    memcpy(t, f, before); /* and no byte more: a line that is half in the cache goes past it slowly */
    for (t += before, f += before, n -= before; n >= 64; t += 64, f += 64, n -= 64)
        for (int k = 0; k < 64; k += IV__STREAM_STEP)
            IV__STREAM_STORE(t + k, f + k);
    memcpy(t, f, n);
#else
    memcpy(to, from, n);
#endif
}
#endif
