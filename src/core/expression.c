/* Expressions over images, as steps for iv_call_fused. The parser climbs precedences: an operand and what
   binds it tighter is taken first, then operators of at least the wanted level, each of which becomes a
   step as soon as its operands are known. Numbers are folded in double on the way. */
#include "core/op.h"
#include <ctype.h>
#include <float.h>
#include <locale.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LETTERS = 4096, MOST_NESTED = 100, MOST_PARAMS = 8, MOST_NAME = 64 };

struct operand {
    enum { NUMBER, IMAGE, STEP } kind;
    int index; /* of the image or step */
    double number;
};

struct parser {
    const char *text, *at; /* at: the first letter that is not taken yet */
    const char *const *names;
    iv_image *const *images;
    const double *numbers;
    int n_names, n_steps, nested;
    iv_status status;
    iv_step steps[IV_FUSED_STEPS];
    iv_value values[IV_FUSED_STEPS][MOST_PARAMS];
    int from[IV_FUSED_STEPS][MOST_PARAMS];
};

static const struct operand nothing = { NUMBER, 0, 0 };

/* ---- Mistakes: the first stands, and ends the parsing ---- */

static int ok(const struct parser *p) { return p->status == IV_OK; }

/* Says what is wrong, and at which character, from 1. */
static struct operand mistake(struct parser *p, const char *place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static struct operand mistake(struct parser *p, const char *place, const char *format, ...)
{
    char words[400];
    va_list list;
    if (!ok(p)) return nothing;
    va_start(list, format);
    vsnprintf(words, sizeof words, format, list);
    va_end(list);
    p->status =
        iv__error(IV_ERROR_ARGUMENT, "%s, at character %d", words, (int)(place - p->text) + 1);
    return nothing;
}

/* What stands at a place, for a message. */
static const char *words_at(const char *at, char room[32])
{
    if (!*at) return "the end";
    int n = 0;
    const int is_word = isalnum((unsigned char)*at) != 0;
    while (n < 12 && isgraph((unsigned char)at[n]) &&
           (!n || (isalnum((unsigned char)at[n]) != 0) == is_word))
        n++;
    snprintf(room, 32, n ? "'%.*s'" : "a strange letter", n, at);
    return room;
}

/* ---- Steps ---- */

static struct operand number(double v) { return (struct operand){ NUMBER, 0, v }; }

/* Operation `name` of operands, in the order of its parameters without the result; a parameter that is not
   given keeps its default. given: a bit for each. */
static struct operand step(struct parser *p, const char *place, const iv_op *op,
                           const struct operand *of, unsigned given, iv_pixel pixel)
{
    const iv_op *o = op->same_as ? op->same_as : op;
    const int k = p->n_steps;
    int n = 0;
    if (!ok(p)) return nothing;
    if (k == IV_FUSED_STEPS)
        return mistake(p, place, "an expression has at most %d operations", IV_FUSED_STEPS);
    for (int i = 0; i < o->n_params; i++) {
        iv_value *v = &p->values[k][i];
        p->from[k][i] = IV_FROM_VALUE;
        *v = iv_op_default(o, i);
        if (o->params[i].kind == IV_PARAM_DST) continue;
        if (!(given >> n++ & 1)) continue;
        const struct operand a = of[n - 1];
        if (a.kind == NUMBER && fabs(a.number) > FLT_MAX)
            return mistake(p, place, "%g is too large", a.number);
        if (o->params[i].kind != IV_PARAM_SRC) {
            v->real = a.number;
        } else if (a.kind == IMAGE) {
            v->image = p->images[a.index];
        } else {
            p->from[k][i] = a.kind == STEP ? a.index : IV_FROM_NUMBER;
            v->real = a.number;
        }
    }
    p->steps[k] = (iv_step){ o, p->values[k], p->from[k], pixel };
    p->n_steps++;
    return (struct operand){ STEP, k, 0 };
}

static struct operand call2(struct parser *p, const char *place, const char *name, struct operand a,
                            struct operand b)
{
    return step(p, place, iv_op_find(name), (struct operand[]){ a, b }, 3, IV_PIXEL_NONE);
}

/* ---- Operators ---- */

/* name: of image with image; with_number: of image with number, NULL where the number is an image of one
   value; turned: of number with image, which then come as image, number. */
static const struct infix {
    const char *sign;
    int level;
    const char *name, *with_number, *turned;
} infixes[] = {
    { "<=", 1, "smaller_or_equal", "smaller_or_equal_constant", "greater_or_equal_constant" },
    { ">=", 1, "greater_or_equal", "greater_or_equal_constant", "smaller_or_equal_constant" },
    { "==", 1, "equal", "equal_constant", "equal_constant" },
    { "!=", 1, "not_equal", "not_equal_constant", "not_equal_constant" },
    { "<", 1, "smaller", "smaller_constant", "greater_constant" },
    { ">", 1, "greater", "greater_constant", "smaller_constant" },
    { "|", 2, "binary_or", NULL, "binary_or" },
    { "^", 3, "binary_xor", NULL, "binary_xor" },
    { "&", 4, "binary_and", NULL, "binary_and" },
    { "+", 5, "add_images", "add_image_and_scalar", "add_image_and_scalar" },
    { "-", 5, "subtract_images", NULL, "subtract_image_from_scalar" },
    { "**", 8, "power_images", "power", NULL },
    { "*", 6, "multiply_images", "multiply_image_and_scalar", "multiply_image_and_scalar" },
    { "//", 6, "divide_images", NULL, NULL },
    { "/", 6, "divide_images", NULL, NULL },
    { "%", 6, "modulo_images", NULL, NULL },
};
enum { COMPARISON = 1, UNARY = 7, POWER = 8 };

static int is(const struct infix *o, const char *sign) { return strcmp(o->sign, sign) == 0; }

/* Python's value of two numbers. */
static struct operand fold(struct parser *p, const char *place, const struct infix *o, double a,
                           double b)
{
    const double quotient = floor(a / b);
    double v = is(o, "+")    ? a + b
               : is(o, "-")  ? a - b
               : is(o, "*")  ? a * b
               : is(o, "/")  ? a / b
               : is(o, "//") ? quotient
               : is(o, "**") ? pow(a, b)
               : is(o, "<")  ? a < b
               : is(o, "<=") ? a <= b
               : is(o, ">")  ? a > b
               : is(o, ">=") ? a >= b
               : is(o, "==") ? a == b
               : is(o, "!=") ? a != b
               : is(o, "&")  ? a != 0 && b != 0
               : is(o, "|")  ? a != 0 || b != 0
               : is(o, "^")  ? (a != 0) != (b != 0)
                             : fmod(a, b);
    if (is(o, "%") && v != 0 && (v < 0) != (b < 0)) v += b;
    return isfinite(v) ? number(v)
                       : mistake(p, place, "%g %s %g is no finite number", a, o->sign, b);
}

static struct operand binary(struct parser *p, const char *place, const struct infix *o,
                             struct operand a, struct operand b)
{
    if (a.kind == NUMBER && b.kind == NUMBER) return fold(p, place, o, a.number, b.number);
    if (a.kind == NUMBER && o->turned) return call2(p, place, o->turned, b, a);
    if (b.kind == NUMBER && o->with_number) return call2(p, place, o->with_number, a, b);
    if (b.kind == NUMBER && is(o, "-"))
        return call2(p, place, "add_image_and_scalar", a, number(-b.number));
    if (b.kind == NUMBER && is(o, "%")) /* the remainder of floats */
        a = step(p, place, iv_op_find("convert"), &a, 1, IV_PIXEL_F32);
    a = call2(p, place, o->name, a, b);
    return is(o, "//") ? step(p, place, iv_op_find("floor"), &a, 1, IV_PIXEL_NONE) : a;
}

/* ---- Functions ---- */

/* Short names: of an operation on images, of C's function on numbers. */
static const struct function {
    const char *name, *operation;
    double (*of_number)(double);
} functions[] = {
    { "abs", "absolute", fabs },        { "sqrt", "square_root", sqrt },
    { "cbrt", "cubic_root", cbrt },     { "exp", "exponential", exp },
    { "exp2", "exponential2", exp2 },   { "log", "logarithm", log },
    { "log2", "logarithm2", log2 },     { "log10", "logarithm10", log10 },
    { "exp10", "exponential10", NULL },
};
static const struct extreme {
    const char *name, *of_images, *with_number;
} extremes[] = {
    { "min", "minimum_images", "minimum_image_and_scalar" },
    { "max", "maximum_images", "maximum_image_and_scalar" },
};

static struct operand expression(struct parser *p, int level);

static void skip_blanks(struct parser *p)
{
    while (isspace((unsigned char)*p->at)) p->at++;
}

static int take(struct parser *p, const char *sign)
{
    skip_blanks(p);
    const size_t n = strlen(sign);
    if (strncmp(p->at, sign, n) != 0) return 0;
    p->at += n;
    return 1;
}

/* Takes a name; "" if there is none. */
static void take_name(struct parser *p, char name[MOST_NAME])
{
    const char *from = p->at;
    if (isalpha((unsigned char)*from) || *from == '_')
        while (isalnum((unsigned char)*p->at) || *p->at == '_') p->at++;
    if (p->at - from >= MOST_NAME) mistake(p, from, "a name has at most %d letters", MOST_NAME - 1);
    snprintf(name, MOST_NAME, "%.*s", ok(p) ? (int)(p->at - from) : 0, from);
}

static struct operand unknown_function(struct parser *p, const char *place, const char *name)
{
    const char *near = iv_op_nearest(name);
    return near ? mistake(p, place, "there is no function '%s'; did you mean '%s'?", name, near)
                : mistake(p, place, "there is no function '%s'", name);
}

/* Which of an operation's parameters, counted without the result, an argument is for: `name=`, or the next. */
static int parameter(struct parser *p, const iv_op *o, int next)
{
    const char *from = p->at;
    char name[MOST_NAME];
    int n = 0;
    take_name(p, name);
    if (!*name || !take(p, "=") || *p->at == '=') {
        p->at = from;
        return next;
    }
    for (int i = 0; i < o->n_params; i++) {
        if (o->params[i].kind == IV_PARAM_DST) continue;
        if (strcmp(o->params[i].name, name) == 0) return n;
        n++;
    }
    mistake(p, from, "%s has no parameter '%s'", o->name, name);
    return next;
}

/* The parameter of that place, without the result; NULL past the end. */
static const struct iv__param *parameter_at(const iv_op *o, int n)
{
    for (int i = 0; i < o->n_params; i++)
        if (o->params[i].kind != IV_PARAM_DST && n-- == 0) return &o->params[i];
    return NULL;
}

static struct operand operation(struct parser *p, const char *place, const iv_op *op)
{
    const iv_op *o = op->same_as ? op->same_as : op;
    struct operand arguments[MOST_PARAMS];
    const struct iv__param *q;
    unsigned given = 0;
    int next = 0, images = 0;
    if (!(o->flags & IV__FUSIBLE))
        return mistake(p, place, "%s is not pixelwise: give its result as an image", op->name);
    while (ok(p) && !take(p, ")")) {
        char room[32];
        skip_blanks(p);
        const char *from = p->at;
        if (given && !take(p, ","))
            return mistake(p, from, "a comma or ')' is missing before %s", words_at(from, room));
        skip_blanks(p);
        from = p->at;
        const int n = parameter(p, o, next);
        const struct operand a = expression(p, 0);
        if (!ok(p)) return nothing;
        if (!(q = parameter_at(o, n)))
            return mistake(p, from, "%s takes %d arguments", op->name, o->n_params - 1);
        if (given >> n & 1) return mistake(p, from, "%s is given twice", q->name);
        if (q->kind != IV_PARAM_SRC && a.kind != NUMBER)
            return mistake(p, from, "%s of %s must be a number, not an image", q->name, op->name);
        images += a.kind != NUMBER;
        arguments[n] = a;
        given |= 1u << n;
        next = n + 1;
    }
    for (int n = 0; ok(p) && (q = parameter_at(o, n)); n++)
        if (q->kind == IV_PARAM_SRC && !(given >> n & 1))
            return mistake(p, place, "%s needs %s", op->name, q->name);
    if (ok(p) && !images) return mistake(p, place, "%s needs an image", op->name);
    return step(p, place, op, arguments, given, IV_PIXEL_NONE);
}

/* The one argument of a function, and its closing bracket. */
static struct operand argument(struct parser *p, const char *end)
{
    char room[32];
    const struct operand a = expression(p, 0);
    if (ok(p) && !take(p, end))
        return mistake(p, p->at, "'%s' is missing before %s", end, words_at(p->at, room));
    return a;
}

/* A function whose name and opening bracket are taken. */
static struct operand function(struct parser *p, const char *place, const char *name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        const struct function *f = &functions[i];
        if (strcmp(f->name, name) != 0) continue;
        const struct operand a = argument(p, ")");
        if (a.kind != NUMBER || !ok(p))
            return step(p, place, iv_op_find(f->operation), &a, 1, IV_PIXEL_NONE);
        const double v = f->of_number ? f->of_number(a.number) : pow(10, a.number);
        return isfinite(v) ? number(v)
                           : mistake(p, place, "%s(%g) is no finite number", name, a.number);
    }
    for (size_t i = 0; i < sizeof extremes / sizeof *extremes; i++) {
        const struct extreme *f = &extremes[i];
        if (strcmp(f->name, name) != 0) continue;
        const struct operand a = argument(p, ","), b = argument(p, ")");
        if (a.kind == NUMBER && b.kind == NUMBER)
            return number((a.number < b.number) == (i == 0) ? a.number : b.number);
        return b.kind == NUMBER   ? call2(p, place, f->with_number, a, b)
               : a.kind == NUMBER ? call2(p, place, f->with_number, b, a)
                                  : call2(p, place, f->of_images, a, b);
    }
    const iv_pixel pixel = iv_pixel_find(name);
    if (pixel != IV_PIXEL_NONE) {
        const struct operand a = argument(p, ")");
        if (ok(p) && a.kind == NUMBER) return mistake(p, place, "%s needs an image", name);
        return step(p, place, iv_op_find("convert"), &a, 1, pixel);
    }
    const iv_op *op = iv_op_find(name);
    return op ? operation(p, place, op) : unknown_function(p, place, name);
}

