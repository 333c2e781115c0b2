/* The elementary functions, the same bits on every device: made of + - * / SQRT FMA, comparisons
   and integer operations only, all of which round alike everywhere. Infinities, NaN, signed zeros
   and denormals follow C99's Annex F.

   "Error" above a function is its largest error in units in the last place of the exact result,
   over all 2^32 floats where it takes one argument and over 50 million pairs where it takes two, as
   tests/math_ulp.c measures it; 0.5 is perfect rounding. tools/minimax.py makes the coefficients.

   Common devices. Where one float is too coarse, a value is a head h and a tail l, meaning h + l,
   so that only the last addition rounds. With p = a b rounded, FMA(a, b, -p) is what rounding lost;
   with s = a + b rounded and |a| >= |b|, (a - s) + b is. A function's cases are selects and not
   branches, so that loops over it vectorise. */
#ifndef IV__MATH_H
#define IV__MATH_H
#define INF_ FLOATS(0x7f800000u)
#define NAN_ FLOATS(0x7fc00000u)
/* t = v + NEAREST_ has the integer nearest to v (|v| < 2^22) in its low bits. */
#define NEAREST_    0x1.8p23f
#define INTEGER_(t) ((i32)(BITS(t) - 0x4b400000u))

/* |r| with the sign of x */
FN f32 iv_sign_(f32 r, f32 x) { return FLOATS((BITS(r) & 0x7fffffffu) | (BITS(x) & 0x80000000u)); }

/* y 2^n for |n| <= 252; with any other n a float, but which is not said. In two steps, so that
   denormal results round once. */
FN f32 iv_scale_(f32 y, i32 n)
{
    i32 m = n >> 1;
    return y * FLOATS((u32)(m + 127) << 23) * FLOATS((u32)(n - m + 127) << 23);
}

/* ------------------------------------------------------------------------- exponentials */

/* 1 + r p as a head, and its tail in *l */
FN f32 iv_one_plus_(f32 r, f32 p, f32 *l)
{
    f32 h = FMA(r, p, 1.0f);
    *l = FMA(r, p, 1.0f - h);
    return h;
}

/* (e^r - 1) / r for |r| <= ln(2) / 2 */
FN f32 iv_exp_poly_(f32 r)
{
    f32 p = FMA(r, 0x1.9a8be2p-13f, 0x1.6d5162p-10f);
    p = FMA(r, p, 0x1.1115bap-7f);
    p = FMA(r, p, 0x1.5554e4p-5f);
    p = FMA(r, p, 0x1.555552p-3f);
    p = FMA(r, p, 0.5f);
    return FMA(r, p, 1.0f);
}

/* (2^r - 1) / r for |r| <= 1/2 */
FN f32 iv_exp2_poly_(f32 r)
{
    f32 p = FMA(r, 0x1.e5c158p-17f, 0x1.442296p-13f);
    p = FMA(r, p, 0x1.5da0f2p-10f);
    p = FMA(r, p, 0x1.3b2a4ap-7f);
    p = FMA(r, p, 0x1.c6b072p-5f);
    p = FMA(r, p, 0x1.ebfbe0p-3f);
    return FMA(r, p, 0x1.62e430p-1f);
}

/* e^x = 2^n e^r with n the integer nearest to x / ln 2. Error 0.870. */
FN f32 iv_exp(f32 x)
{
    x = x > 89.0f ? 89.0f : x;
    x = x < -105.0f ? -105.0f : x;
    f32 t = FMA(x, 0x1.715476p0f, NEAREST_), n = t - NEAREST_;
    f32 r = FMA(n, -0x1.62e430p-1f, x);
    r = FMA(n, 0x1.05c610p-29f, r);
    return iv_scale_(FMA(r, iv_exp_poly_(r), 1.0f), INTEGER_(t));
}

/* 2^x. Error 0.868. */
FN f32 iv_exp2(f32 x)
{
    x = x > 129.0f ? 129.0f : x;
    x = x < -151.0f ? -151.0f : x;
    f32 t = x + NEAREST_, r = x - (t - NEAREST_);
    return iv_scale_(FMA(r, iv_exp2_poly_(r), 1.0f), INTEGER_(t));
}

