/* The part of median_cpu.c that is built for each pixel type T. */
#include "kernel/filter/median_networks.h"
HALO_ROW(NAME(ranks), RANK, T, CAT_(T, _to_rank)(v))

typedef RANK NAME(halo_row)[TILE_X + 2];
typedef RANK NAME(row)[TILE_X];

/* A row's triples along x, sorted. */
FN void NAME(flat_row)(NAME(row) *restrict triple, const RANK *restrict row)
{
    FORV(x, TILE_X)
    {
        RANK t[3];
        NAME(sort3)(t, row + x, row + x + 1, row + x + 2);
        triple[0][x] = t[0], triple[1][x] = t[1], triple[2][x] = t[2];
    }
}

KERNEL3(median9, const T *restrict, in, T *restrict, out, struct median_params, p)
{
    LOCAL NAME(halo_row) row = { 0 };
    LOCAL NAME(row) triples[3][3];
    const struct tile t = tile_of(GRP, &p);
    for (int j = -1; j <= t.ny; j++) {
        const u64 line = t.z * p.ny + (u64)clampi(t.y0 + j, (int)p.ny);
        NAME(ranks)(row, in + line * p.nx, t.x0, t.nx, 1, (int)p.nx, 0);
        NAME(flat_row)(triples[(j + 3) % 3], row);
        if (j < 1) continue;
        T *restrict to = out + (t.z * p.ny + (u64)(t.y0 + j - 1)) * p.nx + (u64)t.x0;
        FORV(x, t.nx)
        {
            const RANK a[3] = { triples[0][0][x], triples[0][1][x], triples[0][2][x] };
            const RANK b[3] = { triples[1][0][x], triples[1][1][x], triples[1][2][x] };
            const RANK c[3] = { triples[2][0][x], triples[2][1][x], triples[2][2][x] };
            RANK m;
            NAME(select9)(&m, a, b, c);
            to[x] = CAT_(T, _from_rank)(m);
        }
    }
}

/* Triples along z, sorted, and then nines. */
FN void NAME(solid_row)(NAME(row) *restrict nine, NAME(halo_row) *restrict row)
{
    FORV(x, TILE_X + 2)
    {
        RANK t[3];
        NAME(sort3)(t, row[0] + x, row[1] + x, row[2] + x);
        row[0][x] = t[0], row[1][x] = t[1], row[2][x] = t[2];
    }
    FORV(x, TILE_X)
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
FN void NAME(two_rows)(T *restrict to0, T *restrict to1, NAME(row) *restrict a, NAME(row) *restrict b,
                       NAME(row) *restrict c, NAME(row) *restrict d, int n)
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
    LOCAL NAME(halo_row) rows[3] = { { 0 } };
    LOCAL NAME(row) nines[4][9];
    T unwanted[TILE_X];
    const struct tile t = tile_of(GRP, &p);
    const u64 plane[3] = { t.z > 0 ? t.z - 1 : t.z, t.z, t.z + 1 < p.nz ? t.z + 1 : t.z };
    const int even = (t.ny + 1) / 2 * 2;
    for (int j = -1; j <= even; j++) {
        const u64 y = (u64)clampi(t.y0 + j, (int)p.ny);
        for (int k = 0; k < 3; k++)
            NAME(ranks)(rows[k], in + (plane[k] * p.ny + y) * p.nx, t.x0, t.nx, 1, (int)p.nx, 0);
        NAME(solid_row)(nines[(j + 1) % 4], rows);
        if (j < 2 || j % 2) continue;
        T *to = out + (t.z * p.ny + (u64)(t.y0 + j - 2)) * p.nx + (u64)t.x0;
        NAME(two_rows)(to, j - 1 < t.ny ? to + p.nx : unwanted, nines[(j - 2) % 4], nines[(j - 1) % 4],
                       nines[j % 4], nines[(j + 1) % 4], t.nx);
    }
}
