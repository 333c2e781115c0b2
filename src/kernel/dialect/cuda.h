/* The kernel dialect as CUDA, for NVRTC with --fmad=false. */
typedef unsigned char u8;
typedef signed char i8;
typedef unsigned short u16;
typedef short i16;
typedef unsigned int u32;
typedef int i32;
typedef unsigned long long u64;
typedef long long i64;
typedef float f32;
#define GLOBAL
#define LOCAL __shared__
#define LOCALP
#define CONSTANT static __device__ const
#define FN static __device__ __forceinline__
#define LID ((int)threadIdx.x)
#define SYNC __syncthreads()
#define GROUP_0 blockIdx.x
#define GROUP_1 blockIdx.y
#define GROUP_2 blockIdx.z
#define GROUP(axis) GROUP_##axis
#define PTX /* may be written in the text */
#define FENCE __threadfence()
#define ATOMIC_ADD(p, v) atomicAdd((u32 *)(p), v)
#define ATOMIC_CAS(p, a, b) atomicCAS((u32 *)(p), a, b)
#define ATOMIC_MAX(p, v) atomicMax((u32 *)(p), v)
#define ATOMIC_OR(p, v) atomicOr((u32 *)(p), v)
#define LATOMIC_ADD(p, v) atomicAdd(p, v)
#define LATOMIC_CAS(p, a, b) atomicCAS(p, a, b)
#define LATOMIC_MAX(p, v) atomicMax(p, v)
#define POPC(x) ((u32)__popc(x))
#define CLZ(x) ((u32)__clz(x))
#define FMA __fmaf_rn
#define SQRT __fsqrt_rn
#define RINT rintf
#define NEAREST(x) __float2int_rn(x)
/* Correctly rounded, as SQRT, but without its way out for what is 0, tiny or infinite. */
FN f32 SQRT_NORMAL(f32 x)
{
    f32 r;
    asm("rsqrt.approx.ftz.f32 %0, %1;" : "=f"(r) : "f"(x));
    const f32 s = x * r, half_r = r * 0.5f;
    return FMA(FMA(-s, s, x), half_r, s);
}
#define FLOOR floorf
#define CEIL ceilf
#define TRUNC truncf
#define FABS fabsf
#define MAXF fmaxf
#define BITS __float_as_uint
#define FLOATS __uint_as_float
#define restrict __restrict__
#define FLT_MAX 3.402823466e+38f
#define INFINITY __int_as_float(0x7f800000)
#define AT_ONCE /* a text may say ", n": so many groups share a unit's registers */
/* Where a kernel K is wanted, WANTED_K is ",ENTRY_" and a kernel without that is no code at all. */
#define KERNEL_(n, params, values) SECOND(WANTED_##n, FUNCTION_, )(n) params
#define SECOND(...) SECOND_(__VA_ARGS__)
#define SECOND_(a, b, ...) b
#define ENTRY_(n) extern "C" __global__ void __launch_bounds__(LSZ AT_ONCE) n
#define FUNCTION_(n) static __device__ void n
