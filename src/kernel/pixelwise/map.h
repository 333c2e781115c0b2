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
 * On the CPU a family may have loops besides that need no conversion, for rows with an integer form:
 *     MAP_FAMILY_SAME  from integer pixels of one type to the same type
 *     MAP_FAMILY_FLAG  from pixels of one type to u8, for rows whose result is 0 or 1
 */
#ifndef IV__MAP_H
#define IV__MAP_H

enum { IV__MAP_F32 = 0, IV__MAP_I64 = 1 };
enum { IV__MAP_TRUNC = 0, IV__MAP_RINT = 1 };
/* CPU variants: IV__MAP_F32, IV__MAP_I64, or one of these and the pixel type */
enum { IV__MAP_SAME = 16, IV__MAP_FLAG = 32 };

#if defined(IV__GEN)
#include "core/op.h"
#define MAP_FAMILY(stem, program, rows)
#define MAP_FAMILY_SAME(stem, program, rows)
#define MAP_FAMILY_FLAG(stem, program, rows)
#elif defined(IV_ISA)
#include "kernel/common/cpu.h"
#include "kernel/common/convert.h"
#include "kernel/common/math.h"

struct iv__map_block { /* inputs and result of a block, and the scalars, in the class's type */
    const void *a, *b, *c, *s;
    void *d;
    int n;
};
typedef void iv__map_fn(const struct iv__map_block *block);

#define NONE a

/* A function whose rare cases take long: lanes of a vector take all or none. So a stretch of pixels is done
   without them, and once more, with them, where it has one. */
#define iv_pow(x, y) iv_pow_(x, y, all_, &some_)
#define MAP_HAS_RARE_(text) (__builtin_strstr(text, "iv_pow") != NULL)
enum { MAP_STRETCH_ = 256 };
#define MAP_TURNS_(T, to, from, count, expression)                                                 \
    FORV(i_, count)                                                                                \
    {                                                                                              \
        const T a = a_[(from) + i_], b = b_[(from) + i_], c = c_[(from) + i_];                     \
        (void)a, (void)b, (void)c;                                                                 \
        (to)[i_] = (T)(expression);                                                                \
    }

#define MAP_LOOP_(name, T, text, expression)                                                       \
    static void name(const struct iv__map_block *block)                                            \
    {                                                                                              \
        const T *restrict a_ = block->a, *restrict b_ = block->b, *restrict c_ = block->c;         \
        const T *s_ = block->s, s0 = s_[0], s1 = s_[1], s2 = s_[2], s3 = s_[3];                    \
        T *d_ = block->d; /* may be an input itself */                                             \
        const int n = block->n;                                                                    \
        i32 some_ = 0;                                                                             \
        (void)s0, (void)s1, (void)s2, (void)s3, (void)some_;                                       \
        for (int at = 0; MAP_HAS_RARE_(text) && at < n; at += MAP_STRETCH_) {                      \
            enum { all_ = 0 };                                                                     \
            T soon[MAP_STRETCH_]; /* d_ may be an input, which is needed again */                  \
            const int here = n - at < MAP_STRETCH_ ? n - at : MAP_STRETCH_;                        \
            some_ = 0;                                                                             \
            MAP_TURNS_(T, soon, at, here, expression)                                              \
            if (!some_) memcpy(d_ + at, soon, (size_t)here * sizeof(T));                           \
            else {                                                                                 \
                enum { all_ = 1 };                                                                 \
                MAP_TURNS_(T, d_ + at, at, here, expression)                                       \
            }                                                                                      \
        }                                                                                          \
        if (!MAP_HAS_RARE_(text)) {                                                                \
            enum { all_ = 1 };                                                                     \
            MAP_TURNS_(T, d_, 0, n, expression)                                                    \
        }                                                                                          \
    }
