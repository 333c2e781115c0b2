#include "kernel/common/box.h"
#include <inttypes.h>
#include <string.h>

/* No gap between a present axis and x, so that an array of the present ones is read as it is meant. */
static void close_gaps(iv_layout *l)
{
    for (int axis = IV_AXIS_Z; axis < IV_AXIS_X; axis++)
        if (l->axes >> axis & 1) l->axes |= 1u << (axis + 1);
}

void iv__box_resize(iv_layout *l, const int64_t size[3])
{
    for (int k = 0; k < 3; k++) {
        l->size[IV_AXIS_X - k] = size[k];
        if (size[k] != 1) l->axes |= 1u << (IV_AXIS_X - k);
    }
    close_gaps(l);
}

iv_status iv__box_sizes(const iv_layout *l, int64_t size[3], int larger)
{
    for (int k = 0; k < 3; k++) {
        const int64_t n = l->size[IV_AXIS_X - k];
        if (size[k] == 0) size[k] = n;
        if (larger ? size[k] < n : size[k] > n)
            return iv__error(IV_ERROR_ARGUMENT, "size_%c is %" PRId64 ", but must be at %s the image's %" PRId64,
                             "xyz"[k], size[k], larger ? "least" : "most", n);
    }
    return IV_OK;
}

void iv__box_swap(iv_layout *l, int axis0, int axis1)
{
    const int a = IV_AXIS_X - axis0, b = IV_AXIS_X - axis1;
    const iv_layout was = *l;
    l->size[a] = was.size[b];
    l->size[b] = was.size[a];
    l->spacing[a] = was.spacing[b];
    l->spacing[b] = was.spacing[a];
    memcpy(l->unit[a], was.unit[b], sizeof l->unit[a]);
    memcpy(l->unit[b], was.unit[a], sizeof l->unit[b]);
    if (was.axes & (1u << a | 1u << b)) l->axes |= 1u << a | 1u << b;
    close_gaps(l);
}
