/* What is known of a label, in words that kernels add up and the host reads: whole numbers of one, two
   or three words, the lowest first. All words are 0 at the start; minima are kept as maxima of the
   complement. Rows are labels, or labels + 1 with the background as row 1; row 0 has R_ words. What is
   known last, the distances, has rows of its own behind the others: those are on their way to the host
   while distances are still added up. */
#ifndef IV__LABEL_ROW_H
#define IV__LABEL_ROW_H
enum {
    A_N = 0,    /* pixels (two words) */
    A_AT = 2,   /* sums of their x, y, z (two each) */
    A_BOX = 8,  /* for x, y, z: the complement of the least, and the largest */
    A_LO = 14,  /* the complement of the least value, in the order of its type */
    A_HI = 15,  /* the largest */
    A_Q = 16,   /* sum of values as whole numbers (three) */
    A_QQ = 19,  /* and of their squares (three) */
    A_QAT = 22, /* and of values times x, y, z (three each) */
    A_WORDS = 32 /* a line of a cache */
};
enum {
    D_N = 0,   /* pixels again (two words) */
    D_FAR = 2, /* F_ words for each of two points: the centroid and the centre of mass */
    D_WORDS = 10
};
enum {
    F_SUM = 0,   /* distances to the point as whole numbers of 1 / scale (two words) */
    F_MAX = 2,   /* the largest squared distance, the bits of an f32 */
    F_SCALE = 3, /* scale, the bits of an f32: 0 if all pixels are at the point; UNKNOWN: there is none */
    F_WORDS = 4
};
enum {
    R_MAX = 0,    /* the highest label */
    R_LARGEST = 1 /* of f32 values that count: the bits of the largest finite magnitude; else 0 */
};
#define UNKNOWN 0xffffffffu
/* The words of a label's distances, behind the rows 0..rows at acc. */
#define DISTANCES_OF(acc, rows, label) ((acc) + ((u64)(rows) + 1) * A_WORDS + (u64)(label) * D_WORDS)
#endif
