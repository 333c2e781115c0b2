/* The part of line_cpu.c that is built for each pixel type T. */
HALO_ROW(NAME(floats), f32, T, (f32)v)
HALO_ROW(NAME(ordered), T, T, CAT_(T, _up)(v, flip))
HALO_ROW(NAME(wide_32), i32, T, (i32)v)
HALO_ROW(NAME(wide_64), i64, T, (i64)v)

/* Strip after strip: rows that the next one needs too move up, and it asks for the others in good time. */
KERNEL4(line_fir, const T *restrict, in, f32 *restrict, out, const f32 *restrict, taps,
        struct line_cpu, p)
{
    LOCAL f32 tile[TILE_BYTES / 4], row[ROW + HALO];
    const struct part t = part_of(GRP, &p);
    const int rx = (int)p.rx, r = (int)p.r, nx = (int)p.nx, rows = (int)p.n, strip = (int)p.strip;
    const struct rows of_x = { row, taps + p.taps_x, 1, 0, 2 * rx + 1, 2 * rx + 1 };
    struct rows of = { tile, taps + p.taps, p.pitch, 0, 0, 2 * r + 1 };
    if (p.direct) { /* the pixels are floats */
        of.from = (const f32 *)(const void *)in + t.set + t.x0;
        of.stride = (i64)p.step;
        of.rows = rows;
    }
    for (int first = t.a0, last, low = t.low, high = t.low; first < t.a0 + t.n; first = last) {
        const int was = low, made = high;
        last = first + strip < t.a0 + t.n ? first + strip : t.a0 + t.n;
        low = first > r ? first - r : 0;
        high = rows - last > r ? last + r : rows;
        if (!p.direct) {
            of.rows = high - low;
            memmove(tile, tile + (i64)(low - was) * p.pitch, sizeof(f32) * (size_t)(p.pitch * (made - low)));
        }
        for (int a = made; a < high && !p.direct; a++) {
            const T *from = in + t.set + (i64)p.step * a;
            f32 *to = tile + (i64)(a - low) * p.pitch;
            NAME(floats)(p.on_x ? row : to, from, t.x0, t.nx, rx, nx, 0);
            if (p.on_x) fir_row(to, &of_x, 1.0f, t.nx);
        }
        for (int x = 0; x < t.nx; x += SUMS) { /* columns, which the first cache holds */
            const int n = t.nx - x < SUMS ? t.nx - x : SUMS;
            for (int a = first; a < last; a++) {
                LOCAL f32 ready[SUMS];
                const T *soon = in + t.set + t.x0 + x + (i64)p.step * clampi(a - first + high, rows);
                for (int v = 0; v < n; v += 64 / (int)sizeof(T)) __builtin_prefetch(soon + v, 0, 2);
                of.place = a - r - (p.direct ? 0 : low);
                if (!p.on) FORV(v, n) ready[v] = tile[(i64)(a - low) * p.pitch + x + v] * p.scale;
                else if (n == SUMS) fir_block(ready, &of, x, p.scale, SUMS);
                else fir_block(ready, &of, x, p.scale, n);
                put(out + t.set + t.x0 + x + (i64)p.step * a, ready, sizeof(f32) * (size_t)n, p.past_cache);
            }
        }
    }
}

FN void NAME(raise)(T *restrict to, const T *restrict by, int n)
{
    FORV(x, n) to[x] = CAT_(T, _max)(to[x], by[x]);
}

/* to[i] = the maximum of old[i .. i + w); old is lost */
static void NAME(raise_row)(T *restrict to, T *restrict old, T *restrict new, int w, int n)
{
    int m = 1;
    for (int left = n + w - 1; 2 * m <= w; m *= 2) {
        left -= m;
        FORV(x, left) new[x] = CAT_(T, _max)(old[x], old[x + m]);
        T *const swap = old;
        old = new;
        new = swap;
    }
    FORV(x, n) to[x] = CAT_(T, _max)(old[x], old[x + w - m]);
}

