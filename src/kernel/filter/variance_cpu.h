/* The part of variance_cpu.c that is built for each pixel type T. */
#define MINUS CAT_(T, _minus)

/* The parts of windows along an axis: rows of their pixels, and, but for single pixels (along z), of the
   means and sums that variance.cl calls m and q. */
struct NAME(parts) {
    int count;
    const T *pixel[MOST];
    const f32 *mean[MOST], *sum[MOST];
};

/* m and q of n windows from column x on, of which c are the pixels in the middle. The empty statements keep
   gcc from making the loops over parts the inner ones; that sums begin with -0, which changes no square, and
   end with + 0, keeps it from calling on memset and memcpy. */
FN void NAME(of_pixels)(f32 *restrict mean, f32 *restrict sum, const struct NAME(parts) *p, const T *restrict c,
                        int x, f32 scale, int n)
{
    LOCAL f32 m[BLOCK], q[BLOCK];
    FORV(i, n) m[i] = q[i] = -0.0f;
    for (int k = 0; k < p->count; k++) {
        const T *restrict v = p->pixel[k] + x;
        __asm__ volatile("");
        FORV(i, n) m[i] += MINUS(v[i], c[i]);
    }
    FORV(i, n) mean[i] = m[i] *= scale;
    for (int k = 0; k < p->count; k++) {
        const T *restrict v = p->pixel[k] + x;
        __asm__ volatile("");
        FORV(i, n)
        {
            const f32 d = MINUS(v[i], c[i]) - m[i];
            q[i] = FMA(d, d, q[i]);
        }
    }
    FORV(i, n) sum[i] = q[i] + 0.0f;
}

FN void NAME(of_parts)(f32 *restrict mean, f32 *restrict sum, const struct NAME(parts) *p, const T *restrict c,
                       int x, f32 scale, f32 weight, int n)
{
    LOCAL f32 m[BLOCK], t[BLOCK], q[BLOCK];
    FORV(i, n) m[i] = t[i] = q[i] = -0.0f;
    for (int k = 0; k < p->count; k++) {
        const T *restrict v = p->pixel[k] + x;
        const f32 *restrict of_part = p->mean[k] + x;
        __asm__ volatile("");
        FORV(i, n) m[i] += MINUS(v[i], c[i]) + of_part[i];
    }
    FORV(i, n) mean[i] = m[i] *= scale;
    for (int k = 0; k < p->count; k++) {
        const T *restrict v = p->pixel[k] + x;
        const f32 *restrict of_part = p->mean[k] + x, *restrict inside = p->sum[k] + x;
        __asm__ volatile("");
        FORV(i, n)
        {
            const f32 d = MINUS(v[i], c[i]) + of_part[i] - m[i];
            t[i] = FMA(d, d, t[i]);
            q[i] += inside[i];
        }
    }
    FORV(i, n) sum[i] = FMA(weight, t[i], q[i]);
}

/* The same for rows of n; the last block overlaps the one before. */
FN void NAME(pixels_row)(f32 *mean, f32 *sum, const struct NAME(parts) *p, const T *c, f32 scale, int n)
{
    int x = 0;
    for (; x + BLOCK <= n; x += BLOCK) NAME(of_pixels)(mean + x, sum + x, p, c + x, x, scale, BLOCK);
    if (x == n) return;
    x = n - BLOCK;
    if (x > 0) NAME(of_pixels)(mean + x, sum + x, p, c + x, x, scale, BLOCK);
    else NAME(of_pixels)(mean, sum, p, c, 0, scale, n);
}

FN void NAME(parts_row)(f32 *mean, f32 *sum, const struct NAME(parts) *p, const T *c, f32 scale, f32 weight, int n)
{
    int x = 0;
    for (; x + BLOCK <= n; x += BLOCK) NAME(of_parts)(mean + x, sum + x, p, c + x, x, scale, weight, BLOCK);
    if (x == n) return;
    x = n - BLOCK;
    if (x > 0) NAME(of_parts)(mean + x, sum + x, p, c + x, x, scale, weight, BLOCK);
    else NAME(of_parts)(mean, sum, p, c, 0, scale, weight, n);
}

KERNEL3(variance_box, const T *restrict, in, f32 *restrict, out, struct variance_cpu, p)
{
    LOCAL T pixel[WIDTH + MOST];
    LOCAL f32 means[WIDTH + MOST], sums[WIDTH + MOST], rows[ROWS_BYTES / sizeof(f32)], unused[WIDTH], ready[WIDTH];
    struct NAME(parts) of;
    const u64 across = (p.nx + p.width - 1) / p.width, along = (p.ny + p.chunk - 1) / p.chunk;
    const int nx = (int)p.nx, ny = (int)p.ny, nz = (int)p.nz, rx = (int)p.rx, ry = (int)p.ry, rz = (int)p.rz;
    const int x0 = (int)(GRP % across * p.width), y0 = (int)(GRP / across % along * p.chunk);
    const int z = (int)(GRP / across / along), n = nx - x0 < (int)p.width ? nx - x0 : (int)p.width;
    const int y1 = ny - y0 < (int)p.chunk ? ny : y0 + (int)p.chunk, turns = 2 * ry + 1;
    const int from = x0 > rx ? x0 - rx : 0, to = nx - x0 - n > rx ? x0 + n + rx : nx;
    const int first = from - (x0 - rx), inside = to - from; /* of the row with what is beyond the border */
    const u64 plane = p.nx * p.ny;
    const T *const here = in + (u64)z * plane;
    f32 *const mean = rows, *const sum = rows + (i64)turns * n;
    for (int y = y0, made = y0 > ry ? y0 - ry : 0; y < y1; y++) {
        for (; made < ny && made <= y + ry; made++) {
            const u64 at = (u64)made * p.nx;
            f32 *const m = means + first, *const q = sums + first;
            of.count = 2 * rz + 1;
            for (int k = 0; k < of.count; k++) of.pixel[k] = in + (u64)clampi(z - rz + k, nz) * plane + at + (u64)from;
            NAME(pixels_row)(m, q, &of, here + at + (u64)from, p.scale_z, inside);
            memcpy(pixel + first, here + at + (u64)from, sizeof(T) * (size_t)inside);
            for (int i = 0; i < first; i++) pixel[i] = pixel[first], means[i] = *m, sums[i] = *q;
            for (int i = first + inside; i < n + 2 * rx; i++)
                pixel[i] = pixel[i - 1], means[i] = means[i - 1], sums[i] = sums[i - 1];
            of.count = 2 * rx + 1;
            for (int k = 0; k < of.count; k++) of.pixel[k] = pixel + k, of.mean[k] = means + k, of.sum[k] = sums + k;
            const i64 turn = (i64)(made % turns) * n;
            NAME(parts_row)(mean + turn, sum + turn, &of, pixel + rx, p.scale_x, p.weight_x, n);
        }
        of.count = 2 * ry + 1;
        for (int k = 0; k < of.count; k++) {
            const int row = clampi(y - ry + k, ny);
            of.pixel[k] = here + (u64)row * p.nx + (u64)x0;
            of.mean[k] = mean + (i64)(row % turns) * n;
            of.sum[k] = sum + (i64)(row % turns) * n;
        }
        const u64 at = (u64)y * p.nx + (u64)x0;
        NAME(parts_row)(unused, ready, &of, here + at, p.scale_y, p.weight_y, n);
        FORV(x, n) ready[x] *= p.scale;
        if (p.root) FORV(x, n) ready[x] = SQRT(ready[x]);
        put(out + (u64)z * plane + at, ready, sizeof(f32) * (size_t)n, p.past_cache);
    }
}
#undef MINUS
