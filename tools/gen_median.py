#!/usr/bin/env python3
"""Writes src/kernel/filter/median_networks.h: the networks of minima and maxima behind medians of 3 x 3,
3 x 3 x 3 and 5 x 5 pixels. Each is checked with every input of zeros and ones that its sorted lists allow (the 0-1
principle: a network that is right for those is right for all values).

  sort3     three values to a sorted triple
  select9   three sorted triples to the median of nine
  merge3    three sorted triples to a sorted nine
  merge2    two sorted nines to the ten middle values of eighteen
  select27  those ten and a third sorted nine to the median of twenty-seven
  sort4     four values to a sorted four
  sort5     five values to a sorted five
  merge4    two sorted fours to a sorted eight
  core20    two sorted eights and a sorted four to the six middle values, of ranks 7 to 12, of twenty
  select25  those six and a sorted five to the median of twenty-five

Merges are Batcher's odd-even merges, without the steps that no output needs.
"""
import itertools
import pathlib

TARGET = pathlib.Path(__file__).resolve().parent.parent / "src" / "kernel" / "filter" / "median_networks.h"


class Network:
    """Inputs are sorted lists of the given sizes; a step is (kind, result, a, b)."""

    def __init__(self, *sizes):
        self.count, self.steps, self.outs = 0, [], []
        self.ins = [[self.new() for _ in range(size)] for size in sizes]

    def new(self):
        self.count += 1
        return self.count - 1

    def step(self, kind, a, b):
        result = self.new()
        self.steps.append((kind, result, a, b))
        return result

    def least(self, *values):
        return values[0] if len(values) == 1 else self.step("LEAST", self.least(*values[:-1]), values[-1])

    def most(self, *values):
        return values[0] if len(values) == 1 else self.step("MOST", self.most(*values[:-1]), values[-1])

    def middle(self, a, b, c):
        return self.most(self.least(a, b), self.least(self.most(a, b), c))

    def merge(self, a, b):
        if not a or not b:
            return a or b
        if len(a) == len(b) == 1:
            return [self.least(a[0], b[0]), self.most(a[0], b[0])]
        even, odd = self.merge(a[0::2], b[0::2]), self.merge(a[1::2], b[1::2])
        result, even, i = [even[0]], even[1:], 0
        while i < len(even) and i < len(odd):
            result += [self.least(odd[i], even[i]), self.most(odd[i], even[i])]
            i += 1
        return result + even[i:] + odd[i:]

    def sort(self, values):
        half = len(values) // 2
        return self.merge(self.sort(values[:half]), self.sort(values[half:])) if half else values

    def gives(self, outs):
        """Keeps the steps that the outputs need."""
        self.outs, needed, kept = outs, set(outs), []
        for step in reversed(self.steps):
            if step[1] in needed:
                kept.append(step)
                needed |= set(step[2:])
        self.steps = kept[::-1]
        return self

    def check(self, wanted):
        for ones in itertools.product(*[range(len(values) + 1) for values in self.ins]):
            v = {}
            for values, n in zip(self.ins, ones):
                for rank, name in enumerate(values):
                    v[name] = int(rank >= len(values) - n)
            for kind, result, a, b in self.steps:
                v[result] = (min if kind == "LEAST" else max)(v[a], v[b])
            lists = [[v[name] for name in values] for values in self.ins]
            if [v[name] for name in self.outs] != wanted(*lists):
                raise SystemExit(f"wrong for {lists}")
        return self

    def text(self, name, arguments, comment):
        used = {x for step in self.steps for x in step[2:]} | set(self.outs)
        lines = [f"/* {comment}: {len(self.steps)} steps. */",
                 f"FN void NAME({name})(RANK *to, {', '.join('const RANK *' + a for a in arguments)})", "{"]
        for argument, values in zip(arguments, self.ins):
            have = [f"v{x} = {argument}[{rank}]" for rank, x in enumerate(values) if x in used]
            for first in range(0, len(have), 6):
                lines.append("    const RANK " + ", ".join(have[first:first + 6]) + ";")
        lines += [f"    const RANK v{result} = {kind}(v{a}, v{b});" for kind, result, a, b in self.steps]
        lines += [f"    to[{i}] = v{x};" for i, x in enumerate(self.outs)]
        return "\n".join(lines + ["}", ""])


