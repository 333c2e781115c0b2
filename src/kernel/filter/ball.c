#include "kernel/filter/ball.h"
#include "core/op.h"
#include "kernel/filter/window.h"
#include <stdlib.h>

IV__TEXT_DECLARE(ball_cl)
IV__TEXT_DECLARE(order_h)
IV__TEXT_DECLARE(tile_h)
static const char *const texts[] = { IV__TEXT(order_h), IV__TEXT(tile_h), IV__TEXT(ball_cl), NULL };
static const struct iv__program program = { "ball", texts, { "T", "#RX", "#RY", "#RZ" } };
static const struct iv__kernel kernel = { "ball", &program, NULL };

struct ball_params { /* as in ball.cl */
    u64 nx, ny, nz;
    u32 across, along, chunk, flip;
};
enum { MOST = 6, TILE_X = 64, TILE_Y = 32 }; /* as in ball.cl */

struct ball_cpu { /* as in ball_cpu.c */
    u64 nx, ny, nz;
    u32 rx, ry, rz, flip, width, strip, chunk, pitch, past_cache, unused;
};
enum { CPU_BYTES = 256, CPU_ROW_BYTES = 2048, CPU_TILE_BYTES = 425984, CPU_MOST = 64 }; /* as there */
enum { CPU_STRIP = 32, CPU_LEAST = 8, CPU_APART = 64 }; /* rows of a tile; bytes between them, as in line.c */

/* The ball's disks, the smallest first: for each how many chords it has that the one before has not, and
   their half length and place along y. */
static struct iv__buffer *send_disks(struct iv_run *r, const int radius[3])
{
    const size_t most = (size_t)(radius[2] + 1) * (size_t)(4 * radius[1] + 3) * sizeof(int32_t);
    int32_t *list = malloc(most), *end = list;
    if (!list) {
        iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
        return NULL;
    }
    for (int dz = radius[2]; dz >= 0; dz--) {
        int32_t *const count = end++;
        *count = 0;
        for (int dy = -radius[1]; dy <= radius[1]; dy++) {
            const int half = iv__half_length(radius, IV__SPHERE, dy, dz);
            if (half < 0 || (dz < radius[2] && iv__half_length(radius, IV__SPHERE, dy, dz + 1) == half)) continue;
            *end++ = half;
            *end++ = dy;
            ++*count;
        }
    }
    const size_t bytes = (size_t)(end - list) * sizeof *list;
    struct iv__buffer *disks = iv__scratch_bytes(r, bytes);
    iv__send(r, disks, list, bytes);
    free(list);
    return disks;
}

static int on_cpu(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int minimum)
{
    const u64 element = iv_pixel_size(src->pixel), block = CPU_BYTES / element, halo = CPU_APART / element + 2 * (u64)radius[0];
    const u64 rx = (u64)radius[0], ry = (u64)radius[1], rz = (u64)radius[2];
    const int64_t *size = src->layout.size;
    struct ball_cpu p = {
        .nx = (u64)size[IV_AXIS_X], .ny = (u64)size[IV_AXIS_Y], .nz = (u64)size[IV_AXIS_Z],
        .rx = (u32)rx, .ry = (u32)ry, .rz = (u32)rz, .flip = minimum ? ~0u : 0,
    };
    u64 strip = CPU_STRIP, rows, pitch;
    if (rx > CPU_MOST) return 0;
    for (;; strip /= 2) { /* as tall as there is room for, and then as wide */
        rows = (strip + 2 * ry) * (rx + 1) + strip * (2 * rz + 1);
        pitch = CPU_TILE_BYTES / element / rows;
        if (pitch >= block + halo) break;
        if (strip == CPU_LEAST) return 0;
    }
    const u64 most = CPU_ROW_BYTES / element, width = (pitch - halo) / block * block;
    p.strip = (u32)strip;
    p.width = (u32)(width < most ? width : most);
    p.pitch = p.width + (u32)halo;
    p.past_cache = iv__past_cache(r, p.nx * p.ny * p.nz * element);
    const u64 tiles = iv__groups(p.nx, p.width) * iv__groups(p.ny, p.strip);
    p.chunk = (u32)iv__chunk(r, tiles, 1, p.nz, 2 * rz);
    struct iv__buffer *disks = send_disks(r, radius);
    LAUNCH(r, &kernel, IV__VARIANT1(src->pixel), tiles * iv__groups(p.nz, p.chunk), 1, 1, IMAGE(src), IMAGE(dst),
           BUFFER(disks), VALUE(p));
    iv__drop_bytes(r, disks);
    return 1;
}

int iv__ball_special(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int minimum)
{
    if (iv__on_cpu(r)) return on_cpu(r, dst, src, radius, minimum);
    const int64_t *size = src->layout.size;
    struct ball_params p = {
        .nx = (u64)size[IV_AXIS_X], .ny = (u64)size[IV_AXIS_Y], .nz = (u64)size[IV_AXIS_Z],
        .flip = minimum ? ~0u : 0,
    };
    if (radius[0] > MOST || radius[1] > MOST || radius[2] > MOST) return 0;
    if (!iv__on_tiles(r) || p.nx > UINT32_MAX / (TILE_Y + 2 * MOST)) return 0;
    p.across = (u32)iv__groups(p.nx, TILE_X);
    p.along = (u32)iv__groups(p.ny, TILE_Y);
    const u64 tiles = (u64)p.across * p.along, several = radius[2] < 3 ? 2 : 1; /* at once, by their registers */
    p.chunk = (u32)iv__chunk(r, tiles, several, p.nz, 2 * (u64)radius[2] + 1);
    const u64 variant = IV__VARIANT4(src->pixel, radius[0], radius[1], radius[2]);
    LAUNCH(r, &kernel, variant, tiles * iv__groups(p.nz, p.chunk), 1, 1, IMAGE(src), IMAGE(dst), VALUE(p));
    return 1;
}
