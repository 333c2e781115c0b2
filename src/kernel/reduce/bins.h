/* How pixels find their bins, for histogram.cl and otsu.cl; as in histogram.c. Integers: pixel v is in
   bin (times * (v - first) + plus) / over, if v - first is not above `span`. Floats: bins are on a
   scale of pixel * power, so that nothing overflows or is denormal; bin k begins at low + k * step, or
   with `centred` is the nearest to (v - low) * guess. */
#ifndef IV__BINS_H
#define IV__BINS_H
struct bins {
    i64 first;
    u64 times, plus, over, span;
    f32 low, high, guess, step, power;
    u32 n, centred, unused;
};

/* Where a bin of floats begins, as NumPy has it in 32 bits. */
FN f32 edge(struct bins b, int k) { return k < (int)b.n ? (f32)k * b.step + b.low : b.high; }
#endif
