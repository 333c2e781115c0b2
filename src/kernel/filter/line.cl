/* Filters along one axis, for GPUs (line_cpu.h is the CPU's form, in the same order of operations).
   OP says what a window of 2r+1 pixels becomes:
     FIR       the sum of pixel times tap, as a chain of FMA from the first tap to the last, times scale
     SUM_32    the exact sum in 32 bits; after the last axis divided by the number of pixels
     SUM_64    the same in 64 bits
     EXTREME   the maximum, or with flip the minimum
   A group takes a stretch of some rows (or columns) with its halo into local memory. An item makes 8
   neighbouring results from 2r+8 values, which it reads once:
     FIR       each value goes into 8 accumulators; values and taps come in eights, so that the tap of
               each is a fixed register
     SUM       one window is added up; the others follow by one value in and one out, which is exact
     EXTREME   the 8 windows share their middle; maxima grow from it to the left and to the right
               (as in van Herk, "A fast algorithm for local minimum and maximum filters", 1992)
   Along y and z neighbouring items take neighbouring columns, so that memory is read in order. */
#define FIR 0
#define SUM_32 1
#define SUM_64 2
#define EXTREME 3

#if OP == FIR
typedef f32 value;
#define OUT f32
#define LOAD(at) ((f32)in[at])
#define STORE(at, v) out[at] = (v) * p.scale
#elif OP == EXTREME
typedef CAT_(T, _wide) value;
#define OUT T
#define LOAD(at) CAT_(T, _up)(in[at], p.flip)
#define STORE(at, v) out[at] = CAT_(T, _down)(v, p.flip)
#define MORE CAT_(T, _max)
#else
#if OP == SUM_32
typedef i32 value;
#define MEAN _mean
#else
typedef i64 value;
#define MEAN _mean_64
#endif
#define OUT T
#define LOAD(at) (p.first ? (value)in[at] : sums_in[at])
#define STORE(at, v)                                                                               \
    do {                                                                                           \
        if (p.last) out[at] = CAT_(T, MEAN)(v, p.divisor, p.scale);                                  \
        else sums_out[at] = v;                                                                     \
    } while (0)
#endif

struct line_params {
    u64 lines;   /* rows (x), or columns: places with the axis left out */
    u64 step;    /* between neighbours on the axis, in pixels (1 along x) */
    u32 n, r;    /* length of the axis, half width */
    u32 blocks;  /* groups along the axis */
    u32 eights;  /* log2 of the eights of results that a group has in a row or column */
    u32 rows;    /* x: how many rows it has, and how far apart they are in local memory */
    u32 pitch;
    u32 columns; /* y, z: log2 of how many columns it has */
    u32 taps;    /* where the axis's weights are */
    u32 flip, first, last, divisor;
    f32 scale;
};

#define LOCAL_ROOM (32768 / (int)sizeof(value))
#define PAD(c) ((c) + ((c) >> 3)) /* eights of neighbouring items fall into different banks */

#if OP == FIR
/* a[i] gets the results of windows from the item's first value on; VALUE(j) is the j-th */
#define WINDOWS(a, VALUE)                                                                          \
    f32 tap_[16];                                                                                  \
    GLOBAL const f32x4 *four_ = (GLOBAL const f32x4 *)(taps + p.taps);                             \
    UNROLL_ALL for (int i = 0; i < 8; i++) a[i] = -0.0f;                                           \
    UNROLL_ALL for (int i = 0; i < 16; i++) tap_[i] = 0.0f;                                        \
    for (int s = 0; s < 2 * r + 8; s += 8) {                                                       \
        f32 v_[8];                                                                                 \
        UNROLL_ALL for (int u = 0; u < 8; u++) v_[u] = VALUE(s, u);                                \
        UNROLL_ALL for (int i = 0; i < 8; i++) tap_[i] = tap_[i + 8];                              \
        const f32x4 low_ = four_[s / 4], high_ = four_[s / 4 + 1];                                 \
        tap_[8] = low_.x, tap_[9] = low_.y, tap_[10] = low_.z, tap_[11] = low_.w;                  \
        tap_[12] = high_.x, tap_[13] = high_.y, tap_[14] = high_.z, tap_[15] = high_.w;            \
        if (s >= 8 && s + 7 <= 2 * r) {                                                            \
            UNROLL_ALL for (int u = 0; u < 8; u++)                                                 \
                UNROLL_ALL for (int i = 0; i < 8; i++)                                             \
                    a[i] = FMA(tap_[8 + u - i], v_[u], a[i]);                                      \
        } else {                                                                                   \
            UNROLL_ALL for (int u = 0; u < 8; u++)                                                 \
                UNROLL_ALL for (int i = 0; i < 8; i++)                                             \
                    if (s + u >= i && s + u - i <= 2 * r)                                          \
                        a[i] = FMA(tap_[8 + u - i], v_[u], a[i]);                                  \
        }                                                                                          \
    }
