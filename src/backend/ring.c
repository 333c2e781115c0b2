#include "backend/ring.h"
#include "backend/cpu.h"
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23 /* of Linux 5.14; older ones refuse it */
#endif

enum { PIECE = 256 << 10 };                       /* bytes that a thread copies at a time */
enum { PAGE = 4096, LARGE_PAGE = 2 << 20 }; /* of the host's memory */

struct copy {
    char *to;
    const char *from;
    size_t size;
};

static void copy_piece(void *arg, uint64_t i)
{
    const struct copy *c = arg;
    const size_t at = (size_t)i * PIECE, left = c->size - at;
    const size_t n = left < PIECE ? left : PIECE;
    if (c->size < IV__STREAM_LEAST) memcpy(c->to + at, c->from + at, n);
    else iv__stream(c->to + at, c->from + at, n);
}

iv_status iv__copy_bytes(void *to, const void *from, size_t size)
{
    struct copy c = { to, from, size };
    return size ? iv__parallel((size + PIECE - 1) / PIECE, copy_piece, &c) : IV_OK;
}

static void stream_piece(void *arg, uint64_t i)
{
    const struct copy *c = arg;
    const size_t at = (size_t)i * PIECE, left = c->size - at;
    iv__stream(c->to + at, c->from + at, left < PIECE ? left : PIECE);
}

static void make_pages(void *arg, uint64_t i)
{
    const struct copy *c = arg;
    const uintptr_t end = (uintptr_t)c->to + c->size, at = (uintptr_t)c->to / LARGE_PAGE + i;
    uintptr_t from = at * LARGE_PAGE, to = from + LARGE_PAGE;
    if (from < (uintptr_t)c->to) from = ((uintptr_t)c->to + PAGE - 1) / PAGE * PAGE;
    if (to > end) to = end / PAGE * PAGE;
    if (from < to) madvise((void *)from, to - from, MADV_POPULATE_WRITE);
}

/* Memory that was never written to has no pages yet. Made by one thread for each large page, they cost
   half of what they do where several threads run into the same one. */
static iv_status make_all_pages(void *to, size_t size)
{
    struct copy c = { to, NULL, size };
    const uintptr_t first = (uintptr_t)to / LARGE_PAGE, last = ((uintptr_t)to + size - 1) / LARGE_PAGE;
    return iv__parallel(last - first + 1, make_pages, &c);
}

int iv__ring_ready(struct iv__ring *ring, const struct iv__ring_calls *calls, void *state)
{
    for (int i = 0; i < IV__RING_SLOTS && !ring->tried; i++) ring->slot[i] = calls->pin(state, i);
    ring->tried = 1;
    for (int i = 0; i < IV__RING_SLOTS; i++)
        if (!ring->slot[i]) return 0;
    return 1;
}

/* Small transfers go in small parts, so that both sides are busy there too. */
static size_t part_of(size_t size)
{
    const size_t part = (size / (2 * IV__RING_SLOTS) + PIECE - 1) / PIECE * PIECE;
    return part < 4 * PIECE ? 4 * PIECE : part > IV__RING_BYTES ? IV__RING_BYTES : part;
}

/* Part k of a transfer goes through slot k % IV__RING_SLOTS. After an error nothing more is started, but
   what is under way is waited for. */

/* A slot is filled when its last move has ended. */
static iv_status fill_and_send(struct iv__ring *ring, const struct iv__ring_calls *calls, void *state,
                               const char *host, uint64_t handle, size_t offset, size_t size)
{
    const size_t part = part_of(size), parts = (size + part - 1) / part;
    size_t started = 0, ended = 0;
    iv_status s = IV_OK;
    while (ended < (s == IV_OK ? parts : started)) {
        if (s == IV_OK && started < parts && started < ended + IV__RING_SLOTS) {
            const size_t at = started * part, n = size - at < part ? size - at : part;
            const int slot = (int)(started % IV__RING_SLOTS);
            s = iv__copy_bytes(ring->slot[slot], host + at, n);
            if (s == IV_OK) s = calls->start(state, slot, 1, handle, offset + at, n);
            if (s == IV_OK) started++;
        } else {
            const iv_status w = calls->wait(state, (int)(ended++ % IV__RING_SLOTS));
            if (s == IV_OK) s = w;
        }
    }
    return s;
}

/* All slots are under way before the first is taken. */
iv_status iv__ring_hand(struct iv__ring *ring, const struct iv__ring_calls *calls, void *state,
                        uint64_t handle, size_t offset, size_t size, size_t unit, iv__take *take, void *arg)
{
    const size_t part = part_of(size) / unit * unit, parts = (size + part - 1) / part;
    size_t started = 0, ended = 0;
    iv_status s = IV_OK;
    while (ended < (s == IV_OK ? parts : started)) {
        if (s == IV_OK && started < parts && started < ended + IV__RING_SLOTS) {
            const size_t at = started * part, n = size - at < part ? size - at : part;
            s = calls->start(state, (int)(started % IV__RING_SLOTS), 0, handle, offset + at, n);
            if (s == IV_OK) started++;
        } else {
            const size_t at = ended * part, n = size - at < part ? size - at : part;
            const int slot = (int)(ended++ % IV__RING_SLOTS);
            const iv_status w = calls->wait(state, slot);
            if (s == IV_OK) s = w;
            if (s == IV_OK) s = take(arg, ring->slot[slot], at, n);
        }
    }
    return s;
}

/* Where a transfer from the device goes, in the host's memory. */
struct goal {
    char *host;
    size_t size, ready; /* pages are made up to `ready` */
};

/* The pages for one turn of the ring are made while it is under way. */
static iv_status copy_part(void *arg, const void *from, size_t at, size_t size)
{
    struct goal *g = arg;
    struct copy c = { g->host + at, from, size };
    iv_status s = IV_OK;
    if (at >= g->ready) {
        const size_t left = g->size - at, more = left / size < IV__RING_SLOTS ? left : IV__RING_SLOTS * size;
        s = make_all_pages(g->host + at, more);
        g->ready = at + more;
    }
    return s == IV_OK ? iv__parallel((size + PIECE - 1) / PIECE, stream_piece, &c) : s;
}

iv_status iv__ring_move(struct iv__ring *ring, const struct iv__ring_calls *calls, void *state, int to_device,
                        void *host, uint64_t handle, size_t offset, size_t size)
{
    struct goal g = { host, size, 0 };
    if (to_device) return fill_and_send(ring, calls, state, host, handle, offset, size);
    return iv__ring_hand(ring, calls, state, handle, offset, size, 1, copy_part, &g);
}
