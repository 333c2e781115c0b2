/* Connected components of a packed mask where faces connect: runs of pixels, and union-find (forest.h). Where edges
   and corners connect, too, it is components_full.cl; the CPU has its own form, components_cpu.c.
     number   of the first run beginning in each word: runs are numbered in raster order
     link     a run's parent is the first run it meets in the plane before, else in the row before:
              no atomics, and most of the work
     flatten  every run points to its root
     unite    what the links left out
     flatten  and count the roots
     rank     a root becomes FLAG | its label; a root is its component's first run, so labels are in
              raster order
     write    the label of a pixel is that of its run's root
   Runs instead of pixels: Lacassagne and Zavidovique, Light speed labeling, 2011. */
#define NUMBER_WORDS 512 /* per group: pack's partition */
#define UNITE_WORDS  256 /* per group in link and unite */
#define WRITE_WORDS  128

/* sums: the runs of each group, or, if `scanned`, of all groups before it and in `all` of all groups;
   else the last group sets `all`. */
KERNEL6(components_number, GLOBAL const u32 *restrict, bits, GLOBAL const u32 *restrict, sums,
        GLOBAL u32 *restrict, first_run, GLOBAL u32 *, all, struct shape, sh, u32, scanned)
{
    LOCAL u32 s[NUMBER_WORDS], t[2 * LSZ];
    const u64 first = GRP * NUMBER_WORDS;
    const struct spot at = spot_of(sh, first);
    const u32 base = scanned ? sums[GRP] : sum_before(sums, GRP, t);
    u32 here;
    FORL(i, NUMBER_WORDS) {
        const u64 g = first + (u64)i;
        u32 n = 0;
        if (g < sh.words) {
            const u32 b = bits[g], c = spot_after(sh, at, i).col ? bits[g - 1] >> 31 : 0;
            n = POPC(b & ~(b << 1 | c));
        }
        s[i] = n;
    }
    here = group_scan(s, t, NUMBER_WORDS);
    if (LID == 0 && !scanned && first + NUMBER_WORDS >= sh.words) *all = base + here;
    FORV(i, NUMBER_WORDS)
        if (first + (u64)i < sh.words) first_run[first + (u64)i] = base + s[i];
}

/* A word of a row: its bits, the last bit on its left, where runs begin in it, and the number of the first of
   those. */
struct word {
    u32 b, l, s, id;
};
FN struct word word_at(GLOBAL const u32 *bits, GLOBAL const u32 *first_run, u64 g, int col)
{
    struct word w;
    w.b = bits[g];
    w.l = col ? bits[g - 1] >> 31 : 0;
    w.s = w.b & ~(w.b << 1 | w.l);
    w.id = first_run[g];
    return w;
}

/* The run of w that covers the bit; bits up to it are in upto. */
FN u32 upto(u32 bit) { return bit | (bit - 1); }
FN u32 run_at(struct word w, u32 bit) { return w.id + POPC(w.s & upto(bit)) - 1; }

/* The first overlap with n of the run that begins in b at bit p, as a bit; 0 if there is none in
   this word. */
FN u32 first_overlap(u32 b, u32 n, u32 p)
{
    const u32 run = (b ^ (b + (1u << p))) & b, o = run & n;
    return o & (0u - o);
}

KERNEL4(components_link, GLOBAL const u32 *restrict, bits, GLOBAL const u32 *restrict, first_run,
        GLOBAL u32 *restrict, parent, struct shape, sh)
{
    const u64 plane = (u64)sh.ny * (u64)sh.wpr, first = GRP * UNITE_WORDS;
    const struct spot at = spot_of(sh, first);
    const int y0 = (int)(at.row - divide(at.row, (u32)sh.ny) * (u64)sh.ny);
    FORL(i, UNITE_WORDS) {
        const u64 g = first + (u64)i;
        struct word z = { 0, 0, 0, 0 }, y = { 0, 0, 0, 0 };
        struct spot p;
        int row;
        u32 b, s, id;
        if (g >= sh.words) break;
        b = bits[g];
        if (b == 0) continue;
        p = spot_after(sh, at, i);
        s = b & ~(b << 1 | (p.col ? bits[g - 1] >> 31 : 0));
        if (s == 0) continue;
        row = (int)((u64)y0 + p.row - at.row);
        while (row >= sh.ny) row -= sh.ny;
        id = first_run[g];
        if (g >= plane) z = word_at(bits, first_run, g - plane, p.col);
        if (row > 0) y = word_at(bits, first_run, g - (u64)sh.wpr, p.col);
        for (; s; s &= s - 1, id++) {
            const u32 q = first_overlap(b, z.b, CTZ(s)), r = first_overlap(b, y.b, CTZ(s));
            parent[id] = q ? run_at(z, q) : r ? run_at(y, r) : id;
        }
    }
}

