"""What the fuzzer calls, and what it begins with: invented texts and the samples that come with the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.codec.strategies import HEADINGS, ITEMS, NASTY, WHOLE
from tests.hostile import laws
from tracker.places import shipped

_NAMES = ("2025-01-22.md", "a/2025-01-23.md", "notes.md", "2024/08/16.md", "b/2025-01-22.md")
_FIXTURES = Path(__file__).parents[1] / "codec" / "fixtures"
_PART = b"\xfe\xff"
"""Cuts an input into parts; no UTF-8 text has it."""
_SETTINGS = (
    "language: ko\ntemplate: english\nday_start: 04:30\ncourse_start: 2024-09-30\ntarget: 7h\n",
    "days_off: [sun, 2025-01-29]\nrecurring:\n  - {text: Review, rule: weekdays}\n  - Read\n",
    'keys: {today.goal: G, week.next: "n,right"}\nfocus: 50/10\nsync_at: both\nweek_labels: {8: Kubernetes}\n',
    'publish_to: github:a/b\npublish_path: "{month}/{date}.md"\npublish_labels: [TIL, study]\npublish_commit: yes\n',
    "a: &a [x, x]\nb: &b [*a, *a]\nc: *b\n<<: {d: e}\n? [f]\n: g\n--- !!python/name:os.system\n",
)


def _chooser(data: bytes) -> laws.Choose:
    left = list(data)
    return lambda n: (left.pop() if left else 0) % n


def reader(data: bytes) -> None:
    """Read a text, look for what GitHub will not show, and make an edit; the last part chooses it."""
    body, _, choice = data.rpartition(_PART)
    text = laws.text_of(body)
    if text is None:
        return
    reading = laws.read_whole(text)
    laws.lint_whole(text)
    words, _, numbers = choice.rpartition(b"\xff")
    edited = laws.chosen_edit(reading, words.decode("utf-8", "ignore"), _chooser(numbers))
    if edited is not None:
        laws.assert_edit_is_local(reading, edited)


def template(data: bytes) -> None:
    """Read a template, try it out and open a day from it."""
    laws.read_template_whole(data.decode("utf-8", "replace"))


def settings(data: bytes) -> None:
    """Read settings and judges."""
    laws.read_settings_whole(data.decode("utf-8", "replace"))


def importer(data: bytes) -> None:
    """Bring the parts of an input in as files, and give them back."""
    laws.bring_in_and_give_back(dict(zip(_NAMES, data.split(_PART), strict=False)))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reader": reader,
    "template": template,
    "importer": importer,
    "settings": settings,
}


def seeds(target: str) -> Iterator[bytes]:
    """Yield the inputs that a target begins with."""
    samples = [path.read_bytes() for path in sorted(shipped("sample").rglob("*.md"))][::3]
    logs = [text.encode() for text in WHOLE] + [data[:4096] for data in samples]
    match target:
        case "template":
            yield from (path.read_bytes() for path in sorted(shipped("templates").glob("day*.md")))
        case "settings":
            yield from (text.encode() for text in _SETTINGS)
            yield (shipped("templates") / "judges.yaml").read_bytes()
        case "importer":
            yield from (_PART.join(logs[n : n + 3]) for n in range(0, len(logs), 3))
        case _:
            choices = ("읽기".encode() + b"\xff" + bytes([a, b, a]) for a in range(8) for b in range(4))
            yield from (log + _PART + choice for log, choice in zip(logs * 2, choices, strict=False))
    if target in ("reader", "importer"):
        yield from (path.read_bytes()[:4096] for path in sorted(_FIXTURES.glob("*.md")))


def dictionary() -> Iterator[str]:
    """Yield words that an input is likely to be about, as libFuzzer wants them written."""
    words = {
        *filter(None, NASTY),
        *HEADINGS,
        *ITEMS,
        "{{ goal }}",
        "{{ topic }} - {{ presenter }}",
        "{{ total }}",
        "{{ date }}",
    }
    words |= {
        "\n",
        "\r\n",
        "(총 공부 시간 1:00:00)",
        "~ 03-13",
        "```",
        "<!--",
        "-->",
        "**",
        "*a",
        "&a",
        "!!python/name:",
    }
    for word in sorted(words):
        yield "".join(
            chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}"
            for byte in word.encode("utf-8", "ignore")
        )
