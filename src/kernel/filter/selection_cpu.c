/* selection on the CPU, in the same two ways. By bits: a group's tile is X results along x, a lane
   for each; words are made for all places of the tile once a bit, and rows of results go through
   them. Where all results of a row have one candidate left, their other bits are that pixel's,
   without counting. */
#include "kernel/common/cpu.h"
#include "kernel/common/order.h"
#include "kernel/common/halo_cpu.h"

struct selection_cpu { /* as in selection.c */
    u64 nx, ny, nz;
    u32 across, along;
    i32 rx, ry, rz;
    u32 tall, deep;
    u32 width, high, stretches, starts;
    u32 rows_y, row_bytes;
    u32 words, pixels;
    u32 flip;
};

enum { /* as there */
       X = 32,
       ROWS = 64,
       POOL = 98304,
       FEW_X = 128,
       MOST_FEW = 49,
       SLIDE_X = 512,
       SLIDE_CHORDS = 4096,
       HALO = 2 * 1000
};

/* Vectors, so that sums over words stay in registers. */
#ifdef __AVX2__
typedef u32 lanes __attribute__((vector_size(32)));
typedef i32 signed_lanes __attribute__((vector_size(32)));
#else
typedef u32 lanes __attribute__((vector_size(16)));
typedef i32 signed_lanes __attribute__((vector_size(16)));
#endif
enum { LANES_ = sizeof(lanes) / 4, VECTORS = X / LANES_ };

/* Rows of results in a tile, [row][x]. */
struct rows {
    _Alignas(64) u32 before[ROWS][X], left[ROWS][X], found[ROWS][X];
    u8 single[ROWS];
};

/* 8 bytes of 8 bits become 8 planes of bits; the planes' bytes are `plane` apart. */
FN void put_slices(u8 *to, const u8 *bytes, u32 plane)
{
    u64 a = 0, t;
    for (int j = 0; j < 8; j++) a |= (u64)bytes[j] << 8 * j;
    t = (a ^ a >> 7) & 0x00aa00aa00aa00aau;
    a ^= t ^ t << 7;
    t = (a ^ a >> 14) & 0x0000cccc0000ccccu;
    a ^= t ^ t << 14;
    t = (a ^ a >> 28) & 0x00000000f0f0f0f0u;
    a ^= t ^ t << 28;
    for (u32 j = 0; j < 8; j++) to[j * plane] = (u8)(a >> 8 * j);
}

/* The words of a bit, [layer][stretch][y][x]: each takes `high` rows of `width` bits, from x on. */
static void make_words(u32 *restrict to, const u8 *restrict plane, const struct selection_cpu *p)
{
    const u32 layers = p->deep + 2 * (u32)p->rz;
    lanes place;
    for (u32 l = 0; l < LANES_; l++) place[l] = l;
    for (u32 layer = 0; layer < layers; layer++)
        for (u32 s = 0; s < p->stretches; s++) {
            const u8 *row = plane + layer * p->rows_y * p->row_bytes + s;
            lanes word[VECTORS] = { 0 };
            for (u32 y = 0; y < p->rows_y; y++, row += p->row_bytes) {
                for (int i = 0; i < VECTORS; i++) {
                    const u8 *b = row + i * LANES_ / 8;
                    const u32 bits = b[0] | (u32)b[1] << 8 | (u32)b[2] << 16 | (u32)b[3] << 24;
                    const u32 shift = i * LANES_ % 8;
                    word[i] = word[i] >> p->width | (bits >> shift) >> place << (32 - p->width);
                }
                if (y + 1 < p->high) continue;
                memcpy(to, word, sizeof word);
                to += X;
            }
        }
}

/* The number of bits in each byte. */
FN lanes counted(lanes v)
{
    v -= v >> 1 & 0x55555555u;
    v = (v & 0x33333333u) + (v >> 2 & 0x33333333u);
    return (v + (v >> 4)) & 0x0f0f0f0fu;
}

FN lanes total(lanes bytes)
{
    bytes = (bytes & 0x00ff00ffu) + (bytes >> 8 & 0x00ff00ffu);
    return (bytes + (bytes >> 16)) & 0xffffu;
}

#define WORD(w)       (*(const lanes *)(words + offset[w] + x))
#define CANDIDATES(w) (*(lanes *)(candidates + (w)*X + x))

/* One more bit of a row of results: 0 if more candidates have a 0 there than come before the
   median. Returns whether each has one candidate left. */
