/* Nearest label of every pixel, exactly, in a time that hardly depends on what the image shows.

   Seen along a column (of y, then of z), what is nearest in each of its lines j, at the squared
   distance f(j), is at f(j) + (i - j)^2 from line i: a parabola for each j. The lowest one at i is
   wanted; those that are lowest anywhere are the corners of the lower hull of the points
   (j, f(j) + j^2) (Felzenszwalb and Huttenlocher, 2012; Maurer, Qi and Raghavan, 2003).
   * x: the nearer of the next labels to the left and right, from the packed mask;
   * hull: the points on it, as a bit for each line: of 32 lines at a time with a stack, which is
   the word of bits itself; then neighbours are joined, two and two, by taking away points at the
   seam until it is convex (as Cao, Tang, Mohamed and Tan do, 2010);
   * lines: along the hull, from point to point, which tells where another label begins; then line by
   line.
   Neighbours are in lockstep on a GPU, and what one does costs all of them: so loops take a turn for a
   point, not for a line with as many points as it may have.
   All in integers. Points on a straight part of the hull stay, so that of equally near labels the
   smallest can be found. The CPU searches in its own way: nearest_cpu.c. */
#define PART(s) ((int)((s) & (NONE >> HALF)))
#if LARGE /* squared distances from 2^31 on */
#define DIST i64
#define SITE u64 /* the place in its plane, y << HALF | x; NONE: there is none */
#define HALF 32
#define NONE 0xffffffffffffffffu
#define MOST 0x7fffffffffffffff
#else
#define DIST i32
#define SITE u32
#define HALF 16
#define NONE 0xffffffffu
#define MOST 0x7fffffff
#endif
#define ITEMS   256             /* of a group */
#define WORDS   128             /* per group along x */
#define COLUMNS 32              /* side by side */
#define BANDS   (LARGE ? 4 : 8) /* of 32 lines, per group of hull at a time */
#define SIDE    (BANDS * COLUMNS)
#define STRETCH (LARGE ? 16 : 32) /* lines that an item of nearest_lines does at a time */

/* A word of the mask. Beyond the first and the last set pixel of a row there is a far one, so that the other
   is nearer to every pixel; in an empty row all are NONE. */
struct word {
    DIST left, right; /* the nearest set pixels outside */
    u32 bits;
    int x;     /* its first pixel's */
    int place; /* the same, from the group's first row on; rows are many only where they are short */
};

/* The last bit set of first..i-1, and the first of i..end-1; -1: none. */
FN int last_before(LOCALP const u32 *bits, int i, int first)
{
    int j = i >> 5;
    u32 m = bits[j] & LT_MASK(i & 31);
    while (!m && j > first >> 5) m = bits[--j];
    i = m ? j * 32 + 31 - (int)CLZ(m) : -1;
    return i < first ? -1 : i;
}
FN int first_from(LOCALP const u32 *bits, int i, int end)
{
    int j = i >> 5;
    u32 m = bits[j] & ~LT_MASK(i & 31);
    while (!m && j < end >> 5) m = bits[++j];
    i = m ? j * 32 + (int)CTZ(m) : end;
    return i < end ? i : -1;
}

/* What is known of word i of the group's `count`, row being its row of the mask: first the words of the group
   are asked, by way of `any`, a bit for each that is not 0, then the others of the row. */
FN void find_outside(LOCALP struct word *words, LOCALP const u32 *any, int i, int count,
                     GLOBAL const u32 *row, int col, struct shape sh)
{
    const int first = i < col ? 0 : i - col, end = i - col + sh.wpr < count ? i - col + sh.wpr : count;
    const int a = last_before(any, i, first), b = first_from(any, i + 1, end);
    int left = a < 0 ? -1 : (col - i + a) * 32 + 31 - (int)CLZ(words[a].bits);
    int right = b < 0 ? -1 : (col - i + b) * 32 + (int)CTZ(words[b].bits);
    for (int k = col - i + first - 1; k >= 0 && left < 0; k--)
        if (row[k]) left = k * 32 + 31 - (int)CLZ(row[k]);
    for (int k = col - i + end; k < sh.wpr && right < 0; k++)
        if (row[k]) right = k * 32 + (int)CTZ(row[k]);
    const int none = left < 0 && right < 0 && !words[i].bits;
    words[i].left = left >= 0 || none ? left : -(DIST)sh.nx;
    words[i].right = right >= 0 || none ? right : 2 * (DIST)sh.nx;
}

/* An item per word finds the nearest outside of it; then 32 lanes per word look inside. Rows are
   counted from first_row, where `out` begins. */
