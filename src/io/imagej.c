/* The descriptions of ImageJ ("key=value" lines) and of tifffile (a shape in JSON), and the series
 * that they and bare pages make. ImageJ's order of pages is t z c, c the fastest.
 * https://imagej.net/ij/developer/source/ij/io/FileSaver.java.html (getDescriptionString) */
#include "io/tiff.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Series ------------------------------------------------------------------------------- */

void iv__series_start(struct iv__series *s, const char *format)
{
    *s = (struct iv__series){
        .format = format,
        .axis = { IV_AXIS_T, IV_AXIS_C, IV_AXIS_Z },
        .size = { 1, 1, 1 },
        .axes = 1u << IV_AXIS_Y | 1u << IV_AXIS_X,
        .planes = 1,
    };
    for (int a = 0; a < IV_AXES; a++) s->spacing[a] = 1;
}

void iv__series_free(struct iv__series *s)
{
    free(s->page);
    s->page = NULL;
}

/* ---- ImageJ: reading ---------------------------------------------------------------------- */

bool iv__imagej_claims(const char *description) { return strncmp(description, "ImageJ=", 7) == 0; }

/* What follows "key=" at the start of a line, or NULL. */
static const char *value_of(const char *description, const char *key)
{
    const size_t n = strlen(key);
    for (const char *p = description; p; p = strchr(p, '\n')) {
        p += *p == '\n';
        if (strncmp(p, key, n) == 0 && p[n] == '=') return p + n + 1;
    }
    return NULL;
}

static int64_t count_of(const char *description, const char *key)
{
    const char *p = value_of(description, key);
    const long v = p ? strtol(p, NULL, 10) : 0;
    return v < 1 || v > INT32_MAX ? 0 : v;
}

static void spacing_of(const char *description, const char *key, double *out)
{
    const char *p = value_of(description, key);
    double v;
    if (p && iv__number_read(p, &v) && v != 0) *out = fabs(v); /* old ImageJ wrote negative ones */
}

static void unit_of(const char *description, const char *key, char out[16])
{
    const char *p = value_of(description, key);
    if (p) iv__unit_clean(p, out);
}

void iv__imagej_parse(const char *d, size_t pages, struct iv__series *s)
{
    static const struct {
        int axis;
        const char *key;
    } parts[] = { { IV_AXIS_T, "frames" }, { IV_AXIS_Z, "slices" }, { IV_AXIS_C, "channels" } };
    iv__series_start(s, "ImageJ TIFF");
    int64_t images = count_of(d, "images");
    uint64_t product = 1;
    for (int i = 0; i < 3; i++) {
        const int64_t n = count_of(d, parts[i].key);
        s->axis[i] = parts[i].axis;
        s->size[i] = n ? n : 1;
        if (n) s->axes |= 1u << parts[i].axis;
        product = iv__times(product, (uint64_t)s->size[i]);
    }
    if (!images) images = product > 1 && product <= INT32_MAX ? (int64_t)product : (int64_t)pages;
    if ((uint64_t)images != product) { /* ImageJ then shows a plain stack */
        const uint32_t kept = 1u << IV_AXIS_Y | 1u << IV_AXIS_X;
        if (product > 1)
            snprintf(s->note, sizeof s->note, "channels, slices and frames do not fit; read as z");
        s->axes = images > 1 ? kept | 1u << IV_AXIS_Z : kept;
        s->size[0] = s->size[2] = 1;
        s->size[1] = images;
    }
    s->planes = images;
    unit_of(d, "unit", s->unit[IV_AXIS_X]);
    memcpy(s->unit[IV_AXIS_Y], s->unit[IV_AXIS_X], sizeof s->unit[0]);
    memcpy(s->unit[IV_AXIS_Z], s->unit[IV_AXIS_X], sizeof s->unit[0]);
    unit_of(d, "yunit", s->unit[IV_AXIS_Y]);
    unit_of(d, "zunit", s->unit[IV_AXIS_Z]);
    spacing_of(d, "spacing", &s->spacing[IV_AXIS_Z]);
    if (value_of(d, "finterval")) {
        strcpy(s->unit[IV_AXIS_T], "s");
        spacing_of(d, "finterval", &s->spacing[IV_AXIS_T]);
        unit_of(d, "tunit", s->unit[IV_AXIS_T]);
    }
    const char *kind = value_of(d, "isovox_kind");
    if (kind && strncmp(kind, "labels", 6) == 0) s->kind = IV_KIND_LABELS;
    if (kind && strncmp(kind, "binary", 6) == 0) s->kind = IV_KIND_BINARY;
}

/* libtiff gives a resolution as a float, and ImageJ cuts it to millionths. Of all spacings that
   come to the same then, the one with the fewest decimal digits is the one that was meant: 0.1625,
   not 0.16250000096. */
