#include "kernel/pixelwise/chain.h"
#include "core/queue.h"
#include "kernel/pixelwise/map.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

IV__TEXT_DECLARE(map_cl)
IV__TEXT_DECLARE(convert_h)
IV__TEXT_DECLARE(math_h)
static const char *const plain_texts[] = { IV__TEXT(convert_h), IV__TEXT(map_cl), NULL };
static const char *const math_texts[] = { IV__TEXT(convert_h), IV__TEXT(math_h), IV__TEXT(map_cl),
                                          NULL };
static const struct iv__program plain = { "chain", plain_texts, { NULL } };
static const struct iv__program math = { "chain", math_texts, { NULL } };
static const struct iv__kernel chain_blocks = { "chain_blocks", &plain, NULL };

enum { CPU_GROUP = 16384 }; /* pixels, as in chain_cpu.c */

struct chain_params { /* as in map.cl */
    u64 row, rows;
    int64_t i[CHAIN_SCALARS];
    u64 stride[CHAIN_IMAGES][4];
    float f[CHAIN_SCALARS];
    u32 size[4], step[CHAIN_IMAGES], outer, per_row;
};

/* ---- Noting ---- */

/* The value that an image stands for: the last step that wrote it, or one of the images read. -1: there
   is no room for another. */
static int value_of(struct iv__chain *c, iv_image *im)
{
    for (int k = c->form.n_steps - 1; k >= 0; k--)
        if (c->result[k] == im) return CHAIN_IMAGES + k;
    for (int k = 0; k < c->form.n_images; k++)
        if (c->image[k] == im) return k;
    if (c->form.n_images == CHAIN_IMAGES) return -1;
    c->form.pixel[c->form.n_images] = (uint8_t)im->pixel;
    c->image[c->form.n_images] = im;
    return c->form.n_images++;
}

static struct chain_form_step *next_step(struct iv_run *r, iv_image *dst, const double *scalars,
                                         int n_scalars)
{
    struct iv__chain *c = r->chain;
    if (c->form.n_steps == CHAIN_STEPS) {
        iv__run_fail(r, iv__error(IV_ERROR_ARGUMENT, "there are more than %d steps", CHAIN_STEPS));
        return NULL;
    }
    const int k = c->form.n_steps++;
    c->result[k] = dst;
    for (int s = 0; s < n_scalars; s++) c->scalar[k][s] = scalars[s];
    c->form.step[k].n_scalars = (uint8_t)n_scalars;
    c->form.step[k].pixel = (uint8_t)dst->pixel;
    return &c->form.step[k];
}

void iv__chain_add(struct iv_run *r, const struct iv__map_call *call, iv_image *dst,
                   iv_image *const *in)
{
    int from[MAP_IMAGES];
    for (int k = 0; k < MAP_IMAGES; k++)
        if ((from[k] = value_of(r->chain, in[k])) < 0) {
            iv__run_fail(
                r, iv__error(IV_ERROR_ARGUMENT, "there are more than %d images", CHAIN_IMAGES));
            return;
        }
    struct chain_form_step *s = next_step(r, dst, call->scalars, call->n_scalars);
    if (!s) return;
    s->map = call->map;
    s->class = (uint8_t)call->class;
    s->rounding = (uint8_t)call->rounding;
    for (int k = 0; k < MAP_IMAGES; k++) s->from[k] = (uint8_t)from[k];
}

iv_image *iv__chain_number(struct iv_run *r, double number, const iv_layout *layout)
{
    iv_image *im = iv__scratch(r, layout, IV_PIXEL_F32);
    return im && next_step(r, im, &number, 1) ? im : NULL;
}

/* ---- On a GPU ---- */

/* Bytes of the largest pixel that is read or written. */
static size_t largest_of(const struct chain_form *f)
{
    size_t largest = iv_pixel_size((iv_pixel)f->step[f->n_steps - 1].pixel);
    for (int k = 0; k < f->n_images; k++)
        if (iv_pixel_size((iv_pixel)f->pixel[k]) > largest)
            largest = iv_pixel_size((iv_pixel)f->pixel[k]);
    return largest;
}

