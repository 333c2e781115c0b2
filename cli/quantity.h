/* Numbers with a unit: "2", "2px", "2um", "0.5 mm", "30deg". */
#ifndef CLI_QUANTITY_H
#define CLI_QUANTITY_H
#include "isovox/isovox.h"

/* The value of a parameter. A length becomes pixels through the spacing of the parameter's axis;
   one that belongs to no single axis needs the same spacing on all. Returns 0, or -1 with the
   reason in `why`. layout NULL: there is no image, and lengths with a unit are refused. */
int quantity_parse(const char *text, const iv_param_info *p, const iv_layout *layout, double *out,
                   char *why, size_t size);
/* How many metres a unit is, 0 if it is none of length: "um", "micron", "µm", "nm" ... */
double unit_metres(const char *unit);
#endif
