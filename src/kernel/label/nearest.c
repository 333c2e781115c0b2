#include "kernel/label/nearest.h"
#include "kernel/label/relabel.h"
#include <math.h>

IV__TEXT_DECLARE(shape_h)
IV__TEXT_DECLARE(bits_h)
IV__TEXT_DECLARE(nearest_cl)
static const char *const texts[] = { IV__TEXT(shape_h), IV__TEXT(bits_h), IV__TEXT(nearest_cl),
                                     NULL };
static const struct iv__program program = { "nearest", texts, { "#LARGE" } };
static const struct iv__kernel along_x = { "nearest_x", &program, NULL };
static const struct iv__kernel find_hull = { "nearest_hull", &program, NULL };
static const struct iv__kernel along_lines = { "nearest_lines", &program, NULL };

static const struct iv__kernel candidates = { "nearest_candidates", &program, NULL };
static const struct iv__kernel along = { "nearest_along", &program, NULL };

/* as in the texts */
enum { WORDS = 128, BAND = 32, COLUMNS = 32, BANDS = 8, BANDS_LARGE = 4, ITEMS = 256, STRETCH = 32 };
struct axis {
    u64 outer, line, first;
    int64_t reach;
    u32 inner, outers, lines, bands, part, z, last, unused;
};
enum { BLOCK = 16, STRIP = 32, ROOM = 2048 * STRIP * (BLOCK + 1) / BLOCK }; /* nearest_cpu.c */
#define LEAST ((int64_t)1 << 52)
#define FAR ((int64_t)1 << 62)
struct lines {
    int64_t limit;
    u64 to;
    u32 inner, lines, bits, width, last, copied;
};

/* How many planes are done at a time along x and y, so that these need little memory: an eighth of
   the image, within limits; on the CPU what its cache may hold. */
static u64 slab_planes(struct iv_run *r, u64 planes, u64 plane)
{
    const u64 least = iv__on_cpu(r) ? 1 << 20 : 4 << 20, most = iv__on_cpu(r) ? least : 64 << 20,
              part = planes * plane / 8;
    const u64 pixels = part < least ? least : part > most ? most : part;
    return pixels <= plane ? 1 : pixels / plane < planes ? pixels / plane : planes;
}

static void too_large(struct iv_run *r)
{
    iv__run_fail(r,
                 iv__error(IV_ERROR_SHAPE, "the image is too large for distances to its labels"));
}

static double longest_square(const iv_image *labels)
{
    double most = 0;
    for (int k = IV_AXIS_Z; k <= IV_AXIS_X; k++)
        most += (double)labels->layout.size[k] * (double)labels->layout.size[k];
    return most;
}

/* Bits for a label in a candidate: all 32 where the squared distance leaves room for them. */
static u32 label_bits(struct iv_run *r, iv_image *labels)
{
    const double most = longest_square(labels);
    u32 bits = 32;
    if (most < ldexp(1, 61 - 32)) return bits;
    bits = 1;
    for (u32 max = iv__labels_max(r, labels); max >>= 1;) bits++;
    if (most >= ldexp(1, 61 - (int)bits)) too_large(r);
    return bits;
}

/* One axis on the CPU: `outer` times `lines` lines of `inner` values. A group's strip is copied if there
   is room for that, and otherwise so narrow that there is room for the minima of its blocks. */
static void search_cpu(struct iv_run *r, struct iv__buffer *src, u64 outer, struct lines s,
                       struct iv__buffer *dst, iv_image *labels)
{
    const u64 blocks = iv__groups(s.lines, BLOCK);
    s.copied = (blocks + s.lines) * STRIP <= ROOM;
    for (s.width = STRIP; s.width > 1 && blocks * s.width > ROOM;) s.width /= 2;
    if (blocks * s.width > ROOM) too_large(r);
    LAUNCH(r, &along, 0, iv__groups(s.inner, s.width) * outer, 1, 1, BUFFER(src), BUFFER(dst),
           IMAGE(labels), VALUE(s));
}

static void nearest_cpu(struct iv_run *r, iv_image *labels, const struct iv__packed *p,
                        double reach, iv_image *dst)
{
    struct lines s = { .bits = label_bits(r, labels) };
    struct shape sh = p->shape;
    const u64 plane = (u64)sh.nx * (u64)sh.ny, nz = (u64)sh.nz, slab = slab_planes(r, nz, plane);
    const double most = floor(reach * reach) + 1;
    s.limit = most < ldexp(1, 61 - (int)s.bits) ? LEAST + ((int64_t)most << s.bits) : FAR;
    struct iv__buffer *x = iv__scratch_bytes(r, slab * plane * 8);
    struct iv__buffer *y = nz > 1 ? iv__scratch_bytes(r, nz * plane * 8) : x; /* x: never written */
    for (u64 z = 0; z < nz && iv__ok(r); z += slab) {
        const u64 planes = z + slab < nz ? slab : nz - z, first_row = z * (u64)sh.ny;
        sh.words = (u64)sh.wpr * (u64)sh.ny * planes;
        LAUNCH(r, &candidates, 0, iv__groups(sh.words, WORDS), 1, 1, BUFFER(p->bits), IMAGE(labels),
               BUFFER(x), VALUE(sh), VALUE(first_row), VALUE(s.bits));
        s.inner = (u32)sh.nx;
        s.lines = (u32)sh.ny;
        s.to = z * plane;
        s.last = nz == 1;
        search_cpu(r, x, planes, s, y, dst);
    }
    iv__drop_bytes(r, x);
    if (nz > 1) {
        s.inner = (u32)plane;
        s.lines = (u32)nz;
        s.to = 0;
        s.last = 1;
        search_cpu(r, y, 1, s, y, dst);
        iv__drop_bytes(r, y);
    }
}

