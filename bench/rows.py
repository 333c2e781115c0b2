"""What is timed: each row is one job, as Isovox does it and as each library beside it does the same.

A call takes (m, i): the library as peers.py loads it, and the images of images.py as that library holds them. Families:

cle   Isovox, and pyclesperanto, whose functions carry the same names     itk   SimpleITK
nd    NumPy and SciPy, or CuPy: m.xp, m.nd                                cc3d  connected-components-3d
sk    scikit-image, or cuCIM: m.sk, m.xp                                  edt   edt
cv    OpenCV, in 2D

Where a library would give another pixel type, its call asks for ours.
"""
import functools
import math
from dataclasses import dataclass, field

import numpy as np

SAME, ABOUT = 0, 1e-5  # tolerances: equal; of the largest value


@dataclass
class Row:
    """
    moves   what must be read and written at least: a letter per image, a as the image's type, f u l 4 bytes, m 1 byte
    same    when results agree: 0 equal; a number: largest difference over the largest value; ("pixels", share): so many may
            differ; "numbering": the same objects, however numbered; None: not comparable. A dict has it by family or name
    views   by family, what makes a result comparable: (result, images) -> array or {name: array}
    """
    name: str
    moves: str
    calls: dict
    same: object = SAME
    views: dict = field(default_factory=dict)
    dims: tuple = (2, 3)
    types: str = "uf"  # kinds of pixel types it is for
    once: bool = False  # the same for all pixel types: timed with the first alone
    host: bool = False  # about memory outside of the device

    def fits(self, images, first_type):
        return images.dim in self.dims and images.dtype.kind in self.types and (first_type or not self.once)

    def bytes(self, dtype):
        return sum({"a": dtype.itemsize, "m": 1}.get(c, 4) for c in self.moves)

    def rule(self, side):
        if not isinstance(self.same, dict):
            return self.same
        return self.same.get(side.name, self.same.get(side.family, self.same.get("else")))

    def view(self, family, result, images):
        return self.views[family](result, images) if family in self.views else result


def xyz(name, value):
    return {f"{name}_{axis}": value for axis in "xyz"}


def each(i, value):
    return [value] * i.dim


_kept = {}


def kept(m, make, *key):
    """What a library is given besides images, made once and not in the time that is measured."""
    key = (id(m), make, *key)
    if key not in _kept:
        _kept[key] = make(m, *key[2:])
    return _kept[key]


def box(m, dim, size):
    return m.xp.ones((size,) * dim, m.xp.uint8)


def ball(m, dim, r):
    """For OpenCV as for those with an array module."""
    inside = (np.stack(np.meshgrid(*(np.arange(-r, r + 1),) * dim)) ** 2).sum(0) <= r * r
    return m.xp.asarray(inside) if hasattr(m, "xp") else inside.astype(np.uint8)


def kernel(s):
    """Size of a Gaussian's window, as everybody but OpenCV has it."""
    return (2 * int(4 * s + 0.5) + 1,) * 2


def itk_float(m, i):
    return i.a if i.dtype == np.float32 else m.Cast(i.a, m.sitkFloat32)


# ---- Affine map: by 30 degrees about z through the middle, x y z forward ----

@functools.lru_cache(None)
def forward(shape):
    c, s = math.cos(math.pi / 6), math.sin(math.pi / 6)
    x, y = shape[-1] / 2, shape[-2] / 2
    out = np.eye(len(shape) + 1)
    out[:2, :2] = [[c, -s], [s, c]]
    out[:2, -1] = x - c * x + s * y, y - s * x - c * y
    return out


@functools.lru_cache(None)
def backward(shape):
    """Matrix and offset, x y z, between centres of pixels."""
    back = np.linalg.inv(forward(shape))
    linear = np.ascontiguousarray(back[:-1, :-1])
    return linear, linear @ np.full(len(shape), 0.5) + back[:-1, -1] - 0.5


def matrix_by_axis(m, shape):
    return m.xp.asarray(backward(shape)[0][::-1, ::-1])


def cle_affine(m):
    return m.affine_transform if hasattr(m, "affine_transform") else m.transform.affine_transform


def nd_affine(m, i):
    return m.nd.affine_transform(i.a, kept(m, matrix_by_axis, i.shape), backward(i.shape)[1][::-1], order=1,
                                 output=np.float32, mode="grid-constant")


