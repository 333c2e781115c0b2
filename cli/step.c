#include "step.h"
#include "common.h"
#include "json.h"
#include "quantity.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void step_begin(struct step *s, const iv_op *op)
{
    memset(s, 0, sizeof *s);
    s->op = op;
    iv_op_describe(op, &s->info);
    s->n = s->info.params < MAX_PARAMS ? s->info.params : MAX_PARAMS;
    for (int i = 0; i < s->n; i++) iv_op_param(op, i, &s->params[i]);
}

static int is_result(const iv_param_info *p)
{
    return p->kind == IV_PARAM_DST || p->kind == IV_PARAM_NUMBER || p->kind == IV_PARAM_TABLE;
}

/* sigma of sigma_x */
static int is_group(const char *name, const char *member)
{
    const size_t n = strlen(name);
    return strlen(member) == n + 2 && member[n] == '_' && strchr("xyz", member[n + 1]) &&
           strncmp(name, member, n) == 0;
}

int step_set(struct step *s, const char *name, const char *word, const char **like)
{
    const char *names[MAX_PARAMS];
    int set = 0, n = 0;
    *like = NULL;
    for (int i = 0; i < s->n; i++) {
        if (is_result(&s->params[i])) continue;
        names[n++] = s->params[i].name;
        if (!same_word(s->params[i].name, name)) continue;
        s->words[i] = word;
        s->common[i] = 0;
        return 1;
    }
    for (int i = 0; i < s->n; i++)
        if (!is_result(&s->params[i]) && is_group(name, s->params[i].name)) {
            s->words[i] = word;
            s->common[i] = 1;
            set++;
        }
    if (!set) *like = iv_word_nearest(name, names, n);
    return set;
}

int step_find(const struct step *s, iv_param_kind kind, int n)
{
    for (int i = 0; i < s->n; i++)
        if (s->params[i].kind == kind && n-- == 0) return i;
    return -1;
}

int step_count(const struct step *s, iv_param_kind kind)
{
    int n = 0;
    for (int i = 0; i < s->n; i++) n += s->params[i].kind == kind;
    return n;
}

static int parse_flag(const iv_param_info *p, const char *word, int64_t *out)
{
    static const char *const yes[] = { "1", "yes", "true", "on" }, *const no[] = { "0", "no",
                                                                                   "false", "off" };
    for (int i = 0; i < COUNT(yes); i++) {
        if (strcmp(word, yes[i]) == 0) return *out = 1, DONE;
        if (strcmp(word, no[i]) == 0) return *out = 0, DONE;
    }
    return fail(USAGE, "%s is '%s', but must be yes or no", p->name, word);
}

static int parse_choice(const iv_param_info *p, const char *word, int64_t *out)
{
    char list[256] = "";
    int n = 0;
    for (size_t at = 0; p->choices[n]; n++) {
        if (strcmp(word, p->choices[n]) == 0) return *out = n, DONE;
        if (at < sizeof list)
            at +=
                (size_t)snprintf(list + at, sizeof list - at, "%s%s", n ? ", " : "", p->choices[n]);
    }
    const char *like = iv_word_nearest(word, p->choices, n);
    if (like) return fail(USAGE, "%s is '%s'; did you mean %s?", p->name, word, like);
    return fail(USAGE, "%s is '%s', but must be one of %s", p->name, word, list);
}

/* "1,0,0;0,1,0;0,0,1": 9 numbers for a plane or 16 for a volume, rows first; made 4x4. */
static int parse_matrix(const iv_param_info *p, const char *word, double m[16])
{
    double v[16];
    int n = 0;
    for (const char *at = word; *at && n < 16; n++) {
        char *end;
        v[n] = strtod(at, &end);
        if (end == at) return fail(USAGE, "%s: '%s' is not a number", p->name, at);
        at = end + strspn(end, " ,;\t\n");
    }
    if (n == 16) return memcpy(m, v, sizeof v), DONE;
    if (n != 9) return fail(USAGE, "%s has %d numbers, but must have 9 or 16", p->name, n);
    const double wide[16] = { v[0], v[1], 0, v[2], v[3], v[4], 0, v[5],
                              0,    0,    1, 0,    v[6], v[7], 0, v[8] };
    memcpy(m, wide, sizeof wide);
    return DONE;
}

