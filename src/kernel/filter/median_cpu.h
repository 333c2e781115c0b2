/* The part of median_cpu.c that is built for each pixel type T. */
#include "kernel/filter/median_networks.h"
HALO_ROW(NAME(ranks), RANK, T, CAT_(T, _to_rank)(v))

/* Rows of each kernel's tiles, with room for what lies beside them, and for whole(). */
typedef RANK NAME(row_9)[BYTES_9 / sizeof(T) + 2];
typedef RANK NAME(row_27)[BYTES_27 / sizeof(T) + 64];
enum { NAME(WIDE_X) = BYTES_WIDE / sizeof(T), NAME(DEEP_X) = BYTES_DEEP / sizeof(T) };
typedef RANK NAME(wide)[NAME(WIDE_X)];
typedef RANK NAME(deep)[NAME(DEEP_X)];

/* Four rows of results from the six rows around them, whose triples along x are each sorted once. */
FN void NAME(flat_rows)(T *restrict to0, T *restrict to1, T *restrict to2, T *restrict to3,
                        const RANK *restrict r0, const RANK *restrict r1, const RANK *restrict r2,
                        const RANK *restrict r3, const RANK *restrict r4, const RANK *restrict r5, int n)
{
    FORV(x, n)
    {
        RANK a[3], b[3], c[3], d[3], e[3], f[3], m[4];
        NAME(sort3)(a, r0 + x, r0 + x + 1, r0 + x + 2);
        NAME(sort3)(b, r1 + x, r1 + x + 1, r1 + x + 2);
        NAME(sort3)(c, r2 + x, r2 + x + 1, r2 + x + 2);
        NAME(select9)(m, a, b, c);
        NAME(sort3)(d, r3 + x, r3 + x + 1, r3 + x + 2);
        NAME(select9)(m + 1, b, c, d);
        NAME(sort3)(e, r4 + x, r4 + x + 1, r4 + x + 2);
        NAME(select9)(m + 2, c, d, e);
        NAME(sort3)(f, r5 + x, r5 + x + 1, r5 + x + 2);
        NAME(select9)(m + 3, d, e, f);
        to0[x] = CAT_(T, _from_rank)(m[0]);
        to1[x] = CAT_(T, _from_rank)(m[1]);
        to2[x] = CAT_(T, _from_rank)(m[2]);
        to3[x] = CAT_(T, _from_rank)(m[3]);
    }
}

KERNEL3(median9, const T *restrict, in, T *restrict, out, struct median_params, p)
{
    LOCAL NAME(row_9) rows[6];
    T unwanted[BYTES_9 / sizeof(T)];
    const struct tile t = tile_of(GRP, &p, BYTES_9 / sizeof(T));
    const int fours = (t.ny + 3) / 4 * 4;
    for (int j = -1; j <= fours; j++) {
        const T *line = in + (t.z * p.ny + (u64)clampi(t.y0 + j, (int)p.ny)) * p.nx;
        NAME(ranks)(rows[(j + 6) % 6], line, t.x0, t.nx, 1, (int)p.nx, 0);
        if (j < 4 || j % 4) continue;
        T *to[4]; /* the results of rows j - 4 to j - 1 */
        for (int k = 0; k < 4; k++)
            to[k] = j - 4 + k < t.ny ? out + (t.z * p.ny + (u64)(t.y0 + j - 4 + k)) * p.nx + (u64)t.x0
                                     : unwanted;
        NAME(flat_rows)(to[0], to[1], to[2], to[3], rows[(j + 1) % 6], rows[(j + 2) % 6], rows[(j + 3) % 6],
                        rows[(j + 4) % 6], rows[(j + 5) % 6], rows[j % 6], t.nx);
    }
}

/* Triples along z, sorted, and then nines. */
FN void NAME(solid_row)(NAME(row_27) *restrict nine, NAME(row_27) *restrict row, int n)
{
    FORV(x, whole(n + 2))
    {
        RANK t[3];
        NAME(sort3)(t, row[0] + x, row[1] + x, row[2] + x);
        row[0][x] = t[0], row[1][x] = t[1], row[2][x] = t[2];
    }
    FORV(x, whole(n))
    {
        const RANK a[3] = { row[0][x], row[1][x], row[2][x] };
        const RANK b[3] = { row[0][x + 1], row[1][x + 1], row[2][x + 1] };
        const RANK c[3] = { row[0][x + 2], row[1][x + 2], row[2][x + 2] };
        RANK n[9];
        NAME(merge3)(n, a, b, c);
        nine[0][x] = n[0], nine[1][x] = n[1], nine[2][x] = n[2];
        nine[3][x] = n[3], nine[4][x] = n[4], nine[5][x] = n[5];
        nine[6][x] = n[6], nine[7][x] = n[7], nine[8][x] = n[8];
    }
}

