/* One expression for every pixel: TA, TB, TC are the inputs' pixel types, TD the result's; CLASS says
   whether EXPRESSION is in floats or in 64-bit integers, ROUND how a float becomes an integer. A group
   takes a stretch of one row, a row being all axes over which every image steps alike (the whole image
   where nothing repeats); an item takes four pixels, a group's width apart, so that four loads are in
   flight. */
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

struct map_params { /* as in map.c, which says more */
    u64 row, rows;
    i64 i[4];
    u64 stride[3][4];
    f32 f[4];
    u32 size[4], step[3], outer, per_row, unused;
};

KERNEL5(map, GLOBAL const TA *restrict, pa, GLOBAL const TB *restrict, pb,
        GLOBAL const TC *restrict, pc, GLOBAL TD *, pd, struct map_params, p)
{
    const value s0 = SCALAR(0), s1 = SCALAR(1), s2 = SCALAR(2), s3 = SCALAR(3);
    u32 group = GROUP(0);
    u64 first, last;
    if (p.outer) {
        u32 rest = group / p.per_row;
        group -= rest * p.per_row;
        pd += rest * p.row;
        for (u32 k = 0; k < p.outer; k++) {
            const u32 q = rest / p.size[k], at = rest - q * p.size[k];
            pa += at * p.stride[0][k];
            pb += at * p.stride[1][k];
            pc += at * p.stride[2][k];
            rest = q;
        }
    }
    first = (u64)group * (4 * LSZ);
    last = p.row;
    EACH(t, 4 * LSZ) {
        const u64 at = first + (u64)t;
        if (at < last) {
            const value a = (value)pa[p.step[0] ? at : 0];
            const value b = (value)pb[p.step[1] ? at : 0];
            const value c = (value)pc[p.step[2] ? at : 0];
            pd[at] = STORE((value)(EXPRESSION));
        }
    }
}
