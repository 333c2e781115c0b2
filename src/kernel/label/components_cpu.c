#include "kernel/common/cpu.h"
#include "kernel/common/shape.h"
#include "kernel/common/bits.h"
#include "kernel/label/components.cl"
CPU_KERNELS(components_cpu) = { CPU_KERNEL(components_number, 0),
                                CPU_KERNEL(components_link, 0),
                                CPU_KERNEL(components_flatten, 0),
                                CPU_KERNEL(components_unite, 0),
                                CPU_KERNEL(components_rank, 0),
                                CPU_KERNEL(components_write, 0),
                                CPU_KERNEL(components_inside, 0),
                                CPU_KERNEL(components_mark, 0),
                                CPU_KERNEL(components_clear, 0),
                                CPU_END };
