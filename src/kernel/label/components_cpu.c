/* Connected components on the CPU: union-find over runs of nodes, strip by strip.

   A node is what is connected in any case: with faces alone a pixel, else the pixels of a column of 2 x 2 (nodes.h).
   A row of nodes has then a quarter of the pixels' rows, and in noise a seventeenth of their runs.

     find     a strip of rows at a time: a run's parent is the root of the first run before it that it touches,
              and is united with those of the others
     seams    what a strip's first rows touch in the strips before
     flatten  every run points to its root
     number   roots get their numbers where nodes are pixels, as runs are then in raster order
     rank     else they get them by their components' first pixels, which have a bit each (keys): how many
              are set up to theirs (sums, and their prefixes)
     write    a row of nodes with numbers, of which each row of pixels takes what its bits say
   A run's parent is never after it: the result is the same in any order of events, for any strips.

   Runs instead of pixels: Lacassagne and Zavidovique, Light speed labeling, 2011. */
#include "kernel/common/cpu.h"
#include "kernel/label/forest.h"
#include "kernel/label/nodes.h"
#include "kernel/label/pack.h"
#include "kernel/label/strips.h"

#define POPC64(x) ((u32)__builtin_popcountll(x))
#define CTZ64(x) ((u32)__builtin_ctzll(x))
enum { PIECE = 1024, ROWS = 4 }; /* pixels of how many rows of nodes that are written at a time */
enum { ROUND = STRIPS_ROUND };   /* what is written at once, needed or not */

/* ---- Rows ---- */

/* The word of 64 pixels that begins with word 2 * k. Past a row's end bits are 0. */
FN u64 word_of(const u32 *row, int k, int wpr)
{
    u64 w;
    if (2 * k + 1 >= wpr) return row[2 * k];
    memcpy(&w, row + 2 * k, 8);
    return w;
}
FN int words_of(struct shape sh) { return (sh.wpr + 1) / 2; }

/* A row of nodes: rows of pixels y, y + 1, and the same of the next plane; what is not there is instead
   one that is. All four are one where nodes are pixels. */
struct row {
    const u32 *bits[4];
    u64 at[4]; /* which rows of pixels they are */
};
FN struct row row_of(const u32 *bits, struct strips s, u32 r)
{
    const u32 size = s.full ? 2 : 1, z = r / s.ny * size, y = r % s.ny * size;
    struct row row;
    for (u32 j = 0; j < 4; j++) {
        const u32 dy = j & 1 && s.full && y + 1 < (u32)s.sh.ny, dz = j >> 1 && s.full && z + 1 < (u32)s.sh.nz;
        row.at[j] = (u64)(z + dz) * (u64)s.sh.ny + y + dy;
        row.bits[j] = bits + row.at[j] * (u64)s.sh.wpr;
    }
    return row;
}
FN u64 nodes_of(const struct row *r, int k, int wpr, int full)
{
    u64 n = word_of(r->bits[0], k, wpr);
    if (full)
        for (int j = 1; j < 4; j++) n |= word_of(r->bits[j], k, wpr);
    return n;
}

/* Walks along a row of nodes: the runs that begin in a word, and the number of the next. */
struct walk {
    u64 nodes, starts;
    u32 next;
};
FN void step(struct walk *w, u64 nodes)
{
    w->next += POPC64(w->starts);
    w->starts = nodes & ~(nodes << 1 | w->nodes >> 63);
    w->nodes = nodes;
}
/* The run that has the bit, or has ended last before it. */
FN u32 run_at(const struct walk *w, u64 upto) { return w->next + POPC64(w->starts & upto) - 1; }

/* ---- Runs ---- */

/* Runs are numbered strip by strip. */
struct runs {
    u32 *first, *parent, *pixel; /* a row's first run; a run's parent, and, if full, its first pixel */
};

/* The root of both. `alone`: nobody else unites these runs. */
FN u32 united(u32 *parent, u32 a, u32 b, int alone)
{
    for (;;) {
        u32 old;
        a = find_halving(parent, a);
        b = find_halving(parent, b);
        if (a == b) return a;
        if (a < b) {
            const u32 c = a;
            a = b;
            b = c;
        }
        if (alone) {
            parent[a] = b;
            return b;
        }
        old = ATOMIC_CAS(&parent[a], a, b);
        if (old == a) return b;
        a = old;
    }
}

