/* Nearest label of every pixel. A candidate is one number, squared distance << bits | label, so
   that the smallest is the nearest, and of equally near ones that with the smallest label; a step
   of k along an axis adds k^2 << bits. The minimum over a volume is thus the minimum along z of
   those along y of those along x (separable parabolas: Saito and Toriwaki, 1994), exact in integers
   in any order. x      the nearest labels to the left and right, from the packed mask block  the
   minimum of every BLOCK lines along the next axis lines  y, then z: outwards from each line, left
   as soon as the distance alone is no better; from NEAR lines away on only through blocks whose
   minimum can win, the most promising first WIDE neighbours in x are searched in lockstep: more
   turns never change a result. */
#define FAR   ((i64)1 << 62)
#define WORDS 128 /* per group along x */
#define BLOCK 16
#define NEAR  8
#if ON_CPU
#define TILE_X     512 /* pixels in x per group, a multiple of WIDE */
#define TILE_LINES 8
#define STEP       1 /* turns between two looks at whether the search is over */
#else
#define TILE_X     64
#define TILE_LINES 16
#define STEP       2
#endif

/* The nearest set pixels outside of word col of a row; -1 if there is none. */
FN void outside(GLOBAL const u32 *row, int col, int wpr, LOCALP int *left, LOCALP int *right)
{
    const u32 c = row[col];
    int l = -1, r = -1;
    if (!(c & 1))
        for (int k = col - 1; k >= 0 && l < 0; k--)
            if (row[k]) l = k * 32 + 31 - (int)CLZ(row[k]);
    if (!(c >> 31))
        for (int k = col + 1; k < wpr && r < 0; k++)
            if (row[k]) r = k * 32 + (int)CTZ(row[k]);
    *left = l;
    *right = r;
}

FN i64 along_x(GLOBAL const u32 *labels, int x, int site, u32 bits)
{
    const i64 d = x - site;
    return site < 0 ? FAR : (d * d << bits) + labels[site];
}

/* An item per word finds the nearest outside of it; then 32 lanes per word look inside. Rows are
   counted from first_row, where `out` begins. */
KERNEL6(nearest_x, GLOBAL const u32 *restrict, packed, GLOBAL const u32 *restrict, labels,
        GLOBAL i64 *restrict, out, struct shape, sh, u64, first_row, u32, bits)
{
    LOCAL int left[WORDS], right[WORDS];
    const u64 first = GRP * WORDS; /* sh.words is that of the slab */
    const struct spot at = spot_of(sh, first);
    const int count = first + WORDS <= sh.words ? WORDS : (int)(sh.words - first);
    FORL(i, count) {
        const struct spot p = spot_after(sh, at, i);
        outside(packed + (first_row + p.row) * (u64)sh.wpr, p.col, sh.wpr, left + i, right + i);
    }
    SYNC;
    TEAM(i, count, 32) {
        const struct spot p = spot_after(sh, at, i);
        const int x0 = p.col * 32, n = sh.nx - x0, l0 = left[i], r0 = right[i];
        const u32 c = packed[(first_row + p.row) * (u64)sh.wpr + (u64)p.col];
        GLOBAL const u32 *row = labels + (first_row + p.row) * (u64)sh.nx;
        GLOBAL i64 *d = out + p.row * (u64)sh.nx + (u64)x0;
        LANES(l, 32) {
            const u32 lo = c & LE_MASK(l), hi = c & ~LT_MASK(l);
            const int x = x0 + l;
            if (l < n) {
                const i64 a = along_x(row, x, lo ? x0 + 31 - (int)CLZ(lo) : l0, bits);
                const i64 b = along_x(row, x, hi ? x0 + (int)CTZ(hi) : r0, bits);
                d[l] = a < b ? a : b;
            }
        }
    }
}

/* Lines along an axis: `inner` values apart, `lines` of them, `outer` times. */
KERNEL5(nearest_block, GLOBAL const i64 *restrict, src, GLOBAL i64 *restrict, dst, u32, inner, u32,
        lines, u32, blocks)
{
    const u32 tiles = (inner + TILE_X - 1) / TILE_X, rest = (u32)divide(GRP, tiles),
              o = rest / blocks;
    const u32 b = rest - o * blocks, i0 = (u32)(GRP - (u64)rest * tiles) * TILE_X;
    const u32 l0 = b * BLOCK, l1 = l0 + BLOCK < lines ? l0 + BLOCK : lines;
    const int n = inner - i0 < TILE_X ? (int)(inner - i0) : TILE_X;
    GLOBAL const i64 *s = src + (u64)o * lines * inner + i0;
    GLOBAL i64 *d = dst + ((u64)o * blocks + b) * inner + i0;
#if ON_CPU
    FORV(i, n) d[i] = s[(u64)l0 * inner + (u64)i];
    for (u32 l = l0 + 1; l < l1; l++) {
        FORV(i, n) {
            const i64 v = s[(u64)l * inner + (u64)i];
            d[i] = v < d[i] ? v : d[i];
        }
    }
#else
    FORL(i, n) {
        i64 best = FAR;
        for (u32 l = l0; l < l1; l++) {
            const i64 v = s[(u64)l * inner + (u64)i];
            best = v < best ? v : best;
        }
        d[i] = best;
    }
#endif
}

FN i64 highest(const i64 *f, int m)
{
    i64 top = f[0];
    for (int v = 1; v < m; v++) top = f[v] > top ? f[v] : top;
    return top;
}

