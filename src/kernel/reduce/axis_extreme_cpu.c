#include "kernel/common/cpu.h"
#include "kernel/reduce/reduction.h"
#include "kernel/reduce/axis.h"
#define TEXT "kernel/reduce/axis_extreme.cl"
#include "kernel/common/each_pixel.h"

CPU_KERNELS(axis_extreme_cpu) = { CPU_TYPED(extreme_across), CPU_TYPED(extreme_along), CPU_END };
