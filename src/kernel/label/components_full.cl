/* Connected components of a packed mask where edges and corners connect: runs of nodes (nodes.h), and union-find
   (forest.h). The CPU has its own form, components_cpu.c.
     nodes    of each word; their runs, which end with a group's words, get numbers and know their first pixels
     link     a run's parent is the first that it touches in the rows before, or on its left, and that has an
              earlier first pixel: no atomics, and most of the work
     flatten  every run points to its root
     unite    what the links left out: a root onto one that has an earlier first pixel
     flatten  and for each root a bit at its first pixel, which is now its component's
     rank     a root becomes FLAG | its label: how many bits are set up to its own
     write    a pixel's label is that of its node's root
   Numbers are given out as groups come by, so that one launch is enough; labels are in raster order all the same. In
   noise there are 1/17 as many runs of nodes as of pixels.
   Runs instead of pixels: Lacassagne and Zavidovique, Light speed labeling, 2011. */
#define NODE_WORDS  512  /* per group of nodes: no run goes beyond them */
#define LINK_WORDS  256  /* of link and mark */
#define UNITE_WORDS 128
#define WRITE_WORDS 128
#define RANK_WORDS  1024 /* words of pixels */
#define KEPT        4    /* labels of a word that are looked up before its pixels are written */

/* ---- Places ---- */

/* Where a word of nodes lies. Words of nodes, rows and pixels have numbers of 32 bits. */
struct place {
    u32 w, y, z;
    int col;
};
FN u32 rows_of_nodes(int n) { return ((u32)n + 1) / 2; }
FN u32 words_of_nodes(struct shape sh) { return rows_of_nodes(sh.nz) * rows_of_nodes(sh.ny) * (u32)sh.wpr; }
FN struct place place_of(struct shape sh, u32 w)
{
    const u32 row = w / (u32)sh.wpr, z = row / rows_of_nodes(sh.ny);
    struct place p;
    p.w = w;
    p.col = (int)(w - row * (u32)sh.wpr);
    p.y = row - z * rows_of_nodes(sh.ny);
    p.z = z;
    return p;
}

/* Row j of its four rows of pixels; instead of one that is not there, one that is. */
FN u32 row_of(struct shape sh, struct place p, int j)
{
    const u32 y = p.y * 2 + (u32)(j & 1), z = p.z * 2 + (u32)(j >> 1), ny = (u32)sh.ny;
    return (z < (u32)sh.nz ? z : z - 1) * ny + (y < ny ? y : y - 1);
}
FN u64 word_of(struct shape sh, struct place p, int j) { return row_of(sh, p, j) * (u64)sh.wpr + (u64)p.col; }

FN u64 groups_of_rank(struct shape sh) { return (sh.words + RANK_WORDS - 1) / RANK_WORDS; }

/* ---- Runs ---- */

/* The run of b that its lowest bit begins. */
FN u32 lowest_run(u32 b) { return b & ~(b + (b & (0u - b))); }

/* 1 if a run may go on from the word before, and its last node is set. */
FN u32 left_of(GLOBAL const u32 *nodes, struct shape sh, u32 w)
{
    return w % NODE_WORDS && w % (u32)sh.wpr ? nodes[w - 1] >> 31 : 0;
}
/* Where runs begin. */
FN u32 starts_of(GLOBAL const u32 *nodes, struct shape sh, u32 w)
{
    return nodes[w] & ~(nodes[w] << 1 | left_of(nodes, sh, w));
}

/* ~ the number of the first pixel that a run has in a word, whose rows are b. */
FN u32 early_of(struct shape sh, struct place p, const u32 *b, u32 run)
{
    const int j = b[0] & run ? 0 : b[1] & run ? 1 : b[2] & run ? 2 : 3;
    const u32 mine = run & (j == 0 ? b[0] : j == 1 ? b[1] : j == 2 ? b[2] : b[3]);
    return ~(row_of(sh, p, j) * (u32)sh.nx + (u32)p.col * 32 + CTZ(mine));
}

