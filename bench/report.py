"""What the bench found: a table on the terminal, Markdown.

    python bench/report.py RESULT.json... [--markdown FILE] [--plot FILE]     the results of several runs as one
"""
import argparse
import json
import math
import statistics
import sys

SHORT = {"scikit-image": "skimage", "pyclesperanto opencl": "cle OpenCL", "pyclesperanto cuda": "cle CUDA"}


def number(value):
    """Three digits, no exponent."""
    if value is None:
        return ""
    return f"{value:.0f}" if value >= 100 else f"{value:.{max(0, 2 - math.floor(math.log10(max(value, 0.01))))}f}"


def agreement(record):
    found = [*record["same"].values(), record["bits"]]
    return "NO" if False in found else "yes" if True in found else "-"


def columns(ours, theirs, queued, first):
    """(heading, width, record -> text) of each."""
    def fact(name, key):
        return lambda r: number(r["sides"].get(name, {}).get(key))

    def spread(name):
        return lambda r: f"{100 * s['spread']:.0f}" if "spread" in (s := r["sides"].get(name, {})) else ""

    def efficiency(name):
        return lambda r: f"{s['copy_percent']:.0f}" if "copy_percent" in (s := r["sides"].get(name, {})) else (
            f"{s['gbs']:.1f} GB/s" if "gbs" in s else "")

    def peer(name):
        def text(r):
            s = r["sides"].get(name, {})
            return "" if not s else "failed" if "error" in s else ("~" if "part_of" in s else "") + number(s["ms"])
        return text

    def call(name, state):
        return lambda r: number(r.get("first", {}).get(name, {}).get(state))

    out = [("operation", 32, lambda r: r["row"])]
    for name in ours:
        out += [(f"{name} ms", 11, fact(name, "ms")), ("±%", 3, spread(name)), ("ratio", 6, fact(name, "ratio")),
                ("% copy", 9, efficiency(name))]
        if queued:
            out.append(("queued us", 9, fact(name, "queued_us")))
        if first:
            out += [("first ms", 8, call(name, "empty_ms")), ("cached ms", 9, call(name, "filled_ms"))]
    out.append(("B/voxel", 7, lambda r: str(r["bytes_per_voxel"])))
    for name in ours:
        out.append(("images" if len(ours) == 1 else f"images {name}", 6, lambda r, name=name: (
            f"{s['images']:.1f}" if "images" in (s := r["sides"].get(name, {})) else "")))
    out.append(("same", 4, agreement))
    return out + [(SHORT.get(name, name), 10, peer(name)) for name in theirs]


class Table:
    """Of one kind of device, size and pixel type, written line by line as it is found."""

    def __init__(self, kind, size, pixel, ours, theirs, first):
        self.columns = columns(ours, theirs, math.prod(map(int, size.split("x"))) <= 1 << 20, first)
        print(f"\n{size} {pixel}, {kind.upper()}; milliseconds")
        self._print([c[0] for c in self.columns])

    def _print(self, cells):
        widths = [max(c[1], len(c[0])) for c in self.columns]
        print("  ".join(f"{cell:<{w}}" if k == 0 else f"{cell:>{w}}" for k, (cell, w) in enumerate(zip(cells, widths))),
              flush=True)

    def line(self, record):
        self._print([c[2](record) for c in self.columns])

    def end(self):
        print(flush=True)


def say_facts(facts):
    print(f"Isovox {facts['isovox']}, Python {facts['python']}, {facts['cores']} cores, {facts['system']}")
    for name, what in {**facts["devices"], **facts["peers"]}.items():
        print(f"  {name}: {what}")


