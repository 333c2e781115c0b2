/* Devices, images and tables, from and to files. */
#include "common.h"
#include "json.h"
#include <string.h>
#include <unistd.h>

int open_device(iv_device **out)
{
    iv_device_info info;
    iv_status s = shared.device ? iv_device_find(shared.device, out) : iv_device_default(out);
    if (s == IV_OK) s = iv_device_describe(*out, &info);
    if (s == IV_OK) s = iv_device_select(*out);
    if (s == IV_OK) return DONE;
    fail_status(s);
    return UNUSABLE;
}

int read_image(const char *path, iv_device *device, iv_image **out)
{
    const iv_status s = iv_file_read(path, device, out);
    return s == IV_OK ? DONE : fail_file(s);
}

int check_output(const char *path)
{
    if (!path || shared.overwrite || access(path, F_OK) != 0) return DONE;
    return fail(UNUSABLE, "%s exists already; --overwrite replaces it", path);
}

int name_axes(iv_image **image, const char *axes)
{
    const iv_layout *old = iv_image_layout(*image);
    int64_t shape[IV_AXES];
    iv_layout l;
    iv_image *other;
    int last = -1;
    if (!axes) return DONE;
    const int n = iv_layout_shape(old, shape);
    iv_status s = iv_layout_make(0, NULL, &l);
    if ((int)strlen(axes) != n)
        return fail(USAGE, "--axes is '%s', but the image has %d axes", axes, n);
    for (int i = 0, from = 0; i < n; i++, from++) {
        const char *letter = strchr("tczyx", axes[i]);
        const int axis = letter ? (int)(letter - "tczyx") : -1;
        if (axis <= last)
            return fail(USAGE, "--axes is '%s', but must be some of t c z y x, in this order",
                        axes);
        while (!(old->axes >> from & 1)) from++;
        last = axis;
        l.axes |= 1u << axis;
        l.size[axis] = shape[i];
        if (axis < IV_AXIS_Z && from >= IV_AXIS_Z) continue; /* a length is no time */
        l.spacing[axis] = old->spacing[from];
        memcpy(l.unit[axis], old->unit[from], sizeof l.unit[axis]);
    }
    if (s == IV_OK) s = iv_image_reshape(*image, &l, &other);
    if (s != IV_OK) return fail_status(s);
    iv_image_release(*image);
    *image = other;
    return DONE;
}

int known_pixel(const char *name)
{
    if (iv_pixel_find(name) != IV_PIXEL_NONE) return DONE;
    return fail(USAGE, "there is no pixel type '%s'; there are u8 i8 u16 i16 u32 i32 f32", name);
}

int convert_pixels(iv_image **image, iv_pixel pixel)
{
    iv_image *out = NULL;
    if (iv_image_pixel(*image) == pixel) return DONE;
    iv_status s = iv_image_create(iv_image_device(*image), pixel, iv_image_layout(*image), &out);
    if (s == IV_OK)
        s = iv_call(iv_op_find("convert"), NULL,
                    (iv_value[]){ { .image = *image }, { .result = &out } }, 2);
    if (s != IV_OK) {
        iv_image_release(out);
        return fail_status(s);
    }
    iv_image_set_kind(out, iv_image_kind(*image));
    iv_image_set_name(out, iv_image_name(*image));
    iv_image_release(*image);
    *image = out;
    return DONE;
}

static int write_options(iv_write_options *o)
{
    static const char *const kinds[] = { "none", "deflate", "lzw", "zstd", "packbits" };
    *o = (iv_write_options){ .overwrite = shared.overwrite };
    if (!shared.compression) return DONE;
    for (int i = 0; i < COUNT(kinds); i++)
        if (strcmp(kinds[i], shared.compression) == 0) {
            o->compression = (iv_compression)i;
            return DONE;
        }
    return fail(USAGE, "there is no compression '%s'; there are none, deflate, lzw, zstd, packbits",
                shared.compression);
}

int write_image(const char *path, iv_image *image)
{
    iv_write_options o;
    const int code = write_options(&o);
    if (code) return code;
    if (interrupted()) return FAILED;
    const iv_status s = iv_file_write(path, image, &o);
    return s == IV_OK ? DONE : fail_file(s);
}

int write_table(const char *path, const iv_table *table)
{
    const iv_write_options o = { .overwrite = shared.overwrite };
    if (interrupted()) return FAILED;
    const iv_status s = iv_table_write(path, table, &o);
    return s == IV_OK ? DONE : fail_file(s);
}

void print_table(const iv_table *table, FILE *f)
{
    const int columns = iv_table_columns(table);
    const int64_t rows = iv_table_rows(table);
    struct json j = json_begin(f);
    char room[32];
    if (shared.json) json_open(&j, NULL, '[');
    for (int c = 0; c < columns && !shared.json; c++) {
        const char *unit = iv_table_unit(table, c);
        fprintf(f, "%s%s%s%s%s", c ? "," : "", iv_table_name(table, c), *unit ? " [" : "", unit,
                *unit ? "]" : "");
    }
    if (!shared.json) fputc('\n', f);
    for (int64_t r = 0; r < rows; r++) {
        if (shared.json) json_open(&j, NULL, '{');
        for (int c = 0; c < columns; c++) {
            const double v = iv_table_column(table, c)[r];
            if (shared.json)
                json_number(&j, iv_table_name(table, c), v);
            else
                fprintf(f, "%s%s", c ? "," : "", number_words(v, room));
        }
        if (shared.json)
            json_close(&j);
        else
            fputc('\n', f);
    }
    if (shared.json) json_close(&j);
}

const char *shape_words(const iv_layout *l, char *room, size_t size)
{
    size_t at = 0;
    room[0] = 0;
    for (int i = 0; i < IV_AXES && at < size; i++)
        if (l->axes >> i & 1)
            at += (size_t)snprintf(room + at, size - at, "%s%c %lld", at ? ", " : "", "tczyx"[i],
                                   (long long)l -> size[i]);
    if (!at) snprintf(room, size, "one pixel");
    return room;
}
