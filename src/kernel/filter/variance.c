#include "kernel/filter/variance.h"

IV__TEXT_DECLARE(variance_cl)
IV__TEXT_DECLARE(order_h)
IV__TEXT_DECLARE(variance_fused_cl)
IV__TEXT_DECLARE(fours_h)
IV__TEXT_DECLARE(tile_h)
static const char *const texts[] = { IV__TEXT(order_h), IV__TEXT(variance_cl), NULL };
static const struct iv__program program = { "variance", texts, { "T" } };
static const struct iv__kernel rows_kernel = { "variance_rows", &program, NULL };
static const struct iv__kernel result_kernel = { "variance_result", &program, NULL };
static const struct iv__kernel cpu_kernel = { "variance_box", &program, NULL };

static const char *const fused_texts[] = { IV__TEXT(order_h), IV__TEXT(fours_h), IV__TEXT(tile_h),
                                           IV__TEXT(variance_fused_cl), NULL };
static const struct iv__program fused_program = {
    "variance_fused", fused_texts, { "T", "#RX", "#RY", "#RZ" }
};
static const struct iv__kernel fused_kernel = { "variance_fused", &fused_program, NULL };

struct variance_params { /* as in variance.cl */
    u64 nx, ny, nz;
    u32 rx, ry, rz;
    u32 shift, across, root;
    float scale_x, scale_y, scale_z, scale;
    float weight_x, weight_y;
};
enum { GPU_ROOM = 2560 }; /* as there: pixels with their halo in local memory */

struct variance_cpu { /* as in variance_cpu.c */
    u64 nx, ny, nz;
    u32 rx, ry, rz, width, chunk, root, past_cache;
    float scale_x, scale_y, scale_z, scale, weight_x, weight_y, unused;
};
enum { CPU_BLOCK = 32, CPU_WIDTH = 512, CPU_ROWS_BYTES = 524288 }; /* as there */

enum { MOST = 3, TILE_X = 64, TILE_Y = 16 }; /* as in variance_fused.cl */
struct fused_params { /* as there */
    u32 nx, ny, nz, across, along, chunk, root;
    float scale_x, scale_y, scale_z, scale, weight_x, weight_y;
};

/* In one pass, on a GPU: half widths are constants of the kernel. */
static int fused(struct iv_run *r, iv_image *dst, iv_image *src, const struct variance_params *v)
{
    if (!iv__on_tiles(r) || v->rx > MOST || v->ry > MOST || v->rz > MOST) return 0;
    if (v->nx * v->ny > INT32_MAX || v->nz > INT32_MAX) return 0;
    struct fused_params p = {
        .nx = (u32)v->nx, .ny = (u32)v->ny, .nz = (u32)v->nz, .across = (u32)iv__groups(v->nx, TILE_X),
        .along = (u32)iv__groups(v->ny, TILE_Y), .root = v->root, .scale_x = v->scale_x,
        .scale_y = v->scale_y, .scale_z = v->scale_z, .scale = v->scale, .weight_x = v->weight_x,
        .weight_y = v->weight_y,
    };
    const u64 tiles = (u64)p.across * p.along;
    p.chunk = (u32)iv__chunk(r, tiles, v->ry + v->rz <= 2 ? 3 : 2, v->nz, 2 * (u64)v->rz + 1);
    LAUNCH(r, &fused_kernel, IV__VARIANT4(src->pixel, v->rx, v->ry, v->rz),
           tiles * iv__groups(v->nz, p.chunk), 1, 1, IMAGE(src), IMAGE(dst), VALUE(p));
    return 1;
}

static void on_cpu(struct iv_run *r, iv_image *dst, iv_image *src, const struct variance_params *v)
{
    struct variance_cpu p = {
        .nx = v->nx, .ny = v->ny, .nz = v->nz, .rx = v->rx, .ry = v->ry, .rz = v->rz, .root = v->root,
        .scale_x = v->scale_x, .scale_y = v->scale_y, .scale_z = v->scale_z, .scale = v->scale,
        .weight_x = v->weight_x, .weight_y = v->weight_y,
    };
    const u64 room = CPU_ROWS_BYTES / (2 * sizeof(float)) / (2 * p.ry + 1) / CPU_BLOCK * CPU_BLOCK;
    p.width = (u32)(room < CPU_WIDTH ? room : CPU_WIDTH);
    const u64 tiles = iv__groups(p.nx, p.width) * p.nz;
    p.chunk = (u32)iv__chunk(r, tiles, 1, p.ny, 2 * p.ry);
    p.past_cache = iv__past_cache(r, p.nx * p.ny * p.nz * sizeof(float));
    LAUNCH(r, &cpu_kernel, IV__VARIANT1(src->pixel), tiles * iv__groups(p.ny, p.chunk), 1, 1, IMAGE(src), IMAGE(dst),
           VALUE(p));
}

void iv__variance(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int root)
{
    double count[3];
    u32 half[3];
    if (!iv__ok(r)) return;
    for (int k = 0; k < 3; k++) {
        half[k] = src->layout.size[IV_AXIS_X - k] > 1 ? (u32)radius[k] : 0;
        count[k] = 2.0 * half[k] + 1;
    }
    struct variance_params p = {
        .nx = (u64)src->layout.size[IV_AXIS_X], .ny = (u64)src->layout.size[IV_AXIS_Y],
        .nz = (u64)src->layout.size[IV_AXIS_Z], .rx = half[0], .ry = half[1], .rz = half[2],
        .root = (u32)root, .scale_x = (float)(1 / count[0]), .scale_y = (float)(1 / count[1]),
        .scale_z = (float)(1 / count[2]), .scale = (float)(1 / (count[0] * count[1] * count[2])),
        .weight_x = (float)count[2], .weight_y = (float)(count[2] * count[0]),
    };
    if (iv__on_cpu(r)) {
        on_cpu(r, dst, src, &p);
        return;
    }
    if (fused(r, dst, src, &p)) return;
    const u64 lines = p.ny * p.nz;
    /* as many items to a row as it needs, and as many rows as local memory takes */
    while (p.shift < 8 && (u64)1 << p.shift < p.nx) p.shift++;
    while ((256u >> p.shift) * ((1u << p.shift) + 2 * p.rx) > GPU_ROOM) p.shift++;
    p.across = (u32)iv__groups(p.nx, (u64)1 << p.shift);
    const u64 groups = p.across * iv__groups(lines, 256u >> p.shift);
    struct iv__buffer *mean = iv__scratch_bytes(r, (size_t)(p.nx * lines * sizeof(float)));
    struct iv__buffer *squares = iv__scratch_bytes(r, (size_t)(p.nx * lines * sizeof(float)));
    const u64 variant = IV__VARIANT1(src->pixel);
    LAUNCH(r, &rows_kernel, variant, groups, 1, 1, IMAGE(src), BUFFER(mean), BUFFER(squares), VALUE(p));
    LAUNCH(r, &result_kernel, variant, iv__groups(p.nx * lines, 256), 1, 1,
           IMAGE(src), BUFFER(mean), BUFFER(squares), IMAGE(dst), VALUE(p));
    iv__drop_bytes(r, mean);
    iv__drop_bytes(r, squares);
}
