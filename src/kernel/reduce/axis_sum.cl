/* Sum or mean along an axis, of pixels of type T. Integers are exact, and a sum beyond 32 bits is the
   largest or smallest number that is not; floats are summed as pairs of floats. Results are written as
   the bits of a u32, i32 or f32. */
#if IS_FLOAT(T)

#define SUM struct pair
FN SUM NAME(add)(SUM a, SUM b)
{
    ADD_PAIR(a.hi, a.lo, b.hi, b.lo);
    return a;
}
FN u32 NAME(result)(SUM a, u64 n, u32 mean)
{
    const struct pair m = pair_div(pair_of(a.hi, a.lo), pair_of_u64(n));
    return BITS(FABS(a.hi) <= FLT_MAX ? mean ? m.hi : a.hi + a.lo : a.hi);
}
#define ACCUMULATORS(n)                                                                            \
    PRIV(f32, s, n);                                                                               \
    PRIV(f32, e, n);
#define CLEAR(t) MINE(s, t) = MINE(e, t) = 0
#define ADD(t, v) do { const f32 v_ = v; ADD_FLOAT(MINE(s, t), MINE(e, t), v_); } while (0)
#define FLUSH(t) SETTLE_PAIR(MINE(s, t), MINE(e, t))
#define PART_MOST 64
#define KEEP(to, t) to.hi = MINE(s, t); to.lo = MINE(e, t)

#else

#define SUM i64
FN SUM NAME(add)(SUM a, SUM b) { return a + b; }
FN u32 NAME(result)(SUM a, u64 n, u32 mean)
{
    if (mean) return BITS((f32)a / (f32)n);
    return (T)-1 < (T)1 ? (u32)i32_sat(a) : u32_sat(a);
}
#if BITS_OF(T) == 32
#define PART i64
#else
#define PART i32 /* good for 32768 8- or 16-bit pixels */
#endif
#define ACCUMULATORS(n)                                                                            \
    PRIV(i64, s, n);                                                                               \
    PRIV(PART, e, n);
#define CLEAR(t) MINE(s, t) = 0; MINE(e, t) = 0
#define ADD(t, v) MINE(e, t) += v
#define FLUSH(t) MINE(s, t) += MINE(e, t); MINE(e, t) = 0
#define KEEP(to, t) to = MINE(s, t) + MINE(e, t)

#define PART_MOST 32768
#endif

KERNEL4(sum_across, GLOBAL const T *restrict, src, GLOBAL u32 *restrict, dst, struct axis, p,
        u32, mean)
{
    ACCUMULATORS(STRIP)
    FIND_STRIP
    LINES(t, width) { CLEAR(t); }
    for (u64 j = 0; j < p.n;) {
        const u64 turns = p.n - j < PART_MOST ? p.n - j : PART_MOST;
        EACH_TURN(LINES, width, src + j * p.inner, p.inner, turns, ADD)
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
    LOCAL SUM all[ROWS_N * TEAM_N];
    TEAM(i, ROWS_N, TEAM_N) {
        const u64 row = GRP * ROWS_N + (u64)i, full = p.n / TEAM_N * TEAM_N;
        GLOBAL const T *x = src + (row < p.outer ? row : p.outer - 1) * p.n;
        ACCUMULATORS(TEAM_N)
        LANES(l, TEAM_N) { CLEAR(l); }
        for (u64 j = 0; j < full;) {
            const u64 left = (full - j) / TEAM_N, turns = left < PART_MOST ? left : PART_MOST;
            EACH_TURN(LANES, TEAM_N, x + j, TEAM_N, turns, ADD)
            j += turns * TEAM_N;
            LANES(l, TEAM_N) { FLUSH(l); }
        }
        LANES(l, TEAM_N) {
            if (full + (u64)l < p.n) ADD(l, x[full + (u64)l]);
            KEEP(all[i * TEAM_N + l], l);
        }
    }
#define FINISH(at, v) dst[at] = NAME(result)(v, p.n, mean)
    COMBINE_ROWS(SUM, all, NAME(add), FINISH)
#undef FINISH
}
#undef SUM
#undef PART
#undef ACCUMULATORS
#undef CLEAR
#undef ADD
#undef FLUSH
#undef PART_MOST
#undef KEEP
