"""The one door to a shop: open, do, read, advance, import.

The window, the command line, scripted sellers and tests all come through here. Every write is one
transaction; what it touched comes back as ``Changes``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_origin, get_type_hints

from sqlalchemy import Connection, func, insert, select

from domain.interchange.progress import Progress, silent
from domain.kernel.changes import Changes, Subject
from domain.kernel.clock import HOUR
from domain.kernel.refusals import Refusal, RefusedError
from domain.rulebook import rulebook
from domain.shipping.commands import ShipOrders
from domain.shipping.rules import tidy
from domain.shipping.tables import packages
from domain.simulation import attention, engine, store
from domain.simulation.attention import USUAL, Need, News
from domain.simulation.decisions import COMMANDS, Command, decide
from domain.simulation.opening import OPENING_HOUR, practice_shop, real_shop
from domain.simulation.policies import Policy, passive, scripted_sellers_act
from domain.simulation.scenarios import read_scenario
from domain.simulation.world import World
from domain.storage.file import ShopFile
from domain.storage.tables import commands as command_log
from domain.storage.tables import practice
from domain.storage.tables import shop as shop_table

if TYPE_CHECKING:
    from domain.interchange.orders_import import Plan

Row = TypeVar("Row")
ADVANCED = Changes(
    frozenset(
        {
            Subject.CLOCK,
            Subject.ORDERS,
            Subject.STOCK,
            Subject.MONEY,
            Subject.TRAFFIC,
            Subject.RETURNS,
        }
    )
)
"""What passing time touches."""

_LONGEST_SKIP_DAYS = 7


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a command: how many things were done, what was touched, what was refused."""

    done: int
    changes: Changes = field(default_factory=Changes)
    refusals: tuple[Refusal, ...] = ()


def command_from(name: str, arguments: dict[str, Any]) -> Command:
    """The command of that name with its arguments, which come from JSON.

    Refused with ``command-unknown`` or ``arguments-wrong``. Ids may be numbers or texts.
    """
    if name not in COMMANDS:
        raise RefusedError("command-unknown", name=name)
    kind = COMMANDS[name]
    hints = get_type_hints(kind)
    known = {each.name for each in fields(kind)}
    if not isinstance(arguments, dict):
        raise RefusedError("arguments-wrong", name=name, problem="give one JSON object.")
    for extra in arguments:
        if extra not in known:
            problem = f"it has no field {extra}; it has {', '.join(sorted(known))}."
            raise RefusedError("arguments-wrong", name=name, problem=problem)
    try:
        values = {key: _value(value, hints[key]) for key, value in arguments.items()}
        return kind(**values)
    except (TypeError, ValueError) as error:
        wanted = ", ".join(f"{each.name}: {_words(hints[each.name])}" for each in fields(kind))
        problem = f"it takes {wanted}."
        raise RefusedError("arguments-wrong", name=name, problem=problem) from error


def _value(value: Any, kind: Any) -> Any:
    if get_origin(kind) is tuple:
        inner = kind.__args__[0]
        if not isinstance(value, list):
            raise TypeError(kind)
        return tuple(_value(each, inner) for each in value)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError(kind)
    number_or_text = kind(value)
    if kind is str:
        number_or_text.encode("utf-8")  # half a surrogate pair is no text, and a ValueError
    if kind is int and not -(2**63) <= number_or_text < 2**63:
        raise ValueError(value)
    return number_or_text


def _words(kind: Any) -> str:
    if get_origin(kind) is tuple:
        return f"list of {_words(kind.__args__[0])}"
    return "whole number" if kind is int else "text"


def command_fields() -> dict[str, dict[str, str]]:
    """Every command's name with its fields and what they take, for ``dukandar do --list``."""
    return {
        name: {each.name: _words(get_type_hints(kind)[each.name]) for each in fields(kind)}
        for name, kind in COMMANDS.items()
    }


