/* What all operations over a box or a ball around each pixel take. */
#ifndef IV__WINDOW_ARGS_H
#define IV__WINDOW_ARGS_H
#include "core/op.h"
#ifndef IV__GEN
#include "gen/calls.h"
#include "kernel/filter/line.h"
#include "kernel/filter/window.h"
#endif

struct args { iv_image *input_image, *output_image; double radius_x, radius_y, radius_z; int connectivity; };

#define RADII(def, def_z)                                                                          \
    LENGTH(radius_x, 'x', def, 0, 1000, 20, "Half width along x: the window has 2 floor(radius) + 1 pixels."), \
    LENGTH(radius_y, 'y', def, 0, 1000, 20, "Half width along y."),                                \
    LENGTH(radius_z, 'z', def_z, 0, 1000, 20, "Half width along z; 0 leaves the axis out.")

/* takes: the pixels that the operation wants; rule: what the result is */
#define WINDOW_PARAMS(takes, rule, what)                                                           \
    static const struct iv__param params[] = {                                                     \
        SRC(input_image, takes, "Image to filter."),                                               \
        DST(output_image, input_image, rule, what),                                                \
        RADII(1, 1),                                                                               \
        CONNECTIVITY(connectivity, "The window: a box, or a sphere, x^2 / radius_x^2 + y^2 / radius_y^2 " \
                                   "+ z^2 / radius_z^2 <= 1 (half widths)."),                      \
    };

#define BORDER "Beyond the border the edge repeats; axes of size 1 are left out. "
#endif
