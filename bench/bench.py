"""Times Isovox beside what a user would pick instead, in one process, run by run in turn.

    python bench/bench.py [--size 64,256,256] [--type f32] [--device cpu] [--only WORD] [--json FILE]

On the CPU the peer is SciPy, scikit-image or NumPy; on a CUDA device it is CuPy, whose functions carry the
same names. Every result is compared with the peer's before it is timed. A row tells the median time of each, the ratio
(above 1: Isovox is faster), and the peak of memory that the call took, in images of the input's size.
"""
import argparse
import json
import statistics
import sys
import time
import tracemalloc

import numpy as np
import scipy
import scipy.ndimage
import skimage

import isovox as cle


def sphere(r):
    g = np.mgrid[-r:r + 1, -r:r + 1, -r:r + 1]
    return (g ** 2).sum(0) <= r * r


def statistics_by_label(xp, nd, a, labels, n):
    index = xp.arange(1, n + 1)
    return (nd.sum(a, labels, index), nd.mean(a, labels, index), nd.standard_deviation(a, labels, index),
            nd.minimum(a, labels, index), nd.maximum(a, labels, index), nd.center_of_mass(a, labels, index))


def otsu(xp, sk, a):
    return a > sk.filters.threshold_otsu(a)


# name; Isovox; the peer (xp: numpy or cupy, nd: its ndimage, sk: skimage or cuCIM's); relative tolerance, None: not comparable
# bit by bit. a: image, b: another, m: mask, l: labels, n: how many.
ROWS = [
    ("copy", lambda i: cle.copy(i.a), lambda p: p.xp.copy(p.a), 0),
    ("add_image_and_scalar", lambda i: cle.add_image_and_scalar(i.a, scalar=3), lambda p: p.xp.add(p.a, 3), 1e-6),
    ("multiply_images", lambda i: cle.multiply_images(i.a, i.b), lambda p: p.xp.multiply(p.a, p.b), None),
    ("square_root", lambda i: cle.square_root(i.a), lambda p: p.xp.sqrt(p.a), 1e-6),
    ("exponential", lambda i: cle.exponential(i.s), lambda p: p.xp.exp(p.s), 1e-6),
    ("power", lambda i: cle.power(i.s, scalar=1.7), lambda p: p.xp.power(p.s, p.xp.float32(1.7)), 1e-6),
    ("greater_constant", lambda i: cle.greater_constant(i.a, scalar=100), lambda p: p.a > 100, 0),
    ("gaussian_blur s=1", lambda i: cle.gaussian_blur(i.a, sigma_x=1, sigma_y=1, sigma_z=1),
     lambda p: p.nd.gaussian_filter(p.f, 1, mode="nearest"), 1e-4),
    ("gaussian_blur s=5", lambda i: cle.gaussian_blur(i.a, sigma_x=5, sigma_y=5, sigma_z=5),
     lambda p: p.nd.gaussian_filter(p.f, 5, mode="nearest"), 1e-4),
    ("mean_filter r=2", lambda i: cle.mean_filter(i.f, radius_x=2, radius_y=2, radius_z=2),
     lambda p: p.nd.uniform_filter(p.f, 5, mode="nearest"), 1e-4),
    ("median r=1", lambda i: cle.median(i.a), lambda p: p.nd.median_filter(p.a, 3, mode="nearest"), 0),
    ("variance_filter r=1", lambda i: cle.variance_filter(i.f), lambda p: p.nd.uniform_filter(p.f ** 2, 3, mode="nearest")
     - p.nd.uniform_filter(p.f, 3, mode="nearest") ** 2, None),
    ("maximum_filter box r=2", lambda i: cle.maximum_filter(i.a, radius_x=2, radius_y=2, radius_z=2),
     lambda p: p.nd.maximum_filter(p.a, 5, mode="nearest"), 0),
    ("maximum_filter sphere r=2", lambda i: cle.maximum_filter(i.a, radius_x=2, radius_y=2, radius_z=2, connectivity="sphere"),
     lambda p: p.nd.maximum_filter(p.a, footprint=p.xp.asarray(sphere(2)), mode="nearest"), 0),
    ("top_hat box r=5", lambda i: cle.top_hat(i.a, radius_x=5, radius_y=5, radius_z=5),
     lambda p: p.nd.white_tophat(p.a, 11, mode="nearest"), None),
    ("sobel", lambda i: cle.sobel(i.f), lambda p: p.nd.generic_gradient_magnitude(p.f, p.nd.sobel, mode="nearest"), 1e-4),
    ("laplace", lambda i: cle.laplace(i.f, connectivity="sphere"), lambda p: -p.nd.laplace(p.f, mode="nearest"), 1e-4),
    ("sum_of_all_pixels", lambda i: cle.sum_of_all_pixels(i.a), lambda p: float(p.a.sum(dtype=np.float64)), 1e-6),
    ("standard_deviation_of_all_pixels", lambda i: cle.standard_deviation_of_all_pixels(i.a),
     lambda p: float(p.a.std(dtype=np.float64)), 1e-5),
    ("histogram", lambda i: cle.histogram(i.a), lambda p: p.xp.histogram(p.a, 256)[0], None),
    ("threshold_otsu", lambda i: cle.threshold_otsu(i.a), lambda p: otsu(p.xp, p.sk, p.a) if p.sk else None, None),
    ("maximum_z_projection", lambda i: cle.maximum_z_projection(i.a), lambda p: p.a.max(0), 0),
    ("mean_x_projection", lambda i: cle.mean_x_projection(i.a), lambda p: p.a.mean(2), 1e-5),
    ("transpose_xz", lambda i: cle.transpose_xz(i.a), lambda p: p.xp.ascontiguousarray(p.a.T), 0),
    ("flip", lambda i: cle.flip(i.a), lambda p: p.xp.ascontiguousarray(p.a[::-1, ::-1, ::-1]), 0),
    ("rotate 30, linear", lambda i: cle.rotate(i.a, angle_z=30, interpolate=True),
     lambda p: p.nd.rotate(p.f, 30, axes=(1, 2), reshape=False, order=1), None),
    ("connected_components_labeling", lambda i: cle.connected_components_labeling(i.m, connectivity="sphere"),
     lambda p: p.nd.label(p.m)[0], 0),
    ("labels_statistics", lambda i: cle.labels_statistics(i.l, i.a),
     lambda p: statistics_by_label(p.xp, p.nd, p.a, p.l, p.n), None),
    ("voronoi_labeling", lambda i: cle.voronoi_labeling(i.spots),
     lambda p: p.nd.distance_transform_edt(~p.spots.astype(bool), return_indices=True), None),
    ("voronoi_otsu_labeling", lambda i: cle.voronoi_otsu_labeling(i.a, spot_sigma=2, outline_sigma=1), None, None),
    ("gauss_otsu_labeling", lambda i: cle.gauss_otsu_labeling(i.a, outline_sigma=1),
     lambda p: p.nd.label(otsu(p.xp, p.sk, p.nd.gaussian_filter(p.f, 1)))[0] if p.sk else None, None),
]


