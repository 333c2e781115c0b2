/* A device's commands, in the order in which they were asked for. Normally a command goes straight to
   the backend. While a launch waits for its program to be built, it and what is asked for after it
   wait here: the call goes on and asks for its next programs, which are built at the same time.
   The device is locked and open in all of these. */
#ifndef IV__QUEUE_H
#define IV__QUEUE_H
#include "core/program.h"

iv_status iv__queue_launch(iv_device *device, const struct iv__kernel *kernel, u64 variant,
                           const uint32_t groups[3], const struct iv__arg *args, int n_args);
iv_status iv__queue_copy(iv_device *device, uint64_t to, size_t to_offset, uint64_t from,
                         size_t from_offset, size_t size);
iv_status iv__queue_fill(iv_device *device, uint64_t to, size_t size, uint32_t pattern);
/* The backend's mark, in its place in the line. */
iv_status iv__queue_mark(iv_device *device);
/* A few numbers: they are copied if they must wait. */
iv_status iv__queue_write(iv_device *device, uint64_t to, const void *from, size_t size);

/* Hands the backend all that waits, as soon as the programs are there. Before anything else is done
   with the backend that has to do with what is in the device's memory. After a failure nothing more
   of what waited is done. */
iv_status iv__queue_settle(iv_device *device);
/* The same where nobody can be told: the next iv__queue_settle tells of a failure. */
void iv__queue_drain(iv_device *device);
#endif
