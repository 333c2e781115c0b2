#include "kernel/common/cpu.h"
#include "kernel/reduce/reduction.h"
#include "kernel/reduce/bins.h"
#define TEXT "kernel/reduce/histogram.cl"
#include "kernel/common/each_pixel.h"
#undef TEXT
#define TEXT "kernel/reduce/otsu.cl"
#include "kernel/common/each_pixel.h"

CPU_KERNELS(histogram_cpu) = { CPU_TYPED(bins_between), CPU_TYPED(histogram_count),
                               CPU_TYPED(histogram_counts), CPU_TYPED(histogram_otsu), CPU_END };
