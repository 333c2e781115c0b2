/* What statistics by label need beside accumulate.cl: before it, what there is; after it, two points of
   each label and the distances to them, into the same rows. Distances are f32, each rounded the same way
   everywhere, and are added up as whole numbers of 1 / scale, 30 bits of the largest that the label can
   have. The CPU has forms of its own of what goes through pixels: spread_cpu.c. */
#define PIXELS 8192
#define TURN   (8 * LSZ) /* pixels whose loads a group has in flight together */
#define ROWS   256       /* a group's points */

#if !ON_CPU
/* ---- The range ---- */

/* range: R_ words, 0 at the start. */
KERNEL6(spread_range, GLOBAL const u32 *restrict, labels, GLOBAL const f32 *restrict, src, u64, n, u32,
        background, u32, floats, GLOBAL u32 *, range)
{
    LOCAL u32 top[LSZ], size[LSZ];
    const u64 first = GRP * PIXELS;
    const int m = first + PIXELS <= n ? PIXELS : (int)(n - first);
    FORL(i, LSZ) {
        u32 highest = 0, most = 0;
        for (int k = i; k < m; k += TURN) {
            u32 label[TURN / LSZ], bits[TURN / LSZ];
            UNROLL_ALL for (int j = 0; j < TURN / LSZ; j++)
                label[j] = labels[first + (u64)(k + j * LSZ < m ? k + j * LSZ : k)];
            UNROLL_ALL for (int j = 0; j < TURN / LSZ; j++) {
                const u64 at = first + (u64)(k + j * LSZ < m ? k + j * LSZ : k);
                bits[j] = floats && (label[j] | background) ? BITS(src[at]) & 0x7fffffffu : 0;
                highest = label[j] > highest ? label[j] : highest;
            }
            UNROLL_ALL for (int j = 0; j < TURN / LSZ; j++)
                most = bits[j] < 0x7f800000u && bits[j] > most ? bits[j] : most;
        }
        top[i] = highest;
        size[i] = most;
    }
    SYNC;
    for (int d = LSZ / 2; d > 0; d /= 2) {
        FORL(i, d) {
            top[i] = top[i] > top[i + d] ? top[i] : top[i + d];
            size[i] = size[i] > size[i + d] ? size[i] : size[i + d];
        }
        SYNC;
    }
    if (LID == 0) {
        gmax(range + R_MAX, top[0]);
        gmax(range + R_LARGEST, size[0]);
    }
}
#endif

/* A point as the nearest pixel and what is left, so that differences lose nothing far from the
   origin. */
struct point {
    i32 x, y, z;
    f32 fx, fy, fz, scale, unused;
};
struct steps {
    f32 x, y, z;
};

/* A place on the y axis: in blocks, so that an item can go from one to the next without a conversion. */
struct place_y {
    int block;  /* where its block of 64 begins */
    f32 inside; /* places from there */
};
FN struct place_y place_y(int y)
{
    struct place_y p;
    p.block = y & ~63;
    p.inside = (f32)(y & 63);
    return p;
}

FN f32 squared(struct point p, int x, struct place_y y, int z, struct steps w)
{
    const f32 dx = ((f32)(x - p.x) - p.fx) * w.x;
    const f32 dy = (((f32)(y.block - p.y) + y.inside) - p.fy) * w.y;
    const f32 dz = ((f32)(z - p.z) - p.fz) * w.z;
    return dx * dx + dy * dy + dz * dz;
}

/* A distance; one below 2^-50 counts as none. */
FN f32 root(f32 square)
{
    const f32 d = SQRT_NORMAL(square);
    return square > 0x1p-100f ? d : 0.0f;
}

/* ---- Points ---- */

struct wide { /* 96 bits and a sign */
    u64 low;
    u32 high;
    int negative;
};
FN struct wide wide_of(u64 low, u32 high)
{
    struct wide w;
    w.negative = (int)(high >> 31);
    w.low = w.negative ? 0 - low : low;
    w.high = w.negative ? ~high + (low == 0) : high;
    return w;
}
FN u64 two_words(GLOBAL const u32 *w) { return (u64)w[1] << 32 | w[0]; }
FN struct wide three_words(GLOBAL const u32 *w) { return wide_of(two_words(w), w[2]); }
FN f32 size_of(struct wide w) { return (f32)w.high * 18446744073709551616.0f + (f32)w.low; }

