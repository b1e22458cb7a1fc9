"""Compiled expressions and methods are kept between calls, do what they did, and are never needed."""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import importlib
import marshal
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tracker import kept_code
from tracker.codec.judges import Judge, Judges, merged
from tracker.places import Places
from tracker.regex import _Uncompiled
from tracker.resources import load_judges

REPOSITORY = Path(__file__).parents[2]
NOWHERE = REPOSITORY / "nowhere"
MODULES = sorted(
    ".".join(path.relative_to(REPOSITORY).with_suffix("").parts)
    for path in (REPOSITORY / "tracker").rglob("*.py")
    if not path.name.startswith("__") and " regex(" in path.read_text("utf-8")
)
LINES = """## 📅 날짜: 2025-03-14 (금) | 2025년 3월 14일 금요일, Mar 14, 2025
### 💭 오늘의 회고 (총 공부 시간 6:39:49) 7시간 30분 - 1h 20m
- [x] (지난) 도전 과제 1: **볼륨** 정리하기 ✅ (완료) <br/>
1. - 11주차 [백준] 5065번, Lv.2 abc123_d 6단계 심화1 25083 (미완) https://example.com/a(b)?q=1 [문서](<x> "y")
```python {{ date }} :memo: | 하루  09:00-10:20 독서 20m ago FREQ=DAILY;INTERVAL=2
"""


def all_expressions() -> list[_Uncompiled]:
    """Return every expression that a module of the program has."""
    return [
        value
        for module in MODULES
        for value in vars(importlib.import_module(module)).values()
        if isinstance(value, _Uncompiled)
    ]


def test_what_is_kept_of_every_expression_does_what_the_compiled_one_does() -> None:
    known = all_expressions()
    assert len(known) > 80

    for expression in known:
        compiled = re.compile(expression._source, expression._flags)
        flags, code, *groups = kept_code._code_of(expression._source, expression._flags)
        kept = _sre.compile(expression._source, flags, memoryview(code).cast("I").tolist(), *groups)
        assert kept == compiled, expression._source
        assert (kept.groups, kept.groupindex, kept.flags) == (compiled.groups, compiled.groupindex, compiled.flags)
        for line in (LINES, *LINES.split("\n")):
            assert [m.regs for m in kept.finditer(line)] == [m.regs for m in compiled.finditer(line)]


SCRIPT = """
import re, sys
compiled = []
compile_one = re._compiler.compile
re._compiler.compile = lambda source, flags=0: compiled.append(source) or compile_one(source, flags)
from tracker.kept_code import keep_compiled, use_kept
from tracker.regex import regex
use_kept()
found = regex(r"(?P<n>\\d+)주차").search("이번 12주차")
print(found["n"], regex(r"[a-zㄱ-ㅎ]+", re.IGNORECASE).findall("AB ㅋㅋ"), len(compiled))
keep_compiled()
"""
SAID = "12 ['AB', 'ㅋㅋ']"


def call(folder: Path, script: str = SCRIPT, *words: str, **environment: str) -> str:
    """Run a script in a fresh interpreter that keeps its byte code in a folder, and return what it says."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    own |= {"PYTHONPYCACHEPREFIX": str(folder), "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1", **environment}
    done = subprocess.run([sys.executable, "-c", script, *words], env=own, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def codes_in(folder: Path) -> list[Path]:
    """Return the files of codes in a folder."""
    return list(folder.rglob("*.codes"))


def test_the_second_call_compiles_nothing(tmp_path: Path) -> None:
    assert call(tmp_path) == f"{SAID} 2"
    (kept,) = codes_in(tmp_path)
    before = kept.read_bytes()

    assert call(tmp_path) == f"{SAID} 0"
    assert kept.read_bytes() == before
    assert list(kept.parent.glob("*.codes.*")) == []


VALUES = """
from __future__ import annotations
import builtins
compiled = []
compile_one = builtins.compile
def compile_or_note(source, *more, **named):
    compiled.extend(name for name in more if name == "<methods of a value>")
    return compile_one(source, *more, **named)
builtins.compile = compile_or_note
from tracker.kept_code import keep_compiled, use_kept
from tracker.values import frozen, field, replace
use_kept()
@frozen
class Place:
    name: str
    cells: int = 2
    marks: list = field(default_factory=list)
places = [Place(f"칸 {n}", cells=n) for n in range(9)] + [Place("볼륨")]
try:
    Place("하나", "둘", "셋", "넷")
except TypeError as error:
    print(error)
