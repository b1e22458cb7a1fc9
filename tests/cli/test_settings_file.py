"""One setting written into the file: the other lines stay, and nothing that cannot be read is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.errors import UsageError
from tracker.settings import read_config, write_setting


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    write_setting(tmp_path / "own" / "config.yaml", "theme", "nord")

    assert (tmp_path / "own" / "config.yaml").read_text("utf-8") == "theme: nord\n"


def test_other_lines_stay_as_they_are(tmp_path: Path) -> None:
    settings = tmp_path / "config.yaml"
    settings.write_text("# 내 설정\ndays_off:\n  - sun\n  - sat\ntarget: 7h # 하루\n", "utf-8")

    write_setting(settings, "days_off", "[sun]")
    write_setting(settings, "theme", "nord")

    assert settings.read_text("utf-8") == "# 내 설정\ndays_off: [sun]\ntarget: 7h # 하루\ntheme: nord\n"
    assert read_config(settings).theme == "nord"


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("thme", "nord", "There is no setting 'thme'. Did you mean 'theme'?"),
        ("target", "[", "'[' is no value for target: time to study a day, like 8h; 0 for none."),
        ("language", "de", "Setting language: 'de' is not a language of the program; choose ko, en or auto."),
    ],
)
def test_what_is_no_setting_is_not_written(tmp_path: Path, key: str, value: str, why: str) -> None:
    settings = tmp_path / "config.yaml"
    settings.write_text("target: 7h\n", "utf-8")

    with pytest.raises(UsageError) as refused:
        write_setting(settings, key, value)

    assert refused.value.sentence == why
    assert settings.read_text("utf-8") == "target: 7h\n"


def test_a_broken_file_is_left_to_its_owner(tmp_path: Path) -> None:
    settings = tmp_path / "config.yaml"
    settings.write_text("target: [\n", "utf-8")

    with pytest.raises(UsageError, match="not YAML"):
        write_setting(settings, "theme", "nord")
    assert settings.read_text("utf-8") == "target: [\n"
