"""How return exports are written, read from ``resources/exports/returns.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from domain.aftersales.rules import ReturnKind, ReturnStatus
from domain.interchange.layout import Headings, headings, resource


@dataclass(frozen=True, slots=True)
class StatusWord:
    """What a word in Return Status stands for."""

    alone: ReturnStatus
    sent: ReturnStatus
    """The same where the return has a tracking number."""
    finer: Mapping[str, ReturnStatus]
    """Case-folded words in Return Sub Status that say more."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a return export may hold. Words of files are case-folded."""

    headings: Headings
    header: tuple[str, ...]
    """The columns in which the program writes returns."""
    times: tuple[str, ...]
    """Forms of dates and clocks, in every market."""
    statuses: Mapping[str, StatusWord]
    status_words: Mapping[ReturnStatus, tuple[str, str]]
    """The words in which the program writes a status and its sub status."""
    kinds: Mapping[str, ReturnKind]
    kind_words: Mapping[ReturnKind, str]
    """The kinds that an export can name, and how the program writes them."""
    arbitration: Mapping[str, str]
    arbitration_words: Mapping[str, str]
    appeal: Mapping[str, str]
    appeal_words: Mapping[str, str]
    reason_words: Mapping[str, str]
    """How the reasons of practice shops are written."""


@cache
def layout() -> Layout:
    """The layout of return exports."""
    return _read(resource("returns.toml"))


def _read(data: Mapping[str, Any]) -> Layout:
    statuses, status_words = _statuses(data["statuses"])
    return Layout(
        headings=headings(data),
        header=tuple(data["file"]["header"]),
        times=tuple(data["file"]["times"]),
        statuses=statuses,
        status_words=status_words,
        kinds={word: ReturnKind(name) for word, name in _meanings(data["kinds"]).items()},
        kind_words={ReturnKind(name): words[0] for name, words in data["kinds"].items()},
        arbitration=_meanings(data["arbitration"]),
        arbitration_words={name: words[0] for name, words in data["arbitration"].items()},
        appeal=_meanings(data["appeal"]),
        appeal_words={name: words[0] for name, words in data["appeal"].items()},
        reason_words=data["reasons"],
    )


def _statuses(
    entries: list[dict[str, Any]],
) -> tuple[dict[str, StatusWord], dict[ReturnStatus, tuple[str, str]]]:
    meant: dict[str, StatusWord] = {}
    written: dict[ReturnStatus, tuple[str, str]] = {}
    for entry in entries:
        first, alone = entry["status"][0], ReturnStatus[entry["is"]]
        finer = entry.get("substatus", {})
        word = StatusWord(
            alone=alone,
            sent=ReturnStatus[entry.get("sent", entry["is"])],
            finer={w: ReturnStatus[name] for w, name in _meanings(finer).items()},
        )
        meant |= {each.casefold(): word for each in entry["status"]}
        written |= {alone: (first, first)}
        written |= {ReturnStatus[name]: (first, words[0]) for name, words in finer.items()}
    return meant, written


def _meanings(table: Mapping[str, list[str]]) -> dict[str, str]:
    """Each case-folded word of a table of names and words, with its name."""
    return {word.casefold(): name for name, words in table.items() for word in words}
