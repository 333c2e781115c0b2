/* Images: a layout over a device buffer. */
#ifndef IV__IMAGE_H
#define IV__IMAGE_H
#include "core/device.h"

struct iv_image {
    atomic_int refs;
    iv_device *device;
    struct iv__buffer *buffer;
    iv_pixel pixel;
    iv_kind kind;
    int zero_one; /* u8 that an operation filled with 0 and 1 alone, and nothing else wrote to since */
    iv_layout layout;
    char *name; /* or NULL */
};

static inline size_t iv__bytes(const iv_image *im)
{
    return (size_t)iv_layout_count(&im->layout) * iv_pixel_size(im->pixel);
}
/* An image without pixels, for its facts alone. */
iv_image *iv__image_blank(iv_device *d, iv_pixel pixel, const iv_layout *l);
/* An image over a part of another: the batch with these t and c, as z y x. If the place is not
   aligned as the device wants, *out is NULL and the status IV_OK: copy instead. */
iv_status iv__image_view(iv_image *im, int64_t t, int64_t c, iv_image **out);
size_t iv__batch_offset(const iv_image *im, int64_t t, int64_t c); /* in bytes */
#endif