/* The variant of the text: 1 where squared distances do not fit in 31 bits. */
static u64 variant_for(struct iv_run *r, const iv_image *labels)
{
    const double most = longest_square(labels);
    const int64_t *n = labels->layout.size;
    const double lines = (double)(n[IV_AXIS_Y] > n[IV_AXIS_Z] ? n[IV_AXIS_Y] : n[IV_AXIS_Z]);
    if (most * lines >= ldexp(1, 62)) too_large(r);
    return most + 64 * lines >= ldexp(1, 31); /* 64: for lines behind the last, which are multiplied too */
}

static void search(struct iv_run *r, u64 variant, struct iv__buffer *sites, struct axis a,
                   iv_image *labels, struct iv__buffer *to, iv_image *dst)
{
    const u64 at_once = variant ? BANDS_LARGE : BANDS, tiles = iv__groups(a.inner, COLUMNS);
    const u64 warps = tiles * a.outers, per_group = ITEMS / COLUMNS;
    a.bands = (u32)iv__groups(a.lines, BAND);
    a.part = STRETCH * (u32)iv__chunk(r, iv__groups(warps, per_group), 5, iv__groups(a.lines, STRETCH), 1);
    struct iv__buffer *hull = iv__scratch_bytes(r, (u64)a.outers * a.bands * a.inner * 4);
    LAUNCH(r, &find_hull, variant, tiles * iv__groups(a.outers, a.bands < at_once ? at_once / a.bands : 1), 1, 1,
           BUFFER(sites), BUFFER(hull), VALUE(a));
    LAUNCH(r, &along_lines, variant, iv__groups(warps * iv__groups(a.lines, a.part), per_group), 1, 1,
           BUFFER(sites), BUFFER(hull), IMAGE(labels), BUFFER(to), IMAGE(dst), VALUE(a));
    iv__drop_bytes(r, hull);
}

static void nearest_gpu(struct iv_run *r, iv_image *labels, const struct iv__packed *p,
                        double reach, iv_image *dst)
{
    const u64 variant = variant_for(r, labels);
    if (!iv__ok(r)) return;
    struct shape sh = p->shape;
    const u64 nx = (u64)sh.nx, ny = (u64)sh.ny, nz = (u64)sh.nz, plane = nx * ny;
    const u64 size = variant ? 8 : 4;
    const double all = variant ? ldexp(1, 62) : ldexp(1, 31) - 1;
    struct axis y = { plane, nx, .inner = (u32)nx, .lines = (u32)ny, .last = nz == 1 };
    struct axis z = { nx, plane, .inner = (u32)nx, .outers = (u32)ny, .lines = (u32)nz, .z = 1, .last = 1 };
    y.reach = z.reach = reach * reach < all ? (int64_t)(reach * reach) : -1;
    /* of a volume, the result's memory has what x finds, all at once: it is written last */
    const int own = nz == 1 || size > 4;
    const u64 slab = own ? slab_planes(r, nz, plane) : nz;
    struct iv__buffer *from_x = own ? iv__scratch_bytes(r, slab * plane * size) : dst->buffer;
    struct iv__buffer *from_y =
        nz > 1 ? iv__scratch_bytes(r, nz * plane * size) : from_x; /* x: never written */
    for (u64 k = 0; k < nz && iv__ok(r); k += slab) {
        const u64 planes = k + slab < nz ? slab : nz - k, first_row = k * ny;
        sh.words = (u64)sh.wpr * ny * planes;
        LAUNCH(r, &along_x, variant, iv__groups(sh.words, WORDS), 1, 1, BUFFER(p->bits),
               IMAGE(labels), BUFFER(from_x), VALUE(sh), VALUE(first_row));
        y.first = k * plane;
        y.outers = (u32)planes;
        search(r, variant, from_x, y, labels, from_y, dst);
    }
    if (own) iv__drop_bytes(r, from_x);
    if (nz > 1) {
        search(r, variant, from_y, z, labels, from_y, dst);
        iv__drop_bytes(r, from_y);
    }
}

iv_image *iv__nearest_labels_for(struct iv_run *r, iv_image *dst)
{
    return iv__on_cpu(r) ? dst : iv__scratch_like(r, dst, IV_PIXEL_U32);
}

void iv__nearest_label(struct iv_run *r, iv_image *labels, double reach, iv_image *dst)
{
    if (!iv__ok(r)) return;
    const struct iv__packed p = iv__pack(r, labels);
    iv__nearest_packed(r, labels, &p, reach, dst);
    iv__drop_packed(r, &p);
}

void iv__nearest_packed(struct iv_run *r, iv_image *labels, const struct iv__packed *there, double reach,
                        iv_image *dst)
{
    if (!iv__ok(r)) return;
    if (iv__on_cpu(r)) nearest_cpu(r, labels, there, reach, dst);
    else nearest_gpu(r, labels, there, reach, dst);
}
