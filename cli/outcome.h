/* What a call gave, bit for bit: images, tables and numbers, all NaN as one value. */
#ifndef CLI_OUTCOME_H
#define CLI_OUTCOME_H
#include "isovox/isovox.h"

enum { OUTCOME_PARTS = 8 };

struct outcome {
    iv_status status;
    char error[256];
    uint64_t digest; /* of all of it; of the status if there is no more */
    int n;
    struct {
        void *data; /* words of `size` bytes; NaN replaced by one NaN */
        size_t size, count;
        uint64_t form; /* hash of pixel type and shape, or of a table's columns */
        int is_float;
    } parts[OUTCOME_PARTS];
};

void outcome_begin(struct outcome *o, iv_status status); /* not IV_OK: the text is iv_error() */
void outcome_image(struct outcome *o, iv_image *image);
void outcome_numbers(struct outcome *o, const double *numbers, size_t n);
void outcome_table(struct outcome *o, const iv_table *table);
/* How many bits differ, and in words where the first does. Another form is a difference of all. */
int64_t outcome_compare(const struct outcome *a, const struct outcome *b, char *words, size_t size);
void outcome_spoil(struct outcome *o); /* changes one bit, to see that it is noticed */
void outcome_end(struct outcome *o);
#endif
