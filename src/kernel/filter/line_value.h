/* The operators of line_fused.cl and line_stream.cl. FIR, SUM_32, EXTREME: as in line.cl; sums of whole
   numbers may come from a pass before, or go on to another. HAT: how far the maxima are below another
   image, or with flip the minima above it. */
#ifndef IV__LINE_VALUE_H
#define IV__LINE_VALUE_H
#define FIR 0
#define SUM_32 1
#define EXTREME 3
#define HAT 4

#if FROM_SUMS
#define PIXEL i32
#else
#define PIXEL T
#endif

#if OP == FIR
typedef f32 value;
typedef f32x4 value4;
#define OUT f32
#define READ(v) ((f32)(v))
#define FIRST(w, v) ((w) * (v))
#define NEXT(w, v, a) FMA(w, v, a)
#define RESULT(a) ((a) * p.scale)
#elif OP == SUM_32
typedef i32 value;
typedef i32x4 value4;
#define READ(v) ((i32)(v))
#define FIRST(w, v) (v)
#define NEXT(w, v, a) ((a) + (v))
#if TO_SUMS
#define OUT i32
#define RESULT(a) (a)
#else
#define OUT T
#define RESULT(a) CAT_(T, _mean)(a, p.divisor, p.scale)
#endif
#else
typedef CAT_(T, _wide) value;
typedef CAT_(T, _wide4) value4;
#define OUT T
#if OP == HAT /* whose pixels come from a pass before */
#define READ(v) CAT_(T, _again)(v, p.flip)
#else
#define READ(v) CAT_(T, _up)(v, p.flip)
#endif
#define FIRST(w, v) (v)
#define NEXT(w, v, a) CAT_(T, _max)(a, v)
#define RESULT(a) CAT_(T, _down)(a, p.flip)
#endif

/* A four of pixels lands (fours.h). */
#define PUT(k, t, q)                                                                               \
    {                                                                                              \
        value4 r_;                                                                                 \
        r_.x = READ(q.x), r_.y = READ(q.y), r_.z = READ(q.z), r_.w = READ(q.w);                    \
        raw[t] = r_;                                                                               \
    }

/* a[0..n) gets the windows' results from v[0..n + 2 R) */
#if OP == FIR
#define WINDOWS(n, a, v, R, w)                                                                     \
    UNROLL_ALL for (int i_ = 0; i_ < (n); i_++) {                                                  \
        value s_ = FIRST((w)[0], (v)[i_]);                                                         \
        UNROLL_ALL for (int k_ = 1; k_ <= 2 * (R); k_++) s_ = NEXT((w)[k_], (v)[i_ + k_], s_);     \
        (a)[i_] = s_;                                                                              \
    }
#elif OP == SUM_32 /* exact, so one may come as another goes */
#define WINDOWS(n, a, v, R, w)                                                                     \
    {                                                                                              \
        value s_ = (v)[0];                                                                         \
        UNROLL_ALL for (int k_ = 1; k_ <= 2 * (R); k_++) s_ += (v)[k_];                            \
        (a)[0] = s_;                                                                               \
        UNROLL_ALL for (int i_ = 1; i_ < (n); i_++)                                                \
            (a)[i_] = s_ += (v)[2 * (R) + i_] - (v)[i_ - 1];                                       \
    }
#else /* windows that share their middle grow from it */
#define WINDOWS(n, a, v, R, w)                                                                     \
    if ((n) > 2 * (R) + 1) {                                                                       \
        UNROLL_ALL for (int i_ = 0; i_ < (n); i_++) {                                              \
            value m_ = (v)[i_];                                                                    \
            UNROLL_ALL for (int k_ = 1; k_ <= 2 * (R); k_++) m_ = NEXT(0, (v)[i_ + k_], m_);       \
            (a)[i_] = m_;                                                                          \
        }                                                                                          \
    } else {                                                                                       \
        value m_ = (v)[(n) - 1], e_ = (v)[(n) + 2 * (R) - 1];                                      \
        UNROLL_ALL for (int k_ = (n); k_ <= 2 * (R); k_++) m_ = NEXT(0, (v)[k_], m_);              \
        (a)[(n) - 1] = m_;                                                                         \
        UNROLL_ALL for (int i_ = (n) - 2; i_ >= 0; i_--) (a)[i_] = m_ = NEXT(0, (v)[i_], m_);      \
        e_ = (v)[2 * (R) + 1];                                                                     \
        UNROLL_ALL for (int i_ = 1; i_ < (n); i_++) {                                              \
            if (i_ > 1) e_ = NEXT(0, (v)[2 * (R) + i_], e_);                                       \
            (a)[i_] = NEXT(0, e_, (a)[i_]);                                                        \
        }                                                                                          \
    }
#endif
#endif