/* A row before this one, and which rows of pixels face each other: two of this one, two of the other. */
struct before {
    struct row row;
    const int *faces;
    struct walk walk;
    u64 left, left_own; /* their last pixels */
};

/* Where runs meet in a word: a bit for each two that do. */
FN u64 meet(const struct walk *own, const struct row *a, struct before *n, int k, int wpr, int full)
{
    const u64 here = own->nodes, there = n->walk.nodes, both = here & there;
    if (!full) return both & ~(both << 1);
    const u64 pa = word_of(a->bits[n->faces[0]], k, wpr) | word_of(a->bits[n->faces[1]], k, wpr);
    const u64 pn = word_of(n->row.bits[n->faces[2]], k, wpr) | word_of(n->row.bits[n->faces[3]], k, wpr);
    const u64 at = meeting(here, there, pa, pn, n->left_own, n->left);
    n->left = pn >> 63;
    n->left_own = pa >> 63;
    return at;
}

/* The rows before row r that it faces and that are from..to; how many. */
FN int rows_before(struct before *n, const u32 *bits, const u32 *first, struct strips s, u32 r, u32 from, u32 to,
                   int full)
{
    const u32 z = r / s.ny, y = r % s.ny;
    int count = 0;
    for (int f = 0; f < (full ? 4 : 2); f++) {
        const u32 q = r - (u32)faces[f].dz * s.ny - (u32)faces[f].dy;
        if ((faces[f].dz && z == 0) || (faces[f].dy > 0 && y == 0) || (faces[f].dy < 0 && y + 1 == s.ny)) continue;
        if (q < from || q >= to) continue;
        n[count].row = row_of(bits, s, q);
        n[count].faces = faces[f].rows;
        n[count].walk = (struct walk){ 0, 0, first[q] };
        n[count].left = n[count].left_own = 0;
        count++;
    }
    return count;
}

/* Unites the runs of a row, from `first` on, with those of the rows before it that they touch; how many runs it
   has. If `alone` they are new. */
FN u32 join(const struct row *a, u32 first, struct before *before, int count, u32 *parent, struct shape sh, int full,
            int alone)
{
    struct walk own = { 0, 0, first };
    for (int k = 0; k < words_of(sh); k++) {
        step(&own, nodes_of(a, k, sh.wpr, full));
        if (alone)
            for (u32 i = own.next; i < own.next + POPC64(own.starts); i += ROUND)
                for (u32 j = 0; j < ROUND; j++) parent[i + j] = i + j;
        for (int f = 0; f < count; f++) {
            struct before *const n = &before[f];
            step(&n->walk, nodes_of(&n->row, k, sh.wpr, full));
            const struct walk there = n->walk;
            for (u64 m = meet(&own, a, n, k, sh.wpr, full); m; m &= m - 1) {
                const u64 upto = m ^ (m - 1);
                const u32 run = run_at(&own, upto), old = ALOAD(&parent[run]);
                const u32 other = ALOAD(&parent[ALOAD(&parent[run_at(&there, upto)])]); /* nearly always the root */
                if (alone) { /* a run points to the root of what it has touched yet */
                    const u32 up = old == run ? other : old;
                    parent[run] = up;
                    if (up != other) parent[run] = united(parent, up, other, 1);
                } else if (old != other) {
                    united(parent, old, other, 0);
                }
            }
        }
    }
    return own.next + POPC64(own.starts) - first;
}

FN u32 begin_of(struct strips s, u32 strip) { return (u32)((u64)s.rows * strip / s.count); }
/* A strip's first run: there is room for a few too many. */
FN u32 base_of(struct strips s, u32 strip) { return begin_of(s, strip) * s.most + strip * ROUND; }

