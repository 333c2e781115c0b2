#include "kernel/transform/move.h"
#include <string.h>

IV__TEXT_DECLARE(move_cl)
static const char *const texts[] = { IV__TEXT(move_cl), NULL };
static const struct iv__program program = { "move", texts, { "T" } };
static const struct iv__kernel move = { "move", &program, NULL };
static const struct iv__kernel move_packs = { "move_packs", &program, NULL };
static const struct iv__kernel swap = { "swap", &program, NULL };

struct move_params { /* as in move.cl */
    int64_t first[3], limit[3], in_row, in_plane;
    u64 base, row, plane, rows;
    int32_t step[3];
    u32 nx, ny, across, width, lines, beyond, value, past_cache;
};
struct swap_params {
    u64 in_stride, out_stride, in_batch, out_batch;
    u32 nx, n, across, along, past_cache, unused;
};
enum { TILE = 64, TILE_CPU = 128 }; /* as in move.cl */

static iv_pixel bits_as(iv_pixel pixel)
{
    const size_t size = iv_pixel_size(pixel);
    return size == 1 ? IV_PIXEL_U8 : size == 2 ? IV_PIXEL_U16 : IV_PIXEL_U32;
}

static double clamp(double v, double low, double high) { return v < low ? low : v > high ? high : v; }

/* A number as a pixel's bits. */
static u32 bits_of(iv_pixel pixel, double v)
{
    float f = (float)v;
    u32 u;
    switch (pixel) {
    case IV_PIXEL_U8: return (u32)clamp(v, 0, 255);
    case IV_PIXEL_U16: return (u32)clamp(v, 0, 65535);
    case IV_PIXEL_U32: return (u32)clamp(v, 0, 4294967295.0);
    case IV_PIXEL_I8: return (u32)(int32_t)clamp(v, -128, 127);
    case IV_PIXEL_I16: return (u32)(int32_t)clamp(v, -32768, 32767);
    case IV_PIXEL_I32: return (u32)(int32_t)clamp(v, -2147483648.0, 2147483647.0);
    default: memcpy(&u, &f, sizeof u); return u;
    }
}

/* Tiles of 1024 pixels or 256 packs, a power of two wide, on a GPU; on the CPU of rows as long as the
   second cache likes. */
static void launch(struct iv_run *r, iv_image *dst, iv_image *src, struct move_params *p)
{
    const u32 pack = 16 / (u32)iv_pixel_size(src->pixel);
    const int cpu = iv__on_cpu(r), packs = !cpu && (p->base | p->row | p->plane) % pack == 0;
    const u32 nx = packs ? (u32)iv__groups(p->nx, pack) : p->nx;
    const u32 most = cpu ? 32768 : 256, tile = cpu ? 32768 : packs ? 256 : 1024;
    if (cpu) p->width = nx < most ? nx : most;
    else
        for (p->width = 1; p->width < most && p->width < nx;) p->width *= 2;
    p->lines = tile / p->width;
    p->past_cache = iv__past_cache(r, iv__bytes(dst));
    p->across = (u32)iv__groups(nx, p->width);
    LAUNCH(r, packs ? &move_packs : &move, bits_as(src->pixel), p->across * iv__groups(p->rows, p->lines),
           1, 1, IMAGE(src), IMAGE(dst), VALUE(*p));
}

void iv__move(struct iv_run *r, iv_image *dst, iv_image *src, const struct iv__move *m)
{
    if (!iv__ok(r)) return;
    const int64_t *const to = dst->layout.size, *const from = src->layout.size;
    int64_t n[3];
    struct move_params p = { .beyond = (u32)m->beyond, .value = bits_of(src->pixel, m->value) };
    for (int k = 0; k < 3; k++) {
        n[k] = m->size[k] ? m->size[k] : to[IV_AXIS_X - k];
        p.first[k] = m->first[k];
        p.step[k] = m->step[k];
        p.limit[k] = from[IV_AXIS_X - k];
    }
    p.in_row = from[IV_AXIS_X];
    p.in_plane = p.in_row * from[IV_AXIS_Y];
    p.row = (u64)to[IV_AXIS_X];
    p.plane = p.row * (u64)to[IV_AXIS_Y];
    p.base = (u64)m->at[0] + (u64)m->at[1] * p.row + (u64)m->at[2] * p.plane;
    p.nx = (u32)n[0];
    p.ny = (u32)n[1];
    p.rows = (u64)(n[1] * n[2]);
    launch(r, dst, src, &p);
}

