/* What reading and writing TIFF share: the handle of libtiff, and how pages make up an image. */
#ifndef IV__TIFF_H
#define IV__TIFF_H
#include "io/io.h"

/* ---- How the pages of a file make up an image (ome.c, imagej.c) --------------------------- */

/* The pages of an image's first series: up to three axes besides y and x, in the file's order. */
struct iv__series {
    const char *format; /* "OME-TIFF" ... */
    int axis[3];        /* IV_AXIS_T, _C, _Z in any order, the slowest first; always all three */
    int64_t size[3];    /* c: without the samples of a page, which are channels within it */
    uint32_t axes;      /* which axes are present, as in iv_layout */
    int64_t planes;     /* the product of size[] */
    uint32_t *page;     /* of each plane; NULL: plane i is page i. Freed by iv__series_free */
    double spacing[IV_AXES];
    char unit[IV_AXES][16];
    iv_kind kind;
    char name[128];
    char note[56]; /* for the detail; "" if there is nothing to say */
};

/* One plane, present y and x, spacing 1. */
void iv__series_start(struct iv__series *s, const char *format);
void iv__series_free(struct iv__series *s);

bool iv__ome_claims(const char *description);
/* path: tells the own planes of a set of files. */
iv_status iv__ome_parse(const char *xml, const char *path, size_t pages, int samples,
                        struct iv__series *out);
/* The description as OME-XML, in ASCII; NULL if there is no memory. free() it. */
char *iv__ome_text(const struct iv__picture *picture);

bool iv__imagej_claims(const char *description);
void iv__imagej_parse(const char *description, size_t pages, struct iv__series *out);
/* Whether an ImageJ file can hold this image. */
bool iv__imagej_holds(const struct iv__picture *picture);
char *iv__imagej_text(const struct iv__picture *picture); /* as iv__ome_text */
/* The spacing that TIFF's resolution, one pixel per spacing, stands for: not exactly, it has 32
 * bits. */
double iv__spacing_of_resolution(double resolution);
/* Makes it exact where the description, one of ours, gives the spacing along 'x' or 'y'. */
void iv__imagej_exact(const char *description, char axis, double *spacing);

/* {"shape": [3, 256, 256]}, as tifffile describes arrays; false if it does not fit the page. */
struct iv__page_shape {
    int64_t height, width, samples;
};
bool iv__shaped_claims(const char *description);
bool iv__shaped_parse(const char *description, const struct iv__page_shape *page,
                      struct iv__series *out);

/* ---- XML, as much of it as OME needs (xml.c) ---------------------------------------------- */

struct iv__xml {
    const char *at;   /* what is left */
    const char *name; /* of the tag that iv__xml_next found, without its prefix; not terminated */
    size_t name_size;
    const char *inside, *inside_end; /* its attributes */
    bool closing;                    /* </name> */
    bool empty;                      /* <name/> */
};

/* Goes to the next tag, over comments, declarations and CDATA; false at the end. */
bool iv__xml_next(struct iv__xml *x);
bool iv__xml_is(const struct iv__xml *x, const char *name);
/* The attribute's value, entities resolved to UTF-8, cut to size; false if there is none. */
bool iv__xml_get(const struct iv__xml *x, const char *attribute, char *out, size_t size);
/* The text from the tag to the next one. */
void iv__xml_text(const struct iv__xml *x, char *out, size_t size);
/* Writes UTF-8 text in ASCII, with entities; what is not UTF-8 or not allowed becomes '?'. */
void iv__xml_put(FILE *f, const char *text);

/* ---- libtiff (tiff.c) --------------------------------------------------------------------- */
#ifdef IV__HAVE_TIFF
#include <tiffio.h>

struct iv__tiff {
    TIFF *tif;
    int fd;
    const char *path;
    uint64_t at, size;  /* of the file */
    uint64_t place;     /* where the next data is appended, if not 0: see tiff_write.c */
    uint64_t allowance; /* bytes that may still be read: an end to hostile files */
    int error;          /* errno of a failed access */
    bool strict;        /* warnings count as errors */
    bool cut_off;       /* something past the end of the file was asked for */
    char text[400];     /* libtiff's first message since it was emptied */
};

/* mode as in TIFFOpen. The fd stays the caller's. t must not move afterwards. */
iv_status iv__tiff_open(struct iv__tiff *t, int fd, uint64_t size, const char *path,
                        const char *mode);
void iv__tiff_close(struct iv__tiff *t);
/* Words what libtiff told, or what the system said when it failed. */
iv_status iv__tiff_fault(const struct iv__tiff *t, const char *doing);
const char *iv__tiff_compression_name(int compression);

/* ---- Reading (tiff_read.c finds the pages, tiff_pixels.c reads them) ---------------------- */

struct iv__page {
    uint64_t offset; /* of its directory */
    uint64_t stored; /* bytes of its strips or tiles */
    uint64_t first;  /* where the first of them begins */
    uint32_t width, height;
    uint16_t samples, compression;
    struct iv__samples sample;
    bool separate, tiled, reduced;
    char fault[100]; /* why its pixels cannot be read; "" if they can */
};

struct iv__tiff_file {
    struct iv__tiff io;
    size_t pages, current; /* current: the page whose directory libtiff has */
    struct iv__page *page;
    struct iv__series series;
    bool bare; /* ImageJ: one page, and the pixels of all planes behind one another */
};

/* Sets what libtiff must know before it decodes the current page. */
void iv__tiff_prepare(TIFF *tif);
iv_status iv__tiff_read_pixels(const struct iv__input *in, struct iv__found *found, void *pixels);

/* ---- Writing (tiff_write.c) --------------------------------------------------------------- */

iv_status iv__tiff_write(struct iv__output *out, const struct iv__picture *picture,
                         iv_compression compression);
#endif
#endif
