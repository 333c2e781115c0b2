/* Filters along x, y and z in one pass, for GPUs: an image is read once and written once. Radii are
   build constants. The order of operations is line.cl's.
   A group owns a tile of TX x TY columns and goes down some of the planes. What it does with each:
     x   from the plane's rows in local memory, with their halo, into local memory
     y   from there into registers: an item has a column of PER results
     z   each value of y goes into all 2 RZ + 1 sums (or maxima) that it belongs to, which move on by one
         plane: the shift is only a matter of where each result goes
   The next plane is on its way in registers meanwhile; nothing touches it before it lands, as that would
   wait for it. So what lies beyond the border along x is repaired on landing.
   (The form of the one-pass stencils of AMD's "Seismic stencils" series, 2022, with the halo of x and y
   computed again by each group, and partial sums in the place of a window of planes.)
   SUM_32, EXTREME, FIR: as in line.cl. */
#define FIR 0
#define SUM_32 1
#define EXTREME 3

#define MOST 10 /* radius; as in line_fused.c */
struct fused_params { /* as in line_fused.c */
    u32 nx, ny, nz;
    u32 across, along; /* groups along x and y */
    u32 chunk;         /* planes of a group */
    u32 flip, divisor;
    f32 scale, x[2 * MOST + 1], y[2 * MOST + 1], z[2 * MOST + 1];
};

#if OP == FIR
typedef f32 value;
typedef f32x4 value4;
#define OUT f32
#define READ(v) ((f32)(v))
#define FIRST(w, v) ((w) * (v))
#define NEXT(w, v, a) FMA(w, v, a)
#define RESULT(a) ((a) * p.scale)
#elif OP == SUM_32
typedef i32 value;
typedef i32x4 value4;
#define OUT T
#define READ(v) ((i32)(v))
#define FIRST(w, v) (v)
#define NEXT(w, v, a) ((a) + (v))
#define RESULT(a) CAT_(T, _mean)(a, p.divisor, 1.0f)
#else
typedef CAT_(T, _wide) value;
typedef CAT_(T, _wide4) value4;
#define OUT T
#define READ(v) CAT_(T, _up)(v, p.flip)
#define FIRST(w, v) (v)
#define NEXT(w, v, a) CAT_(T, _max)(a, v)
#define RESULT(a) CAT_(T, _down)(a, p.flip)
#endif

/* a[0..n) gets the windows' results from v[0..n + 2 R) */
#if OP == FIR
#define WINDOWS(n, a, v, R, w)                                                                     \
    UNROLL_ALL for (int i_ = 0; i_ < (n); i_++) {                                                  \
        value s_ = FIRST((w)[0], (v)[i_]);                                                         \
        UNROLL_ALL for (int k_ = 1; k_ <= 2 * (R); k_++) s_ = NEXT((w)[k_], (v)[i_ + k_], s_);     \
        (a)[i_] = s_;                                                                              \
    }
#elif OP == SUM_32 /* exact, so one may come as another goes */
#define WINDOWS(n, a, v, R, w)                                                                     \
    {                                                                                              \
        value s_ = (v)[0];                                                                         \
        UNROLL_ALL for (int k_ = 1; k_ <= 2 * (R); k_++) s_ += (v)[k_];                            \
        (a)[0] = s_;                                                                               \
        UNROLL_ALL for (int i_ = 1; i_ < (n); i_++)                                                \
            (a)[i_] = s_ += (v)[2 * (R) + i_] - (v)[i_ - 1];                                       \
    }
#else /* windows that share their middle grow from it */
#define WINDOWS(n, a, v, R, w)                                                                     \
    if ((n) > 2 * (R) + 1) {                                                                       \
        UNROLL_ALL for (int i_ = 0; i_ < (n); i_++) {                                              \
            value m_ = (v)[i_];                                                                    \
            UNROLL_ALL for (int k_ = 1; k_ <= 2 * (R); k_++) m_ = NEXT(0, (v)[i_ + k_], m_);       \
            (a)[i_] = m_;                                                                          \
        }                                                                                          \
    } else {                                                                                       \
        value m_ = (v)[(n) - 1], e_ = (v)[(n) + 2 * (R) - 1];                                      \
        UNROLL_ALL for (int k_ = (n); k_ <= 2 * (R); k_++) m_ = NEXT(0, (v)[k_], m_);              \
        (a)[(n) - 1] = m_;                                                                         \
        UNROLL_ALL for (int i_ = (n) - 2; i_ >= 0; i_--) (a)[i_] = m_ = NEXT(0, (v)[i_], m_);      \
        e_ = (v)[2 * (R) + 1];                                                                     \
        UNROLL_ALL for (int i_ = 1; i_ < (n); i_++) {                                              \
            if (i_ > 1) e_ = NEXT(0, (v)[2 * (R) + i_], e_);                                       \
            (a)[i_] = NEXT(0, e_, (a)[i_]);                                                        \
        }                                                                                          \
    }
#endif

