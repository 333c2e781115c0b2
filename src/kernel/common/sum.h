/* Means of pixels. For each pixel type T:
     T_sum, T_sum_64    what pixels are added up in: for whole numbers of 32 or 64 bits
     T_mean, T_mean_64  (sum, count, 1 / count): whole numbers divide exactly, toward zero */
#ifndef IV__SUM_H
#define IV__SUM_H

/* s / n for s >= 0, where the quotient has 16 bits at most. `by` is 1 / n to the nearest: a product of floats with
   a little more than that is never below the quotient, and less than 1 above it. */
FN i32 quotient_32(i32 s, u32 n, f32 by)
{
    const i32 q = (i32)((f32)s * (by * 1.00000024f)); /* 1 + 2^-22 */
    const i32 rest = (i32)((u32)s - (u32)q * n);
    return rest < 0 ? q - 1 : q;
}
FN i64 quotient_64(i64 s, u32 n) { return s / (i64)n; }

#define SUM_WHOLE(T)                                                                               \
    typedef i32 T##_sum;                                                                           \
    typedef i64 T##_sum_64;                                                                        \
    FN T T##_mean(i32 s, u32 n, f32 by)                                                            \
    {                                                                                              \
        const int below = (T)-1 < (T)1 && s < 0;                                                   \
        const i32 q = quotient_32(below ? -s : s, n, by);                                          \
        return (T)(below ? -q : q);                                                                \
    }                                                                                              \
    FN T T##_mean_64(i64 s, u32 n, f32 unused) { (void)unused; return (T)quotient_64(s, n); }
SUM_WHOLE(u8)
SUM_WHOLE(i8)
SUM_WHOLE(u16)
SUM_WHOLE(i16)
SUM_WHOLE(u32)
SUM_WHOLE(i32)
typedef f32 f32_sum;
typedef f32 f32_sum_64;
FN f32 f32_mean(f32 s, u32 unused, f32 scale) { (void)unused; return s * scale; }
FN f32 f32_mean_64(f32 s, u32 unused, f32 scale) { (void)unused; return s * scale; }
#endif
