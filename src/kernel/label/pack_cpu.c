/* Packs a mask on the CPU: pixels become bytes, 0 or 1, and eight bytes at a time bits. Runs are not counted: the
   CPU's components do without. */
#include "kernel/common/cpu.h"
#include "kernel/label/pack.h"
#include "kernel/common/bits.h"

enum { PIECE = 1024 }; /* pixels at a time */

/* Eight bytes' lowest bits: the product has byte i's at 56 + i, and no two parts of it overlap. */
FN u32 eight(const u8 *set)
{
    u64 v;
    memcpy(&v, set, 8);
    return (u32)(v * 0x0102040810204080u >> 56);
}

#define TEXT "kernel/label/pack_cpu.h"
#include "kernel/common/each_pixel.h"

CPU_KERNELS(pack_cpu) = { CPU_TYPED(pack), CPU_TYPED(pack_above), CPU_END };
