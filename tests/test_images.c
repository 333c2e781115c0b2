/* Layouts, images and memory, on every device. */
#include "core/device.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static iv_layout layout(int ndim, int64_t a, int64_t b, int64_t c, int64_t d)
{
    const int64_t shape[4] = { a, b, c, d };
    iv_layout l;
    assert_int_equal(iv_layout_make(ndim, shape, &l), IV_OK);
    return l;
}

static void layouts(void **state)
{
    int64_t shape[IV_AXES];
    iv_layout l = layout(4, 2, 3, 4, 5);
    (void)state;
    assert_int_equal(l.size[IV_AXIS_T], 2); /* four axes are t z y x */
    assert_int_equal(l.size[IV_AXIS_C], 1);
    assert_int_equal(l.size[IV_AXIS_X], 5);
    assert_int_equal(iv_layout_count(&l), 120);
    assert_int_equal(iv_layout_shape(&l, shape), 4);
    assert_int_equal(shape[0], 2);
    assert_int_equal(shape[3], 5);
    l = layout(0, 0, 0, 0, 0);
    assert_int_equal(iv_layout_count(&l), 1);
    assert_int_equal(iv_layout_shape(&l, shape), 0);

    assert_int_equal(iv_layout_make(2, (const int64_t[]){ 3, 0 }, &l), IV_ERROR_SHAPE);
    assert_non_null(strstr(iv_error(), "axis x has size 0"));
    assert_int_equal(iv_layout_make(2, (const int64_t[]){ -1, 3 }, &l), IV_ERROR_SHAPE);
    assert_int_equal(iv_layout_make(6, (const int64_t[]){ 1, 1, 1, 1, 1, 1 }, &l), IV_ERROR_SHAPE);
    assert_int_equal(iv_layout_make(1, (const int64_t[]){ INT64_MAX }, &l), IV_ERROR_SHAPE);
    assert_int_equal(iv_layout_make(3, (const int64_t[]){ 1 << 30, 1 << 30, 1 << 30 }, &l),
                     IV_ERROR_SHAPE);
    assert_non_null(strstr(iv_error(), "too large"));
}

static void names(void **state)
{
    (void)state;
    for (int p = IV_PIXEL_U8; p < IV_PIXEL_COUNT; p++)
        assert_int_equal(iv_pixel_find(iv_pixel_name((iv_pixel)p)), p);
    assert_int_equal(iv_pixel_find("f64"), IV_PIXEL_NONE);
    assert_string_equal(iv_status_name(IV_ERROR_SHAPE), "IV_ERROR_SHAPE");
    assert_non_null(iv_status_text(IV_ERROR_MEMORY));
}

static void there_and_back(void **state)
{
    (void)state;
    for (int i = 0; i < iv_device_count(); i++) {
        iv_device *d = iv_device_at(i);
        const iv_layout l = layout(3, 3, 5, 7, 0);
        float in[105], out[105] = { 0 };
        iv_image *im, *same, *other;
        for (int k = 0; k < 105; k++) in[k] = (float)k * 0.5f;
        assert_int_equal(iv_image_push(d, IV_PIXEL_F32, &l, in, &im), IV_OK);
        assert_ptr_equal(iv_image_device(im), d);
        assert_int_equal(iv_image_pixel(im), IV_PIXEL_F32);
        assert_int_equal(iv_image_pull(im, out), IV_OK);
        assert_memory_equal(in, out, sizeof in);

        assert_int_equal(iv_image_set_name(im, "nuclei"), IV_OK);
        assert_int_equal(iv_image_to(im, d, &same), IV_OK);
        assert_ptr_equal(same, im);
        iv_image_release(same);
        assert_int_equal(iv_image_to(im, iv_device_at(iv_device_count() - 1), &other), IV_OK);
        memset(out, 0, sizeof out);
        assert_int_equal(iv_image_pull(other, out), IV_OK);
        assert_memory_equal(in, out, sizeof in);
        assert_string_equal(iv_image_name(other), "nuclei");
        iv_image_release(other);
        iv_image_release(im);
    }
    iv_image_release(NULL);
}

static void reshaped(void **state)
{
    (void)state;
    for (int i = 0; i < iv_device_count(); i++) {
        const iv_layout l = layout(2, 4, 6, 0, 0), flat = layout(1, 24, 0, 0, 0),
                        wrong = layout(1, 25, 0, 0, 0);
        uint8_t in[24], out[24] = { 0 };
        iv_image *im, *other = NULL;
        for (int k = 0; k < 24; k++) in[k] = (uint8_t)k;
        assert_int_equal(iv_image_push(iv_device_at(i), IV_PIXEL_U8, &l, in, &im), IV_OK);
        assert_int_equal(iv_image_reshape(im, &wrong, &other), IV_ERROR_SHAPE);
        assert_null(other);
        assert_non_null(strstr(iv_error(), "4 x 6 (y x)"));
        assert_int_equal(iv_image_reshape(im, &flat, &other), IV_OK);
        iv_image_release(im); /* the pixels are still there */
        assert_int_equal(iv_image_pull(other, out), IV_OK);
        assert_memory_equal(in, out, sizeof in);
        assert_int_equal(iv_image_set_layout(other, &l), IV_ERROR_SHAPE);
        iv_image_release(other);
    }
}

