"""The sides of the comparison: Isovox on its devices, and every library beside it that can be imported.

A side holds images where its library wants them, calls it, waits, and takes samples of results. pyclesperanto, whose back end
is one for a whole process, runs in processes of its own (worker.py), and so cannot end the bench when it ends itself.
"""
import importlib
import importlib.metadata
import multiprocessing
import time
import warnings
from types import SimpleNamespace

import numpy as np

import worker
from images import Placed

SAMPLED = 1 << 24  # a result of more pixels is compared in some planes
PLANES = 16
SILENCE = 60  # seconds that a call in another process may take


class Side:
    """A library in this process. `put` takes an array there, `get` brings one back, `wait` ends what was begun. `context`:
    what the driver takes for a user of its own; CUDA's users in a process are one."""
    context = None

    def __init__(self, name, family, kind, version, modules, put=None, get=None, wait=None, tidy=None):
        self.name, self.family, self.kind, self.version, self.m = name, family, kind, version, modules
        self.put, self.get = put or (lambda v: v), get or np.asarray
        self.wait, self.tidy = wait or (lambda: None), tidy or (lambda: None)
        self.placed, self.last = {}, None

    def prepare(self, row, images):
        key = images.planes
        if any(placed.host.source is not images.source for placed in self.placed.values()):
            self.placed.clear()
        if key not in self.placed:
            self.placed[key] = Placed(images, self.put)
        self.call, self.row, self.i = row.calls[self.family], row, self.placed[key]

    def run(self, n=1):
        """Seconds of each of n calls, their results complete; the last result is kept until the next call."""
        seconds = []
        for _ in range(n):
            self.last = None
            begin = time.perf_counter()
            self.last = self.call(self.m, self.i)
            self.wait()
            seconds.append(time.perf_counter() - begin)
        return seconds

    def queued(self, n):
        """Seconds per call, of n calls with one wait."""
        begin = time.perf_counter()
        for _ in range(n):
            self.last = self.call(self.m, self.i)
        self.wait()
        return (time.perf_counter() - begin) / n

    def sample(self):
        """The last result, or some planes of a large one, as NumPy's; with names if the row says so."""
        result = self.row.view(self.family, self._array(self.last), self.i)
        if isinstance(result, dict):
            return result
        if len(getattr(result, "shape", ())) == 3 and int(np.prod(result.shape, dtype=np.int64)) > SAMPLED:
            return np.stack([self.get(result[z]) for z in np.linspace(0, result.shape[0] - 1, PLANES).astype(int).tolist()])
        return self.get(result)

    def _array(self, result):
        return result

    def drop(self, kept=()):
        """Lets go of results, and of images but those kept."""
        self.last = self.i = None
        self.placed = {None: self.placed[None]} if None in self.placed else {}
        for placed in self.placed.values():
            placed.forget(kept)
        self.tidy()

    def end(self):
        self.placed, self.last, self.i = {}, None, None


class Isovox(Side):
    def __init__(self, device):
        import isovox

        self.device = device
        super().__init__(device.id, "cle", "gpu" if device.type == "gpu" else "cpu", isovox.__version__, isovox,
                         put=lambda v: isovox.push(v, device=device), wait=device.wait, tidy=device.trim)
        if device.backend == "OpenCL":
            self.context = device.id

    def prepare(self, row, images):
        self.m.select_device(self.device)
        super().prepare(row, images)

    def run(self, n=1):
        self.m.select_device(self.device)
        return super().run(n)

    def queued(self, n):
        self.m.select_device(self.device)
        return super().queued(n)

    def memory(self):
        """The peak of a call, its result included, in bytes."""
        self.last = None
        self.device.memory_reset()
        before = self.device.memory_use()[0]
        self.run()
        return self.device.memory_use()[1] - before


class SimpleITK(Side):
    """Results as NumPy arrays that look into its images."""

    def _array(self, result):
        return self.m.GetArrayViewFromImage(result) if isinstance(result, self.m.Image) else result


class Remote:
    """A side in another process; the methods are Side's. Images travel as files. One that ends, or is silent for too long,
    is begun anew for the next row."""

    def __init__(self, *arguments):
        self.arguments = arguments
        self._begin()

    def _begin(self):
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=worker.serve, args=(theirs, *self.arguments), daemon=True)
        self.process.start()
        self.context = self.process
        theirs.close()
        self.name, self.family, self.kind, self.version = self._answer()

    def _answer(self):
        try:
            if not self.pipe.poll(SILENCE):
                self.process.kill()
                raise RuntimeError(f"no answer in {SILENCE} s")
            good, value = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join(1)
            raise RuntimeError("its process ended") from None
        if not good:
            raise RuntimeError(value)
        return value

    def _ask(self, *message):
        try:
            self.pipe.send(message)
        except OSError:
            raise RuntimeError("its process ended") from None
        return self._answer()

    def prepare(self, row, images):
        if not self.process.is_alive():
            name = self.name
            self._begin()
            self.name = name
        maker = images.source
        maker.save(maker.folder, images.used)
        self._ask("prepare", row.name, maker.folder, images.whole, str(images.dtype), images.planes)

    def run(self, n=1):
        return self._ask("run", n)

    def queued(self, n):
        return self._ask("queued", n)

    def sample(self):
        return self._ask("sample")

    def drop(self, kept=()):
        self._ask("drop", kept)

    def end(self):
        self.pipe.close()
        self.process.join(5)
        if self.process.is_alive():
            self.process.kill()