double iv__spacing_of_resolution(double resolution)
{
    const float r = (float)resolution;
    if (!(r > 0) || isinf(r)) return 1;
    const double exact = 1 / resolution, millionths = resolution * 1e6;
    const bool cut = resolution < 16 && fabs(millionths - rint(millionths)) < millionths * 1e-7;
    const double off = !cut ? 0 : resolution > 0.5 ? 1e-6 : resolution * 2e-6;
    for (int digits = 1; digits < 9; digits++) {
        const double scale = pow(10, digits - 1 - (int)floor(log10(exact)));
        const double v =
            scale >= 1 ? rint(exact * scale) / scale : rint(exact * scale) * (1 / scale);
        if ((float)(1 / v) == r || fabs(1 / v - resolution) < off) return v;
    }
    return exact;
}

void iv__imagej_exact(const char *description, char axis, double *spacing)
{
    const char key[] = { 'i', 's', 'o', 'v', 'o', 'x', '_', axis, 0 };
    const char *p = value_of(description, key);
    double v;
    if (p && iv__number_read(p, &v) && fabs(v / *spacing - 1) < 1e-5) *spacing = v;
}

/* ---- ImageJ: writing ---------------------------------------------------------------------- */

bool iv__imagej_holds(const struct iv__picture *p)
{
    const bool type =
        p->pixel == IV_PIXEL_U8 || p->pixel == IV_PIXEL_U16 || p->pixel == IV_PIXEL_F32;
    const double x = p->layout.spacing[IV_AXIS_X], y = p->layout.spacing[IV_AXIS_Y];
    const bool size = x > 1e-9 && x < 1e6 && y > 1e-9 && y < 1e6; /* of a rational number */
    return type && size;
}

/* The smallest and the largest finite pixel: the range to show. */
static bool range(const struct iv__picture *p, double *low, double *high)
{
    const int64_t n = iv_layout_count(&p->layout);
    float a = INFINITY, b = -INFINITY;
    for (int64_t i = 0; i < n; i++) {
        const float v = p->pixel == IV_PIXEL_U8    ? ((const uint8_t *)p->pixels)[i]
                        : p->pixel == IV_PIXEL_U16 ? ((const uint16_t *)p->pixels)[i]
                                                   : ((const float *)p->pixels)[i];
        if (!isfinite(v)) continue;
        if (v < a) a = v;
        if (v > b) b = v;
    }
    *low = a;
    *high = b;
    return a <= b;
}

/* A unit as ImageJ shows it; it takes an absent one for pixels, or seconds. */
static void put_unit(FILE *f, const char *key, const char *unit, const char *absent)
{
    fprintf(f, "%s=", key);
    for (const char *c = *unit ? unit : absent; *c; c++) fputc(*c < ' ' || *c > '~' ? '?' : *c, f);
    fputc('\n', f);
}

char *iv__imagej_text(const struct iv__picture *picture)
{
    const iv_layout *l = &picture->layout;
    const int64_t c = l->size[IV_AXIS_C], z = l->size[IV_AXIS_Z], t = l->size[IV_AXIS_T];
    const char *unit = l->unit[IV_AXIS_X];
    char *text = NULL, number[32];
    size_t size;
    FILE *f = open_memstream(&text, &size);
    if (!f) return NULL;
    fprintf(f, "ImageJ=1.54f\nimages=%lld\n", (long long)(c * z * t));
    if (l->axes & 1u << IV_AXIS_C) fprintf(f, "channels=%lld\n", (long long)c);
    if (l->axes & 1u << IV_AXIS_Z) fprintf(f, "slices=%lld\n", (long long)z);
    if (l->axes & 1u << IV_AXIS_T) fprintf(f, "frames=%lld\n", (long long)t);
    if ((c > 1) + (z > 1) + (t > 1) > 1) fputs("hyperstack=true\n", f);
    if (c > 1) fputs("mode=composite\n", f);
    put_unit(f, "unit", unit, "pixel");
    if (strcmp(l->unit[IV_AXIS_Y], unit) != 0) put_unit(f, "yunit", l->unit[IV_AXIS_Y], "pixel");
    if (strcmp(l->unit[IV_AXIS_Z], unit) != 0) put_unit(f, "zunit", l->unit[IV_AXIS_Z], "pixel");
    if (l->spacing[IV_AXIS_Z] != 1)
        fprintf(f, "spacing=%s\n", iv__number_text(l->spacing[IV_AXIS_Z], number));
    if (l->spacing[IV_AXIS_T] != 1 || l->unit[IV_AXIS_T][0]) {
        fprintf(f, "finterval=%s\n", iv__number_text(l->spacing[IV_AXIS_T], number));
        if (strcmp(l->unit[IV_AXIS_T], "s") != 0) put_unit(f, "tunit", l->unit[IV_AXIS_T], "frame");
    }
    for (int a = IV_AXIS_Y; a <= IV_AXIS_X; a++) /* the resolution is not exact */
        if (iv__spacing_of_resolution((float)(1 / l->spacing[a])) != l->spacing[a])
            fprintf(f, "isovox_%c=%s\n", "tczyx"[a], iv__number_text(l->spacing[a], number));
    fputs("loop=false\n", f);
    double low, high;
    const bool plain = picture->pixel == IV_PIXEL_U8 && picture->kind == IV_KIND_INTENSITY;
    if (!plain && range(picture, &low, &high)) {
        fprintf(f, "min=%s\n", iv__number_text(low, number));
        fprintf(f, "max=%s\n", iv__number_text(high, number));
    }
    if (picture->kind != IV_KIND_INTENSITY)
        fprintf(f, "isovox_kind=%s\n", picture->kind == IV_KIND_LABELS ? "labels" : "binary");
    const bool bad = ferror(f) != 0;
    if (fclose(f) != 0 || bad) {
        free(text);
        return NULL;
    }
    return text;
}