/* early: ~ the number of a run's first pixel. firsts: cleared. sums: the last is that of all runs, 0 at first. */
KERNEL7(components_nodes, GLOBAL const u32 *restrict, bits, GLOBAL u32 *, nodes, GLOBAL u32 *restrict, first_run,
        GLOBAL u32 *, early, GLOBAL u32 *restrict, firsts, GLOBAL u32 *, sums, struct shape, sh)
{
    LOCAL u32 s[NODE_WORDS], t[2 * LSZ], base[1];
    const u32 first = (u32)GRP * NODE_WORDS, words = words_of_nodes(sh);
    const int n = words - first < NODE_WORDS ? (int)(words - first) : NODE_WORDS;
    u32 count;
    FORL(i, n) {
        const struct place p = place_of(sh, first + (u32)i);
        u32 all = 0;
        UNROLL_ALL for (int j = 0; j < 4; j++) {
            const u64 g = word_of(sh, p, j);
            all |= bits[g];
            firsts[g] = 0;
        }
        nodes[p.w] = all;
    }
    SYNC;
    FORL(i, NODE_WORDS) s[i] = i < n ? POPC(starts_of(nodes, sh, first + (u32)i)) : 0;
    count = group_scan(s, t, NODE_WORDS);
    if (LID == 0) base[0] = ATOMIC_ADD(&sums[groups_of_rank(sh)], count);
    SYNC;
    FORL(i, n) { /* of what begins here */
        const struct place p = place_of(sh, first + (u32)i);
        u32 b[4], id = base[0] + s[i], left = nodes[p.w];
        first_run[p.w] = id;
        UNROLL_ALL for (int j = 0; j < 4; j++) b[j] = bits[word_of(sh, p, j)];
        if (left & left_of(nodes, sh, p.w)) left &= ~lowest_run(left);
        for (; left; left &= ~lowest_run(left)) early[id++] = early_of(sh, p, b, lowest_run(left));
    }
    SYNC;
    FORL(i, n) { /* of what goes on */
        const struct place p = place_of(sh, first + (u32)i);
        const u32 all = nodes[p.w];
        u32 b[4];
        if (!(all & left_of(nodes, sh, p.w))) continue;
        UNROLL_ALL for (int j = 0; j < 4; j++) b[j] = bits[word_of(sh, p, j)];
        ATOMIC_MAX(&early[base[0] + s[i] - 1], early_of(sh, p, b, lowest_run(all)));
    }
}

/* A word of nodes: its bits, where runs begin, and the number of the first of them. */
struct word {
    u32 w, b, s, id;
};
FN struct word word_at(GLOBAL const u32 *nodes, GLOBAL const u32 *first_run, struct shape sh, u32 w)
{
    struct word n;
    n.w = w;
    n.b = nodes[w];
    n.s = starts_of(nodes, sh, w);
    n.id = first_run[w];
    return n;
}
/* The last run that begins before a word that has one before it in its row. */
FN u32 last_before(GLOBAL const u32 *nodes, GLOBAL const u32 *first_run, struct shape sh, u32 w)
{
    return w % NODE_WORDS ? first_run[w] - 1 : first_run[w - 1] + POPC(starts_of(nodes, sh, w - 1)) - 1;
}
/* The run that has the bit, or has ended last before it; bits up to it are in upto. */
FN u32 run_at(GLOBAL const u32 *nodes, GLOBAL const u32 *first_run, struct shape sh, struct word n, u32 upto)
{
    const u32 k = POPC(n.s & upto);
    return k ? n.id + k - 1 : last_before(nodes, first_run, sh, n.w);
}

/* The pixels of two of a word's rows, and whether the last one on their left is set. */
struct pixels {
    u32 b, left;
};
FN struct pixels pixels_of(GLOBAL const u32 *bits, struct shape sh, struct place p, int i, int j)
{
    const u64 g = word_of(sh, p, i), h = word_of(sh, p, j);
    struct pixels two;
    two.b = bits[g] | bits[h];
    two.left = p.col ? (bits[g - 1] | bits[h - 1]) >> 31 : 0;
    return two;
}

