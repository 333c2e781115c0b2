#include "kernel/cpu.h"
#include "kernel/shape.h"
#include "kernel/common.h"
#include "kernel/label_row.h"
#include "kernel/tally.h"
#include "kernel/values.h"
#include "kernel/accumulate.cl"
CPU_KERNELS(accumulate_cpu) = { CPU_KERNEL(accumulate, 0), CPU_END };
