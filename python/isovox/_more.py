"""Parameters that functions take in Python alone: other forms of the same arguments."""
import numpy as np

from ._errors import ArgumentError

# {operation: [(name, type, default, help)]}; tools/gen.py reads it too
MORE = {
    "parametric_map": [
        ("property", "str", "label", "Which column to paint, if properties is a table or dict of columns."),
    ],
    "affine_transform": [
        ("transform", "ArrayLike | None", None, "Old name of transform_matrix."),
        ("linear_interpolation", "bool | None", None, "Old name of interpolate."),
        ("auto_size", "bool | None", None, "Old name of resize."),
    ],
}


def _parametric_map(labels, properties, output_image, name):
    """A dict of columns becomes the values of labels 1, 2, ...; those of a time-lapse one row for each time.
    Labels that the table leaves out are 0."""
    if not isinstance(properties, dict):
        return labels, properties, output_image
    if name not in properties:
        raise ArgumentError(f"parametric_map: property is {name!r}, but properties has {', '.join(map(repr, properties))}")
    values = np.asarray(properties[name], np.float32)
    if "label" not in properties:
        return labels, values, output_image
    from ._make import push
    from ._operations import function_of

    labels = push(labels)
    rows = np.asarray(properties["label"], np.int64)
    batches = {a: np.asarray(properties[a], np.int64) for a in "tc" if a in properties}
    most = max(1, int(rows.max(initial=0)), int(function_of("maximum_of_all_pixels")(labels)))
    painted = np.zeros([dict(zip(labels.axes, labels.shape)).get(a, 1) for a in batches] + [most], np.float32)
    kept = rows > 0
    painted[(*(b[kept] for b in batches.values()), rows[kept] - 1)] = values[kept]
    return labels, push(painted, axes="".join(batches) + "x"), output_image


def _affine_transform(image, output_image, matrix, interpolate, resize, transform, linear_interpolation, auto_size):
    if transform is not None and matrix is not None:
        raise ArgumentError("affine_transform: transform is the old name of transform_matrix; give one of them")
    return (image, output_image, matrix if transform is None else transform,
            interpolate if linear_interpolation is None else linear_interpolation, resize if auto_size is None else auto_size)


ADAPT = {"parametric_map": _parametric_map, "affine_transform": _affine_transform}
