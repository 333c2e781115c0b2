/* The processes that do the work of `isovox verify`, and what they have answered. */
#ifndef CLI_VERIFY_POOL_H
#define CLI_VERIFY_POOL_H
#include "isovox/isovox.h"
#include "verify.h"

enum { MAX_WORKERS = 16, MAX_ISAS = 3, COLUMNS = VERIFY_DEVICES + MAX_ISAS };

/* One operation on one device; or on the CPU with another instruction set than the chosen one. */
struct cell {
    long long cases, refused, bits, errors;
    double seconds;
    char digest[20], text[512];
    int known;
};

struct row {
    iv_op_info info;
    struct cell cells[COLUMNS]; /* by device, the CPU first; then by instruction set */
};

struct pool {
    /* given */
    struct row *rows;
    int n_rows;
    const char *device_names, *fault; /* as for verify_worker */
    char seed[24];
    int with_isas;
    /* found; of each device */
    int n_devices;
    char ids[VERIFY_DEVICES][64], isas[VERIFY_DEVICES][16], names[VERIFY_DEVICES][128];
    char errors[VERIFY_DEVICES][256];
    int isa_used[MAX_ISAS]; /* this machine has it, and the CPU was run with it beside the chosen
                               one */
};
extern const char *const instruction_sets[MAX_ISAS];

/* Runs all rows with so many processes. Returns an exit code. */
int pool_run(struct pool *pool, int jobs);
#endif