KERNEL5(nearest_x, GLOBAL const u32 *restrict, packed, GLOBAL const u32 *restrict, labels,
        GLOBAL SITE *restrict, out, struct shape, sh, u64, first_row)
{
    LOCAL struct word words[WORDS];
    LOCAL u32 any[WORDS / 32 + 1];
    const u64 first = GRP * WORDS; /* sh.words is that of the slab */
    const struct spot at = spot_of(sh, first);
    const int count = first + WORDS <= sh.words ? WORDS : (int)(sh.words - first);
    GLOBAL const u32 *row = labels + (first_row + at.row) * (u64)sh.nx;
    GLOBAL const u32 *mask = packed + first_row * (u64)sh.wpr;
    GLOBAL SITE *s = out + at.row * (u64)sh.nx;
    FORL (i, WORDS) words[i].bits = i < count ? mask[first + (u64)i] : 0;
    SYNC;
    FORL (j, WORDS / 32 + 1) {
        u32 m = 0;
        for (int k = 0; k < 32 && j < WORDS / 32; k++) m |= (u32)(words[j * 32 + k].bits != 0) << k;
        any[j] = m;
    }
    SYNC;
    FORL (i, count) {
        const struct spot p = spot_after(sh, at, i);
        words[i].x = p.col * 32;
        words[i].place = p.col * 32 + (int)(p.row - at.row) * sh.nx;
        find_outside(words, any, i, count, mask + p.row * (u64)sh.wpr, p.col, sh);
    }
    SYNC;
    TEAM (i, count, 32) {
        const struct word w = words[i];
        LANES (l, 32) {
            DIST left = w.left, right = w.right;
            if (w.bits) { /* the same for all of them */
                const u32 lo = w.bits & LE_MASK(l), hi = w.bits & ~LT_MASK(l);
                if (lo) left = w.x + 31 - (int)CLZ(lo);
                if (hi) right = w.x + (int)CTZ(hi);
            }
            DIST more = 2 * (DIST)(w.x + l) - left - right; /* how much farther the left one is */
            if (w.x + l < sh.nx) {
                GLOBAL const u32 *own = row + (w.place - w.x);
                while (more == 0) /* `if`, but so rare that it is to be jumped over */
                    more = own[right] < own[left] ? 1 : -1;
                s[w.place + l] = (SITE)(more > 0 ? right : left);
            }
        }
    }
}

/* One axis, y or z: for each plane z, or row y, the columns of a row of nx. */
struct axis {
    u64 outer, line;  /* pixels from one plane, or row, to the next, and from line to line */
    u64 first;        /* where the results of the first plane go, and its labels are */
    i64 reach;        /* the largest squared distance that counts; -1: any */
    u32 inner, outers; /* nx; how many planes, or rows */
    u32 lines, bands;  /* 32 lines are a band */
    u32 part;          /* lines that an item of nearest_lines does */
    u32 z;             /* not 0: z. In y sites are places in their own row. */
    u32 last, unused;  /* labels are wanted, not sites */
};

struct column {
    GLOBAL const SITE *sites;
    GLOBAL u32 *hull; /* its bits */
    u64 line, band;   /* from one to the next */
    int x, y;
};
FN struct column column_at(GLOBAL const SITE *sites, GLOBAL u32 *hull, struct axis a, u32 o, u32 c)
{
    struct column p;
    p.sites = sites + o * a.outer + c;
    p.hull = hull + (u64)o * a.bands * a.inner + c;
    p.line = a.line;
    p.band = a.inner;
    p.x = (int)c;
    p.y = a.z ? (int)o : 0;
    return p;
}

FN DIST distance(SITE s, int x, int y)
{
    const DIST dx = x - PART(s), dy = y - PART(s >> HALF);
    return dx * dx + dy * dy;
}
FN SITE site(struct column c, int j) { return c.sites[(u64)(u32)j * c.line]; }
FN DIST height(struct column c, int j) { return j < 0 ? 0 : distance(site(c, j), c.x, c.y); }

/* The last point before line j, in words from `first` on; the first from line j on, in words before
   `end`; -1: none. */
FN int before(struct column c, int j, int first)
{
    int w = j >> 5;
    u32 m = j & 31 ? c.hull[(u64)(u32)w * c.band] & LT_MASK(j & 31) : 0;
    while (!m) {
        if (--w < first) return -1;
        m = c.hull[(u64)(u32)w * c.band];
    }
    return w * 32 + 31 - (int)CLZ(m);
}
FN int from(struct column c, int j, int end)
{
    int w = j >> 5;
    if (w >= end) return -1;
    u32 m = c.hull[(u64)(u32)w * c.band] & ~LT_MASK(j & 31);
    while (!m) {
        if (++w >= end) return -1;
        m = c.hull[(u64)(u32)w * c.band];
    }
    return w * 32 + (int)CTZ(m);
}

