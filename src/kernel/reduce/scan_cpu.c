#include "kernel/common/cpu.h"
#include "kernel/common/shape.h"
#include "kernel/common/bits.h"
#include "kernel/reduce/scan.cl"
CPU_KERNELS(scan_cpu) = { CPU_KERNEL(scan_sums, 0), CPU_END };
