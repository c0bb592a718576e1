"""A mistake is told and logged without anybody's data."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.mistakes import log, places
from domain.kernel.refusals import Refusal, RefusedError


def failing() -> Exception:
    try:
        raise ValueError("Amara K., 12 Maple St")
    except ValueError as error:
        return error


def test_the_log_holds_kind_and_places_but_no_message(tmp_path: Path) -> None:
    file = tmp_path / "logs" / "mistakes.log"
    log(failing(), file)
    text = file.read_text("utf-8")
    assert "ValueError" in text
    assert "failing" in text
    assert "Amara" not in text
    assert "Maple" not in text
    assert str(tmp_path) not in places(failing())


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    log(failing(), blocked / "mistakes.log")
    assert blocked.read_text() == ""


def test_background_work_answers_refuses_and_says_why_a_folder_is_closed(
    qtbot: QtBot, themed: str, tmp_path: Path
) -> None:
    owner = QObject()
    work = Background(owner)
    answers: list[object] = []
    refusals: list[Refusal] = []

    def refuse() -> None:
        raise RefusedError("import-none")

    blocked = tmp_path / "file"
    blocked.write_text("")
    work.run(lambda: 42, answers.append, refusals.append)
    work.run(refuse, answers.append, refusals.append)
    work.run((blocked / "folder").mkdir, answers.append, refusals.append)
    qtbot.waitUntil(lambda: len(answers) == 1 and len(refusals) == 2)
    assert answers == [42]
    assert {refusal.code for refusal in refusals} == {"import-none", "not-writable"}
