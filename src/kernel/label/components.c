#include "kernel/label/components.h"
#include "kernel/label/strips.h"
#include "kernel/reduce/scan.h"

IV__TEXT_DECLARE(shape_h)
IV__TEXT_DECLARE(bits_h)
IV__TEXT_DECLARE(components_cl)
static const char *const texts[] = { IV__TEXT(shape_h), IV__TEXT(bits_h), IV__TEXT(components_cl),
                                     NULL };
static const struct iv__program program = { "components", texts, { NULL } };
static const struct iv__kernel number = { "components_number", &program, NULL };
static const struct iv__kernel join = { "components_link", &program, NULL };
static const struct iv__kernel flatten = { "components_flatten", &program, NULL };
static const struct iv__kernel unite = { "components_unite", &program, NULL };
static const struct iv__kernel rank = { "components_rank", &program, NULL };
static const struct iv__kernel write_labels = { "components_write", &program, NULL };
static const struct iv__kernel inside = { "components_inside", &program, NULL };
static const struct iv__kernel mark = { "components_mark", &program, NULL };
static const struct iv__kernel clear = { "components_clear", &program, NULL };

/* the CPU's */
static const struct iv__kernel strips_find = { "strips_find", &program, NULL };
static const struct iv__kernel strips_seams = { "strips_seams", &program, NULL };
static const struct iv__kernel strips_flatten = { "strips_flatten", &program, NULL };
static const struct iv__kernel strips_number = { "strips_number", &program, NULL };
static const struct iv__kernel strips_keys = { "strips_keys", &program, NULL };
static const struct iv__kernel strips_sums = { "strips_sums", &program, NULL };
static const struct iv__kernel strips_rank = { "strips_rank", &program, NULL };
static const struct iv__kernel strips_mark = { "strips_mark", &program, NULL };
static const struct iv__kernel strips_write = { "strips_write", &program, NULL };

/* words per group, as in the text */
enum { UNITE_WORDS = 256, WRITE_WORDS = 128, SHARE_RUNS = 1024, MAX_SHARES = 2048 };
enum { STRIP_PIXELS = 1 << 16, WRITE_PIXELS = 1 << 15 }; /* a strip's at least; a group's of strips_write */
enum { MANY = 1024 }; /* sums: more than that are scanned once, fewer by each group that needs them */

static u64 most_runs(struct shape sh) { return ((u64)sh.nx + 1) / 2 * (u64)sh.ny * (u64)sh.nz; }

static int few_enough(struct iv_run *r, struct shape sh)
{
    if (most_runs(sh) < (u64)1 << 31) return 1;
    iv__run_fail(r, iv__error(IV_ERROR_SHAPE, "the image has more than 2^32 pixels; label it in parts"));
    return 0;
}

/* A mask's runs: the first of each word, and each run's parent. */
struct runs {
    struct iv__buffer *first, *parent;
};

/* All runs point to their roots, or, if `ranked`, roots know their labels. */
static struct runs find_runs(struct iv_run *r, const struct iv__packed *p, int full, int ranked)
{
    const struct shape sh = p->shape;
    const u64 most = most_runs(sh);
    const u32 yes = ranked != 0, no = 0, scanned = p->groups > MANY;
    struct runs found = { NULL, NULL };
    u32 shares;
    if (!iv__ok(r) || !few_enough(r, sh)) return found;
    shares = (u32)iv__groups(most, SHARE_RUNS);
    if (shares > MAX_SHARES) shares = MAX_SHARES;
    struct iv__buffer *first = found.first = iv__scratch_bytes(r, sh.words * 4);
    struct iv__buffer *parent = found.parent = iv__scratch_bytes(r, most * 4);
    struct iv__buffer *roots = iv__scratch_bytes(r, shares * 4), *runs = iv__scratch_bytes(r, 4);
    const u64 per_word = iv__groups(sh.words, UNITE_WORDS);

    if (scanned) iv__scan(r, p->runs, p->groups, runs);
    LAUNCH(r, &number, 0, p->groups, 1, 1, BUFFER(p->bits), BUFFER(p->runs), BUFFER(first), BUFFER(runs),
           VALUE(sh), VALUE(scanned));
    LAUNCH(r, &join, 0, per_word, 1, 1, BUFFER(p->bits), BUFFER(first), BUFFER(parent), VALUE(sh));
    LAUNCH(r, &flatten, 0, shares, 1, 1, BUFFER(parent), BUFFER(roots), BUFFER(runs), VALUE(shares),
           VALUE(no));
    LAUNCH(r, &unite, 0, per_word, 1, 1, BUFFER(p->bits), BUFFER(first), BUFFER(parent), VALUE(sh),
           VALUE(full));
    LAUNCH(r, &flatten, 0, shares, 1, 1, BUFFER(parent), BUFFER(roots), BUFFER(runs), VALUE(shares),
           VALUE(yes));
    if (ranked)
        LAUNCH(r, &rank, 0, shares, 1, 1, BUFFER(parent), BUFFER(roots), BUFFER(runs), VALUE(shares));
    iv__drop_bytes(r, roots);
    iv__drop_bytes(r, runs);
    return found;
}

