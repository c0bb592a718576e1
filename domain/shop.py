"""The one door to a shop: open, do, read, advance, import.

The window, the command line, scripted sellers and tests all come through here. Every write is one
transaction; what it touched comes back as ``Changes``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, select

from domain.kernel.changes import Changes, Subject
from domain.kernel.clock import HOUR
from domain.kernel.progress import Progress, silent
from domain.kernel.refusals import RefusedError
from domain.reports.orders.kept import KeptOrders
from domain.rulebook import rulebook
from domain.simulation import every_table  # noqa: F401 - whoever opens a shop knows its tables
from domain.simulation.attention import OPENING_HOUR, USUAL, Need, News
from domain.storage.file import ShopFile
from domain.storage.tables import shop as shop_table

if TYPE_CHECKING:
    from domain.catalogue.images.darkroom import Darkroom
    from domain.catalogue.images.picture import Box
    from domain.catalogue.picture_shelf import Kept
    from domain.interchange.plan import Plan
    from domain.kernel.outcome import Outcome
    from domain.reports.promotion_lift import Lift
    from domain.simulation.decisions import Command, Decision
    from domain.simulation.policies import Policy
    from domain.simulation.what_if import Forks

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

_MANY_UNSETTLED = 100
"""Hours with stale sums that are worth a write: those of some two days that play by the hour."""


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
        self.orders = KeptOrders()
        """Finds orders; to be asked within ``read``."""
        self._darkroom: Darkroom | None = None

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
        from domain.simulation.opening import practice_shop

        fill = practice_shop(scenario, world_seed=seed, noise_seed=noise, name=name, text=text)
        ShopFile.create(path, fill).close()
        return cls(path)

    @classmethod
    def real(cls, path: Path, region: str, name: str) -> Shop:
        """Make a shop for imports; refused when the file is there or the region is unknown."""
        from domain.simulation.opening import real_shop

        ShopFile.create(path, real_shop(region, name)).close()
        return cls(path)

    def close(self) -> None:
        """Let go of the file."""
        self.rest_from_pictures()
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

    def do(self, command: Decision) -> Outcome:
        """Carry out one decision now, and log it unless everything about it was refused.

        A real shop keeps its shipping settings, its notes and when its stock is low here;
        everything else is decided at the platform.
        """
        from domain.catalogue.commands import SetLowStock
        from domain.orders.commands import SetNote
        from domain.shipping import template_commands
        from domain.simulation import kept

        if self.kind != "practice" and isinstance(command, template_commands.Command):
            return kept.set_shipping(self._file.writing, command, self.book)
        if self.kind != "practice" and isinstance(command, SetNote):
            return kept.set_note(self._file.writing, command)
        if self.kind != "practice" and isinstance(command, SetLowStock):
            return kept.set_low_stock(self._file.writing, command, self.book)
        self._practice_only()
        return kept.do(self._file.writing, command)

    def foresee(self, commands: Sequence[Command]) -> tuple[Outcome, ...]:
        """What would come of decisions taken now, one after the other; nothing is kept."""
        from domain.simulation import kept

        self._practice_only()
        return kept.foresee(self._file.reading, commands)

    def forks(self, skus: Sequence[int] = ()) -> Forks:
        """What decisions would bring, to be tried on forks of the shop as it stands; keeps nothing.

        ``skus`` are those that promotions to be tried name.
        """
        from domain.simulation import what_if

        self._practice_only()
        with self._file.reading() as conn:
            return what_if.forks(conn, skus)

    def lift(self, promotion: int, progress: Progress = silent) -> Lift:
        """What a promotion has brought, against the shop played again without it; keeps nothing.

        Refused as ``promotion_lift.lift`` refuses.
        """
        from domain.reports.promotion_lift import lift

        self._practice_only()
        return self.read(lift, promotion, progress)

    def tracking_template(self, path: Path, progress: Progress = silent) -> int:
        """Write a CSV or XLSX file with the orders to ship, to enter their numbers; gives the rows.

        ``interchange.tracking_file.read_tracking`` reads it, or any file with such columns.
        """
        from domain.interchange.outgoing.tracking_template import write_template

        with self._file.reading() as conn:
            return write_template(conn, path, self.book, progress)

    def advance(
        self, until: int, policy: Policy | None = None, progress: Progress = silent
    ) -> Changes:
        """Let time run to ``until``, with a scripted seller at 09:00; a day is a whole step.

        ``until`` is moved to the full hour before it. Refused when it lies in the past. Without a
        policy nobody decides anything.
        """
        from domain.simulation import kept
        from domain.simulation.policies import passive

        self._practice_only()
        start = self.now
        until -= (until - start) % HOUR
        if until < start:
            raise RefusedError("time-backwards", now=self.book.calendar.text(start))
        self._before_the_end(until)
        kept.advance(self._file.writing, until, policy or passive, progress)
        self._add_up()
        return ADVANCED

    def advance_days(
        self, days: int, policy: Policy | None = None, progress: Progress = silent
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
        from domain.simulation import kept

        self._practice_only()
        self._before_the_end(self.now + hours * HOUR)
        news = kept.pass_time(self._file.writing, hours, wanted, progress)
        self._add_up()
        return news

    def skip(
        self, wanted: frozenset[Need] = USUAL, progress: Progress = silent
    ) -> tuple[News, ...]:
        """Let time run until something of ``wanted`` comes up, a week at most."""
        return self.pass_time(_LONGEST_SKIP_DAYS * 24, wanted, progress)

    def plan_import(self, path: Path, progress: Progress = silent) -> Plan:
        """What importing the file would do; writes nothing."""
        from domain.interchange import importing

        try:
            path.name.encode("utf-8")
        except UnicodeEncodeError as error:  # the import's row keeps the name as text
            problem = "its name is not UTF-8 text; rename it"
            raise RefusedError("file-unreadable", file=path.name, problem=problem) from error
        try:
            with self._file.reading() as conn:
                return importing.plan(conn, path, self.book, progress)
        except OSError as error:
            problem = error.strerror or type(error).__name__
            raise RefusedError("file-unreadable", file=path.name, problem=problem) from error

    def import_planned(
        self, plan: Plan, imported_at: str, progress: Progress = silent
    ) -> int | None:
        """Do what was planned; gives the import's number, or None when nothing was new.

        ``imported_at`` is the wall clock as text, kept outside the digest.
        """
        from domain.interchange import importing
        from domain.reports.tallies import settle

        with self._file.writing() as conn:
            number = importing.execute(conn, plan, imported_at, progress)
            settle(conn, self.book.calendar, progress)
            return number

    def undo_import(self, number: int | None = None) -> int:
        """Take an import back, the last one unless numbered; gives its number."""
        from domain.interchange.undo import undo
        from domain.reports.tallies import settle

        with self._file.writing() as conn:
            undone = undo(conn, number)
            settle(conn, self.book.calendar)
            return undone

    def keep_picture(self, source: Path | bytes, box: Box | None = None) -> Kept:
        """Take a picture in and keep it: a file's, or the bytes of one; with a box a square of it.

        Refused as ``Darkroom.take`` refuses. For one thread at a time.
        """
        from domain.catalogue.images.darkroom import Darkroom
        from domain.catalogue.images.picture import Sides
        from domain.catalogue.picture_shelf import keep

        if self._darkroom is None:
            rules = self.book.at(self.now)
            self._darkroom = Darkroom(Sides(rules.image_side_low, rules.image_side_high))
        picture = self._darkroom.take(source, box)
        with self._file.writing() as conn:
            return keep(conn, picture)

    def rest_from_pictures(self) -> None:
        """End the process that takes pictures in; the next picture starts another."""
        if self._darkroom is not None:
            self._darkroom.close()
            self._darkroom = None

    def export(
        self, kind: str, path: Path, progress: Progress = silent, orders: Sequence[int] = ()
    ) -> int:
        """Write a table of ``reports.exports`` to a CSV or XLSX file; gives the rows written.

        With ``orders`` only these, where the kind is orders. Nothing of the shop changes.
        """
        from domain.reports.exports import export

        with self._file.reading() as conn:
            return export(conn, kind, path, self.book, progress, orders)

    def _add_up(self) -> None:
        """Bring the sums of days up to date, unless so few are not that reading counts them."""
        from domain.reports.tallies import settle, unsettled

        with self._file.reading() as conn:
            few = unsettled(conn) < _MANY_UNSETTLED
        if not few:
            with self._file.writing() as conn:
                settle(conn, self.book.calendar)

    def _before_the_end(self, until: int) -> None:
        end = self.book.calendar.end
        if until > end:
            raise RefusedError("time-ends", end=self.book.calendar.text(end))

    def _practice_only(self) -> None:
        if self.kind != "practice":
            raise RefusedError("practice-only")
