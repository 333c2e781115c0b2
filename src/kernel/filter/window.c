#include "kernel/filter/window.h"
#include "core/op.h"
#include "gen/calls.h"
#include "kernel/filter/ball.h"
#include "kernel/filter/selection.h"
#include "kernel/filter/stencil.h"
#include <math.h>
#include <stdlib.h>

IV__TEXT_DECLARE(window_cl)
IV__TEXT_DECLARE(order_h)
IV__TEXT_DECLARE(sum_h)
static const char *const texts[] = { IV__TEXT(order_h), IV__TEXT(sum_h), IV__TEXT(window_cl), NULL };
static const struct iv__program program = { "window", texts, { "T", "#OP" } };
enum { EXTREME, MEAN, MEAN_64, VARIANCE, MEDIAN }; /* as in window.cl */
static const struct iv__kernel gpu_kernel = { "window", &program, NULL };
static const struct iv__kernel cpu_kernel[] = {
    [EXTREME] = { "ball_extreme", &program, NULL },     [MEAN] = { "ball_mean", &program, NULL },
    [MEAN_64] = { "ball_mean_64", &program, NULL },     [VARIANCE] = { "window_variance", &program, NULL },
    [MEDIAN] = { "window_median", &program, NULL },
};

struct window_params { /* as in window.cl */
    u64 nx, ny, nz;
    u32 chords, count, flip;
    float scale;
};
struct window_cpu { /* as in window_cpu.c */
    u64 nx, ny, nz;
    u32 rx, ry, rz, width, strip, chords, count, flip;
    float scale;
    u32 unused;
};
enum { CPU_WIDTH = 256, CPU_STRIP = 8, CPU_MEDIAN_WIDTH = 64 }; /* as in window_cpu.c */

/* The largest x inside the ball, in whole numbers, so that a pixel just on the surface is inside. */
int iv__half_length(const int radius[3], int shape, int dy, int dz)
{
    const int64_t a = radius[0] ? radius[0] : 1, b = radius[1] ? radius[1] : 1, c = radius[2] ? radius[2] : 1;
    if (shape == IV__BOX) return radius[0];
    const int64_t all = a * a * b * b * c * c;
    const int64_t rest = all - dy * dy * (a * a * c * c) - dz * dz * (a * a * b * b);
    if (rest < 0) return -1;
    int64_t x = (int64_t)sqrt((double)rest / (double)(b * b * c * c));
    while (x > 0 && x * x * (b * b * c * c) > rest) x--;
    while ((x + 1) * (x + 1) * (b * b * c * c) <= rest) x++;
    return (int)(x < radius[0] ? x : radius[0]);
}

static void run_window(struct iv_run *r, int op, iv_image *dst, iv_image *src, const int asked[3], int shape,
                       int flip)
{
    static const double highest[] = {
        [IV_PIXEL_U8] = 255, [IV_PIXEL_I8] = 128, [IV_PIXEL_U16] = 65535, [IV_PIXEL_I16] = 32768,
        [IV_PIXEL_U32] = 4294967295, [IV_PIXEL_I32] = 2147483648, [IV_PIXEL_F32] = 0,
    };
    int radius[3];
    double pixels = 0;
    if (!iv__ok(r)) return;
    for (int k = 0; k < 3; k++) radius[k] = src->layout.size[IV_AXIS_X - k] > 1 ? asked[k] : 0;
    if (op != VARIANCE && radius[0] + radius[1] + radius[2] == 0) {
        op_copy(r, src, dst);
        return;
    }
    if (op == MEDIAN && iv__selection(r, dst, src, radius, shape)) return;
    if (op == EXTREME && iv__ball_special(r, dst, src, radius, flip)) return;
    const int cpu = iv__on_cpu(r), rows = (2 * radius[1] + 1) * (2 * radius[2] + 1);
    int32_t *list = malloc((size_t)rows * 3 * sizeof *list), *end = list;
    u32 chords = 0;
    if (!list) {
        iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
        return;
    }
    for (int dz = -radius[2]; dz <= radius[2]; dz++)
        for (int dy = -radius[1]; dy <= radius[1]; dy++) {
            const int half = iv__half_length(radius, shape, dy, dz);
            if (half >= 0) {
                pixels += 2 * half + 1;
                chords++;
            }
            if (!cpu && half >= 0) {
                *end++ = dz;
                *end++ = dy;
            }
            if (cpu || half >= 0) *end++ = half;
        }
    struct iv__buffer *window = NULL;
    if (pixels >= 2147483648.0) {
        iv__run_fail(r, iv__error(IV_ERROR_ARGUMENT, "a window of %.0f pixels is too large: at most 2147483647",
                                  pixels));
    } else {
        window = iv__scratch_bytes(r, (size_t)(end - list) * sizeof *list);
        iv__send(r, window, list, (size_t)(end - list) * sizeof *list);
    }
    free(list);
    if (op == MEAN && pixels * highest[src->pixel] >= 2147483648.0) op = MEAN_64;
    const u64 nx = (u64)src->layout.size[IV_AXIS_X], ny = (u64)src->layout.size[IV_AXIS_Y];
    const u64 nz = (u64)src->layout.size[IV_AXIS_Z];
    if (cpu) {
        struct window_cpu p = {
            .nx = nx, .ny = ny, .nz = nz, .rx = (u32)radius[0], .ry = (u32)radius[1], .rz = (u32)radius[2],
            .width = op == MEDIAN ? CPU_MEDIAN_WIDTH : CPU_WIDTH, .strip = CPU_STRIP, .chords = chords,
            .count = (u32)pixels, .flip = flip ? ~0u : 0, .scale = (float)(1 / pixels),
        };
        const u64 groups = iv__groups(nx, p.width) * iv__groups(ny, p.strip) * nz;
        LAUNCH(r, &cpu_kernel[op], IV__VARIANT1(src->pixel), groups, 1, 1, IMAGE(src), IMAGE(dst),
               BUFFER(window), VALUE(p));
    } else {
        struct window_params p = {
            .nx = nx, .ny = ny, .nz = nz, .chords = chords, .count = (u32)pixels, .flip = flip ? ~0u : 0,
            .scale = (float)(1 / pixels),
        };
        LAUNCH(r, &gpu_kernel, IV__VARIANT2(src->pixel, op), iv__groups(nx * ny * nz, 256), 1, 1,
               IMAGE(src), IMAGE(dst), BUFFER(window), VALUE(p));
    }
    iv__drop_bytes(r, window);
}

void iv__ball_extreme(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int minimum)
{
    run_window(r, EXTREME, dst, src, radius, IV__SPHERE, minimum);
}

void iv__ball_mean(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3])
{
    run_window(r, MEAN, dst, src, radius, IV__SPHERE, 0);
}

void iv__window_variance(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int shape,
                         int root)
{
    run_window(r, VARIANCE, dst, src, radius, shape, root);
}

void iv__window_median(struct iv_run *r, iv_image *dst, iv_image *src, const int radius[3], int shape)
{
    int one[3];
    if (!iv__ok(r)) return;
    for (int k = 0; k < 3; k++) one[k] = radius[k] == 1 && src->layout.size[IV_AXIS_X - k] > 1;
    const int flat = radius[2] == 0 || src->layout.size[IV_AXIS_Z] == 1;
    if (shape == IV__SPHERE && one[0] && one[1] && (one[2] || flat))
        iv__stencil(r, flat ? IV__MEDIAN_5 : IV__MEDIAN_7, dst, src, 0);
    else
        run_window(r, MEDIAN, dst, src, radius, shape, 0);
}