/* Whether point b lies above the line from a, p lines before it, to c, q lines behind: heights are
   counted from b's line, so that nothing is larger than a squared distance in the image. */
FN int above(int p, DIST fa, DIST fb, int q, DIST fc)
{
    const DIST rise = fb - fa - (DIST)p * p, then = fc - fb + (DIST)q * q;
    return (i64)rise * q > (i64)then * p;
}

/* The hull of a band's points, h being their heights above the parabola, f(j) + j^2. Each turn takes a point
   away or goes on by one, in one form, so that neighbours that do one and the other stay together: up to b
   the word is the stack, with a below b; behind k, the next point, it is what is still to come. */
FN u32 hull_of_band(LOCALP const DIST *h, u32 points)
{
    const u32 others = points & (points - 1);
    if (!others) return points;
    int a = -1, b = (int)CTZ(points), k = (int)CTZ(others);
    DIST ha = 0, hb = h[b * SIDE], hk = h[k * SIDE];
    for (;;) {
        const i64 rise = (i64)(hb - ha) * (k - b), then = (i64)(hk - hb) * (b - a);
        const int off = a >= 0 && rise > then;
        if (off) points ^= 1u << b;
        const u32 m = points & (off ? LT_MASK(a) : ~LE_MASK(k));
        if (!off && !m) return points;
        const int i = 31 - (int)CLZ(off ? m : m & (0u - m)); /* -1: b is the first */
        const DIST hi = h[(i < 0 ? 0 : i) * SIDE];
        const int b1 = off ? a : k;
        const DIST hb1 = off ? ha : hk;
        a = off ? i : b;
        ha = off ? hi : hb;
        k = off ? k : i;
        hk = off ? hk : hi;
        b = b1;
        hb = hb1;
    }
}

/* The points of band b, of n lines, that may be on its hull: those not above the line between their
   neighbours. What is computed where there is no site goes nowhere. */
FN u32 points_of_band(struct column c, int b, int n, LOCALP DIST *h)
{
    GLOBAL const SITE *s = c.sites + (u64)(u32)b * 32 * c.line;
    u32 there = 0, above = 0;
    DIST before = 0, last = 0;
    UNROLL_ALL for (int k0 = 0; k0 < 32; k0 += 8)
    {
        SITE v[8];
        UNROLL_ALL for (int k = 0; k < 8; k++, s += c.line) v[k] = k0 + k < n ? *s : NONE;
        UNROLL_ALL for (int k = k0; k < k0 + 8; k++)
        {
            const DIST d = distance(v[k - k0], c.x, c.y) + k * k;
            h[k * SIDE] = d;
            if (v[k - k0] != NONE) there |= 1u << k;
            if (last - before > d - last) above |= 1u << k;
            before = last;
            last = d;
        }
    }
    return there & ~(above >> 1 & there << 1 & there >> 1);
}

/* Joins the hulls of words first..seam-1 and seam..end-1. */
FN void join(struct column c, int first, int seam, int end)
{
    int b = before(c, seam * 32, first), p = from(c, seam * 32, end);
    if (b < 0 || p < 0) return;
    int a = before(c, b, first), q = from(c, p + 1, end);
    DIST fa = height(c, a), fb = height(c, b), fp = height(c, p), fq = height(c, q);
    for (;;) { /* either is compared with points that are there, so that both may go at once */
        const int off_b = a >= 0 && above(b - a, fa, fb, p - b, fp);
        const int off_p = q >= 0 && above(p - b, fb, fp, q - p, fq);
        if (!off_b && !off_p) return;
        if (off_b) {
            c.hull[(u64)(u32)(b >> 5) * c.band] ^= 1u << (b & 31);
            b = a;
            fb = fa;
            a = before(c, b, first);
            fa = height(c, a);
        }
        if (off_p) {
            c.hull[(u64)(u32)(p >> 5) * c.band] ^= 1u << (p & 31);
            p = q;
            fp = fq;
            q = from(c, p + 1, end);
            fq = height(c, q);
        }
    }
}