/* Unites the runs of a with those of n where they overlap: but not at an overlap's first bit in `linked`, and not
   where one of `joined` is in it. */
FN void unite_rows(GLOBAL volatile u32 *parent, LOCALP u32 *queue, struct word a, struct word n, u32 linked,
                   u32 joined)
{
    const u32 o = a.b & n.b;
    for (u32 e = o & ~(o << 1 | (a.l & n.l)) & ~linked; e; e &= e - 1) {
        const u32 bit = e & (0u - e), overlap = (o ^ (o + bit)) & o;
        if (!(overlap & joined)) pair(parent, 0, queue, run_at(a, bit), run_at(n, bit));
    }
}

/* With the plane before, a row is united wherever they overlap; with the row before where the plane before does not
   join them already: what overlaps with both is united with either. */
KERNEL4(components_unite, GLOBAL const u32 *restrict, bits, GLOBAL const u32 *restrict, first_run,
        GLOBAL volatile u32 *, parent, struct shape, sh)
{
    LOCAL u32 queue[2 * QUEUE + 1];
    const u64 plane = (u64)sh.ny * (u64)sh.wpr, row = (u64)sh.wpr, first = GRP * UNITE_WORDS;
    const struct spot at = spot_of(sh, first);
    const int y0 = (int)(at.row - divide(at.row, (u32)sh.ny) * (u64)sh.ny);
    if (LID == 0) queue[0] = 0;
    SYNC;
    FORL(i, UNITE_WORDS) {
        const u64 g = first + (u64)i;
        struct spot p;
        struct word a, n;
        int y;
        u32 linked = 0, no_z; /* where runs begin that met none in the plane before */
        if (g >= sh.words) break;
        if (bits[g] == 0) continue;
        p = spot_after(sh, at, i);
        y = (int)((u64)y0 + p.row - at.row);
        while (y >= sh.ny) y -= sh.ny;
        a = word_at(bits, first_run, g, p.col);
        no_z = a.s;
        if (g >= plane) {
            const struct word z = word_at(bits, first_run, g - plane, p.col);
            for (u32 s = a.s; s; s &= s - 1) {
                const u32 q = first_overlap(a.b, z.b, CTZ(s));
                linked |= q;
                if (q) no_z &= ~(s & (0u - s));
            }
            unite_rows(parent, queue, a, z, linked, 0);
        }
        if (y == 0) continue;
        n = word_at(bits, first_run, g - row, p.col);
        if (n.b == 0) continue;
        for (linked = 0; no_z; no_z &= no_z - 1) linked |= first_overlap(a.b, n.b, CTZ(no_z));
        unite_rows(parent, queue, a, n, linked, g >= plane ? bits[g - plane] & bits[g - plane - row] : 0);
    }
    SYNC;
    unite_pairs(parent, 0, queue);
}

/* If `count`, the roots of each share are counted. */
KERNEL5(components_flatten, GLOBAL volatile u32 *, parent, GLOBAL u32 *, roots, GLOBAL const u32 *, all, u32, shares,
        u32, count)
{
    LOCAL u32 t[LSZ];
    const u64 runs = *all, per = share_of(runs, shares), lo = GRP * per;
    const u64 hi = lo + per < runs ? lo + per : runs;
    FORL(i, LSZ) {
        u32 n = 0;
        for (u64 k = lo + (u64)i; k < hi; k += AT_A_TIME * LSZ) n += POPC(flatten(parent, k, hi));
        t[i] = n;
    }
    if (!count) return;
    group_sum(t);
    if (LID == 0) roots[GRP] = t[0];
}

