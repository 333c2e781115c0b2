#include "pipeline.h"
#include "common.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- Parsing ---- */

struct parser {
    struct pipeline *p;
    const char *text;
    size_t at;    /* where the next word is looked for */
    size_t place; /* where the present word began */
    char *room;   /* where the next word's letters go: as long as the text */
    char *word;   /* the present word without its quotes; "" at a bar and at the end */
};

/* Says what is wrong, with the text and a mark under the present word; long texts are cut around
 * it. */
static int mistake(const struct parser *ps, const char *format, ...)
{
    char words[512];
    const size_t from = ps->place > 60 ? ps->place - 60 : 0;
    va_list list;
    va_start(list, format);
    vsnprintf(words, sizeof words, format, list);
    va_end(list);
    fail(USAGE, "%s", words);
    fprintf(stderr, "  ");
    for (const char *c = ps->text + from; *c && c < ps->text + from + 90; c++)
        fputc(isspace((unsigned char)*c) ? ' ' : *c, stderr);
    fprintf(stderr, "\n  %*s^\n", (int)(ps->place - from), "");
    return USAGE;
}

/* Takes the next word. Quotes hold blanks and bars together. */
static int next_word(struct parser *ps)
{
    char quote = 0;
    while (isspace((unsigned char)ps->text[ps->at])) ps->at++;
    ps->place = ps->at;
    ps->word = ps->room;
    for (; ps->text[ps->at]; ps->at++) {
        const char c = ps->text[ps->at];
        if (quote && c == quote)
            quote = 0;
        else if (quote)
            *ps->room++ = c;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '|' || isspace((unsigned char)c))
            break;
        else
            *ps->room++ = c;
    }
    *ps->room++ = 0;
    return quote ? mistake(ps, "a quote is not closed") : DONE;
}

static int parse_argument(struct parser *ps, struct step *s)
{
    char *equals = strchr(ps->word, '=');
    const char *like;
    if (!equals) { /* a flag alone is switched on */
        for (int i = 0; i < s->n; i++)
            if (s->params[i].kind == IV_PARAM_FLAG && same_word(s->params[i].name, ps->word))
                return s->words[i] = "1", DONE;
        return mistake(ps, "%s: parameters are given as name=value, not '%s'", s->info.name,
                       ps->word);
    }
    *equals = 0;
    if (!equals[1]) return mistake(ps, "%s: %s has no value", s->info.name, ps->word);
    if (step_set(s, ps->word, equals + 1, &like)) return DONE;
    if (like)
        return mistake(ps, "%s has no parameter '%s'; did you mean '%s'?", s->info.name, ps->word,
                       like);
    return mistake(ps, "%s has no parameter '%s'", s->info.name, ps->word);
}

/* The first image that is not named is the result of the step before; the others must be named. */
static int check_images(struct parser *ps, struct step *s, size_t place)
{
    struct pipeline *p = ps->p;
    int fed = 0;
    ps->place = place;
    for (int i = 0; i < s->n; i++) {
        const iv_param_info *q = &s->params[i];
        const char *word = s->words[i];
        long k = 0;
        if (q->kind != IV_PARAM_SRC) continue;
        if (!word && !fed) {
            s->words[i] = "@";
            fed = 1;
        } else if (!word && !q->optional) {
            return mistake(ps,
                           "%s needs a second image: %s=file.tif, or %s=@in for the pipe's input",
                           s->info.name, q->name, q->name);
        } else if (word && word[0] == '@') {
            if (strcmp(word, "@in") != 0 && parse_whole(word + 1, 0, p->n - 1, &k))
                return mistake(ps,
                               "%s: %s is '%s', but there are @in and the steps before, @1, @2 ...",
                               s->info.name, q->name, word);
            p->kept[k] = 1;
        }
    }
    return DONE;
}

static int parse_step(struct parser *ps)
{
    struct pipeline *p = ps->p;
    int code = next_word(ps);
    const size_t place = ps->place;
    if (code) return code;
    if (!*ps->word) return mistake(ps, "an operation is missing");
    if (p->n == MAX_STEPS) return mistake(ps, "a pipe has at most %d steps", MAX_STEPS);
    if (p->n && step_count(&p->steps[p->n - 1], IV_PARAM_DST) == 0)
        return mistake(ps, "%s gives no image, so it can only be the last step",
                       p->steps[p->n - 1].info.name);
    const iv_op *op = iv_op_find(ps->word);
    const char *like = op ? NULL : iv_op_nearest(ps->word);
    if (!op && like)
        return mistake(ps, "there is no operation '%s'; did you mean '%s'?", ps->word, like);
    if (!op) return mistake(ps, "there is no operation '%s'; `isovox ops` lists them", ps->word);
    struct step *s = &p->steps[p->n++];
    step_begin(s, op);
    while (!(code = next_word(ps)) && *ps->word)
        if ((code = parse_argument(ps, s))) return code;
    return code ? code : check_images(ps, s, place);
}

int pipeline_parse(struct pipeline *p, const char *text)
{
    memset(p, 0, sizeof *p);
    if (!(p->words = malloc(2 * strlen(text) + 2))) return out_of_memory();
    struct parser ps = { .p = p, .text = text, .room = p->words };
    while (1) {
        const int code = parse_step(&ps);
        if (code) return code;
        if (text[ps.at] != '|') return DONE;
        ps.at++;
    }
}

