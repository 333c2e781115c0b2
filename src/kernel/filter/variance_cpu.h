/* The part of variance_cpu.c that is built for each pixel type T. */
#define MINUS CAT_(T, _minus)

/* One part of the windows, v with its mean (or none along z): into the sum of the means. */
FN void NAME(add_pixels)(f32 *restrict m, const T *restrict v, const T *restrict c, int n)
{
    FORV(x, n) m[x] += MINUS(v[x], c[x]);
}

FN void NAME(add_parts)(f32 *restrict m, const T *restrict v, const T *restrict c,
                        const f32 *restrict mean, int n)
{
    FORV(x, n) m[x] += MINUS(v[x], c[x]) + mean[x];
}

/* And, once their mean m is known, into the sum of the squares. */
FN void NAME(square_pixels)(f32 *restrict t, const T *restrict v, const T *restrict c,
                            const f32 *restrict m, int n)
{
    FORV(x, n)
    {
        const f32 d = MINUS(v[x], c[x]) - m[x];
        t[x] = FMA(d, d, t[x]);
    }
}

FN void NAME(square_parts)(f32 *restrict t, f32 *restrict q, const T *restrict v, const T *restrict c,
                           const f32 *restrict mean, const f32 *restrict sum, const f32 *restrict m, int n)
{
    FORV(x, n)
    {
        const f32 d = MINUS(v[x], c[x]) + mean[x] - m[x];
        t[x] = FMA(d, d, t[x]);
        q[x] += sum[x];
    }
}

KERNEL4(variance_rows, const T *restrict, in, f32 *restrict, mean, f32 *restrict, squares,
        struct variance_params, p)
{
    LOCAL T pixel[WIDTH + HALO];
    LOCAL f32 means[WIDTH + HALO], sums[WIDTH + HALO], t[WIDTH];
    const int nx = (int)p.nx, rx = (int)p.rx, rz = (int)p.rz, x0 = (int)(GRP % p.across) * WIDTH;
    const int n = nx - x0 < WIDTH ? nx - x0 : WIDTH, from = x0 > rx ? x0 - rx : 0;
    const int to = nx - x0 - n > rx ? x0 + n + rx : nx, first = from - (x0 - rx), inside = to - from;
    const u64 line = GRP / p.across, plane = p.nx * p.ny;
    const T *row = in + line % p.ny * p.nx + (u64)from, *c = row + line / p.ny * plane;
    const int z = (int)(line / p.ny), nz = (int)p.nz;
    f32 *m = means + first, *q = sums + first;
    clear_row(m, inside);
    clear_row(q, inside);
    for (int k = z - rz; k <= z + rz; k++) NAME(add_pixels)(m, row + (u64)clampi(k, nz) * plane, c, inside);
    scale_row(m, p.scale_z, inside);
    for (int k = z - rz; k <= z + rz; k++)
        NAME(square_pixels)(q, row + (u64)clampi(k, nz) * plane, c, m, inside);
    memcpy(pixel + first, c, sizeof(T) * (size_t)inside);
    /* beyond the border */
    for (int i = 0; i < first; i++) pixel[i] = pixel[first], means[i] = *m, sums[i] = *q;
    for (int i = first + inside; i < n + 2 * rx; i++)
        pixel[i] = pixel[i - 1], means[i] = means[i - 1], sums[i] = sums[i - 1];

    m = mean + line * p.nx + (u64)x0;
    q = squares + line * p.nx + (u64)x0;
    clear_row(m, n);
    clear_row(q, n);
    clear_row(t, n);
    for (int k = 0; k <= 2 * rx; k++) NAME(add_parts)(m, pixel + k, pixel + rx, means + k, n);
    scale_row(m, p.scale_x, n);
    for (int k = 0; k <= 2 * rx; k++)
        NAME(square_parts)(t, q, pixel + k, pixel + rx, means + k, sums + k, m, n);
    FORV(x, n) q[x] = FMA(p.weight_x, t[x], q[x]);
}

KERNEL5(variance_result, const T *restrict, in, const f32 *restrict, mean, const f32 *restrict, squares,
        f32 *restrict, out, struct variance_params, p)
{
    LOCAL f32 m[WIDTH], t[WIDTH], q[WIDTH];
    const int x0 = (int)(GRP % p.across) * WIDTH, n = (int)p.nx - x0 < WIDTH ? (int)p.nx - x0 : WIDTH;
    const u64 line = GRP / p.across, top = line / p.ny * p.ny * p.nx + (u64)x0, at = line * p.nx + (u64)x0;
    const int y = (int)(line % p.ny), ny = (int)p.ny, ry = (int)p.ry;
    clear_row(m, n);
    clear_row(t, n);
    clear_row(q, n);
    for (int k = y - ry; k <= y + ry; k++) {
        const u64 i = top + (u64)clampi(k, ny) * p.nx;
        NAME(add_parts)(m, in + i, in + at, mean + i, n);
    }
    scale_row(m, p.scale_y, n);
    for (int k = y - ry; k <= y + ry; k++) {
        const u64 i = top + (u64)clampi(k, ny) * p.nx;
        NAME(square_parts)(t, q, in + i, in + at, mean + i, squares + i, m, n);
    }
    f32 *restrict to = out + at;
    FORV(x, n) to[x] = FMA(p.weight_y, t[x], q[x]) * p.scale;
    if (p.root) FORV(x, n) to[x] = SQRT(to[x]);
}
#undef MINUS
