/* What statistics by label need beside their one pass: before it, what there is; after it, distances to
   two points per label. Distances are f32, each rounded the same way everywhere, and are added up as
   whole numbers of 1 / scale, 30 bits of the largest that the label can have. */
#define PIXELS 8192
#define TURN   (8 * LSZ) /* pixels whose loads a group has in flight together */

/* range[0]: the highest label; range[1], if `floats`: the bits of the largest finite magnitude among
   the values that count. */
KERNEL6(spread_range, GLOBAL const u32 *restrict, labels, GLOBAL const f32 *restrict, src, u64, n, u32,
        background, u32, floats, GLOBAL u32 *, range)
{
    LOCAL u32 top[LSZ], size[LSZ];
    const u64 first = GRP * PIXELS;
    const int m = first + PIXELS <= n ? PIXELS : (int)(n - first);
    FORL(i, LSZ) {
        u32 highest = 0, most = 0;
#if ON_CPU
        FORV(k, m) highest = labels[first + (u64)k] > highest ? labels[first + (u64)k] : highest;
        if (floats && (highest || background)) FORV(k, m) {
            const u32 b = BITS(src[first + (u64)k]) & 0x7fffffffu;
            const int counts = ((labels[first + (u64)k] | background) != 0) & (b < 0x7f800000u);
            const u32 finite = counts ? b : 0;
            most = finite > most ? finite : most;
        }
#else
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
#endif
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
        gmax(range, top[0]);
        gmax(range + 1, size[0]);
    }
}

/* A point as the nearest pixel and what is left, so that differences lose nothing far from the
   origin. */
struct point {
    i32 x, y, z;
    f32 fx, fy, fz, scale, unused;
};
struct steps {
    f32 x, y, z;
};

FN f32 squared(struct point p, int x, int y, int z, struct steps w)
{
    const f32 dx = ((f32)(x - p.x) - p.fx) * w.x, dy = ((f32)(y - p.y) - p.fy) * w.y;
    const f32 dz = ((f32)(z - p.z) - p.fz) * w.z;
    return dx * dx + dy * dy + dz * dz;
}

/* words per row and point: sum, its upper half, the largest square's bits */
enum { S_SUM = 0, S_MAX = 2, S_WORDS = 4 };
struct far {
    u64 sum[2];
    u32 max[2], label;
};

/* Adds the pixel at (x, y, z). */
FN void add_far(struct far *r, struct point a, struct point b, int x, int y, int z, struct steps w)
{
    const f32 da = squared(a, x, y, z, w), db = squared(b, x, y, z, w);
    r->sum[0] += (u64)(u32)(i32)RINT(SQRT(da) * a.scale);
    r->sum[1] += (u64)(u32)(i32)RINT(SQRT(db) * b.scale);
    r->max[0] = BITS(da) > r->max[0] ? BITS(da) : r->max[0];
    r->max[1] = BITS(db) > r->max[1] ? BITS(db) : r->max[1];
}

FN void put_far(GLOBAL u32 *acc, LOCALP u32 *key, LOCALP u32 *tab, struct far r)
{
    const u32 slot = slot_of(key, r.label);
    for (int k = 0; k < 2; k++) {
        if (slot < SLOTS) {
            LOCALP u32 *t = tab + (slot * 2 + (u32)k) * S_WORDS;
            ladd64(t + S_SUM, r.sum[k]);
            lmax(t + S_MAX, r.max[k]);
        } else {
            GLOBAL u32 *t = acc + ((u64)r.label * 2 + (u64)k) * S_WORDS;
            gadd64(t + S_SUM, r.sum[k]);
            gmax(t + S_MAX, r.max[k]);
        }
    }
}

/* sums: S_WORDS words for each point, 0 at the start; the points, two for each label, begin at word
   `points`. */
KERNEL8(spread_distances, GLOBAL const u32 *restrict, labels, GLOBAL u32 *, sums, u64, points, struct steps,
        w, int, nx, int, ny, int, nz, u32, background)
{
    LOCAL u32 key[KEYS], tab[SLOTS * 2 * S_WORDS];
    GLOBAL const struct point *point = (GLOBAL const struct point *)(sums + points);
    const struct place corner = corner_of(GRP, nx, ny);
    const int planes = nz - corner.z0 < TZ ? nz - corner.z0 : TZ;
    FORV(i, KEYS) key[i] = 0;
    FORV(i, SLOTS * 2 * S_WORDS) tab[i] = 0;
    SYNC;
#if ON_CPU
    for (int z = 0; z < planes; z++)
        for (int t = 0; t < WALKS; t++) {
            struct place o = corner;
            u64 at;
            int step, n = walk_from(&o, t, z, nx, ny, &at, &step);
            for (int k = 0, end; k < n; k = end) {
                struct far r = { { 0, 0 }, { 0, 0 }, labels[at + (u64)k] + background };
                const struct point a = point[2 * (u64)r.label], b = point[2 * (u64)r.label + 1];
                const int x = o.x0 + k;
                end = run_end(labels + at, k, n);
                if (r.label == 0) continue;
                FORV(i, end - k) add_far(&r, a, b, x + i, o.y0 + o.y, o.z0 + z, w);
                put_far(sums, key, tab, r);
            }
        }
#else
    FORL(t, WALKS) {
        struct far r = { { 0, 0 }, { 0, 0 }, 0 };
        struct point a = { 0, 0, 0, 0, 0, 0, 0, 0 }, b = { 0, 0, 0, 0, 0, 0, 0, 0 };
        for (int z = 0; z <= planes; z++) { /* one more ends the last label's part */
            struct place o = corner;
            struct runs runs = { 0, 0, 0 };
            u64 at = 0;
            int step = 0;
            const int n = z < planes ? walk_from(&o, t, z, nx, ny, &at, &step) : 0;
            if (n > 0) {
                u32 label[WALK];
                LOAD_WALK(label, labels, at, step, n, background)
                FIND_RUNS(runs, label, n)
            }
            while (runs.begins || z == planes) {
                const int j = runs.begins ? (int)CTZ(runs.begins) : 0;
                const u32 l = runs.begins ? labels[at + (u64)j * (u64)step] + background : 0;
                if (l != r.label) {
                    if (r.label) put_far(sums, key, tab, r);
                    r.sum[0] = r.sum[1] = 0;
                    r.max[0] = r.max[1] = 0;
                    r.label = l;
                    a = point[2 * (u64)l];
                    b = point[2 * (u64)l + 1];
                }
                if (!l) break;
                for (int i = j, end = run_end(runs, j); i < end; i++)
                    add_far(&r, a, b, o.x0 + o.x, o.y0 + o.y + i, o.z0 + z, w);
                runs.begins &= runs.begins - 1;
            }
        }
    }
#endif
    SYNC;
    FORL(i, (int)key[USED] * 2) {
        const u32 slot = IN_USE(key, i / 2), k = (u32)i % 2;
        LOCALP const u32 *s = tab + (slot * 2 + k) * S_WORDS;
        GLOBAL u32 *g = sums + ((u64)key[slot] * 2 + k) * S_WORDS;
        gadd64(g + S_SUM, (u64)s[S_SUM + 1] << 32 | s[S_SUM]);
        gmax(g + S_MAX, s[S_MAX]);
    }
}
