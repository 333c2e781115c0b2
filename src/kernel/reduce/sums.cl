/* Sum and sum of squares of the parts of an image of pixels of type T; or the sum alone, which on a CPU is
   half of the work. Integers are exact; floats are summed as pairs of floats, and so are their squares,
   made exactly by FMA. */

/* What a lane has of its part, as X(type, type when lanes come together, name). */
#if IS_FLOAT(T)

struct NAME(sums) { f32 s, e, q, f; }; /* s + e, q + f */
#define SUM_OF(X) X(f32, f32, s) X(f32, f32, e)
#define SUMS_OF(X) SUM_OF(X) X(f32, f32, q) X(f32, f32, f)
#define BEGIN(t)
#define ADD_SUM(t, pixel) do { const f32 v_ = pixel; ADD_FLOAT(AT(s, t), AT(e, t), v_); } while (0)
#define ADD(t, pixel) do {                                                                         \
        const f32 v_ = pixel, w_ = v_ * v_;                                                        \
        ADD_FLOAT(AT(s, t), AT(e, t), v_);                                                    \
        ADD_PAIR(AT(q, t), AT(f, t), w_, FMA(v_, v_, -w_));                                        \
    } while (0)
#define SETTLE_SUM(t) SETTLE_PAIR(AT(s, t), AT(e, t))
#define SETTLE(t) SETTLE_PAIR(AT(s, t), AT(e, t)); SETTLE_PAIR(AT(q, t), AT(f, t))
#define JOIN_SUM(i, k) ADD_PAIR(s_all[i], e_all[i], s_all[k], e_all[k])
#define JOIN(i, k)                                                                                 \
    ADD_PAIR(s_all[i], e_all[i], s_all[k], e_all[k]);                                              \
    ADD_PAIR(q_all[i], f_all[i], q_all[k], f_all[k])
#define KEEP_SUM(to) to.s = s_all[0]; to.e = e_all[0]; to.q = to.f = 0
#define KEEP(to) to.s = s_all[0]; to.e = e_all[0]; to.q = q_all[0]; to.f = f_all[0]

#else

struct NAME(sums) { i64 s; u64 low, high; }; /* low and high are the squares' */
#define KEEP_SUM(to) to.s = s_all[0]; to.low = to.high = 0
#define JOIN_SUM(i, k) s_all[i] += s_all[k]
#if BITS_OF(T) == 32 /* a square is added in halves */

#define SUM_OF(X) X(i64, i64, s)
#define SUMS_OF(X) SUM_OF(X) X(u64, u64, q) X(u64, u64, f)
#define BEGIN(t)
#define ADD_SUM(t, pixel) AT(s, t) += (pixel)
#define ADD(t, pixel) do {                                                                         \
        const i64 v_ = pixel;                                                                      \
        const u64 w_ = (u64)v_ * (u64)v_;                                                          \
        AT(s, t) += v_;                                                                            \
        AT(q, t) += (u32)w_;                                                                       \
        AT(f, t) += w_ >> 32;                                                                      \
    } while (0)
#define SETTLE_SUM(t)
#define JOIN(i, k) s_all[i] += s_all[k]; q_all[i] += q_all[k]; f_all[i] += f_all[k]
#define KEEP(to)                                                                                   \
    to.s = s_all[0];                                                                               \
    to.low = q_all[0] + (f_all[0] << 32);                                                          \
    to.high = (f_all[0] >> 32) + (to.low < q_all[0])

#else

#if BITS_OF(T) == 8 /* eight pixels fit 16 bits, and a part's squares of a lane 32 */
#define EIGHT i16
#define SQUARES u32
#else
#define EIGHT i32
#define SQUARES u64
#endif
#define SUM_OF(X) X(i32, i64, s)
#define SUMS_OF(X) SUM_OF(X) X(SQUARES, u64, q)
#define BEGIN(t) EIGHT eight_ = 0
#define ADD_SUM(t, pixel) eight_ = (EIGHT)(eight_ + (pixel))
#define ADD(t, pixel) do {                                                                         \
        const i32 v_ = pixel;                                                                      \
        ADD_SUM(t, pixel);                                                                         \
        AT(q, t) += (u32)v_ * (u32)v_;                                                             \
    } while (0)
