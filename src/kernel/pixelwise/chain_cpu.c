/* chain on the CPU: a group takes a stretch of pixels block by block; each step goes over the block as
   map_blocks does over an image, and what it leaves for later steps stays in the first caches. */
#include "kernel/common/cpu.h"
#include "isovox/isovox.h"
#include "kernel/pixelwise/map_call.h"

enum { GROUP_PIXELS = 16384, BLOCK = 1024 };

/* A step over n pixels. image: where each begins; dst: where the result does. */
static void run_step(const struct chain_plan *plan, const struct chain_step *s,
                     const void *const *image, void *dst, f32 (*slots)[BLOCK], int n)
{
    static const u32 first_group[3] = { 0 };
    void (*const map_blocks)(const u32 *, void **) =
        (void (*)(const u32 *, void **))plan->map_blocks;
    struct map_params p = s->p;
    const void *from[MAP_IMAGES];
    void *to = s->to == CHAIN_RESULT ? dst : slots[s->to];
    for (int k = 0; k < MAP_IMAGES; k++)
        from[k] = s->from[k].kind == CHAIN_IMAGE  ? image[s->from[k].index]
                  : s->from[k].kind == CHAIN_SLOT ? (const void *)slots[s->from[k].index]
                                                  : &s->from[k].number;
    p.row = (u64)n;
    p.rows = 1;
    map_blocks(first_group, (void *[]){ &from[0], &from[1], &from[2], &to, &p, (void *)&s->job });
}

/* Asks for the s-th part of the next block of each image, so that memory is at work during all steps: only
   the first ones read any. */
static void fetch_ahead(const struct chain_plan *plan, const void *const *image, int n, u32 s)
{
    for (u32 k = 0; k < plan->n_images; k++) {
        const char *next = pixel_at(image[k], plan->pixel[k], (u64)n);
        const u32 bytes = (u32)(next - (const char *)image[k]), end = bytes * (s + 1) / plan->n_steps;
        for (u32 at = bytes * s / plan->n_steps; plan->rows.step[k] && at < end; at += 64)
            __builtin_prefetch(next + at, 0, 2);
    }
}

KERNEL10(chain_blocks, const void *, p0, const void *, p1, const void *, p2, const void *, p3,
         const void *, p4, const void *, p5, const void *, p6, const void *, p7, void *, dst,
         const struct chain_plan *, plan)
{
    const void *const base[CHAIN_IMAGES] = { p0, p1, p2, p3, p4, p5, p6, p7 };
    const struct map_rows *rows = &plan->rows;
    LOCAL f32 slots[CHAIN_SLOTS][BLOCK];
    const u64 first = GRP * GROUP_PIXELS, n_all = rows->row * rows->rows;
    const u64 end = first + GROUP_PIXELS < n_all ? first + GROUP_PIXELS : n_all;
    for (u64 at = first; at < end;) {
        const u64 row = rows->outer ? at / rows->row : 0, column = at - row * rows->row;
        const u64 left = end - at < rows->row - column ? end - at : rows->row - column;
        const int n = left < BLOCK ? (int)left : BLOCK;
        const void *image[CHAIN_IMAGES];
        for (u32 k = 0; k < plan->n_images; k++) {
            u64 from = rows->step[k] ? column : 0, rest = row;
            for (u32 a = 0; a < rows->outer; a++) {
                from += rest % rows->size[a] * rows->stride[k][a];
                rest /= rows->size[a];
            }
            image[k] = pixel_at(base[k], plan->pixel[k], from);
        }
        void *to = (void *)pixel_at(dst, plan->pixel[CHAIN_IMAGES], at);
        for (u32 s = 0; s < plan->n_steps; s++) {
            if (left > 2 * BLOCK) fetch_ahead(plan, image, n, s);
            run_step(plan, &plan->step[s], image, to, slots, n);
        }
        at += (u64)n;
    }
}

CPU_KERNELS(chain_cpu) = { CPU_KERNEL(chain_blocks, 0), CPU_END };
