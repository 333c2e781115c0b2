/* Rows of pixels with what lies beside them, for the CPU's filters. */
#ifndef IV__HALO_CPU_H
#define IV__HALO_CPU_H


/* name(to, row ...): to[i] = the pixel v at x0 - r + i, for i < n + 2r, as `value`; a row of nx pixels
   repeats beyond its ends. */
#define HALO_ROW(name, V, S, value)                                                                \
    static void name(V *restrict to, const S *restrict row, int x0, int n, int r, int nx, u32 flip) \
    {                                                                                              \
        const int from = x0 - r, all = n + 2 * r, left = from < 0 ? -from : 0;                     \
        const int begin = left < all ? left : all, end = nx - from < all ? nx - from : all;        \
        (void)flip;                                                                                \
        for (int i = 0; i < begin; i++) {                                                          \
            const S v = row[0];                                                                    \
            to[i] = value;                                                                         \
        }                                                                                          \
        FORV(i, end - begin)                                                                       \
        {                                                                                          \
            const S v = row[from + begin + i];                                                     \
            to[begin + i] = value;                                                                 \
        }                                                                                          \
        for (int i = end > begin ? end : begin; i < all; i++) {                                    \
            const S v = row[nx - 1];                                                               \
            to[i] = value;                                                                         \
        }                                                                                          \
    }
#endif
