"""Times Isovox beside what a user would pick instead: same images, one run, results compared. See README.md."""
import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import warnings

import numpy as np

import compare
import peers
import report
import timing
from images import Images, Maker, shape_of
from rows import ROWS

SIZES = ["64x64x64", "512x512", "16x512x512", "128x512x512", "256x1024x1024"]
USUAL = {"cpu": ["512x512", "16x512x512"], "gpu": ["512x512", "256x1024x1024"]}
TYPES = {"f32": "float32", "u16": "uint16", "u8": "uint8"}
KEPT = ("a", "f", "m", "l", "n_l")  # images that many rows use
COPY = ROWS[0]


def options():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words = {"default": [], "type": lambda text: [w for w in text.split(",") if w], "metavar": "LIST"}
    ap.add_argument("--size", help=f"of {', '.join(SIZES)}, or any other; or all", **words)
    ap.add_argument("--type", help="of f32, u16, u8; or all [f32]", **words)
    ap.add_argument("--device", help="of Isovox: cpu, opencl:0, cuda:0 [each but OpenCL on the CPU]", **words)
    ap.add_argument("--only", help="rows with one of these words in the name", **words)
    ap.add_argument("--peers", help="libraries with one of these words in the name [each that is there]", **words)
    ap.add_argument("--skip-peers", action="store_true", help="Isovox alone")
    ap.add_argument("--seconds", type=float, default=0.3, help="for each side of a row, at least three runs [%(default)s]")
    ap.add_argument("--limit", type=float, default=2, metavar="SECONDS",
                    help="a library's call that takes longer runs once, large images in part; 0: never [%(default)s]")
    ap.add_argument("--deadline", type=float, default=0, metavar="SECONDS", help="begin no row after that")
    ap.add_argument("--first", action="store_true",
                    help="time each first call too, in fresh processes, with an empty and with a filled cache")
    ap.add_argument("--json", metavar="FILE")
    ap.add_argument("--markdown", metavar="FILE")
    ap.add_argument("--plot", metavar="FILE", help="time against size; .png, .svg, .pdf")
    ap.add_argument("--list", action="store_true", help="the rows' names, and nothing else")
    return ap.parse_args()


