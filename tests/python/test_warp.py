"""Affine maps against SciPy in double precision: every pixel type, odd sizes, borders, time, spacing."""
import isovox as cle
import numpy as np
import pytest
from scipy import ndimage as ndi

SHAPES = [(1, 1, 1), (1, 7, 5), (5, 1, 9), (17, 33, 65), (3, 40, 41), (40, 65), (1, 530), (7,)]
TYPES = [np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32, np.float32]


def image(shape, dtype=np.uint16, seed=0):
    """Random pixels over the whole range of the type, none of them 0."""
    rng = np.random.default_rng(seed)
    if np.dtype(dtype) == np.float32:
        return rng.uniform(1, 1000, shape).astype(np.float32)
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    a = rng.integers(low, high, shape, dtype, endpoint=True)
    a[a == 0] = 1
    return a


def about(matrix, middle):
    return translation(middle) @ matrix @ translation(-np.asarray(middle))


def translation(xyz):
    m = np.eye(4)
    m[:3, 3] = xyz
    return m


def scaling(xyz):
    return np.diag([*map(float, xyz), 1.0])


def rotation(xyz):
    """About x, then y, then z, right-handed."""
    out = np.eye(4)
    for k, degrees in enumerate(xyz):
        c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        m = np.eye(4)
        a, b = (k + 1) % 3, (k + 2) % 3
        m[a, a], m[b, b], m[a, b], m[b, a] = c, c, -s, s
        out = m @ out
    return out


def middle(a):
    return np.array([1, 1, 1] if a.ndim == 0 else (list(a.shape[::-1]) + [1] * (3 - a.ndim))) / 2


def warp(a, forward, order, shape=None):
    """The image along a map of continuous coordinates x y z; axes that it does not have are left out.
    Also which pixels of the result lie so near to a border between two that rounding may decide."""
    n = a.ndim
    keep = [*range(n), 3]
    forward = np.asarray(forward, float)[np.ix_(keep, keep)]
    inverse = np.linalg.inv(forward)
    linear, offset = inverse[:n, :n], inverse[:n, n]
    offset = linear @ np.full(n, 0.5) + offset - 0.5
    shape = shape or a.shape
    got = ndi.affine_transform(a.astype(np.float64), linear[::-1, ::-1], offset[::-1], shape, order=order,
                               mode="grid-constant")
    grid = np.meshgrid(*(np.arange(m) for m in shape), indexing="ij")[::-1]
    places = [sum(linear[i, k] * grid[k] for k in range(n)) + offset[i] for i in range(n)]
    doubtful = np.zeros(shape, bool)
    for p in places:
        doubtful |= np.abs(p - np.floor(p) - 0.5) < 1e-6
    return got, doubtful


def check(got, a, forward, interpolate, shape=None):
    got = np.asarray(got)
    wanted, doubtful = warp(a, forward, int(interpolate), shape)
    assert got.shape == wanted.shape
    if interpolate:
        assert got.dtype == np.float32
        limit = 1e-6 * np.abs(a.astype(np.float64)).max()
        assert np.abs(got - wanted).max() <= limit
    else:
        assert got.dtype == a.dtype
        assert ((got == wanted) | doubtful).all()


MAPS = {
    "identity": np.eye(4),
    "whole steps": translation((2, -1, 1)),
    "shift": translation((0.3, -1.7, 0.45)),
    "scale": about(scaling((1.7, 0.6, 1.3)), (3, 4, 2)),
    "mirror": about(scaling((-1, 1, -1)), (2.5, 3.5, 0.5)),
    "rotate z": about(rotation((0, 0, 33)), (20, 16, 8)),
    "rotate": about(rotation((20, -35, 110)), (20, 16, 8)),
    "shear": np.array([[1, 0.3, 0, -2], [0, 1, -0.2, 1], [0.1, 0, 1, 0.5], [0, 0, 0, 1]]),
    "far": translation((1e6, 0, 0)),
}


@pytest.mark.parametrize("interpolate", [False, True])
@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_affine_transform(shape, dtype, interpolate):
    a = image(shape, dtype)
    for matrix in MAPS.values():
        check(cle.affine_transform(a, transform_matrix=matrix, interpolate=interpolate), a, matrix, interpolate)


def test_affine_transform_of_a_plane_takes_3x3():
    a = image((40, 65))
    matrix = np.array([[0.9, 0.2, 3], [-0.1, 1.1, -2], [0, 0, 1]])
    full = np.eye(4)
    full[np.ix_([0, 1, 3], [0, 1, 3])] = matrix
    wanted = np.asarray(cle.affine_transform(a, transform_matrix=full, interpolate=True))
    check(wanted, a, full, True)
    if hasattr(cle, "Array"):
        np.testing.assert_array_equal(np.asarray(cle.affine_transform(a, transform_matrix=matrix, interpolate=True)), wanted)


def test_without_a_matrix_nothing_moves():
    a = image((3, 40, 41))
    np.testing.assert_array_equal(np.asarray(cle.affine_transform(a)), a)


