/* map on the CPU: a group takes a stretch of pixels, converts them block by block into the
   expression's class in the first cache, runs its loop, and converts the result. Floats are read and
   written in place. */
#include "kernel/common/cpu.h"
#include "kernel/common/convert.h"
#include "isovox/isovox.h"
#include "kernel/pixelwise/map_call.h"

enum { GROUP_PIXELS = 16384, BLOCK = 1024, STREAMED = 512 /* of a block that goes past the cache */ };

struct map_block {
    const void *a, *b, *c, *s;
    void *d;
    int n;
};

#define PIXELS(X)                                                                                  \
    X(IV_PIXEL_U8, u8) X(IV_PIXEL_I8, i8) X(IV_PIXEL_U16, u16) X(IV_PIXEL_I16, i16)                \
    X(IV_PIXEL_U32, u32) X(IV_PIXEL_I32, i32) X(IV_PIXEL_F32, f32)

/* `from` is at the first pixel; step 0 repeats it. */
#define LOAD(code, T) case code: FORV(i, n) to[i] = (VALUE_T)((const T *)from)[at + (u64)i]; break;
#define REPEAT(code, T) case code: one = (VALUE_T)((const T *)from)[at]; break;
#define LOADER(name, V)                                                                            \
    static void name(V *restrict to, const void *restrict from, u32 pixel, u64 at, u32 step, int n) \
    {                                                                                              \
        V one = 0;                                                                                 \
        if (step) {                                                                                \
            switch (pixel) { PIXELS(LOAD) }                                                        \
        } else {                                                                                   \
            switch (pixel) { PIXELS(REPEAT) }                                                      \
            FORV(i, n) to[i] = one;                                                                \
        }                                                                                          \
    }
#define VALUE_T f32
LOADER(load_f, f32)
#undef VALUE_T
#define VALUE_T i64
LOADER(load_i, i64)
#undef VALUE_T

#define TRUNC_TO(code, T) case code: FORV(i, n) ((T *)to)[at + (u64)i] = T##_trunc(from[i]); break;
#define RINT_TO(code, T) case code: FORV(i, n) ((T *)to)[at + (u64)i] = T##_rint(from[i]); break;
#define SAT_TO(code, T) case code: FORV(i, n) ((T *)to)[at + (u64)i] = T##_sat(from[i]); break;
static void store_f(void *restrict to, const f32 *restrict from, u32 pixel, u64 at, int rounding, int n)
{
    if (rounding) switch (pixel) { PIXELS(RINT_TO) }
    else switch (pixel) { PIXELS(TRUNC_TO) }
}
static void store_i(void *restrict to, const i64 *restrict from, u32 pixel, u64 at, int n)
{
    switch (pixel) { PIXELS(SAT_TO) }
}

static u64 row_start(const struct map_params *p, int image, u64 row)
{
    u64 start = 0;
    for (u32 k = 0; k < p->outer; k++) {
        start += row % p->size[k] * p->stride[image][k];
        row /= p->size[k];
    }
    return start;
}

/* A block's inputs are where they lie in the images, or where they have been converted; so is its result. */
KERNEL6(map_blocks, const void *, pa, const void *, pb, const void *, pc, void *, pd,
        struct map_params, p, struct map_job, job)
{
    const void *const in[3] = { pa, pb, pc };
    void (*const run)(const struct map_block *) = (void (*)(const struct map_block *))job.fn;
    LOCAL i64 room[4][BLOCK];
    const u64 first = GRP * GROUP_PIXELS, n_all = p.row * p.rows;
    const u64 end = first + GROUP_PIXELS < n_all ? first + GROUP_PIXELS : n_all;
    const int direct = job.fused || (!job.is_int && job.pixel[3] == IV_PIXEL_F32); /* result not converted */
    const u64 most = job.past_cache ? STREAMED : job.fused ? GROUP_PIXELS : BLOCK;
    for (u64 at = first; at < end;) {
        const u64 row = p.outer ? at / p.row : 0, column = at - row * p.row;
        const u64 left = end - at < p.row - column ? end - at : p.row - column;
        const int n = (int)(left < most ? left : most);
        void *const to = (void *)pixel_at(pd, job.pixel[3], at);
        const void *use[3];
        for (int k = 0; k < 3; k++) {
            const u64 from = row_start(&p, k, row) + (p.step[k] ? column : 0);
            use[k] = room[k];
            if (job.same[k] < (u32)k) use[k] = use[job.same[k]];
            else if (job.fused || (!job.is_int && p.step[k] && job.pixel[k] == IV_PIXEL_F32))
                use[k] = pixel_at(in[k], job.pixel[k], from);
            else if (job.is_int) load_i(room[k], in[k], job.pixel[k], from, p.step[k], n);
            else load_f((f32 *)room[k], in[k], job.pixel[k], from, p.step[k], n);
        }
        const struct map_block b = { use[0], use[1], use[2], job.is_int ? (const void *)p.i : p.f,
                                     direct && !job.past_cache ? to : room[3], n };
        run(&b);
        for (int k = 0; k < 3; k++) /* while the result is on its way out, the next block comes in */
            if (job.past_cache && left >= 2 * STREAMED && job.same[k] == (u32)k && use[k] != room[k])
                ask_for(pixel_at(use[k], job.pixel[k], STREAMED), pixel_bytes(job.pixel[k], STREAMED));
        if (job.is_int && !direct) store_i(pd, room[3], job.pixel[3], at, n);
        else if (!direct) store_f(pd, (const f32 *)room[3], job.pixel[3], at, (int)job.rounding, n);
        else if (job.past_cache) iv__stream(to, room[3], pixel_bytes(job.pixel[3], (u64)n));
        at += (u64)n;
    }
}

CPU_KERNELS(map_cpu) = { CPU_KERNEL(map_blocks, 0), CPU_END };
