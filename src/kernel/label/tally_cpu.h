/* What the CPU's kernels that add up by label share. A group takes a tile row by row; a row's runs of one
   label are found by vectors, as bits, and each is added at once to its label's entry in the tile's
   table. When the table is full, and at the tile's end, its entries are added to the labels' rows. */
#ifndef IV__TALLY_CPU_H
#define IV__TALLY_CPU_H
#define TX 512
#define TY 16
#define TZ 16
#define CHUNK 8 /* pixels of a run that are taken at once: a vector; the last may be in use in part */

struct tile {
    int x0, y0, z0, nx, ny, nz; /* its corner, and its size */
};
FN struct tile tile_of(u64 group, int nx, int ny, int nz)
{
    const u32 across = ((u32)nx + TX - 1) / TX, down = ((u32)ny + TY - 1) / TY;
    struct tile t;
    t.x0 = (int)(group % across) * TX;
    t.y0 = (int)(group / across % down) * TY;
    t.z0 = (int)(group / across / down) * TZ;
    t.nx = nx - t.x0 < TX ? nx - t.x0 : TX;
    t.ny = ny - t.y0 < TY ? ny - t.y0 : TY;
    t.nz = nz - t.z0 < TZ ? nz - t.z0 : TZ;
    return t;
}

/* ---- Runs ---- */

/* Where the runs of a row of n pixels begin, the first at 0; the place after the last is n. Returns how
   many there are. */
FN int find_runs(const u32 *labels, int n, u16 *begins)
{
    u8 change[TX] = { 1 };
    int runs = 0;
    FORV(i, n - 1) change[i + 1] = labels[i + 1] != labels[i];
    for (int first = 0; first < n; first += 64) {
        u64 bits = 0;
        for (int k = 0; k < 8; k++) { /* 8 bytes of 0 or 1 become a byte */
            u64 bytes;
            memcpy(&bytes, change + first + 8 * k, 8);
            bits |= bytes * 0x0102040810204080u >> 56 << 8 * k;
        }
        for (; bits; bits &= bits - 1) begins[runs++] = (u16)(first + __builtin_ctzll(bits));
    }
    begins[runs] = (u16)n;
    return runs;
}

/* ---- A tile's table ---- */

/* The labels that have an entry, by slot, and a list of the slots in use. */
#define SLOTS  1024
#define PROBES 16
struct directory {
    u32 label[SLOTS];
    u16 in_use[SLOTS];
    int n;
};

/* The label's slot; -1: there is no more room. *is_new: it has just been given out. */
FN int slot_of(struct directory *d, u32 label, int *is_new)
{
    u32 slot = label * 2654435761u >> 22; /* 10 bits: SLOTS */
    for (int k = 0; k < PROBES; k++, slot = (slot + 1) % SLOTS) {
        *is_new = d->label[slot] == 0;
        if (*is_new) {
            d->label[slot] = label;
            d->in_use[d->n++] = (u16)slot;
        }
        if (d->label[slot] == label) return (int)slot;
    }
    return -1;
}
FN void forget_all(struct directory *d)
{
    for (int i = 0; i < d->n; i++) d->label[d->in_use[i]] = 0;
    d->n = 0;
}
#endif
