/* One expression for every pixel: TA, TB, TC are the inputs' pixel types, TD the result's; CLASS says
   whether EXPRESSION is in floats or in 64-bit integers, ROUND how a float becomes an integer. An
   item takes four pixels, a group's width apart, so that four loads are in flight. */
#if CLASS
typedef i64 value;
#define STORE(v) CAT_(TD, _sat)(v)
#define SCALAR(k) p.i[k]
#else
typedef f32 value;
#if ROUND
#define STORE(v) CAT_(TD, _rint)(v)
#else
#define STORE(v) CAT_(TD, _trunc)(v)
#endif
#define SCALAR(k) p.f[k]
#endif

struct map_params {
    u64 n;
    i64 i[4];
    u32 size[4], stride[3][5]; /* of x y z c; strides in pixels of x y z c t, 0 where an axis repeats */
    f32 f[4];
    u32 flat, unused;
};

FN u64 place(struct map_params p, int k, u64 at)
{
    u64 r = 0;
    for (int axis = 0; axis < 4; axis++) {
        const u64 q = at / p.size[axis];
        r += (at - q * p.size[axis]) * p.stride[k][axis];
        at = q;
    }
    return r + at * p.stride[k][4];
}

KERNEL5(map, GLOBAL const TA *restrict, pa, GLOBAL const TB *restrict, pb,
        GLOBAL const TC *restrict, pc, GLOBAL TD *, pd, struct map_params, p)
{
    const u64 first = GRP * (4 * LSZ);
    const value s0 = SCALAR(0), s1 = SCALAR(1), s2 = SCALAR(2), s3 = SCALAR(3);
    EACH(t, 4 * LSZ) {
        const u64 at = first + t;
        if (at < p.n) {
            const value a = (value)pa[p.flat ? at : place(p, 0, at)];
            const value b = (value)pb[p.flat ? at : place(p, 1, at)];
            const value c = (value)pc[p.flat ? at : place(p, 2, at)];
            pd[at] = STORE((value)(EXPRESSION));
        }
    }
}
