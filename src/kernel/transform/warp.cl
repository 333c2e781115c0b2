/* An image of pixels of type T resampled along an affine map. A place in the source is a fixed-point
   number with p.bits bits after the point, base + x * step[0] + y * step[1] + z * step[2] along each
   axis: exact, so it does not matter in which order it is computed. Its fraction's first 24 bits are
   the weight, which an f32 holds exactly. */
#ifndef WARP_PARAMS
#define WARP_PARAMS
struct warp_params {
    i64 base[3], step[3][3], size[3]; /* of the source; step[axis of the source][axis of the result] */
    i64 turn[3];                      /* from one of an item's results to its next */
    u64 stride;                       /* the same in the result, in pixels */
    u32 n[3];                         /* of the result */
    u32 across, along;                /* tiles in a row, and in a plane one above the other */
    u32 shift_x, lanes_x;             /* log2 of a tile's columns, and of those of 32 neighbouring items */
    u32 results, deep;                /* of an item; whether they are one behind the other, in planes */
    u32 inner[3], planes;             /* places whose upper half is below have all neighbours inside, or lie
                                         in a plane of the source */
    u32 upright, bits;                /* whether an item's results all are in planes, or none is */
    u32 unused;
};

FN f32 weight(i64 place, u32 bits)
{
    return (f32)((i32)(place >> (bits - 24)) & 0xffffff) * 5.9604644775390625e-8f;
}

/* From a to b. Where b has no weight it does not count, be it NaN; equal pixels stay what they are. */
FN f32 mix_of(f32 a, f32 b, f32 w)
{
    const f32 mixed = FMA(w, b - a, a);
    return w == 0.0f || a == b ? a : mixed;
}
/* The same value, but for the sign of 0, where the result is finite. */
FN f32 mix_soon(f32 a, f32 b, f32 w) { return FMA(w, b - a, a); }
#endif

/* The pixel at x y z, 0 if that is outside. */
FN f32 NAME(pixel)(GLOBAL const T *in, i64 x, i64 y, i64 z, i64 nx, i64 ny, i64 nz)
{
    if (x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz) return 0.0f;
    return (f32)in[x + nx * (y + ny * z)];
}

/* Near the border: every pixel is looked at. */
FN f32 NAME(linear_checked)(GLOBAL const T *in, i64 u, i64 v, i64 w, u32 bits, i64 nx, i64 ny, i64 nz)
{
    const i64 x = u >> bits, y = v >> bits, z = w >> bits;
    const f32 wx = weight(u, bits), wy = weight(v, bits);
    f32 plane[2];
    for (int k = 0; k < 2; k++) {
        const f32 row0 = mix_of(NAME(pixel)(in, x, y, z + k, nx, ny, nz),
                                NAME(pixel)(in, x + 1, y, z + k, nx, ny, nz), wx);
        const f32 row1 = mix_of(NAME(pixel)(in, x, y + 1, z + k, nx, ny, nz),
                                NAME(pixel)(in, x + 1, y + 1, z + k, nx, ny, nz), wx);
        plane[k] = mix_of(row0, row1, wy);
    }
    return mix_of(plane[0], plane[1], weight(w, bits)) + 0.0f;
}

#if ON_CPU
#ifndef WARP_ROWS
#define WARP_ROWS
/* x from low to high - 1 */
struct span { i64 low, high; };

FN i64 floor_div(i64 a, i64 b) /* b > 0 */
{
    return a / b - (a % b < 0);
}

/* The part of a span in which first + x * step lies in from .. to - 1. */
FN struct span within(struct span s, i64 first, i64 step, i64 from, i64 to)
{
    i64 low = s.low, high = s.high;
    if (step == 0) {
        if (first < from || first >= to) high = low;
    } else if (step > 0) {
        low = -floor_div(first - from, step);
        high = -floor_div(first - to, step);
    } else {
        low = floor_div(first - to, -step) + 1;
        high = floor_div(first - from, -step) + 1;
    }
    low = low < s.low ? s.low : low > s.high ? s.high : low;
    high = high < low ? low : high > s.high ? s.high : high;
    return (struct span){ low, high };
}

