/* line in one pass, on a GPU: for radii up to 5, whose halo costs less than more passes would. The
   radii are constants of its kernel, so the first call with other ones compiles it, once for a machine. */
#include "kernel/filter/line_form.h"

IV__TEXT_DECLARE(line_fused_cl)
IV__TEXT_DECLARE(order_h)
IV__TEXT_DECLARE(sum_h)
IV__TEXT_DECLARE(line_value_h)
IV__TEXT_DECLARE(fours_h)
IV__TEXT_DECLARE(tile_h)
static const char *const texts[] = { IV__TEXT(order_h), IV__TEXT(sum_h), IV__TEXT(line_value_h),
                                     IV__TEXT(fours_h), IV__TEXT(tile_h), IV__TEXT(line_fused_cl), NULL };
static const struct iv__program program = {
    "line_fused", texts, { "T", "#OP", "#RX", "#RY", "#RZ", "#TILE_X", "#TILE_Y", "#SEVERAL" }
};
static const struct iv__kernel line_fused = { "line_fused", &program, NULL };

enum { MOST = 5, MOST_NARROW = 3 }; /* MOST as in line_fused.cl; maxima of narrow pixels move less memory */
struct fused_params { /* as in line_fused.cl */
    u32 nx, ny, nz, across, along, chunk, flip, divisor;
    float scale, weights[3][2 * MOST + 1];
};

/* A group's tile, and how many groups a unit should hold at once: as many registers as that leaves must
   be enough for the sums along z. Each was the fastest, or close to it, of nine on an H200. */
struct shape {
    u32 tx, ty, several;
};

static struct shape shape_of(const struct iv__line *l)
{
    static const struct shape flat = { 64, 32, 4 }, low = { 64, 16, 4 }, wide = { 64, 32, 2 };
    static const struct shape less = { 64, 24, 2 };
    const int maxima = l->op == HAT || (l->op == EXTREME && l->radius[2] == MOST); /* these spill in the wide one */
    return l->radius[2] == 0 ? flat : l->radius[2] <= 2 ? low : maxima ? less : wide;
}

int iv__line_fused(struct iv_run *r, const struct iv__line *l)
{
    if (!iv__on_tiles(r) || l->op == SUM_64 || l->on[0] + l->on[1] + l->on[2] < 2) return 0;
    if (l->size[0] * l->size[1] > INT32_MAX) return 0;
    const int most = l->op == EXTREME && iv_pixel_size(l->src->pixel) < 4 ? MOST_NARROW : MOST;
    for (int k = 0; k < 3; k++)
        if (l->radius[k] > most) return 0;

    const struct shape s = shape_of(l);
    const u64 variant = IV__VARIANT4(l->src->pixel, l->op, l->radius[0], l->radius[1]) |
                        IV__VARIANT4(l->radius[2], s.tx, s.ty, s.several) << 32;
    struct fused_params p = {
        .nx = (u32)l->size[0], .ny = (u32)l->size[1], .nz = (u32)l->size[2],
        .across = (u32)iv__groups(l->size[0], s.tx), .along = (u32)iv__groups(l->size[1], s.ty),
        .flip = l->flip, .divisor = l->divisor, .scale = (float)l->scale,
    };
    const u64 tiles = (u64)p.across * p.along;
    p.chunk = (u32)iv__chunk(r, tiles, s.several, l->size[2], 2 * (u64)l->radius[2] + 2);
    for (int k = 0; k < 3; k++) {
        p.weights[k][0] = 1;
        for (int i = 0; l->op == FIR && l->on[k] && i <= 2 * l->radius[k]; i++)
            p.weights[k][i] = (float)l->weights[k][i];
    }
    const u64 groups = tiles * iv__groups(l->size[2], p.chunk);
    if (l->op == HAT)
        LAUNCH(r, &line_fused, variant, groups, 1, 1, IMAGE(l->src), IMAGE(l->beside), IMAGE(l->dst), VALUE(p));
    else
        LAUNCH(r, &line_fused, variant, groups, 1, 1, IMAGE(l->src), IMAGE(l->dst), VALUE(p));
    return 1;
}
