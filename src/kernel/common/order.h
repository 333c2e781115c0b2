/* Pixels in order, the same on every device. For each pixel type T:
     T_wide            what a device compares best in
     T_up(v, flip)     a pixel as T_wide; flip = ~0 turns the order round, so that a maximum over such
                       values is the pixels' minimum. NaN comes below everything, so it never wins
     T_again(v, flip)  the same of what came from T_down, and so is no NaN
     T_max(a, b)       the larger
     T_down(w, flip)   back to a pixel; -0 becomes +0, as which of the two wins is not defined
     T_whole, T_whole_up, T_whole_max, T_whole_down  the same in whole numbers; NVIDIA's GPUs find the largest of
                       three of them as fast as of two
     T_minus(a, b)     the difference as f32, rounded once
     T_above(a, b)     the difference as a pixel, saturated; of whole numbers a is not below b
     T_rank            what a device sorts best
     T_to_rank(v)      a pixel as that, in the order of T_key
     T_from_rank(k)    back
     T_key(v)          a number in the order of the pixels: -0 comes before +0, NaN after everything
     T_unkey(k)        back */
#ifndef IV__ORDER_H
#define IV__ORDER_H
#if ON_CPU
#define ORDER_WIDE(T, wide) typedef T T##_wide;
#else
#define ORDER_WIDE(T, wide) typedef wide T##_wide; typedef wide##x4 T##_wide4;
typedef f32x4 f32_wide4;
#endif
#define ORDER_WHOLE(T, wide, lowest, highest)                                                                       \
    ORDER_WIDE(T, wide)                                                                            \
    FN T##_wide T##_up(T v, u32 flip) { return (T)(v ^ (T)flip); }                                 \
    FN T##_wide T##_again(T v, u32 flip) { return T##_up(v, flip); }                               \
    FN T##_wide T##_max(T##_wide a, T##_wide b) { return a > b ? a : b; }                          \
    typedef T##_wide T##_rank;                                                                     \
    FN T##_rank T##_to_rank(T v) { return v; }                                                     \
    FN T T##_from_rank(T##_rank k) { return (T)k; }                                                \
    FN T T##_down(T##_wide w, u32 flip) { return (T)((T)w ^ (T)flip); }                            \
    typedef T##_wide T##_whole;                                                                    \
    FN T##_whole T##_whole_up(T v, u32 flip) { return T##_up(v, flip); }                           \
    FN T##_whole T##_whole_max(T##_whole a, T##_whole b) { return a > b ? a : b; }                 \
    FN T T##_whole_down(T##_whole w, u32 flip) { return T##_down(w, flip); }                       \
    FN u32 T##_key(T v) { return (u32)v - (u32)lowest; }                                               \
    FN T T##_unkey(u32 k) { return (T)(k + (u32)lowest); }                                         \
    FN T T##_above(T a, T b)                                                                       \
    {                                                                                              \
        const u32 d = (u32)a - (u32)b;                                                             \
        return (T)(d < highest ? d : highest);                                                     \
    }
ORDER_WHOLE(u8, i32, 0, 255u)
ORDER_WHOLE(i8, i32, (-128), 127u)
ORDER_WHOLE(u16, i32, 0, 65535u)
ORDER_WHOLE(i16, i32, (-32768), 32767u)
ORDER_WHOLE(u32, u32, 0, 4294967295u)
ORDER_WHOLE(i32, i32, (-2147483647 - 1), 2147483647u)
FN f32 u8_minus(u8 a, u8 b) { return (f32)((i32)a - (i32)b); }
FN f32 i8_minus(i8 a, i8 b) { return (f32)((i32)a - (i32)b); }
FN f32 u16_minus(u16 a, u16 b) { return (f32)((i32)a - (i32)b); }
FN f32 i16_minus(i16 a, i16 b) { return (f32)((i32)a - (i32)b); }
FN f32 u32_minus(u32 a, u32 b) { return a > b ? (f32)(a - b) : -(f32)(b - a); }
FN f32 i32_minus(i32 a, i32 b)
{
    return a > b ? (f32)((u32)a - (u32)b) : -(f32)((u32)b - (u32)a);
}
FN f32 f32_minus(f32 a, f32 b) { return a - b; }
FN f32 f32_above(f32 a, f32 b) { return a - b; }
typedef f32 f32_wide;
FN f32 f32_again(f32 v, u32 flip) { return FLOATS(BITS(v) ^ (flip & 0x80000000u)); }
FN f32 f32_up(f32 v, u32 flip)
{
    const f32 w = f32_again(v, flip);
#ifdef PTX /* one instruction, as of a NaN and a number that gives the number */
    return MAXF(w, -INFINITY);
#else
    return w == w ? w : -INFINITY;
#endif
}
FN f32 f32_max(f32 a, f32 b) { return MAXF(a, b); }
FN f32 f32_down(f32 w, u32 flip) { return FLOATS(BITS(w) ^ (flip & 0x80000000u)) + 0.0f; }
/* The bits of a float as a whole number in the same order, and back. */
FN i32 f32_turn(i32 b) { return b ^ (b >> 31 & 0x7fffffff); }
typedef i32 f32_whole;
FN i32 f32_whole_up(f32 v, u32 flip) { return f32_turn((i32)BITS(f32_up(v, flip))); }
FN i32 f32_whole_max(i32 a, i32 b) { return a > b ? a : b; }
FN f32 f32_whole_down(i32 w, u32 flip) { return f32_down(FLOATS((u32)f32_turn(w)), flip); }
typedef i32 f32_rank;
FN i32 f32_to_rank(f32 v) { return v == v ? f32_turn((i32)BITS(v)) : 0x7fffffff; }
FN f32 f32_from_rank(i32 k) { return FLOATS((u32)f32_turn(k)); }
FN u32 f32_key(f32 v)
{
    const u32 b = BITS(v);
    return v == v ? b ^ (b >> 31 ? 0xffffffffu : 0x80000000u) : 0xffffffffu;
}
FN f32 f32_unkey(u32 k) { return FLOATS(k ^ (k >> 31 ? 0x80000000u : 0xffffffffu)); }
#endif
