#include "kernel/reduce/project.h"

IV__TEXT_DECLARE(convert_h)
IV__TEXT_DECLARE(reduction_h)
IV__TEXT_DECLARE(axis_h)
IV__TEXT_DECLARE(axis_extreme_cl)
IV__TEXT_DECLARE(axis_sum_cl)
IV__TEXT_DECLARE(axis_variance_cl)
#define SHARED IV__TEXT(reduction_h), IV__TEXT(axis_h)
static const char *const extreme_texts[] = { SHARED, IV__TEXT(axis_extreme_cl), NULL };
static const char *const sum_texts[] = { IV__TEXT(convert_h), SHARED, IV__TEXT(axis_sum_cl), NULL };
static const char *const variance_texts[] = { SHARED, IV__TEXT(axis_variance_cl), NULL };
static const struct iv__program extreme = { "axis_extreme", extreme_texts, { "T" } };
static const struct iv__program sum = { "axis_sum", sum_texts, { "T" } };
static const struct iv__program variance = { "axis_variance", variance_texts, { "T" } };

static const struct iv__kernel extreme_across = { "extreme_across", &extreme, NULL };
static const struct iv__kernel extreme_along = { "extreme_along", &extreme, NULL };
static const struct iv__kernel sum_across = { "sum_across", &sum, NULL };
static const struct iv__kernel sum_along = { "sum_along", &sum, NULL };
static const struct iv__kernel variance_across = { "variance_across", &variance, NULL };
static const struct iv__kernel variance_along = { "variance_along", &variance, NULL };

struct axis { /* as in axis.h */
    u64 inner, n, outer;
};

enum { ROWS = 8, STRIP_CPU = 1024, STRIP_GPU = 256 }; /* as in axis.h */

void iv__project(struct iv_run *r, iv_image *dst, iv_image *src, int axis, enum iv__projection what,
                 int ddof)
{
    struct axis p = { 1, 1, 1 };
    if (!iv__ok(r)) return;
    const int64_t *const size = src->layout.size;
    p.n = (u64)size[axis];
    for (int k = 0; k < axis; k++) p.outer *= (u64)size[k];
    for (int k = axis + 1; k < IV_AXES; k++) p.inner *= (u64)size[k];
    const int along = p.inner == 1;
    const u64 groups = along ? iv__groups(p.outer, ROWS)
                             : p.outer * iv__groups(p.inner, iv__on_cpu(r) ? STRIP_CPU : STRIP_GPU);
    const u32 flag = what == IV__PROJECT_MAXIMUM || what == IV__PROJECT_MEAN || what == IV__PROJECT_DEVIATION;
    const u64 over = p.n > (u64)ddof ? p.n - (u64)ddof : 0;
    switch (what) {
    case IV__PROJECT_MINIMUM:
    case IV__PROJECT_MAXIMUM:
        LAUNCH(r, along ? &extreme_along : &extreme_across, src->pixel, groups, 1, 1, IMAGE(src), IMAGE(dst),
               VALUE(p), VALUE(flag));
        break;
    case IV__PROJECT_SUM:
    case IV__PROJECT_MEAN:
        LAUNCH(r, along ? &sum_along : &sum_across, src->pixel, groups, 1, 1, IMAGE(src), IMAGE(dst),
               VALUE(p), VALUE(flag));
        break;
    case IV__PROJECT_VARIANCE:
    case IV__PROJECT_DEVIATION:
        LAUNCH(r, along ? &variance_along : &variance_across, src->pixel, groups, 1, 1, IMAGE(src),
               IMAGE(dst), VALUE(p), VALUE(over), VALUE(flag));
        break;
    }
}