def test_ties_go_to_the_higher_pixel():
    a = np.arange(1, 8, dtype=np.uint8)
    np.testing.assert_array_equal(np.asarray(cle.translate(a, translate_x=0.5)), a)
    np.testing.assert_array_equal(np.asarray(cle.translate(a, translate_x=-0.5)), [2, 3, 4, 5, 6, 7, 0])
    got = np.asarray(cle.scale(a, factor_x=1.5, centered=False))  # the places are 1/3, 1, 5/3, 7/3, 3 ...
    np.testing.assert_array_equal(got, [1, 2, 2, 3, 4, 4, 5])


def test_whole_steps_are_exact():
    """A pixel without weight does not count, not even NaN or infinity."""
    a = np.array([1, np.nan, 3, np.inf, -np.inf, 1e38, 7], np.float32)
    np.testing.assert_array_equal(np.asarray(cle.translate(a, translate_x=1, interpolate=True)), [0, *a[:-1]])
    np.testing.assert_array_equal(np.asarray(cle.translate(a, translate_x=-1, interpolate=True)), [*a[1:], 0])


def test_what_is_not_finite_spreads_to_its_neighbours_alone():
    a = image((20, 30, 40), np.float32)
    a[7, 11, 13], a[10, 20, 30], a[5, 5, 5] = np.nan, np.inf, -np.inf
    got = np.asarray(cle.translate(a, translate_x=2, translate_y=-1, translate_z=3, interpolate=True))
    np.testing.assert_array_equal(got[3:, :-1, 2:], a[:-3, 1:, :-2])
    for step, got, want in (
        ("y", np.asarray(cle.translate(a, translate_y=0.5, interpolate=True))[:, 1:], (a[:, 1:] + a[:, :-1]) / 2),
        ("z", np.asarray(cle.translate(a, translate_z=0.5, interpolate=True))[1:], (a[1:] + a[:-1]) / 2),
    ):
        finite = np.isfinite(want)
        np.testing.assert_array_equal(np.isfinite(got), finite, err_msg=step)
        np.testing.assert_allclose(got[finite], want[finite], rtol=1e-6, err_msg=step)


def test_a_constant_stays_constant():
    a = np.full((9, 30, 31), 0.1, np.float32)
    got = np.asarray(cle.rotate(a, angle_x=10, angle_y=20, angle_z=30, interpolate=True))
    assert (got[4, 10:20, 10:20] == np.float32(0.1)).all()


@pytest.mark.parametrize("interpolate", [False, True])
@pytest.mark.parametrize("shape", SHAPES)
def test_rotate(shape, interpolate):
    a = image(shape)
    for angles in [(0, 0, 30), (10, 0, 0), (0, -20, 0), (5, 50, 200)]:
        names = dict(zip(("angle_x", "angle_y", "angle_z"), angles))
        check(cle.rotate(a, **names, interpolate=interpolate), a, about(rotation(angles), middle(a)), interpolate)
        check(cle.rotate(a, **names, centered=False, interpolate=interpolate), a, rotation(angles), interpolate)


def test_quarter_turns_are_exact():
    a = image((5, 4, 7))
    for turns in range(-5, 6):
        for angle, axes in (("angle_z", (2, 1)), ("angle_x", (1, 0)), ("angle_y", (0, 2))):
            for interpolate in (False, True):
                got = np.asarray(cle.rotate(a, **{angle: 90 * turns}, resize=True, interpolate=interpolate))
                np.testing.assert_array_equal(got, np.rot90(a, turns, axes))


@pytest.mark.parametrize("interpolate", [False, True])
@pytest.mark.parametrize("shape", SHAPES)
def test_rigid_transform(shape, interpolate):
    a = image(shape)
    shift, angles = (1.5, -0.75, 0.3), (5, -10, 40)
    names = dict(zip(("translate_x", "translate_y", "translate_z", "angle_x", "angle_y", "angle_z"), (*shift, *angles)))
    for centered in (True, False):
        turned = about(rotation(angles), middle(a)) if centered else rotation(angles)
        got = cle.rigid_transform(a, **names, centered=centered, interpolate=interpolate)
        check(got, a, translation(shift) @ turned, interpolate)


@pytest.mark.parametrize("interpolate", [False, True])
@pytest.mark.parametrize("shape", SHAPES)
def test_scale_and_translate(shape, interpolate):
    a = image(shape)
    for factors in [(2, 2, 2), (0.4, 1.3, 1), (1, 1e-3, 3), (1, 1, 1)]:
        names = dict(zip(("factor_x", "factor_y", "factor_z"), factors))
        check(cle.scale(a, **names, interpolate=interpolate), a, about(scaling(factors), middle(a)), interpolate)
        check(cle.scale(a, **names, centered=False, interpolate=interpolate), a, scaling(factors), interpolate)
    for shift in [(0, 0, 0), (0.25, 0, 0), (3, -2, 1), (-0.1, 5.5, 0.7), (1e9, 0, 0)]:
        names = dict(zip(("translate_x", "translate_y", "translate_z"), shift))
        check(cle.translate(a, **names, interpolate=interpolate), a, translation(shift), interpolate)


