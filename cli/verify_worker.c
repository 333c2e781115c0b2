/* Runs the cases of one operation after the other on the CPU and on the other devices, and
 * compares. */
#include "verify.h"
#include "common.h"
#include "outcome.h"
#include "verify_case.h"
#include <stdlib.h>
#include <string.h>

static struct {
    iv_device *list[VERIFY_DEVICES];
    int n; /* the first is the CPU */
    const char *fault;
    int first_faulty;
} devices;

struct tally {
    int64_t cases, refused, bits, errors;
    double seconds;
    uint64_t digest;
    char text[512]; /* about the first difference or error */
};

/* ---- One case on one device ---- */

static iv_status push_inputs(const struct verify_case *c, iv_device *device, iv_value *values)
{
    iv_status s = IV_OK;
    for (int i = 0; i < c->n && s == IV_OK; i++) {
        const struct host_image *h = &c->inputs[i];
        if (!h->pixels) continue;
        s = iv_image_push(device, h->pixel, &h->layout, h->pixels, &values[i].image);
        if (s == IV_OK) iv_image_set_kind(values[i].image, h->kind);
    }
    return s;
}

/* Images to write to, of another pixel type: their layout is that of the made result. */
static iv_status give_results(const struct verify_case *c, iv_device *device, iv_image **results)
{
    for (int i = 0; i < c->n; i++) {
        iv_image *made = results[i];
        if (!made || c->given[i] == IV_PIXEL_NONE) continue;
        const iv_layout l = *iv_image_layout(made);
        iv_image_release(made);
        const iv_status s = iv_image_create(device, c->given[i], &l, &results[i]);
        if (s != IV_OK) return s;
    }
    return IV_OK;
}

static void run_case(const struct verify_case *c, iv_device *device, struct outcome *o)
{
    iv_value values[MAX_PARAMS];
    iv_image *results[MAX_PARAMS] = { NULL };
    iv_table *tables[MAX_PARAMS] = { NULL };
    double numbers[MAX_PARAMS] = { 0 };
    int given = 0;
    memcpy(values, c->values, sizeof values);
    for (int i = 0; i < c->n; i++) {
        if (c->params[i].kind == IV_PARAM_SRC) values[i].image = NULL;
        if (c->params[i].kind == IV_PARAM_DST) values[i].result = &results[i];
        if (c->params[i].kind == IV_PARAM_NUMBER) values[i].number = &numbers[i];
        if (c->params[i].kind == IV_PARAM_TABLE) values[i].table = &tables[i];
        given |= c->given[i] != IV_PIXEL_NONE;
    }
    iv_status s = push_inputs(c, device, values);
    if (s == IV_OK) s = iv_call(c->op, device, values, c->n);
    if (s == IV_OK && given && (s = give_results(c, device, results)) == IV_OK)
        s = iv_call(c->op, device, values, c->n);
    outcome_begin(o, s);
    for (int i = 0; i < c->n && s == IV_OK; i++) {
        if (results[i]) outcome_image(o, results[i]);
        if (c->params[i].kind == IV_PARAM_NUMBER) outcome_numbers(o, &numbers[i], 1);
        if (tables[i]) outcome_table(o, tables[i]);
    }
    for (int i = 0; i < c->n; i++) {
        if (c->params[i].kind == IV_PARAM_SRC) iv_image_release(values[i].image);
        iv_image_release(results[i]);
        iv_table_free(tables[i]);
    }
}

/* ---- Counting ---- */

static void remark(struct tally *t, const struct verify_case *c, const char *what)
{
    if (!*t->text) snprintf(t->text, sizeof t->text, "%s: %s", c->words, what);
}