/* 10^x = 2^n 10^r with n the integer nearest to x log2(10). Error 0.863. */
FN f32 iv_exp10(f32 x)
{
    x = x > 38.6f ? 38.6f : x;
    x = x < -45.5f ? -45.5f : x;
    f32 t = FMA(x, 0x1.a934f0p1f, NEAREST_), n = t - NEAREST_;
    f32 a = FMA(n, -0x1.344136p-2f, x), b = n * 0x1.ec10c0p-27f;
    f32 r = a + b, rest = (a - r) + b, l;
    f32 p = FMA(r, 0x1.af7074p-5f, 0x1.a8f1aap-3f);
    p = FMA(r, p, 0x1.1481f2p-1f);
    p = FMA(r, p, 0x1.2bd770p0f);
    p = FMA(r, p, 0x1.047010p1f);
    p = FMA(r, p, 0x1.53524cp1f);
    p = FMA(r, p, 0x1.26bb1cp1f);
    f32 h = iv_one_plus_(r, p, &l);
    return iv_scale_(h + FMA(h, rest * 0x1.26bb1cp1f, l), INTEGER_(t));
}

/* e^x = (h + *l) 2^*n, for |x| < 200 */
FN f32 iv_exp_wide_(f32 x, f32 *l, i32 *n)
{
    f32 t = FMA(x, 0x1.715476p0f, NEAREST_), m = t - NEAREST_;
    f32 a = FMA(m, -0x1.62e430p-1f, x), b = m * 0x1.05c610p-29f;
    f32 r = a + b, rest = (a - r) + b;
    f32 h = iv_one_plus_(r, iv_exp_poly_(r), l);
    *l = FMA(h, rest, *l);
    *n = INTEGER_(t);
    return h;
}

/* |x| < 1: x + x^3 P(x^2). Else (E - 1/E) / 2 with E = e^|x|, both in units of E's power of two.
   Error 0.875. */
FN f32 iv_sinh(f32 x)
{
    f32 a = FABS(x), z = a * a, l;
    f32 p = FMA(z, 0x1.76771ep-19f, 0x1.a01c22p-13f);
    p = FMA(z, p, 0x1.1110eap-7f);
    p = FMA(z, p, 0x1.555556p-3f);
    f32 small = FMA(a * z, p, a);
    i32 n;
    f32 h = iv_exp_wide_(a < 90.0f ? a : 90.0f, &l, &n);
    i32 m = n < 20 ? n : 20;
    f32 r = iv_scale_(h + (l - FLOATS((u32)(127 - 2 * m) << 23) / h), n - 1);
    return x == x ? iv_sign_(a < 1.0f ? small : r, x) : x;
}

/* (E + 1/E) / 2 with E = e^|x|. Error 0.875. */
FN f32 iv_cosh(f32 x)
{
    f32 a = FABS(x), l;
    i32 n;
    f32 h = iv_exp_wide_(a < 90.0f ? a : 90.0f, &l, &n);
    i32 m = n < 20 ? n : 20;
    f32 r = iv_scale_(h + (l + FLOATS((u32)(127 - 2 * m) << 23) / h), n - 1);
    return x == x ? r : x;
}

/* |x| < 5/8: x + x^3 P(x^2). Else 1 - 2 / (e^|2x| + 1). Error 0.712. */
FN f32 iv_tanh(f32 x)
{
    f32 a = FABS(x), z = a * a, l;
    f32 p = FMA(z, 0x1.1a45cap-9f, -0x1.0c64d2p-7f);
    p = FMA(z, p, 0x1.63a616p-6f);
    p = FMA(z, p, -0x1.b9f190p-5f);
    p = FMA(z, p, 0x1.11107ap-3f);
    p = FMA(z, p, -0x1.555554p-2f);
    f32 small = FMA(a * z, p, a);
    i32 n;
    f32 h = iv_exp_wide_(a < 10.0f ? a + a : 20.0f, &l, &n);
    f32 s = FLOATS((u32)(127 + n) << 23), e = h * s;
    f32 d = e + 1.0f, dl = FMA(l, s, (e - d) + 1.0f);
    f32 q = 2.0f / d, ql = (FMA(-q, d, 2.0f) - q * dl) * (0.5f * q);
    f32 r = 1.0f - q;
    r += ((1.0f - r) - q) - ql;
    return x == x ? iv_sign_(a < 0.625f ? small : r, x) : x;
}

