#include "kernel/components.h"
#include "kernel/pack.h"
#include "kernel/scan.h"

IV__TEXT_DECLARE(shape_h)
IV__TEXT_DECLARE(common_h)
IV__TEXT_DECLARE(components_cl)
static const char *const texts[] = { IV__TEXT(shape_h), IV__TEXT(common_h), IV__TEXT(components_cl),
                                     NULL };
static const struct iv__program program = { "components", texts, { NULL } };
static const struct iv__kernel number = { "components_number", &program, NULL };
static const struct iv__kernel join = { "components_link", &program, NULL };
static const struct iv__kernel flatten = { "components_flatten", &program, NULL };
static const struct iv__kernel unite = { "components_unite", &program, NULL };
static const struct iv__kernel rank = { "components_rank", &program, NULL };
static const struct iv__kernel write_labels = { "components_write", &program, NULL };

/* words per group, as in the text */
enum { UNITE_WORDS = 256, WRITE_WORDS = 128, SHARE_RUNS = 1024, MAX_SHARES = 2048 };
enum { MANY = 1024 }; /* sums: more than that are scanned once, fewer by each group that needs them */

struct iv__buffer *iv__components(struct iv_run *r, const iv_image *mask, iv_image *labels,
                                  int full)
{
    const struct iv__packed p = iv__pack(r, mask);
    const struct shape sh = p.shape;
    const u64 most = ((u64)sh.nx + 1) / 2 * (u64)sh.ny * (u64)sh.nz; /* runs there can be */
    const u32 yes = 1, no = 0, scanned = p.groups > MANY;
    u32 shares;
    if (!iv__ok(r)) return NULL;
    if (most >= (u64)1 << 31) {
        iv__run_fail(
            r, iv__error(IV_ERROR_SHAPE, "the image has more than 2^32 pixels; label it in parts"));
        return NULL;
    }
    shares = (u32)iv__groups(most, SHARE_RUNS);
    if (shares > MAX_SHARES) shares = MAX_SHARES;
    struct iv__buffer *first = iv__scratch_bytes(r, sh.words * 4);
    struct iv__buffer *parent = iv__scratch_bytes(r, most * 4);
    struct iv__buffer *roots = iv__scratch_bytes(r, shares * 4);
    struct iv__buffer *runs = iv__scratch_bytes(r, 4), *count = iv__scratch_bytes(r, 4);
    const u64 per_word = iv__groups(sh.words, UNITE_WORDS);

    if (scanned) iv__scan(r, p.runs, p.groups, runs);
    LAUNCH(r, &number, 0, p.groups, 1, 1, BUFFER(p.bits), BUFFER(p.runs), BUFFER(first), BUFFER(runs),
           VALUE(sh), VALUE(scanned));
    LAUNCH(r, &join, 0, per_word, 1, 1, BUFFER(p.bits), BUFFER(first), BUFFER(parent), VALUE(sh));
    LAUNCH(r, &flatten, 0, shares, 1, 1, BUFFER(parent), BUFFER(roots), BUFFER(runs), VALUE(shares),
           VALUE(no));
    LAUNCH(r, &unite, 0, per_word, 1, 1, BUFFER(p.bits), BUFFER(first), BUFFER(parent), VALUE(sh),
           VALUE(full));
    LAUNCH(r, &flatten, 0, shares, 1, 1, BUFFER(parent), BUFFER(roots), BUFFER(runs), VALUE(shares),
           VALUE(yes));
    LAUNCH(r, &rank, 0, shares, 1, 1, BUFFER(parent), BUFFER(roots), BUFFER(runs), VALUE(shares),
           BUFFER(count));
    LAUNCH(r, &write_labels, 0, iv__groups(sh.words, WRITE_WORDS), 1, 1, BUFFER(p.bits),
           BUFFER(first), BUFFER(parent), IMAGE(labels), VALUE(sh));
    iv__drop_bytes(r, p.bits);
    iv__drop_bytes(r, p.runs);
    iv__drop_bytes(r, first);
    iv__drop_bytes(r, parent);
    iv__drop_bytes(r, roots);
    iv__drop_bytes(r, runs);
    return count;
}
