/* The contours of labels as SVG paths, and the labels' colours. */
#ifndef CLI_CONTOUR_H
#define CLI_CONTOUR_H
#include <stdint.h>
#include "text.h"

/* Paths in units of half a pixel. colours holds the number of each label's colour. */
void contours_add(struct text *t, const uint32_t *labels, int width, int height,
                  const uint32_t *colours);
void colour_rgb(uint32_t number, unsigned char rgb[3]); /* distinct hues, light enough on black */
#endif