def _version(*packages):
    for name in packages:
        try:
            return importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            pass
    return "?"


def _scipy():
    import scipy
    import scipy.ndimage

    return Side("SciPy", "nd", "cpu", f"{scipy.__version__}, NumPy {np.__version__}",
                SimpleNamespace(xp=np, nd=scipy.ndimage))


def _skimage():
    sk = _parts("skimage")
    return Side("scikit-image", "sk", "cpu", sk.__version__, SimpleNamespace(xp=np, sk=sk))


def _opencv():
    import cv2

    return Side("OpenCV", "cv", "cpu", cv2.__version__, cv2)


def _simpleitk():
    import SimpleITK as sitk

    return SimpleITK("SimpleITK", "itk", "cpu", sitk.Version_VersionString(), sitk, put=sitk.GetImageFromArray)


def _cc3d():
    import cc3d

    return Side("cc3d", "cc3d", "cpu", _version("connected-components-3d"), cc3d)


def _edt():
    import edt

    return Side("edt", "edt", "cpu", _version("edt"), edt)


def _cupy():
    import cupy
    import cupyx.scipy.ndimage

    return Side("CuPy", "nd", "gpu", cupy.__version__, SimpleNamespace(xp=cupy, nd=cupyx.scipy.ndimage),
                put=cupy.asarray, get=cupy.asnumpy, wait=cupy.cuda.Device().synchronize,
                tidy=cupy.get_default_memory_pool().free_all_blocks)


def _cucim():
    import cupy

    sk = _parts("cucim.skimage")
    return Side("cuCIM", "sk", "gpu", _version("cucim-cu13", "cucim-cu12", "cucim"), SimpleNamespace(xp=cupy, sk=sk),
                put=cupy.asarray, get=cupy.asnumpy, wait=cupy.cuda.Device().synchronize,
                tidy=cupy.get_default_memory_pool().free_all_blocks)


def _parts(package):
    for part in ("exposure", "filters", "measure", "morphology", "segmentation"):
        importlib.import_module(f"{package}.{part}")
    return importlib.import_module(package)


def pyclesperanto(backend):
    """In this process, which then has this back end alone."""
    import pyclesperanto

    pyclesperanto.select_backend(backend)
    device, gpus = pyclesperanto.get_device(), pyclesperanto.list_available_devices("gpu")
    gpu = backend == "cuda" or device.name in gpus
    if gpus and not gpu:
        device, gpu = pyclesperanto.select_device(gpus[0], "gpu"), True
    mark = pyclesperanto.push(np.zeros(1, np.float32))
    return Side(f"pyclesperanto {backend}", "cle", "gpu" if gpu else "cpu",
                f"{pyclesperanto.__version__} on {device.name}", pyclesperanto, put=pyclesperanto.push,
                get=lambda r: r.get() if hasattr(r, "get") else np.asarray(r), wait=mark.get)


def _remote(backend):
    importlib.import_module(f"pyclesperanto_{backend}")
    return Remote("pyclesperanto", backend)


PEERS = {
    "SciPy": _scipy, "scikit-image": _skimage, "OpenCV": _opencv, "SimpleITK": _simpleitk, "cc3d": _cc3d, "edt": _edt,
    "CuPy": _cupy, "cuCIM": _cucim,
    "pyclesperanto opencl": lambda: _remote("opencl"), "pyclesperanto cuda": lambda: _remote("cuda"),
}
GPU = ("CuPy", "cuCIM", "pyclesperanto opencl", "pyclesperanto cuda")  # on a CPU only if asked for


def find(kinds, wanted, say):
    """The libraries that are there, for devices of these kinds; `wanted` are words of their names, or empty for all."""
    found = []
    for name, load in PEERS.items():
        if wanted and not any(w.lower() in name.lower() for w in wanted):
            continue
        if name in GPU and "gpu" not in kinds and not wanted:
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                side = load()
        except Exception as error:  # a library may fail in its own ways when there is no driver
            say(f"{name} is left out: {error}")
            continue
        side.name = name
        if side.kind in kinds and (side.kind == "gpu" or name not in GPU or wanted):
            found.append(side)
        else:
            side.end()
    return found
