#include "kernel/cpu.h"
#include "kernel/shape.h"
#include "kernel/common.h"
#include "kernel/scan.cl"
CPU_KERNELS(scan_cpu) = { CPU_KERNEL(scan_sums, 0), CPU_END };
