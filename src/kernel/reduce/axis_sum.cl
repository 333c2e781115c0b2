/* Sum or mean along an axis, of pixels of type T. Integers are exact, and a sum beyond 32 bits is the
   largest or smallest number that is not; floats are summed as pairs of floats. Results are written as
   the bits of a u32, i32 or f32. */
#if IS_FLOAT(T)

#define SUM struct pair
FN u32 NAME(result)(SUM a, u64 n, u32 mean)
{
    const struct pair m = pair_div(pair_of(a.hi, a.lo), pair_of_u64(n));
    return BITS(FABS(a.hi) <= FLT_MAX ? mean ? m.hi : a.hi + a.lo : a.hi);
}
#define ACCUMULATORS(n)                                                                            \
    PRIV(f32, s, n);                                                                               \
    PRIV(f32, e, n);
#define CLEAR(t) MINE(s, t) = MINE(e, t) = 0
#define BEGIN(t)
#define ADD(t, v) do { const f32 v_ = v; ADD_FLOAT(MINE(s, t), MINE(e, t), v_); } while (0)
#define SETTLE(t)
#define FLUSH(t) SETTLE_PAIR(MINE(s, t), MINE(e, t))
#define PART_MOST 64
#define KEEP(to, t) to.hi = MINE(s, t); to.lo = MINE(e, t)
#define OF(X) X(f32, s) X(f32, e)
#define JOIN(t, k) ADD_PAIR(OWN(s, t), OWN(e, t), s_all[k], e_all[k])
#define FINISH(i, row)                                                                             \
    SUM a_;                                                                                        \
    a_.hi = OWN(s, i);                                                                             \
    a_.lo = OWN(e, i);                                                                             \
    dst[row] = NAME(result)(a_, p.n, mean)

#else

#define SUM i64
FN u32 NAME(result)(SUM a, u64 n, u32 mean)
{
    if (mean) return BITS((f32)a / (f32)n);
    return (T)-1 < (T)1 ? (u32)i32_sat(a) : u32_sat(a);
}
#if BITS_OF(T) == 8 && ON_CPU
#define PART_MOST 128 /* pixels before sums are flushed */
#else
#define PART_MOST 32768
#endif
#if BITS_OF(T) == 32
#define PART i64
#define EIGHT i64
#elif BITS_OF(T) == 8 && ON_CPU
#define PART i16 /* a CPU adds twice as many at a time */
#define EIGHT i16
#else
#define PART i32 /* good for 32768 8- or 16-bit pixels */
#if BITS_OF(T) == 16
#define EIGHT i32 /* good for eight pixels */
#else
#define EIGHT i16
#endif
#endif
#define ACCUMULATORS(n)                                                                            \
    PRIV(i64, s, n);                                                                               \
    PRIV(PART, e, n);
#define CLEAR(t) MINE(s, t) = 0; MINE(e, t) = 0
#define BEGIN(t) EIGHT eight_ = 0
#define ADD(t, v) eight_ = (EIGHT)(eight_ + (v))
#define SETTLE(t) MINE(e, t) = (PART)(MINE(e, t) + eight_)
#define FLUSH(t) MINE(s, t) += MINE(e, t); MINE(e, t) = 0
#define KEEP(to, t) to = MINE(s, t) + MINE(e, t)
#define OF(X) X(i64, s)
#define JOIN(t, k) OWN(s, t) += s_all[k]
#define FINISH(i, row) dst[row] = NAME(result)(OWN(s, i), p.n, mean)
#endif

KERNEL4(sum_across, GLOBAL const T *restrict, src, GLOBAL u32 *restrict, dst, struct axis, p,
        u32, mean)
{
    ACCUMULATORS(STRIP)
    FIND_STRIP
    LINES(t, width) { CLEAR(t); }
    for (u64 j = 0; j < p.n;) {
        const u64 turns = p.n - j < PART_MOST ? p.n - j : PART_MOST;
        EACH_TURN(LINES, width, src + j * p.inner, p.inner, turns, BEGIN, ADD, SETTLE)
        j += turns;
        LINES(t, width) { FLUSH(t); }
    }
    LINES(t, width) {
        SUM a;
        KEEP(a, t);
        dst[t] = NAME(result)(a, p.n, mean);
    }
}

KERNEL4(sum_along, GLOBAL const T *restrict, src, GLOBAL u32 *restrict, dst, struct axis, p,
        u32, mean)
{
    OF(SHARED_)
    TEAM_ONCE(i, ROWS_N, TEAM_N) {
        const u64 row = GRP * ROWS_N + (u64)i, full = p.n / TEAM_N * TEAM_N;
        GLOBAL const T *x = src + (row < p.outer ? row : p.outer - 1) * p.n;
        ACCUMULATORS(TEAM_N)
        LANES(l, TEAM_N) { CLEAR(l); }
        for (u64 j = 0; j < full;) {
            const u64 left = (full - j) / TEAM_N, turns = left < PART_MOST ? left : PART_MOST;
            EACH_TURN(LANES, TEAM_N, x + j, TEAM_N, turns, BEGIN, ADD, SETTLE)
            j += turns * TEAM_N;
            LANES(l, TEAM_N) { FLUSH(l); }
        }
        if (full < p.n)
            LANES(l, TEAM_N) {
                BEGIN(l);
                ADD(l, full + (u64)l < p.n ? x[full + (u64)l] : 0);
                SETTLE(l);
                FLUSH(l);
            }
        LANES(l, TEAM_N) { OF(SHARE_) }
    }
    JOIN_ROWS(OF, JOIN)
    EACH_RESULT(FORV, FINISH)
}
#undef SUM
#undef PART
#undef EIGHT
#undef ACCUMULATORS
#undef CLEAR
#undef BEGIN
#undef ADD
#undef SETTLE
#undef FLUSH
#undef PART_MOST
#undef KEEP
#undef OF
#undef JOIN
#undef FINISH
