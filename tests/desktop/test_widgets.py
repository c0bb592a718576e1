"""The reusable parts, by mouse, by keyboard, and for screen readers."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import install_language
from desktop.widgets.badge import ShopBadge
from desktop.widgets.busy import Busy
from desktop.widgets.card import Card, TaskCard
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.error_note import ErrorNote
from desktop.widgets.fields import Fields
from desktop.widgets.kpi_tile import KpiTile
from desktop.widgets.number_field import NumberField
from desktop.widgets.pill import Pill, PillBar
from desktop.widgets.plain_label import PlainLabel, plain_tooltip
from desktop.widgets.product_picture import ProductPicture
from desktop.widgets.rail import FOLD_BELOW, Rail, RailTab
from desktop.widgets.timeline import Step, Timeline
from desktop.widgets.toast import Toast

HOSTILE = '<b>Ann</b> <img src="file:///etc/hostname"> & <a href="x">y</a>'
TABS = (
    RailTab("home", "house", "Home", "Ctrl+1"),
    RailTab("orders", "package", "Orders", "Ctrl+2"),
    RailTab("health", "shield-check", "Account health", "Ctrl+3"),
)


@pytest.fixture(autouse=True)
def _english(english):
    """Every test here starts in English and in the light theme."""


@pytest.fixture
def pills(qtbot):
    bar = PillBar(
        "orders.status",
        "Status",
        [Pill("all", "All", 1284), Pill("to-ship", "To ship", 14), Pill("shipped", "Shipped")],
    )
    qtbot.addWidget(bar)
    bar.resize(600, 40)
    bar.show()
    return bar


@pytest.fixture
def rail(qtbot):
    made = Rail(TABS)
    qtbot.addWidget(made)
    made.resize(made.width(), 500)
    made.show()
    return made


def pixels(widget: QWidget) -> bytes:
    image = widget.grab().toImage()
    return bytes(image.constBits())


# Plain text


def test_a_plain_label_never_takes_text_for_markup(qtbot):
    label, twin = PlainLabel(HOSTILE), QLabel(HOSTILE)
    twin.setTextFormat(Qt.TextFormat.PlainText)
    for widget in (label, twin):
        qtbot.addWidget(widget)
        widget.resize(700, 30)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert pixels(label) == pixels(twin)
    with pytest.raises(ValueError, match="plain text"):
        label.setTextFormat(Qt.TextFormat.RichText)


def test_a_tooltip_shows_markup_as_it_was_typed(qtbot):
    from PySide6.QtGui import QTextDocument

    label = PlainLabel("x")
    qtbot.addWidget(label)
    label.setToolTip(HOSTILE)
    shown = QTextDocument()
    shown.setHtml(label.toolTip())
    assert shown.toPlainText() == HOSTILE
    assert "<img" not in label.toolTip()
    assert plain_tooltip("") == ""


def test_an_elided_label_shows_the_whole_as_a_tooltip(qtbot):
    label = PlainLabel("A title that is far too long\nfor its place", elide=True)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.is_elided()
    assert "far too long for its place" in label.toolTip()
    label.resize(600, 20)
    assert not label.is_elided()
    assert label.toolTip() == ""


def test_figures_stand_at_the_mirrored_edge_in_right_to_left(qtbot, qapp):
    label = PlainLabel("14")
    qtbot.addWidget(label)
    assert label.alignment() & Qt.AlignmentFlag.AlignLeft
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert label.alignment() & Qt.AlignmentFlag.AlignRight
    assert label.alignment() & Qt.AlignmentFlag.AlignAbsolute


# Pills


def test_arrows_choose_pills_and_go_round(pills, qtbot):
    heard = []
    pills.chosen.connect(heard.append)
    focused = pills.findChild(QPushButton, "orders.status.all")
    focused.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(QApplication.focusWidget(), key)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Home)
    assert heard == ["to-ship", "shipped", "all", "shipped", "all"]
    assert pills.current() == "all"


def test_left_is_forward_in_right_to_left(pills, qtbot):
    pills.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.keyClick(pills.findChild(QPushButton, "orders.status.all"), Qt.Key.Key_Left)
    assert pills.current() == "to-ship"


def test_the_bar_is_one_stop_for_tab(pills):
    stops = [
        button.objectName()
        for button in pills.findChildren(QPushButton)
        if button.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == ["orders.status.all"]


def test_choosing_by_program_is_not_announced(pills, qtbot):
    with qtbot.assertNotEmitted(pills.chosen):
        pills.choose("shipped")
    assert pills.current() == "shipped"


def test_pills_show_counts_and_keep_the_choice(pills):
    pills.choose("to-ship")
    pills.set_count("to-ship", 1500)
    button = pills.findChild(QPushButton, "orders.status.to-ship")
    assert button.text() == "To ship 1,500"
    pills.set_pills([Pill("to-ship", "To ship", 2), Pill("late", "R&D", 1)])
    assert pills.current() == "to-ship"
    assert pills.findChild(QPushButton, "orders.status.late").accessibleName() == "R&D 1"


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_pills_wrap_and_never_overlap(qtbot, direction):
    holder = QWidget()
    pills = PillBar("p", "Status", [Pill(str(n), "A status", n * 1000) for n in range(6)])
    holder.setLayoutDirection(direction)
    layout = QVBoxLayout(holder)
    layout.addWidget(pills)
    layout.addStretch(1)
    qtbot.addWidget(holder)
    holder.resize(190, 300)
    holder.show()
    qtbot.waitExposed(holder)
    boxes = [button.geometry() for button in pills.findChildren(QPushButton)]
    assert len({box.y() for box in boxes}) > 1
    assert all(pills.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])


# The rail


def test_the_rail_folds_below_a_width_and_back(rail, qtbot):
    wide = rail.width()
    with qtbot.waitSignal(rail.folded):
        rail.fit(FOLD_BELOW - 1)
    orders = rail.findChild(QAbstractButton, "tab.orders")
    assert rail.width() < wide / 2
    assert "Orders" in orders.toolTip()
    with qtbot.assertNotEmitted(rail.folded):
        rail.fit(FOLD_BELOW - 100)
    rail.fit(FOLD_BELOW)
    assert rail.width() == wide
    assert "Orders" not in orders.toolTip()


def test_a_tab_is_chosen_by_mouse_and_by_keyboard(rail, qtbot):
    heard = []
    rail.chosen.connect(heard.append)
    orders = rail.findChild(QAbstractButton, "tab.orders")
    qtbot.mouseClick(orders, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert heard == ["orders", "health", "home", "health", "home"]
    assert rail.current() == "home"


def test_a_count_is_told_to_screen_readers(rail):
    rail.set_count("orders", 1234, urgent=True)
    orders = rail.findChild(QAbstractButton, "tab.orders")
    assert orders.accessibleName() == "Orders, 1,234"
    rail.set_count("orders", 0)
    assert orders.accessibleName() == "Orders"


def test_the_rail_grows_for_long_names_and_elides_the_longest(qtbot):
    for name, fits in (("A name that is longer", True), ("A name that never ends, never", False)):
        long = Rail([RailTab("a", "house", name)])
        qtbot.addWidget(long)
        long.show()
        tab = long.findChild(QAbstractButton, "tab.a")
        assert (tab.width() >= tab.sizeHint().width()) == fits
        assert (name in tab.toolTip()) != fits


def test_the_footer_is_told_of_folding(rail):
    class Footer(QWidget):
        told = None

        def set_folded(self, folded: bool) -> None:
            self.told = folded

    footer = Footer()
    rail.set_footer(footer)
    assert footer.told is False
    rail.set_folded(True)
    assert footer.told is True


# Cards


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_task_card_is_pressed_by_keyboard(qtbot, key):
    card = TaskCard("overdue", "clock-alert", "Overdue", "bad")
    qtbot.addWidget(card)
    card.show()
    with qtbot.waitSignal(card.clicked):
        qtbot.keyClick(card, key)


def test_a_task_card_is_pressed_wherever_the_mouse_is(qtbot):
    card = TaskCard("overdue", "clock-alert", "Overdue", "bad")
    qtbot.addWidget(card)
    card.show()
    assert card.childAt(card.rect().center()) is None
    with qtbot.waitSignal(card.clicked):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)


def test_a_task_card_calls_only_while_something_waits(qtbot):
    card = TaskCard("overdue", "clock-alert", "Overdue", "bad")
    qtbot.addWidget(card)
    figure = next(label for label in card.findChildren(QLabel) if label.text() == "0")
    assert figure.property("role") == "text"
    card.set_figure("2")
    assert figure.property("role") == "bad"
    assert card.accessibleName() == "Overdue: 2"
    assert card.objectName() == "card.overdue"


@pytest.mark.parametrize(
    ("direction", "good", "said", "arrow", "role"),
    [
        ("up", True, "up 4 % on the period before", "▲", "good"),
        ("down", False, "down 4 % on the period before", "▼", "bad"),
        ("flat", None, "4 %, as in the period before", "▬", "mute"),
    ],
)
def test_a_change_is_an_arrow_and_a_word(qtbot, direction, good, said, arrow, role):
    tile = KpiTile("gmv", "GMV")
    qtbot.addWidget(tile)
    tile.show_figure("$10", "4 %", direction, good, [1, 2, 3])
    assert tile.accessibleName() == f"GMV: $10, {said}"
    change = next(label for label in tile.findChildren(QLabel) if label.text() == f"{arrow} 4 %")
    assert change.property("role") == role


def test_a_card_without_a_title_takes_no_room_for_it(qtbot):
    card = Card("plain")
    qtbot.addWidget(card)
    card.show()
    assert not any(label.isVisible() for label in card.findChildren(QLabel))
    card.set_title("Coach")
    assert card.accessibleName() == "Coach"


# Messages


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.resize(800, 400)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_toast_undoes_and_goes(window, qtbot):
    undone = []
    toast = Toast(window)
    toast.show_message("3 orders shipped", "good", "Undo", lambda: undone.append(True))
    toast.focus_action()
    with qtbot.waitSignal(toast.action_chosen):
        qtbot.keyClick(toast.action, Qt.Key.Key_Space)
    assert undone == [True]
    assert not toast.isVisible()


def test_a_toast_leaves_by_itself_but_waits_for_the_keyboard(window, qtbot):
    toast = Toast(window)
    toast.show_message("Saved", seconds=0.01)
    qtbot.waitUntil(lambda: not toast.isVisible())
    toast.show_message("Saved", action_text="Undo", seconds=60)
    assert toast._timer.isActive()
    QApplication.sendEvent(toast.action, _focus(QEvent.Type.FocusIn))
    assert not toast._timer.isActive()
    QApplication.sendEvent(toast.action, _focus(QEvent.Type.FocusOut))
    assert toast._timer.isActive()


def _focus(kind: QEvent.Type):
    from PySide6.QtGui import QFocusEvent

    return QFocusEvent(kind, Qt.FocusReason.TabFocusReason)


def test_escape_dismisses_a_toast(window, qtbot):
    toast = Toast(window)
    toast.show_message("Saved")
    toast.focus_action()
    with qtbot.waitSignal(toast.dismissed):
        qtbot.keyClick(toast.findChild(QToolButton, "action.dismiss"), Qt.Key.Key_Escape)


@pytest.mark.parametrize("width", [320, 800])
def test_a_toast_stays_within_its_window(window, width):
    toast = Toast(window)
    toast.show_message("A message with rather many words in it, twice over. " * 2, "warn", "Undo")
    window.resize(width, 300)
    assert window.rect().contains(toast.geometry())


def test_long_work_shows_its_count_and_can_be_cancelled(qtbot):
    busy = Busy()
    qtbot.addWidget(busy)
    busy.start("Importing", 5000)
    busy.progress(1240, 5000)
    assert busy.count_text() == "1,240 of 5,000"
    with qtbot.waitSignal(busy.cancelled):
        qtbot.keyClick(busy.cancel, Qt.Key.Key_Space)
    assert not busy.cancel.isEnabled()
    busy.finish()
    assert not busy.isVisible()


def test_an_error_says_what_was_kept_and_what_to_do(qtbot):
    note = ErrorNote("The file broke off.", "Your orders.", "Export it again.", "Try again")
    qtbot.addWidget(note)
    assert note.accessibleName() == "Error: The file broke off."
    assert note.accessibleDescription() == "Kept: Your orders. What to do: Export it again."
    with qtbot.waitSignal(note.triggered):
        note.button.click()


def test_an_empty_state_offers_at_most_one_step(qtbot):
    state = EmptyState("package", "No orders yet", "Start the clock.", "Import", "import")
    bare = EmptyState("package", "No orders yet")
    for widget in (state, bare):
        qtbot.addWidget(widget)
        widget.show()
    assert state.button.objectName() == "action.import"
    with qtbot.waitSignal(state.triggered):
        state.button.click()
    assert not bare.button.isVisible()


# Rows


def test_a_field_is_named_and_changes_colour(qtbot):
    fields = Fields()
    qtbot.addWidget(fields)
    fields.add_section("What you will receive")
    row = fields.add("Profit", "$5.79", role="good", strong=True)
    row.set_value("−$1.00", "bad")
    value = next(label for label in fields.findChildren(QLabel) if label.text() == "−$1.00")
    assert value.property("role") == "bad"
    assert value.accessibleName() == "Profit: −$1.00"
    fields.clear()
    fields.add("Buyer", HOSTILE)
    assert [label.text() for label in fields.findChildren(QLabel) if not label.isHidden()] == [
        "Buyer",
        HOSTILE,
    ]


def test_a_long_value_wraps_instead_of_being_cut(qtbot):
    fields = Fields()
    qtbot.addWidget(fields)
    fields.add("Buyer", "Somebody with a long name, 1200 Long Street, Los Angeles, CA 90012")
    assert fields.layout().heightForWidth(220) > fields.layout().heightForWidth(700)


def test_a_number_field_is_named_and_indented_as_other_inputs_are(qtbot):
    field = NumberField("Stock", 0, 100_000)
    qtbot.addWidget(field)
    field.setValue(12_000)
    assert field.accessibleName() == "Stock"
    assert field.text() == "12,000"
    assert field.lineEdit().textMargins().left() == field.lineEdit().textMargins().right() > 0


def test_steps_say_how_far_they_are(qtbot):
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.set_steps([Step("Lost")])
    timeline.set_steps([Step("Paid", "10 Dec", "done"), Step("Ship by", "", "next"), Step("Sent")])
    timeline.grab()
    names = [label.accessibleName() for label in timeline.findChildren(QLabel) if label.text()]
    assert {"Paid, done, 10 Dec", "Ship by, next", "Sent, to come"} <= set(names)


def test_practice_and_real_differ_in_word_and_shape(qtbot):
    badge = ShopBadge("practice", "us")
    qtbot.addWidget(badge)
    assert badge.text() == "PRACTICE · US"
    practice = badge.property("role")
    badge.set_shop("real", "")
    assert badge.text() == "REAL"
    assert badge.property("role") != practice


def test_a_products_picture_is_its_colour(qtbot):
    picture = ProductPicture("headphones", "#4f46e5", 40, "Earbuds")
    qtbot.addWidget(picture)
    picture.resize(40, 40)
    image = picture.grab().toImage()
    assert image.pixelColor(20, 3).name() == "#4f46e5"
    assert picture.accessibleName() == "Earbuds"


@pytest.mark.parametrize("code", ["en", "en-XA", "ar-XB"])
def test_nothing_is_cut_in_any_language(qtbot, qapp, code):
    """No text of the shared widgets is narrower or lower than it needs."""
    install_language(qapp, code)
    parts = (Busy(), ErrorNote("Broken", "All", "Again", "Retry"), ShopBadge("real", "us"))
    parts[0].start("Importing", 100)
    for widget in parts:
        qtbot.addWidget(widget)
        widget.resize(400, max(widget.layout().heightForWidth(400), 40) if widget.layout() else 24)
        widget.show()
        for child in (*widget.findChildren(QLabel), *widget.findChildren(QPushButton)):
            if child.isVisible() and child.text() and not getattr(child, "_elide", False):
                assert child.width() >= child.minimumSizeHint().width(), child.text()
                assert child.height() >= child.minimumSizeHint().height(), child.text()
