/* What reductions share: questions about the pixel type, the partition of a whole image, and numbers
   that lose nothing or next to nothing without 64-bit floats: 128-bit integers, and pairs of floats
   whose sum is the value, good to about 2^-46. */
#ifndef IV__REDUCTION_H
#define IV__REDUCTION_H

/* Questions about a pixel type T for #if: IS_FLOAT(T), and BITS_OF(T). */
#define IS_FLOAT_u8 0
#define IS_FLOAT_i8 0
#define IS_FLOAT_u16 0
#define IS_FLOAT_i16 0
#define IS_FLOAT_u32 0
#define IS_FLOAT_i32 0
#define IS_FLOAT_f32 1
#define IS_FLOAT(t) CAT_(IS_FLOAT_, t)
#define BITS_OF_u8 8
#define BITS_OF_i8 8
#define BITS_OF_u16 16
#define BITS_OF_i16 16
#define BITS_OF_u32 32
#define BITS_OF_i32 32
#define BITS_OF_f32 32
#define BITS_OF(t) CAT_(BITS_OF_, t)
/* The value that every other one is below, or above. */
#define LEAST_u8 0
#define LEAST_i8 (-128)
#define LEAST_u16 0
#define LEAST_i16 (-32768)
#define LEAST_u32 0u
#define LEAST_i32 (-2147483647 - 1)
#define LEAST_f32 FLOATS(0xff800000u)
#define LEAST(t) CAT_(LEAST_, t)
#define GREATEST_u8 255
#define GREATEST_i8 127
#define GREATEST_u16 65535
#define GREATEST_i16 32767
#define GREATEST_u32 4294967295u
#define GREATEST_i32 2147483647
#define GREATEST_f32 FLOATS(0x7f800000u)
#define GREATEST(t) CAT_(GREATEST_, t)

/* ---- The partition of a whole image ---- */

/* The partition of a whole image is told by its number of pixels alone, and so the same on every device:
   part p holds `rows` rows of 256 pixels, lane l of it takes column l in order; lanes, and then parts,
   are combined in a fixed order. A part has at most 32768 rows, so that the sums of 8- and 16-bit
   pixels of a lane fit 32 bits. */
#define LANES_N 256

/* What 256 lanes share comes together in lane 0, for item 0 alone: join(i, k) gives lane i what lane k has,
   in an order that is fixed; LOOP is FORV, or FORL if there is nothing in it to vectorise. Three steps of 8,
   8 and 4, and not a tree: drivers take far longer to compile loops around barriers. */
#define JOIN_LANES(LOOP, join)                                                                     \
    JOIN_(LOOP, join, LANES_N, 32)                                                                 \
    SYNC;                                                                                          \
    JOIN_(LOOP, join, 32, 4)                                                                       \
    SYNC;                                                                                          \
    JOIN_(LOOP, join, 4, 1)
#define JOIN_(LOOP, join, n, m) for (int k_ = m; k_ < n; k_ += m) LOOP(i_, m) { join(i_, i_ + k_); }

/* The rows of a part that are full, and the pixels after them. */
FN int full_rows(u64 n, u32 rows, u64 first)
{
    return (int)(first + (u64)rows * LANES_N <= n ? rows : (n - first) / LANES_N);
}

/* A CPU foresees one stream, hardly eight, and none behind work that waits for itself: it asks for what is
   8 KB further on, in the order of memory. */
#if ON_CPU
#define AHEAD ((int)(8192 / sizeof(T)))
#else
#define AHEAD 0
#define ask_for(from, bytes)
#endif

/* Lanes for EACH_ROW, on a CPU for 128 bytes of each of the eight rows at a time. */
#if ON_CPU
#define STRETCH ((int)(128 / sizeof(T)))
#define EACH_STRETCH(t, x)                                                                         \
    for (int c_ = 0; c_ < LANES_N; c_ += STRETCH)                                                  \
        IVDEP_ for (int t = (ask_for((x) + AHEAD + 8 * c_, 8 * 128), c_); t < c_ + STRETCH; t++)
#else
#define EACH_STRETCH(t, x) EACHV(t, LANES_N)
#endif

/* For the pixels of `full` rows from p on, eight rows at once, so that as many loads are in flight on a GPU
   and a CPU reads and writes its lanes an eighth as often: begin(lane), then step(lane, pixel) for each of
   the eight, or fewer at the end, and settle(lane). */
#define EACH_ROW(p, full, begin, step, settle)                                                     \
    {                                                                                              \
        int r_ = 0;                                                                                \
        for (; r_ + 8 <= (full); r_ += 8) {                                                        \
            GLOBAL const T *x_ = (p) + (u32)r_ * LANES_N;                                          \
            EACH_STRETCH(t, x_) {                                                                  \
                const T p0_ = x_[t], p1_ = x_[t + LANES_N], p2_ = x_[t + 2 * LANES_N];             \
                const T p3_ = x_[t + 3 * LANES_N], p4_ = x_[t + 4 * LANES_N];                      \
                const T p5_ = x_[t + 5 * LANES_N], p6_ = x_[t + 6 * LANES_N];                      \
                const T p7_ = x_[t + 7 * LANES_N];                                                 \
                begin(t);                                                                          \
                step(t, p0_); step(t, p1_); step(t, p2_); step(t, p3_);                            \
                step(t, p4_); step(t, p5_); step(t, p6_); step(t, p7_);                            \
                settle(t);                                                                         \
            }                                                                                      \
        }                                                                                          \
        for (; r_ < (full); r_++) {                                                                \
            GLOBAL const T *x_ = (p) + (u32)r_ * LANES_N;                                          \
            EACHV(t, LANES_N) { begin(t); step(t, x_[t]); settle(t); }                             \
        }                                                                                          \
    }

