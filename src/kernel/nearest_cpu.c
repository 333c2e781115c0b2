/* nearest on the CPU, WIDE neighbours in x in lockstep. A candidate is one number, squared distance
   << bits | label, so that the smallest is the nearest, and of equally near ones that with the
   smallest label; a step of k along an axis adds k^2 << bits. The minimum over a volume is the
   minimum along z of those along y of those along x (separable parabolas: Saito and Toriwaki,
   1994), exact in integers in any order.
   * x: the nearest labels to the left and right, from the packed mask;
   * block: the minimum of every BLOCK lines along the next axis;
   * along it, y, then z: outwards from each line, left as soon as the distance alone is no better;
     from NEAR lines away on only through blocks whose minimum can win, the most promising first. */
#include "kernel/cpu.h"
#include "kernel/shape.h"
#include "kernel/common.h"

enum { WORDS = 128, BLOCK = 16, TILE_X = 512, TILE_LINES = 8 }; /* as in nearest.c */
enum { NEAR = 8 };
#define FAR ((i64)1 << 62)

FN i64 along_x(const u32 *labels, int x, int site, u32 bits)
{
    const i64 d = x - site;
    return site < 0 ? FAR : (d * d << bits) + labels[site];
}

/* Rows are counted from first_row, where `out` begins. */
KERNEL6(nearest_candidates, const u32 *restrict, packed, const u32 *restrict, labels, i64 *restrict,
        out, struct shape, sh, u64, first_row, u32, bits)
{
    const u64 first = GRP * WORDS; /* sh.words is that of the slab */
    const struct spot at = spot_of(sh, first);
    const int count = first + WORDS <= sh.words ? WORDS : (int)(sh.words - first);
    for (int i = 0; i < count; i++) {
        const struct spot p = spot_after(sh, at, i);
        const u32 *word = packed + (first_row + p.row) * (u64)sh.wpr, c = word[p.col];
        const u32 *row = labels + (first_row + p.row) * (u64)sh.nx;
        i64 *d = out + p.row * (u64)sh.nx;
        const int x0 = p.col * 32, n = sh.nx - x0 < 32 ? sh.nx - x0 : 32;
        int left, right;
        outside_word(word, p.col, sh.wpr, &left, &right);
        for (int l = 0; l < n; l++) {
            const u32 lo = c & LE_MASK(l), hi = c & ~LT_MASK(l);
            const i64 a = along_x(row, x0 + l, lo ? x0 + 31 - (int)CLZ(lo) : left, bits);
            const i64 b = along_x(row, x0 + l, hi ? x0 + (int)CTZ(hi) : right, bits);
            d[x0 + l] = a < b ? a : b;
        }
    }
}

/* Lines along an axis: `inner` values apart, `lines` of them, `outer` times. */
KERNEL5(nearest_block, const i64 *restrict, src, i64 *restrict, dst, u32, inner, u32, lines, u32,
        blocks)
{
    const u32 tiles = (inner + TILE_X - 1) / TILE_X, rest = (u32)(GRP / tiles), o = rest / blocks;
    const u32 b = rest - o * blocks, i0 = (u32)(GRP - (u64)rest * tiles) * TILE_X;
    const u32 l0 = b * BLOCK, l1 = l0 + BLOCK < lines ? l0 + BLOCK : lines;
    const int n = inner - i0 < TILE_X ? (int)(inner - i0) : TILE_X;
    const i64 *s = src + (u64)o * lines * inner + i0;
    i64 *d = dst + ((u64)o * blocks + b) * inner + i0;
    FORV (i, n) d[i] = s[(u64)l0 * inner + (u64)i];
    for (u32 l = l0 + 1; l < l1; l++) {
        FORV (i, n) {
            const i64 v = s[(u64)l * inner + (u64)i];
            d[i] = v < d[i] ? v : d[i];
        }
    }
}

FN i64 highest(const i64 *f, int m)
{
    i64 top = f[0];
    for (int v = 1; v < m; v++) top = f[v] > top ? f[v] : top;
    return top;
}

/* Takes line i as a candidate. */
FN void look(i64 *best, const i64 *p, u32 inner, int i, i64 add, int m)
{
    const i64 *f = p + (u64)(u32)i * inner;
    for (int v = 0; v < m; v++) {
        const i64 c = f[v] + add;
        best[v] = c < best[v] ? c : best[v];
    }
}

FN i64 square(int k, u32 bits) { return (i64)k * k << bits; }

