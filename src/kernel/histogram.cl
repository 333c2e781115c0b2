/* Histograms of pixels of type T.
   A bin is told by exact integers, or for floats by the same roundings everywhere: first a guess by a
   float product, then a comparison with the bin's own edges. A group counts in several copies of the
   bins in local memory, so that equal neighbours do not wait for each other, and adds what it found
   to the image's counts; pixels of 8 bits are counted by value and find their bin at the end. */
#define ROOM 4096 /* local counters */
#define KEYS (BITS_OF(T) == 8 ? 256 : (int)s.n)

#if BITS_OF(T) == 32
typedef u64 NAME(number);
#else
typedef u32 NAME(number); /* the driver sees to it that 8- and 16-bit pixels fit */
#endif

/* The bin of a pixel; s.n if it is in none. */
FN int NAME(bin)(struct bins s, T v)
{
#if IS_FLOAT(T)
    const f32 x = v * s.power;
    const int last = (int)s.n - 1, in = x >= s.low && x <= s.high;
    int k = (int)((in ? x - s.low : 0.0f) * s.guess + (s.centred ? 0.5f : 0.0f));
    k = k < last ? k : last;
    if (!s.centred) {
        k = x < edge(s, k) ? k - 1 : k;
        k = k < last && x >= edge(s, k + 1) ? k + 1 : k;
    }
    return in ? k : (int)s.n;
#else
    typedef NAME(number) number;
    const int last = (int)s.n - 1;
#if BITS_OF(T) == 32
    const i64 d = (i64)v - s.first;
    const int in = d >= 0 && d <= (i64)s.span;
#else
    const i32 d = (i32)v - (i32)s.first;
    const int in = d >= 0 && d <= (i32)s.span;
#endif
    const u32 x = in ? (u32)d : 0u;
    const number place = (number)s.times * x + (number)s.plus, over = (number)s.over;
    int k = (int)((f32)x * s.guess + s.low);
    k = k < last ? k : last;
    k = (number)(u32)k * over > place ? k - 1 : k;
    k = k < last && (number)(u32)(k + 1) * over <= place ? k + 1 : k;
    return in ? k : (int)s.n;
#endif
}

#if IS_FLOAT(T) && !ON_CPU
/* Most pixels lie so far inside the bin that the guess names that no edge need be looked at: the
   guess's fraction is less than this from a half. Roundings move it and the edges by at most 16 times
   2^-24 of the number of bins, and twice that of the larger bound (both in steps). Negative: none do. */
FN f32 inside(struct bins s)
{
    const f32 bound = MAXF(FABS(s.low), FABS(s.high));
    return s.centred || !(s.step > 0) ? -1.0f
                                      : 0.5f - 9.5367432e-7f * (f32)s.n - 1.1920929e-7f * bound / s.step;
}
FN int NAME(bin_soon)(struct bins s, f32 sure, T v)
{
    const f32 x = v * s.power, place = (x - s.low) * s.guess;
    const int k = (int)place;
    if (x > s.low && x < s.high && FABS(place - (f32)k - 0.5f) < sure) return k;
    return NAME(bin)(s, v);
}
#endif

/* The bins between the extremes that extremes_end left, by the rules of histogram.h. */
KERNEL4(bins_between, GLOBAL const T *restrict, extremes,
        GLOBAL struct bins *restrict, out, u32, bins, u32, centred)
{
    if (LID == 0) {
        struct bins s;
        const T lo = extremes[0], hi = extremes[1];
        s.n = bins;
        s.centred = centred;
        s.first = 0;
        s.times = s.plus = s.over = s.span = 0;
        s.low = s.high = s.guess = s.step = 0;
        s.power = 1;
        s.unused = 0;
#if IS_FLOAT(T)
        {
            const f32 range = hi - lo;
            f32 width;
            s.power = range > FLT_MAX ? 0.25f : range > 0 && range < 7.9e-31f ? 1099511627776.0f : 1.0f;
            s.low = lo * s.power;
            s.high = hi * s.power;
            width = s.high - s.low;
            s.step = width / (f32)bins;
            s.guess = width > 0 ? (centred ? (f32)(bins - 1) : (f32)bins) / width : 0.0f;
        }
#else
        s.first = (i64)lo;
        s.span = (u64)((i64)hi - (i64)lo);
        if (centred) {
            s.times = s.span ? 2 * (u64)(bins - 1) : 0;
            s.plus = s.span;
            s.over = s.span ? 2 * s.span : 1;
        } else {
            s.times = s.span < bins ? 1 : bins;
            s.over = s.span < bins ? 1 : s.span;
        }
        s.guess = (f32)s.times / (f32)s.over;
        s.low = (f32)s.plus / (f32)s.over;
#endif
        out[0] = s;
    }
}

