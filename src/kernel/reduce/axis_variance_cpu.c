#include "kernel/common/cpu.h"
#include "kernel/reduce/reduction.h"
#include "kernel/reduce/axis.h"
#define TEXT "kernel/reduce/axis_variance.cl"
#include "kernel/common/each_pixel.h"

CPU_KERNELS(axis_variance_cpu) = { CPU_TYPED(variance_across), CPU_TYPED(variance_along), CPU_END };
