#include "nuclei.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "blur.h"
#include "random.h"

/* All lengths are in micrometres, all vectors z y x. */
struct nucleus {
    double at[3], speed[3], radius[3];
    double turn[3][3]; /* rows: the nucleus' own axes */
    double light;      /* photons per pixel in its middle */
    double spots[3][3];
    uint64_t texture;
    uint32_t id;
    int age;
};

struct scene {
    struct scene_options o;
    double extent[3];
    struct nucleus *nuclei;
    int n, room, time, divisions;
    uint32_t next_id;
    struct random random;
};

enum { MEAN_RADIUS_NM = 4200, DIVIDES_EVERY = 14 };

/* ---- Geometry ---- */

static double dot(const double a[3], const double b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static void direction(struct random *r, double v[3])
{
    double n;
    do {
        for (int i = 0; i < 3; i++) v[i] = random_between(r, -1, 1);
        n = dot(v, v);
    } while (n > 1 || n < 0.01);
    n = sqrt(n);
    for (int i = 0; i < 3; i++) v[i] /= n;
}

/* Three random directions at right angles. */
static void orientation(struct random *r, double m[3][3])
{
    double b[3], n;
    direction(r, m[0]);
    do {
        direction(r, b);
        const double along = dot(b, m[0]);
        for (int i = 0; i < 3; i++) m[1][i] = b[i] - along * m[0][i];
        n = dot(m[1], m[1]);
    } while (n < 0.05);
    n = sqrt(n);
    for (int i = 0; i < 3; i++) m[1][i] /= n;
    for (int i = 0; i < 3; i++)
        m[2][i] = m[0][(i + 1) % 3] * m[1][(i + 2) % 3] - m[0][(i + 2) % 3] * m[1][(i + 1) % 3];
}

static double mean_radius(const struct nucleus *c)
{
    return (c->radius[0] + c->radius[1] + c->radius[2]) / 3;
}

/* Nuclei stay in the volume in z; in the plane they may be cut by its edge. */
static void keep_inside(const struct scene *s, struct nucleus *c)
{
    for (int i = 0; i < 3; i++) {
        double margin = i == 0 ? mean_radius(c) + 1.5 * s->o.spacing[0] : 0;
        if (margin > s->extent[i] / 2) margin = s->extent[i] / 2;
        if (c->at[i] < margin) c->at[i] = margin;
        if (c->at[i] > s->extent[i] - margin) c->at[i] = s->extent[i] - margin;
    }
}

/* Pushes pairs that overlap apart until they only touch. */
static void settle(struct scene *s)
{
    for (int round = 0; round < 40; round++)
        for (int i = 0; i < s->n; i++) {
            for (int j = 0; j < i; j++) {
                struct nucleus *a = &s->nuclei[i], *b = &s->nuclei[j];
                const double d[3] = { a->at[0] - b->at[0], a->at[1] - b->at[1],
                                      a->at[2] - b->at[2] };
                const double apart = sqrt(dot(d, d)) + 1e-6,
                             wanted = 0.97 * (mean_radius(a) + mean_radius(b));
                if (apart >= wanted) continue;
                const double push = 0.25 * (wanted - apart) / apart;
                for (int k = 0; k < 3; k++) {
                    a->at[k] += push * d[k];
                    b->at[k] -= push * d[k];
                }
            }
            keep_inside(s, &s->nuclei[i]);
        }
}

/* ---- Life ---- */

static struct nucleus *add(struct scene *s)
{
    if (s->n == s->room) {
        struct nucleus *more = realloc(s->nuclei, (size_t)(s->room + 64) * sizeof *more);
        if (!more) return NULL;
        s->nuclei = more;
        s->room += 64;
    }
    struct nucleus *c = &s->nuclei[s->n++];
    memset(c, 0, sizeof *c);
    c->id = s->next_id++;
    return c;
}

static void give_birth(struct scene *s, struct nucleus *c, double size)
{
    struct random *r = &s->random;
    const double mean = MEAN_RADIUS_NM * 1e-3 * size;
    c->radius[0] = mean * random_between(r, 0.82, 0.95);
    c->radius[1] = mean * random_between(r, 0.90, 1.05);
    c->radius[2] = mean * random_between(r, 1.00, 1.22);
    orientation(r, c->turn);
    c->light = random_between(r, 340, 620);
    c->texture = random_next(r);
    for (int i = 0; i < 3; i++) {
        direction(r, c->spots[i]);
        const double out = random_between(r, 0.15, 0.55);
        for (int k = 0; k < 3; k++) c->spots[i][k] *= out;
    }
}

static int populate(struct scene *s)
{
    struct random *r = &s->random;
    for (int i = 0; i < s->o.nuclei; i++) {
        struct nucleus *c = add(s);
        if (!c) return -1;
        give_birth(s, c, random_between(r, 0.86, 1.14));
        if (i && random_between(r, 0, 1) < 0.55) { /* beside another one */
            const struct nucleus *other = &s->nuclei[random_below(r, (uint64_t)i)];
            double way[3];
            direction(r, way);
            for (int k = 0; k < 3; k++)
                c->at[k] = other->at[k] + way[k] * (mean_radius(c) + mean_radius(other));
        } else {
            for (int k = 0; k < 3; k++) c->at[k] = random_between(r, 0, s->extent[k]);
        }
        keep_inside(s, c);
    }
    settle(s);
    return 0;
}

static void move(struct scene *s, struct nucleus *c)
{
    double way[3];
    direction(&s->random, way);
    const double step = random_between(&s->random, 0.1, 0.9);
    for (int k = 0; k < 3; k++) {
        c->speed[k] = 0.6 * c->speed[k] + step * way[k];
        c->at[k] += c->speed[k];
    }
    for (int k = 0; k < 3; k++)
        if (c->age < 8) c->radius[k] *= 1.025; /* daughters grow up */
    c->age++;
}

/* Two daughters of half the volume, bright as condensed chromatin is. The mother's place in the
   list becomes the first daughter's. */
static int divide(struct scene *s, int i)
{
    double way[3];
    struct nucleus mother = s->nuclei[i], *twin = add(s), *first = &s->nuclei[i];
    if (!twin) return -1;
    first->id = s->next_id++;
    direction(&s->random, way);
    way[0] *= 0.4;
    for (int d = 0; d < 2; d++) {
        struct nucleus *c = d ? twin : first;
        const double sign = d ? -1 : 1;
        give_birth(s, c, 0.794 * mean_radius(&mother) / (MEAN_RADIUS_NM * 1e-3));
        c->light = 1.35 * mother.light;
        c->age = 0;
        for (int k = 0; k < 3; k++) {
            c->at[k] = mother.at[k] + sign * 0.75 * mean_radius(&mother) * way[k];
            c->speed[k] = sign * 0.6 * way[k];
        }
    }
    s->divisions++;
    return 0;
}

int scene_step(struct scene *s)
{
    const int n = s->n;
    int divided = 0;
    s->time++;
    for (int i = 0; i < n; i++) {
        move(s, &s->nuclei[i]);
        const int due = random_below(&s->random, DIVIDES_EVERY) == 0;
        if (s->nuclei[i].age < 3 && s->nuclei[i].id > (uint32_t)s->o.nuclei) continue;
        /* the last one divides if no other did: each step shows a division */
        if (!due && (divided || i < n - 1)) continue;
        if (divide(s, i)) return -1;
        divided = 1;
    }
    settle(s);
    return 0;
}

/* ---- Light ---- */

/* Smooth noise, -1..1: random values on a lattice, blended. */
static double lattice(uint64_t seed, const double p[3])
{
    int64_t base[3];
    double part[3], sum = 0;
    for (int k = 0; k < 3; k++) {
        const double f = floor(p[k]);
        const double x = p[k] - f;
        base[k] = (int64_t)f;
        part[k] = x * x * (3 - 2 * x);
    }
    for (int corner = 0; corner < 8; corner++) {
        double weight = 1;
        uint64_t key = seed;
        for (int k = 0; k < 3; k++) {
            const int up = corner >> k & 1;
            weight *= up ? part[k] : 1 - part[k];
            key = random_hash(key ^ (uint64_t)(base[k] + up));
        }
        sum += weight * ((double)(key >> 11) * (2.0 / 9007199254740992.0) - 1);
    }
    return sum;
}

/* How bright the nucleus is at this place in its own axes, where its surface is at distance 1. */
static double chromatin(const struct nucleus *c, const double own[3], double squared)
{
    const double coarse[3] = { own[0] * 2.6, own[1] * 2.6, own[2] * 2.6 };
    const double fine[3] = { own[0] * 5.2, own[1] * 5.2, own[2] * 5.2 };
    double v = 1 + 0.28 * lattice(c->texture, coarse) + 0.16 * lattice(c->texture ^ 1, fine) -
               0.25 * squared;
    for (int i = 0; i < 3; i++) { /* nucleoli are dark */
        const double d[3] = { own[0] - c->spots[i][0], own[1] - c->spots[i][1],
                              own[2] - c->spots[i][2] };
        const double q = dot(d, d) / (0.24 * 0.24);
        if (q < 1) v *= 1 - 0.45 * (1 - q);
    }
    return v;
}

/* Draws one nucleus where no other is nearer in terms of its own size. */
static void draw(const struct scene *s, const struct nucleus *c, float *picture, uint32_t *truth,
                 float *nearest)
{
    const int64_t ny = s->o.size[1], nx = s->o.size[2];
    int64_t from[3], to[3];
    double reach = 0;
    for (int k = 0; k < 3; k++)
        if (c->radius[k] > reach) reach = c->radius[k];
    for (int k = 0; k < 3; k++) {
        from[k] = (int64_t)floor((c->at[k] - reach) / s->o.spacing[k]);
        to[k] = (int64_t)floor((c->at[k] + reach) / s->o.spacing[k]) + 1;
        if (from[k] < 0) from[k] = 0;
        if (to[k] > s->o.size[k]) to[k] = s->o.size[k];
    }
    for (int64_t z = from[0]; z < to[0]; z++)
        for (int64_t y = from[1]; y < to[1]; y++)
            for (int64_t x = from[2]; x < to[2]; x++) {
                const double p[3] = { ((double)z + 0.5) * s->o.spacing[0] - c->at[0],
                                      ((double)y + 0.5) * s->o.spacing[1] - c->at[1],
                                      ((double)x + 0.5) * s->o.spacing[2] - c->at[2] };
                const double own[3] = { dot(c->turn[0], p) / c->radius[0],
                                        dot(c->turn[1], p) / c->radius[1],
                                        dot(c->turn[2], p) / c->radius[2] };
                const double squared = dot(own, own);
                const int64_t i = (z * ny + y) * nx + x;
                if (squared >= 1 || (truth[i] && nearest[i] <= (float)squared)) continue;
                nearest[i] = (float)squared;
                truth[i] = c->id;
                picture[i] = (float)(c->light * chromatin(c, own, squared));
            }
}

/* Light from outside the focal plane, an uneven background, weaker signal with depth, and noise as
   of counting photons and of reading them out. */
static void expose(const struct scene *s, float *picture, const float *haze)
{
    const int64_t nz = s->o.size[0], ny = s->o.size[1], nx = s->o.size[2];
    const uint64_t key = random_hash(s->o.seed ^ random_hash((uint64_t)s->time + 77));
    for (int64_t z = 0; z < nz; z++)
        for (int64_t y = 0; y < ny; y++)
            for (int64_t x = 0; x < nx; x++) {
                const int64_t i = (z * ny + y) * nx + x;
                const double u = (double)x / (double)nx, v = (double)y / (double)ny,
                             depth = (double)z / (double)nz;
                const double background = 60 + 130 * u * u + 70 * v + 30 * depth;
                const double photons =
                    (1 - 0.3 * depth) * (picture[i] + 0.55 * haze[i]) + background;
                const double noisy = photons + random_bell(key, (uint64_t)i) * sqrt(photons + 36);
                picture[i] = (float)(noisy < 0 ? 0 : noisy);
            }
}

int scene_render(struct scene *s, float *picture, uint32_t *truth)
{
    const size_t bytes = (size_t)(s->o.size[0] * s->o.size[1] * s->o.size[2]) * sizeof *picture;
    float *haze = malloc(bytes);
    if (!haze) return -1;
    memset(picture, 0, bytes);
    memset(truth, 0, bytes);
    for (int i = 0; i < s->n; i++) draw(s, &s->nuclei[i], picture, truth, haze);
    memcpy(haze, picture, bytes);
    /* sharp to 0.25 um in the plane and 0.8 um along the light; haze of 5 and 6 um */
    double sharp[3], wide[3];
    for (int k = 0; k < 3; k++) {
        sharp[k] = (k ? 0.25 : 0.8) / s->o.spacing[k];
        wide[k] = (k ? 5 : 6) / s->o.spacing[k];
    }
    const int bad = blur_gauss(picture, s->o.size, sharp) || blur_boxes(haze, s->o.size, wide);
    if (!bad) expose(s, picture, haze);
    free(haze);
    return bad ? -1 : 0;
}

/* ---- */

struct scene *scene_new(const struct scene_options *o)
{
    struct scene *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    s->o = *o;
    s->next_id = 1;
    for (int k = 0; k < 3; k++) s->extent[k] = (double)o->size[k] * o->spacing[k];
    s->random.state = random_hash(o->seed + 1);
    if (populate(s)) {
        scene_free(s);
        return NULL;
    }
    return s;
}

int scene_count(const struct scene *s) { return s->n; }
int scene_divisions(const struct scene *s) { return s->divisions; }

void scene_free(struct scene *s)
{
    if (!s) return;
    free(s->nuclei);
    free(s);
}
