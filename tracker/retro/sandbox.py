"""Where templates run: they read what they are given, call nothing of Python, and come to an end.

A template is a person's file, but it may come from anyone. So names, filters and calls are those listed here; every
turn of a loop and every call is counted, and nothing made along the way may grow beyond a page's size.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import wraps
from typing import Any, ClassVar

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.filters import FILTERS
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace, missing

from tracker.cells import fit
from tracker.errors import nearest
from tracker.retro.text_charts import bar
from tracker.timefmt import WEEKDAY_NAMES, format_duration
from tracker.wording import _

MOST_STEPS = 200_000
"""Turns of loops and calls that a page may take; ten years of days take a tenth of it."""
LARGEST_VALUE = 1_000_000
"""Characters of a text, or entries of a list, that a template may make."""
_LARGEST_NUMBER = 10**18
_PER_STEP = 10
"""Entries or letters that a filter goes through in the time of a turn."""
_CALL = 4
"""Turns that a call takes as long as."""

_FILTERS = (
    "abs", "capitalize", "count", "d", "default", "dictsort", "first", "float", "groupby", "int", "items", "last",
    "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "select", "selectattr",
    "sort", "title", "trim", "unique", "upper", "wordcount",
)  # fmt: skip
"""Jinja's own filters that cannot make much out of little."""
_METHODS = ("cycle", "changed", "startswith", "endswith")
"""What may be called on values: of a loop, and of a text."""


class TooMuch(SecurityError):
    """A template does not come to an end, or makes more than a page holds."""