/* A step as a function of map.cl. 0 and 1 need no conversion with care. */
static void write_step(FILE *t, int k, const struct chain_form_step *s)
{
    const char *type = iv_pixel_name((iv_pixel)s->pixel);
    const int whole = s->class == IV__MAP_I64;
    fprintf(t, " STEP(%d, %s, %s, ", k, whole ? "i64" : "f32", type);
    if (s->map->fused == IV__MAP_FLAG && s->pixel == IV_PIXEL_U8)
        fprintf(t, "(u8)");
    else
        fprintf(t, "%s_%s", type, whole ? "sat" : s->rounding ? "rint" : "trunc");
    fprintf(t, ", %s)", whole ? s->map->text_i : s->map->text_f);
}

/* The form as macros for map.cl. */
static char *text_of(const struct chain_form *f)
{
    char *text = NULL;
    size_t size;
    int scalar = 0;
    FILE *t = open_memstream(&text, &size);
    if (!t) return NULL;
    fprintf(t, "#define CHAIN\n#define IMAGES(X)");
    for (int k = 0; k < f->n_images; k++)
        fprintf(t, " X(%d, %s)", k, iv_pixel_name((iv_pixel)f->pixel[k]));
    fprintf(t, "\n");
    for (int k = 0; k < CHAIN_IMAGES; k++)
        fprintf(t, "#define T%d %s\n", k,
                iv_pixel_name(k < f->n_images ? (iv_pixel)f->pixel[k] : IV_PIXEL_U8));
    fprintf(t, "#define TD %s\n#define LARGEST %zu\n#define STEPS",
            iv_pixel_name((iv_pixel)f->step[f->n_steps - 1].pixel), largest_of(f));
    for (int k = 0; k < f->n_steps; k++)
        if (f->step[k].map) write_step(t, k, &f->step[k]);
    fprintf(t, "\n#define COMPUTE");
    for (int k = 0; k < f->n_steps; k++) {
        const struct chain_form_step *s = &f->step[k];
        fprintf(t, " const %s x%d = ", iv_pixel_name((iv_pixel)s->pixel), CHAIN_IMAGES + k);
        if (s->map) {
            fprintf(t, "step%d(x%d, x%d, x%d", k, s->from[0], s->from[1], s->from[2]);
            for (int n = 0; n < 4; n++)
                if (n < s->n_scalars)
                    fprintf(t, ", p.%c[%d]", s->class == IV__MAP_I64 ? 'i' : 'f', scalar++);
                else
                    fprintf(t, ", 0");
            fprintf(t, ");");
        } else {
            fprintf(t, "p.f[%d];", scalar++);
        }
    }
    fprintf(t, "\n#define RESULT x%d\n", CHAIN_IMAGES + f->n_steps - 1);
    return fclose(t) ? free(text), NULL : text;
}

/* A kernel for each form that was ever asked for; they stay, as programs do. */
struct known {
    struct chain_form form;
    struct iv__kernel kernel;
    struct known *next;
};

static const struct iv__kernel *kernel_of(const struct chain_form *form)
{
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    static struct known *all[256];
    u64 hash = 0;
    for (int k = 0; k < form->n_steps; k++) {
        u64 word;
        memcpy(&word, &form->step[k].class, sizeof word);
        hash = (hash ^ word ^ (uintptr_t)form->step[k].map) * 0xff51afd7ed558ccdu;
    }
    pthread_mutex_lock(&mutex);
    struct known **bucket = &all[hash >> 56], *k = *bucket;
    while (k && memcmp(&k->form, form, sizeof *form) != 0) k = k->next;
    if (!k && (k = calloc(1, sizeof *k))) {
        int with_math = 0;
        for (int s = 0; s < form->n_steps; s++)
            with_math |=
                form->step[s].map && form->step[s].map->cpu.program == &iv__map_program_math;
        k->form = *form;
        k->kernel = (struct iv__kernel){ "chain", with_math ? &math : &plain, text_of(form) };
        k->next = *bucket;
        if (k->kernel.extra) {
            *bucket = k;
        } else {
            free(k);
            k = NULL;
        }
    }
    pthread_mutex_unlock(&mutex);
    return k ? &k->kernel : NULL;
}

