#include "kernel/cpu.h"
#include "kernel/reduction.h"
#include "kernel/axis.h"
#define TEXT "kernel/axis_variance.cl"
#include "kernel/each_pixel.h"

CPU_KERNELS(axis_variance_cpu) = { CPU_TYPED(variance_across), CPU_TYPED(variance_along), CPU_END };
