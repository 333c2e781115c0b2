/* Operations over the 3 x 3 x 3 pixels around each: T is the pixel type, OP the operation. On a GPU an
   item makes one result and the cache serves its neighbours; on the CPU a group makes some rows. */
#define LAPLACE_BOX 0
#define LAPLACE_DIAMOND 1
#define SOBEL 2
#define GRADIENT 3
#define PEAKS 4
#define LABEL_EDGES 5
#define BINARY_EDGES 6
#define MEDIAN_5 7  /* the 4 nearest in the plane */
#define MEDIAN_7 8  /* the 6 nearest */

#ifndef STENCIL_ONCE
#define STENCIL_ONCE
struct stencil_params {
    u64 nx, ny, nz;
    u32 option, flip;
    u64 rows; /* of a group, on the CPU */
};
#endif

#undef OUT
#if OP <= GRADIENT
#define OUT f32
#elif OP <= BINARY_EDGES
#define OUT u8
#else
#define OUT T
#endif
#undef EDGE
#if OP == LABEL_EDGES
#define EDGE(v) ((v) != c)
#else
#define EDGE(v) ((v) == 0)
#endif
#define PIXEL(k, i) in[row[k] + (u64)(i)]
#define NINE(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8)
#define MINUS CAT_(T, _minus)
#define UP(v) CAT_(T, _up)(v, p.flip)
#define AT_ CAT_(CAT_(stencil_at_, OP), SUFFIX)

/* The result at x from 9 rows: row[3 * z + y] are their places, `own` the bits of those that the border
   makes the pixel's own row, xm and xp the neighbours along x, inside the image. */
FN OUT AT_(GLOBAL const T *restrict in, const u64 *row, u32 own, int xm, int x, int xp,
           struct stencil_params p)
{
    (void)own;
    (void)p;
#if OP == LAPLACE_BOX
    const T c = PIXEL(4, x);
    f32 s = 0.0f;
/* the difference, or 0 where mask is 0: a branch would keep the loop from being vectorised */
#define TERM(k, i, mask) FLOATS(BITS(MINUS(c, PIXEL(k, i))) & (mask))
#define ADD(k)                                                                                     \
    {                                                                                              \
        const u32 on = (k / 3 == 1 ? ~0u : all_z) & (k % 3 == 1 ? ~0u : all_y);                    \
        s += TERM(k, xm, on & all_x);                                                              \
        s += TERM(k, x, on);                                                                       \
        s += TERM(k, xp, on & all_x);                                                              \
    }
    const u32 all_x = p.nx > 1 ? ~0u : 0, all_y = p.ny > 1 ? ~0u : 0, all_z = p.nz > 1 ? ~0u : 0;
    NINE(ADD)
#undef ADD
#undef TERM
    return s;
#elif OP == LAPLACE_DIAMOND
    const T c = PIXEL(4, x);
    f32 s = MINUS(c, PIXEL(1, x));
    s += MINUS(c, PIXEL(3, x));
    s += MINUS(c, PIXEL(4, xm));
    s += MINUS(c, PIXEL(4, xp));
    s += MINUS(c, PIXEL(5, x));
    return s + MINUS(c, PIXEL(7, x));
#elif OP == SOBEL
    /* along x: smooth s and difference d; along y: the same of both; along z once more */
    f32 s[9], d[9], ss[3], sd[3], ds[3];
#define ROW_(k)                                                                                    \
    {                                                                                              \
        const f32 a = (f32)PIXEL(k, xm), b = (f32)PIXEL(k, x), c = (f32)PIXEL(k, xp);              \
        s[k] = p.nx > 1 ? FMA(2.0f, b, a + c) : b;                                                 \
        d[k] = c - a;                                                                              \
    }
#define PLANE_(z, k)                                                                               \
    ss[z] = p.ny > 1 ? FMA(2.0f, s[k + 1], s[k] + s[k + 2]) : s[k + 1];                            \
    ds[z] = p.ny > 1 ? FMA(2.0f, d[k + 1], d[k] + d[k + 2]) : d[k + 1];                            \
    sd[z] = s[k + 2] - s[k];
    NINE(ROW_)
    PLANE_(0, 0)
    PLANE_(1, 3)
    PLANE_(2, 6)
#undef ROW_
#undef PLANE_
    const f32 gx = p.nz > 1 ? FMA(2.0f, ds[1], ds[0] + ds[2]) : ds[1];
    const f32 gy = p.nz > 1 ? FMA(2.0f, sd[1], sd[0] + sd[2]) : sd[1];
    const f32 gz = ss[2] - ss[0];
    return SQRT(FMA(gx, gx, FMA(gy, gy, gz * gz)));
#elif OP == GRADIENT
    const f32 dx = MINUS(PIXEL(4, xp), PIXEL(4, xm));
    const f32 dy = MINUS(PIXEL(5, x), PIXEL(3, x)), dz = MINUS(PIXEL(7, x), PIXEL(1, x));
    const u32 end_x = (u32)(xm == x) | (u32)(xp == x);
    const u32 end_y = (own >> 3 | own >> 5) & 1, end_z = (own >> 1 | own >> 7) & 1;
    const f32 d = p.option == 0 ? dx : p.option == 1 ? dy : dz;
    const u32 end = p.option == 0 ? end_x : p.option == 1 ? end_y : end_z;
    return d * (end ? 1.0f : 0.5f);
#elif OP == PEAKS
    const CAT_(T, _wide) c = UP(PIXEL(4, x));
    u32 peak = 1;
#define COMPARE(k)                                                                                 \
    {                                                                                              \
        const u32 self = own >> k & 1;                                                             \
        peak &= (u32)(UP(PIXEL(k, xm)) < c) | (self & (u32)(xm == x));                             \
        peak &= (u32)(UP(PIXEL(k, x)) < c) | self;                                                 \
        peak &= (u32)(UP(PIXEL(k, xp)) < c) | (self & (u32)(xp == x));                             \
    }
    NINE(COMPARE)
#undef COMPARE
    return (u8)peak;
#elif OP >= MEDIAN_5
#define RANK CAT_(T, _rank)
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define R(k, i) CAT_(T, _to_rank)(PIXEL(k, i))
/* three values as o[0] <= o[1] <= o[2] */
#define SORT(o, p_, q_, r_)                                                                        \
    {                                                                                              \
        const RANK a_ = p_, b_ = q_, c_ = r_, l_ = MIN(a_, b_), h_ = MAX(a_, b_), m_ = MIN(h_, c_); \
        o[0] = MIN(l_, m_);                                                                        \
        o[1] = MAX(l_, m_);                                                                        \
        o[2] = MAX(h_, c_);                                                                        \
    }
    /* A value of a given rank among sorted lists: the least over all ways to take that many from them of
       the largest one taken. */
#if OP == MEDIAN_5
    RANK s[3];
    SORT(s, R(4, xm), R(4, x), R(4, xp))
    const RANK a = R(3, x), b = R(5, x), low = MIN(a, b), high = MAX(a, b);
    const RANK one = MAX(s[0], high), two = MAX(s[1], low), less = MIN(one, two);
    const RANK m = MIN(less, s[2]);
#else
    RANK s[3], t[3], u[3];
    SORT(s, R(4, xm), R(4, xp), R(3, x))
    SORT(t, R(5, x), R(1, x), R(7, x))
    const RANK a = MAX(s[0], t[1]), b = MAX(s[1], t[0]), c = MIN(s[2], t[2]), ab = MIN(a, b);
    const RANK d = MAX(s[0], t[2]), e = MAX(s[1], t[1]), f = MAX(s[2], t[0]), de = MIN(d, e);
    const RANK third = MIN(ab, c), fourth = MIN(de, f);
    SORT(u, third, R(4, x), fourth)
    const RANK m = u[1];
#endif
    return CAT_(T, _from_rank)(m);
#undef RANK
#undef MIN
#undef MAX
#undef R
#undef SORT
#else
    const T c = PIXEL(4, x);
    const int edge = EDGE(PIXEL(1, x)) | EDGE(PIXEL(3, x)) | EDGE(PIXEL(4, xm)) | EDGE(PIXEL(4, xp)) |
                     EDGE(PIXEL(5, x)) | EDGE(PIXEL(7, x));
#if OP == LABEL_EDGES
    return (u8)edge;
#else
    return (u8)(edge & (c != 0));
#endif
#endif
}

