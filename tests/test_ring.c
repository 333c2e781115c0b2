/* Large transfers through the ring of pinned buffers, over a device that is memory: all bytes arrive,
   and after an error nothing is left under way. */
#include "backend/ring.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

struct fake {
    struct iv__ring ring;
    struct {
        int busy, to_device;
        char *device;
        size_t size;
    } slot[IV__RING_SLOTS];
    int pins, starts, fail_at;
};

static void *pin(void *state, int slot)
{
    struct fake *f = state;
    (void)slot;
    return f->pins-- > 0 ? malloc(IV__RING_BYTES) : NULL;
}

/* What has been started happens when it is waited for: a slot used too early shows. */
static iv_status start(void *state, int slot, int to_device, uint64_t handle, size_t offset,
                       size_t size)
{
    struct fake *f = state;
    assert_false(f->slot[slot].busy);
    if (f->starts++ == f->fail_at) return iv__error(IV_ERROR_DEVICE, "no move");
    f->slot[slot].busy = 1;
    f->slot[slot].to_device = to_device;
    f->slot[slot].device = (char *)(uintptr_t)handle + offset;
    f->slot[slot].size = size;
    return IV_OK;
}

static iv_status end(void *state, int slot)
{
    struct fake *f = state;
    assert_true(f->slot[slot].busy);
    f->slot[slot].busy = 0;
    if (f->slot[slot].to_device)
        memcpy(f->slot[slot].device, f->ring.slot[slot], f->slot[slot].size);
    else
        memcpy(f->ring.slot[slot], f->slot[slot].device, f->slot[slot].size);
    return IV_OK;
}

static const struct iv__ring_calls calls = { pin, start, end };
enum { OFFSET = 12 };

static void unpin(struct fake *f)
{
    for (int i = 0; i < IV__RING_SLOTS; i++) {
        assert_false(f->slot[i].busy);
        free(f->ring.slot[i]);
    }
}

static void there_and_back(void **state)
{
    static const size_t sizes[] = { 1, IV__RING_LEAST - 1, IV__RING_LEAST,
                                     3 * (size_t)IV__RING_BYTES + 77,
                                    (IV__RING_SLOTS + 3) * (size_t)IV__RING_BYTES + 1 };
    struct fake f = { .pins = IV__RING_SLOTS, .fail_at = -1 };
    (void)state;
    assert_true(iv__ring_ready(&f.ring, &calls, &f));
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        const size_t n = sizes[k];
        unsigned char *host = malloc(n), *device = calloc(1, n + 2 * OFFSET), *back = calloc(1, n + 2 * OFFSET);
        const uint64_t handle = (uint64_t)(uintptr_t)device;
        for (size_t i = 0; i < n; i++) host[i] = (unsigned char)(i * 2654435761u >> 13);
        assert_int_equal(iv__ring_move(&f.ring, &calls, &f, 1, host, handle, OFFSET, n), IV_OK);
        assert_memory_equal(device + OFFSET, host, n);
        for (int i = 0; i < OFFSET; i++) assert_int_equal(device[i] | device[OFFSET + n + (size_t)i], 0);
        assert_int_equal(iv__ring_move(&f.ring, &calls, &f, 0, back + OFFSET - 1, handle, OFFSET, n), IV_OK);
        assert_memory_equal(back + OFFSET - 1, host, n);
        for (int i = 0; i < OFFSET; i++) assert_int_equal(back[OFFSET - 1 + n + (size_t)i], 0);
        for (int i = 0; i < OFFSET - 1; i++) assert_int_equal(back[i], 0);
        free(host);
        free(device);
        free(back);
    }
    unpin(&f);
}

static void errors(void **state)
{
    const size_t n = (IV__RING_SLOTS + 4) * (size_t)IV__RING_BYTES;
    char *host = calloc(1, n), *device = calloc(1, n);
    (void)state;
    for (int to_device = 0; to_device < 2; to_device++)
        for (int at = 0; at < IV__RING_SLOTS + 4; at++) {
            struct fake f = { .pins = IV__RING_SLOTS, .fail_at = at };
            assert_true(iv__ring_ready(&f.ring, &calls, &f));
            assert_int_equal(iv__ring_move(&f.ring, &calls, &f, to_device, host,
                                           (uint64_t)(uintptr_t)device, 0, n), IV_ERROR_DEVICE);
            assert_int_equal(f.starts, at + 1); /* nothing more is set out */
            unpin(&f);
        }
    free(host);
    free(device);
}

struct taken {
    const unsigned char *device;
    size_t size;
    int parts, fail_at;
};

static iv_status look(void *arg, const void *part, size_t at, size_t size)
{
    struct taken *t = arg;
    assert_int_equal(at, t->size); /* in order */
    assert_int_equal(at % 160, 0);
    assert_memory_equal(part, t->device + at, size);
    t->size += size;
    return t->parts++ == t->fail_at ? iv__error(IV_ERROR_DEVICE, "no more") : IV_OK;
}

static void hands_whole_units(void **state)
{
    const size_t n = (IV__RING_SLOTS + 3) * (size_t)IV__RING_BYTES / 160 * 160;
    unsigned char *device = malloc(n);
    (void)state;
    for (size_t i = 0; i < n; i++) device[i] = (unsigned char)(i * 2654435761u >> 13);
    for (int at = -1; at < IV__RING_SLOTS + 4; at++) {
        struct fake f = { .pins = IV__RING_SLOTS, .fail_at = -1 };
        struct taken t = { .device = device, .fail_at = at };
        assert_true(iv__ring_ready(&f.ring, &calls, &f));
        assert_int_equal(iv__ring_hand(&f.ring, &calls, &f, (uint64_t)(uintptr_t)device, 0, n, 160, look, &t),
                         at < 0 ? IV_OK : IV_ERROR_DEVICE);
        if (at < 0) assert_int_equal(t.size, n);
        else assert_int_equal(t.parts, at + 1); /* nothing more is handed out */
        unpin(&f);
    }
    free(device);
}

static void no_room(void **state)
{
    struct fake f = { .pins = IV__RING_SLOTS - 1, .fail_at = -1 };
    (void)state;
    assert_false(iv__ring_ready(&f.ring, &calls, &f));
    f.pins = IV__RING_SLOTS; /* it is not tried again */
    assert_false(iv__ring_ready(&f.ring, &calls, &f));
    unpin(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(there_and_back), cmocka_unit_test(errors),
                                        cmocka_unit_test(hands_whole_units), cmocka_unit_test(no_room) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
