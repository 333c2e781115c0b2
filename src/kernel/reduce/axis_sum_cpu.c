#include "kernel/common/cpu.h"
#include "kernel/common/convert.h"
#include "kernel/reduce/reduction.h"
#include "kernel/reduce/axis.h"
#define TEXT "kernel/reduce/axis_sum.cl"
#include "kernel/common/each_pixel.h"

CPU_KERNELS(axis_sum_cpu) = { CPU_TYPED(sum_across), CPU_TYPED(sum_along), CPU_END };
