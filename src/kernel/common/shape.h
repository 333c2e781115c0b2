/* What the host tells kernels about a volume; read by both. A packed mask holds 32 voxels of a row
   in each word, the first in the lowest bit; every row begins with a new word, and the bits past a
   row's end are 0. */
#ifndef IV__SHAPE_H
#define IV__SHAPE_H
struct shape {
    u64 words; /* of the packed mask */
    u64 magic; /* 2^32 / wpr: divides by wpr without a division */
    int nx, ny, nz;
    int wpr; /* words per row */
};
#endif
