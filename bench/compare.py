"""Whether two results are the same, by a row's rule."""
import numpy as np


def same(ours, theirs, rule):
    """Yes or no; `rule` is that of rows.Row.same."""
    if isinstance(ours, dict):
        return all(_close(ours[k], theirs[k], rule) for k in ours.keys() & theirs.keys())
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    if ours.shape != theirs.shape:
        return False
    if rule == "numbering":
        return bool((ours == theirs).all()) or _same_objects(ours, theirs)
    if isinstance(rule, tuple):
        return float((ours != theirs).mean()) <= rule[1]
    if rule == 0:
        return bool((ours == theirs).all())
    return _close(ours, theirs, rule)


def _close(ours, theirs, tolerance):
    """Labels that only one side has a line for, or no number, are left out."""
    if ours.shape != theirs.shape:
        n = min(len(ours), len(theirs))
        ours, theirs = ours[:n], theirs[:n]
    ours, theirs = (np.asarray(v, np.float64) for v in (ours, theirs))
    known = np.isfinite(ours) & np.isfinite(theirs)
    if not known.all():
        ours, theirs = ours[known], theirs[known]
    if ours.size == 0:
        return False
    return float(np.abs(ours - theirs).max()) <= tolerance * (float(np.abs(theirs).max()) or 1)


def _same_objects(ours, theirs):
    """A numbering maps to the other one to one."""
    a, b = ours.ravel().astype(np.uint64), theirs.ravel().astype(np.uint64)
    pairs = np.unique(a << np.uint64(32) | b)
    return len(pairs) == len(np.unique(a)) == len(np.unique(b))


def same_bits(one, other):
    """Of two devices of Isovox."""
    if isinstance(one, dict):
        return all(same_bits(one[k], other[k]) for k in one)
    one, other = np.asarray(one), np.asarray(other)
    return one.dtype == other.dtype and one.tobytes() == other.tobytes()


def types_differ(ours, theirs):
    """A result of another width; 0 and 1 may be bool, and numbers signed."""
    if isinstance(ours, dict) or not np.ndim(ours) or not np.ndim(theirs):
        return False
    ours, theirs = np.asarray(ours).dtype, np.asarray(theirs).dtype
    return ours.itemsize != theirs.itemsize or (ours.kind == "f") != (theirs.kind == "f")
