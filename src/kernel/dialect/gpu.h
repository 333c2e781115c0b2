/* What CUDA and OpenCL share. */
typedef uchar4 u8x4; /* .x .y .z .w */
typedef char4 i8x4;
typedef ushort4 u16x4;
typedef short4 i16x4;
typedef uint4 u32x4;
typedef int4 i32x4;
typedef float4 f32x4;
#define ON_CPU 0
#ifndef LSZ
#define LSZ 256
#endif
#define NAME(n) n
#define CAT2_(a, b) a##b
#define CAT_(a, b) CAT2_(a, b)
#define FORL(i, n) for (int i = LID; i < (n); i += LSZ)
#define FORV FORL
#define TEAM(i, n, m) for (int i = LID / (m); i < (n); i += LSZ / (m))
#define LANES(l, m) for (int l = LID % (m), o_ = 1; o_; o_ = 0)
#define PRIV(type, a, n) type a[((n) + LSZ - 1) / LSZ]
#define EACH(t, n) _Pragma("unroll") for (int i_ = 0, t = LID; i_ < (n) / LSZ; i_++, t += LSZ)
#define EACHV EACH
#define AT(a, t) a[i_]
#define UNROLL _Pragma("unroll 8")
/* On processors of OpenCL that are no GPU: a third of the time to compile; Gaussians, means and maxima
   along lines are a fifth slower. */
#ifdef ON_PROCESSOR
#define UNROLL_ALL
#else
#define UNROLL_ALL _Pragma("unroll")
#endif
#define ROLLED _Pragma("unroll 1")
/* PREFETCH: a hint; NVIDIA's OpenCL does nothing with its own. XOR3, MAJORITY: of three words' bits, one
   instruction each, of which NVIDIA's compilers make more. */
#ifdef PTX
#define PREFETCH(p) asm volatile("prefetch.global.L2 [%0];" ::"l"(p))
#define LOGIC(name, table)                                                                         \
    FN u32 name(u32 a, u32 b, u32 c)                                                               \
    {                                                                                              \
        u32 r;                                                                                     \
        asm("lop3.b32 %0, %1, %2, %3, " #table ";" : "=r"(r) : "r"(a), "r"(b), "r"(c));            \
        return r;                                                                                  \
    }
LOGIC(XOR3, 0x96)
LOGIC(MAJORITY, 0xe8)
#else
#define PREFETCH(p) prefetch(p, 1)
FN u32 XOR3(u32 a, u32 b, u32 c) { return a ^ b ^ c; }
FN u32 MAJORITY(u32 a, u32 b, u32 c) { return (a & b) | (c & (a | b)); }
#endif
#define WIDE 1
#define GRP ((u64)GROUP(0))
#define GRP_
#define GRPV_
#define ALOAD(p) (*(p))
#define ASTORE(p, v) (*(p) = (v))
/* n pixels of type T, 16 bytes at most and a power of two, which an item loads or stores at once where
   UNALIGNED gives 0. */
#define PACK_TYPE(name, T, n) struct __attribute__((aligned((n) * sizeof(T)))) name { T v[n]; }
#define UNALIGNED(p, type) ((u64)(p) & (sizeof(type) - 1))
FN int clampi(int v, int n) /* for edges that repeat; two instructions on NVIDIA's */
{
    const int low = v > 0 ? v : 0;
    return low < n - 1 ? low : n - 1;
}