/* n / d as a whole number, as near as f32 finds one below 2^24, and the rest, of which the numerator is
   exact. */
FN void divide_wide(struct wide n, struct wide d, i32 *whole, f32 *rest)
{
    const int minus = n.negative ^ d.negative;
    const f32 by = size_of(d), q = size_of(n) / by;
    *whole = 0;
    *rest = minus ? -q : q;
    if (q < 16777216.0f) {
        const u32 m = (u32)NEAREST(q);
        const u64 low = (u64)m * (u32)d.low, mid = (u64)m * (u32)(d.low >> 32) + (low >> 32);
        const u64 product = mid << 32 | (u32)low;
        const struct wide left = wide_of(n.low - product, n.high - (u32)(mid >> 32) - m * d.high -
                                                              (n.low < product));
        *whole = minus ? -(i32)m : (i32)m;
        *rest = (left.negative ^ minus ? -size_of(left) : size_of(left)) / by;
    }
}

/* How far the pixels of a row's label may be from a point: the farthest corner of its box. */
FN f32 farthest(GLOBAL const u32 *row, const i32 *whole, const f32 *rest, const f32 *step)
{
    f32 d = 0;
    UNROLL_ALL for (int k = 0; k < 3; k++) {
        const f32 a = FABS((f32)((i32)~row[A_BOX + 2 * k] - whole[k]) - rest[k]);
        const f32 b = FABS((f32)((i32)row[A_BOX + 2 * k + 1] - whole[k]) - rest[k]);
        const f32 most = (a > b ? a : b) * step[k];
        d += most * most;
    }
    return SQRT(d);
}

/* Whether all values are finite: of floats, as their order says. */
FN int all_finite(GLOBAL const u32 *row, u32 pixel)
{
    return pixel != 7 || (~row[A_LO] > 0x007fffffu && row[A_HI] < 0xff800000u);
}

/* The points of every label, two for each row. Row 0 becomes `range`. */
KERNEL7(spread_points, GLOBAL u32 *, acc, GLOBAL struct point *, points, GLOBAL const u32 *restrict, range,
        struct steps, w, u32, background, u32, rows, u32, pixel)
{
    const u32 last = range[R_MAX] + background < rows ? range[R_MAX] + background : rows;
    if (GRP == 0 && LID == 0) {
        acc[R_MAX] = range[R_MAX];
        acc[R_LARGEST] = range[R_LARGEST];
    }
    FORL(i, 2 * ROWS) {
        const u64 row = GRP * ROWS + (u64)(i / 2) + 1;
        GLOBAL u32 *t = acc + row * A_WORDS, *far;
        const int mass = i % 2;
        struct point p = { 0, 0, 0, 0, 0, 0, 0, 0 };
        const f32 step[3] = { w.x, w.y, w.z };
        i32 whole[3];
        f32 rest[3], most;
        u32 scale = 0;
        if (row > last || two_words(t + A_N) == 0) continue;
        UNROLL_ALL for (int k = 0; k < 3; k++) {
            if (mass) divide_wide(three_words(t + A_QAT + 3 * k), three_words(t + A_Q), &whole[k], &rest[k]);
            else divide_wide(wide_of(two_words(t + A_AT + 2 * k), 0), wide_of(two_words(t + A_N), 0), &whole[k],
                             &rest[k]);
        }
        most = farthest(t, whole, rest, step);
        if (!(most < 1e18f) || (mass && !all_finite(t, pixel))) {
            scale = UNKNOWN;
        } else if (most > 0) {
            const int e = (int)(BITS(most * 1.0001f) >> 23) - 126;
            scale = (u32)(127 + 30 - (e < -90 ? -90 : e)) << 23;
            p.x = whole[0];
            p.y = whole[1];
            p.z = whole[2];
            p.fx = rest[0];
            p.fy = rest[1];
            p.fz = rest[2];
            p.scale = FLOATS(scale);
        }
        far = DISTANCES_OF(acc, rows, row);
        far[D_FAR + mass * F_WORDS + F_SCALE] = scale;
        far[D_N + mass] = t[A_N + mass];
        points[2 * row + (u64)mass] = p;
    }
}

#if !ON_CPU
/* ---- Distances ---- */

