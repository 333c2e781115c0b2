/* isovox verify: every operation on every device, compared bit by bit with the CPU. The work is
   done by processes of their own, so that several programs compile at once, and a driver that
   crashes costs one operation. Each gets the next operation when it is done with one. */
#include "verify.h"
#include "common.h"
#include "json.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { MAX_WORKERS = 16, MAX_OPS = 1024, MAX_ISAS = 3, COLUMNS = VERIFY_DEVICES + MAX_ISAS };

/* One column of the table: a device beside the CPU, or the CPU with another instruction set. */
struct cell {
    long long cases, refused, bits, errors;
    double seconds;
    char digest[20], text[512];
    int known;
};

struct row {
    iv_op_info info;
    struct cell cells[COLUMNS]; /* by device; then by instruction set */
};

struct worker {
    pid_t pid;
    int to, from, isa; /* isa: -1, or which of the instruction sets it runs with */
    int op;            /* which row it works on, -1 for none */
    int skip;
    char line[1024];
    size_t used;
};

static struct {
    struct row *rows;
    int n_rows,
        next[1 + MAX_ISAS]; /* the next row to hand out, for devices and each instruction set */
    char ids[VERIFY_DEVICES][64], isas[VERIFY_DEVICES][16], names[VERIFY_DEVICES][128],
        errors[VERIFY_DEVICES][256];
    int n_devices;
    struct worker workers[MAX_WORKERS + MAX_ISAS];
    int n_workers, done, total, isas_wanted;
    const char *device_names, *fault;
    char seed[24];
} all;
static const char *const instruction_sets[MAX_ISAS] = { "avx512", "avx2", "base" };
static int isa_used[MAX_ISAS];

/* ---- Workers ---- */

