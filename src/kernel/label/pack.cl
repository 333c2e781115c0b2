/* Packs a mask: pixels of type T become bits, and the runs that begin in each group's words are
   counted on the way. A pixel is set that is not 0, or, for pack_above, that is above a limit. */
#define PACK_WORDS 512 /* per group; as IV__PACK_WORDS */

/* four bytes of one nibble each -> 16 bits */
FN u32 NAME(half_word)(u32 v)
{
    v = (v | v >> 4) & 0x00ff00ffu;
    return (v | v >> 8) & 0xffffu;
}

/* What decides: a limit, or none. */
struct NAME(test) {
    T limit;
    int above;
};
FN u32 NAME(is_set)(T v, struct NAME(test) test) { return test.above ? v > test.limit : v != 0; }

/* The bits of up to 4 pixels from column x of a row on. */
FN u32 NAME(four)(GLOBAL const T *row, int x, int nx, struct NAME(test) test)
{
    u32 b = 0;
    UNROLL_ALL for (int k = 0; k < 4; k++)
        if (x + k < nx) b |= NAME(is_set)(row[x + k], test) << k;
    return b;
}

#if !ON_CPU
typedef PACK_TYPE(pixels4, T, 4) pixels4;
FN u32 four_bits(pixels4 p, struct test test)
{
    u32 b = 0;
    UNROLL_ALL for (int k = 0; k < 4; k++) b |= is_set(p.v[k], test) << k;
    return b;
}
#endif

FN void NAME(pack_words)(GLOBAL const T *restrict src, GLOBAL u32 *restrict bits, GLOBAL u32 *runs, u64 group,
                         struct shape sh, struct NAME(test) test, LOCALP u32 *w, LOCALP u32 *nibbles,
                         LOCALP u32 *t)
{
    const u64 first = group * PACK_WORDS;
    const struct spot at = spot_of(sh, first);
    const int n = first + PACK_WORDS <= sh.words ? PACK_WORDS : (int)(sh.words - first);
#if ON_CPU
    (void)nibbles;
    FORL(i, n) {
        const struct spot p = spot_after(sh, at, i);
        GLOBAL const T *s = src + p.row * (u64)sh.nx + (u64)p.col * 32;
        const int m = sh.nx - p.col * 32;
        u32 b = 0;
        if (m >= 32) {
            for (int k = 0; k < 32; k++) b |= NAME(is_set)(s[k], test) << k;
        } else {
            for (int k = 0; k < m; k++) b |= NAME(is_set)(s[k], test) << k;
        }
        w[i] = b;
    }
#else
    LOCALP u8 *nibble = (LOCALP u8 *)nibbles;
    if (sh.nx % 32 == 0 && !UNALIGNED(src, pixels4)) { /* words follow each other */
        GLOBAL const pixels4 *from = (GLOBAL const pixels4 *)src + first * 8;
        EACHV(i, PACK_WORDS * 8) nibble[i] = (u8)(i / 8 < n ? four_bits(from[i], test) : 0);
    } else {
        EACHV(i, PACK_WORDS * 8) {
            const struct spot p = spot_after(sh, at, i / 8);
            const int x = p.col * 32 + i % 8 * 4;
            nibble[i] = (u8)(i / 8 < n ? NAME(four)(src + p.row * (u64)sh.nx, x, sh.nx, test) : 0);
        }
    }
    SYNC;
    FORV(i, n) w[i] = NAME(half_word)(nibbles[2 * i]) | NAME(half_word)(nibbles[2 * i + 1]) << 16;
#endif
    SYNC;
    FORL(i, LSZ) {
        u32 sum = 0;
        for (int k = i; k < n; k += LSZ) {
            const struct spot p = spot_after(sh, at, k);
            const u32 b = w[k];
            const u32 c = !p.col ? 0
                          : k    ? w[k - 1] >> 31
                                 : NAME(is_set)(src[p.row * (u64)sh.nx + (u64)p.col * 32 - 1], test);
            bits[first + (u64)k] = b;
            sum += POPC(b & ~(b << 1 | c));
        }
        t[i] = sum;
    }
    group_sum(t);
    if (LID == 0) runs[group] = t[0];
}

KERNEL4(pack, GLOBAL const T *restrict, src, GLOBAL u32 *restrict, bits, GLOBAL u32 *, runs,
        struct shape, sh)
{
    LOCAL u32 w[PACK_WORDS], nibbles[ON_CPU ? 1 : PACK_WORDS * 2], t[LSZ];
    const struct NAME(test) test = { 0, 0 };
    NAME(pack_words)(src, bits, runs, GRP, sh, test, w, nibbles, t);
}

KERNEL5(pack_above, GLOBAL const T *restrict, src, GLOBAL const T *restrict, limit, GLOBAL u32 *restrict, bits,
        GLOBAL u32 *, runs, struct shape, sh)
{
    LOCAL u32 w[PACK_WORDS], nibbles[ON_CPU ? 1 : PACK_WORDS * 2], t[LSZ];
    const struct NAME(test) test = { *limit, 1 };
    NAME(pack_words)(src, bits, runs, GRP, sh, test, w, nibbles, t);
}
