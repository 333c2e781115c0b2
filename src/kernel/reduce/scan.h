/* scan: sums of groups become the places where each group's share begins. */
#ifndef IV__SCAN_H
#define IV__SCAN_H
#include "core/run.h"

/* sums[0..n) become their exclusive prefixes; the total (modulo 2^32) goes to total[0]. Any number
   is taken, but one group does it: meant for one sum per thousand pixels. */
void iv__scan(struct iv_run *r, struct iv__buffer *sums, u64 n, struct iv__buffer *total);
#endif