/* The rows around row y of plane z: their places, and which are that row itself (4 always is). */
FN u32 CAT_(rows_, AT_)(u64 *row, u64 y, u64 z, struct stencil_params p)
{
    u32 own = 0;
    UNROLL_ALL for (int k = 0; k < 9; k++) {
        const u64 yk = k % 3 == 0 ? (y > 0 ? y - 1 : 0) : k % 3 == 2 && y + 1 < p.ny ? y + 1 : y;
        const u64 zk = k / 3 == 0 ? (z > 0 ? z - 1 : 0) : k / 3 == 2 && z + 1 < p.nz ? z + 1 : z;
        row[k] = (zk * p.ny + yk) * p.nx;
        own |= (u32)(yk == y && zk == z) << k;
    }
    return own;
}

KERNEL3(CAT_(stencil_, OP), GLOBAL const T *restrict, in, GLOBAL OUT *restrict, out,
        struct stencil_params, p)
{
    u64 row[9];
#if ON_CPU
    const u64 rows = p.ny * p.nz, first = GRP * p.rows, end = first + p.rows < rows ? first + p.rows : rows;
    const int nx = (int)p.nx;
    for (u64 at = first; at < end; at++) {
        const u32 own = CAT_(rows_, AT_)(row, at % p.ny, at / p.ny, p);
        OUT *restrict to = out + at * p.nx;
        to[0] = AT_(in, row, own, 0, 0, nx > 1, p);
        FORV(i, nx - 2) to[i + 1] = AT_(in, row, own, i, i + 1, i + 2, p);
        if (nx > 1) to[nx - 1] = AT_(in, row, own, nx - 2, nx - 1, nx - 1, p);
    }
#else
    const u64 at = GRP * LSZ + (u64)LID;
    if (at >= p.nx * p.ny * p.nz) return;
    const u64 line = at >> 32 ? at / p.nx : (u32)at / (u32)p.nx;
    const u64 z = line >> 32 ? line / p.ny : (u32)line / (u32)p.ny;
    const int x = (int)(at - line * p.nx), nx = (int)p.nx;
    const u32 own = CAT_(rows_, AT_)(row, line - z * p.ny, z, p);
    out[at] = AT_(in, row, own, x > 0 ? x - 1 : 0, x, x + 1 < nx ? x + 1 : x, p);
#endif
}