def summary(records):
    """Lines: geometric means, and what is not ahead, not the same, or failed."""
    lines = []
    for kind in ("gpu", "cpu"):
        of_kind = [r for r in records if r["kind"] == kind]
        for name in dict.fromkeys(n for r in of_kind for n in r["isovox"]):
            rows = [(r, s) for r in of_kind if "ratio" in (s := r["sides"].get(name, {}))]
            if not rows:
                continue
            lines.append(f"{name}: {statistics.geometric_mean(s['ratio'] for _, s in rows):.1f} times as fast as the best "
                         f"of the others, as a geometric mean of {len(rows)} rows")
            means = []
            for peer in dict.fromkeys(p for r, _ in rows for p in r["sides"] if p not in r["isovox"]):
                both = [r["sides"][peer]["ms"] / s["ms"] for r, s in rows if "ms" in r["sides"].get(peer, {})]
                if both:
                    means.append(f"{peer} {statistics.geometric_mean(both):.1f} ({len(both)})")
            lines.append(f"  beside each alone, and rows: {', '.join(means)}")
            behind = [f"{r['row']} {r['size']} {r['type']} ({s['ratio']:.2f}, {r['best']})" for r, s in rows if s["ratio"] < 1]
            if behind:
                lines.append(f"  behind: {', '.join(behind)}")
    other = {}
    for r in records:
        at = f"{r['row']} {r['size']} {r['type']}"
        lines += [f"not the same as {peer}: {at}" for peer, same in r["same"].items() if same is False]
        if r["bits"] is False:
            lines.append(f"the devices of Isovox differ: {at}")
        for peer in r["types"]:
            other.setdefault(peer, {})[r["row"]] = None
        lines += [f"failed, {name}: {at}: {s['error']}" for name, s in r["sides"].items() if "error" in s]
        lines += [f"first call failed, {name}: {at}: {f['error']}" for name, f in r.get("first", {}).items() if "error" in f]
    lines += [f"another pixel type from {peer}: {', '.join(rows)}" for peer, rows in other.items()]
    starts = {}
    for r in records:
        for name, f in r.get("first", {}).items():
            starts.setdefault(name, []).extend([f["start_ms"]] if "start_ms" in f else [])
    lines += [f"import and first device, {name}: {statistics.median(ms):.0f} ms" for name, ms in starts.items() if ms]
    return lines


def say_summary(records):
    print("\n".join(summary(records)))


def markdown(runs):
    """A section for each kind of device, size and pixel type; a later run's row takes the place of an earlier one's."""
    out, records = [], {}
    for facts in runs:
        for r in facts["records"]:
            records[r["kind"], r["size"], r["type"], r["row"]] = r
    groups = {}
    for key, r in records.items():
        groups.setdefault(key[:3], []).append(r)
    for (kind, size, pixel), rows in groups.items():
        ours = list(dict.fromkeys(n for r in rows for n in r["isovox"]))
        theirs = list(dict.fromkeys(n for r in rows for n in r["sides"] if n not in ours))
        cells = columns(ours, theirs, math.prod(map(int, size.split("x"))) <= 1 << 20, any("first" in r for r in rows))
        out += [f"### {size.replace('x', ' x ')}, {pixel}, {kind.upper()}", "",
                "| " + " | ".join(c[0] for c in cells) + " |", "|---" + "|---:" * (len(cells) - 1) + "|",
                *("| " + " | ".join(c[2](r) for c in cells) + " |" for r in rows), ""]
    out += [*(f"* {line.strip()}" for line in summary(list(records.values()))), ""]
    known = {}
    for facts in runs:
        known.update({**facts["devices"], **facts["peers"]})
    out += [f"Isovox {runs[-1]['isovox']}, Python {runs[-1]['python']}, {runs[-1]['cores']} cores; "
            + "; ".join(f"{name}: {what}" for name, what in known.items()) + ".", ""]
    return "\n".join(out)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("results", nargs="+")
    ap.add_argument("--markdown", metavar="FILE")
    ap.add_argument("--plot", metavar="FILE")
    o = ap.parse_args()
    runs = []
    for path in o.results:
        with open(path) as f:
            runs.append(json.load(f))
    text = markdown(runs)
    if o.markdown:
        with open(o.markdown, "w") as f:
            f.write(text)
    else:
        sys.stdout.write(text)
    if o.plot:
        import plot

        plot.draw([r for facts in runs for r in facts["records"]], o.plot)


if __name__ == "__main__":
    main()
