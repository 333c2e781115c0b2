#include "backend/driver.h"
#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int iv__driver_load(const char *const *libraries, const struct iv__symbol *symbols, char *why,
                    size_t why_size)
{
    void *library = NULL;
    const char *const *l = libraries;
    for (; *l && !library; l++) library = dlopen(*l, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        iv__append(why, why_size, "%s was not found", libraries[0]);
        return -1;
    }
    for (const struct iv__symbol *s = symbols; s->name; s++) {
        void *const f = dlsym(library, s->name);
        if (!f) {
            iv__append(why, why_size, "%s is too old: it has no %s", l[-1], s->name);
            return -1;
        }
        memcpy(s->place, &f, sizeof f);
    }
    return 0;
}

void iv__append(char *text, size_t size, const char *format, ...)
{
    const size_t n = strlen(text);
    const int gap = n ? snprintf(text + n, size - n, "; ") : 0;
    if (n + (size_t)gap >= size) return;
    va_list list;
    va_start(list, format);
    vsnprintf(text + n + (size_t)gap, size - n - (size_t)gap, format, list);
    va_end(list);
}
