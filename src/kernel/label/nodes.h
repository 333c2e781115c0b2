/* Nodes of components where edges and corners connect: the pixels of a column of 2 x 2 in y and z, as any two of
   them touch, and any of a column any of the next. So the words of 2 x 2 rows are or'ed, and runs of their bits
   are parts of one component. Blocks of 2 x 2: Grana, Borghesani and Cucchiara, Optimized block-based connected
   components labeling, 2010. */
#ifndef IV__NODES_H
#define IV__NODES_H
#if ON_CPU
typedef u64 node_bits;
#else
typedef u32 node_bits;
#endif

/* How a row of nodes faces those before it: by how much y and z differ, and rows of pixels, two of this one and two
   of the other. Row 0 has neither y nor z odd, 1 y, 2 z, 3 both. */
struct face {
    int dy, dz, rows[4];
};
CONSTANT struct face faces[4] = { { 0, 1, { 0, 1, 2, 3 } },
                                  { 1, 0, { 0, 2, 1, 3 } },
                                  { 1, 1, { 0, 0, 3, 3 } },
                                  { -1, 1, { 1, 1, 2, 2 } } };

/* Each run of `all` from its first bit of `some` on, which are part of it: a sum carries from there to the run's
   end. */
FN node_bits up_from(node_bits all, node_bits some) { return (((all + some) ^ all) | some) & all; }

/* Where runs of two rows meet in a word, a bit for each two that do: at a node of both, or, where only nodes of
   neighbouring columns touch, at the right one. a, b: the pixels that face each other; left_a, left_b: the last
   ones of the word before. */
FN node_bits meeting(node_bits here, node_bits there, node_bits a, node_bits b, node_bits left_a, node_bits left_b)
{
    const node_bits both = here & there, in = a & (b << 1 | left_b), out = b & (a << 1 | left_a);
    const node_bits in_before = in & ~there & here << 1, out_before = out & ~here & there << 1;
    const node_bits apart = ((in & ~there) ^ in_before) | ((out & ~here) ^ out_before);
    const node_bits touch = up_from(both, (a & b) | ((in | out) & both) | in_before >> 1 | out_before >> 1);
    return (touch & ~(touch << 1)) | apart;
}
#endif
