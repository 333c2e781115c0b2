/* Maxima over a ball of half widths RX, RY, RZ (at most 6), for GPUs; with flip minima. A group makes a
   tile, plane after plane; an item has a column of it. From each row of a plane that the column needs it
   gets the maxima of all chords of the ball, stretches of 2l + 1 pixels for every half length l; from
   these along y the disks that the ball consists of; from these along z the ball, in a window of 2 RZ
   maxima that each have yet to get some planes. All but the pixels is in registers. Rows are taken in twos,
   as the largest of three whole numbers is one instruction of NVIDIA's GPUs. The order of maxima changes no
   bit. window.cl gives the same for any half width. */
#define TILE_X 64
#define TILE_Y 32
#define HALO_X RX
#define HALO_Y RY
typedef CAT_(T, _whole) value;
#define OUT T
#define MORE CAT_(T, _whole_max)
#define UP(v) CAT_(T, _whole_up)(v, p.flip)

struct ball_params { /* as in ball.c */
    u64 nx, ny, nz;
    u32 across, along, chunk, flip;
};

/* The half length of the chord at dy, dz, or -1; all constants once the loops are unrolled. */
#define SIDE(r) ((r) ? (r) : 1)
#define AA (SIDE(RX) * SIDE(RX))
#define BB (SIDE(RY) * SIDE(RY))
#define CC (SIDE(RZ) * SIDE(RZ))
#define REST(dy, dz) (AA * BB * CC - (dy) * (dy) * AA * CC - (dz) * (dz) * AA * BB)
#define REACHES(dy, dz, l) ((l) <= RX && (l) * (l) * BB * CC <= REST(dy, dz))
#define CHORD(dy, dz)                                                                              \
    ((dy) < -RY || (dy) > RY || REST(dy, dz) < 0                                                   \
         ? -1                                                                                      \
         : REACHES(dy, dz, 1) + REACHES(dy, dz, 2) + REACHES(dy, dz, 3) + REACHES(dy, dz, 4) +     \
               REACHES(dy, dz, 5) + REACHES(dy, dz, 6))

KERNEL3(ball, GLOBAL const T *restrict, in, GLOBAL T *restrict, out, struct ball_params, p)
{
    LOCAL value tile[2 * TILE_ROOM]; /* a plane, and the next */
    TILE_PLACE
    int now = 0;
    value part[2 * RZ + 1][COLUMN], disk[RZ + 1][COLUMN];
    UNROLL_ALL for (int k = 0; k <= 2 * RZ; k++)
        UNROLL_ALL for (int i = 0; i < COLUMN; i++) part[k][i] = 0;
    UNROLL_ALL for (int k = 0; k <= RZ; k++)
        UNROLL_ALL for (int i = 0; i < COLUMN; i++) disk[k][i] = 0;
    TILE_DECLARE(z0 - RZ)
    TILE_LOAD(z0 - RZ)
    TILE_PUT(tile, UP)
    TILE_LOAD(z0 - RZ + 1)
    SYNC;
    for (int z = z0 - RZ; z < z1 + RZ; z++) {
        LOCALP const value *near = tile + now + row * TILE_PITCH + LID % TILE_X + RX;
        UNROLL_ALL for (int j = 0; j < COLUMN + 2 * RY; j += 2) {
            LOCALP const value *v = near + j * TILE_PITCH;
            value chord[2][RX + 1];
            UNROLL_ALL for (int h = 0; h < 2; h++, v += TILE_PITCH) {
                chord[h][0] = v[0];
                UNROLL_ALL for (int l = 1; l <= RX; l++) chord[h][l] = MORE(MORE(chord[h][l - 1], v[-l]), v[l]);
            }
            UNROLL_ALL for (int i = 0; i < COLUMN; i++) {
                const int dy = j - RY - i;
                UNROLL_ALL for (int d = 0; d <= RZ; d++) {
                    const int l = CHORD(dy, d), m = CHORD(dy + 1, d), first = dy <= 0 && CHORD(dy - 1, d) < 0;
                    if (l >= 0) disk[d][i] = first ? chord[0][l] : MORE(disk[d][i], chord[0][l]);
                    if (m >= 0) disk[d][i] = first && l < 0 ? chord[1][m] : MORE(disk[d][i], chord[1][m]);
                }
            }
        }
        now = TILE_ROOM - now;
        TILE_PUT(tile + now, UP)
        TILE_LOAD(z + 2)
        UNROLL_ALL for (int i = 0; i < COLUMN; i++) {
            /* part[k]: what the result k planes from its last one has so far */
            UNROLL_ALL for (int k = 2 * RZ; k > 0; k--)
                part[k][i] = MORE(part[k - 1][i], disk[k < RZ ? RZ - k : k - RZ][i]);
            part[0][i] = disk[RZ][i];
        }
        if (z >= z0 + RZ) {
            T done[COLUMN];
            UNROLL_ALL for (int i = 0; i < COLUMN; i++) done[i] = CAT_(T, _whole_down)(part[2 * RZ][i], p.flip);
#define DONE(i) done[i]
            COLUMN_STORE(y, z - RZ, COLUMN, DONE)
        }
        SYNC;
    }
}