/* --------------------------------------------------------------------------- logarithms */

/* x = 2^*k (1 + f) with 1 + f from sqrt(1/2) to sqrt(2), for finite x > 0; returns f, exact */
FN f32 iv_split_(f32 x, f32 *k)
{
    i32 denormal = x < 0x1p-126f;
    u32 u = BITS(denormal ? x * 0x1p25f : x) - 0x3f3504f3u;
    *k = (f32)(((i32)u >> 23) - (denormal ? 25 : 0));
    return FLOATS((u & 0x7fffffu) + 0x3f3504f3u) - 1.0f;
}

/* What a logarithm is, given its value r for finite x > 0 */
FN f32 iv_log_cases_(f32 x, f32 r)
{
    r = x < INF_ ? r : x;
    return x > 0.0f ? r : x == 0.0f ? -INF_ : NAN_;
}

/* k ln 2 + f + f^2 P(f), of which k ln 2 has an exact head. Error 0.841. */
FN f32 iv_log(f32 x)
{
    f32 k, f = iv_split_(x, &k);
    f32 p = FMA(f, 0x1.11c874p-4f, -0x1.dd6510p-4f);
    p = FMA(f, p, 0x1.e7a54ep-4f);
    p = FMA(f, p, -0x1.fc4da0p-4f);
    p = FMA(f, p, 0x1.232cfap-3f);
    p = FMA(f, p, -0x1.555ae4p-3f);
    p = FMA(f, p, 0x1.99a546p-3f);
    p = FMA(f, p, -0x1.00000ap-2f);
    p = FMA(f, p, 0x1.555546p-2f);
    p = FMA(f, p, -0.5f);
    f32 s = k * 0x1.62e400p-1f, h = s + f, l = (s - h) + f;
    return iv_log_cases_(x, h + (l + FMA(f * f, p, k * 0x1.7f7d1cp-20f)));
}

/* k + f log2(e) + f^2 P(f). Error 0.826. */
FN f32 iv_log2(f32 x)
{
    f32 k, f = iv_split_(x, &k);
    f32 p = FMA(f, 0x1.80f22ep-4f, -0x1.554a56p-3f);
    p = FMA(f, p, 0x1.609d84p-3f);
    p = FMA(f, p, -0x1.6f5df4p-3f);
    p = FMA(f, p, 0x1.a40998p-3f);
    p = FMA(f, p, -0x1.ec6a10p-3f);
    p = FMA(f, p, 0x1.277f38p-2f);
    p = FMA(f, p, -0x1.7154c2p-2f);
    p = FMA(f, p, 0x1.ec7088p-2f);
    p = FMA(f, p, -0x1.715476p-1f);
    f32 g = f * 0x1.715476p0f, gl = FMA(f, 0x1.715476p0f, -g);
    f32 h = k + g, l = ((k - h) + g) + FMA(f, 0x1.4ae0c0p-26f, gl);
    f32 z = f * f, zl = FMA(f, f, -z);
    return iv_log_cases_(x, h + FMA(z, p, FMA(zl, p, l)));
}

