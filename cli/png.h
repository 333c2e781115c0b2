/* Pictures as PNG files (ISO 15948) in memory, compressed if zlib is there. */
#ifndef CLI_PNG_H
#define CLI_PNG_H
#include "text.h"

/* 8 bits a sample; 1 sample a pixel (grey) or 3 (red, green, blue). Adds
   "data:image/png;base64,..." to the text. */
void png_add(struct text *t, const unsigned char *pixels, int width, int height, int samples);
#endif
