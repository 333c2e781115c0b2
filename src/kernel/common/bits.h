/* What kernels share: bits, places in a packed mask, group scans. After kernel/common/shape.h. */
#ifndef IV__BITS_H
#define IV__BITS_H

#define LE_MASK(b) (0xffffffffu >> (31 - (b)))  /* bits 0..b */
#define LT_MASK(b) ((1u << (b)) - 1u)           /* bits 0..b-1, b < 32 */
#define CTZ(x)     (31 - CLZ((x) & (0u - (x)))) /* x is not 0 */

/* 64-bit division costs a GPU about 100 instructions: only where it must. */
FN u64 divide(u64 a, u32 b) { return a >> 32 ? a / b : (u32)a / b; }

/* Where word first + i of a packed mask lies, first's place being known. */
struct spot {
    u64 row;
    int col;
};
FN struct spot spot_of(struct shape sh, u64 first)
{
    struct spot s;
    s.row = divide(first, (u32)sh.wpr);
    s.col = (int)(first - s.row * (u64)sh.wpr);
    return s;
}
/* magic is rounded down, so the quotient may be one too small. */
FN struct spot spot_after(struct shape sh, struct spot s, int i)
{
    const u32 t = (u32)(s.col + i), wpr = (u32)sh.wpr;
    u32 rows = (u32)(t * sh.magic >> 32);
    rows += t - rows * wpr >= wpr;
    s.row += rows;
    s.col = (int)(t - rows * wpr);
    return s;
}

/* Sum of t[0..LSZ) in t[0]; t is lost. */
FN void group_sum(LOCALP u32 *t)
{
    SYNC;
    for (int d = LSZ / 2; d > 0; d /= 2) {
        FORL(i, d) t[i] += t[i + d];
        SYNC;
    }
}

/* Sum of s[0..n); t has room for LSZ. */
FN u32 sum_before(GLOBAL const u32 *s, u64 n, LOCALP u32 *t)
{
    u32 sum;
    FORL(i, LSZ) {
        u32 a = 0;
        for (u64 k = (u64)i; k < n; k += LSZ) a += s[k];
        t[i] = a;
    }
    group_sum(t);
    sum = t[0];
    SYNC;
    return sum;
}

/* s[0..n) becomes its exclusive prefix sum, n a multiple of LSZ; t has room for 2 * LSZ. Returns
   the total. Each item adds up a stretch, then the stretches are scanned by doubling. */
FN u32 group_scan(LOCALP u32 *s, LOCALP u32 *t, int n)
{
    const int per = n / LSZ;
    int h = 0;
    SYNC;
    FORL(i, LSZ) {
        u32 a = 0;
        for (int k = 0; k < per; k++) {
            const u32 v = s[i * per + k];
            s[i * per + k] = a;
            a += v;
        }
        t[i] = a;
    }
    SYNC;
    for (int d = 1; d < LSZ; d *= 2, h ^= LSZ) {
        FORL(i, LSZ) t[(h ^ LSZ) + i] = t[h + i] + (i >= d ? t[h + i - d] : 0);
        SYNC;
    }
    if (LSZ > 1) {
        FORL(i, LSZ) {
            const u32 base = i ? t[h + i - 1] : 0;
            for (int k = 0; k < per; k++) s[i * per + k] += base;
        }
    }
    SYNC;
    return t[h + LSZ - 1];
}
#endif
