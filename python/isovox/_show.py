"""Pictures of images."""
import numpy as np

from ._array import Array
from ._make import default_axes, pull


def label_colors(n=65536):
    """A color map for labels: black for 0, then colors that neighbours in number do not share."""
    from matplotlib.colors import ListedColormap

    colors = np.random.default_rng(1).uniform(0.15, 1.0, (n, 3))
    colors[0] = 0
    return ListedColormap(colors, name="labels")


def picture_of(image):
    """Two axes of an image: the first time point and channel, and the maximum along z."""
    pixels = np.asarray(pull(image))
    axes = image.axes if isinstance(image, Array) else default_axes(pixels.ndim)
    while axes and axes[0] in "tc":
        pixels, axes = pixels[0], axes[1:]
    while pixels.ndim > 2:
        pixels = pixels.max(axis=0)
    return np.atleast_2d(pixels)


def imshow(image, title=None, labels=None, min_display_intensity=None, max_display_intensity=None, color_map=None,
           plot=None, colorbar=False, colormap=None, alpha=None, continue_drawing=False):
    """Shows an image with matplotlib: three axes as the maximum along z, labels in random colors.

    Parameters
    ----------
    image : Array or ndarray
    title : str, optional
    labels : bool, optional
        Show as labels. None: whether the image says that it holds labels.
    min_display_intensity, max_display_intensity : float, optional
        What is shown as black and as white.
    color_map, colormap : str, optional
        A color map of matplotlib; gray without it.
    plot : matplotlib axes, optional
        Where to draw; else a figure of its own.
    colorbar : bool
        Draw the scale beside it.
    alpha : float, optional
        Opacity.
    continue_drawing : bool
        Leave the figure open for more to be drawn on it.
    """
    import matplotlib.pyplot as plt

    if labels is None:
        labels = isinstance(image, Array) and image.kind == "labels"
    pixels = picture_of(image)
    scale = {"cmap": colormap or color_map or "gray", "vmin": min_display_intensity, "vmax": max_display_intensity}
    if labels:
        colors = label_colors()
        pixels = np.where(pixels > 0, (pixels.astype(np.int64) - 1) % (colors.N - 1) + 1, 0)
        scale = {"cmap": colors, "vmin": 0, "vmax": colors.N - 1}
    target = plot if plot is not None else plt.gca()
    shown = target.imshow(pixels, interpolation="nearest", alpha=alpha, **scale)
    if title:
        target.set_title(title)
    if colorbar:
        target.figure.colorbar(shown, ax=target)
    if plot is None and not continue_drawing:
        plt.show()
