/* One expression for every pixel: TA, TB, TC are the inputs' pixel types, TD the result's; CLASS says
   whether EXPRESSION is in floats or in 64-bit integers, ROUND how a float becomes an integer. A group
   takes a stretch of one row, a row being all axes over which every image steps alike (the whole image
   where nothing repeats); an item takes a pack of neighbouring pixels, as many as make 16 bytes of
   the largest type, and loads it before it computes; of an image that repeats along the row, the one
   pixel. Where a row ends, or a pack would not be aligned, it takes pixel by pixel. */
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

#define LARGER(a, b) ((a) > (b) ? (a) : (b))
enum {
    LARGEST = LARGER(LARGER(sizeof(TA), sizeof(TB)), LARGER(sizeof(TC), sizeof(TD))),
    PACK = 16 / LARGEST,
    ALL = PACK * LSZ /* pixels of a group, as in map.c */
};
PACK_TYPE(pack_a, TA, PACK);
PACK_TYPE(pack_b, TB, PACK);
PACK_TYPE(pack_c, TC, PACK);
PACK_TYPE(pack_d, TD, PACK);
#define LOAD_PACK(to, type, from, step)                                                            \
    struct type to;                                                                                \
    if (step) to = ((GLOBAL const struct type *)from)[LID];                                        \
    else {                                                                                         \
        UNROLL_ALL for (int k = 0; k < PACK; k++) to.v[k] = from[0];                               \
    }
#define BETWEEN(from, type, step) ((step) ? UNALIGNED(from, struct type) : 0)

KERNEL5(map, GLOBAL const TA *restrict, pa, GLOBAL const TB *restrict, pb,
        GLOBAL const TC *restrict, pc, GLOBAL TD *, pd, struct map_params, p)
{
    const value s0 = SCALAR(0), s1 = SCALAR(1), s2 = SCALAR(2), s3 = SCALAR(3);
    u32 group = GROUP(0);
    u64 first;
    int n;
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
    first = (u64)group * ALL;
    n = p.row - first < ALL ? (int)(p.row - first) : ALL;
    pa += p.step[0] ? first : 0;
    pb += p.step[1] ? first : 0;
    pc += p.step[2] ? first : 0;
    pd += first;
    if (n == ALL && (BETWEEN(pa, pack_a, p.step[0]) | BETWEEN(pb, pack_b, p.step[1]) |
                     BETWEEN(pc, pack_c, p.step[2]) | UNALIGNED(pd, struct pack_d)) == 0) {
        LOAD_PACK(as, pack_a, pa, p.step[0])
        LOAD_PACK(bs, pack_b, pb, p.step[1])
        LOAD_PACK(cs, pack_c, pc, p.step[2])
        struct pack_d ds;
        UNROLL_ALL for (int k = 0; k < PACK; k++) {
            const value a = (value)as.v[k], b = (value)bs.v[k], c = (value)cs.v[k];
            ds.v[k] = STORE((value)(EXPRESSION));
        }
        ((GLOBAL struct pack_d *)pd)[LID] = ds;
    } else {
        ROLLED FORL(t, n) {
            const value a = (value)pa[p.step[0] ? t : 0], b = (value)pb[p.step[1] ? t : 0],
                        c = (value)pc[p.step[2] ? t : 0];
            pd[t] = STORE((value)(EXPRESSION));
        }
    }
}
