"""What importing the program loads and does: commands start fast, and nothing happens at import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
MODULES = sorted(
    ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__")
    for path in (REPOSITORY / "tracker").rglob("*.py")
    if path.name != "__main__.py"
)


def loaded_by(*modules: str, empty_home: dict[str, str]) -> set[str]:
    """Return the top-level names in `sys.modules` once a fresh interpreter has imported `modules`."""
    script = f"import sys\nsys.path.insert(0, {str(REPOSITORY)!r})\n"
    script += "".join(f"import {module}\n" for module in modules)
    script += "print(*{name.partition('.')[0] for name in sys.modules})"
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=empty_home["HOME"],
        env=empty_home,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return set(result.stdout.split())


@pytest.mark.parametrize("slow", ["textual", "jinja2", "sqlite_utils", "dateutil", "yaml"])
def test_the_command_line_starts_without(slow: str, empty_home: dict[str, str]) -> None:
    assert slow not in loaded_by("tracker.cli.main", empty_home=empty_home)


def test_nothing_outside_the_tui_loads_textual(empty_home: dict[str, str]) -> None:
    others = [module for module in MODULES if not f"{module}.".startswith("tracker.tui.")]

    assert "textual" not in loaded_by(*others, empty_home=empty_home)


def test_importing_every_module_leaves_no_file_behind(empty_home: dict[str, str]) -> None:
    assert "textual" in loaded_by(*MODULES, empty_home=empty_home)

    assert list(Path(empty_home["HOME"]).rglob("*")) == []
