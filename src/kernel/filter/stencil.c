#include "kernel/filter/stencil.h"

IV__TEXT_DECLARE(stencil_cl)
IV__TEXT_DECLARE(order_h)
IV__TEXT_DECLARE(tile_h)
static const char *const texts[] = { IV__TEXT(order_h), IV__TEXT(tile_h), IV__TEXT(stencil_cl), NULL };
static const struct iv__program program = { "stencil", texts, { "T", "#OP", "#TILED" } };
#define ROW(op) [op] = { "stencil_" #op, &program, NULL }
static const struct iv__kernel kernels[] = { ROW(0), ROW(1), ROW(2), ROW(3), ROW(4), ROW(5),
                                             ROW(6), ROW(7), ROW(8) };

struct stencil_params { /* as in stencil.cl */
    u64 nx, ny, nz;
    u32 option, flip;
    u64 rows;
    u32 across, along, chunk, unused;
};
enum { TILE_X = 64, TILE_Y = 32, VOLUME = 1, PLANE }; /* as in stencil.cl */
enum { GROUPS = 2048, LEAST_PLANES = 4 }; /* groups that keep a large GPU busy; planes worth two more */

void iv__stencil(struct iv_run *r, enum iv__stencil what, iv_image *dst, iv_image *src, int option)
{
    if (!iv__ok(r)) return;
    const int64_t *size = src->layout.size;
    struct stencil_params p = {
        .nx = (u64)size[IV_AXIS_X], .ny = (u64)size[IV_AXIS_Y], .nz = (u64)size[IV_AXIS_Z],
        .option = (u32)option, .flip = option ? ~0u : 0,
    };
    const u64 rows = p.ny * p.nz;
    if (iv__on_cpu(r)) {
        p.rows = p.nx < 8192 ? 8192 / p.nx : 1;
        LAUNCH(r, &kernels[what], IV__VARIANT1(src->pixel), iv__groups(rows, p.rows), 1, 1, IMAGE(src),
               IMAGE(dst), VALUE(p));
        return;
    }
    const int lines = what == IV__SOBEL && (p.nx == 1 || p.ny == 1);
    if (!iv__on_tiles(r) || p.nx > UINT32_MAX / (TILE_Y + 2) || lines) {
        LAUNCH(r, &kernels[what], IV__VARIANT2(src->pixel, what), iv__groups(p.nx * rows, 256), 1, 1,
               IMAGE(src), IMAGE(dst), VALUE(p));
        return;
    }
    const u64 tiles = iv__groups(p.nx, TILE_X) * iv__groups(p.ny, TILE_Y);
    const u64 chunks = tiles < GROUPS ? GROUPS / tiles : 1, planes = iv__groups(p.nz, chunks);
    p.across = (u32)iv__groups(p.nx, TILE_X);
    p.along = (u32)iv__groups(p.ny, TILE_Y);
    p.chunk = (u32)(planes < LEAST_PLANES ? LEAST_PLANES : planes);
    const u64 tiled = what == IV__SOBEL && p.nz == 1 ? PLANE : VOLUME;
    LAUNCH(r, &kernels[what], IV__VARIANT3(src->pixel, what, tiled), tiles * iv__groups(p.nz, p.chunk), 1, 1,
           IMAGE(src), IMAGE(dst), VALUE(p));
}
