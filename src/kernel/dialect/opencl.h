/* The kernel dialect as OpenCL C 1.2. */
#pragma OPENCL FP_CONTRACT OFF
typedef uchar u8;
typedef char i8;
typedef ushort u16;
typedef short i16;
typedef uint u32;
typedef int i32;
typedef ulong u64;
typedef long i64;
typedef float f32;
#define GLOBAL __global
#define LOCAL __local
#define LOCALP __local
#define CONSTANT __constant
#define FN static inline __attribute__((always_inline)) /* PoCL loses local arrays in real calls */
#define LID ((int)get_local_id(0))
#define SYNC barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE)
#define GROUP(axis) ((u32)get_group_id(axis))
#ifdef __NV_CL_C_VERSION
#define PTX
#endif
#define FENCE mem_fence(CLK_GLOBAL_MEM_FENCE)
#define ATOMIC_ADD(p, v) atomic_add(p, v)
#define ATOMIC_CAS(p, a, b) atomic_cmpxchg(p, a, b)
#define ATOMIC_MAX(p, v) atomic_max(p, v)
#define ATOMIC_OR(p, v) atomic_or(p, v)
#define LATOMIC_ADD(p, v) atomic_add(p, v)
#define LATOMIC_CAS(p, a, b) atomic_cmpxchg(p, a, b)
#define LATOMIC_MAX(p, v) atomic_max(p, v)
#define POPC(x) popcount(x)
#define CLZ(x) clz(x)
#define FMA fma
#define SQRT sqrt
#define RINT rint
#ifdef PTX /* as in cuda.h: without the way out for what is 0, tiny or infinite */
FN f32 SQRT_NORMAL(f32 x)
{
    f32 r;
    asm("rsqrt.approx.ftz.f32 %0, %1;" : "=f"(r) : "f"(x));
    const f32 s = x * r, half_r = r * 0.5f;
    return fma(fma(-s, s, x), half_r, s);
}
#else
#define SQRT_NORMAL SQRT
#endif
#define NEAREST(x) convert_int_rte(x)
#define FLOOR floor
#define CEIL ceil
#define TRUNC trunc
#define FABS fabs
#define MAXF fmax
#define BITS as_uint
#define FLOATS as_float
#ifdef LIMITED /* NVIDIA's compiler would forget its limit of registers */
#define KERNEL_(n, params, values) __kernel void n params
#else
#define KERNEL_(n, params, values)                                                                 \
    __kernel __attribute__((reqd_work_group_size(LSZ, 1, 1))) void n params
#endif
