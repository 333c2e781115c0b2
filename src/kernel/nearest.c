#include "kernel/nearest.h"
#include "kernel/pack.h"
#include "kernel/relabel.h"
#include <math.h>

IV__TEXT_DECLARE(shape_h)
IV__TEXT_DECLARE(common_h)
IV__TEXT_DECLARE(nearest_cl)
static const char *const texts[] = { IV__TEXT(shape_h), IV__TEXT(common_h), IV__TEXT(nearest_cl),
                                     NULL };
static const struct iv__program program = { "nearest", texts, { NULL } };
static const struct iv__kernel along_x = { "nearest_x", &program, NULL };
static const struct iv__kernel block = { "nearest_block", &program, NULL };
static const struct iv__kernel along_lines = { "nearest_lines", &program, NULL };
static const struct iv__kernel border = { "nearest_border", &program, NULL };

/* as in the text */
enum { WORDS = 128, BLOCK = 16, BORDER_PIXELS = 1024 };
#define FAR ((int64_t)1 << 62)
struct lines {
    int64_t limit;
    u64 to;
    u32 inner, lines, bits, blocks, last, unused;
};
struct border {
    u64 n, stride;
    u32 size, reach, limit, first, last, unused;
};

/* How many pixels a slab has at least: x and y are done slab by slab, in little memory. */
enum { SLAB = 4 << 20 };

/* Bits for a label in a candidate: all 32 where the squared distance leaves room for them. */
static u32 label_bits(struct iv_run *r, iv_image *labels)
{
    const int64_t *n = labels->layout.size;
    double most = 0;
    u32 bits = 32;
    for (int k = IV_AXIS_Z; k <= IV_AXIS_X; k++) most += (double)n[k] * (double)n[k];
    if (most < ldexp(1, 61 - 32)) return bits;
    bits = 1;
    for (u32 max = iv__labels_max(r, labels); max >>= 1;) bits++;
    if (most >= ldexp(1, 61 - (int)bits))
        iv__run_fail(
            r, iv__error(IV_ERROR_SHAPE, "the image is too large for distances to its labels"));
    return bits;
}

/* One axis: `outer` times `lines` lines of `inner` values. */
static void search(struct iv_run *r, struct iv__buffer *src, u64 outer, struct lines s,
                   struct iv__buffer *dst, iv_image *labels)
{
    const u64 tile_x = iv__on_cpu(r) ? 512 : 64, tile_lines = iv__on_cpu(r) ? 8 : 16;
    const u64 across = iv__groups(s.inner, tile_x);
    s.blocks = (u32)iv__groups(s.lines, BLOCK);
    struct iv__buffer *least = iv__scratch_bytes(r, (u64)s.inner * s.blocks * outer * 8);
    LAUNCH(r, &block, 0, across * s.blocks * outer, 1, 1, BUFFER(src), BUFFER(least),
           VALUE(s.inner), VALUE(s.lines), VALUE(s.blocks));
    LAUNCH(r, &along_lines, 0, across * iv__groups(s.lines, tile_lines) * outer, 1, 1, BUFFER(src),
           BUFFER(least), BUFFER(dst), IMAGE(labels), VALUE(s));
    iv__drop_bytes(r, least);
}

void iv__nearest_label(struct iv_run *r, iv_image *labels, double reach, iv_image *dst)
{
    if (!iv__ok(r)) return;
    const struct iv__packed p = iv__pack(r, labels);
    struct shape sh = p.shape;
    struct lines s = { .bits = label_bits(r, labels) };
    if (!iv__ok(r)) return;
    const u64 plane = (u64)sh.nx * (u64)sh.ny, nz = (u64)sh.nz;
    const u64 slab = plane * nz <= SLAB ? nz : plane >= SLAB ? 1 : SLAB / plane;
    const double most = floor(reach * reach) + 1;
    s.limit = most < ldexp(1, 62 - (int)s.bits) ? (int64_t)most << s.bits : FAR;
    struct iv__buffer *x = iv__scratch_bytes(r, slab * plane * 8);
    struct iv__buffer *y = nz > 1 ? iv__scratch_bytes(r, nz * plane * 8) : x; /* x: never written */
    for (u64 z = 0; z < nz && iv__ok(r); z += slab) {
        const u64 planes = z + slab < nz ? slab : nz - z, first_row = z * (u64)sh.ny;
        sh.words = (u64)sh.wpr * (u64)sh.ny * planes;
        LAUNCH(r, &along_x, 0, iv__groups(sh.words, WORDS), 1, 1, BUFFER(p.bits), IMAGE(labels),
               BUFFER(x), VALUE(sh), VALUE(first_row), VALUE(s.bits));
        s.inner = (u32)sh.nx;
        s.lines = (u32)sh.ny;
        s.to = z * plane;
        s.last = nz == 1;
        search(r, x, planes, s, y, dst);
    }
    if (nz > 1) {
        s.inner = (u32)plane;
        s.lines = (u32)nz;
        s.to = 0;
        s.last = 1;
        search(r, y, 1, s, y, dst);
        iv__drop_bytes(r, y);
    }
    iv__drop_bytes(r, x);
    iv__drop_bytes(r, p.bits);
    iv__drop_bytes(r, p.runs);
}

void iv__erode_labels(struct iv_run *r, iv_image *labels, double reach, iv_image *dst)
{
    if (!iv__ok(r)) return;
    const int64_t *size = labels->layout.size;
    const int axes[] = { IV_AXIS_X, IV_AXIS_Y, IV_AXIS_Z };
    struct iv__buffer *scratch = iv__scratch_bytes(r, iv__bytes(dst));
    struct border s = { .n = (u64)iv_layout_count(&labels->layout), .stride = 1, .first = 1 };
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
            LAUNCH(r, &border, 0, iv__groups(s.n, BORDER_PIXELS), 1, 1, IMAGE(labels), BUFFER(from),
                   BUFFER(to), VALUE(s));
            from = to;
            s.first = 0;
            left--;
        }
        s.stride *= s.size;
    }
    iv__drop_bytes(r, scratch);
}
