/* Labels shrunk by a distance: the squared distance to the nearest pixel that is not of the same
   label, axis by axis (the separable parabolas of Saito and Toriwaki, 1994). */

/* One axis of the squared distance from each pixel of a label to the nearest of anything else,
   `reach` at most: outwards over the pixels of the same label, with what they found along the axes
   before, up to the first other one. */
struct erosion {
    u64 n, stride;
    u32 size, reach; /* pixels along the axis, how far to look */
    u32 limit;       /* the square of the reach, rounded down */
    u32 first, last, unused;
};
KERNEL4(erode_axis, GLOBAL const u32 *restrict, labels, GLOBAL const u32 *restrict, src,
        GLOBAL u32 *restrict, dst, struct erosion, s)
{
    FORL (t, 1024) {
        const u64 at = GRP * 1024 + (u64)t;
        if (at < s.n) {
            const u32 own = labels[at], here = (u32)(at / s.stride % s.size);
            u32 best = s.first ? 0xffffffffu : src[at];
            for (int side = 0; own && side < 2; side++) {
                const u32 room = side ? s.size - 1 - here : here;
                for (u32 k = 1; k <= s.reach && k <= room && k * k < best; k++) {
                    const u64 q = side ? at + k * s.stride : at - k * s.stride;
                    const int same = labels[q] == own;
                    const u32 f = !same ? 0 : s.first ? 0xffffffffu : src[q];
                    const u32 d = f > s.limit ? 0xffffffffu : f + k * k;
                    best = d < best ? d : best;
                    if (!same) break;
                }
            }
            dst[at] = !s.last ? best : best > s.limit ? own : 0;
        }
    }
}
