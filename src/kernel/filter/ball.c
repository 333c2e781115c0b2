#include "kernel/filter/ball.h"

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

int iv__ball_special(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int minimum)
{
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
