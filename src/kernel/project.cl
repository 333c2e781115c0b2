/* Reductions along one axis, of pixel type T. `lines`: the axis is not x, an item takes one result and
   walks along the axis, neighbours in x side by side. `rows`: the axis is x, 32 lanes take a row, lane l
   the pixels l, l + 32, ..., and are combined in ascending order. So the order of additions depends on
   the image alone. Sums of integers are exact; sums of floats are pairs of floats (two-sum), which keep
   about 46 bits. Deviations are taken from the mean in a second walk and corrected for its rounding. */
#define BLOCK 256 /* results per group along a line */
#define ROWS 8    /* rows per group */
#define WIDTH 32  /* lanes per row */
#define FLOATING ((T)0.5f > (T)0)
#define SIGNED ((T)-1 < (T)1)

#ifndef IV__PROJECT_TYPES
#define IV__PROJECT_TYPES
enum { P_SUM, P_MEAN, P_VARIANCE, P_DEVIATION };
/* the i64 of integers, or the pair (s, e) of floats; then the same for deviations and their squares */
struct moments { i64 whole; f32 s, e; };
struct spread { f32 s, e, q, g; };

FN void add_pair(f32 *s, f32 *e, f32 a, f32 b)
{
    const f32 t = *s + a, z = t - *s;
    *e += ((*s - (t - z)) + (a - z)) + b;
    *s = t;
}
/* where the sum is infinite the rest is NaN and does not count */
FN f32 total(f32 s, f32 e)
{
    const f32 r = s + e;
    return r == r ? r : s;
}
FN void add_spread(struct spread *a, f32 d)
{
    const f32 w = d * d;
    add_pair(&a->s, &a->e, d, 0.0f);
    add_pair(&a->q, &a->g, w, FMA(d, d, -w));
}
FN f32 variance_of(struct spread a, i32 n, i32 ddof)
{
    const f32 d = total(a.s, a.e), v = total(a.q, a.g) - d * d / (f32)n;
    return (v < 0.0f ? 0.0f : v) / (f32)(n > ddof ? n - ddof : 0);
}
#endif

/* v is NaN, or beyond b: a NaN stays */
FN T NAME(beyond)(T b, T v, int maximum)
{
    return (maximum ? v > b : v < b) || (FLOATING && (f32)v != (f32)v) ? v : b;
}

FN void NAME(add_moment)(struct moments *m, T v)
{
    if (FLOATING) add_pair(&m->s, &m->e, (f32)v, 0.0f);
    else m->whole += (i64)v;
}
FN u32 NAME(sum_bits)(struct moments m)
{
    if (FLOATING) return BITS(total(m.s, m.e));
    return SIGNED ? (u32)i32_sat(m.whole) : u32_sat(m.whole);
}
FN f32 NAME(mean_of)(struct moments m, i32 n)
{
    return (FLOATING ? total(m.s, m.e) : (f32)m.whole) / (f32)n;
}
/* what deviations are taken from: the mean as near as pixels can be subtracted from it */
FN f32 NAME(deviation)(T v, struct moments m, i32 n)
{
    return FLOATING ? (f32)v - total(m.s, m.e) / (f32)n : (f32)((i64)v - m.whole / n);
}
FN u32 NAME(moment_bits)(struct moments m, struct spread a, i32 n, i32 ddof, i32 what)
{
    if (what == P_SUM) return NAME(sum_bits)(m);
    if (what == P_MEAN) return BITS(NAME(mean_of)(m, n));
    {
        const f32 v = variance_of(a, n, ddof);
        return BITS(what == P_DEVIATION ? SQRT(v) : v);
    }
}

/* m results side by side, m <= BLOCK; a whole block is told by a constant m, and then vectorised */
FN void NAME(extreme_block)(GLOBAL const T *src, GLOBAL T *dst, u64 inner, i32 n, int maximum, int m)
{
    PRIV(T, best, BLOCK);
    EACHV(t, BLOCK) AT(best, t) = t < m ? src[t] : 0;
    for (i32 k = 1; k < n; k++) {
        GLOBAL const T *p = src + (u64)k * inner;
        EACHV(t, BLOCK) if (t < m) AT(best, t) = NAME(beyond)(AT(best, t), p[t], maximum);
    }
    EACHV(t, BLOCK) if (t < m) dst[t] = AT(best, t);
}

FN void NAME(moment_block)(GLOBAL const T *src, GLOBAL u32 *dst, u64 inner, i32 n, i32 ddof, i32 what,
                           int m)
{
    PRIV(struct moments, sum, BLOCK);
    PRIV(struct spread, dev, BLOCK);
    EACH(t, BLOCK) {
        const struct moments none = { 0, 0.0f, 0.0f };
        const struct spread flat = { 0.0f, 0.0f, 0.0f, 0.0f };
        AT(sum, t) = none;
        AT(dev, t) = flat;
    }
    for (i32 k = 0; k < n; k++) {
        GLOBAL const T *p = src + (u64)k * inner;
        EACHV(t, BLOCK) if (t < m) NAME(add_moment)(&AT(sum, t), p[t]);
    }
    if (what >= P_VARIANCE) {
        for (i32 k = 0; k < n; k++) {
            GLOBAL const T *p = src + (u64)k * inner;
            EACHV(t, BLOCK) if (t < m) add_spread(&AT(dev, t), NAME(deviation)(p[t], AT(sum, t), n));
        }
    }
    EACHV(t, BLOCK) if (t < m) dst[t] = NAME(moment_bits)(AT(sum, t), AT(dev, t), n, ddof, what);
}

