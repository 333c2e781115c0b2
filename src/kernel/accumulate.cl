/* Statistics by label over the values of an image, in one pass, all in integers. Rows are labels,
   or labels + 1 with the background as row 1; row 0 is not used. */

/* words per row; all zero at the start (minima are kept as maxima of the complement) */
enum {
    A_N = 0,
    A_AT = 2,
    A_BOX = 8,
    A_LO = 14,
    A_HI = 15,
    A_Q = 16,
    A_QQ = 19,
    A_QAT = 22,
    A_WORDS = 32
};
/* words per label in a group's table */
enum {
    L_N = 0,
    L_AT = 1,
    L_BOX = 4,
    L_LO = 10,
    L_HI = 11,
    L_Q = 12,
    L_QQ = 14,
    L_QAT = 17,
    L_WORDS = 23
};

/* A run: w0 is its place in the walk, qp the sum of the sums up to each of its pixels, so that
   n q - qp is the sum of values times places in the run; squares are added up in halves. */
struct run {
    i64 q, qp;
    u64 low, high;
    u32 label, n, lo, hi;
    int w0;
};

FN void add_pixel(struct run *r, u32 order, i64 q)
{
    const u32 size = (u32)(q < 0 ? -q : q);
    const u64 square = (u64)size * size;
    r->lo = order < r->lo ? order : r->lo;
    r->hi = order > r->hi ? order : r->hi;
    r->q += q;
    r->qp += r->q;
    r->low += (u32)square;
    r->high += square >> 32;
    r->n++;
}

#if ON_CPU
/* The same for n pixels in a row, which are a run: in 32 bits as long as it will do. */
#define ADD_PIXELS(T, Q, whole, order, size)                                                       \
    FN void add_##T(struct run *r, const T *p, int n, f32 scale)                                   \
    {                                                                                              \
        i64 sum = 0, moment = 0;                                                                   \
        u64 low = 0, high = 0;                                                                     \
        u32 lo = 0xffffffffu, hi = 0;                                                              \
        (void)scale;                                                                               \
        FORV(i, n)                                                                                 \
        {                                                                                          \
            const T v = p[i];                                                                      \
            const Q q = (Q)(whole);                                                                \
            const u32 place = order, magnitude = size;                                             \
            const u64 square = (u64)magnitude * magnitude;                                         \
            lo = place < lo ? place : lo;                                                          \
            hi = place > hi ? place : hi;                                                          \
            sum += (i64)q;                                                                         \
            moment += (i64)q * (n - i);                                                            \
            low += (u32)square;                                                                    \
            high += square >> 32;                                                                  \
        }                                                                                          \
        r->lo = lo;                                                                                \
        r->hi = hi;                                                                                \
        r->q = sum;                                                                                \
        r->qp = moment;                                                                            \
        r->low = low;                                                                              \
        r->high = high;                                                                            \
        r->n = (u32)n;                                                                             \
    }
#define SIZE         (u32)(q < 0 ? -q : q)
#define SIGNED_ORDER ((u32)(i32)v ^ 0x80000000u)
ADD_PIXELS(u8, i32, v, (u32)v, (u32)q)
ADD_PIXELS(i8, i32, v, SIGNED_ORDER, SIZE)
ADD_PIXELS(u16, i32, v, (u32)v, (u32)q)
ADD_PIXELS(i16, i32, v, SIGNED_ORDER, SIZE)
ADD_PIXELS(u32, u32, v, v, q)
ADD_PIXELS(i32, i64, v, SIGNED_ORDER, SIZE)
ADD_PIXELS(f32, i32, fixed_of(BITS(v), scale), float_order(BITS(v)), SIZE)
static void add_run(struct run *r, const u8 *src, u32 pixel, u64 at, int n, f32 scale)
{
    switch (pixel) {
    case 1: add_u8(r, src + at, n, scale); break;
    case 2: add_i8(r, (const i8 *)src + at, n, scale); break;
    case 3: add_u16(r, (const u16 *)src + at, n, scale); break;
    case 4: add_i16(r, (const i16 *)src + at, n, scale); break;
    case 5: add_u32(r, (const u32 *)src + at, n, scale); break;
    case 6: add_i32(r, (const i32 *)src + at, n, scale); break;
    default: add_f32(r, (const f32 *)src + at, n, scale);
    }
}
#endif