static void run_on_gpu(struct iv_run *r, const struct iv__chain *c, const struct map_rows *rows,
                       iv_image *const *in, iv_image *dst)
{
    struct chain_params p = { .row = rows->row, .rows = rows->rows, .outer = rows->outer };
    int scalar = 0;
    memcpy(p.size, rows->size, sizeof p.size);
    memcpy(p.step, rows->step, sizeof p.step);
    memcpy(p.stride, rows->stride, sizeof p.stride);
    for (int k = 0; k < c->form.n_steps; k++) {
        struct iv__map_call call = { .n_scalars = c->form.step[k].n_scalars };
        if (scalar + call.n_scalars > CHAIN_SCALARS) {
            iv__run_fail(
                r, iv__error(IV_ERROR_ARGUMENT, "there are more than %d numbers", CHAIN_SCALARS));
            return;
        }
        memcpy(call.scalars, c->scalar[k], sizeof call.scalars);
        iv__map_scalars(&call, p.f + scalar, p.i + scalar);
        scalar += call.n_scalars;
    }
    const struct iv__kernel *kernel = kernel_of(&c->form);
    if (!kernel) {
        iv__run_fail(r, iv__error(IV_ERROR_MEMORY, "out of memory"));
        return;
    }
    p.per_row = (u32)iv__groups(p.row, MAP_GROUP_BYTES / largest_of(&c->form));
    LAUNCH(r, kernel, 0, p.per_row * p.rows, 1, 1, IMAGE(in[0]), IMAGE(in[1]), IMAGE(in[2]),
           IMAGE(in[3]), IMAGE(in[4]), IMAGE(in[5]), IMAGE(in[6]), IMAGE(in[7]), IMAGE(dst),
           VALUE(p));
}

/* ---- On the CPU ---- */

/* Steps with their slots: one is free again after the last step that reads it. */
static void make_plan(struct iv_run *r, struct iv__chain *c, struct chain_plan *plan)
{
    int slot[CHAIN_STEPS], last_use[CHAIN_STEPS] = { 0 }, used[CHAIN_SLOTS] = { 0 };
    const struct chain_form *f = &c->form;
    for (int k = 0; k < f->n_steps; k++)
        for (int i = 0; f->step[k].map && i < MAP_IMAGES; i++)
            if (f->step[k].from[i] >= CHAIN_IMAGES) last_use[f->step[k].from[i] - CHAIN_IMAGES] = k;
    plan->n_steps = 0;
    for (int k = 0; k < f->n_steps && iv__ok(r); k++) {
        const struct chain_form_step *s = &f->step[k];
        if (!s->map) continue;
        struct chain_step *to = &plan->step[plan->n_steps++];
        struct iv__map_call call = { s->map, s->class, s->rounding, 1, s->n_scalars, { 0 } };
        memset(to, 0, sizeof *to);
        memcpy(call.scalars, c->scalar[k], sizeof call.scalars);
        for (int i = 0; i < MAP_IMAGES; i++) {
            const int from = s->from[i], step = from - CHAIN_IMAGES;
            if (i && from != s->from[0]) call.n_src = i + 1;
            while (s->from[to->job.same[i]] != from) to->job.same[i]++;
            if (step < 0) {
                to->from[i].kind = CHAIN_IMAGE;
                to->from[i].index = (u32)from;
                to->job.pixel[i] = f->pixel[from];
                to->p.step[i] = plan->rows.step[from];
            } else if (f->step[step].map) {
                to->from[i].kind = CHAIN_SLOT;
                to->from[i].index = (u32)slot[step];
                to->job.pixel[i] = f->step[step].pixel;
                to->p.step[i] = 1;
            } else {
                to->from[i].kind = CHAIN_NUMBER;
                to->from[i].number = (float)c->scalar[step][0];
                to->job.pixel[i] = IV_PIXEL_F32;
            }
        }
        to->job.pixel[MAP_IMAGES] = s->pixel;
        iv__map_on_cpu(r, &call, &to->p, &to->job);
        if (k == f->n_steps - 1) {
            to->to = CHAIN_RESULT;
            break;
        }
        for (slot[k] = 0; slot[k] < CHAIN_SLOTS && used[slot[k]] > k; slot[k]++) continue;
        if (slot[k] == CHAIN_SLOTS) {
            iv__run_fail(r, iv__error(IV_ERROR_ARGUMENT, "more than %d values are needed at once",
                                      CHAIN_SLOTS));
            return;
        }
        used[slot[k]] = last_use[k] + 1;
        to->to = (u32)slot[k];
    }
}

