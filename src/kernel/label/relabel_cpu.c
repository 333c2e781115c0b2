#include "kernel/common/cpu.h"
#include "kernel/common/shape.h"
#include "kernel/common/bits.h"
#include "kernel/label/relabel.cl"
CPU_KERNELS(relabel_cpu) = { CPU_KERNEL(relabel_max, 0),     CPU_KERNEL(relabel_flag, 0),
                             CPU_KERNEL(relabel_size, 0),    CPU_KERNEL(relabel_unflag, 0),
                             CPU_KERNEL(relabel_between, 0), CPU_KERNEL(relabel_sums, 0),
                             CPU_KERNEL(relabel_number, 0),  CPU_KERNEL(relabel_replace, 0),
                             CPU_KERNEL(relabel_find, 0),    CPU_END };
