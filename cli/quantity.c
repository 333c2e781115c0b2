#include "quantity.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double unit_metres(const char *unit)
{
    static const struct {
        const char *name;
        double metres;
    } units[] = {
        { "um", 1e-6 },
        { "nm", 1e-9 },
        { "mm", 1e-3 },
        { "cm", 1e-2 },
        { "m", 1 },
        { "\302\265m", 1e-6 },
        { "\316\274m", 1e-6 },
        { "micron", 1e-6 },
        { "microns", 1e-6 },
        { "micrometer", 1e-6 },
        { "pm", 1e-12 },
        { "A", 1e-10 },
        { "\303\205", 1e-10 },
        { "angstrom", 1e-10 },
        { "inch", 0.0254 },
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i].name, unit) == 0) return units[i].metres;
    return 0;
}

static int in_pixels(double metres, const iv_param_info *p, const iv_layout *l, double *out,
                     char *why, size_t size)
{
    double pixel = 0;
    if (!l)
        return snprintf(why, size, "there is no image whose pixels the length could be told in"),
               -1;
    for (int axis = IV_AXIS_Z; axis < IV_AXES; axis++) {
        const char letter = "tczyx"[axis];
        const double one = unit_metres(l->unit[axis]) * l->spacing[axis];
        if (p->axis ? p->axis != letter : !(l->axes >> axis & 1)) continue;
        if (!(one > 0)) {
            snprintf(why, size,
                     "the image does not say how large its pixels are along %c; give %s in pixels, "
                     "or the size by `isovox convert --spacing`",
                     letter, p->name);
            return -1;
        }
        if (pixel > 0 && fabs(one / pixel - 1) > 1e-3) {
            snprintf(why, size,
                     "%s is one number for all axes, but the pixels are not of equal size along "
                     "them (%g and %g um); give it in pixels",
                     p->name, pixel * 1e6, one * 1e6);
            return -1;
        }
        pixel = one;
    }
    *out = pixel > 0 ? metres / pixel : 0;
    return 0;
}

int quantity_parse(const char *text, const iv_param_info *p, const iv_layout *layout, double *out,
                   char *why, size_t size)
{
    char *unit;
    *out = strtod(text, &unit);
    if (unit == text) return snprintf(why, size, "%s: '%s' is not a number", p->name, text), -1;
    while (isspace((unsigned char)*unit)) unit++;
    if (!*unit) return 0;
    if (strcmp(p->unit, "degree") == 0) {
        if (strcmp(unit, "deg") == 0 || strcmp(unit, "degree") == 0) return 0;
        if (strcmp(unit, "rad") == 0) return *out *= 57.295779513082323, 0;
        return snprintf(why, size, "%s: '%s' is no unit of an angle; there are deg and rad",
                        p->name, unit),
               -1;
    }
    if (strcmp(p->unit, "pixel") == 0) {
        const double metres = unit_metres(unit);
        if (strcmp(unit, "px") == 0 || strcmp(unit, "pixel") == 0 || strcmp(unit, "pixels") == 0)
            return 0;
        if (metres > 0) return in_pixels(*out * metres, p, layout, out, why, size);
        return snprintf(why, size, "%s: '%s' is no unit of length; there are px, nm, um, mm, cm, m",
                        p->name, unit),
               -1;
    }
    return snprintf(why, size, "%s: '%s' is not a number, and %s has no unit", p->name, text,
                    p->name),
           -1;
}
