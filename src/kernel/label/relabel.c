#include "kernel/label/relabel.h"
#include "kernel/reduce/scan.h"
#include <stdlib.h>

IV__TEXT_DECLARE(shape_h)
IV__TEXT_DECLARE(bits_h)
IV__TEXT_DECLARE(relabel_cl)
static const char *const texts[] = { IV__TEXT(shape_h), IV__TEXT(bits_h), IV__TEXT(relabel_cl),
                                     NULL };
static const struct iv__program program = { "relabel", texts, { NULL } };
static const struct iv__kernel find_max = { "relabel_max", &program, NULL };
static const struct iv__kernel flag = { "relabel_flag", &program, NULL };
static const struct iv__kernel size = { "relabel_size", &program, NULL };
static const struct iv__kernel unflag = { "relabel_unflag", &program, NULL };
static const struct iv__kernel between = { "relabel_between", &program, NULL };
static const struct iv__kernel add_up = { "relabel_sums", &program, NULL };
static const struct iv__kernel number = { "relabel_number", &program, NULL };
static const struct iv__kernel replace = { "relabel_replace", &program, NULL };
static const struct iv__kernel find = { "relabel_find", &program, NULL };

enum { PIXELS = 8192, ENTRIES = 1024 }; /* per group, as in the text */

static u64 pixels(const iv_image *im) { return (u64)iv_layout_count(&im->layout); }

u32 iv__labels_max(struct iv_run *r, iv_image *labels)
{
    struct iv__buffer *max = iv__scratch_bytes(r, 4);
    u32 result = 0;
    if (!iv__ok(r)) return 0;
    const u64 n = pixels(labels);
    iv__fill(r, max, 4, 0);
    LAUNCH(r, &find_max, 0, iv__groups(n, PIXELS), 1, 1, IMAGE(labels), VALUE(n), BUFFER(max));
    iv__fetch(r, max, &result, 4);
    iv__drop_bytes(r, max);
    return result;
}

static int ascending(const void *a, const void *b)
{
    const u32 x = *(const u32 *)a, y = *(const u32 *)b;
    return (x > y) - (x < y);
}

/* Labels without their repeats in a row, sorted, without any repeats; how many are left. */
static u64 distinct(u32 *l, u64 n)
{
    u64 m = 0, left = 0;
    for (u64 i = 0; i < n; i++)
        if (l[i] && (m == 0 || l[i] != l[m - 1])) l[m++] = l[i];
    qsort(l, m, sizeof *l, ascending);
    for (u64 i = 0; i < m; i++)
        if (i == 0 || l[i] != l[left - 1]) l[left++] = l[i];
    return left;
}

/* Few labels with high numbers, which are rare: the host makes a list, and pixels look themselves
 * up. */
static iv_image *relabel_sparse(struct iv_run *r, iv_image *labels, u32 *max)
{
    const u64 n = pixels(labels);
    u32 *host = malloc(n * sizeof *host), count = 0;
    iv_image *out = iv__scratch_like(r, labels, IV_PIXEL_U32);
    if (!host) iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
    iv__fetch(r, labels->buffer, host, n * 4);
    if (iv__ok(r)) count = (u32)distinct(host, n);
    struct iv__buffer *list = iv__scratch_bytes(r, (u64)count * 4);
    iv__send(r, list, host, (u64)count * 4);
    free(host);
    LAUNCH(r, &find, 0, iv__groups(n, PIXELS), 1, 1, IMAGE(labels), BUFFER(list), IMAGE(out),
           VALUE(n), VALUE(count));
    iv__drop_bytes(r, list);
    *max = count;
    return out;
}

iv_image *iv__labels_dense(struct iv_run *r, iv_image *labels, u32 *max)
{
    *max = iv__labels_max(r, labels);
    return iv__labels_dense_to(r, labels, max);
}

iv_image *iv__labels_dense_to(struct iv_run *r, iv_image *labels, u32 *max)
{
    if (!iv__ok(r) || *max <= 2 * pixels(labels) + 65536) return labels;
    return relabel_sparse(r, labels, max);
}