#define SETTLE_SUM(t) AT(s, t) += eight_
#define JOIN(i, k) s_all[i] += s_all[k]; q_all[i] += q_all[k]
#define KEEP(to) to.s = s_all[0]; to.low = q_all[0]; to.high = 0

#endif
#define SETTLE(t) SETTLE_SUM(t)
#endif

#define OWN_(own, shared, a) PRIV(own, a, LANES_N);
#define CLEAR_(own, shared, a) AT(a, t) = 0;
#define SHARED_(own, shared, a) LOCAL shared a##_all[LANES_N];
#define SHARE_(own, shared, a) a##_all[t] = AT(a, t);
#define SUMS_OF_PARTS(name, of, add, settle, join, keep)                                           \
    KERNEL4(name, GLOBAL const T *restrict, src, GLOBAL struct NAME(sums) *restrict, part, u64, n, \
            u32, rows)                                                                             \
    {                                                                                              \
        of(SHARED_)                                                                                \
        const u64 first = GRP * ((u64)rows * LANES_N);                                             \
        const int full = full_rows(n, rows, first);                                                \
        of(OWN_)                                                                                   \
        EACHV(t, LANES_N) { of(CLEAR_) }                                                           \
        EACH_ROW(src + first, full, BEGIN, add, settle)                                            \
        EACH_LEFT(src, first, full, rows, n, BEGIN, add, settle)                                   \
        EACHV(t, LANES_N) { of(SHARE_) }                                                           \
        SYNC;                                                                                      \
        JOIN_LANES(FORV, join)                                                                           \
        if (LID == 0) { keep(part[GRP]); }                                                         \
    }
SUMS_OF_PARTS(sums_of_parts, SUMS_OF, ADD, SETTLE, JOIN, KEEP)
SUMS_OF_PARTS(sum_of_parts, SUM_OF, ADD_SUM, SETTLE_SUM, JOIN_SUM, KEEP_SUM)

/* dst: the mean of all parts, rounded down to a T: pixels above it are those above the mean itself. */
KERNEL4(mean_below, GLOBAL const struct NAME(sums) *restrict, part, GLOBAL T *restrict, dst, u64, n,
        u32, parts)
{
#if IS_FLOAT(T)
    LOCAL f32 s_all[LANES_N], e_all[LANES_N];
    FORL(t, LANES_N) {
        f32 s = 0, e = 0;
        for (u32 k = (u32)t; k < parts; k += LANES_N) ADD_PAIR(s, e, part[k].s, part[k].e);
        s_all[t] = s;
        e_all[t] = e;
    }
#else
    LOCAL i64 s_all[LANES_N];
    FORL(t, LANES_N) {
        i64 s = 0;
        for (u32 k = (u32)t; k < parts; k += LANES_N) s += part[k].s;
        s_all[t] = s;
    }
#endif
    SYNC;
    JOIN_LANES(FORV, JOIN_SUM)
    if (LID == 0) {
#if IS_FLOAT(T)
        const struct pair m = pair_div(pair_of(s_all[0], e_all[0]), pair_of_u64(n));
        f32 below = m.hi;
        if (FABS(s_all[0]) > FLT_MAX || s_all[0] != s_all[0]) below = s_all[0];
        else if (m.lo < 0 && m.hi == 0) below = FLOATS(0x80000001u);
        else if (m.lo < 0) below = FLOATS(m.hi < 0 ? BITS(m.hi) + 1 : BITS(m.hi) - 1);
        dst[0] = below;
#else
        const i64 q = s_all[0] / (i64)n, rest = s_all[0] - q * (i64)n;
        dst[0] = (T)(rest < 0 ? q - 1 : q);
#endif
    }
}

#undef SUM_OF
#undef SUMS_OF
#undef EIGHT
#undef SQUARES
#undef BEGIN
#undef ADD_SUM
#undef ADD
#undef SETTLE_SUM
#undef SETTLE
#undef JOIN_SUM
#undef JOIN
#undef KEEP_SUM
#undef KEEP
#undef OWN_
#undef CLEAR_
#undef SHARED_
#undef SHARE_
#undef SUMS_OF_PARTS
