"""What stands between an operation and the memory's speed: Nsight Compute's counters of each kernel of a row, on a CUDA device.

    counters.py --only gaussian_blur,median --size 256x1024x1024

Needs `ncu` in the PATH and the right to read the counters. The clocks are left as they are, so times are those of ordinary
calls; each kernel runs several times, once for each group of counters.
"""
import argparse
import csv
import ctypes
import os
import shutil
import subprocess
import sys

STALLS = ["long_scoreboard", "short_scoreboard", "barrier", "mio_throttle", "lg_throttle", "math_pipe_throttle", "wait",
          "not_selected", "no_instruction", "membar", "branch_resolving"]
STALL = "smsp__average_warps_issue_stalled_{}_per_issue_active.ratio"
COLUMNS = {  # title: counter, factor
    "us": ("gpu__time_duration.sum", 1e-3), "read MB": ("dram__bytes_read.sum", 1e-6), "written MB": ("dram__bytes_write.sum", 1e-6),
    "DRAM %": ("gpu__dram_throughput.avg.pct_of_peak_sustained_elapsed", 1),
    "L2 %": ("lts__throughput.avg.pct_of_peak_sustained_elapsed", 1),
    "L1 %": ("l1tex__throughput.avg.pct_of_peak_sustained_elapsed", 1),
    "SM %": ("sm__throughput.avg.pct_of_peak_sustained_elapsed", 1),
    "issue %": ("smsp__issue_active.avg.pct_of_peak_sustained_active", 1),
    "warps %": ("sm__warps_active.avg.pct_of_peak_sustained_active", 1),
    "M instr": ("smsp__inst_executed.sum", 1e-6), "regs": ("launch__registers_per_thread", 1),
    "groups": ("launch__grid_size", 1),
}
UNITS = {"n": 1e-9, "u": 1e-6, "m": 1e-3, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}


def options():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--only", help="rows with one of these words in the name", default="", metavar="LIST")
    ap.add_argument("--size", default="256x1024x1024")
    ap.add_argument("--type", default="float32")
    ap.add_argument("--device", default="cuda:0")
    ap.add_argument("--raw", metavar="FILE", help="what ncu printed, too")
    ap.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return ap.parse_args()


MARK = b".version 7.0\n.target sm_50\n.address_size 64\n.visible .entry next_row() { ret; }\n\0"


class Marks:
    """Profiles what runs between `begin` and `end`; an empty kernel tells rows apart."""

    def __init__(self):
        self.cuda = cuda = ctypes.CDLL("libcuda.so.1")
        self.context, module, self.kernel = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_void_p()
        self.ok(cuda.cuDevicePrimaryCtxRetain(ctypes.byref(self.context), 0))
        self.ok(cuda.cuCtxSetCurrent(self.context))
        self.ok(cuda.cuModuleLoadData(ctypes.byref(module), MARK))
        self.ok(cuda.cuModuleGetFunction(ctypes.byref(self.kernel), module, b"next_row"))

    def ok(self, code):
        if code:
            sys.exit(f"the CUDA driver answered {code}")

    def begin(self):
        self.ok(self.cuda.cuCtxSetCurrent(self.context))
        self.ok(self.cuda.cuProfilerStart())
        self.ok(self.cuda.cuLaunchKernel(self.kernel, 1, 1, 1, 1, 1, 1, 0, None, None, None))

    def end(self):
        self.ok(self.cuda.cuProfilerStop())


def inside(o):
    """Runs each row once unseen, which compiles, and once between marks."""
    import isovox
    import peers
    from images import Images, Maker, shape_of
    from rows import ROWS

    side, marks = peers.Isovox(isovox.select_device(o.device)), Marks()
    maker = Maker(shape_of(o.size), o.type)
    images = Images(maker.shape, maker.dtype, maker)
    words = [w for w in o.only.split(",") if w]
    for row in ROWS:
        if row.host or not row.fits(images, True) or words and not any(w in row.name for w in words):
            continue
        side.prepare(row, images)
        side.run()
        print(f"ROW {row.name}", flush=True)
        marks.begin()
        side.run()
        marks.end()
        side.drop(("a", "f", "m", "l", "n_l"))


def number(text, unit):
    """A counter's value in seconds, bytes or as it is; ncu picks a prefix for each value."""
    value = float(text.replace(",", ""))
    for base in ("second", "byte", "inst"):
        if unit.endswith(base):
            value *= UNITS.get(unit[:-len(base)], 1)
            return value * 1e9 if base == "second" else value
    return value * 1e9 * UNITS[unit[0]] if unit in ("ns", "us", "ms") else value


def by_row(text):
    """(name, kernels' counters) of each row, from ncu's CSV and what the rows' process printed."""
    names = iter(line[4:].strip() for line in text.splitlines() if line.startswith("ROW "))
    head, units, *lines = csv.reader(line for line in text.splitlines() if line.startswith('"'))
    rows = []
    for line in lines:
        kernel = {h: (v, u) for h, v, u in zip(head, line, units)}
        if kernel["Kernel Name"][0].startswith("next_row"):
            rows.append((next(names), []))
        else:
            rows[-1][1].append(kernel)
    return rows


def main():
    o = options()
    if o.inside:
        return inside(o)
    ncu = shutil.which("ncu")
    if not ncu:
        sys.exit("ncu, Nsight Compute's command, is not in the PATH; it comes with the CUDA toolkit")
    counters = [c for c, _ in COLUMNS.values()] + [STALL.format(s) for s in STALLS]
    done = subprocess.run([ncu, "--clock-control", "none", "--profile-from-start", "off", "--csv", "--page", "raw", "--metrics",
                           ",".join(counters), sys.executable, os.path.abspath(__file__), *sys.argv[1:], "--inside"],
                          stdout=subprocess.PIPE, text=True)
    if o.raw:
        with open(o.raw, "w") as f:
            f.write(done.stdout)
    if done.returncode or '"ID"' not in done.stdout:
        sys.exit(done.stdout.strip()[-2000:])
    print("  ".join(f"{title:>10}" for title in COLUMNS) + "  kernel; warps that wait, per instruction issued")
    for name, kernels in by_row(done.stdout):
        print(name)
        for k in kernels:
            cells = [f"{number(*k[c]) * factor:10.4g}" for c, factor in COLUMNS.values()]
            stalls = sorted(((float(k[STALL.format(s)][0].replace(",", "")), s) for s in STALLS), reverse=True)
            print("  ".join(cells) + f"  {k['Kernel Name'][0].split('(')[0]}; "
                  + ", ".join(f"{s} {v:.1f}" for v, s in stalls[:4] if v > 0.1))


if __name__ == "__main__":
    sys.exit(main())
