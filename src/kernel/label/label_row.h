/* What is known of a label, in words that kernels add up and the host reads: whole numbers of one, two
   or three words, the lowest first. All words are 0 at the start; minima are kept as maxima of the
   complement. Rows are labels, or labels + 1 with the background as row 1; row 0 has R_ words. */
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
    A_FAR = 31, /* F_ words for each of two points: the centroid and the centre of mass */
    A_WORDS = 40
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
#endif