/* Rows are read in aligned fours, so the halo along x is whole fours. */
#define HALO ((RX + 3) / 4 * 4)
#define ROWS (TY + 2 * RY)
#define PITCH ((TX + 2 * HALO) / 4) /* in fours */
#define FOURS (ROWS * PITCH)        /* of a plane's tile */
#define TURNS ((FOURS + LSZ - 1) / LSZ)
#define PER (TX * TY / LSZ)
typedef CAT_(T, x4) pixel4;

/* t is each of the tile's fours that are this item's, k its number. */
#define EACH_FOUR(k, t)                                                                            \
    UNROLL_ALL for (int k = 0, t = LID; k < TURNS; k++, t += LSZ) if (FOURS % LSZ == 0 || t < FOURS)
FN int clamped(int v, int n) { return v < 0 ? 0 : v >= n ? n - 1 : v; }

/* A plane sets out, and lands in `raw`. */
#define SET_OUT(from)                                                                              \
    if (aligned) {                                                                                 \
        EACH_FOUR(k, t) ahead[k] = *(GLOBAL const pixel4 *)((from) + place[k]);                    \
    } else {                                                                                       \
        EACH_FOUR(k, t) {                                                                          \
            const int x_ = left + t % PITCH * 4;                                                   \
            GLOBAL const T *row_ = (from) + place[k];                                              \
            ahead[k].x = row_[clamped(x_, nx)];                                                    \
            ahead[k].y = row_[clamped(x_ + 1, nx)];                                                \
            ahead[k].z = row_[clamped(x_ + 2, nx)];                                                \
            ahead[k].w = row_[clamped(x_ + 3, nx)];                                                \
        }                                                                                          \
    }
#define LAND                                                                                       \
    EACH_FOUR(k, t) {                                                                              \
        value4 q_;                                                                                 \
        q_.x = READ(ahead[k].x);                                                                   \
        q_.y = READ(ahead[k].y);                                                                   \
        q_.z = READ(ahead[k].z);                                                                   \
        q_.w = READ(ahead[k].w);                                                                   \
        if (border && aligned) {                                                                   \
            const int x_ = left + t % PITCH * 4;                                                   \
            if (x_ < 0) q_.y = q_.z = q_.w = q_.x;                                                 \
            if (x_ > nx - 4) q_.x = q_.y = q_.z = q_.w;                                            \
        }                                                                                          \
        raw[t] = q_;                                                                               \
    }

#ifdef SEVERAL
#undef AT_ONCE
#define AT_ONCE , SEVERAL
#endif
KERNEL3(line_fused, GLOBAL const T *restrict, in, GLOBAL OUT *restrict, out, struct fused_params, p)
{
    LOCAL value4 raw[FOURS], tile[ROWS * TX / 4];
    const int nx = (int)p.nx, ny = (int)p.ny, nz = (int)p.nz;
    const u64 plane = (u64)p.nx * p.ny;
    const u32 tiles = p.across * p.along, mine = GROUP(0) % tiles;
    const int x0 = (int)(mine % p.across) * TX, y0 = (int)(mine / p.across) * TY;
    const int z0 = (int)(GROUP(0) / tiles * p.chunk), z1 = z0 + (int)p.chunk < nz ? z0 + (int)p.chunk : nz;
    const int begin = z0 - RZ, left = x0 - HALO, border = left < 0 || left + 4 * PITCH > nx;
    const int aligned = (nx & 3) == 0 && ((u64)(size_t)in & (4 * sizeof(T) - 1)) == 0;
    const int x = LID % TX, row = LID / TX * PER, y = y0 + row, at = y * nx + x0 + x;
    pixel4 ahead[TURNS];
    int place[TURNS];
    value s[PER];
#if RZ
    value part[2 * RZ][PER];
    UNROLL_ALL for (int k = 0; k < 2 * RZ; k++) UNROLL_ALL for (int i = 0; i < PER; i++) part[k][i] = 0;
#endif
    UNROLL_ALL for (int i = 0; i < PER; i++) s[i] = 0;
    UNROLL_ALL for (int k = 0; k < TURNS; k++) {
        const int t = LID + k * LSZ, c = left + t % PITCH * 4;
        place[k] = clamped(y0 + t / PITCH - RY, ny) * nx + (!aligned || c < 0 ? 0 : c > nx - 4 ? nx - 4 : c);
        ahead[k].x = ahead[k].y = ahead[k].z = ahead[k].w = 0;
    }
    int coming = begin < 0 ? 0 : begin;
    for (int z = begin - 2; z < z1 + RZ; z++) { /* two planes ahead of the first use */
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
            LAND
            SET_OUT(in + (u64)(coming < nz ? coming : nz - 1) * plane)
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
                UNROLL_ALL for (int i = 0; i < PER; i++) to[i * nx] = RESULT(done[i]);
            } else {
                UNROLL_ALL for (int i = 0; i < PER; i++) if (y + i < ny) to[i * nx] = RESULT(done[i]);
            }
        }
        if (fresh) SYNC;
    }
}
