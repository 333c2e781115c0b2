"""Writes src/kernel/median27.h: the networks of minima and maxima that find the median of 3 x 3 x 3.

merge3: three sorted triples -> a sorted nine. merge2: two sorted nines -> the ten middle values of
eighteen. select27: those ten and a third sorted nine -> the median. Merges are Batcher's, without what no
output needs; each network is checked with every input of zeros and ones (the 0-1 principle).
"""
import itertools
import pathlib

TARGET = pathlib.Path(__file__).resolve().parent.parent / "src" / "kernel" / "median27.h"



class Net:
    def __init__(self, *sizes):
        self.count, self.ops, self.outs = 0, [], []
        self.ins = [[self.new() for _ in range(size)] for size in sizes]

    def new(self):
        self.count += 1
        return self.count - 1

    def op(self, kind, a, b):
        out = self.new()
        self.ops.append((kind, out, a, b))
        return out

    def merge(self, a, b):
        """Batcher's odd-even merge of sorted lists of any lengths."""
        if not a or not b:
            return a or b
        if len(a) == len(b) == 1:
            return [self.op("MIN", a[0], b[0]), self.op("MAX", a[0], b[0])]
        even, odd = self.merge(a[0::2], b[0::2]), self.merge(a[1::2], b[1::2])
        out, even, i = [even[0]], even[1:], 0
        while i < len(even) and i < len(odd):
            out += [self.op("MIN", odd[i], even[i]), self.op("MAX", odd[i], even[i])]
            i += 1
        return out + even[i:] + odd[i:]

    def prune(self, outs):
        """Drops what no output needs."""
        needed, kept = set(outs), []
        for op in reversed(self.ops):
            if op[1] in needed:
                kept.append(op)
                needed |= set(op[2:])
        self.ops, self.outs = kept[::-1], outs
        return self

    def check(self, wanted):
        for ones in itertools.product(*[range(len(i) + 1) for i in self.ins]):
            v = {}
            for ins, n in zip(self.ins, ones):
                for place, name in enumerate(ins):
                    v[name] = int(place >= len(ins) - n)
            for kind, out, a, b in self.ops:
                v[out] = (min if kind == "MIN" else max)(v[a], v[b])
            assert [v[o] for o in self.outs] == wanted(*[[v[x] for x in i] for i in self.ins]), ones
        return self

    def text(self, name, args, comment):
        used = {x for op in self.ops for x in op[2:]} | set(self.outs)
        s = [f"/* {comment}: {len(self.ops)} operations. */",
             f"FN void NAME({name})(RANK *o, " + ", ".join(f"const RANK *{a}" for a in args) + ")", "{"]
        for arg, ins in zip(args, self.ins):
            s.append("    const RANK " + ", ".join(f"v{x} = {arg}[{i}]" for i, x in enumerate(ins) if x in used) + ";")
        s += [f"    const RANK v{out} = {kind}(v{a}, v{b});" for kind, out, a, b in self.ops]
        return "\n".join(s + [f"    o[{i}] = v{x};" for i, x in enumerate(self.outs)] + ["}", ""])


def main():
    out = ["/* Made by tools/gen_median.py: do not edit. The networks are made for each pixel type T. */\n"
           "#undef RANK\n#undef MIN\n#undef MAX\n#define RANK CAT_(T, _rank)\n"
           "#define MIN(a, b) ((a) < (b) ? (a) : (b))\n#define MAX(a, b) ((a) > (b) ? (a) : (b))\n"]
    n = Net(3, 3, 3)
    n.prune(n.merge(n.merge(n.ins[0], n.ins[1]), n.ins[2])).check(lambda a, b, c: sorted(a + b + c))
    out.append(n.text("merge3", "abc", "Three sorted triples to a sorted nine"))
    n = Net(9, 9)
    n.prune(n.merge(*n.ins)[4:14]).check(lambda a, b: sorted(a + b)[4:14])
    out.append(n.text("merge2", "ab", "The ten middle values of two sorted nines"))
    n = Net(10, 9)  # m[i] has rank i + 4 of eighteen: rank 13 of all is the least max(m[9 - j], c[j - 1])
    best = n.ins[0][9]
    for j in range(1, 10):
        best = n.op("MIN", best, n.op("MAX", n.ins[0][9 - j], n.ins[1][j - 1]))
    out.append(n.prune([best]).text("select27", "mc", "The median of the eighteen and a third nine"))
    TARGET.write_text("\n".join(out))


main()
