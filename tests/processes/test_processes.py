"""Other processes do what they are asked; whatever becomes of them, each job has its answer or none, in order."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator

import pytest

from tracker import processes
from tracker.processes import Processes, Work

UPPER = Work("operator", "methodcaller", ("upper",))
"""Answers words in capital letters, and dies of anything else."""


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_each_job_is_answered_in_order(monkeypatch: pytest.MonkeyPatch, unbuffered: str) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)

    with Processes(UPPER, 2) as two:
        assert list(two.answers((number, f"w{number}") for number in range(50))) == [
            (number, f"W{number}") for number in range(50)
        ]


def test_jobs_are_taken_as_they_are_done() -> None:
    taken: list[int] = []

    def jobs() -> Iterator[tuple[int, str]]:
        for number in range(20):
            taken.append(number)
            yield number, "w"

    with Processes(UPPER, 2) as two:
        answers = two.answers(jobs())
        assert [next(answers), len(taken), next(answers), len(taken)] == [(0, "W"), 4, (1, "W"), 5]


def test_of_one_that_died_nothing_is_answered_any_more_and_of_the_others_all() -> None:
    jobs = ["a", "b", "c", 4, "e", "f", "g", "h"]

    with Processes(UPPER, 2) as two:
        answers = [answer for _, answer in two.answers(enumerate(jobs))]

    assert answers == ["A", "B", "C", None, "E", None, "G", None]


@pytest.mark.parametrize("program", ["/nonexistent/python", "/bin/true", "/bin/echo", ""])
def test_where_none_can_be_started_nothing_is_answered(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(sys, "executable", program)

    with Processes(UPPER, 2) as two:
        assert list(two.answers([(1, "a"), (2, "b")])) == [(1, None), (2, None)]


def test_a_program_that_holds_its_interpreter_starts_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    with Processes(UPPER, 2) as none:
        assert list(none.answers([(1, "a")])) == [(1, None)]
        assert len(none) == 0


@pytest.mark.parametrize(("found", "started"), [(1, 0), (2, 2), (64, 4)])
def test_as_many_are_started_as_there_are_processors(monkeypatch: pytest.MonkeyPatch, found: int, started: int) -> None:
    monkeypatch.setattr(processes, "processors", lambda: found)

    with Processes(UPPER) as some:
        assert len(some) == started


def test_ctrl_c_is_meant_for_the_one_that_started_them() -> None:
    with Processes(UPPER, 1) as one:
        (process,) = one._at_work
        assert list(one.answers([(1, "a")])) == [(1, "A")]
        os.kill(process._child.pid, signal.SIGINT)
        assert list(one.answers([(2, "b")])) == [(2, "B")]


def test_they_end_with_the_block_whatever_they_are_at() -> None:
    with Processes(UPPER, 2) as two:
        next(two.answers(enumerate(["w"] * 50)))

    assert [process._child.returncode for process in two._at_work] == [-signal.SIGKILL] * 2
    assert not any(process._thread.is_alive() for process in two._at_work)
