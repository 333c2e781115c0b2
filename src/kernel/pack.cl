/* Packs a mask: pixels of type T become bits, and the runs that begin in each group's words are
   counted on the way. */
#define PACK_WORDS 512 /* per group; as IV__PACK_WORDS */

/* four bytes of one nibble each -> 16 bits */
FN u32 NAME(half_word)(u32 v)
{
    v = (v | v >> 4) & 0x00ff00ffu;
    return (v | v >> 8) & 0xffffu;
}

/* bit 31 says whether the pixel before word p.col of a row is set */
FN u32 NAME(bit_before)(GLOBAL const T *src, struct shape sh, struct spot p)
{
    return p.col ? (u32)(src[p.row * (u64)sh.nx + (u64)p.col * 32 - 1] != 0) << 31 : 0;
}

KERNEL4(pack, GLOBAL const T *restrict, src, GLOBAL u32 *restrict, bits, GLOBAL u32 *, runs,
        struct shape, sh)
{
    LOCAL u32 w[PACK_WORDS], t[LSZ];
    const u64 first = GRP * PACK_WORDS;
    const struct spot at = spot_of(sh, first);
    const int n = first + PACK_WORDS <= sh.words ? PACK_WORDS : (int)(sh.words - first);
#if ON_CPU
    FORL(i, n) {
        const struct spot p = spot_after(sh, at, i);
        GLOBAL const T *s = src + p.row * (u64)sh.nx + (u64)p.col * 32;
        const int m = sh.nx - p.col * 32;
        u32 b = 0;
        if (m >= 32) {
            for (int k = 0; k < 32; k++) b |= (u32)(s[k] != 0) << k;
        } else {
            for (int k = 0; k < m; k++) b |= (u32)(s[k] != 0) << k;
        }
        w[i] = b;
    }
#else
    LOCAL u32 nibbles[PACK_WORDS * 2];
    LOCALP u8 *nibble = (LOCALP u8 *)nibbles;
    EACHV(i, PACK_WORDS * 8) {
        const struct spot p = spot_after(sh, at, i / 8);
        const int x = p.col * 32 + i % 8 * 4;
        u32 b = 0;
        if (i / 8 < n)
            for (int k = 0; k < 4; k++)
                if (x + k < sh.nx) b |= (u32)(src[p.row * (u64)sh.nx + x + k] != 0) << k;
        nibble[i] = (u8)b;
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
            const u32 c = !p.col ? 0 : k ? w[k - 1] >> 31 : NAME(bit_before)(src, sh, p) >> 31;
            bits[first + (u64)k] = b;
            sum += POPC(b & ~(b << 1 | c));
        }
        t[i] = sum;
    }
    group_sum(t);
    if (LID == 0) runs[GRP] = t[0];
}
