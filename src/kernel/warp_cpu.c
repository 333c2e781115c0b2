#include "kernel/cpu.h"
#define TEXT "kernel/warp.cl"
#include "kernel/each_pixel.h"
CPU_KERNELS(warp_cpu) = { CPU_TYPED(warp_nearest), CPU_TYPED(warp_linear), CPU_END };
