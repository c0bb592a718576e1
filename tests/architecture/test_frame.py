"""The frame holds: set-up, lock files, wheel, checks and what the README promises of them."""

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from hatchling.builders.wheel import WheelBuilder

from domain.shop import Shop

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")

TOP_LEVEL = ("desktop", "domain", "packaging", "resources", "tests", ".ci", ".github")
PUBLIC_ADDRESSES = ("https://pypi.org/simple", "https://files.pythonhosted.org/packages/")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|tmp|opt)/\w")


def our_files() -> list[Path]:
    """Return every file of the project, leaving out what tools and set-up put beside them."""
    folders = [ROOT / name for name in TOP_LEVEL]
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    files += [file for file in ROOT.iterdir() if file.is_file() and file.name != ".venv.lock"]
    return [file for file in files if "__pycache__" not in file.parts and file.name != ".git"]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Give run.py as a module whose environment lies in a folder of its own."""
    spec = importlib.util.spec_from_file_location("run_under_test", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "TOOLS", tmp_path / ".venv-tools")
    monkeypatch.setattr(module, "PYTHON", venv / module.PYTHON.relative_to(ROOT / ".venv"))
    monkeypatch.setattr(module, "STAMP", venv / module.STAMP.relative_to(ROOT / ".venv"))
    return module


def first_fenced_block(text: str) -> list[str]:
    return text.split("```")[1].splitlines()[1:]


def test_the_readme_starts_with_two_lines_that_do_everything() -> None:
    assert first_fenced_block(README) == ["python3 run.py", "python3 run.py test"]


@pytest.mark.skipif(sys.platform == "win32", reason=".ci/run is a bash script")
def test_ci_runs_the_readmes_test_line_then_every_other_check(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    script = tmp_path / ".ci" / "run"
    script.write_bytes((ROOT / ".ci" / "run").read_bytes())
    # A README with a line of its own proves that .ci/run reads it there.
    altered = README.replace("python3 run.py test", "echo the line of the README", 1)
    (tmp_path / "README.md").write_text(altered, encoding="utf-8")
    tools = tmp_path / ".venv" / "bin"
    tools.mkdir(parents=True)
    for name in ("ruff", "mypy", "lint-imports"):
        tool = tools / name
        tool.write_text(f'#!/bin/sh\necho "{name} $*"\ntest ! -e "$0.fails"\n', encoding="utf-8")
        tool.chmod(0o755)

    done = subprocess.run(["bash", script], capture_output=True, text=True, check=False)

    said = [line for line in done.stdout.splitlines() if line and not line.startswith("==")]
    assert done.returncode == 0, done.stderr
    assert said == [
        "the line of the README",
        "ruff check .",
        "ruff format --check .",
        "mypy ",
        "lint-imports --no-cache",
        "All checks passed.",
    ]

    (tools / "mypy.fails").touch()
    failed = subprocess.run(["bash", script], capture_output=True, text=True, check=False)
    assert failed.returncode != 0
    assert "lint-imports" not in failed.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such mark")
def test_ci_can_be_executed() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_lock_files_name_public_addresses_only() -> None:
    for name in ("uv.lock", "requirements.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        addresses = re.findall(r"\b[a-z+]+://[^\s\"'}]+", text)
        private = [a for a in addresses if not a.startswith(PUBLIC_ADDRESSES)]
        assert not private, f"{name} names {private[:3]}: lock again without local indexes"


def test_both_lock_files_lock_the_same_versions() -> None:
    uv_lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    from_uv = {(p["name"], p["version"]) for p in uv_lock["package"] if p["name"] != "dukandar"}
    requirements = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    from_pip = set(re.findall(r"^([a-z0-9.-]+)==(\S+)", requirements, re.MULTILINE))

    assert from_uv == from_pip, "Export requirements.lock again as the README says."


def test_every_dependency_is_locked() -> None:
    project = PYPROJECT["project"]
    uv_lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked = next(p for p in uv_lock["package"] if p["name"] == "dukandar")["metadata"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]

    def parts(requirement: str) -> tuple[str, frozenset[str]]:
        match = re.fullmatch(r"([\w.-]+)(.*)", requirement)
        assert match is not None
        name = re.sub(r"[-_.]+", "-", match[1]).lower()
        return name, frozenset(match[2].split(","))

    assert {parts(requirement) for requirement in wanted} == {
        parts(entry["name"] + entry.get("specifier", "")) for entry in locked["requires-dist"]
    }, "Lock again as the README says."


def test_every_locked_requirement_has_a_hash_and_a_wheel() -> None:
    uv_lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    without = [
        package["name"]
        for package in uv_lock["package"]
        if "editable" not in package["source"]
        and not all("hash" in wheel for wheel in package.get("wheels", [{}]))
    ]

    assert not without, "run.py installs hashed wheels only; choose another library."


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found: list[str] = []
    for file in our_files():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a font or a picture
        found += [f"{file.relative_to(ROOT)}: {match[0]}…" for match in MACHINE_PATH.finditer(text)]

    assert not found, "Take paths as arguments; in tests use tmp_path.\n" + "\n".join(found)


def test_a_path_of_a_machine_is_told_from_an_address() -> None:
    assert MACHINE_PATH.search("see " + "/work" + "/main")
    assert not MACHINE_PATH.search("https://example.com" + "/work" + "/main")


def test_everything_the_program_reads_ships_in_the_wheel() -> None:
    """Ask the build backend for its list; nothing is built."""
    shipped = {item.path for item in WheelBuilder(str(ROOT)).recurse_included_files()}
    packages = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    ours = [file for file in our_files() if file.relative_to(ROOT).parts[0] in packages]

    assert sorted(str(file) for file in ours if str(file) not in shipped) == []
    endings = {
        Path(path).suffix for path in shipped if Path(path).is_relative_to(ROOT / "resources")
    }
    assert {".otf", ".svg"} <= endings


def test_packaging_never_becomes_a_python_package() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists(), (
        "It would shadow the library of that name, which pytest itself imports."
    )


def test_tests_are_no_packages() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py")), "tests/domain would shadow domain."


def test_every_icon_takes_the_colour_of_its_role() -> None:
    icons = list((ROOT / "resources" / "icons").glob("*.svg"))
    fixed = [icon.name for icon in icons if 'stroke="currentColor"' not in icon.read_text("utf-8")]

    assert icons
    assert not fixed


def test_licences_lie_beside_what_they_cover() -> None:
    for name in PYPROJECT["project"]["license-files"]:
        assert (ROOT / name).stat().st_size > 500


def test_an_environment_without_its_stamp_is_incomplete(run: ModuleType) -> None:
    run.PYTHON.parent.mkdir(parents=True)
    run.PYTHON.touch()
    assert not run.is_complete()

    run.STAMP.write_text(run.fingerprint(), encoding="utf-8")
    assert run.is_complete()

    run.STAMP.write_text("of an older lock file", encoding="utf-8")
    assert not run.is_complete()


def test_a_set_up_that_fails_leaves_no_stamp(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def empty_environment() -> list[str]:
        run.PYTHON.parent.mkdir(parents=True)
        run.PYTHON.touch()
        return ["pip"]

    monkeypatch.setattr(run, "make_environment", empty_environment)
    monkeypatch.setattr(run, "call", lambda *_, **__: False)

    with pytest.raises(SystemExit, match="run the same line again"):
        run.set_up()
    assert run.PYTHON.exists()
    assert not run.is_complete()


def test_without_any_way_to_make_an_environment_one_sentence_says_what_to_do(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "call", lambda *_, **__: False)

    with pytest.raises(SystemExit, match="apt install python3-venv"):
        run.set_up()


def test_the_command_is_what_the_wheel_installs() -> None:
    assert PYPROJECT["project"]["scripts"] == {"dukandar": "desktop.__main__:main"}


def test_the_set_up_needs_the_standard_library_only() -> None:
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    names = re.findall(r"^\s*(?:import|from) (\w+)", source, re.MULTILINE)

    assert set(names) <= sys.stdlib_module_names


def test_whoever_opens_a_shop_knows_every_table_of_its_file() -> None:
    from domain.simulation.every_table import ROOMS

    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "domain").rglob("tables.py")}

    assert {room.__name__.replace(".", "/") + ".py" for room in ROOMS} == there


def test_a_shop_made_by_a_process_that_did_nothing_else_has_every_table(tmp_path: Path) -> None:
    from domain.kernel.schema import metadata
    from domain.simulation import every_table  # noqa: F401

    made = "from pathlib import Path; from domain.shop import Shop; "
    made += "Shop.real(Path('real.dukandar'), 'us', 'Mine').close(); "
    made += "Shop.practice(Path('p.dukandar'), 'empty', seed=1, noise=1).close()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", made], cwd=tmp_path, env=environment, check=True)

    query = "select name from sqlite_master where type = 'table'"
    for name in ("real", "p"):
        with Shop(tmp_path / f"{name}.dukandar") as shop:
            names = shop.read(lambda conn: conn.exec_driver_sql(query).scalars().all())
        assert set(names) == set(metadata.tables)