class Shop:
    """An open shop."""

    def __init__(self, path: Path) -> None:
        """Open the shop at that path; refused when it is missing, foreign, newer or damaged."""
        self._file = ShopFile(path)
        self.path = path
        with self._file.reading() as conn:
            about = conn.execute(select(shop_table)).one_or_none()
        if about is None:
            raise RefusedError("shop-damaged", file=path.name, problem="it has lost its name")
        self.kind: str = about.kind
        self.book = rulebook(about.region)

    @classmethod
    def practice(
        cls,
        path: Path,
        scenario: str,
        *,
        seed: int,
        noise: int,
        name: str | None = None,
        text: str | None = None,
    ) -> Shop:
        """Make a practice shop; refused when the file is there or the scenario is unknown.

        ``text`` is the scenario itself, in place of the shipped one of that name.
        """
        fill = practice_shop(scenario, world_seed=seed, noise_seed=noise, name=name, text=text)
        ShopFile.create(path, fill).close()
        return cls(path)

    @classmethod
    def real(cls, path: Path, region: str, name: str) -> Shop:
        """Make a shop for imports; refused when the file is there or the region is unknown."""
        ShopFile.create(path, real_shop(region, name)).close()
        return cls(path)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Shop:
        """The shop itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def read(self, query: Callable[..., Row], *args: Any) -> Row:
        """Run a query of ``domain.reports`` on one unchanging state of the shop."""
        with self._file.reading() as conn:
            return query(conn, *args)

    def write(self, step: Callable[[Connection], Row]) -> Row:
        """Run a step in one transaction: all of it is kept, or nothing when it raises."""
        with self._file.writing() as conn:
            return step(conn)

    @property
    def now(self) -> int:
        """The practice clock, epoch seconds UTC; 0 in real shops."""
        with self._file.reading() as conn:
            return int(conn.execute(select(shop_table.c.now)).scalar_one())

    def do(self, command: Command) -> Outcome:
        """Carry out one decision now, and log it unless everything about it was refused."""
        self._practice_only()
        with self._file.writing() as conn:
            world = store.load(conn, also=getattr(command, "orders", ()))
            outcome = _carry_out(conn, world, command)
            if outcome.done:
                store.save(conn, world)
        return outcome

    def advance(self, until: int, policy: Policy = passive, progress: Progress = silent) -> Changes:
        """Let time run to ``until``, with a scripted seller at 09:00; a day is a whole step.

        ``until`` is moved to the full hour before it. Refused when it lies in the past.
        """
        self._practice_only()
        calendar = self.book.calendar
        start, world = self.now, None
        until -= (until - start) % HOUR
        if until < start:
            raise RefusedError("time-backwards", now=calendar.text(start))
        self._before_the_end(until)
        while True:
            with self._file.writing() as conn:
                world = _current(conn, world)
                if world.now >= until:
                    break
                self._act(conn, world, policy)
                engine.advance(world, min(until, calendar.next_time(world.now, OPENING_HOUR)))
                store.save(conn, world)
                world.written()
            progress(min(world.now, until) - start, until - start)
        return ADVANCED

    def advance_days(
        self, days: int, policy: Policy = passive, progress: Progress = silent
    ) -> Changes:
        """Let that many local days pass."""
        calendar, now = self.book.calendar, self.now
        day = int(calendar.local_day(now))
        since_midnight = int(now + calendar.offset(now)) % (24 * HOUR)
        until = int(calendar.moment(day + days, since_midnight))
        return self.advance(until, policy, progress)

    def next_morning(self) -> int:
        """The next 09:00 local time."""
        return self.book.calendar.next_time(self.now, OPENING_HOUR)

    def pass_time(
        self, hours: int, wanted: frozenset[Need] = frozenset(), progress: Progress = silent
    ) -> tuple[News, ...]:
        """Let so many hours pass, or fewer when something of ``wanted`` comes up; says what did."""
        self._practice_only()
        self._before_the_end(self.now + hours * HOUR)
        found: tuple[News, ...] = ()
        with self._file.writing() as conn:
            world = store.load(conn)
            before = attention.standing(world)
            for hour in range(hours):
                engine.advance(world, world.now + HOUR)
                after = attention.standing(world)
                found = attention.news(before, after, wanted)
                if found:
                    break
                before = after
                progress(hour + 1, hours)
            store.save(conn, world)
        return found

    def skip(
        self, wanted: frozenset[Need] = USUAL, progress: Progress = silent
    ) -> tuple[News, ...]:
        """Let time run until something of ``wanted`` comes up, a week at most."""
        return self.pass_time(_LONGEST_SKIP_DAYS * 24, wanted, progress)

    def plan_import(self, path: Path, progress: Progress = silent) -> Plan:
        """What importing the file would do; writes nothing."""
        from domain.interchange import orders_import

        try:
            path.name.encode("utf-8")
        except UnicodeEncodeError as error:  # the import's row keeps the name as text
            problem = "its name is not UTF-8 text; rename it"
            raise RefusedError("file-unreadable", file=path.name, problem=problem) from error
        try:
            with self._file.reading() as conn:
                return orders_import.plan(conn, path, self.book, progress)
        except OSError as error:
            problem = error.strerror or type(error).__name__
            raise RefusedError("file-unreadable", file=path.name, problem=problem) from error

    def import_planned(
        self, plan: Plan, imported_at: str, progress: Progress = silent
    ) -> int | None:
        """Do what was planned; gives the import's number, or None when nothing was new.

        ``imported_at`` is the wall clock as text, kept outside the digest.
        """
        from domain.interchange import orders_import

        with self._file.writing() as conn:
            return orders_import.execute(conn, plan, imported_at, progress)

    def undo_import(self, number: int | None = None) -> int:
        """Take an import back, the last one unless numbered; gives its number."""
        from domain.interchange.undo import undo

        with self._file.writing() as conn:
            return undo(conn, number)

    def export(
        self, kind: str, path: Path, progress: Progress = silent, orders: Sequence[int] = ()
    ) -> int:
        """Write a table of ``interchange.outgoing`` to a CSV or XLSX file; gives the rows written.

        With ``orders`` only these, where the kind is orders. Nothing of the shop changes.
        """
        from domain.interchange.outgoing.kinds import export

        with self._file.reading() as conn:
            return export(conn, kind, path, self.book, progress, orders)

    def label_price(self, conn: Connection) -> int:
        """What a platform label costs in this practice shop, minor units; 0 in real shops."""
        text = conn.execute(select(practice.c.scenario_text)).scalar()
        return read_scenario(text).label_price if text is not None else 0

    def _before_the_end(self, until: int) -> None:
        end = self.book.calendar.end
        if until > end:
            raise RefusedError("time-ends", end=self.book.calendar.text(end))

    def _practice_only(self) -> None:
        if self.kind != "practice":
            raise RefusedError("practice-only")

    def _act(self, conn: Connection, world: World, policy: Policy) -> None:
        if scripted_sellers_act(world):
            for command in policy(world):
                _carry_out(conn, world, command)


def _current(conn: Connection, world: World | None) -> World:
    """The world as it was left, or read anew when somebody else has written since."""
    if world is not None:
        now, done = conn.execute(
            select(
                shop_table.c.now, select(func.count()).select_from(command_log).scalar_subquery()
            )
        ).one()
        if (now, done) == (world.now, world.commands_logged):
            return world
    return store.load(conn)


def _carry_out(conn: Connection, world: World, command: Command) -> Outcome:
    done, changes, refusals = decide(world, command, _owners(conn, command))
    if done:
        world.commands_logged += 1
        conn.execute(
            insert(command_log).values(
                id=world.commands_logged,
                at=world.now,
                name=command.name,
                args=json.dumps(asdict(command), sort_keys=True, separators=(",", ":")),
            )
        )
    return Outcome(done, changes, tuple(refusals))


def _owners(conn: Connection, command: Command) -> dict[str, int]:
    """The orders that already have one of the command's tracking numbers."""
    if not isinstance(command, ShipOrders):
        return {}
    owners: dict[str, int] = {}
    for tracking in command.tracking:
        found = conn.execute(
            select(packages.c.order_id).where(packages.c.tracking == tidy(tracking))
        ).scalar()
        if found is not None:
            owners[tidy(tracking)] = found
    return owners