static void count(struct tally *t, const struct verify_case *c, const struct outcome *cpu,
                  const struct outcome *o)
{
    char text[256];
    t->cases++;
    t->digest = random_hash(t->digest ^ o->digest);
    /* A refused argument is an outcome too, but every device must refuse it. */
    if (o->status == cpu->status && o->status != IV_OK) {
        t->refused++;
        if (o->status != IV_ERROR_ARGUMENT && o->status != IV_ERROR_SHAPE &&
            o->status != IV_ERROR_TYPE) {
            t->errors++;
            remark(t, c, o->error);
        }
    } else if (o->status != cpu->status) {
        t->errors++;
        snprintf(text, sizeof text, "%s",
                 o->status == IV_OK ? "runs here, but not on the CPU" : o->error);
        remark(t, c, text);
    } else {
        const int64_t bits = outcome_compare(cpu, o, text, sizeof text);
        if (bits) remark(t, c, text);
        t->bits += bits;
    }
}

static void answer(const iv_op *op, uint64_t seed)
{
    struct tally tallies[VERIFY_DEVICES] = { 0 };
    const int n = verify_cases(op);
    for (int i = 0; i < n; i++) {
        struct verify_case c;
        struct outcome cpu = { 0 };
        if (verify_case_make(&c, op, i, seed)) {
            tallies[0].errors++;
            remark(&tallies[0], &c, "out of memory");
        } else {
            for (int d = 0; d < devices.n; d++) {
                struct outcome o;
                const double before = seconds_now();
                run_case(&c, devices.list[d], &o);
                tallies[d].seconds += seconds_now() - before;
                if (devices.fault && iv_op_find(devices.fault) == op && d >= devices.first_faulty)
                    outcome_spoil(&o);
                count(&tallies[d], &c, d ? &cpu : &o, &o);
                if (d)
                    outcome_end(&o);
                else
                    cpu = o;
            }
        }
        outcome_end(&cpu);
        verify_case_free(&c);
    }
    for (int d = 0; d < devices.n; d++) {
        const struct tally *t = &tallies[d];
        printf("result\t%d\t%lld\t%lld\t%lld\t%lld\t%.6f\t%016llx\t", d, (long long)t->cases,
               (long long)t->refused, (long long)t->bits, (long long)t->errors, t->seconds,
               (unsigned long long)t->digest);
        for (const char *p = t->text; *p; p++) putchar(*p == '\t' || *p == '\n' ? ' ' : *p);
        putchar('\n');
    }
    printf("done\n");
    fflush(stdout);
}

/* ---- Devices ---- */

static int named(const char *names, iv_device *device)
{
    char name[64];
    for (const char *p = names; *p; p += strcspn(p, ",") + (p[strcspn(p, ",")] == ',')) {
        iv_device *found;
        snprintf(name, sizeof name, "%.*s", (int)strcspn(p, ","), p);
        if (iv_device_find(name, &found) == IV_OK && found == device) return 1;
    }
    return 0;
}

static int open_devices(const char *names)
{
    iv_device *cpu;
    if (iv_device_find("cpu", &cpu) != IV_OK) return fail_status(IV_ERROR_DEVICE);
    devices.list[devices.n++] = cpu;
    for (int i = 0; i < iv_device_count() && devices.n < VERIFY_DEVICES; i++) {
        iv_device *d = iv_device_at(i);
        if (d != cpu && (!names || named(names, d))) devices.list[devices.n++] = d;
    }
    for (int i = 0; i < devices.n; i++) {
        iv_device_info info;
        const iv_status s = iv_device_describe(devices.list[i], &info);
        printf("device\t%d\t%s\t%s\t%s\t%s\n", i, info.id, info.isa, info.name,
               s == IV_OK ? "" : iv_error());
    }
    printf("ready\n");
    fflush(stdout);
    return DONE;
}

int verify_worker(const char *names, unsigned long seed, const char *fault, int is_isa)
{
    char line[256];
    devices.fault = fault;
    devices.first_faulty = is_isa ? 0 : 1;
    const int code = open_devices(names);
    if (code) return code;
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        const iv_op *op = iv_op_find(line);
        if (op) answer(op, seed);
    }
    return DONE;
}
