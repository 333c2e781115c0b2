#include "kernel/label/pack.h"

IV__TEXT_DECLARE(shape_h)
IV__TEXT_DECLARE(bits_h)
IV__TEXT_DECLARE(pack_cl)
static const char *const texts[] = { IV__TEXT(shape_h), IV__TEXT(bits_h), IV__TEXT(pack_cl),
                                     NULL };
static const struct iv__program program = { "pack", texts, { "T" } };
static const struct iv__kernel pack = { "pack", &program, NULL };
static const struct iv__kernel pack_above = { "pack_above", &program, NULL };

static struct iv__packed room_for(struct iv_run *r, const iv_image *image)
{
    struct iv__packed p = { .groups = 0 };
    if (!iv__ok(r)) return p;
    const int64_t *size = image->layout.size;
    struct shape *sh = &p.shape;
    if (size[IV_AXIS_X] > INT32_MAX - 31 || size[IV_AXIS_Y] > INT32_MAX ||
        size[IV_AXIS_Z] > INT32_MAX) {
        iv__run_fail(r, iv__error(IV_ERROR_SHAPE, "an axis has more than 2^31 pixels"));
        return p;
    }
    sh->nx = (int)size[IV_AXIS_X];
    sh->ny = (int)size[IV_AXIS_Y];
    sh->nz = (int)size[IV_AXIS_Z];
    sh->wpr = (sh->nx + 31) / 32;
    sh->words = (u64)sh->wpr * (u64)sh->ny * (u64)sh->nz;
    sh->magic = ((u64)1 << 32) / (u64)sh->wpr;
    p.groups = iv__groups(sh->words, IV__PACK_WORDS);
    p.bits = iv__scratch_bytes(r, sh->words * 4);
    p.runs = iv__scratch_bytes(r, p.groups * 4);
    return p;
}

struct iv__packed iv__pack(struct iv_run *r, const iv_image *image)
{
    const struct iv__packed p = room_for(r, image);
    if (!iv__ok(r)) return p;
    LAUNCH(r, &pack, image->pixel, p.groups, 1, 1, IMAGE(image), BUFFER(p.bits), BUFFER(p.runs),
           VALUE(p.shape));
    return p;
}

struct iv__packed iv__pack_above(struct iv_run *r, const iv_image *image, const iv_image *limit)
{
    const struct iv__packed p = room_for(r, image);
    if (!iv__ok(r)) return p;
    LAUNCH(r, &pack_above, image->pixel, p.groups, 1, 1, IMAGE(image), IMAGE(limit), BUFFER(p.bits),
           BUFFER(p.runs), VALUE(p.shape));
    return p;
}

void iv__drop_packed(struct iv_run *r, const struct iv__packed *p)
{
    iv__drop_bytes(r, p->bits);
    iv__drop_bytes(r, p->runs);
}