/* The first pixel of each run. */
FN void note_pixels(const struct row *r, u32 *pixel, struct shape sh)
{
    struct walk w = { 0, 0, 0 };
    for (int k = 0; k < words_of(sh); k++) {
        u64 b[4];
        for (int j = 0; j < 4; j++) b[j] = word_of(r->bits[j], k, sh.wpr);
        step(&w, b[0] | b[1] | b[2] | b[3]);
        for (u64 left = w.nodes; left;) {
            const u64 lowest = left & (0 - left), run = left & ~(left + lowest);
            const int j = b[0] & run ? 0 : b[1] & run ? 1 : b[2] & run ? 2 : 3;
            const u32 here = (u32)(r->at[j] * (u64)sh.nx) + (u32)k * 64 + CTZ64(b[j] & run);
            u32 *const p = &pixel[run_at(&w, lowest ^ (lowest - 1))];
            *p = w.starts & lowest || here < *p ? here : *p;
            left &= ~run;
        }
    }
}

FN void find(const u32 *bits, struct runs runs, u32 *counts, struct strips s, u32 strip, int full)
{
    const u32 from = begin_of(s, strip), to = begin_of(s, strip + 1);
    u32 next = base_of(s, strip);
    for (u32 r = from; r < to; r++) {
        const struct row row = row_of(bits, s, r);
        struct before before[4];
        const int rows = rows_before(before, bits, runs.first, s, r, from, to, full);
        const u32 n = join(&row, next, before, rows, runs.parent, s.sh, full, 1);
        if (full && n) note_pixels(&row, runs.pixel + next, s.sh);
        runs.first[r] = next;
        next += n;
    }
    counts[strip] = next - base_of(s, strip);
}

KERNEL6(strips_find, const u32 *restrict, bits, u32 *restrict, first, u32 *restrict, parent, u32 *restrict, pixel,
        u32 *restrict, counts, struct strips, s)
{
    const struct runs runs = { first, parent, pixel };
    if (s.full) find(bits, runs, counts, s, (u32)GRP, 1);
    else find(bits, runs, counts, s, (u32)GRP, 0);
}

FN void seam(const u32 *bits, const u32 *first, u32 *parent, struct strips s, u32 strip, int full)
{
    const u32 begin = begin_of(s, strip), end = begin_of(s, strip + 1);
    const u32 last = end - begin < s.ny + 1 ? end : begin + s.ny + 1; /* what it faces is at most that far away */
    for (u32 r = begin; r < last; r++) {
        const struct row row = row_of(bits, s, r);
        struct before before[4];
        const int rows = rows_before(before, bits, first, s, r, 0, begin, full);
        if (rows) join(&row, first[r], before, rows, parent, s.sh, full, 0);
    }
}

/* Of all strips but the first. */
KERNEL4(strips_seams, const u32 *restrict, bits, const u32 *restrict, first, u32 *, parent, struct strips, s)
{
    if (s.full) seam(bits, first, parent, s, (u32)GRP + 1, 1);
    else seam(bits, first, parent, s, (u32)GRP + 1, 0);
}

FN void atomic_min(u32 *p, u32 v)
{
    u32 o = ALOAD(p);
    while (v < o) {
        const u32 seen = ATOMIC_CAS(p, o, v);
        if (seen == o) return;
        o = seen;
    }
}

/* Nearly all runs of a strip point to their roots already, or do so when their turn comes, as those before them
   do. */
KERNEL5(strips_flatten, u32 *, parent, u32 *, pixel, const u32 *, counts, u32 *, roots, struct strips, s)
{
    const u32 base = base_of(s, (u32)GRP);
    u32 n = 0;
    for (u32 i = base; i < base + counts[GRP]; i++) {
        u32 root = ALOAD(&parent[i]);
        if (ALOAD(&parent[root]) != root) ASTORE(&parent[i], root = find_halving(parent, root));
        if (s.full && root != i) atomic_min(&pixel[root], pixel[i]);
        n += root == i;
    }
    roots[GRP] = n;
}

/* ---- Numbers ---- */

/* Where nodes are pixels roots are in raster order. */
KERNEL4(strips_number, u32 *restrict, parent, const u32 *, counts, const u32 *, roots, struct strips, s)
{
    const u32 base = base_of(s, (u32)GRP);
    u32 n = 0;
    for (u64 k = 0; k < GRP; k++) n += roots[k];
    for (u32 i = base; i < base + counts[GRP]; i++) {
        const u32 p = parent[i], is_root = p == i;
        n += is_root;
        parent[i] = p ^ ((p ^ (FLAG | n)) & (0 - is_root));
    }
}

