"""What the wheel and the source distribution contain."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from tests.packaging.commands import REPOSITORY, run

pytestmark = pytest.mark.slow_install


def files_below(folder: Path) -> set[str]:
    """Return the files of a folder, relative to it, without what Python compiled."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def contents_of(wheel: Path) -> dict[str, bytes]:
    """Read a whole wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_has_the_package_the_templates_and_the_sample_and_nothing_else(wheel: Path) -> None:
    shipped = {
        "tracker/": REPOSITORY / "tracker",
        "tracker/_shipped/templates/": REPOSITORY / "templates",
        "tracker/_shipped/sample/": REPOSITORY / "data" / "sample",
    }
    expected = {
        f"{place}{name}": (folder / name).read_bytes()
        for place, folder in shipped.items()
        for name in files_below(folder)
    }

    packed = {name: content for name, content in contents_of(wheel).items() if ".dist-info/" not in name}

    assert sorted(packed) == sorted(expected)
    assert packed == expected


@pytest.mark.parametrize(
    "name",
    [
        "tracker/codec/FORMAT.md",
        "tracker/tui/tracker.tcss",
        "tracker/_shipped/templates/day.md",
        "tracker/_shipped/templates/judges.yaml",
    ],
)
def test_the_wheel_has(name: str, wheel: Path) -> None:
    assert name in contents_of(wheel)


def test_the_wheel_has_the_licence(wheel: Path) -> None:
    licences = [content for name, content in contents_of(wheel).items() if name.endswith(".dist-info/licenses/LICENSE")]

    assert licences == [(REPOSITORY / "LICENSE").read_bytes()]


def test_the_source_distribution_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--sdist", "--outdir", tmp_path, REPOSITORY)
    (source,) = tmp_path.glob("*.tar.gz")
    run(sys.executable, "-m", "pip", "wheel", source, "--no-deps", "--wheel-dir", tmp_path)
    (rebuilt,) = tmp_path.glob("*.whl")

    assert contents_of(rebuilt) == contents_of(wheel)
