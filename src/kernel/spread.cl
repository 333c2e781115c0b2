/* What statistics by label need beside their one pass: the largest magnitude among the pixels that
   count, before it, and distances to two points per label, after it. Distances are f32, each
   rounded the same way everywhere, and are added up as whole numbers of 1 / scale, 30 bits of the
   largest that the label can have. */
#define PIXELS 8192
#define TURN   (8 * LSZ) /* pixels whose loads a group has in flight together */

/* The bits of the largest finite magnitude. */
KERNEL5(spread_largest, GLOBAL const u32 *restrict, labels, GLOBAL const f32 *restrict, src, u64, n,
        u32, background, GLOBAL u32 *, largest)
{
    LOCAL u32 t[LSZ];
    const u64 first = GRP * PIXELS;
    const int m = first + PIXELS <= n ? PIXELS : (int)(n - first);
    FORL(i, LSZ) {
        u32 most = 0;
#if ON_CPU
        FORV(k, m) {
            const u32 b = BITS(src[first + (u64)k]) & 0x7fffffffu;
            const int counts = ((labels[first + (u64)k] | background) != 0) & (b < 0x7f800000u);
            const u32 size = counts ? b : 0;
            most = size > most ? size : most;
        }
#else
        for (int k = i; k < m; k += TURN) {
            u32 label[TURN / LSZ], bits[TURN / LSZ];
            UNROLL_ALL for (int j = 0; j < TURN / LSZ; j++) {
                const u64 at = first + (u64)(k + j * LSZ < m ? k + j * LSZ : k);
                label[j] = labels[at] | background;
                bits[j] = BITS(src[at]) & 0x7fffffffu;
            }
            UNROLL_ALL for (int j = 0; j < TURN / LSZ; j++)
                most = label[j] && bits[j] < 0x7f800000u && bits[j] > most ? bits[j] : most;
        }
#endif
        t[i] = most;
    }
    SYNC;
    for (int d = LSZ / 2; d > 0; d /= 2) {
        FORL(i, d) t[i] = t[i] > t[i + d] ? t[i] : t[i + d];
        SYNC;
    }
    if (LID == 0 && t[0]) ATOMIC_MAX(largest, t[0]);
}

/* A point as the nearest pixel and what is left, so that differences lose nothing far from the
 * origin. */
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

KERNEL8(spread_distances, GLOBAL const u32 *restrict, labels, GLOBAL const struct point *restrict,
        points, GLOBAL u32 *, acc, struct steps, w, int, nx, int, ny, int, nz, u32, background)
{
    LOCAL u32 key[SLOTS], tab[SLOTS * 2 * S_WORDS];
    const struct place corner = corner_of(GRP, nx, ny);
    FORV(i, SLOTS) key[i] = 0;
    FORV(i, SLOTS * 2 * S_WORDS) tab[i] = 0;
    SYNC;
    for (int z = 0; z < TZ && corner.z0 + z < nz; z++) {
        FORL(t, WALKS) {
            struct place o = corner;
            int step = 0;
            const int n = walk_from(&o, t, z, nx, ny, &step);
            const int x0 = o.x0 + o.x, y0 = o.y0 + o.y, z0 = o.z0 + o.z;
            const u64 at = ((u64)z0 * (u64)ny + (u64)y0) * (u64)nx + (u64)x0;
#if ON_CPU
            for (int k = 0; k < n;) {
                const int first = k, end = run_end(labels + at, k, n);
                struct far r = { { 0, 0 }, { 0, 0 }, labels[at + (u64)k] + background };
                k = end;
                if (r.label == 0) continue;
                const struct point a = points[2 * (u64)r.label], b = points[2 * (u64)r.label + 1];
                FORV(i, end - first) add_far(&r, a, b, x0 + first + i, y0, z0, w);
                put_far(acc, key, tab, r);
            }
#else
            struct far r = { { 0, 0 }, { 0, 0 }, 0 };
            struct point a = { 0, 0, 0, 0, 0, 0, 0, 0 }, b = { 0, 0, 0, 0, 0, 0, 0, 0 };
            for (int k = 0; k < n; k += CHUNK) {
                u32 label[CHUNK];
                const int left = n - k, turns = left > CHUNK ? CHUNK : left + 1; /* one more ends the last run */
                const u64 from = at + (u64)k * (u64)step;
                UNROLL_ALL for (int j = 0; j < CHUNK; j++)
                    label[j] = labels[from + (u64)(j < left ? j : left - 1) * (u64)step] + background;
                ROLLED for (int j = 0; j < turns; j++) {
                    const u32 l = j < left ? label[0] : 0;
                    if (l != r.label) {
                        if (r.label) put_far(acc, key, tab, r);
                        r.label = l;
                        r.sum[0] = r.sum[1] = 0;
                        r.max[0] = r.max[1] = 0;
                        a = points[2 * (u64)l];
                        b = points[2 * (u64)l + 1];
                    }
                    if (l) add_far(&r, a, b, x0, y0 + k + j, z0, w);
                    NEXT(label)
                }
            }
#endif
        }
    }
    SYNC;
    FORL(i, SLOTS) {
        for (u32 k = 0; key[i] && k < 2; k++) {
            LOCALP u32 *s = tab + ((u32)i * 2 + k) * S_WORDS;
            GLOBAL u32 *g = acc + ((u64)key[i] * 2 + k) * S_WORDS;
            gadd64(g + S_SUM, (u64)s[S_SUM + 1] << 32 | s[S_SUM]);
            gmax(g + S_MAX, s[S_MAX]);
        }
    }
}