#define LINES(call)                                                                                \
    const u64 blocks = (inner + BLOCK - 1) / BLOCK, o = GRP / blocks, i0 = (GRP - o * blocks) * BLOCK; \
    const int m = inner - i0 < BLOCK ? (int)(inner - i0) : BLOCK;                                  \
    GLOBAL const T *s = src + o * (u64)n * inner + i0;                                             \
    if (m == BLOCK) call(BLOCK);                                                                   \
    else call(m)

KERNEL5(extreme_lines, GLOBAL const T *restrict, src, GLOBAL T *restrict, dst, u64, inner, i32, n,
        i32, maximum)
{
#define CALL(m)                                                                                    \
    do {                                                                                           \
        if (maximum) NAME(extreme_block)(s, dst + o * inner + i0, inner, n, 1, m);                 \
        else NAME(extreme_block)(s, dst + o * inner + i0, inner, n, 0, m);                         \
    } while (0)
    LINES(CALL);
#undef CALL
}

KERNEL6(moment_lines, GLOBAL const T *restrict, src, GLOBAL u32 *restrict, dst, u64, inner, i32, n,
        i32, ddof, i32, what)
{
#define CALL(m) NAME(moment_block)(s, dst + o * inner + i0, inner, n, ddof, what, m)
    LINES(CALL);
#undef CALL
}

KERNEL5(extreme_rows, GLOBAL const T *restrict, src, GLOBAL T *restrict, dst, u64, rows, i32, n, i32,
        maximum)
{
    LOCAL T best[ROWS * WIDTH];
    const u64 first = GRP * ROWS;
    const int count = rows - first < ROWS ? (int)(rows - first) : ROWS;
    TEAM(row, count, WIDTH) {
        GLOBAL const T *p = src + (first + (u64)row) * (u64)n;
        LANES(l, WIDTH) best[row * WIDTH + l] = p[l < n ? l : 0];
        for (i32 x = WIDTH; x < n; x += WIDTH) {
            LANES(l, WIDTH) {
                if (x + l < n)
                    best[row * WIDTH + l] = NAME(beyond)(best[row * WIDTH + l], p[x + l], maximum);
            }
        }
    }
    SYNC;
    FORL(row, count) {
        T b = best[row * WIDTH];
        for (int l = 1; l < WIDTH; l++) b = NAME(beyond)(b, best[row * WIDTH + l], maximum);
        dst[first + (u64)row] = b;
    }
}

KERNEL6(moment_rows, GLOBAL const T *restrict, src, GLOBAL u32 *restrict, dst, u64, rows, i32, n, i32,
        ddof, i32, what)
{
    LOCAL struct moments sum[ROWS * WIDTH];
    LOCAL struct spread dev[ROWS * WIDTH];
    const u64 first = GRP * ROWS;
    const int count = rows - first < ROWS ? (int)(rows - first) : ROWS;
    TEAM(row, count, WIDTH) {
        GLOBAL const T *p = src + (first + (u64)row) * (u64)n;
        LANES(l, WIDTH) {
            const struct moments none = { 0, 0.0f, 0.0f };
            struct moments a = none;
            for (i32 x = l; x < n; x += WIDTH) NAME(add_moment)(&a, p[x]);
            sum[row * WIDTH + l] = a;
        }
    }
    SYNC;
    FORL(row, count) {
        struct moments a = sum[row * WIDTH];
        for (int l = 1; l < WIDTH; l++) {
            const struct moments b = sum[row * WIDTH + l];
            a.whole += b.whole;
            add_pair(&a.s, &a.e, b.s, b.e);
        }
        sum[row * WIDTH] = a;
    }
    SYNC;
    if (what >= P_VARIANCE) {
        TEAM(row, count, WIDTH) {
            GLOBAL const T *p = src + (first + (u64)row) * (u64)n;
            const struct moments m = sum[row * WIDTH];
            LANES(l, WIDTH) {
                const struct spread flat = { 0.0f, 0.0f, 0.0f, 0.0f };
                struct spread a = flat;
                for (i32 x = l; x < n; x += WIDTH) add_spread(&a, NAME(deviation)(p[x], m, n));
                dev[row * WIDTH + l] = a;
            }
        }
    }
    SYNC;
    FORL(row, count) {
        const struct spread flat = { 0.0f, 0.0f, 0.0f, 0.0f };
        struct spread a = flat;
        for (int l = 0; what >= P_VARIANCE && l < WIDTH; l++) {
            const struct spread b = dev[row * WIDTH + l];
            add_pair(&a.s, &a.e, b.s, b.e);
            add_pair(&a.q, &a.g, b.q, b.g);
        }
        dst[first + (u64)row] = NAME(moment_bits)(sum[row * WIDTH], a, n, ddof, what);
    }
}
#undef BLOCK
#undef ROWS
#undef WIDTH
#undef FLOATING
#undef SIGNED
#undef LINES
