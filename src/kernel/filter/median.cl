/* Medians over 3 x 3 (FLAT 1) and 3 x 3 x 3 pixels, for GPUs. A group makes a tile of one plane, an item
   a column of 8 results in it. In space the triples along z are sorted once into local memory, for the
   nine results that share each. Down its column an item merges three triples along x to a sorted nine,
   for the three results that share it, and the nines of two rows once for the two results that share
   both. In a plane the triples are rows of three and come from the cache. */
#define TILE_X 64 /* as in median.c */
#define TILE_Y 32
#define ROWS (TILE_Y + 2)
#define PITCH (TILE_X + 2)
#define COLUMN 8 /* TILE_X * TILE_Y / LSZ */
#define TO_RANK CAT_(T, _to_rank)

struct median_params { /* as in median.c */
    u64 nx, ny, nz;
    u32 across, along; /* groups along x and y */
};

KERNEL3(median, GLOBAL const T *restrict, in, GLOBAL T *restrict, out, struct median_params, p)
{
    const int nx = (int)p.nx, ny = (int)p.ny;
    const u32 tiles = p.across * p.along, tile = GROUP(0) % tiles;
    const int x0 = (int)(tile % p.across) * TILE_X, y0 = (int)(tile / p.across) * TILE_Y;
    const u64 z = GROUP(0) / tiles, plane = p.nx * p.ny;
    const int x = x0 + LID % TILE_X, y = y0 + LID / TILE_X * COLUMN;
    GLOBAL T *to = out + z * plane + (u64)y * p.nx + (u64)x;
#if FLAT
    GLOBAL const T *from = in + z * plane;
    const int left = clampi(x - 1, nx), middle = clampi(x, nx), right = clampi(x + 1, nx);
    RANK a[3], b[3];
#define TRIPLE(t, j)                                                                               \
    {                                                                                              \
        GLOBAL const T *row_ = from + (u64)clampi(y + (j) - 1, ny) * p.nx;                        \
        const RANK l_ = TO_RANK(row_[left]), m_ = TO_RANK(row_[middle]), r_ = TO_RANK(row_[right]); \
        sort3(t, &l_, &m_, &r_);                                                                   \
    }
    TRIPLE(a, 0)
    TRIPLE(b, 1)
    UNROLL for (int j = 0; j < COLUMN; j++) {
        RANK c[3], m;
        TRIPLE(c, j + 2)
        select9(&m, a, b, c);
        if (x < nx && y + j < ny) to[(u64)j * p.nx] = CAT_(T, _from_rank)(m);
        UNROLL for (int i = 0; i < 3; i++) a[i] = b[i], b[i] = c[i];
    }
#else
    LOCAL RANK low[ROWS * PITCH], mid[ROWS * PITCH], high[ROWS * PITCH];
    const int top = y0 > 0 ? y0 - 1 : 0; /* rows are counted from it, so that 32 bits do */
    GLOBAL const T *here = in + z * plane + (u64)top * p.nx;
    GLOBAL const T *above = z > 0 ? here - plane : here, *below = z + 1 < p.nz ? here + plane : here;
#define PUT(row, column)                                                                           \
    {                                                                                              \
        const int x_ = x0 + (column) - 1, y_ = y0 + (row) - 1, i_ = (row) * PITCH + (column);      \
        const u32 at_ = (u32)(clampi(y_, ny) - top) * (u32)nx + (u32)clampi(x_, nx);             \
        const RANK a_ = TO_RANK(above[at_]), b_ = TO_RANK(here[at_]), c_ = TO_RANK(below[at_]);    \
        RANK t_[3];                                                                                \
        sort3(t_, &a_, &b_, &c_);                                                                  \
        low[i_] = t_[0];                                                                           \
        mid[i_] = t_[1];                                                                           \
        high[i_] = t_[2];                                                                          \
    }
    TEAM(row, ROWS, TILE_X) PUT(row, 1 + LID % TILE_X)
    FORL(i, 2 * ROWS) PUT(i >> 1, (i & 1) * (TILE_X + 1))
    SYNC;
    RANK a[9], b[9], c[9], d[9];
    const int first = LID / TILE_X * COLUMN * PITCH + LID % TILE_X;
#define NINE(n, j)                                                                                 \
    {                                                                                              \
        const int i_ = first + (j) * PITCH;                                                        \
        const RANK u_[3] = { low[i_], mid[i_], high[i_] };                                         \
        const RANK v_[3] = { low[i_ + 1], mid[i_ + 1], high[i_ + 1] };                             \
        const RANK w_[3] = { low[i_ + 2], mid[i_ + 2], high[i_ + 2] };                             \
        merge3(n, u_, v_, w_);                                                                     \
    }
/* the results j and j + 1, from the nines of rows j to j + 3 */
#define TWO(r, s, t, u, j)                                                                         \
    {                                                                                              \
        RANK ten_[10], m_[2];                                                                      \
        merge2(ten_, s, t);                                                                        \
        select27(m_, ten_, r);                                                                     \
        select27(m_ + 1, ten_, u);                                                                 \
        if (x < nx && y + (j) < ny) to[(u32)(j) * (u32)nx] = CAT_(T, _from_rank)(m_[0]);           \
        if (x < nx && y + (j) + 1 < ny) to[(u32)((j) + 1) * (u32)nx] = CAT_(T, _from_rank)(m_[1]); \
    }
    NINE(a, 0)
    NINE(b, 1)
    UNROLL for (int j = 0; j < COLUMN; j += 4) {
        NINE(c, j + 2)
        NINE(d, j + 3)
        TWO(a, b, c, d, j)
        NINE(a, j + 4)
        NINE(b, j + 5)
        TWO(c, d, a, b, j + 2)
    }
#endif
}
