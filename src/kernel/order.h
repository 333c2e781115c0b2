/* Pixels in order, the same on every device. For each pixel type T:
     T_wide            what a device compares best in
     T_up(v, flip)     a pixel as T_wide; flip = ~0 turns the order round, so that a maximum over such
                       values is the pixels' minimum. NaN comes below everything, so it never wins
     T_max(a, b)       the larger
     T_down(w, flip)   back to a pixel; -0 becomes +0, as which of the two wins is not defined */
#ifndef IV__ORDER_H
#define IV__ORDER_H
#if ON_CPU
#define ORDER_WIDE(T, wide) typedef T T##_wide;
#else
#define ORDER_WIDE(T, wide) typedef wide T##_wide;
#endif
#define ORDER_WHOLE(T, wide)                                                                       \
    ORDER_WIDE(T, wide)                                                                            \
    FN T##_wide T##_up(T v, u32 flip) { return (T)(v ^ (T)flip); }                                 \
    FN T##_wide T##_max(T##_wide a, T##_wide b) { return a > b ? a : b; }                          \
    FN T T##_down(T##_wide w, u32 flip) { return (T)((T)w ^ (T)flip); }
ORDER_WHOLE(u8, i32)
ORDER_WHOLE(i8, i32)
ORDER_WHOLE(u16, i32)
ORDER_WHOLE(i16, i32)
ORDER_WHOLE(u32, u32)
ORDER_WHOLE(i32, i32)
typedef f32 f32_wide;
FN f32 f32_up(f32 v, u32 flip)
{
    const f32 w = FLOATS(BITS(v) ^ (flip & 0x80000000u));
    return w == w ? w : -INFINITY;
}
FN f32 f32_max(f32 a, f32 b) { return MAXF(a, b); }
FN f32 f32_down(f32 w, u32 flip) { return FLOATS(BITS(w) ^ (flip & 0x80000000u)) + 0.0f; }
#endif
