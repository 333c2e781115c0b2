/* OME-XML, the description in the first page of an OME-TIFF.
 * https://docs.openmicroscopy.org/ome-model/6.3.1/ome-tiff/specification.html
 * Kind, present axes and units that OME does not know are kept in an annotation of our own. */
#include "io/tiff.h"
#include <stdlib.h>
#include <string.h>

#define NAMESPACE "http://www.openmicroscopy.org/Schemas/OME/2016-06"
#define OWN       "isovox"

static const char letters[] = "TCZYX"; /* by IV_AXIS_... */

bool iv__ome_claims(const char *description)
{
    const char *p = description + strspn(description, " \t\r\n\xEF\xBB\xBF");
    if (strncmp(p, "<?xml", 5) != 0 && strncmp(p, "<OME", 4) != 0 && strncmp(p, "<!--", 4) != 0)
        return strncmp(p, "<ome:OME", 8) == 0;
    return strstr(p, "<OME") || strstr(p, ":OME");
}

/* ---- Reading ------------------------------------------------------------------------------ */

struct parser {
    struct iv__xml xml;
    struct iv__series *out;
    const char *file; /* the own name */
    size_t pages;
    int samples;
    int images; /* seen so far; the first is read */
    bool in_first, own_notes;
    bool any_data;     /* a TiffData was seen */
    bool elsewhere;    /* some planes are in other files */
    uint64_t assigned; /* planes named by TiffData so far */
    char own[64];      /* UUID of this file; "" if it names none */
};

static int64_t whole(const struct iv__xml *x, const char *attribute, int64_t absent)
{
    char text[32], *end;
    if (!iv__xml_get(x, attribute, text, sizeof text)) return absent;
    const long long v = strtoll(text, &end, 10);
    return end == text || v < 0 || v > INT32_MAX ? -1 : v;
}

static iv_status damaged(const char *what)
{
    return iv__error(IV_ERROR_FORMAT, "the OME-XML %s", what);
}

static void parse_spacing(struct parser *p, int axis, const char *attribute, const char *absent)
{
    char text[64], name[64];
    double v;
    if (!iv__xml_get(&p->xml, attribute, text, sizeof text)) return;
    if (!iv__number_read(text, &v) || !(v > 0)) return;
    p->out->spacing[axis] = v;
    snprintf(name, sizeof name, "%sUnit", attribute);
    if (!iv__xml_get(&p->xml, name, text, sizeof text)) snprintf(text, sizeof text, "%s", absent);
    iv__unit_clean(text, p->out->unit[axis]);
}

/* Sizes, order and physical sizes of the first image. */
static iv_status parse_pixels(struct parser *p)
{
    struct iv__series *s = p->out;
    char order[16];
    if (!iv__xml_get(&p->xml, "DimensionOrder", order, sizeof order)) strcpy(order, "XYZCT");
    if (strlen(order) != 5 || memcmp(order, "XY", 2) != 0)
        return damaged("has a DimensionOrder that is not XY and then Z, C, T in some order");
    uint64_t planes = 1;
    uint32_t seen = 0;
    s->axes = 1u << IV_AXIS_Y | 1u << IV_AXIS_X;
    for (int i = 0; i < 3; i++) {
        const char *letter = strchr("TCZ", order[4 - i]),
                   attribute[] = { 'S', 'i', 'z', 'e', order[4 - i], 0 };
        if (!letter) return damaged("has a DimensionOrder with an axis other than X Y Z C T");
        const int axis = (int)(strchr(letters, *letter) - letters);
        int64_t size = whole(&p->xml, attribute, 1);
        if (size < 1) return damaged("has a size that is not a positive number");
        if (size > 1) s->axes |= 1u << axis;
        if (axis == IV_AXIS_C) {
            if (size % p->samples)
                return damaged("has a SizeC that the samples of a page do not divide");
            size /= p->samples;
        }
        seen |= 1u << axis;
        s->axis[i] = axis;
        s->size[i] = size;
        planes = iv__times(planes, (uint64_t)size);
    }
    if (seen != 7) return damaged("has a DimensionOrder that names an axis twice");
    if (planes > p->pages)
        return iv__error(
            IV_ERROR_FORMAT,
            "the OME-XML names %.0f planes, but the file has %zu pages: the others are "
            "missing or in other files of a set, which are not read",
            (double)planes, p->pages);
    s->planes = (int64_t)planes;
    s->page = malloc(planes * sizeof *s->page);
    if (!s->page) return iv__error(IV_ERROR_MEMORY, "no memory for the list of pages");
    memset(s->page, 255, planes * sizeof *s->page); /* UINT32_MAX: missing */
    parse_spacing(p, IV_AXIS_X, "PhysicalSizeX", "um");
    parse_spacing(p, IV_AXIS_Y, "PhysicalSizeY", "um");
    parse_spacing(p, IV_AXIS_Z, "PhysicalSizeZ", "um");
    parse_spacing(p, IV_AXIS_T, "TimeIncrement", "s");
    return IV_OK;
}

