#include "core/device.h"
#include "core/queue.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { CUDA, OPENCL, CPU, BACKENDS };
static const iv__backend *const backends[BACKENDS] = { &iv__backend_cuda, &iv__backend_opencl,
                                                       &iv__backend_cpu };

/* Drivers take long to begin: CUDA's is asked when a device is wanted that is not the CPU, OpenCL's when
   that was not one of CUDA's. */
static struct {
    pthread_once_t once[BACKENDS], all;
    struct {
        struct iv__device_facts facts[IV__MAX_DEVICES];
        int n;
        char why[512];
    } found[BACKENDS];
    iv_device *list[IV__MAX_DEVICES * BACKENDS]; /* in the order of choice */
    iv_device *cpu;
    int cuda_count, count;
    char report[2048];
    _Atomic(iv_device *) selected;
} all = { .once = { PTHREAD_ONCE_INIT, PTHREAD_ONCE_INIT, PTHREAD_ONCE_INIT }, .all = PTHREAD_ONCE_INIT };

static iv_device *device_new(const iv__backend *b, int index, const struct iv__device_facts *facts,
                             int alone)
{
    iv_device *d = calloc(1, sizeof *d);
    pthread_mutexattr_t a;
    if (!d) return NULL;
    d->backend = b;
    d->index = index;
    d->facts = *facts;
    d->process = getpid();
    snprintf(d->id, sizeof d->id, alone ? "%s" : "%s:%d", b->id, index);
    pthread_mutexattr_init(&a);
    pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&d->mutex, &a);
    pthread_mutexattr_destroy(&a);
    return d;
}

/* ISOVOX_BACKENDS=cpu,opencl leaves the others alone, so that a broken driver is never touched. */
static int wanted(const iv__backend *b)
{
    const char *list = getenv("ISOVOX_BACKENDS");
    const size_t n = strlen(b->id);
    if (!list || !*list || b == &iv__backend_cpu) return 1;
    for (const char *p = list; *p; p += strcspn(p, ","), p += *p == ',')
        if (strncasecmp(p, b->id, n) == 0 && (p[n] == ',' || p[n] == 0)) return 1;
    return 0;
}

static void probe(int b)
{
    if (wanted(backends[b]))
        all.found[b].n = backends[b]->probe(all.found[b].facts, IV__MAX_DEVICES, all.found[b].why,
                                            sizeof all.found[b].why);
    else
        snprintf(all.found[b].why, sizeof all.found[b].why, "left out by ISOVOX_BACKENDS");
}

static void add(iv_device *d)
{
    if (d) all.list[all.count++] = d;
}

static void probe_cuda(void)
{
    probe(CUDA);
    for (int i = 0; i < all.found[CUDA].n; i++)
        add(device_new(backends[CUDA], i, &all.found[CUDA].facts[i], 0));
    all.cuda_count = all.count;
}

static void probe_opencl(void) { probe(OPENCL); }

static void probe_cpu(void)
{
    probe(CPU);
    if (all.found[CPU].n) all.cpu = device_new(backends[CPU], 0, &all.found[CPU].facts[0], 1);
}

static void add_opencl(int gpus)
{
    for (int i = 0; i < all.found[OPENCL].n; i++)
        if ((strcmp(all.found[OPENCL].facts[i].type, "gpu") == 0) == gpus)
            add(device_new(backends[OPENCL], i, &all.found[OPENCL].facts[i], 0));
}

/* CUDA, OpenCL GPUs, the CPU, other OpenCL devices: the order of choice. */
static void probe_all(void)
{
    size_t at = 0;
    pthread_once(&all.once[CUDA], probe_cuda);
    pthread_once(&all.once[OPENCL], probe_opencl);
    pthread_once(&all.once[CPU], probe_cpu);
    add_opencl(1);
    add(all.cpu);
    add_opencl(0);
    for (int b = 0; b < BACKENDS; b++) {
        const int n = all.found[b].n;
        at += (size_t)snprintf(all.report + at, sizeof all.report - at, "%s: %d device%s%s%s\n",
                               backends[b]->name, n, n == 1 ? "" : "s", all.found[b].why[0] ? "; " : "",
                               all.found[b].why);
        if (at >= sizeof all.report) at = sizeof all.report - 1;
    }
}

/* How many devices of CUDA there are, which are the first of the list. */
static int cuda_count(void)
{
    pthread_once(&all.once[CUDA], probe_cuda);
    return all.cuda_count;
}

const char *iv_device_id(const iv_device *d) { return d->id; }

int iv_device_count(void)
{
    pthread_once(&all.all, probe_all);
    return all.count;
}

iv_device *iv_device_at(int index)
{
    if (index < 0) return NULL;
    return index < cuda_count() || index < iv_device_count() ? all.list[index] : NULL;
}

const char *iv_device_report(void)
{
    iv_device_count();
    return all.report;
}

static int contains(const char *text, const char *part)
{
    const size_t n = strlen(part);
    for (; *text; text++)
        if (strncasecmp(text, part, n) == 0) return 1;
    return 0;
}

