/* What the cache cannot hold anyway goes past it: a line that is written whole need not be read first,
   which saves a third of what a copy moves. Kernels make a row in a small array and then stream it;
   iv__parallel() orders such stores before others see them. */
#ifndef IV__STREAM_H
#define IV__STREAM_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { IV__STREAM_LEAST = 24 << 20 }; /* bytes of a result that is streamed */

#if defined __AVX512F__
enum { IV__STREAM_STEP = 64 };
typedef long long iv__stream_bits __attribute__((vector_size(64), aligned(1), may_alias));
typedef long long iv__stream_line __attribute__((vector_size(64), may_alias));
#define IV__STREAM_STORE(p, v) __builtin_ia32_movntdq512((iv__stream_line *)(p), v)
#elif defined __AVX__
enum { IV__STREAM_STEP = 32 };
typedef long long iv__stream_bits __attribute__((vector_size(32), aligned(1), may_alias));
typedef long long iv__stream_line __attribute__((vector_size(32), may_alias));
#define IV__STREAM_STORE(p, v) __builtin_ia32_movntdq256((iv__stream_line *)(p), v)
#elif defined __SSE2__
enum { IV__STREAM_STEP = 16 };
typedef long long iv__stream_bits __attribute__((vector_size(16), aligned(1), may_alias));
typedef long long iv__stream_line __attribute__((vector_size(16), may_alias));
#define IV__STREAM_STORE(p, v) __builtin_ia32_movntdq((iv__stream_line *)(p), v)
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
    if (before) memcpy(t, f, 64); /* what overlaps is written twice */
    for (t += before, f += before, n -= before; n >= 64; t += 64, f += 64, n -= 64)
        for (int k = 0; k < 64; k += IV__STREAM_STEP)
            IV__STREAM_STORE(t + k, *(const iv__stream_bits *)(f + k));
    if (n) memcpy(t + n - 64, f + n - 64, 64);
#else
    memcpy(to, from, n);
#endif
}
#endif
