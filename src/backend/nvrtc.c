#include "backend/nvrtc.h"
#include "backend/driver.h"
#include <dlfcn.h>
#include <glob.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NVRTC_FUNCTIONS(F)                                                                         \
    F(nvrtcVersion, int *, int *)                                                                  \
    F(nvrtcGetNumSupportedArchs, int *)                                                            \
    F(nvrtcGetSupportedArchs, int *)                                                               \
    F(nvrtcCreateProgram, void **, const char *, const char *, int, const char *const *,           \
      const char *const *)                                                                         \
    F(nvrtcDestroyProgram, void **)                                                                \
    F(nvrtcCompileProgram, void *, int, const char *const *)                                       \
    F(nvrtcGetCUBINSize, void *, size_t *)                                                         \
    F(nvrtcGetCUBIN, void *, char *)                                                               \
    F(nvrtcGetPTXSize, void *, size_t *)                                                           \
    F(nvrtcGetPTX, void *, char *)                                                                 \
    F(nvrtcGetProgramLogSize, void *, size_t *)                                                    \
    F(nvrtcGetProgramLog, void *, char *)

#define POINTER(name, ...) static int (*name)(__VA_ARGS__);
NVRTC_FUNCTIONS(POINTER)
#define SYMBOL(name, ...) { #name, &name },
static const struct iv__symbol symbols[] = { NVRTC_FUNCTIONS(SYMBOL){ 0 } };

/* ---- Where it may be ---- */

enum { MAX_FOLDERS = 32, OLDEST = 11 };

struct folders {
    char *path[MAX_FOLDERS];
    int count;
};

__attribute__((format(printf, 2, 3))) static void look_in(struct folders *f, const char *format,
                                                          ...)
{
    char pattern[4096];
    glob_t g;
    va_list list;
    va_start(list, format);
    const int n = vsnprintf(pattern, sizeof pattern, format, list);
    va_end(list);
    if (n < 0 || (size_t)n >= sizeof pattern || glob(pattern, 0, NULL, &g)) return;
    for (size_t i = 0; i < g.gl_pathc && f->count < MAX_FOLDERS; i++)
        if ((f->path[f->count] = strdup(g.gl_pathv[i]))) f->count++;
    globfree(&g);
}

static void look_in_packages(struct folders *f, const char *packages)
{
    look_in(f, "%s/nvidia/cuda_nvrtc/lib", packages);
    look_in(f, "%s/nvidia/cu[0-9]*/lib", packages);
}

static void find_folders(struct folders *f)
{
    static const char *const toolkits[] = { "CUDA_PATH", "CUDA_HOME", "CONDA_PREFIX" };
    const char *env = getenv("VIRTUAL_ENV");
    char path[4096];
    Dl_info self;
    for (int i = 0; i < 3; i++) {
        const char *root = getenv(toolkits[i]);
        if (!root || !*root) continue;
        look_in(f, "%s/lib64", root);
        look_in(f, "%s/lib", root);
        look_in(f, "%s/targets/*-linux/lib", root);
    }
    look_in(f, "/usr/local/cuda/lib64");
    /* this library is in site-packages/isovox, or in a folder of that */
    if (dladdr(symbols, &self) && self.dli_fname) {
        snprintf(path, sizeof path, "%s", self.dli_fname);
        for (int up = 0; up < 3; up++) {
            char *slash = strrchr(path, '/');
            if (!slash) break;
            *slash = 0;
            look_in_packages(f, path);
        }
    }
    if (env && *env) {
        snprintf(path, sizeof path, "%s/lib/python3*/site-packages", env);
        look_in_packages(f, path);
    }
}

/* ---- Loading ---- */

static struct {
    pthread_mutex_t mutex;
    int major, minor; /* 0: not loaded */
} state = { .mutex = PTHREAD_MUTEX_INITIALIZER };

/* By this name, wherever the system looks, else in the folders. */
static int load_named(const char *name, const struct folders *f, int newest)
{
    char path[4200], why[256];
    for (int i = -1; i < f->count; i++) {
        if (i < 0)
            snprintf(path, sizeof path, "%s", name);
        else
            snprintf(path, sizeof path, "%.4000s/%s", f->path[i], name);
        why[0] = 0;
        int major, minor;
        if (iv__driver_load((const char *const[]){ path, NULL }, symbols, why, sizeof why) == 0 &&
            nvrtcVersion(&major, &minor) == 0 && major <= newest) {
            state.major = major;
            state.minor = minor;
            return 0;
        }
    }
    return -1;
}