/* Medians of the nines a b c and b c d. */
FN void NAME(two_rows)(T *restrict to0, T *restrict to1, NAME(row_27) *restrict a, NAME(row_27) *restrict b,
                       NAME(row_27) *restrict c, NAME(row_27) *restrict d, int n)
{
#define NINE(v) { v[0][x], v[1][x], v[2][x], v[3][x], v[4][x], v[5][x], v[6][x], v[7][x], v[8][x] }
    FORV(x, n)
    {
        const RANK r[9] = NINE(a), s[9] = NINE(b), t[9] = NINE(c), u[9] = NINE(d);
        RANK ten[10], m[2];
        NAME(merge2)(ten, s, t);
        NAME(select27)(m, ten, r);
        NAME(select27)(m + 1, ten, u);
        to0[x] = CAT_(T, _from_rank)(m[0]);
        to1[x] = CAT_(T, _from_rank)(m[1]);
    }
#undef NINE
}

KERNEL3(median27, const T *restrict, in, T *restrict, out, struct median_params, p)
{
    LOCAL NAME(row_27) rows[3] = { { 0 } }, nines[4][9];
    T unwanted[BYTES_27 / sizeof(T)];
    const struct tile t = tile_of(GRP, &p, BYTES_27 / sizeof(T));
    const u64 plane[3] = { t.z > 0 ? t.z - 1 : t.z, t.z, t.z + 1 < p.nz ? t.z + 1 : t.z };
    const int even = (t.ny + 1) / 2 * 2;
    for (int j = -1; j <= even; j++) {
        const u64 y = (u64)clampi(t.y0 + j, (int)p.ny);
        for (int k = 0; k < 3; k++)
            NAME(ranks)(rows[k], in + (plane[k] * p.ny + y) * p.nx, t.x0, t.nx, 1, (int)p.nx, 0);
        NAME(solid_row)(nines[(j + 1) % 4], rows, t.nx);
        if (j < 2 || j % 2) continue;
        T *to = out + (t.z * p.ny + (u64)(t.y0 + j - 2)) * p.nx + (u64)t.x0;
        NAME(two_rows)(to, j - 1 < t.ny ? to + p.nx : unwanted, nines[(j - 2) % 4], nines[(j - 1) % 4],
                       nines[j % 4], nines[(j + 1) % 4], t.nx);
    }
}

/* Windows of 5 x 5, 7 x 7 and 5 x 5 x 5: the pixels of each are 2h + 1 sorted lists, one for each of its
   rows; in space a list is what the window has there of five planes. A tile is gone through down its rows
   and makes each list once. The windows of two rows, one below the other, share 2h lists, and those of the
   next two rows all but two of these: lists are merged two by two, once. Of all values in h pairs only a few
   may be the median when one more list comes, the core; it is found for two results, and each of these is
   the median of it and of the one list that the other has not.
   (That windows share what is sorted, and that values go as soon as they cannot be the median, is in Adams,
   "Fast median filters using separable sorting networks", 2021, and Sugy, 2025, arXiv 2507.19926.)
   List i is that of row y0 - h + i; pairs are the lists 1 and 2, 3 and 4, and so on. */
#include "kernel/filter/median_lists.h"

FN void NAME(put_results)(T *restrict to, const RANK *restrict ranks, int n)
{
    FORV(x, n) to[x] = CAT_(T, _from_rank)(ranks[x]);
}

/* The kernel of a flat window; CORE is how many values its core has, ... are the pairs. */
#define FLAT_MEDIAN(name, H, sort, merge, core, CORE, select, ...)                                 \
    KERNEL3(name, const T *restrict, in, T *restrict, out, struct median_params, p)                \
    {                                                                                              \
        enum { SIDE = 2 * H + 1, SLOTS = SIDE + 1 };                                               \
        LOCAL NAME(wide) lists[SLOTS][SIDE], pairs[H][2 * SIDE], middle[CORE], result[1];          \
        LOCAL RANK row[NAME(WIDE_X) + 2 * H] = { 0 };                                              \
        const struct tile t = tile_of(GRP, &p, NAME(WIDE_X));                                      \
        const int even = (t.ny + 1) / 2 * 2;                                                       \
        for (int i = 0; i < even + 2 * H; i++) {                                                   \
            const u64 line = t.z * p.ny + (u64)clampi(t.y0 - H + i, (int)p.ny);                    \
            NAME(ranks)(row, in + line * p.nx, t.x0, t.nx, H, (int)p.nx, 0);                       \
            NAME(sort)(lists[i % SLOTS], row, t.nx);                                               \
            if (i % 2 == 0 && i > 0)                                                               \
                NAME(merge)(pairs[i / 2 % H], lists[(i - 1) % SLOTS], lists[i % SLOTS], t.nx);     \
            if (i % 2 == 0 || i < SIDE) continue; /* the results of rows i - SIDE and the next */  \
            T *to = out + (t.z * p.ny + (u64)(t.y0 + i - SIDE)) * p.nx + (u64)t.x0;                \
            NAME(core)(middle, __VA_ARGS__, t.nx);                                                 \
            NAME(select)(result, middle, lists[(i + 1) % SLOTS], t.nx);                            \
            NAME(put_results)(to, result[0], t.nx);                                                \
            if (i - SIDE + 1 == t.ny) continue;                                                    \
            NAME(select)(result, middle, lists[i % SLOTS], t.nx);                                  \
            NAME(put_results)(to + p.nx, result[0], t.nx);                                         \
        }                                                                                          \
    }
