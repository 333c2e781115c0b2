#include "kernel/common/cpu.h"
#include "isovox/isovox.h"
enum { WORDS = 4 };
typedef u64 words __attribute__((vector_size(8 * WORDS)));
#define TEXT "kernel/transform/move.cl"
#include "kernel/common/each_size.h"
#define SIZES(name)                                                                                \
    { #name, IV_PIXEL_U8, name##_u8 }, { #name, IV_PIXEL_U16, name##_u16 },                        \
        { #name, IV_PIXEL_U32, name##_u32 }
CPU_KERNELS(move_cpu) = { SIZES(move), SIZES(swap), CPU_END };
