/* Sum and sum of squares of all pixels of type T; or the sum alone, which on a CPU is half of the work.
   Integers are exact; floats are summed as pairs of floats, and so are their squares, made exactly by
   FMA. */
#if IS_FLOAT(T)

struct NAME(sums) { f32 s, e, q, f; }; /* s + e, q + f */
#define SUMS struct NAME(sums)

FN SUMS NAME(both)(SUMS a, SUMS b)
{
    ADD_PAIR(a.s, a.e, b.s, b.e);
    ADD_PAIR(a.q, a.f, b.q, b.f);
    return a;
}

#define LANE_SUMS                                                                                  \
    PRIV(f32, s, LANES_N);                                                                         \
    PRIV(f32, e, LANES_N);                                                                         \
    PRIV(f32, q, LANES_N);                                                                         \
    PRIV(f32, f, LANES_N);
#define LANE_SUM                                                                                   \
    PRIV(f32, s, LANES_N);                                                                         \
    PRIV(f32, e, LANES_N);
#define CLEAR(t) AT(s, t) = AT(e, t) = AT(q, t) = AT(f, t) = 0
#define CLEAR_SUM(t) AT(s, t) = AT(e, t) = 0
#define ADD_SUM(t, pixel) do { const f32 v_ = pixel; ADD_PAIR(AT(s, t), AT(e, t), v_, 0.0f); } while (0)
#define ADD(t, pixel) do {                                                                         \
        const f32 v_ = pixel, w_ = v_ * v_;                                                        \
        ADD_PAIR(AT(s, t), AT(e, t), v_, 0.0f);                                                    \
        ADD_PAIR(AT(q, t), AT(f, t), w_, FMA(v_, v_, -w_));                                        \
    } while (0)
#define SETTLE(t) SETTLE_PAIR(AT(s, t), AT(e, t)); SETTLE_PAIR(AT(q, t), AT(f, t))
#define SETTLE_SUM(t) SETTLE_PAIR(AT(s, t), AT(e, t))
#define KEEP(to, t) to.s = AT(s, t); to.e = AT(e, t); to.q = AT(q, t); to.f = AT(f, t)
#define KEEP_SUM(to, t) to.s = AT(s, t); to.e = AT(e, t); to.q = to.f = 0

#else

struct NAME(sums) { i64 s; u64 low, high; }; /* low and high are the squares' */
#define SUMS struct NAME(sums)

FN SUMS NAME(both)(SUMS a, SUMS b)
{
    a.s += b.s;
    a.low += b.low;
    a.high += b.high + (a.low < b.low);
    return a;
}

#define SETTLE(t)
#define SETTLE_SUM(t)
#define CLEAR_SUM(t) AT(s, t) = 0
#define ADD_SUM(t, pixel) AT(s, t) += (pixel)
#define KEEP_SUM(to, t) to.s = AT(s, t); to.low = to.high = 0
#if BITS_OF(T) == 32 /* a square is added in halves */
#define LANE_SUM PRIV(i64, s, LANES_N);
#define LANE_SUMS                                                                                  \
    PRIV(i64, s, LANES_N);                                                                         \
    PRIV(u64, q, LANES_N);                                                                         \
    PRIV(u64, f, LANES_N);
#define CLEAR(t) AT(s, t) = 0; AT(q, t) = AT(f, t) = 0
#define ADD(t, pixel) do {                                                                         \
        const i64 v_ = pixel;                                                                      \
        const u64 w_ = (u64)v_ * (u64)v_;                                                          \
        AT(s, t) += v_;                                                                            \
        AT(q, t) += (u32)w_;                                                                       \
        AT(f, t) += w_ >> 32;                                                                      \
    } while (0)
#define KEEP(to, t)                                                                                \
    to.s = AT(s, t);                                                                               \
    to.low = AT(q, t) + (AT(f, t) << 32);                                                          \
    to.high = (AT(f, t) >> 32) + (to.low < AT(q, t))
