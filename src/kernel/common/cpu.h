/* For a kernel text's CPU build, NAME_cpu.c, which is compiled once for each instruction set:
 *     #include "kernel/common/cpu.h"
 *     #include "kernel/label/components.cl"
 *     CPU_KERNELS(components) = { CPU_KERNEL(label_pack, 0), ... CPU_END };
 * A text with a pixel type T is included once for each type: define TEXT and include
 * "kernel/common/each_pixel.h"; its kernels are then CPU_TYPED(name), which is seven entries. */
#ifndef IV__KERNEL_CPU_H
#define IV__KERNEL_CPU_H
#include "backend/cpu.h"
#include "kernel/dialect/c.h"
#define CPU_TABLE(stem) CAT_(CAT_(iv__cpu_, IV_ISA), CAT_(_, stem))
#define CPU_KERNELS(stem)                                                                          \
    extern const struct iv__cpu_entry CPU_TABLE(stem)[];                                           \
    const struct iv__cpu_entry CPU_TABLE(stem)[]
#define CPU_KERNEL(name, variant) { #name, variant, name }
#define CPU_TYPED(name)                                                                            \
    { #name, IV_PIXEL_U8, name##_u8 }, { #name, IV_PIXEL_I8, name##_i8 },                          \
        { #name, IV_PIXEL_U16, name##_u16 }, { #name, IV_PIXEL_I16, name##_i16 },                  \
        { #name, IV_PIXEL_U32, name##_u32 }, { #name, IV_PIXEL_I32, name##_i32 },                  \
    {                                                                                              \
        #name, IV_PIXEL_F32, name##_f32                                                            \
    }
#define CPU_END { 0 }
/* A row that is ready goes to its place in a result, past the cache where that cannot hold it. For short
   rows memcpy is slow. */
FN void put(void *restrict to, const void *restrict from, size_t bytes, u32 past_cache)
{
    char *t = to;
    const char *f = from;
    if (past_cache) iv__stream(to, from, bytes);
    else if (bytes < 64) memcpy(to, from, bytes);
    else {
        for (; bytes >= 64; t += 64, f += 64, bytes -= 64) memcpy(t, f, 64);
        if (bytes) memcpy(t + bytes - 64, f + bytes - 64, 64);
    }
}
/* Asks for memory that will be needed soon: for what a CPU does not foresee by itself. */
FN void ask_for(const void *from, size_t bytes)
{
    for (size_t i = 0; i < bytes; i += 64) __builtin_prefetch((const char *)from + i, 0, 2);
}
#ifndef SUFFIX
#define SUFFIX
#endif
#endif
