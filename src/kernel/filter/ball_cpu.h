/* The part of ball_cpu.c that is built for each pixel type T. */
#define BLOCK (BYTES / (int)sizeof(T)) /* columns whose maxima registers hold */
#define MORE CAT_(T, _max)
HALO_ROW(NAME(ordered), T, T, CAT_(T, _up)(v, flip))

/* to[i] = the maximum of what is there, one pixel to its left and one to its right */
FN void NAME(grow)(T *restrict to, const T *restrict from, const T *restrict left, const T *restrict right, int n)
{
    FORV(x, n) to[x] = MORE(from[x], MORE(left[x], right[x]));
}

/* The rows of a disk, or of what it has more than the next smaller one, into the maxima of n columns. */
FN const i32 *NAME(add_rows)(T *restrict m, const T *chord, const struct shape *s, const i32 *step, int y, int n)
{
    for (int rows = *step++; rows > 0; rows--, step += 2) {
        const T *restrict c = chord + step[0] * s->apart + clampi(y + step[1], s->rows) * s->pitch;
        __asm__ volatile("");
        FORV(v, n) m[v] = MORE(m[v], c[v]);
    }
    return step;
}

/* What a plane gives n columns of row y. Its chords are at `chord`, and unfinished results at `part`, of
   which plane z's are the now-th. The one that this finishes is made ready. (Where a copy of `m` would do,
   a pixel that is in it anyway is taken in: gcc keeps m in registers then.) */
FN void NAME(add_disks)(T *restrict ready, const T *chord, T *part, const struct shape *s, const i32 *step, int y,
                        int now, u32 flip, int n)
{
    const T *restrict own = chord + y * s->pitch, *restrict other = chord + step[1] * s->apart + y * s->pitch;
    LOCAL T m[BLOCK];
    FORV(v, n) m[v] = MORE(own[v], other[v]);
    step = NAME(add_rows)(m, chord, s, step, y, n);
    if (s->rz == 0) {
        FORV(v, n) ready[v] = CAT_(T, _down)(m[v], flip);
        return;
    }
    for (int k = s->rz; k >= 0; k--) {
        const int above = now + k < s->planes ? now + k : now + k - s->planes;
        const int below = now < k ? now + s->planes - k : now - k;
        T *restrict up = part + above * s->plane, *restrict down = part + below * s->plane;
        if (k == s->rz) {
            FORV(v, n) ready[v] = CAT_(T, _down)(MORE(down[v], m[v]), flip);
            FORV(v, n) up[v] = MORE(own[v], m[v]);
        } else {
            step = NAME(add_rows)(m, chord, s, step, y, n);
            FORV(v, n) up[v] = MORE(up[v], m[v]);
            if (k > 0) FORV(v, n) down[v] = MORE(down[v], m[v]);
        }
    }
}

KERNEL4(ball, const T *restrict, in, T *restrict, out, const i32 *restrict, disks, struct ball_cpu, p)
{
    LOCAL T tile[TILE_BYTES / sizeof(T)], ready[ROW_BYTES / sizeof(T)];
    const u64 across = (p.nx + p.width - 1) / p.width, along = (p.ny + p.strip - 1) / p.strip;
    const int x0 = (int)(GRP % across * p.width), y0 = (int)(GRP / across % along * p.strip);
    const int z0 = (int)(GRP / across / along * p.chunk), nx = (int)p.nx, ny = (int)p.ny, nz = (int)p.nz;
    const int width = nx - x0 < (int)p.width ? nx - x0 : (int)p.width;
    const int strip = ny - y0 < (int)p.strip ? ny - y0 : (int)p.strip;
    const int z1 = nz - z0 < (int)p.chunk ? nz : z0 + (int)p.chunk;
    const int rx = (int)p.rx, ry = (int)p.ry, rz = (int)p.rz;
    const int low = y0 < ry ? 0 : y0 - ry, high = ny - y0 - strip < ry ? ny : y0 + strip + ry;
    const i64 pitch = (i64)p.pitch, apart = pitch * (high - low);
    const struct shape s = { high - low, 2 * rz + 1, rz, pitch, apart, pitch * strip };
    T *const chords = tile + rx, *const parts = tile + apart * (rx + 1);
    memset(parts, 0, sizeof(T) * (size_t)(s.plane * s.planes));
    for (int zz = z0 - rz, done = -1, now = 0; zz < z1 + rz; zz++, now = now + 1 < s.planes ? now + 1 : 0) {
        const int z = clampi(zz, nz);
        for (int y = low; y < high && z != done; y++) {
            const T *from = in + ((u64)z * p.ny + (u64)y) * p.nx;
            const T *ahead = from + (z + 1 < nz ? p.nx * p.ny : 0) + (u64)x0;
            for (int x = 0; x < width; x += 64 / (int)sizeof(T)) __builtin_prefetch(ahead + x);
            T *chord = chords + (y - low) * pitch;
            const T *row = chord;
            NAME(ordered)(chord - rx, from, x0, width, rx, nx, p.flip);
            for (int l = 1; l <= rx; l++, chord += apart)
                NAME(grow)(chord + apart, chord, row - l, row + l, width);
        }
        done = z;
        for (int y = y0; y < y0 + strip; y++) {
            const int finished = zz - rz >= z0;
            T *const row = finished ? out + ((u64)(zz - rz) * p.ny + (u64)y) * p.nx + (u64)x0 : ready;
            T *const to = p.past_cache ? ready : row;
            for (int x = 0; x < width; x += BLOCK) {
                T *part = parts + (y - y0) * pitch + x;
                const int n = width - x;
                if (n >= BLOCK) NAME(add_disks)(to + x, chords + x, part, &s, disks, y - low, now, p.flip, BLOCK);
                else NAME(add_disks)(to + x, chords + x, part, &s, disks, y - low, now, p.flip, n);
            }
            if (row != to) iv__stream(row, ready, sizeof(T) * (size_t)width);
        }
    }
}
#undef BLOCK
#undef MORE
