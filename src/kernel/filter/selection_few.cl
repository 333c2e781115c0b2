/* Medians over windows of a few pixels, N of them (odd), for GPUs: forgetful selection. Of N / 2 + 2 pixels
   the least and the largest cannot be the median; they go, one more pixel comes, and so on until three
   are left. An item makes one result. (The method is known from graphics: McGuire, "A fast, small-radius
   GPU median filter", 2008.) */
#define MOST_FEW 15 /* as in selection.c */
#define KEPT (N / 2 + 2)
#define RANK CAT_(T, _rank)
#define TO_RANK CAT_(T, _to_rank)

struct few_params { /* as in selection.c */
    u64 nx, ny, nz;
    i64 step[MOST_FEW];      /* the window's pixels, from its middle: in the image */
    i32 place[3 * MOST_FEW]; /* and along x, y, z */
    i32 rx, ry, rz;
};

#define SORT(a, b)                                                                                 \
    {                                                                                              \
        const RANK a_ = a, b_ = b;                                                                 \
        a = a_ < b_ ? a_ : b_;                                                                     \
        b = a_ < b_ ? b_ : a_;                                                                     \
    }

KERNEL3(selection_few, GLOBAL const T *restrict, in, GLOBAL T *restrict, out, struct few_params, p)
{
    const u64 at = GRP * LSZ + (u64)LID;
    if (at >= p.nx * p.ny * p.nz) return;
    const u64 line = at >> 32 ? at / p.nx : (u32)at / (u32)p.nx;
    const int nx = (int)p.nx, ny = (int)p.ny, nz = (int)p.nz;
    const int z = (int)(line >> 32 ? line / p.ny : (u32)line / (u32)p.ny);
    const int y = (int)(line - (u64)z * p.ny), x = (int)(at - line * p.nx);
    RANK v[N];
    if (x >= p.rx && x < nx - p.rx && y >= p.ry && y < ny - p.ry && z >= p.rz && z < nz - p.rz) {
        UNROLL_ALL for (int i = 0; i < N; i++) v[i] = TO_RANK(in[(i64)at + p.step[i]]);
    } else {
        UNROLL_ALL for (int i = 0; i < N; i++) {
            const int xi = x + p.place[3 * i], yi = y + p.place[3 * i + 1], zi = z + p.place[3 * i + 2];
            v[i] = TO_RANK(in[((u64)clampi(zi, nz) * p.ny + (u64)clampi(yi, ny)) * p.nx + (u64)clampi(xi, nx)]);
        }
    }
    /* v[0 .. k) are what is left: pairs first, then the least goes to the front, the largest to the back */
    UNROLL_ALL for (int k = KEPT; k >= 3; k--) {
        UNROLL_ALL for (int i = 0; i < KEPT / 2; i++)
            if (i < k / 2) SORT(v[i], v[k - 1 - i])
        UNROLL_ALL for (int i = 1; i < (KEPT + 1) / 2; i++)
            if (i < (k + 1) / 2) SORT(v[0], v[i])
        UNROLL_ALL for (int i = 0; i < KEPT; i++)
            if (i >= k / 2 && i < k - 1) SORT(v[i], v[k - 1])
        if (k > 3) v[0] = v[N + 3 - k];
    }
    out[at] = CAT_(T, _from_rank)(v[1]);
}
