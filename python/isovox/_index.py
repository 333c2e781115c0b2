"""Indexing: which part of an image an index means, and how it is cut out."""
import numpy as np

from . import _isovox
from ._errors import ShapeError
from ._make import default_axes, push
from ._operations import function_of


def _is_basic(k):
    """Whether it is a number, a slice, None or an ellipsis: NumPy's basic indexing."""
    if k is None or k is Ellipsis or isinstance(k, slice):
        return True
    return hasattr(k, "__index__") and not isinstance(k, (bool, np.bool_, np.ndarray, _isovox.Image))


def host_key(key):
    """An index for NumPy: Arrays in it pulled, masks as bool."""
    def plain(k):
        if isinstance(k, _isovox.Image):
            return k.get().astype(bool) if k.kind == "binary" else k.get()
        return k
    return tuple(map(plain, key)) if isinstance(key, tuple) else plain(key)


def _complete(keys, ndim):
    """The index with slices in the place of the ellipsis, so that every axis has an entry."""
    used = sum(k is not None and k is not Ellipsis for k in keys)
    if sum(k is Ellipsis for k in keys) > 1:
        raise IndexError("an index can only have one ellipsis")
    if used > ndim:
        raise IndexError(f"too many indices: the image has {ndim} axes, but {used} were indexed")
    at = next((i for i, k in enumerate(keys) if k is Ellipsis), len(keys))
    return keys[:at] + (slice(None),) * (ndim - used) + keys[at + 1:]


def _letters(left):
    """The axes of what is left. Batches keep their letters; the others move right: a plane is y x, whichever
    way it is cut. With new axes, or more than z y x, they are as of any array."""
    names = [a for a, *_ in left]
    batches = "".join(a for a in names if a in "tc")
    others = len(names) - len(batches)
    letters = batches + "zyx"[3 - others:] if others <= 3 else ""
    in_order = names[:len(batches)] == list(batches)
    return letters if letters and in_order and "new" not in names else default_axes(len(names))


def part(image, key):
    """image[key]"""
    keys = key if isinstance(key, tuple) else (key,)
    if not all(map(_is_basic, keys)):
        return push(image.get()[host_key(key)], device=image._device)
    axes, shape, spacing, units = image._layout
    spans, left, at = [], [], 0
    for k in _complete(keys, len(shape)):
        if k is None:
            left.append(("new", 1, 1.0, ""))
            continue
        n = shape[at]
        if isinstance(k, slice):
            span = range(*k.indices(n))
            left.append((axes[at], len(span), spacing[at] * abs(span.step), units[at]))
        else:
            i = k.__index__()
            if not -n <= i < n:
                raise IndexError(f"index {i} is out of bounds for axis {at} ('{axes[at]}') of size {n}")
            span = range(i % n, i % n + 1)
        spans.append(span)
        at += 1
    if not all(spans):
        raise ShapeError(f"index {key!r} of an image of shape {shape} gives no pixel; images are not empty")
    if not left and not any(k is Ellipsis for k in keys):
        return _cut(image, spans).get().reshape(())[()]
    columns = list(zip(*left)) or [()] * 4
    out = _cut(image, spans)._with_layout((_letters(left), *columns[1:]))
    out.kind = image.kind
    return out


def _cut(image, spans):
    """The part of an image that the ranges mean: by crop and flip on the device where no batch is cut and no
    pixel left out between two others, else through the host."""
    axes, shape = image._layout[:2]
    if all(len(span) == n or (a in "zyx" and abs(span.step) == 1) for span, n, a in zip(spans, shape, axes)):
        first = {a: min(span[0], span[-1]) for a, span in zip(axes, spans)}
        size = {a: len(span) for a, span in zip(axes, spans)}
        flips = {f"flip_{a}": span.step < 0 and len(span) > 1 for a, span in zip(axes, spans)}
        if not any(flips.get(f"flip_{a}") for a in "tc"):
            if size == dict(zip(axes, shape)):
                out = image.copy()
            else:
                out = function_of("crop")(image, None, *(first.get(a, 0) for a in "xyz"), *(size.get(a, 1) for a in "xyz"))
            turned = [flips.get(f"flip_{a}", False) for a in "xyz"]
            return function_of("flip")(out, None, *turned) if any(turned) else out
    slices = tuple(slice(s.start, s.stop if s.stop >= 0 else None, s.step) for s in spans)
    return push(image.get()[slices], device=image._device)
