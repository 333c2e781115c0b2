/* Union-find over numbered runs: parent[a] is a run of the same component, its own in a root.
   Only roots are ever given another parent, always one that comes before them: the result is the same in any
   order of events. Union by compare-and-swap: Komura, GPU-based cluster-labeling algorithm, 2015.
   The CPU unites and flattens in its own way, strip by strip. */
#ifndef IV__FOREST_H
#define IV__FOREST_H
#define QUEUE      2048        /* pairs that a group puts aside */
#define SHARE_RUNS 1024        /* the least share of all runs that a group takes */
#define AT_A_TIME  4           /* runs that an item follows together */
#define FLAG       0x80000000u /* what a root has instead of a parent once it has its label */

/* The root; every second run on the way is moved up (only ever to an ancestor, so nobody minds the
   race). */
FN u32 find_halving(GLOBAL volatile u32 *parent, u32 a)
{
    for (;;) {
        const u32 p = ALOAD(&parent[a]);
        u32 q;
        if (p == a) return a;
        q = ALOAD(&parent[p]);
        if (q == p) return p;
        ASTORE(&parent[a], q);
        a = q;
    }
}

/* Which run comes before another is told by `early`, or else by their numbers. */
FN void unite(GLOBAL volatile u32 *parent, GLOBAL const u32 *early, u32 a, u32 b)
{
    const u32 pa = ALOAD(&parent[a]), pb = ALOAD(&parent[b]);
    if (pa == pb) return;
    a = pa;
    b = pb;
    for (;;) {
        u32 old;
        a = find_halving(parent, a);
        b = find_halving(parent, b);
        if (a == b) return;
        if (early ? early[a] > early[b] : a < b) {
            const u32 c = a;
            a = b;
            b = c;
        }
        old = ATOMIC_CAS(&parent[a], a, b);
        if (old == a) return;
        a = old;
    }
}

/* Pairs are put aside first, in 2 * QUEUE + 1 words, so that all items then unite them side by side. */
FN void pair(GLOBAL volatile u32 *parent, GLOBAL const u32 *early, LOCALP u32 *queue, u32 a, u32 b)
{
    const u32 k = LATOMIC_ADD(queue, 1u);
    if (k < QUEUE) {
        queue[1 + 2 * k] = a;
        queue[2 + 2 * k] = b;
        return;
    }
    unite(parent, early, a, b);
}
FN void unite_pairs(GLOBAL volatile u32 *parent, GLOBAL const u32 *early, LOCALP u32 *queue)
{
    const int n = queue[0] < QUEUE ? (int)queue[0] : QUEUE;
    FORL(i, n) unite(parent, early, queue[1 + 2 * i], queue[2 + 2 * i]);
}

/* How many of all runs, counted on the device, are a group's. */
FN u64 share_of(u64 runs, u32 shares)
{
    const u64 per = (runs + shares - 1) / shares;
    return per > SHARE_RUNS ? per : SHARE_RUNS;
}

/* Lets runs k, k + LSZ, ... before hi point to their roots, AT_A_TIME of them at once, as all that an item does
   is to wait for what it reads; each step is put down, so that those who come by later go two at a time. The
   bits of those that are roots. */
FN u32 flatten(GLOBAL volatile u32 *parent, u64 k, u64 hi)
{
    u32 at[AT_A_TIME], up[AT_A_TIME], roots = 0;
    int higher = 1;
    UNROLL_ALL for (int j = 0; j < AT_A_TIME; j++)
        at[j] = (u32)(k + (u64)(j * LSZ) < hi ? k + (u64)(j * LSZ) : k);
    UNROLL_ALL for (int j = 0; j < AT_A_TIME; j++) up[j] = ALOAD(&parent[at[j]]);
    UNROLL_ALL for (int j = 0; j < AT_A_TIME; j++)
        roots |= (u32)(up[j] == at[j] && (j == 0 || at[j] != at[0])) << j;
    while (higher) {
        u32 next[AT_A_TIME];
        higher = 0;
        UNROLL_ALL for (int j = 0; j < AT_A_TIME; j++) next[j] = ALOAD(&parent[up[j]]);
        UNROLL_ALL for (int j = 0; j < AT_A_TIME; j++) {
            if (next[j] == up[j]) continue;
            ASTORE(&parent[at[j]], next[j]);
            up[j] = next[j];
            higher = 1;
        }
    }
    return roots;
}

/* Of the run's root; 0 if that has none. */
FN u32 label_of(GLOBAL const u32 *parent, u32 run)
{
    const u32 v = parent[run], label = v & FLAG ? v : parent[v];
    return label & FLAG ? label & ~FLAG : 0;
}
#endif