/* k log10(2) + f log10(e) + f^2 P(f). Error 0.833. */
FN f32 iv_log10(f32 x)
{
    f32 k, f = iv_split_(x, &k);
    f32 p = FMA(f, 0x1.b0b89ap-6f, -0x1.915ac2p-5f);
    p = FMA(f, p, 0x1.ab15dap-5f);
    p = FMA(f, p, -0x1.bc849ep-5f);
    p = FMA(f, p, 0x1.f9ac8ep-5f);
    p = FMA(f, p, -0x1.28607cp-4f);
    p = FMA(f, p, 0x1.63d042p-4f);
    p = FMA(f, p, -0x1.bcb8c2p-4f);
    p = FMA(f, p, 0x1.287a6ap-3f);
    p = FMA(f, p, -0x1.bcb7b0p-3f);
    f32 g = f * 0x1.bcb7b2p-2f, gl = FMA(f, 0x1.bcb7b2p-2f, -g);
    f32 s = k * 0x1.344200p-2f, h = s + g;
    f32 l = ((s - h) + g) + FMA(f, -0x1.5b235ep-27f, FMA(k, -0x1.95ec10p-19f, gl));
    return iv_log_cases_(x, h + FMA(f * f, p, l));
}

/* log2(x) to about 2^-34 of itself for the normal x > 0 whose bits are u; for a denormal the bits of
   x 2^24, less 24 in the exponent. With x = 2^k (1 + f) and s = f / (2 + f) it is
   k + 2 log2(e) s + s^3 P(s^2), all with what their rounding loses. */
FN f32 iv_log2_wide_(u32 u, f32 *l)
{
    u -= 0x3f3504f3u;
    f32 k = (f32)((i32)u >> 23), f = FLOATS((u & 0x7fffffu) + 0x3f3504f3u) - 1.0f;
    /* 1 / (2 + f): a polynomial, then a step of Newton's */
    f32 i = FMA(f, FMA(f, FMA(f, -0x1.d08cecp-5f, 0x1.063b22p-3f), -0x1.006e02p-2f), 0x1.fff586p-2f);
    i = FMA(i, FMA(-2.0f - f, i, 1.0f), i);
    f32 s = f * i, sl = FMA(-s, f, FMA(-2.0f, s, f)) * i;
    f32 z = s * s, b = s * z, bl = FMA(s, FMA(s, s, -z), FMA(s, z, -b)); /* b + bl = s^3 */
    f32 q = FMA(z, 0x1.7523dep-2f, 0x1.412ed0p-2f);
    q = FMA(z, q, 0x1.a64676p-2f);
    q = FMA(z, q, 0x1.277684p-1f);
    f32 p = FMA(z, q, 0x1.ec709ep-1f), pl = FMA(z, q, 0x1.ec709ep-1f - p);
    f32 g = s * 0x1.715476p1f, c = FMA(b, p, g), cl = FMA(s, 0x1.715476p1f, -g) + FMA(b, p, g - c);
    cl = FMA(b, pl, FMA(bl, p, FMA(s, 0x1.4ae0c0p-25f, cl)));
    cl = FMA(sl, FMA(z, 0x1.715476p1f, 0x1.715476p1f), cl);
    f32 h = k + c;
    *l = ((k - h) + c) + cl;
    return h;
}

/* x^y for a negative x, else as it is, given |x|^y */
FN f32 iv_pow_sign_(f32 power, f32 x, f32 y)
{
    f32 d = FABS(y);
    i32 small = d < 0x1p24f, integer = !small | (RINT(d) == d);
    i32 odd = small & integer & (RINT(0.5f * d) != 0.5f * d);
    power = FLOATS(BITS(power) ^ (BITS(x) & (u32)odd << 31));
    return ((x < 0.0f) & (x > -INF_) & !integer) ? NAN_ : power;
}

/* 2^(y log2 |x|), negated for negative x and odd y. Where x is positive and normal and the result far
   from overflow and underflow there are no cases; `rare` has them all. With all = 0, a constant, negative x
   and powers of 0 are done with the rest; where a case is left *some is set, and the result means nothing. */