/* The same for what comes after a part's full rows, up to pixel n. */
#define EACH_LEFT(src, first, full, rows, n, begin, step, settle)                                  \
    if ((full) < (int)(rows)) {                                                                    \
        const u64 at_ = (first) + (u64)(full) * LANES_N;                                           \
        EACH(t, LANES_N)                                                                           \
            if (at_ + (u64)t < (n)) { begin(t); step(t, (src)[at_ + (u64)t]); settle(t); }         \
    }

/* ---- 128-bit integers, not negative ---- */

struct wide { u64 low, high; };

FN struct wide wide_add(struct wide a, struct wide b)
{
    a.low += b.low;
    a.high += b.high + (a.low < b.low);
    return a;
}

FN struct wide wide_sub(struct wide a, struct wide b) /* a >= b */
{
    const u64 borrow = a.low < b.low;
    a.low -= b.low;
    a.high -= b.high + borrow;
    return a;
}

FN int wide_less(struct wide a, struct wide b)
{
    return a.high < b.high || (a.high == b.high && a.low < b.low);
}

FN struct wide wide_mul(u64 a, u64 b)
{
    const u64 a0 = (u32)a, a1 = a >> 32, b0 = (u32)b, b1 = b >> 32;
    const u64 low = a0 * b0, m0 = a1 * b0 + (low >> 32), m1 = a0 * b1 + (u32)m0;
    struct wide r;
    r.low = m1 << 32 | (u32)low;
    r.high = a1 * b1 + (m0 >> 32) + (m1 >> 32);
    return r;
}

/* a = m * 2^e with the top bit of m set, unless a is 0; what lies below is cut off. Returns m. */
FN u64 wide_top(struct wide a, int *e)
{
    const int zeros = a.high >> 32 ? (int)CLZ((u32)(a.high >> 32))
                      : a.high ? 32 + (int)CLZ((u32)a.high)
                      : a.low >> 32 ? 64 + (int)CLZ((u32)(a.low >> 32))
                      : a.low ? 96 + (int)CLZ((u32)a.low) : 128;
    *e = 64 - zeros;
    if (zeros >= 128) return 0;
    if (zeros >= 64) return a.low << (zeros - 64);
    return zeros ? a.high << zeros | a.low >> (64 - zeros) : a.high;
}

/* To nearest, less one unit of the last place at most. */
FN f32 wide_float(struct wide a)
{
    int e;
    f32 r = (f32)wide_top(a, &e);
    for (; e >= 32; e -= 32) r *= 4294967296.0f;
    for (; e > 0; e--) r *= 2.0f;
    for (; e <= -32; e += 32) r *= 2.3283064365386963e-10f;
    for (; e < 0; e++) r *= 0.5f;
    return r;
}

/* ---- Pairs of floats (Knuth's two-sum; Dekker, A floating-point technique ..., 1971) ---- */

struct pair { f32 hi, lo; };

/* (s, e) += (a, b), or a alone. If s is no longer finite, e means nothing. */
#define ADD_PAIR(s, e, a, b) do {                                                                  \
        const f32 s_ = (s), x_ = (a), t_ = s_ + x_, z_ = t_ - s_;                                  \
        (e) += (s_ - (t_ - z_)) + (x_ - z_) + (b);                                                 \
        (s) = t_;                                                                                  \
    } while (0)
#define ADD_FLOAT(s, e, a) do {                                                                    \
        const f32 s_ = (s), x_ = (a), t_ = s_ + x_, z_ = t_ - s_;                                  \
        (e) += (s_ - (t_ - z_)) + (x_ - z_);                                                       \
        (s) = t_;                                                                                  \
    } while (0)

/* The same value with e at most half a unit in the last place of s. Long sums need it every 64 terms or
   so: e collects what each addition to s loses, and would itself begin to lose. */
#define SETTLE_PAIR(s, e) do {                                                                     \
        const f32 s_ = (s), e_ = FABS(e) <= FLT_MAX ? (e) : 0.0f, u_ = s_ + e_;                    \
        (e) = e_ - (u_ - s_);                                                                      \
        (s) = u_;                                                                                  \
    } while (0)

FN struct pair pair_of(f32 hi, f32 lo) /* |lo| is not above |hi|, or is small */
{
    struct pair p;
    p.hi = hi + lo;
    p.lo = lo - (p.hi - hi);
    return p;
}

FN struct pair pair_of_u64(u64 n)
{
    const f32 hi = (f32)n;
    const f32 lo = n >= (u64)hi ? (f32)(n - (u64)hi) : -(f32)((u64)hi - n);
    return pair_of(hi, lo); /* n is far below 2^64 */
}

FN f32 pair_float(struct pair a)
{
    return FABS(a.hi) < GREATEST(f32) ? a.hi + a.lo : a.hi;
}

FN struct pair pair_sub(struct pair a, struct pair b)
{
    f32 s = a.hi, e = a.lo;
    ADD_PAIR(s, e, -b.hi, -b.lo);
    return pair_of(s, e);
}

FN struct pair pair_square(struct pair a)
{
    const f32 h = a.hi * a.hi;
    return pair_of(h, FMA(a.hi, a.hi, -h) + 2.0f * a.hi * a.lo);
}

FN struct pair pair_div(struct pair a, struct pair b)
{
    const f32 q = a.hi / b.hi, r = FMA(-q, b.hi, a.hi) - q * b.lo + a.lo;
    return pair_of(q, r / b.hi);
}
#endif
