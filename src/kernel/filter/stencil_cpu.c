#include "kernel/common/cpu.h"
#include "kernel/common/order.h"
#define TEXT "kernel/filter/stencil.cl"
#define OP 0
#include "kernel/common/each_pixel.h"
#undef OP
#define OP 1
#include "kernel/common/each_pixel.h"
#undef OP
#define OP 2
#include "kernel/common/each_pixel.h"
#undef OP
#define OP 3
#include "kernel/common/each_pixel.h"
#undef OP
#define OP 4
#include "kernel/common/each_pixel.h"
#undef OP
#define OP 5
#include "kernel/common/each_pixel.h"
#undef OP
#define OP 6
#include "kernel/common/each_pixel.h"
#undef OP
#define OP 7
#include "kernel/common/each_pixel.h"
#undef OP
#define OP 8
#include "kernel/common/each_pixel.h"
#undef OP

CPU_KERNELS(stencil_cpu) = {
    CPU_TYPED(stencil_0),
    CPU_TYPED(stencil_1),
    CPU_TYPED(stencil_2),
    CPU_TYPED(stencil_3),
    CPU_TYPED(stencil_4),
    CPU_TYPED(stencil_5),
    CPU_TYPED(stencil_6),
    CPU_TYPED(stencil_7),
    CPU_TYPED(stencil_8),
    CPU_END
};
