/* One filter along the axes, for the forms that carry it out; all keep line.cl's order of operations. */
#ifndef IV__LINE_FORM_H
#define IV__LINE_FORM_H
#include "core/run.h"

enum { FIR, SUM_32, SUM_64, EXTREME, HAT, SUM_16 }; /* as in line.cl and line_fused.cl; SUM_16 on a CPU alone */

struct iv__line {
    int op, radius[3], on[3];     /* x y z; which axes it filters */
    const double *const *weights; /* FIR: of each axis that is on */
    u32 flip, divisor;
    double scale;
    iv_image *src, *dst, *beside; /* beside: for HAT */
    u64 size[3];
};

/* In one pass, or in one for x and y and one for z. Each returns 0, with nothing done, where that is not for this filter or device. */
int iv__line_fused(struct iv_run *r, const struct iv__line *l);
int iv__line_stream(struct iv_run *r, const struct iv__line *l);
#endif
