/* Windows of any shape, for GPUs (window_cpu.h is the CPU's form, in the same order of operations). A
   window is a list of chords, the stretches along x that it consists of: dz, dy and the half length, in
   ascending order of dz and dy. An item makes one result; neighbouring items read neighbouring pixels,
   which the cache serves.
     EXTREME   the maximum, or with flip the minimum
     MEAN      f32: a chord is added up from its middle outwards. Integers: SUM_32 or SUM_64 bits
     VARIANCE  two passes over the differences to the middle pixel; flip: the square root
     MEDIAN    the bits of the result from the highest on: one is set if no more than half of the pixels
               are below what that gives. Bits that all pixels have in common are known beforehand */
#define EXTREME 0
#define MEAN 1
#define MEAN_64 2
#define VARIANCE 3
#define MEDIAN 4

struct window_params { /* as in window.c */
    u64 nx, ny, nz;
    u32 chords, count; /* in the window: chords, pixels */
    u32 flip;
    f32 scale; /* 1 / count */
};

#if OP == VARIANCE
#define OUT f32
#else
#define OUT T
#endif
#if OP == MEAN
#define SUM _sum
#define MEAN_OF _mean
#else
#define SUM _sum_64
#define MEAN_OF _mean_64
#endif

/* Runs BODY for each pixel of the window: v is its value. */
#define EACH_PIXEL(BODY)                                                                           \
    for (u32 c_ = 0; c_ < p.chords; c_++) {                                                        \
        const int zc_ = z + chords[3 * c_], yc_ = y + chords[3 * c_ + 1], l_ = chords[3 * c_ + 2]; \
        GLOBAL const T *line_ =                                                                    \
            in + ((u64)clampi(zc_, nz) * p.ny + (u64)clampi(yc_, ny)) * p.nx;                    \
        for (int d_ = x - l_; d_ <= x + l_; d_++) {                                                \
            const T v = line_[clampi(d_, nx)];                                                    \
            BODY                                                                                   \
        }                                                                                          \
    }

KERNEL4(window, GLOBAL const T *restrict, in, GLOBAL OUT *restrict, out, GLOBAL const i32 *restrict,
        chords, struct window_params, p)
{
    const u64 at = GRP * LSZ + (u64)LID;
    if (at >= p.nx * p.ny * p.nz) return;
    const u64 line = at >> 32 ? at / p.nx : (u32)at / (u32)p.nx;
    const int nx = (int)p.nx, ny = (int)p.ny, nz = (int)p.nz;
    const int z = (int)(line >> 32 ? line / p.ny : (u32)line / (u32)p.ny);
    const int y = (int)(line - (u64)z * p.ny), x = (int)(at - line * p.nx);
#if OP == EXTREME
    CAT_(T, _wide) m = CAT_(T, _up)(in[at], p.flip);
    EACH_PIXEL(m = CAT_(T, _max)(m, CAT_(T, _up)(v, p.flip));)
    out[at] = CAT_(T, _down)(m, p.flip);
#elif OP == MEAN || OP == MEAN_64
    CAT_(T, SUM) sum = -(CAT_(T, SUM))0; /* floats: -0 */
    for (u32 c = 0; c < p.chords; c++) {
        const int zc = z + chords[3 * c], yc = y + chords[3 * c + 1], l = chords[3 * c + 2];
        GLOBAL const T *from = in + ((u64)clampi(zc, nz) * p.ny + (u64)clampi(yc, ny)) * p.nx;
        CAT_(T, SUM) s = (CAT_(T, SUM))from[x];
        for (int d = 1; d <= l; d++) {
            s += (CAT_(T, SUM))from[clampi(x - d, nx)];
            s += (CAT_(T, SUM))from[clampi(x + d, nx)];
        }
        sum += s;
    }
    out[at] = CAT_(T, MEAN_OF)(sum, p.count, p.scale);
#elif OP == VARIANCE
    const T middle = in[at];
    f32 s = 0.0f, q = 0.0f;
    EACH_PIXEL(s += CAT_(T, _minus)(v, middle);)
    const f32 mean = s * p.scale;
    EACH_PIXEL(const f32 d = CAT_(T, _minus)(v, middle) - mean; q = FMA(d, d, q);)
    out[at] = p.flip ? SQRT(q * p.scale) : q * p.scale;
#else
    u32 low = 0xffffffffu, high = 0u, m = 0u;
    EACH_PIXEL(const u32 k = CAT_(T, _key)(v); low = k < low ? k : low; high = k > high ? k : high;)
    if (low != high) {
        u32 bit = 0x80000000u >> CLZ(low ^ high);
        m = low & ~(bit | (bit - 1u));
        for (; bit; bit >>= 1) {
            const u32 tried = m | bit;
            u32 below = 0u;
            EACH_PIXEL(below += CAT_(T, _key)(v) < tried;)
            if (below <= p.count / 2u) m = tried;
        }
    } else {
        m = low;
    }
    out[at] = CAT_(T, _unkey)(m);
#endif
}
