/* The sample time-lapse, for `isovox sample` and the demo. */
#ifndef CLI_SAMPLE_H
#define CLI_SAMPLE_H
#include "isovox/isovox.h"

struct sample_options {
    int64_t size[4]; /* t z y x */
    int nuclei;      /* 0: as many as fit well */
    uint64_t seed;
    iv_pixel pixel; /* u8, u16 or f32 */
};
extern const struct sample_options sample_defaults;

/* The picture and its truth (labels, u16), with spacing and units. Returns an exit code. */
int sample_make(const struct sample_options *o, iv_device *device, iv_image **picture,
                iv_image **truth);
/* Options as words, NULL for those left out. Returns an exit code. */
int sample_parse(struct sample_options *o, const char *size, const char *time, const char *nuclei,
                 const char *seed, const char *type);
#endif
