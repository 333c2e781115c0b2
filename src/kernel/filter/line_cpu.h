/* The part of line_cpu.c that is built for each pixel type T. */
HALO_ROW(NAME(floats), f32, T, (f32)v)
HALO_ROW(NAME(ordered), T, T, CAT_(T, _up)(v, flip))

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

/* to[x] = the maximum of `count` values, 1 to 4, which are `step` apart from from[x] on, but the last is `end`
   away. */
FN void NAME(largest)(T *to, const T *from, i64 step, i64 end, int count, int n)
{
    const T *const a = from + step, *const b = from + 2 * step, *const last = from + end;
#define MORE CAT_(T, _max)
    if (count == 1) FORV(x, n) to[x] = from[x];
    else if (count == 2) FORV(x, n) to[x] = MORE(from[x], last[x]);
    else if (count == 3) FORV(x, n) to[x] = MORE(MORE(from[x], a[x]), last[x]);
    else FORV(x, n) to[x] = MORE(MORE(from[x], a[x]), MORE(b[x], last[x]));
#undef MORE
}

/* to[i] = the maximum of old[i .. i + w); old is lost */
static void NAME(largest_row)(T *restrict to, T *restrict old, T *restrict new, int w, int n)
{
    int m = 1;
    for (int left = n + w - 1; 4 * m <= w; m *= 4) {
        left -= 3 * m;
        NAME(largest)(new, old, m, 3 * m, 4, left);
        T *const swap = old;
        old = new;
        new = swap;
    }
    NAME(largest)(to, old, m, w - m, (w + m - 1) / m, n);
}

/* Maxima over windows of 1, 4, 16 ... pixels, and at last over two to four of those, which may overlap. */
KERNEL3(line_extreme, const T *restrict, in, T *restrict, out, struct line_cpu, p)
{
    LOCAL T tile[TILE_BYTES / sizeof(T)], rows[2][ROW + HALO], *const ready = rows[0];
    const struct part t = part_of(GRP, &p);
    const int rx = (int)p.rx, r = (int)p.r, w = 2 * r + 1, n = (int)p.n;
    const i64 pitch = p.pitch;
    int m = 1;
    for (int k = 0; k < t.n + 2 * r; k++) {
        const int a = clampi(t.a0 - r + k, n);
        const T *const row = in + t.set + (i64)p.step * a;
        const T *const soon = in + t.set + t.x0 + (i64)p.step * clampi(a + 1, n);
        T *to = tile + k * pitch;
        if (k > 0 && a == clampi(t.a0 - r + k - 1, n)) { /* beyond the border */
            memcpy(to, to - pitch, sizeof(T) * (size_t)t.nx);
            continue;
        }
        for (int x = 0; x < t.nx; x += 64 / (int)sizeof(T)) __builtin_prefetch(soon + x);
        NAME(ordered)(rx ? rows[0] : to, row, t.x0, t.nx, rx, (int)p.nx, p.flip);
        if (rx) NAME(largest_row)(to, rows[0], rows[1], 2 * rx + 1, t.nx);
    }
    for (int left = t.n + 2 * r; 4 * m <= w; m *= 4) {
        left -= 3 * m;
        for (int k = 0; k < left; k++)
            NAME(largest)(tile + k * pitch, tile + k * pitch, m * pitch, 3 * m * pitch, 4, t.nx);
    }
    for (int k = 0; k < t.n; k++) {
        T *const row = out + t.set + t.x0 + (i64)p.step * (t.a0 + k), *const to = p.past_cache ? ready : row;
        NAME(largest)(to, tile + k * pitch, m * pitch, (w - m) * pitch, (w + m - 1) / m, t.nx);
        FORV(x, t.nx) to[x] = CAT_(T, _down)(to[x], p.flip);
        if (row != to) iv__stream(row, ready, sizeof(T) * (size_t)t.nx);
    }
}