/* Where a word's runs, or the last one on their left, meet those of a row before it. */
struct meet {
    struct word own, there;
    u32 at;
};
FN struct meet meet_at(GLOBAL const u32 *bits, GLOBAL const u32 *nodes, GLOBAL const u32 *first_run,
                       struct shape sh, struct place p, int f)
{
    const int dy = faces[f].dy, dz = faces[f].dz;
    struct place q = p;
    struct pixels a, b;
    struct meet m;
    m.at = 0;
    q.y -= (u32)dy;
    q.z -= (u32)dz;
    if (q.y >= rows_of_nodes(sh.ny) || q.z >= rows_of_nodes(sh.nz)) return m; /* before 0 is far behind */
    q.w = (q.z * rows_of_nodes(sh.ny) + q.y) * (u32)sh.wpr + (u32)q.col;
    a = pixels_of(bits, sh, p, faces[f].rows[0], faces[f].rows[1]);
    if (!(a.b | a.left)) return m;
    b = pixels_of(bits, sh, q, faces[f].rows[2], faces[f].rows[3]);
    if (!(b.b | b.left)) return m;
    m.own = word_at(nodes, first_run, sh, p.w);
    m.there = word_at(nodes, first_run, sh, q.w);
    m.at = meeting(m.own.b, m.there.b, a.b, b.b, a.left, b.left);
    return m;
}

/* Whether a word's first run goes on where one has ended with the words of a group. */
FN int goes_on(GLOBAL const u32 *nodes, struct place p)
{
    return p.w % NODE_WORDS == 0 && p.col && nodes[p.w] & 1 && nodes[p.w - 1] >> 31;
}

KERNEL6(components_link, GLOBAL const u32 *restrict, bits, GLOBAL const u32 *restrict, nodes,
        GLOBAL const u32 *restrict, first_run, GLOBAL const u32 *restrict, early, GLOBAL u32 *restrict, parent,
        struct shape, sh)
{
    const u32 first = (u32)GRP * LINK_WORDS, words = words_of_nodes(sh);
    FORL(i, LINK_WORDS) {
        struct place p;
        struct word own;
        u32 todo; /* runs of the word, a bit each */
        if (first + (u32)i >= words) break;
        p = place_of(sh, first + (u32)i);
        own = word_at(nodes, first_run, sh, p.w);
        todo = LT_MASK(POPC(own.s));
        for (int f = 0; f < 4 && todo; f++) {
            const struct meet m = meet_at(bits, nodes, first_run, sh, p, f);
            for (u32 at = m.at; at; at &= at - 1) {
                const u32 upto = at ^ (at - 1), k = POPC(own.s & upto); /* its first k runs */
                u32 up;
                if (!k || !(todo >> (k - 1) & 1)) continue;
                up = run_at(nodes, first_run, sh, m.there, upto);
                if (early[up] < early[own.id + k - 1]) continue;
                parent[own.id + k - 1] = up;
                todo &= ~(1u << (k - 1));
            }
        }
        if (todo & 1 && goes_on(nodes, p)) {
            const u32 up = last_before(nodes, first_run, sh, p.w);
            if (early[up] > early[own.id]) {
                parent[own.id] = up;
                todo &= ~1u;
            }
        }
        for (; todo; todo &= todo - 1) parent[own.id + CTZ(todo)] = own.id + CTZ(todo);
    }
}

