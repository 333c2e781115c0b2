#include "kernel/label/components.h"
#include "kernel/label/strips.h"
#include "kernel/reduce/scan.h"

IV__TEXT_DECLARE(shape_h)
IV__TEXT_DECLARE(bits_h)
IV__TEXT_DECLARE(forest_h)

/* where faces connect */
IV__TEXT_DECLARE(components_cl)
static const char *const texts[] = { IV__TEXT(shape_h), IV__TEXT(bits_h), IV__TEXT(forest_h), IV__TEXT(components_cl),
                                     NULL };
static const struct iv__program program = { "components", texts, { NULL } };
static const struct iv__kernel number = { "components_number", &program, NULL };
static const struct iv__kernel join = { "components_link", &program, NULL };
static const struct iv__kernel flatten = { "components_flatten", &program, NULL };
static const struct iv__kernel unite = { "components_unite", &program, NULL };
static const struct iv__kernel rank = { "components_rank", &program, NULL };
static const struct iv__kernel write_labels = { "components_write", &program, NULL };
static const struct iv__kernel inside = { "components_inside", &program, NULL };

/* where edges and corners connect, too */
IV__TEXT_DECLARE(nodes_h)
IV__TEXT_DECLARE(components_full_cl)
static const char *const full_texts[] = { IV__TEXT(shape_h), IV__TEXT(bits_h), IV__TEXT(forest_h), IV__TEXT(nodes_h),
                                          IV__TEXT(components_full_cl), NULL };
static const struct iv__program full_program = { "components_full", full_texts, { NULL } };
static const struct iv__kernel find_nodes = { "components_nodes", &full_program, NULL };
static const struct iv__kernel join_nodes = { "components_link", &full_program, NULL };
static const struct iv__kernel unite_nodes = { "components_unite", &full_program, NULL };
static const struct iv__kernel flatten_nodes = { "components_flatten", &full_program, NULL };
static const struct iv__kernel rank_nodes = { "components_rank", &full_program, NULL };
static const struct iv__kernel mark_nodes = { "components_mark", &full_program, NULL };
static const struct iv__kernel write_nodes = { "components_write", &full_program, NULL };

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

/* per group, as in the texts */
enum { UNITE_WORDS = 256, WRITE_WORDS = 128, SHARE_RUNS = 1024 };
enum { NODE_WORDS = 512, LINK_WORDS = 256, FULL_UNITE_WORDS = 128, RANK_WORDS = 1024 }; /* of components_full.cl */
enum { MAX_SHARES = 2048 };
enum { STRIP_PIXELS = 1 << 16, WRITE_PIXELS = 1 << 15 }; /* a strip's at least; a group's of strips_write */
enum { MANY = 1024 }; /* sums: more than that are scanned once, fewer by each group that needs them */

/* Of a mask whose rows are those of the shape. */
static u64 most_runs(struct shape sh) { return ((u64)sh.nx + 1) / 2 * (u64)sh.ny * (u64)sh.nz; }
static u32 shares_of(u64 runs)
{
    const u64 shares = iv__groups(runs, SHARE_RUNS);
    return shares < MAX_SHARES ? (u32)shares : MAX_SHARES;
}

static int few_enough(struct iv_run *r, struct shape sh)
{
    if (most_runs(sh) < (u64)1 << 31) return 1;
    iv__run_fail(r, iv__error(IV_ERROR_SHAPE, "the image has more than 2^32 pixels; label it in parts"));
    return 0;
}

/* ---- Where faces connect ---- */

static void components_faces(struct iv_run *r, const struct iv__packed *p, iv_image *labels)
{
    const struct shape sh = p->shape;
    const u64 most = most_runs(sh), per_word = iv__groups(sh.words, UNITE_WORDS);
    const u32 yes = 1, no = 0, scanned = p->groups > MANY, shares = shares_of(most);
    struct iv__buffer *first = iv__scratch_bytes(r, sh.words * 4), *parent = iv__scratch_bytes(r, most * 4);
    struct iv__buffer *roots = iv__scratch_bytes(r, shares * 4), *runs = iv__scratch_bytes(r, 4);

    if (scanned) iv__scan(r, p->runs, p->groups, runs);
    LAUNCH(r, &number, 0, p->groups, 1, 1, BUFFER(p->bits), BUFFER(p->runs), BUFFER(first), BUFFER(runs),
           VALUE(sh), VALUE(scanned));
    LAUNCH(r, &join, 0, per_word, 1, 1, BUFFER(p->bits), BUFFER(first), BUFFER(parent), VALUE(sh));
    LAUNCH(r, &flatten, 0, shares, 1, 1, BUFFER(parent), BUFFER(roots), BUFFER(runs), VALUE(shares),
           VALUE(no));
    LAUNCH(r, &unite, 0, per_word, 1, 1, BUFFER(p->bits), BUFFER(first), BUFFER(parent), VALUE(sh));
    LAUNCH(r, &flatten, 0, shares, 1, 1, BUFFER(parent), BUFFER(roots), BUFFER(runs), VALUE(shares),
           VALUE(yes));
    LAUNCH(r, &rank, 0, shares, 1, 1, BUFFER(parent), BUFFER(roots), BUFFER(runs), VALUE(shares));
    LAUNCH(r, &write_labels, 0, iv__groups(sh.words, WRITE_WORDS), 1, 1, BUFFER(p->bits), BUFFER(first),
           BUFFER(parent), IMAGE(labels), VALUE(sh));
    iv__drop_bytes(r, first);
    iv__drop_bytes(r, parent);
    iv__drop_bytes(r, roots);
    iv__drop_bytes(r, runs);
}