/* Sums of whole numbers, of rows of pixels or, after the first pass, of sums V: added and moved on. */
#define COLUMN(name, V, bits)                                                                      \
    FN void NAME(name##_add)(i##bits *restrict to, const V *restrict by, int n)                    \
    {                                                                                              \
        FORV(x, n) to[x] = (i##bits)(to[x] + (i##bits)by[x]);                                      \
    }                                                                                              \
    FN void NAME(name##_move)(i##bits *restrict to, const V *come, const V *go, int n)             \
    {                                                                                              \
        FORV(x, n) to[x] = (i##bits)(to[x] + (i##bits)((i##bits)come[x] - (i##bits)go[x]));        \
    }

/* Means of a row from its sums. */
static __attribute__((noinline)) /* else gcc takes the factors for wider ones, and products in 16 bits for none */
void NAME(products)(T *restrict to, const i16 *restrict sum, u16 first, u16 second, int n)
{
    const int below = (T)-1 < (T)1;
    LOCAL u16 part[ROW];
    FORV(x, n) part[x] = upper_16((u16)(below && sum[x] < 0 ? -sum[x] : sum[x]), first);
    FORV(x, n) part[x] = upper_16(part[x], second);
    FORV(x, n) to[x] = (T)(below && sum[x] < 0 ? -part[x] : part[x]);
}
FN void NAME(means_16)(T *restrict to, const i16 *restrict sum, int n, u32 divisor, f32 unused)
{
    const struct products by = products_for(divisor);
    (void)unused;
    NAME(products)(to, sum, by.first, by.second, n);
}
FN void NAME(means_32)(T *restrict to, const i32 *restrict sum, int n, u32 divisor, f32 scale)
{
    FORV(x, n) to[x] = CAT_(T, _mean)(sum[x], divisor, scale);
}
FN void NAME(means_64)(T *restrict to, const i64 *restrict sum, int n, u32 divisor, f32 scale)
{
    FORV(x, n) to[x] = CAT_(T, _mean_64)(sum[x], divisor, scale);
}

/* As sums are exact their order is free: first along the second axis, where for each row that comes into the
   window another goes, and then along x. The first pass reads pixels, the last divides and writes pixels;
   between two passes are sums. */
#define LINE_SUM(bits)                                                                             \
    COLUMN(pixels_##bits, T, bits)                                                                 \
    COLUMN(sums_##bits, i##bits, bits)                                                             \
    KERNEL5(line_sum_##bits, const T *restrict, in, T *restrict, out, const i##bits *restrict,     \
            sums_in, i##bits *restrict, sums_out, struct line_cpu, p)                              \
    {                                                                                              \
        LOCAL i##bits column[ROW + HALO], level[LEVELS][ROW + HALO], along_x[ROW];                 \
        LOCAL T ready[ROW];                                                                        \
        const struct part t = part_of(GRP, &p);                                                    \
        const int rx = (int)p.rx, r = (int)p.r, rows = (int)p.n, nx = (int)p.nx, end = t.a0 + t.n; \
        const int x0 = t.x0 - rx, all = t.nx + 2 * rx, begin = x0 < 0 ? -x0 : 0;                   \
        const int n = (nx - x0 < all ? nx - x0 : all) - begin; /* columns in the image, from `begin` on */ \
        i##bits *const here = column + begin, *const sum = rx ? along_x : column;                  \
        const i64 set = t.set + x0 + begin;                                                        \
        FORV(x, n) here[x] = 0;                                                                    \
        for (int k = t.a0 - r; k <= t.a0 + r; k++) {                                               \
            const i64 at = set + (i64)p.step * clampi(k, rows);                                    \
            if (p.first) NAME(pixels_##bits##_add)(here, in + at, n);                              \
            else NAME(sums_##bits##_add)(here, sums_in + at, n);                                   \
        }                                                                                          \
        for (int a = t.a0;; a++) {                                                                 \
            const i64 at = t.set + t.x0 + (i64)p.step * a;                                         \
            T *const to = p.past_cache ? ready : out + at;                                         \
            for (int x = 0; x < begin; x++) column[x] = here[0];                                   \
            for (int x = begin + n; x < all; x++) column[x] = here[n - 1];                         \
            if (rx) run_##bits(along_x, column, level, 2 * rx + 1, t.nx);                          \
            if (!p.last) put(sums_out + at, sum, bits / 8 * (size_t)t.nx, p.past_cache);           \
            else NAME(means_##bits)(to, sum, t.nx, p.divisor, p.scale);                            \
            if (p.last && p.past_cache) iv__stream(out + at, ready, sizeof(T) * (size_t)t.nx);     \
            if (a + 1 == end) break;                                                               \
            const i64 come = set + (i64)p.step * clampi(a + r + 1, rows);                          \
            const i64 go = set + (i64)p.step * clampi(a - r, rows);                                \
            if (p.first) NAME(pixels_##bits##_move)(here, in + come, in + go, n);                  \
            else NAME(sums_##bits##_move)(here, sums_in + come, sums_in + go, n);                  \
        }                                                                                          \
    }
LINE_SUM(16)
LINE_SUM(32)
LINE_SUM(64)
#undef LINE_SUM
#undef COLUMN
