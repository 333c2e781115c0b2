"""Time against size, a panel for each row."""
import math


def draw(records, path):
    try:
        import matplotlib

        matplotlib.use("Agg")
        from matplotlib import pyplot
    except ImportError:
        print("no plot: matplotlib is not installed")
        return
    rows = list(dict.fromkeys(r["row"] for r in records))
    lines = {}  # (row, side, type, axes) -> points
    for r in records:
        for name, s in r["sides"].items():
            if "ms" in s:
                lines.setdefault((r["row"], name, r["type"], r["size"].count("x")), []).append((r["voxels"], s["ms"]))
    sides, types = (list(dict.fromkeys(key[k] for key in lines)) for k in (1, 2))
    ours = {name for r in records for name in r["isovox"]}
    wide = max(1, min(6, len(rows)))
    figure, panels = pyplot.subplots(math.ceil(len(rows) / wide) or 1, wide, squeeze=False, sharex=True,
                                     figsize=(3.2 * wide, 2.6 * math.ceil(len(rows) / wide) + 0.6))
    for panel in panels.flat[len(rows):]:
        panel.axis("off")
    for row, panel in zip(rows, panels.flat):
        for (of, name, pixel, _), points in lines.items():
            if of == row:
                x, y = zip(*sorted(points))
                panel.plot(x, y, ["-", "--", ":"][types.index(pixel) % 3], marker="o", markersize=3,
                           color=f"C{sides.index(name) % 10}", linewidth=2.2 if name in ours else 1)
        panel.set(xscale="log", yscale="log")
        panel.set_title(row, fontsize=8)
        panel.tick_params(which="both", labelsize=7)
        panel.grid(True, linewidth=0.3)
    handles = [pyplot.Line2D([], [], color=f"C{k % 10}", label=name) for k, name in enumerate(sides)]
    if len(types) > 1:
        handles += [pyplot.Line2D([], [], color="k", linestyle=["-", "--", ":"][k % 3], label=t) for k, t in enumerate(types)]
    figure.legend(handles=handles, loc="upper center", ncol=6, fontsize=8)
    figure.supxlabel("pixels", fontsize=9)
    figure.supylabel("ms", fontsize=9)
    figure.tight_layout(rect=(0.01, 0, 1, 1 - 0.7 / figure.get_figheight()))
    figure.savefig(path, dpi=130)
    print(path)