/* Adds the run that begins at o. */
FN void put_run(GLOBAL u32 *acc, LOCALP u32 *key, LOCALP u32 *tab, struct run r, struct place o)
{
    const u32 slot = slot_of(key, r.label);
    const u32 tri = r.n * (r.n - 1) / 2, dx = ON_CPU ? r.n - 1 : 0, dy = ON_CPU ? 0 : r.n - 1;
    const u32 x0 = (u32)(o.x0 + o.x), y0 = (u32)(o.y0 + o.y), z0 = (u32)(o.z0 + o.z);
    const i64 qw = r.q * (i64)r.n - r.qp;
    const i64 qx = r.q * o.x + (ON_CPU ? qw : 0), qy = r.q * o.y + (ON_CPU ? 0 : qw), qz = r.q * o.z;
    const u64 square = r.low + (r.high << 32);
    const u32 square_top = (u32)(r.high >> 32) + (square < r.low);
    const u32 sx = r.n * (u32)o.x + (ON_CPU ? tri : 0), sy = r.n * (u32)o.y + (ON_CPU ? 0 : tri);
    const u32 sz = r.n * (u32)o.z;
    if (slot < SLOTS) {
        LOCALP u32 *t = tab + slot * L_WORDS;
        LATOMIC_ADD(t + L_N, r.n);
        LATOMIC_ADD(t + L_AT, sx);
        LATOMIC_ADD(t + L_AT + 1, sy);
        LATOMIC_ADD(t + L_AT + 2, sz);
        lmax(t + L_BOX + 0, ~x0);
        lmax(t + L_BOX + 1, x0 + dx);
        lmax(t + L_BOX + 2, ~y0);
        lmax(t + L_BOX + 3, y0 + dy);
        lmax(t + L_BOX + 4, ~z0);
        lmax(t + L_BOX + 5, z0);
        lmax(t + L_LO, ~r.lo);
        lmax(t + L_HI, r.hi);
        ladd64(t + L_Q, (u64)r.q);
        ladd96(t + L_QQ, square, square_top);
        ladd64(t + L_QAT, (u64)qx);
        ladd64(t + L_QAT + 2, (u64)qy);
        ladd64(t + L_QAT + 4, (u64)qz);
    } else {
        GLOBAL u32 *t = acc + (u64)r.label * A_WORDS;
        gadd64(t + A_N, r.n);
        gadd64(t + A_AT, sx + (u64)r.n * (u32)o.x0);
        gadd64(t + A_AT + 2, sy + (u64)r.n * (u32)o.y0);
        gadd64(t + A_AT + 4, sz + (u64)r.n * (u32)o.z0);
        gmax(t + A_BOX + 0, ~x0);
        gmax(t + A_BOX + 1, x0 + dx);
        gmax(t + A_BOX + 2, ~y0);
        gmax(t + A_BOX + 3, y0 + dy);
        gmax(t + A_BOX + 4, ~z0);
        gmax(t + A_BOX + 5, z0);
        gmax(t + A_LO, ~r.lo);
        gmax(t + A_HI, r.hi);
        gadd96(t + A_Q, (u64)r.q, (u32)(r.q >> 63));
        gadd96(t + A_QQ, square, square_top);
        gadd_moment(t + A_QAT, qx, (u32)o.x0, r.q);
        gadd_moment(t + A_QAT + 3, qy, (u32)o.y0, r.q);
        gadd_moment(t + A_QAT + 6, qz, (u32)o.z0, r.q);
    }
}

