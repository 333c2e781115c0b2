#include "kernel/label/components.h"
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

/* words per group, as in the text */
enum { UNITE_WORDS = 256, WRITE_WORDS = 128, SHARE_RUNS = 1024, MAX_SHARES = 2048 };
enum { MANY = 1024 }; /* sums: more than that are scanned once, fewer by each group that needs them */

/* A mask's runs: the first of each word, and each run's parent. */
struct runs {
    struct iv__buffer *first, *parent;
};

/* All runs point to their roots, or, if `ranked`, roots know their labels. */
static struct runs find_runs(struct iv_run *r, const struct iv__packed *p, int full, int ranked)
{
    const struct shape sh = p->shape;
    const u64 most = ((u64)sh.nx + 1) / 2 * (u64)sh.ny * (u64)sh.nz; /* runs there can be */
    const u32 yes = ranked != 0, no = 0, scanned = p->groups > MANY;
    struct runs found = { NULL, NULL };
    u32 shares;
    if (!iv__ok(r)) return found;
    if (most >= (u64)1 << 31) {
        iv__run_fail(
            r, iv__error(IV_ERROR_SHAPE, "the image has more than 2^32 pixels; label it in parts"));
        return found;
    }
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

void iv__components(struct iv_run *r, const iv_image *mask, iv_image *labels, int full)
{
    const struct iv__packed p = iv__pack(r, mask);
    iv__components_packed(r, &p, labels, full);
    iv__drop_packed(r, &p);
}

void iv__components_packed(struct iv_run *r, const struct iv__packed *p, iv_image *labels, int full)
{
    const struct shape sh = p->shape;
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
    const struct runs f = find_runs(r, mask, full, 0);
    LAUNCH(r, &mark, 0, iv__groups(sh.words, UNITE_WORDS), 1, 1, BUFFER(mask->bits), BUFFER(f.first),
           BUFFER(f.parent), BUFFER(seeds->bits), VALUE(sh));
    LAUNCH(r, &clear, 0, iv__groups(sh.words, WRITE_WORDS), 1, 1, BUFFER(mask->bits), BUFFER(f.first),
           BUFFER(f.parent), IMAGE(image), VALUE(sh));
    drop_runs(r, f);
}
