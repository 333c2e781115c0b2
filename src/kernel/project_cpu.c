#include "kernel/cpu.h"
#include "kernel/convert.h"
#include "isovox/isovox.h"
#define TEXT "kernel/project.cl"
#include "kernel/each_pixel.h"

CPU_KERNELS(project_cpu) = { CPU_TYPED(extreme_lines), CPU_TYPED(extreme_rows),
                             CPU_TYPED(moment_lines), CPU_TYPED(moment_rows), CPU_END };