/* A group has 32 columns, of several rows or planes where these have few bands, and an item a band of one. */
KERNEL3(nearest_hull, GLOBAL const SITE *restrict, sites, GLOBAL u32 *, hull, struct axis, a)
{
    LOCAL DIST h[32 * SIDE];
    const u32 tiles = (a.inner + COLUMNS - 1) / COLUMNS, g = GROUP(0) / tiles;
    const u32 c0 = (GROUP(0) - g * tiles) * COLUMNS;
    const u32 many = a.bands < BANDS ? BANDS / a.bands : 1, o0 = g * many;
    const int bands = (int)a.bands, n = a.outers - o0 < many ? (int)(a.outers - o0) : (int)many;
    for (int b0 = 0; b0 < bands; b0 += BANDS) {
        FORL (t, SIDE) {
            const int w = t / COLUMNS, k = many > 1 ? w / bands : 0, b = b0 + w - k * bands;
            const u32 c = c0 + (u32)(t % COLUMNS);
            if (k < n && b < bands && c < a.inner) {
                const struct column p = column_at(sites, hull, a, o0 + (u32)k, c);
                const u32 points = points_of_band(p, b, (int)a.lines - b * 32, h + t);
                p.hull[(u64)(u32)b * p.band] = hull_of_band(h + t, points);
            }
        }
    }
    for (int s = 1; s < bands; s *= 2) {
        const int pairs = (bands + s - 1) / (2 * s);
        SYNC;
        FORL (t, n * pairs * COLUMNS) {
            const int w = t / COLUMNS, k = many > 1 ? w / pairs : 0;
            const int first = (w - k * pairs) * 2 * s, end = first + 2 * s;
            const u32 c = c0 + (u32)(t % COLUMNS);
            if (c < a.inner)
                join(column_at(sites, hull, a, o0 + (u32)k, c), first, first + s, end < bands ? end : bands);
        }
    }
}

/* An item's way from point to point: the point of the hull that is nearest, in line `at`, and the one
   behind it, gap lines on, which is as near from the line i on where edge <= i * gap. */
struct walk {
    int at, gap;
    DIST far, edge;  /* the distance in line `at` */
    int even;        /* equally near where edge == i * gap; else nearer there */
    SITE told, next;
    u32 bits;        /* the hull's points behind the next one, in its band */
    int band;
};

/* What the result tells of the site s of line j: its label, or its place in the plane. */
FN SITE tell(GLOBAL const u32 *labels, struct axis a, SITE s, int j)
{
    if (!a.last) return s | (SITE)j << HALF;
    return labels[(u64)(u32)j * a.line + (u64)PART(s >> HALF) * a.inner + (u64)PART(s)];
}
FN u32 label(GLOBAL const u32 *labels, struct axis a, SITE told)
{
    return a.last ? (u32)told : labels[(u64)PART(told >> HALF) * a.inner + (u64)PART(told)];
}

FN void look_ahead(struct walk *w, struct column c, int bands)
{
    w->edge = MOST;
    w->gap = 0;
    while (!w->bits) {
        if (++w->band >= bands) return;
        w->bits = c.hull[(u64)(u32)w->band * c.band];
    }
    const int j = w->band * 32 + (int)CTZ(w->bits);
    w->bits &= w->bits - 1;
    w->gap = j - w->at;
    w->next = site(c, j);
    const DIST twice = distance(w->next, c.x, c.y) - w->far + (DIST)w->gap * (j + w->at);
    w->edge = (twice + 1) >> 1;
    w->even = !(twice & 1);
}

FN DIST from_line(int i, int j, DIST far) { return far + (DIST)(i - j) * (i - j); }

/* At the point next to line i, or one further up, as long as it does not get farther; points behind
   are for walk_on(). */
FN void begin(struct walk *w, struct column c, int i, GLOBAL const u32 *labels, struct axis a)
{
    int j = before(c, i + 1, 0);
    if (j < 0) j = from(c, i + 1, (int)a.bands);
    w->at = i;
    w->gap = w->band = 0;
    w->bits = 0;
    w->edge = MOST;
    w->far = 0;
    w->told = a.last ? 0 : NONE;
    if (j < 0) return;
    w->at = j;
    w->far = height(c, j);
    for (j = before(c, j, 0); j >= 0; j = before(c, j, 0)) {
        const DIST f = height(c, j);
        if (from_line(i, j, f) > from_line(i, w->at, w->far)) break;
        w->at = j;
        w->far = f;
    }
    w->told = tell(labels, a, site(c, w->at), w->at);
    w->band = w->at >> 5;
    w->bits = c.hull[(u64)(u32)w->band * c.band] & ~LE_MASK(w->at & 31);
    look_ahead(w, c, (int)a.bands);
}

/* The lines of a stretch, a bit each, from line k on, where what is nearest is within the reach: h is what
   that leaves for the distance along the axis. */