/* Whether the UUID after a TiffData, if there is one, is this file's. A file that does not say its
   own UUID is known by its name; a renamed one, by the first UUID that is mentioned. */
static bool is_own(struct parser *p)
{
    struct iv__xml x = p->xml;
    char uuid[64], file[512];
    if (x.empty || !iv__xml_next(&x) || !iv__xml_is(&x, "UUID") || x.closing) return true;
    iv__xml_text(&x, uuid, sizeof uuid);
    const bool named = iv__xml_get(&x, "FileName", file, sizeof file);
    if (!p->own[0] && (!named || strcmp(file, p->file) == 0 || p->assigned == 0))
        snprintf(p->own, sizeof p->own, "%s", uuid);
    return strcmp(uuid, p->own) == 0;
}

static iv_status parse_data(struct parser *p)
{
    struct iv__series *s = p->out;
    static const char *const first[] = { "FirstT", "FirstC", "FirstZ" };
    p->any_data = true;
    if (!is_own(p)) {
        p->elsewhere = true;
        return IV_OK;
    }
    const int64_t page = whole(&p->xml, "IFD", 0), given = whole(&p->xml, "IFD", -2);
    int64_t count = whole(&p->xml, "PlaneCount", whole(&p->xml, "NumPlanes", given == -2 ? 0 : 1));
    uint64_t at = 0;
    for (int i = 0; i < 3; i++) {
        const int64_t v = whole(&p->xml, first[s->axis[i]], 0);
        if (v < 0 || v >= s->size[i]) return damaged("has a TiffData outside of the image");
        at = at * (uint64_t)s->size[i] + (uint64_t)v;
    }
    if (page < 0 || count < 0) return damaged("has a TiffData with a negative number");
    if (count == 0) count = (int64_t)p->pages; /* all */
    for (int64_t i = 0; i < count && at + (uint64_t)i < (uint64_t)s->planes; i++) {
        if ((uint64_t)(page + i) >= p->pages) break;
        s->page[at + (uint64_t)i] = (uint32_t)(page + i);
        p->assigned++;
    }
    /* a valid file names each plane once; a hostile one would keep us busy */
    return p->assigned > 4 * (uint64_t)s->planes ? damaged("names planes many times over") : IV_OK;
}

/* <M K="kind">labels</M> in our own annotation. */
static void parse_own(struct parser *p)
{
    char key[16], value[32];
    struct iv__series *s = p->out;
    if (!iv__xml_get(&p->xml, "K", key, sizeof key)) return;
    iv__xml_text(&p->xml, value, sizeof value);
    if (strcmp(key, "kind") == 0)
        s->kind = strcmp(value, "labels") == 0   ? IV_KIND_LABELS
                  : strcmp(value, "binary") == 0 ? IV_KIND_BINARY
                                                 : IV_KIND_INTENSITY;
    else if (strcmp(key, "axes") == 0) {
        for (const char *c = value; *c; c++)
            if (strchr("TCZ", *c)) s->axes |= 1u << (strchr(letters, *c) - letters);
    } else if (strncmp(key, "unit", 4) == 0 && key[4] && strchr(letters, key[4]))
        iv__unit_clean(value, s->unit[strchr(letters, key[4]) - letters]);
}

