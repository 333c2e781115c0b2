/* The part of window_cpu.c that is built for each pixel type T. */
HALO_ROW(NAME(pixels), T, T, v)
HALO_ROW(NAME(keys), u32, T, CAT_(T, _key)(v))
HALO_ROW(NAME(ordered), T, T, CAT_(T, _up)(v, flip))
HALO_ROW(NAME(terms), CAT_(T, _sum), T, (CAT_(T, _sum))v)
HALO_ROW(NAME(terms_64), CAT_(T, _sum_64), T, (CAT_(T, _sum_64))v)

/* ROW reads a row as V, JOIN takes one more into what is there, RESULT makes a pixel of that. */
#define BALL(name, V, ROW, START, JOIN, RESULT)                                                    \
    KERNEL4(name, const T *restrict, in, T *restrict, out, const i32 *restrict, half,              \
            struct window_cpu, p)                                                                  \
    {                                                                                              \
        LOCAL V result[STRIP][WIDTH], row[WIDTH + HALO], chord[WIDTH];                             \
        const struct patch t = patch_of(GRP, &p);                                                  \
        const int rx = (int)p.rx, ry = (int)p.ry, rz = (int)p.rz, nx = (int)p.nx;                  \
        const int ny = (int)p.ny, nz = (int)p.nz;                                                  \
        for (int y = 0; y < t.ny; y++) FORV(x, t.nx) result[y][x] = START;                         \
        for (int dz = -rz; dz <= rz; dz++) {                                                       \
            const T *plane = in + (u64)clampi(t.z + dz, nz) * p.ny * p.nx;                         \
            for (int yy = -ry; HALF(dz, 0) >= 0 && yy < t.ny + ry; yy++) {                         \
                ROW(row, plane + (u64)clampi(t.y0 + yy, ny) * p.nx, t.x0, t.nx, rx, nx, p.flip);   \
                FORV(x, t.nx) chord[x] = row[rx + x];                                              \
                for (int l = 0; l <= HALF(dz, 0); l++) {                                           \
                    if (l > 0)                                                                     \
                        FORV(x, t.nx)                                                              \
                        {                                                                          \
                            const V c = JOIN(chord[x], row[rx - l + x]);                           \
                            chord[x] = JOIN(c, row[rx + l + x]);                                   \
                        }                                                                          \
                    for (int y = yy - ry < 0 ? 0 : yy - ry; y < t.ny && y <= yy + ry; y++)         \
                        if (HALF(dz, yy - y) == l)                                                 \
                            FORV(x, t.nx) result[y][x] = JOIN(result[y][x], chord[x]);             \
                }                                                                                  \
            }                                                                                      \
        }                                                                                          \
        for (int y = 0; y < t.ny; y++) {                                                           \
            T *restrict to = out + ((u64)t.z * p.ny + (u64)(t.y0 + y)) * p.nx + (u64)t.x0;         \
            FORV(x, t.nx) to[x] = RESULT(result[y][x]);                                            \
        }                                                                                          \
    }

#define ADD(a, b) ((a) + (b))
#define DOWN(v) CAT_(T, _down)(v, p.flip)
#define MEAN(v) CAT_(T, _mean)(v, p.count, p.scale)
#define MEAN_64(v) CAT_(T, _mean_64)(v, p.count, p.scale)
/* any pixel of the window will do to start from */
#define MIDDLE CAT_(T, _up)(in[((u64)t.z * p.ny + (u64)(t.y0 + y)) * p.nx + (u64)(t.x0 + x)], p.flip)
BALL(ball_extreme, T, NAME(ordered), MIDDLE, CAT_(T, _max), DOWN)
BALL(ball_mean, CAT_(T, _sum), NAME(terms), -(CAT_(T, _sum))0, ADD, MEAN)
BALL(ball_mean_64, CAT_(T, _sum_64), NAME(terms_64), -(CAT_(T, _sum_64))0, ADD, MEAN_64)
#undef ADD
#undef DOWN
#undef MEAN
#undef MEAN_64
#undef MIDDLE
#undef BALL

FN void NAME(add_differences)(f32 *restrict s, const T *restrict v, const T *restrict middle, int n)
{
    FORV(x, n) s[x] += CAT_(T, _minus)(v[x], middle[x]);
}

FN void NAME(add_squares)(f32 *restrict q, const T *restrict v, const T *restrict middle,
                          const f32 *restrict mean, int n)
{
    FORV(x, n)
    {
        const f32 d = CAT_(T, _minus)(v[x], middle[x]) - mean[x];
        q[x] = FMA(d, d, q[x]);
    }
}

