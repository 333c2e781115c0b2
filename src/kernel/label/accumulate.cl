/* Statistics by label over the values of an image, in one pass, all in integers, into the rows of
   kernel/label/label_row.h. */

/* words per label in a group's table */
enum {
    L_N = 0,
    L_AT = 1,
    L_BOX = 4,
    L_LO = 10,
    L_HI = 11,
    L_Q = 12,
    L_QQ = 14,
    L_QAT = 17,
    L_WORDS = 23
};

/* A run of pixels: qp is the sum of the sums up to each of its pixels, so that n q - qp is the sum of
   values times places in the run; squares are added up in halves. */
struct run {
    i64 q, qp;
    u64 low, high;
    u32 n, lo, hi;
};

/* Runs of a label, side by side or one behind the other: what one item has of it. Places are relative
   to the group's corner: along the walk, and z. */
struct part {
    i64 q, q_along, q_z;
    u64 low, high;
    u32 label, n, along, z, along_low, along_high, z_low, z_high, lo, hi;
};

FN void add_pixel(struct run *r, u32 order, i64 q)
{
    const u32 size = (u32)(q < 0 ? -q : q);
    const u64 square = (u64)size * size;
    r->lo = order < r->lo ? order : r->lo;
    r->hi = order > r->hi ? order : r->hi;
    r->q += q;
    r->qp += r->q;
    r->low += (u32)square;
    r->high += square >> 32;
    r->n++;
}

/* Adds a run that begins at (along, z). */
FN void add_run(struct part *p, const struct run *r, u32 along, u32 z)
{
    const u32 last = along + r->n - 1;
    p->q += r->q;
    p->q_along += r->q * (i64)(along + r->n) - r->qp;
    p->q_z += r->q * (i64)z;
    p->low += r->low;
    p->high += r->high;
    p->along += r->n * along + r->n * (r->n - 1) / 2;
    p->z += r->n * z;
    p->along_low = p->n && p->along_low < along ? p->along_low : along;
    p->along_high = p->along_high > last ? p->along_high : last;
    p->z_low = p->n ? p->z_low : z;
    p->z_high = z; /* planes come in order */
    p->lo = p->n && p->lo < r->lo ? p->lo : r->lo;
    p->hi = p->hi > r->hi ? p->hi : r->hi;
    p->n += r->n;
}

/* Adds a part to the group's table, or where that is full to its label's row. `across`: its place on
   the third axis. */
FN void put_part(GLOBAL u32 *acc, LOCALP u32 *key, LOCALP u32 *tab, const struct part *p, struct place o,
                 u32 across)
{
    enum { ALONG = 1, ACROSS = 0 };
    const u32 slot = slot_of(key, p->label);
    const u64 square = p->low + (p->high << 32);
    const u32 square_top = (u32)(p->high >> 32) + (square < p->low);
    u32 at[3], low[3], high[3], corner[3];
    i64 q_at[3];
    corner[0] = (u32)o.x0;
    corner[1] = (u32)o.y0;
    corner[2] = (u32)o.z0;
    at[ALONG] = p->along;
    at[ACROSS] = p->n * across;
    at[2] = p->z;
    low[ALONG] = p->along_low;
    low[ACROSS] = high[ACROSS] = across;
    low[2] = p->z_low;
    high[ALONG] = p->along_high;
    high[2] = p->z_high;
    q_at[ALONG] = p->q_along;
    q_at[ACROSS] = p->q * (i64)across;
    q_at[2] = p->q_z;
    if (slot < SLOTS) {
        LOCALP u32 *t = tab + slot * L_WORDS;
        LATOMIC_ADD(t + L_N, p->n);
        lmax(t + L_LO, ~p->lo);
        lmax(t + L_HI, p->hi);
        ladd64(t + L_Q, (u64)p->q);
        ladd96(t + L_QQ, square, square_top);
        UNROLL_ALL for (int k = 0; k < 3; k++) {
            LATOMIC_ADD(t + L_AT + k, at[k]);
            lmax(t + L_BOX + 2 * k, ~(corner[k] + low[k]));
            lmax(t + L_BOX + 2 * k + 1, corner[k] + high[k]);
            ladd64(t + L_QAT + 2 * k, (u64)q_at[k]);
        }
    } else {
        GLOBAL u32 *t = acc + (u64)p->label * A_WORDS;
        gadd64(t + A_N, p->n);
        gmax(t + A_LO, ~p->lo);
        gmax(t + A_HI, p->hi);
        gadd96(t + A_Q, (u64)p->q, (u32)(p->q >> 63));
        gadd96(t + A_QQ, square, square_top);
        UNROLL_ALL for (int k = 0; k < 3; k++) {
            gadd64(t + A_AT + 2 * k, at[k] + (u64)p->n * corner[k]);
            gmax(t + A_BOX + 2 * k, ~(corner[k] + low[k]));
            gmax(t + A_BOX + 2 * k + 1, corner[k] + high[k]);
            gadd_moment(t + A_QAT + 3 * k, q_at[k], corner[k], p->q);
        }
    }
}

