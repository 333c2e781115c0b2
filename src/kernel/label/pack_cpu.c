#include "kernel/common/cpu.h"
#include "kernel/common/shape.h"
#include "kernel/common/bits.h"
#define TEXT "kernel/label/pack.cl"
#include "kernel/common/each_pixel.h"
CPU_KERNELS(pack_cpu) = { CPU_TYPED(pack), CPU_TYPED(pack_above), CPU_END };
