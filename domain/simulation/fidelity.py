"""The fidelity sheet: what the practice world models, and what each of its numbers may be."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_type_hints

from domain.kernel.refusals import RefusedError
from domain.simulation.parameters import Parameters

Value = float | tuple[float, ...]
"""A parameter's value: a number, whole where the parameter is, or several."""

_MOST_TOLD = 40
"""Characters of something that was given and is told back."""


@dataclass(frozen=True, slots=True)
class SubjectSheet:
    """A part of the world, such as ``parcels``: what is modelled, simplified and absent in it."""

    name: str
    modelled: tuple[str, ...]
    simplified: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParameterSheet:
    """A parameter of the world as it is shipped."""

    name: str
    subject: str
    """The name of a ``SubjectSheet``."""
    meaning: str
    value: Value
    range: tuple[float, float]
    """Lowest and highest value that a person may reasonably try instead."""
    whole: bool
    """Whether only whole numbers make sense."""
    source: str
    mark: str
    """``published`` (a study), ``vendor`` (a vendor's figure) or ``assumption``."""

    def checked(self, given: object) -> Value:
        """What was given, as a value of this parameter.

        Refused when it is no number, or no list as long as the shipped one, or outside the range
        (in which infinity and NaN never lie).
        """
        if not isinstance(self.value, tuple):
            return self._number(given)
        count = len(self.value)
        if not isinstance(given, list | tuple) or len(given) != count:
            raise RefusedError(
                "parameter-not-list", name=self.name, given=_told(given), count=count
            )
        return tuple(self._number(each) for each in given)

    def typed(self, text: str) -> Value:
        """What was typed, as a value of this parameter; lists have commas. Refused as above."""
        parts = [_typed(part.strip()) for part in text.split(",")]
        many = isinstance(self.value, tuple) or len(parts) > 1
        return self.checked(parts if many else parts[0])

    def _number(self, given: object) -> float:
        if self.whole and type(given) is not int:
            raise RefusedError("parameter-not-whole", name=self.name, given=_told(given))
        if isinstance(given, bool) or not isinstance(given, int | float):
            raise RefusedError("parameter-not-number", name=self.name, given=_told(given))
        low, high = self.range
        if not low <= given <= high:
            raise RefusedError(
                "parameter-out-of-range",
                name=self.name,
                given=_told(given),
                low=str(low),
                high=str(high),
            )
        return given if self.whole else float(given)


def written(value: Value) -> str:
    """A value as scenario files have it."""
    return str(list(value)) if isinstance(value, tuple) else str(value)


def _typed(text: str) -> int | float | str:
    """The number that a text says, or the text itself."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _told(given: object) -> str:
    """What was given in one short line."""
    each = given if isinstance(given, list | tuple) else [given]
    text = " ".join(", ".join(map(str, each)).split())
    return text if len(text) <= _MOST_TOLD else f"{text[:_MOST_TOLD]}..."


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("resources").joinpath("simulation", name).read_text("utf-8"))


@cache
def subject_sheets() -> tuple[SubjectSheet, ...]:
    """Every part of the world, in the order of the sheet."""
    return tuple(
        SubjectSheet(
            name=name,
            modelled=tuple(entry["modelled"]),
            simplified=tuple(entry["simplified"]),
            absent=tuple(entry["absent"]),
        )
        for name, entry in _load("fidelity.toml").items()
    )


@cache
def parameter_sheets() -> tuple[ParameterSheet, ...]:
    """Every parameter of the world with its range and source, in the order of its file."""
    kinds = get_type_hints(Parameters)
    return tuple(
        ParameterSheet(
            name=name,
            subject=entry["subject"],
            meaning=entry["meaning"],
            value=tuple(entry["values"]) if "values" in entry else entry["value"],
            range=tuple(entry["range"]),
            whole=kinds[name] in (int, tuple[int, ...]),
            source=entry["source"],
            mark=entry["mark"],
        )
        for name, entry in _load("parameters.toml").items()
    )


def parameter_sheet(name: str) -> ParameterSheet:
    """The parameter of that name; refused with ``parameter-unknown`` when there is none."""
    for sheet in parameter_sheets():
        if sheet.name == name:
            return sheet
    raise RefusedError("parameter-unknown", name=_told(name))
