/* Medians over windows of any shape, for GPUs, by bits of the pixels' keys (kernel/common/order.h) from the
   highest on. A result's candidates are the pixels of its window that agree with the bits found so far,
   first all. If more of them have a 0 next than come before the median, its bit is 0 and those with a 1
   are out; else it is 1 and they stay. (Radix selection, with a window's bits side by side in words.)
     slices   a group's pixels, with their halo, become planes of bits: for each bit of the keys, rows
              of one bit a pixel
     words    for the bit at hand, a word holds up to `high` rows of the window, each `width` bits: the
              window's pixels for two neighbouring results. All results whose window has those rows share
              it, so a row is taken apart once for every place in a plane
     counts   each result keeps its candidates as bits of the same words; carry-save adders halve the
              number of words whose bits must be counted. Few words are all counted: NVIDIA's GPUs have a unit for
              that which would be idle
   Bits that all pixels of a group have in common are skipped. Windows wider than a word are cut into
   stretches of 31 pixels. Where the slices of whole keys do not fit, 16 or 8 bits at a time do. */
#define PAIRS 8 /* of results along x in a tile; as in selection.c, like the next three */
#define POOL 7680
#define MOST 95
#define STEP 8 /* words that an item makes in a column */
#define KEY(v) CAT_(T, _key)(v)
#define KEY_BITS ((int)sizeof(T) * 8)
#define ADDERS (WORDS > 5) /* whether they are used */
#define SIDES (WORDS <= 31 ? 2 : 1) /* an item's results along x */
/* TURNS of them along y and z */
#define ITEMS_X (2 * PAIRS / SIDES)
#define NOT_ALL(w) ((w) >= 9 && (w) % 4 == 1 && (w) >= (int)p.words) /* the others are empty */

struct selection_params { /* as in selection.c */
    u64 nx, ny, nz;
    u32 across, along;          /* groups along x and y */
    i32 rx, ry, rz;             /* half the window */
    u32 shift_y, shift_z;       /* the tile: 2 PAIRS x 2^shift_y x 2^shift_z results */
    u32 rows_y, rows;           /* rows of the tile with its halo: in a plane, in all */
    u32 row_bytes, row_words;   /* a row of bits */
    u32 bits;                   /* of the keys at a time */
    u32 width, high;            /* bits of a row in a word, rows in a word */
    u32 stretches, tall, steps; /* words along x, places along y in a plane, in steps */
    u32 words, rank;            /* of the window: words, pixels that come before the median */
    u32 offset[MOST];           /* of its words, in bytes, from the place of the result */
    u32 mask[MOST];             /* their pixels that are in the window, for the left one of two results */
};

/* 8 rows of 8 bits, 4 to a word, become columns. */
#define TRANSPOSE(low, high)                                                                       \
    {                                                                                              \
        u32 t_ = (low ^ low >> 7) & 0x00aa00aau;                                                   \
        low ^= t_ ^ t_ << 7;                                                                       \
        t_ = (high ^ high >> 7) & 0x00aa00aau;                                                     \
        high ^= t_ ^ t_ << 7;                                                                      \
        t_ = (low ^ low >> 14) & 0x0000ccccu;                                                      \
        low ^= t_ ^ t_ << 14;                                                                      \
        t_ = (high ^ high >> 14) & 0x0000ccccu;                                                    \
        high ^= t_ ^ t_ << 14;                                                                     \
        t_ = (low ^ high << 4) & 0xf0f0f0f0u;                                                      \
        low ^= t_;                                                                                 \
        high ^= t_ >> 4;                                                                           \
    }

/* One step of a column of words: where its rows of bits begin (and at which bit), where the words go. */
struct step {
    u32 from, shift, to;
};

FN struct step step_of(u32 i, u32 steps, u32 stretches, u32 rows_y, u32 row_words)
{
    const u32 pair = i % PAIRS, column = i / PAIRS, layer = column / steps, y = (column - layer * steps) * STEP;
    const u32 z = WIDE_ROWS ? layer / stretches : layer;
    const u32 x = 2u * pair + 31u * (layer - z * (WIDE_ROWS ? stretches : 1u));
    struct step s;
    s.from = (z * rows_y + y) * row_words + (x >> 5);
    s.shift = x & 31u;
    s.to = (layer * steps * STEP + y) * PAIRS + pair;
    return s;
}

