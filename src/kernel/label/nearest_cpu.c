/* nearest on the CPU, WIDE neighbours in lockstep. A candidate is one number, squared distance << bits |
   label, so that the smallest is the nearest, and of equally near ones that with the smallest label; a
   step of k along an axis adds k^2 << bits. The minimum over a volume is the minimum along z of those
   along y of those along x (separable parabolas: Saito and Toriwaki, 1994), exact in integers in any
   order.
   * x: the nearest labels to the left and right, from the packed mask;
   * y, then z: a strip of lines is copied to where the cache holds it, with the minimum of every BLOCK
     lines; then outwards from each line, left as soon as the distance alone is no better; from NEAR
     lines away on only through blocks whose minimum can win.
   The bits of positive floats are in the order of the floats, and processors have a minimum of 64-bit
   floats but rarely one of integers: candidates are added to as integers and compared as floats. All
   have LEAST added, which makes them normal numbers. */
#include "kernel/common/cpu.h"
#include "kernel/common/shape.h"
#include "kernel/common/bits.h"
#include "kernel/common/halo_cpu.h"

enum { WORDS = 128, BLOCK = 16, STRIP = 32, ROOM = 2048 * STRIP * (BLOCK + 1) / BLOCK }; /* as in nearest.c */
enum { NEAR = 8 };
#define LEAST ((i64)1 << 52)
#define FAR ((i64)1 << 62)

FN double as_float(i64 v)
{
    double f;
    memcpy(&f, &v, sizeof f);
    return f;
}
FN i64 as_bits(double f)
{
    i64 v;
    memcpy(&v, &f, sizeof v);
    return v;
}
FN i64 smaller(i64 a, i64 b) { return as_bits(as_float(a) < as_float(b) ? as_float(a) : as_float(b)); }

FN i64 along_x(const u32 *labels, int x, int site, u32 bits)
{
    const i64 d = x - site;
    return site < 0 ? FAR : LEAST + (d * d << bits) + labels[site];
}

/* A word's pixels without a label in it: from the nearest ones outside. */
static void between(i64 *restrict d, const u32 *labels, int x0, int n, int left, int right, u32 bits)
{
    const i64 a = left < 0 ? FAR : LEAST + labels[left], b = right < 0 ? FAR : LEAST + labels[right];
    FORV(l, n)
    {
        const i64 to_left = x0 + l - left, to_right = right - x0 - l;
        const i64 u = a + (to_left * to_left << bits), v = b + (to_right * to_right << bits);
        d[l] = smaller(smaller(u, v), FAR);
    }
}

/* Rows are counted from first_row, where `out` begins. The nearest labels outside of a word follow from
   those of the word before. */
KERNEL6(nearest_candidates, const u32 *restrict, packed, const u32 *restrict, labels, i64 *restrict,
        out, struct shape, sh, u64, first_row, u32, bits)
{
    const u64 first = GRP * WORDS; /* sh.words is that of the slab */
    const struct spot at = spot_of(sh, first);
    const int count = first + WORDS <= sh.words ? WORDS : (int)(sh.words - first);
    int left = -1, right = -1;
    for (int i = 0; i < count; i++) {
        const struct spot p = spot_after(sh, at, i);
        const u32 *word = packed + (first_row + p.row) * (u64)sh.wpr, c = word[p.col];
        const u32 *row = labels + (first_row + p.row) * (u64)sh.nx;
        i64 *d = out + p.row * (u64)sh.nx;
        const int x0 = p.col * 32, n = sh.nx - x0 < 32 ? sh.nx - x0 : 32;
        if (i == 0 || p.col == 0) {
            left = right = -1;
            for (int k = p.col - 1; k >= 0 && left < 0; k--)
                if (word[k]) left = k * 32 + 31 - (int)CLZ(word[k]);
        }
        if (right < x0 + 32 && !(right < 0 && i > 0 && p.col > 0)) { /* passed, or a new row */
            right = -1;
            for (int k = p.col + 1; k < sh.wpr && right < 0; k++)
                if (word[k]) right = k * 32 + (int)CTZ(word[k]);
        }
        if (c == 0) between(d + x0, row, x0, n, left, right, bits);
        else if (c == 0xffffffffu) FORV(l, 32) d[x0 + l] = LEAST + row[x0 + l];
        else
            for (int l = 0; l < n; l++) {
                const u32 lo = c & LE_MASK(l), hi = c & ~LT_MASK(l);
                const i64 a = along_x(row, x0 + l, lo ? x0 + 31 - (int)CLZ(lo) : left, bits);
                const i64 b = along_x(row, x0 + l, hi ? x0 + (int)CTZ(hi) : right, bits);
                d[x0 + l] = a < b ? a : b;
            }
        if (c) left = x0 + 31 - (int)CLZ(c);
    }
}

/* Whether any of them is above the bound. (Not by their maximum: a maximum of floats is not vectorised.) */
FN int any_above(const i64 *restrict f, i64 bound, int m)
{
    i64 any = 0;
    FORV(v, m) any |= as_float(bound) < as_float(f[v]) ? 1 : 0;
    return any != 0;
}

FN i64 square(int k, u32 bits) { return (i64)k * k << bits; }

/* A strip of lines side by side, values 0 to `end` of each: p has the values, `step` from one to the
   next, q the minima of blocks. */
struct strip {
    const i64 *p, *q;
    u64 step, width;
    int end;
    u32 bits;
};

/* Takes four lines as candidates. One beyond the end counts as the last, further away than that is, and
   so cannot win. */
