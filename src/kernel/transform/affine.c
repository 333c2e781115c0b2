#include "kernel/transform/affine.h"
#include "kernel/common/box.h"
#include <math.h>

struct iv__affine iv__affine_identity(void) { return iv__affine_scale(1, 1, 1); }

struct iv__affine iv__affine_scale(double x, double y, double z)
{
    return (struct iv__affine){ { { x, 0, 0, 0 }, { 0, y, 0, 0 }, { 0, 0, z, 0 } } };
}

struct iv__affine iv__affine_translate(double x, double y, double z)
{
    return (struct iv__affine){ { { 1, 0, 0, x }, { 0, 1, 0, y }, { 0, 0, 1, z } } };
}

struct iv__affine iv__affine_then(struct iv__affine first, struct iv__affine next)
{
    struct iv__affine r;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 4; j++) {
            r.m[i][j] = j == 3 ? next.m[i][3] : 0;
            for (int k = 0; k < 3; k++) r.m[i][j] += next.m[i][k] * first.m[k][j];
        }
    return r;
}

static struct iv__affine rotate_about(int axis, double degrees)
{
    static const double exact[] = { 1, 0, -1, 0, 1 };
    struct iv__affine r = iv__affine_identity();
    const int a = (axis + 1) % 3, b = (axis + 2) % 3;
    double turn = fmod(degrees, 360);
    if (turn < 0) turn += 360;
    const int quarter = (int)(turn / 90) % 4;
    const int whole = turn == 90.0 * quarter;
    const double angle = turn * (3.14159265358979323846 / 180);
    const double c = whole ? exact[quarter] : cos(angle), s = whole ? exact[(quarter + 3) % 4] : sin(angle);
    r.m[a][a] = r.m[b][b] = c;
    r.m[b][a] = s;
    r.m[a][b] = -s;
    return r;
}

struct iv__affine iv__affine_rotate(double x, double y, double z)
{
    return iv__affine_then(iv__affine_then(rotate_about(0, x), rotate_about(1, y)), rotate_about(2, z));
}

struct iv__affine iv__affine_about_middle(struct iv__affine a, const iv_layout *l)
{
    const double x = 0.5 * (double)l->size[IV_AXIS_X], y = 0.5 * (double)l->size[IV_AXIS_Y],
                 z = 0.5 * (double)l->size[IV_AXIS_Z];
    return iv__affine_then(iv__affine_then(iv__affine_translate(-x, -y, -z), a), iv__affine_translate(x, y, z));
}

struct iv__affine iv__affine_in(struct iv__affine a, const iv_layout *l)
{
    for (int k = 0; k < 3; k++) {
        if (l->axes >> (IV_AXIS_X - k) & 1) continue;
        for (int i = 0; i < 3; i++) a.m[i][k] = a.m[k][i] = i == k;
        a.m[k][3] = 0;
    }
    return a;
}

struct iv__affine iv__affine_fit(struct iv__affine a, iv_layout *l)
{
    int64_t size[3];
    for (int i = 0; i < 3; i++) {
        double low = 0, extent = 0; /* of the corners, without the offset */
        for (int k = 0; k < 3; k++) {
            const double reach = a.m[i][k] * (double)l->size[IV_AXIS_X - k];
            low += reach < 0 ? reach : 0;
            extent += fabs(reach);
        }
        a.m[i][3] = -low;
        extent = floor(extent + 0.5 + 1e-9); /* a half that rounding has made smaller is a half */
        size[i] = extent < 1 ? 1 : extent > 1e15 ? (int64_t)1e15 : (int64_t)extent;
    }
    iv__box_resize(l, size);
    return a;
}

/* By cofactors. */
iv_status iv__affine_inverse(struct iv__affine a, struct iv__affine *out)
{
    double det = 0, largest = 1;
    for (int i = 0; i < 3; i++) {
        double row = 0;
        for (int k = 0; k < 3; k++) {
            const int k1 = (k + 1) % 3, k2 = (k + 2) % 3, i1 = (i + 1) % 3, i2 = (i + 2) % 3;
            out->m[k][i] = a.m[i1][k1] * a.m[i2][k2] - a.m[i1][k2] * a.m[i2][k1];
            if (i == 0) det += a.m[0][k] * out->m[k][0];
            row += fabs(a.m[i][k]);
        }
        largest *= row;
    }
    if (!(fabs(det) > 1e-14 * largest) || !isfinite(1 / det))
        return iv__error(IV_ERROR_ARGUMENT, "the matrix has no inverse: it maps different pixels to one place");
    for (int k = 0; k < 3; k++) {
        for (int i = 0; i < 3; i++) out->m[k][i] /= det;
        out->m[k][3] = 0;
        for (int i = 0; i < 3; i++) out->m[k][3] -= out->m[k][i] * a.m[i][3];
    }
    return IV_OK;
}
