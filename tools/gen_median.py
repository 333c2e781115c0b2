#!/usr/bin/env python3
"""Writes the networks of minima and maxima behind medians. Each is checked with every input of zeros and ones that its
sorted lists allow (the 0-1 principle: a network that is right for those is right for all values).

src/kernel/filter/median_networks.h, for 3 x 3 and 3 x 3 x 3 pixels, on every device:

  sort3     three values to a sorted triple
  select9   three sorted triples to the median of nine
  merge3    three sorted triples to a sorted nine
  merge2    two sorted nines to the ten middle values of eighteen
  select27  those ten and a third sorted nine to the median of twenty-seven
src/kernel/filter/median_lists.h, for 5 x 5, 7 x 7 and 5 x 5 x 5 pixels, on the CPU (median_cpu.h says how they go
together). Each is a loop over neighbouring results; lists of them are `wide` or `deep`:

  sort       pixels beside each other to a sorted list
  merge      two sorted lists to one
  core       sorted lists to those middle values that one more list can make the median, sorted
  select     those and that list to the median

Merges are Batcher's odd-even merges; of two lists' middle values a bitonic sequence is made and sorted as Batcher's
bitonic sorter does it. Steps that no output needs are left out.
"""
import itertools
import pathlib

TARGET = pathlib.Path(__file__).resolve().parent.parent / "src" / "kernel" / "filter"


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

    def middle_ranks(self, a, b, first, last):
        """Ranks first to last of two sorted lists, sorted. Without the least `first` values, of which i are from a and
        the others from b, for some i, the rest falls and then rises."""
        rest = b[:first - 1:-1] + [self.most(a[i], b[first - 1 - i])
                                   for i in range(first) if i < len(a) and first - 1 - i < len(b)] + a[first:]
        size = 1 << (len(rest) - 1).bit_length()
        ends = [None] * (size - len(rest))  # in thought values above all others
        return self.sort_bitonic(ends[::2] + rest + ends[1::2])[:last - first + 1]

    def sort_bitonic(self, values):
        half = len(values) // 2
        if not half:
            return values
        low, high = [], []
        for a, b in zip(values[:half], values[half:]):
            both = a is not None and b is not None
            low.append(self.least(a, b) if both else b if a is None else a)
            high.append(self.most(a, b) if both else None)
        return self.sort_bitonic(low) + self.sort_bitonic(high)

    def median_with(self, core, values):
        """The median of an odd number of values: of sorted ones and those among the others that may be it, one more,
        sorted too. It is the least, over all ways to take one more than half of both, of the largest taken."""
        n = len(values)
        return self.least(core[n], *[self.most(core[n - j], values[j - 1]) for j in range(1, n + 1)])

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

    def ordered(self):
        """The steps as the outputs need them, one after the other, so that few values are kept at a time."""
        steps, result, todo = {step[1]: step for step in self.steps}, [], self.outs[::-1]
        while todo:
            if todo[-1] not in steps:
                todo.pop()
                continue
            missing = [x for x in steps[todo[-1]][2:] if x in steps]
            if missing:
                todo += missing[::-1]
            else:
                result.append(steps.pop(todo.pop()))
        return result

    def loop(self, name, lanes, arguments, comment, beside=False):
        """The network for neighbouring results; `beside`: its inputs are pixels beside each other."""
        kind = f"const NAME({lanes}) *restrict "
        if beside:
            places = {x: f"row[x + {i}]" for i, (x,) in enumerate(self.ins)}
            arguments, kind = ["row"], "const RANK *restrict "
        else:
            places = {x: f"{a}[{rank}][x]" for a, values in zip(arguments, self.ins) for rank, x in enumerate(values)}
        count = ", int n" if lanes == "wide" else ""
        turns = "whole(n)" if lanes == "wide" else "NAME(DEEP_X)"
        lines = [f"/* {comment}: {len(self.steps)} steps. */",
                 f"NETWORK NAME({lanes}_{name})(NAME({lanes}) *restrict to, {', '.join(kind + a for a in arguments)}{count})",
                 "{", f"    FORV (x, {turns}) {{"]
        for kind, result, *taken in self.ordered():
            lines += [f"        const RANK v{x} = {places.pop(x)};" for x in taken if x in places]
            lines.append(f"        const RANK v{result} = {kind}(v{taken[0]}, v{taken[1]});")
            lines += [f"        to[{i}][x] = v{result};" for i, x in enumerate(self.outs) if x == result]
        lines += [f"        to[{i}][x] = {places[x]};" for i, x in enumerate(self.outs) if x in places]
        return "\n".join(lines + ["    }", "}", ""])


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


def sort(lanes, count):
    n = Network(*[1] * count)
    n.gives(n.sort([value for value, in n.ins]))
    return n.check(lambda *values: sorted(sum(values, []))).loop(
        f"sort{count}", lanes, None, f"{count} pixels beside each other to a sorted list", beside=True)


def merge(lanes, *sizes):
    n = Network(*sizes)
    n.gives(n.merge(*n.ins))
    return n.check(lambda a, b: sorted(a + b)).loop(
        f"merge{sizes[0]}_{sizes[1]}", lanes, "ab", f"Sorted lists of {sizes[0]} and {sizes[1]} to one")


def core(lanes, pair, count, extra):
    """Of `count` pairs of lists, for a median with a list of `extra` more."""
    n = Network(*[pair] * count)
    most = (pair * count + extra) // 2  # more values than this below or above: not the median
    first = pair * count - 1 - most
    values = n.ins[0]
    for more in n.ins[1:-1]:
        values = n.merge(values, more)
    n.gives(n.middle_ranks(values, n.ins[-1], first, most))
    return n.check(lambda *lists: sorted(sum(lists, []))[first:most + 1]).loop(
        f"core{count}x{pair}", lanes, "abc"[:count],
        f"{count} sorted lists of {pair} to their ranks {first} to {most}")


def select(lanes, size):
    n = Network(size + 1, size)
    n.gives([n.median_with(*n.ins)])
    return n.check(lambda core, values: sorted(core + values)[size:size + 1]).loop(
        f"select{size}", lanes, ["core", "a"], f"The {size + 1} values of a core and a list of {size} to the median")


HEAD = """/* Made by tools/gen_median.py; do not edit. Networks of minima and maxima over the ranks of pixels of
   type T (kernel/common/order.h)%s. */
"""
NETWORKS = HEAD % "" + """#undef RANK
#define RANK CAT_(T, _rank)
#ifndef LEAST
#define LEAST(a, b) ((a) < (b) ? (a) : (b))
#define MOST(a, b) ((a) > (b) ? (a) : (b))
#endif
"""


def main():
    networks = [sort3(), select9(), merge3(), merge2(), select27()]
    lists = []
    for size in (5, 7):
        lists += [sort("wide", size), merge("wide", size, size), core("wide", 2 * size, size // 2, size), select("wide", size)]
    lists += [sort("deep", 5), merge("deep", 5, 5), merge("deep", 10, 10), merge("deep", 20, 5), merge("deep", 25, 25),
              core("deep", 50, 2, 25), select("deep", 25)]
    (TARGET / "median_networks.h").write_text("\n".join([NETWORKS] + networks))
    (TARGET / "median_lists.h").write_text("\n".join([HEAD % ", each for neighbouring results"] + lists))


if __name__ == "__main__":
    main()
