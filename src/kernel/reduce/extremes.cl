/* Minimum and maximum of the parts of an image of pixels of type T. */
#define BEGIN(t)
#define SETTLE(t)
#define STEP(t, pixel) do {                                                                        \
        const T v_ = pixel;                                                                        \
        AT(a, t) = v_ < AT(a, t) ? v_ : AT(a, t);                                                  \
        AT(b, t) = v_ > AT(b, t) ? v_ : AT(b, t);                                                  \
    } while (0)
#if IS_FLOAT(T)
#define STEP_ALL(t, pixel) do { const T w_ = pixel; STEP(t, w_); AT(odd, t) |= w_ != w_; } while (0)
/* What is passed over becomes a NaN, which is neither less nor greater than anything. */
#define STEP_FINITE(t, pixel) do {                                                                 \
        const T f_ = pixel;                                                                        \
        STEP(t, FABS(f_) <= FLT_MAX ? f_ : FLOATS(0x7fc00000u));                                   \
    } while (0)
#endif

/* part: a minimum and a maximum for each part. `finite`: of floats, infinities and NaN are passed
   over; if there are no others the minimum is above the maximum. Else a NaN makes both NaN. */
KERNEL5(extremes_of_parts, GLOBAL const T *restrict, src, GLOBAL T *restrict, part, u64, n, u32, rows,
        u32, finite)
{
    LOCAL T lo[LANES_N], hi[LANES_N];
    const u64 first = GRP * ((u64)rows * LANES_N);
    const int full = full_rows(n, rows, first);
    PRIV(T, a, LANES_N);
    PRIV(T, b, LANES_N);
#if IS_FLOAT(T)
    LOCAL u32 odds[LANES_N];
    PRIV(u32, odd, LANES_N);
    EACHV(t, LANES_N) AT(odd, t) = 0;
#else
    (void)finite;
#endif
    EACHV(t, LANES_N) { AT(a, t) = GREATEST(T); AT(b, t) = LEAST(T); }
#if IS_FLOAT(T)
    if (finite) {
        EACH_ROW(src + first, full, BEGIN, STEP_FINITE, SETTLE)
        EACH_LEFT(src, first, full, rows, n, BEGIN, STEP_FINITE, SETTLE)
    } else {
        EACH_ROW(src + first, full, BEGIN, STEP_ALL, SETTLE)
        EACH_LEFT(src, first, full, rows, n, BEGIN, STEP_ALL, SETTLE)
    }
#else
    EACH_ROW(src + first, full, BEGIN, STEP, SETTLE)
    EACH_LEFT(src, first, full, rows, n, BEGIN, STEP, SETTLE)
#endif
    EACHV(t, LANES_N) {
        lo[t] = AT(a, t);
        hi[t] = AT(b, t);
#if IS_FLOAT(T)
        odds[t] = AT(odd, t);
#endif
    }
    SYNC;
#if IS_FLOAT(T)
#define JOIN(i, k)                                                                                 \
    lo[i] = lo[k] < lo[i] ? lo[k] : lo[i]; hi[i] = hi[k] > hi[i] ? hi[k] : hi[i]; odds[i] |= odds[k]
#else
#define JOIN(i, k) lo[i] = lo[k] < lo[i] ? lo[k] : lo[i]; hi[i] = hi[k] > hi[i] ? hi[k] : hi[i]
#endif
    JOIN_LANES(FORV, JOIN)
    if (LID == 0) {
#if !IS_FLOAT(T)
        part[2 * GRP] = lo[0];
        part[2 * GRP + 1] = hi[0];
#else
        part[2 * GRP] = lo[0] + 0.0f; /* -0, which may come before or after 0, is 0 */
        part[2 * GRP + 1] = hi[0] + 0.0f;
        if (odds[0]) part[2 * GRP] = part[2 * GRP + 1] = FLOATS(0x7fc00000u);
#endif
    }
}
#undef BEGIN
#undef SETTLE
#undef STEP
#undef STEP_ALL
#undef STEP_FINITE
#undef JOIN
