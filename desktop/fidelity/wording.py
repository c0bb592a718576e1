"""The fidelity sheet's own words; meanings, sentences and sources are data, in English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.i18n import tr
from desktop.theme.roles import Role
from domain.reports.fidelity import ParameterRow
from domain.simulation.fidelity import ParameterSheet, SubjectSheet, Value

MARKS = ("published", "vendor", "assumption")
"""Where a parameter's value comes from, the firmest ground first."""


def subject_name(subject: str) -> str:
    """A part of the world; one without words here keeps the name it has in the data."""
    return {
        "exposure": tr("Exposure"),
        "choice": tr("Choice"),
        "promotions": tr("Promotions"),
        "orders": tr("Orders"),
        "parcels": tr("Parcels"),
        "reviews": tr("Reviews"),
        "returns": tr("Returns"),
        "messages": tr("Messages"),
        "rivals": tr("Rivals"),
        "money": tr("Money"),
        "platform-rules": tr("Platform rules"),
    }.get(subject, subject)


def mark_name(mark: str) -> str:
    """What kind of source a value has."""
    return {
        "published": tr("Published"),
        "vendor": tr("Vendor figure"),
        "assumption": tr("Assumption"),
    }.get(mark, mark)


def mark_meaning(mark: str) -> str:
    """What a mark says about its value."""
    return {
        "published": tr("A published study found it."),
        "vendor": tr("A company that sells something says so; nobody has checked it."),
        "assumption": tr("No published figure was found: this is this program's choice."),
    }.get(mark, "")


def mark_role(mark: str) -> Role:
    """The role of a mark; its word always stands with it."""
    roles: dict[str, Role] = {"published": "good", "vendor": "info"}
    return roles.get(mark, "mute")


def value_text(value: Value) -> str:
    """A value as it is typed."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def short_value(value: Value) -> str:
    """A value in a table's cell."""
    return tr("%Ln number(s)", len(value)) if isinstance(value, tuple) else str(value)


def range_text(sheet: ParameterSheet) -> str:
    """What a parameter may be."""
    low, high = sheet.range
    return tr("{low} to {high}", low=low, high=high)


def parameters_text(rows: Sequence[ParameterRow]) -> str:
    """The parameters as lines with tabs between, as spreadsheet programs take them."""
    heading = (
        tr("Parameter"),
        tr("Meaning"),
        tr("In this shop"),
        tr("Shipped"),
        tr("Lowest"),
        tr("Highest"),
        tr("Mark"),
        tr("Source"),
    )
    lines = [
        (
            row.sheet.name,
            row.sheet.meaning,
            "" if row.value is None else value_text(row.value),
            value_text(row.sheet.value),
            str(row.sheet.range[0]),
            str(row.sheet.range[1]),
            mark_name(row.sheet.mark),
            row.sheet.source,
        )
        for row in rows
    ]
    return "\n".join("\t".join(line) for line in (heading, *lines))


@dataclass(frozen=True, slots=True)
class Part:
    """What is said of a subject under one heading."""

    title: str
    icon: str
    role: Role
    sentences: tuple[str, ...]


def parts(subject: SubjectSheet) -> tuple[Part, Part, Part]:
    """What of a subject is modelled, simplified and absent; each may be empty."""
    return (
        Part(tr("Modelled"), "check", "good", subject.modelled),
        Part(tr("Simplified"), "circle-dot", "warn", subject.simplified),
        Part(tr("Absent"), "ban", "mute", subject.absent),
    )


def model_text(subjects: Sequence[SubjectSheet]) -> str:
    """All parts of all subjects as plain text."""
    lines = []
    for subject in subjects:
        lines.append(subject_name(subject.name))
        for part in parts(subject):
            if part.sentences:
                lines += [f"  {part.title}", *[f"  - {each}" for each in part.sentences]]
    return "\n".join(lines)