/* The next row of bits comes into a word from above. */
#define TAKE(word, row)                                                                            \
    {                                                                                              \
        const u32 row_ = WIDE_ROWS ? (u32)(((u64)(row)[1] << 32 | (row)[0]) >> s.shift) : (row)[0] >> s.shift; \
        word = (u32)(((u64)row_ << 32 | word) >> p.width);                                         \
        row += row_words;                                                                          \
    }

KERNEL3(selection, GLOBAL const T *restrict, in, GLOBAL T *restrict, out, struct selection_params, p)
{
    LOCAL u32 pool[POOL], differences[LSZ];
    const int nx = (int)p.nx, ny = (int)p.ny, nz = (int)p.nz;
    const u32 tiles = p.across * p.along, tile = GROUP(0) % tiles;
    const int x0 = (int)(tile % p.across) * 2 * PAIRS, y0 = (int)(tile / p.across << p.shift_y);
    const int z0 = (int)(GROUP(0) / tiles << p.shift_z);
    const u32 row_words = WIDE_ROWS ? p.row_words : 1u, plane = p.rows * row_words;
    const u32 columns = (p.rows / p.rows_y) * (WIDE_ROWS ? p.stretches : 1u) * p.steps;
    const struct step mine = step_of((u32)LID, p.steps, p.stretches, p.rows_y, row_words);
    const u32 first = KEY(in[((u64)z0 * p.ny + (u64)y0) * p.nx + (u64)x0]);
    const int x = LID % ITEMS_X * SIDES;
    u32 candidates[TURNS][SIDES][WORDS], before[TURNS][SIDES], found[TURNS][SIDES], place[TURNS];
    u32 differ = 0, words = p.bits * plane;
    UNROLL_ALL for (int t = 0; t < (int)TURNS; t++) {
        const u32 at = (u32)(LID / ITEMS_X + t * (LSZ / ITEMS_X));
        const u32 y = at & ((1u << p.shift_y) - 1u), layer = (at >> p.shift_y) * (WIDE_ROWS ? p.stretches : 1u);
        place[t] = 4u * (words + (layer * p.steps * STEP + y) * PAIRS + (u32)x / 2u);
        UNROLL_ALL for (int s = 0; s < SIDES; s++) {
            UNROLL_ALL for (int w = 0; w < WORDS; w++) candidates[t][s][w] = p.mask[w] << ((x & 1) + s);
            before[t][s] = p.rank;
            found[t][s] = 0;
        }
    }
    for (int base = KEY_BITS - (int)p.bits; base >= 0; base -= (int)p.bits) {
        /* slices, 8 pixels at a time */
        differ = 0;
        for (u32 i = (u32)LID; i < p.rows * p.row_bytes; i += LSZ) {
            const u32 row = i / p.row_bytes, byte = i - row * p.row_bytes, deep = row / p.rows_y;
            const int yy = y0 + (int)(row - deep * p.rows_y) - p.ry, zz = z0 + (int)deep - p.rz;
            const int xx = x0 - p.rx + 8 * (int)byte;
            GLOBAL const T *line = in + ((u64)clampi(zz, nz) * p.ny + (u64)clampi(yy, ny)) * p.nx;
            LOCALP u8 *to = (LOCALP u8 *)pool + 4u * (row * row_words) + byte;
            u32 k[8];
            UNROLL_ALL for (int j = 0; j < 8; j++) k[j] = KEY(line[clampi(xx + j, nx)]);
            UNROLL_ALL for (int j = 0; j < 8; j++) differ |= k[j] ^ first;
            for (u32 b = 0; b < p.bits; b += 8) {
                const u32 from = (u32)base + b;
                u32 low = 0, high = 0;
                UNROLL_ALL for (int j = 0; j < 4; j++) {
                    low |= (k[j] >> from & 255u) << 8 * j;
                    high |= (k[j + 4] >> from & 255u) << 8 * j;
                }
                TRANSPOSE(low, high)
                UNROLL_ALL for (u32 j = 0; j < 4; j++) {
                    to[4u * plane * (b + j)] = (u8)(low >> 8 * j);
                    to[4u * plane * (b + j + 4)] = (u8)(high >> 8 * j);
                }
            }
        }
        differences[LID] = differ;
        SYNC;
        if (LID < 32) {
            UNROLL_ALL for (int i = 32; i < LSZ; i += 32) differ |= differences[LID + i];
            differences[LID] = differ;
        }
        SYNC;
        differ = 0;
        UNROLL_ALL for (int i = 0; i < 32; i++) differ |= differences[i];

        u32 left = differ >> base & 0xffffffffu >> (32u - p.bits);
        i32 other = (i32)(columns * (STEP * PAIRS)); /* from a bit's words to where the next bit's go */
        while (left) {
            const u32 bit = 31u - (u32)CLZ(left);
            left ^= 1u << bit;
            for (u32 i = (u32)LID; i < columns * PAIRS; i += LSZ) {
                const struct step s = i < LSZ ? mine : step_of(i, p.steps, p.stretches, p.rows_y, row_words);
                LOCALP const u32 *row = pool + bit * plane + s.from;
                LOCALP u32 *to = pool + words + s.to;
                u32 word = 0;
                for (u32 j = 1; j < p.high; j++) TAKE(word, row)
                UNROLL_ALL for (int j = 0; j < STEP; j++) {
                    TAKE(word, row)
                    to[j * PAIRS] = word;
                }
            }
            SYNC;
            UNROLL_ALL for (int t = 0; t < (int)TURNS; t++) {
                LOCALP const u8 *at = (LOCALP const u8 *)pool + place[t];
                place[t] += 4u * (u32)other;
                u32 ones[WORDS], odd[SIDES], pairs[SIDES], single[SIDES];
#define LOAD(w) ones[w] = *(LOCALP const u32 *)(at + p.offset[w])
                LOAD(0);
                UNROLL_ALL for (int s = 0; s < SIDES; s++) {
                    odd[s] = candidates[t][s][0] & ~ones[0];
                    pairs[s] = single[s] = 0;
                }
                UNROLL_ALL for (int w = 1; w + 1 < WORDS; w += 2) {
                    if (NOT_ALL(w)) break;
                    LOAD(w);
                    LOAD(w + 1);
                    UNROLL_ALL for (int s = 0; s < SIDES; s++) {
                        const u32 a = candidates[t][s][w] & ~ones[w], b = candidates[t][s][w + 1] & ~ones[w + 1];
                        if (ADDERS) {
                            pairs[s] += POPC(MAJORITY(odd[s], a, b));
                            odd[s] = XOR3(odd[s], a, b);
                        } else {
                            single[s] += POPC(a) + POPC(b);
                        }
                    }
                }
                UNROLL_ALL for (int s = 0; s < SIDES; s++) {
                    const u32 zeros = 2u * pairs[s] + single[s] + POPC(odd[s]), rest = before[t][s] - zeros;
                    const u32 zero = (u32)((i32)rest >> 31);
                    before[t][s] = before[t][s] < rest ? before[t][s] : rest; /* below 0 is far above it */
                    found[t][s] |= 1u << (bit + (u32)base) & ~zero;
                    candidates[t][s][0] &= ones[0] ^ zero;
                    UNROLL_ALL for (int w = 1; w + 1 < WORDS; w += 2) {
                        if (NOT_ALL(w)) break;
                        candidates[t][s][w] &= ones[w] ^ zero;
                        candidates[t][s][w + 1] &= ones[w + 1] ^ zero;
                    }
                }
            }
            words += (u32)other;
            other = -other;
        }
        if (other < 0) {
            words += (u32)other;
            UNROLL_ALL for (int t = 0; t < (int)TURNS; t++) place[t] += 4u * (u32)other;
        }
        SYNC;
    }
    UNROLL_ALL for (int t = 0; t < (int)TURNS; t++) {
        const u32 at = (u32)(LID / ITEMS_X + t * (LSZ / ITEMS_X));
        const int yy = y0 + (int)(at & ((1u << p.shift_y) - 1u)), zz = z0 + (int)(at >> p.shift_y);
        GLOBAL T *to = out + ((u64)zz * p.ny + (u64)yy) * p.nx;
        UNROLL_ALL for (int s = 0; s < SIDES; s++)
            if (x0 + x + s < nx && yy < ny && zz < nz)
                to[x0 + x + s] = CAT_(T, _unkey)(found[t][s] | (first & ~differ));
    }
}
