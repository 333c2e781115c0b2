#include "backend/ring.h"
#include "backend/cpu.h"
#include <string.h>

enum { PIECE = 256 << 10 }; /* bytes that a thread copies at a time */

struct copy {
    char *to;
    const char *from;
    size_t size;
};

static void copy_piece(void *arg, uint64_t i)
{
    const struct copy *c = arg;
    const size_t at = (size_t)i * PIECE, left = c->size - at;
    memcpy(c->to + at, c->from + at, left < PIECE ? left : PIECE);
}

iv_status iv__copy_bytes(void *to, const void *from, size_t size)
{
    struct copy c = { to, from, size };
    return size ? iv__parallel((size + PIECE - 1) / PIECE, copy_piece, &c) : IV_OK;
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

/* Part k of the transfer goes through slot k % IV__RING_SLOTS. Towards the device a slot is filled when
   its last move has ended; from it, all slots are under way before the first is emptied. After an error
   nothing more is started, but what is under way is waited for. */
iv_status iv__ring_move(struct iv__ring *ring, const struct iv__ring_calls *calls, void *state, int to_device,
                        void *host, uint64_t handle, size_t offset, size_t size)
{
    const size_t part = part_of(size), parts = (size + part - 1) / part;
    size_t started = 0, ended = 0;
    iv_status s = IV_OK;
    while (ended < (s == IV_OK ? parts : started)) {
        if (s == IV_OK && started < parts && started < ended + IV__RING_SLOTS) {
            const size_t at = started * part;
            const size_t n = size - at < part ? size - at : part;
            const int slot = (int)(started % IV__RING_SLOTS);
            if (to_device) s = iv__copy_bytes(ring->slot[slot], (char *)host + at, n);
            if (s == IV_OK) s = calls->start(state, slot, to_device, handle, offset + at, n);
            if (s == IV_OK) started++;
        } else {
            const size_t at = ended * part;
            const size_t n = size - at < part ? size - at : part;
            const int slot = (int)(ended++ % IV__RING_SLOTS);
            const iv_status w = calls->wait(state, slot);
            if (s == IV_OK) s = w;
            if (s == IV_OK && !to_device) s = iv__copy_bytes((char *)host + at, ring->slot[slot], n);
        }
    }
    return s;
}
