"""What errors say: a sentence that holds everywhere, and on the command line also which verb helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.config import parse_config
from tracker.errors import NotFound, UsageError, nearest
from tracker.settings import read_config


@pytest.mark.parametrize(
    ("sentence", "shell", "whole"),
    [
        ("There is no log yet.", "", "There is no log yet."),
        ("There is no log yet.", "Open it: studylog new", "There is no log yet. Open it: studylog new"),
        ("It shares its line.", "; edit it: studylog edit.", "It shares its line; edit it: studylog edit."),
        ("Stop it first.", ": studylog stop", "Stop it first: studylog stop"),
        ("Make it writable.", ", or name another.", "Make it writable, or name another."),
    ],
)
def test_the_command_line_gets_the_sentence_and_what_helps(sentence: str, shell: str, whole: str) -> None:
    error = NotFound(sentence, shell=shell)

    assert str(error) == whole
    assert error.sentence == sentence


def test_a_sentence_within_another_keeps_what_helps(tmp_path: Path) -> None:
    settings = tmp_path / "config.yaml"
    settings.write_text("templte: plain-ko\n", "utf-8")

    with pytest.raises(UsageError) as refused:
        read_config(settings)
    assert refused.value.sentence == f"{settings}: There is no setting 'templte'. Did you mean 'template'?"
    assert refused.value.shell == "All of them: studylog config list."


def test_the_setting_is_named() -> None:
    with pytest.raises(UsageError) as refused:
        parse_config({"target": "long"})
    assert refused.value.sentence.startswith("Setting target: 'long' is not a length of time;")


def test_the_nearest_word() -> None:
    assert nearest("wek", ["month", "week"]) == " Did you mean 'week'?"
    assert nearest("xyzzy", ["month", "week"]) == ""
