"""A phone reads the code off the screen: a decoder stands in for it."""

import os
import subprocess
import sys

import numpy as np
import pytest
import zxingcpp
from PySide6.QtGui import QGuiApplication, QImage

from desktop.widgets.qr_code import QrCode
from desktop.widgets.seller_app import SellerAppCard, SellerAppDialog, StoreLink

URL = "https://apps.apple.com/us/app/tiktok-shop-seller-center/id1591064604"
OTHER = "https://play.google.com/store/apps/details?id=com.tiktokshop.seller"
LINKS = (StoreLink("App Store", URL), StoreLink("Google Play", OTHER))


def decoded(image: QImage) -> list[str]:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return [code.text for code in zxingcpp.read_barcodes(rows[:, : grey.width()].copy())]


@pytest.mark.parametrize("density", [1, 1.5, 2])
@pytest.mark.parametrize("side", [82, 120, 220])
def test_a_decoder_reads_a_grab(qtbot, themed, side, density):
    code = QrCode(URL, side)
    qtbot.addWidget(code)
    code.resize(side, side)
    image = QImage(round(side * density), round(side * density), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(density)
    image.fill(0x808080)
    code.render(image)
    assert decoded(image) == [URL]


def test_modules_are_whole_pixels_and_dark_on_white(qtbot, themed):
    code = QrCode(URL, 220)
    qtbot.addWidget(code)
    code.resize(220, 220)
    image = QImage(220, 220, QImage.Format.Format_RGB32)
    image.fill(0x808080)
    code.render(image)
    colours = {image.pixelColor(x, y).name() for x in range(20, 200) for y in range(20, 200)}
    assert colours == {"#000000", "#ffffff"}


_SCREEN = """
import sys
from PySide6.QtWidgets import QApplication
from desktop.theme.apply import apply_theme
from desktop.widgets.seller_app import SellerAppCard, StoreLink
app = QApplication([])
apply_theme(app, sys.argv[1])
card = SellerAppCard([StoreLink("App Store", sys.argv[2])])
card.resize(172, 110)
card.show()
card.grab().save(sys.argv[3])
"""


@pytest.mark.parametrize("scale", ["1", "2"])
def test_the_card_at_the_rails_foot_is_read_off_a_screenshot(theme_name, scale, tmp_path):
    """In a process of its own: Qt takes the scale of the screen only when it starts."""
    picture = tmp_path / "card.png"
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": scale,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    command = [sys.executable, "-c", _SCREEN, theme_name, URL, str(picture)]
    subprocess.run(command, check=True, env=environment, timeout=60)
    image = QImage(str(picture))
    assert image.width() == 172 * int(scale)
    assert decoded(image) == [URL]


def test_the_dialog_shows_the_code_of_the_chosen_store(qtbot, themed):
    dialog = SellerAppDialog(LINKS)
    qtbot.addWidget(dialog)
    dialog.show()
    assert decoded(dialog.grab().toImage()) == [URL]
    dialog.stores.step("0", 1)
    assert decoded(dialog.grab().toImage()) == [OTHER]


def test_each_link_can_be_copied(qtbot, english):
    from PySide6.QtWidgets import QPushButton

    dialog = SellerAppDialog(LINKS)
    qtbot.addWidget(dialog)
    button = dialog.findChild(QPushButton, "action.copy-link-1")
    button.click()
    assert QGuiApplication.clipboard().text() == OTHER
    assert button.text() == "Copied"


def test_the_card_opens_the_dialog(qtbot, english):
    card = SellerAppCard(LINKS)
    qtbot.addWidget(card)
    card.show()
    card.click()
    dialog = card.findChild(SellerAppDialog, "dialog.seller-app")
    assert dialog is not None
    assert dialog.isVisible()
    dialog.accept()