/* A group's rows, and where they are in source and result. */
struct part { i64 x0, n, y0, y1, z; };
FN struct part part_of(u64 group, const struct warp_params *p)
{
    struct part t;
    t.x0 = (i64)(group % p->across) * 32768;
    t.y0 = (i64)(group / p->across % p->along) * 16;
    t.z = (i64)(group / p->across / p->along);
    t.n = p->n[0] - t.x0 < 32768 ? p->n[0] - t.x0 : 32768;
    t.y1 = t.y0 + 16 < p->n[1] ? t.y0 + 16 : p->n[1];
    return t;
}
/* Rows of linear results are made in blocks, in three loops: places to pixels and weights; the pixels; what
   they mix to. */
enum { WARP_BLOCK = 128 };
FN void block_places(u32 *restrict pixel, f32 *restrict w, i64 place, i64 step, u32 bits, int n)
{
    FORV(i, n)
    {
        const u64 here = (u64)(place + i * step); /* not negative; vectors have no other 64-bit shift */
        pixel[i] = (u32)(here >> bits);
        w[i] = (f32)(i32)((u32)(here >> (bits - 24)) & 0xffffffu) * 5.9604644775390625e-8f;
    }
}
/* Whether along a row the places of axis k are all the same pixel, whose neighbour has no weight. */
FN int steady(const struct warp_params *p, const i64 place[3], int k)
{
    return p->step[k][0] == 0 && weight(place[k], p->bits) == 0.0f;
}
FN void row_places(const struct warp_params *p, i64 x, i64 y, i64 z, i64 place[3])
{
    for (int k = 0; k < 3; k++)
        place[k] = p->base[k] + x * p->step[k][0] + y * p->step[k][1] + z * p->step[k][2];
}
#endif

KERNEL3(warp_nearest, const T *restrict, in, T *restrict, out, struct warp_params, p)
{
    const struct part t = part_of(GRP, &p);
    const i64 row = p.size[0], plane = p.size[0] * p.size[1];
    for (i64 y = t.y0; y < t.y1; y++) {
        T *restrict to = out + ((u64)t.z * p.n[1] + (u64)y) * p.n[0] + t.x0;
        struct span s = { 0, t.n };
        i64 c[3];
        row_places(&p, t.x0, y, t.z, c);
        for (int k = 0; k < 3; k++) s = within(s, c[k], p.step[k][0], 0, p.size[k] << p.bits);
        const i64 u = c[0], v = c[1], w = c[2], du = p.step[0][0], dv = p.step[1][0], dw = p.step[2][0];
        FORV(x, s.low) to[x] = 0;
        if (dv == 0 && dw == 0) { /* one row of the source */
            const T *from = in + (v >> p.bits) * row + (w >> p.bits) * plane;
            if (du == (i64)1 << p.bits)
                FORV(x, s.high - s.low) to[s.low + x] = from[(u >> p.bits) + s.low + x];
            else
                for (i64 x = s.low; x < s.high; x++) to[x] = from[(u + x * du) >> p.bits];
        } else {
            for (i64 x = s.low; x < s.high; x++)
                to[x] = in[((u + x * du) >> p.bits) + ((v + x * dv) >> p.bits) * row +
                           ((w + x * dw) >> p.bits) * plane];
        }
        FORV(x, t.n - s.high) to[s.high + x] = 0;
    }
}

FN void NAME(mix_planes)(f32 *restrict to, T (*restrict v)[WARP_BLOCK], f32 (*restrict w)[WARP_BLOCK], int planes,
                         int n)
{
#define MIX_PLANE(v0, v1, v2, v3)                                                                  \
    mix_of(mix_of((f32)v0[i], (f32)v1[i], w[0][i]), mix_of((f32)v2[i], (f32)v3[i], w[0][i]), w[1][i])
    if (planes == 1)
        FORV(i, n) to[i] = MIX_PLANE(v[0], v[1], v[2], v[3]) + 0.0f;
    else
        FORV(i, n)
        {
            const f32 near = MIX_PLANE(v[0], v[1], v[2], v[3]), far = MIX_PLANE(v[4], v[5], v[6], v[7]);
            to[i] = mix_of(near, far, w[2][i]) + 0.0f;
        }
#undef MIX_PLANE
}

