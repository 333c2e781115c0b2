/* How two label images of the same place lie over each other. */
#ifndef CLI_OVERLAP_H
#define CLI_OVERLAP_H
#include <stdint.h>

struct overlap_pair {
    uint32_t a, b; /* labels, not 0 */
    int64_t pixels;
};

struct overlap {
    int n_pairs;
    struct overlap_pair *pairs; /* in order of a, then b */
    uint32_t max_a, max_b;
    int64_t *size_a, *size_b; /* pixels of each label, 0..max */
};

/* Returns 0, or -1 when memory is out. */
int overlap_count(struct overlap *o, const uint32_t *a, const uint32_t *b, int64_t n);
void overlap_free(struct overlap *o);

/* Objects of a (the truth) and of b are matched where their intersection is more than half of their
   union: then none can match two. */
struct agreement {
    int truth, found, matched;
    double mean_iou; /* of the matched; NaN if there is none */
};
struct agreement agreement_of(const struct overlap *o);
#endif
