/* isovox doctor: what was found, what is missing, and what to type. */
#include "common.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int advices;

static void found(const char *what, const char *text)
{
    printf("  ok       %-10s %s\n", what, text);
}
static void note(const char *what, const char *text)
{
    printf("  -        %-10s %s\n", what, text);
}

static void missing(const char *what, const char *text, const char *advice)
{
    printf("  missing  %-10s %s\n", what, text);
    if (advice) printf("           %-10s -> %s\n", "", advice);
    advices++;
}

/* The lines of a report of the library, each under the same heading. */
static void lines(const char *heading, const char *text)
{
    while (*text) {
        const int n = (int)strcspn(text, "\n");
        if (n) printf("           %-10s %.*s\n", heading, n, text);
        text += n + (text[n] == '\n');
    }
}

/* Display controllers of NVIDIA on the PCI bus, whether or not a driver serves them. */
static int has_nvidia_card(void)
{
    DIR *d = opendir("/sys/bus/pci/devices");
    struct dirent *e;
    int found_one = 0;
    while (d && !found_one && (e = readdir(d))) {
        char path[600], vendor[16] = "", class[16] = "";
        const char *names[] = { "vendor", "class" };
        char *texts[] = { vendor, class };
        for (int i = 0; i < 2; i++) {
            snprintf(path, sizeof path, "/sys/bus/pci/devices/%s/%s", e->d_name, names[i]);
            FILE *f = fopen(path, "r");
            if (f && !fgets(texts[i], 16, f)) texts[i][0] = 0;
            if (f) fclose(f);
        }
        found_one = strncmp(vendor, "0x10de", 6) == 0 && strncmp(class, "0x03", 4) == 0;
    }
    if (d) closedir(d);
    return found_one;
}

/* The installed OpenCL drivers, by the files that the loader reads. */
static int list_icds(char *list, size_t size)
{
    const char *folder = getenv("OCL_ICD_VENDORS");
    DIR *d = opendir(folder && *folder ? folder : "/etc/OpenCL/vendors");
    struct dirent *e;
    size_t at = 0;
    int n = 0;
    list[0] = 0;
    while (d && (e = readdir(d))) {
        const char *end = strrchr(e->d_name, '.');
        if (!end || strcmp(end, ".icd") != 0 || at >= size) continue;
        at += (size_t)snprintf(list + at, size - at, "%s%s", n++ ? ", " : "", e->d_name);
    }
    if (d) closedir(d);
    return n;
}

static void check_devices(void)
{
    int by_backend[3] = { 0 };
    static const char *const names[] = { "CPU", "OpenCL", "CUDA" };
    char text[512], icds[400];
    for (int i = 0; i < iv_device_count(); i++) {
        iv_device_info d;
        if (iv_device_describe(iv_device_at(i), &d) != IV_OK) {
            missing(d.id, iv_error(), NULL);
            continue;
        }
        for (int b = 0; b < 3; b++) by_backend[b] += strcmp(d.backend, names[b]) == 0;
        snprintf(text, sizeof text, "%s (%s)%s%s", d.name, d.driver, *d.notes ? "; " : "", d.notes);
        found(d.id, text);
        if (*d.isa) {
            snprintf(text, sizeof text, "%d threads, instruction set %s", d.units, d.isa);
            found("", text);
        }
    }
    const int drivers = list_icds(icds, sizeof icds);
    if (drivers) {
        snprintf(text, sizeof text, "drivers installed: %s", icds);
        (by_backend[1] ? found : note)("OpenCL", text);
    }
    if (!by_backend[1])
        missing(
            "OpenCL",
            drivers ? "drivers are installed, but none gives a device" : "no driver is installed",
            "apt-get install ocl-icd-libopencl1 pocl-opencl-icd; for a GPU the vendor's driver: "
            "intel-opencl-icd, nvidia-opencl-icd, mesa-opencl-icd");
    if (!by_backend[2] && has_nvidia_card())
        missing("CUDA", "there is an NVIDIA card, but CUDA cannot be used",
                "install NVIDIA's driver (apt-get install nvidia-driver), and for the compiler "
                "pip install nvidia-cuda-nvrtc-cu12");
    else if (!by_backend[2])
        note("CUDA", "no NVIDIA card here");
    lines("looked for", iv_device_report());
}

static int is_writable(const char *path)
{
    char file[4200];
    snprintf(file, sizeof file, "%s/.isovox-doctor-XXXXXX", path);
    const int fd = mkstemp(file);
    if (fd < 0) return 0;
    close(fd);
    unlink(file);
    return 1;
}

/* Where compiled kernels are kept: the same rule as the library's. */
static void check_cache(void)
{
    const char *own = getenv("ISOVOX_CACHE"), *xdg = getenv("XDG_CACHE_HOME"),
               *home = getenv("HOME");
    char path[4096], text[4200];
    if (own && strcmp(own, "off") == 0) {
        note("cache", "switched off by ISOVOX_CACHE=off: kernels are compiled in every process");
        return;
    }
    if (own && *own)
        snprintf(path, sizeof path, "%s", own);
    else if (xdg && *xdg)
        snprintf(path, sizeof path, "%s/isovox", xdg);
    else if (home && *home)
        snprintf(path, sizeof path, "%s/.cache/isovox", home);
    else {
        missing("cache", "there is no folder to keep compiled kernels in: HOME is not set",
                "export ISOVOX_CACHE=/some/folder");
        return;
    }
    struct stat st;
    if (stat(path, &st) != 0) {
        snprintf(text, sizeof text, "%s will be made when the first kernel is compiled", path);
        note("cache", text);
    } else if (is_writable(path)) {
        snprintf(text, sizeof text, "compiled kernels are kept in %s", path);
        found("cache", text);
    } else {
        snprintf(text, sizeof text, "%s cannot be written to", path);
        missing("cache", text, "export ISOVOX_CACHE=/some/folder");
    }
}

static void check_files(void)
{
    const char *report = iv_file_report();
    lines("files", report);
    if (strstr(report, "has no libtiff"))
        missing("TIFF", "this build has no libtiff",
                "apt-get install libtiff-dev, and build again");
}

static int doctor(const struct command *self, int argc, char **argv)
{
    int n, code = parse_options(self, argc, argv, NULL, 0, &n);
    if (code >= 0) return code;
    if (n) return wrong_usage(self);
    printf("isovox %s, %d operations\n\nDevices\n", iv_version(), iv_op_count());
    check_devices();
    printf("\nFiles\n");
    check_files();
    check_cache();
    iv_device *chosen;
    const iv_status s = iv_device_default(&chosen);
    if (s != IV_OK) {
        printf("\nNo device can be used by default: %s\n", iv_error());
        return UNUSABLE;
    }
    iv_device_info d;
    iv_device_describe(chosen, &d);
    printf("\nOperations run on %s unless --device or ISOVOX_DEVICE names another. %s\n", d.id,
           advices ? "What is missing above is optional." : "Nothing is missing.");
    return DONE;
}

const struct command cmd_doctor = {
    .name = "doctor",
    .usage = "",
    .summary = "what was found on this machine, what is missing, and what to type",
    .run = doctor,
};
