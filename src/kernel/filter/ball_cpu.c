/* ball on the CPU. A group goes down the planes of a tile and shares what windows have in common: of each
   row that the tile needs it makes the maxima of the chords of all half lengths, each from the one before;
   of these along y those of the ball's disks, the smallest first: as a disk holds the next smaller one,
   only the rows are added where its chord is longer; and each disk goes to the results above and below
   that want it. A disk's maxima stay in registers. ball.cl is the GPU's form. */
#include "kernel/common/cpu.h"
#include "kernel/common/order.h"
#include "kernel/common/halo_cpu.h"

struct ball_cpu { /* as in ball.c */
    u64 nx, ny, nz;
    u32 rx, ry, rz, flip;
    u32 width, strip, chunk; /* a group's columns, rows and planes */
    u32 pitch;               /* pixels from one row of a tile to the next */
    u32 past_cache, unused;  /* how results are written */
};

/* A tile: its rows of chords; pixels from row to row, from half length to half length, and, of unfinished
   results, from plane to plane. */
struct shape {
    int rows, planes, rz;
    i64 pitch, apart, plane;
};

enum { BYTES = 256, ROW_BYTES = 2048, TILE_BYTES = 425984, MOST = 64 }; /* as in ball.c */

#define TEXT "kernel/filter/ball_cpu.h"
#include "kernel/common/each_pixel.h"

CPU_KERNELS(ball_cpu) = { CPU_TYPED(ball), CPU_END };
