"""Set Dukandar up and start it, from a checkout and with nothing but Python and pip.

    python3 run.py            the program; further arguments go to it
    python3 run.py test       its tests, without a display; further arguments go to pytest

The first run fills .venv with the locked libraries, each checked against its hash. A stamp written
last says the set-up is complete, so an interrupted one starts over.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO, NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".venv-tools"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "complete"

# What Qt's wheels expect of a Linux system: the shared library, and Debian's package of it.
SYSTEM_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}


def say(text: str) -> None:
    """Speak on stderr: stdout belongs to the program, which may be writing JSON there."""
    print(text, file=sys.stderr, flush=True)


def fingerprint() -> str:
    """Everything the environment depends on; tool settings in pyproject.toml are left out."""
    import tomllib

    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [
        str(ROOT),
        sys.base_prefix,
        sys.version,
        (ROOT / "requirements.lock").read_text(encoding="utf-8"),
        [pyproject["build-system"], pyproject["project"], pyproject["tool"]["hatch"]],
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def is_complete() -> bool:
    """Whether the environment is whole and was made for this checkout and this Python."""
    try:
        return PYTHON.exists() and STAMP.read_text(encoding="utf-8") == fingerprint()
    except OSError:
        return False


def clean_environment() -> dict[str, str]:
    """The caller's environment without what would send pip or Python somewhere else."""
    stray = {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV", "PIP_PYTHON"}
    stray |= {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    kept = {name: value for name, value in os.environ.items() if name not in stray}
    return kept | {
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "PIP_USER": "0",
    }


def call(*command: str | Path, **environment: str) -> bool:
    """Run a command with its output on stderr and say whether it succeeded."""
    return (
        subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=clean_environment() | environment,
            stdout=sys.stderr.fileno(),
            check=False,
        ).returncode
        == 0
    )


def clear(*folders: Path) -> None:
    """Remove folders; an OSError says what holds on to one."""
    for folder in folders:
        if folder.is_symlink():
            folder.unlink()
        elif folder.exists():
            shutil.rmtree(folder)


def make_environment() -> list[str | Path] | None:
    """Make an empty .venv and return the command that is pip inside it, or None.

    Debian splits ensurepip off Python, and some systems have no venv at all; whichever pip there is
    then fills an environment made without one, or fetches virtualenv into a folder of its own.
    """
    has_pip = importlib.util.find_spec("pip") is not None
    has_venv = importlib.util.find_spec("venv") is not None
    inside: list[str | Path] = [PYTHON, "-m", "pip"]

    clear(VENV, TOOLS)
    if (
        has_venv
        and importlib.util.find_spec("ensurepip") is not None
        and call(sys.executable, "-m", "venv", VENV)
    ):
        return inside

    clear(VENV)
    outside: list[str | Path] = [sys.executable, "-m", "pip", "--python", PYTHON]
    if (
        has_venv
        and has_pip
        and call(sys.executable, "-m", "venv", "--without-pip", VENV)
        and call(*outside, "--version")
    ):
        return outside

    clear(VENV)
    if (
        has_pip
        and call(sys.executable, "-m", "pip", "install", "-q", "--target", TOOLS, "virtualenv")
        and call(sys.executable, "-m", "virtualenv", "-q", VENV, PYTHONPATH=str(TOOLS))
    ):
        return inside
    return None


def set_up() -> None:
    """Fill .venv from the lock file; every way out but the last leaves it without its stamp."""
    say("Setting up Dukandar. This happens once, needs the internet and takes about a minute …")
    pip = make_environment()
    if pip is None:
        sys.exit(
            "Dukandar needs an environment of its own and this Python cannot make one; "
            "on Debian or Ubuntu, run: apt install python3-venv python3-pip"
        )
    # The lock is complete, and leaves out what a library is not wanted for.
    install = [*pip, "install", "-q", "--no-deps"]
    hashed = ["--require-hashes", "--only-binary", ":all:"]
    if not (
        call(*install, *hashed, "--requirement", ROOT / "requirements.lock")
        and call(*install, "--no-build-isolation", "--editable", ROOT)
    ):
        sys.exit("The set-up stopped above; nothing is lost, run the same line again.")
    clear(TOOLS)
    STAMP.write_text(fingerprint(), encoding="utf-8")
    say("Set up.")


def hold_lock() -> BinaryIO:
    """Wait for another run.py to finish its set-up; the system lets go when this process ends."""
    lock = (ROOT / ".venv.lock").open("a+b")
    if sys.platform == "win32":
        import msvcrt

        while True:  # Windows itself gives up after ten seconds
            try:
                lock.seek(0)
                msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                break
            except OSError:
                continue
    else:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def missing_libraries() -> list[str]:
    """Debian's names of the system libraries Qt would not find."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    for library, package in SYSTEM_LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    fonts = Path("/usr/share/fonts")
    if not any(fonts.rglob("*.ttf")) and not any(fonts.rglob("*.otf")):
        missing.append("fonts-dejavu-core")
    return missing


def provide_libraries() -> list[str]:
    """Install missing system libraries where that is possible; return those still missing."""
    missing = missing_libraries()
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing system libraries: " + " ".join(missing))
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        call("apt-get", "update", "-qq", **quiet)
        call("apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing, **quiet)
        missing = missing_libraries()
    return missing


def become(command: list[str], environment: dict[str, str]) -> NoReturn:
    """Continue as another program; Windows has no exec worth the name, so wait for it there."""
    if sys.platform == "win32":
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)
    os.execve(command[0], command, environment)


def main(arguments: list[str]) -> NoReturn:
    """Set up if needed, then become the program or its tests."""
    testing = arguments[:1] == ["test"]
    fresh = not is_complete()
    if fresh:
        with hold_lock():
            if not is_complete():
                set_up()
    if fresh or testing:
        missing = provide_libraries()
        if missing:
            words = "The window needs system libraries that are missing here; on Debian or Ubuntu, "
            words += "run: apt install " + " ".join(missing)
            if testing:
                sys.exit(words)
            say(words)

    # -P: what lies in the current folder is never taken for a library.
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH")}
    if testing:
        os.chdir(ROOT)
        environment["QT_QPA_PLATFORM"] = "offscreen"
        become([str(PYTHON), "-P", "-m", "pytest", *arguments[1:]], environment)
    become([str(PYTHON), "-P", "-m", "desktop", *arguments], environment)


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("Dukandar needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("Stopped.")
    except OSError as error:
        sys.exit("Dukandar could not set itself up: " + str(error))
