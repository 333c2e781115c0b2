#include "kernel/label/spread.h"
#include "kernel/label/label_row.h"

IV__TEXT_DECLARE(shape_h)
IV__TEXT_DECLARE(bits_h)
IV__TEXT_DECLARE(label_row_h)
IV__TEXT_DECLARE(wide_h)
IV__TEXT_DECLARE(tally_h)
IV__TEXT_DECLARE(spread_cl)
static const char *const texts[] = { IV__TEXT(shape_h), IV__TEXT(bits_h), IV__TEXT(label_row_h),
                                     IV__TEXT(wide_h), IV__TEXT(tally_h), IV__TEXT(spread_cl), NULL };
static const struct iv__program program = { "spread", texts, { NULL } };
static const struct iv__kernel find_range = { "spread_range", &program, NULL };
static const struct iv__kernel find_points = { "spread_points", &program, NULL };
static const struct iv__kernel add_distances = { "spread_distances", &program, NULL };

/* as in the text */
enum { PIXELS = 8192, ROWS = 256, POINT_BYTES = 32 };
struct steps {
    float x, y, z;
};

u64 iv__label_tiles(const struct iv_run *r, const iv_layout *l)
{
    const int cpu = iv__on_cpu(r);
    const u64 tx = cpu ? 512 : 64, ty = cpu ? 16 : 64, tz = cpu ? 16 : 8;
    return iv__groups((u64)l->size[IV_AXIS_X], tx) * iv__groups((u64)l->size[IV_AXIS_Y], ty) *
           iv__groups((u64)l->size[IV_AXIS_Z], tz);
}

struct iv__buffer *iv__label_range(struct iv_run *r, iv_image *labels, iv_image *values, int background)
{
    struct iv__buffer *range = iv__scratch_bytes(r, 2 * sizeof(u32));
    if (!iv__ok(r)) return NULL;
    const u64 n = (u64)iv_layout_count(&labels->layout);
    const u32 base = background != 0, floats = values->pixel == IV_PIXEL_F32;
    iv__fill(r, range, 2 * sizeof(u32), 0);
    LAUNCH(r, &find_range, 0, iv__groups(n, PIXELS), 1, 1, IMAGE(labels), IMAGE(values), VALUE(n),
           VALUE(base), VALUE(floats), BUFFER(range));
    return range;
}

u32 iv__label_max(struct iv_run *r, struct iv__buffer *range)
{
    u32 max = 0;
    iv__fetch(r, range, &max, sizeof max);
    return max;
}

void iv__spread(struct iv_run *r, iv_image *labels, iv_pixel values, struct iv__buffer *range,
                struct iv__buffer *acc, u32 rows, int background, int distances, const double spacing[3])
{
    struct iv__buffer *points = iv__scratch_bytes(r, ((size_t)rows + 1) * 2 * POINT_BYTES);
    if (!iv__ok(r)) return;
    const u32 base = background != 0, pixel = (u32)values;
    const int nx = (int)labels->layout.size[IV_AXIS_X], ny = (int)labels->layout.size[IV_AXIS_Y];
    const int nz = (int)labels->layout.size[IV_AXIS_Z];
    const struct steps w = { (float)spacing[0], (float)spacing[1], (float)spacing[2] };
    LAUNCH(r, &find_points, 0, iv__groups((u64)rows + 1, ROWS), 1, 1, BUFFER(acc), BUFFER(points),
           BUFFER(range), VALUE(w), VALUE(base), VALUE(rows), VALUE(pixel));
    if (rows >= IV__EARLY_ROWS) iv__mark(r);
    if (distances)
        LAUNCH(r, &add_distances, 0, iv__label_tiles(r, &labels->layout), 1, 1, IMAGE(labels), BUFFER(acc),
               BUFFER(points), VALUE(w), VALUE(nx), VALUE(ny), VALUE(nz), VALUE(base), VALUE(rows));
    iv__drop_bytes(r, points);
}
