/* variance on the CPU: the GPU's form, with every step for a stretch of a row at once. A group has some
   columns of a plane and goes down their rows; what columns and plates give of the rows that are still
   wanted is kept in turn. Sums stay in registers. */
#include "kernel/common/cpu.h"
#include "kernel/common/order.h"
#include "kernel/common/halo_cpu.h"

struct variance_cpu { /* as in variance.c */
    u64 nx, ny, nz;
    u32 rx, ry, rz;
    u32 width, chunk; /* a group's columns and rows */
    u32 root, past_cache;
    f32 scale_x, scale_y, scale_z, scale;
    f32 weight_x, weight_y, unused;
};
enum { MOST = 2 * 1000 + 1, WIDTH = 512, ROWS_BYTES = 524288 }; /* as there */
enum { BLOCK = 32 }; /* columns whose sums registers hold */

#define TEXT "kernel/filter/variance_cpu.h"
#include "kernel/common/each_pixel.h"

CPU_KERNELS(variance_cpu) = { CPU_TYPED(variance_box), CPU_END };