/* The part of a row where all neighbours are inside, but for those of steady axes, which are not read. */
FN void NAME(linear_row)(f32 *restrict to, const T *restrict in, const i64 c[3], struct span s,
                         const struct warp_params *p)
{
    const i64 row = p->size[0], plane = p->size[0] * p->size[1];
    const i64 dx = steady(p, c, 0) ? 0 : 1, dy = steady(p, c, 1) ? 0 : row;
    const int planes = steady(p, c, 2) ? 1 : 2;
    LOCAL u32 pixel[3][WARP_BLOCK];
    LOCAL f32 w[3][WARP_BLOCK];
    LOCAL T v[8][WARP_BLOCK];
    for (i64 x = s.low; x < s.high; x += WARP_BLOCK) {
        const int n = (int)(s.high - x < WARP_BLOCK ? s.high - x : WARP_BLOCK);
        for (int k = 0; k < 3; k++)
            block_places(pixel[k], w[k], c[k] + x * p->step[k][0], p->step[k][0], p->bits, n);
        for (int i = 0; i < n; i++) {
            const T *at = in + (i64)pixel[0][i] + (i64)pixel[1][i] * row + (i64)pixel[2][i] * plane;
            v[0][i] = at[0], v[1][i] = at[dx], v[2][i] = at[dy], v[3][i] = at[dy + dx];
            if (planes == 1) continue;
            at += plane;
            v[4][i] = at[0], v[5][i] = at[dx], v[6][i] = at[dy], v[7][i] = at[dy + dx];
        }
        NAME(mix_planes)(to + x, v, w, planes, n);
    }
}

KERNEL3(warp_linear, const T *restrict, in, f32 *restrict, out, struct warp_params, p)
{
    const struct part t = part_of(GRP, &p);
    const i64 one = (i64)1 << p.bits, least = (i64)1 << (p.bits - 24);
    for (i64 y = t.y0; y < t.y1; y++) {
        f32 *restrict to = out + ((u64)t.z * p.n[1] + (u64)y) * p.n[0] + t.x0;
        struct span touched = { 0, t.n }, inside;
        i64 c[3];
        row_places(&p, t.x0, y, t.z, c);
        for (int k = 0; k < 3; k++) touched = within(touched, c[k], p.step[k][0], -one, p.size[k] << p.bits);
        inside = touched;
        for (int k = 0; k < 3; k++)
            inside = within(inside, c[k], p.step[k][0], 0,
                            ((p.size[k] - 1) << p.bits) + (steady(&p, c, k) ? least : 0));
        FORV(x, touched.low) to[x] = 0.0f;
        for (i64 x = touched.low; x < touched.high; x++) {
            if (x == inside.low) {
                NAME(linear_row)(to, in, c, inside, &p);
                if ((x = inside.high) >= touched.high) break;
            }
            to[x] = NAME(linear_checked)(in, c[0] + x * p.step[0][0], c[1] + x * p.step[1][0],
                                         c[2] + x * p.step[2][0], p.bits, p.size[0], p.size[1], p.size[2]);
        }
        FORV(x, t.n - touched.high) to[touched.high + x] = 0.0f;
    }
}
#else
/* An item makes some results, one below or behind the other: where the first is in the result, at which
   pixel, its place in the source, and how many there are. Neighbouring items have neighbouring results in
   both directions, so that what they read is close together however the image is turned. */
struct item {
    i64 place[3];
    u64 at;
    int todo;
};
FN struct item item_of(struct warp_params p, u32 group)
{
    const u32 line = group / p.across, slice = line / p.along, lid = (u32)LID;
    const u32 lanes_y = 5 - p.lanes_x, blocks = p.shift_x - p.lanes_x, rows = (u32)LSZ >> p.shift_x;
    const u32 x = ((group - line * p.across) << p.shift_x) + (lid & ((1u << p.lanes_x) - 1)) +
                  ((lid >> 5 & ((1u << blocks) - 1)) << p.lanes_x);
    const u32 y = (line - slice * p.along) * (p.deep ? rows : rows * p.results) +
                  (lid >> p.lanes_x & ((1u << lanes_y) - 1)) + (lid >> (5 + blocks) << lanes_y);
    const u32 z = p.deep ? slice * p.results : slice;
    const u32 room = p.deep ? p.n[2] - z : (p.n[1] - y + rows - 1) / rows;
    struct item t;
    t.todo = x >= p.n[0] || y >= p.n[1] ? 0 : (int)(room < p.results ? room : p.results);
    t.at = ((u64)z * p.n[1] + y) * p.n[0] + x;
    UNROLL_ALL for (int k = 0; k < 3; k++)
        t.place[k] = p.base[k] + (i64)x * p.step[k][0] + (i64)y * p.step[k][1] + (i64)z * p.step[k][2];
    return t;
}
FN void next_of(struct item *t, struct warp_params p, int n)
{
    t->at += (u64)n * p.stride;
    UNROLL_ALL for (int k = 0; k < 3; k++) t->place[k] += n * p.turn[k];
}

