/* Maximum or minimum along an axis, of pixels of type T. A NaN in a line makes its result NaN. */
#define LESSER(a, b) ((b) < (a) || (b) != (b) ? (b) : (a))
#define GREATER(a, b) ((b) > (a) || (b) != (b) ? (b) : (a))

#define TO_LESSER(t, v) MINE(a, t) = LESSER(MINE(a, t), v)
#define TO_GREATER(t, v) MINE(a, t) = GREATER(MINE(a, t), v)
/* A constant width lets a CPU's compiler keep to whole vectors. */
#define WALK(step, width) EACH_TURN(LINES, width, src, p.inner, p.n, NOTHING, step, NOTHING)

KERNEL4(extreme_across, GLOBAL const T *restrict, src, GLOBAL T *restrict, dst, struct axis, p,
        u32, greatest)
{
    PRIV(T, a, STRIP);
    FIND_STRIP
    LINES(t, width) MINE(a, t) = src[t];
    if (ON_CPU && width == STRIP) {
        if (greatest) { WALK(TO_GREATER, STRIP) }
        else { WALK(TO_LESSER, STRIP) }
    } else {
        if (greatest) { WALK(TO_GREATER, width) }
        else { WALK(TO_LESSER, width) }
    }
    LINES(t, width) dst[t] = MINE(a, t);
}

FN T NAME(either)(T a, T b, u32 greatest) { return greatest ? GREATER(a, b) : LESSER(a, b); }

#define OF(X) X(T, a)
#define JOIN(t, k) OWN(a, t) = NAME(either)(OWN(a, t), a_all[k], greatest)
#define FINISH(i, row) dst[row] = OWN(a, i)
KERNEL4(extreme_along, GLOBAL const T *restrict, src, GLOBAL T *restrict, dst, struct axis, p,
        u32, greatest)
{
    OF(SHARED_)
    TEAM_ONCE(i, ROWS_N, TEAM_N) {
        const u64 row = GRP * ROWS_N + (u64)i;
        GLOBAL const T *x = src + (row < p.outer ? row : p.outer - 1) * p.n;
        const u64 full = p.n / TEAM_N * TEAM_N;
        PRIV(T, a, TEAM_N);
        LANES(l, TEAM_N) MINE(a, l) = x[(u64)l < p.n ? l : 0];
        if (greatest) EACH_TURN(LANES, TEAM_N, x, TEAM_N, full / TEAM_N, NOTHING, TO_GREATER, NOTHING)
        else EACH_TURN(LANES, TEAM_N, x, TEAM_N, full / TEAM_N, NOTHING, TO_LESSER, NOTHING)
        if (full < p.n)
            LANES(l, TEAM_N) {
                const u64 j = full + (u64)l;
                MINE(a, l) = NAME(either)(MINE(a, l), x[j < p.n ? j : 0], greatest);
            }
        LANES(l, TEAM_N) { OF(SHARE_) }
    }
    JOIN_ROWS(OF, JOIN)
    EACH_RESULT(FORV, FINISH)
}
#undef TO_LESSER
#undef TO_GREATER
#undef WALK
#undef OF
#undef JOIN
#undef FINISH
