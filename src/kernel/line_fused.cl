/* Filters along x, y and z in one pass, for GPUs: an image is read once and written once. Radii are
   build constants. The order of operations is line.cl's.
   A group owns a tile of TX x TY columns and goes down some of the planes. What it does with each:
     x   from the plane's rows in local memory, with their halo, into local memory
     y   from there into registers: an item has a column of PER results
     z   each value of y goes into all 2 RZ + 1 sums (or maxima) that it belongs to, which move on by one
         plane: the shift is only a matter of where each result goes
   The next plane is on its way in registers meanwhile (fours.h).
   (The form of the one-pass stencils of AMD's "Seismic stencils" series, 2022, with the halo of x and y
   computed again by each group, and partial sums in the place of a window of planes.) */
#define MOST 10 /* radius; as in line_fused.c */
struct fused_params { /* as in line_fused.c */
    u32 nx, ny, nz;
    u32 across, along; /* groups along x and y */
    u32 chunk;         /* planes of a group */
    u32 flip, divisor;
    f32 scale, x[2 * MOST + 1], y[2 * MOST + 1], z[2 * MOST + 1];
};

/* Rows are read in aligned fours, so the halo along x is whole fours. */
#define HALO ((RX + 3) / 4 * 4)
#define ROWS (TY + 2 * RY)
#define PITCH ((TX + 2 * HALO) / 4) /* in fours */
#define FOURS (ROWS * PITCH)        /* of a plane's tile */
#define PER (TX * TY / LSZ)

#ifdef SEVERAL
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
    LOCAL value4 raw[FOURS], tile[ROWS * TX / 4];
    const int nx = (int)p.nx, ny = (int)p.ny, nz = (int)p.nz;
    const u64 plane = (u64)p.nx * p.ny;
    const u32 tiles = p.across * p.along, mine = GROUP(0) % tiles;
    const int x0 = (int)(mine % p.across) * TX, y0 = (int)(mine / p.across) * TY;
    const int z0 = (int)(GROUP(0) / tiles * p.chunk), z1 = z0 + (int)p.chunk < nz ? z0 + (int)p.chunk : nz;
    const int begin = z0 - RZ, left = x0 - HALO;
    const int x = LID % TX, row = LID / TX * PER, y = y0 + row, at = y * nx + x0 + x;
    FOURS_DECLARE
    value s[PER];
#if RZ
    value part[2 * RZ][PER];
    UNROLL_ALL for (int k = 0; k < 2 * RZ; k++) UNROLL_ALL for (int i = 0; i < PER; i++) part[k][i] = 0;
#endif
    UNROLL_ALL for (int i = 0; i < PER; i++) s[i] = 0;
    UNROLL_ALL for (int k = 0; k < TURNS; k++)
        column[k] += clamped(y0 + (LID + k * LSZ) / PITCH - RY, ny) * nx;
    int coming = begin < 0 ? 0 : begin;
    for (int z = begin - 2; z < z1 + RZ; z++) { /* two planes ahead of the first use */
#if OP == HAT /* what the results are compared with sets out before all else */
        const int rows = z < z0 + RZ || x0 + x >= nx ? 0 : ny - y;
        GLOBAL const T *from = beside + (u64)(z < RZ ? 0 : z - RZ) * plane + at;
        T side[PER];
        UNROLL_ALL for (int i = 0; i < PER; i++) side[i] = 0;
        if (rows >= PER) {
            UNROLL_ALL for (int i = 0; i < PER; i++) side[i] = from[i * nx];
        } else {
            UNROLL_ALL for (int i = 0; i < PER; i++) if (i < rows) side[i] = from[i * nx];
        }
#endif
        const int fresh = z <= begin || (z > 0 && z < nz); /* beyond the border a plane repeats */
        if (fresh) {
            if (z >= begin) for (int t = LID; t < ROWS * TX / 4; t += LSZ) {
                LOCALP const value4 *from = raw + t / (TX / 4) * PITCH + t % (TX / 4);
                value v[4 + 2 * HALO], a[4];
                value4 q;
                UNROLL_ALL for (int k = 0; k < 1 + HALO / 2; k++) {
                    q = from[k];
                    v[4 * k] = q.x, v[4 * k + 1] = q.y, v[4 * k + 2] = q.z, v[4 * k + 3] = q.w;
                }
                WINDOWS(4, a, v + (HALO - RX), RX, p.x)
                q.x = a[0], q.y = a[1], q.z = a[2], q.w = a[3];
                tile[t] = q;
            }
            SYNC;
            LAND(PUT)
            SET_OUT(in + (u64)(coming < nz ? coming : nz - 1) * plane + column[k])
            coming++;
            if (z >= begin) {
                LOCALP const value *from = (LOCALP const value *)tile + row * TX + x;
                value v[PER + 2 * RY];
                UNROLL_ALL for (int j = 0; j < PER + 2 * RY; j++) v[j] = from[j * TX];
                WINDOWS(PER, s, v, RY, p.y)
            }
        }
        if (z >= begin) {
            value done[PER];
            UNROLL_ALL for (int i = 0; i < PER; i++) {
#if RZ
                done[i] = NEXT(p.z[2 * RZ], s[i], part[2 * RZ - 1][i]);
                UNROLL_ALL for (int k = 2 * RZ - 1; k > 0; k--) part[k][i] = NEXT(p.z[k], s[i], part[k - 1][i]);
                part[0][i] = FIRST(p.z[0], s[i]);
#else
                done[i] = FIRST(p.z[0], s[i]);
#endif
            }
            GLOBAL OUT *to = out + (u64)(z - RZ) * plane + at;
            if (z < z0 + RZ || x0 + x >= nx) ;
            else if (y + PER <= ny) {
                UNROLL_ALL for (int i = 0; i < PER; i++) to[i * nx] = STORED(i);
            } else {
                UNROLL_ALL for (int i = 0; i < PER; i++) if (y + i < ny) to[i * nx] = STORED(i);
            }
        }
        if (fresh) SYNC;
    }
}