/* Takes line i as a candidate, k away. Past the border it is the border's again: farther than when
   it was met before, so it never wins. */
FN void look(i64 *best, GLOBAL const i64 *p, u32 inner, int i, int end, i64 add, int m)
{
    const int line = i < 0 ? 0 : i > end ? end : i;
    GLOBAL const i64 *f = p + (u64)(u32)line * inner;
    for (int v = 0; v < m; v++) {
        const i64 c = f[v] + add;
        best[v] = c < best[v] ? c : best[v];
    }
}

FN i64 square(int k, u32 bits) { return (i64)k * k << bits; }

/* The lines of block b. */
FN void look_at_block(i64 *best, GLOBAL const i64 *p, u32 inner, int b, int line, int end, u32 bits,
                      int m)
{
    for (int j = b * BLOCK; j < (b + 1) * BLOCK && j <= end; j++)
        look(best, p, inner, j, end, square(j - line, bits), m);
}

/* How far a block is from a line at least, and how far below `best` its candidates may lie (for any
   of the m neighbours). */
FN i64 gap_to(int b, int line, int end, u32 bits)
{
    const int l0 = b * BLOCK, l1 = l0 + BLOCK - 1 < end ? l0 + BLOCK - 1 : end;
    return square(line < l0 ? l0 - line : line > l1 ? line - l1 : 0, bits);
}
FN i64 promise(const i64 *best, GLOBAL const i64 *q, u32 inner, int b, i64 gap, int m)
{
    GLOBAL const i64 *f = q + (u64)(u32)b * inner;
    i64 most = 0;
    for (int v = 0; v < m; v++) {
        const i64 gain = best[v] - f[v] - gap;
        most = gain > most ? gain : most;
    }
    return most;
}

FN void search(i64 *best, GLOBAL const i64 *p, GLOBAL const i64 *q, u32 inner, int line, int end,
               u32 bits, int m)
{
    i64 top = highest(best, m), most = 0;
    int k = 1, first = -1;
    for (; k <= end && (line - k >= 0 || line + k <= end); k += STEP) {
        if (square(k, bits) >= top) return;
        if (k > NEAR) break;
        for (int j = 0; j < STEP; j++) {
            look(best, p, inner, line - k - j, end, square(k + j, bits), m);
            look(best, p, inner, line + k + j, end, square(k + j, bits), m);
        }
        top = highest(best, m);
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

FN void along_lines(GLOBAL const i64 *p, GLOBAL const i64 *q, GLOBAL i64 *out, GLOBAL u32 *labels,
                    int line, struct lines s, int m)
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

KERNEL5(nearest_lines, GLOBAL const i64 *restrict, src, GLOBAL const i64 *restrict, block,
        GLOBAL i64 *restrict, dst, GLOBAL u32 *restrict, labels, struct lines, s)
{
    const u32 bi = (s.inner + TILE_X - 1) / TILE_X, bl = (s.lines + TILE_LINES - 1) / TILE_LINES;
    const u32 b = (u32)divide(GRP, bi), o = b / bl, i0 = (u32)(GRP - (u64)b * bi) * TILE_X;
    const int l0 = (int)(b - o * bl) * TILE_LINES;
    const u64 base = (u64)o * s.lines * s.inner;
    FORL(t, TILE_LINES * TILE_X / WIDE) {
        const u32 i = i0 + (u32)(t % (TILE_X / WIDE)) * WIDE;
        const int line = l0 + t / (TILE_X / WIDE);
        if (i < s.inner && line < (int)s.lines) {
            const u64 at = base + (u64)line * s.inner + i;
            GLOBAL const i64 *p = src + base + i, *q = block + (u64)o * s.blocks * s.inner + i;
            if (s.inner - i >= WIDE)
                along_lines(p, q, dst + s.to + at, labels + at, line, s, WIDE);
            else
                along_lines(p, q, dst + s.to + at, labels + at, line, s, (int)(s.inner - i));
        }
    }
}

/* One axis of the squared distance from each pixel of a label to the nearest of anything else,
   `reach` at most: outwards over the pixels of the same label, with what they found along the axes
   before, up to the first other one. */
struct border {
    u64 n, stride;
    u32 size, reach; /* pixels along the axis, how far to look */
    u32 limit;       /* the square of the reach, rounded down */
    u32 first, last, unused;
};
KERNEL4(nearest_border, GLOBAL const u32 *restrict, labels, GLOBAL const u32 *restrict, src,
        GLOBAL u32 *restrict, dst, struct border, s)
{
    FORL(t, 1024) {
        const u64 at = GRP * 1024 + (u64)t;
        if (at < s.n) {
            const u32 own = labels[at], here = (u32)(at / s.stride % s.size);
            u32 best = s.first ? 0xffffffffu : src[at];
            for (int side = 0; own && side < 2; side++) {
                const u32 room = side ? s.size - 1 - here : here;
                for (u32 k = 1; k <= s.reach && k <= room && k * k < best; k++) {
                    const u64 q = side ? at + k * s.stride : at - k * s.stride;
                    const int same = labels[q] == own;
                    const u32 f = !same ? 0 : s.first ? 0xffffffffu : src[q];
                    const u32 d = f > s.limit ? 0xffffffffu : f + k * k;
                    best = d < best ? d : best;
                    if (!same) break;
                }
            }
            dst[at] = !s.last ? best : best > s.limit ? own : 0;
        }
    }
}