/* Most runs that meet have the same parent already. */
KERNEL6(components_unite, GLOBAL const u32 *restrict, bits, GLOBAL const u32 *restrict, nodes,
        GLOBAL const u32 *restrict, first_run, GLOBAL const u32 *restrict, early, GLOBAL volatile u32 *, parent,
        struct shape, sh)
{
    LOCAL u32 queue[2 * QUEUE + 1];
    const u32 first = (u32)GRP * UNITE_WORDS, words = words_of_nodes(sh);
    if (LID == 0) queue[0] = 0;
    SYNC;
    FORL(i, UNITE_WORDS) {
        struct place p;
        if (first + (u32)i >= words) break;
        p = place_of(sh, first + (u32)i);
        if (goes_on(nodes, p))
            pair(parent, early, queue, first_run[p.w], last_before(nodes, first_run, sh, p.w));
        UNROLL_ALL for (int f = 0; f < 4; f++) {
            const struct meet m = meet_at(bits, nodes, first_run, sh, p, f);
            for (u32 at = m.at; at; at &= at - 1) {
                const u32 upto = at ^ (at - 1), a = run_at(nodes, first_run, sh, m.own, upto);
                const u32 b = run_at(nodes, first_run, sh, m.there, upto);
                if (ALOAD(&parent[a]) != ALOAD(&parent[b])) pair(parent, early, queue, a, b);
            }
        }
    }
    SYNC;
    unite_pairs(parent, early, queue);
}

/* mark: bits at the first pixels of roots, and how many there are in each group's words of rank. */
KERNEL7(components_flatten, GLOBAL volatile u32 *, parent, GLOBAL const u32 *restrict, early, GLOBAL u32 *, firsts,
        GLOBAL u32 *, sums, struct shape, sh, u32, shares, u32, mark)
{
    const u64 runs = sums[groups_of_rank(sh)], per = share_of(runs, shares), lo = GRP * per;
    const u64 hi = lo + per < runs ? lo + per : runs;
    FORL(i, LSZ) {
        for (u64 k = lo + (u64)i; k < hi; k += AT_A_TIME * LSZ) {
            u32 roots = flatten(parent, k, hi);
            for (roots = mark ? roots : 0; roots; roots &= roots - 1) {
                const u32 pixel = ~early[k + CTZ(roots) * (u64)LSZ], row = pixel / (u32)sh.nx;
                const u32 x = pixel - row * (u32)sh.nx;
                const u64 g = row * (u64)sh.wpr + x / 32;
                ATOMIC_OR(&firsts[g], 1u << x % 32);
                ATOMIC_ADD(&sums[g / RANK_WORDS], 1u);
            }
        }
    }
}

/* ---- Labels ---- */

/* sums: the roots of each group, or, if `scanned`, of all groups before it. */
KERNEL7(components_rank, GLOBAL const u32 *restrict, firsts, GLOBAL const u32 *restrict, sums,
        GLOBAL const u32 *restrict, nodes, GLOBAL const u32 *restrict, first_run, GLOBAL u32 *, parent,
        struct shape, sh, u32, scanned)
{
    LOCAL u32 s[RANK_WORDS], t[2 * LSZ];
    const u64 first = GRP * RANK_WORDS;
    const u32 base = scanned ? sums[GRP] : sum_before(sums, GRP, t);
    FORV(i, RANK_WORDS) s[i] = first + (u64)i < sh.words ? POPC(firsts[first + (u64)i]) : 0;
    group_scan(s, t, RANK_WORDS);
    FORL(i, RANK_WORDS) {
        const u64 g = first + (u64)i;
        const u32 b = g < sh.words ? firsts[g] : 0;
        u32 label = base + s[i];
        for (u32 left = b; left; left &= left - 1) {
            const u32 row = (u32)(g / (u32)sh.wpr), z = row / (u32)sh.ny, y = row - z * (u32)sh.ny;
            const u32 w = (z / 2 * rows_of_nodes(sh.ny) + y / 2) * (u32)sh.wpr + (u32)(g - row * (u64)sh.wpr);
            const struct word n = word_at(nodes, first_run, sh, w);
            parent[run_at(nodes, first_run, sh, n, left ^ (left - 1))] = FLAG | ++label;
        }
    }
}

