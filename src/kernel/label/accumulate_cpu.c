#include "kernel/common/cpu.h"
#include "kernel/common/shape.h"
#include "kernel/common/bits.h"
#include "kernel/label/label_row.h"
#include "kernel/label/tally.h"
#include "kernel/common/values.h"
#include "kernel/label/accumulate.cl"
CPU_KERNELS(accumulate_cpu) = { CPU_KERNEL(accumulate, 0), CPU_END };
