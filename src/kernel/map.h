/* map: one expression for every pixel, over one to three images and up to four scalars.
 *
 * An operation gives its expression twice: in floats (a, b, c are the inputs' pixels, s0..s3 the
 * scalars, all f32) and, where 32-bit integers must stay exact, in 64-bit integers (all are i64);
 * NONE if there is no such form. Up to 16 bits f32 is exact anyway.
 *   GPU  a program per expression and combination of pixel types, made from the expression's text;
 *   CPU  a loop per expression and class, over blocks that are converted in the first cache.
 * An image with an axis of size 1 repeats along it.
 *
 * A family is one table, in the file of its operations, which is compiled once as itself and once per
 * instruction set (IV_ISA) for its loops alone. X takes name, float form, integer form, and more:
 *     #define OPERATIONS(X) X(absolute, FABS(a), a < 0 ? -a : a, "Absolute value ...") ...
 *     MAP_FAMILY(unary, PLAIN, OPERATIONS)
 *     #ifndef IV_ISA
 *     ... argument struct, parameters, run, declarations: `map_absolute` is now a struct iv__map ...
 *     #endif
 */
#ifndef IV__MAP_H
#define IV__MAP_H

enum { IV__MAP_F32 = 0, IV__MAP_I64 = 1 };
enum { IV__MAP_TRUNC = 0, IV__MAP_RINT = 1 };

#if defined(IV__GEN)
#include "core/op.h"
#define MAP_FAMILY(stem, program, rows)
#elif defined(IV_ISA)
#include "kernel/cpu.h"
#include "kernel/convert.h"
#include "kernel/math.h"

struct iv__map_block { /* inputs and result of a block, and the scalars, in the class's type */
    const void *a, *b, *c, *s;
    void *d;
    int n;
};
typedef void iv__map_fn(const struct iv__map_block *block);

#define NONE a
#define MAP_LOOP_(name, T, expression)                                                             \
    static void name(const struct iv__map_block *block)                                            \
    {                                                                                              \
        const T *restrict a_ = block->a, *restrict b_ = block->b, *restrict c_ = block->c;         \
        const T *s_ = block->s, s0 = s_[0], s1 = s_[1], s2 = s_[2], s3 = s_[3];                    \
        T *d_ = block->d; /* may be an input itself */                                             \
        const int n = block->n;                                                                    \
        (void)s0, (void)s1, (void)s2, (void)s3;                                                    \
        FORV(i_, n)                                                                                \
        {                                                                                          \
            const T a = a_[i_], b = b_[i_], c = c_[i_];                                            \
            (void)a, (void)b, (void)c;                                                             \
            d_[i_] = (T)(expression);                                                              \
        }                                                                                          \
    }
#define MAP_LOOPS_(id, f, i, ...) MAP_LOOP_(id##_f, f32, f) MAP_LOOP_(id##_i, i64, i)
#define MAP_ENTRIES_(id, f, i, ...)                                                                \
    { #id, IV__MAP_F32, (iv__cpu_fn *)(void (*)(void))id##_f },                                    \
    { #id, IV__MAP_I64, (iv__cpu_fn *)(void (*)(void))id##_i },
#define MAP_FAMILY(stem, program, rows)                                                            \
    rows(MAP_LOOPS_) const struct iv__cpu_entry CPU_TABLE(stem)[] = { rows(MAP_ENTRIES_){ 0 } };
#else
#include "core/op.h"

struct iv__map {
    struct iv__kernel cpu, gpu_f, gpu_i;
    int exact; /* has an integer form */
};
extern const struct iv__program iv__map_program;      /* expressions without kernel/math.h */
extern const struct iv__program iv__map_program_math; /* expressions with it */

#define MAP_DECLARE_(program_, id, f, i)                                                           \
    static const struct iv__map map_##id = {                                                       \
        .cpu = { .name = #id, .program = &program_ },                                              \
        .gpu_f = { .name = "map", .program = &program_, .extra = "#define EXPRESSION " #f "\n" },  \
        .gpu_i = { .name = "map", .program = &program_, .extra = "#define EXPRESSION " #i "\n" },  \
        .exact = sizeof #i != sizeof "NONE" || #i[0] != 'N',                                       \
    };
#define MAP_DECLARE_PLAIN(id, f, i, ...) MAP_DECLARE_(iv__map_program, id, f, i)
#define MAP_DECLARE_MATH(id, f, i, ...) MAP_DECLARE_(iv__map_program_math, id, f, i)
/* stem: the file's name; program: PLAIN, or MATH if an expression uses kernel/math.h */
#define MAP_FAMILY(stem, program, rows) rows(MAP_DECLARE_##program)

/* Writes dst, whatever its pixel type, from images of dst's size (or 1 along an axis). A float result
   becomes an integer as `rounding` says; all saturate. The integer form is taken when it exists, all
   images are integers, one of them is of 32 bits, and all scalars are whole. */
void iv__map_run(struct iv_run *r, const struct iv__map *m, iv_image *dst, iv_image *const *src,
                 int n_src, const double *scalars, int n_scalars, int rounding);
#define MAP1(r, m, dst, a) iv__map_run(r, m, dst, (iv_image *[]){ a }, 1, NULL, 0, IV__MAP_TRUNC)
#define MAP2(r, m, dst, a, b)                                                                      \
    iv__map_run(r, m, dst, (iv_image *[]){ a, b }, 2, NULL, 0, IV__MAP_TRUNC)
#endif
#endif
