#include "kernel/cpu.h"
#include "kernel/shape.h"
#include "kernel/common.h"
#include "kernel/label_row.h"
#include "kernel/tally.h"
#include "kernel/spread.cl"
CPU_KERNELS(spread_cpu) = { CPU_KERNEL(spread_range, 0), CPU_KERNEL(spread_points, 0),
                            CPU_KERNEL(spread_distances, 0), CPU_END };
