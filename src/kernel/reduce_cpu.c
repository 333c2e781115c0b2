#include "kernel/cpu.h"
#include "kernel/reduction.h"
#define TEXT "kernel/extremes.cl"
#include "kernel/each_pixel.h"
#undef TEXT
#define TEXT "kernel/sums.cl"
#include "kernel/each_pixel.h"

CPU_KERNELS(reduce_cpu) = { CPU_TYPED(extremes_of_parts), CPU_TYPED(extremes_of_all), CPU_TYPED(sums_of_parts),
                            CPU_TYPED(sum_of_parts),      CPU_TYPED(sums_of_all),     CPU_TYPED(mean_below),
                            CPU_END };
