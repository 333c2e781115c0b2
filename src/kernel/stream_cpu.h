/* Results that the cache cannot hold anyway leave past it: a line that is written whole need not be read
   first, which saves a third of what a copy moves. For the CPU's kernels; a row is made in a small
   array, and then streamed. Whoever waits for a launch orders such stores (backend/threads.c). */
#ifndef IV__STREAM_CPU_H
#define IV__STREAM_CPU_H
#include <stddef.h>

enum { STREAM_LEAST = 24 << 20 }; /* bytes of a result that is streamed */

#if defined __AVX512F__
enum { STREAM_STEP = 64 };
typedef long long stream_bits __attribute__((vector_size(64), aligned(1), may_alias));
typedef long long stream_line __attribute__((vector_size(64), may_alias));
#define STREAM_STORE(p, v) __builtin_ia32_movntdq512((stream_line *)(p), v)
#elif defined __AVX__
enum { STREAM_STEP = 32 };
typedef long long stream_bits __attribute__((vector_size(32), aligned(1), may_alias));
typedef long long stream_line __attribute__((vector_size(32), may_alias));
#define STREAM_STORE(p, v) __builtin_ia32_movntdq256((stream_line *)(p), v)
#elif defined __SSE2__
enum { STREAM_STEP = 16 };
typedef long long stream_bits __attribute__((vector_size(16), aligned(1), may_alias));
typedef long long stream_line __attribute__((vector_size(16), may_alias));
#define STREAM_STORE(p, v) __builtin_ia32_movntdq((stream_line *)(p), v)
#endif

/* Copies n bytes. */
FN void stream(void *restrict to, const void *restrict from, size_t n)
{
#ifdef STREAM_STORE
    char *t = to;
    const char *f = from;
    const size_t before = (size_t)-(uintptr_t)t % 64, head = before < n ? before : n;
    memcpy(t, f, head);
    for (t += head, f += head, n -= head; n >= 64; t += 64, f += 64, n -= 64)
        for (int k = 0; k < 64; k += STREAM_STEP) STREAM_STORE(t + k, *(const stream_bits *)(f + k));
    memcpy(t, f, n);
#else
    memcpy(to, from, n);
#endif
}
#endif
