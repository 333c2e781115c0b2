#include "backend/backend.h"
#include <stdio.h>
static int none(struct iv__device_facts *f, int room, char *why, size_t n) { (void)f; (void)room; snprintf(why, n, "not built"); return 0; }
const iv__backend iv__backend_opencl = { .name = "OpenCL", .id = "opencl", .probe = none };