#else
#if BITS_OF(T) == 16
#define SQUARES u64
#else
#define SQUARES u32
#endif
#define LANE_SUM PRIV(i32, s, LANES_N);
#define LANE_SUMS                                                                                  \
    PRIV(i32, s, LANES_N);                                                                         \
    PRIV(SQUARES, q, LANES_N);
#define CLEAR(t) AT(s, t) = 0; AT(q, t) = 0
#define ADD(t, pixel) do {                                                                         \
        const i32 v_ = pixel;                                                                      \
        AT(s, t) += v_;                                                                            \
        AT(q, t) += (u32)v_ * (u32)v_;                                                             \
    } while (0)
#define KEEP(to, t) to.s = AT(s, t); to.low = AT(q, t); to.high = 0
#endif
#endif

#define SUMS_OF_PARTS(name, lanes, clear, add, settle, keep)                                       \
    KERNEL4(name, GLOBAL const T *restrict, src, GLOBAL SUMS *restrict, part, u64, n, u32, rows)   \
    {                                                                                              \
        LOCAL SUMS all[LANES_N];                                                                   \
        const u64 first = GRP * ((u64)rows * LANES_N);                                             \
        const int full = full_rows(n, rows, first);                                                \
        GLOBAL const T *p = src + first;                                                           \
        lanes                                                                                      \
        EACHV(t, LANES_N) { clear(t); }                                                            \
        EACH_ROW(p, full, add, settle)                                                             \
        EACH(t, LANES_N) {                                                                         \
            const u64 i = first + (u64)full * LANES_N + (u64)t;                                    \
            if (full < (int)rows && i < n) add(t, src[i]);                                         \
            keep(all[t], t);                                                                       \
        }                                                                                          \
        SYNC;                                                                                      \
        COMBINE(SUMS, all, NAME(both))                                                             \
        if (LID == 0) part[GRP] = all[0];                                                          \
    }
SUMS_OF_PARTS(sums_of_parts, LANE_SUMS, CLEAR, ADD, SETTLE, KEEP)
SUMS_OF_PARTS(sum_of_parts, LANE_SUM, CLEAR_SUM, ADD_SUM, SETTLE_SUM, KEEP_SUM)

KERNEL3(sums_of_all, GLOBAL const SUMS *restrict, part, GLOBAL SUMS *restrict, out, u32, parts)
{
    LOCAL SUMS all[LANES_N];
    FORL(t, LANES_N) {
        SUMS a;
#if IS_FLOAT(T)
        a.s = a.e = a.q = a.f = 0;
#else
        a.s = 0;
        a.low = a.high = 0;
#endif
        for (u32 k = (u32)t; k < parts; k += LANES_N) a = NAME(both)(a, part[k]);
        all[t] = a;
    }
    SYNC;
    COMBINE(SUMS, all, NAME(both))
    if (LID == 0) out[0] = all[0];
}

/* The mean, rounded down to a T: pixels above it are those above the mean itself. */
KERNEL3(mean_below, GLOBAL const SUMS *restrict, sums, GLOBAL T *restrict, out, u64, n)
{
    if (LID == 0) {
#if IS_FLOAT(T)
        const struct pair m = pair_div(pair_of(sums[0].s, sums[0].e), pair_of_u64(n));
        f32 below = m.hi;
        if (FABS(sums[0].s) > FLT_MAX || sums[0].s != sums[0].s) below = sums[0].s;
        else if (m.lo < 0 && m.hi == 0) below = FLOATS(0x80000001u);
        else if (m.lo < 0) below = FLOATS(m.hi < 0 ? BITS(m.hi) + 1 : BITS(m.hi) - 1);
        out[0] = below;
#else
        const i64 q = sums[0].s / (i64)n, rest = sums[0].s - q * (i64)n;
        out[0] = (T)(rest < 0 ? q - 1 : q);
#endif
    }
}

#undef SUMS
#undef SUMS_OF_PARTS
#undef SQUARES
#undef LANE_SUMS
#undef LANE_SUM
#undef CLEAR_SUM
#undef ADD_SUM
#undef SETTLE_SUM
#undef KEEP_SUM
#undef CLEAR
#undef ADD
#undef SETTLE
#undef KEEP
