/* An image of pixels of type T resampled along an affine map. A place in the source is a fixed-point
   number with p.bits bits after the point, base + x * step[0] + y * step[1] + z * step[2] along each
   axis: exact, so it does not matter in which order it is computed. Its fraction's first 24 bits are
   the weight, which an f32 holds exactly. */
#ifndef WARP_PARAMS
#define WARP_PARAMS
struct warp_params {
    i64 base[3], step[3][3], size[3]; /* of the source; step[axis of the source][axis of the result] */
    u32 n[3];                         /* of the result */
    u32 across, along;                /* tiles in a row, and in a plane one above the other */
    u32 shift_x, shift_y, bits;
    i64 turn[3];                      /* from one of an item's results to its next */
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
    return mix_of(plane[0], plane[1], weight(w, bits));
}

/* Where all pixels that have a weight are inside. A neighbour without one is not read. `planes` is 1
   if the place is known to lie in one plane of the source. */
FN f32 NAME(linear_inside)(GLOBAL const T *in, i64 u, i64 v, i64 w, u32 bits, i64 row, i64 plane, int planes)
{
    const f32 wx = weight(u, bits), wy = weight(v, bits), wz = weight(w, bits);
    const i64 dx = wx != 0.0f ? 1 : 0, dy = wy != 0.0f ? row : 0, dz = wz != 0.0f ? plane : 0;
    GLOBAL const T *at = in + (i32)(u >> bits) + (i32)(v >> bits) * row + (i32)(w >> bits) * plane;
    const f32 near = mix_of(mix_of((f32)at[0], (f32)at[dx], wx), mix_of((f32)at[dy], (f32)at[dy + dx], wx), wy);
    if (planes == 1) return near;
    at += dz;
    return mix_of(near, mix_of(mix_of((f32)at[0], (f32)at[dx], wx), mix_of((f32)at[dy], (f32)at[dy + dx], wx), wy), wz);
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

/* Four forms of one loop: whether the source's row changes on the way, and its plane counts. */
#define LOOP(dv, dw, planes)                                                                       \
    for (i64 x = s.low; x < s.high; x++)                                                           \
        to[x] = NAME(linear_inside)(in, c[0] + x * du, c[1] + x * (dv), c[2] + x * (dw), bits, row, plane, planes)

FN void NAME(linear_row)(f32 *restrict to, const T *restrict in, const i64 c[3], struct span s,
                         const struct warp_params *p)
{
    const i64 row = p->size[0], plane = p->size[0] * p->size[1];
    const i64 du = p->step[0][0], dv = p->step[1][0], dw = p->step[2][0];
    const u32 bits = p->bits;
    const int straight = dv == 0 && dw == 0, flat = dw == 0 && weight(c[2], bits) == 0.0f;
    if (straight && flat) LOOP(0, 0, 1);
    else if (straight) LOOP(0, 0, 2);
    else if (flat) LOOP(dv, 0, 1);
    else LOOP(dv, dw, 2);
}
#undef LOOP

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
            inside = within(inside, c[k], p.step[k][0], 0, ((p.size[k] - 1) << p.bits) + least);
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
/* An item makes four results, one behind the other: where one is in the result, at which pixel, and its
   place in the source. */
struct spot {
    u32 x, y, z;
    u64 at;
    i64 place[3];
};
FN struct spot first_of(struct warp_params p, u64 group)
{
    const u64 line = group / p.across, slice = line / p.along;
    const u32 lid = (u32)LID, mask_x = (1u << p.shift_x) - 1;
    struct spot s;
    s.x = ((u32)(group - line * p.across) << p.shift_x) + (lid & mask_x);
    s.y = ((u32)(line - slice * p.along) << p.shift_y) + (lid >> p.shift_x);
    s.z = (u32)slice << (10 - p.shift_x - p.shift_y);
    s.at = ((u64)s.z * p.n[1] + s.y) * p.n[0] + s.x;
    UNROLL_ALL for (int k = 0; k < 3; k++)
        s.place[k] = p.base[k] + (i64)s.x * p.step[k][0] + (i64)s.y * p.step[k][1] + (i64)s.z * p.step[k][2];
    return s;
}
/* A tile of one plane goes on below, one of four planes in the next plane. */
FN struct spot next_of(struct spot s, struct warp_params p)
{
    const int flat = p.shift_x + p.shift_y == 10;
    const u32 rows = (u32)LSZ >> p.shift_x;
    s.y += flat ? rows : 0;
    s.z += flat ? 0 : 1;
    s.at += (flat ? rows : p.n[1]) * (u64)p.n[0];
    UNROLL_ALL for (int k = 0; k < 3; k++) s.place[k] += p.turn[k];
    return s;
}
#define EACH_RESULT(s)                                                                             \
    struct spot s = first_of(p, GRP);                                                              \
    UNROLL_ALL for (int i = 0; i < 4; i++, s = next_of(s, p))                                      \
        if (s.x < p.n[0] && s.y < p.n[1] && s.z < p.n[2])

KERNEL3(warp_nearest, GLOBAL const T *restrict, in, GLOBAL T *restrict, out, struct warp_params, p)
{
    EACH_RESULT(s) {
        const i64 x = s.place[0] >> p.bits, y = s.place[1] >> p.bits, z = s.place[2] >> p.bits;
        T v = 0;
        if (x >= 0 && y >= 0 && z >= 0 && x < p.size[0] && y < p.size[1] && z < p.size[2])
            v = in[x + p.size[0] * (y + p.size[1] * z)];
        out[s.at] = v;
    }
}

KERNEL3(warp_linear, GLOBAL const T *restrict, in, GLOBAL f32 *restrict, out, struct warp_params, p)
{
    const i64 least = (i64)1 << (p.bits - 24), row = p.size[0], plane = row * p.size[1];
    u64 end[3]; /* places below it have all pixels with a weight inside */
    UNROLL_ALL for (int k = 0; k < 3; k++) end[k] = (u64)(((p.size[k] - 1) << p.bits) + least);
    EACH_RESULT(s) {
        const i64 u = s.place[0], v = s.place[1], w = s.place[2];
        out[s.at] = (u64)u < end[0] && (u64)v < end[1] && (u64)w < end[2]
                        ? NAME(linear_inside)(in, u, v, w, p.bits, row, plane,
                                              weight(w, p.bits) == 0.0f ? 1 : 2)
                        : NAME(linear_checked)(in, u, v, w, p.bits, row, p.size[1], p.size[2]);
    }
}
#endif
