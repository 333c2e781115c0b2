/* Each worker is handed the next operation when it is done with one, so that all end at about the
   same time; one that a driver ends is replaced, and only its operation is lost. */
#include "verify_pool.h"
#include "common.h"
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

struct worker {
    pid_t pid;
    int to, from, isa; /* isa: -1, or which of the instruction sets it runs with */
    int op;            /* which row it works on, -1 for none */
    int skip;          /* its instruction set is not there: it gets no work */
    char line[1024];
    size_t used;
};

static struct pool *pool;
static struct {
    struct worker list[MAX_WORKERS + MAX_ISAS];
    int n, done, total, isas_wanted;
    int next[1 + MAX_ISAS]; /* the next row to hand out, of devices and of each instruction set */
} workers;
const char *const instruction_sets[MAX_ISAS] = { "avx512", "avx2", "base" };

static int start(struct worker *w, int isa)
{
    int in[2], out[2];
    char setting[64];
    const char *argv[12] = { "isovox", "verify",  "--worker", isa >= 0 ? "isa" : "devices",
                             "--seed", pool->seed };
    int n = 6;
    if (pool->fault) {
        argv[n++] = "--fault";
        argv[n++] = pool->fault;
    }
    if (isa >= 0 || pool->device_names) {
        argv[n++] = "--device";
        argv[n++] = isa >= 0 ? "cpu" : pool->device_names;
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
    for (int isa = 0; isa < MAX_ISAS && workers.isas_wanted; isa++)
        if (strcmp(instruction_sets[isa], pool->isas[0]) != 0)
            start(&workers.list[workers.n++], isa);
    workers.isas_wanted = 0;
}

static void hand_out(struct worker *w)
{
    int *next = &workers.next[1 + w->isa];
    w->op = -1;
    if (*next < pool->n_rows && !w->skip) {
        w->op = (*next)++;
        if (dprintf(w->to, "%s\n", pool->rows[w->op].info.name) > 0) return;
    } else if (w->to >= 0) {
        close(w->to); /* it ends */
        w->to = -1;
    }
}

static struct cell *cell_of(const struct worker *w, int device)
{
    return &pool->rows[w->op].cells[w->isa >= 0 ? VERIFY_DEVICES + w->isa : device];
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
            pool->isa_used[w->isa] = !w->skip;
        } else if (d < VERIFY_DEVICES) {
            snprintf(pool->ids[d], sizeof pool->ids[d], "%s", words[2]);
            snprintf(pool->isas[d], sizeof pool->isas[d], "%s", words[3]);
            snprintf(pool->names[d], sizeof pool->names[d], "%s", words[4]);
            snprintf(pool->errors[d], sizeof pool->errors[d], "%s", words[5]);
            if (d >= pool->n_devices) pool->n_devices = d + 1;
        }
    } else if (strcmp(words[0], "ready") == 0) {
        if (w->isa >= 0 && !w->skip) workers.total += pool->n_rows;
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
        workers.done++;
        hand_out(w);
    }
}

/* The worker ended: in the middle of an operation it was that one's, or the driver's, fault. */
static void on_end(struct worker *w)
{
    int status = 0;
    const int isa = w->isa, crashed = w->op >= 0;
    waitpid(w->pid, &status, 0);
    close(w->from);
    if (w->to >= 0) close(w->to);
    w->pid = 0;
    if (!crashed) return;
    for (int d = 0; d < (isa >= 0 ? 1 : pool->n_devices); d++) {
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
    workers.done++;
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

int pool_run(struct pool *p, int jobs)
{
    pool = p;
    workers.total = p->n_rows;
    workers.isas_wanted = p->with_isas;
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < jobs; i++)
        if (start(&workers.list[workers.n++], -1))
            return fail(FAILED, "cannot start a process: %s", strerror(errno));
    while (1) {
        struct pollfd fds[MAX_WORKERS + MAX_ISAS];
        struct worker *who[MAX_WORKERS + MAX_ISAS];
        int n = 0;
        for (int i = 0; i < workers.n; i++)
            if (workers.list[i].pid) {
                who[n] = &workers.list[i];
                fds[n++] = (struct pollfd){ .fd = workers.list[i].from, .events = POLLIN };
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
        snprintf(what, sizeof what, "%d of %d", workers.done, workers.total);
        watch_part(what, (double)workers.done / workers.total, 1);
    }
}