static void drop_runs(struct iv_run *r, struct runs f)
{
    iv__drop_bytes(r, f.first);
    iv__drop_bytes(r, f.parent);
}

/* ---- On the CPU ---- */

/* A mask's runs of nodes: each row's first, and each run's parent, or number, and first pixel. */
struct strip_runs {
    struct strips s;
    struct iv__buffer *first, *parent, *pixel, *counts, *roots;
};

/* Runs that there is room for. */
static u64 room_for(struct strips s) { return (u64)s.rows * s.most + s.count * STRIPS_ROUND; }

/* Several strips to a thread, as some take longer than others; in a volume of four planes of nodes if there
   are threads enough, as the first plane's runs are joined later. */
static struct strips strips_of(struct iv_run *r, struct shape sh, int full)
{
    const u32 size = full ? 2 : 1, planes = ((u32)sh.nz + size - 1) / size, ny = ((u32)sh.ny + size - 1) / size;
    const u32 threads = r->device->facts.units > 1 ? (u32)r->device->facts.units : 1;
    struct strips s = { .sh = sh, .full = (u32)full, .rows = planes * ny, .ny = ny, .most = ((u32)sh.nx + 1) / 2 };
    const u64 pixels = (u64)sh.nx * (u64)sh.ny * (u64)sh.nz, row = (u64)sh.nx * size * size;
    const u64 most = planes > 1 ? (planes + 3) / 4 : s.rows, few = iv__groups(pixels, STRIP_PIXELS);
    s.count = 4 * threads;
    if (s.count > most) s.count = most > threads ? (u32)most : threads;
    if (s.count > few) s.count = (u32)few;
    if (s.count > s.rows) s.count = s.rows;
    if (room_for(s) >= (u64)1 << 31) s.count = 1; /* a run's number has 31 bits */
    s.at_once = row < WRITE_PIXELS ? (u32)(WRITE_PIXELS / row) : 1;
    return s;
}

/* All runs point to their roots. */
static struct strip_runs find_strip_runs(struct iv_run *r, const struct iv__packed *p, int full)
{
    struct strip_runs f = { .first = NULL };
    if (!iv__ok(r) || !few_enough(r, p->shape)) return f;
    const struct strips s = f.s = strips_of(r, p->shape, full);
    f.first = iv__scratch_bytes(r, (u64)s.rows * 4);
    f.parent = iv__scratch_bytes(r, room_for(s) * 4);
    f.pixel = full ? iv__scratch_bytes(r, room_for(s) * 4) : NULL;
    f.counts = iv__scratch_bytes(r, s.count * 4);
    f.roots = iv__scratch_bytes(r, s.count * 4);
    LAUNCH(r, &strips_find, 0, s.count, 1, 1, BUFFER(p->bits), BUFFER(f.first), BUFFER(f.parent), BUFFER(f.pixel),
           BUFFER(f.counts), VALUE(s));
    if (s.count > 1)
        LAUNCH(r, &strips_seams, 0, s.count - 1, 1, 1, BUFFER(p->bits), BUFFER(f.first), BUFFER(f.parent), VALUE(s));
    LAUNCH(r, &strips_flatten, 0, s.count, 1, 1, BUFFER(f.parent), BUFFER(f.pixel), BUFFER(f.counts),
           BUFFER(f.roots), VALUE(s));
    return f;
}

/* Roots know their numbers. */
static void number_strip_runs(struct iv_run *r, const struct strip_runs *f)
{
    const struct strips s = f->s;
    if (!s.full) {
        LAUNCH(r, &strips_number, 0, s.count, 1, 1, BUFFER(f->parent), BUFFER(f->counts), BUFFER(f->roots), VALUE(s));
        return;
    }
    const u64 pixels = (u64)s.sh.nx * (u64)s.sh.ny * (u64)s.sh.nz;
    const u64 sums = iv__groups(pixels, STRIPS_PIECE * 32), bytes = sums * STRIPS_PIECE * 4;
    const u32 pieces = (u32)sums;
    struct iv__buffer *keys = iv__scratch_bytes(r, bytes), *before = iv__scratch_bytes(r, sums * 4);
    struct iv__buffer *all = iv__scratch_bytes(r, 4);
    iv__fill(r, keys, bytes, 0);
    LAUNCH(r, &strips_keys, 0, s.count, 1, 1, BUFFER(f->parent), BUFFER(f->pixel), BUFFER(f->counts), BUFFER(keys),
           VALUE(s));
    LAUNCH(r, &strips_sums, 0, iv__groups(sums, STRIPS_SUMS), 1, 1, BUFFER(keys), BUFFER(before), VALUE(pieces));
    iv__scan(r, before, sums, all);
    LAUNCH(r, &strips_rank, 0, s.count, 1, 1, BUFFER(f->parent), BUFFER(f->pixel), BUFFER(f->counts), BUFFER(keys),
           BUFFER(before), VALUE(s));
    iv__drop_bytes(r, keys);
    iv__drop_bytes(r, before);
    iv__drop_bytes(r, all);
}

