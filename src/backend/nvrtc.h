/* NVIDIA's run-time compiler, loaded when it is first looked for. It needs no GPU. */
#ifndef IV__NVRTC_H
#define IV__NVRTC_H
#include "backend/backend.h"

/* Loads the newest NVRTC of CUDA `major` or older, from the system, the toolkit, conda or Python's
   packages. Returns 0, or -1 with the reason, and what to install, in `why`. The first success
   stands. */
int iv__nvrtc_load(int major, char *why, size_t why_size);
void iv__nvrtc_version(int *major, int *minor);

/* What to compile for a device of compute capability `sm` (90 is 9.0): "sm_90", or "compute_..." if
   the device is newer than the compiler: then the driver finishes the work. Returns 0, or -1 if the
   device is older than what the compiler knows. */
int iv__nvrtc_target(int sm, char *target, size_t size);

/* Compiles the text; *code is to be freed. A failure carries the compiler's log. */
iv_status iv__nvrtc_compile(const struct iv__source *source, const char *target, void **code,
                            size_t *size);
#endif
