/* The part of median_cpu.c that is built for each pixel type T. */
#include "kernel/filter/median_networks.h"
HALO_ROW(NAME(ranks), RANK, T, CAT_(T, _to_rank)(v))

/* Rows of each kernel's tiles, with room for what lies beside them, and for whole(). */
typedef RANK NAME(row_9)[BYTES_9 / sizeof(T) + 2];
typedef RANK NAME(row_27)[BYTES_27 / sizeof(T) + 64];
typedef RANK NAME(row_25)[BYTES_25 / sizeof(T) + 64];

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

/* What the windows of two rows, one below the other, share are four rows: their columns, sorted; these
   merged two by two, for the two windows that have the same two beside each other; and of all twenty
   pixels the six that may still be a median. */
FN void NAME(four_rows)(NAME(row_25) *restrict six, NAME(row_25) *restrict column,
                        NAME(row_25) *restrict pair, const RANK *restrict r0, const RANK *restrict r1,
                        const RANK *restrict r2, const RANK *restrict r3, int n)
{
    FORV(x, whole(n + 4))
    {
        RANK c[4];
        NAME(sort4)(c, r0 + x, r1 + x, r2 + x, r3 + x);
        column[0][x] = c[0], column[1][x] = c[1], column[2][x] = c[2], column[3][x] = c[3];
    }
#define COLUMN(x) { column[0][x], column[1][x], column[2][x], column[3][x] }
    FORV(x, whole(n + 3))
    {
        const RANK a[4] = COLUMN(x), b[4] = COLUMN(x + 1);
        RANK p[8];
        NAME(merge4)(p, a, b);
        pair[0][x] = p[0], pair[1][x] = p[1], pair[2][x] = p[2], pair[3][x] = p[3];
        pair[4][x] = p[4], pair[5][x] = p[5], pair[6][x] = p[6], pair[7][x] = p[7];
    }
#define PAIR(x)                                                                                    \
    {                                                                                              \
        pair[0][x], pair[1][x], pair[2][x], pair[3][x], pair[4][x], pair[5][x], pair[6][x], pair[7][x] \
    }
    FORV(x, whole(n))
    {
        const RANK a[8] = PAIR(x), b[8] = PAIR(x + 3), c[4] = COLUMN(x + 2);
        RANK s[6];
        NAME(core20)(s, a, b, c);
        six[0][x] = s[0], six[1][x] = s[1], six[2][x] = s[2];
        six[3][x] = s[3], six[4][x] = s[4], six[5][x] = s[5];
    }
#undef COLUMN
#undef PAIR
}

/* The medians of those six and of one more row of five. */
FN void NAME(fifth_row)(T *restrict to, NAME(row_25) *restrict six, const RANK *restrict row, int n)
{
    FORV(x, n)
    {
        const RANK s[6] = { six[0][x], six[1][x], six[2][x], six[3][x], six[4][x], six[5][x] };
        RANK five[5], m;
        NAME(sort5)(five, row + x, row + x + 1, row + x + 2, row + x + 3, row + x + 4);
        NAME(select25)(&m, s, five);
        to[x] = CAT_(T, _from_rank)(m);
    }
}

KERNEL3(median25, const T *restrict, in, T *restrict, out, struct median_params, p)
{
    LOCAL NAME(row_25) rows[6] = { { 0 } }, column[4], pair[8], six[6];
    const struct tile t = tile_of(GRP, &p, BYTES_25 / sizeof(T));
    for (int j = -2; j < t.ny + 3; j++) {
        const u64 line = t.z * p.ny + (u64)clampi(t.y0 + j, (int)p.ny);
        NAME(ranks)(rows[(j + 6) % 6], in + line * p.nx, t.x0, t.nx, 2, (int)p.nx, 0);
        if (j < 3 || j % 2 == 0) continue; /* the results of rows j - 3 and j - 2 */
        T *to = out + (t.z * p.ny + (u64)(t.y0 + j - 3)) * p.nx + (u64)t.x0;
        NAME(four_rows)(six, column, pair, rows[(j + 2) % 6], rows[(j + 3) % 6], rows[(j + 4) % 6],
                        rows[(j + 5) % 6], t.nx);
        NAME(fifth_row)(to, six, rows[(j + 1) % 6], t.nx);
        if (j - 2 < t.ny) NAME(fifth_row)(to + p.nx, six, rows[j % 6], t.nx);
    }
}