static int start(struct worker *w, int isa)
{
    int in[2], out[2];
    char setting[64];
    const char *argv[12] = { "isovox", "verify", "--worker", isa >= 0 ? "isa" : "devices",
                             "--seed", all.seed };
    int n = 6;
    if (all.fault) {
        argv[n++] = "--fault";
        argv[n++] = all.fault;
    }
    if (isa >= 0 || all.device_names) {
        argv[n++] = "--device";
        argv[n++] = isa >= 0 ? "cpu" : all.device_names;
    }
    if (pipe2(in, O_CLOEXEC)) return -1;
    if (pipe2(out, O_CLOEXEC)) {
        close(in[0]);
        close(in[1]);
        return -1;
    }
    char **env = environ, *own[1024];
    if (isa >= 0) { /* the same environment with another instruction set */
        int k = 0;
        for (char **e = environ; *e && k < COUNT(own) - 2; e++)
            if (strncmp(*e, "ISOVOX_ISA=", 11) != 0) own[k++] = *e;
        snprintf(setting, sizeof setting, "ISOVOX_ISA=%s", instruction_sets[isa]);
        own[k++] = setting;
        own[k] = NULL;
        env = own;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    memset(w, 0, sizeof *w);
    const int bad =
        posix_spawn(&w->pid, "/proc/self/exe", &actions, NULL, (char *const *)argv, env);
    posix_spawn_file_actions_destroy(&actions);
    close(in[0]);
    close(out[1]);
    w->to = in[1];
    w->from = out[0];
    w->isa = isa;
    w->op = -1;
    if (!bad) return 0;
    close(w->to);
    close(w->from);
    w->pid = 0;
    return -1;
}

/* The CPU once more with each instruction set but the one that it has chosen. */
static void start_isas(void)
{
    for (int isa = 0; isa < MAX_ISAS && all.isas_wanted; isa++)
        if (strcmp(instruction_sets[isa], all.isas[0]) != 0)
            start(&all.workers[all.n_workers++], isa);
    all.isas_wanted = 0;
}

static void hand_out(struct worker *w)
{
    int *next = &all.next[1 + w->isa];
    w->op = -1;
    if (*next < all.n_rows && !w->skip) {
        w->op = (*next)++;
        if (dprintf(w->to, "%s\n", all.rows[w->op].info.name) > 0) return;
    } else if (w->to >= 0) {
        close(w->to); /* it ends */
        w->to = -1;
    }
}

static struct cell *cell_of(const struct worker *w, int device)
{
    return &all.rows[w->op].cells[w->isa >= 0 ? VERIFY_DEVICES + w->isa : device];
}

/* Lines are taken apart in place. */
static void on_line(struct worker *w, char *line)
{
    char *words[10] = { NULL };
    int n = 0;
    for (char *p = line; p && n < 10; n++) {
        words[n] = strsep(&p, "\t");
        if (!p) {
            n++;
            break;
        }
    }
    if (strcmp(words[0], "device") == 0 && n == 6) {
        const int d = atoi(words[1]);
        if (w->isa >= 0) {
            /* one that is not there gives way to another */
            w->skip |= strcmp(words[3], instruction_sets[w->isa]) != 0;
            isa_used[w->isa] = !w->skip;
        } else if (d < VERIFY_DEVICES) {
            snprintf(all.ids[d], sizeof all.ids[d], "%s", words[2]);
            snprintf(all.isas[d], sizeof all.isas[d], "%s", words[3]);
            snprintf(all.names[d], sizeof all.names[d], "%s", words[4]);
            snprintf(all.errors[d], sizeof all.errors[d], "%s", words[5]);
            if (d >= all.n_devices) all.n_devices = d + 1;
        }
    } else if (strcmp(words[0], "ready") == 0) {
        if (w->isa >= 0 && !w->skip) all.total += all.n_rows;
        hand_out(w);
        if (w->isa < 0) start_isas();
    } else if (strcmp(words[0], "result") == 0 && n == 9 && w->op >= 0) {
        struct cell *c = cell_of(w, atoi(words[1]));
        c->known = 1;
        c->cases = atoll(words[2]);
        c->refused = atoll(words[3]);
        c->bits = atoll(words[4]);
        c->errors = atoll(words[5]);
        c->seconds = atof(words[6]);
        snprintf(c->digest, sizeof c->digest, "%s", words[7]);
        snprintf(c->text, sizeof c->text, "%s", words[8]);
    } else if (strcmp(words[0], "done") == 0) {
        all.done++;
        hand_out(w);
    }
}

/* The worker ended: in the middle of an operation it was the operation's, or the driver's, fault.
 */
static void on_end(struct worker *w)
{
    int status = 0;
    const int isa = w->isa, crashed = w->op >= 0;
    waitpid(w->pid, &status, 0);
    close(w->from);
    if (w->to >= 0) close(w->to);
    w->pid = 0;
    if (!crashed) return;
    for (int d = 0; d < (isa >= 0 ? 1 : all.n_devices); d++) {
        struct cell *c = cell_of(w, d);
        if (c->known) continue;
        c->known = 1;
        c->errors = 1;
        if (WIFSIGNALED(status))
            snprintf(c->text, sizeof c->text, "the process was ended by signal %d (%s)",
                     WTERMSIG(status), strsignal(WTERMSIG(status)));
        else
            snprintf(c->text, sizeof c->text, "the process ended with code %d",
                     WEXITSTATUS(status));
    }
    all.done++;
    if (!interrupted()) start(w, isa);
}

static void on_input(struct worker *w)
{
    const ssize_t got = read(w->from, w->line + w->used, sizeof w->line - 1 - w->used);
    if (got < 0 && errno == EINTR) return;
    if (got <= 0) {
        on_end(w);
        return;
    }
    w->used += (size_t)got;
    w->line[w->used] = 0;
    for (char *end; (end = strchr(w->line, '\n'));) {
        char line[sizeof w->line];
        memcpy(line, w->line, (size_t)(end - w->line));
        line[end - w->line] = 0;
        w->used -= (size_t)(end + 1 - w->line);
        memmove(w->line, end + 1, w->used + 1);
        on_line(w, line);
    }
    if (w->used == sizeof w->line - 1) w->used = 0; /* no line is that long */
}

static int work(int jobs)
{
    for (int i = 0; i < jobs; i++)
        if (start(&all.workers[all.n_workers++], -1))
            return fail(FAILED, "cannot start a process: %s", strerror(errno));
    while (1) {
        struct pollfd fds[MAX_WORKERS + MAX_ISAS];
        struct worker *who[MAX_WORKERS + MAX_ISAS];
        int n = 0;
        for (int i = 0; i < all.n_workers; i++)
            if (all.workers[i].pid) {
                who[n] = &all.workers[i];
                fds[n++] = (struct pollfd){ .fd = all.workers[i].from, .events = POLLIN };
            }
        if (!n) return DONE;
        if (interrupted()) {
            for (int i = 0; i < n; i++) kill(who[i]->pid, SIGKILL);
            for (int i = 0; i < n; i++) waitpid(who[i]->pid, NULL, 0);
            return FAILED;
        }
        if (poll(fds, (nfds_t)n, 200) < 0 && errno != EINTR)
            return fail(FAILED, "poll: %s", strerror(errno));
        for (int i = 0; i < n; i++)
            if (fds[i].revents) on_input(who[i]);
        char what[64];
        snprintf(what, sizeof what, "%d of %d", all.done, all.total);
        watch_part(what, (double)all.done / all.total, 1);
    }
}

/* ---- The table ---- */

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
    return column < VERIFY_DEVICES ? column < all.n_devices : isa_used[column - VERIFY_DEVICES];
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
    all.total = all.n_rows;
    all.isas_wanted = with_isas;
    signal(SIGPIPE, SIG_IGN);
    const double begun = seconds_now();
    watch_begin();
    code = work((int)jobs);
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