class Images:
    """The same images for Isovox and for its peer."""

    def __init__(self, size, dtype):
        rng = np.random.default_rng(1)
        noise = scipy.ndimage.gaussian_filter(rng.standard_normal(size, dtype=np.float32), 3)
        noise *= 1 / noise.std()
        self.a = np.clip(noise * 40 + 100, 0, 250).astype(dtype)
        self.b = self.a[::-1].copy()
        self.f = self.a.astype(np.float32)
        self.s = self.f / 50 + 0.1
        self.m = (noise > 1).astype(np.uint8)
        self.l, self.n = scipy.ndimage.label(self.m)
        self.l = self.l.astype(np.uint32)
        self.spots = (rng.random(size) < 1e-3).astype(np.uint8)

    def on(self, push):
        out = Images.__new__(Images)
        out.__dict__ = {k: push(v) if isinstance(v, np.ndarray) else v for k, v in self.__dict__.items()}
        return out


def median_of(calls, budget):
    """Median seconds of each call, run in turn until the budget is spent."""
    times = [[] for _ in calls]
    for call in calls:
        call()
    start = time.perf_counter()
    while len(times[0]) < 3 or (time.perf_counter() - start < budget and len(times[0]) < 200):
        for k, call in enumerate(calls):
            t = time.perf_counter()
            call()
            times[k].append(time.perf_counter() - t)
    return [statistics.median(t) for t in times]


