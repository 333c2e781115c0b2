/* What can be asked of the list of operations. */
#include "core/op.h"
#include <stdlib.h>
#include <string.h>

int iv_op_count(void) { return iv__ops_count; }

const iv_op *iv_op_at(int index) { return index >= 0 && index < iv__ops_count ? iv__ops[index] : NULL; }

static int compare(const void *name, const void *op)
{
    return strcmp(name, (*(const iv_op *const *)op)->name);
}

const iv_op *iv_op_find(const char *name)
{
    const iv_op *const *p =
        name ? bsearch(name, iv__ops, (size_t)iv__ops_count, sizeof *iv__ops, compare) : NULL;
    return p ? *p : NULL;
}

/* Levenshtein's distance, of names of at most 63 letters. */
static int distance(const char *a, const char *b)
{
    int row[64];
    const int n = (int)strlen(b);
    if (n > 63) return 1000;
    for (int j = 0; j <= n; j++) row[j] = j;
    for (int i = 1; a[i - 1]; i++) {
        int corner = row[0];
        row[0] = i;
        for (int j = 1; j <= n; j++) {
            const int swap = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            row[j] = row[j] + 1 < swap ? row[j] + 1 : swap;
            if (row[j - 1] + 1 < row[j]) row[j] = row[j - 1] + 1;
        }
    }
    return row[n];
}

const char *iv_op_nearest(const char *name)
{
    const char *best = NULL;
    int least = (int)strlen(name) / 2 + 1;
    for (int i = 0; i < iv__ops_count; i++) {
        const char *other = iv__ops[i]->name;
        const int part = strlen(name) > 3 && (strstr(other, name) || strstr(name, other));
        const int d = distance(name, other);
        if (d < least || (part && !best)) {
            best = other;
            if (d < least) least = d;
        }
    }
    return best;
}

const char *iv_word_nearest(const char *word, const char *const *candidates, int n)
{
    const char *best = NULL;
    int least = (int)strlen(word) / 2 + 1;
    for (int i = 0; i < n; i++) {
        const int d = distance(word, candidates[i]);
        if (d < least) {
            least = d;
            best = candidates[i];
        }
    }
    return best;
}

static const char *or_empty(const char *s) { return s ? s : ""; }

/* What the results take, where an operation needs nothing beside them. */
static double results_memory(const iv_op *op)
{
    double images = 0;
    for (int i = 0; i < op->n_params; i++)
        if (op->params[i].kind == IV_PARAM_DST)
            images += op->params[i].rule == IV__BINARY || op->params[i].rule == IV__U8 ? 0.25 : 1;
    return images;
}

void iv_op_describe(const iv_op *op, iv_op_info *out)
{
    const iv_op *o = op->same_as ? op->same_as : op;
    *out = (iv_op_info){ .name = op->name,
                         .summary = or_empty(o->summary),
                         .detail = or_empty(o->detail),
                         .categories = or_empty(o->categories),
                         .classic = or_empty(o->classic),
                         .reference = or_empty(o->reference),
                         .alias_of = op->same_as ? o->name : "",
                         .tolerance = o->tolerance,
                         .pixelwise = (o->flags & IV__FUSIBLE) != 0,
                         .memory = o->memory > 0 ? o->memory : results_memory(o),
                         .params = o->n_params };
}

void iv_op_param(const iv_op *op, int index, iv_param_info *out)
{
    static const char *const types[] = { [IV__ANY] = "any",       [IV__SAME] = "same",
                                         [IV__F32] = "f32",       [IV__U8] = "u8",
                                         [IV__U32] = "u32",       [IV__BINARY] = "binary",
                                         [IV__LABELS] = "labels", [IV__SUM] = "sum" };
    const iv_op *o = op->same_as ? op->same_as : op;
    memset(out, 0, sizeof *out);
    if (index < 0 || index >= o->n_params) return;
    const struct iv__param *p = &o->params[index];
    *out = (iv_param_info){ .name = p->name,
                            .help = p->help,
                            .kind = p->kind,
                            .optional = p->optional,
                            .type = p->kind <= IV_PARAM_DST ? types[p->rule] : "",
                            .def = p->def,
                            .min = p->min,
                            .max = p->max,
                            .ui_max = p->ui_max,
                            .unit = or_empty(p->unit),
                            .axis = p->axis,
                            .choices = p->choices };
}

iv_value iv_op_default(const iv_op *op, int index)
{
    const iv_op *o = op->same_as ? op->same_as : op;
    iv_value v = { .image = NULL };
    if (index < 0 || index >= o->n_params) return v;
    const struct iv__param *p = &o->params[index];
    if (p->kind == IV_PARAM_REAL) v.real = p->def;
    else if (p->kind == IV_PARAM_WHOLE || p->kind == IV_PARAM_FLAG || p->kind == IV_PARAM_CHOICE)
        v.whole = (int64_t)p->def;
    return v;
}
