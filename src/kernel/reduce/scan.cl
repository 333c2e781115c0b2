/* Exclusive prefix of n sums, by one group: each item adds up a stretch, the stretches are scanned,
   and each item goes over its stretch again. */
KERNEL3(scan_sums, GLOBAL u32 *, sums, GLOBAL u32 *, total, u32, n)
{
    LOCAL u32 s[LSZ], t[2 * LSZ];
    const u32 per = (n + LSZ - 1) / LSZ;
    u32 all;
    FORL(i, LSZ) {
        u32 a = 0;
        for (u32 k = (u32)i * per; k < ((u32)i + 1) * per && k < n; k++) a += sums[k];
        s[i] = a;
    }
    all = group_scan(s, t, LSZ);
    FORL(i, LSZ) {
        u32 a = s[i];
        for (u32 k = (u32)i * per; k < ((u32)i + 1) * per && k < n; k++) {
            const u32 v = sums[k];
            sums[k] = a;
            a += v;
        }
    }
    if (LID == 0) *total = all;
}