KERNEL3(warp_nearest, GLOBAL const T *restrict, in, GLOBAL T *restrict, out, struct warp_params, p)
{
    struct item t = item_of(p, GROUP(0));
    UNROLL for (int i = 0; i < t.todo; i++, next_of(&t, p, 1)) {
        const i64 x = t.place[0] >> p.bits, y = t.place[1] >> p.bits, z = t.place[2] >> p.bits;
        T v = 0;
        if (x >= 0 && y >= 0 && z >= 0 && x < p.size[0] && y < p.size[1] && z < p.size[2])
            v = in[x + p.size[0] * (y + p.size[1] * z)];
        out[t.at] = v;
    }
}

/* Between the four pixels from `at` on. */
FN f32 NAME(square)(GLOBAL const T *at, u32 row, f32 wx, f32 wy)
{
    return mix_soon(mix_soon((f32)at[0], (f32)at[1], wx), mix_soon((f32)at[row], (f32)at[row + 1], wx), wy);
}

/* Some results whose loads are all on their way together: where all neighbours are inside, which the first
   and the last place tell, none is a NaN or infinite, and, with `planes` 1, the first place is in the middle
   of a plane, so that all are. Else 0, with nothing done. */
#define RUN 4
FN int NAME(linear_run)(GLOBAL const T *in, GLOBAL f32 *out, struct item t, struct warp_params p, int planes)
{
    const u32 row = (u32)p.size[0];
    const u64 plane = (u64)row * (u32)p.size[1];
    i64 u = t.place[0], v = t.place[1], w = t.place[2];
    const u32 far_u = (u32)((u + (RUN - 1) * p.turn[0]) >> 32), far_v = (u32)((v + (RUN - 1) * p.turn[1]) >> 32);
    const u32 far_w = (u32)((w + (RUN - 1) * p.turn[2]) >> 32), end = planes == 1 ? p.planes : p.inner[2];
    int fine = (u32)(u >> 32) < p.inner[0] && far_u < p.inner[0] && (u32)(v >> 32) < p.inner[1] &&
               far_v < p.inner[1] && (u32)(w >> 32) < end && far_w < end &&
               (planes == 2 || ((u32)(w >> (p.bits - 24)) & 0xffffff) == 0);
    f32 r[RUN];
    if (!fine) return 0;
    UNROLL_ALL for (int i = 0; i < RUN; i++) {
        const f32 wx = weight(u, p.bits), wy = weight(v, p.bits);
        const u32 line = (u32)(w >> p.bits) * (u32)p.size[1] + (u32)(v >> p.bits);
        GLOBAL const T *at = in + ((u64)line * row + (u32)(u >> p.bits));
        r[i] = NAME(square)(at, row, wx, wy);
        if (planes == 2) r[i] = mix_soon(r[i], NAME(square)(at + plane, row, wx, wy), weight(w, p.bits));
        u += p.turn[0], v += p.turn[1], w += p.turn[2];
    }
    UNROLL_ALL for (int i = 0; i < RUN; i++) fine &= FABS(r[i]) <= FLT_MAX;
    if (!fine) return 0;
    UNROLL_ALL for (int i = 0; i < RUN; i++) out[t.at + (u64)i * p.stride] = r[i] + 0.0f;
    return 1;
}

KERNEL3(warp_linear, GLOBAL const T *restrict, in, GLOBAL f32 *restrict, out, struct warp_params, p)
{
    const i64 one = (i64)1 << p.bits, least = (i64)1 << (p.bits - 24);
    struct item t = item_of(p, GROUP(0));
    while (t.todo > 0) {
        int n = t.todo < RUN ? t.todo : RUN;
        t.todo -= n;
        if (n == RUN && (p.upright ? NAME(linear_run)(in, out, t, p, 1) || NAME(linear_run)(in, out, t, p, 2)
                                 : NAME(linear_run)(in, out, t, p, 2))) {
            next_of(&t, p, RUN);
            continue;
        }
        ROLLED for (; n > 0; n--, next_of(&t, p, 1)) {
            const i64 u = t.place[0], v = t.place[1], w = t.place[2];
            const int outside = u < -one || v < -one || w < -one || u >= p.size[0] << p.bits ||
                                v >= p.size[1] << p.bits || w >= p.size[2] << p.bits;
            out[t.at] = outside ? 0.0f : NAME(linear_checked)(in, u, v, w, p.bits, p.size[0], p.size[1], p.size[2]);
        }
    }
}
#endif
