"""A few processes of this program that do what needs a processor and nothing else, such as reading days.

Each is a Python of its own, which opens no database, gets jobs through one pipe and answers through another. What they
are asked is a wish: where they cannot be started, or one of them dies, whoever asked does the job itself.
"""

from __future__ import annotations

import importlib
import marshal
import os
import sys
from collections import deque
from contextlib import suppress

from tracker.kept_code import use_kept
from tracker.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterable, Iterator
    from queue import SimpleQueue
    from types import TracebackType
    from typing import IO, Any, Self, TypeVar

    NamedT = TypeVar("NamedT")

_MOST_PROCESSES = 4
"""More of them make answers faster than one process takes them."""
_JOBS_AHEAD = 2
"""Jobs that each process is given before its first answer is taken."""
_GREETING = b"studylog"
_LENGTH = 8
"""Bytes that say how many follow."""
_MANY_NEW_OBJECTS = 100_000
_START = "import sys; sys.path[:] = sys.argv[1:]; import tracker.processes as p; p.serve()"


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@frozen
class Work:
    """What processes are started for."""

    module: str
    maker: str
    """The function of `module` that makes, of `given`, the function that is called with each job."""
    given: tuple[Any, ...]


class Processes:
    """Processes that are started for one kind of work; a context manager that ends them."""

    def __init__(self, work: Work, count: int | None = None) -> None:
        """Start them: `count` None takes as many as there are processors, and none where there is only one."""
        if count is None:
            found = processors()
            count = min(found, _MOST_PROCESSES) if found > 1 else 0
        self._at_work: list[_Process] = []
        # A program that holds its own interpreter cannot be asked to run another module.
        if count and sys.executable and not getattr(sys, "frozen", False):
            import pickle

            with suppress(OSError):
                first = pickle.dumps((work.module, work.maker, work.given))
                for _number in range(count):
                    self._at_work.append(_Process(first))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for process in self._at_work:
            process.end()

    def __len__(self) -> int:
        return len(self._at_work)

    def answers(self, jobs: Iterable[tuple[NamedT, Any]]) -> Iterator[tuple[NamedT, Any]]:
        """Yield the name of each job with the answer to it, in order; None is the answer to one that nobody did."""
        waiting: deque[tuple[NamedT, _Process]] = deque()
        ahead = _JOBS_AHEAD * len(self._at_work)
        for number, (name, job) in enumerate(jobs):
            if not ahead:
                yield name, None
                continue
            process = self._at_work[number % len(self._at_work)]
            process.jobs.put(job)
            waiting.append((name, process))
            if len(waiting) >= ahead:
                done, process = waiting.popleft()
                yield done, process.answers.get()
        while waiting:
            done, process = waiting.popleft()
            yield done, process.answers.get()


class _Process:
    def __init__(self, first: bytes) -> None:
        # Few calls start another process.
        import subprocess
        from queue import SimpleQueue
        from threading import Thread

        flags = {
            "-B": sys.dont_write_bytecode,
            "-E": sys.flags.ignore_environment,
            "-s": sys.flags.no_user_site,
        }
        command = [sys.executable, *(flag for flag, on in flags.items() if on), "-c", _START, *sys.path]
        self._child: subprocess.Popen[bytes] = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.jobs: SimpleQueue[Any] = SimpleQueue()
        self.answers: SimpleQueue[Any] = SimpleQueue()
        # A thread for each, so that the process never waits for the next job while its answers are worked with.
        self._thread = Thread(target=self._pass_on, args=(first,), daemon=True)
        self._thread.start()

    def _pass_on(self, first: bytes) -> None:
        jobs, answers = self._child.stdin, self._child.stdout
        assert jobs is not None
        assert answers is not None
        lives = True
        try:
            _write(jobs, first)
            lives = answers.read(len(_GREETING)) == _GREETING
        except (OSError, ValueError):
            lives = False
        while (job := self.jobs.get()) is not None:
            answer = None
            if lives:
                try:
                    _write(jobs, marshal.dumps(job))
                    answer = marshal.loads(_read(answers))
                except (OSError, EOFError, ValueError, TypeError):
                    lives = False
            self.answers.put(answer)

    def end(self) -> None:
        """End it, whatever it is at."""
        self._child.kill()
        self._child.wait()
        self.jobs.put(None)
        self._thread.join()
        for pipe in (self._child.stdin, self._child.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]


def serve() -> None:
    """Do jobs until there are no more: what a process is started with."""
    import gc
    import pickle
    import signal

    # Ctrl+C is meant for the one that started this; its end is the end of the jobs.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_MANY_NEW_OBJECTS)
    use_kept()
    # Whatever Python was told of its own streams, these have a buffer.
    with suppress(OSError, EOFError), open(0, "rb", closefd=False) as jobs, open(1, "wb", closefd=False) as answers:
        module, maker, given = pickle.loads(_read(jobs))
        work: Callable[[Any], Any] = getattr(importlib.import_module(module), maker)(*given)
        answers.write(_GREETING)
        answers.flush()
        while True:
            job = marshal.loads(_read(jobs))
            _write(answers, marshal.dumps(work(job)))
    # Nothing is to be written any more, and nobody would read it.
    os._exit(0)


def _write(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(_LENGTH, "big"))
    pipe.write(data)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes:
    """Return what `_write` wrote; raises EOFError when the other end is gone."""
    length = int.from_bytes(_exactly(pipe, _LENGTH), "big")
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data
