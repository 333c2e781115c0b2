/* 64- and 96-bit sums in a row of kernel/label/label_row.h, as chains of 32-bit additions with carry,
   which OpenCL 1.2 has atomically: exact once all have arrived, in any order. */
#ifndef IV__WIDE_H
#define IV__WIDE_H

FN void gmax(GLOBAL u32 *p, u32 v)
{
    if (ALOAD((volatile GLOBAL u32 *)p) < v) ATOMIC_MAX(p, v);
}
FN void gadd64(GLOBAL u32 *p, u64 v)
{
    const u32 lo = (u32)v, old = ATOMIC_ADD(p, lo), hi = (u32)(v >> 32) + (old + lo < old);
    if (hi) ATOMIC_ADD(p + 1, hi);
}
/* adds the 96-bit number (top, v) */
#define ADD96_(name, ADD, SPACE)                                                                   \
    FN void name(SPACE u32 *p, u64 v, u32 top)                                                     \
    {                                                                                              \
        u32 old = ADD(p, (u32)v);                                                                  \
        const u64 h = (v >> 32) + (old + (u32)v < old);                                            \
        const u32 mid = (u32)h;                                                                    \
        if (mid) {                                                                                 \
            old = ADD(p + 1, mid);                                                                 \
            top += (old + mid < old);                                                              \
        }                                                                                          \
        top += (u32)(h >> 32);                                                                     \
        if (top) ADD(p + 2, top);                                                                  \
    }
ADD96_(gadd96, ATOMIC_ADD, GLOBAL)
/* p += q + x * s, all exact: s has 64 bits, signed, x 32 */
FN void gadd_moment(GLOBAL u32 *p, i64 q, u32 x, i64 s)
{
    const u64 low = (u64)x * (u32)s;
    const i64 high = (i64)(i32)(s >> 32) * x; /* weight 2^32 */
    const u64 a = low + ((u64)high << 32), b = a + (u64)q;
    const u32 top = (u32)(u64)(high >> 32) + (a < low) + (u32)(q >> 63) + (b < a);
    gadd96(p, b, top);
}
#endif
