/* isovox verify: every operation on every device, compared bit by bit with the CPU. The work is
   done by processes of their own (verify_pool.c, verify_worker.c), so that several programs compile
   at once, and a driver that crashes costs one operation. */
#include "common.h"
#include "json.h"
#include "verify_pool.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct pool all;

/* An instruction set's results are compared by their digest: bits says only that they differ. */
static void judge_isas(void)
{
    for (int i = 0; i < all.n_rows; i++)
        for (int isa = 0; isa < MAX_ISAS; isa++) {
            struct cell *c = &all.rows[i].cells[VERIFY_DEVICES + isa];
            const struct cell *cpu = &all.rows[i].cells[0];
            if (!c->known || !cpu->known || c->errors || strcmp(c->digest, cpu->digest) == 0)
                continue;
            c->bits = 1;
            snprintf(c->text, sizeof c->text,
                     "other results than with %s (only whether, not how many bits, is known)",
                     all.isas[0]);
        }
}

static int column_used(int column)
{
    return column < VERIFY_DEVICES ? column < all.n_devices : all.isa_used[column - VERIFY_DEVICES];
}

static const char *column_name(int column, char *room, size_t size)
{
    if (column == 0)
        snprintf(room, size, "cpu %s", all.isas[0]);
    else if (column < VERIFY_DEVICES)
        snprintf(room, size, "%s", all.ids[column]);
    else
        snprintf(room, size, "cpu %s", instruction_sets[column - VERIFY_DEVICES]);
    return room;
}

/* An operation of which no case ran has not been verified. */
static const char *cell_words(const struct cell *c, char *room, size_t size)
{
    if (!c->known)
        snprintf(room, size, "not run");
    else if (c->errors)
        snprintf(room, size, "%lld error%s", c->errors, c->errors == 1 ? "" : "s");
    else if (c->bits)
        snprintf(room, size, "%lld bits", c->bits);
    else if (c->cases == c->refused)
        snprintf(room, size, "refused");
    else
        snprintf(room, size, "same");
    return room;
}

static int cell_good(const struct cell *c)
{
    return c->known && !c->errors && !c->bits && c->cases > c->refused;
}

static void print_text(double seconds)
{
    char room[64];
    printf("%-34s %6s", "operation", "cases");
    for (int c = 0; c < COLUMNS; c++)
        if (column_used(c)) printf("  %12s %7s", column_name(c, room, sizeof room), "s");
    printf("\n");
    for (int i = 0; i < all.n_rows; i++) {
        const struct row *r = &all.rows[i];
        printf("%-34s %6lld", r->info.name, r->cells[0].cases);
        for (int c = 0; c < COLUMNS; c++)
            if (column_used(c))
                printf("  %12s %7.3f",
                       c || !cell_good(&r->cells[0]) ? cell_words(&r->cells[c], room, sizeof room)
                                                     : "ran",
                       r->cells[c].seconds);
        printf("\n");
    }
    printf("\n");
    for (int c = 0; c < COLUMNS; c++) {
        long long bits = 0, errors = 0, cases = 0;
        int bad = 0;
        if (!column_used(c)) continue;
        for (int i = 0; i < all.n_rows; i++) {
            const struct cell *cell = &all.rows[i].cells[c];
            bits += cell->bits;
            errors += cell->errors;
            cases += cell->cases;
            if (cell_good(cell)) continue;
            if (!bad++) printf("%s:\n", column_name(c, room, sizeof room));
            printf("  %s: %s\n", all.rows[i].info.name,
                   *cell->text ? cell->text : cell_words(cell, room, sizeof room));
        }
        printf("%s%s%s%s: %d operations, %lld cases, ", column_name(c, room, sizeof room),
               c < VERIFY_DEVICES ? " (" : "", c < VERIFY_DEVICES ? all.names[c] : "",
               c < VERIFY_DEVICES ? ")" : "", all.n_rows, cases);
        if (c) printf("%lld differing bits, ", bits);
        printf("%lld errors\n", errors);
        if (c < VERIFY_DEVICES && *all.errors[c]) printf("  %s\n", all.errors[c]);
    }
    printf("%.1f seconds\n", seconds);
}

static void print_json(double seconds, int good)
{
    struct json j = json_begin(stdout);
    char room[64];
    json_open(&j, NULL, '{');
    json_bool(&j, "same", good);
    json_number(&j, "seconds", seconds);
    json_open(&j, "operations", '[');
    for (int i = 0; i < all.n_rows; i++) {
        json_open(&j, NULL, '{');
        json_string(&j, "name", all.rows[i].info.name);
        json_open(&j, "devices", '[');
        for (int c = 0; c < COLUMNS; c++) {
            const struct cell *cell = &all.rows[i].cells[c];
            if (!column_used(c)) continue;
            json_open(&j, NULL, '{');
            json_string(&j, "device", column_name(c, room, sizeof room));
            json_whole(&j, "cases", cell->cases);
            json_whole(&j, "refused", cell->refused);
            json_whole(&j, "differing_bits", cell->bits);
            json_whole(&j, "errors", cell->errors);
            json_number(&j, "seconds", cell->seconds);
            json_string(&j, "digest", cell->digest);
            json_string(&j, "text", cell->text);
            json_close(&j);
        }
        json_close(&j);
        json_close(&j);
    }
    json_close(&j);
    json_close(&j);
}