def itk_affine(m, i):
    matrix, offset = backward(i.shape)
    t = m.AffineTransform(i.dim)
    t.SetMatrix(matrix.ravel().tolist())
    t.SetTranslation(offset.tolist())
    return m.Resample(i.a, t, m.sitkLinear, 0.0, m.sitkFloat32)


def cv_affine(m, i):
    return m.warpAffine(i.f, np.column_stack(backward(i.shape)), i.shape[::-1],
                        flags=m.INTER_LINEAR | m.WARP_INVERSE_MAP, borderMode=m.BORDER_CONSTANT)


# ---- Statistics by label: all that the library has in one go; sum, mean, deviation, extremes are compared ----

def nd_statistics(m, i, labels, n):
    index = m.xp.arange(1, n + 1)
    out = {f: getattr(m.nd, f)(i.a, labels, index) for f in ("sum", "mean", "standard_deviation", "minimum", "maximum")}
    m.nd.center_of_mass(i.a, labels, index)
    return out


def sk_statistics(m, i, labels):
    return m.sk.measure.regionprops_table(labels, i.a, properties=(
        "label", "area", "bbox", "centroid", "intensity_mean", "intensity_min", "intensity_max", "intensity_std"))


def itk_statistics(m, i, labels):
    f = m.LabelIntensityStatisticsImageFilter()
    f.Execute(labels, i.a)
    return f


def columns(**names):
    """From a table by column to the names used here."""
    return lambda r, i: {ours: np.asarray(r[theirs].get() if hasattr(r[theirs], "get") else r[theirs])
                         for ours, theirs in names.items()}


CLE_COLUMNS = columns(sum="sum_intensity", mean="mean_intensity", standard_deviation="standard_deviation_intensity",
                      minimum="min_intensity", maximum="max_intensity")


def sk_columns(**names):
    """Of the labels that are there; ours has a line for each up to the highest."""
    def view(r, i):
        r = {k: np.asarray(v.get() if hasattr(v, "get") else v) for k, v in r.items()}
        out = {k: np.full(int(r["label"].max()), np.nan) for k in names}
        for ours, theirs in names.items():
            out[ours][r["label"] - 1] = r[theirs]
        return out
    return view


SK_COLUMNS = sk_columns(mean="intensity_mean", standard_deviation="intensity_std", minimum="intensity_min",
                        maximum="intensity_max")


def statistics_row(name, labels, count):
    return Row(f"labels_statistics {name}", "al", {
        "cle": lambda m, i: m.labels_statistics(getattr(i, labels), i.a),
        "nd": lambda m, i: nd_statistics(m, i, getattr(i, labels), getattr(i, count)),
        "sk": lambda m, i: sk_statistics(m, i, getattr(i, labels)),
        "itk": lambda m, i: itk_statistics(m, i, getattr(i, labels)),
    }, same={"itk": None, "else": 1e-4}, views={"cle": CLE_COLUMNS, "nd": columns(**{k: k for k in (
        "sum", "mean", "standard_deviation", "minimum", "maximum")}), "sk": SK_COLUMNS})


# ---- Labels ----

def label_row(name, connectivity, mask):
    full = connectivity == "box"
    return Row(f"label {'26' if full else '6'} {name}", "ml", {
        "cle": lambda m, i: m.connected_components_labeling(getattr(i, mask), connectivity=connectivity),
        "nd": lambda m, i: m.nd.label(getattr(i, mask), m.nd.generate_binary_structure(i.dim, i.dim if full else 1))[0],
        "sk": lambda m, i: m.sk.measure.label(getattr(i, mask), connectivity=i.dim if full else 1),
        "cv": lambda m, i: m.connectedComponents(getattr(i, mask), connectivity=8 if full else 4)[1],
        "itk": lambda m, i: m.ConnectedComponent(getattr(i, mask), full),
        "cc3d": lambda m, i: m.connected_components(getattr(i, mask), connectivity=(
            {2: 8, 3: 26} if full else {2: 4, 3: 6})[i.dim], binary_image=True, out_dtype=np.uint32),
    }, same="numbering", once=True)


def nd_nearest(m, labels):
    index = m.nd.distance_transform_edt(labels == 0, return_distances=False, return_indices=True)
    return labels[tuple(index)]


def itk_nearest(m, labels):
    f = m.DanielssonDistanceMapImageFilter()
    f.SetInputIsBinary(False)
    f.Execute(labels)
    return f.GetVoronoiMap()


