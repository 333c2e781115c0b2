/* Packs a mask: pixels of type T become bits, and the runs that begin in each group's words are
   counted on the way. A pixel is set that is not 0, or, for pack_above, that is above a limit. The CPU
   has its own form, pack_cpu.c. */
#define PACK_WORDS 512 /* per group; as IV__PACK_WORDS */

/* four bytes of one nibble each -> 16 bits */
FN u32 half_word(u32 v)
{
    v = (v | v >> 4) & 0x00ff00ffu;
    return (v | v >> 8) & 0xffffu;
}

/* What decides: a limit, or none. */
struct test {
    T limit;
    int above;
};
FN u32 is_set(T v, struct test test) { return test.above ? v > test.limit : v != 0; }

/* The bits of up to 4 pixels from column x of a row on. */
FN u32 four(GLOBAL const T *row, int x, int nx, struct test test)
{
    u32 b = 0;
    UNROLL_ALL for (int k = 0; k < 4; k++)
        if (x + k < nx) b |= is_set(row[x + k], test) << k;
    return b;
}

typedef PACK_TYPE(pixels4, T, 4) pixels4;
FN u32 four_bits(pixels4 p, struct test test)
{
    u32 b = 0;
    UNROLL_ALL for (int k = 0; k < 4; k++) b |= is_set(p.v[k], test) << k;
    return b;
}

FN void pack_words(GLOBAL const T *restrict src, GLOBAL u32 *restrict bits, GLOBAL u32 *runs, u64 group,
                         struct shape sh, struct test test, LOCALP u32 *w, LOCALP u32 *nibbles,
                         LOCALP u32 *t)
{
    const u64 first = group * PACK_WORDS;
    const struct spot at = spot_of(sh, first);
    const int n = first + PACK_WORDS <= sh.words ? PACK_WORDS : (int)(sh.words - first);
    LOCALP u8 *nibble = (LOCALP u8 *)nibbles;
    if (sh.nx % 32 == 0 && !UNALIGNED(src, pixels4)) { /* words follow each other */
        GLOBAL const pixels4 *from = (GLOBAL const pixels4 *)src + first * 8;
        EACHV(i, PACK_WORDS * 8) nibble[i] = (u8)(i / 8 < n ? four_bits(from[i], test) : 0);
    } else {
        EACHV(i, PACK_WORDS * 8) {
            const struct spot p = spot_after(sh, at, i / 8);
            const int x = p.col * 32 + i % 8 * 4;
            nibble[i] = (u8)(i / 8 < n ? four(src + p.row * (u64)sh.nx, x, sh.nx, test) : 0);
        }
    }
    SYNC;
    FORV(i, n) w[i] = half_word(nibbles[2 * i]) | half_word(nibbles[2 * i + 1]) << 16;
    SYNC;
    FORL(i, LSZ) {
        u32 sum = 0;
        for (int k = i; k < n; k += LSZ) {
            const struct spot p = spot_after(sh, at, k);
            const u32 b = w[k];
            const u32 c = !p.col ? 0
                          : k    ? w[k - 1] >> 31
                                 : is_set(src[p.row * (u64)sh.nx + (u64)p.col * 32 - 1], test);
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
    LOCAL u32 w[PACK_WORDS], nibbles[PACK_WORDS * 2], t[LSZ];
    const struct test test = { 0, 0 };
    pack_words(src, bits, runs, GRP, sh, test, w, nibbles, t);
}

KERNEL5(pack_above, GLOBAL const T *restrict, src, GLOBAL const T *restrict, limit, GLOBAL u32 *restrict, bits,
        GLOBAL u32 *, runs, struct shape, sh)
{
    LOCAL u32 w[PACK_WORDS], nibbles[PACK_WORDS * 2], t[LSZ];
    const struct test test = { *limit, 1 };
    pack_words(src, bits, runs, GRP, sh, test, w, nibbles, t);
}
