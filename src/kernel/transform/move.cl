/* Pixels of type T (u8, u16 or u32: their bits alone matter) from one place to another. A group takes
   a tile of the destination, rows of neighbouring pixels. */
#ifndef MOVE_PARAMS
#define MOVE_PARAMS
#define EDGE 0 /* as IV__MOVE_... */
#define VALUE 1

struct move_params { /* x y z */
    i64 first[3], limit[3];   /* the source's place for pixel 0, and its size */
    i64 in_row, in_plane;     /* source pixels from one place to the next along y and z */
    u64 base, row, plane;     /* the box's place in the destination; its rows' and planes' distance */
    u64 rows;                 /* of the box, over all planes */
    i32 step[3];
    u32 nx, ny;               /* of the box */
    u32 across, width, lines; /* tiles in a row; a tile's columns and rows, of packs in move_packs */
    u32 beyond, value, past_cache;
};

struct swap_params {
    u64 in_stride, out_stride;     /* of the axis that changes places with x, before and after */
    u64 in_batch, out_batch;       /* of the third axis */
    u32 nx, n, across, along;      /* sizes of x and the axis, and tiles along them */
    u32 past_cache, unused;
};
enum { TILE = ON_CPU ? 128 : 64 };

/* A place in the source, or -1 where the value stands. */
FN i64 source(i64 at, i64 limit, u32 beyond)
{
    if (at >= 0 && at < limit) return at;
    return beyond == EDGE ? at < 0 ? 0 : limit - 1 : beyond == VALUE ? -1 : at < 0 ? at + limit : at - limit;
}
#endif

#if ON_CPU
/* Pixels low to high - 1 of a stretch of a row that starts at place `first`: one by one. */
FN void NAME(move_part)(T *restrict out, const T *restrict in, i64 first, i64 low, i64 high,
                        const struct move_params *p)
{
    if (p->beyond == VALUE && (p->step[0] == 1 || p->step[0] == -1)) { /* all of it is outside */
        FORV(i, high - low) out[low + i] = (T)p->value;
        return;
    }
    for (i64 x = low; x < high; x++) {
        const i64 from = source(first + p->step[0] * x, p->limit[0], p->beyond);
        out[x] = from < 0 ? (T)p->value : in[from];
    }
}

/* A stretch of a row: what lies inside the source is one run. */
#define BACK 1024
FN void NAME(move_row)(T *restrict out, const T *restrict in, i64 first, i64 n, const struct move_params *p)
{
    const int step = p->step[0];
    const i64 last = p->limit[0] - 1;
    i64 low = step == 1 ? -first : step == -1 ? first - last : 0;
    i64 high = step == 1 ? last - first + 1 : step == -1 ? first + 1 : 0;
    low = low < 0 ? 0 : low < n ? low : n;
    high = high < low ? low : high < n ? high : n;
    NAME(move_part)(out, in, first, 0, low, p);
    if (step == 1) put(out + low, in + first + low, (size_t)(high - low) * sizeof(T), p->past_cache);
    else
        for (i64 x = low; x < high; x += BACK) {
            LOCAL T ready[BACK];
            const int m = high - x < BACK ? (int)(high - x) : BACK;
            T *const to = p->past_cache ? ready : out + x;
            FORV(i, m) to[i] = in[first - x - i];
            if (p->past_cache) iv__stream(out + x, ready, (size_t)m * sizeof(T));
        }
    NAME(move_part)(out, in, first, high, n, p);
}

