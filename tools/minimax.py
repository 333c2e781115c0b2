#!/usr/bin/env python3
"""Coefficients of the polynomials in src/kernel/common/math.h (needs mpmath).

Each polynomial is the weighted least-squares fit at many Chebyshev nodes, which is within a small
factor of the minimax fit, in 90 digits. Its coefficients are rounded to f32 one by one, from the
constant term on, and those that remain are fitted again after each, so that they take up the
rounding of the earlier ones. For each fit this prints the largest error relative to the function
that it serves, as a power of two (f32 rounds with 2^-24), and the coefficients, constant first.
"""
import struct

from mpmath import mp, mpf

mp.dps = 90


def f32(v):
    return mpf(struct.unpack("f", struct.pack("f", float(v)))[0])


def show(v):
    """A float as a C hexadecimal constant."""
    m, e = mp.frexp(abs(v))
    digits = int(m * 2**24) * 2 - 2**24  # 24 bits without the leading one, as six hex digits
    return f"{'-' if v < 0 else ''}0x1.{digits & 0xffffff:06x}p{int(e) - 1}f"


def fit(name, g, w, a, b, n):
    """Fits sum c[i] t^i, i < n, to g(t) on [a, b] with errors weighted by w(t)."""
    m = 80
    ts = [(a + b) / 2 + (b - a) / 2 * mp.cos(mp.pi * (2 * i + 1) / (2 * m)) for i in range(m)]
    gs, ws = [g(t) for t in ts], [w(t) for t in ts]
    c = []
    for k in range(n):
        rows = mp.matrix(m, n - k)
        rhs = mp.matrix(m, 1)
        for i, t in enumerate(ts):
            rhs[i] = ws[i] * (gs[i] - sum(c[j] * t**j for j in range(k)))
            for j in range(k, n):
                rows[i, j - k] = ws[i] * t**j
        c.append(f32(mp.lu_solve(rows.T * rows, rows.T * rhs)[0]))
    error = max(abs(w(t) * (g(t) - sum(c[j] * t**j for j in range(n))))
                for t in [a + (b - a) * i / 1000 for i in range(1001)] if t)
    print(f"{name}: 2^{float(mp.log(error, 2)):.1f}")
    print("   ", ", ".join(show(v) for v in c))


def odd(name, f, top, n):
    """f(x) = x + x^3 P(x^2) for |x| <= top; P has n terms."""
    fit(name, lambda z: (f(mp.sqrt(z)) - mp.sqrt(z)) / mp.sqrt(z)**3,
        lambda z: mp.sqrt(z)**3 / f(mp.sqrt(z)), mpf(0), mpf(top)**2, n)


def exponential(name, base, n):
    """base^r = 1 + r P(r) for |r| up to half of log_base(2), and a little beyond."""
    k = mp.log(base)
    top = mp.log(2) / k / 2 * mpf("1.001")
    fit(name, lambda r: (mp.exp(k * r) - 1) / r if r else k, lambda r: r / mp.exp(k * r),
        -top, top, n)


def logarithm(name, base, n):
    """log_base(1 + f) = f / ln(base) + f^2 P(f) for 1 + f from sqrt(1/2) to sqrt(2)."""
    k = 1 / mp.log(base)
    fit(name, lambda f: (k * mp.log1p(f) - k * f) / f**2, lambda f: f**2 / (k * mp.log1p(f)),
        mp.sqrt(mpf(1) / 2) - 1, mp.sqrt(mpf(2)) - 1, n)


def split(name, v, bits=24, parts=2):
    """A constant as a sum of floats, the first of so many bits."""
    v = mpf(v)
    e = mp.floor(mp.log(abs(v), 2)) - bits + 1
    out = [mp.nint(v / mpf(2)**e) * mpf(2)**e]
    while len(out) < parts:
        out.append(f32(v - sum(out)))
    print(name, " + ".join(show(p) for p in out))


if __name__ == "__main__":
    exponential("exp", mp.e, 7)
    exponential("exp2", 2, 7)
    exponential("exp10", 10, 7)
    logarithm("log", mp.e, 10)
    logarithm("log2", 2, 10)
    logarithm("log10", 10, 10)
    # atanh(s) = s + s^3 (1/3 + s^2 Q(s^2)), for pow
    third = mpf(1) / 3
    fit("atanh, after s^3/3", lambda z: (mp.atanh(mp.sqrt(z)) / mp.sqrt(z) - 1 - z / 3) / z**2,
        lambda z: z**2, mpf(0), mpf("0.02955"), 4)
    quarter = mp.pi / 4 * mpf("1.01")
    odd("sin", mp.sin, quarter, 4)
    fit("cos, after 1 - r^2/2", lambda z: (mp.cos(mp.sqrt(z)) - 1 + z / 2) / z**2,
        lambda z: z**2 / mp.cos(mp.sqrt(z)), mpf(0), quarter**2, 4)
    odd("asin", mp.asin, 0.5, 6)
    odd("atan", mp.atan, mp.tan(mp.pi / 8) * mpf("1.001"), 6)
    odd("sinh", mp.sinh, 1, 4)
    odd("tanh", mp.tanh, 0.625, 6)
    split("ln 2 (16 bits)", mp.log(2), 16)
    split("ln 2", mp.log(2))
    split("log10 2 (16 bits)", mp.log10(2), 16)
    split("log10 2", mp.log10(2))
    split("log2 e", 1 / mp.log(2))
    split("2 log2 e", 2 / mp.log(2))
    split("log10 e", 1 / mp.log(10))
    split("log2 10", mp.log(10, 2))
    split("1/3", third)
    split("pi/2", mp.pi / 2, parts=3)
    split("pi/4 (22 bits)", mp.pi / 4, 22)
    split("2/pi", 2 / mp.pi)
    for i in range(7):
        print(f"0x{int(mp.floor(2 / mp.pi * mpf(2)**(7 + 32 * i))) % 2**32:08x}", end=" ")
    print("= 2/pi in binary")
