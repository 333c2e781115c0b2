"""The images that rows work on: by name, of one size and pixel type, the same on every machine.

a        smooth blobs of 40 grey values, with noise          m      blobs as a mask, about one pixel in six
b        0 and 1, of the type of a                           l      the labels of m, and n_l, how many
f, g     a and b as float32                                  dense  labels in cells of 11 x 11 x 11 (200,000 in 256 x 1024 x 1024)
s        a as float32, about 0 to 5                          one    a single label everywhere
noise    a mask of every second pixel, at random             seeds  one pixel in 1000 is a label; blobs: the labels of m, shuffled
snake    a line of one pixel that winds through all          single one labelled pixel
"""
import os

import numpy as np

NOISE = 8  # deviation of the noise in a; blobs have 40


def shape_of(text):
    """512x512 or 16x512x512 as a tuple."""
    shape = tuple(int(n) for n in text.split("x"))
    if not 2 <= len(shape) <= 3 or min(shape) < 1:
        raise ValueError(f"'{text}' is not a size, as 512x512 or 16x512x512 are")
    return shape


class Images:
    """Images by name. `source` makes or loads a whole one; with `planes` only that many in the middle of the first axis."""

    def __init__(self, shape, dtype, source, planes=None):
        self.whole, self.dtype, self.source, self.planes = tuple(shape), np.dtype(dtype), source, planes
        self.shape = self.whole if planes is None else (planes, *self.whole[1:])
        self.dim, self.voxels = len(shape), int(np.prod(self.shape, dtype=np.int64))
        self.used = set()

    def part(self, planes):
        part = Images(self.whole, self.dtype, self.source, planes)
        part.used = self.used
        return part

    def __getitem__(self, name):
        self.used.add(name)
        array = self.source(name)
        if name.startswith("n_"):
            return int(array)
        first = 0 if self.planes is None else (self.whole[0] - self.planes) // 2
        return array[first:first + self.shape[0]]


class Maker:
    """Makes images when they are first asked for. Smoothing and labelling are Isovox's own: rows compare both with others."""

    def __init__(self, shape, dtype):
        self.shape, self.dtype, self.made = tuple(shape), np.dtype(dtype), {}

    def __call__(self, name):
        if name not in self.made:
            self.made[name] = getattr(self, "_" + name)()
        return self.made[name]

    def forget(self, kept):
        self.made = {name: array for name, array in self.made.items() if name in kept}

    def save(self, folder, names):
        """For other processes, as files."""
        for name in names:
            path = os.path.join(folder, name + ".npy")
            if not os.path.exists(path):
                np.save(path, self(name))

    def _random(self):
        return np.random.default_rng(1)

    def _smooth(self):
        import isovox

        noise = self._random().standard_normal(self.shape, dtype=np.float32)
        smooth = isovox.gaussian_blur(noise, sigma_x=4, sigma_y=4, sigma_z=4).get()
        return smooth * np.float32(1 / smooth[:64].std(dtype=np.float64))

    def _a(self):
        a = self("smooth") * np.float32(40) + np.float32(110)
        a += self._random().standard_normal(a.shape, dtype=np.float32) * np.float32(NOISE)
        np.clip(a, 0, 250, out=a)
        if self.dtype == np.uint16:
            a *= 64
        return a.astype(self.dtype, copy=False)

    def _b(self):
        return (self("smooth") > 0).astype(self.dtype)

    def _f(self):
        return self("a").astype(np.float32, copy=False)

    def _g(self):
        return self("b").astype(np.float32, copy=False)

    def _s(self):
        return self("f") / np.float32(50 if self.dtype != np.uint16 else 3200)

    def _m(self):
        return (self("smooth") > 1).astype(np.uint8)

    def _noise(self):
        return self._random().integers(0, 2, self.shape, dtype=np.uint8)

    def _snake(self):
        """Every second row of every second plane, joined at alternate ends."""
        out = np.zeros(self.shape, np.uint8)
        rows, last = self.shape[-2], (self.shape[-2] - 1) // 2 * 2
        out[..., ::2, :] = 1
        out[..., 1:rows - 1:4, -1] = 1
        out[..., 3:rows - 1:4, 0] = 1
        if len(self.shape) == 3:
            out[1::2] = 0
            out[1::4, last, -1 if last // 2 % 2 == 0 else 0] = 1
            out[3::4, 0, 0] = 1
        return out

    def _l(self):
        import isovox

        return isovox.connected_components_labeling(self("m"), connectivity="sphere").get()

    def _n_l(self):
        return np.array(self("l").max())

    def _dense(self):
        step = 11 if len(self.shape) == 3 else 36
        cell, count = np.zeros((1,) * len(self.shape), np.uint32), 1
        for axis in reversed(range(len(self.shape))):
            place = np.arange(self.shape[axis], dtype=np.uint32) // step
            cell = cell + np.uint32(count) * place.reshape([-1 if k == axis else 1 for k in range(len(self.shape))])
            count *= int(place[-1]) + 1
        return cell + np.uint32(1)

    def _n_dense(self):
        return np.array(self("dense").max())

    def _one(self):
        return np.ones(self.shape, np.uint32)

    def _n_one(self):
        return np.array(1)

    def _seeds(self):
        rng = self._random()
        out = np.zeros(self.shape, np.uint32)
        count = max(1, out.size // 1000)
        out.flat[rng.integers(0, out.size, count)] = 1 + rng.permutation(count).astype(np.uint32)
        return out

    def _blobs(self):
        order = np.concatenate([[0], 1 + self._random().permutation(int(self("n_l")))]).astype(np.uint32)
        return order[self("l")]

    def _single(self):
        out = np.zeros(self.shape, np.uint32)
        out[(self.shape[0] // 2, *(n // 3 for n in self.shape[1:]))] = 1
        return out


class Stored:
    """Loads what Maker.save has written."""

    def __init__(self, folder):
        self.folder, self.made = folder, {}

    def __call__(self, name):
        if name not in self.made:
            self.made[name] = np.load(os.path.join(self.folder, name + ".npy"))
        return self.made[name]

    def forget(self, kept):
        self.made = {name: array for name, array in self.made.items() if name in kept}


class Placed:
    """Images as one library holds them: `put` takes each there when it is first asked for. `host` has them as they were."""

    def __init__(self, images, put):
        self.host, self._put, self._there = images, put, {}
        self.dim, self.dtype, self.shape = images.dim, images.dtype, images.shape

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        if self.dtype == np.float32 and name in "fg":
            name = {"f": "a", "g": "b"}[name]
        self.host.used.add(name)
        if name not in self._there:
            value = self.host[name]
            self._there[name] = value if isinstance(value, int) else self._put(value)
        return self._there[name]

    def forget(self, kept):
        self._there = {name: there for name, there in self._there.items() if name in kept}
