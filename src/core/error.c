#include "core/error.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static _Thread_local char text[2048];
static _Thread_local struct {
    iv_progress_fn f;
    void *user;
    double last;
    struct iv__span span;
} progress = { .span = { 0, 1 } };

iv_status iv__error(iv_status status, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    return status;
}

iv_status iv__error_at(iv_status status, const char *where)
{
    char old[sizeof text];
    memcpy(old, text, sizeof text);
    snprintf(text, sizeof text, "%s: %.1900s", where, old);
    return status;
}

const char *iv_error(void) { return text; }

const char *iv_version(void) { return IV_VERSION; }

#define ROW(name, value, words) { name, #name, words },
static const struct {
    iv_status status;
    const char *name, *words;
} rows[] = { IV_STATUS_LIST(ROW) };

const char *iv_status_name(iv_status status)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].status == status) return rows[i].name;
    return "IV_ERROR_INTERNAL";
}

const char *iv_status_text(iv_status status)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].status == status) return rows[i].words;
    return "an unknown status";
}

void iv_progress_set(iv_progress_fn f, void *user)
{
    progress.f = f;
    progress.user = user;
    progress.last = 0;
    progress.span = (struct iv__span){ 0, 1 };
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

iv_status iv__progress(double done, const char *what)
{
    if (!progress.f) return IV_OK;
    const double t = now();
    if (t - progress.last < 0.03) return IV_OK;
    progress.last = t;
    const struct iv__span s = progress.span;
    if (progress.f(progress.user, s.from + (s.to - s.from) * done, what))
        return iv__error(IV_ERROR_CANCELLED, "cancelled");
    return IV_OK;
}

struct iv__span iv__progress_span(double from, double to)
{
    const struct iv__span old = progress.span;
    progress.span.from = old.from + (old.to - old.from) * from;
    progress.span.to = old.from + (old.to - old.from) * to;
    return old;
}

void iv__progress_restore(struct iv__span span) { progress.span = span; }
