/* Expressions of arbitrary characters: libFuzzer's entry, called by fuzz_main.c, and the seeds. The first two
 * bytes choose the images' pixel types, the rest is the text. What can be parsed is computed. */
#include "isovox/isovox.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);
void add_seed(const char *path);
void make_seeds(const char *folder);

static iv_image *image(iv_device *cpu, int pixel, int64_t z, int64_t x)
{
    const int64_t shape[3] = { z, 3, x };
    float pixels[45];
    iv_layout layout;
    iv_image *im = NULL;
    for (int i = 0; i < 45; i++) pixels[i] = i % 7 ? (float)(i - 20) / 3 : -1e30f * (float)(i % 2);
    if (iv_layout_make(3, shape, &layout) != IV_OK) abort();
    if (iv_image_push(cpu, (iv_pixel)pixel, &layout, pixels, &im) != IV_OK) abort();
    return im;
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n)
{
    static const char *const names[] = { "a", "b", "cell_1", "s" };
    static const double numbers[] = { 0, 0, 0, -2.5 };
    static iv_device *cpu;
    char text[6000];
    uint64_t before, after;
    if (!cpu && iv_device_find("cpu", &cpu) != IV_OK) abort();
    if (n < 2) return 0;
    const size_t length = n - 2 < sizeof text - 1 ? n - 2 : sizeof text - 1;
    memcpy(text, bytes + 2, length);
    text[length] = 0;
    iv_device_memory(cpu, &before, NULL, NULL);
    iv_image *images[4] = { image(cpu, 1 + bytes[0] % 7, 3, 5), image(cpu, 1 + bytes[1] % 7, 1, 5),
                            image(cpu, 1 + bytes[0] / 7 % 7, 2, 5), NULL };
    iv_image *result = NULL;
    if (iv_evaluate(text, names, images, numbers, 4, &result) == IV_OK) {
        unsigned char pixels[180];
        if (iv_layout_count(iv_image_layout(result)) > 45 || iv_image_pull(result, pixels) != IV_OK)
            abort();
    } else if (result || strncmp(iv_error(), "evaluate: ", 10) != 0) {
        abort();
    }
    iv_image_release(result);
    for (int k = 0; k < 3; k++) iv_image_release(images[k]);
    iv_device_memory(cpu, &after, NULL, NULL);
    if (before != after) abort();
    return 0;
}

void make_seeds(const char *folder)
{
    static const char *const texts[] = {
        "sqrt(a*a + b*b) + 1",
        "(a > 3) & ~(cell_1 <= 2.5e1) | a == 0 ^ 1",
        "u16(clip(a - b, -3, max_intensity=s)) % 7 // 2 ** -1",
        "nan_to_num(log(abs(a)), 1, posinf=2) / max(2, min(a, b)) - -a",
        "mask_label(a, b, label=2) != add_images_weighted(a, b, 0.5, factor2=-1)",
        "exp(-square(a) / (2 * 1.5 ** 2)) * 255 >= cbrt(.5 * a) < 1",
        "((((((((((a))))))))))",
        "a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a",
        "sqrt(a)+(sqrt(a)+(sqrt(a)+(sqrt(a)+(sqrt(a)+(sqrt(a)+(sqrt(a)+(sqrt(a)+sqrt(a))))))))",
        "power(2 ** s, 1 / 0) + gaussian_blur(a) + square_rot(a) + x",
        "i8(a) + i16(b) * i32(a) - u32(b) % f32(a)",
    };
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        for (int pixel = 0; pixel < 7; pixel += 2) {
            char path[1024];
            snprintf(path, sizeof path, "%s/%zu-%d.txt", folder, k, pixel);
            FILE *f = fopen(path, "wb");
            if (!f) exit(2);
            fprintf(f, "%c%c%s", pixel, pixel + 1, texts[k]);
            if (fclose(f)) exit(2);
            add_seed(path);
        }
}
