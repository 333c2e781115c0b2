#include "kernel/cpu.h"
#include "kernel/shape.h"
#include "kernel/common.h"
#define TEXT "kernel/pack.cl"
#include "kernel/each_pixel.h"
CPU_KERNELS(pack_cpu) = { CPU_TYPED(pack), CPU_TYPED(pack_above), CPU_END };
