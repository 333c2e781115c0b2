/* Affine maps of x y z, composed on the host in double. Coordinates are continuous: pixel i covers i to
   i + 1, so that an image of n pixels goes from 0 to n and its middle is n / 2. */
#ifndef IV__AFFINE_H
#define IV__AFFINE_H
#include "core/image.h"

struct iv__affine { double m[3][4]; }; /* p -> m p, p being x y z 1 */

struct iv__affine iv__affine_identity(void);
/* The map `next` after `first`. */
struct iv__affine iv__affine_then(struct iv__affine first, struct iv__affine next);
struct iv__affine iv__affine_translate(double x, double y, double z);
struct iv__affine iv__affine_scale(double x, double y, double z);
/* About the x axis, then y, then z, in degrees; from y to z, from z to x, from x to y. Multiples of 90
   are exact. */
struct iv__affine iv__affine_rotate(double x, double y, double z);
/* The map about the middle of an image instead of the corner. */
struct iv__affine iv__affine_about_middle(struct iv__affine a, const iv_layout *layout);
/* The map in the axes that the layout has: rows and columns of the others become the identity's. */
struct iv__affine iv__affine_in(struct iv__affine a, const iv_layout *layout);
/* Moves the map so that the image's bounding box begins at 0, and gives the layout that box's size,
   rounded to whole pixels. */
struct iv__affine iv__affine_fit(struct iv__affine a, iv_layout *layout);
iv_status iv__affine_inverse(struct iv__affine a, struct iv__affine *out);
#endif