@pytest.mark.parametrize("interpolate", [False, True])
@pytest.mark.parametrize("shape", SHAPES)
def test_resize(shape, interpolate):
    """The result holds the image's bounding box, and begins where it begins."""
    a = image(shape)
    maps = [scaling((2, 3, 1.5)), scaling((0.5, 0.3, 0.4)), scaling((-2, 1, 1)), rotation((10, 20, 30)), MAPS["shear"],
            rotation((0, 0, 135))]
    for forward in maps:
        part = np.eye(4)
        part[:a.ndim, :a.ndim] = forward[:a.ndim, :a.ndim]
        size = np.array([*a.shape[::-1], *[1] * (3 - a.ndim)])
        corners = part[:3, :3] @ (np.indices((2, 2, 2)).reshape(3, 8) * size[:, None])
        extent = np.maximum(np.floor(np.ptp(corners, axis=1) + 0.5 + 1e-9), 1).astype(int)
        part[:3, 3] = -corners.min(1)
        got = cle.affine_transform(a, transform_matrix=forward, interpolate=interpolate, resize=True)
        check(got, a, part, interpolate, tuple(extent[:a.ndim][::-1]))


def test_scaling_up_and_resizing_repeats_pixels():
    a = image((3, 4, 5))
    got = np.asarray(cle.scale(a, factor_x=2, factor_y=3, factor_z=4, resize=True))
    np.testing.assert_array_equal(got, a.repeat(2, 2).repeat(3, 1).repeat(4, 0))


def test_time_points():
    a = image((2, 3, 4, 9, 11))
    got = np.asarray(cle.rotate(a, angle_z=30, interpolate=True, resize=True))
    for t in range(2):
        for c in range(3):
            np.testing.assert_array_equal(got[t, c], np.asarray(cle.rotate(a[t, c], angle_z=30, interpolate=True, resize=True)))


def test_many_rows_and_long_ones():
    """More than a tile of any device."""
    for shape in [(2, 3, 70000), (2, 3000, 3)]:
        a = image(shape)
        check(cle.affine_transform(a, transform_matrix=MAPS["shear"], interpolate=True), a, MAPS["shear"], True)
        check(cle.scale(a, factor_x=1.01, factor_y=0.99), a, about(scaling((1.01, 0.99, 1)), middle(a)), False)


def test_output_of_another_type():
    a = image((9, 11), np.float32)
    wanted = np.asarray(cle.rotate(a, angle_z=20, interpolate=True)).astype(np.uint16)
    np.testing.assert_array_equal(np.asarray(cle.rotate(a, np.empty(a.shape, np.uint16), angle_z=20, interpolate=True)
                                             if hasattr(cle, "Array") else wanted), wanted)


def test_spacing():
    """Resizing by factors keeps the physical size; everything else keeps the spacing."""
    a = cle.push(image((4, 9, 10)))
    a.spacing, a.units = (3, 2, 1), ("um", "um", "um")
    assert tuple(cle.scale(a, factor_x=2, factor_y=4, factor_z=0.5, resize=True).spacing) == (6, 0.5, 0.5)
    for got in (cle.scale(a, factor_x=2), cle.rotate(a, angle_z=90, resize=True), cle.translate(a, translate_x=1),
                cle.affine_transform(a, transform_matrix=scaling((2, 2, 2)), resize=True)):
        assert tuple(got.spacing) == (3, 2, 1)
        assert tuple(got.units) == ("um", "um", "um")


def bent():
    m = np.eye(4)
    m[3, 0] = 1e-3
    return m


@pytest.mark.parametrize("operation, arguments, words", [
    ("scale", {"factor_y": 0}, "factor_y is 0, but must be at least"),
    ("scale", {"factor_z": -1}, "factor_z is -1, but must be at least"),
    ("scale", {"factor_x": float("nan")}, "factor_x is nan"),
    ("rotate", {"angle_x": float("inf")}, "angle_x is inf"),
    ("affine_transform", {"transform_matrix": np.diag([1.0, 0, 1, 1])}, "the matrix has no inverse"),
    ("affine_transform", {"transform_matrix": np.array([[1, 2, 0, 0], [2, 4, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1.0]])},
     "the matrix has no inverse"),
    ("affine_transform", {"transform_matrix": bent()}, "last row is not 0 0 0 1"),
    ("affine_transform", {"transform_matrix": np.full((4, 4), np.nan)}, "not a number"),
    ("affine_transform", {"transform_matrix": translation((1e13, 0, 0))}, "pixels away"),
    ("scale", {"factor_x": 1e6, "factor_y": 1e6, "factor_z": 1e6, "resize": True}, "too large")])
def test_bad_arguments(operation, arguments, words):
    with pytest.raises(Exception, match=words):
        getattr(cle, operation)(image((3000, 3, 3)), **arguments)
