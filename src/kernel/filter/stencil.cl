/* Operations over the 3 x 3 x 3 pixels around each: T is the pixel type, OP the operation. On the CPU a
   group makes some rows. On a GPU (TILED) it makes a tile, plane after plane, with three planes of pixels
   in local memory and a fourth on its way in registers; an item makes a column of 8 results, of which
   each two share two thirds of what they need. Other devices get an item for each result. */
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
    u64 rows;                  /* of a group, on the CPU */
    u32 across, along, chunk;  /* on a GPU: tiles along x and y, planes of a group */
    u32 unused;
};

/* Sobel's: along an axis of n pixels, and at the end. */
FN f32 smooth(f32 a, f32 b, f32 c, u64 n) { return n > 1 ? FMA(2.0f, b, a + c) : b; }
FN f32 square_of(f32 gx, f32 gy, f32 gz) { return FMA(gx, gx, FMA(gy, gy, gz * gz)); }
#define SQRT_LEAST 7.8886090522101181e-31f /* 2^-100 */
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
#ifndef TILED
#define TILED 0
#endif
#define VOLUME 1 /* TILED, as in stencil.c; 2: a plane */
#if !TILED /* row[3 * z + y]: the nine rows' places; xm, x, xp: columns, inside the image */
#define NEAR GLOBAL const T *restrict in, const u64 *row, int xm, int x, int xp
#define PIXEL(k, i) in[row[k] + (u64)(i)]
#define LEFT xm
#define SAME x
#define RIGHT xp
#else /* the pixel above this one in the planes before, of and after it */
#define TILE_X 64
#define TILE_Y 32
#if OP == LAPLACE_DIAMOND || OP == GRADIENT || OP == PEAKS
#define RESULTS COLUMN
#else
#define RESULTS 2 /* what takes long to compile, and shares less */
#endif
#define HALO_X 1
#define HALO_Y 1
#if OP == PEAKS /* local memory holds what is compared */
#undef AT_ONCE
#define AT_ONCE , 3
#define HELD CAT_(T, _wide)
#define FORM UP
#else
#define HELD T
#define FORM PLAIN
#endif
#define NEAR LOCALP const HELD *before, LOCALP const HELD *here, LOCALP const HELD *after
#define PIXEL(k, i) ((k) < 3 ? before : (k) < 6 ? here : after)[(k) % 3 * TILE_PITCH + (i)]
#define LEFT (-1)
#define SAME 0
#define RIGHT 1
#endif
#define NINE(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8)
#define MINUS CAT_(T, _minus)
#define UP(v) CAT_(T, _up)(v, p.flip)
#define LARGER CAT_(T, _max)
#define AT_ CAT_(CAT_(stencil_at_, OP), SUFFIX)

/* Which of the nine rows around row y of plane z the border makes that row itself (4 always is). */
#define OWN(y, z)                                                                                  \
    ((((y) == 0 ? 0x49u : 0u) | 0x92u | ((u64)(y) + 1 == p.ny ? 0x124u : 0u)) &                    \
     (((z) == 0 ? 0x7u : 0u) | 0x38u | ((u64)(z) + 1 == p.nz ? 0x1c0u : 0u)))

