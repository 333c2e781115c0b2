/* Columns of statistics by label: for the host of every device, from rows that are fetched. Whole numbers of
   several words become doubles, 64 rows at a time and column by column, so that all of it is vectors but what
   needs 128 bits. Each number is rounded once when it becomes a double, and once by each step after that. */
#include "kernel/common/cpu.h"
#include "isovox/isovox.h"
#include "kernel/label/columns.h"
#include "kernel/label/label_row.h"

typedef double f64;
typedef __int128 i128;
typedef unsigned __int128 u128;
enum { ROWS = IV__COLUMN_ROWS };
#define EACH_ROW FORV(i, ROWS)
#define NONE ((f64)NAN)

/* Some rows' words, and what is known of them. */
struct rows {
    u64 first;           /* their first cell */
    int n;               /* how many there are; arrays are in use to their ends */
    u32 word[A_WORDS][ROWS];
    f64 pixels[ROWS]; /* how many a row's label has */
};

/* ---- Whole numbers ---- */

/* Of one and two words, with and without a sign. */
FN f64 real32(u32 v) { return (f64)(i32)(v ^ 0x80000000u) + 0x1p31; }
FN f64 real64(u32 low, u32 high) { return real32(high) * 0x1p32 + real32(low); }
FN f64 real64_signed(u32 low, u32 high) { return (f64)(i32)high * 0x1p32 + real32(low); }

/* Of three words; a sign is the highest one's. */
FN u128 join96(u32 (*w)[ROWS], int i) { return (u128)w[2][i] << 64 | (u64)w[1][i] << 32 | w[0][i]; }
FN i128 join96_signed(u32 (*w)[ROWS], int i) { return (i128)(join96(w, i) << 32) >> 32; }

/* Most sums of three words fit in two. */
FN void real96(f64 *restrict to, u32 (*restrict w)[ROWS])
{
    u32 more = 0;
    EACH_ROW {
        to[i] = real64_signed(w[0][i], w[1][i]);
        more |= w[2][i] ^ (u32)((i32)w[1][i] >> 31);
    }
    if (more)
        for (int i = 0; i < ROWS; i++) to[i] = (f64)join96_signed(w, i);
}

/* ---- Cells ---- */

/* Each row has `size` words, of which the first two count its pixels. */
FN void load(struct rows *to, const struct iv__columns *c, u64 group, int size)
{
    const u64 first = group * ROWS, end = first + ROWS;
    const u32 *words;
    to->first = first > c->first ? first : c->first;
    to->n = (int)((end < c->end ? end : c->end) - to->first);
    words = c->words + (to->first - c->first) * (u64)size;
    if (to->n < ROWS) memset(to->word, 0, sizeof to->word);
    for (int i = 0; i < to->n; i++)
        for (int k = 0; k < size; k++) to->word[k][i] = words[i * size + k];
    EACH_ROW to->pixels[i] = real64(to->word[0][i], to->word[1][i]);
}

