/* map on the CPU: a group takes a stretch of pixels, converts them block by block into the
   expression's class in the first cache, runs its loop, and converts the result. */
#include "kernel/cpu.h"
#include "kernel/convert.h"
#include "isovox/isovox.h"

enum { GROUP_PIXELS = 16384, BLOCK = 1024 };

struct map_params {
    u64 n;
    i64 i[4];
    u32 size[4], stride[3][5];
    f32 f[4];
    u32 flat, unused;
};
struct map_block {
    const void *a, *b, *c, *s;
    void *d;
    int n;
};
struct map_job {
    void (*fn)(const struct map_block *);
    u32 pixel[4], is_int, rounding;
};

#define PIXELS(X)                                                                                  \
    X(IV_PIXEL_U8, u8) X(IV_PIXEL_I8, i8) X(IV_PIXEL_U16, u16) X(IV_PIXEL_I16, i16)                \
    X(IV_PIXEL_U32, u32) X(IV_PIXEL_I32, i32) X(IV_PIXEL_F32, f32)

#define LOAD(code, T) case code: FORV(i, n) to[i] = (VALUE_T)((const T *)from)[at + (u64)i]; break;
#define GATHER(code, T) case code: for (int i = 0; i < n; i++) to[i] = (VALUE_T)((const T *)from)[places[i]]; break;
#define LOADER(name, V)                                                                            \
    static void name(V *restrict to, const void *restrict from, u32 pixel, u64 at,                 \
                     const u64 *places, int n)                                                     \
    {                                                                                              \
        if (!places) switch (pixel) { PIXELS(LOAD) }                                               \
        else switch (pixel) { PIXELS(GATHER) }                                                     \
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

static void find_places(const struct map_params *p, int k, u64 at, u64 *places, int n)
{
    for (int i = 0; i < n; i++) {
        u64 r = 0, rest = at + (u64)i;
        for (int axis = 0; axis < 4; axis++) {
            r += rest % p->size[axis] * p->stride[k][axis];
            rest /= p->size[axis];
        }
        places[i] = r + rest * p->stride[k][4];
    }
}

KERNEL6(map_blocks, const void *, pa, const void *, pb, const void *, pc, void *, pd,
        struct map_params, p, struct map_job, job)
{
    const void *const in[3] = { pa, pb, pc };
    LOCAL i64 room[4][BLOCK];
    LOCAL u64 places[BLOCK];
    const u64 first = GRP * GROUP_PIXELS, end = first + GROUP_PIXELS < p.n ? first + GROUP_PIXELS : p.n;
    for (u64 at = first; at < end; at += BLOCK) {
        const int n = end - at < BLOCK ? (int)(end - at) : BLOCK;
        struct map_block b = { .s = job.is_int ? (const void *)p.i : p.f, .d = room[3], .n = n };
        const void *use[3];
        for (int k = 0; k < 3; k++) {
            const f32 *direct = (const f32 *)in[k] + at;
            use[k] = room[k];
            if (k > 0 && in[k] == in[0]) {
                use[k] = use[0];
            } else if (p.flat && !job.is_int && job.pixel[k] == IV_PIXEL_F32) {
                use[k] = direct;
            } else {
                if (!p.flat) find_places(&p, k, at, places, n);
                if (job.is_int) load_i(room[k], in[k], job.pixel[k], at, p.flat ? NULL : places, n);
                else load_f((f32 *)room[k], in[k], job.pixel[k], at, p.flat ? NULL : places, n);
            }
        }
        b.a = use[0];
        b.b = use[1];
        b.c = use[2];
        job.fn(&b);
        if (job.is_int) store_i(pd, room[3], job.pixel[3], at, n);
        else store_f(pd, (const f32 *)room[3], job.pixel[3], at, (int)job.rounding, n);
    }
}

CPU_KERNELS(map_cpu) = { CPU_KERNEL(map_blocks, 0), CPU_END };
