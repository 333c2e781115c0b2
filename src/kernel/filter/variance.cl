/* Variances over boxes, for GPUs (variance_cpu.h is the CPU's form, in the same order of operations).
   Along an axis a pixel's window consists of 2r+1 parts: pixels (along z, which comes first), columns
   (along x) or plates (along y, which comes last), each of `weight` pixels, each with its pixel v in the
   middle, the mean m of its pixels less v, and the sum q of their squared differences to their mean. With
   the pixel c in the window's middle
       e = (v - c) + m                  a part's mean less c
       M = sum of e * scale             the window's
       Q = weight * sum of (e - M)^2 + sum of q
   is what the next axis gets (the pairwise form of Chan, Golub and LeVeque, "Algorithms for computing the
   sample variance", 1983). Sums run in ascending order.
   Along z and x is one kernel: a group makes some rows, or a stretch of one, in local memory. Each item
   is at one pixel; what its neighbours read too is in the cache. */
#define ROOM 2560 /* as in variance.c */
#define MINUS CAT_(T, _minus)

struct variance_params { /* as in variance.c */
    u64 nx, ny, nz;
    u32 rx, ry, rz;
    u32 shift;  /* a row has 1 << shift items of a group */
    u32 across; /* groups in a row */
    u32 root;
    f32 scale_x, scale_y, scale_z, scale; /* 1 / (2r+1), 1 / pixels in the window */
    f32 weight_x, weight_y;
};

KERNEL4(variance_rows, GLOBAL const T *restrict, in, GLOBAL f32 *restrict, mean, GLOBAL f32 *restrict,
        squares, struct variance_params, p)
{
    LOCAL T pixel[ROOM];
    LOCAL f32 means[ROOM], sums[ROOM];
    const int nx = (int)p.nx, nz = (int)p.nz, rx = (int)p.rx, rz = (int)p.rz;
    const int width = 1 << p.shift, row = LID >> p.shift, lane = LID & (width - 1);
    const int x0 = (int)(GROUP(0) % p.across) << p.shift, first = row * (width + 2 * rx);
    const u64 line = (u64)(GROUP(0) / p.across) * (u64)(LSZ >> p.shift) + (u64)row, plane = p.nx * p.ny;
    const int inside = line < p.ny * p.nz;
    if (inside) {
        const u64 zz = line >> 32 ? line / p.ny : (u32)line / (u32)p.ny;
        const int z = (int)zz;
        GLOBAL const T *from = in + (line - zz * p.ny) * p.nx;
        for (int i = lane; i < width + 2 * rx; i += width) {
            GLOBAL const T *column = from + clampi(x0 + i - rx, nx);
            const T c = column[zz * plane];
            f32 m = 0.0f, q = 0.0f;
            for (int k = z - rz; k <= z + rz; k++) m += MINUS(column[(u64)clampi(k, nz) * plane], c);
            m *= p.scale_z;
            for (int k = z - rz; k <= z + rz; k++) {
                const f32 d = MINUS(column[(u64)clampi(k, nz) * plane], c) - m;
                q = FMA(d, d, q);
            }
            pixel[first + i] = c;
            means[first + i] = m;
            sums[first + i] = q;
        }
    }
    SYNC;
    if (inside && x0 + lane < nx) {
        const int left = first + lane, right = left + 2 * rx;
        const T c = pixel[left + rx];
        f32 m = 0.0f, t = 0.0f, q = 0.0f;
        for (int i = left; i <= right; i++) m += MINUS(pixel[i], c) + means[i];
        m *= p.scale_x;
        for (int i = left; i <= right; i++) {
            const f32 d = MINUS(pixel[i], c) + means[i] - m;
            t = FMA(d, d, t);
            q += sums[i];
        }
        const u64 at = line * p.nx + (u64)(x0 + lane);
        mean[at] = m;
        squares[at] = FMA(p.weight_x, t, q);
    }
}

KERNEL5(variance_result, GLOBAL const T *restrict, in, GLOBAL const f32 *restrict, mean,
        GLOBAL const f32 *restrict, squares, GLOBAL f32 *restrict, out, struct variance_params, p)
{
    const u64 at = GRP * LSZ + (u64)LID;
    if (at >= p.nx * p.ny * p.nz) return;
    const u64 line = at >> 32 ? at / p.nx : (u32)at / (u32)p.nx;
    const u64 z = line >> 32 ? line / p.ny : (u32)line / (u32)p.ny;
    const int ny = (int)p.ny, ry = (int)p.ry, y = (int)(line - z * p.ny);
    const u64 top = at - (u64)y * p.nx;
    const T c = in[at];
    f32 m = 0.0f, t = 0.0f, q = 0.0f;
    for (int k = y - ry; k <= y + ry; k++) {
        const u64 i = top + (u64)clampi(k, ny) * p.nx;
        m += MINUS(in[i], c) + mean[i];
    }
    m *= p.scale_y;
    for (int k = y - ry; k <= y + ry; k++) {
        const u64 i = top + (u64)clampi(k, ny) * p.nx;
        const f32 d = MINUS(in[i], c) + mean[i] - m;
        t = FMA(d, d, t);
        q += squares[i];
    }
    const f32 v = FMA(p.weight_y, t, q) * p.scale;
    out[at] = p.root ? SQRT(v) : v;
}
