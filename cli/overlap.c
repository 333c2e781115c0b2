#include "overlap.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int in_order(const void *x, const void *y)
{
    const struct overlap_pair *p = x, *q = y;
    if (p->a != q->a) return p->a < q->a ? -1 : 1;
    return p->b < q->b ? -1 : p->b > q->b;
}

static uint32_t largest(const uint32_t *p, int64_t n)
{
    uint32_t m = 0;
    for (int64_t i = 0; i < n; i++) m = p[i] > m ? p[i] : m;
    return m;
}

/* Pixels of a pair mostly come in runs: each run is one entry, then entries of the same pair are
 * joined. */
int overlap_count(struct overlap *o, const uint32_t *a, const uint32_t *b, int64_t n)
{
    size_t room = 1024;
    memset(o, 0, sizeof *o);
    o->max_a = largest(a, n);
    o->max_b = largest(b, n);
    o->size_a = calloc((size_t)o->max_a + 1, sizeof *o->size_a);
    o->size_b = calloc((size_t)o->max_b + 1, sizeof *o->size_b);
    o->pairs = malloc(room * sizeof *o->pairs);
    if (!o->size_a || !o->size_b || !o->pairs) return overlap_free(o), -1;
    for (int64_t i = 0; i < n; i++) {
        o->size_a[a[i]]++;
        o->size_b[b[i]]++;
        if (!a[i] || !b[i]) continue;
        struct overlap_pair *last = o->n_pairs ? &o->pairs[o->n_pairs - 1] : NULL;
        if (last && last->a == a[i] && last->b == b[i]) {
            last->pixels++;
            continue;
        }
        if ((size_t)o->n_pairs == room) {
            struct overlap_pair *more = realloc(o->pairs, 2 * room * sizeof *more);
            if (!more) return overlap_free(o), -1;
            o->pairs = more;
            room *= 2;
        }
        o->pairs[o->n_pairs++] = (struct overlap_pair){ a[i], b[i], 1 };
    }
    qsort(o->pairs, (size_t)o->n_pairs, sizeof *o->pairs, in_order);
    int kept = 0;
    for (int i = 0; i < o->n_pairs; i++) {
        if (kept && in_order(&o->pairs[kept - 1], &o->pairs[i]) == 0)
            o->pairs[kept - 1].pixels += o->pairs[i].pixels;
        else
            o->pairs[kept++] = o->pairs[i];
    }
    o->n_pairs = kept;
    return 0;
}

void overlap_free(struct overlap *o)
{
    free(o->pairs);
    free(o->size_a);
    free(o->size_b);
    memset(o, 0, sizeof *o);
}

struct agreement agreement_of(const struct overlap *o)
{
    struct agreement g = { 0 };
    double sum = 0;
    for (uint32_t i = 1; i <= o->max_a; i++) g.truth += o->size_a[i] > 0;
    for (uint32_t i = 1; i <= o->max_b; i++) g.found += o->size_b[i] > 0;
    for (int i = 0; i < o->n_pairs; i++) {
        const struct overlap_pair *p = &o->pairs[i];
        const int64_t all = o->size_a[p->a] + o->size_b[p->b] - p->pixels;
        if (2 * p->pixels <= all) continue;
        g.matched++;
        sum += (double)p->pixels / (double)all;
    }
    g.mean_iou = g.matched ? sum / g.matched : NAN;
    return g;
}
