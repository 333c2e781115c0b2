/* Pixels of any type as integers, for kernels that take the type as an argument: where a kernel is
   large and does much with each pixel, choosing costs less than building it seven times. */
#ifndef IV__VALUES_H
#define IV__VALUES_H

/* 2^30 over the next power of two above the largest magnitude: exact to multiply with. */
FN f32 fixed_scale(f32 largest)
{
    const u32 e = BITS(largest) >> 23 & 255;
    return FLOATS((127 + 29 + 127 - (e < 29 ? 29 : e)) << 23);
}

/* Pixel `at` of type `pixel` (an iv_pixel). Returns a u32 in the order of the type's values, with
   every NaN at the very top. *q is the value as a whole number: an integer as it is, a float times
   scale, rounded, or 0 if it is not finite. */
FN u32 value_at(GLOBAL const u8 *src, u32 pixel, u64 at, f32 scale, i64 *q)
{
    if (pixel == 7) { /* f32 */
        const f32 v = ((GLOBAL const f32 *)src)[at];
        const u32 u = BITS(v);
        *q = (u & 0x7f800000u) == 0x7f800000u ? 0 : (i64)(i32)RINT(v * scale);
        return v != v ? 0xffffffffu : u & 0x80000000u ? ~u : u | 0x80000000u;
    }
    *q = pixel == 1   ? (i64)src[at]
         : pixel == 3 ? (i64)((GLOBAL const u16 *)src)[at]
         : pixel == 5 ? (i64)((GLOBAL const u32 *)src)[at]
         : pixel == 2 ? (i64)((GLOBAL const i8 *)src)[at]
         : pixel == 4 ? (i64)((GLOBAL const i16 *)src)[at]
                      : (i64)((GLOBAL const i32 *)src)[at];
    return (u32)*q ^ (pixel & 1 ? 0 : 0x80000000u);
}
#endif
