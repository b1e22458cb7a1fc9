"""The commands by which people build, install and run the program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tracker import __version__

REPOSITORY = Path(__file__).parents[2]


def run(*command: str | Path, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> str:
    """Run a command to its end and return what it printed; fail the test with all it said when the command fails."""
    # What is installed is started once or twice: that compiles the little of it that is needed.
    told = {**(os.environ if env is None else env), "PIP_NO_COMPILE": "1"}
    result = subprocess.run(command, cwd=cwd, env=told, capture_output=True, encoding="utf-8", check=False)
    if result.returncode != 0:
        words = " ".join(map(str, command))
        pytest.fail(f"{words}\nexited with {result.returncode}\n{result.stdout}\n{result.stderr}", pytrace=False)
    return result.stdout


def programs_of(environment: Path) -> Path:
    """Return the folder of a virtual environment that its programs lie in."""
    return environment / ("Scripts" if os.name == "nt" else "bin")


def new_environment(folder: Path) -> Path:
    """Make an empty virtual environment and return its Python."""
    # Without a pip of its own, which takes longer to install than the program; that of the tests installs into it.
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    return programs_of(folder) / "python"


def install(python: Path, *what: str | Path) -> None:
    """Have pip install something into the environment of that Python."""
    run(sys.executable, "-m", "pip", "--python", python, "install", *what)


def check_that_it_runs(studylog: Path, empty_home: dict[str, str]) -> None:
    """Run the installed command out of reach of the checkout."""
    home = Path(empty_home["HOME"])

    assert __version__ in run(studylog, "--version", env=empty_home, cwd=home)
    assert "bootcamp-ko" in run(studylog, "template", "list", env=empty_home, cwd=home)
    assert "Usage" in run(studylog, "demo", "--help", env=empty_home, cwd=home)
