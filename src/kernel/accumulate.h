/* accumulate: sums, extremes and boxes of every label at once, in integers: the same on every
   device and in any order. */
#ifndef IV__ACCUMULATE_H
#define IV__ACCUMULATE_H
#include "core/run.h"
#include "kernel/spread.h"

typedef __int128 iv__i128;
typedef unsigned __int128 iv__u128;

/* Coordinates are x y z. Values are whole numbers of iv__sums.unit. */
struct iv__label_sums {
    u64 n, at[3];                /* pixels, sums of their coordinates */
    u32 low[3], high[3];         /* the box, both ends included */
    double min, max;             /* NaN if there is a NaN among the values */
    iv__i128 value, value_at[3]; /* sum of values, and of values times coordinates */
    iv__u128 square;             /* sum of values squared */
    int finite;                  /* 0: some value is NaN or infinite, and is left out of the sums */
};

struct iv__sums {
    u64 rows;
    double unit;
    iv_pixel pixel;
    u32 *words; /* as they are on the device; free() them */
};

/* A row for each of the labels 1..range.max, and before them, if `background`, for the pixels of label
   0. An absent label has n = 0. Integer pixels count as they are (the unit is 1), f32 pixels rounded
   to 30 bits of range.largest. All images are z y x of one size, labels u32, values of any type.
   Waits. */
struct iv__sums iv__accumulate(struct iv_run *r, iv_image *labels, struct iv__label_range range,
                               iv_image *values, int background);
/* Said before the range is looked for: the program is built meanwhile. */
void iv__accumulate_soon(struct iv_run *r);
struct iv__label_sums iv__sums_row(const struct iv__sums *sums, u64 i);
#endif