/* ---- tifffile's shape --------------------------------------------------------------------- */

bool iv__shaped_claims(const char *d) { return d[0] == '{' && strstr(d, "\"shape\":"); }

/* The numbers of "shape", and whether the last ones are those of a page; how many are left before
   those, or -1. */
static int shape_of(const char *d, const struct iv__page_shape *page, int64_t shape[8], int *all)
{
    const char *p = strstr(d, "\"shape\":");
    int n = 0;
    for (p += strcspn(p, "[") + (strchr(p, '[') != NULL); n < 8; n++) {
        char *end;
        while (*p == ' ' || *p == ',') p++;
        if (!isdigit((unsigned char)*p)) break;
        const long long v = strtoll(p, &end, 10);
        if (v < 1 || v > INT32_MAX) return -1;
        shape[n] = v;
        p = end;
    }
    *all = n;
    if (*p != ']') return -1;
    const int64_t *last = shape + n, y = page->height, x = page->width, c = page->samples;
    if (c == 1) return n >= 2 && last[-2] == y && last[-1] == x ? n - 2 : -1;
    if (n >= 3 && last[-3] == y && last[-2] == x && last[-1] == c) return n - 3;
    return n >= 3 && last[-3] == c && last[-2] == y && last[-1] == x ? n - 3 : -1;
}

static int axis_of(char letter)
{
    static const char letters[] = "TCZ"; /* by IV_AXIS_... */
    const char *p = letter ? strchr(letters, letter) : NULL;
    return p ? (int)(p - letters) : -1;
}

/* The leading axes have the letters of "axes", if that is there. Letters that say nothing here (Q:
   unknown) become the axes that are still free, z first, from the last to the first. */
bool iv__shaped_parse(const char *d, const struct iv__page_shape *page, struct iv__series *s)
{
    static const char *const usual[] = { "", "Z", "TZ", "TCZ" };
    static const int free_first[] = { IV_AXIS_Z, IV_AXIS_T, IV_AXIS_C };
    int64_t shape[8];
    int n;
    const int leading = shape_of(d, page, shape, &n);
    if (leading < 0 || leading > 3) return false;
    const char *axes = strstr(d, "\"axes\":");
    if (axes) axes += 7 + strspn(axes + 7, " ");
    axes = axes && *axes == '"' && strcspn(axes + 1, "\"") == (size_t)n ? axes + 1 : usual[leading];

    iv__series_start(s, "TIFF");
    uint32_t taken = 0;
    for (int i = 0; i < leading; i++)
        if (axis_of(axes[i]) >= 0) taken |= 1u << axis_of(axes[i]);
    uint32_t seen = 0;
    uint64_t planes = 1;
    for (int i = 2; i >= 0; i--) {
        const int place = i - (3 - leading); /* a short list is filled up in front */
        int axis = place < 0 ? -1 : axis_of(axes[place]);
        for (int k = 0; k < 3 && axis < 0; k++)
            if (!(taken & 1u << free_first[k])) axis = free_first[k];
        if (axis < 0) return false;
        taken |= 1u << axis;
        seen |= 1u << axis;
        s->axis[i] = axis;
        s->size[i] = place < 0 ? 1 : shape[place];
        if (place >= 0) s->axes |= 1u << axis;
        planes = iv__times(planes, (uint64_t)s->size[i]);
    }
    s->planes = planes > INT32_MAX ? 0 : (int64_t)planes;
    return seen == 7 && s->planes > 0;
}
