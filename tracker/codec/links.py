"""Links in a line of words: Markdown's and bare addresses."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.regex import regex
from tracker.values import frozen

MARKDOWN_LINK = regex(
    r"!?\[(?P<text>(?:[^\[\]]++|\[[^\[\]]*+\])*+)\]"
    r"\((?P<url>[^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+)(?:\s++\"[^\"]*+\")?+\)"
)
_ADDRESS = regex(r"<?(?P<url>https?://[^\s<>\"']++)>?")
_AROUND_TITLE = " \t\u00a0\u3000-*+>|:：–([（"


@frozen
class FoundLink:
    """A link among words."""

    start: int
    end: int
    """Columns `[start, end)` of the whole link."""
    title: str
    """Its own words, or those before it; empty when there are none."""
    url: str
    """May be empty: `[words]()`."""


def links_in(words: str) -> Iterator[FoundLink]:
    """Yield the links among `words`, from the first to the last."""
    at = 0
    linked = MARKDOWN_LINK.search(words)
    bare = _ADDRESS.search(words)
    while linked is not None or bare is not None:
        if linked is not None and (bare is None or linked.start() <= bare.start()):
            title, url, start, end = linked["text"], linked["url"], linked.start(), linked.end()
        else:
            assert bare is not None
            url = _without_sentence(bare["url"])
            title, start = "", bare.start()
            end = bare.end() if bare[0].endswith(">") else bare.start("url") + len(url)
        yield FoundLink(start, end, title or words[at:start].strip(_AROUND_TITLE), url)
        at = end
        # Each is looked for again only when it has been passed, so that a line of addresses is read once.
        if linked is not None and linked.start() < at:
            linked = MARKDOWN_LINK.search(words, at)
        if bare is not None and bare.start() < at:
            bare = _ADDRESS.search(words, at)


def _without_sentence(url: str) -> str:
    """Return an address without the full stop or bracket that ends the sentence around it."""
    url = url.rstrip(".,;")
    if url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(".,;")
    return url
