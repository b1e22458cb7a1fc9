"""Programs that are ended from another thread."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from tracker.errors import Cancelled
from tracker.publish.calls import Calls
from tracker.publish.programs import run


def test_a_program_under_way_is_ended_and_its_answer_not_believed(tmp_path: Path) -> None:
    calls, answers = Calls(), list[str]()
    os.mkfifo(tmp_path / "begun")

    def call() -> None:
        with calls.of_this_thread(), suppress(Cancelled):
            answers.append(
                run(["sh", "-c", f"echo begun > '{tmp_path}/begun'; tail -f /dev/null"], dict(os.environ)).out
            )

    thread = threading.Thread(target=call)
    thread.start()
    assert (tmp_path / "begun").read_text() == "begun\n"
    calls.end()
    thread.join(10)

    assert not thread.is_alive()
    assert answers == []


def test_after_the_end_nothing_more_is_called() -> None:
    calls = Calls()
    calls.end()

    with calls.of_this_thread(), pytest.raises(Cancelled):
        run(["true"], dict(os.environ))


def test_another_thread_is_not_concerned() -> None:
    calls = Calls()
    with calls.of_this_thread():
        pass
    calls.end()

    assert run(["echo", "goes on"], dict(os.environ)).out == "goes on\n"