struct far {
    u64 sum[2];
    u32 max[2], label;
};

/* Adds the pixel at (x, y, z). */
FN void add_far(struct far *r, struct point a, struct point b, int x, struct place_y y, int z,
                struct steps w)
{
    const f32 da = squared(a, x, y, z, w), db = squared(b, x, y, z, w);
    r->sum[0] += (u64)(u32)NEAREST(root(da) * a.scale);
    r->sum[1] += (u64)(u32)NEAREST(root(db) * b.scale);
    r->max[0] = BITS(da) > r->max[0] ? BITS(da) : r->max[0];
    r->max[1] = BITS(db) > r->max[1] ? BITS(db) : r->max[1];
}

FN void put_far(GLOBAL u32 *acc, u32 rows, LOCALP u32 *key, LOCALP u32 *tab, struct far r)
{
    const u32 slot = slot_of(key, r.label);
    for (int k = 0; k < 2; k++) {
        if (slot < SLOTS) {
            LOCALP u32 *t = tab + (slot * 2 + (u32)k) * F_WORDS;
            ladd64(t + F_SUM, r.sum[k]);
            lmax(t + F_MAX, r.max[k]);
        } else {
            GLOBAL u32 *t = DISTANCES_OF(acc, rows, r.label) + D_FAR + k * F_WORDS;
            gadd64(t + F_SUM, r.sum[k]);
            gmax(t + F_MAX, r.max[k]);
        }
    }
}

/* Labels past the last of `rows` are passed over. */
KERNEL9(spread_distances, GLOBAL const u32 *restrict, labels, GLOBAL u32 *, acc,
        GLOBAL const struct point *restrict, point, struct steps, w, int, nx, int, ny, int, nz, u32, background,
        u32, rows)
{
    LOCAL u32 key[KEYS], tab[SLOTS * 2 * F_WORDS];
    const struct place corner = corner_of(GRP, nx, ny);
    const int planes = nz - corner.z0 < TZ ? nz - corner.z0 : TZ;
    clear_table(key, tab, SLOTS * 2 * F_WORDS);
    FORL(t, WALKS) {
        struct far r = { { 0, 0 }, { 0, 0 }, 0 };
        struct point a = { 0, 0, 0, 0, 0, 0, 0, 0 }, b = { 0, 0, 0, 0, 0, 0, 0, 0 };
        for (int z = 0; z <= planes; z++) { /* one more ends the last label's part */
            struct place o = corner;
            struct runs runs = { 0, 0, 0 };
            u64 at = 0;
            const int n = z < planes ? walk_from(&o, t, z, nx, ny, &at) : 0;
            if (n > 0) {
                u32 label[WALK];
                LOAD_WALK(label, labels, at, nx, n, background, rows)
                FIND_RUNS(runs, label, n)
            }
            while (runs.begins || z == planes) {
                const int j = runs.begins ? (int)CTZ(runs.begins) : 0;
                const u32 l = runs.begins ? labels[at + (u64)j * (u64)nx] + background : 0;
                if (l != r.label) {
                    if (r.label) put_far(acc, rows, key, tab, r);
                    r.sum[0] = r.sum[1] = 0;
                    r.max[0] = r.max[1] = 0;
                    r.label = l;
                    a = point[2 * (u64)l];
                    b = point[2 * (u64)l + 1];
                }
                if (!l) break;
                struct place_y y = place_y(o.y0 + o.y + j); /* a walk is inside of a block */
                for (int i = j, end = run_end(runs, j); i < end; i++) {
                    add_far(&r, a, b, o.x0 + o.x, y, o.z0 + z, w);
                    y.inside += 1;
                }
                runs.begins &= runs.begins - 1;
            }
        }
    }
    SYNC;
    FORL(i, (int)key[USED] * 2) {
        const u32 slot = IN_USE(key, i / 2), k = (u32)i % 2;
        LOCALP const u32 *s = tab + (slot * 2 + k) * F_WORDS;
        GLOBAL u32 *g = DISTANCES_OF(acc, rows, key[slot]) + D_FAR + k * F_WORDS;
        gadd64(g + F_SUM, (u64)s[F_SUM + 1] << 32 | s[F_SUM]);
        gmax(g + F_MAX, s[F_MAX]);
    }
}
#endif