FN f32 iv_pow_(f32 x, f32 y, i32 all, i32 *some)
{
    f32 a = FABS(x), wl;
    u32 u = BITS(a);
    i32 rare = (all ? BITS(x) : u) - 0x00800000u >= 0x7f000000u;
    if (all && rare) u = a < 0x1p-126f ? BITS(a * 0x1p24f) - (24u << 23) : u;
    f32 w = iv_log2_wide_(u, &wl);
    f32 e = y * w, el = FMA(y, wl, FMA(y, w, -e)); /* the exponent and its tail */
    rare |= !(FABS(e) < 125.0f);
    if (all && rare) { /* clamped to where the result is 0 or infinite */
        w = a < INF_ ? w : a;
        w = a == 0.0f ? -INF_ : w;
        e = y * w;
        el = FABS(e) < 256.0f ? el : 0.0f;
        e = e > 160.0f ? 160.0f : e;
        e = e < -160.0f ? -160.0f : e;
    }
    f32 t = e + NEAREST_, f = e - (t - NEAREST_), l;
    f32 h = iv_one_plus_(f, iv_exp2_poly_(f), &l);
    h += FMA(h, el * 0x1.62e430p-1f, l);
    f32 result = FLOATS(BITS(h) + (BITS(t) << 23));
    if (!all) {
        i32 zero = (BITS(x) == 0) & (y > 0.0f);
        result = zero ? 0.0f : iv_pow_sign_(result, x, y);
        *some |= rare & !zero;
    } else if (rare) {
        f32 d = FABS(y);
        result = iv_pow_sign_(iv_scale_(h, INTEGER_(t)), x, y);
        result = x == x ? result : x;
        result = y == y ? result : y;
        result = ((y == 0.0f) | (x == 1.0f) | ((x == -1.0f) & (d == INF_))) ? 1.0f : result;
    }
    return result;
}

/* Error 0.855. */
FN f32 iv_pow(f32 x, f32 y)
{
    i32 some = 0;
    return iv_pow_(x, y, 1, &some);
}

/* ------------------------------------------------------------------------- trigonometry */

/* a - q pi/2 = h + *l with |h| <= pi/4 (a little more by rounding) and q its quadrant, for a >= 0.
   Below 2^16: pi/2 in three floats (Cody and Waite). From there on: a 2/pi modulo 4 in integers, of
   which only 96 bits of 2/pi matter, those that a's exponent says (Payne and Hanek). */
FN u32 iv_reduce_(f32 a, f32 *h, f32 *l)
{
    f32 t = FMA(a, 0x1.45f306p-1f, NEAREST_), n = t - NEAREST_;
    u32 q = BITS(t);
    f32 r = FMA(n, -0x1.921fb6p0f, a); /* exact */
    f32 b = n * 0x1.777a5cp-25f, bl = FMA(n, 0x1.777a5cp-25f, -b);
    f32 g = r + b, part = g - r, gl = (r - (g - part)) + (b - part);
    gl += FMA(n, 0x1.ee59dap-50f, bl);
    if (a >= 65536.0f) {
        u32 u = BITS(a), m = (u & 0x7fffffu) | 0x800000u;
        u32 first = (u >> 23) - 127u, s = first & 31u, back = 31u - s;
        /* words of 2/pi, from the one with the first bit wanted on; bit -24 is the table's first */
        i32 two = (first & 64u) != 0, one = (first & 32u) != 0;
        u32 w0 = two ? 0x220a94feu : 0x00000051u, w1 = two ? 0x13abe8fau : 0x7cc1b727u;
        u32 w2 = two ? 0x9a6ee06du : 0x220a94feu, w3 = two ? 0xb14acc9eu : 0x13abe8fau;
        u32 w4 = two ? 0x21c820ffu : 0x9a6ee06du;
        w0 = one ? w1 : w0;
        w1 = one ? w2 : w1;
        w2 = one ? w3 : w2;
        w3 = one ? w4 : w3;
        w0 = (w0 << s) | ((w1 >> 1) >> back);
        w1 = (w1 << s) | ((w2 >> 1) >> back);
        w2 = (w2 << s) | ((w3 >> 1) >> back);
        /* a 2/pi modulo 4: two bits of quadrant, 62 of fraction */
        u64 p = (u64)m * w1 + (((u64)m * w2) >> 32);
        u32 high = (u32)(p >> 32) + m * w0, low = (u32)p;
        q = (high + 0x20000000u) >> 30;
        /* what is left, from -1/2 to 1/2 of a quadrant, in 24, 24 and 14 bits */
        i32 top = (i32)(high - (q << 30));
        f32 f0 = (f32)(top >> 6) * 0x1p-24f;
        f32 f1 = (f32)(i32)(((u32)top & 63u) << 18 | low >> 14) * 0x1p-48f;
        f32 f = f0 + f1, fl = ((f0 - f) + f1) + (f32)(i32)(low & 0x3fffu) * 0x1p-62f;
        g = f * 0x1.921fb6p0f;
        gl = FMA(f, 0x1.921fb6p0f, -g) + FMA(fl, 0x1.921fb6p0f, f * -0x1.777a5cp-25f);
    }
    *h = g + gl;
    *l = (g - *h) + gl;
    return q;
}