FN void look(i64 *restrict best, const struct strip *s, int line, int i, int j, int k, int l, int m)
{
    const int n = s->end + 1;
    const i64 *restrict fi = s->p + s->step * (u64)clampi(i, n), *restrict fj = s->p + s->step * (u64)clampi(j, n);
    const i64 *restrict fk = s->p + s->step * (u64)clampi(k, n), *restrict fl = s->p + s->step * (u64)clampi(l, n);
    const i64 ai = square(i - line, s->bits), aj = square(j - line, s->bits);
    const i64 ak = square(k - line, s->bits), al = square(l - line, s->bits);
    FORV(v, m)
    {
        const i64 a = smaller(fi[v] + ai, fj[v] + aj), b = smaller(fk[v] + ak, fl[v] + al);
        best[v] = smaller(best[v], smaller(a, b));
    }
}

/* Whether a block at least this far away can have a better candidate for any of the lines. */
FN int promises(const i64 *restrict best, const struct strip *s, int block, int gap, int m)
{
    const i64 *restrict least = s->q + (u64)block * s->width, add = square(gap, s->bits);
    i64 any = 0;
    FORV(v, m) any |= as_float(least[v] + add) < as_float(best[v]) ? 1 : 0;
    return any != 0;
}

FN void look_at_block(i64 *best, const struct strip *s, int line, int block, int m)
{
    for (int i = block * BLOCK; i < (block + 1) * BLOCK; i += 4)
        look(best, s, line, i, i + 1, i + 2, i + 3, m);
}

FN void search(i64 *best, const struct strip *s, int line, int m)
{
    const int own = line / BLOCK, blocks = s->end / BLOCK + 1;
    for (int k = 1; k <= NEAR; k += 2) {
        if (!any_above(best, square(k, s->bits) + LEAST, m)) return;
        look(best, s, line, line - k, line - k - 1, line + k, line + k + 1, m);
    }
    for (int d = 0; own - d >= 0 || own + d < blocks; d++) {
        const int before = own - d, after = own + d;
        const int to_before = line - before * BLOCK - BLOCK + 1, to_after = after * BLOCK - line;
        const int gap = to_before < to_after ? to_before : to_after, far = gap > NEAR ? gap : NEAR + 1;
        if (!any_above(best, square(far, s->bits) + LEAST, m)) return;
        if (before >= 0 && promises(best, s, before, to_before > NEAR ? to_before : NEAR + 1, m))
            look_at_block(best, s, line, before, m);
        if (d > 0 && after < blocks && promises(best, s, after, to_after > NEAR ? to_after : NEAR + 1, m))
            look_at_block(best, s, line, after, m);
    }
}

/* What is not below `limit` is FAR; last: the label alone, or 0, is written to `labels`. */
struct lines {
    i64 limit;
    u64 to; /* where dst begins */
    u32 inner, lines, bits, width, last, copied;
};

/* Whether there is no candidate at all. */
FN int is_empty(const struct strip *s, int m)
{
    i64 any = 0;
    for (int b = 0; b <= s->end / BLOCK && !any; b++)
        FORV(v, m) any |= s->q[(u64)b * s->width + (u64)v] ^ FAR;
    return !any;
}

FN void along_lines(const struct strip *s, i64 *restrict out, u32 *restrict labels, const struct lines *l, int m)
{
    const int empty = is_empty(s, m);
    for (int line = 0; line <= s->end; line++) {
        const i64 *restrict own = s->p + s->step * (u64)line;
        const u64 at = (u64)line * l->inner;
        LOCAL i64 best[STRIP];
        FORV(v, m) best[v] = smaller(own[v], l->limit);
        if (!empty) search(best, s, line, m);
        if (l->last) {
            const u32 mask = 0xffffffffu >> (32 - l->bits);
            FORV(v, m) labels[at + (u64)v] = best[v] < l->limit ? (u32)best[v] & mask : 0;
        } else {
            FORV(v, m) out[at + (u64)v] = best[v] < l->limit ? best[v] : FAR;
        }
    }
}

/* A group has a strip of at most `width` lines: every inner-th value from there on, `lines` values of
   each. */
KERNEL4(nearest_along, const i64 *restrict, src, i64 *restrict, dst, u32 *restrict, labels, struct lines, l)
{
    LOCAL i64 room[ROOM];
    const u32 strips = (l.inner + l.width - 1) / l.width, i0 = (u32)(GRP % strips) * l.width;
    const u64 base = GRP / strips * l.lines * l.inner + i0;
    const int m = l.inner - i0 < l.width ? (int)(l.inner - i0) : (int)l.width, n = (int)l.lines;
    i64 *const copy = room + (l.lines + BLOCK - 1) / BLOCK * l.width;
    struct strip s = { src + base, room, l.inner, l.width, n - 1, l.bits };
    for (int i = 0; i < n; i++) {
        const i64 *restrict from = src + base + (u64)i * l.inner;
        i64 *restrict least = room + (u64)(u32)(i / BLOCK) * l.width, *restrict to = copy + (i64)i * STRIP;
        if (i % BLOCK == 0) FORV(v, m) least[v] = from[v];
        else FORV(v, m) least[v] = smaller(least[v], from[v]);
        if (l.copied) FORV(v, m) to[v] = from[v];
    }
    if (l.copied) {
        s.p = copy;
        s.step = STRIP;
    }
    if (m == STRIP) along_lines(&s, dst + l.to + base, labels + base, &l, STRIP);
    else along_lines(&s, dst + l.to + base, labels + base, &l, m);
}

CPU_KERNELS(nearest_cpu) = { CPU_KERNEL(nearest_candidates, 0), CPU_KERNEL(nearest_along, 0), CPU_END };
