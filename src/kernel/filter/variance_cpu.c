/* variance on the CPU: the GPU's form, with every step for a stretch of a row at once. */
#include "kernel/common/cpu.h"
#include "kernel/common/order.h"
#include "kernel/common/halo_cpu.h"

struct variance_params { /* as in variance.c */
    u64 nx, ny, nz;
    u32 rx, ry, rz;
    u32 shift, across, root;
    f32 scale_x, scale_y, scale_z, scale;
    f32 weight_x, weight_y;
};
enum { WIDTH = 512, HALO = 2 * 1000 }; /* as there */

FN void scale_row(f32 *restrict v, f32 by, int n) { FORV(x, n) v[x] *= by; }
FN void clear_row(f32 *restrict v, int n) { FORV(x, n) v[x] = 0.0f; }

#define TEXT "kernel/filter/variance_cpu.h"
#include "kernel/common/each_pixel.h"

CPU_KERNELS(variance_cpu) = { CPU_TYPED(variance_rows), CPU_TYPED(variance_result), CPU_END };
