#include "kernel/cpu.h"
#include "kernel/convert.h"
#include "kernel/reduction.h"
#include "kernel/axis.h"
#define TEXT "kernel/axis_sum.cl"
#include "kernel/each_pixel.h"

CPU_KERNELS(axis_sum_cpu) = { CPU_TYPED(sum_across), CPU_TYPED(sum_along), CPU_END };