/* Else the keys are put in order by a bit for each pixel. */
KERNEL5(strips_keys, const u32 *restrict, parent, const u32 *restrict, pixel, const u32 *, counts, u32 *, keys,
        struct strips, s)
{
    const u32 base = base_of(s, (u32)GRP);
    for (u32 i = base; i < base + counts[GRP]; i++)
        if (parent[i] == i) ATOMIC_OR(&keys[pixel[i] / 32], 1u << pixel[i] % 32);
}

KERNEL3(strips_sums, const u32 *restrict, keys, u32 *restrict, sums, u32, pieces)
{
    for (u64 i = GRP * STRIPS_SUMS; i < (GRP + 1) * STRIPS_SUMS && i < pieces; i++) {
        u32 n = 0;
        for (int k = 0; k < STRIPS_PIECE; k++) n += POPC(keys[i * STRIPS_PIECE + (u64)k]);
        sums[i] = n;
    }
}

KERNEL6(strips_rank, u32 *restrict, parent, const u32 *restrict, pixel, const u32 *, counts,
        const u32 *restrict, keys, const u32 *restrict, sums, struct strips, s)
{
    const u32 base = base_of(s, (u32)GRP);
    for (u32 i = base; i < base + counts[GRP]; i++) {
        if (parent[i] != i) continue;
        const u32 word = pixel[i] / 32, piece = word / STRIPS_PIECE;
        u32 number = sums[piece] + POPC(keys[word] & 0xffffffffu >> (31 - pixel[i] % 32));
        for (u32 k = piece * STRIPS_PIECE; k < word; k++) number += POPC(keys[k]);
        parent[i] = FLAG | number;
    }
}

/* Instead of numbers: the roots of what has a pixel of `seeds` get a number of ones. */
KERNEL5(strips_mark, const u32 *restrict, bits, const u32 *restrict, first, u32 *, parent, const u32 *restrict, seeds,
        struct strips, s)
{
    for (u32 r = begin_of(s, (u32)GRP); r < begin_of(s, (u32)GRP + 1); r++) {
        const struct row row = row_of(bits, s, r), seed = row_of(seeds, s, r);
        struct walk w = { 0, 0, first[r] };
        for (int k = 0; k < words_of(s.sh); k++) {
            u64 left = 0;
            step(&w, nodes_of(&row, k, s.sh.wpr, s.full));
            for (int j = 0; j < 4; j++)
                left |= word_of(row.bits[j], k, s.sh.wpr) & word_of(seed.bits[j], k, s.sh.wpr);
            while (left) {
                const u64 lowest = left & (0 - left);
                const u32 root = ALOAD(&parent[run_at(&w, lowest ^ (lowest - 1))]);
                if (!(root & FLAG)) ASTORE(&parent[root], ~0u);
                left &= w.nodes + lowest; /* without the rest of the run */
            }
        }
    }
}

/* ---- Pixels ---- */

FN void fill(u32 *to, u32 number, u32 n)
{
    for (u32 i = 0; i < n; i += ROUND)
        for (u32 k = 0; k < ROUND; k++) to[i + k] = number;
}

/* The numbers of the nodes in a piece of a row, from word `begin` on; where there is no node anything. The walk
   has come to the word before, and `last` is the number of the run that begins last. */
FN u32 spread(u32 *numbers, struct walk *w, const struct row *r, const u32 *parent, u32 last, int begin, int end,
              int wpr, int full)
{
    for (int k = begin; k < end; k++, numbers += 64) {
        u32 run;
        step(w, nodes_of(r, k, wpr, full));
        run = w->next;
        if (w->nodes & ~w->starts & 1) fill(numbers, last, ~w->nodes ? CTZ64(~w->nodes) : 64);
        for (u64 b = w->starts; b; b &= b - 1) {
            const u32 x = CTZ64(b);
            const u64 past = ~w->nodes >> x; /* the first bit is the run's end */
            last = label_of(parent, run++);
            for (int i = 0; i < ROUND; i++) numbers[x + (u32)i] = last;
            if (!(past & ((2u << ROUND) - 1))) fill(numbers + x, last, past ? CTZ64(past) : 64 - x);
        }
    }
    return last;
}

/* A few rows of nodes, piece by piece. Numbers of several are spread before they are read again: a load right
   after the narrower stores that it needs waits for them. */
