#include "kernel/project.h"

IV__TEXT_DECLARE(convert_h)
IV__TEXT_DECLARE(project_cl)
static const char *const texts[] = { IV__TEXT(convert_h), IV__TEXT(project_cl), NULL };
static const struct iv__program program = { "project", texts, { "T" } };
static const struct iv__kernel extreme_lines = { "extreme_lines", &program, NULL };
static const struct iv__kernel extreme_rows = { "extreme_rows", &program, NULL };
static const struct iv__kernel moment_lines = { "moment_lines", &program, NULL };
static const struct iv__kernel moment_rows = { "moment_rows", &program, NULL };

enum { BLOCK = 256, ROWS = 8 }; /* as in project.cl */

void iv__project(struct iv_run *r, iv_image *dst, iv_image *src, int axis, enum iv__projection what,
                 int ddof)
{
    if (!iv__ok(r)) return;
    const iv_layout *l = &src->layout;
    u64 inner = 1, outer = 1;
    for (int a = 0; a < IV_AXES; a++) {
        if (a < axis) outer *= (u64)l->size[a];
        if (a > axis) inner *= (u64)l->size[a];
    }
    const int n = (int)l->size[axis], maximum = what == IV__PROJECT_MAXIMUM, moment = (int)what;
    const int extreme = what == IV__PROJECT_MINIMUM || maximum;
    if (axis == IV_AXIS_X) {
        const u64 groups = iv__groups(outer, ROWS);
        if (extreme)
            LAUNCH(r, &extreme_rows, src->pixel, groups, 1, 1, IMAGE(src), IMAGE(dst), VALUE(outer),
                   VALUE(n), VALUE(maximum));
        else
            LAUNCH(r, &moment_rows, src->pixel, groups, 1, 1, IMAGE(src), IMAGE(dst), VALUE(outer),
                   VALUE(n), VALUE(ddof), VALUE(moment));
    } else {
        const u64 groups = outer * iv__groups(inner, BLOCK);
        if (extreme)
            LAUNCH(r, &extreme_lines, src->pixel, groups, 1, 1, IMAGE(src), IMAGE(dst), VALUE(inner),
                   VALUE(n), VALUE(maximum));
        else
            LAUNCH(r, &moment_lines, src->pixel, groups, 1, 1, IMAGE(src), IMAGE(dst), VALUE(inner),
                   VALUE(n), VALUE(ddof), VALUE(moment));
    }
}