/* ---- Where edges and corners connect, too ---- */

/* A mask's words of nodes, the first run of each, and each run's parent. */
struct node_runs {
    u64 words;
    struct iv__buffer *nodes, *first, *parent;
};

/* All runs point to their roots, or, if `ranked`, roots know their labels. */
static struct node_runs find_node_runs(struct iv_run *r, const struct iv__packed *p, int ranked)
{
    const struct shape sh = p->shape;
    struct shape rows = sh; /* of nodes */
    rows.ny = (int)(((u32)sh.ny + 1) / 2);
    rows.nz = (int)(((u32)sh.nz + 1) / 2);
    const u64 words = (u64)rows.wpr * (u64)rows.ny * (u64)rows.nz, most = most_runs(rows);
    const u64 groups = iv__groups(sh.words, RANK_WORDS);
    const u32 yes = 1, no = 0, scanned = groups > MANY, shares = shares_of(most);
    const struct node_runs f = { words, iv__scratch_bytes(r, words * 4), iv__scratch_bytes(r, words * 4),
                                 iv__scratch_bytes(r, most * 4) };
    struct iv__buffer *early = iv__scratch_bytes(r, most * 4), *firsts = iv__scratch_bytes(r, sh.words * 4);
    struct iv__buffer *sums = iv__scratch_bytes(r, (groups + 1) * 4), *all = iv__scratch_bytes(r, 4);

    iv__fill(r, sums, (groups + 1) * 4, 0);
    LAUNCH(r, &find_nodes, 0, iv__groups(words, NODE_WORDS), 1, 1, BUFFER(p->bits), BUFFER(f.nodes), BUFFER(f.first),
           BUFFER(early), BUFFER(firsts), BUFFER(sums), VALUE(sh));
    LAUNCH(r, &join_nodes, 0, iv__groups(words, LINK_WORDS), 1, 1, BUFFER(p->bits), BUFFER(f.nodes), BUFFER(f.first),
           BUFFER(early), BUFFER(f.parent), VALUE(sh));
    LAUNCH(r, &flatten_nodes, 0, shares, 1, 1, BUFFER(f.parent), BUFFER(early), BUFFER(firsts), BUFFER(sums),
           VALUE(sh), VALUE(shares), VALUE(no));
    LAUNCH(r, &unite_nodes, 0, iv__groups(words, FULL_UNITE_WORDS), 1, 1, BUFFER(p->bits), BUFFER(f.nodes),
           BUFFER(f.first), BUFFER(early), BUFFER(f.parent), VALUE(sh));
    LAUNCH(r, &flatten_nodes, 0, shares, 1, 1, BUFFER(f.parent), BUFFER(early), BUFFER(firsts), BUFFER(sums),
           VALUE(sh), VALUE(shares), VALUE(yes));
    if (ranked) {
        if (scanned) iv__scan(r, sums, groups, all);
        LAUNCH(r, &rank_nodes, 0, groups, 1, 1, BUFFER(firsts), BUFFER(sums), BUFFER(f.nodes), BUFFER(f.first),
               BUFFER(f.parent), VALUE(sh), VALUE(scanned));
    }
    iv__drop_bytes(r, early);
    iv__drop_bytes(r, firsts);
    iv__drop_bytes(r, sums);
    iv__drop_bytes(r, all);
    return f;
}

/* Pixels become the labels of their nodes' roots, or, if `keep`, 0 where these have none. */
static void write_node_labels(struct iv_run *r, const struct iv__packed *p, const struct node_runs *f, iv_image *image,
                              u32 keep)
{
    LAUNCH(r, &write_nodes, 0, iv__groups(f->words, WRITE_WORDS), 1, 1, BUFFER(p->bits), BUFFER(f->nodes),
           BUFFER(f->first), BUFFER(f->parent), IMAGE(image), VALUE(p->shape), VALUE(keep));
    iv__drop_bytes(r, f->nodes);
    iv__drop_bytes(r, f->first);
    iv__drop_bytes(r, f->parent);
}

static void components_full(struct iv_run *r, const struct iv__packed *p, iv_image *labels)
{
    const struct node_runs f = find_node_runs(r, p, 1);
    write_node_labels(r, p, &f, labels, 0);
}

static void keep_seeded_gpu(struct iv_run *r, const struct iv__packed *mask, const struct iv__packed *seeds,
                            iv_image *image)
{
    const struct node_runs f = find_node_runs(r, mask, 0);
    LAUNCH(r, &mark_nodes, 0, iv__groups(f.words, LINK_WORDS), 1, 1, BUFFER(mask->bits), BUFFER(f.nodes),
           BUFFER(f.first), BUFFER(f.parent), BUFFER(seeds->bits), VALUE(mask->shape));
    write_node_labels(r, mask, &f, image, 1);
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
    struct strip_runs f;
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

static void keep_seeded_cpu(struct iv_run *r, const struct iv__packed *mask, const struct iv__packed *seeds,
                            iv_image *image)
{
    const struct strip_runs f = find_strip_runs(r, mask, 1);
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
    if (!iv__ok(r) || !few_enough(r, p->shape)) return;
    if (iv__on_cpu(r)) components_cpu(r, p, labels, full);
    else if (full) components_full(r, p, labels);
    else components_faces(r, p, labels);
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

void iv__keep_seeded(struct iv_run *r, const struct iv__packed *mask, const struct iv__packed *seeds, iv_image *image)
{
    if (!iv__ok(r) || !few_enough(r, mask->shape)) return;
    if (iv__on_cpu(r)) keep_seeded_cpu(r, mask, seeds, image);
    else keep_seeded_gpu(r, mask, seeds, image);
}