KERNEL4(components_rank, GLOBAL u32 *, parent, GLOBAL const u32 *, roots, GLOBAL const u32 *, all,
        u32, shares)
{
    LOCAL u32 s[SHARE_RUNS], t[2 * LSZ];
    const u64 runs = *all, per = share_of(runs, shares), lo = GRP * per;
    const u64 hi = lo + per < runs ? lo + per : runs;
    u32 base = sum_before(roots, GRP, t);
    for (u64 at = lo; at < hi; at += SHARE_RUNS) {
        u32 n;
        FORV(i, SHARE_RUNS)
            s[i] = at + (u64)i < hi ? parent[at + (u64)i] == (u32)(at + (u64)i) : 0;
        n = group_scan(s, t, SHARE_RUNS);
        FORL(i, SHARE_RUNS) {
            const u32 next = i + 1 < SHARE_RUNS ? s[i + 1] : n;
            if (next > s[i]) parent[at + (u64)i] = FLAG | (base + s[i] + 1);
        }
        base += n;
        SYNC;
    }
}

/* First an item per word looks up the two labels that most words need at most (of what runs on from
   the left, and of what begins here); then 32 lanes per word write, and look up by themselves only
   where more than one run begins. */
KERNEL5(components_write, GLOBAL const u32 *restrict, bits, GLOBAL const u32 *restrict, first_run,
        GLOBAL const u32 *restrict, parent, GLOBAL u32 *restrict, dst, struct shape, sh)
{
    LOCAL u32 wb[WRITE_WORDS], ws[WRITE_WORDS], wid[WRITE_WORDS], l0[WRITE_WORDS], l1[WRITE_WORDS];
    const u64 first = GRP * WRITE_WORDS;
    const struct spot at = spot_of(sh, first);
    const int n = first + WRITE_WORDS <= sh.words ? WRITE_WORDS : (int)(sh.words - first);
    const int whole = sh.nx % 32 == 0;
    FORL(i, n) {
        const u64 g = first + (u64)i;
        const u32 b = bits[g];
        wb[i] = b;
        ws[i] = 0;
        if (b) {
            const u32 s = b & ~(b << 1 | (spot_after(sh, at, i).col ? bits[g - 1] >> 31 : 0));
            const u32 id = first_run[g];
            ws[i] = s;
            wid[i] = id - 1;
            l0[i] = b & 1 & ~s ? label_of(parent, id - 1) : 0;
            l1[i] = s ? label_of(parent, id) : 0;
        }
    }
    SYNC;
    TEAM(i, n, 32) {
        const u32 b = wb[i], s = ws[i];
        GLOBAL u32 *d = dst + (first + (u64)i) * 32;
        int m = 32;
        if (!whole) {
            const struct spot p = spot_after(sh, at, i);
            d = dst + p.row * (u64)sh.nx + (u64)p.col * 32;
            m = sh.nx - p.col * 32;
        }
        if (m < 32) {
            LANES(l, 32)
                if (l < m) d[l] = b >> l & 1 ? label_of(parent, wid[i] + POPC(s & LE_MASK(l))) : 0;
        } else if (b == 0) {
            LANES(l, 32) d[l] = 0;
        } else if ((s & (s - 1)) == 0) {
            const u32 u = l0[i], v = l1[i];
            LANES(l, 32) d[l] = b >> l & 1 ? (s & LE_MASK(l) ? v : u) : 0;
        } else {
            const u32 id = wid[i];
            LANES(l, 32) d[l] = b >> l & 1 ? label_of(parent, id + POPC(s & LE_MASK(l))) : 0;
        }
    }
}

/* What is set in both, and how many runs begin in each group's words. */
KERNEL5(components_inside, GLOBAL const u32 *restrict, a, GLOBAL const u32 *restrict, b, GLOBAL u32 *restrict,
        bits, GLOBAL u32 *, runs, struct shape, sh)
{
    LOCAL u32 t[LSZ];
    const u64 first = GRP * NUMBER_WORDS;
    const struct spot at = spot_of(sh, first);
    FORL(i, LSZ) {
        u32 n = 0;
        for (int k = i; k < NUMBER_WORDS && first + (u64)k < sh.words; k += LSZ) {
            const u64 g = first + (u64)k;
            const u32 w = a[g] & b[g], c = spot_after(sh, at, k).col ? (a[g - 1] & b[g - 1]) >> 31 : 0;
            bits[g] = w;
            n += POPC(w & ~(w << 1 | c));
        }
        t[i] = n;
    }
    group_sum(t);
    if (LID == 0) runs[GRP] = t[0];
}