/* ---- Operands ---- */

static struct operand named(struct parser *p, const char *place, const char *name)
{
    for (int i = 0; i < p->n_names; i++)
        if (strcmp(p->names[i], name) == 0)
            return p->images[i] ? (struct operand){ IMAGE, i, 0 } : number(p->numbers[i]);
    const char *near = iv_word_nearest(name, p->names, p->n_names);
    return near ? mistake(p, place, "there is no image '%s'; did you mean '%s'?", name, near)
                : mistake(p, place, "there is no image '%s'", name);
}

static locale_t plain; /* numbers have a point, whatever the program's locale says */
static void make_plain(void) { plain = newlocale(LC_ALL_MASK, "C", (locale_t)0); }

/* Digits with a point and an exponent; strtod alone would take "0x1" and "infinity" too. */
static struct operand literal(struct parser *p)
{
    const char *from = p->at;
    while (isdigit((unsigned char)*p->at) || *p->at == '.') p->at++;
    if ((*p->at == 'e' || *p->at == 'E') &&
        (isdigit((unsigned char)p->at[1]) ||
         ((p->at[1] == '-' || p->at[1] == '+') && isdigit((unsigned char)p->at[2]))))
        for (p->at += 2; isdigit((unsigned char)*p->at); p->at++) continue;
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_plain);
    char *end;
    const double v = plain ? strtod_l(from, &end, plain) : strtod(from, &end);
    if (end != p->at || isalpha((unsigned char)*p->at) || *p->at == '_')
        return mistake(p, from, "this is no number");
    return isfinite(v) ? number(v) : mistake(p, from, "this number is too large");
}