static void wrong_images(void **state)
{
    iv_image *im = NULL;
    (void)state;
    iv_layout l = layout(1, 3, 0, 0, 0);
    assert_int_equal(iv_image_create(NULL, IV_PIXEL_NONE, &l, &im), IV_ERROR_TYPE);
    assert_null(im);
    assert_int_equal(iv_image_create(NULL, (iv_pixel)99, &l, &im), IV_ERROR_TYPE);
    l.size[IV_AXIS_Y] = 0;
    assert_int_equal(iv_image_create(NULL, IV_PIXEL_U8, &l, &im), IV_ERROR_SHAPE);
    assert_non_null(strstr(iv_error(), "images are not empty"));
    for (int i = 0; i < iv_device_count(); i++) { /* 2^47 pixels of 4 bytes */
        l = layout(3, 1 << 16, 1 << 16, 1 << 15, 0);
        assert_int_equal(iv_image_create(iv_device_at(i), IV_PIXEL_F32, &l, &im), IV_ERROR_MEMORY);
        assert_null(im);
        assert_true(strlen(iv_error()) > 20);
        l = layout(3, 1 << 16, 1 << 16, 1 << 8, 0); /* 2^42 bytes: the device has to refuse */
        assert_int_equal(iv_image_create(iv_device_at(i), IV_PIXEL_F32, &l, &im), IV_ERROR_MEMORY);
        assert_non_null(strstr(iv_error(), "not enough memory"));
    }
}

static void memory(iv_device *d, uint64_t *used, uint64_t *pooled)
{
    iv_device_memory(d, used, NULL, pooled);
}

/* What is freed is given out again; trim gives it back; a peak is kept. */
static void pool(void **state)
{
    (void)state;
    for (int i = 0; i < iv_device_count(); i++) {
        iv_device *d = iv_device_at(i);
        const iv_layout l = layout(2, 100, 1000, 0, 0);
        uint64_t used0, used, pooled, peak, before;
        iv_image *a, *b;
        assert_int_equal(iv__device_open(d), IV_OK);
        iv_device_trim(d);
        iv_device_memory_reset(d);
        memory(d, &used0, &pooled);
        assert_int_equal(pooled, 0);
        assert_int_equal(iv_image_create(d, IV_PIXEL_F32, &l, &a), IV_OK);
        memory(d, &used, &pooled);
        assert_true(used - used0 >= 400000 && used - used0 <= 500000);
        const uint64_t handle = iv_image_handle(a);
        iv_image_retain(a);
        iv_image_release(a);
        memory(d, &before, NULL);
        assert_int_equal(before, used); /* one reference is left */
        iv_image_release(a);
        memory(d, &before, &pooled);
        assert_int_equal(before, used0);
        assert_int_equal(pooled, used - used0);
        assert_int_equal(iv_image_create(d, IV_PIXEL_F32, &l, &b), IV_OK);
        assert_int_equal(iv_image_handle(b), handle);
        memory(d, NULL, &pooled);
        assert_int_equal(pooled, 0);
        iv_image_release(b);
        iv_device_memory(d, NULL, &peak, NULL);
        assert_int_equal(peak, used);
        iv_device_trim(d);
        memory(d, NULL, &pooled);
        assert_int_equal(pooled, 0);
    }
}

/* A view is a part of its parent, and keeps it alive. */
static void views(void **state)
{
    (void)state;
    for (int i = 0; i < iv_device_count(); i++) {
        iv_device *d = iv_device_at(i);
        struct iv__buffer *whole, *part;
        uint8_t in[8192], out[100];
        const size_t at = d->facts.view_align;
        uint64_t used0, used;
        assert_in_range(at, 4, 4096);
        memory(d, &used0, NULL);
        for (size_t k = 0; k < sizeof in; k++) in[k] = (uint8_t)(k * 7 + k / 256);
        assert_int_equal(iv__buffer_new(d, sizeof in, &whole), IV_OK);
        assert_int_equal(d->backend->write(d->state, whole->handle, 0, in, sizeof in), IV_OK);
        assert_int_equal(iv__buffer_view(whole, at, 100, &part), IV_OK);
        assert_int_equal(d->backend->fill(d->state, part->handle, 8, 0x01010101), IV_OK);
        assert_int_equal(d->backend->read(d->state, out, whole->handle, at, sizeof out), IV_OK);
        memset(in + at, 1, 8);
        assert_memory_equal(out, in + at, sizeof out);
        assert_int_equal(d->backend->copy(d->state, part->handle, 16, whole->handle, 4096 + at, 20),
                         IV_OK);
        iv__buffer_release(whole);
        assert_int_equal(d->backend->read(d->state, out, part->handle, 0, sizeof out), IV_OK);
        memcpy(in + at + 16, in + 4096 + at, 20);
        assert_memory_equal(out, in + at, sizeof out);
        iv__buffer_release(part);
        memory(d, &used, NULL);
        assert_int_equal(used, used0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layouts),        cmocka_unit_test(names),
        cmocka_unit_test(there_and_back), cmocka_unit_test(reshaped),
        cmocka_unit_test(wrong_images),   cmocka_unit_test(pool),
        cmocka_unit_test(views),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
