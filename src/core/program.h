/* Programs and kernels: a launch record is found once per kernel, variant and device, and kept. */
#ifndef IV__PROGRAM_H
#define IV__PROGRAM_H
#include "core/device.h"

/* A kernel text and the macros that a variant sets. Texts are embedded files: IV__TEXT(name_cl). */
struct iv__program {
    const char *name;
    const char *const *texts;  /* in order, NULL-terminated */
    const char *macros[8];     /* one per byte of a variant: "T" is set to a pixel type's name,
                                  "#R" to a number */
};

struct iv__kernel {
    const char *name; /* the function in the text */
    const struct iv__program *program;
    const char *extra; /* more text, before the program's: a map's expression; or NULL */
};

/* A variant: a byte for each of the program's macros, in order: an iv_pixel or a number 0..255. */
#define IV__VARIANT1(a) ((u64)(a))
#define IV__VARIANT2(a, b) (IV__VARIANT1(a) | (u64)(b) << 8)
#define IV__VARIANT3(a, b, c) (IV__VARIANT2(a, b) | (u64)(c) << 16)
#define IV__VARIANT4(a, b, c, d) (IV__VARIANT3(a, b, c) | (u64)(d) << 24)

#define IV__TEXT(name) iv__text_##name
#define IV__TEXT_DECLARE(name) extern const char iv__text_##name[];

struct iv__program_cache *iv__program_cache_new(void);
void iv__program_cache_free(struct iv__program_cache *cache, iv_device *device);

/* Finds or makes the backend's kernel. The device is locked and open. */
iv_status iv__kernel_get(iv_device *device, const struct iv__kernel *kernel, u64 variant,
                         void **native);
/* The same without waiting: *native is NULL while its program is still being built. */
iv_status iv__kernel_begin(iv_device *device, const struct iv__kernel *kernel, u64 variant,
                           void **native);

/* The whole text of a kernel's program for a backend, as built; the caller frees it. */
char *iv__program_text(const iv__backend *backend, const struct iv__kernel *kernel, u64 variant);
#endif