class Unknown(StrictUndefined):
    """A name that templates are not given; using it in any way is an error that names the nearest."""

    __slots__ = ()
    page_names: ClassVar[tuple[str, ...]] = ()
    """The names that a page is given."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        owner, name = self._undefined_obj, str(self._undefined_name)
        if owner is None:
            return _("There is no {name!r} of what is none; ask first: if … is not none.", name=name)
        known = self.page_names if owner is missing else getattr(type(owner), "__slots__", ())
        return _("There is no {name!r}.", name=name) + nearest(name, map(str, known))


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja with a budget: for one page, as what it has taken is counted here."""

    intercepted_binops = frozenset({"+", "-", "*", "%", "**"})

    def __init__(self, page_names: Iterable[str]) -> None:
        unknown = type("UnknownHere", (Unknown,), {"page_names": tuple(page_names), "__slots__": ()})
        super().__init__(undefined=unknown, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True)
        self.taken = 0
        """Turns and calls so far."""
        self.globals.clear()
        self.globals.update(range=_range, namespace=Namespace)
        own = {name: FILTERS[name] for name in _FILTERS} | OWN_FILTERS
        self.filters.clear()
        self.filters.update({name: self._bounded(function) for name, function in own.items()})
        self.filters |= {_COUNTED: self._counted, _MEASURED: self._measured, _NESTED: self._nested}
        self.finalize = written
        # Pieces of blocks and macros are put together by this.
        self.concat = self._joined  # type: ignore[method-assign]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for other in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
            raise TemplateSyntaxError(_("A template here takes in no other file."), other.lineno, name, filename)
        for loop in tree.find_all(nodes.For):
            if loop.recursive:
                raise TemplateSyntaxError(_("Loops cannot be recursive here."), loop.lineno, name, filename)
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        for concat in tree.find_all(nodes.Concat):
            # `a ~ b` is put together by Jinja itself, past any limit.
            concat.nodes = [_through("string", node) for node in concat.nodes]
        for compare in tree.find_all(nodes.Compare):
            # So are `a in b` and `a == b`, which go through all of them.
            compare.expr = _through(_MEASURED, compare.expr)
            for operand in compare.ops:
                operand.expr = _through(_MEASURED, operand.expr)
        for part in tree.find_all(nodes.Getitem):
            if isinstance(part.arg, nodes.Slice):
                part.node = _through(_MEASURED, part.node)
        for many in tree.find_all(nodes.List):
            many.items = [_through(_NESTED, item) for item in many.items]
        for some in tree.find_all(nodes.Tuple):
            # What a loop unpacks into is no value.
            if some.ctx == "load":
                some.items = [_through(_NESTED, item) for item in some.items]
        for pair in tree.find_all(nodes.Pair):
            pair.value = _through(_NESTED, pair.value)
        return tree

    # What it may take

    def step(self, cost: int = 1) -> None:
        """Count a turn, or what takes as long as `cost` turns; raises TooMuch beyond the budget."""
        self.taken += cost
        if self.taken > MOST_STEPS:
            raise TooMuch(_("It goes round more than {n:,} times; is there a loop without end?", n=MOST_STEPS))

    def _counted(self, values: Iterable[Any]) -> Any:
        items = list(within(values))

        def turns() -> Iterator[Any]:
            for item in items:
                self.step()
                yield item

        return _Turns(turns(), len(items))

    def _measured(self, value: Any) -> Any:
        """Count a value that is gone through as a whole."""
        if isinstance(value, str | list | tuple):
            self.step(1 + len(value) // _PER_STEP)
        return value

    def _nested(self, value: Any) -> Any:
        """Take a value into a list; one that holds lists that hold lists could grow to any size in a few turns."""
        if isinstance(value, list | tuple | dict):
            held = value.values() if isinstance(value, dict) else value
            self.step(1 + len(value) // _PER_STEP)
            if any(isinstance(item, list | tuple | dict) for item in held):
                raise too_large()
        return value

    def _bounded(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def filtered(*args: Any, **kwargs: Any) -> Any:
            self.step(1 + sum(len(value) for value in args if isinstance(value, str | list | tuple)) // _PER_STEP)
            return within(function(*args, **kwargs))

        return filtered

    def _joined(self, pieces: Iterable[str]) -> str:
        found, size = [], 0
        for piece in pieces:
            size += len(piece)
            if size > LARGEST_VALUE:
                raise too_large()
            found.append(piece)
        return "".join(found)

    # What it may do

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may read it: names that begin with `_` are Python's own, and so are methods."""
        if attr.startswith("_") or isinstance(obj, type):
            return False
        # The neighbours of a loop's first and last turn are undefined, which can be called, to say so.
        return isinstance(value, Undefined) or not callable(value) or attr in _METHODS

    def is_safe_callable(self, obj: Any) -> bool:
        """Return whether a template may call it: its own macros, loops, and what is listed here."""
        if isinstance(obj, Macro | LoopContext) or obj is _range or obj is Namespace:
            return True
        owner = getattr(obj, "__self__", None)
        return isinstance(owner, str | LoopContext) and getattr(obj, "__name__", "") in _METHODS

    def call(self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call what is safe to be called; raises SecurityError."""
        self.step(_CALL)
        if isinstance(__obj, Undefined):
            # Its text is the error that says what it is.
            str(__obj)
        if not self.is_safe_callable(__obj):
            name = getattr(__obj, "__name__", type(__obj).__name__)
            raise SecurityError(_("{name!r} cannot be called from a template.", name=name))
        return super().call(__context, __obj, *args, **kwargs)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Any:
        """Return what stands for an attribute that is not for templates."""
        hint = _("{name!r} is not for templates.", name=attribute)
        return self.undefined(hint, name=attribute, obj=obj, exc=SecurityError)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Do sums with numbers, and put texts and lists together, within limits."""
        self.step()
        if operator == "%" and isinstance(left, str):
            raise SecurityError(_("Texts are not formatted with % in a template; put the parts together with ~."))
        sized = [value for value in (left, right) if isinstance(value, str | list | tuple)]
        if operator == "*" and sized:
            times = right if sized[0] is left else left
            if not isinstance(times, int) or len(sized[0]) * max(times, 0) > LARGEST_VALUE:
                raise too_large()
        elif operator == "+" and sized:
            if sum(map(len, sized)) > LARGEST_VALUE:
                raise too_large()
        elif operator == "**" and (abs(right) > 64 or abs(left) > _LARGEST_NUMBER):
            raise too_large()
        made = within(super().call_binop(context, operator, left, right))
        if isinstance(made, str | list | tuple):
            self.step(len(made) // _PER_STEP)
        return made


class _Turns:
    """The values of a loop, which is counted; it knows how many there are without looking ahead."""

    def __init__(self, turns: Iterator[Any], length: int) -> None:
        self._turns, self._length = turns, length

    def __iter__(self) -> Iterator[Any]:
        return self._turns

    def __len__(self) -> int:
        return self._length


_COUNTED, _MEASURED, _NESTED = "turns of a loop", "whole value", "value in a list"
"""Names of filters that no template can write."""


def _through(name: str, node: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def written(value: Any) -> Any:
    """Return a value that can be written as it is; raises SecurityError for a list or an object with names.

    Such would be written in Python's manner, and one that holds itself many times over without end.
    """
    if isinstance(value, Undefined | str | int | float | dt.date | Macro) or value is None:
        return value
    raise SecurityError(_("A list or object is not written as a whole; join it, or write one of its names."))


def within(value: Any) -> Any:
    """Return a value that is no larger than a page; an iterator is read. Raises TooMuch."""
    if isinstance(value, str | list | tuple | Mapping | range):
        if len(value) > LARGEST_VALUE:
            raise too_large()
        for item in value if isinstance(value, list) else ():
            if isinstance(item, Undefined):
                # A list would hold and print it; as a text it is the error that says what it is.
                str(item)
    elif isinstance(value, int | float):
        if not -_LARGEST_NUMBER <= value <= _LARGEST_NUMBER and not (isinstance(value, float) and math.isnan(value)):
            raise too_large()
    elif isinstance(value, Iterator):
        found = []
        for item in value:
            found.append(item)
            if len(found) > LARGEST_VALUE:
                raise too_large()
        return within(found)
    return value


def too_large() -> TooMuch:
    """Return the error for what is larger than a page."""
    return TooMuch(_("What it makes is larger than any page."))


def _range(*bounds: int) -> range:
    """Return the numbers from the first bound to the last, without it."""
    numbers = range(*bounds)
    if len(numbers) > MOST_STEPS:
        raise too_large()
    return numbers


# The filters that are ours; each is described in templates/README.md.


def _duration(seconds: int | None) -> str:
    """`27378` as `7:36:18`; nothing for None."""
    return format_duration(seconds) if seconds is not None else ""


def _hours(seconds: int | None) -> str:
    """`27378` as `7:36`; nothing for None."""
    return format_duration(seconds).rsplit(":", 1)[0] if seconds is not None else ""


def _difference(seconds: int | None) -> str:
    """`3600` as `+1:00:00`, with a sign; nothing for None."""
    if seconds is None:
        return ""
    return f"{'+' if seconds > 0 else '±' if not seconds else ''}{format_duration(seconds)}"


def _percent(share: float | None) -> str:
    """`0.834` as `83%`; nothing for None."""
    return f"{math.floor(100 * share + 0.5)}%" if share is not None else ""


_DATE_PARTS: dict[str, Callable[[dt.date, Sequence[str]], str]] = {
    "YYYY": lambda day, names: f"{day.year}",
    "YY": lambda day, names: f"{day.year % 100:02}",
    "MM": lambda day, names: f"{day.month:02}",
    "M": lambda day, names: f"{day.month}",
    "DD": lambda day, names: f"{day.day:02}",
    "D": lambda day, names: f"{day.day}",
    "W": lambda day, names: names[day.weekday()],
}


_LONGEST_PATTERN = 100


def _date(day: dt.date | None, pattern: str = "YYYY-MM-DD", language: str = "ko") -> str:
    """A date by a pattern of YYYY YY MM M DD D W, like `M/D W`; nothing for None."""
    if day is None:
        return ""
    if len(pattern) > _LONGEST_PATTERN:
        raise too_large()
    names = WEEKDAY_NAMES.get(language, WEEKDAY_NAMES["en"])
    written, at = "", 0
    while at < len(pattern):
        part = next((part for part in _DATE_PARTS if pattern.startswith(part, at)), None)
        written += _DATE_PARTS[part](day, names) if part is not None else pattern[at]
        at += len(part) if part is not None else 1
    return written


def _cell(text: str) -> str:
    """A text for a cell of a table: `|` escaped, newlines as `<br>`."""
    lines = [line.strip() for line in str(written(text)).strip().split("\n")]
    return "<br>".join(lines).replace("\\|", "|").replace("|", "\\|")


def _one_line(text: str) -> str:
    """A text as one line."""
    return " ".join(str(written(text)).split())


def _fit(text: str, cells: int, align: str = "left") -> str:
    """A text padded or cut to so many terminal cells, Korean counted as two."""
    if not 0 <= cells <= 500 or align not in ("left", "right", "center"):
        raise TooMuch(_("A text is fitted to 0 to 500 cells, left, right or center."))
    return fit(str(written(text)), cells, align)


def _linked(words: str, address: str | None) -> str:
    """A Markdown link; the words alone when there is no address."""
    shown = _one_line(words)
    if not address:
        return shown
    shown = shown.replace("[", "\\[").replace("]", "\\]") if shown.count("[") != shown.count("]") else shown
    return f"[{shown}]({address})"


def _bar(seconds: int | None, width: int, most: int) -> str:
    """A bar of text, `width` cells for `most` seconds."""
    if not 0 <= width <= 500:
        raise TooMuch(_("A bar takes 0 to 500 cells."))
    return bar(seconds or 0, width, most)


def _join(values: Iterable[Any], between: str = "", attribute: str | None = None) -> str:
    """Jinja's `join`, within the size of a page."""
    words, size = [], 0
    for value in _each(values, attribute):
        words.append(str(written(value)))
        size += len(words[-1]) + len(between)
        if size > LARGEST_VALUE:
            raise too_large()
    return str(between).join(words)


def _each(values: Iterable[Any], attribute: str | None) -> Iterator[Any]:
    """Yield the values, or an attribute of each; raises SecurityError for one that is not for templates."""
    if attribute is not None and attribute.startswith("_"):
        raise SecurityError(_("{name!r} is not for templates.", name=attribute))
    return (value if attribute is None else getattr(value, attribute) for value in values)


def _replace(text: str, old: str, new: str) -> str:
    """Every `old` in a text as `new`."""
    text, old, new = (str(written(value)) for value in (text, old, new))
    if not old:
        return text
    if len(text) + text.count(old) * (len(new) - len(old)) > LARGEST_VALUE:
        raise too_large()
    return text.replace(old, new)


def _string(value: Any) -> str:
    """A value as a text."""
    return str(written(value))


def _sum(values: Iterable[Any], attribute: str | None = None) -> float:
    """Numbers added up, or those of an attribute."""
    numbers = list(_each(values, attribute))
    if not all(isinstance(number, int | float) for number in numbers):
        raise SecurityError(_("Only numbers can be added up."))
    total: float = sum(numbers)
    return total


def _round(number: float, digits: int = 0) -> float:
    """A number rounded to so many digits, from -9 to 9."""
    if not -9 <= digits <= 9:
        raise too_large()
    return round(number, digits)


def _truncate(text: str, length: int) -> str:
    """A text cut to so many characters, with `…` where it is cut."""
    words = str(written(text))
    return words if len(words) <= length else words[: max(0, length - 1)].rstrip() + "…"


OWN_FILTERS: dict[str, Callable[..., Any]] = {
    "bar": _bar,
    "cell": _cell,
    "date": _date,
    "difference": _difference,
    "duration": _duration,
    "fit": _fit,
    "hours": _hours,
    "join": _join,
    "linked": _linked,
    "one_line": _one_line,
    "percent": _percent,
    "replace": _replace,
    "round": _round,
    "string": _string,
    "sum": _sum,
    "truncate": _truncate,
}
"""Filters that templates have besides Jinja's."""