#elif OP == EXTREME
#define WINDOWS(a, VALUE)                                                                          \
    if (r >= 4) {                                                                                  \
        value m_ = VALUE(0, 7), e_ = VALUE(2 * r + 1, 0);                                          \
        UNROLL for (int j = 8; j <= 2 * r; j++) m_ = MORE(m_, VALUE(j, 0));                        \
        a[7] = m_;                                                                                 \
        UNROLL_ALL for (int i = 6; i >= 0; i--) a[i] = m_ = MORE(m_, VALUE(0, i));                 \
        UNROLL_ALL for (int i = 1; i < 8; i++) {                                                   \
            if (i > 1) e_ = MORE(e_, VALUE(2 * r + i, 0));                                         \
            a[i] = MORE(a[i], e_);                                                                 \
        }                                                                                          \
    } else {                                                                                       \
        value v_[14];                                                                              \
        UNROLL_ALL for (int j = 0; j < 14; j++) v_[j] = VALUE(j < 2 * r + 7 ? j : 2 * r + 7, 0);   \
        UNROLL_ALL for (int i = 0; i < 8; i++) {                                                   \
            a[i] = MORE(MORE(v_[i], v_[i + 1]), v_[i + 2]);                                        \
            if (r >= 2) a[i] = MORE(MORE(a[i], v_[i + 3]), v_[i + 4]);                             \
            if (r >= 3) a[i] = MORE(MORE(a[i], v_[i + 5]), v_[i + 6]);                             \
        }                                                                                          \
    }
#else
#define WINDOWS(a, VALUE)                                                                          \
    value s_ = 0;                                                                                  \
    UNROLL for (int j = 0; j <= 2 * r; j++) s_ += VALUE(j, 0);                                     \
    a[0] = s_;                                                                                     \
    UNROLL_ALL for (int i = 1; i < 8; i++) a[i] = s_ += VALUE(2 * r + i, 0) - VALUE(i - 1, 0);
#endif

/* The images as FIR and EXTREME know them, or with sums beside them; taps for FIR alone. */
#if OP == FIR
#define LINE(name) KERNEL4(name, GLOBAL const T *restrict, in, GLOBAL f32 *restrict, out,          \
                           GLOBAL const f32 *restrict, taps, struct line_params, p)
#elif OP == EXTREME
#define LINE(name) KERNEL3(name, GLOBAL const T *restrict, in, GLOBAL T *restrict, out,            \
                           struct line_params, p)
#else
#define LINE(name) KERNEL5(name, GLOBAL const T *restrict, in, GLOBAL T *restrict, out,            \
                           GLOBAL const value *restrict, sums_in, GLOBAL value *restrict, sums_out, \
                           struct line_params, p)
#endif

LINE(line_x)
{
    LOCAL value tile[LOCAL_ROOM];
    const int n = (int)p.n, r = (int)p.r, row = LID >> p.eights, lane = LID & ((1 << p.eights) - 1);
    const int x0 = (int)(GROUP(0) % p.blocks) << (p.eights + 3), width = 8 << p.eights;
    const u64 line = (u64)(GROUP(0) / p.blocks) * p.rows + (u64)row;
    const int mine = row < (int)p.rows && line < p.lines;
    LOCALP value *t = tile + row * (int)p.pitch, *v0 = t + 9 * lane;
    value a[8];
    if (mine)
        UNROLL for (int c = lane; c < width + 2 * r; c += 1 << p.eights) {
            const int x = x0 - r + c;
            t[PAD(c)] = LOAD(line * p.n + (u64)(x < 0 ? 0 : x >= n ? n - 1 : x));
        }
    SYNC;
#define IN_ROW(j, u) v0[PAD(j) + (u)] /* j + u is in the same eight as j */
    if (mine) { WINDOWS(a, IN_ROW) }
    SYNC;
    if (mine) UNROLL_ALL for (int i = 0; i < 8; i++) v0[i] = a[i];
    SYNC;
    if (mine)
        for (int c = lane; c < width && x0 + c < n; c += 1 << p.eights)
            STORE(line * p.n + (u64)(x0 + c), t[PAD(c)]);
}

LINE(line_yz)
{
    LOCAL value tile[LOCAL_ROOM];
    const int n = (int)p.n, r = (int)p.r, width = 8 << p.eights, mine = LID & ((1 << p.columns) - 1);
    const int a0 = (int)(GROUP(0) % p.blocks) << (p.eights + 3), lane = LID >> p.columns;
    const u64 column = ((u64)(GROUP(0) / p.blocks) << p.columns) + (u64)mine;
    const u64 outer = p.lines >> 32 ? column / p.step : (u32)column / (u32)p.step;
    const u64 base = outer * p.step * (p.n - 1) + column;
    LOCALP value *t = tile + mine;
    if (column < p.lines)
        UNROLL for (int c = lane; c < width + 2 * r; c += LSZ >> p.columns) {
            const int at = a0 - r + c;
            t[PAD(c) << p.columns] = LOAD(base + p.step * (u64)(at < 0 ? 0 : at >= n ? n - 1 : at));
        }
    SYNC;
    if (column < p.lines)
        for (int e = lane; e < 1 << p.eights && a0 + 8 * e < n; e += LSZ >> p.columns) {
            const int at = a0 + 8 * e;
            LOCALP value *v0 = t + (9 * e << p.columns);
            value a[8];
#define IN_COLUMN(j, u) v0[(PAD(j) + (u)) << p.columns]
            WINDOWS(a, IN_COLUMN)
            UNROLL_ALL for (int i = 0; i < 8; i++)
                if (at + i < n) STORE(base + p.step * (u64)(at + i), a[i]);
        }
}
