/* One call in progress, for operations and primitives. After the first failure every function here
   does nothing and returns NULL or 0, so an operation reads like its algorithm: no clean-up, no
   nesting. What it makes belongs to the run and goes back to the pool when the run ends. */
#ifndef IV__RUN_H
#define IV__RUN_H
#include "core/image.h"
#include "core/program.h"

struct iv_run {
    iv_device *device;
    iv_status status;
    struct iv__chain *chain; /* kernel/pixelwise/chain.h; not NULL: maps are noted there, and scratch has no pixels */
    struct held *held;
    int n_held, room;
};

/* The first failure stands. */
void iv__run_fail(struct iv_run *r, iv_status status);
static inline int iv__ok(const struct iv_run *r) { return r->status == IV_OK; }

iv_image *iv__scratch(struct iv_run *r, const iv_layout *layout, iv_pixel pixel);
iv_image *iv__scratch_like(struct iv_run *r, const iv_image *like, iv_pixel pixel);
struct iv__buffer *iv__scratch_bytes(struct iv_run *r, size_t size);
/* Gives scratch back before the run ends, so that the next scratch may have its memory. */
void iv__drop(struct iv_run *r, iv_image *image);
void iv__drop_bytes(struct iv_run *r, struct iv__buffer *buffer);

void iv__fill(struct iv_run *r, struct iv__buffer *buffer, size_t size, u32 pattern);
void iv__copy(struct iv_run *r, iv_image *to, iv_image *from); /* same pixel type and count */
/* Waits, and brings the first `size` bytes to the host. Only where a size depends on them, or the
   user asked for a number. */
void iv__fetch(struct iv_run *r, struct iv__buffer *buffer, void *to, size_t size);
/* The same for much that is looked at once: `take` is given it in order, in parts of whole units, while more
   is on its way. early: it was ready when this run last called iv__mark, and what was launched since goes on. */
void iv__fetch_parts(struct iv_run *r, struct iv__buffer *buffer, size_t offset, size_t size, size_t unit, int early,
                     iv__take *take, void *arg);
void iv__mark(struct iv_run *r);
void iv__send(struct iv_run *r, struct iv__buffer *buffer, const void *from, size_t size);

/* Groups first .. first + n - 1 of a kernel of one argument that is compiled for the CPU alone, on the host's threads,
   or on this one: for what is made of fetched numbers, whatever the run's device. */
void iv__share_kernel(struct iv_run *r, const char *kernel, u64 first, u64 n, int threads, const void *arg);

/* The image as this pixel type: itself, or a converted scratch. */
iv_image *iv__as(struct iv_run *r, iv_image *image, iv_pixel pixel);

/* LAUNCH(r, &kernel, variant, groups_x, groups_y, groups_z, IMAGE(im), BUFFER(b), VALUE(v) ...):
   VALUE takes an lvalue of exactly the kernel argument's type. */
#define IMAGE(im) { .handle = (im) ? (im)->buffer->handle : 0, .is_buffer = 1 }
#define BUFFER(b) { .handle = (b) ? (b)->handle : 0, .is_buffer = 1 }
#define VALUE(v) { .value = &(v), .size = sizeof(v) }
#define LAUNCH(r, k, variant, gx, gy, gz, ...)                                                     \
    iv__launch(r, k, variant, (uint64_t[]){ (uint64_t)(gx), (uint64_t)(gy), (uint64_t)(gz) },      \
               (struct iv__arg[]){ __VA_ARGS__ },                                                  \
               (int)(sizeof((struct iv__arg[]){ __VA_ARGS__ }) / sizeof(struct iv__arg)))
/* A launch will need this program: where builds are slow it is built while the run goes on. For what
   comes after a fetch; up to there a run's programs are built at the same time anyway. */
void iv__want(struct iv_run *r, const struct iv__kernel *kernel, u64 variant);
void iv__launch(struct iv_run *r, const struct iv__kernel *kernel, u64 variant,
                const uint64_t groups[3], const struct iv__arg *args, int n_args);

/* Another operation as a step of this one; images are z y x only. Arguments in the order of its
   parameters; a result that is NULL is scratch. Returns the result. gen/calls.h has it typed. */
iv_image *iv__run_op(struct iv_run *r, const iv_op *op, const iv_value *values, int count);
/* The same as a step of a chain: images may have t and c, and the result is scratch, of the layout and
   pixel type of `given` if that is not NULL, and of `pixel` if that is not IV_PIXEL_NONE. */
iv_image *iv__run_step(struct iv_run *r, const iv_op *op, const iv_value *values, const iv_image *given,
                       iv_pixel pixel);

/* The width of a GPU's group, and whether this device is the CPU (a group is then one call). */
static inline int iv__on_cpu(const struct iv_run *r) { return r->device->backend->dialect == NULL; }
/* Whether kernels may keep values of their own from plane to plane, across barriers: on a GPU. Elsewhere
   the cache serves neighbours as well, and PoCL 5 loses such values. ISOVOX_TILES=always or never. */
int iv__on_tiles(const struct iv_run *r);
/* For kernels whose groups each go down n planes (or rows), or down a piece of them: a piece's length. One
   that goes down all of them repeats no work at the ends, worth `ends` planes; more and shorter ones fill
   the device better. The time is that of the rounds in which units take groups, `several` at once. */
u64 iv__chunk(const struct iv_run *r, u64 groups, u64 several, u64 n, u64 ends);
/* Whether the CPU's kernels should write a result of so many bytes past the cache, which cannot hold it. */
u32 iv__past_cache(const struct iv_run *r, u64 bytes);
static inline u64 iv__groups(u64 n, u64 per) { return (n + per - 1) / per; }

void iv__run_begin(struct iv_run *r, iv_device *device);
void iv__run_end(struct iv_run *r);
#endif
