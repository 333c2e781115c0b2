/* A backend for tests: it hands every call to another backend, counts, and makes the n-th call that
   can fail fail. One at a time, from one thread at a time. */
#ifndef RECORDING_H
#define RECORDING_H
#include "core/device.h"

/* A device over `inner`'s device `index`; destroy it with recording_end. */
iv_device *recording_begin(const iv__backend *inner, int index);
/* Destroys the device; returns what it still had then: buffers, views and programs. */
int recording_end(iv_device *device);

/* The n-th call from now on fails (1: the next); 0: none does. Where memory cannot be allocated, it
   stays so for all further allocations. */
void recording_fail(int n);
/* The name of the call that was made to fail, or NULL, and its status. */
const char *recording_failed(iv_status *status);
#endif
