/* The CPU's kernels as compiled in: a table per source file and instruction set. */
#ifndef IV__CPU_H
#define IV__CPU_H
#include "backend/backend.h"
#include "backend/stream.h"

struct iv__cpu_entry {
    const char *name;
    uint64_t variant;
    iv__cpu_fn *fn;
};

struct iv__cpu_isa {
    const char *name;
    int (*supported)(void);
    const struct iv__cpu_entry *const *tables; /* NULL-terminated; each ends with a NULL name */
};

extern const struct iv__cpu_isa *const iv__cpu_isas[]; /* best first, NULL-terminated */

/* A kernel of the best instruction set; NULL: there is none of that name and variant. */
iv__cpu_fn *iv__cpu_kernel(const char *name, uint64_t variant);

/* Runs f(arg, i) for every i < n on all threads, the caller's among them; stops early if the caller's
   progress function wants to. */
iv_status iv__parallel(uint64_t n, void (*f)(void *arg, uint64_t i), void *arg);
int iv__threads(void);
#endif
