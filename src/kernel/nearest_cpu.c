#include "kernel/cpu.h"
#include "kernel/shape.h"
#include "kernel/common.h"
#include "kernel/nearest.cl"
CPU_KERNELS(nearest_cpu) = { CPU_KERNEL(nearest_x, 0), CPU_KERNEL(nearest_block, 0),
                             CPU_KERNEL(nearest_lines, 0), CPU_KERNEL(nearest_border, 0), CPU_END };
