#include "kernel/stencil.h"

IV__TEXT_DECLARE(stencil_cl)
IV__TEXT_DECLARE(order_h)
static const char *const texts[] = { IV__TEXT(order_h), IV__TEXT(stencil_cl), NULL };
static const struct iv__program program = { "stencil", texts, { "T", "#OP" } };
#define ROW(op) [op] = { "stencil_" #op, &program, NULL }
static const struct iv__kernel kernels[] = { ROW(0), ROW(1), ROW(2), ROW(3), ROW(4), ROW(5),
                                             ROW(6), ROW(7), ROW(8) };

struct stencil_params { /* as in stencil.cl */
    u64 nx, ny, nz;
    u32 option, flip;
    u64 rows;
};

void iv__stencil(struct iv_run *r, enum iv__stencil what, iv_image *dst, iv_image *src, int option)
{
    if (!iv__ok(r)) return;
    const int64_t *size = src->layout.size;
    struct stencil_params p = {
        .nx = (u64)size[IV_AXIS_X], .ny = (u64)size[IV_AXIS_Y], .nz = (u64)size[IV_AXIS_Z],
        .option = (u32)option, .flip = option ? ~0u : 0,
    };
    p.rows = p.nx < 8192 ? 8192 / p.nx : 1;
    const u64 rows = p.ny * p.nz;
    const int cpu = iv__on_cpu(r);
    LAUNCH(r, &kernels[what], cpu ? IV__VARIANT1(src->pixel) : IV__VARIANT2(src->pixel, what),
           cpu ? iv__groups(rows, p.rows) : iv__groups(p.nx * rows, 256), 1, 1, IMAGE(src), IMAGE(dst),
           VALUE(p));
}
