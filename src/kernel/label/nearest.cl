/* Nearest label of every pixel, exactly, in a time that hardly depends on what the image shows.

   Seen along a column (of y, then of z), what is nearest in each of its lines j, at the squared
   distance f(j), is at f(j) + (i - j)^2 from line i: a parabola for each j. The lowest one at i is
   wanted; those that are lowest anywhere are the corners of the lower hull of the points
   (j, f(j) + j^2) (Felzenszwalb and Huttenlocher, 2012; Maurer, Qi and Raghavan, 2003).
   * x: the nearer of the next labels to the left and right, from the packed mask;
   * hull: the points on it, as a bit for each line: of 32 lines at a time with a stack, which is
   the word of bits itself; then neighbours are joined, two and two, by taking away points at the
   seam until it is convex (as Cao, Tang, Mohamed and Tan do, 2010);
   * lines: along the hull from line to line.
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
#define WORDS   128             /* per group along x */
#define COLUMNS 32              /* per group of hull */
#define BANDS   (LARGE ? 4 : 8) /* of 32 lines, at a time */
#define ACROSS  64              /* columns per group of lines */
#define STRETCH 32              /* lines that an item of nearest_lines does */
#define ITEMS   256

/* Of the nearest set pixels to the left and right of x, -1 where there is none. */
FN SITE nearer(GLOBAL const u32 *row, int x, int left, int right)
{
    if (left < 0 && right < 0) return NONE;
    if (left < 0 || right < 0) return (SITE)(left < 0 ? right : left);
    if (x - left == right - x) return (SITE)(row[right] < row[left] ? right : left);
    return (SITE)(x - left < right - x ? left : right);
}

/* An item per word finds the nearest outside of it; then 32 lanes per word look inside. Rows are
   counted from first_row, where `out` begins. */
KERNEL5(nearest_x, GLOBAL const u32 *restrict, packed, GLOBAL const u32 *restrict, labels,
        GLOBAL SITE *restrict, out, struct shape, sh, u64, first_row)
{
    LOCAL int left[WORDS], right[WORDS], column[WORDS], begin[WORDS];
    LOCAL u32 bits[WORDS];
    const u64 first = GRP * WORDS; /* sh.words is that of the slab */
    const struct spot at = spot_of(sh, first);
    const int count = first + WORDS <= sh.words ? WORDS : (int)(sh.words - first);
    GLOBAL const u32 *row = labels + (first_row + at.row) * (u64)sh.nx;
    GLOBAL SITE *s = out + at.row * (u64)sh.nx;
    FORL (i, count) {
        const struct spot p = spot_after(sh, at, i);
        GLOBAL const u32 *words = packed + (first_row + p.row) * (u64)sh.wpr;
        outside_word(words, p.col, sh.wpr, left + i, right + i);
        bits[i] = words[p.col];
        column[i] = p.col * 32;
        begin[i] = (int)(p.row - at.row) * sh.nx; /* of its row; rows are many only where they are short */
    }
    SYNC;
    TEAM (i, count, 32) {
        const int x0 = column[i], n = sh.nx - x0, r0 = begin[i], l0 = left[i], n0 = right[i];
        const u32 c = bits[i];
        LANES (l, 32) {
            const u32 lo = c & LE_MASK(l), hi = c & ~LT_MASK(l);
            if (l < n)
                s[r0 + x0 + l] = nearer(row + r0, x0 + l, lo ? x0 + 31 - (int)CLZ(lo) : l0,
                                        hi ? x0 + (int)CTZ(hi) : n0);
        }
    }
}