FN u32 within(struct axis a, const struct walk *w, int first, int k)
{
    const DIST h = (DIST)a.reach - w->far;
    i64 span = (i64)SQRT((f32)h);
    if (h < 0) return 0;
    while (span * span > h) span--;
    while ((span + 1) * (span + 1) <= h) span++;
    const i64 low = w->at - first - span, high = w->at - first + span;
    if (high < k || low >= STRETCH) return 0;
    if (low > k) k = (int)low;
    return ~LT_MASK(k) & (high < 31 ? LE_MASK((int)high) : 0xffffffffu);
}

/* The answers of a stretch of lines, `first` to `last`: where they change, a bit of the word that is
   returned, and there what is told, in won. Of several equally near points the one with the smallest label is told in
   their line; from the next line on the last of them is nearer. */
FN u32 walk_on(struct walk *w, struct column c, int first, int last, LOCALP SITE *won, u32 *inside,
               GLOBAL const u32 *labels, struct axis a)
{
    const int limited = a.reach >= 0;
    int k = 0;
    SITE best = w->told;
    u32 turns = 1;
    *inside = limited ? within(a, w, first, 0) : 0xffffffffu;
    won[0] = best;
    while (w->edge <= (DIST)w->gap * last) {
        const int was = k, j = w->at + w->gap;
        DIST left = w->edge - (DIST)w->gap * (first + k); /* k: the first line where it is at most 0 */
        UNROLL_ALL for (int s = STRETCH / 2; s > 0; s /= 2)
        {
            const DIST then = left - (DIST)w->gap * s;
            if (then > -w->gap) left = then, k += s;
        }
        const int tie = w->even && left == 0;
        if (k > was) best = w->told;
        w->told = tell(labels, a, w->next, j);
        w->far = distance(w->next, c.x, c.y);
        w->at = j;
        look_ahead(w, c, (int)a.bands);
        if (!tie || label(labels, a, w->told) < label(labels, a, best)) best = w->told;
        won[k * ITEMS] = best;
        turns |= 1u << k;
        if ((tie || k == was) && k < STRETCH - 1) {
            won[(k + 1) * ITEMS] = w->told;
            turns |= 2u << k;
        }
        if (limited) *inside = (*inside & LT_MASK(k)) | within(a, w, first, k);
    }
    return turns;
}

/* Sites go to `to`, or labels, last, to `out`. An item has a column of a part of the lines, 32 of them
   neighbours in a row or plane. */
KERNEL6(nearest_lines, GLOBAL const SITE *restrict, sites, GLOBAL u32 *, hull,
        GLOBAL const u32 *restrict, all, GLOBAL SITE *restrict, to, GLOBAL u32 *restrict, out,
        struct axis, a)
{
    LOCAL SITE won[STRETCH * ITEMS];
    const u32 parts = (a.lines + a.part - 1) / a.part, tiles = (a.inner + COLUMNS - 1) / COLUMNS;
    FORL (t, ITEMS) {
        const u64 unit = GRP * (ITEMS / COLUMNS) + (u64)(t / COLUMNS), rest = divide(unit, tiles);
        const u32 o = (u32)divide(rest, parts), first = ((u32)rest - o * parts) * a.part;
        const u32 x = (u32)(unit - rest * tiles) * COLUMNS + (u32)(t % COLUMNS);
        if (o < a.outers && x < a.inner) {
            const struct column c = column_at(sites, hull, a, o, x);
            GLOBAL const u32 *labels = all + (a.z ? 0 : a.first + o * a.outer);
            const int end = a.lines - first < a.part ? (int)a.lines : (int)(first + a.part);
            u64 place = a.first + o * a.outer + (u64)first * a.line + x;
            struct walk w;
            begin(&w, c, (int)first, labels, a);
            for (int i = (int)first; i < end; i += STRETCH) {
                const int n = end - i < STRETCH ? end - i : STRETCH;
                u32 inside;
                const u32 turns = walk_on(&w, c, i, i + n - 1, won + t, &inside, labels, a);
                SITE s = 0;
                if (a.last) {
                    GLOBAL u32 *p = out + place;
                    UNROLL for (int k = 0; k < n; k++, p += a.line)
                    {
                        if (turns >> k & 1) s = won[k * ITEMS + t];
                        *p = inside >> k & 1 ? (u32)s : 0;
                    }
                } else {
                    GLOBAL SITE *p = to + place;
                    UNROLL for (int k = 0; k < n; k++, p += a.line)
                    {
                        if (turns >> k & 1) s = won[k * ITEMS + t];
                        *p = s;
                    }
                }
                place += STRETCH * a.line;
            }
        }
    }
}