/* Adds a label's part of a group's table, s, to its row. */
FN void put_slot(GLOBAL u32 *t, LOCALP u32 *s, struct place o)
{
    const i64 q = (i64)((u64)s[L_Q + 1] << 32 | s[L_Q]);
    gadd64(t + A_N, s[L_N]);
    gadd64(t + A_AT, s[L_AT] + (u64)s[L_N] * (u32)o.x0);
    gadd64(t + A_AT + 2, s[L_AT + 1] + (u64)s[L_N] * (u32)o.y0);
    gadd64(t + A_AT + 4, s[L_AT + 2] + (u64)s[L_N] * (u32)o.z0);
    for (int k = 0; k < 6; k++) gmax(t + A_BOX + k, s[L_BOX + k]);
    gmax(t + A_LO, s[L_LO]);
    gmax(t + A_HI, s[L_HI]);
    gadd96(t + A_Q, (u64)q, (u32)(q >> 63));
    gadd96(t + A_QQ, (u64)s[L_QQ + 1] << 32 | s[L_QQ], s[L_QQ + 2]);
    gadd_moment(t + A_QAT, (i64)((u64)s[L_QAT + 1] << 32 | s[L_QAT]), (u32)o.x0, q);
    gadd_moment(t + A_QAT + 3, (i64)((u64)s[L_QAT + 3] << 32 | s[L_QAT + 2]), (u32)o.y0, q);
    gadd_moment(t + A_QAT + 6, (i64)((u64)s[L_QAT + 5] << 32 | s[L_QAT + 4]), (u32)o.z0, q);
}

/* largest: the bits of the largest finite magnitude, for floats. */
KERNEL9(accumulate, GLOBAL const u32 *restrict, labels, GLOBAL const u8 *restrict, src,
        GLOBAL const u32 *restrict, largest, GLOBAL u32 *, acc, int, nx, int, ny, int, nz, u32,
        background, u32, pixel)
{
    LOCAL u32 key[SLOTS], tab[SLOTS * L_WORDS];
    const f32 scale = fixed_scale(FLOATS(*largest));
    const struct place corner = corner_of(GRP, nx, ny);
    FORV(i, SLOTS) key[i] = 0;
    FORV(i, SLOTS * L_WORDS) tab[i] = 0;
    SYNC;
    for (int z = 0; z < TZ && corner.z0 + z < nz; z++) {
        FORL(t, WALKS) {
            struct place o = corner;
            struct run r = { 0, 0, 0, 0, 0, 0, 0, 0, 0 };
            int step = 0;
            const int n = walk_from(&o, t, z, nx, ny, &step);
            const u64 at =
                ((u64)(o.z0 + o.z) * (u64)ny + (u64)(o.y0 + o.y)) * (u64)nx + (u64)(o.x0 + o.x);
#if ON_CPU
            for (int k = 0; k < n;) {
                const int end = run_end(labels + at, k, n);
                r.label = labels[at + (u64)k] + background;
                if (r.label) {
                    o.x = k;
                    add_run(&r, src, pixel, at + (u64)k, end - k, scale);
                    put_run(acc, key, tab, r, o);
                }
                k = end;
            }
#else
            for (int k = 0; k < n; k += CHUNK) {
                u32 label[CHUNK], bits[CHUNK];
                const int left = n - k, turns = left > CHUNK ? CHUNK : left + 1; /* one more ends the last run */
                const u64 from = at + (u64)k * (u64)step;
                UNROLL_ALL for (int j = 0; j < CHUNK; j++)
                    label[j] = labels[from + (u64)(j < left ? j : left - 1) * (u64)step] + background;
                LOAD_VALUES(bits, CHUNK, src, pixel, from, step, left)
                ROLLED for (int j = 0; j < turns; j++) {
                    const u32 l = j < left ? label[0] : 0;
                    if (l != r.label) {
                        if (r.label) {
                            struct place c = o;
                            c.y += r.w0;
                            put_run(acc, key, tab, r, c);
                        }
                        r.label = l;
                        r.n = 0;
                        r.w0 = k + j;
                        r.lo = 0xffffffffu;
                        r.hi = 0;
                        r.q = r.qp = 0;
                        r.low = r.high = 0;
                    }
                    if (l) {
                        i64 q;
                        const u32 order = value_of(bits[0], pixel, scale, &q);
                        add_pixel(&r, order, q);
                    }
                    NEXT(label)
                    NEXT(bits)
                }
            }
#endif
        }
    }
    SYNC;
    FORL(i, SLOTS)
        if (key[i]) put_slot(acc + (u64)key[i] * A_WORDS, tab + i * L_WORDS, corner);
}
