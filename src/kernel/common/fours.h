/* Rows of pixels on their way to a GPU's local memory in aligned fours, while others are worked on. They
   set out to registers and land a step later; nothing may touch them before, as that would wait for
   them. So what lies beyond the border along x is repaired on landing. Before this: PIXEL, their type,
   FOURS (how many a group takes) and PITCH (how many in a row); in the kernel: in, nx, x0, and `left`,
   where the rows begin. */
#ifndef IV__FOURS_H
#define IV__FOURS_H
#define TURNS ((FOURS + LSZ - 1) / LSZ)

/* For each pixel type T: T_ahead, four pixels on their way, and T_four, the same landed. Narrow pixels
   come in one word, as a compiler would take a vector of them apart at once, and so wait for it. */
#define FOUR_WIDE(T)                                                                               \
    typedef T##x4 T##_ahead;                                                                       \
    FN T##x4 T##_four(T##_ahead a) { return a; }                                                   \
    FN T##_ahead T##_of_four(T##x4 q) { return q; }
#define FOUR_NARROW(T, word, bits)                                                                 \
    typedef word T##_ahead;                                                                        \
    FN T##x4 T##_four(word a)                                                                      \
    {                                                                                              \
        T##x4 q;                                                                                   \
        q.x = (T)a, q.y = (T)(a >> bits), q.z = (T)(a >> 2 * bits), q.w = (T)(a >> 3 * bits);      \
        return q;                                                                                  \
    }                                                                                              \
    FN word T##_of_four(T##x4 q)                                                                   \
    {                                                                                              \
        const word mask = ((word)1 << bits) - 1;                                                   \
        return ((word)q.x & mask) | ((word)q.y & mask) << bits | ((word)q.z & mask) << 2 * bits |  \
               ((word)q.w & mask) << 3 * bits;                                                     \
    }
FOUR_NARROW(u8, u32, 8)
FOUR_NARROW(i8, u32, 8)
FOUR_NARROW(u16, u64, 16)
FOUR_NARROW(i16, u64, 16)
FOUR_WIDE(u32)
FOUR_WIDE(i32)
FOUR_WIDE(f32)

/* t is each of the fours that are this item's, k its number. */
#define EACH_FOUR(k, t)                                                                            \
    UNROLL_ALL for (int k = 0, t = LID; k < TURNS; k++, t += LSZ) if (FOURS % LSZ == 0 || t < FOURS)


/* A four that reaches beyond its row is the row's first or last one on its way; a row of less than four
   pixels repeats its last. */
#define FOURS_DECLARE                                                                              \
    const int border = left < 0 || left + 4 * PITCH > nx, last_four = nx > 4 ? nx - 4 : 0;         \
    const int aligned = (nx & 3) == 0 && ((u64)(size_t)in & (4 * sizeof(PIXEL) - 1)) == 0;         \
    CAT_(PIXEL, x4) none_;                                                                         \
    CAT_(PIXEL, _ahead) ahead[TURNS];                                                              \
    int column[TURNS]; /* where in its row a four on its way begins */                             \
    none_.x = none_.y = none_.z = none_.w = 0;                                                     \
    UNROLL_ALL for (int k = 0; k < TURNS; k++) {                                                   \
        const int c = left + (LID + k * LSZ) % (PITCH) * 4;                                        \
        column[k] = c < 0 ? 0 : c > last_four ? last_four : c;                                     \
        ahead[k] = CAT_(PIXEL, _of_four)(none_);                                                   \
    }

/* `from` is where four t begins. */
#define SET_OUT(from)                                                                              \
    if (aligned) {                                                                                 \
        EACH_FOUR(k, t) ahead[k] = *(GLOBAL const CAT_(PIXEL, _ahead) *)(from);                    \
    } else {                                                                                       \
        const int end_ = nx - 1, i1_ = end_ < 1 ? end_ : 1, i2_ = end_ < 2 ? end_ : 2, i3_ = end_ < 3 ? end_ : 3; \
        EACH_FOUR(k, t) {                                                                          \
            GLOBAL const PIXEL *from_ = (from);                                                    \
            CAT_(PIXEL, x4) q_;                                                                    \
            q_.x = from_[0], q_.y = from_[i1_], q_.z = from_[i2_], q_.w = from_[i3_];              \
            ahead[k] = CAT_(PIXEL, _of_four)(q_);                                                  \
        }                                                                                          \
    }
/* PUT(k, t, q) gets each four. */
#define LAND(PUT)                                                                                  \
    if (border) {                                                                                  \
        EACH_FOUR(k, t) {                                                                          \
            const int x_ = left + t % (PITCH) * 4, past_ = x_ - last_four;                         \
            CAT_(PIXEL, x4) q_ = CAT_(PIXEL, _four)(ahead[k]);                                     \
            if (x_ < 0) q_.y = q_.z = q_.w = q_.x;                                                 \
            if (past_ == 1 || past_ > 2) q_.x = q_.y, q_.y = q_.z, q_.z = q_.w;                    \
            if (past_ > 1) q_.x = q_.z, q_.y = q_.z = q_.w;                                        \
            PUT(k, t, q_)                                                                          \
        }                                                                                          \
    } else {                                                                                       \
        EACH_FOUR(k, t) {                                                                          \
            const CAT_(PIXEL, x4) q_ = CAT_(PIXEL, _four)(ahead[k]);                               \
            PUT(k, t, q_)                                                                          \
        }                                                                                          \
    }
/* A hint: rows from y0 on of the group's own `width` columns, that are needed a step later, come to the
   device's cache. Halos are what neighbours ask for. `at` is the first pixel of a plane of nx x ny. */
#define LINE_ (128 / (int)sizeof(PIXEL)) /* pixels that come together */
#define LINES_(width) ((width) > LINE_ ? (width) / LINE_ : 1)
#define HINT(at, width, rows, y0, ny)                                                              \
    if (LID < (rows) * LINES_(width)) {                                                            \
        const int x_ = x0 + LID % LINES_(width) * LINE_, y_ = (y0) + LID / LINES_(width);          \
        if (x_ < nx && y_ >= 0 && y_ < (ny)) PREFETCH((at) + (u64)y_ * (u32)nx + (u32)x_);         \
    }
#endif