/* Maxima over windows of 1, 2, 4 ... pixels, and at last over two of those, which overlap. */
KERNEL3(line_extreme, const T *restrict, in, T *restrict, out, struct line_cpu, p)
{
    LOCAL T tile[TILE_BYTES / sizeof(T)], rows[2][ROW + HALO], *const ready = rows[0];
    const struct part t = part_of(GRP, &p);
    const int rx = (int)p.rx, r = (int)p.r, w = 2 * r + 1, n = (int)p.n;
    int m = 1;
    for (int k = 0; k < t.n + 2 * r; k++) {
        const int a = clampi(t.a0 - r + k, n);
        T *to = tile + (i64)k * p.pitch;
        if (k > 0 && a == clampi(t.a0 - r + k - 1, n)) { /* beyond the border */
            memcpy(to, to - p.pitch, sizeof(T) * (size_t)t.nx);
            continue;
        }
        NAME(ordered)(rx ? rows[0] : to, in + t.set + (i64)p.step * a, t.x0, t.nx, rx, (int)p.nx, p.flip);
        if (rx) NAME(raise_row)(to, rows[0], rows[1], 2 * rx + 1, t.nx);
    }
    for (int left = t.n + 2 * r; 2 * m <= w; m *= 2) {
        left -= m;
        for (int k = 0; k < left; k++)
            NAME(raise)(tile + (i64)k * p.pitch, tile + (i64)(k + m) * p.pitch, t.nx);
    }
    for (int k = 0; k < t.n; k++) {
        const T *restrict a = tile + (i64)k * p.pitch, *restrict b = a + (i64)(w - m) * p.pitch;
        FORV(x, t.nx) ready[x] = CAT_(T, _down)(CAT_(T, _max)(a[x], b[x]), p.flip);
        put(out + t.set + t.x0 + (i64)p.step * (t.a0 + k), ready, sizeof(T) * (size_t)t.nx, p.past_cache);
    }
}

/* Sums of whole numbers run along: one comes, one goes. The first pass reads pixels, the last divides
   and writes pixels; between two passes are sums. */
#define LINE_SUM(bits, mean)                                                                            \
    KERNEL5(line_sum_##bits, const T *restrict, in, T *restrict, out, const i##bits *restrict,     \
            sums_in, i##bits *restrict, sums_out, struct line_cpu, p)                              \
    {                                                                                              \
        LOCAL i##bits tile[TILE_BYTES / (bits / 8)], row[ROW + HALO], sum[ROW];                    \
        LOCAL T ready[ROW];                                                                        \
        const struct part t = part_of(GRP, &p);                                                    \
        const int rx = (int)p.rx, r = (int)p.r, nx = (int)p.nx, rows = t.high - t.low;             \
        for (int a = t.low; a < t.high; a++) {                                                     \
            const i64 at = t.set + (i64)p.step * a;                                                \
            i##bits *to = tile + (i64)(a - t.low) * p.pitch;                                       \
            if (p.first) NAME(wide_##bits)(rx ? row : to, in + at, t.x0, t.nx, rx, nx, 0);         \
            else same_##bits(to, sums_in + at, t.x0, t.nx, 0, nx, 0);                              \
            if (rx) run_##bits(to, row, 2 * rx + 1, t.nx);                                         \
        }                                                                                          \
        FORV(x, t.nx) sum[x] = 0;                                                                  \
        for (int k = -r; k <= r; k++)                                                              \
            add_##bits(sum, tile + (i64)clampi(t.a0 + k - t.low, rows) * p.pitch, t.nx);           \
        for (int a = t.a0; a < t.a0 + t.n; a++) {                                                  \
            const i64 at = t.set + t.x0 + (i64)p.step * a;                                         \
            if (p.last) {                                                                          \
                FORV(x, t.nx) ready[x] = CAT_(T, mean)(sum[x], p.divisor, p.scale);                    \
                put(out + at, ready, sizeof(T) * (size_t)t.nx, p.past_cache);                          \
            } else {                                                                               \
                put(sums_out + at, sum, bits / 8 * (size_t)t.nx, p.past_cache);                        \
            }                                                                                      \
            move_##bits(sum, tile + (i64)clampi(a + r + 1 - t.low, rows) * p.pitch,                \
                        tile + (i64)clampi(a - r - t.low, rows) * p.pitch, t.nx);                  \
        }                                                                                          \
    }
LINE_SUM(32, _mean)
LINE_SUM(64, _mean_64)
#undef LINE_SUM
