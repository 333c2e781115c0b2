#include "kernel/common/cpu.h"
#include "kernel/reduce/reduction.h"
#define TEXT "kernel/reduce/extremes.cl"
#include "kernel/common/each_pixel.h"
#undef TEXT
#define TEXT "kernel/reduce/sums.cl"
#include "kernel/common/each_pixel.h"

CPU_KERNELS(reduce_cpu) = { CPU_TYPED(extremes_of_parts), CPU_TYPED(sums_of_parts), CPU_TYPED(sum_of_parts),
                            CPU_TYPED(mean_below), CPU_END };
