#include "blur.h"
#include <math.h>
#include <stdlib.h>

/* e to the power of -x by squaring (1 - x/n) often: the same bits everywhere, and near enough. */
static double decay(double x)
{
    double v = 1 - x / 65536;
    if (v < 0) return 0;
    for (int i = 0; i < 16; i++) v *= v;
    return v;
}

enum { MOST = 32 };

struct filter {
    int64_t half;
    double weights[MOST + 1], all; /* Gaussian only */
};

typedef void line_fn(const struct filter *f, float *line, float *room, int64_t n);

static int64_t inside(int64_t i, int64_t n) { return i < 0 ? 0 : i >= n ? n - 1 : i; }

static struct filter gauss_filter(double sigma)
{
    struct filter f = { .half = (int64_t)(4 * sigma + 0.5) };
    if (f.half > MOST) f.half = MOST;
    for (int64_t k = 0; k <= f.half; k++) {
        f.weights[k] = decay((double)(k * k) / (2 * sigma * sigma));
        f.all += k ? 2 * f.weights[k] : f.weights[k];
    }
    return f;
}

static void gauss_line(const struct filter *f, float *line, float *room, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        double sum = f->weights[0] * line[i];
        for (int64_t k = 1; k <= f->half; k++)
            sum += f->weights[k] * ((double)line[inside(i - k, n)] + line[inside(i + k, n)]);
        room[i] = (float)(sum / f->all);
    }
    for (int64_t i = 0; i < n; i++) line[i] = room[i];
}

/* A box of width 2h+1 has variance h(h+1)/3; three of them have that of the Gaussian. */
static struct filter box_filter(double sigma)
{
    return (struct filter){ .half = (int64_t)(0.5 * (sqrt(1 + 4 * sigma * sigma) - 1) + 0.5) };
}

static void box_line(const struct filter *f, float *line, float *room, int64_t n)
{
    const int64_t half = f->half;
    for (int round = 0; round < 3; round++) {
        double sum = 0;
        for (int64_t k = -half; k <= half; k++) sum += line[inside(k, n)];
        for (int64_t i = 0; i < n; i++) {
            room[i] = (float)(sum / (double)(2 * half + 1));
            sum += (double)line[inside(i + half + 1, n)] - line[inside(i - half, n)];
        }
        for (int64_t i = 0; i < n; i++) line[i] = room[i];
    }
}

static int along_axes(float *pixels, const int64_t size[3], const double sigma[3],
                      struct filter (*make)(double), line_fn *run)
{
    const int64_t strides[3] = { size[1] * size[2], size[2], 1 };
    int64_t longest = 1;
    for (int axis = 0; axis < 3; axis++)
        if (size[axis] > longest) longest = size[axis];
    float *line = malloc(2 * (size_t)longest * sizeof *line);
    if (!line) return -1;
    float *room = line + longest;
    for (int axis = 0; axis < 3; axis++) {
        const int64_t n = size[axis], step = strides[axis], other = axis == 0 ? 1 : 0,
                      last = axis == 2 ? 1 : 2;
        const struct filter f = make(sigma[axis]);
        if (n == 1) continue;
        for (int64_t a = 0; a < size[other]; a++)
            for (int64_t b = 0; b < size[last]; b++) {
                float *p = pixels + a * strides[other] + b * strides[last];
                for (int64_t i = 0; i < n; i++) line[i] = p[i * step];
                run(&f, line, room, n);
                for (int64_t i = 0; i < n; i++) p[i * step] = line[i];
            }
    }
    free(line);
    return 0;
}

int blur_gauss(float *pixels, const int64_t size[3], const double sigma[3])
{
    return along_axes(pixels, size, sigma, gauss_filter, gauss_line);
}

int blur_boxes(float *pixels, const int64_t size[3], const double sigma[3])
{
    return along_axes(pixels, size, sigma, box_filter, box_line);
}
