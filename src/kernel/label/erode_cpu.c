#include "kernel/common/cpu.h"
#include "kernel/label/erode.cl"
CPU_KERNELS(erode_cpu) = { CPU_KERNEL(erode_axis, 0), CPU_END };
