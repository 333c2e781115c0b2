/* Conversions between pixel types, the same on every device: a C cast of a value that its type
   cannot hold is undefined, and GPUs do differ. For each pixel type T:
     T_trunc(f32)  toward zero, then saturating; NaN gives 0
     T_rint(f32)   to the nearest integer, halves to even, then saturating; NaN gives 0
     T_sat(i64)    saturating
   To f32, the first two are the identity and the third rounds to nearest even.
   All are compares, selects and in-range casts, which vectorise. */
#ifndef IV__CONVERT_H
#define IV__CONVERT_H

/* To types whose bounds are floats: clamp, then cast. NaN fails the first compare and becomes 0. */
FN u8 u8_trunc(f32 x)
{
    x = x > 0.0f ? x : 0.0f;
    return (u8)(i32)(x < 255.0f ? x : 255.0f);
}
FN u16 u16_trunc(f32 x)
{
    x = x > 0.0f ? x : 0.0f;
    return (u16)(i32)(x < 65535.0f ? x : 65535.0f);
}
FN i8 i8_trunc(f32 x)
{
    x = x == x ? x : 0.0f;
    x = x > -128.0f ? x : -128.0f;
    return (i8)(i32)(x < 127.0f ? x : 127.0f);
}
FN i16 i16_trunc(f32 x)
{
    x = x == x ? x : 0.0f;
    x = x > -32768.0f ? x : -32768.0f;
    return (i16)(i32)(x < 32767.0f ? x : 32767.0f);
}
/* 2^31 - 1 is no float: what is not below 2^31 is set apart before the cast. */
FN i32 i32_trunc(f32 x)
{
    f32 in = x < 2147483648.0f ? x : 0.0f;
    i32 i = (i32)(in > -2147483648.0f ? in : -2147483648.0f);
    return x >= 2147483648.0f ? 2147483647 : i;
}
/* Through i32, as AVX2 has no cast to u32: the upper half is cast less 2^31, which is exact. */
FN u32 u32_trunc(f32 x)
{
    f32 low = x >= 2147483648.0f ? x - 2147483648.0f : x;
    low = low > 0.0f ? low : 0.0f;
    u32 u = (u32)(i32)(low < 2147483648.0f ? low : 0.0f);
    u |= x >= 2147483648.0f ? 0x80000000u : 0u;
    return x >= 4294967296.0f ? 0xffffffffu : u;
}
FN f32 f32_trunc(f32 x) { return x; }

FN u8 u8_rint(f32 x) { return u8_trunc(RINT(x)); }
FN i8 i8_rint(f32 x) { return i8_trunc(RINT(x)); }
FN u16 u16_rint(f32 x) { return u16_trunc(RINT(x)); }
FN i16 i16_rint(f32 x) { return i16_trunc(RINT(x)); }
FN u32 u32_rint(f32 x) { return u32_trunc(RINT(x)); }
FN i32 i32_rint(f32 x) { return i32_trunc(RINT(x)); }
FN f32 f32_rint(f32 x) { return x; }

FN u8 u8_sat(i64 v) { return (u8)(v < 0 ? 0 : v > 255 ? 255 : v); }
FN i8 i8_sat(i64 v) { return (i8)(v < -128 ? -128 : v > 127 ? 127 : v); }
FN u16 u16_sat(i64 v) { return (u16)(v < 0 ? 0 : v > 65535 ? 65535 : v); }
FN i16 i16_sat(i64 v) { return (i16)(v < -32768 ? -32768 : v > 32767 ? 32767 : v); }
FN u32 u32_sat(i64 v) { return (u32)(v < 0 ? 0 : v > 4294967295 ? 4294967295 : v); }
FN i32 i32_sat(i64 v)
{
    return (i32)(v < -2147483647 - 1 ? -2147483647 - 1 : v > 2147483647 ? 2147483647 : v);
}
FN f32 f32_sat(i64 v) { return (f32)v; }
#endif
