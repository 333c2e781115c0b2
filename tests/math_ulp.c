/* The errors of src/kernel/common/math.h, in units in the last place of the exact result.

   cc -std=c11 -O3 -ffp-contract=off -fno-math-errno -fno-trapping-math -mfma -mavx2 \
      -Isrc tests/math_ulp.c -o math_ulp -lm -lpthread

   math_ulp           every one of the 2^32 floats and 50 million pairs (about half an hour)
   math_ulp --quick   every 1009th float and half a million pairs (seconds)
   math_ulp --speed   values per microsecond on one core, beside the C library's float function
   math_ulp [--quick|--speed] name...   only these functions

   Exits with 1 if an error is above the bound stated here, or a special value is not as in C99's
   Annex F. The judge is the C library's double function, or its long double one for pairs; both err
   by less than a millionth of what is measured. */
#include "kernel/dialect/c.h"
#include "kernel/common/math.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define BLOCK 1024

static double exp10_(double x) { return pow(10, x); }
static float exp10f_(float x) { return powf(10, x); }

/* name, bound, the C library's double or long double function, its float function */
#define UNARY(X)                                                                                   \
    X(exp, 0.870, exp, expf)                                                                       \
    X(exp2, 0.868, exp2, exp2f)                                                                    \
    X(exp10, 0.863, exp10_, exp10f_)                                                               \
    X(log, 0.841, log, logf)                                                                       \
    X(log2, 0.826, log2, log2f)                                                                    \
    X(log10, 0.833, log10, log10f)                                                                 \
    X(sin, 0.722, sin, sinf)                                                                       \
    X(cos, 0.721, cos, cosf)                                                                       \
    X(tan, 0.881, tan, tanf)                                                                       \
    X(asin, 0.621, asin, asinf)                                                                    \
    X(acos, 0.597, acos, acosf)                                                                    \
    X(atan, 0.650, atan, atanf)                                                                    \
    X(sinh, 0.875, sinh, sinhf)                                                                    \
    X(cosh, 0.875, cosh, coshf)                                                                    \
    X(tanh, 0.712, tanh, tanhf)                                                                    \
    X(cbrt, 0.501, cbrt, cbrtf)
#define BINARY(X)                                                                                  \
    X(pow, 0.9, powl, powf)                                                                        \
    X(atan2, 0.9, atan2l, atan2f)                                                                  \
    X(fmod, 0, fmodl, fmodf)

/* Each function over a block: ours, exactly, and the C library's in float. */
#define UNARY_(name, bound, judge, rival)                                                          \
    static void ours_##name(const float *restrict x, const float *restrict y, float *restrict out) \
    {                                                                                              \
        (void)y;                                                                                   \
        for (int i = 0; i < BLOCK; i++) out[i] = iv_##name(x[i]);                                  \
    }                                                                                              \
    static void rival_##name(const float *x, const float *y, float *out)                           \
    {                                                                                              \
        (void)y;                                                                                   \
        for (int i = 0; i < BLOCK; i++) out[i] = rival(x[i]);                                      \
    }                                                                                              \
    static double judge_##name(float x, float y) { return (void)y, judge(x); }
#define BINARY_(name, bound, judge, rival)                                                         \
    static void ours_##name(const float *restrict x, const float *restrict y, float *restrict out) \
    {                                                                                              \
        for (int i = 0; i < BLOCK; i++) out[i] = iv_##name(x[i], y[i]);                            \
    }                                                                                              \
    static void rival_##name(const float *x, const float *y, float *out)                           \
    {                                                                                              \
        for (int i = 0; i < BLOCK; i++) out[i] = rival(x[i], y[i]);                                \
    }                                                                                              \
    static double judge_##name(float x, float y) { return (double)judge(x, y); }
UNARY(UNARY_)
BINARY(BINARY_)

