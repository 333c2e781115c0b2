/* What one operation says about itself. An operation's file has four parts in this order: arguments,
   parameter table, run, declaration; CONTRIBUTING.md shows one. tools/gen.py reads the tables through
   the C preprocessor with IV__GEN defined: then the macros here stand for themselves. */
#ifndef IV__OP_H
#define IV__OP_H

#ifdef IV__GEN
#define FIELD(f, type)
#define OPERATION(id) @OPERATION id,
#define ALIAS(id, of) @ALIAS id of
#define SRC(f, rule, help) @SRC(f, #rule, help)
#define SRC_OPTIONAL(f, rule, help) @SRC_OPTIONAL(f, #rule, help)
#define DST(f, like, rule, help) @DST(f, #like, #rule, help)
#define REAL(f, def, min, max, help) @REAL(f, #def, #min, #max, help)
#define REAL_OR_NONE(f, help) @REAL_OR_NONE(f, help)
#define LENGTH(f, axis, def, min, max, ui_max, help) @LENGTH(f, #axis, #def, #min, #max, #ui_max, help)
#define FACTOR(f, def, min, max, ui_max, help) @FACTOR(f, #def, #min, #max, #ui_max, help)
#define ANGLE(f, axis, def, help) @ANGLE(f, #axis, #def, help)
#define WHOLE(f, def, min, max, ui_max, help) @WHOLE(f, #def, #min, #max, #ui_max, help)
#define FLAG(f, def, help) @FLAG(f, #def, help)
#define CONNECTIVITY(f, help) @CONNECTIVITY(f, help)
#define MATRIX(f, help) @MATRIX(f, help)
#define NUMBER(f, help) @NUMBER(f, help)
#define TABLE(f, help) @TABLE(f, help)
#define OP_PARAMS(p) .params = p
#else

#include "core/image.h"
#include "core/run.h"
#include "core/types.h"
#include <math.h>

/* Which pixels an image parameter takes (SRC: what it is converted to before `run` sees it) or gives
   (DST: what the result is when none is given; a given one of another type is converted to). */
enum iv__rule {
    IV__ANY,    /* SRC: as it is */
    IV__SAME,   /* DST: as the image it is like, and of its kind */
    IV__F32,
    IV__U8,
    IV__U32,
    IV__BINARY, /* u8: SRC: 1 where the pixel is not 0 */
    IV__LABELS, /* u32 */
    IV__SUM     /* DST: f32, or the widest integer of the same sign */
};

struct iv__param {
    const char *name, *help;
    iv_param_kind kind;
    enum iv__rule rule;
    const char *like;      /* DST: the image it takes layout and type from */
    size_t offset;         /* in struct args */
    double def, min, max, ui_max;
    const char *unit;
    char axis;
    const char *const *choices;
    int optional;
};

enum {
    IV__WHOLE = 1,   /* takes images with all their t and c at once */
    IV__ANY_DST = 2, /* writes results of any pixel type itself */
    IV__IN_PLACE = 4, /* the result may be one of the inputs */
    IV__FUSIBLE = 8,  /* `run` computes with iv__map_run alone, so that it can be a step of a chain */
    IV__PIXELWISE = IV__WHOLE | IV__ANY_DST | IV__IN_PLACE | IV__FUSIBLE
};

struct iv_op {
    const char *name, *summary, *detail, *categories, *classic, *reference;
    double tolerance;
    /* Device memory at the peak, results included and inputs not, in images of 32-bit pixels of the
       largest image's size. 0: the results alone. */
    double memory;
    unsigned flags;
    const struct iv__param *params;
    int n_params;
    size_t args_size;
    /* Changes the result's layout, which comes as the image's that it is like. NULL: it stays. `name`
       is the result's parameter. Errors are worded without the operation's name. */
    iv_status (*shape)(const void *args, const char *name, iv_layout *layout);
    /* The result's pixel type where the rule does not say it. NULL: the rule. */
    iv_pixel (*pixel)(const void *args, iv_pixel pixel);
    /* What the table cannot check. NULL: nothing. */
    iv_status (*check)(const void *args);
    void (*run)(struct iv_run *r, const void *args);
    const struct iv_op *same_as; /* another name for it */
};

#define OPERATION(id)                                                                              \
    extern const iv_op iv__op_##id;                                                                \
    const iv_op iv__op_##id = { .name = #id,
