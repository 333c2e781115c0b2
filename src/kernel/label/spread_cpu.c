#include "kernel/common/cpu.h"
#include "kernel/common/shape.h"
#include "kernel/common/bits.h"
#include "kernel/label/label_row.h"
#include "kernel/label/tally.h"
#include "kernel/label/spread.cl"
CPU_KERNELS(spread_cpu) = { CPU_KERNEL(spread_range, 0), CPU_KERNEL(spread_points, 0),
                            CPU_KERNEL(spread_distances, 0), CPU_END };
