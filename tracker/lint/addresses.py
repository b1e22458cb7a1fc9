"""Rules about where links and images lead: to what others cannot open, and to files that are not there."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import SplitResult, unquote, urlsplit

from tracker.lint.fault import Fault
from tracker.lint.page import Html, Page, Passage
from tracker.regex import regex
from tracker.values import frozen
from tracker.wording import N_, _

_BARE = regex(r"(?<![A-Za-z])https?://[^\s<>\"'`|]++", re.IGNORECASE)
_TAG = regex(r"<(?P<tag>img|a)\s[^<>]*+>", re.IGNORECASE)
_ATTRIBUTE = regex(r"\s(?P<name>src|href)\s*+=\s*+(?:\"(?P<d>[^\"]*+)\"|'(?P<s>[^']*+)'|(?P<b>[^\s\"'>]++))", re.I)
_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*+:")
_DRIVE = regex(r"[A-Za-z]:[\\/]|\\\\")
_OWN_FOLDERS = ("/Users/", "/home/", "~/")
_PAGE_ID = regex(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@frozen
class _Address:
    """Where a link or an image leads."""

    line: int
    url: str
    image: bool
    bare: bool
    """Whether it stands in the text as it is, with no other words for it."""


@frozen
class _Closed:
    """A place that only some, or for some time, can open."""

    host: re.Pattern[str]
    path: re.Pattern[str]
    """What its path, with the query, begins with."""
    reason: str


def _closed(host: str, path: str, reason: str) -> _Closed:
    return _Closed(re.compile(host), re.compile(path, re.IGNORECASE), reason)


_ANY = ""
_UPLOADED = N_("Notion signs the address of an uploaded file for about an hour; after that nobody sees it.")
_CLOSED = (
    _closed(
        r"private-user-images\.githubusercontent\.com",
        _ANY,
        N_("It is an image of a private repository, whose address expires within minutes."),
    ),
    _closed(
        r"raw\.githubusercontent\.com",
        r"[^?#]*\?(?:[^#]*&)?token=",
        N_("It is a file of a private repository, and the token in its address expires."),
    ),
    _closed(r"file\.notion\.so|prod-files-secure\.s3[.a-z0-9-]*\.amazonaws\.com", _ANY, _UPLOADED),
    _closed(r"s3[.a-z0-9-]*\.amazonaws\.com", r"/(?:secure\.notion-static\.com|prod-files-secure)/", _UPLOADED),
    _closed(r"secure\.notion-static\.com(?:\.s3[.a-z0-9-]*\.amazonaws\.com)?", _ANY, _UPLOADED),
    _closed(r"(?:www\.)?notion\.so", r"/(?:image|signed)/", _UPLOADED),
    _closed(
        r"(?:www\.)?notion\.so",
        rf"[^?#]*(?:{_PAGE_ID.pattern})",
        N_("Pages of notion.so are for members of the workspace; those for everyone are on notion.site."),
    ),
    _closed(
        r"docs\.google\.com",
        r"/(?!forms/)(?![^?#]*/(?:d/e/|pub(?:html)?\b))",
        N_("Google shows it only to those it is shared with."),
    ),
    _closed(r"drive\.google\.com", _ANY, N_("Google shows it only to those it is shared with.")),
    _closed(r"files\.slack\.com", _ANY, N_("Slack shows it to members of the workspace only.")),
    _closed(r"[a-z0-9-]+\.slack\.com", r"/(?:archives|files)/", N_("Slack shows it to members of the workspace only.")),
    _closed(
        r"cdn\.discordapp\.com|media\.discordapp\.net",
        r"/(?:ephemeral-)?attachments/",
        N_("Discord's addresses of attachments expire after about a day."),
    ),
    _closed(r"[a-z0-9-]+\.atlassian\.net", _ANY, N_("Atlassian shows it to members of the site only.")),
    _closed(r"[a-z0-9-]+\.sharepoint\.com", _ANY, N_("SharePoint shows it to members of the organisation only.")),
    _closed(_ANY, r"[^?#]*\?(?:[^#]*&)?X-Amz-Signature=", N_("The address is signed and expires.")),
)


def address_faults(page: Page, exists: Callable[[str], bool] | None) -> Iterator[Fault]:
    """Yield addresses that others cannot open, and relative ones that `exists` knows nothing of, each once a line."""
    seen: set[tuple[int, str]] = set()
    for address in _addresses(page):
        if (address.line, address.url) in seen:
            continue
        seen.add((address.line, address.url))
        reason = _why_closed(address)
        if reason is not None:
            mend = (
                _("Put the image beside the log, or upload it where everyone sees it.")
                if address.image
                else _("Link to what everyone can open, or write here what it says.")
            )
            yield Fault(address.line, "members-only", reason, mend)
        elif exists is not None and (path := _relative(address.url)) and ("\0" in path or not exists(path)):
            reason = _("There is no file {path}.", path=path)
            yield Fault(address.line, "missing-file", reason, _("Correct the path, or put the file there."))


# Where addresses stand


def _addresses(page: Page) -> Iterator[_Address]:
    for passage in page.passages:
        yield from _in_passage(passage)
    for html in page.html:
        yield from _in_html(html)


def _in_passage(passage: Passage) -> Iterator[_Address]:
    for place in passage.judgement.places:
        line = passage.line_at(place.start)
        if place.rule == "html_inline":
            yield from _in_html(Html(line, place.words))
        elif place.rule in ("link", "image", "autolink"):
            said = passage.content[place.start + 1 : place.start + 1 + len(place.words)]
            yield _Address(line, place.words, place.rule == "image", said == place.words)
    if "://" in passage.content and not passage.too_long:
        outside = passage.without("link", "image", "autolink", "html_inline", "backticks")
        for match in _BARE.finditer(outside):
            yield _Address(passage.line_at(match.start()), match[0].rstrip(".,;:!?)]*_~"), False, True)


def _in_html(html: Html) -> Iterator[_Address]:
    line, counted = html.line, 0
    for tag in _TAG.finditer(html.content):
        wanted = "src" if tag["tag"].casefold() == "img" else "href"
        line += html.content.count("\n", counted, tag.start())
        counted = tag.start()
        for attribute in _ATTRIBUTE.finditer(tag[0]):
            if attribute["name"].casefold() == wanted:
                url = unescape(attribute["d"] or attribute["s"] or attribute["b"] or "").strip()
                yield _Address(line, url, wanted == "src", False)


# Where they lead


def _why_closed(address: _Address) -> str | None:
    """Return why others cannot open an address; None when nothing is known against it."""
    url = address.url
    if url.casefold().startswith("file:") or _DRIVE.match(url) or url.startswith(_OWN_FOLDERS):
        return None if address.bare else _("It lies on your own computer; nobody else can open it.")
    parts = _parts(url)
    if parts is None or not parts.hostname:
        return None
    host = parts.hostname.rstrip(".")
    if _is_near(host):
        # As a bare address it is what the text is about: how to look at what runs here.
        return None if address.bare else _("{host} is your own computer or network; nobody else gets there.", host=host)
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    known = next((c for c in _CLOSED if (not c.host.pattern or c.host.fullmatch(host)) and c.path.match(path)), None)
    return _(known.reason) if known is not None else None


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(f"https:{url}" if url.startswith("//") else url)
        return parts if parts.scheme in ("http", "https") and parts.hostname is not None else None
    except ValueError:
        return None


def _is_near(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_private or address.is_loopback or address.is_link_local


def _relative(url: str) -> str:
    """Return the path of a relative address; empty for any other."""
    if _SCHEME.match(url) or url.startswith("//"):
        return ""
    return unquote(re.split(r"[?#]", url, maxsplit=1)[0])