/* counts[2k], counts[2k + 1]: the lower and upper half of bin k's count, 0 at the start. */
FN void NAME(count)(GLOBAL u32 *counts, int k, u32 n)
{
    if (n && ATOMIC_ADD(&counts[2 * k], n) > 0xffffffffu - n) ATOMIC_ADD(&counts[2 * k + 1], 1u);
}

#if BITS_OF(T) == 8
#define KEY(v) ((int)(v) - LEAST(T))
#elif IS_FLOAT(T) && !ON_CPU
#define KEY(v) NAME(bin_soon)(s, sure, v)
#else
#define KEY(v) NAME(bin)(s, v)
#endif
#define COUNT_PIXEL(t, v) do {                                                                     \
        const int k_ = KEY(v);                                                                     \
        if (!direct) LATOMIC_ADD(&h[k_ * copies + (t & (copies - 1))], 1u);                        \
        else if (k_ < keys) NAME(count)(counts, k_, 1);                                            \
    } while (0)
#define NOTHING(t)

KERNEL5(histogram_count, GLOBAL const T *restrict, src, GLOBAL const struct bins *restrict,
        scale, GLOBAL u32 *, counts, u64, n, u32, rows)
{
    LOCAL u32 h[ROOM + 16];
    const struct bins s = scale[0];
    const u64 first = GRP * ((u64)rows * LANES_N);
    const int full = full_rows(n, rows, first);
    GLOBAL const T *p = src + first;
    const int keys = KEYS, direct = keys > ROOM;
    int copies = 1; /* a power of two, at most 16 */
#if ON_CPU
    PRIV(int, k, LANES_N);
#elif IS_FLOAT(T)
    const f32 sure = inside(s);
#endif
    while (copies < 16 && 2 * copies * keys <= ROOM) copies *= 2;
    FORV(i, ROOM + 16) h[i] = 0;
    SYNC;
#if ON_CPU
    for (int r = 0; r < full; r++) { /* bins first: that loop is vectorised */
        const T *row = p + (u32)r * LANES_N;
        EACHV(t, LANES_N) AT(k, t) = KEY(row[t]);
        if (!direct) EACH(t, LANES_N) LATOMIC_ADD(&h[AT(k, t) * copies + (t & (copies - 1))], 1u);
        else EACH(t, LANES_N) if (AT(k, t) < keys) NAME(count)(counts, AT(k, t), 1);
    }
#else
    EACH_ROW(p, full, COUNT_PIXEL, NOTHING)
#endif
    if (full < (int)rows) {
        EACH(t, LANES_N) {
            if (first + (u64)full * LANES_N + (u64)t >= n) continue;
            COUNT_PIXEL(t, p[(u32)full * LANES_N + (u32)t]);
        }
    }
    SYNC;
    if (direct) return;
    FORL(i, keys) {
        u32 c = 0;
        for (int j = 0; j < copies; j++) c += h[i * copies + ((i + j) & (copies - 1))];
#if BITS_OF(T) == 8
        const int b = NAME(bin)(s, (T)(i + LEAST(T)));
        if (b < (int)s.n) NAME(count)(counts, b, c);
#else
        NAME(count)(counts, i, c);
#endif
    }
}

/* Counts as u32; more than fit are the most that do. */
KERNEL3(histogram_counts, GLOBAL const u32 *restrict, counts, GLOBAL u32 *restrict, dst, u32, bins)
{
    const u32 first = (u32)GRP * LANES_N;
    FORV(t, LANES_N) {
        const u32 i = first + (u32)t;
        if (i < bins) dst[i] = counts[2 * i + 1] ? 0xffffffffu : counts[2 * i];
    }
}
#undef KEYS
#undef KEY
#undef COUNT_PIXEL
#undef NOTHING
