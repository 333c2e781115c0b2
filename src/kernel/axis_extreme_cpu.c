#include "kernel/cpu.h"
#include "kernel/reduction.h"
#include "kernel/axis.h"
#define TEXT "kernel/axis_extreme.cl"
#include "kernel/each_pixel.h"

CPU_KERNELS(axis_extreme_cpu) = { CPU_TYPED(extreme_across), CPU_TYPED(extreme_along), CPU_END };
