"""The desk: one writer, readers beside it, answers on the GUI thread, cancel between steps."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from desktop.desk import Desk, Work, Write
from domain.kernel.changes import Changes, Subject
from domain.kernel.refusals import Refusal, RefusedError
from domain.reports.check import check
from domain.reports.shop import ShopRow, shop_row
from domain.shop import Shop
from domain.storage.digest import digest


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    shop = Shop.practice(tmp_path / "shop.dukandar", "first-30-days", seed=1, noise=1)
    made = Desk(shop, lambda: 0)
    yield made
    made.close()


def test_an_answer_comes_on_the_gui_thread(qtbot: QtBot, desk: Desk) -> None:
    owner, seen = QObject(), []

    def then(row: ShopRow) -> None:
        seen.append((row.name, QThread.currentThread() is owner.thread()))

    desk.read(owner, "shop", lambda shop: shop.read(shop_row, 0), then)
    qtbot.waitUntil(lambda: not desk.busy)
    assert seen == [("Karachi Gadgets", True)]


def test_only_the_latest_question_of_a_name_is_answered(qtbot: QtBot, desk: Desk) -> None:
    owner, answers, first_may_end = QObject(), [], threading.Event()

    def slow(_shop: Shop) -> str:
        assert first_may_end.wait(5)
        return "first"

    desk.read(owner, "list", slow, answers.append)
    desk.read(owner, "list", lambda _shop: "second", answers.append)
    qtbot.waitUntil(lambda: answers == ["second"])
    first_may_end.set()
    qtbot.waitUntil(lambda: not desk.busy)
    assert answers == ["second"]


def test_nobody_is_answered_who_is_gone(qtbot: QtBot, desk: Desk) -> None:
    owner, answers, may_end = QObject(), [], threading.Event()

    def slow(_shop: Shop) -> str:
        assert may_end.wait(5)
        return "late"

    desk.read(owner, "list", slow, answers.append)
    shiboken6.delete(owner)
    may_end.set()
    qtbot.waitUntil(lambda: not desk.busy)
    assert answers == []


def test_a_write_says_what_it_touched_before_its_own_answer(qtbot: QtBot, desk: Desk) -> None:
    owner, order = QObject(), []
    touched = Changes(frozenset({Subject.CLOCK}))
    desk.changed.connect(order.append)
    desk.write(owner, "go", lambda _s, _w: 5, order.append, touched=lambda _result: touched)
    qtbot.waitUntil(lambda: not desk.busy)
    assert order == [touched, 5]


def test_writes_happen_one_after_another(qtbot: QtBot, desk: Desk) -> None:
    owner, running, together = QObject(), [], []

    def job(_shop: Shop, _write: Write) -> None:
        running.append(1)
        together.append(len(running))
        running.pop()

    for _ in range(20):
        desk.write(owner, "step", job)
    qtbot.waitUntil(lambda: not desk.busy)
    assert together == [1] * 20


def test_a_refusal_and_a_mistake_are_told_apart(qtbot: QtBot, desk: Desk) -> None:
    owner, refusals, mistakes = QObject(), [], []
    desk.refused.connect(refusals.append)
    desk.failed.connect(mistakes.append)

    def refuse(_shop: Shop, _write: Write) -> None:
        raise RefusedError("import-none")

    def err(_shop: Shop) -> None:
        raise KeyError("oops")

    desk.write(owner, "refused", refuse)
    desk.read(owner, "mistake", err, lambda _: None)
    qtbot.waitUntil(lambda: not desk.busy)
    assert refusals == [Refusal("import-none")]
    assert [type(each) for each in mistakes] == [KeyError]


def test_cancelling_stops_between_two_days_and_leaves_a_whole_shop(
    qtbot: QtBot, desk: Desk
) -> None:
    owner, told = QObject(), []
    started, go_on = threading.Event(), threading.Event()

    def job(shop: Shop, write: Write) -> None:
        def progress(done: int, total: int) -> None:
            started.set()
            assert go_on.wait(5)
            write.progress(done, total)

        shop.advance_days(30, progress=progress)

    write = desk.write(owner, "run", job, cancelled=lambda: told.append("cancelled"))
    qtbot.waitUntil(started.is_set)
    write.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not desk.busy)
    assert told == ["cancelled"]
    about = desk.shop.read(shop_row, 0)
    assert about.day == 2
    assert desk.shop.read(check) == []


def test_closing_stops_a_long_run_at_a_whole_step(qtbot: QtBot, desk: Desk) -> None:
    owner = QObject()
    path = desk.shop.path

    def job(shop: Shop, write: Write) -> None:
        shop.advance_days(3_000, progress=write.progress)

    desk.write(owner, "run", job)
    desk.close()
    with Shop(path) as again:
        assert again.read(check) == []
        assert again.read(digest)


def test_what_is_tried_runs_beside_writes_and_one_after_another(qtbot: QtBot, desk: Desk) -> None:
    owner, seen, may_end = QObject(), [], threading.Event()
    threads: list[int] = []

    def slow(_shop: Shop, _work: Work) -> str:
        threads.append(threading.get_ident())
        assert may_end.wait(5)
        return "first"

    def quick(_shop: Shop, _work: Work) -> str:
        threads.append(threading.get_ident())
        return "second"

    desk.play(owner, "", slow, seen.append, lambda: None)
    desk.play(owner, "", quick, seen.append, lambda: None)
    desk.write(owner, "", lambda _shop, _write: "written", seen.append)
    qtbot.waitUntil(lambda: seen == ["written"])
    assert desk.busy
    may_end.set()
    qtbot.waitUntil(lambda: seen == ["written", "first", "second"])
    assert len(threads) == 2
    assert len(set(threads)) == 1


def test_what_is_tried_stops_when_cancelled_refused_or_mistaken(qtbot: QtBot, desk: Desk) -> None:
    owner, stopped, told = QObject(), [], []
    desk.refused.connect(lambda refusal: told.append(refusal.code))
    desk.failed.connect(lambda error: told.append(str(error)))

    def endless(_shop: Shop, work: Work) -> None:
        while True:
            work.progress(1, 2)

    def refuses(_shop: Shop, _work: Work) -> None:
        raise RefusedError("practice-only")

    def errs(_shop: Shop, _work: Work) -> None:
        raise ZeroDivisionError("mine")

    work = desk.play(owner, "", endless, told.append, lambda: stopped.append("cancelled"))
    qtbot.waitUntil(lambda: work.total == 2)
    work.cancel()
    desk.play(owner, "", refuses, told.append, lambda: stopped.append("refused"))
    desk.play(owner, "", errs, told.append, lambda: stopped.append("failed"))
    qtbot.waitUntil(lambda: not desk.busy)
    assert stopped == ["cancelled", "refused", "failed"]
    assert told == ["practice-only", "mine"]


def test_a_mistake_in_what_is_tried_is_told_when_its_owner_is_gone(
    qtbot: QtBot, desk: Desk
) -> None:
    owner, heard, may_end = QObject(), [], threading.Event()
    desk.failed.connect(lambda error: heard.append(str(error)))

    def errs(_shop: Shop, _work: Work) -> None:
        assert may_end.wait(5)
        raise ZeroDivisionError("mine")

    desk.play(owner, "", errs, heard.append, lambda: heard.append("stopped"))
    shiboken6.delete(owner)
    may_end.set()
    qtbot.waitUntil(lambda: not desk.busy)
    assert heard == ["mine"]


def test_closing_stops_what_is_tried(qtbot: QtBot, desk: Desk) -> None:
    owner, begun = QObject(), threading.Event()

    def endless(_shop: Shop, work: Work) -> None:
        begun.set()
        while True:
            work.progress(1, 2)

    desk.play(owner, "", endless, lambda _answer: None, lambda: None)
    assert begun.wait(5)
    desk.close()