/* One result. left, right: the row begins, or ends, here, so that this neighbour is the pixel itself. */
FN OUT AT_(NEAR, u32 own, int left, int right, struct stencil_params p)
{
    (void)own;
    (void)left;
    (void)right;
    (void)p;
#if OP == LAPLACE_BOX
    const T c = PIXEL(4, SAME);
    f32 s = 0.0f;
/* the difference, or 0 where mask is 0: a branch would keep the loop from being vectorised */
#define TERM(k, i, mask) FLOATS(BITS(MINUS(c, PIXEL(k, i))) & (mask))
#define ADD(k)                                                                                     \
    {                                                                                              \
        const u32 on = (k / 3 == 1 ? ~0u : all_z) & (k % 3 == 1 ? ~0u : all_y);                    \
        s += TERM(k, LEFT, on & all_x);                                                              \
        s += TERM(k, SAME, on);                                                                       \
        s += TERM(k, RIGHT, on & all_x);                                                              \
    }
    const u32 all_x = p.nx > 1 ? ~0u : 0, all_y = p.ny > 1 ? ~0u : 0, all_z = p.nz > 1 ? ~0u : 0;
    NINE(ADD)
#undef ADD
#undef TERM
    return s;
#elif OP == LAPLACE_DIAMOND
    const T c = PIXEL(4, SAME);
    f32 s = MINUS(c, PIXEL(1, SAME));
    s += MINUS(c, PIXEL(3, SAME));
    s += MINUS(c, PIXEL(4, LEFT));
    s += MINUS(c, PIXEL(4, RIGHT));
    s += MINUS(c, PIXEL(5, SAME));
    return s + MINUS(c, PIXEL(7, SAME));
#elif OP == SOBEL
    /* along x: smooth s and difference d; along y: the same of both; along z once more */
    f32 s[9], d[9], ss[3], sd[3], ds[3];
#define ROW_(k)                                                                                    \
    s[k] = smooth((f32)PIXEL(k, LEFT), (f32)PIXEL(k, SAME), (f32)PIXEL(k, RIGHT), p.nx);           \
    d[k] = (f32)PIXEL(k, RIGHT) - (f32)PIXEL(k, LEFT);
#define PLANE_(z, k)                                                                               \
    ss[z] = smooth(s[k], s[k + 1], s[k + 2], p.ny);                                                \
    ds[z] = smooth(d[k], d[k + 1], d[k + 2], p.ny);                                                \
    sd[z] = s[k + 2] - s[k];
    NINE(ROW_)
    PLANE_(0, 0)
    PLANE_(1, 3)
    PLANE_(2, 6)
#undef ROW_
#undef PLANE_
    return SQRT(square_of(smooth(ds[0], ds[1], ds[2], p.nz), smooth(sd[0], sd[1], sd[2], p.nz), ss[2] - ss[0]));
#elif OP == GRADIENT
    const f32 dx = MINUS(PIXEL(4, RIGHT), PIXEL(4, LEFT));
    const f32 dy = MINUS(PIXEL(5, SAME), PIXEL(3, SAME)), dz = MINUS(PIXEL(7, SAME), PIXEL(1, SAME));
    const u32 end_x = (u32)(left | right);
    const u32 end_y = (own >> 3 | own >> 5) & 1, end_z = (own >> 1 | own >> 7) & 1;
    const f32 d = p.option == 0 ? dx : p.option == 1 ? dy : dz;
    const u32 end = p.option == 0 ? end_x : p.option == 1 ? end_y : end_z;
    return d * (end ? 1.0f : 0.5f);
#elif OP == PEAKS && TILED
    return 0; /* column() */
#elif OP == PEAKS
    const CAT_(T, _wide) c = UP(PIXEL(4, SAME));
    u32 peak = 1;
#define COMPARE(k)                                                                                 \
    {                                                                                              \
        const u32 self = own >> k & 1;                                                             \
        peak &= (u32)(UP(PIXEL(k, LEFT)) < c) | (self & (u32)left);                             \
        peak &= (u32)(UP(PIXEL(k, SAME)) < c) | self;                                                 \
        peak &= (u32)(UP(PIXEL(k, RIGHT)) < c) | (self & (u32)right);                             \
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
    SORT(s, R(4, LEFT), R(4, SAME), R(4, RIGHT))
    const RANK a = R(3, SAME), b = R(5, SAME), low = MIN(a, b), high = MAX(a, b);
    const RANK one = MAX(s[0], high), two = MAX(s[1], low), less = MIN(one, two);
    const RANK m = MIN(less, s[2]);
#else
    RANK s[3], t[3], u[3];
    SORT(s, R(4, LEFT), R(4, RIGHT), R(3, SAME))
    SORT(t, R(5, SAME), R(1, SAME), R(7, SAME))
    const RANK a = MAX(s[0], t[1]), b = MAX(s[1], t[0]), c = MIN(s[2], t[2]), ab = MIN(a, b);
    const RANK d = MAX(s[0], t[2]), e = MAX(s[1], t[1]), f = MAX(s[2], t[0]), de = MIN(d, e);
    const RANK third = MIN(ab, c), fourth = MIN(de, f);
    SORT(u, third, R(4, SAME), fourth)
    const RANK m = u[1];
#endif
    return CAT_(T, _from_rank)(m);
#undef RANK
#undef MIN
#undef MAX
#undef R
#undef SORT
#else
    const T c = PIXEL(4, SAME);
    const int edge = EDGE(PIXEL(1, SAME)) | EDGE(PIXEL(3, SAME)) | EDGE(PIXEL(4, LEFT)) | EDGE(PIXEL(4, RIGHT)) |
                     EDGE(PIXEL(5, SAME)) | EDGE(PIXEL(7, SAME));
#if OP == LABEL_EDGES
    return (u8)edge;
#else
    return (u8)(edge & (c != 0));
#endif
#endif
}

#if !TILED
FN void CAT_(rows_, AT_)(u64 *row, u64 y, u64 z, struct stencil_params p)
{
    UNROLL_ALL for (int k = 0; k < 9; k++) {
        const u64 yk = k % 3 == 0 ? (y > 0 ? y - 1 : 0) : k % 3 == 2 && y + 1 < p.ny ? y + 1 : y;
        const u64 zk = k / 3 == 0 ? (z > 0 ? z - 1 : 0) : k / 3 == 2 && z + 1 < p.nz ? z + 1 : z;
        row[k] = (zk * p.ny + yk) * p.nx;
    }
}

#endif

#if TILED && OP == PEAKS
/* A column of results: of a row of three in each plane the largest is found once. What the border makes
   of rows, planes or pixels at hand is left out. */
FN HELD largest(LOCALP const HELD *row) { return LARGER(LARGER(row[-1], row[0]), row[1]); }
FN void column(NEAR, int x, int y, int z, int nx, int ny, int nz, u8 *peak)
{
    HELD behind[COLUMN + 2], same[COLUMN + 2], ahead[COLUMN + 2];
    UNROLL_ALL for (int j = 0; j < COLUMN + 2; j++) {
        behind[j] = largest(before + j * TILE_PITCH);
        same[j] = largest(here + j * TILE_PITCH);
        ahead[j] = largest(after + j * TILE_PITCH);
    }
    UNROLL_ALL for (int j = 0; j < COLUMN; j++) {
        LOCALP const HELD *row = here + (j + 1) * TILE_PITCH;
        const HELD v = row[0];
        peak[j] = (x == 0 || row[-1] < v) & (x + 1 == nx || row[1] < v) & (y + j == 0 || same[j] < v) &
                  (y + j + 1 == ny || same[j + 2] < v) &
                  (z == 0 || LARGER(LARGER(behind[j], behind[j + 1]), behind[j + 2]) < v) &
                  (z + 1 == nz || LARGER(LARGER(ahead[j], ahead[j + 1]), ahead[j + 2]) < v);
    }
}
#endif

#if ON_CPU
KERNEL3(CAT_(stencil_, OP), GLOBAL const T *restrict, in, GLOBAL OUT *restrict, out,
        struct stencil_params, p)
{
    u64 row[9];
    const u64 rows = p.ny * p.nz, first = GRP * p.rows, end = first + p.rows < rows ? first + p.rows : rows;
    const int nx = (int)p.nx;
    for (u64 at = first; at < end; at++) {
        const u64 y = at % p.ny, z = at / p.ny;
        const u32 own = OWN(y, z);
        OUT *restrict to = out + at * p.nx;
        CAT_(rows_, AT_)(row, y, z, p);
        to[0] = AT_(in, row, 0, 0, nx > 1, own, 1, nx == 1, p);
        FORV(i, nx - 2) to[i + 1] = AT_(in, row, i, i + 1, i + 2, own, 0, 0, p);
        if (nx > 1) to[nx - 1] = AT_(in, row, nx - 2, nx - 1, nx - 1, own, 0, 1, p);
    }
}
#elif !TILED
KERNEL3(CAT_(stencil_, OP), GLOBAL const T *restrict, in, GLOBAL OUT *restrict, out,
        struct stencil_params, p)
{
    const u64 at = GRP * LSZ + (u64)LID;
    u64 row[9];
    if (at >= p.nx * p.ny * p.nz) return;
    const u64 line = at >> 32 ? at / p.nx : (u32)at / (u32)p.nx;
    const u64 z = line >> 32 ? line / p.ny : (u32)line / (u32)p.ny, y = line - z * p.ny;
    const int x = (int)(at - line * p.nx), nx = (int)p.nx;
    CAT_(rows_, AT_)(row, y, z, p);
    out[at] = AT_(in, row, x > 0 ? x - 1 : 0, x, x + 1 < nx ? x + 1 : x, OWN(y, z), x == 0, x + 1 == nx, p);
}
#elif OP == SOBEL
/* What a plane gives, smooth and differences in it, is found once and kept for the two planes after it, in
   registers: before[] of the plane two back, here[] of the last. That an image has two pixels at least along
   x, y and, if it is no PLANE, z is known, and the roots of a column leave SQRT's way out to all or none: with
   neither, a column is one run of instructions without a branch. */
#define FLOAT(v) (f32)(v)
KERNEL3(CAT_(stencil_, OP), GLOBAL const T *restrict, in, GLOBAL OUT *restrict, out,
        struct stencil_params, p)
{
    LOCAL f32 tile[2 * TILE_ROOM]; /* a plane, and the next */
    TILE_PLACE
    const int ends = TILED == VOLUME;
    f32 before[3][COLUMN], here[3][COLUMN];
    int a = 0;
    UNROLL_ALL for (int k = 0; k < 3; k++)
        UNROLL_ALL for (int i = 0; i < COLUMN; i++) before[k][i] = here[k][i] = 0;
    TILE_DECLARE(z0 - ends)
    TILE_LOAD(z0 - ends)
    TILE_PUT(tile, FLOAT)
    TILE_LOAD(z0 - ends + 1)
    SYNC;
    for (int z = z0 - ends; z < z1 + ends; z++) {
        LOCALP const f32 *near = tile + a + row * TILE_PITCH + LID % TILE_X + HALO_X;
        f32 s[COLUMN + 2], d[COLUMN + 2], square[COLUMN];
        int fine = 1;
        UNROLL_ALL for (int j = 0; j < COLUMN + 2; j++) {
            LOCALP const f32 *v = near + j * TILE_PITCH;
            s[j] = smooth(v[-1], v[0], v[1], 2);
            d[j] = v[1] - v[-1];
        }
        UNROLL_ALL for (int i = 0; i < COLUMN; i++) {
            const f32 ss = smooth(s[i], s[i + 1], s[i + 2], 2), sd = s[i + 2] - s[i];
            const f32 ds = smooth(d[i], d[i + 1], d[i + 2], 2);
            square[i] = ends ? square_of(FMA(2.0f, here[0][i], before[0][i] + ds),
                                         FMA(2.0f, here[1][i], before[1][i] + sd), ss - before[2][i])
                             : square_of(ds, sd, ss - ss);
            fine &= (square[i] >= SQRT_LEAST || square[i] == 0.0f) && square[i] <= FLT_MAX;
            before[0][i] = here[0][i], here[0][i] = ds;
            before[1][i] = here[1][i], here[1][i] = sd;
            before[2][i] = here[2][i], here[2][i] = ss;
        }
        a = TILE_ROOM - a;
        TILE_PUT(tile + a, FLOAT)
        TILE_LOAD(z + 2)
        if (z >= z0 + ends) {
            f32 done[COLUMN];
            if (fine) {
                UNROLL_ALL for (int i = 0; i < COLUMN; i++) {
                    const f32 root = SQRT_NORMAL(square[i]);
                    done[i] = square[i] == 0.0f ? 0.0f : root;
                }
            } else {
                UNROLL_ALL for (int i = 0; i < COLUMN; i++) done[i] = SQRT(square[i]);
            }
#define DONE(i) done[i]
            COLUMN_STORE(y, z - ends, COLUMN, DONE)
        }
        SYNC;
    }
}
#else
KERNEL3(CAT_(stencil_, OP), GLOBAL const T *restrict, in, GLOBAL OUT *restrict, out,
        struct stencil_params, p)
{
    LOCAL HELD tile[3 * TILE_ROOM];
    TILE_PLACE
    /* where in local memory the planes before, at and after z are: with one plane all the same */
    int a = 0, b = nz > 1 ? TILE_ROOM : 0, c = nz > 1 ? 2 * TILE_ROOM : 0;
    TILE_DECLARE(z0 - 1)
    if (nz > 1) {
        TILE_LOAD(z0 - 1)
        TILE_PUT(tile + a, FORM)
        TILE_LOAD(z0)
        TILE_PUT(tile + b, FORM)
    }
    TILE_LOAD(z0 + 1)
    for (int z = z0; z < z1; z++) {
        LOCALP const HELD *near = tile + row * TILE_PITCH + LID % TILE_X + HALO_X;
        TILE_PUT(tile + c, FORM)
        SYNC;
        if (z + 1 < z1) TILE_LOAD(z + 2)
        for (int i = 0; i < COLUMN; i += RESULTS) {
            OUT done[RESULTS];
#if OP == PEAKS
            column(near + a, near + b, near + c, x, y, z, nx, ny, nz, done);
#else
            UNROLL_ALL for (int j = 0; j < RESULTS; j++) {
                const int at = (i + j) * TILE_PITCH;
                done[j] = AT_(near + a + at, near + b + at, near + c + at, OWN(y + i + j, z), x == 0,
                              x + 1 == nx, p);
            }
#endif
#define DONE(j) done[j]
            COLUMN_STORE(y + i, z, RESULTS, DONE)
        }
        const int free_now = a;
        a = b;
        b = c;
        c = free_now;
        SYNC;
    }
}
#endif
#undef NEAR
#undef LARGER
#undef PIXEL
#undef LEFT
#undef SAME
#undef RIGHT
