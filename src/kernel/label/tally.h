/* What the kernels that add up by label share: how a group's tile is walked, a table of the labels
   in it, and 64- and 96-bit sums as chains of 32-bit additions with carry, which OpenCL 1.2 has
   atomically: exact once all have arrived. On the CPU a run of one label in a row is added to the
   group's table at once. On a GPU lanes lie along x, and an item walks along y, plane by plane: it
   finds the runs of its walk as bits of a word, so that all items are busy with a run each, and keeps
   what it has of one label in registers until it meets another, mostly after several planes. At the
   group's end its table goes to global memory. */
#ifndef IV__TALLY_H
#define IV__TALLY_H
#if ON_CPU
#define TX    512
#define TY    32
#define TZ    4
#define WALKS TY
#define WALK  TX
#else
#define TX    64
#define TY    64
#define TZ    8
#define WALK  16
#define WALKS (TX * TY / WALK)
#endif
#define SLOTS  128
#define PROBES 8

FN void lmax(LOCALP u32 *p, u32 v)
{
    if (*(volatile LOCALP u32 *)p < v) LATOMIC_MAX(p, v);
}
FN void gmax(GLOBAL u32 *p, u32 v)
{
    if (ALOAD((volatile GLOBAL u32 *)p) < v) ATOMIC_MAX(p, v);
}
FN void ladd64(LOCALP u32 *p, u64 v)
{
    const u32 lo = (u32)v, old = LATOMIC_ADD(p, lo), hi = (u32)(v >> 32) + (old + lo < old);
    if (hi) LATOMIC_ADD(p + 1, hi);
}
FN void gadd64(GLOBAL u32 *p, u64 v)
{
    const u32 lo = (u32)v, old = ATOMIC_ADD(p, lo), hi = (u32)(v >> 32) + (old + lo < old);
    if (hi) ATOMIC_ADD(p + 1, hi);
}
/* adds the 96-bit number (top, v) */
#define ADD96_(name, ADD, SPACE)                                                                   \
    FN void name(SPACE u32 *p, u64 v, u32 top)                                                     \
    {                                                                                              \
        u32 old = ADD(p, (u32)v);                                                                  \
        const u64 h = (v >> 32) + (old + (u32)v < old);                                            \
        const u32 mid = (u32)h;                                                                    \
        if (mid) {                                                                                 \
            old = ADD(p + 1, mid);                                                                 \
            top += (old + mid < old);                                                              \
        }                                                                                          \
        top += (u32)(h >> 32);                                                                     \
        if (top) ADD(p + 2, top);                                                                  \
    }
ADD96_(ladd96, LATOMIC_ADD, LOCALP)
ADD96_(gadd96, ATOMIC_ADD, GLOBAL)
/* p += q + x * s, all exact: s has 64 bits, signed, x 32 */
FN void gadd_moment(GLOBAL u32 *p, i64 q, u32 x, i64 s)
{
    const u64 low = (u64)x * (u32)s;
    const i64 high = (i64)(i32)(s >> 32) * x; /* weight 2^32 */
    const u64 a = low + ((u64)high << 32), b = a + (u64)q;
    const u32 top = (u32)(u64)(high >> 32) + (a < low) + (u32)(q >> 63) + (b < a);
    gadd96(p, b, top);
}

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
/* Where walk t of plane z begins: *at in the image; how many pixels it has (0 or less: it lies outside),
   and how far apart they are. */
FN int walk_from(struct place *o, int t, int z, int nx, int ny, u64 *at, int *step)
{
    int n;
    o->z = z;
    o->x = ON_CPU ? 0 : t % TX;
    o->y = ON_CPU ? t : t / TX * WALK;
    if (o->x0 + o->x >= nx || o->y0 + o->y >= ny) return 0;
    n = ON_CPU ? nx - o->x0 : ny - o->y0 - o->y;
    *step = ON_CPU ? 1 : nx;
    *at = ((u64)(o->z0 + z) * (u64)ny + (u64)(o->y0 + o->y)) * (u64)nx + (u64)(o->x0 + o->x);
    return n > WALK ? WALK : n;
}
#if ON_CPU
/* Where the run of labels that begins at k ends. */
FN int run_end(const u32 *labels, int k, int n)
{
    const u32 l = labels[k++];
    for (; k + 16 <= n; k += 16) { /* vectors: most runs are long, or all of a row */
        u32 other = 0;
        for (int i = 0; i < 16; i++) other |= labels[k + i] ^ l;
        if (other) break;
    }
    while (k < n && labels[k] == l) k++;
    return k;
}
#else
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
#endif