/* Pixels become the numbers of their runs, or, if `keep`, 0 where these have none. */
static void write_numbers(struct iv_run *r, const struct iv__packed *p, const struct strip_runs *f, iv_image *image,
                          u32 keep)
{
    if (!iv__ok(r)) return;
    const struct strips s = f->s;
    const u32 past_cache = iv__past_cache(r, (u64)iv_layout_count(&image->layout) * 4);
    LAUNCH(r, &strips_write, 0, iv__groups(s.rows, s.at_once), 1, 1, BUFFER(p->bits), BUFFER(f->first),
           BUFFER(f->parent), IMAGE(image), VALUE(s), VALUE(past_cache), VALUE(keep));
    iv__drop_bytes(r, f->first);
    iv__drop_bytes(r, f->parent);
    iv__drop_bytes(r, f->pixel);
    iv__drop_bytes(r, f->counts);
    iv__drop_bytes(r, f->roots);
}

static void components_cpu(struct iv_run *r, const struct iv__packed *p, iv_image *labels, int full)
{
    const struct strip_runs f = find_strip_runs(r, p, full);
    if (!iv__ok(r)) return;
    number_strip_runs(r, &f);
    write_numbers(r, p, &f, labels, 0);
}

static void keep_seeded_cpu(struct iv_run *r, const struct iv__packed *mask, const struct iv__packed *seeds, int full,
                            iv_image *image)
{
    const struct strip_runs f = find_strip_runs(r, mask, full);
    if (!iv__ok(r)) return;
    LAUNCH(r, &strips_mark, 0, f.s.count, 1, 1, BUFFER(mask->bits), BUFFER(f.first), BUFFER(f.parent),
           BUFFER(seeds->bits), VALUE(f.s));
    write_numbers(r, mask, &f, image, 1);
}

/* ---- Both ---- */

void iv__components(struct iv_run *r, const iv_image *mask, iv_image *labels, int full)
{
    const struct iv__packed p = iv__pack(r, mask);
    iv__components_packed(r, &p, labels, full);
    iv__drop_packed(r, &p);
}

void iv__components_packed(struct iv_run *r, const struct iv__packed *p, iv_image *labels, int full)
{
    const struct shape sh = p->shape;
    if (iv__on_cpu(r)) {
        components_cpu(r, p, labels, full);
        return;
    }
    const struct runs f = find_runs(r, p, full, 1);
    LAUNCH(r, &write_labels, 0, iv__groups(sh.words, WRITE_WORDS), 1, 1, BUFFER(p->bits), BUFFER(f.first),
           BUFFER(f.parent), IMAGE(labels), VALUE(sh));
    drop_runs(r, f);
}

struct iv__packed iv__pack_inside(struct iv_run *r, const struct iv__packed *a, const struct iv__packed *b)
{
    struct iv__packed p = *a;
    p.bits = iv__scratch_bytes(r, p.shape.words * 4);
    p.runs = iv__scratch_bytes(r, p.groups * 4);
    LAUNCH(r, &inside, 0, p.groups, 1, 1, BUFFER(a->bits), BUFFER(b->bits), BUFFER(p.bits), BUFFER(p.runs),
           VALUE(p.shape));
    return p;
}

void iv__keep_seeded(struct iv_run *r, const struct iv__packed *mask, const struct iv__packed *seeds, int full,
                     iv_image *image)
{
    const struct shape sh = mask->shape;
    if (iv__on_cpu(r)) {
        keep_seeded_cpu(r, mask, seeds, full, image);
        return;
    }
    const struct runs f = find_runs(r, mask, full, 0);
    LAUNCH(r, &mark, 0, iv__groups(sh.words, UNITE_WORDS), 1, 1, BUFFER(mask->bits), BUFFER(f.first),
           BUFFER(f.parent), BUFFER(seeds->bits), VALUE(sh));
    LAUNCH(r, &clear, 0, iv__groups(sh.words, WRITE_WORDS), 1, 1, BUFFER(mask->bits), BUFFER(f.first),
           BUFFER(f.parent), IMAGE(image), VALUE(sh));
    drop_runs(r, f);
}
