#include "io/io.h"
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Programs that call setlocale() may have made the decimal point a comma; files have a point. */
static locale_t plain;
static void make_plain(void) { plain = newlocale(LC_ALL_MASK, "C", (locale_t)0); }

static locale_t enter(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_plain);
    return plain ? uselocale(plain) : uselocale((locale_t)0);
}

const char *iv__number_text(double value, char out[32])
{
    if (isnan(value)) return strcpy(out, "nan");
    if (isinf(value)) return strcpy(out, value < 0 ? "-inf" : "inf");
    const locale_t old = enter();
    if (value == rint(value) && fabs(value) < 9007199254740992.0 && !(value == 0 && signbit(value)))
        snprintf(out, 32, "%.0f", value);
    else
        for (int digits = 15; digits <= 17; digits++) {
            snprintf(out, 32, "%.*g", digits, value);
            if (strtod(out, NULL) == value) break;
        }
    uselocale(old);
    return out;
}

bool iv__number_read(const char *s, double *out)
{
    char *end;
    const locale_t old = enter();
    const double value = strtod(s, &end);
    uselocale(old);
    if (end == s || !isfinite(value)) return false;
    *out = value;
    return true;
}

static const char *const units[][2] = {
    { "pixel", "" },           { "pixels", "" },       { "voxel", "" },
    { "frame", "" },           { "micron", "um" },     { "microns", "um" },
    { "micrometer", "um" },    { "micrometre", "um" }, { "nanometer", "nm" },
    { "nanometre", "nm" },     { "millimeter", "mm" }, { "millimetre", "mm" },
    { "centimeter", "cm" },    { "centimetre", "cm" }, { "meter", "m" },
    { "metre", "m" },          { "sec", "s" },         { "second", "s" },
    { "seconds", "s" },        { "msec", "ms" },       { "minute", "min" },
    { "minutes", "min" },      { "hour", "h" },        { "hours", "h" },
    { "inches", "inch" },      { "in", "inch" },       { "angstrom", "A" },
    { "reference frame", "" },
};

/* The letters outside ASCII that units are written with: micro sign, Greek mu, the ring A; each in
   UTF-8, in Latin-1 and as ImageJ escapes it. */
static const struct {
    const char *from;
    char to;
} letters[] = {
    { "\xC2\xB5", 'u' },     { "\xCE\xBC", 'u' }, { "\xB5", 'u' },    { "\\u00B5", 'u' },
    { "\\u00b5", 'u' },      { "\\u03BC", 'u' },  { "\\u03bc", 'u' }, { "\xC3\x85", 'A' },
    { "\xE2\x84\xAB", 'A' }, { "\xC5", 'A' },     { "\\u00C5", 'A' }, { "\\u00c5", 'A' },
};

void iv__unit_clean(const char *unit, char out[16])
{
    size_t n = 0;
    unit += strspn(unit, " \t");
    while (*unit && *unit != '\n' && *unit != '\r' && n < 15) {
        char c = *unit;
        size_t used = 1;
        for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
            const size_t length = strlen(letters[i].from);
            if (strncmp(unit, letters[i].from, length) != 0) continue;
            c = letters[i].to;
            used = length;
            break;
        }
        unit += used;
        if (c >= ' ' && c <= '~') out[n++] = c;
    }
    while (n && out[n - 1] == ' ') n--;
    out[n] = 0;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcasecmp(out, units[i][0]) == 0) {
            strcpy(out, units[i][1]);
            return;
        }
}

bool iv__ends_with(const char *s, const char *ending)
{
    const size_t n = strlen(s), m = strlen(ending);
    return n >= m && strcasecmp(s + n - m, ending) == 0;
}

const char *iv__base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

uint64_t iv__times(uint64_t a, uint64_t b) { return b && a > UINT64_MAX / b ? UINT64_MAX : a * b; }