static void run_on_cpu(struct iv_run *r, struct iv__chain *c, const struct map_rows *rows,
                       iv_image *const *in, iv_image *dst)
{
    struct chain_plan plan = { .rows = *rows,
                               .map_blocks = iv__map_blocks(r),
                               .n_images = c->form.n_images };
    const struct chain_plan *at = &plan;
    for (int k = 0; k < c->form.n_images; k++) plan.pixel[k] = c->form.pixel[k];
    plan.pixel[CHAIN_IMAGES] = (u32)dst->pixel;
    make_plan(r, c, &plan);
    if (plan.n_steps) plan.step[plan.n_steps - 1].job.past_cache = iv__past_cache(r, iv__bytes(dst));
    LAUNCH(r, &chain_blocks, 0, iv__groups(rows->row * rows->rows, CPU_GROUP), 1, 1, IMAGE(in[0]),
           IMAGE(in[1]), IMAGE(in[2]), IMAGE(in[3]), IMAGE(in[4]), IMAGE(in[5]), IMAGE(in[6]),
           IMAGE(in[7]), IMAGE(dst), VALUE(at));
}

void iv__chain_run(struct iv_run *r, const iv_image *last, iv_image *dst)
{
    struct iv__chain *c = r->chain;
    struct map_rows rows = { .outer = 0 };
    iv_image *in[CHAIN_IMAGES];
    r->chain = NULL;
    if (!iv__ok(r)) return;
    if (c->form.n_steps == 0 || c->result[c->form.n_steps - 1] != last) {
        iv__run_fail(r, iv__error(IV_ERROR_INTERNAL, "the last step is not the result"));
        return;
    }
    for (int k = 0; k < CHAIN_IMAGES; k++) in[k] = c->image[k < c->form.n_images ? k : 0];
    iv__map_rows(&rows, in, c->form.n_images, &dst->layout);
    if (iv__on_cpu(r))
        run_on_cpu(r, c, &rows, in, dst);
    else
        run_on_gpu(r, c, &rows, in, dst);
}

/* ---- The public call ---- */

enum { MOST_PARAMS = 8 }; /* of a pixelwise operation */

/* The image that an argument of step k is. layout: of the step's first image, for a number. */
static iv_image *image_of(struct iv_run *r, const iv_step *step, int k, int i,
                          iv_image *const *results, const iv_layout *layout)
{
    const int from = step[k].from[i];
    iv_image *im = NULL;
    if (!iv__ok(r)) return NULL;
    if (from == IV_FROM_VALUE)
        im = step[k].values[i].image;
    else if (from == IV_FROM_NUMBER && layout)
        return iv__chain_number(r, step[k].values[i].real, layout);
    else if (from >= 0 && from < k)
        im = results[from];
    if (im && !r->device) r->device = im->device;
    if (!im)
        iv__run_fail(r, iv__error(IV_ERROR_ARGUMENT, "%s is missing", step[k].op->params[i].name));
    else if (im->device != r->device)
        iv__run_fail(r, iv__error(IV_ERROR_DEVICE,
                                  "%s is on %s, but other images are on %s; move it there first",
                                  step[k].op->params[i].name, im->device->id, r->device->id));
    return im;
}