def agrees(ours, theirs, tolerance):
    ours, theirs = np.asarray(ours), np.asarray(theirs.get() if hasattr(theirs, "get") else theirs)
    if tolerance == 0:
        return bool((ours == theirs).all())
    scale = np.abs(theirs.astype(np.float64)).max() or 1
    return float(np.abs(ours.astype(np.float64) - theirs).max() / scale) <= tolerance


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--size", default="64,256,256")
    ap.add_argument("--type", default="float32")
    ap.add_argument("--device", default="")
    ap.add_argument("--only", default="")
    ap.add_argument("--budget", type=float, default=1.0, help="seconds per row")
    ap.add_argument("--json", default="")
    o = ap.parse_args()
    size = tuple(int(n) for n in o.size.split(","))
    dtype = np.dtype({"f32": "float32", "u8": "uint8", "u16": "uint16"}.get(o.type, o.type))
    if o.device:
        cle.select_device(o.device)
    device = cle.get_device()
    host = Images(size, dtype)
    ours = host.on(cle.push)

    theirs, wait = host.on(lambda v: v), lambda: None
    theirs.xp, theirs.nd, theirs.sk, peer = np, scipy.ndimage, skimage, f"SciPy {scipy.__version__}, scikit-image {skimage.__version__}"
    if "cuda" in device.id:
        import cupy
        import cupyx.scipy.ndimage
        theirs = host.on(cupy.asarray)
        wait = cupy.cuda.Device().synchronize
        try:
            import cucim.skimage as sk
        except ImportError:
            sk = None
        theirs.xp, theirs.nd, theirs.sk, peer = cupy, cupyx.scipy.ndimage, sk, f"CuPy {cupy.__version__}"
    print(f"{device.name} ({device.id}) beside {peer}; {dtype} {size}; Isovox {cle.__version__}")
    print(f"{'operation':34} {'Isovox ms':>10} {'peer ms':>10} {'ratio':>8} {'images':>7}  same")
    rows, slower = [], []
    for name, mine, other, tolerance in ROWS:
        if o.only not in name:
            continue
        def run_mine():
            r = mine(ours)
            device.wait()
            return r

        def run_other():
            r = other(theirs)
            wait()
            return r

        row = {"name": name}
        run_mine()
        device.memory_reset()
        before = device.memory_use()[0]
        first = run_mine()
        row["images"] = (device.memory_use()[1] - before) / host.a.nbytes
        if other and other(theirs) is not None:
            row["same"] = agrees(first, run_other(), tolerance) if tolerance is not None else None
            row["ms"], row["peer_ms"] = (1e3 * t for t in median_of([run_mine, run_other], o.budget))
            row["ratio"] = row["peer_ms"] / row["ms"]
            if peer.startswith("SciPy"):
                tracemalloc.start()
                run_other()
                row["peer_images"] = tracemalloc.get_traced_memory()[1] / host.a.nbytes
                tracemalloc.stop()
            if row["ratio"] < 1:
                slower.append(name)
        else:
            row["ms"] = 1e3 * median_of([run_mine], o.budget)[0]
        del first
        rows.append(row)
        print(f"{name:34} {row['ms']:10.3f} {row.get('peer_ms', float('nan')):10.3f} {row.get('ratio', float('nan')):8.1f} "
              f"{row['images']:7.1f}  {({True: 'yes', False: 'NO', None: '-'})[row.get('same')]}", flush=True)
    ratios = [r["ratio"] for r in rows if "ratio" in r]
    if ratios:
        print(f"geometric mean of the ratios: {statistics.geometric_mean(ratios):.1f}"
              + (f"; slower: {', '.join(slower)}" if slower else ""))
    if o.json:
        with open(o.json, "w") as f:
            json.dump({"device": device.id, "name": device.name, "peer": peer, "size": size, "type": str(dtype), "rows": rows}, f, indent=1)
    return 1 if any(r.get("same") is False for r in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