/* One axis, y or z: for each plane z, or row y, the columns of a row of nx. */
struct axis {
    u64 outer, line;  /* pixels from one plane, or row, to the next, and from line to line */
    u64 first;        /* where the results of the first plane go, and its labels are */
    i64 reach;        /* the largest squared distance that counts */
    u32 inner;        /* nx */
    u32 lines, bands; /* 32 lines are a band */
    u32 z;            /* not 0: z. In y sites are places in their own row. */
    u32 last, unused; /* labels are wanted, not sites */
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

/* The hull of 32 lines; below 0: no point. A word's highest bit is the top of the stack. */
FN u32 hull_of_band(LOCALP const DIST *f)
{
    u32 m = 0;
    int a = 0, b = 0; /* the last two points */
    DIST fa = 0, fb = 0;
    for (int k = 0; k < 32; k++) {
        const DIST fk = f[k * COLUMNS];
        if (fk < 0) continue;
        while (m & (m - 1) && above(b - a, fa, fb, k - b, fk)) {
            m ^= 1u << b;
            b = a;
            fb = fa;
            if (m & (m - 1)) {
                a = 31 - (int)CLZ(m ^ 1u << b);
                fa = f[a * COLUMNS];
            }
        }
        a = b;
        fa = fb;
        b = k;
        fb = fk;
        m |= 1u << k;
    }
    return m;
}

/* Joins the hulls of words first..seam-1 and seam..end-1. */
FN void join(struct column c, int first, int seam, int end)
{
    int b = before(c, seam * 32, first), p = from(c, seam * 32, end);
    if (b < 0 || p < 0) return;
    int a = before(c, b, first), q = from(c, p + 1, end);
    DIST fa = height(c, a), fb = height(c, b), fp = height(c, p), fq = height(c, q);
    for (;;) {
        if (a >= 0 && above(b - a, fa, fb, p - b, fp)) {
            c.hull[(u64)(u32)(b >> 5) * c.band] ^= 1u << (b & 31);
            b = a;
            fb = fa;
            a = before(c, b, first);
            fa = height(c, a);
        } else if (q >= 0 && above(p - b, fb, fp, q - p, fq)) {
            c.hull[(u64)(u32)(p >> 5) * c.band] ^= 1u << (p & 31);
            p = q;
            fp = fq;
            q = from(c, p + 1, end);
            fq = height(c, q);
        } else {
            return;
        }
    }
}

KERNEL3(nearest_hull, GLOBAL const SITE *restrict, sites, GLOBAL u32 *, hull, struct axis, a)
{
    LOCAL DIST f[BANDS * 32 * COLUMNS];
    const u32 tiles = (a.inner + COLUMNS - 1) / COLUMNS, o = GROUP(0) / tiles;
    const u32 c0 = (GROUP(0) - o * tiles) * COLUMNS;
    const int n = a.inner - c0 < COLUMNS ? (int)(a.inner - c0) : COLUMNS, bands = (int)a.bands;
    const int y = a.z ? (int)o : 0;
    for (int b0 = 0; b0 < bands; b0 += BANDS) {
        UNROLL TEAM (l, BANDS * 32, COLUMNS)
        {
            const u32 line = (u32)(b0 * 32 + l);
            GLOBAL const SITE *s = sites + o * a.outer + line * a.line + c0;
            LOCALP DIST *h = f + l * COLUMNS;
            const int m = line < a.lines ? n : 0;
            LANES (c, COLUMNS) {
                const SITE v = c < m ? s[c] : NONE;
                h[c] = v == NONE ? -1 : distance(v, (int)c0 + c, y);
            }
        }
        SYNC;
        FORL (t, BANDS * COLUMNS) {
            const int c = t % COLUMNS, b = t / COLUMNS;
            if (c < n && b0 + b < bands)
                hull[((u64)o * a.bands + (u64)(u32)(b0 + b)) * a.inner + c0 + (u64)c] =
                    hull_of_band(f + b * 32 * COLUMNS + c);
        }
        SYNC;
    }
    for (int h = 1; h < bands; h *= 2) {
        const int pairs = (bands + h - 1) / (2 * h);
        FORL (t, pairs * COLUMNS) {
            const int c = t % COLUMNS, first = t / COLUMNS * 2 * h, end = first + 2 * h;
            if (c < n)
                join(column_at(sites, hull, a, o, c0 + (u32)c), first, first + h,
                     end < bands ? end : bands);
        }
        SYNC;
    }
}

/* An item's way from line to line: the point of the hull that is nearest, in line `at`, and the one
   behind it, gap lines on, which is as near from the line i on where edge <= i * gap. */
struct walk {
    int at, gap;
    DIST far, edge; /* the distance in line `at` */
    SITE told, next;
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
    const int j = from(c, w->at + 1, bands);
    w->gap = j < 0 ? 0 : j - w->at;
    w->edge = MOST;
    if (j < 0) return;
    w->next = site(c, j);
    w->edge = (distance(w->next, c.x, c.y) - w->far + (DIST)w->gap * (j + w->at) + 1) >> 1;
}

FN DIST from_line(int i, int j, DIST far) { return far + (DIST)(i - j) * (i - j); }

/* At the point next to line i, or one further up, as long as it does not get farther; points behind
   are for step(). */
FN void begin(struct walk *w, struct column c, int i, GLOBAL const u32 *labels, struct axis a)
{
    int j = before(c, i + 1, 0);
    if (j < 0) j = from(c, i + 1, (int)a.bands);
    w->far = height(c, j);
    w->at = j < 0 ? i : j;
    w->gap = 0;
    w->edge = MOST;
    w->told = a.last ? 0 : NONE;
    if (j < 0) return;
    for (j = before(c, j, 0); j >= 0; j = before(c, j, 0)) {
        const DIST f = height(c, j);
        if (from_line(i, j, f) > from_line(i, w->at, w->far)) break;
        w->at = j;
        w->far = f;
    }
    w->told = tell(labels, a, site(c, w->at), w->at);
    look_ahead(w, c, (int)a.bands);
}

/* On to the point nearest to line i, of several the last; of these the one with the smallest label
   is told. */
FN SITE step(struct walk *w, struct column c, int i, GLOBAL const u32 *labels, struct axis a)
{
    SITE best = w->told;
    while (w->edge <= (DIST)i * w->gap) {
        const int j = w->at + w->gap;
        const DIST f = distance(w->next, c.x, c.y);
        const int tie = from_line(i, j, f) == from_line(i, w->at, w->far);
        w->told = tell(labels, a, w->next, j);
        if (!tie || label(labels, a, w->told) < label(labels, a, best)) best = w->told;
        w->at = j;
        w->far = f;
        look_ahead(w, c, (int)a.bands);
    }
    return best;
}

/* Sites go to `to`, or labels, last, to `out`. */
KERNEL6(nearest_lines, GLOBAL const SITE *restrict, sites, GLOBAL u32 *, hull,
        GLOBAL const u32 *restrict, all, GLOBAL SITE *restrict, to, GLOBAL u32 *restrict, out,
        struct axis, a)
{
    const u32 per = ITEMS / ACROSS * STRETCH, parts = (a.lines + per - 1) / per;
    const u32 tiles = (a.inner + ACROSS - 1) / ACROSS, g = GROUP(0) / tiles, o = g / parts;
    const u32 c0 = (GROUP(0) - g * tiles) * ACROSS;
    const int n = a.inner - c0 < ACROSS ? (int)(a.inner - c0) : ACROSS;
    const int first = (int)((g - o * parts) * per), lines = (int)a.lines;
    GLOBAL const u32 *labels = all + (a.z ? 0 : a.first + o * a.outer);
    const u64 place = a.first + o * a.outer + c0;
    PRIV(int, at, ITEMS);
    PRIV(int, gap, ITEMS);
    PRIV(DIST, far, ITEMS);
    PRIV(DIST, edge, ITEMS);
    PRIV(SITE, told, ITEMS);
    PRIV(SITE, next, ITEMS);
    PRIV(SITE, best, ITEMS);
    for (int k = 0; k < STRETCH; k++) {
        if (k > 0) {
            EACHV (t, ITEMS) AT(best, t) = AT(told, t);
        }
        EACH (t, ITEMS) {
            const int i = first + t / ACROSS * STRETCH + k;
            if (t % ACROSS < n && i < lines && (k == 0 || AT(edge, t) <= (DIST)i * AT(gap, t))) {
                const struct column c = column_at(sites, hull, a, o, c0 + (u32)(t % ACROSS));
                struct walk w = { AT(at, t),   AT(gap, t),  AT(far, t),
                                  AT(edge, t), AT(told, t), AT(next, t) };
                if (k == 0) begin(&w, c, i, labels, a);
                AT(best, t) = step(&w, c, i, labels, a);
                AT(at, t) = w.at;
                AT(gap, t) = w.gap;
                AT(far, t) = w.far;
                AT(edge, t) = w.edge;
                AT(told, t) = w.told;
                AT(next, t) = w.next;
            }
        }
        EACHV (t, ITEMS) {
            const int i = first + t / ACROSS * STRETCH + k;
            if (a.last && t % ACROSS < n && i < lines)
                out[place + (u64)(u32)i * a.line + (u64)(t % ACROSS)] =
                    from_line(i, AT(at, t), AT(far, t)) <= (DIST)a.reach ? (u32)AT(best, t) : 0;
            if (!a.last && t % ACROSS < n && i < lines)
                to[place + (u64)(u32)i * a.line + (u64)(t % ACROSS)] = AT(best, t);
        }
    }
}
