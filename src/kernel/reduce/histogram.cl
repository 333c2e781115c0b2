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

/* What a pixel is counted under: its bin, or its value if it has 8 bits. */
FN int NAME(key)(struct bins s, T v)
{
    (void)s;
#if BITS_OF(T) == 8
    return (int)v - LEAST(T);
#else
    return NAME(bin)(s, v);
#endif
}

#if !ON_CPU || IS_FLOAT(T)
/* Most floats lie so far inside the bin that a guess names that no edge need be looked at: less than
   `within` from its middle, in bins. Roundings move the guess and the edges by at most 16 times 2^-24
   of the number of bins, and twice that of the larger bound (both in steps). Where bins are centred the
   guess is the bin. The lowest pixel, which may be all of the background, is in the first. */
struct guess { int key, sure; };
struct surely { f32 within, low; };
FN struct surely surely_in(struct bins s)
{
    const f32 bound = MAXF(FABS(s.low), FABS(s.high));
    struct surely r;
    r.within = s.step > 0 ? 0.5f - 9.5367432e-7f * (f32)s.n - 1.1920929e-7f * bound / s.step : -1.0f;
    r.low = r.within > 0 ? s.low : FLOATS(0x7fc00000u);
    if (s.centred) r.within = 1.0f;
    return r;
}
#if ON_CPU
/* The guesses for a row, vectorised; where one is not sure the row's bins are found by the rule itself. */
FN void NAME(bins_of)(int *restrict k, const T *restrict row, struct bins s, f32 sure)
{
    const f32 power = s.power, low = s.low, guess = s.guess, end = (f32)s.n;
    i32 unsure[LANES_N], any = 0;
    FORV(t, LANES_N) {
        const f32 x = row[t] * power, at = (x - low) * guess, from_0 = at > 0.0f ? at : 0.0f;
        const f32 place = from_0 < end ? from_0 : end;
        const i32 bin = (i32)place;
        k[t] = bin;
        unsure[t] = FABS(at - (f32)bin - 0.5f) < sure ? 0 : 1; /* so are NaN, and what is outside */
    }
    for (int t = 0; t < LANES_N; t++) any |= unsure[t];
    if (any) FORV(t, LANES_N) k[t] = NAME(bin)(s, row[t]);
}
#else
FN struct guess NAME(guess_of)(struct bins s, struct surely r, T v)
{
    struct guess g;
#if IS_FLOAT(T)
    const f32 x = v * s.power, place = (x - s.low) * s.guess + (s.centred ? 0.5f : 0.0f);
    const int k = (int)place, in = x >= s.low && x <= s.high;
    g.key = in ? k : (int)s.n;
    g.sure = !in || FABS(place - (f32)k - 0.5f) < r.within || x == r.low;
#else
    g.key = NAME(key)(s, v);
    g.sure = 1;
#endif
    return g;
}
#endif
#endif

