/* Large transfers between the host's ordinary memory and a device. A driver takes such memory through
   one buffer and one thread; here several threads fill or empty a ring of pinned buffers while the
   device moves others. A backend gives its two ways to start and to end the move of one buffer. */
#ifndef IV__RING_H
#define IV__RING_H
#include "backend/backend.h"

enum { IV__RING_SLOTS = 4 };

struct iv__ring {
    void *slot[IV__RING_SLOTS]; /* pinned; NULL until first needed, or if there is no room for them */
    int tried;
};

struct iv__ring_calls {
    /* Pinned memory of IV__RING_BYTES for a slot, or NULL. */
    void *(*pin)(void *state, int slot);
    /* Sets out to move the first `size` bytes of a slot to, or from, the device. */
    iv_status (*start)(void *state, int slot, int to_device, uint64_t handle, size_t offset, size_t size);
    iv_status (*wait)(void *state, int slot);
};

/* A slot's size, the least that is worth several threads, and what is worth pinned memory. */
enum { IV__RING_BYTES = 16 << 20, IV__RING_LEAST = 4 << 20, IV__HAND_LEAST = 1 << 20 };

/* 1 if the ring is there (pinned now, if need be). */
int iv__ring_ready(struct iv__ring *ring, const struct iv__ring_calls *calls, void *state);
/* Moves all of it, and returns when the host's memory may be used again. */
iv_status iv__ring_move(struct iv__ring *ring, const struct iv__ring_calls *calls, void *state, int to_device,
                        void *host, uint64_t handle, size_t offset, size_t size);

/* Hands `size` bytes of the device to `take`, in order, in parts of whole units. */
iv_status iv__ring_hand(struct iv__ring *ring, const struct iv__ring_calls *calls, void *state,
                        uint64_t handle, size_t offset, size_t size, size_t unit, iv__take *take, void *arg);

/* memcpy by several threads. */
iv_status iv__copy_bytes(void *to, const void *from, size_t size);
#endif