typedef void block_function(const float *, const float *, float *);
static const struct function {
    const char *name;
    int arguments;
    double bound;
    block_function *ours, *rival;
    double (*judge)(float, float);
} functions[] = {
#define ROW_(n, name, bound)             { #name, n, bound, ours_##name, rival_##name, judge_##name },
#define ROW1_(name, bound, judge, rival) ROW_(1, name, bound)
#define ROW2_(name, bound, judge, rival) ROW_(2, name, bound)
    UNARY(ROW1_) BINARY(ROW2_)
};
#define FUNCTIONS (int)(sizeof functions / sizeof *functions)

/* The error of `got`. A wrong sign of zero, or NaN or infinity for something else, is infinite. */
static double error_of(float got, double want)
{
    if (isnan(want) || isnan(got)) return isnan(want) && isnan(got) ? 0 : INFINITY;
    if (!signbit(want) != !signbit(got)) return INFINITY;
    if (isinf(got) && fabs(want) >= 0x1p128) return 0;
    if (isinf(want)) return INFINITY;
    uint64_t bits;
    memcpy(&bits, &want, 8);
    int64_t exponent = (int64_t)(bits >> 52 & 2047) - 1023;
    exponent = exponent < -126 ? -126 : exponent > 127 ? 127 : exponent;
    bits = (uint64_t)(1023 + 23 - exponent) << 52;
    double per_ulp;
    memcpy(&per_ulp, &bits, 8);
    /* infinity stands for 2^128, the float that would come next */
    double value = isinf(got) ? copysign(0x1p128, got) : got;
    return fabs(value - want) * per_ulp;
}

/* One run over a function's arguments, shared by the threads. */
struct sweep {
    const struct function *f;
    uint64_t count, step; /* argument i has the bits i * step, for one argument */
    atomic_ullong next;   /* the block to be taken next */
    pthread_mutex_t lock;
    double worst;
    float x, y, got;
};

static const float specials[] = {
    0,          1,         2,         3,         4,          5,         0.5f,      0.25f,
    1.5f,       2.5f,      10,        100,       1000,       1e10f,     1e20f,     1e30f,
    0x1p-149f,  0x1p-148f, 0x1p-127f, 0x1p-126f, 0x1p127f,   0x1p-64f,  0x1p64f,   0x1p23f,
    0x1p24f,    0x1p22f,   8388607,   8388609,   16777215,   16777218,  16777214,  0x1.fffffep127f,
    0x1p-24f,   0x1p-25f,  127,       128,       149,        150,       126,       0x1.fffffep-1f,
    1.0000001f, 0.707107f, 0.414214f, 2.414214f, 3.1415927f, 1.570796f, 0.785398f, INFINITY,
    NAN,
};
enum { SPECIALS = sizeof specials / sizeof *specials };

