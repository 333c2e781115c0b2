#include "core/large.h"
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { PAGE = 2 << 20, LEAST = 4 << 20 };

void *iv__large(size_t size)
{
    if (size < LEAST || size > SIZE_MAX - PAGE) return malloc(size);
    size = (size + PAGE - 1) / PAGE * PAGE;
    void *p = aligned_alloc(PAGE, size);
#ifdef MADV_HUGEPAGE
    if (p) madvise(p, size, MADV_HUGEPAGE); /* a wish */
#endif
    return p;
}
