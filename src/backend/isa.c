/* The kernels of each instruction set in this build; CMake defines IV__ISA_... for each. */
#include "backend/cpu.h"
#include "gen/cpu_tables.h"
#include <stddef.h>

#define CAT2(a, b) a##b
#define CAT(a, b) CAT2(a, b)

#define TABLES(isa, EXTERN, NAME)                                                                  \
    IV__CPU_TABLES(EXTERN)                                                                         \
    static const struct iv__cpu_entry *const tables_##isa[] = { IV__CPU_TABLES(NAME) NULL };       \
    static const struct iv__cpu_isa isa_##isa = { #isa, has_##isa, tables_##isa };

#ifdef IV__ISA_avx512
static int has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("bmi2");
}
#define EXTERN_AVX512(stem) extern const struct iv__cpu_entry CAT(iv__cpu_avx512_, stem)[];
#define NAME_AVX512(stem) CAT(iv__cpu_avx512_, stem),
TABLES(avx512, EXTERN_AVX512, NAME_AVX512)
#endif

#ifdef IV__ISA_avx2
static int has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
           __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}
#define EXTERN_AVX2(stem) extern const struct iv__cpu_entry CAT(iv__cpu_avx2_, stem)[];
#define NAME_AVX2(stem) CAT(iv__cpu_avx2_, stem),
TABLES(avx2, EXTERN_AVX2, NAME_AVX2)
#endif

#ifdef IV__ISA_base
static int has_base(void) { return 1; }
#define EXTERN_BASE(stem) extern const struct iv__cpu_entry CAT(iv__cpu_base_, stem)[];
#define NAME_BASE(stem) CAT(iv__cpu_base_, stem),
TABLES(base, EXTERN_BASE, NAME_BASE)
#endif

const struct iv__cpu_isa *const iv__cpu_isas[] = {
#ifdef IV__ISA_avx512
    &isa_avx512,
#endif
#ifdef IV__ISA_avx2
    &isa_avx2,
#endif
#ifdef IV__ISA_base
    &isa_base,
#endif
    NULL
};
