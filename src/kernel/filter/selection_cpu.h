/* The part of selection_cpu.c that is built for each pixel type T. */
HALO_ROW(NAME(keys), u32, T, CAT_(T, _key)(v))
HALO_ROW(NAME(ranks), CAT_(T, _rank), T, CAT_(T, _to_rank)(v))

/* table: the words' offsets, then their masks. */
KERNEL4(selection, const T *restrict, in, T *restrict, out, const u32 *restrict, table,
        struct selection_cpu, p)
{
    LOCAL u32 pool[POOL], row[X + HALO + 8] = { 0 };
    LOCAL u8 bytes[X + HALO + 8] = { 0 };
    struct rows r;
    const int nx = (int)p.nx, ny = (int)p.ny, nz = (int)p.nz, rx = p.rx;
    const u32 tiles = p.across * p.along, tile = (u32)(GRP % tiles), rows = p.tall * p.deep;
    const int x0 = (int)(tile % p.across) * X, y0 = (int)(tile / p.across * p.tall),
              z0 = (int)(GRP / tiles * p.deep);
    const u32 layers = p.deep + 2 * (u32)p.rz, plane = layers * p.rows_y * p.row_bytes;
    u32 *candidates = pool, *words = pool + rows * p.words * X;
    u8 *slices = (u8 *)(words + layers * p.stretches * p.starts * X);
    const u32 first = CAT_(T, _key)(in[((u64)z0 * p.ny + (u64)y0) * p.nx + (u64)x0]);
    u32 differ = 0;
    for (u32 i = 0; i < rows; i++) {
        for (u32 w = 0; w < p.words; w++)
            FORV (x, X) candidates[(i * p.words + w) * X + (u32)x] = table[p.words + w];
        FORV (x, X) r.before[i][x] = p.pixels / 2, r.left[i][x] = p.pixels, r.found[i][x] = 0;
        r.single[i] = 0;
    }
    memset(slices, 0, 8 * plane);
    for (int base = 8 * (int)sizeof(T) - 8; base >= 0; base -= 8) {
        const int all = base == 8 * (int)sizeof(T) - 8;
        if (!all && !(differ >> base & 255)) continue;
        for (u32 i = 0; i < layers * p.rows_y; i++) {
            const u64 z = (u64)clampi(z0 + (int)(i / p.rows_y) - p.rz, nz);
            const u64 y = (u64)clampi(y0 + (int)(i % p.rows_y) - p.ry, ny);
            NAME(keys)(row, in + (z * p.ny + y) * p.nx, x0, X, rx, nx, 0);
            if (all)
                FORV (x, X + 2 * rx) differ |= row[x] ^ first;
            FORV (x, X + 2 * rx) bytes[x] = (u8)(row[x] >> base);
            for (int b = 0; b < X + 2 * rx; b += 8)
                put_slices(slices + i * p.row_bytes + b / 8, bytes + b, plane);
        }
        for (int bit = 7; bit >= 0; bit--) {
            if (!(differ >> (base + bit) & 1)) continue;
            make_words(words, slices + (u32)bit * plane, &p);
            take_bit(&r, candidates, words, table, 1u << (base + bit), &p);
        }
    }
    for (u32 i = 0; i < rows; i++) {
        const int y = y0 + (int)(i % p.tall), z = z0 + (int)(i / p.tall);
        if (y >= ny || z >= nz) continue;
        T *to = out + ((u64)z * p.ny + (u64)y) * p.nx + (u64)x0;
        FORV (x, nx - x0 < X ? nx - x0 : X)
            to[x] = CAT_(T, _unkey)(r.found[i][x] | (first & ~differ));
    }
}

enum { NAME(STEP) = 128 / (int)sizeof(T) };
typedef CAT_(T, _rank) NAME(few)[NAME(STEP)];

FN void NAME(exchange)(NAME(few) *restrict a, NAME(few) *restrict b)
{
    FORV (x, NAME(STEP)) {
        const CAT_(T, _rank) v = (*a)[x], w = (*b)[x];
        (*a)[x] = v < w ? v : w;
        (*b)[x] = v < w ? w : v;
    }
}

/* table: for each pixel of the window its row and its place there. Forgetful selection; a least and
   a largest are found by halves. */
KERNEL4(selection_few, const T *restrict, in, T *restrict, out, const i32 *restrict, table,
        struct selection_cpu, p)
{
    LOCAL CAT_(T, _rank) rows[MOST_FEW][FEW_X + MOST_FEW];
    LOCAL NAME(few) v[MOST_FEW / 2 + 2];
    const i32 *row_z = table + 2 * p.pixels, *row_y = row_z + p.words;
    const int n = (int)p.pixels, x0 = (int)(GRP % p.across) * FEW_X,
              y0 = (int)(GRP / p.across % p.along * p.tall);
    const u64 z = GRP / p.across / p.along;
    for (int y = y0; y < y0 + (int)p.tall && y < (int)p.ny; y++) {
        for (u32 i = 0; i < p.words; i++) {
            const u64 zi = (u64)clampi((int)z + row_z[i], (int)p.nz),
                      yi = (u64)clampi(y + row_y[i], (int)p.ny);
            NAME(ranks)(rows[i], in + (zi * p.ny + yi) * p.nx, x0, FEW_X, p.rx, (int)p.nx, 0);
        }
        T *to = out + (z * p.ny + (u64)y) * p.nx;
        for (int x = x0; x < x0 + FEW_X && x < (int)p.nx; x += NAME(STEP)) {
            int next = 0;
#define TAKE(i)                                                                                    \
    memcpy(v[i], &rows[table[2 * next]][x - x0 + table[2 * next + 1]], sizeof v[i]), next++
            for (int i = 0; i < n / 2 + 2; i++) TAKE(i);
            for (int k = n / 2 + 2;; k--) {
                /* the lower halves of pairs and the upper; of the one in the middle, both */
                for (int i = 0; i < k / 2; i++) NAME(exchange)(&v[i], &v[k - 1 - i]);
                for (int m = (k + 1) / 2; m > 1; m = (m + 1) / 2)
                    for (int i = 0; i < m / 2; i++) NAME(exchange)(&v[i], &v[m - 1 - i]);
                for (int m = (k + 1) / 2; m > 1; m = (m + 1) / 2)
                    for (int i = 0; i < m / 2; i++) NAME(exchange)(&v[k - m + i], &v[k - 1 - i]);
                if (k == 3) break;
                TAKE(0);
            }
#undef TAKE
            FORV (i, (int)p.nx - x < NAME(STEP) ? (int)p.nx - x : NAME(STEP))
                to[x + i] = CAT_(T, _from_rank)(v[1][i]);
        }
    }
}