FN int decide(u32 *restrict candidates, const u32 *restrict words, const u32 *restrict offset,
              u32 n, u32 *restrict before, u32 *restrict left, u32 *restrict found, u32 bit)
{
    signed_lanes several = { 0 };
    for (u32 x = 0; x < X; x += LANES_) {
        lanes odd = CANDIDATES(0) & ~WORD(0), pairs = { 0 };
        for (u32 w = 1; w < n;) {
            lanes bytes = { 0 };
            const u32 end = n - w > 62 ? w + 62 : n; /* no byte overflows */
            for (; w < end; w += 2) {
                const lanes a = odd ^ (CANDIDATES(w) & ~WORD(w));
                const lanes b = odd ^ (CANDIDATES(w + 1) & ~WORD(w + 1));
                bytes += counted(odd ^ (a & b)); /* the three's carries */
                odd ^= a ^ b;
            }
            pairs += total(bytes);
        }
        const lanes zeros = 2 * pairs + total(counted(odd));
        lanes *rank = (lanes *)(before + x), *rest = (lanes *)(left + x);
        const lanes one = (lanes)((signed_lanes)*rank >= (signed_lanes)zeros);
        *rank -= zeros & one;
        *(lanes *)(found + x) |= bit & one;
        *rest = (zeros & ~one) | ((*rest - zeros) & one);
        several |= (signed_lanes)*rest > 1;
        for (u32 w = 0; w < n; w++) CANDIDATES(w) &= WORD(w) ^ ~one;
    }
    int any = 0;
    for (int l = 0; l < LANES_; l++) any |= several[l];
    return !any;
}

/* The same where each has one candidate left. */
FN void follow(const u32 *restrict candidates, const u32 *restrict words,
               const u32 *restrict offset, u32 n, u32 *restrict found, u32 bit)
{
    for (u32 x = 0; x < X; x += LANES_) {
        lanes any = { 0 };
        for (u32 w = 0; w < n; w++) any |= CANDIDATES(w) & WORD(w);
        *(lanes *)(found + x) |= (lanes)((signed_lanes)any != 0) & bit;
    }
}

static void take_bit(struct rows *r, u32 *candidates, const u32 *words, const u32 *offset, u32 bit,
                     const struct selection_cpu *p)
{
    for (u32 row = 0; row < p->tall * p->deep; row++) {
        const u32 *at = words + (row / p->tall * p->stretches * p->starts + row % p->tall) * X;
        u32 *mine = candidates + row * p->words * X;
        if (r->single[row])
            follow(mine, at, offset, p->words, r->found[row], bit);
        else
            r->single[row] = (u8)decide(mine, at, offset, p->words, r->before[row], r->left[row],
                                        r->found[row], bit);
    }
}

/* Pixels of 8 bits, signed ones by p.flip, over large windows: a histogram moves along a row, and with it
   the median and the number of pixels below that. (Huang, Yang, Tang, "A fast two-dimensional median
   filtering algorithm", 1979.) table: z, y and half length of the window's chords. */
KERNEL4(selection_slide, const u8 *restrict, in, u8 *restrict, out, const i32 *restrict, table,
        struct selection_cpu, p)
{
    const u8 *lines[SLIDE_CHORDS];
    u32 count[256] = { 0 }, below = 0, median = 0;
    const int nx = (int)p.nx, x0 = (int)(GRP % p.across) * SLIDE_X,
              end = x0 + SLIDE_X < nx ? x0 + SLIDE_X : nx;
    const int y = (int)(GRP / p.across % p.ny), z = (int)(GRP / p.across / p.ny), n = (int)p.words;
    for (int c = 0; c < n; c++) {
        const u64 zc = (u64)clampi(z + table[3 * c], (int)p.nz),
                  yc = (u64)clampi(y + table[3 * c + 1], (int)p.ny);
        lines[c] = in + (zc * p.ny + yc) * p.nx;
        for (int d = -table[3 * c + 2]; d <= table[3 * c + 2]; d++)
            count[lines[c][clampi(x0 + d, nx)] ^ p.flip]++;
    }
    u8 *to = out + ((u64)z * p.ny + (u64)y) * p.nx;
    for (int x = x0;; x++) {
        while (below > p.pixels / 2) below -= count[--median];
        while (below + count[median] <= p.pixels / 2) below += count[median++];
        to[x] = (u8)(median ^ p.flip);
        if (x + 1 == end) return;
        for (int c = 0; c < n; c++) {
            const int half = table[3 * c + 2];
            const u32 gone = lines[c][clampi(x - half, nx)] ^ p.flip;
            const u32 come = lines[c][clampi(x + 1 + half, nx)] ^ p.flip;
            count[gone]--;
            count[come]++;
            below += (u32)(come < median) - (u32)(gone < median);
        }
    }
}

#define TEXT "kernel/filter/selection_cpu.h"
#include "kernel/common/each_pixel.h"

CPU_KERNELS(selection_cpu) = { CPU_TYPED(selection), CPU_TYPED(selection_few),
                               CPU_KERNEL(selection_slide, IV_PIXEL_U8),
                               CPU_KERNEL(selection_slide, IV_PIXEL_I8), CPU_END };
