/* The progress bar, and Ctrl-C. */
#include "common.h"
#include <signal.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t pressed;
static struct {
    int on, terminal, drawn, said;
    double from, to;
    char what[64];
} bar;

/* A second Ctrl-C ends the process at once. */
static void on_interrupt(int signal_number)
{
    pressed = 1;
    signal(signal_number, SIG_DFL);
}

static void clear(void)
{
    if (bar.drawn) fputs("\r\033[K", stderr);
    bar.drawn = 0;
}

static int on_progress(void *user, double done, const char *what)
{
    enum { WIDTH = 30 };
    char line[WIDTH + 1];
    (void)user;
    if (bar.on && bar.terminal) {
        const double all = bar.from + (bar.to - bar.from) * done;
        const int filled = all < 0 ? 0 : all > 1 ? WIDTH : (int)(all * WIDTH);
        for (int i = 0; i < WIDTH; i++) line[i] = i < filled ? '#' : '.';
        line[WIDTH] = 0;
        fprintf(stderr, "\r[%s] %3d %% %s\033[K", line, (int)(all * 100),
                *bar.what ? bar.what
                : what    ? what
                          : "");
        fflush(stderr);
        bar.drawn = 1;
    }
    return pressed;
}

void watch_begin(void)
{
    bar.on = 1;
    bar.terminal = !shared.quiet && isatty(STDERR_FILENO);
    bar.to = 1;
    signal(SIGINT, on_interrupt);
    iv_progress_set(on_progress, NULL);
}

void watch_part(const char *what, double from, double to)
{
    snprintf(bar.what, sizeof bar.what, "%s", what);
    bar.from = from;
    bar.to = to;
    if (bar.on) on_progress(NULL, 0, what);
}

void watch_end(void)
{
    clear();
    bar.on = 0;
}

int interrupted(void)
{
    if (!pressed) return 0;
    clear();
    if (!bar.said) fputs("isovox: cancelled\n", stderr);
    bar.said = 1;
    return 1;
}
