/* Pixel types and layouts. */
#ifndef IV__TYPES_H
#define IV__TYPES_H
#include "core/error.h"

typedef uint64_t u64;
typedef uint32_t u32;

static inline int iv__is_float(iv_pixel p) { return p == IV_PIXEL_F32; }
static inline int iv__is_wide(iv_pixel p) { return p == IV_PIXEL_U32 || p == IV_PIXEL_I32; }

/* z y x as one number, and the number of such volumes. */
int64_t iv__volume(const iv_layout *l);
int64_t iv__batches(const iv_layout *l);
/* IV_ERROR_SHAPE if an axis is empty or the image is too large to address. */
iv_status iv__layout_check(const iv_layout *l, const char *what);
int iv__same_size(const iv_layout *a, const iv_layout *b);
/* "3 x 512 x 512 (z y x)" */
const char *iv__layout_words(const iv_layout *l, char *room, size_t size);
#endif
