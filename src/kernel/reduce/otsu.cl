/* Otsu's threshold from a histogram of 256 bins (A threshold selection method from gray-level
   histograms, 1979), in exact integers but for the last 64 bits. */

/* The variance between the classes when pixels up to a bin are the lower one, as d^2 / w: top 64 bits
   and exponents, so that two are compared without a division. d: the difference of the class sums'
   cross products. No pixels in one class: 0 / 1. */
struct NAME(split) { u64 d, w; int e, bin; };

FN struct NAME(split) NAME(split_of)(u64 w0, u64 m0, u64 wa, u64 ma, int bin)
{
    struct NAME(split) r;
    const struct wide a = wide_mul(m0, wa), b = wide_mul(ma, w0);
    int e, f, g;
    const u64 d = wide_top(wide_less(a, b) ? wide_sub(b, a) : wide_sub(a, b), &e);
    r.d = wide_top(wide_mul(d, d), &f);
    r.w = wide_top(wide_mul(w0, wa - w0), &g);
    r.e = 2 * e + f - g;
    r.bin = bin;
    if (!r.w || !r.d) {
        r.d = 0;
        r.w = (u64)1 << 63;
        r.e = 0;
    }
    return r;
}

/* The larger one; of equals the first. */
FN struct NAME(split) NAME(better)(struct NAME(split) a, struct NAME(split) b)
{
    int e, f, b_wins;
    const u64 x = wide_top(wide_mul(a.d, b.w), &e), y = wide_top(wide_mul(b.d, a.w), &f);
    e += a.e;
    f += b.e;
    if (!x || !y) b_wins = y || (!x && b.bin < a.bin);
    else b_wins = f > e || (f == e && (y > x || (y == x && b.bin < a.bin)));
    return b_wins ? b : a;
}

/* For 256 bins, not centred: threshold[0] is the middle of the best bin, of integers the integer
   below it (pixels above it are those above the middle itself). One value only: that value, so that
   no pixel is above it; no finite pixel: infinity. */
KERNEL3(histogram_otsu, GLOBAL const u32 *restrict, counts, GLOBAL const struct bins *restrict,
        scale, GLOBAL T *restrict, threshold)
{
    LOCAL u64 w[LANES_N], m[LANES_N]; /* sums of counts, and of bin times count, within sixteen bins */
    LOCAL struct NAME(split) all[LANES_N];
    FORL(i, 16) {
        u64 a = 0, b = 0;
        for (int k = 16 * i; k < 16 * i + 16; k++) {
            const u64 c = (u64)counts[2 * k + 1] << 32 | counts[2 * k];
            w[k] = a += c;
            m[k] = b += c * (u32)k;
        }
    }
    SYNC;
    FORL(i, LANES_N) {
        u64 w0 = w[i], m0 = m[i], wa = 0, ma = 0;
        for (int k = 15; k < LANES_N; k += 16) {
            w0 += k < i / 16 * 16 ? w[k] : 0;
            m0 += k < i / 16 * 16 ? m[k] : 0;
            wa += w[k];
            ma += m[k];
        }
        all[i] = NAME(split_of)(w0, m0, wa, ma, i);
    }
    SYNC;
#define JOIN(i, k) all[i] = NAME(better)(all[i], all[k])
    JOIN_LANES(FORL, JOIN)
#undef JOIN
    if (LID == 0) {
        const struct bins s = scale[0];
        const int k = all[0].bin, found = all[0].d != 0;
#if IS_FLOAT(T)
        const f32 middle = edge(s, k) * 0.5f + edge(s, k + 1) * 0.5f;
        threshold[0] = (found ? middle : s.low <= s.high ? s.high : GREATEST(f32)) / s.power;
#else
        const u64 up = s.over == 1 ? (u64)k : (u64)(2 * k + 1) * s.span / 512;
        threshold[0] = (T)(s.first + (i64)(found ? up : s.span));
#endif
    }
}