/* Instead: the roots of runs that have a pixel of `seeds` get the label 1. */
KERNEL6(components_mark, GLOBAL const u32 *restrict, bits, GLOBAL const u32 *restrict, nodes,
        GLOBAL const u32 *restrict, first_run, GLOBAL volatile u32 *, parent, GLOBAL const u32 *restrict, seeds,
        struct shape, sh)
{
    const u32 first = (u32)GRP * LINK_WORDS, words = words_of_nodes(sh);
    FORL(i, LINK_WORDS) {
        struct place p;
        struct word n;
        u32 s = 0;
        if (first + (u32)i >= words) break;
        p = place_of(sh, first + (u32)i);
        UNROLL_ALL for (int j = 0; j < 4; j++) s |= seeds[word_of(sh, p, j)] & bits[word_of(sh, p, j)];
        if (!s) continue;
        n = word_at(nodes, first_run, sh, p.w);
        while (s) {
            const u32 lowest = s & (0u - s);
            const u32 v = ALOAD(&parent[run_at(nodes, first_run, sh, n, lowest ^ (lowest - 1))]);
            if (!(v & FLAG) && !(ALOAD(&parent[v]) & FLAG)) ASTORE(&parent[v], FLAG | 1);
            s &= n.b + lowest; /* without the rest of the run */
        }
    }
}

/* First an item for each word looks up the labels of its first runs; then 32 lanes write its four rows, and look
   up by themselves only those of further runs. keep: what is there stays where there is a label. */
KERNEL7(components_write, GLOBAL const u32 *restrict, bits, GLOBAL const u32 *restrict, nodes,
        GLOBAL const u32 *restrict, first_run, GLOBAL const u32 *restrict, parent, GLOBAL u32 *restrict, dst,
        struct shape, sh, u32, keep)
{
    LOCAL u32 set[4 * WRITE_WORDS], starts[WRITE_WORDS], id[WRITE_WORDS], kept[KEPT * WRITE_WORDS];
    LOCAL u32 at[WRITE_WORDS], width[WRITE_WORDS], there[WRITE_WORDS]; /* the first pixel, pixels of a row, rows */
    const u32 first = (u32)GRP * WRITE_WORDS, words = words_of_nodes(sh);
    const int n = words - first < WRITE_WORDS ? (int)(words - first) : WRITE_WORDS;
    FORL(i, n) {
        const struct place p = place_of(sh, first + (u32)i);
        const u32 s = starts_of(nodes, sh, p.w), before = nodes[p.w] & ~s & 1; /* a run that goes on is no. 0 */
        UNROLL_ALL for (int j = 0; j < 4; j++) set[4 * i + j] = bits[word_of(sh, p, j)];
        starts[i] = s;
        at[i] = row_of(sh, p, 0) * (u32)sh.nx + (u32)p.col * 32;
        width[i] = sh.nx - p.col * 32 < 32 ? (u32)(sh.nx - p.col * 32) : 32;
        there[i] = (p.y * 2 + 1 < (u32)sh.ny ? 3 : 1) * (p.z * 2 + 1 < (u32)sh.nz ? 5 : 1);
        if (!nodes[p.w]) continue;
        id[i] = first_run[p.w] - 1;
        UNROLL_ALL for (u32 k = 0; k < KEPT; k++)
            kept[KEPT * i + (int)k] = (k ? k <= POPC(s) : before) ? label_of(parent, id[i] + k) : 0;
    }
    SYNC;
    TEAM(i, n, 32) {
        const u32 s = starts[i];
        LANES(l, 32) {
            const u32 k = POPC(s & LE_MASK(l)), any = set[4 * i] | set[4 * i + 1] | set[4 * i + 2] | set[4 * i + 3];
            u32 label = 0;
            if (any >> l & 1) label = k < KEPT ? kept[KEPT * i + (int)k] : label_of(parent, id[i] + k);
            UNROLL_ALL for (int j = 0; j < 4; j++) {
                GLOBAL u32 *const d = dst + (at[i] + (u64)(j >> 1) * ((u32)sh.nx * (u32)sh.ny) + (j & 1) * (u32)sh.nx);
                const u32 v = set[4 * i + j] >> l & 1 ? label : 0;
                if (there[i] >> j & 1 && (u32)l < width[i] && !(keep && v)) d[l] = v;
            }
        }
    }
}