/* Runs the operation of step k, which notes its maps. given: an image to be filled, for its facts. */
static iv_image *note(struct iv_run *r, const iv_step *step, int k, iv_image *const *results,
                      const iv_image *given)
{
    const iv_op *op = step[k].op;
    const iv_layout *layout = NULL;
    iv_value values[MOST_PARAMS];
    if (!(op->flags & IV__FUSIBLE)) {
        iv__run_fail(r, iv__error(IV_ERROR_ARGUMENT, "a step must be a pixelwise operation"));
        return NULL;
    }
    for (int numbers = 0; numbers < 2; numbers++) /* numbers are as large as the images */
        for (int i = 0; i < op->n_params; i++) {
            const int is_image = op->params[i].kind == IV_PARAM_SRC;
            if ((is_image && step[k].from[i] == IV_FROM_NUMBER) != numbers) continue;
            values[i] = step[k].values[i];
            if (is_image) values[i].image = image_of(r, step, k, i, results, layout);
            if (is_image && values[i].image && !layout) layout = &values[i].image->layout;
        }
    return iv__ok(r) ? iv__run_step(r, op, values, given, step[k].pixel) : NULL;
}

/* Where the last step's result goes. */
static iv_image **place_of(const iv_step *last)
{
    for (int i = 0; i < last->op->n_params; i++)
        if (last->op->params[i].kind == IV_PARAM_DST) return last->values[i].result;
    return NULL;
}

static void run_steps(struct iv_run *r, const iv_step *step, int count, iv_image **place)
{
    iv_image *results[IV_FUSED_STEPS], *given = *place, *dst = given;
    for (int k = 0; k < count; k++) {
        results[k] = note(r, step, k, results, k == count - 1 ? given : NULL);
        if (!iv__ok(r)) {
            r->status = iv__error_at(r->status, step[k].op->name);
            return;
        }
    }
    const iv_image *last = results[count - 1];
    if (given && given->device != r->device)
        iv__run_fail(r, iv__error(IV_ERROR_DEVICE, "the result is on %s, but the images are on %s",
                                  given->device->id, r->device->id));
    if (!given) iv__run_fail(r, iv_image_create(r->device, last->pixel, &last->layout, &dst));
    iv__chain_run(r, last, dst);
    if (r->device) {
        iv__device_lock(r->device);
        iv__run_fail(r, iv__queue_settle(r->device));
        iv__device_unlock(r->device);
    }
    if (dst) {
        dst->kind = last->kind;
        /* where another image shares the pixels, it may change them unseen */
        dst->zero_one = iv__ok(r) && last->zero_one && atomic_load(&dst->buffer->refs) == 1;
    }
    if (iv__ok(r))
        *place = dst;
    else if (!given)
        iv_image_release(dst);
}

iv_status iv_call_fused(const iv_step *steps, int count)
{
    iv_step step[IV_FUSED_STEPS];
    struct iv__chain chain;
    struct iv_run r;
    iv_image *thrown_away = NULL;
    if (count < 1 || count > IV_FUSED_STEPS)
        return iv__error(IV_ERROR_ARGUMENT, "there are %d steps, but there may be 1 to %d", count,
                         IV_FUSED_STEPS);
    for (int k = 0; k < count; k++) {
        step[k] = steps[k];
        if (!step[k].op) return iv__error(IV_ERROR_NAME, "no operation was given");
        if (step[k].op->same_as) step[k].op = step[k].op->same_as;
    }
    iv_image **place = place_of(&step[count - 1]);
    memset(&chain.form, 0, sizeof chain.form);
    iv__run_begin(&r, NULL);
    r.chain = &chain;
    run_steps(&r, step, count, place ? place : &thrown_away);
    iv__run_end(&r);
    iv_image_release(thrown_away);
    return r.status;
}
