#include "kernel/cpu.h"
#include "kernel/reduction.h"
#include "kernel/bins.h"
#define TEXT "kernel/histogram.cl"
#include "kernel/each_pixel.h"
#undef TEXT
#define TEXT "kernel/otsu.cl"
#include "kernel/each_pixel.h"

CPU_KERNELS(histogram_cpu) = { CPU_TYPED(bins_between), CPU_TYPED(histogram_count),
                               CPU_TYPED(histogram_counts), CPU_TYPED(histogram_otsu), CPU_END };