def sort3():
    n = Network(1, 1, 1)
    (a,), (b,), (c,) = n.ins
    low, high = n.least(a, b), n.most(a, b)
    rest = n.least(high, c)
    n.gives([n.least(low, rest), n.most(low, rest), n.most(high, c)])
    return n.check(lambda a, b, c: sorted(a + b + c)).text(
        "sort3", ["a", "b", "c"], "Three values to a sorted triple")


def select9():
    n = Network(3, 3, 3)
    low, middle, high = zip(*n.ins)
    n.gives([n.middle(n.most(*low), n.middle(*middle), n.least(*high))])
    return n.check(lambda a, b, c: sorted(a + b + c)[4:5]).text(
        "select9", ["a", "b", "c"], "Three sorted triples to the median of nine")


def merge3():
    n = Network(3, 3, 3)
    n.gives(n.merge(n.merge(n.ins[0], n.ins[1]), n.ins[2]))
    return n.check(lambda a, b, c: sorted(a + b + c)).text(
        "merge3", ["a", "b", "c"], "Three sorted triples to a sorted nine")


def merge2():
    n = Network(9, 9)
    n.gives(n.merge(*n.ins)[4:14])
    return n.check(lambda a, b: sorted(a + b)[4:14]).text(
        "merge2", ["a", "b"], "Two sorted nines to the ten middle values of eighteen")


def select27():
    """The value of rank 13: the least, over all ways to take 14 values from both, of the largest taken;
    m[i] comes after i + 4 others of its eighteen."""
    n = Network(10, 9)
    m, c = n.ins
    n.gives([n.least(m[9], *[n.most(m[9 - j], c[j - 1]) for j in range(1, 10)])])
    # The four least and the four largest of the eighteen are not seen here: ones fill the ten from above.
    return n.check(lambda m, c: sorted([0] * 4 + m + [1] * 4 + c)[13:14]).text(
        "select27", ["m", "c"], "The ten and a third sorted nine to the median of twenty-seven")


def sort(count, words):
    n = Network(*[1] * count)
    n.gives(n.sort([value for value, in n.ins]))
    return n.check(lambda *values: sorted(sum(values, []))).text(
        f"sort{count}", "abcde"[:count], f"{words.capitalize()} values to a sorted {words}")


def merge4():
    n = Network(4, 4)
    n.gives(n.merge(*n.ins))
    return n.check(lambda a, b: sorted(a + b)).text(
        "merge4", ["a", "b"], "Two sorted fours to a sorted eight")


def core20():
    n = Network(8, 8, 4)
    a, b, c = n.ins
    n.gives(n.merge(n.merge(a, c), b)[7:13])
    return n.check(lambda a, b, c: sorted(a + b + c)[7:13]).text(
        "core20", ["a", "b", "c"], "Two sorted eights and a sorted four to the ranks 7 to 12 of twenty")


def select25():
    """The value of rank 12, as in select27: m[i] comes after i + 7 others of its twenty."""
    n = Network(6, 5)
    m, c = n.ins
    n.gives([n.least(m[5], *[n.most(m[5 - j], c[j - 1]) for j in range(1, 6)])])
    # The seven least and the seven largest of the twenty are not seen here.
    return n.check(lambda m, c: sorted([0] * 7 + m + [1] * 7 + c)[12:13]).text(
        "select25", ["m", "c"], "The six and a sorted five to the median of twenty-five")


def main():
    head = """/* Made by tools/gen_median.py; do not edit. Networks of minima and maxima over the ranks of pixels of
   type T (kernel/common/order.h). */
#undef RANK
#define RANK CAT_(T, _rank)
#ifndef LEAST
#define LEAST(a, b) ((a) < (b) ? (a) : (b))
#define MOST(a, b) ((a) > (b) ? (a) : (b))
#endif
"""
    both = [sort3(), select9(), merge3(), merge2(), select27()]
    on_cpu = [sort(4, "four"), sort(5, "five"), merge4(), core20(), select25()]
    TARGET.write_text("\n".join([head] + both + ["#if ON_CPU /* for 5 x 5 */"] + on_cpu).rstrip() + "\n#endif\n")


if __name__ == "__main__":
    main()
