#include "kernel/reduce/scan.h"

IV__TEXT_DECLARE(shape_h)
IV__TEXT_DECLARE(bits_h)
IV__TEXT_DECLARE(scan_cl)
static const char *const texts[] = { IV__TEXT(shape_h), IV__TEXT(bits_h), IV__TEXT(scan_cl),
                                     NULL };
static const struct iv__program program = { "scan", texts, { NULL } };
static const struct iv__kernel scan_sums = { "scan_sums", &program, NULL };

void iv__scan(struct iv_run *r, struct iv__buffer *sums, u64 n, struct iv__buffer *total)
{
    const u32 count = (u32)n;
    LAUNCH(r, &scan_sums, 0, 1, 1, 1, BUFFER(sums), BUFFER(total), VALUE(count));
}