#define OPERATION_END };
#define ALIAS(id, of)                                                                              \
    extern const iv_op iv__op_##id;                                                                \
    const iv_op iv__op_##id = { .name = #id, .same_as = &iv__op_##of };

/* offsetof, and a compile error when the field has another type */
#define FIELD(f, type)                                                                             \
    (offsetof(struct args, f) +                                                                    \
     0 * sizeof(char[_Generic(((struct args *)0)->f, type: 1, default: -1)]))

#define SRC(f, r, text)                                                                            \
    { .name = #f, .kind = IV_PARAM_SRC, .offset = FIELD(f, iv_image *), .rule = IV__##r, .help = text }
#define SRC_OPTIONAL(f, r, text)                                                                   \
    { .name = #f, .kind = IV_PARAM_SRC, .offset = FIELD(f, iv_image *), .rule = IV__##r,           \
      .help = text, .optional = 1 }
#define DST(f, from, r, text)                                                                      \
    { .name = #f, .kind = IV_PARAM_DST, .offset = FIELD(f, iv_image *), .rule = IV__##r,           \
      .like = #from, .help = text, .optional = 1 }
#define REAL(f, d, lo, hi, text)                                                                   \
    { .name = #f, .kind = IV_PARAM_REAL, .offset = FIELD(f, double), .def = d, .min = lo,          \
      .max = hi, .ui_max = hi, .help = text }
#define REAL_OR_NONE(f, text) /* NaN where it is left out */                                        \
    { .name = #f, .kind = IV_PARAM_REAL, .offset = FIELD(f, double), .def = (double)NAN,           \
      .min = -3.4028234663852886e38, .max = 3.4028234663852886e38, .ui_max = 3.4028234663852886e38, \
      .help = text, .optional = 1 }
#define LENGTH(f, a, d, lo, hi, ui, text) /* in pixels along an axis, or a length with a unit */   \
    { .name = #f, .kind = IV_PARAM_REAL, .offset = FIELD(f, double), .def = d, .min = lo,          \
      .max = hi, .ui_max = ui, .unit = "pixel", .axis = a, .help = text }
#define FACTOR(f, d, lo, hi, ui, text)                                                             \
    { .name = #f, .kind = IV_PARAM_REAL, .offset = FIELD(f, double), .def = d, .min = lo,          \
      .max = hi, .ui_max = ui, .help = text }
#define ANGLE(f, a, d, text)                                                                       \
    { .name = #f, .kind = IV_PARAM_REAL, .offset = FIELD(f, double), .def = d, .min = -1e6,        \
      .max = 1e6, .ui_max = 360, .unit = "degree", .axis = a, .help = text }
#define WHOLE(f, d, lo, hi, ui, text)                                                              \
    { .name = #f, .kind = IV_PARAM_WHOLE, .offset = FIELD(f, int64_t), .def = d, .min = lo,        \
      .max = hi, .ui_max = ui, .help = text }
#define FLAG(f, d, text)                                                                           \
    { .name = #f, .kind = IV_PARAM_FLAG, .offset = FIELD(f, int), .def = d, .max = 1, .ui_max = 1, \
      .help = text }
#define CONNECTIVITY(f, text)                                                                      \
    { .name = #f, .kind = IV_PARAM_CHOICE, .offset = FIELD(f, int), .max = 1, .ui_max = 1,         \
      .choices = iv__connectivity, .help = text }
#define MATRIX(f, text)                                                                            \
    { .name = #f, .kind = IV_PARAM_MATRIX, .offset = FIELD(f, const double *), .optional = 1,      \
      .help = text }
#define NUMBER(f, text)                                                                            \
    { .name = #f, .kind = IV_PARAM_NUMBER, .offset = FIELD(f, double *), .help = text }
#define TABLE(f, text)                                                                             \
    { .name = #f, .kind = IV_PARAM_TABLE, .offset = FIELD(f, iv_table *), .help = text }

/* the tail that every declaration shares */
#define OP_PARAMS(p) .params = p, .n_params = (int)(sizeof p / sizeof *p), .args_size = sizeof(struct args)

enum { IV__BOX = 0, IV__SPHERE = 1 };
extern const char *const iv__connectivity[]; /* box, sphere */

extern const iv_op *const iv__ops[]; /* generated; in order of name */
extern const int iv__ops_count;
#endif
#endif
