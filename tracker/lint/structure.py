"""Rules about blocks: fences that are not closed, and headings that are empty or show as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.lint.fault import Fault, Splice
from tracker.lint.page import Fence, Page, Passage
from tracker.regex import regex
from tracker.wording import _

_HEADING = regex(r" {0,3}#{2,6}[ \t]+\S")
_TOP_HEADING = regex(r" {0,3}#[ \t]+\S")
_OPENER = regex(r"\s*(?P<sign>`{3,}|~{3,})\s*[A-Za-z]")
_MARKDOWN = ("md", "markdown", "mdx")
_REMARKS = ("bash", "dockerfile", "elixir", "make", "perl", "py", "python", "r", "rb", "ruby", "sh", "shell", "toml",
            "yaml", "yml", "zsh")  # fmt: skip
"""Languages in which `# words` is a remark."""
_UNSPACED = regex(r"[ \ufeff]{0,3}(?P<signs>#{2,6})(?=[^\W\d_]|\||:[a-z0-9_+-]+:|[\u2190-\u2bff\U0001f000-\U0001faff])")
_OTHER_SPACE = regex(r"[ \ufeff]{0,3}(?P<signs>#{1,6})(?P<gap>[\u00a0\u2000-\u200a\u202f\u205f\u3000]+)(?=\S)")
_TAG = regex(r"\s#+\w")


def fence_faults(page: Page) -> Iterator[Fault]:
    """Yield fences that nothing closes, and those that only the fence of a later block closes."""
    lines = [line.text for line in page.document.lines]
    for fence in page.fences:
        if not fence.closed:
            continue
        heading = _heading_before_an_opener(fence, lines)
        if heading is not None:
            yield _swallowing(fence, heading)
    for fence in page.fences:
        # What a list or a quote opens ends with it.
        if fence.closed or fence.end < len(lines):
            continue
        heading = _heading_within(fence, lines)
        if heading is not None:
            yield _swallowing(fence, heading)
        else:
            reason = _("The block of code that is opened here is never closed.")
            mend = _("Write {fence} on a line of its own after the code.", fence=fence.sign)
            yield Fault(fence.start, "fence", reason, mend)


def _swallowing(fence: Fence, heading: int) -> Fault:
    reason = _(
        "The block of code that is opened here is not closed; GitHub shows the heading in line {line} as code, too.",
        line=heading + 1,
    )
    mend = _("Close it: write {fence} on a line of its own before line {line}.", fence=fence.sign, line=heading + 1)
    return Fault(fence.start, "fence", reason, mend, blocks=True)


def _heading_within(fence: Fence, lines: Sequence[str]) -> int | None:
    language = fence.info.split(" ")[0].casefold()
    inside = range(fence.start + 1, fence.end)
    found = next((i for i in inside if _HEADING.match(lines[i])), None)
    if found is None and language not in _REMARKS:
        # A single `#` begins a remark in many languages; a heading has room above it.
        found = next((i for i in inside if _TOP_HEADING.match(lines[i]) and not lines[i - 1].strip()), None)
    return found


def _heading_before_an_opener(fence: Fence, lines: Sequence[str]) -> int | None:
    """Return the heading after which another block of code opens inside this one; None when none does."""
    if fence.info.split(" ")[0].casefold() in _MARKDOWN:
        return None
    heading = None
    for i in range(fence.start + 1, fence.end - 1):
        if heading is None and _HEADING.match(lines[i]):
            heading = i
        opener = _OPENER.match(lines[i])
        if opener is not None and heading is not None and opener["sign"].startswith(fence.sign):
            return heading
    return None


def heading_faults(page: Page) -> Iterator[Fault]:
    """Yield headings without words, and lines that are headings but for a space."""
    for line in page.empty_headings:
        yield _empty(line)
    for passage in page.passages:
        if passage.heading and not _has_words(passage.content):
            yield _empty(passage.line)
        elif "#" in passage.content:
            yield from _unspaced(page, passage)


def _empty(line: int) -> Fault:
    reason = _("The heading has no words; GitHub shows an empty line in its place.")
    return Fault(line, "empty-heading", reason, _("Write it, or take the line out."))


def _has_words(content: str) -> bool:
    # An emoji is something to see; a bar or a dash alone is what a template left.
    return any(char.isalnum() or char > "\u2fff" or "\u2190" <= char <= "\u2bff" for char in content)


def _unspaced(page: Page, passage: Passage) -> Iterator[Fault]:
    for i, column in enumerate(passage.columns):
        line = passage.line + i
        text = page.document.lines[line].text if line < len(page.document.lines) else ""
        if column is None or text[:column].strip(" \ufeff") or line in page.document.scan.opaque:
            continue
        match = _OTHER_SPACE.match(text) or _UNSPACED.match(text)
        if match is None or _TAG.search(text, match.end()):
            continue
        signs, after = match["signs"], match.end()
        reason = _("GitHub shows the {signs} of this heading as text, because no ordinary space follows.", signs=signs)
        splice = Splice(match.end("signs"), after, " ")
        mend = _("Write: {mended}", mended=f"{signs} {_first_words(text[after:])}")
        yield Fault(line, "heading-space", reason, mend, splice)


def _first_words(text: str) -> str:
    words = text.strip()
    return words if len(words) <= 40 else f"{words[:39]}…"
