/* Random numbers that are the same everywhere: 64-bit integers, and doubles made of them exactly.
 */
#ifndef CLI_RANDOM_H
#define CLI_RANDOM_H
#include <stdint.h>

/* The finishing step of SplitMix64 (Steele, Lea, Flood 2014): every bit depends on every bit. */
static inline uint64_t random_hash(uint64_t x)
{
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

struct random {
    uint64_t state;
};

static inline uint64_t random_next(struct random *r) { return random_hash(r->state++); }

static inline uint64_t random_below(struct random *r, uint64_t n)
{
    return n ? random_next(r) % n : 0;
}

static inline double random_between(struct random *r, double low, double high)
{
    return low + (high - low) * ((double)(random_next(r) >> 11) * (1.0 / 9007199254740992.0));
}

/* A number of mean 0 and deviation 1, nearly normal: the sum of twelve uniform ones, in integers.
 */
static inline double random_bell(uint64_t key, uint64_t i)
{
    int64_t sum = 0;
    for (uint64_t k = 0; k < 3; k++) {
        const uint64_t h = random_hash(key ^ random_hash(3 * i + k));
        sum += (int64_t)((h & 0xffff) + (h >> 16 & 0xffff) + (h >> 32 & 0xffff) + (h >> 48));
    }
    return (double)(2 * sum - 12 * 65535) * (0.5 / 65536);
}
#endif