class Bench:
    def __init__(self, o):
        self.o, self.clock, self.left_out = o, timing.Clock(o.deadline), []
        self.folder = tempfile.TemporaryDirectory(prefix="isovox-bench-")

    def find(self):
        import isovox

        ids = [d.id for d in isovox.devices()]
        for wanted in self.o.device:
            if not any(wanted in id for id in ids):
                sys.exit(f"there is no device '{wanted}'; there are: {', '.join(ids)}")
        self.ours = [peers.Isovox(d) for d in isovox.devices()
                     if (any(w in d.id for w in self.o.device) if self.o.device else d.backend == "CPU" or d.type == "gpu")]
        kinds = {side.kind for side in self.ours}
        self.theirs = [] if self.o.skip_peers else peers.find(kinds, self.o.peers, lambda t: print(t, file=sys.stderr))
        self.facts = {
            "isovox": isovox.__version__, "python": platform.python_version(), "cores": os.cpu_count(),
            "system": platform.platform(),
            "devices": {d.device.id: f"{d.device.name}; {d.device.driver}" + (f"; {d.device.isa}" if d.device.isa else "")
                        for d in self.ours},
            "peers": {side.name: side.version for side in self.theirs}, "records": []}

    def run(self):
        report.say_facts(self.facts)
        types = list(TYPES) if self.o.type == ["all"] else self.o.type or ["f32"]
        for kind in ("gpu", "cpu"):
            ours, theirs = ([s for s in sides if s.kind == kind] for sides in (self.ours, self.theirs))
            sizes = SIZES if self.o.size == ["all"] else self.o.size or USUAL[kind]
            for size in sizes if ours else ():
                for pixel in types:
                    self.table(kind, size, pixel, pixel == types[0], ours, theirs)
        report.say_summary(self.facts["records"])
        if self.left_out:
            print(f"no time was left for {len(self.left_out)}: {', '.join(self.left_out)}")
        self.write(final=True)
        for side in self.ours + self.theirs:
            try:
                side.end()
            except Exception as error:
                print(f"{side.name}: {error}", file=sys.stderr)
        return 1 if any(False in r["same"].values() or r["bits"] is False for r in self.facts["records"]) else 0

    def table(self, kind, size, pixel, first_type, ours, theirs):
        maker = Maker(shape_of(size), TYPES.get(pixel, pixel))
        maker.folder = tempfile.mkdtemp(dir=self.folder.name)
        images = Images(maker.shape, maker.dtype, maker)
        wanted = [row for row in ROWS if row.fits(images, first_type)
                  and (not self.o.only or any(w in row.name for w in self.o.only))]
        out = report.Table(kind, size, pixel, [s.name for s in ours], [s.name for s in theirs], self.o.first)
        self.copies = {}
        for row in wanted if COPY in wanted else [COPY, *wanted]:
            if self.clock.over:
                self.left_out.append(f"{row.name} {size} {pixel}")
                continue
            record = self.row(row, images, maker, ours, theirs if row in wanted else [])
            record.update(kind=kind, size=size, type=pixel, voxels=images.voxels)
            if row in wanted:
                self.facts["records"].append(record)
                out.line(record)
                self.write()
            for side in ours + theirs:
                try:
                    side.drop(KEPT)
                except Exception:  # it has ended; its next row says so
                    pass
            maker.forget((*KEPT, "smooth"))
        out.end()

    def row(self, row, images, maker, ours, theirs):
        images.used.clear()
        all_timed = [timing.Timed(side) for side in ours + [s for s in theirs if s.family in row.calls
                                                            and not (s.family == "cv" and images.dim == 3)]]
        record = {"row": row.name, "bytes_per_voxel": row.bytes(images.dtype), "same": {}, "types": [], "bits": None,
                  "host": row.host, "isovox": [s.name for s in ours]}
        ref = None  # of the whole image, and by number of planes
        for t in all_timed:
            try:
                mine = t.side in ours
                seen = timing.begin(t, row, images, self.o.limit, cut=not mine)
                sample = t.side.sample()
                if mine and ref is None:
                    ref = {None: sample}
                elif mine:
                    record["bits"] = compare.same_bits(ref[None], sample) and record["bits"] is not False
                elif ref:
                    if seen.planes not in ref:
                        ours[0].prepare(row, seen)
                        ours[0].run()
                        ref[seen.planes] = ours[0].sample()
                        ours[0].prepare(row, images)
                    self.compare(record, row, t.side, ref[seen.planes], sample)
            except Exception as error:
                t.error = str(error).strip().split("\n")[0] or type(error).__name__
        del ref
        timing.in_turn(all_timed, self.o.seconds)
        if images.voxels <= timing.QUEUED and not row.host:
            timing.queue(all_timed)
        self.judge(record, row, images, all_timed, ours)
        if self.o.first:
            record["first"] = {s.name: self.first(s, row, images, maker) for s in ours}
        return record

    def compare(self, record, row, side, ours, theirs):
        rule = row.rule(side)
        record["same"][side.name] = None if rule is None else compare.same(ours, theirs, rule)
        if rule is not None and compare.types_differ(ours, theirs):
            record["types"].append(side.name)

    def judge(self, record, row, images, all_timed, ours):
        """What follows from the times."""
        record["sides"] = {t.side.name: t.facts() for t in all_timed}
        good = {name: s for name, s in record["sides"].items() if "ms" in s}
        rest = {name: s["ms"] for name, s in good.items() if name not in record["isovox"]}
        record["best"] = min(rest, key=rest.get, default=None)
        for side in ours:
            facts = good.get(side.name)
            if not facts:
                continue
            if row is COPY:
                self.copies[side.name] = facts["ms"] / row.bytes(images.dtype)
            if record["best"]:
                facts["ratio"] = rest[record["best"]] / facts["ms"]
            if row.host:
                facts["gbs"] = row.bytes(images.dtype) * images.voxels * 1e-6 / facts["ms"]
            elif side.name in self.copies:
                facts["copy_percent"] = 100 * self.copies[side.name] * row.bytes(images.dtype) / facts["ms"]
            try:
                side.prepare(row, images)
                facts["images"] = side.memory() / (images.voxels * images.dtype.itemsize)
            except Exception as error:
                facts["error"] = str(error)

    def first(self, side, row, images, maker):
        """Milliseconds of a first call in a fresh process, its cache empty, then filled."""
        maker.save(maker.folder, images.used)
        out = {}
        with tempfile.TemporaryDirectory() as cache, tempfile.TemporaryDirectory() as data:
            for name in images.used:
                os.symlink(os.path.join(maker.folder, name + ".npy"), os.path.join(data, name + ".npy"))
            for state in ("empty", "filled"):
                environment = {**os.environ, "XDG_CACHE_HOME": cache, "POCL_CACHE_DIR": os.path.join(cache, "pocl"),
                               "CUDA_CACHE_PATH": os.path.join(cache, "cuda")}
                done = subprocess.run([sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "worker.py"),
                                       side.name, row.name, data, "x".join(map(str, images.shape)), str(images.dtype)],
                                      env=environment, capture_output=True, text=True, timeout=120)
                if done.returncode:
                    return {"error": done.stderr.strip().split("\n")[-1]}
                seconds = json.loads(done.stdout)
                out[state + "_ms"], out["start_ms"] = 1e3 * seconds["first"], 1e3 * seconds["start"]
        return out

    def write(self, final=False):
        """After each row, so that a run that ends early has told what it found."""
        if self.o.json:
            with open(self.o.json, "w") as f:
                json.dump(self.facts, f, indent=1)
        if self.o.markdown:
            with open(self.o.markdown, "w") as f:
                f.write(report.markdown([self.facts]))
        if self.o.plot and final:
            import plot

            plot.draw(self.facts["records"], self.o.plot)


def main():
    o = options()
    if o.list:
        print("\n".join(row.name for row in ROWS))
        return 0
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    bench = Bench(o)
    bench.find()
    return bench.run()


if __name__ == "__main__":
    sys.exit(main())
