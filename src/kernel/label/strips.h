/* What the host tells the CPU's kernels of components (components_cpu.c) about rows of nodes and strips of
   them. */
#ifndef IV__STRIPS_H
#define IV__STRIPS_H
#include "kernel/common/shape.h"

enum { STRIPS_PIECE = 16, STRIPS_SUMS = 1024 }; /* words of keys to a sum, sums to a group */
enum { STRIPS_ROUND = 8 };                       /* runs beyond a strip's last one */
struct strips {
    struct shape sh;
    u32 full;     /* edges and corners connect, too: nodes are columns of 2 x 2 pixels, else pixels */
    u32 rows, ny; /* of nodes, in all and in a plane */
    u32 most;     /* runs that a row may have */
    u32 count;    /* of strips */
    u32 at_once;  /* rows that a group of write takes */
};
#endif
