/* The readers under arbitrary bytes: libFuzzer's entry, called by libFuzzer or by fuzz_main.c. The
 * bytes become a file in memory, which is described, and read if that is not too much work. */
#include "isovox/isovox.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

enum { MOST_PIXELS = 1 << 22 };

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n)
{
    static iv_device *cpu;
    if (!cpu && iv_device_find("cpu", &cpu) != IV_OK) abort();
    const int fd = memfd_create("fuzz", MFD_CLOEXEC);
    if (fd < 0 || (n && write(fd, bytes, n) != (ssize_t)n)) abort();
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);

    iv_file_info info;
    iv_image *image = NULL;
    const iv_status described = iv_file_describe(path, &info);
    if (described == IV_OK && iv_layout_count(&info.layout) <= MOST_PIXELS) {
        if (iv_file_read(path, cpu, &image) == IV_OK) {
            /* what was described is what was read */
            if (memcmp(&info.layout, iv_image_layout(image), sizeof info.layout) != 0) abort();
            const size_t size = (size_t)iv_layout_count(&info.layout) * iv_pixel_size(info.pixel);
            unsigned char *pixels = malloc(size);
            if (!pixels || iv_image_pull(image, pixels) != IV_OK) abort();
            free(pixels);
        } else if (image || !iv_error()[0])
            abort();
        iv_image_release(image);
    } else if (described != IV_OK && !iv_error()[0])
        abort();
    close(fd);
    return 0;
}