int iv__nvrtc_load(int major, char *why, size_t why_size)
{
    struct folders f = { .count = 0 };
    int found = -1;
    pthread_mutex_lock(&state.mutex);
    if (state.major) {
        found = 0;
    } else {
        find_folders(&f);
        for (int m = major; m >= OLDEST && found; m--) {
            char name[32];
            snprintf(name, sizeof name, m == 11 ? "libnvrtc.so.11.2" : "libnvrtc.so.%d", m);
            found = load_named(name, &f, major);
        }
        if (found) found = load_named("libnvrtc.so", &f, major);
        for (int i = 0; i < f.count; i++) free(f.path[i]);
    }
    pthread_mutex_unlock(&state.mutex);
    if (found && major >= 13)
        iv__append(why, why_size,
                   "NVRTC of CUDA %d or older was not found: pip install 'nvidia-cuda-nvrtc==%d.*'",
                   major, major);
    else if (found)
        iv__append(why, why_size,
                   "NVRTC of CUDA %d or older was not found: pip install nvidia-cuda-nvrtc-cu%d",
                   major, major);
    return found;
}

void iv__nvrtc_version(int *major, int *minor)
{
    *major = state.major;
    *minor = state.minor;
}

/* ---- Compiling ---- */

int iv__nvrtc_target(int sm, char *target, size_t size)
{
    int n = 0, best = 0, *known;
    if (nvrtcGetNumSupportedArchs(&n) || n <= 0 || !(known = calloc((size_t)n, sizeof *known)))
        return -1;
    if (nvrtcGetSupportedArchs(known)) n = 0;
    for (int i = 0; i < n; i++)
        if (known[i] <= sm && known[i] > best) best = known[i];
    free(known);
    if (best == 0) return -1;
    snprintf(target, size, best == sm ? "sm_%d" : "compute_%d", best);
    return 0;
}

static iv_status compile_failed(const struct iv__source *source, void *program, int e)
{
    size_t n = 0;
    char *log = NULL;
    if (nvrtcGetProgramLogSize(program, &n) == 0 && n) log = calloc(1, n + 1);
    if (log) nvrtcGetProgramLog(program, log);
    iv__error(IV_ERROR_BUILD, "%s: NVRTC could not compile it (%d): %.1500s", source->name, e,
              log ? log : "");
    free(log);
    return IV_ERROR_BUILD;
}

/* The options keep the kernels' rules: no contraction, denormals kept, division and square root
   rounded correctly. */
iv_status iv__nvrtc_compile(const struct iv__source *source, const char *target, void **code,
                            size_t *size)
{
    const int is_ptx = target[0] == 'c';
    char arch[64];
    void *p;
    const char *const options[] = { arch,
                                    "--fmad=false",
                                    "--ftz=false",
                                    "--prec-div=true",
                                    "--prec-sqrt=true",
                                    "--disable-warnings" /* the log then begins with the error */ };
    *code = NULL;
    snprintf(arch, sizeof arch, "--gpu-architecture=%.32s", target);
    int e = nvrtcCreateProgram(&p, source->text, source->name, 0, NULL, NULL);
    if (e) return iv__error(IV_ERROR_BUILD, "%s: NVRTC error %d", source->name, e);
    iv_status s = IV_OK;
    if ((e = nvrtcCompileProgram(p, (int)(sizeof options / sizeof *options), options)))
        s = compile_failed(source, p, e);
    else if ((e = (is_ptx ? nvrtcGetPTXSize : nvrtcGetCUBINSize)(p, size)) || *size == 0)
        s = iv__error(IV_ERROR_BUILD, "%s: NVRTC gave no code (%d)", source->name, e);
    else if (!(*code = malloc(*size)))
        s = iv__error(IV_ERROR_MEMORY, "out of memory");
    else if ((e = (is_ptx ? nvrtcGetPTX : nvrtcGetCUBIN)(p, *code)))
        s = iv__error(IV_ERROR_BUILD, "%s: NVRTC gave no code (%d)", source->name, e);
    if (s != IV_OK) {
        free(*code);
        *code = NULL;
    }
    nvrtcDestroyProgram(&p);
    return s;
}
