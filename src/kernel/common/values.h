/* Pixels of any type as integers, for kernels that take the type as an argument: where a kernel is
   large and does much with each pixel, choosing costs less than building it seven times. */
#ifndef IV__VALUES_H
#define IV__VALUES_H

/* n pixels of type `pixel` (an iv_pixel) from `at` on, `step` apart, as bits: those that `which` has a
   bit for, else 0. What follows says what they are. n is a constant: all loads are in flight together. */
#define LOAD_VALUES(to, n, src, pixel, at, step, which)                                            \
    if ((pixel) > 4) { LOAD_VALUES_(u32, to, n, src, at, step, which) }                            \
    else if ((pixel) > 2) { LOAD_VALUES_(u16, to, n, src, at, step, which) }                       \
    else { LOAD_VALUES_(u8, to, n, src, at, step, which) }
#define LOAD_VALUES_(T, to, n, src, at, step, which)                                               \
    UNROLL_ALL for (int j_ = 0; j_ < (n); j_++)                                                    \
        to[j_] = (which) >> j_ & 1 ? ((GLOBAL const T *)(src))[(at) + (u64)j_ * (u64)(step)] : 0u;

/* A power of two that makes whole numbers of up to 30 bits of the floats up to the one of these bits. */
FN f32 scale_for(u32 largest)
{
    const int e = (int)(largest >> 23) - 126;
    return largest ? FLOATS((u32)(127 + 30 - (e < -97 ? -97 : e)) << 23) : 1.0f;
}

/* A float times scale, rounded, as a whole number; 0 if it is not finite. */
FN i32 fixed_of(u32 bits, f32 scale)
{
    const int finite = (bits & 0x7f800000u) != 0x7f800000u;
    return NEAREST((finite ? FLOATS(bits) : 0.0f) * scale);
}

/* A u32 in the order of the floats, with every NaN at the very top. */
FN u32 float_order(u32 bits)
{
    const u32 order = bits ^ ((bits & 0x80000000u ? 0xffffffffu : 0) | 0x80000000u);
    return (bits & 0x7fffffffu) > 0x7f800000u ? 0xffffffffu : order;
}

/* Returns a u32 in the order of the type's values. *q is the value as a whole number: an integer as it
   is, a float as above. */
FN u32 value_of(u32 bits, u32 pixel, f32 scale, i64 *q)
{
    if (pixel == 7) { /* f32 */
        *q = (i64)fixed_of(bits, scale);
        return float_order(bits);
    }
    if (pixel == 2) bits = (u32)(i32)(i8)bits;
    if (pixel == 4) bits = (u32)(i32)(i16)bits;
    *q = pixel & 1 ? (i64)bits : (i64)(i32)bits;
    return bits ^ (pixel & 1 ? 0 : 0x80000000u);
}
#endif
