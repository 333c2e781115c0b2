/* Filters along x, y and z in one pass, for GPUs: an image is read once and written once. Radii are
   build constants. The order of operations is line.cl's.
   A group owns a tile of TILE_X x TILE_Y columns and goes down some of the planes. What it does with each:
     x   from the plane's rows in local memory, with their halo, into local memory
     y   from there into registers: an item has a column of COLUMN results
     z   each value of y goes into all 2 RZ + 1 sums (or maxima) that it belongs to, which move on by one
         plane: the shift is only a matter of where each result goes. Maxima take two planes at once: the first
         waits where the oldest maximum was, which it completed
   The next plane is on its way in registers meanwhile (fours.h).
   (The form of the one-pass stencils of AMD's "Seismic stencils" series, 2022, with the halo of x and y
   computed again by each group, and partial sums in the place of a window of planes.) */
#define MOST 5 /* radius; as in line_fused.c */
struct fused_params { /* as in line_fused.c */
    u32 nx, ny, nz;
    u32 across, along; /* groups along x and y */
    u32 chunk;         /* planes of a group */
    u32 flip, divisor;
    f32 scale, x[2 * MOST + 1], y[2 * MOST + 1], z[2 * MOST + 1];
};

/* Rows are read in aligned fours, so the halo along x is whole fours. */
#define HALO ((RX + 3) / 4 * 4)
#define ROWS (TILE_Y + 2 * RY)
#define PITCH ((TILE_X + 2 * HALO) / 4) /* in fours */
#define FOURS (ROWS * PITCH)        /* of a plane's tile */

#define MAXIMA (OP == EXTREME || OP == HAT)

#ifdef AT_ONCE
#undef AT_ONCE
#define AT_ONCE , SEVERAL
#endif
#if OP == HAT
#define FUSED                                                                                      \
    KERNEL4(line_fused, GLOBAL const T *restrict, in, GLOBAL const T *restrict, beside,            \
            GLOBAL OUT *restrict, out, struct fused_params, p)
#define STORED(i)                                                                                  \
    (p.flip ? CAT_(T, _above)(RESULT(done[i]), side[i]) : CAT_(T, _above)(side[i], RESULT(done[i])))
#else
#define FUSED                                                                                      \
    KERNEL3(line_fused, GLOBAL const T *restrict, in, GLOBAL OUT *restrict, out, struct fused_params, p)
#define STORED(i) RESULT(done[i])
#endif
FUSED
{
    LOCAL value4 raw[FOURS], tile[ROWS * TILE_X / 4];
    TILE_PLACE
    const u64 plane = (u64)p.nx * p.ny;
    const int begin = z0 - RZ, left = x0 - HALO;
    FOURS_DECLARE
    value s[COLUMN];
#if RZ
    value part[2 * RZ][COLUMN];
    UNROLL_ALL for (int k = 0; k < 2 * RZ; k++) UNROLL_ALL for (int i = 0; i < COLUMN; i++) part[k][i] = 0;
#endif
    UNROLL_ALL for (int i = 0; i < COLUMN; i++) s[i] = 0;
    UNROLL_ALL for (int k = 0; k < TURNS; k++)
        column[k] += clampi(y0 + (LID + k * LSZ) / PITCH - RY, ny) * nx;
    int coming = begin < 0 ? 0 : begin;
    GLOBAL const T *next = in + (u64)coming * plane;
    for (int z = begin - 2; z < z1 + RZ; z++) { /* two planes ahead of the first use */
#if OP == HAT /* what the results are compared with sets out before all else */
        const int rows = z < z0 + RZ || x >= nx ? 0 : ny - y;
        GLOBAL const T *other = beside + (u64)(z < RZ ? 0 : z - RZ) * plane + (y * nx + x);
        T side[COLUMN];
        UNROLL_ALL for (int i = 0; i < COLUMN; i++) side[i] = 0;
        if (rows >= COLUMN) {
            UNROLL_ALL for (int i = 0; i < COLUMN; i++) side[i] = other[i * nx];
        } else {
            UNROLL_ALL for (int i = 0; i < COLUMN; i++) if (i < rows) side[i] = other[i * nx];
        }
#endif
        const int fresh = z <= begin || (z > 0 && z < nz); /* beyond the border a plane repeats */
        if (fresh) {
            if (z >= begin) UNROLL_ALL for (int t = 0; t < ROWS * TILE_X / 4; t += LSZ) {
                LOCALP const value4 *from = raw + (LID / (TILE_X / 4) + t / (TILE_X / 4)) * PITCH + LID % (TILE_X / 4);
                value v[4 + 2 * HALO], a[4];
                value4 q;
                if (t + LSZ > ROWS * TILE_X / 4 && t + LID >= ROWS * TILE_X / 4) break;
                UNROLL_ALL for (int k = 0; k < 1 + HALO / 2; k++) {
                    q = from[k];
                    v[4 * k] = q.x, v[4 * k + 1] = q.y, v[4 * k + 2] = q.z, v[4 * k + 3] = q.w;
                }
                WINDOWS(4, a, v + (HALO - RX), RX, p.x)
                q.x = a[0], q.y = a[1], q.z = a[2], q.w = a[3];
                tile[t + LID] = q;
            }
            SYNC;
            LAND(PUT)
            SET_OUT(next + column[k])
            if (++coming < nz) next += plane;
            if (RZ > 0) HINT(in + (u64)clampi(coming, nz) * plane, TILE_X, TILE_Y, y0, ny)
            if (z >= begin) {
                LOCALP const value *from = (LOCALP const value *)tile + row * TILE_X + LID % TILE_X;
                value v[COLUMN + 2 * RY];
                UNROLL_ALL for (int j = 0; j < COLUMN + 2 * RY; j++) v[j] = from[j * TILE_X];
                WINDOWS(COLUMN, s, v, RY, p.y)
            }
        }
        if (z >= begin) {
            value done[COLUMN];
#if RZ && MAXIMA
            if ((z - begin) % 2 == 0) {
                UNROLL_ALL for (int i = 0; i < COLUMN; i++) {
                    done[i] = NEXT(0, s[i], part[2 * RZ - 1][i]);
                    part[2 * RZ - 1][i] = s[i];
                }
            } else {
                UNROLL_ALL for (int i = 0; i < COLUMN; i++) {
                    const value both = NEXT(0, s[i], part[2 * RZ - 1][i]);
                    done[i] = NEXT(0, both, part[2 * RZ - 2][i]);
                    UNROLL_ALL for (int k = 2 * RZ - 1; k > 1; k--) part[k][i] = NEXT(0, both, part[k - 2][i]);
                    part[1][i] = both;
                    part[0][i] = s[i];
                }
            }
#else
            UNROLL_ALL for (int i = 0; i < COLUMN; i++) {
#if RZ
                done[i] = NEXT(p.z[2 * RZ], s[i], part[2 * RZ - 1][i]);
                UNROLL_ALL for (int k = 2 * RZ - 1; k > 0; k--)
                    part[k][i] = NEXT(p.z[k], s[i], part[k - 1][i]);
                part[0][i] = FIRST(p.z[0], s[i]);
#else
                done[i] = FIRST(p.z[0], s[i]);
#endif
            }
#endif
            if (z >= z0 + RZ) COLUMN_STORE(y, z - RZ, COLUMN, STORED)
        }
        if (fresh) SYNC;
    }
}