/* Lengths along axes go from pixels to units here; distances are so already. */
FN void put_column(const struct iv__columns *c, const struct rows *r, int column, f64 *restrict values)
{
    enum { ALONG_X, ALONG_Y, ALONG_Z, AREA, NUMBER, VALUE, LENGTH };
#define MEASURE(name, unit) unit,
    static const u8 measure[] = { IV__STATISTICS(MEASURE) };
    const int m = measure[column];
    const f64 *s = c->spacing, by = m <= ALONG_Z ? s[m] : m == AREA ? s[0] * s[1] * s[2] : 1;
    if (!c->cells[column]) return;
    if (by != 1) EACH_ROW values[i] *= by;
    put(c->cells[column] + r->first, values, (size_t)r->n * sizeof *values,
        c->all * IV__STATS * sizeof *values >= IV__STREAM_LEAST);
}
#define PUT(name, k, expression)                                                                   \
    do {                                                                                           \
        EACH_ROW cell[i] = (expression);                                                           \
        put_column(c, r, IV__STAT_##name + (k), cell);                                             \
    } while (0)

/* What is counted in pixels: exact, or one rounding. */
static void put_geometry(const struct iv__columns *c, struct rows *r)
{
    _Alignas(64) f64 cell[ROWS];
    const f64 *n = r->pixels;
    const f64 label = (f64)(r->first + !c->background);
    PUT(label, 0, label + i);
    PUT(area, 0, n[i]);
    for (int k = 0; k < 3; k++) {
        const u32 *low = r->word[A_BOX + 2 * k], *high = r->word[A_BOX + 2 * k + 1];
        _Alignas(64) f64 sum[ROWS];
        EACH_ROW sum[i] = real64(r->word[A_AT + 2 * k][i], r->word[A_AT + 2 * k + 1][i]);
        PUT(bbox_min_x, k, n[i] > 0 ? real32(~low[i]) : NONE);
        PUT(bbox_max_x, k, n[i] > 0 ? real32(high[i]) : NONE);
        PUT(bbox_width, k, n[i] > 0 ? real32(high[i]) - real32(~low[i]) + 1 : 0);
        PUT(centroid_x, k, sum[i] / n[i]);
        put_column(c, r, IV__STAT_sum_x + k, sum);
    }
}

/* Values from their places in the order of their type: NaN comes last. */
static void put_extremes(const struct iv__columns *c, const struct rows *r, f64 *restrict min, f64 *restrict max)
{
    const u32 *low = r->word[A_LO], *high = r->word[A_HI];
    f64 cell[ROWS];
    if (c->pixel == IV_PIXEL_F32) {
#define FLOAT_OF(code) ((f64)FLOATS((code) ^ ((u32)((i32)~(code) >> 31) | 0x80000000u)))
        EACH_ROW {
            const f64 least = FLOAT_OF(~low[i]), most = FLOAT_OF(high[i]);
            max[i] = high[i] == 0xffffffffu ? NONE : most;
            min[i] = high[i] == 0xffffffffu ? NONE : least;
        }
    } else if (c->pixel == IV_PIXEL_U8 || c->pixel == IV_PIXEL_U16 || c->pixel == IV_PIXEL_U32) {
        EACH_ROW {
            min[i] = real32(~low[i]);
            max[i] = real32(high[i]);
        }
    } else {
        EACH_ROW {
            min[i] = (f64)(i32)(~low[i] ^ 0x80000000u);
            max[i] = (f64)(i32)(high[i] ^ 0x80000000u);
        }
    }
    PUT(min_intensity, 0, r->pixels[i] > 0 ? min[i] : NONE);
    PUT(max_intensity, 0, r->pixels[i] > 0 ? max[i] : NONE);
}

/* n times the sum of squares minus the square of the sum: the variance's numerator, exact and not negative.
   It fits 128 bits as n < 2^32, values < 2^32. */
FN f64 spread_of(u32 (*w)[ROWS], int i)
{
    const u64 n = (u64)w[A_N + 1][i] << 32 | w[A_N][i];
    const u128 sum = (u128)join96_signed(w + A_Q, i);
    return (f64)(join96(w + A_QQ, i) * n - sum * sum);
}

static void put_intensity(const struct iv__columns *c, struct rows *r)
{
    _Alignas(64) f64 cell[ROWS], min[ROWS], max[ROWS], sum[ROWS], spread[ROWS], at[ROWS];
    const f64 *n = r->pixels, unit = c->unit;
    u64 finite[ROWS]; /* all values are, or there is none: else sums left some out */
    put_extremes(c, r, min, max);
    EACH_ROW finite[i] = !(n[i] > 0) || (min[i] >= -FLT_MAX && max[i] <= FLT_MAX);
    real96(sum, r->word + A_Q);
    for (int i = 0; i < ROWS; i++) spread[i] = spread_of(r->word, i);
    PUT(standard_deviation_intensity, 0, finite[i] ? sqrt(spread[i]) / n[i] * unit : NONE);
    for (int k = 0; k < 3; k++) {
        real96(at, r->word + A_QAT + 3 * k);
        PUT(mass_center_x, k, finite[i] ? at[i] / sum[i] : NONE);
        PUT(sum_intensity_times_x, k, finite[i] ? at[i] * unit : NONE);
    }
    EACH_ROW sum[i] = finite[i] ? sum[i] * unit : min[i] + max[i]; /* infinite, or NaN */
    PUT(mean_intensity, 0, sum[i] / n[i]);
    put_column(c, r, IV__STAT_sum_intensity, sum);
}

/* Distances to a point: a row has their sum in units of 1 / scale, and the largest one's square. */
static void put_distances(const struct iv__columns *c, struct rows *r, int sums, int ratio, u32 (*w)[ROWS])
{
    _Alignas(64) f64 cell[ROWS], sum[ROWS], mean[ROWS], most[ROWS];
    const f64 *n = r->pixels;
    EACH_ROW {
        const u32 scale = w[F_SCALE][i];
        const f64 all = real64(w[F_SUM][i], w[F_SUM + 1][i]) / (f64)FLOATS(scale), far = sqrt((f64)FLOATS(w[F_MAX][i]));
        sum[i] = scale == UNKNOWN ? NONE : scale ? all : 0;
        most[i] = scale == UNKNOWN ? NONE : scale ? far : 0;
        mean[i] = sum[i] / n[i];
    }
    EACH_ROW cell[i] = most[i] / mean[i];
    put_column(c, r, ratio, cell);
    EACH_ROW cell[i] = n[i] > 0 ? most[i] : NONE;
    put_column(c, r, sums + 2, cell);
    put_column(c, r, sums + 1, mean);
    put_column(c, r, sums, sum);
}

KERNEL1(sum_columns, const struct iv__columns *, c)
{
    struct rows r;
    load(&r, c, GRP, A_WORDS);
    put_geometry(c, &r);
    put_intensity(c, &r);
}

KERNEL1(distance_columns, const struct iv__columns *, c)
{
    struct rows r;
    load(&r, c, GRP, D_WORDS);
    put_distances(c, &r, IV__STAT_sum_distance_to_centroid, IV__STAT_mean_max_distance_to_centroid_ratio,
                  r.word + D_FAR);
    put_distances(c, &r, IV__STAT_sum_distance_to_mass_center, IV__STAT_mean_max_distance_to_mass_center_ratio,
                  r.word + D_FAR + F_WORDS);
}
CPU_KERNELS(columns_cpu) = { CPU_KERNEL(sum_columns, 0), CPU_KERNEL(distance_columns, 0), CPU_END };