iv_status iv_device_find(const char *name, iv_device **out)
{
    char list[1024] = "";
    size_t at = 0;
    *out = NULL;
    if (!name || !*name) return iv__error(IV_ERROR_NAME, "the device's name is empty");
    if (strcasecmp(name, iv__backend_cpu.id) == 0) {
        pthread_once(&all.once[CPU], probe_cpu);
        if (all.cpu) return *out = all.cpu, IV_OK;
    }
    if (strcasecmp(name, iv__backend_cuda.id) == 0 && cuda_count()) return *out = all.list[0], IV_OK;
    for (int i = 0; iv_device_at(i); i++)
        if (strcasecmp(iv_device_at(i)->id, name) == 0) return *out = iv_device_at(i), IV_OK;
    for (int i = 0; i < all.count; i++) { /* "opencl" for "opencl:0", or a part of the name */
        iv_device *d = all.list[i];
        if (strcasecmp(d->backend->id, name) == 0 || contains(d->facts.name, name))
            return *out = d, IV_OK;
        if (at < sizeof list)
            at += (size_t)snprintf(list + at, sizeof list - at, "%s%s (%s)", i ? ", " : "", d->id,
                                   d->facts.name);
    }
    return iv__error(IV_ERROR_NAME, "there is no device '%s'; there are: %s", name, list);
}

iv_status iv_device_default(iv_device **out)
{
    iv_device *d = atomic_load(&all.selected);
    iv_status s = iv__error(IV_ERROR_DEVICE, "there is no device");
    if (d) return *out = d, IV_OK;
    const char *wish = getenv("ISOVOX_DEVICE");
    if (wish && *wish) {
        s = iv_device_find(wish, out);
        if (s != IV_OK) return iv__error_at(s, "ISOVOX_DEVICE");
        if ((s = iv__device_open(*out)) != IV_OK) return s;
    } else {
        for (int i = 0; iv_device_at(i); i++) {
            *out = iv_device_at(i);
            if ((s = iv__device_open(*out)) == IV_OK) break;
        }
        if (s != IV_OK) return s;
    }
    iv_device *none = NULL; /* another thread may have selected one meanwhile: then that one stands */
    if (!atomic_compare_exchange_strong(&all.selected, &none, *out)) *out = none;
    return IV_OK;
}

iv_status iv_device_select(iv_device *device)
{
    const iv_status s = iv__device_open(device);
    if (s == IV_OK) atomic_store(&all.selected, device);
    return s;
}

void iv__device_lock(iv_device *d) { pthread_mutex_lock(&d->mutex); }
void iv__device_unlock(iv_device *d) { pthread_mutex_unlock(&d->mutex); }

iv_status iv__device_open(iv_device *d)
{
    iv_status s = IV_OK;
    if (!d) return iv__error(IV_ERROR_DEVICE, "no device was given");
    if (d->backend->dialect && d->process != getpid())
        return iv__error(IV_ERROR_DEVICE,
                         "%s: its driver does not work in a forked process; start processes by \"spawn\" "
                         "(multiprocessing.set_start_method), or use the device 'cpu' there", d->id);
    iv__device_lock(d);
    if (!d->opened) {
        s = d->backend->open(d->index, &d->facts, &d->state);
        if (s == IV_OK && !(d->programs = iv__program_cache_new())) {
            d->backend->close(d->state);
            s = iv__error(IV_ERROR_MEMORY, "out of memory");
        }
        if (s == IV_OK) d->opened = 1;
        else iv__error_at(s, d->id);
    }
    iv__device_unlock(d);
    return s;
}

iv_status iv_device_describe(iv_device *d, iv_device_info *out)
{
    const iv_status s = iv__device_open(d);
    *out = (iv_device_info){ .id = d->id,
                             .backend = d->backend->name,
                             .name = d->facts.name,
                             .type = d->facts.type,
                             .driver = d->facts.driver,
                             .isa = d->facts.isa,
                             .notes = d->facts.notes,
                             .memory = d->facts.memory,
                             .units = d->facts.units };
    return s;
}

iv_status iv_device_wait(iv_device *d)
{
    iv_status s = iv__device_open(d);
    if (s != IV_OK) return s;
    iv__device_lock(d);
    s = iv__queue_settle(d);
    if (s == IV_OK) s = d->backend->sync(d->state);
    iv__device_unlock(d);
    return s;
}

iv_status iv__device_make(const iv__backend *backend, int index, iv_device **out)
{
    struct iv__device_facts facts[IV__MAX_DEVICES];
    char why[256];
    const int n = backend->probe(facts, IV__MAX_DEVICES, why, sizeof why);
    if (index >= n) return iv__error(IV_ERROR_DEVICE, "no such device: %s", why);
    iv_device *d = device_new(backend, index, &facts[index], 0);
    if (!d) return iv__error(IV_ERROR_MEMORY, "out of memory");
    const iv_status s = iv__device_open(d);
    if (s != IV_OK) {
        iv__device_destroy(d);
        d = NULL;
    }
    *out = d;
    return s;
}

void iv__device_destroy(iv_device *d)
{
    if (!d) return;
    if (d->opened) {
        iv_device_trim(d);
        iv__program_cache_free(d->programs, d);
        d->backend->close(d->state);
    }
    pthread_mutex_destroy(&d->mutex);
    free(d);
}
