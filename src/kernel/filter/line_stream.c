/* line in a pass for x and y and another for z, on a GPU: for half widths up to 40 (sigma 10), which are
   constants of its kernels as line_fused's are. */
#include "kernel/filter/line_form.h"

IV__TEXT_DECLARE(line_stream_cl)
IV__TEXT_DECLARE(line_value_h)
IV__TEXT_DECLARE(fours_h)
IV__TEXT_DECLARE(order_h)
IV__TEXT_DECLARE(sum_h)
static const char *const texts[] = { IV__TEXT(order_h), IV__TEXT(sum_h), IV__TEXT(line_value_h),
                                     IV__TEXT(fours_h), IV__TEXT(line_stream_cl), NULL };
static const struct iv__program program = {
    "line_stream", texts, { "T", "#OP", "#RX", "#R", "#FROM_SUMS", "#TO_SUMS", "#SEVERAL" }
};
static const struct iv__kernel line_stream = { "line_stream", &program, NULL };

enum { MOST = 40, STEP = 8, WIDTH = 256 }; /* as in line_stream.cl */
struct stream_params { /* as in line_stream.cl */
    u64 row;
    u32 n, across, chunk, pieces, flip, divisor;
    float scale, x[2 * MOST + 1], y[2 * MOST + 1];
};

static void set_weights(float *w, const struct iv__line *l, int axis)
{
    w[0] = 1;
    for (int i = 0; l->op == FIR && l->on[axis] && i <= 2 * l->radius[axis]; i++)
        w[i] = (float)l->weights[axis][i];
}

/* How many groups' registers a unit should hold: of the window, and what else there is. With x fewer groups
   whose loads the compiler may move further ahead are faster. */
static u32 several_of(int rx, int radius)
{
    const int registers = 2 * radius + STEP + (rx ? 81 : 40);
    return registers < 64 ? 4 : registers <= 80 ? 3 : registers <= 128 ? 2 : 1;
}

/* One pass, along x and the axis (1 or 2), or the axis alone. */
static void pass(struct iv_run *r, const struct iv__line *l, int x, int axis, int last,
                 struct iv__buffer *from, struct iv__buffer *to)
{
    const u64 outer = axis == 2 ? 1 : l->size[2];
    const u64 rx = x ? (u64)l->radius[0] : 0, radius = (u64)l->radius[axis];
    const int first = from == l->src->buffer, sums = l->op == SUM_32;
    struct stream_params p = {
        .row = axis == 2 ? l->size[0] * l->size[1] : l->size[0], .n = (u32)l->size[axis], .flip = l->flip,
        .divisor = l->divisor, .scale = last ? (float)l->scale : 1.0f,
    };
    const u32 several = several_of((int)rx, (int)radius);
    p.across = (u32)iv__groups(p.row, WIDTH);
    p.chunk = (u32)iv__chunk(r, p.across * outer, several, p.n, 2 * radius + 2 * STEP);
    p.chunk = (u32)iv__groups(p.chunk, STEP) * STEP;
    p.pieces = (u32)iv__groups(p.n, p.chunk);
    set_weights(p.x, l, 0);
    set_weights(p.y, l, axis);
    const iv_pixel pixel = l->op == FIR && !first ? IV_PIXEL_F32 : l->src->pixel;
    const u64 variant = IV__VARIANT4(pixel, l->op, rx, radius) |
                        IV__VARIANT4(sums && !first, sums && !last, several, 0) << 32;
    LAUNCH(r, &line_stream, variant, p.across * p.pieces * outer, 1, 1, BUFFER(from), BUFFER(to), VALUE(p));
}

int iv__line_stream(struct iv_run *r, const struct iv__line *l)
{
    if (!iv__on_tiles(r) || l->op == SUM_64 || l->on[0] + l->on[1] + l->on[2] == 0) return 0;
    if (l->size[0] * l->size[1] > INT32_MAX / 2 || l->size[2] > INT32_MAX / 2) return 0;
    for (int k = 0; k < 3; k++)
        if (l->radius[k] > MOST) return 0;
    const int plane = l->on[0] || l->on[1];
    const u64 count = l->size[0] * l->size[1] * l->size[2];
    if (plane && l->size[0] < WIDTH / 4 && count > 1 << 20) return 0; /* most items would be idle */
    struct iv__buffer *middle = NULL;
    if (plane && l->on[2]) {
        middle = iv__scratch_bytes(r, count * (l->op == SUM_32 ? 4 : iv_pixel_size(l->dst->pixel)));
        if (!iv__ok(r)) return 1;
    }
    if (plane) pass(r, l, 1, 1, !l->on[2], l->src->buffer, middle ? middle : l->dst->buffer);
    if (l->on[2]) pass(r, l, 0, 2, 1, middle ? middle : l->src->buffer, l->dst->buffer);
    iv__drop_bytes(r, middle);
    return 1;
}