/* sin(r + rl) = r + what this returns */
FN f32 iv_sin_poly_(f32 r, f32 rl)
{
    f32 z = r * r;
    f32 p = FMA(z, 0x1.77aaecp-19f, -0x1.a047f6p-13f);
    p = FMA(z, p, 0x1.111164p-7f);
    p = FMA(z, p, -0x1.555556p-3f);
    return FMA(r * z, p, FMA(-0.5f * z, rl, rl));
}

/* cos(r + rl) = h + *l */
FN f32 iv_cos_poly_(f32 r, f32 rl, f32 *l)
{
    f32 z = r * r, zl = FMA(r, r, -z);
    f32 p = FMA(z, -0x1.322c78p-22f, 0x1.a061b8p-16f);
    p = FMA(z, p, -0x1.6c174ep-10f);
    p = FMA(z, p, 0x1.555556p-5f);
    f32 g = 0.5f * z, h = 1.0f - g;
    *l = ((1.0f - h) - g) + FMA(z * z, p, FMA(-0.5f, zl, -r * rl));
    return h;
}

/* The sine or cosine of the reduced argument, by quadrant. Error 0.722. */
FN f32 iv_sin(f32 x)
{
    f32 r, rl, l, a = FABS(x);
    u32 q = iv_reduce_(a, &r, &rl);
    f32 c = iv_cos_poly_(r, rl, &l);
    f32 y = q & 1u ? c + l : r + iv_sin_poly_(r, rl);
    y = FLOATS(BITS(y) ^ (q & 2u) << 30 ^ (BITS(x) & 0x80000000u));
    return a < INF_ ? y : NAN_;
}

/* As iv_sin, a quadrant on. Error 0.721. */
FN f32 iv_cos(f32 x)
{
    f32 r, rl, l, a = FABS(x);
    u32 q = iv_reduce_(a, &r, &rl);
    f32 c = iv_cos_poly_(r, rl, &l);
    f32 y = q & 1u ? r + iv_sin_poly_(r, rl) : c + l;
    y = FLOATS(BITS(y) ^ ((q + 1u) & 2u) << 30);
    return a < INF_ ? y : NAN_;
}

/* Sine over cosine, or minus cosine over sine, divided with tails. Error 0.881. */
FN f32 iv_tan(f32 x)
{
    f32 r, rl, cl, a = FABS(x);
    u32 q = iv_reduce_(a, &r, &rl);
    f32 p = iv_sin_poly_(r, rl), s = r + p, sl = (r - s) + p;
    f32 c0 = iv_cos_poly_(r, rl, &cl), c = c0 + cl;
    cl = (c0 - c) + cl;
    i32 odd = q & 1u;
    f32 n = odd ? -c : s, nl = odd ? -cl : sl, d = odd ? s : c, dl = odd ? sl : cl;
    f32 inverse = 1.0f / d, y = n * inverse;
    y = FMA(FMA(-y, d, n) + (nl - y * dl), inverse, y);
    y = FLOATS(BITS(y) ^ (BITS(x) & 0x80000000u));
    return a < INF_ ? y : NAN_;
}

/* (asin(s) - s) / s^3 for z = s^2, s <= 1/2 */
FN f32 iv_asin_poly_(f32 z)
{
    f32 p = FMA(z, 0x1.3367dcp-5f, 0x1.d8b82ap-7f);
    p = FMA(z, p, 0x1.049d6ap-5f);
    p = FMA(z, p, 0x1.6cac82p-5f);
    p = FMA(z, p, 0x1.333896p-4f);
    return FMA(z, p, 0x1.55554cp-3f);
}

