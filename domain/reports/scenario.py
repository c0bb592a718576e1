"""The scenario of a practice shop; not every reader of a shop needs to know how to read one."""

from __future__ import annotations

from sqlalchemy import Connection, select

from domain.simulation.scenarios import Scenario, read_scenario
from domain.storage.tables import practice


def scenario(conn: Connection) -> Scenario | None:
    """The scenario that a practice shop plays; None in real shops."""
    text = conn.execute(select(practice.c.scenario_text)).scalar()
    return read_scenario(text) if text is not None else None