#define MAP_LOOPS_(id, f, i, ...) MAP_LOOP_(id##_f, f32, #f, f) MAP_LOOP_(id##_i, i64, #i, i)
#define MAP_ENTRY_(id, variant, fn) { #id, variant, (iv__cpu_fn *)(void (*)(void))fn },
#define MAP_ENTRIES_(id, f, i, ...)                                                                \
    MAP_ENTRY_(id, IV__MAP_F32, id##_f)                                                            \
    MAP_ENTRY_(id, IV__MAP_I64, id##_i)

/* Pixels of T as V, scalars given as S, result stored in TD by STORE. The same values as the loops
   above give: 8-bit pixels and small scalars are exact in i32, 16-bit ones are taken as floats. */
#define MAP_FUSED_(name, T, V, S, TD, STORE, expression)                                           \
    static void name(const struct iv__map_block *block)                                            \
    {                                                                                              \
        const T *a_ = block->a, *b_ = block->b, *c_ = block->c;                                    \
        const S *s_ = block->s;                                                                    \
        const V s0 = (V)s_[0], s1 = (V)s_[1], s2 = (V)s_[2], s3 = (V)s_[3];                        \
        TD *d_ = block->d; /* may be an input itself */                                            \
        const int n = block->n;                                                                    \
        enum { all_ = 1 };                                                                         \
        i32 some_ = 0;                                                                             \
        (void)s0, (void)s1, (void)s2, (void)s3, (void)some_;                                       \
        FORV(i_, n)                                                                                \
        {                                                                                          \
            const V a = (V)a_[i_], b = (V)b_[i_], c = (V)c_[i_];                                   \
            (void)a, (void)b, (void)c;                                                             \
            d_[i_] = STORE(expression);                                                            \
        }                                                                                          \
    }
#define MAP_U8_(v) (u8)((v) < 0 ? 0 : (v) > 255 ? 255 : (v))
#define MAP_I8_(v) (i8)((v) < -128 ? -128 : (v) > 127 ? 127 : (v))
#define MAP_FLAG_(v) (u8)(v)
#define MAP_SAMES_(id, f, i, ...)                                                                  \
    MAP_LOOPS_(id, f, i)                                                                           \
    MAP_FUSED_(id##_u8, u8, i32, i64, u8, MAP_U8_, i)                                              \
    MAP_FUSED_(id##_i8, i8, i32, i64, i8, MAP_I8_, i)                                              \
    MAP_FUSED_(id##_u16, u16, f32, f32, u16, u16_trunc, f)                                         \
    MAP_FUSED_(id##_i16, i16, f32, f32, i16, i16_trunc, f)                                         \
    MAP_FUSED_(id##_u32, u32, i64, i64, u32, u32_sat, i)                                           \
    MAP_FUSED_(id##_i32, i32, i64, i64, i32, i32_sat, i)
#define MAP_INTEGER_ENTRIES_(id, base)                                                             \
    MAP_ENTRY_(id, base + IV_PIXEL_U8, id##_u8)                                                    \
    MAP_ENTRY_(id, base + IV_PIXEL_I8, id##_i8)                                                    \
    MAP_ENTRY_(id, base + IV_PIXEL_U16, id##_u16)                                                  \
    MAP_ENTRY_(id, base + IV_PIXEL_I16, id##_i16)                                                  \
    MAP_ENTRY_(id, base + IV_PIXEL_U32, id##_u32)                                                  \
    MAP_ENTRY_(id, base + IV_PIXEL_I32, id##_i32)
#define MAP_SAME_ENTRIES_(id, f, i, ...)                                                           \
    MAP_ENTRIES_(id, f, i)                                                                         \
    MAP_INTEGER_ENTRIES_(id, IV__MAP_SAME)
#define MAP_FLAGS_(id, f, i, ...)                                                                  \
    MAP_LOOPS_(id, f, i)                                                                           \
    MAP_FUSED_(id##_u8, u8, u8, i64, u8, MAP_FLAG_, i)                                             \
    MAP_FUSED_(id##_i8, i8, i8, i64, u8, MAP_FLAG_, i)                                             \
    MAP_FUSED_(id##_u16, u16, u16, i64, u8, MAP_FLAG_, i)                                          \
    MAP_FUSED_(id##_i16, i16, i16, i64, u8, MAP_FLAG_, i)                                          \
    MAP_FUSED_(id##_u32, u32, u32, i64, u8, MAP_FLAG_, i)                                          \
    MAP_FUSED_(id##_i32, i32, i32, i64, u8, MAP_FLAG_, i)                                          \
    MAP_FUSED_(id##_f32, f32, f32, f32, u8, MAP_FLAG_, f)
#define MAP_FLAG_ENTRIES_(id, f, i, ...)                                                           \
    MAP_ENTRIES_(id, f, i)                                                                         \
    MAP_INTEGER_ENTRIES_(id, IV__MAP_FLAG)                                                         \
    MAP_ENTRY_(id, IV__MAP_FLAG + IV_PIXEL_F32, id##_f32)
#define MAP_TABLE_(stem, rows, loops, entries)                                                     \
    rows(loops) const struct iv__cpu_entry CPU_TABLE(stem)[] = { rows(entries){ 0 } };
#define MAP_FAMILY(stem, program, rows) MAP_TABLE_(stem, rows, MAP_LOOPS_, MAP_ENTRIES_)
#define MAP_FAMILY_SAME(stem, program, rows) MAP_TABLE_(stem, rows, MAP_SAMES_, MAP_SAME_ENTRIES_)
#define MAP_FAMILY_FLAG(stem, program, rows) MAP_TABLE_(stem, rows, MAP_FLAGS_, MAP_FLAG_ENTRIES_)
#else
#include "core/op.h"

struct iv__map {
    struct iv__kernel cpu, gpu_f, gpu_i;
    const char *text_f, *text_i;
    int exact; /* has an integer form */
    int fused; /* has CPU loops without conversion: IV__MAP_SAME, IV__MAP_FLAG or 0 */
};
extern const struct iv__program iv__map_program;      /* expressions without kernel/common/math.h */
extern const struct iv__program iv__map_program_math; /* expressions with it */

#define MAP_DECLARE_(program_, fused_, id, f, i)                                                   \
    static const struct iv__map map_##id = {                                                       \
        .cpu = { .name = #id, .program = &program_ },                                              \
        .gpu_f = { .name = "map", .program = &program_, .extra = "#define EXPRESSION " #f "\n" },  \
        .gpu_i = { .name = "map", .program = &program_, .extra = "#define EXPRESSION " #i "\n" },  \
        .text_f = #f,                                                                              \
        .text_i = #i,                                                                              \
        .exact = sizeof #i != sizeof "NONE" || #i[0] != 'N',                                       \
        .fused = fused_,                                                                           \
    };
#define MAP_DECLARE_PLAIN(id, f, i, ...) MAP_DECLARE_(iv__map_program, 0, id, f, i)
#define MAP_DECLARE_MATH(id, f, i, ...) MAP_DECLARE_(iv__map_program_math, 0, id, f, i)
#define MAP_SAME_PLAIN(id, f, i, ...) MAP_DECLARE_(iv__map_program, IV__MAP_SAME, id, f, i)
#define MAP_SAME_MATH(id, f, i, ...) MAP_DECLARE_(iv__map_program_math, IV__MAP_SAME, id, f, i)
#define MAP_FLAG_PLAIN(id, f, i, ...) MAP_DECLARE_(iv__map_program, IV__MAP_FLAG, id, f, i)
/* stem: the file's name; program: PLAIN, or MATH if an expression uses kernel/common/math.h */
#define MAP_FAMILY(stem, program, rows) rows(MAP_DECLARE_##program)
#define MAP_FAMILY_SAME(stem, program, rows) rows(MAP_SAME_##program)
#define MAP_FAMILY_FLAG(stem, program, rows) rows(MAP_FLAG_##program)

struct iv__map_call { /* one use of a map */
    const struct iv__map *map;
    int class, rounding, n_src, n_scalars;
    double scalars[4];
};

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