/* The lines of block b. */
FN void look_at_block(i64 *best, const i64 *p, u32 inner, int b, int line, int end, u32 bits, int m)
{
    for (int j = b * BLOCK; j < (b + 1) * BLOCK && j <= end; j++)
        look(best, p, inner, j, square(j - line, bits), m);
}

/* How far a block is from a line at least, and how far below `best` its candidates may lie (for any
   of the m neighbours). */
FN i64 gap_to(int b, int line, int end, u32 bits)
{
    const int l0 = b * BLOCK, l1 = l0 + BLOCK - 1 < end ? l0 + BLOCK - 1 : end;
    return square(line < l0 ? l0 - line : line > l1 ? line - l1 : 0, bits);
}
FN i64 promise(const i64 *best, const i64 *q, u32 inner, int b, i64 gap, int m)
{
    const i64 *f = q + (u64)(u32)b * inner;
    i64 most = 0;
    for (int v = 0; v < m; v++) {
        const i64 gain = best[v] - f[v] - gap;
        most = gain > most ? gain : most;
    }
    return most;
}

FN void search(i64 *best, const i64 *p, const i64 *q, u32 inner, int line, int end, u32 bits, int m)
{
    i64 most = 0;
    int first = -1, k = 1;
    for (; line - k >= 0 || line + k <= end; k++) {
        if (square(k, bits) >= highest(best, m)) return;
        if (k > NEAR) break;
        if (line - k >= 0) look(best, p, inner, line - k, square(k, bits), m);
        if (line + k <= end) look(best, p, inner, line + k, square(k, bits), m);
    }
    if (k <= NEAR) return;
    for (int b = 0; b <= end / BLOCK; b++) {
        const i64 gain = promise(best, q, inner, b, gap_to(b, line, end, bits), m);
        if (gain > most) {
            most = gain;
            first = b;
        }
    }
    if (first < 0) return;
    look_at_block(best, p, inner, first, line, end, bits, m);
    for (int b = 0; b <= end / BLOCK; b++)
        if (b != first && promise(best, q, inner, b, gap_to(b, line, end, bits), m) > 0)
            look_at_block(best, p, inner, b, line, end, bits, m);
}

/* What is not below `limit` is FAR; last: the label alone, or 0, is written to `labels`. */
struct lines {
    i64 limit;
    u64 to; /* where dst begins */
    u32 inner, lines, bits, blocks, last, unused;
};

FN void along_lines(const i64 *p, const i64 *q, i64 *out, u32 *labels, int line, struct lines s,
                    int m)
{
    i64 best[WIDE];
    for (int v = 0; v < m; v++) {
        const i64 f = p[(u64)(u32)line * s.inner + (u64)v];
        best[v] = f < s.limit ? f : s.limit;
    }
    search(best, p, q, s.inner, line, (int)s.lines - 1, s.bits, m);
    if (s.last) {
        for (int v = 0; v < m; v++)
            labels[v] = best[v] < s.limit ? (u32)best[v] & (0xffffffffu >> (32 - s.bits)) : 0;
    } else {
        for (int v = 0; v < m; v++) out[v] = best[v] < s.limit ? best[v] : FAR;
    }
}

KERNEL5(nearest_along, const i64 *restrict, src, const i64 *restrict, block, i64 *restrict, dst,
        u32 *restrict, labels, struct lines, s)
{
    const u32 bi = (s.inner + TILE_X - 1) / TILE_X, bl = (s.lines + TILE_LINES - 1) / TILE_LINES;
    const u32 b = (u32)(GRP / bi), o = b / bl, i0 = (u32)(GRP - (u64)b * bi) * TILE_X;
    const int l0 = (int)(b - o * bl) * TILE_LINES;
    const u64 base = (u64)o * s.lines * s.inner;
    FORL (t, TILE_LINES * TILE_X / WIDE) {
        const u32 i = i0 + (u32)(t % (TILE_X / WIDE)) * WIDE;
        const int line = l0 + t / (TILE_X / WIDE);
        if (i < s.inner && line < (int)s.lines) {
            const u64 at = base + (u64)line * s.inner + i;
            const i64 *p = src + base + i, *q = block + (u64)o * s.blocks * s.inner + i;
            if (s.inner - i >= WIDE)
                along_lines(p, q, dst + s.to + at, labels + at, line, s, WIDE);
            else
                along_lines(p, q, dst + s.to + at, labels + at, line, s, (int)(s.inner - i));
        }
    }
}

CPU_KERNELS(nearest_cpu) = { CPU_KERNEL(nearest_candidates, 0), CPU_KERNEL(nearest_block, 0),
                             CPU_KERNEL(nearest_along, 0), CPU_END };
