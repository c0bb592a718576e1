"""Shared by the tests of the window: no display, both themes, English, no warning unheard."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from desktop.garbage import collect_due
from desktop.i18n import install_language
from desktop.theme.apply import apply_theme

HERE = Path(__file__).parent
OFFSCREEN_SAYS = (
    r"^This plugin does not support (propagateSizeHints\(\)|raise\(\)|grabbing the keyboard)$"
)
"""Said by Qt's offscreen platform whenever a window or a popup is shown. Any other warning fails
the test."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN_SAYS, extend=True))


@pytest.fixture(autouse=True)
def garbage_is_collected_here() -> Iterator[None]:
    """As in the program, no thread of a desk collects cycles, in which there are widgets."""
    gc.disable()
    yield
    collect_due()
    gc.enable()


@pytest.fixture(params=["light", "dark"])
def theme_name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def themed(qapp: QApplication, theme_name: str) -> str:
    """The application in one theme and then the other; gives the theme's name."""
    install_language(qapp, "en")
    apply_theme(qapp, theme_name)
    return theme_name


@pytest.fixture
def english(qapp: QApplication) -> QApplication:
    """The application in the light theme and in English, whatever a test before left."""
    install_language(qapp, "en")
    apply_theme(qapp, "light")
    yield qapp
    install_language(qapp, "en")