static iv_status parse_tag(struct parser *p)
{
    const struct iv__xml *x = &p->xml;
    char text[64];
    if (iv__xml_is(x, "Image")) {
        if (!x->closing) p->images++;
        p->in_first = p->images == 1 && !x->closing && !x->empty;
        if (p->in_first) iv__xml_get(x, "Name", p->out->name, sizeof p->out->name);
    } else if (x->closing)
        return IV_OK;
    else if (iv__xml_is(x, "OME"))
        iv__xml_get(x, "UUID", p->own, sizeof p->own);
    else if (iv__xml_is(x, "BinaryOnly")) {
        char file[128] = "another file";
        iv__xml_get(x, "MetadataFile", file, sizeof file);
        return iv__error(IV_ERROR_UNSUPPORTED,
                         "is one of a set of OME-TIFF files, described in %s; sets are not read",
                         file);
    } else if (iv__xml_is(x, "Pixels") && p->in_first && !p->out->page)
        return parse_pixels(p);
    else if (iv__xml_is(x, "TiffData") && p->in_first && p->out->page)
        return parse_data(p);
    else if (iv__xml_is(x, "MapAnnotation"))
        p->own_notes = iv__xml_get(x, "Namespace", text, sizeof text) && strcmp(text, OWN) == 0;
    else if (iv__xml_is(x, "M") && p->own_notes)
        parse_own(p);
    return IV_OK;
}

static iv_status check_planes(struct parser *p)
{
    struct iv__series *s = p->out;
    if (!s->page) return damaged("describes no image");
    for (int64_t i = 0; i < s->planes; i++) {
        if (!p->any_data) s->page[i] = (uint32_t)i; /* no TiffData: page after page */
        if (s->page[i] != UINT32_MAX) continue;
        int64_t index[IV_AXES] = { 0 }, rest = i;
        for (int d = 2; d >= 0; d--) {
            index[s->axis[d]] = rest % s->size[d];
            rest /= s->size[d];
        }
        return iv__error(IV_ERROR_FORMAT, "the plane t=%lld c=%lld z=%lld is %s",
                         (long long)index[IV_AXIS_T], (long long)index[IV_AXIS_C],
                         (long long)index[IV_AXIS_Z],
                         p->elsewhere ? "in another file of a set, and sets are not read"
                                      : "missing from the file");
    }
    if (p->images > 1) snprintf(s->note, sizeof s->note, "the first of %d images", p->images);
    return IV_OK;
}

iv_status iv__ome_parse(const char *xml, const char *path, size_t pages, int samples,
                        struct iv__series *out)
{
    struct parser p = {
        .xml = { .at = xml },
        .out = out,
        .file = iv__base_name(path),
        .pages = pages,
        .samples = samples,
    };
    iv__series_start(out, "OME-TIFF");
    iv_status status = IV_OK;
    while (!status && iv__xml_next(&p.xml)) status = parse_tag(&p);
    if (!status) status = check_planes(&p);
    if (status) iv__series_free(out);
    return status;
}

/* ---- Writing ------------------------------------------------------------------------------ */

/* Our units that OME knows, and how it writes them. */
static const char *const units[][2] = {
    { "um", "&#181;m" }, { "nm", "nm" }, { "pm", "pm" },    { "mm", "mm" },   { "cm", "cm" },
    { "m", "m" },        { "km", "km" }, { "A", "&#197;" }, { "inch", "in" }, { "", "pixel" },
};
static const char *const times[][2] = {
    { "s", "s" },     { "ms", "ms" }, { "us", "&#181;s" }, { "ns", "ns" },
    { "min", "min" }, { "h", "h" },   { "d", "d" },
};

