/* Reductions along one axis: an image is `outer` times n times `inner` pixels, and each of the n
   become one. Two forms, and in each the order of a line's pixels is told by the image's shape alone:
     across  inner > 1: a group takes a strip of lines side by side, a lane one line from its first
             pixel to its last;
     along   inner = 1, lines are rows: 32 lanes share a row (lane l takes pixels l, l + 32 ...), and
             are combined in a fixed order; a group takes 8 rows. */
#ifndef IV__AXIS_H
#define IV__AXIS_H
struct axis { /* as in project.c */
    u64 inner, n, outer;
};

#define STRIP (ON_CPU ? 1024 : 256)
#define ROWS_N 8
#define TEAM_N 32

/* A lane's private value, in arrays made by PRIV with STRIP or TEAM_N. */
#define MINE(a, t) (a)[ON_CPU ? (t) : 0]
/* Each line t < width of a strip; on a GPU the lanes past the end do the last line again. */
#define LINES(t, width)                                                                            \
    for (int t = ON_CPU || LID < (width) ? LID : (width) - 1, e_ = ON_CPU ? (width) : t + 1; t < e_; t++)

/* Moves src to the first pixel of this group's strip and dst to its first result; sets `width`. */
#define FIND_STRIP                                                                                 \
    const u32 strips_ = (u32)((p.inner + STRIP - 1) / STRIP), o_ = GROUP(0) / strips_;             \
    const u64 begin_ = (u64)(GROUP(0) - o_ * strips_) * STRIP;                                     \
    const int width = (int)(p.inner - begin_ < STRIP ? p.inner - begin_ : STRIP);                  \
    src += o_ * (p.n * p.inner) + begin_;                                                          \
    dst += o_ * p.inner + begin_;

/* For the pixels of `turns` turns, which begin `stride` pixels apart from `from` on; LOOP(t, lanes) is LINES
   or LANES. Eight turns at once, so that as many loads are in flight on a GPU and a CPU reads and writes its
   lanes an eighth as often: begin(lane), then step(lane, pixel) for each of the eight, or fewer at the end,
   and settle(lane). */
#define EACH_TURN(LOOP, lanes, from, stride, turns, begin, step, settle)                           \
    {                                                                                              \
        u64 k_ = 0;                                                                                \
        for (; k_ + 8 <= (turns); k_ += 8) {                                                       \
            GLOBAL const T *x0_ = (from) + k_ * (stride), *x1_ = x0_ + (stride),                   \
                           *x2_ = x1_ + (stride), *x3_ = x2_ + (stride), *x4_ = x3_ + (stride),    \
                           *x5_ = x4_ + (stride), *x6_ = x5_ + (stride), *x7_ = x6_ + (stride);    \
            if ((stride) == TEAM_N) ask_for(x0_ + AHEAD, 8 * TEAM_N * (int)sizeof(T));             \
            LOOP(t, lanes) {                                                                       \
                const T p0_ = x0_[t], p1_ = x1_[t], p2_ = x2_[t], p3_ = x3_[t];                    \
                const T p4_ = x4_[t], p5_ = x5_[t], p6_ = x6_[t], p7_ = x7_[t];                    \
                begin(t);                                                                          \
                step(t, p0_); step(t, p1_); step(t, p2_); step(t, p3_);                            \
                step(t, p4_); step(t, p5_); step(t, p6_); step(t, p7_);                            \
                settle(t);                                                                         \
            }                                                                                      \
        }                                                                                          \
        for (; k_ < (turns); k_++) {                                                               \
            GLOBAL const T *x_ = (from) + k_ * (stride);                                           \
            LOOP(t, lanes) { begin(t); step(t, x_[t]); settle(t); }                                \
        }                                                                                          \
    }
#define NOTHING(t)

/* FORV, FORL and TEAM where no item of a GPU has more than one turn, which its compilers would not see; and all
   turns of k from 1 to n - 1 for each row. */
#if ON_CPU
#define FORV_ONCE FORV
#define FORL_ONCE FORL
#define TEAM_ONCE TEAM
#define ROWS_TIMES(i, k, n) for (int k = 1; k < (n); k++) FORV(i, ROWS_N)
#else
#define FORV_ONCE(i, n) for (int i = LID; i < (n); i = (n))
#define FORL_ONCE FORV_ONCE
#define TEAM_ONCE(i, n, m) for (int i = LID / (m); i < (n); i = (n))
#define ROWS_TIMES(i, k, n) FORV_ONCE(i, ROWS_N) UNROLL_ALL for (int k = 1; k < (n); k++)
#endif

/* What a row's lanes share, in arrays that SHARED_ makes as X(type, name), comes together in a fixed order. Lane l
   of row i is at TEAM_N * i + l; eight lanes of each row are left when they move so that rows are side by side,
   which a CPU takes as a vector. What comes together is an item's own (OWN(a, t)), so that nothing waits for what
   is shared: join(t, k) takes what place k has. In the end t is a row's number. */
#define SHARED_(type, a) LOCAL type a##_all[ROWS_N * (TEAM_N + 8)];
#define SHARE_(type, a) a##_all[i * TEAM_N + l] = MINE(a, l);
#define OWN(a, t) MINE(a##_own, t)
#define OWN_(type, a) PRIV(type, a##_own, 8);
#define TAKE_LANE_(type, a) OWN(a, l_) = a##_all[i_ * TEAM_N + l_];
#define MOVE_(type, a) a##_all[ROW(i_) + l_ * ROWS_N] = OWN(a, l_);
#define TAKE_ROW_(type, a) OWN(a, i_) = a##_all[ROW(i_)];
#define ROW(i) (ROWS_N * TEAM_N + (i))
#define JOIN_ROWS(of, join)                                                                        \
    of(OWN_)                                                                                       \
    SYNC;                                                                                          \
    TEAM_ONCE(i_, ROWS_N, 8) {                                                                     \
        LANES(l_, 8) { of(TAKE_LANE_) }                                                            \
        UNROLL_ALL for (int k_ = 8; k_ < TEAM_N; k_ += 8)                                          \
            LANES(l_, 8) { join(l_, i_ * TEAM_N + l_ + k_); }                                      \
        LANES(l_, 8) { of(MOVE_) }                                                                 \
    }                                                                                              \
    SYNC;                                                                                          \
    FORV_ONCE(i_, ROWS_N) { of(TAKE_ROW_) }                                                        \
    ROWS_TIMES(i_, k_, 8) { join(i_, ROW(i_) + k_ * ROWS_N); }
/* f(i, row) for those of a group's rows that the image has. */
#define EACH_RESULT(LOOP, f)                                                                       \
    LOOP##_ONCE(i_, ROWS_N) {                                                                      \
        const u64 row_ = GRP * ROWS_N + (u64)i_;                                                   \
        if (row_ < p.outer) { f(i_, row_); }                                                       \
    }
#endif
