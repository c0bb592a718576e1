"""What may import what, beyond the layers that import-linter keeps (see pyproject.toml).

Every import counts: inside functions and under TYPE_CHECKING too.
"""

import ast
import sys
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("desktop", "domain")

# A rule is a function of columns: it needs the kernel, a region's figures and numbers.
RULES_MAY_IMPORT = ("domain.kernel", "domain.rulebook", "numpy")


def first_cycle(imports: dict[str, set[str]]) -> list[str]:
    """Return the modules of one import cycle, importer first, or nothing."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        # graphlib lists a cycle from imported to importer.
        return list(reversed(error.args[1]))
    return []


def imported_names(source: str) -> set[str]:
    """Return the dotted name of everything a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return names


def is_within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def rules_files() -> list[Path]:
    """Return each room's rules, whether one file or a folder of them."""
    domain = ROOT / "domain"
    return sorted([*domain.glob("*/rules.py"), *domain.glob("*/rules/**/*.py")])


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {file.parent for package in PACKAGES for file in (ROOT / package).rglob("*.py")}
    without = [str(f.relative_to(ROOT)) for f in folders if not (f / "__init__.py").exists()]

    assert not sorted(without), "Add an __init__.py: without it no contract sees what lies there."


def test_no_module_imports_itself_through_others() -> None:
    present = [package for package in PACKAGES if (ROOT / package / "__init__.py").exists()]
    graph = grimp.build_graph(*present, cache_dir=None)
    imports = {
        module: graph.find_modules_directly_imported_by(module) for module in sorted(graph.modules)
    }

    cycle = first_cycle(imports)

    if cycle:
        path = "\n  imports ".join(cycle)
        pytest.fail(
            f"These modules import each other in a circle:\n  {path}\n"
            "Move what both ends need into a module below them (for data shared by rooms that is "
            "domain.kernel or domain.rulebook; for steps across rooms, domain.reactions), or pass "
            "it in as an argument. An import inside a function or under TYPE_CHECKING only hides "
            "the circle and counts as one.",
            pytrace=False,
        )


def test_a_cycle_is_found_and_named_in_the_order_of_the_imports() -> None:
    cycle = first_cycle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})

    assert cycle[0] == cycle[-1]
    assert list(pairwise(cycle)) in (
        [("a", "b"), ("b", "c"), ("c", "a")],
        [("b", "c"), ("c", "a"), ("a", "b")],
        [("c", "a"), ("a", "b"), ("b", "c")],
    )


def test_rules_import_only_kernel_rulebook_and_numpy() -> None:
    wrong: list[str] = []
    for file in rules_files():
        relative = file.relative_to(ROOT)
        room_rules = ".".join((*relative.parts[:2], "rules"))
        for name in sorted(imported_names(file.read_text(encoding="utf-8"))):
            is_standard = name.split(".")[0] in sys.stdlib_module_names
            if not is_standard and not is_within(name, (*RULES_MAY_IMPORT, room_rules)):
                wrong.append(f"{relative.as_posix()} imports {name}")

    assert not wrong, (
        "\n".join(wrong) + "\nA room's rules are pure functions over columns. Take the value as an "
        "argument, or move the call into the room's commands, intake or queries."
    )


def test_imports_are_found_at_every_depth() -> None:
    source = """
import numpy as np
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from domain.storage import schema
def late():
    import domain.shop
"""

    assert imported_names(source) == {
        "numpy",
        "typing.TYPE_CHECKING",
        "domain.storage.schema",
        "domain.shop",
    }
