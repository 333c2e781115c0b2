/* Calls for tests, made from an operation's parameter table: any operation can be called without
   knowing it. */
#ifndef CALLS_H
#define CALLS_H
#include "isovox/isovox.h"

enum { CALL_PARAMS = 24, CALL_SETS = 2 };

struct call {
    const iv_op *op;
    iv_device *device;
    iv_op_info info;
    iv_param_info params[CALL_PARAMS];
    iv_value values[CALL_PARAMS];
    iv_image *images[CALL_PARAMS]; /* inputs, and results once it ran */
    double numbers[CALL_PARAMS];
    iv_table *tables[CALL_PARAMS];
};

/* Makes the inputs, of this pixel type and shape: small whole numbers in patches, so that they
   serve as intensities, as labels and as binary images. Set 0 has the defaults, set 1 numbers that
   do something where the default does nothing, other choices, and every optional input. */
iv_status call_make(struct call *c, iv_device *device, const iv_op *op, iv_pixel pixel, int ndim,
                    const int64_t *shape, int set);
iv_status call_run(struct call *c);
/* Whether nothing was given back: no image, no table. */
int call_is_empty(const struct call *c);
/* A number that stands for all results' shapes, types and content (all NaN are one). */
uint64_t call_hash(struct call *c);
void call_drop_results(struct call *c);
void call_end(struct call *c);
#endif