print(places[8], places[-1], places[-1].marks is places[0].marks, len(compiled))
keep_compiled()
"""


def test_the_second_call_writes_no_methods_of_values(tmp_path: Path) -> None:
    said = (
        "Place.__init__() takes from 2 to 4 positional arguments but 5 were given\n"
        "Place(name='칸 8', cells=8, marks=[]) Place(name='볼륨', cells=2, marks=[]) False"
    )

    assert call(tmp_path, VALUES) == f"{said} 1"
    assert call(tmp_path, VALUES) == f"{said} 0"
    assert call(tmp_path, VALUES, PYTHONDONTWRITEBYTECODE="1") == f"{said} 1"


@pytest.mark.parametrize("damage", [b"", b"\xff" * 9, marshal.dumps(3)])
def test_methods_that_cannot_be_read_are_written_anew(tmp_path: Path, damage: bytes) -> None:
    said = call(tmp_path, VALUES)
    (kept,) = codes_in(tmp_path)
    python, codes = marshal.loads(kept.read_bytes())
    kept.write_bytes(marshal.dumps((python, dict.fromkeys(codes, damage))))

    assert call(tmp_path, VALUES) == said


def test_nothing_is_kept_where_no_byte_code_is(tmp_path: Path) -> None:
    assert call(tmp_path, PYTHONDONTWRITEBYTECODE="1") == f"{SAID} 2"
    assert codes_in(tmp_path) == []


IMPORTING = """
import re, sys
compiled = []
compile_one = re._compiler.compile
re._compiler.compile = lambda source, flags=0: compiled.append(source) or compile_one(source, flags)
from tracker.kept_code import keep_compiled, kept_for_imports, use_kept
from tracker.regex import regex
use_kept()
plain = re.compile
with kept_for_imports():
    other = __import__(sys.argv[1])
regex("later+").search("later")
print(other.WORDS.findall("AB ㅋㅋ 12"), other.BYTES.findall(b"a1"), re.compile is plain, len(compiled))
keep_compiled()
"""
OTHER = """
import re
WORDS = re.compile(r"[a-zㄱ-ㅎ]+", re.IGNORECASE)
BYTES = re.compile(WORDS.pattern.encode()[:0] + rb"[0-9]")
SAME = re.compile(WORDS)
"""


def test_what_other_packages_compile_when_imported_is_kept_too(tmp_path: Path) -> None:
    (tmp_path / "other_package.py").write_text(OTHER, "utf-8")
    path = f"{REPOSITORY}{os.pathsep}{tmp_path}"
    said = "['AB', 'ㅋㅋ'] [b'1'] True"

    assert call(tmp_path / "kept", IMPORTING, "other_package", PYTHONPATH=path) == f"{said} 3"
    # Of bytes nothing is kept, and what was kept while importing is not lost by what is kept at the end.
    assert call(tmp_path / "kept", IMPORTING, "other_package", PYTHONPATH=path) == f"{said} 1"
    assert call(tmp_path / "kept") == f"{SAID} 1"
    assert call(tmp_path / "kept", IMPORTING, "other_package", PYTHONPATH=path) == f"{said} 1"


@pytest.mark.parametrize("damage", ["empty", "cut", "words", "list", "another Python", "codes"])
def test_what_is_damaged_or_strange_is_compiled_as_ever(tmp_path: Path, damage: str) -> None:
    call(tmp_path)
    (kept,) = codes_in(tmp_path)
    data = kept.read_bytes()
    python, codes = marshal.loads(data)
    strange = {key: (flags, b"\xff" * 40, *groups) for key, (flags, _code, *groups) in codes.items()}
    kept.write_bytes(
        {
            "empty": b"",
            "cut": data[: len(data) // 2],
            "words": b"not codes",
            "list": marshal.dumps([1, 2]),
            "another Python": marshal.dumps((("3.9", 1, 4), strange)),
            "codes": marshal.dumps((python, strange)),
        }[damage]
    )

    assert call(tmp_path) == f"{SAID} 2"
    assert call(tmp_path) == f"{SAID} 0"


def test_a_wrong_one_keeps_no_other_from_being_kept(tmp_path: Path) -> None:
    wrong = "try:\n    regex('(').match('')\nexcept re.error:\n    pass\nkeep_compiled()\n"

    call(tmp_path, SCRIPT.removesuffix("keep_compiled()\n") + wrong)

    assert call(tmp_path) == f"{SAID} 0"


def test_what_is_made_of_a_persons_own_judges_is_not_kept() -> None:
    own, shipped = Judge("내 문제집", (), None, False), Judge("백준", ("BOJ",), None, True)

    assert isinstance(Judges((own, shipped)).expression("내 문제집|백준"), re.Pattern)
    assert isinstance(Judges((shipped,), shipped=True).expression("백준"), _Uncompiled)
    assert load_judges(Places(NOWHERE / "config.yaml", NOWHERE / "a.db")).shipped
    assert not merged(Judges((shipped,), shipped=True), (own,)).shipped