/* asin(s + sl) for s = |x| <= 1/2, else for s = sqrt((1 - |x|) / 2), is s + what this returns. */
FN f32 iv_asin_(f32 a, f32 *s)
{
    f32 z = a > 0.5f ? 0.5f - 0.5f * a : a * a;
    f32 root = SQRT(z), rest = FMA(-root, root, z);
    rest = root > 0.0f ? rest * (0.5f / root) : 0.0f;
    rest = a > 0.5f ? rest : 0.0f;
    *s = a > 0.5f ? root : a;
    return FMA(*s * z, iv_asin_poly_(z), rest);
}

/* |x| <= 1/2: a polynomial. Else pi/2 - 2 asin(sqrt((1 - |x|) / 2)). Error 0.621. */
FN f32 iv_asin(f32 x)
{
    f32 a = FABS(x), s, c = iv_asin_(a, &s), t = 2.0f * s;
    f32 h = 0x1.921fb6p0f - t, l = ((0x1.921fb6p0f - h) - t) + FMA(-2.0f, c, -0x1.777a5cp-25f);
    f32 r = a > 0.5f ? h + l : s + c;
    return x == x ? iv_sign_(r, x) : x;
}

/* pi/2 - asin(x), where |x| > 1/2 as above without the subtraction from pi/2. Error 0.597. */
FN f32 iv_acos(f32 x)
{
    f32 a = FABS(x), s, c = iv_asin_(a, &s);
    f32 m = a > 0.5f ? (x > 0.0f ? 2.0f : -2.0f) : (x > 0.0f ? -1.0f : 1.0f);
    f32 quarters = a > 0.5f ? (x > 0.0f ? 0.0f : 2.0f) : 1.0f;
    f32 base = quarters * 0x1.921fb6p0f, t = m * s;
    f32 h = base + t, l = ((base - h) + t) + FMA(m, c, quarters * -0x1.777a5cp-25f);
    return h + l;
}

/* k pi/4 + atan(q + ql), for a quotient up to tan(pi/8) in size */
FN f32 iv_atan_(f32 q, f32 ql, f32 k)
{
    f32 z = q * q;
    f32 p = FMA(z, 0x1.766df0p-5f, -0x1.5761b2p-4f);
    p = FMA(z, p, 0x1.c39e64p-4f);
    p = FMA(z, p, -0x1.247586p-3f);
    p = FMA(z, p, 0x1.9998b2p-3f);
    p = FMA(z, p, -0x1.555554p-2f);
    f32 c = FMA(q * z, p, FMA(-z, ql, ql));
    f32 base = k * 0x1.921fb8p-1f, h = base + q;
    return h + (((base - h) + q) + FMA(k, -0x1.5dde98p-24f, c));
}

/* Of x, or from tan(pi/8) on of (x - 1) / (x + 1), or from its inverse on of -1 / x. Error 0.650.
 */
FN f32 iv_atan(f32 x)
{
    f32 a = FABS(x);
    a = a > 0x1p60f ? 0x1p60f : a;
    i32 middle = a > 0.41421357f, far = a >= 2.4142135f;
    f32 m = a - 1.0f, mp = m - a, ml = (a - (m - mp)) - (1.0f + mp);
    f32 s = a + 1.0f, sp = s - a, sl = (a - (s - sp)) + (1.0f - sp);
    f32 n = middle ? m : a, d = middle ? s : 1.0f, k = middle ? 1.0f : 0.0f;
    f32 nl = middle ? ml : 0.0f, dl = middle ? sl : 0.0f;
    n = far ? -1.0f : n;
    d = far ? a : d;
    k = far ? 2.0f : k;
    nl = far ? 0.0f : nl;
    dl = far ? 0.0f : dl;
    f32 inverse = 1.0f / d, q = n * inverse, ql = (FMA(-q, d, n) + (nl - q * dl)) * inverse;
    return iv_sign_(iv_atan_(q, ql, k), x);
}