KERNEL3(move, const T *restrict, in, T *restrict, out, struct move_params, p)
{
    const u64 x0 = GRP % p.across * p.width, row0 = GRP / p.across * p.lines;
    const u64 end = row0 + p.lines < p.rows ? row0 + p.lines : p.rows;
    const i64 n = (i64)(p.nx - x0 < p.width ? p.nx - x0 : p.width);
    for (u64 row = row0; row < end; row++) {
        const u64 y = row % p.ny, z = row / p.ny;
        T *to = out + p.base + y * p.row + z * p.plane + x0;
        const i64 from_y = source(p.first[1] + p.step[1] * (i64)y, p.limit[1], p.beyond);
        const i64 from_z = source(p.first[2] + p.step[2] * (i64)z, p.limit[2], p.beyond);
        if (from_y < 0 || from_z < 0) FORV(i, n) to[i] = (T)p.value;
        else
            NAME(move_row)(to, in + from_y * p.in_row + from_z * p.in_plane,
                           p.first[0] + p.step[0] * (i64)x0, n, &p);
    }
}
#else
KERNEL3(move, GLOBAL const T *restrict, in, GLOBAL T *restrict, out, struct move_params, p)
{
    const u64 row0 = GRP / p.across * p.lines, z0 = row0 / p.ny;
    const u32 x0 = (u32)(GRP - GRP / p.across * p.across) * p.width, y0 = (u32)(row0 - z0 * p.ny);
    const u32 width = p.width - 1, shift = (u32)POPC(width); /* a power of two */
    EACH(t, 4 * LSZ) {
        const u32 x = x0 + ((u32)t & width), line = y0 + ((u32)t >> shift);
        const u32 q = line / p.ny, y = line - q * p.ny;
        const u64 z = z0 + q;
        if (x < p.nx && row0 + ((u32)t >> shift) < p.rows) {
            const i64 sx = source(p.first[0] + (i64)p.step[0] * x, p.limit[0], p.beyond);
            const i64 sy = source(p.first[1] + (i64)p.step[1] * y, p.limit[1], p.beyond);
            const i64 sz = source(p.first[2] + (i64)p.step[2] * (i64)z, p.limit[2], p.beyond);
            T v = (T)p.value;
            if ((sx | sy | sz) >= 0) v = in[sx + sy * p.in_row + sz * p.in_plane];
            out[p.base + x + y * p.row + z * p.plane] = v;
        }
    }
}

/* The same where every row of the box begins at a multiple of 16 bytes: an item writes a pack of
   neighbours. What is one run inside the source is read as it lies, or backwards. */
enum { PACK = 16 / sizeof(T) };
PACK_TYPE(pack, T, PACK);

KERNEL3(move_packs, GLOBAL const T *restrict, in, GLOBAL T *restrict, out, struct move_params, p)
{
    const u32 tile = GROUP(0) / p.across, shift = (u32)POPC(p.width - 1);
    const u64 row = (u64)tile * p.lines + ((u32)LID >> shift);
    const u32 x = ((GROUP(0) - tile * p.across) * p.width + ((u32)LID & (p.width - 1))) * PACK;
    if (x < p.nx && row < p.rows) {
        const u64 z = row >> 32 ? row / p.ny : (u32)row / p.ny, y = row - z * p.ny;
        const i64 sy = source(p.first[1] + (i64)p.step[1] * (i64)y, p.limit[1], p.beyond);
        const i64 sz = source(p.first[2] + (i64)p.step[2] * (i64)z, p.limit[2], p.beyond);
        const i64 a = p.first[0] + (i64)p.step[0] * x, b = a + (i64)p.step[0] * (PACK - 1);
        const int n = p.nx - x < PACK ? (int)(p.nx - x) : PACK, back = p.step[0] < 0;
        const int run = (p.step[0] == 1 || p.step[0] == -1) && (a < b ? a : b) >= 0 &&
                        (a < b ? b : a) < p.limit[0];
        GLOBAL const T *from = in + sy * p.in_row + sz * p.in_plane;
        GLOBAL T *to = out + p.base + x + y * p.row + z * p.plane;
        if (run && (sy | sz) >= 0 && n == PACK && UNALIGNED(to, struct pack) == 0) {
            struct pack v, w;
            from += back ? b : a;
            if (UNALIGNED(from, struct pack) == 0) w = *(GLOBAL const struct pack *)from;
            else {
                UNROLL_ALL for (int k = 0; k < PACK; k++) w.v[k] = from[k];
            }
            UNROLL_ALL for (int k = 0; k < PACK; k++) v.v[k] = back ? w.v[PACK - 1 - k] : w.v[k];
            *(GLOBAL struct pack *)to = v;
        } else {
            ROLLED for (int k = 0; k < n; k++) {
                const i64 sx = source(a + (i64)p.step[0] * k, p.limit[0], p.beyond);
                T v = (T)p.value;
                if ((sx | sy | sz) >= 0) v = from[sx];
                to[k] = v;
            }
        }
    }
}
#endif