iv_param_kind pipeline_gives(const struct pipeline *p)
{
    const struct step *last = &p->steps[p->n - 1];
    return step_count(last, IV_PARAM_DST)     ? IV_PARAM_DST
           : step_count(last, IV_PARAM_TABLE) ? IV_PARAM_TABLE
                                              : IV_PARAM_NUMBER;
}

/* ---- Running ---- */

/* Which result an image's word stands for, 0 being the pipe's input; -1: a file. */
static int source_of(const char *word, int k)
{
    long from = 0;
    if (word[0] != '@') return -1;
    if (!word[1]) return k;
    if (strcmp(word, "@in") != 0) parse_whole(word + 1, 0, MAX_STEPS, &from);
    return (int)from;
}

/* The images of step k that are there before step `first` runs: earlier results, or files. */
static int take_images(struct pipeline *p, int k, int first, iv_device *device)
{
    struct step *s = &p->steps[k];
    int code = DONE;
    for (int i = 0; i < s->n && !code; i++) {
        const char *word = s->words[i];
        if (s->params[i].kind != IV_PARAM_SRC || !word) continue;
        const int from = source_of(word, k);
        if (from < 0)
            code = read_image(word, device, &s->images[i]);
        else if (from <= first)
            s->images[i] = iv_image_retain(p->results[from]);
    }
    return code;
}

/* How many steps from k on run as one: pixelwise ones, if nobody else asks for the results between.
 * A step may take several of those that a fused call has. */
static int count_fused(const struct pipeline *p, int k)
{
    int n = 0, images = 0;
    for (; k + n < p->n && n < IV_FUSED_STEPS / 4; n++) {
        const struct step *s = &p->steps[k + n];
        if (!s->info.pixelwise || (n && p->kept[k + n])) break;
        for (int i = 0; i < s->n; i++)
            images += s->params[i].kind == IV_PARAM_SRC && s->words[i] &&
                      source_of(s->words[i], k + n) <= k;
        if (images > IV_FUSED_IMAGES) break;
    }
    return n;
}

static void drop_results(struct pipeline *p)
{
    for (int i = 0; i <= MAX_STEPS; i++) {
        iv_image_release(p->results[i]);
        p->results[i] = NULL;
    }
    for (int k = 0; k < p->n; k++) step_end(&p->steps[k]);
    iv_image_release(p->result);
    p->result = NULL;
}

/* Steps k .. k + n - 1 in one call. */
static int call_fused(struct pipeline *p, int k, int n)
{
    iv_step calls[MAX_STEPS];
    iv_value values[MAX_STEPS][MAX_PARAMS];
    int from[MAX_STEPS][MAX_PARAMS];
    double matrix[16];
    for (int j = 0; j < n; j++) {
        struct step *s = &p->steps[k + j];
        const int code = step_values(s, values[j], matrix);
        if (code) return code;
        for (int i = 0; i < s->n; i++) {
            const int inner = s->params[i].kind == IV_PARAM_SRC && s->words[i] && !s->images[i];
            from[j][i] = inner ? source_of(s->words[i], k + j) - k - 1 : IV_FROM_VALUE;
        }
        calls[j] = (iv_step){ s->op, values[j], from[j], IV_PIXEL_NONE };
    }
    const iv_status status = iv_call_fused(calls, n);
    return status == IV_OK ? DONE : fail_status(status);
}

/* Runs the steps k .. k + n - 1. */
static int run_steps(struct pipeline *p, int k, int n, iv_device *device)
{
    struct step *last = &p->steps[k + n - 1];
    const int dst = step_find(last, IV_PARAM_DST, 0);
    int code = DONE;
    for (int j = k; j < k + n && !code; j++) code = take_images(p, j, k, device);
    if (dst >= 0) last->wanted[dst] = 1;
    if (!code) code = n > 1 ? call_fused(p, k, n) : step_call(last, device);
    if (code) return code;
    if (dst >= 0) {
        p->results[k + n] = last->images[dst];
        last->images[dst] = NULL;
    }
    for (int j = k; j < k + n; j++) /* the inputs are done with */
        for (int i = 0; i < p->steps[j].n; i++) {
            iv_image_release(p->steps[j].images[i]);
            p->steps[j].images[i] = NULL;
        }
    if (!p->kept[k]) {
        iv_image_release(p->results[k]);
        p->results[k] = NULL;
    }
    return DONE;
}

int pipeline_run(struct pipeline *p, iv_image *in, iv_device *device,
                 void (*after)(void *user, int step, iv_image *result), void *user)
{
    int code = DONE;
    drop_results(p);
    p->results[0] = iv_image_retain(in);
    for (int k = 0, n; k < p->n && !code; k += n) {
        n = after ? 0 : count_fused(p, k);
        if (n < 1) n = 1;
        watch_part(p->steps[k + n - 1].info.name, 0.1 + 0.8 * k / p->n, 0.1 + 0.8 * (k + n) / p->n);
        if (interrupted()) return FAILED;
        code = run_steps(p, k, n, device);
        if (!code && after) after(user, k, p->results[k + 1]);
    }
    p->result = p->results[p->n];
    p->results[p->n] = NULL;
    return code;
}

void pipeline_end(struct pipeline *p)
{
    drop_results(p);
    free(p->words);
    p->words = NULL;
}
