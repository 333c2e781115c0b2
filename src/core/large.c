#include "core/large.h"
#include "backend/cpu.h"
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { PAGE = 2 << 20, LEAST = 4 << 20 };

static void touch(void *pages, uint64_t i) { ((volatile char *)pages)[i * PAGE] = 0; }

/* Each page is touched by one thread: where several come to it first, each would fill one of its own with
   zeros, and all but one in vain. */
void *iv__large(size_t size)
{
    if (size < LEAST || size > SIZE_MAX - PAGE) return malloc(size);
    const size_t pages = (size + PAGE - 1) / PAGE;
    void *p = aligned_alloc(PAGE, pages * PAGE);
#ifdef MADV_HUGEPAGE
    if (p && madvise(p, pages * PAGE, MADV_HUGEPAGE) == 0) iv__parallel(pages, touch, p);
#endif
    return p;
}