def nearest_row(name, labels):
    """Of two labels as near, ours is the smaller, theirs either: some pixels differ. edt gives the distance alone."""
    return Row(f"nearest label {name}", "ll", {
        "cle": lambda m, i: m.extend_labeling_via_voronoi(getattr(i, labels)),
        "nd": lambda m, i: nd_nearest(m, getattr(i, labels)),
        "sk": lambda m, i: m.sk.segmentation.expand_labels(getattr(i, labels), distance=1e6),
        "itk": lambda m, i: itk_nearest(m, getattr(i, labels)),
        "edt": lambda m, i: m.edt(getattr(i, labels) == 0, parallel=0),
    }, same={"cle": None, "itk": None, "edt": None, "else": ("pixels", 0.05)}, once=True)


def gauss_otsu(m, i):
    blurred = m.sk.filters.gaussian(i.f, 1, mode="nearest")
    return m.sk.measure.label(blurred > m.sk.filters.threshold_otsu(blurred), connectivity=i.dim)


# ---- Filters ----

def gaussian_row(s):
    return Row(f"gaussian_blur s={s}", "af", {
        "cle": lambda m, i: m.gaussian_blur(i.a, **xyz("sigma", s)),
        "nd": lambda m, i: m.nd.gaussian_filter(i.a, s, output=np.float32, mode="nearest"),
        "sk": lambda m, i: m.sk.filters.gaussian(i.f, s, mode="nearest"),
        "cv": lambda m, i: m.GaussianBlur(i.f, kernel(s), s, borderType=m.BORDER_REPLICATE),
        "itk": lambda m, i: m.SmoothingRecursiveGaussian(itk_float(m, i), each(i, s)),  # an approximation
    }, same={"itk": None, "else": ABOUT})


def mean_row(r):
    return Row(f"mean_filter r={r}", "aa", {
        "cle": lambda m, i: m.mean_filter(i.a, **xyz("radius", r)),
        "nd": lambda m, i: m.nd.uniform_filter(i.a, 2 * r + 1, mode="nearest"),
        "cv": lambda m, i: m.blur(i.a, (2 * r + 1,) * 2, borderType=m.BORDER_REPLICATE),
        "itk": lambda m, i: m.BoxMean(i.a, each(i, r)),  # windows end at the border
    }, same={"itk": None, "else": 0.02})  # whole numbers are truncated or rounded, once or for each axis


def maximum_row(r):
    return Row(f"maximum_filter box r={r}", "aa", {
        "cle": lambda m, i: m.maximum_filter(i.a, **xyz("radius", r)),
        "nd": lambda m, i: m.nd.maximum_filter(i.a, 2 * r + 1, mode="nearest"),
        "sk": lambda m, i: m.sk.morphology.dilation(i.a, kept(m, box, i.dim, 2 * r + 1)),
        "cv": lambda m, i: m.dilate(i.a, np.ones(each(i, 2 * r + 1), np.uint8)),
        "itk": lambda m, i: m.GrayscaleDilate(i.a, each(i, r), m.sitkBox),
    }, same={"itk": ("pixels", 1e-4), "else": SAME})  # ITK 5.4 has single pixels wrong


def ball_row(r):
    return Row(f"maximum_filter ball r={r}", "aa", {
        "cle": lambda m, i: m.maximum_filter(i.a, **xyz("radius", r), connectivity="sphere"),
        "nd": lambda m, i: m.nd.maximum_filter(i.a, footprint=kept(m, ball, i.dim, r), mode="nearest"),
        "sk": lambda m, i: m.sk.morphology.dilation(i.a, kept(m, ball, i.dim, r)),
        "cv": lambda m, i: m.dilate(i.a, kept(m, ball, i.dim, r)),
        "itk": lambda m, i: m.GrayscaleDilate(i.a, each(i, r), m.sitkBall),
    }, same={"itk": None, "else": SAME})  # its balls are a little larger


