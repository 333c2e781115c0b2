/* Drivers, loaded when they are first looked for: nothing is linked, no SDK is needed to build. A
   backend lists the functions it uses once, with their types, as an X-macro. */
#ifndef IV__DRIVER_H
#define IV__DRIVER_H
#include <stddef.h>

struct iv__symbol {
    const char *name;
    void *place; /* of a function pointer */
};

/* Opens the first of these libraries (NULL-terminated) that can be, and finds all symbols (ends
   with a NULL name). Returns 0, or -1 with the reason in `why`. */
int iv__driver_load(const char *const *libraries, const struct iv__symbol *symbols, char *why,
                    size_t why_size);

/* Appends to a text in a fixed room, with "; " between the parts; cuts what is too long. */
void iv__append(char *text, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
#endif