static uint64_t random_(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* Pair i: first all pairs of special values with both signs, then random ones of five kinds. */
static void pair(uint64_t i, float *x, float *y)
{
    if (i < 4 * SPECIALS * SPECIALS) {
        *x = specials[i / 4 / SPECIALS] * (i & 1 ? -1.0f : 1.0f);
        *y = specials[i / 4 % SPECIALS] * (i & 2 ? -1.0f : 1.0f);
        return;
    }
    uint64_t state = i, bits = random_(&state), more = random_(&state);
    float u = (float)(int32_t)(more >> 40) * 0x1p-24f;
    float v = (float)(int32_t)(more & 0xffffff) * 0x1p-24f;
    switch (i % 5) {
    case 0: /* any floats */
        *x = FLOATS((u32)bits);
        *y = FLOATS((u32)(bits >> 32));
        break;
    case 1: /* any base, and an exponent that leaves the power in range */
        *x = FLOATS((u32)bits & 0x7fffffff);
        *y = (320 * u - 160) / log2f(*x);
        break;
    case 2: /* a base near 1, likewise */
        *x = 1 + (u - 0.5f) * FLOATS((u32)(127 - bits % 24) << 23);
        *y = (320 * v - 160) / log2f(*x);
        break;
    case 3: /* near each other in size, with either sign */
        *x = FLOATS((u32)bits);
        *y = *x * (0.25f + 4 * u) * (bits >> 32 & 1 ? -1.0f : 1.0f);
        break;
    default: /* small numbers with integers and halves */
        *x = (40 * u - 20);
        *y = 0.5f * (float)(int)(80 * v - 40);
    }
}

static void *work(void *argument)
{
    struct sweep *s = argument;
    float x[BLOCK], y[BLOCK] = { 0 }, out[BLOCK];
    double worst = -1;
    float wx = 0, wy = 0, wgot = 0;
    for (uint64_t first; (first = atomic_fetch_add(&s->next, 1) * BLOCK) < s->count;) {
        for (uint64_t i = 0; i < BLOCK; i++) {
            if (s->f->arguments == 2)
                pair(first + i, x + i, y + i);
            else
                x[i] = FLOATS((u32)((first + i) * s->step));
        }
        s->f->ours(x, y, out);
        for (int i = 0; i < BLOCK; i++) {
            double error = error_of(out[i], s->f->judge(x[i], y[i]));
            if (error > worst) worst = error, wx = x[i], wy = y[i], wgot = out[i];
        }
    }
    pthread_mutex_lock(&s->lock);
    if (worst > s->worst) s->worst = worst, s->x = wx, s->y = wy, s->got = wgot;
    pthread_mutex_unlock(&s->lock);
    return 0;
}

static int measure(const struct function *f, int quick)
{
    struct sweep s = { .f = f, .worst = -1, .lock = PTHREAD_MUTEX_INITIALIZER };
    s.step = quick && f->arguments == 1 ? 1009 : 1;
    s.count = f->arguments == 1 ? (UINT64_C(1) << 32) / s.step : quick ? 500000 : 50000000;
    pthread_t threads[64];
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int n = cores > 64 ? 64 : cores < 1 ? 1 : (int)cores, started = 0;
    while (started < n - 1 && !pthread_create(threads + started, 0, work, &s)) started++;
    work(&s);
    while (started) pthread_join(threads[--started], 0);
    int bad = !(s.worst <= f->bound);
    printf("%-6s %9.5f ulp at %a", f->name, s.worst, s.x);
    if (f->arguments == 2) printf(", %a", s.y);
    if (bad) printf(" (%a instead of %a): above %g", s.got, f->judge(s.x, s.y), f->bound);
    printf("\n");
    fflush(stdout);
    return bad;
}

static double seconds(void)
{
    struct timespec t;
    timespec_get(&t, TIME_UTC);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Values per microsecond, for arguments from 0 to 1. */
static double rate(block_function *f)
{
    float x[BLOCK], y[BLOCK], out[BLOCK] = { 0 };
    for (int i = 0; i < BLOCK; i++) {
        x[i] = (float)(i + 1) / BLOCK;
        y[i] = 0.7f - 0.6f * x[i];
    }
    double best = 0;
    for (int trial = 0; trial < 5; trial++) {
        double start = seconds();
        for (int i = 0; i < 500; i++) {
            x[i % BLOCK] = 0.5f + out[i % BLOCK] * 0x1p-100f; /* so that no call can be left out */
            f(x, y, out);
        }
        double r = 500.0 * BLOCK / (seconds() - start) * 1e-6;
        best = r > best ? r : best;
    }
    return best;
}

static int special(const char *name, float got, float want)
{
    if ((isnan(got) && isnan(want)) || BITS(got) == BITS(want)) return 0;
    printf("%s gives %a instead of %a\n", name, got, want);
    return 1;
}
#define IS(call, want) bad += special(#call, iv_##call, want)

/* What Annex F says. */
static int check_specials(void)
{
    const float inf = INFINITY, nan = NAN, half_pi = 0x1.921fb6p0f, pi = 0x1.921fb6p1f;
    int bad = 0;
#define ODD(f) IS(f(0.0f), 0.0f), IS(f(-0.0f), -0.0f), IS(f(nan), nan)
    ODD(sin), ODD(tan), ODD(asin), ODD(atan), ODD(sinh), ODD(tanh), ODD(cbrt);
    IS(exp(0.0f), 1), IS(exp(-0.0f), 1), IS(exp(inf), inf), IS(exp(-inf), 0), IS(exp(nan), nan);
    IS(exp2(0.0f), 1), IS(exp2(-0.0f), 1), IS(exp2(inf), inf), IS(exp2(-inf), 0);
    IS(exp10(0.0f), 1), IS(exp10(-0.0f), 1), IS(exp10(inf), inf), IS(exp10(-inf), 0);
    IS(exp2(nan), nan), IS(exp10(nan), nan), IS(exp2(-150.0f), 0);
    IS(log(0.0f), -inf), IS(log(-0.0f), -inf), IS(log(1), 0), IS(log(-1), nan), IS(log(inf), inf);
    IS(log2(0.0f), -inf), IS(log2(-0.0f), -inf), IS(log2(1), 0), IS(log2(-1), nan);
    IS(log10(0.0f), -inf), IS(log10(-0.0f), -inf), IS(log10(1), 0), IS(log10(-1), nan);
    IS(log(-inf), nan), IS(log2(inf), inf), IS(log10(inf), inf), IS(log(nan), nan);
    IS(log2(nan), nan), IS(log10(nan), nan), IS(log(-0x1p-149f), nan);
    IS(sin(inf), nan), IS(cos(inf), nan), IS(tan(inf), nan), IS(cos(0.0f), 1), IS(cos(-0.0f), 1);
    IS(sin(-inf), nan), IS(cos(-inf), nan), IS(tan(-inf), nan), IS(cos(nan), nan);
    IS(asin(1.0000001f), nan), IS(asin(-2), nan), IS(acos(1), 0), IS(acos(1.0000001f), nan);
    IS(acos(-2), nan), IS(acos(-1), pi), IS(acos(0), half_pi), IS(acos(nan), nan);
    IS(asin(1), half_pi), IS(asin(-1), -half_pi), IS(asin(inf), nan), IS(acos(-inf), nan);
    IS(atan(inf), half_pi), IS(atan(-inf), -half_pi);
    IS(sinh(inf), inf), IS(sinh(-inf), -inf), IS(cosh(inf), inf), IS(cosh(-inf), inf);
    IS(cosh(0.0f), 1), IS(cosh(-0.0f), 1), IS(cosh(nan), nan), IS(tanh(inf), 1), IS(tanh(-inf), -1);
    IS(cbrt(inf), inf), IS(cbrt(-inf), -inf);

    IS(atan2(0.0f, -0.0f), pi), IS(atan2(-0.0f, -0.0f), -pi), IS(atan2(0.0f, 0.0f), 0);
    IS(atan2(-0.0f, 0.0f), -0.0f), IS(atan2(0.0f, -1), pi), IS(atan2(-0.0f, -1), -pi);
    IS(atan2(0.0f, 1), 0), IS(atan2(-0.0f, 1), -0.0f), IS(atan2(-1, 0.0f), -half_pi);
    IS(atan2(1, -0.0f), half_pi), IS(atan2(1, -inf), pi), IS(atan2(-1, -inf), -pi);
    IS(atan2(1, inf), 0), IS(atan2(-1, inf), -0.0f), IS(atan2(inf, 1), half_pi);
    IS(atan2(-inf, -1), -half_pi), IS(atan2(inf, -inf), 0x1.2d97c8p1f);
    IS(atan2(-inf, -inf), -0x1.2d97c8p1f), IS(atan2(inf, inf), 0x1.921fb6p-1f);
    IS(atan2(-inf, inf), -0x1.921fb6p-1f), IS(atan2(nan, 1), nan), IS(atan2(1, nan), nan);

    IS(pow(0.0f, -3), inf), IS(pow(-0.0f, -3), -inf), IS(pow(-0.0f, -2), inf);
    IS(pow(0.0f, -0.5f), inf), IS(pow(-0.0f, -0.5f), inf), IS(pow(-0.0f, -inf), inf);
    IS(pow(-0.0f, 3), -0.0f), IS(pow(0.0f, 3), 0), IS(pow(-0.0f, 2), 0), IS(pow(-0.0f, 2.5f), 0);
    IS(pow(-1, inf), 1), IS(pow(-1, -inf), 1), IS(pow(1, nan), 1), IS(pow(1, inf), 1);
    IS(pow(nan, 0.0f), 1), IS(pow(inf, -0.0f), 1), IS(pow(0.0f, 0.0f), 1), IS(pow(-2, 0.5f), nan);
    IS(pow(0.5f, -inf), inf), IS(pow(-0.5f, -inf), inf), IS(pow(2, -inf), 0), IS(pow(-2, -inf), 0);
    IS(pow(0.5f, inf), 0), IS(pow(-0.5f, inf), 0), IS(pow(2, inf), inf), IS(pow(-2, inf), inf);
    IS(pow(-inf, -3), -0.0f), IS(pow(-inf, -2), 0), IS(pow(-inf, -2.5f), 0), IS(pow(-inf, 3), -inf);
    IS(pow(-inf, 2), inf), IS(pow(-inf, 2.5f), inf), IS(pow(inf, -2), 0), IS(pow(inf, 2), inf);
    IS(pow(nan, 1), nan), IS(pow(2, nan), nan), IS(pow(0.0f, inf), 0);
    IS(pow(-2, 16777216), inf), IS(pow(-0.5f, 16777215), -0.0f);

    IS(fmod(0.0f, 1), 0), IS(fmod(-0.0f, 1), -0.0f), IS(fmod(1, 0.0f), nan), IS(fmod(inf, 1), nan);
    IS(fmod(5, inf), 5), IS(fmod(-5, -inf), -5), IS(fmod(nan, 1), nan), IS(fmod(1, nan), nan);
    IS(fmod(-6, 3), -0.0f), IS(fmod(6, -3), 0), IS(fmod(-7, 3), -1), IS(fmod(inf, inf), nan);
    return bad;
}

/* Results that are floats come out exactly. */
static int check_exact(void)
{
    int bad = 0;
    float ten = 1;
    for (int k = 0; k <= 10; k++, ten *= 10) IS(exp10((float)k), ten), IS(log10(ten), (float)k);
    for (int k = -149; k < 128; k++) {
        const float power = ldexpf(1, k);
        IS(exp2((float)k), power), IS(log2(power), (float)k);
        IS(pow(2, (float)k), power), IS(pow(power, 1), power);
    }
    for (int k = 1; k <= 250; k++) {
        const float v = (float)k;
        IS(cbrt(-v * v * v), -v), IS(pow(-v, 3), -v * v * v), IS(pow(v * v, 0.5f), v);
        IS(pow(v * v, 1.5f), v * v * v), IS(pow(-v, 1), -v);
    }
    return bad;
}

int main(int argc, char **argv)
{
    int quick = argc > 1 && !strcmp(argv[1], "--quick");
    int speed = argc > 1 && !strcmp(argv[1], "--speed");
    int first = quick || speed ? 2 : 1, bad = 0;
    for (int i = first; i < argc; i++) {
        int known = 0;
        for (int k = 0; k < FUNCTIONS; k++) known |= !strcmp(argv[i], functions[k].name);
        if (!known) return fprintf(stderr, "math_ulp: no function is named %s\n", argv[i]), 2;
    }
    if (!speed) bad += check_specials() + check_exact();
    for (int k = 0; k < FUNCTIONS; k++) {
        const struct function *f = functions + k;
        int wanted = first == argc;
        for (int i = first; i < argc; i++) wanted |= !strcmp(argv[i], f->name);
        if (!wanted) continue;
        if (speed)
            printf("%-6s %6.0f  library %6.0f\n", f->name, rate(f->ours), rate(f->rival));
        else
            bad += measure(f, quick);
    }
    return bad != 0;
}