KERNEL4(window_variance, const T *restrict, in, f32 *restrict, out, const i32 *restrict, half,
        struct window_cpu, p)
{
    LOCAL T row[WIDTH + HALO];
    LOCAL f32 mean[WIDTH], squares[WIDTH];
    const struct patch t = patch_of(GRP, &p);
    const int ry = (int)p.ry, rz = (int)p.rz, nx = (int)p.nx;
    for (int y = t.y0; y < t.y0 + t.ny; y++) {
        const u64 at = ((u64)t.z * p.ny + (u64)y) * p.nx + (u64)t.x0;
        FORV(x, t.nx) mean[x] = squares[x] = 0.0f;
        for (int pass = 0; pass < 2; pass++) {
            for (int dz = -rz; dz <= rz; dz++)
                for (int dy = -ry; dy <= ry; dy++) {
                    const int l = HALF(dz, dy);
                    const u64 line = (u64)clampi(t.z + dz, (int)p.nz) * p.ny + (u64)clampi(y + dy, (int)p.ny);
                    if (l < 0) continue;
                    NAME(pixels)(row, in + line * p.nx, t.x0, t.nx, l, nx, 0);
                    for (int k = 0; k <= 2 * l; k++) {
                        if (pass == 0) NAME(add_differences)(mean, row + k, in + at, t.nx);
                        else NAME(add_squares)(squares, row + k, in + at, mean, t.nx);
                    }
                }
            if (pass == 0) FORV(x, t.nx) mean[x] *= p.scale;
        }
        FORV(x, t.nx) squares[x] *= p.scale;
        if (p.flip) FORV(x, t.nx) squares[x] = SQRT(squares[x]);
        FORV(x, t.nx) out[at + (u64)x] = squares[x];
    }
}

/* A row's keys for all chords are kept, or if there are too many made again for each bit. */
KERNEL4(window_median, const T *restrict, in, T *restrict, out, const i32 *restrict, half,
        struct window_cpu, p)
{
    LOCAL u32 keys[KEYS], low[MEDIAN_WIDTH], high[MEDIAN_WIDTH], result[MEDIAN_WIDTH];
    LOCAL u32 tried[MEDIAN_WIDTH], below[MEDIAN_WIDTH];
    const struct patch t = patch_of(GRP, &p);
    const int rx = (int)p.rx, ry = (int)p.ry, rz = (int)p.rz, nx = (int)p.nx, length = MEDIAN_WIDTH + 2 * rx;
    const int keep = (u64)p.chords * (u64)length <= KEYS;
    for (int y = t.y0; y < t.y0 + t.ny; y++) {
        const u64 at = ((u64)t.z * p.ny + (u64)y) * p.nx + (u64)t.x0;
        u32 differ = 0;
        FORV(x, MEDIAN_WIDTH) low[x] = 0xffffffffu, high[x] = 0;
        /* turn 32 finds what the keys have in common; the others each find a bit */
        for (int bit = 32; bit >= 0; bit--) {
            u32 *row = keys;
            if (bit < 32) {
                if (!(differ >> bit & 1)) continue;
                FORV(x, MEDIAN_WIDTH) tried[x] = result[x] | 1u << bit, below[x] = 0;
            }
            for (int dz = -rz; dz <= rz; dz++)
                for (int dy = -ry; dy <= ry; dy++) {
                    const int l = HALF(dz, dy);
                    const u64 line = (u64)clampi(t.z + dz, (int)p.nz) * p.ny + (u64)clampi(y + dy, (int)p.ny);
                    if (l < 0) continue;
                    if (!keep || bit == 32)
                        NAME(keys)(row, in + line * p.nx, t.x0, t.nx, l, nx, 0);
                    if (bit < 32) {
                        count_below(below, row, tried, 2 * l + 1);
                    } else {
                        for (int k = 0; k <= 2 * l; k++)
                            FORV(x, t.nx)
                            {
                                const u32 v = row[k + x];
                                low[x] = v < low[x] ? v : low[x];
                                high[x] = v > high[x] ? v : high[x];
                            }
                    }
                    if (keep) row += length;
                }
            if (bit == 32) {
                for (int x = 0; x < t.nx; x++) differ |= low[x] ^ high[x];
                if (differ) differ = 0xffffffffu >> CLZ(differ);
                FORV(x, MEDIAN_WIDTH) result[x] = low[x] & ~differ;
            } else {
                FORV(x, MEDIAN_WIDTH) result[x] = below[x] <= p.count / 2 ? tried[x] : result[x];
            }
        }
        FORV(x, t.nx) out[at + (u64)x] = CAT_(T, _unkey)(result[x]);
    }
}