void iv__move_transpose(struct iv_run *r, iv_image *dst, iv_image *src, int axis0, int axis1)
{
    if (!iv__ok(r)) return;
    const int64_t *const from = src->layout.size, *const to = dst->layout.size;
    const int axis = axis0 == 0 ? axis1 : axis0, batch = 3 - axis;
    u64 in[3] = { 1 }, out[3] = { 1 };
    for (int k = 1; k < 3; k++) {
        in[k] = in[k - 1] * (u64)from[IV_AXIS_X - k + 1];
        out[k] = out[k - 1] * (u64)to[IV_AXIS_X - k + 1];
    }
    if (axis0 != 0 && axis1 != 0) { /* y and z: whole rows */
        struct move_params p = {
            .limit = { from[IV_AXIS_X], from[IV_AXIS_Z], from[IV_AXIS_Y] }, .in_row = (int64_t)in[2],
            .in_plane = (int64_t)in[1], .row = out[1], .plane = out[2], .step = { 1, 1, 1 },
            .nx = (u32)to[IV_AXIS_X], .ny = (u32)to[IV_AXIS_Y], .rows = (u64)(to[IV_AXIS_Y] * to[IV_AXIS_Z]),
        };
        launch(r, dst, src, &p);
        return;
    }
    if (axis == 1 && (from[IV_AXIS_X] == 1 || from[IV_AXIS_Y] == 1)) { /* nothing changes its place */
        iv__copy(r, dst, src);
        return;
    }
    struct swap_params p = { .in_stride = in[axis], .out_stride = out[axis], .in_batch = in[batch],
                             .out_batch = out[batch], .nx = (u32)from[IV_AXIS_X],
                             .n = (u32)from[IV_AXIS_X - axis] };
    u64 batches = (u64)from[IV_AXIS_X - batch];
    if (axis == 2 && (p.n == 1 || p.nx == 1)) { /* x or z is not there: what changes places lies next to y */
        if (p.n == 1) p.n = (u32)batches, p.in_stride = in[1];
        else p.nx = (u32)batches, p.out_stride = out[1];
        batches = 1;
    }
    p.across = (u32)iv__groups(p.nx, iv__on_cpu(r) ? TILE_CPU : TILE);
    p.along = (u32)iv__groups(p.n, iv__on_cpu(r) ? TILE_CPU : TILE);
    p.past_cache = iv__past_cache(r, iv__bytes(dst));
    LAUNCH(r, &swap, bits_as(src->pixel), p.across * p.along * batches, 1, 1,
           IMAGE(src), IMAGE(dst), VALUE(p));
}

void iv__move_fill(struct iv_run *r, iv_image *dst, double value)
{
    if (!iv__ok(r)) return;
    const size_t size = iv_pixel_size(dst->pixel);
    u32 word = bits_of(dst->pixel, value);
    if (size == 1) word = (word & 0xff) * 0x01010101u;
    if (size == 2) word = (word & 0xffff) * 0x00010001u;
    if (iv__bytes(dst) % sizeof word == 0) {
        iv__fill(r, dst->buffer, iv__bytes(dst), word);
        return;
    }
    /* Not whole words: one row, all of it outside the source. */
    struct move_params p = { .first = { 1 }, .limit = { 0, 1, 1 }, .step = { 1, 1, 1 }, .nx = 1, .ny = 1,
                             .row = 1, .rows = (u64)iv_layout_count(&dst->layout), .plane = 1,
                             .beyond = IV__MOVE_VALUE, .value = word };
    launch(r, dst, dst, &p);
}
