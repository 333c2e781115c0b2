#include "kernel/common/cpu.h"
#define TEXT "kernel/transform/warp.cl"
#include "kernel/common/each_pixel.h"
CPU_KERNELS(warp_cpu) = { CPU_TYPED(warp_nearest), CPU_TYPED(warp_linear), CPU_END };
