/* Filters along x and then along a second axis, y or z, in one pass, for GPUs; RX or R may be 0. Half
   widths are build constants. The order of operations is line.cl's.
   The image is n rows that stand apart by a row's length: those of a plane, or whole planes when the
   second axis is z and there is no x. A group owns LSZ neighbouring columns and goes down some of the
   rows, STEP at a time:
     x   from the rows in local memory, with their halo, STEP neighbouring results an item, into local
         memory; items next to each other take different rows, so that they use different banks
     y   from there into registers: an item has one column, and keeps the last 2 R rows of it. New rows take the
         place of the oldest; only after ROUND steps, which are text of their own, does each move to where the
         text of the first step expects it
   The next rows are on their way in registers meanwhile. Work does not grow with the halo, as it does where
   tiles overlap; only what is loaded does. */
#define MOST 40 /* half width; as in line_stream.c */
struct stream_params { /* as in line_stream.c */
    u64 row;              /* pixels of a row */
    u32 n, across;        /* rows; groups in a row */
    u32 chunk, pieces;    /* rows of a group; groups down the rows */
    u32 flip, divisor;
    f32 scale, x[2 * MOST + 1], y[2 * MOST + 1];
};

#define STEP 8
#define ROUND 2
#define WINDOW (2 * R + STEP) /* rows in registers; ROW(j) is row j of them, from the oldest on */
#define ROW(j) v[((j) + STEP * turn) % WINDOW]
#define HALO ((RX + 3) / 4 * 4)
#define PITCH ((LSZ + 2 * HALO) / 4 + 1) /* in fours, of which the last is for the banks */
#define FOURS (STEP * PITCH)
#define RESULTS (LSZ / 4 + 1) /* pitch of the rows after x, in fours */
#define LEAD (RX ? 2 : 1)     /* steps from setting out to use */

#ifdef SEVERAL
#undef AT_ONCE
#define AT_ONCE , SEVERAL
#endif
KERNEL3(line_stream, GLOBAL const PIXEL *restrict, in, GLOBAL OUT *restrict, out, struct stream_params, p)
{
    const u32 strip = GROUP(0) % p.across, rest = GROUP(0) / p.across;
    const u64 outer = (u64)(rest / p.pieces) * p.n * p.row;
    const int n = (int)p.n, chunk = (int)p.chunk, a0 = (int)(rest % p.pieces) * chunk;
    const int a1 = a0 + chunk < n ? a0 + chunk : n;
    const int nx = (int)p.row, x0 = (int)strip * LSZ, x = x0 + LID;
    const int begin = a0 - (2 * R + STEP - 1) / STEP * STEP; /* place of the first rows, less R */
    value v[WINDOW];
    UNROLL_ALL for (int j = 0; j < WINDOW; j++) v[j] = 0;
#if RX
    LOCAL value4 raw[FOURS], tile[STEP * RESULTS];
    GLOBAL const PIXEL *from = in + outer;
    const int left = x0 - HALO;
    FOURS_DECLARE
#else
    GLOBAL const PIXEL *from = in + outer + (u64)(x < nx ? x : nx - 1);
    PIXEL next[STEP];
    UNROLL_ALL for (int i = 0; i < STEP; i++) next[i] = 0;
#endif
    for (int first = begin - LEAD * STEP; first < a1; first += ROUND * STEP)
    UNROLL_ALL for (int turn = 0; turn < ROUND; turn++) {
        const int a = first + turn * STEP, coming = a + LEAD * STEP + R;
        value w[WINDOW];
#if RX
        if (a >= begin) {
            LOCALP const value4 *f = raw + LID % STEP * PITCH + LID / STEP * (STEP / 4);
            LOCALP value4 *to = tile + LID % STEP * RESULTS + LID / STEP * (STEP / 4);
            value u[STEP + 2 * HALO], s[STEP];
            value4 q;
            UNROLL_ALL for (int k = 0; k < (STEP + 2 * HALO) / 4; k++) {
                q = f[k];
                u[4 * k] = q.x, u[4 * k + 1] = q.y, u[4 * k + 2] = q.z, u[4 * k + 3] = q.w;
            }
            WINDOWS(STEP, s, u + (HALO - RX), RX, p.x)
            UNROLL_ALL for (int k = 0; k < STEP / 4; k++) {
                q.x = s[4 * k], q.y = s[4 * k + 1], q.z = s[4 * k + 2], q.w = s[4 * k + 3];
                to[k] = q;
            }
        }
        SYNC;
        LAND(PUT)
        if (coming < a1 + R) { SET_OUT(from + (u32)(clampi(coming + t / PITCH, n) * nx + column[k])) }
#endif
        HINT(in + outer, LSZ, STEP, coming + STEP, n)
        if (turn == 0) {
            UNROLL_ALL for (int j = 0; j < 2 * R; j++) w[j] = v[(j + ROUND * STEP) % WINDOW];
            UNROLL_ALL for (int j = 0; j < 2 * R; j++) v[j] = w[j];
        }
#if RX
        UNROLL_ALL for (int i = 0; i < STEP; i++)
            ROW(2 * R + i) = ((LOCALP const value *)tile)[i * (4 * RESULTS) + LID];
#else
        UNROLL_ALL for (int i = 0; i < STEP; i++) ROW(2 * R + i) = READ(next[i]);
        if (coming >= 0 && coming + STEP <= n) {
            GLOBAL const PIXEL *row = from + (u64)coming * p.row;
            UNROLL_ALL for (int i = 0; i < STEP; i++) next[i] = row[(u64)i * p.row];
        } else if (coming < a1 + R) {
            UNROLL_ALL for (int i = 0; i < STEP; i++) next[i] = from[(u64)clampi(coming + i, n) * p.row];
        }
#endif
        if (a >= a0 && x < nx) {
            GLOBAL OUT *to = out + outer + (u64)a * p.row + (u64)x;
            value s[STEP];
            UNROLL_ALL for (int j = 0; j < WINDOW; j++) w[j] = ROW(j);
            WINDOWS(STEP, s, w, R, p.y)
            if (a + STEP <= a1) {
                UNROLL_ALL for (int i = 0; i < STEP; i++) to[(u64)i * p.row] = RESULT(s[i]);
            } else {
                UNROLL_ALL for (int i = 0; i < STEP; i++) if (a + i < a1) to[(u64)i * p.row] = RESULT(s[i]);
            }
        }
#if RX
        SYNC;
#endif
    }
}