FN void write_rows(const u32 *bits, const u32 *first, const u32 *parent, u32 *restrict dst, struct strips s, u32 r,
                   int rows, u32 past_cache, u32 keep, int full)
{
    static const u32 bit[32] = { 1u << 0,  1u << 1,  1u << 2,  1u << 3,  1u << 4,  1u << 5,  1u << 6,  1u << 7,
                                 1u << 8,  1u << 9,  1u << 10, 1u << 11, 1u << 12, 1u << 13, 1u << 14, 1u << 15,
                                 1u << 16, 1u << 17, 1u << 18, 1u << 19, 1u << 20, 1u << 21, 1u << 22, 1u << 23,
                                 1u << 24, 1u << 25, 1u << 26, 1u << 27, 1u << 28, 1u << 29, 1u << 30, 1u << 31 };
    LOCAL u32 numbers[ROWS][PIECE + ROUND], line[PIECE];
    struct row row[ROWS];
    struct walk w[ROWS];
    u32 last[ROWS] = { 0 };
    for (int i = 0; i < rows; i++) {
        row[i] = row_of(bits, s, r + (u32)i);
        w[i] = (struct walk){ 0, 0, first[r + (u32)i] };
    }
    for (int x = 0; x < s.sh.nx; x += PIECE) {
        const int n = s.sh.nx - x < PIECE ? s.sh.nx - x : PIECE;
        for (int i = 0; i < rows; i++)
            last[i] = spread(numbers[i], &w[i], &row[i], parent, last[i], x / 64, (x + n + 63) / 64, s.sh.wpr, full);
        for (int j = 0; j < (full ? 4 : 1) * rows; j++) {
            const struct row *const from = &row[full ? j / 4 : j];
            const u32 *const number = numbers[full ? j / 4 : j];
            const int q = full ? j % 4 : 0;
            u32 *const to = dst + from->at[q] * (u64)s.sh.nx + x;
            if ((q & 1 && from->at[q] == from->at[q - 1]) || (q & 2 && from->at[q] == from->at[q - 2])) continue;
            for (int k = 0; k < n; k += 32) {
                const u32 b = from->bits[q][(x + k) / 32];
                FORV(i, 32) line[k + i] = b & bit[i] ? number[k + i] : 0;
            }
            if (keep) {
                FORV(i, n) line[i] &= to[i];
            }
            put(to, line, (size_t)n * 4, past_cache);
        }
    }
}

/* keep: instead of numbers, what dst has there already. */
KERNEL7(strips_write, const u32 *restrict, bits, const u32 *restrict, first, const u32 *restrict, parent,
        u32 *restrict, dst, struct strips, s, u32, past_cache, u32, keep)
{
    const u32 begin = (u32)GRP * s.at_once, end = begin + s.at_once < s.rows ? begin + s.at_once : s.rows;
    for (u32 r = begin; r < end; r += ROWS) {
        const int rows = end - r < ROWS ? (int)(end - r) : ROWS;
        if (s.full) write_rows(bits, first, parent, dst, s, r, rows, past_cache, keep, 1);
        else write_rows(bits, first, parent, dst, s, r, rows, past_cache, keep, 0);
    }
}

/* ---- Packed masks ---- */

KERNEL5(components_inside, const u32 *restrict, a, const u32 *restrict, b, u32 *restrict, bits, u32 *, runs,
        struct shape, sh)
{
    const u64 first = GRP * IV__PACK_WORDS, left = sh.words - first;
    const int n = left < IV__PACK_WORDS ? (int)left : IV__PACK_WORDS;
    (void)runs; /* not counted, as by pack */
    FORV(i, n) bits[first + (u64)i] = a[first + (u64)i] & b[first + (u64)i];
}

CPU_KERNELS(components_cpu) = { CPU_KERNEL(strips_find, 0),    CPU_KERNEL(strips_seams, 0),
                                CPU_KERNEL(strips_flatten, 0), CPU_KERNEL(strips_number, 0),
                                CPU_KERNEL(strips_keys, 0),    CPU_KERNEL(strips_sums, 0),
                                CPU_KERNEL(strips_rank, 0),    CPU_KERNEL(strips_mark, 0),
                                CPU_KERNEL(strips_write, 0),   CPU_KERNEL(components_inside, 0),
                                CPU_END };
