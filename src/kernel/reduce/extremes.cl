/* Minimum and maximum of all pixels of type T. */
#define LESSER(a, b) ((b) < (a) || (b) != (b) ? (b) : (a)) /* NaN wins */
#define GREATER(a, b) ((b) > (a) || (b) != (b) ? (b) : (a))

#if IS_FLOAT(T)
#define COUNTS(v) (FABS(v) <= limit)
#else
#define COUNTS(v) 1
#endif

#define EXTREMES(t, pixel) do {                                                                    \
        const T v_ = pixel;                                                                        \
        AT(a, t) = COUNTS(v_) && v_ < AT(a, t) ? v_ : AT(a, t);                                    \
        AT(b, t) = COUNTS(v_) && v_ > AT(b, t) ? v_ : AT(b, t);                                    \
        NOTE(t, v_);                                                                               \
    } while (0)

#define NOTHING(t)

/* part: a minimum and a maximum for each part. `finite`: of floats, infinities and NaN are passed
   over; if there are no others the minimum is above the maximum. Else a NaN makes both NaN. */
KERNEL5(extremes_of_parts, GLOBAL const T *restrict, src, GLOBAL T *restrict, part, u64, n, u32, rows,
        u32, finite)
{
    LOCAL T lo[LANES_N], hi[LANES_N];
    const u64 first = GRP * ((u64)rows * LANES_N);
    const int full = full_rows(n, rows, first);
    GLOBAL const T *p = src + first;
    PRIV(T, a, LANES_N);
    PRIV(T, b, LANES_N);
#if IS_FLOAT(T)
    const f32 limit = finite ? FLT_MAX : GREATEST(f32);
    PRIV(u32, odd, LANES_N);
    EACHV(t, LANES_N) AT(odd, t) = 0;
#define NOTE(t, v) AT(odd, t) |= (v) != (v)
#else
    (void)finite;
#define NOTE(t, v)
#endif
    EACHV(t, LANES_N) { AT(a, t) = GREATEST(T); AT(b, t) = LEAST(T); }
    EACH_ROW(p, full, EXTREMES, NOTHING)
    EACH(t, LANES_N) {
        const u64 i = first + (u64)full * LANES_N + (u64)t;
        if (full < (int)rows && i < n) {
            EXTREMES(t, src[i]);
        }
        lo[t] = AT(a, t);
        hi[t] = AT(b, t);
#if IS_FLOAT(T)
        if (AT(odd, t) && !finite) lo[t] = hi[t] = FLOATS(0x7fc00000u);
#endif
    }
    SYNC;
    COMBINE(T, lo, LESSER)
    COMBINE(T, hi, GREATER)
    if (LID == 0) {
        part[2 * GRP] = lo[0];
        part[2 * GRP + 1] = hi[0];
    }
}

/* All parts together: out[0] the minimum, out[1] the maximum. */
KERNEL3(extremes_of_all, GLOBAL const T *restrict, part, GLOBAL T *restrict, out, u32, parts)
{
    LOCAL T lo[LANES_N], hi[LANES_N];
    FORL(t, LANES_N) {
        T x = part[0], y = part[1];
        UNROLL for (u32 k = (u32)t; k < parts; k += LANES_N) {
            x = LESSER(x, part[2 * (u64)k]);
            y = GREATER(y, part[2 * (u64)k + 1]);
        }
        lo[t] = x;
        hi[t] = y;
    }
    SYNC;
    COMBINE(T, lo, LESSER)
    COMBINE(T, hi, GREATER)
    if (LID == 0) {
        out[0] = lo[0];
        out[1] = hi[0];
    }
}

#undef COUNTS
#undef NOTE