static int parse_number(struct step *s, int i, const iv_layout *layout, iv_value *v)
{
    const iv_param_info *p = &s->params[i];
    char why[256];
    double x;
    if (s->common[i] && p->name[strlen(p->name) - 1] == 'z' && layout &&
        !(layout->axes >> IV_AXIS_Z & 1))
        return DONE;
    if (quantity_parse(s->words[i], p, layout, &x, why, sizeof why))
        return fail(USAGE, "%s: %s", s->info.name, why);
    s->numbers[i] = x;
    if (p->kind == IV_PARAM_REAL) return v->real = x, DONE;
    if (strcmp(p->unit, "pixel") == 0) x = rint(x);
    if (x != floor(x) || fabs(x) > 9e15)
        return fail(USAGE, "%s: %s is %s, but must be a whole number", s->info.name, p->name,
                    s->words[i]);
    v->whole = (int64_t)x;
    return DONE;
}

/* The layout that lengths are told by: that of the first input image. */
static const iv_layout *step_layout(const struct step *s)
{
    for (int i = 0; i < s->n; i++)
        if (s->params[i].kind == IV_PARAM_SRC && s->images[i]) return iv_image_layout(s->images[i]);
    return NULL;
}

int step_values(struct step *s, iv_value values[MAX_PARAMS], double matrix[16])
{
    const iv_layout *layout = step_layout(s);
    for (int i = 0; i < s->n; i++) {
        const iv_param_info *p = &s->params[i];
        const char *word = s->words[i];
        int code = DONE;
        values[i] = iv_op_default(s->op, i);
        switch (p->kind) {
        case IV_PARAM_SRC: values[i].image = s->images[i]; break;
        case IV_PARAM_DST: values[i].result = s->wanted[i] ? &s->images[i] : NULL; break;
        case IV_PARAM_NUMBER: values[i].number = &s->numbers[i]; break;
        case IV_PARAM_TABLE: values[i].table = &s->tables[i]; break;
        case IV_PARAM_REAL:
            s->numbers[i] = values[i].real;
            if (word) code = parse_number(s, i, layout, &values[i]);
            break;
        case IV_PARAM_WHOLE:
            s->numbers[i] = (double)values[i].whole;
            if (word) code = parse_number(s, i, layout, &values[i]);
            break;
        case IV_PARAM_FLAG:
            if (word) code = parse_flag(p, word, &values[i].whole);
            s->numbers[i] = (double)values[i].whole;
            break;
        case IV_PARAM_CHOICE:
            if (word) code = parse_choice(p, word, &values[i].whole);
            s->numbers[i] = (double)values[i].whole;
            break;
        case IV_PARAM_MATRIX:
            if (word && (code = parse_matrix(p, word, matrix)) == DONE) values[i].matrix = matrix;
            break;
        }
        if (code) return code;
    }
    return DONE;
}

int step_call(struct step *s, iv_device *device)
{
    iv_value values[MAX_PARAMS];
    double matrix[16];
    const int code = step_values(s, values, matrix);
    if (code) return code;
    const iv_status status = iv_call(s->op, device, values, s->info.params);
    return status == IV_OK ? DONE : fail_status(status);
}

void step_print_numbers(const struct step *s)
{
    const int n = step_count(s, IV_PARAM_NUMBER);
    struct json j = json_begin(stdout);
    char room[32];
    if (n && shared.json) json_open(&j, NULL, '{');
    for (int i = 0; i < s->n; i++) {
        if (s->params[i].kind != IV_PARAM_NUMBER) continue;
        if (shared.json)
            json_number(&j, s->params[i].name, s->numbers[i]);
        else if (n > 1)
            printf("%s %s\n", s->params[i].name, number_words(s->numbers[i], room));
        else
            printf("%s\n", number_words(s->numbers[i], room));
    }
    if (n && shared.json) json_close(&j);
}

void step_end(struct step *s)
{
    for (int i = 0; i < s->n; i++) {
        iv_image_release(s->images[i]);
        iv_table_free(s->tables[i]);
        s->images[i] = NULL;
        s->tables[i] = NULL;
    }
}
