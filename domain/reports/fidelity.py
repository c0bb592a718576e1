"""The parameters of the practice world as a shop has them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from domain.reports.scenario import scenario
from domain.simulation.fidelity import ParameterSheet, Value, parameter_sheets


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A parameter, and its value in one shop."""

    sheet: ParameterSheet
    value: Value | None
    """None in a real shop, which has no simulated buyers."""

    @property
    def differs(self) -> bool:
        """Whether the shop has another value than the shipped one."""
        return self.value not in (None, self.sheet.value)


def parameter_rows(conn: Connection) -> tuple[ParameterRow, ...]:
    """Every parameter in the order of its file."""
    played = scenario(conn)
    return tuple(
        ParameterRow(
            sheet, None if played is None else played.parameters.get(sheet.name, sheet.value)
        )
        for sheet in parameter_sheets()
    )