static int is_good(void)
{
    int good = all.n_devices > 0;
    for (int i = 0; i < all.n_rows; i++)
        for (int c = 0; c < COLUMNS; c++)
            if (column_used(c)) good &= cell_good(&all.rows[i].cells[c]);
    return good;
}

/* The operations named, or all; another name of an operation runs no other code. */
static int choose_rows(int n, char **names)
{
    for (int k = 0; k < n; k++)
        if (!iv_op_find(names[k])) {
            const char *like = iv_op_nearest(names[k]);
            if (like)
                return fail(USAGE, "there is no operation '%s'; did you mean '%s'?", names[k],
                            like);
            return fail(USAGE, "there is no operation '%s'", names[k]);
        }
    if (!(all.rows = calloc((size_t)iv_op_count(), sizeof *all.rows))) return out_of_memory();
    for (int i = 0; i < iv_op_count(); i++) {
        iv_op_info info;
        int wanted = n == 0;
        iv_op_describe(iv_op_at(i), &info);
        for (int k = 0; k < n; k++) wanted |= strcmp(names[k], info.name) == 0;
        if (wanted && (n || !*info.alias_of)) all.rows[all.n_rows++].info = info;
    }
    return DONE;
}

static int check_names(const char *names)
{
    char name[64];
    iv_device *d;
    for (const char *p = names; *p; p += strcspn(p, ",") + (p[strcspn(p, ",")] == ',')) {
        snprintf(name, sizeof name, "%.*s", (int)strcspn(p, ","), p);
        if (iv_device_find(name, &d) != IV_OK) {
            fail_status(IV_ERROR_NAME);
            return UNUSABLE;
        }
    }
    return DONE;
}

static int verify(const struct command *self, int argc, char **argv)
{
    static int with_isas = 1;
    static const char *jobs_text, *seed_text, *worker, *fault;
    static const struct option options[] = {
        { "isa", NULL, "compare the CPU's instruction sets too; --no-isa leaves it out [yes]", NULL,
          &with_isas },
        { "jobs", "N", "processes at a time [one for each processor, at most 8]", &jobs_text,
          NULL },
        { "seed", "N", "other random images [1]", &seed_text, NULL },
        { "worker", "ROLE", NULL, &worker, NULL },
        { "fault", "OPERATION", NULL, &fault,
          NULL }, /* one bit of it is changed: that must be noticed */
        OPTION_DEVICE,
        OPTION_JSON,
        OPTION_QUIET,
    };
    long jobs = sysconf(_SC_NPROCESSORS_ONLN), seed = 1;
    int n, code = parse_options(self, argc, argv, options, COUNT(options), &n);
    if (code >= 0) return code;
    if (seed_text && parse_whole(seed_text, 0, 0x7fffffff, &seed))
        return fail(USAGE, "--seed is '%s', but must be a whole number", seed_text);
    if (worker)
        return verify_worker(shared.device, (unsigned long)seed, fault, strcmp(worker, "isa") == 0);
    if (jobs > 8) jobs = 8;
    if (jobs < 1) jobs = 1;
    if (jobs_text && parse_whole(jobs_text, 1, MAX_WORKERS, &jobs))
        return fail(USAGE, "--jobs is '%s', but must be 1 to %d", jobs_text, MAX_WORKERS);
    if (shared.device && (code = check_names(shared.device)) > 0) return code;
    if ((code = choose_rows(n, argv))) return code;
    all.device_names = shared.device;
    all.fault = fault;
    snprintf(all.seed, sizeof all.seed, "%ld", seed);
    all.with_isas = with_isas;
    const double begun = seconds_now();
    watch_begin();
    code = pool_run(&all, (int)jobs);
    watch_end();
    if (!code) {
        judge_isas();
        const int good = is_good();
        if (shared.json)
            print_json(seconds_now() - begun, good);
        else
            print_text(seconds_now() - begun);
        code = good ? DONE : FAILED;
    }
    free(all.rows);
    return code;
}

const struct command cmd_verify = {
    .name = "verify",
    .usage = "[operation...] [--device NAME,...] [options]",
    .summary = "run every operation on every device, and compare every bit with the CPU's",
    .detail = "Random images of odd sizes, in two and three dimensions and over time, of every "
              "pixel type,\n"
              "with edge values (NaN, infinities, denormals, extremes), and arguments from the "
              "operations'\n"
              "tables. All NaN count as one value. Exits 1 if a bit differs, or if a device fails.",
    .run = verify,
};