/* Adds one of the sums and extremes of a group's table, s, to its label's row: each by an item of its
   own, as most wait for what an atomic returns. */
enum { F_AT = 1, F_BOX = 4, F_Q = 12, F_QQ = 13, F_QAT = 14, FIELDS = 17 };
FN void put_field(GLOBAL u32 *t, LOCALP const u32 *s, int field, struct place o)
{
    const int k = field >= F_QAT ? field - F_QAT : field - F_AT; /* an axis */
    const u64 corner = (u32)(k == 0 ? o.x0 : k == 1 ? o.y0 : o.z0);
    const i64 q = (i64)((u64)s[L_Q + 1] << 32 | s[L_Q]);
    if (field == 0) gadd64(t + A_N, s[L_N]);
    else if (field < F_BOX) gadd64(t + A_AT + 2 * k, s[L_AT + k] + s[L_N] * corner);
    else if (field < F_Q) gmax(t + A_BOX + field - F_BOX, s[L_BOX + field - F_BOX]);
    else if (field == F_Q) gadd96(t + A_Q, (u64)q, (u32)(q >> 63));
    else if (field == F_QQ) gadd96(t + A_QQ, (u64)s[L_QQ + 1] << 32 | s[L_QQ], s[L_QQ + 2]);
    else
        gadd_moment(t + A_QAT + 3 * k, (i64)((u64)s[L_QAT + 2 * k + 1] << 32 | s[L_QAT + 2 * k]),
                    (u32)corner, q);
}

/* range: R_ words. Labels past the last of `rows` are passed over. */
KERNEL10(accumulate, GLOBAL const u32 *restrict, labels, GLOBAL const u8 *restrict, src, GLOBAL u32 *, acc,
         GLOBAL const u32 *restrict, range, int, nx, int, ny, int, nz, u32, background, u32, rows, u32, pixel)
{
    LOCAL u32 key[KEYS], tab[SLOTS * L_WORDS];
    const struct place corner = corner_of(GRP, nx, ny);
    const int planes = nz - corner.z0 < TZ ? nz - corner.z0 : TZ;
    const f32 scale = scale_for(range[R_LARGEST]);
    clear_table(key, tab, SLOTS * L_WORDS);
    LOCAL u32 value[WALK * LSZ]; /* an item's are its own: registers have no index */
    FORL(t, WALKS) {
        struct part p = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
        for (int z = 0; z <= planes; z++) { /* one more ends the last part */
            struct place o = corner;
            struct runs runs = { 0, 0, 0 };
            u64 at = 0;
            const int n = z < planes ? walk_from(&o, t, z, nx, ny, &at) : 0;
            if (n > 0) {
                u32 label[WALK], bits[WALK];
                LOAD_WALK(label, labels, at, nx, n, background, rows)
                FIND_RUNS(runs, label, n)
                if (runs.there) {
                    LOAD_VALUES(bits, WALK, src, pixel, at, nx, runs.there)
                    UNROLL_ALL for (int j = 0; j < WALK; j++) value[j * LSZ + LID] = bits[j];
                }
            }
            while (runs.begins || z == planes) {
                struct run r = { 0, 0, 0, 0, 0, 0xffffffffu, 0 };
                const int j = runs.begins ? (int)CTZ(runs.begins) : 0;
                const u32 l = runs.begins ? labels[at + (u64)j * (u64)nx] + background : 0;
                if (l != p.label) {
                    if (p.label) put_part(acc, key, tab, &p, corner, (u32)(t % TX));
                    p.q = p.q_along = p.q_z = 0;
                    p.low = p.high = 0;
                    p.n = p.along = p.z = p.along_high = p.hi = 0;
                    p.label = l;
                }
                if (!l) break;
                for (int i = j, end = run_end(runs, j); i < end; i++) {
                    i64 q;
                    const u32 order = value_of(value[i * LSZ + LID], pixel, scale, &q);
                    add_pixel(&r, order, q);
                }
                add_run(&p, &r, (u32)(o.y + j), (u32)z);
                runs.begins &= runs.begins - 1;
            }
        }
    }
    SYNC;
    FORL(i, (int)key[USED] * FIELDS) {
        const u32 field = (u32)i / key[USED], slot = IN_USE(key, (u32)i - field * key[USED]);
        put_field(acc + (u64)key[slot] * A_WORDS, tab + slot * L_WORDS, (int)field, corner);
    }
}
