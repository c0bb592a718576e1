"""Editors for the tests here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.shop import Shop
from tests.desktop.listing_editor.editing import Editing


@pytest.fixture
def practice_editing(
    qtbot: QtBot, english: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Editing]:
    """Editors of a practice shop."""
    path = tmp_path_factory.mktemp("shop") / "shop.dukandar"
    made = Editing(qtbot, Shop.practice(path, "first-30-days", seed=1, noise=1))
    yield made
    made.close()


@pytest.fixture
def editing(qtbot: QtBot, english: object, tmp_path: Path) -> Iterator[Editing]:
    """Editors of a real shop, which is made faster."""
    made = Editing(qtbot, Shop.real(tmp_path / "shop.dukandar", "us", "Editing"))
    yield made
    made.close()