static const char *ome_unit(int axis, const char *unit)
{
    const bool time = axis == IV_AXIS_T;
    const size_t n = time ? sizeof times / sizeof *times : sizeof units / sizeof *units;
    for (size_t i = 0; i < n; i++)
        if (strcmp((time ? times : units)[i][0], unit) == 0) return (time ? times : units)[i][1];
    return NULL;
}

static void put_spacing(FILE *f, const iv_layout *l, int axis, const char *attribute)
{
    char number[32];
    if (l->spacing[axis] == 1 && !l->unit[axis][0]) return;
    const char *unit = ome_unit(axis, l->unit[axis]);
    fprintf(f, " %s=\"%s\" %sUnit=\"%s\"", attribute, iv__number_text(l->spacing[axis], number),
            attribute,
            unit                ? unit
            : axis == IV_AXIS_T ? "s"
                                : "reference frame");
}

char *iv__ome_text(const struct iv__picture *picture)
{
    static const char *const types[IV_PIXEL_COUNT] = { "",      "uint8",  "int8",  "uint16",
                                                       "int16", "uint32", "int32", "float" };
    static const char *const kinds[] = { "intensity", "binary", "labels" };
    const iv_layout *l = &picture->layout;
    char *text = NULL;
    size_t size;
    FILE *f = open_memstream(&text, &size);
    if (!f) return NULL;
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?><OME xmlns=\"" NAMESPACE "\" "
          "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
          "xsi:schemaLocation=\"" NAMESPACE " " NAMESPACE "/ome.xsd\" Creator=\"Isovox " IV_VERSION
          "\"><Image ID=\"Image:0\" Name=\"",
          f);
    iv__xml_put(f, picture->name ? picture->name : "");
    fprintf(f,
            "\"><Pixels ID=\"Pixels:0\" DimensionOrder=\"XYZCT\" Type=\"%s\" "
            "BigEndian=\"false\" ",
            types[picture->pixel]);
    for (int axis = IV_AXIS_X; axis >= 0; axis--)
        fprintf(f, "%sSize%c=\"%lld\"", axis == IV_AXIS_X ? "" : " ", letters[axis],
                (long long)l->size[axis]);
    put_spacing(f, l, IV_AXIS_X, "PhysicalSizeX");
    put_spacing(f, l, IV_AXIS_Y, "PhysicalSizeY");
    put_spacing(f, l, IV_AXIS_Z, "PhysicalSizeZ");
    put_spacing(f, l, IV_AXIS_T, "TimeIncrement");
    fputc('>', f);
    for (int64_t c = 0; c < l->size[IV_AXIS_C]; c++)
        fprintf(f, "<Channel ID=\"Channel:0:%lld\" SamplesPerPixel=\"1\"/>", (long long)c);
    fprintf(f,
            "<TiffData IFD=\"0\" PlaneCount=\"%lld\"/></Pixels>"
            "<AnnotationRef ID=\"Annotation:0\"/></Image><StructuredAnnotations>"
            "<MapAnnotation ID=\"Annotation:0\" Namespace=\"" OWN "\"><Value>"
            "<M K=\"kind\">%s</M><M K=\"axes\">",
            (long long)(l->size[IV_AXIS_T] * l->size[IV_AXIS_C] * l->size[IV_AXIS_Z]),
            kinds[picture->kind]);
    for (int axis = 0; axis < IV_AXES; axis++)
        if (l->axes & 1u << axis) fputc(letters[axis], f);
    fputs("</M>", f);
    for (int axis = 0; axis < IV_AXES; axis++) {
        if (axis == IV_AXIS_C || ome_unit(axis, l->unit[axis])) continue;
        if (axis == IV_AXIS_T && l->spacing[axis] == 1 && !l->unit[axis][0]) continue;
        fprintf(f, "<M K=\"unit%c\">", letters[axis]);
        iv__xml_put(f, l->unit[axis]);
        fputs("</M>", f);
    }
    fputs("</Value></MapAnnotation></StructuredAnnotations></OME>", f);
    const bool bad = ferror(f) != 0;
    if (fclose(f) != 0 || bad) {
        free(text);
        return NULL;
    }
    return text;
}
