"""The colours of series: seen by everybody, in both themes, and never alone."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.charts.plots.look import SERIES, Look, paint_marker
from desktop.theme.roles import contrast, load_roles

SEEN = {
    "all cones": np.eye(3),
    "no green cones": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "no red cones": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
}
"""How linear red, green and blue are seen: Machado, Oliveira and Fernandes (2009), severity 1."""

_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(colour: str, seen: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of a colour as it is seen."""
    light = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    light = np.where(light <= 0.04045, light / 12.92, ((light + 0.055) / 1.055) ** 2.4)
    x = _XYZ @ np.clip(seen @ light, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(x > 0.008856, np.cbrt(x), 7.787 * x + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("eyes", SEEN)
def test_any_two_series_are_told_apart(theme_name, eyes) -> None:
    for one, other in combinations(SERIES[theme_name], 2):
        distance = np.linalg.norm(lab(one, SEEN[eyes]) - lab(other, SEEN[eyes]))
        assert distance >= 25, (one, other)


def test_every_series_stands_out_from_the_surface(theme_name) -> None:
    for colour in SERIES[theme_name]:
        assert contrast(colour, load_roles(theme_name).surface) >= 3


def test_the_first_series_is_the_accent(theme_name) -> None:
    look = Look(theme_name)
    assert look.series(0).name() == look.roles.accent.lower()
    assert look.series(3, "bad").name() == look.roles.bad.lower()


def test_each_series_has_a_shape_of_its_own(english) -> None:
    shapes = set()
    for place in range(6):
        picture = QImage(24, 24, QImage.Format.Format_RGB32)
        picture.fill(0xFFFFFFFF)
        painter = QPainter(picture)
        paint_marker(painter, QPointF(12, 12), place, QColor("black"), 8, QColor("white"))
        painter.end()
        shapes.add(bytes(picture.constBits()))
    assert len(shapes) == 6
