/* Planes of an image and of labels as parts of a page: grey pictures, coloured labels, contours. */
#ifndef CLI_PICTURE_H
#define CLI_PICTURE_H
#include "isovox/isovox.h"
#include "text.h"

/* Where a plane is taken from a volume. */
enum view {
    VIEW_SLICE,   /* y and x at one z */
    VIEW_SECTION, /* z and x at one y */
    VIEW_SIDE,    /* z and y at one x */
    VIEW_TOP      /* y and x: the brightest along z; of labels, the first along z */
};

/* One volume of host memory, and where it lies in it. */
struct volume {
    int64_t nz, ny, nx;
    double spacing[3]; /* z y x */
    const char *unit;  /* "" if the spacing is not known */
    iv_pixel pixel;
    const void *pixels;
    const uint32_t *labels;
};

/* A large plane is shown smaller: every `step`-th pixel. */
struct plane {
    int width, height;
    float *grey; /* NULL if memory is out */
    uint32_t *labels;
    float *depth;   /* VIEW_TOP: how far down the label is, 0..1; else NULL */
    double size[2]; /* physical height and width of a pixel shown */
};

void plane_take(struct plane *p, const struct volume *v, enum view view, int64_t at);
void plane_free(struct plane *p);
/* The greys that become black and white: percentiles of the plane. */
void plane_window(const struct plane *p, float *low, float *high);

/* A figure: the plane in grey with the labels' contours, or (coloured) the labels alone. colours
   holds the number of each label's colour. */
void figure_grey(struct text *t, const struct plane *p, float low, float high,
                 const uint32_t *colours, const char *caption, const char *unit);
void figure_labels(struct text *t, const struct plane *p, const uint32_t *colours,
                   const char *caption, const char *unit);
#endif