FLAT_MEDIAN(median25, 2, wide_sort5, wide_merge5_5, wide_core2x10, 6, wide_select5, pairs[0], pairs[1])
FLAT_MEDIAN(median49, 3, wide_sort7, wide_merge7_7, wide_core3x14, 8, wide_select7, pairs[0], pairs[1],
            pairs[2])
#undef FLAT_MEDIAN

/* The lists of row y of the planes from t->z on. Rows along x are sorted, and the windows of two planes
   share four of them. */
static void NAME(deep_lists)(NAME(deep) (*lists)[6][25], int slot, const T *restrict in,
                             const struct median_params *p, const struct tile *t, int y)
{
    LOCAL NAME(deep) rows[DEEP + 4][5], pairs[DEEP / 2 + 1][10], four[20];
    LOCAL RANK row[NAME(DEEP_X) + 4] = { 0 };
    const int nx = (int)p->nx, ny = (int)p->ny;
    for (int k = 0; k < DEEP + 4; k++) {
        const T *plane = in + (u64)clampi((int)t->z - 2 + k, (int)p->nz) * p->ny * p->nx;
        const T *soon = plane + (u64)clampi(y + 1, ny) * p->nx + (u64)t->x0;
        __builtin_prefetch(soon); /* narrow tiles: each row begins far from the one before */
        __builtin_prefetch(soon + t->nx);
        NAME(ranks)(row, plane + (u64)clampi(y, ny) * p->nx, t->x0, t->nx, 2, nx, 0);
        NAME(deep_sort5)(rows[k], row);
        if (k % 2 == 0 && k > 0) NAME(deep_merge5_5)(pairs[k / 2 - 1], rows[k - 1], rows[k]);
    }
    for (int k = 0; k < DEEP; k += 2) {
        NAME(deep_merge10_10)(four, pairs[k / 2], pairs[k / 2 + 1]);
        NAME(deep_merge20_5)(lists[k][slot], four, rows[k]);
        NAME(deep_merge20_5)(lists[k + 1][slot], four, rows[k + 5]);
    }
}

/* The same as a flat one, for DEEP planes at once. */
KERNEL3(median125, const T *restrict, in, T *restrict, out, struct median_params, p)
{
    LOCAL NAME(deep) lists[DEEP][6][25], pairs[DEEP][2][50], middle[26], result[1];
    struct tile t = tile_of(GRP, &p, NAME(DEEP_X));
    t.z *= DEEP;
    const int planes = p.nz - t.z < DEEP ? (int)(p.nz - t.z) : DEEP, even = (t.ny + 1) / 2 * 2;
    for (int i = 0; i < even + 4; i++) {
        NAME(deep_lists)(lists, i % 6, in, &p, &t, t.y0 - 2 + i);
        for (int k = 0; k < planes; k++) {
            if (i % 2 == 0 && i > 0)
                NAME(deep_merge25_25)(pairs[k][i / 2 % 2], lists[k][(i - 1) % 6], lists[k][i % 6]);
            if (i % 2 == 0 || i < 5) continue;
            T *to = out + ((t.z + (u64)k) * p.ny + (u64)(t.y0 + i - 5)) * p.nx + (u64)t.x0;
            NAME(deep_core2x50)(middle, pairs[k][0], pairs[k][1]);
            NAME(deep_select25)(result, middle, lists[k][(i + 1) % 6]);
            NAME(put_results)(to, result[0], t.nx);
            if (i - 4 == t.ny) continue;
            NAME(deep_select25)(result, middle, lists[k][i % 6]);
            NAME(put_results)(to + p.nx, result[0], t.nx);
        }
    }
}
