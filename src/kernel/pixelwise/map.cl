/* One expression for every pixel, or a chain of them. Alone: TA, TB, TC are the inputs' pixel types, TD
   the result's; CLASS says whether EXPRESSION is in floats or in 64-bit integers, ROUND how a float
   becomes an integer. CHAIN: what chain.c writes; IMAGES lists the inputs, STEPS says what each step is,
   COMPUTE makes of pixels x0, x1 ... the RESULT. A group
   takes a stretch of one row, a row being all axes over which every image steps alike (the whole image
   where nothing repeats); an item takes a pack of neighbouring pixels, as many as make 16 bytes of
   the largest type, and loads it before it computes; of an image that repeats along the row, the one
   pixel. Where a row ends, or a pack would not be aligned, it takes pixel by pixel. */
#ifdef CHAIN
enum { MOST_IMAGES = 8, MOST_SCALARS = 32 };
#define MAP_KERNEL                                                                                 \
    KERNEL10(chain, GLOBAL const T0 *restrict, p0, GLOBAL const T1 *restrict, p1,                  \
             GLOBAL const T2 *restrict, p2, GLOBAL const T3 *restrict, p3,                         \
             GLOBAL const T4 *restrict, p4, GLOBAL const T5 *restrict, p5,                         \
             GLOBAL const T6 *restrict, p6, GLOBAL const T7 *restrict, p7, GLOBAL TD *, pd,        \
             struct map_params, p)
#define STEP(k, V, T, STORE, expression)                                                           \
    FN T step##k(V a, V b, V c, V s0, V s1, V s2, V s3) { return STORE(expression); }
STEPS
#else
enum { MOST_IMAGES = 3, MOST_SCALARS = 4 };
#define MAP_KERNEL                                                                                 \
    KERNEL5(map, GLOBAL const TA *restrict, p0, GLOBAL const TB *restrict, p1,                     \
            GLOBAL const TC *restrict, p2, GLOBAL TD *, pd, struct map_params, p)
#define IMAGES(X) X(0, TA) X(1, TB) X(2, TC)
#define LARGER(a, b) ((a) > (b) ? (a) : (b))
#define LARGEST LARGER(LARGER(sizeof(TA), sizeof(TB)), LARGER(sizeof(TC), sizeof(TD)))
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
#define COMPUTE                                                                                    \
    const value a = (value)x0, b = (value)x1, c = (value)x2;                                       \
    const value s0 = SCALAR(0), s1 = SCALAR(1), s2 = SCALAR(2), s3 = SCALAR(3);
#define RESULT STORE((value)(EXPRESSION))
#endif

struct map_params { /* as in map_call.h and chain.c */
    u64 row, rows;
    i64 i[MOST_SCALARS];
    u64 stride[MOST_IMAGES][4];
    f32 f[MOST_SCALARS];
    u32 size[4], step[MOST_IMAGES], outer, per_row;
#ifndef CHAIN
    u32 unused;
#endif
};

enum {
    PACK = 16 / (LARGEST),
    ALL = PACK * LSZ /* pixels of a group: MAP_GROUP_BYTES */
};
#define PACK_OF(k, T) PACK_TYPE(pack##k, T, PACK);
IMAGES(PACK_OF)
PACK_TYPE(pack_d, TD, PACK);

/* for each image */
#define OUTER(k, T) p##k += at * p.stride[k][axis];
#define FORWARD(k, T) p##k += p.step[k] ? first : 0;
#define BETWEEN(k, T) | (p.step[k] ? UNALIGNED(p##k, struct pack##k) : 0)
#define LOAD_PACK(k, T)                                                                            \
    struct pack##k v##k;                                                                           \
    if (p.step[k]) v##k = ((GLOBAL const struct pack##k *)p##k)[LID];                              \
    else {                                                                                         \
        UNROLL_ALL for (int i = 0; i < PACK; i++) v##k.v[i] = p##k[0];                             \
    }
#define OF_PACK(k, T) const T x##k = v##k.v[i];
#define LOAD(k, T) const T x##k = p##k[p.step[k] ? i : 0];

MAP_KERNEL
{
    u32 group = GROUP(0);
    u64 first;
    int n;
    if (p.outer) {
        u32 rest = group / p.per_row;
        group -= rest * p.per_row;
        pd += rest * p.row;
        for (u32 axis = 0; axis < p.outer; axis++) {
            const u32 q = rest / p.size[axis], at = rest - q * p.size[axis];
            IMAGES(OUTER)
            rest = q;
        }
    }
    first = (u64)group * ALL;
    n = p.row - first < ALL ? (int)(p.row - first) : ALL;
    IMAGES(FORWARD)
    pd += first;
    if (n == ALL && (UNALIGNED(pd, struct pack_d) IMAGES(BETWEEN)) == 0) {
        IMAGES(LOAD_PACK)
        struct pack_d d;
        UNROLL_ALL for (int i = 0; i < PACK; i++) {
            IMAGES(OF_PACK)
            COMPUTE
            d.v[i] = RESULT;
        }
        ((GLOBAL struct pack_d *)pd)[LID] = d;
    } else {
        ROLLED FORL(i, n) {
            IMAGES(LOAD)
            COMPUTE
            pd[i] = RESULT;
        }
    }
}
