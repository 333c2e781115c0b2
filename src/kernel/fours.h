/* Rows of pixels on their way to a GPU's local memory in aligned fours, while others are worked on. They set
   out to registers and land a step later; nothing may touch them before, as that would wait for them. So
   what lies beyond the border along x is repaired on landing. Before this: `pixel` and `pixel4`, FOURS
   (how many a group takes) and PITCH (how many in a row); in the kernel: the image's nx, and `left`, where
   the rows begin. */
#ifndef IV__FOURS_H
#define IV__FOURS_H
#define TURNS ((FOURS + LSZ - 1) / LSZ)

/* t is each of the fours that are this item's, k its number. */
#define EACH_FOUR(k, t)                                                                            \
    UNROLL_ALL for (int k = 0, t = LID; k < TURNS; k++, t += LSZ) if (FOURS % LSZ == 0 || t < FOURS)
FN int clamped(int v, int n) { return v < 0 ? 0 : v >= n ? n - 1 : v; }


#define FOURS_DECLARE                                                                              \
    const int border = left < 0 || left + 4 * PITCH > nx;                                          \
    const int aligned = (nx & 3) == 0 && ((u64)(size_t)in & (4 * sizeof(pixel) - 1)) == 0;         \
    pixel4 ahead[TURNS];                                                                           \
    int column[TURNS]; /* of a four in its row, where rows are aligned */                          \
    UNROLL_ALL for (int k = 0; k < TURNS; k++) {                                                   \
        const int c = left + (LID + k * LSZ) % (PITCH) * 4;                                        \
        column[k] = !aligned || c < 0 ? 0 : c > nx - 4 ? nx - 4 : c;                               \
        ahead[k].x = ahead[k].y = ahead[k].z = ahead[k].w = 0;                                     \
    }

/* `from` is where four t is, or where its row begins if rows are not aligned. */
#define SET_OUT(from)                                                                              \
    if (aligned) {                                                                                 \
        EACH_FOUR(k, t) ahead[k] = *(GLOBAL const pixel4 *)(from);                                 \
    } else {                                                                                       \
        EACH_FOUR(k, t) {                                                                          \
            const int x_ = left + t % (PITCH) * 4;                                                 \
            GLOBAL const pixel *row_ = (from);                                                     \
            ahead[k].x = row_[clamped(x_, nx)];                                                    \
            ahead[k].y = row_[clamped(x_ + 1, nx)];                                                \
            ahead[k].z = row_[clamped(x_ + 2, nx)];                                                \
            ahead[k].w = row_[clamped(x_ + 3, nx)];                                                \
        }                                                                                          \
    }
/* PUT(k, t, q) gets each four. */
#define LAND(PUT)                                                                                  \
    if (border && aligned) {                                                                       \
        EACH_FOUR(k, t) {                                                                          \
            const int x_ = left + t % (PITCH) * 4;                                                 \
            pixel4 q_ = ahead[k];                                                                  \
            if (x_ < 0) q_.y = q_.z = q_.w = q_.x;                                                 \
            if (x_ > nx - 4) q_.x = q_.y = q_.z = q_.w;                                            \
            PUT(k, t, q_)                                                                          \
        }                                                                                          \
    } else {                                                                                       \
        EACH_FOUR(k, t) PUT(k, t, ahead[k])                                                        \
    }
#endif
