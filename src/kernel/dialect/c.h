/* The kernel dialect as plain C11: a group is one call, LID is 0, LSZ is 1, barriers vanish, and
   every loop over a group's items is an ordinary loop that the compiler may vectorise.
   A text that is built for several pixel types is included once for each, with T defined and
   SUFFIX set; NAME(x) then gives its functions different names. */
#ifndef IV__DIALECT_C
#define IV__DIALECT_C
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>
typedef uint8_t u8;
typedef int8_t i8;
typedef uint16_t u16;
typedef int16_t i16;
typedef uint32_t u32;
typedef int32_t i32;
typedef uint64_t u64;
typedef int64_t i64;
typedef float f32;
#define ON_CPU 1
#define GLOBAL
#define LOCAL _Alignas(64) /* declares an array shared by a group */
#define LOCALP             /* qualifies a pointer to one */
#define CONSTANT static const
#define FN static inline __attribute__((always_inline, unused))
#define LID 0
#define LSZ 1
#define SYNC
/* A group's loop; FORV says also that no two turns touch the same address (it may be vectorised). */
#define FORL(i, n) for (int i = 0; i < (n); i++)
#ifdef __clang__
#define IVDEP_ _Pragma("clang loop vectorize(assume_safety)")
#else
#define IVDEP_ _Pragma("GCC ivdep")
#endif
#define FORV(i, n) IVDEP_ for (int i = 0; i < (n); i++)
/* Teams of m: TEAM gives each team an item, LANES its m lanes; what stands between runs once per
   team. */
#define TEAM(i, n, m) for (int i = 0; i < (n); i++)
#define LANES(l, m) IVDEP_ for (int l = 0; l < (m); l++)
/* Private values that live across a barrier: PRIV declares, EACH loops (n a constant, a multiple of
   the group's size), AT names this turn's one. EACHV is to EACH what FORV is to FORL. */
#define PRIV(type, a, n) _Alignas(64) type a[n]
#define EACH(t, n) for (int t = 0; t < (n); t++)
#define EACHV FORV
#define AT(a, t) a[t]
#define UNROLL
#define UNROLL_ALL /* constant trips: what the loop indexes then stays in registers */
#define ROLLED     /* rare turns: small rather than fast */
/* what an item takes at once in lockstep: a vector here, one on a GPU */
#define WIDE 64
#define FENCE __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define ATOMIC_ADD(p, v) __atomic_fetch_add(p, v, __ATOMIC_RELAXED)
#define LATOMIC_ADD(p, v) ladd_(p, v)
#define LATOMIC_CAS(p, a, b) lcas_(p, a, b)
#define LATOMIC_MAX(p, v) lmax_(p, v)
FN u32 ladd_(u32 *p, u32 v) { u32 o = *p; *p = o + v; return o; }
FN u32 lcas_(u32 *p, u32 a, u32 b) { u32 o = *p; if (o == a) *p = b; return o; }
FN void lmax_(u32 *p, u32 v) { if (v > *p) *p = v; }
FN u32 ATOMIC_CAS(volatile u32 *p, u32 a, u32 b)
{
    __atomic_compare_exchange_n(p, &a, b, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    return a;
}
FN void ATOMIC_MAX(volatile u32 *p, u32 v)
{
    u32 o = __atomic_load_n(p, __ATOMIC_RELAXED);
    while (o < v && !__atomic_compare_exchange_n(p, &o, v, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) ;
}
FN void ATOMIC_OR(volatile u32 *p, u32 v) { __atomic_fetch_or(p, v, __ATOMIC_RELAXED); }
/* what another group may be writing: read and written without tearing */
#define ALOAD(p) __atomic_load_n(p, __ATOMIC_RELAXED)
#define ASTORE(p, v) __atomic_store_n(p, v, __ATOMIC_RELAXED)
#define POPC(x) ((u32)__builtin_popcount(x))
#define CLZ(x) ((u32)__builtin_clz(x)) /* x is not 0 */
#define FMA fmaf
#define SQRT sqrtf
#define RINT rintf
#define SQRT_NORMAL sqrtf /* of 2^-100..FLT_MAX; anything of others */
/* A whole number below 2^31; ties to even. */
#ifdef __clang__
#define NEAREST(x) ((i32)rintf(x))
#else
#define NEAREST(x) __builtin_irintf(x) /* gcc has vectors of it: one instruction */
#endif
#define FLOOR floorf
#define CEIL ceilf
#define TRUNC truncf
#define FABS fabsf
FN int clampi(int v, int n) { return v < 0 ? 0 : v >= n ? n - 1 : v; }
FN float MAXF(float a, float b) { return a > b ? a : b; } /* neither may be NaN */
FN u32 BITS(float f) { u32 u; memcpy(&u, &f, 4); return u; }
FN float FLOATS(u32 u) { float f; memcpy(&f, &u, 4); return f; }

/* A kernel becomes name(group, values of the arguments), which is what the launcher calls. */
#define GRP_ const u32 *grp_ __attribute__((unused)),
#define GRPV_ grp_,
#define V_(T, i) *(T *)v_[i]
#define GROUP(axis) grp_[axis]
#define GRP ((u64)grp_[0])
#define CAT2_(a, b) a##b
#define CAT_(a, b) CAT2_(a, b)
#define NAME(n) CAT_(n, SUFFIX)
#define BODY_(n) CAT_(n##_body, SUFFIX)
#define KERNEL_(n, params, values)                                                                 \
    static inline void BODY_(n) params;                                                            \
    static void NAME(n)(const u32 *grp_, void **v_)                                                \
    {                                                                                              \
        (void)v_;                                                                                  \
        BODY_(n) values;                                                                           \
    }                                                                                              \
    static inline void BODY_(n) params
#include "kernel/dialect/args.h"
#endif
