"""The plainest Textual applications there are, to measure the screen against: `python -m tests.bench.bare static`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import OptionList, Static, TextArea

READY = "bare and ready"
"""What each of them shows once it stands."""


class BareStatic(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        yield Static(READY)


class BareList(App[None]):
    """A list of so many lines."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        yield OptionList(READY, *(f"{number}  한 줄 of a list" for number in range(2, self._lines + 1)))


class BareArea(App[None]):
    """A text to write in, of which the cursor stands at the beginning."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        yield Static(READY)
        area = TextArea(self._text)
        # A blinking cursor draws by itself, and what is drawn would be taken for the answer to a key.
        area.cursor_blink = False
        yield area

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()


def main(arguments: Sequence[str]) -> None:
    """Run the one that is named: `static`, `list LINES` or `area FILE`."""
    app: App[None]
    match arguments:
        case ["static"]:
            app = BareStatic()
        case ["list", lines]:
            app = BareList(int(lines))
        case ["area", file]:
            app = BareArea(Path(file).read_text("utf-8"))
        case _:
            raise SystemExit(main.__doc__)
    app.run()


if __name__ == "__main__":
    main(sys.argv[1:])