/* Signs bind less than ** and more than all else. */
static struct operand operand(struct parser *p)
{
    char name[MOST_NAME], room[32];
    skip_blanks(p);
    const char *place = p->at;
    if (take(p, "+")) return expression(p, UNARY);
    if (take(p, "-")) {
        const struct operand a = expression(p, UNARY);
        return a.kind == NUMBER ? number(-a.number)
                                : call2(p, place, "multiply_image_and_scalar", a, number(-1));
    }
    if (take(p, "~")) {
        const struct operand a = expression(p, UNARY);
        if (ok(p) && a.kind == NUMBER) return mistake(p, place, "~ needs an image");
        return step(p, place, iv_op_find("binary_not"), &a, 1, IV_PIXEL_NONE);
    }
    if (take(p, "(")) return argument(p, ")");
    if (isdigit((unsigned char)*place) || *place == '.') return literal(p);
    take_name(p, name);
    if (!*name)
        return mistake(p, place, "an image or a number is missing before %s",
                       words_at(place, room));
    return take(p, "(") ? function(p, place, name) : named(p, place, name);
}

static const struct infix *next_infix(struct parser *p)
{
    skip_blanks(p);
    for (size_t i = 0; i < sizeof infixes / sizeof *infixes; i++)
        if (strncmp(p->at, infixes[i].sign, strlen(infixes[i].sign)) == 0) return &infixes[i];
    return NULL;
}