static struct iv__buffer *table(struct iv_run *r, u32 max)
{
    const size_t bytes = ((size_t)max + 1) * 4;
    struct iv__buffer *t = iv__scratch_bytes(r, bytes);
    iv__fill(r, t, bytes, 0);
    return t;
}

struct iv__buffer *iv__labels_flags(struct iv_run *r, iv_image *labels, u32 max)
{
    struct iv__buffer *flags = table(r, max);
    if (!iv__ok(r)) return NULL;
    const u64 n = pixels(labels);
    LAUNCH(r, &flag, 0, iv__groups(n, PIXELS), 1, 1, IMAGE(labels), VALUE(n), BUFFER(flags));
    return flags;
}

struct iv__buffer *iv__labels_sizes(struct iv_run *r, iv_image *labels, u32 max)
{
    struct iv__buffer *sizes = table(r, max);
    if (!iv__ok(r)) return NULL;
    const u64 n = pixels(labels);
    if (n > UINT32_MAX) {
        iv__run_fail(r, iv__error(IV_ERROR_SHAPE, "the image has more than 2^32 pixels"));
        return NULL;
    }
    LAUNCH(r, &size, 0, iv__groups(n, PIXELS), 1, 1, IMAGE(labels), VALUE(n), BUFFER(sizes));
    return sizes;
}

void iv__labels_unflag_ends(struct iv_run *r, iv_image *labels, struct iv__buffer *flags, int axis)
{
    if (!iv__ok(r) || labels->layout.size[axis] == 1) return;
    const int64_t *s = labels->layout.size;
    const u64 nx = (u64)s[IV_AXIS_X], ny = (u64)s[IV_AXIS_Y], nz = (u64)s[IV_AXIS_Z];
    const u64 a = axis == IV_AXIS_X ? ny : nx, b = axis == IV_AXIS_Z ? ny : nz;
    const u64 sa = axis == IV_AXIS_X ? nx : 1, sb = axis == IV_AXIS_Z ? nx : nx * ny;
    const u64 far = (axis == IV_AXIS_X ? 1 : axis == IV_AXIS_Y ? nx : nx * ny) * ((u64)s[axis] - 1);
    LAUNCH(r, &unflag, 0, iv__groups(a * b, PIXELS), 1, 1, IMAGE(labels), BUFFER(flags), VALUE(a),
           VALUE(b), VALUE(sa), VALUE(sb), VALUE(far));
}

void iv__labels_size_flags(struct iv_run *r, struct iv__buffer *sizes, u32 max, u32 low, u32 high)
{
    const u64 n = (u64)max + 1;
    LAUNCH(r, &between, 0, iv__groups(n, ENTRIES), 1, 1, BUFFER(sizes), VALUE(n), VALUE(low),
           VALUE(high));
}

void iv__labels_number(struct iv_run *r, struct iv__buffer *flags, u32 max)
{
    const u64 n = (u64)max + 1, groups = iv__groups(n, ENTRIES);
    struct iv__buffer *sums = iv__scratch_bytes(r, groups * 4), *total = iv__scratch_bytes(r, 4);
    LAUNCH(r, &add_up, 0, groups, 1, 1, BUFFER(flags), VALUE(n), BUFFER(sums));
    iv__scan(r, sums, groups, total);
    LAUNCH(r, &number, 0, groups, 1, 1, BUFFER(flags), VALUE(n), BUFFER(sums));
    iv__drop_bytes(r, sums);
    iv__drop_bytes(r, total);
}

void iv__labels_replace(struct iv_run *r, const iv_image *labels, struct iv__buffer *t, u32 first,
                        u32 max, iv_image *dst)
{
    if (!iv__ok(r)) return;
    const u64 n = pixels(labels);
    LAUNCH(r, &replace, 0, iv__groups(n, PIXELS), 1, 1, IMAGE(labels), BUFFER(t), IMAGE(dst),
           VALUE(n), VALUE(first), VALUE(max));
}