/* The bins between the extremes of all parts, by the rules of histogram.h. */
KERNEL5(bins_between, GLOBAL const T *restrict, extremes,
        GLOBAL struct bins *restrict, out, u32, parts, u32, bins, u32, centred)
{
    LOCAL T low[LANES_N], high[LANES_N];
    FORL(t, LANES_N) {
        T a = GREATEST(T), b = LEAST(T);
        UNROLL for (u32 k = (u32)t; k < parts; k += LANES_N) {
            const T v = extremes[2 * (u64)k], w = extremes[2 * (u64)k + 1];
            a = v < a ? v : a;
            b = w > b ? w : b;
        }
        low[t] = a;
        high[t] = b;
    }
    SYNC;
#define JOIN(i, k) low[i] = low[k] < low[i] ? low[k] : low[i]; high[i] = high[k] > high[i] ? high[k] : high[i]
    JOIN_LANES(FORV, JOIN)
#undef JOIN
    if (LID == 0) {
        struct bins s;
        const T lo = low[0], hi = high[0];
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

#define COUNT(k) do {                                                                              \
        if (!direct) LATOMIC_ADD(&mine[(k) * copies], 1u);                                         \
        else if ((k) < keys) NAME(count)(counts, k, 1);                                            \
    } while (0)
#if !ON_CPU
/* Sixteen pixels of an item are on their way at once. */
#define PACKS (int)sizeof(T)
#define PACK (16 / PACKS)
#define TURN (16 * LSZ)
PACK_TYPE(pack, T, PACK);
#endif

KERNEL5(histogram_count, GLOBAL const T *restrict, src, GLOBAL const struct bins *restrict,
        scale, GLOBAL u32 *, counts, u64, n, u32, rows)
{
    LOCAL u32 h[ROOM + 16]; /* one key more, for what is in no bin */
    const struct bins s = scale[0];
    const u64 first = GRP * ((u64)rows * LANES_N);
    const int all = (int)(n - first < (u64)rows * LANES_N ? n - first : (u64)rows * LANES_N);
    GLOBAL const T *p = src + first;
    const int keys = KEYS, direct = keys > ROOM;
    int done = 0, copies = 1; /* a power of two, at most 16 */
    while (copies < 16 && 2 * copies * keys <= ROOM) copies *= 2;
    FORV(i, ROOM + 16) h[i] = 0;
    SYNC;
#if ON_CPU
#if IS_FLOAT(T)
    const f32 sure = s.centred ? -1.0f : surely_in(s).within;
#endif
    for (; done + LANES_N <= all; done += LANES_N) { /* keys first: that loop is vectorised */
        const T *row = p + done;
#if BITS_OF(T) == 8
        for (int t = 0; t < LANES_N; t += 16) /* copies is 16 */
            for (int j = 0; j < 16; j++) h[NAME(key)(s, row[t + j]) * 16 + j]++;
#else
        int k[LANES_N];
#if IS_FLOAT(T)
        NAME(bins_of)(k, row, s, sure);
#else
        FORV(t, LANES_N) k[t] = NAME(key)(s, row[t]);
#endif
        if (copies == 16) {
            for (int t = 0; t < LANES_N; t += 16)
                for (int j = 0; j < 16; j++) h[k[t + j] * 16 + j]++;
        } else {
            FORL(t, LANES_N) {
                LOCALP u32 *mine = h + (t & (copies - 1));
                COUNT(k[t]);
            }
        }
#endif
    }
#else
    LOCALP u32 *mine = h + (LID & (copies - 1));
    const struct surely r = surely_in(s);
    if (!direct && UNALIGNED(p, struct pack) == 0)
        for (; done + TURN <= all; done += TURN) {
            GLOBAL const struct pack *from = (GLOBAL const struct pack *)(p + done) + LID;
            struct pack ahead[PACKS];
            u32 doubt = 0;
            UNROLL_ALL for (int u = 0; u < PACKS; u++) ahead[u] = from[u * LSZ];
            UNROLL_ALL for (int i = 0; i < 16; i++) {
                const struct guess g = NAME(guess_of)(s, r, ahead[i / PACK].v[i % PACK]);
                LATOMIC_ADD(&mine[g.key * copies], 1u);
                doubt |= g.sure ? 0u : 1u << i;
            }
            while (doubt) { /* counted where it was guessed, and to be moved */
                const int i = 31 - (int)CLZ(doubt);
                const T v = from[i / PACK * LSZ].v[i % PACK];
                LATOMIC_ADD(&mine[NAME(guess_of)(s, r, v).key * copies], 0xffffffffu);
                LATOMIC_ADD(&mine[NAME(key)(s, v) * copies], 1u);
                doubt ^= 1u << i;
            }
        }
#endif
    ROLLED FORL(i, all - done) {
        const T v = p[done + i];
        const int k = NAME(key)(s, v);
#if ON_CPU
        LOCALP u32 *mine = h + (i & (copies - 1));
#endif
        COUNT(k);
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
#undef COUNT
