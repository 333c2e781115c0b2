/* What the GPU's kernels that add up by label share: how a group's tile is walked, and a table of the
   labels in it. Lanes lie along x, and an item walks along y, plane by plane: it finds the runs of its
   walk as bits of a word, so that all items are busy with a run each, and keeps what it has of one label
   in registers until it meets another, mostly after several planes. At the group's end its table goes to
   global memory. The CPU's: tally_cpu.h. */
#ifndef IV__TALLY_H
#define IV__TALLY_H
#define TX    64
#define TY    64
#define TZ    8
#define WALK  16
#define WALKS (TX * TY / WALK)
#define SLOTS  128
#define PROBES 8

FN void lmax(LOCALP u32 *p, u32 v)
{
    if (*(volatile LOCALP u32 *)p < v) LATOMIC_MAX(p, v);
}
FN void ladd64(LOCALP u32 *p, u64 v)
{
    const u32 lo = (u32)v, old = LATOMIC_ADD(p, lo), hi = (u32)(v >> 32) + (old + lo < old);
    if (hi) LATOMIC_ADD(p + 1, hi);
}
ADD96_(ladd96, LATOMIC_ADD, LOCALP)

/* A group's directory: its labels by slot, then a list of the slots in use, and how many they are. */
#define KEYS  (2 * SLOTS + 1)
#define USED  (2 * SLOTS)
#define IN_USE(key, i) key[SLOTS + (i)]

/* Before a group's first label; `words`: of the table. */
FN void clear_table(LOCALP u32 *key, LOCALP u32 *table, int words)
{
    FORV(i, KEYS) key[i] = 0;
    FORV(i, words) table[i] = 0;
    SYNC;
}

/* The label's slot in the group's table, or SLOTS if the table is too full. */
FN u32 slot_of(LOCALP u32 *key, u32 label)
{
    u32 slot = label * 2654435761u >> 25; /* 7 bits: SLOTS */
    for (int k = 0; k < PROBES; k++, slot = (slot + 1) % SLOTS) {
        u32 have = *(volatile LOCALP u32 *)&key[slot];
        if (have == 0) {
            have = LATOMIC_CAS(&key[slot], 0u, label);
            if (have == 0) IN_USE(key, LATOMIC_ADD(&key[USED], 1u)) = slot;
        }
        if (have == 0 || have == label) return slot;
    }
    return SLOTS;
}

/* A group's corner, and a place relative to it. */
struct place {
    int x0, y0, z0, x, y, z;
};
FN struct place corner_of(u64 group, int nx, int ny)
{
    const u32 tiles_x = ((u32)nx + TX - 1) / TX, tiles_y = ((u32)ny + TY - 1) / TY;
    struct place o = { 0, 0, 0, 0, 0, 0 };
    o.x0 = (int)(group % tiles_x) * TX;
    o.y0 = (int)(group / tiles_x % tiles_y) * TY;
    o.z0 = (int)(group / tiles_x / tiles_y) * TZ;
    return o;
}
/* Where walk t of plane z begins: *at in the image; how many pixels it has, a row of the image apart (0 or
   less: it lies outside). */
FN int walk_from(struct place *o, int t, int z, int nx, int ny, u64 *at)
{
    int n;
    o->z = z;
    o->x = t % TX;
    o->y = t / TX * WALK;
    if (o->x0 + o->x >= nx || o->y0 + o->y >= ny) return 0;
    n = ny - o->y0 - o->y;
    *at = ((u64)(o->z0 + z) * (u64)ny + (u64)(o->y0 + o->y)) * (u64)nx + (u64)(o->x0 + o->x);
    return n > WALK ? WALK : n;
}
/* The rows of a walk's labels: n of them, `step` apart; all loads are in flight together. 0: there is
   no such row. */
#define LOAD_WALK(to, labels, at, step, n, background, rows)                                       \
    UNROLL_ALL for (int j_ = 0; j_ < WALK; j_++)                                                   \
        to[j_] = labels[(at) + (u64)(j_ < (n) ? j_ : (n) - 1) * (u64)(step)] + (background);       \
    UNROLL_ALL for (int j_ = 0; j_ < WALK; j_++) to[j_] = to[j_] <= (rows) ? to[j_] : 0;

/* Its runs, bit by bit: pixel j has a label, is another's than the pixel before it, begins a run. Bit n
   of `changes` ends the last. */
struct runs {
    u32 there, changes, begins;
};
#define FIND_RUNS(to, label, n)                                                                    \
    UNROLL_ALL for (int j_ = 0; j_ < WALK; j_++) {                                                 \
        to.there |= (u32)(label[j_] != 0) << j_;                                                   \
        to.changes |= (u32)(j_ && label[j_] != label[j_ ? j_ - 1 : 0]) << j_;                      \
    }                                                                                              \
    to.there &= LT_MASK(n);                                                                        \
    to.changes = (to.changes & LT_MASK(n)) | 1u << (n);                                            \
    to.begins = to.there & (to.changes | 1u);
/* Where the run that begins at pixel j ends. */
FN int run_end(struct runs r, int j) { return j + 1 + (int)CTZ(r.changes >> (j + 1)); }
#endif
