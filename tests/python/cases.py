"""Calls of every operation, made from what it says of itself: images of odd sizes and every pixel type with
edge values, and parameters inside their ranges. The same cases on every machine and in every process."""
import hashlib
import json
import os
import sys
import zlib

import numpy as np

TYPES = ["u1", "i1", "u2", "i2", "u4", "i4", "f4"]
SHAPES = [(1, 1, 1), (1, 7, 5), (5, 1, 9), (17, 33, 65), (31, 47), (2, 3, 9, 13), (7,)]
FULL = os.environ.get("ISOVOX_TEST_FULL") == "1"  # every shape with every type


def edge_values(dtype):
    dtype = np.dtype(dtype)
    if dtype.kind == "f":
        tiny = np.float32(1e-45)
        return np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, tiny, -tiny, 1e-40, 1.1754944e-38, 3.4028235e38,
                         -3.4028235e38, 16777217, 0.5, -0.5, 1.5, 2.5, 2147483648.0, 4294967296.0], np.float32)
    room = np.iinfo(dtype)
    return np.array([room.min, room.max, 0, 1, room.max - 1, min(room.max, 16777217)], dtype)


def random_image(rng, shape, dtype, rule="any", edges=True):
    """Smooth blobs with noise, so that thresholds, maxima and labels have something to find."""
    dtype = np.dtype(dtype)
    if rule == "labels":
        return random_labels(rng, shape, dtype)
    if rule == "binary":
        return (rng.random(shape) < 0.4).astype(dtype)
    span = 255 if dtype.itemsize == 1 and dtype.kind == "u" else 100 if dtype.itemsize == 1 else 3000
    image = rng.normal(0, 1, shape)
    image = sum(np.roll(image, s, a) for a in range(len(shape)) for s in (-1, 0, 1))
    image = (image - image.min()) / max(np.ptp(image), 1e-9) * span
    if dtype.kind == "i":
        image -= span / 3
    image = image.astype(dtype)
    if edges and image.size > 30:
        values = edge_values(dtype)
        image.reshape(-1)[rng.choice(image.size, len(values), replace=False)] = values
    return image


def random_labels(rng, shape, dtype):
    """Compact labels of a Voronoi diagram with holes of 0, some numbers left out."""
    n = 1 + min(40, int(np.prod(shape)) // 40)
    seeds = np.stack([rng.integers(0, s, n) for s in shape], -1)
    at = np.stack(np.meshgrid(*map(np.arange, shape), indexing="ij"), -1)
    distance = ((at[..., None, :] - seeds) ** 2).sum(-1)
    labels = distance.argmin(-1) + 1 + (distance.argmin(-1) > n // 2)
    return np.where(distance.min(-1) < 60, labels, 0).astype(dtype)


def random_value(rng, p, largest=None):
    kind = p["kind"]
    if kind == "flag":
        return bool(rng.integers(2))
    if kind == "choice":
        return str(rng.choice(p["choices"]))
    low = max(p["min"], -50.0)
    high = max(low, min(p["ui_max"], p["max"], 50.0 if largest is None else largest))
    if kind == "whole":
        return int(rng.integers(int(low), int(high) + 1))
    return round(float(rng.uniform(low, high)), 3)


def random_matrix(rng):
    turn = np.eye(4)
    turn[:3, :3] += rng.uniform(-0.3, 0.3, (3, 3))
    turn[:3, 3] = rng.uniform(-3, 3, 3)
    return turn


def vector_for(labels):
    return int(np.max(labels, initial=0)) + 1


def cases(op, few=False):
    """(label, arguments) of the calls that the operation is tested with; `few`: of three pixel types."""
    inputs = [p for p in op["params"] if p["kind"] == "src"]
    numbers = [p for p in op["params"] if p["kind"] in ("real", "whole", "flag", "choice")]
    pairs = [(s, t) for s in SHAPES for t in TYPES] if FULL else (
        [(SHAPES[k % len(SHAPES)], t) for k, t in enumerate(TYPES, zlib.crc32(op["name"].encode()) % len(SHAPES))]
        + [((17, 33, 65), "f4"), ((2, 3, 9, 13), "f4"), ((1, 1, 1), "f4"), ((3, 20, 64), "f4")])
    turn = zlib.crc32(op["name"].encode())
    kept = {"f4", TYPES[turn % 6], TYPES[(turn + 3) % 6]} if few and not FULL else TYPES
    for k, (shape, dtype) in enumerate(dict.fromkeys(pairs)):
        if dtype not in kept:
            continue
        rng = np.random.default_rng([k, zlib.crc32(op["name"].encode())])
        arguments = {}
        for j, p in enumerate(inputs):
            other = dtype if j == 0 or k % 2 == 0 else sorted(kept)[(k + j) % len(kept)]
            rule = p.get("type", "any")
            if rule == "labels" and np.dtype(other).kind == "f":
                other = "u4"
            arguments[p["name"]] = random_image(rng, shape, other, rule)
        fix_inputs(op["name"], arguments, rng)
        if k % 3:
            for p in numbers:
                arguments[p["name"]] = random_value(rng, p, 9 if "radius" in p["name"] or "sigma" in p["name"] else None)
            for p in op["params"]:
                if p["kind"] == "matrix":
                    arguments[p["name"]] = random_matrix(rng)
        yield f"{k}: {'x'.join(map(str, shape))} {dtype}", arguments


def fix_inputs(name, arguments, rng):
    """Inputs that must fit each other in a way that the parameters do not tell."""
    if name in FIXES:
        FIXES[name](arguments, rng)


def _vector_of_values(arguments, rng):
    labels = np.asarray(arguments["labels"])
    arguments["properties"] = rng.uniform(-5, 5, vector_for(labels) + 1).astype(np.float32)


FIXES = {}


def canonical(result):
    """What is compared: type, shape, and bits with every NaN as one value."""
    if isinstance(result, tuple):
        return [x for r in result for x in canonical(r)]
    if isinstance(result, dict):
        return [x for name, column in result.items() for x in [name, *canonical(column)]]
    values = np.array(np.asarray(result))
    if values.dtype.kind == "f":
        values[np.isnan(values)] = np.nan
    return [f"{values.dtype.str} {values.shape}", values.tobytes()]


def outcome(cle, name, arguments, **more):
    """The canonical result of a call, or its error in words."""
    try:
        return canonical(getattr(cle, name)(**arguments, **more))
    except cle.IsovoxError as e:
        return ["error", str(e)]


def digest(parts):
    h = hashlib.sha256()
    for part in parts:
        h.update(part if isinstance(part, bytes) else part.encode())
        h.update(b"|")
    return ("error " + parts[1]) if parts[0] == "error" else h.hexdigest()


def main():
    """Prints the digest of every case on the device and with the instructions the environment asks for."""
    import isovox as cle

    only = sys.argv[1:]
    device = cle.get_device()
    found = {name: {label: digest(outcome(cle, name, arguments)) for label, arguments in cases(cle.describe(name))}
             for name in (only or cle._operations.names()) if not cle.describe(name)["alias_of"]}
    json.dump({"device": device.id, "isa": device.isa, "digests": found}, sys.stdout)


if __name__ == "__main__":
    main()
