/* Errors: who detects one words it with iv__error(); who calls returns the status. */
#ifndef IV__ERROR_H
#define IV__ERROR_H
#include "isovox/isovox.h"

/* Words this thread's error, as printf, and returns `status`. */
iv_status iv__error(iv_status status, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Puts "where: " before this thread's error and returns `status`, for callers that know more. */
iv_status iv__error_at(iv_status status, const char *where);

/* Calls the thread's progress function; IV_ERROR_CANCELLED if it wants to stop. Cheap to call
   often: it looks at the clock and reports at most every 30 ms. */
iv_status iv__progress(double done, const char *what);
/* Scales what is reported from now on into [from, to] of the running call; returns the old state. */
struct iv__span { double from, to; };
struct iv__span iv__progress_span(double from, double to);
void iv__progress_restore(struct iv__span span);
#endif
