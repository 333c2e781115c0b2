"""Expressions over images, computed in one go."""
from . import _isovox
from ._convert import put_back
from ._devices import device_of
from ._errors import ArgumentError
from ._make import place_for, push
from ._operators import is_number


def evaluate(expression, parameters, output_image=None, device=None):
    """The value of an expression over images: one pass over them, without images in between.

        cle.evaluate("sqrt(a*a + b*b) + 1", {"a": dx, "b": dy})

    The result is, bit for bit, what the same expression gives with Arrays and the functions of this
    package, one call after the other, but faster: each image is read once, and one is written.

    Parameters
    ----------
    expression : str
        Operators as in Python, with Python's precedence: + - * / // % **, comparisons, & | ^ ~. Put
        comparisons in brackets beside the others: "(a > 10) & (b < 3)". Every pixelwise operation is a
        function by its name, with its images first, then its numbers, by place or by name:
        "clip(a, 0, 255)", "mask(a, b > 0)". Short names are abs, sqrt, cbrt, exp, exp2, exp10, log,
        log2, log10, min and max. "u8(a)" and its like, up to "f32(a)", convert to a pixel type.
    parameters : dict
        Images, and numbers, by their names in the expression. Up to 8 images of one size; an image
        that has size 1 along an axis repeats along it, but not the first of an operation.
    output_image : Array or ndarray, optional
        Filled with the result, and returned. Its shape must be the result's.
    device : Device, str or int, optional
        Where to run. None: where the first image is, else the selected device.

    Returns
    -------
    Array
        Image with image keeps the first image's pixel type, but for / // and **, which give float32;
        image with number gives float32; comparisons and logic give uint8, 0 and 1; a function gives what
        the operation gives. What a whole-number type cannot hold saturates at each step.

    Raises
    ------
    IsovoxError
        In words and with the place, if the expression is wrong; if images do not fit.
    """
    if not isinstance(expression, str):
        raise TypeError(f"evaluate: expression is {expression!r}, but must be a str")
    if not isinstance(parameters, dict):
        raise TypeError("evaluate: parameters must be a dict of images by name")
    if "\0" in expression:
        raise ArgumentError("evaluate: the expression has a zero character")
    values = parameters.values()
    if device is None:
        device = next((v._device for v in (*values, output_image) if isinstance(v, _isovox.Image)), None)
        given = True
    else:
        device, given = device_of(device).index, False

    def image(name, v):
        if is_number(v):
            return None
        if not isinstance(v, _isovox.Image):
            return push(v, device=device)
        return v if given else v.to_device(device)

    images = tuple(image(name, v) for name, v in parameters.items())
    numbers = tuple(float(v) if im is None else 0.0 for im, v in zip(images, values))
    if output_image is None or isinstance(output_image, _isovox.Image):
        place = output_image
    else:
        place = place_for(output_image, "evaluate", "output_image", None if device is None else device_of(device).id)
    result = _isovox.evaluate(expression.encode(), tuple(str(n).encode() for n in parameters), images, numbers, place)
    if place is not output_image:
        put_back(output_image, place)
        return output_image
    return result