#if ON_CPU
/* Turns squares of as many pixels as a word holds, WORDS of them in a row: pixel j of row i changes places
   with pixel i of row j in steps, first by halves of the square, then by halves of these. */
FN void NAME(turn)(T *to, int pitch, const T *from, u64 stride)
{
    enum { PIXELS = 8 / sizeof(T) };
    words row[PIXELS];
    for (int i = 0; i < PIXELS; i++) memcpy(&row[i], from + (u64)i * stride, sizeof row[i]);
    for (int half = PIXELS / 2; half > 0; half /= 2) {
        const int shift = half * 8 * (int)sizeof(T);
        const u64 lower = ~(u64)0 / (((u64)1 << shift) + 1); /* the first half of each pair of halves */
        for (int i = 0; i < PIXELS; i++)
            if (!(i & half)) {
                const words change = (row[i] >> shift ^ row[i + half]) & lower;
                row[i] ^= change << shift;
                row[i + half] ^= change;
            }
    }
    for (int w = 0; w < WORDS; w++)
        for (int i = 0; i < PIXELS; i++) {
            const u64 column = row[i][w];
            memcpy(to + (w * PIXELS + i) * pitch, &column, sizeof column);
        }
}
#endif

/* x changes places with another axis: tiles are read along x and written along the other axis. In
   local memory the rows of a tile begin an odd number of words apart, so that no two items of a
   column meet in a bank. Of a whole tile all loads are in flight together, and all stores. */
KERNEL3(swap, GLOBAL const T *restrict, in, GLOBAL T *restrict, out, struct swap_params, p)
{
    enum { PITCH = TILE + (ON_CPU ? 64 : 4) / sizeof(T) };
    LOCAL T tile[TILE * PITCH];
    const u32 line = GROUP(0) / p.across, batch = line / p.along;
    const u32 x0 = (GROUP(0) - line * p.across) * TILE, a0 = (line - batch * p.along) * TILE;
    const int nx = p.nx - x0 < TILE ? (int)(p.nx - x0) : TILE, n = p.n - a0 < TILE ? (int)(p.n - a0) : TILE;
    GLOBAL const T *from = in + batch * p.in_batch + a0 * p.in_stride + x0;
    GLOBAL T *to = out + batch * p.out_batch + x0 * p.out_stride + a0;
#if ON_CPU
    enum { PIXELS = 8 / sizeof(T), SIDE = PIXELS * WORDS };
    const int whole_x = nx / SIDE * SIDE, whole = n / PIXELS * PIXELS;
    for (int a = 0; a < whole; a += PIXELS)
        for (int x = 0; x < whole_x; x += SIDE)
            NAME(turn)(tile + x * PITCH + a, PITCH, from + (u64)a * p.in_stride + (u64)x, p.in_stride);
    for (int a = 0; a < n; a++)
        for (int x = a < whole ? whole_x : 0; x < nx; x++) tile[x * PITCH + a] = from[(u64)a * p.in_stride + (u64)x];
    for (int x = 0; x < nx; x++)
        put(to + (u64)x * p.out_stride, tile + x * PITCH, (size_t)n * sizeof(T), p.past_cache);
#else
    enum { STEP = LSZ / TILE, TURNS = TILE / STEP }; /* rows that an item is apart from its next, and turns */
    const int lane = LID % TILE, first = LID / TILE;
    const u64 in_step = STEP * p.in_stride, out_step = STEP * p.out_stride;
    from += first * p.in_stride + lane;
    to += first * p.out_stride + lane;
    if (nx == TILE && n == TILE) {
        UNROLL_ALL for (int k = 0; k < TURNS; k++) tile[(first + k * STEP) * PITCH + lane] = from[k * in_step];
    } else {
        ROLLED for (int k = 0; k < TURNS; k++)
            if (lane < nx && first + k * STEP < n) tile[(first + k * STEP) * PITCH + lane] = from[k * in_step];
    }
    SYNC;
    if (nx == TILE && n == TILE) {
        UNROLL_ALL for (int k = 0; k < TURNS; k++) to[k * out_step] = tile[lane * PITCH + first + k * STEP];
    } else {
        ROLLED for (int k = 0; k < TURNS; k++)
            if (lane < n && first + k * STEP < nx) to[k * out_step] = tile[lane * PITCH + first + k * STEP];
    }
#endif
}
