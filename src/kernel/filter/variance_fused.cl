/* Variances over boxes in one pass, for GPUs: variance.cl's sums, in its order, with half widths RX, RY, RZ
   of at most 3 as build constants. A group owns a tile of TILE_X x TILE_Y columns and goes down some of the
   planes. What it does with each:
     z   an item has some fours of pixels of the tile with its halo in the last 2 RZ + 1 planes; their
         means and sums of squares go into local memory
     x   from there, four pixels at a time, into local memory
     y   from there: an item has a column of COLUMN pixels
   The next plane is on its way in registers meanwhile (fours.h). */
#define MINUS CAT_(T, _minus)
#define PIXEL T
#define OUT f32
typedef CAT_(T, x4) pixel4;

struct fused_params { /* as in variance.c */
    u32 nx, ny, nz;
    u32 across, along, chunk; /* groups along x and y; planes of a group */
    u32 root;
    f32 scale_x, scale_y, scale_z, scale, weight_x, weight_y; /* as in variance.cl */
};

#define TILE_X 64
#define TILE_Y 16
#define HALO ((RX + 3) / 4 * 4)
#define ROWS (TILE_Y + 2 * RY)
#define PITCH ((TILE_X + 2 * HALO) / 4)
#define FOURS (ROWS * PITCH)

/* The shift of a window by a plane, when four t with its pixels q lands; only constants index it. */
#define ARRIVE(k, t, q)                                                                            \
    {                                                                                              \
        UNROLL_ALL for (int j_ = 0; j_ < 2 * RZ; j_++)                                             \
            UNROLL_ALL for (int i_ = 0; i_ < 4; i_++) window[k][j_][i_] = window[k][j_ + 1][i_];   \
        window[k][2 * RZ][0] = q.x, window[k][2 * RZ][1] = q.y;                                    \
        window[k][2 * RZ][2] = q.z, window[k][2 * RZ][3] = q.w;                                    \
    }
#define SPREAD(v, at, q) (v)[at] = q.x, (v)[(at) + 1] = q.y, (v)[(at) + 2] = q.z, (v)[(at) + 3] = q.w
#define GATHER(q, v) q.x = (v)[0], q.y = (v)[1], q.z = (v)[2], q.w = (v)[3]

/* The parts at v, m, q in a line, those around c: their mean less c, and sums of squares of two kinds. */
#define PARTS(c, r, scale)                                                                         \
    f32 mean_ = 0.0f, between_ = 0.0f, within_ = 0.0f;                                             \
    UNROLL_ALL for (int j_ = -(r); j_ <= (r); j_++) mean_ += MINUS(v[(c) + j_], v[c]) + m[(c) + j_]; \
    mean_ *= scale;                                                                                \
    UNROLL_ALL for (int j_ = -(r); j_ <= (r); j_++) {                                              \
        const f32 d_ = MINUS(v[(c) + j_], v[c]) + m[(c) + j_] - mean_;                             \
        between_ = FMA(d_, d_, between_);                                                          \
        within_ += q[(c) + j_];                                                                    \
    }

#undef AT_ONCE
#define AT_ONCE , (RY + RZ <= 2 ? 3 : 2) /* as in variance.c */
KERNEL3(variance_fused, GLOBAL const T *restrict, in, GLOBAL f32 *restrict, out, struct fused_params, p)
{
    LOCAL pixel4 pixels[FOURS];
    LOCAL f32x4 means_z[FOURS], sums_z[FOURS], means[ROWS * TILE_X / 4], sums[ROWS * TILE_X / 4];
    TILE_PLACE
    const u64 plane = (u64)p.nx * p.ny;
    const int left = x0 - HALO;
    FOURS_DECLARE
    T window[TURNS][2 * RZ + 1][4];
    UNROLL_ALL for (int k = 0; k < TURNS; k++) {
        column[k] += clampi(y0 + (LID + k * LSZ) / PITCH - RY, ny) * nx;
        UNROLL_ALL for (int j = 0; j <= 2 * RZ; j++)
            UNROLL_ALL for (int i = 0; i < 4; i++) window[k][j][i] = 0;
    }
    for (int z = z0 - 2 * RZ - 1; z < z1; z++) { /* first of all a plane sets out and windows fill */
        LAND(ARRIVE)
        SET_OUT(in + (u64)clampi(z + RZ + 1, nz) * plane + column[k])
        HINT(in + (u64)clampi(z + RZ + 2, nz) * plane, TILE_X, TILE_Y, y0, ny)
        if (z < z0) continue;
        EACH_FOUR(k, t) {
            f32 m[4], q[4];
            f32x4 four;
            pixel4 c;
            UNROLL_ALL for (int i = 0; i < 4; i++) {
                const T middle = window[k][RZ][i];
                m[i] = q[i] = 0.0f;
                UNROLL_ALL for (int j = 0; j <= 2 * RZ; j++) m[i] += MINUS(window[k][j][i], middle);
                m[i] *= p.scale_z;
                UNROLL_ALL for (int j = 0; j <= 2 * RZ; j++) {
                    const f32 d = MINUS(window[k][j][i], middle) - m[i];
                    q[i] = FMA(d, d, q[i]);
                }
            }
            GATHER(c, window[k][RZ]);
            pixels[t] = c;
            GATHER(four, m);
            means_z[t] = four;
            GATHER(four, q);
            sums_z[t] = four;
        }
        SYNC;
        for (int t = LID; t < ROWS * TILE_X / 4; t += LSZ) {
            const int from = t / (TILE_X / 4) * PITCH + t % (TILE_X / 4);
            T v[4 + 2 * HALO];
            f32 m[4 + 2 * HALO], q[4 + 2 * HALO], mean[4], sum[4];
            f32x4 four;
            UNROLL_ALL for (int k = 0; k < 1 + HALO / 2; k++) {
                const pixel4 c = pixels[from + k];
                SPREAD(v, 4 * k, c);
                four = means_z[from + k];
                SPREAD(m, 4 * k, four);
                four = sums_z[from + k];
                SPREAD(q, 4 * k, four);
            }
            UNROLL_ALL for (int i = 0; i < 4; i++) {
                PARTS(HALO + i, RX, p.scale_x)
                mean[i] = mean_;
                sum[i] = FMA(p.weight_x, between_, within_);
            }
            GATHER(four, mean);
            means[t] = four;
            GATHER(four, sum);
            sums[t] = four;
        }
        SYNC;
        {
            T v[COLUMN + 2 * RY];
            f32 m[COLUMN + 2 * RY], q[COLUMN + 2 * RY], done[COLUMN];
            UNROLL_ALL for (int j = 0; j < COLUMN + 2 * RY; j++) {
                v[j] = ((LOCALP const T *)pixels)[(row + j) * (4 * PITCH) + HALO + LID % TILE_X];
                m[j] = ((LOCALP const f32 *)means)[(row + j) * TILE_X + LID % TILE_X];
                q[j] = ((LOCALP const f32 *)sums)[(row + j) * TILE_X + LID % TILE_X];
            }
            UNROLL_ALL for (int i = 0; i < COLUMN; i++) {
                PARTS(RY + i, RY, p.scale_y)
                done[i] = FMA(p.weight_y, between_, within_) * p.scale;
                if (p.root) done[i] = SQRT(done[i]);
            }
#define DONE(i) done[i]
            COLUMN_STORE(y, z, COLUMN, DONE)
        }
        SYNC;
    }
}
