"""Nothing of the editor is cut and nothing overlaps, in long and mirrored text, wide and narrow."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.listing_editor.brand_dialog import BrandDialog
from desktop.listing_editor.crop_dialog import CropDialog
from domain.catalogue.brands import Brands, Document, Paper
from domain.catalogue.category_search import search
from domain.catalogue.listing import Listing, Variant, Variation, grid
from domain.catalogue.reviewing import Objection, Rule
from domain.reports.listing_work import Effects
from tests.desktop.layout_checks import language, problems
from tests.desktop.listing_editor.editing import GOOD, WALL, Editing, whole

SIZES = [(1150, 620), (1030, 480), (900, 480)]
"""What the window leaves in its full layout, in the folded one, and where the advice folds away."""

DRESS = search("us", "casual dresses")[0].id


def full() -> Listing:
    """A listing with something everywhere, and something wrong with most of it."""
    variations = (
        Variation("Color", ("Black", "White", "Blue as the sky in the evening")),
        Variation("Size", ("S", "M")),
    )
    return whole(
        leaf=DRESS,
        brand="Nike",
        title="The best in the world: a casual dress, clearance, free shipping",
        points=("Soft", "x" * 300),
        description="<p>A <b>dress</b>.</p><ul><li>Light</li></ul>",
        pictures=tuple(f"drawn:shirt:#4338{place}" for place in range(10, 20)),
        video="drawn:play:#0EA5E9",
        variations=(*variations, Variation("", ())),
        variants=grid(variations, (replace(GOOD, gtin="4006381333932", price=0), Variant())),
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_the_editor_fits(
    qtbot: QtBot, english: QApplication, editing: Editing, code: Language, size: tuple[int, int]
) -> None:
    with language(code):
        said = (Objection(Rule.CONTACT, "description", "call us"),)
        gains = Effects(clicks=(1_200, 800, 0), orders=(500,))
        for listing in (Listing(), full()):
            editor = editing.open(listing, size, objections=said, effects=gains)
            assert problems(editor) == []
            editor.category._change.click()
            editor.attributes._more.setChecked(True)
            assert problems(editor) == []
            editor.category.search.setText("dress")
            assert problems(editor) == []
            editor.close()


@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_asking_for_a_brand_fits(
    qtbot: QtBot, english: QApplication, editing: Editing, code: Language
) -> None:
    with language(code):
        dialog = BrandDialog("The North Face", 3)
        qtbot.addWidget(dialog)
        dialog.show()
        assert problems(dialog) == []
        refused = Paper("Nike", Document.INVOICE, WALL, WALL)
        editor = editing.open(full(), SIZES[1], brands=Brands(refused=(refused,)))
        assert problems(editor) == []


@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_the_crop_dialog_fits(
    qtbot: QtBot, english: QApplication, editing: Editing, code: Language
) -> None:
    with language(code):
        for sides in ((1600, 900), (200, 250)):
            image = QImage(*sides, QImage.Format.Format_RGB32)
            image.fill(0)
            dialog = CropDialog(image, sides, 300, None)
            qtbot.addWidget(dialog)
            dialog.show()
            assert problems(dialog) == []