/* The angle of (x, y): of the smaller over the larger of |x| and |y|, or from tan(pi/8) on of their
   difference over their sum, counted from the axis or diagonal next to it. Error 0.844. */
FN f32 iv_atan2(f32 y, f32 x)
{
    f32 a = FABS(x), b = FABS(y);
    i32 steep = b > a, left = BITS(x) >> 31;
    f32 n = steep ? a : b, d = steep ? b : a;
    /* infinities as 1 with 0 or 1, zeros as 1 with 0; the rest far from overflow and underflow */
    f32 over = n < INF_ ? 0.0f : 1.0f;
    n = d < INF_ ? n : over;
    d = d < INF_ ? d : 1.0f;
    d = d == 0.0f ? 1.0f : d;
    f32 scale = d > 0x1p96f ? 0x1p-32f : 1.0f;
    scale = d < 0x1p-64f ? 0x1p64f : scale;
    n *= scale;
    d *= scale;
    i32 middle = n > 0.41421357f * d, back = steep ^ left; /* back: falls as the quotient grows */
    f32 m = n - d, s = n + d;
    f32 nl = middle ? (-d - m) + n : 0.0f, dl = middle ? (d - s) + n : 0.0f;
    n = middle ? m : n;
    d = middle ? s : d;
    f32 k = left ? 4.0f : 0.0f, one = middle ? 1.0f : 0.0f;
    k = steep ? 2.0f : k;
    k += back ? -one : one;
    f32 q = n / d, ql = (FMA(-q, d, n) + (nl - q * dl)) / d;
    f32 r = iv_atan_(back ? -q : q, back ? -ql : ql, k);
    r = x == x ? r : x;
    return y == y ? iv_sign_(r, y) : y;
}

/* -------------------------------------------------------------------------------- rest */

/* From a guess at a^(-1/3) by its bits, two Newton-like steps; then a^(1/3) = a r^2, and its error
   from a - y^3. Error 0.501. */
FN f32 iv_cbrt(f32 x)
{
    f32 a = FABS(x);
    i32 tiny = a < 0x1p-72f;
    a = tiny ? a * 0x1p72f : a;
    f32 r = FLOATS(0x54a2fa8cu - BITS(a) / 3u);
    f32 e = FMA(-(a * r * r), r, 1.0f);
    r = FMA(r * e, FMA(e, FMA(e, 0x1.61f9aep-3f, 0x1.c71c72p-3f), 0x1.555556p-2f), r);
    e = FMA(-(a * r * r), r, 1.0f);
    r = FMA(r * e, 0x1.555556p-2f, r);
    f32 y = a * r * r, z = y * y, zl = FMA(y, y, -z);
    y = FMA(FMA(-z, y, a) - zl * y, r * r * 0x1.555556p-2f, y);
    y = tiny ? y * 0x1p-24f : y;
    y = x == 0.0f ? x : y;
    return a < INF_ ? iv_sign_(y, x) : x;
}

/* The remainder of x / y with the sign of x, as C's fmod. Exact: a long division of the integers
   that x and y are in units of y's last place, eight bits a step. */
FN f32 iv_fmod(f32 x, f32 y)
{
    u32 a = BITS(x) & 0x7fffffffu, b = BITS(y) & 0x7fffffffu;
    if (a >= 0x7f800000u || b > 0x7f800000u || b == 0u) return NAN_;
    if (a < b) return x;
    u32 ea = a >> 23, eb = b >> 23;
    u32 m = (a & 0x7fffffu) | (ea ? 0x800000u : 0u), n = (b & 0x7fffffu) | (eb ? 0x800000u : 0u);
    ea += ea == 0u;
    eb += eb == 0u;
    m %= n;
    for (u32 left = ea - eb; left && m;) {
        u32 bits = left < 8u ? left : 8u;
        m = (m << bits) % n;
        left -= bits;
    }
    return iv_sign_(iv_scale_((f32)(i32)m, (i32)eb - 150), x);
}
#undef INF_
#undef NAN_
#undef NEAREST_
#undef INTEGER_
#endif
