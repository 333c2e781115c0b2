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

/* The step's input images: the result before, an earlier one, or a file. */
static int take_images(struct pipeline *p, int k, iv_device *device)
{
    struct step *s = &p->steps[k];
    int code = DONE;
    for (int i = 0; i < s->n && !code; i++) {
        const char *word = s->words[i];
        long from = 0;
        if (s->params[i].kind != IV_PARAM_SRC || !word) continue;
        if (word[0] != '@') {
            code = read_image(word, device, &s->images[i]);
            continue;
        }
        if (!word[1])
            from = k;
        else if (strcmp(word, "@in") != 0)
            parse_whole(word + 1, 0, MAX_STEPS, &from);
        s->images[i] = iv_image_retain(p->results[from]);
    }
    return code;
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

static int run_step(struct pipeline *p, int k, iv_device *device)
{
    struct step *s = &p->steps[k];
    const int dst = step_find(s, IV_PARAM_DST, 0);
    int code = take_images(p, k, device);
    if (dst >= 0) s->wanted[dst] = 1;
    if (!code) code = step_call(s, device);
    if (code) return code;
    if (dst >= 0) {
        p->results[k + 1] = s->images[dst];
        s->images[dst] = NULL;
    }
    for (int i = 0; i < s->n; i++) { /* the inputs are done with */
        iv_image_release(s->images[i]);
        s->images[i] = NULL;
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
    for (int k = 0; k < p->n && !code; k++) {
        watch_part(p->steps[k].info.name, 0.1 + 0.8 * k / p->n, 0.1 + 0.8 * (k + 1) / p->n);
        if (interrupted()) return FAILED;
        code = run_step(p, k, device);
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
