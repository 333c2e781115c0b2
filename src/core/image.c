#include "core/image.h"
#include "core/queue.h"
#include <stdlib.h>
#include <string.h>

static iv_image *image_new(iv_device *d, struct iv__buffer *b, iv_pixel pixel, const iv_layout *l)
{
    iv_image *im = calloc(1, sizeof *im);
    if (!im) {
        iv__error(IV_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    atomic_init(&im->refs, 1);
    im->device = d;
    im->buffer = b;
    im->pixel = pixel;
    im->layout = *l;
    return im;
}

iv_image *iv__image_blank(iv_device *d, iv_pixel pixel, const iv_layout *l)
{
    return image_new(d, NULL, pixel, l);
}

iv_status iv_image_create(iv_device *d, iv_pixel pixel, const iv_layout *l, iv_image **out)
{
    struct iv__buffer *b;
    iv_status s;
    *out = NULL;
    if (pixel <= IV_PIXEL_NONE || pixel >= IV_PIXEL_COUNT)
        return iv__error(IV_ERROR_TYPE, "image: there is no pixel type %d", (int)pixel);
    if ((s = iv__layout_check(l, "image")) != IV_OK) return s;
    if (!d && (s = iv_device_default(&d)) != IV_OK) return s;
    if ((s = iv__device_open(d)) != IV_OK) return s;
    if ((s = iv__buffer_new(d, (size_t)iv_layout_count(l) * iv_pixel_size(pixel), &b)) != IV_OK)
        return s;
    if (!(*out = image_new(d, b, pixel, l))) {
        iv__buffer_release(b);
        return IV_ERROR_MEMORY;
    }
    return IV_OK;
}

iv_image *iv_image_retain(iv_image *im)
{
    if (im) atomic_fetch_add_explicit(&im->refs, 1, memory_order_relaxed);
    return im;
}

void iv_image_release(iv_image *im)
{
    if (!im || atomic_fetch_sub_explicit(&im->refs, 1, memory_order_acq_rel) != 1) return;
    iv__buffer_release(im->buffer);
    free(im->name);
    free(im);
}

iv_status iv_image_write(iv_image *im, const void *pixels)
{
    iv_status s = iv__device_open(im->device);
    if (s != IV_OK) return s;
    im->zero_one = 0;
    iv__device_lock(im->device);
    s = iv__queue_settle(im->device);
    if (s == IV_OK)
        s = im->device->backend->write(im->device->state, im->buffer->handle, 0, pixels,
                                       iv__bytes(im));
    iv__device_unlock(im->device);
    return s;
}

iv_status iv_image_pull(iv_image *im, void *pixels)
{
    iv_status s = iv__device_open(im->device);
    if (s != IV_OK) return s;
    iv__device_lock(im->device);
    s = iv__queue_settle(im->device);
    if (s == IV_OK)
        s = im->device->backend->read(im->device->state, pixels, im->buffer->handle, 0,
                                      iv__bytes(im));
    iv__device_unlock(im->device);
    return s;
}

iv_status iv_image_push(iv_device *d, iv_pixel pixel, const iv_layout *l, const void *pixels,
                        iv_image **out)
{
    iv_status s = iv_image_create(d, pixel, l, out);
    if (s == IV_OK && (s = iv_image_write(*out, pixels)) != IV_OK) {
        iv_image_release(*out);
        *out = NULL;
    }
    return s;
}

static void copy_facts(iv_image *to, const iv_image *from)
{
    to->kind = from->kind;
    if (from->name) to->name = strdup(from->name); /* a name may be lost when memory is out */
}

iv_status iv_image_to(iv_image *im, iv_device *d, iv_image **out)
{
    iv_status s;
    *out = NULL;
    if (!d && (s = iv_device_default(&d)) != IV_OK) return s;
    if (d == im->device) return *out = iv_image_retain(im), IV_OK;
    if ((s = iv_image_create(d, im->pixel, &im->layout, out)) != IV_OK) return s;
    void *host = malloc(iv__bytes(im));
    s = host ? iv_image_pull(im, host) : iv__error(IV_ERROR_MEMORY, "out of memory");
    if (s == IV_OK) s = iv_image_write(*out, host);
    free(host);
    if (s == IV_OK) return copy_facts(*out, im), IV_OK;
    iv_image_release(*out);
    *out = NULL;
    return s;
}

iv_device *iv_image_device(const iv_image *im) { return im->device; }
iv_pixel iv_image_pixel(const iv_image *im) { return im->pixel; }
const iv_layout *iv_image_layout(const iv_image *im) { return &im->layout; }
iv_kind iv_image_kind(const iv_image *im) { return im->kind; }
void iv_image_set_kind(iv_image *im, iv_kind kind) { im->kind = kind; }
const char *iv_image_name(const iv_image *im) { return im->name ? im->name : ""; }
uint64_t iv_image_handle(const iv_image *im) { return im->buffer->handle; }

iv_status iv_image_set_name(iv_image *im, const char *name)
{
    char *s = name && *name ? strdup(name) : NULL;
    if (name && *name && !s) return iv__error(IV_ERROR_MEMORY, "out of memory");
    free(im->name);
    im->name = s;
    return IV_OK;
}

iv_status iv_image_set_layout(iv_image *im, const iv_layout *l)
{
    const iv_status s = iv__layout_check(l, "image");
    if (s != IV_OK) return s;
    if (!iv__same_size(l, &im->layout))
        return iv__error(IV_ERROR_SHAPE, "the sizes of an image cannot be changed");
    im->layout = *l;
    return IV_OK;
}

iv_status iv_image_reshape(iv_image *im, const iv_layout *l, iv_image **out)
{
    char a[96], b[96];
    iv_status s = iv__layout_check(l, "image");
    *out = NULL;
    if (s != IV_OK) return s;
    if (iv_layout_count(l) != iv_layout_count(&im->layout))
        return iv__error(IV_ERROR_SHAPE, "an image of %s cannot be reshaped to %s",
                         iv__layout_words(&im->layout, a, sizeof a), iv__layout_words(l, b, sizeof b));
    if (!(*out = image_new(im->device, im->buffer, im->pixel, l))) return IV_ERROR_MEMORY;
    iv__buffer_retain(im->buffer);
    im->zero_one = 0; /* the other one may be written to */
    copy_facts(*out, im);
    return IV_OK;
}

size_t iv__batch_offset(const iv_image *im, int64_t t, int64_t c)
{
    const int64_t at = t * im->layout.size[IV_AXIS_C] + c;
    return (size_t)(at * iv__volume(&im->layout)) * iv_pixel_size(im->pixel);
}

iv_status iv__image_view(iv_image *im, int64_t t, int64_t c, iv_image **out)
{
    const size_t offset = iv__batch_offset(im, t, c);
    struct iv__buffer *b;
    iv_layout l = im->layout;
    *out = NULL;
    l.size[IV_AXIS_T] = l.size[IV_AXIS_C] = 1;
    l.axes &= ~(1u << IV_AXIS_T | 1u << IV_AXIS_C);
    if (offset % im->device->facts.view_align) return IV_OK;
    iv_status s = IV_OK;
    if (offset == 0) b = iv__buffer_retain(im->buffer);
    else s = iv__buffer_view(im->buffer, offset, (size_t)iv__volume(&l) * iv_pixel_size(im->pixel), &b);
    if (s != IV_OK) return s;
    if (!(*out = image_new(im->device, b, im->pixel, &l))) {
        iv__buffer_release(b);
        return IV_ERROR_MEMORY;
    }
    (*out)->kind = im->kind;
    (*out)->zero_one = im->zero_one;
    return IV_OK;
}
