"""The program installs and runs by each of the ways people install Python programs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.packaging.commands import REPOSITORY, check_that_it_runs, install, new_environment, programs_of, run

pytestmark = pytest.mark.slow_install


def test_pip_installs_the_wheel(wheel: Path, tmp_path: Path, empty_home: dict[str, str]) -> None:
    python = new_environment(tmp_path / "venv")
    install(python, wheel)

    check_that_it_runs(programs_of(tmp_path / "venv") / "studylog", empty_home)


@pytest.mark.usefixtures("registry")
def test_pip_installs_the_checkout_as_editable(tmp_path: Path, empty_home: dict[str, str]) -> None:
    python = new_environment(tmp_path / "venv")
    install(python, "--editable", REPOSITORY)

    check_that_it_runs(programs_of(tmp_path / "venv") / "studylog", empty_home)


@pytest.mark.usefixtures("registry")
def test_pipx_installs_the_checkout(tmp_path: Path, empty_home: dict[str, str]) -> None:
    python = new_environment(tmp_path / "venv")
    install(python, "pipx")
    places = {name: str(tmp_path / name) for name in ("PIPX_HOME", "PIPX_BIN_DIR", "PIPX_MAN_DIR")}
    run(python, "-m", "pipx", "install", "--python", sys.executable, REPOSITORY, env={**os.environ, **places})

    check_that_it_runs(tmp_path / "PIPX_BIN_DIR" / "studylog", empty_home)


@pytest.mark.usefixtures("registry")
def test_uv_installs_the_checkout_as_a_tool(tmp_path: Path, empty_home: dict[str, str]) -> None:
    python = new_environment(tmp_path / "venv")
    install(python, "uv")
    places = {name: str(tmp_path / name) for name in ("UV_TOOL_DIR", "UV_TOOL_BIN_DIR", "UV_CACHE_DIR")}
    run(python, "-m", "uv", "tool", "install", "--python", sys.executable, REPOSITORY, env={**os.environ, **places})

    check_that_it_runs(tmp_path / "UV_TOOL_BIN_DIR" / "studylog", empty_home)