/* An operand and the operators after it of at least this level. */
static struct operand expression(struct parser *p, int level)
{
    const struct infix *o;
    int compared = 0;
    if (!ok(p)) return nothing;
    if (p->nested == MOST_NESTED)
        return mistake(p, p->at, "brackets and signs are nested too deep");
    p->nested++;
    struct operand a = operand(p);
    while (ok(p) && (o = next_infix(p)) && o->level >= level) {
        const char *place = p->at;
        if (o->level == COMPARISON && compared++) {
            mistake(p, place, "comparisons do not chain: write (a < b) & (b < c)");
            break;
        }
        p->at += strlen(o->sign);
        /* what follows ** may have a sign, and another ** goes first */
        const struct operand b = expression(p, o->level == POWER ? UNARY : o->level + 1);
        if (ok(p)) a = binary(p, place, o, a, b);
    }
    p->nested--;
    return a;
}

static iv_status parse(struct parser *p)
{
    char room[32];
    if (strlen(p->text) > MOST_LETTERS)
        return iv__error(IV_ERROR_ARGUMENT, "the expression is longer than %d characters",
                         MOST_LETTERS);
    struct operand a = expression(p, 0);
    skip_blanks(p);
    if (ok(p) && *p->at == ')') mistake(p, p->at, "a bracket is closed that was not opened");
    if (ok(p) && *p->at)
        mistake(p, p->at, "an operator is missing before %s", words_at(p->at, room));
    if (ok(p) && a.kind == NUMBER) mistake(p, p->text, "there is no image in the expression");
    if (a.kind == IMAGE) step(p, p->text, iv_op_find("copy"), &a, 1, IV_PIXEL_NONE);
    return p->status;
}

iv_status iv_evaluate(const char *text, const char *const *names, iv_image *const *images,
                      const double *numbers, int count, iv_image **result)
{
    struct parser *p = calloc(1, sizeof *p);
    iv_status s = IV_ERROR_MEMORY;
    if (!p) return iv__error(s, "evaluate: out of memory");
    p->text = p->at = text;
    p->names = names;
    p->images = images;
    p->numbers = numbers;
    p->n_names = count;
    if ((s = parse(p)) == IV_OK) {
        const iv_op *last = p->steps[p->n_steps - 1].op;
        for (int i = 0; i < last->n_params; i++)
            if (last->params[i].kind == IV_PARAM_DST) p->values[p->n_steps - 1][i].result = result;
        s = iv_call_fused(p->steps, p->n_steps);
    }
    free(p);
    return s == IV_OK ? s : iv__error_at(s, "evaluate");
}
