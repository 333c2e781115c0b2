/* Tables over labels. Every pixel is looked at once, in groups of PIXELS; an item takes pixels side
   by side where it adds up runs, else pixels a group's width apart. */
#define PIXELS  8192
#define ENTRIES 1024 /* of a table, per group */
#define SIDE    (ON_CPU ? PIXELS : 32)

KERNEL3(relabel_max, GLOBAL const u32 *restrict, labels, u64, n, GLOBAL u32 *, max)
{
    LOCAL u32 t[LSZ];
    const u64 first = GRP * PIXELS;
    const int m = first + PIXELS <= n ? PIXELS : (int)(n - first);
    FORL(i, LSZ) {
        u32 most = 0;
        for (int k = i; k < m; k += LSZ) {
            const u32 l = labels[first + (u64)k];
            most = l > most ? l : most;
        }
        t[i] = most;
    }
    SYNC;
    for (int d = LSZ / 2; d > 0; d /= 2) {
        FORL(i, d) t[i] = t[i] > t[i + d] ? t[i] : t[i + d];
        SYNC;
    }
    if (LID == 0 && t[0]) ATOMIC_MAX(max, t[0]);
}

KERNEL3(relabel_flag, GLOBAL const u32 *restrict, labels, u64, n, GLOBAL volatile u32 *, flags)
{
    const u64 first = GRP * PIXELS;
    const int m = first + PIXELS <= n ? PIXELS : (int)(n - first);
    FORL(k, m) {
        const u32 l = labels[first + (u64)k];
        if (l && (k == 0 || labels[first + (u64)k - 1] != l) && !ALOAD(&flags[l]))
            ASTORE(&flags[l], 1u);
    }
}

KERNEL3(relabel_size, GLOBAL const u32 *restrict, labels, u64, n, GLOBAL u32 *, sizes)
{
    const u64 first = GRP * PIXELS;
    const int m = first + PIXELS <= n ? PIXELS : (int)(n - first);
    FORL(i, PIXELS / SIDE) {
        u32 label = 0, run = 0;
        for (int k = i * SIDE; k < (i + 1) * SIDE && k < m; k++) {
            const u32 l = labels[first + (u64)k];
            if (l != label) {
                if (label) ATOMIC_ADD(&sizes[label], run);
                label = l;
                run = 0;
            }
            run++;
        }
        if (label) ATOMIC_ADD(&sizes[label], run);
    }
}

/* The two end faces of an axis: a x b pixels each, strides sa and sb; `far` from one to the other.
 */
KERNEL7(relabel_unflag, GLOBAL const u32 *restrict, labels, GLOBAL volatile u32 *, flags, u64, a,
        u64, b, u64, sa, u64, sb, u64, far)
{
    const u64 first = GRP * PIXELS;
    FORL(k, PIXELS) {
        const u64 at = first + (u64)k;
        if (at < a * b) {
            const u64 q = at / a, p = (at - q * a) * sa + q * sb;
            ASTORE(&flags[labels[p]], 0u);
            ASTORE(&flags[labels[p + far]], 0u);
        }
    }
}

KERNEL4(relabel_between, GLOBAL u32 *, sizes, u64, n, u32, low, u32, high)
{
    const u64 first = GRP * ENTRIES;
    FORL(k, ENTRIES) {
        const u64 at = first + (u64)k;
        if (at < n) {
            const u32 s = sizes[at];
            sizes[at] = s > 0 && s >= low && s <= high;
        }
    }
}

KERNEL3(relabel_sums, GLOBAL const u32 *restrict, flags, u64, n, GLOBAL u32 *, sums)
{
    LOCAL u32 t[LSZ];
    const u64 first = GRP * ENTRIES;
    FORL(i, LSZ) {
        u32 sum = 0;
        for (int k = i; k < ENTRIES; k += LSZ) {
            const u64 at = first + (u64)k;
            if (at && at < n) sum += flags[at];
        }
        t[i] = sum;
    }
    group_sum(t);
    if (LID == 0) sums[GRP] = t[0];
}

KERNEL3(relabel_number, GLOBAL u32 *, flags, u64, n, GLOBAL const u32 *restrict, sums)
{
    LOCAL u32 s[ENTRIES], t[2 * LSZ];
    const u64 first = GRP * ENTRIES;
    const u32 base = sums[GRP];
    FORL(k, ENTRIES) {
        const u64 at = first + (u64)k;
        s[k] = at && at < n ? flags[at] : 0;
    }
    group_scan(s, t, ENTRIES);
    FORL(k, ENTRIES) {
        const u64 at = first + (u64)k;
        if (at < n) flags[at] = at && flags[at] ? base + s[k] + 1 : 0;
    }
}

KERNEL6(relabel_replace, GLOBAL const u32 *restrict, labels, GLOBAL const u32 *restrict, table,
        GLOBAL u32 *restrict, dst, u64, n, u32, low, u32, max)
{
    const u64 first = GRP * PIXELS;
    const int m = first + PIXELS <= n ? PIXELS : (int)(n - first);
    FORV(k, m) {
        const u32 l = labels[first + (u64)k];
        dst[first + (u64)k] = l && l <= max ? table[l - low] : 0;
    }
}

/* The place, counted from 1, of every pixel's label in an ascending list of all labels. */
KERNEL5(relabel_find, GLOBAL const u32 *restrict, labels, GLOBAL const u32 *restrict, list,
        GLOBAL u32 *restrict, dst, u64, n, u32, count)
{
    const u64 first = GRP * PIXELS;
    FORL(k, PIXELS) {
        const u64 at = first + (u64)k;
        u32 lo = 0, hi = count, l;
        if (at >= n) break;
        l = labels[at];
        while (hi > lo) { /* how many are not above l */
            const u32 mid = lo + (hi - lo) / 2;
            if (list[mid] <= l)
                lo = mid + 1;
            else
                hi = mid;
        }
        dst[at] = l ? lo : 0;
    }
}
