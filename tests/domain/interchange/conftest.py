"""A real shop to import into, and the two sample exports as rows that a test may change."""

import csv
import importlib
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import insert, select

from domain.interchange.importing import execute, plan
from domain.interchange.plan import Plan
from domain.interchange.undo import undo
from domain.interchange.workbook_child import text
from domain.rulebook import rulebook
from domain.storage.digest import digest
from domain.storage.file import ShopFile
from domain.storage.tables import shop as shop_table
from tests.domain.interchange.workbooks import packed, sheet_rows

DATA = Path(__file__).resolve().parents[2] / "data" / "exports"

for room in ("catalogue", "orders", "shipping", "aftersales", "finance", "simulation"):
    importlib.import_module(f"domain.{room}.tables")


@dataclass
class Shop:
    """An open shop with the few verbs these tests need."""

    file: ShopFile
    region: str

    def plan(self, path: Path, **options: Any) -> Plan:
        with self.file.reading() as conn:
            return plan(conn, path, rulebook(self.region), **options)

    def carry_out(self, planned: Plan, **options: Any) -> int | None:
        with self.file.writing() as conn:
            return execute(conn, planned, "2026-09-15T09:12", **options)

    def take(self, path: Path) -> Plan:
        planned = self.plan(path)
        self.carry_out(planned)
        return planned

    def undo(self, number: int | None = None) -> int:
        with self.file.writing() as conn:
            return undo(conn, number)

    def digest(self) -> str:
        with self.file.reading() as conn:
            return digest(conn)

    def rows(self, table: Any, *where: Any) -> list[Any]:
        with self.file.reading() as conn:
            keys = table.primary_key.columns
            return list(conn.execute(select(table).where(*where).order_by(*keys)))

    def bytes_when_closed(self) -> bytes:
        self.file.close()
        folder = self.file.path.parent
        return b"".join(each.read_bytes() for each in sorted(folder.glob("*.dukandar*")))


@pytest.fixture
def open_shop(tmp_path: Path) -> Iterator[Callable[..., Shop]]:
    opened = []

    def make(region: str = "us", kind: str = "real") -> Shop:
        row = {"id": 1, "name": "Shop", "kind": kind, "region": region, "opened_at": 0, "now": 0}
        row["currency"] = rulebook(region).currency.code
        file = ShopFile.create(
            tmp_path / f"{region}{len(opened)}.dukandar",
            lambda conn: conn.execute(insert(shop_table).values(**row)) and None,
        )
        opened.append(file)
        return Shop(file, region)

    yield make
    for file in opened:
        file.close()


@pytest.fixture
def shop(open_shop: Callable[..., Shop]) -> Shop:
    """A real shop in the United States without orders."""
    return open_shop("us")


@pytest.fixture
def sample() -> Callable[[str], Path]:
    return lambda region: DATA / f"{region}_orders.csv"


@pytest.fixture
def returns_sample() -> Path:
    """The returns of the US sample's shop."""
    return DATA / "us_returns.xlsx"


@pytest.fixture
def expected() -> dict[str, Any]:
    return json.loads((DATA / "expected.json").read_text("utf-8"))


Rows = list[dict[str, str]]


@pytest.fixture
def rows() -> Callable[[str], Rows]:
    """The rows of a sample, by column name."""

    def read(region: str = "us") -> Rows:
        text = (DATA / f"{region}_orders.csv").read_text("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    return read


@pytest.fixture
def return_rows(returns_sample: Path) -> Callable[[], Rows]:
    """The rows of the returns sample, by column name."""

    def read() -> Rows:
        header, *found = (
            CalamineWorkbook.from_path(returns_sample).get_sheet_by_index(0).to_python()
        )
        return [dict(zip(map(str, header), map(str, row), strict=True)) for row in found]

    return read


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write rows as an export; returns its path."""

    def save(rows: Rows, name: str = "changed.csv", **options: Any) -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), **options)
            writer.writeheader()
            writer.writerows(rows)
        return path

    return save


@pytest.fixture
def products_sample() -> Path:
    """The products of the US sample's shop."""
    return DATA / "us_products.xlsx"


Table = list[list[str]]


@pytest.fixture
def product_table(products_sample: Path) -> Callable[[], Table]:
    """The products sample as rows of cells: machine keys, four rows of headings, data."""

    def read() -> Table:
        sheet = CalamineWorkbook.from_path(products_sample).get_sheet_by_name("Template")
        return [[text(cell) for cell in row] for row in sheet.to_python()]

    return read


@pytest.fixture
def write_table(tmp_path: Path) -> Callable[..., Path]:
    """Write rows of cells as a workbook; returns its path."""

    def save(table: Table, name: str = "changed.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(packed(sheet_rows(table), name="Template"))
        return path

    return save
