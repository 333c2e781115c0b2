#include "kernel/label/erode.h"

IV__TEXT_DECLARE(erode_cl)
static const char *const texts[] = { IV__TEXT(erode_cl), NULL };
static const struct iv__program program = { "erode", texts, { NULL } };
static const struct iv__kernel along_axis = { "erode_axis", &program, NULL };

enum { PIXELS = 1024 }; /* as in the text */
struct erosion {
    u64 n, stride;
    u32 size, reach, limit, first, last, unused;
};

void iv__erode_labels(struct iv_run *r, iv_image *labels, double reach, iv_image *dst)
{
    if (!iv__ok(r)) return;
    const int64_t *size = labels->layout.size;
    const int axes[] = { IV_AXIS_X, IV_AXIS_Y, IV_AXIS_Z };
    struct iv__buffer *scratch = iv__scratch_bytes(r, iv__bytes(dst));
    struct erosion s = { .n = (u64)iv_layout_count(&labels->layout), .stride = 1, .first = 1 };
    s.reach = (u32)reach;
    s.limit = (u32)(reach * reach);
    int left = 0;
    for (int k = 1; k < 3; k++) left += size[axes[k]] > 1;
    struct iv__buffer *from = scratch; /* not read on the first axis */
    for (int k = 0; k < 3 && iv__ok(r); k++) {
        s.size = (u32)size[axes[k]];
        if (k == 0 || s.size > 1) {
            struct iv__buffer *to = left % 2 ? scratch : dst->buffer;
            s.last = left == 0;
            LAUNCH(r, &along_axis, 0, iv__groups(s.n, PIXELS), 1, 1, IMAGE(labels), BUFFER(from),
                   BUFFER(to), VALUE(s));
            from = to;
            s.first = 0;
            left--;
        }
        s.stride *= s.size;
    }
    iv__drop_bytes(r, scratch);
}
