/* Variance or standard deviation along an axis, of pixels of type T. Sums and sums of squares of
   integers are exact, and so is n Σv² - (Σv)²; floats less the first of their line, so that a large mean
   does no harm, are summed as pairs of floats, their squares too (by FMA, exactly). */
#if IS_FLOAT(T)

struct NAME(sums) { f32 s, e, q, f; }; /* s + e, q + f */
#define SUMS struct NAME(sums)
FN f32 NAME(variance)(SUMS a, u64 n, u64 over)
{
    const struct pair pixels = pair_of_u64(n), mean = pair_div(pair_of(a.s, a.e), pixels);
    const struct pair v = pair_sub(pair_div(pair_of(a.q, a.f), pixels), pair_square(mean));
    const f32 r = v.hi > 0 ? v.hi : 0.0f;
    if (!(FABS(a.s) <= FLT_MAX)) return a.s - a.s;
    return (a.q > FLT_MAX ? a.q : r) * ((f32)n / (f32)over);
}
#define ACCUMULATORS(n)                                                                            \
    PRIV(f32, k, n);                                                                               \
    PRIV(f32, s, n);                                                                               \
    PRIV(f32, e, n);                                                                               \
    PRIV(f32, q, n);                                                                               \
    PRIV(f32, f, n);
#define CLEAR(t, v) MINE(k, t) = v; MINE(s, t) = MINE(e, t) = MINE(q, t) = MINE(f, t) = 0
#define ADD(t, v) do {                                                                             \
        const f32 v_ = v - MINE(k, t), w_ = v_ * v_;                                               \
        ADD_FLOAT(MINE(s, t), MINE(e, t), v_);                                                \
        ADD_PAIR(MINE(q, t), MINE(f, t), w_, FMA(v_, v_, -w_));                                    \
    } while (0)
#define FLUSH(t) SETTLE_PAIR(MINE(s, t), MINE(e, t)); SETTLE_PAIR(MINE(q, t), MINE(f, t))
#define KEEP(to, t) to.s = MINE(s, t); to.e = MINE(e, t); to.q = MINE(q, t); to.f = MINE(f, t)
#define OF(X) X(f32, s) X(f32, e) X(f32, q) X(f32, f)
#define JOIN(t, k)                                                                                 \
    ADD_PAIR(OWN(s, t), OWN(e, t), s_all[k], e_all[k]);                                            \
    ADD_PAIR(OWN(q, t), OWN(f, t), q_all[k], f_all[k])
#define KEEP_ROW(to, i)                                                                            \
    to.s = OWN(s, i); to.e = OWN(e, i); to.q = OWN(q, i); to.f = OWN(f, i)

#else

struct NAME(sums) { i64 s; u64 q, f; }; /* squares: q, of 32-bit pixels q + 2^32 f */
#define SUMS struct NAME(sums)
FN f32 NAME(variance)(SUMS a, u64 n, u64 over)
{
    const u64 sum = a.s < 0 ? (u64)-a.s : (u64)a.s;
    struct wide high = wide_mul(a.f, n), squares;
    high.high = high.high << 32 | high.low >> 32;
    high.low <<= 32;
    squares = wide_add(wide_mul(a.q, n), high);
    return wide_float(wide_sub(squares, wide_mul(sum, sum))) / (f32)n / (f32)over;
}
#if BITS_OF(T) == 32
#define ADD_SQUARE(t, w) MINE(q, t) += (u32)(w); MINE(f, t) += (w) >> 32
#else
#define ADD_SQUARE(t, w) MINE(q, t) += w
#endif
#define ACCUMULATORS(n)                                                                            \
    PRIV(i64, s, n);                                                                               \
    PRIV(u64, q, n);                                                                               \
    PRIV(u64, f, n);
#define CLEAR(t, v) MINE(s, t) = 0; MINE(q, t) = MINE(f, t) = 0
#define ADD(t, v) do {                                                                             \
        const i64 v_ = v;                                                                          \
        const u64 w_ = (u64)v_ * (u64)v_;                                                          \
        MINE(s, t) += v_;                                                                          \
        ADD_SQUARE(t, w_);                                                                         \
    } while (0)
#define FLUSH(t)
#define KEEP(to, t) to.s = MINE(s, t); to.q = MINE(q, t); to.f = MINE(f, t)
#define OF(X) X(i64, s) X(u64, q) X(u64, f)
#define JOIN(t, k) OWN(s, t) += s_all[k]; OWN(q, t) += q_all[k]; OWN(f, t) += f_all[k]
#define KEEP_ROW(to, i) to.s = OWN(s, i); to.q = OWN(q, i); to.f = OWN(f, i)

#endif

#define FINISH(i, row)                                                                             \
    SUMS a_;                                                                                       \
    KEEP_ROW(a_, i);                                                                               \
    dst[row] = NAME(spread)(a_, p.n, over, deviation)
#define PART_MOST 64

/* over: what squares are divided by, n - ddof or 0 */
FN f32 NAME(spread)(SUMS a, u64 n, u64 over, u32 deviation)
{
    const f32 v = NAME(variance)(a, n, over);
    return deviation ? SQRT(v) : v;
}

KERNEL5(variance_across, GLOBAL const T *restrict, src, GLOBAL f32 *restrict, dst, struct axis, p,
        u64, over, u32, deviation)
{
    ACCUMULATORS(STRIP)
    FIND_STRIP
    LINES(t, width) { CLEAR(t, src[t]); }
    for (u64 j = 0; j < p.n;) {
        const u64 turns = p.n - j < PART_MOST ? p.n - j : PART_MOST;
        EACH_TURN(LINES, width, src + j * p.inner, p.inner, turns, NOTHING, ADD, NOTHING)
        j += turns;
        LINES(t, width) { FLUSH(t); }
    }
    LINES(t, width) {
        SUMS a;
        KEEP(a, t);
        dst[t] = NAME(spread)(a, p.n, over, deviation);
    }
}

KERNEL5(variance_along, GLOBAL const T *restrict, src, GLOBAL f32 *restrict, dst, struct axis, p,
        u64, over, u32, deviation)
{
    OF(SHARED_)
    TEAM_ONCE(i, ROWS_N, TEAM_N) {
        const u64 row = GRP * ROWS_N + (u64)i, full = p.n / TEAM_N * TEAM_N;
        GLOBAL const T *x = src + (row < p.outer ? row : p.outer - 1) * p.n;
        ACCUMULATORS(TEAM_N)
        LANES(l, TEAM_N) { CLEAR(l, x[0]); }
        for (u64 j = 0; j < full;) {
            const u64 left = (full - j) / TEAM_N, turns = left < PART_MOST ? left : PART_MOST;
            EACH_TURN(LANES, TEAM_N, x + j, TEAM_N, turns, NOTHING, ADD, NOTHING)
            j += turns * TEAM_N;
            LANES(l, TEAM_N) { FLUSH(l); }
        }
        LANES(l, TEAM_N) {
            if (full + (u64)l < p.n) ADD(l, x[full + (u64)l]);
            OF(SHARE_)
        }
    }
    JOIN_ROWS(OF, JOIN)
    EACH_RESULT(FORL, FINISH)
}
#undef SUMS
#undef ACCUMULATORS
#undef CLEAR
#undef ADD
#undef ADD_SQUARE
#undef FLUSH
#undef PART_MOST
#undef KEEP
#undef KEEP_ROW
#undef OF
#undef JOIN
#undef FINISH
