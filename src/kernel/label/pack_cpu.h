/* The part of pack_cpu.c that is built for each pixel type T. */
FN u8 NAME(is_set)(T v, T limit, int above) { return above ? v > limit : v != 0; }

/* Words that lie side by side in the image, which has n pixels for them. */
FN void NAME(pack_side)(const T *restrict src, u32 *restrict bits, u64 n, T limit, int above)
{
    LOCAL u8 set[PIECE];
    for (u64 x = 0; x < n; x += PIECE) {
        const u64 m = n - x < PIECE ? n - x : PIECE, words = (m + 31) / 32;
        FORV(i, (int)m) set[i] = NAME(is_set)(src[x + (u64)i], limit, above);
        for (u64 i = m; i < words * 32; i++) set[i] = 0;
        for (u64 i = 0; i < words; i++)
            bits[x / 32 + i] = eight(set + i * 32) | eight(set + i * 32 + 8) << 8 |
                                    eight(set + i * 32 + 16) << 16 | eight(set + i * 32 + 24) << 24;
    }
}

FN void NAME(pack_words)(const T *restrict src, u32 *restrict bits, u64 group, struct shape sh, T limit, int above)
{
    const u64 first = group * IV__PACK_WORDS, left = sh.words - first;
    const int n = left < IV__PACK_WORDS ? (int)left : IV__PACK_WORDS;
    const struct spot at = spot_of(sh, first);
    if (sh.nx % 32 == 0) { /* one long row */
        NAME(pack_side)(src + first * 32, bits + first, (u64)n * 32, limit, above);
        return;
    }
    for (int i = 0; i < n;) {
        const struct spot p = spot_after(sh, at, i);
        const int words = sh.wpr - p.col < n - i ? sh.wpr - p.col : n - i, x = p.col * 32, pixels = sh.nx - x;
        NAME(pack_side)(src + p.row * (u64)sh.nx + x, bits + first + (u64)i,
                        (u64)(pixels < words * 32 ? pixels : words * 32), limit, above);
        i += words;
    }
}

KERNEL4(pack, const T *restrict, src, u32 *restrict, bits, u32 *, runs, struct shape, sh)
{
    (void)runs;
    NAME(pack_words)(src, bits, GRP, sh, 0, 0);
}

KERNEL5(pack_above, const T *restrict, src, const T *restrict, limit, u32 *restrict, bits, u32 *, runs, struct shape,
        sh)
{
    (void)runs;
    NAME(pack_words)(src, bits, GRP, sh, *limit, 1);
}