def median_row(size):
    return Row(f"median {size}", "aa", {
        "cle": lambda m, i: m.median(i.a, **xyz("radius", size // 2)),
        "nd": lambda m, i: m.nd.median_filter(i.a, size, mode="nearest"),
        "sk": lambda m, i: m.sk.filters.median(i.a, kept(m, box, i.dim, size), mode="nearest"),
        "cv": lambda m, i: m.medianBlur(i.a, size),
        "itk": lambda m, i: m.Median(i.a, each(i, size // 2)),
    })


def cv_sobel(m, i):
    x, y = (m.Sobel(i.a, m.CV_32F, *d, ksize=3, borderType=m.BORDER_REPLICATE) for d in ((1, 0), (0, 1)))
    return m.magnitude(x, y)


def sobel_sk_view(r, i):
    """There the kernels are normalised, and the mean of the axes' squares is taken."""
    return r * (4 ** (i.dim - 1) * math.sqrt(i.dim))


def negated(r, i):
    return -r


def variance_nd(m, i):
    mean = m.nd.uniform_filter(i.f, 3, mode="nearest")
    return m.nd.uniform_filter(i.f * i.f, 3, mode="nearest") - mean * mean


# ---- Sums and the like ----

def numbers(r, i):
    return np.array([float(v) for v in (r if isinstance(r, tuple) else (r,))])


def itk_numbers(*names):
    def call(m, i):
        f = m.StatisticsImageFilter()
        f.Execute(i.a)
        return tuple(getattr(f, "Get" + name)() for name in names)
    return call


NUMBERS = {family: numbers for family in ("cle", "nd", "cv", "itk")}


def pointwise(name, moves, cle, nd, same=1e-6, **others):
    return Row(name, moves, {"cle": cle, "nd": nd, **others.pop("calls", {})}, same=same, **others)


ROWS = [
    pointwise("copy", "aa", lambda m, i: m.copy(i.a), lambda m, i: m.xp.copy(i.a), SAME),
    pointwise("add_image_and_scalar", "af", lambda m, i: m.add_image_and_scalar(i.a, scalar=3),
              lambda m, i: m.xp.add(i.a, m.xp.float32(3), dtype=m.xp.float32),
              calls={"cv": lambda m, i: m.add(i.a, 3.0, dtype=m.CV_32F), "itk": lambda m, i: itk_float(m, i) + 3.0}),
    pointwise("multiply_images", "aaa", lambda m, i: m.multiply_images(i.a, i.b), lambda m, i: m.xp.multiply(i.a, i.b),
              calls={"cv": lambda m, i: m.multiply(i.a, i.b), "itk": lambda m, i: i.a * i.b}),
    pointwise("square_root", "af", lambda m, i: m.square_root(i.a), lambda m, i: m.xp.sqrt(i.a, dtype=m.xp.float32),
              calls={"cv": lambda m, i: m.sqrt(i.f), "itk": lambda m, i: m.Sqrt(itk_float(m, i))}),
    pointwise("sqrt(a*a + b*b) + 1", "fff", lambda m, i: m.evaluate("sqrt(a*a + b*b) + 1", {"a": i.f, "b": i.g}),
              lambda m, i: m.xp.sqrt(i.f * i.f + i.g * i.g) + 1, types="f"),
    pointwise("sqrt(a*a + b*b) + 1, call by call", "fff", lambda m, i: m.add_image_and_scalar(m.square_root(
        m.add_images(m.square(i.f), m.square(i.g))), scalar=1), lambda m, i: m.xp.sqrt(i.f * i.f + i.g * i.g) + 1, types="f"),
    pointwise("exponential", "ff", lambda m, i: m.exponential(i.s), lambda m, i: m.xp.exp(i.s), types="f",
              calls={"cv": lambda m, i: m.exp(i.s), "itk": lambda m, i: m.Exp(i.s)}),
    pointwise("power", "ff", lambda m, i: m.power(i.s, scalar=1.7), lambda m, i: m.xp.power(i.s, m.xp.float32(1.7)),
              types="f", same={"cle": 1e-5, "cv": 1e-5, "else": 1e-6},
              calls={"cv": lambda m, i: m.pow(i.s, 1.7), "itk": lambda m, i: m.Pow(i.s, 1.7)}),
    pointwise("greater_constant", "am", lambda m, i: m.greater_constant(i.a, scalar=100), lambda m, i: i.a > 100, SAME,
              calls={"cv": lambda m, i: m.compare(i.a, 100.0, m.CMP_GT), "itk": lambda m, i: i.a > 100},
              views={"cv": lambda r, i: r > 0}),

    *map(gaussian_row, (1, 2, 5, 10)),
    *map(mean_row, (2, 10)),
    Row("variance_filter r=1", "af", {"cle": lambda m, i: m.variance_filter(i.a), "nd": variance_nd}, same=1e-3),
    *map(maximum_row, (2, 10)),
    *map(ball_row, (2, 5)),
    Row("top_hat box r=5", "aa", {
        "cle": lambda m, i: m.top_hat(i.a, **xyz("radius", 5)),
        "nd": lambda m, i: m.nd.white_tophat(i.a, 11, mode="nearest"),
        "sk": lambda m, i: m.sk.morphology.white_tophat(i.a, kept(m, box, i.dim, 11)),
        "cv": lambda m, i: m.morphologyEx(i.a, m.MORPH_TOPHAT, np.ones((11, 11), np.uint8)),
        "itk": lambda m, i: m.WhiteTopHat(i.a, each(i, 5), m.sitkBox)},  # other borders
        same={"itk": None, "else": 1e-6}),
    *map(median_row, (3, 5)),
    Row("sobel", "af", {
        "cle": lambda m, i: m.sobel(i.a),
        "nd": lambda m, i: m.nd.generic_gradient_magnitude(i.f, m.nd.sobel, mode="nearest"),
        "sk": lambda m, i: m.sk.filters.sobel(i.f, mode="nearest"),
        "cv": cv_sobel,
        "itk": lambda m, i: m.SobelEdgeDetection(itk_float(m, i))},
        same={"itk": None, "else": ABOUT}, views={"sk": sobel_sk_view}),
    Row("laplace", "af", {
        "cle": lambda m, i: m.laplace(i.a, connectivity="sphere"),
        "nd": lambda m, i: m.nd.laplace(i.f, mode="nearest"),
        "cv": lambda m, i: m.Laplacian(i.a, m.CV_32F, ksize=1, borderType=m.BORDER_REPLICATE),
        "itk": lambda m, i: m.Laplacian(itk_float(m, i))},
        same=ABOUT, views={"nd": negated, "cv": negated, "itk": negated}),

    Row("sum", "a", {
        "cle": lambda m, i: m.sum_of_all_pixels(i.a),
        "nd": lambda m, i: float(i.a.sum(dtype=m.xp.float64)),
        "cv": lambda m, i: m.sumElems(i.a)[0],
        "itk": itk_numbers("Sum")}, same={"cle": 1e-4, "else": 1e-9}, views=NUMBERS),
    Row("minimum and maximum", "a", {
        "cle": lambda m, i: (m.minimum_of_all_pixels(i.a), m.maximum_of_all_pixels(i.a)),
        "nd": lambda m, i: (float(i.a.min()), float(i.a.max())),
        "cv": lambda m, i: m.minMaxLoc(i.a)[:2],
        "itk": lambda m, i: itk_minmax(m, i)}, views=NUMBERS),
    Row("deviation", "a", {
        "cle": lambda m, i: m.standard_deviation_of_all_pixels(i.a),
        "nd": lambda m, i: float(i.a.std(dtype=m.xp.float64)),
        "cv": lambda m, i: m.meanStdDev(i.a)[1].item(),
        "itk": itk_numbers("Sigma")}, same={"cle": 1e-4, "itk": 1e-3, "else": 1e-8}, views=NUMBERS),  # ITK divides by n - 1
    Row("histogram", "a", {
        "cle": lambda m, i: m.histogram(i.a),
        "nd": lambda m, i: m.xp.histogram(i.a, 256)[0],  # bins with other borders
        "cv": lambda m, i: m.calcHist([i.a], [0], None, [256], [0, float(i.a.max()) + 1])}, same=None),
    Row("threshold_otsu", "am", {
        "cle": lambda m, i: m.threshold_otsu(i.a),
        "sk": lambda m, i: i.a > m.sk.filters.threshold_otsu(i.a),
        "itk": lambda m, i: m.OtsuThreshold(i.a, 0, 1, 256)}, same=("pixels", 0.01)),

    Row("maximum projection z", "a", {
        "cle": lambda m, i: m.maximum_z_projection(i.a),
        "nd": lambda m, i: i.a.max(0),
        "itk": lambda m, i: m.MaximumProjection(i.a, 2)}, dims=(3,), views={"itk": lambda r, i: r[0]}),
    Row("maximum projection x", "a", {
        "cle": lambda m, i: m.maximum_x_projection(i.a),
        "nd": lambda m, i: i.a.max(-1),
        "cv": lambda m, i: m.reduce(i.a, 1, m.REDUCE_MAX),
        "itk": lambda m, i: m.MaximumProjection(i.a, 0)},
        views={"cv": lambda r, i: r[:, 0], "itk": lambda r, i: r[..., 0]}),
    Row("mean projection x", "a", {
        "cle": lambda m, i: m.mean_x_projection(i.a),
        "nd": lambda m, i: i.a.mean(-1, dtype=m.xp.float32),
        "cv": lambda m, i: m.reduce(i.a, 1, m.REDUCE_AVG, dtype=m.CV_32F),
        "itk": lambda m, i: m.MeanProjection(i.a, 0)},
        same=ABOUT, views={"cv": lambda r, i: r[:, 0], "itk": lambda r, i: r[..., 0]}),
    Row("transpose x z", "aa", {
        "cle": lambda m, i: m.transpose_xz(i.a),
        "nd": lambda m, i: m.xp.ascontiguousarray(i.a.T),
        "itk": lambda m, i: m.PermuteAxes(i.a, [2, 1, 0])}, dims=(3,)),
    Row("transpose x y", "aa", {
        "cle": lambda m, i: m.transpose_xy(i.a),
        "nd": lambda m, i: m.xp.ascontiguousarray(m.xp.swapaxes(i.a, -1, -2)),
        "cv": lambda m, i: m.transpose(i.a),
        "itk": lambda m, i: m.PermuteAxes(i.a, [1, 0, 2][:i.dim])}),
    Row("flip", "aa", {
        "cle": lambda m, i: m.flip(i.a),
        "nd": lambda m, i: m.xp.ascontiguousarray(m.xp.flip(i.a)),
        "cv": lambda m, i: m.flip(i.a, -1),
        "itk": lambda m, i: m.Flip(i.a, each(i, True))}),
    Row("affine, linear, 30 degrees", "af", {
        "cle": lambda m, i: kept(m, cle_affine)(i.a, transform_matrix=forward(i.shape), interpolate=True),
        "nd": nd_affine,
        "cv": cv_affine,
        "itk": itk_affine}, same={"cle": None, "cv": None, "itk": None, "else": ABOUT}),  # steps of 1/32; other borders

    *(label_row(name, connectivity, mask) for name, mask in (("blobs", "m"), ("noise", "noise"), ("snake", "snake"))
      for connectivity in ("sphere", "box")),
    statistics_row("blobs", "l", "n_l"),
    statistics_row("dense", "dense", "n_dense"),
    statistics_row("one label", "one", "n_one"),
    Row("labels_statistics, labels alone", "l", {
        "cle": lambda m, i: m.labels_statistics(i.l),
        "sk": lambda m, i: m.sk.measure.regionprops_table(i.l, properties=("label", "area", "bbox", "centroid")),
        "itk": lambda m, i: itk_shapes(m, i),
        "cc3d": lambda m, i: m.statistics(i.l)},
        same={"itk": None, "else": 1e-6}, once=True,
        views={"cle": columns(x="centroid_x", area="area"), "sk": lambda r, i: sk_columns(x=f"centroid-{i.dim - 1}", area="area")(r, i),
               "cc3d": lambda r, i: {"x": r["centroids"][1:, -1], "area": r["voxel_counts"][1:]}}),
    nearest_row("seeds", "seeds"),
    nearest_row("blobs", "blobs"),
    nearest_row("single", "single"),
    Row("voronoi_otsu_labeling", "al", {
        "cle": lambda m, i: m.voronoi_otsu_labeling(i.a, spot_sigma=2, outline_sigma=2)}, same=None),
    Row("gauss_otsu_labeling", "al", {
        "cle": lambda m, i: m.gauss_otsu_labeling(i.a, outline_sigma=1),
        "sk": gauss_otsu}, same={"pyclesperanto": None, "else": ("pixels", 0.01)},
        views={family: lambda r, i: r > 0 for family in ("cle", "sk")}),
    Row("gauss_otsu_labeling, statistics", "al", {
        "cle": lambda m, i: m.labels_statistics(m.gauss_otsu_labeling(i.a, outline_sigma=1), i.a),
        "sk": lambda m, i: sk_statistics(m, i, gauss_otsu(m, i))}, same=None),

    Row("push", "a", {
        "cle": lambda m, i: m.push(i.host["a"]),
        "nd": lambda m, i: m.xp.array(i.host["a"])}, host=True),
    Row("pull", "a", {
        "cle": lambda m, i: i.a.get(),
        "nd": lambda m, i: i.a.get() if hasattr(i.a, "get") else i.a.copy()}, host=True),
]


def itk_minmax(m, i):
    f = m.MinimumMaximumImageFilter()
    f.Execute(i.a)
    return f.GetMinimum(), f.GetMaximum()


def itk_shapes(m, i):
    f = m.LabelShapeStatisticsImageFilter()
    f.Execute(i.l)
    return f
