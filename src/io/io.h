/* What the file formats share: the file that is read, the file that is written, the image between.
 * file.c chooses the format; tiff*.c, npy.c and csv.c each know one. */
#ifndef IV__IO_H
#define IV__IO_H
#include "core/error.h"
#include <stdbool.h>
#include <stdio.h>

/* ---- Reading ------------------------------------------------------------------------------ */

/* An ordinary file, so that its size bounds what its content may claim. */
struct iv__input {
    int fd;
    uint64_t size;
    const char *path;
    char what[80]; /* "reading x.tif", for progress */
};

/* Reads exactly n bytes from `at`. */
iv_status iv__input_read(const struct iv__input *in, uint64_t at, void *to, size_t n);
/* Whether a file of this size may unfold to so many bytes of pixels: an error if not. Every reader
   asks before it allocates. */
iv_status iv__input_plausible(const struct iv__input *in, uint64_t bytes);
/* a * b, or UINT64_MAX if that is too much. */
uint64_t iv__times(uint64_t a, uint64_t b);

/* An image file that was opened: all but its pixels. */
struct iv__found {
    iv_file_info info;
    iv_kind kind;
    char name[128]; /* "" if the file gives none */
    void *state;    /* the format's own */
};

/* ---- Writing ------------------------------------------------------------------------------ */

/* A file that comes into being under another name in the same folder, and takes its own name only
   when it is complete. */
struct iv__output {
    int fd;
    char *path, *temp;
    bool overwrite;
    char what[80]; /* "writing x.tif", for progress */
};

iv_status iv__output_open(struct iv__output *out, const char *path, bool overwrite);
iv_status iv__output_write(struct iv__output *out, const void *from, size_t n); /* appends */
iv_status iv__output_fault(const struct iv__output *out, int error);            /* words an errno */
iv_status iv__output_commit(struct iv__output *out); /* closes it, whether or not it succeeds */
void iv__output_discard(struct iv__output *out);     /* leaves nothing behind; may follow commit */

/* An image to be written. */
struct iv__picture {
    iv_layout layout;
    iv_pixel pixel;
    iv_kind kind;
    const char *name;
    const void *pixels;
};

/* ---- Formats ------------------------------------------------------------------------------ */

/* open fills `found` and leaves nothing behind if it fails; read fills iv_layout_count pixels;
   close frees found->state. */
struct iv__format {
    bool (*claims)(const unsigned char head[8]);
    iv_status (*open)(const struct iv__input *in, struct iv__found *found);
    iv_status (*read)(const struct iv__input *in, struct iv__found *found, void *pixels);
    void (*close)(struct iv__found *found);
    const char *endings; /* of names of files to write: ".tif .tiff" */
    iv_status (*write)(struct iv__output *out, const struct iv__picture *picture,
                       iv_compression compression);
};

extern const struct iv__format iv__format_tiff, iv__format_npy;
iv_status iv__csv_write(struct iv__output *out, const iv_table *table);
/* What of TIFF this build has, in words, into out. */
void iv__tiff_report(char *out, size_t size);

/* ---- Samples as files have them (samples.c) ----------------------------------------------- */

struct iv__samples {
    int bits;    /* of one sample */
    char format; /* 'u', 'i' or 'f' */
};

/* The pixel type that such samples are read as; IV_PIXEL_NONE if there is none. */
iv_pixel iv__samples_pixel(struct iv__samples s);
/* Whether they are that type already. */
bool iv__samples_native(struct iv__samples s);
/* Takes every `step`-th of n samples (of 8 bits or a multiple, in this machine's byte order) as
   pixels. False if one, of 64 bits, is too large for its pixel type. */
bool iv__samples_convert(struct iv__samples s, const void *from, size_t step, void *to, size_t n);
/* n samples of s.bits (1 to 32) each, packed from the highest bit down, to u8, u16 or u32. */
void iv__samples_unpack(struct iv__samples s, const unsigned char *from, void *to, size_t n);
void iv__samples_swap(void *samples, size_t bytes, size_t n); /* byte order */

/* ---- Words and numbers, whatever the locale (text.c) -------------------------------------- */

/* The shortest text that reads back as the same double: "3", "0.1625", "1e+300", "nan". */
const char *iv__number_text(double value, char out[32]);
/* A finite number at the start of s; false if there is none. */
bool iv__number_read(const char *s, double *out);
/* The usual short name of a unit: "um" for micron, \u00B5m and their like, "" for pixel. */
void iv__unit_clean(const char *unit, char out[16]);
bool iv__ends_with(const char *s, const char *ending); /* in any case */
const char *iv__base_name(const char *path);           /* without folders */

#endif
