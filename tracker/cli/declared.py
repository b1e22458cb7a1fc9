"""What verbs are called with, as data: click makes commands of it, `plain` reads a plain call by it.

click takes longer to import than most verbs take to run, so nothing here or in the verbs' modules imports it.
"""

from __future__ import annotations

from tracker.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])
    Complete = Callable[[Any, Any, str], list[str]]


@frozen
class Choice:
    """One of some words."""

    words: tuple[str, ...]


@frozen
class Number:
    """A whole number from `least` to `most`; None for no such end."""

    least: int | None = None
    most: int | None = None


@frozen
class PathName:
    """A path, which need not exist; what exists must be of a kind that is wanted."""

    files: bool = True
    folders: bool = True


@frozen
class Bytes:
    """The bytes of a file, or of standard input for `-`."""


@frozen
class Anything:
    """Words that are left as they are, options too."""


Kind = Choice | Number | PathName | Bytes | Anything
"""What a word stands for, when it is more than a word."""


@frozen
class Argument:
    """Something a verb is given by its place."""

    name: str
    many: bool = False
    """Whether it takes all the words there are, as a tuple."""
    required: bool = True
    metavar: str | None = None
    kind: Kind | None = None
    complete: Complete | None = None


@frozen
class Option:
    """Something a verb is given by name."""

    names: tuple[str, ...]
    """As they are written: `-d`, `--day`; `--push/--no-push` says yes or no."""
    name: str
    """What the verb's function calls it."""
    help: str
    flag: bool = False
    """Whether it takes no value and is true when it is there."""
    sets: str | None = None
    """What it stands for, of several options that one value is chosen by."""
    metavar: str | None = None
    kind: Kind | None = None
    default: str | None = None
    required: bool = False
    complete: Complete | None = None
    shows_default: bool = False


class Verb:
    """A verb, what it is called with, and the function that does it: `function(desk, **values)`."""

    def __init__(self, name: str, function: Callable[..., Any], explanation: str, *, any_options: bool = False) -> None:
        self.name = name
        self.function = function
        self.explanation = explanation
        self.any_options = any_options
        """Whether options nobody knows are arguments."""
        declared: list[Argument | Option] = getattr(function, "declared", [])
        # Decorators are applied from the last to the first.
        self.parameters = tuple(reversed(declared))


class Group:
    """Verbs under one name."""

    def __init__(self, name: str, explanation: str, alone: str | None = None) -> None:
        self.name = name
        self.explanation = explanation
        self.alone = alone
        """The verb that is meant when none is named; None when one has to be."""
        self.verbs: dict[str, Verb] = {}

    def verb(self, name: str, *, explanation: str = "") -> Callable[[Callable[..., Any]], Verb]:
        """Declare a verb of the group; it is explained by its docstring when nothing else is said."""

        def declare(function: Callable[..., Any]) -> Verb:
            self.verbs[name] = Verb(name, function, explanation or function.__doc__ or "")
            return self.verbs[name]

        return declare


def verb(name: str, *, any_options: bool = False) -> Callable[[Callable[..., Any]], Verb]:
    """Declare a verb, which its docstring explains."""
    return lambda function: Verb(name, function, function.__doc__ or "", any_options=any_options)


def group(name: str, *, alone: str | None = None) -> Callable[[Callable[[], None]], Group]:
    """Declare a group of verbs, which the docstring explains."""
    return lambda function: Group(name, function.__doc__ or "", alone)


def argument(
    name: str,
    *,
    many: bool = False,
    required: bool | None = None,
    metavar: str | None = None,
    kind: Kind | None = None,
    complete: Complete | None = None,
) -> Callable[[FunctionT], FunctionT]:
    """Declare an argument; one of many words need not be there when nothing else is said."""
    needed = not many if required is None else required
    return _declaring(Argument(name, many, needed, metavar, kind, complete))


def option(
    *names: str,
    to: str = "",
    help: str,
    flag: bool = False,
    sets: str | None = None,
    metavar: str | None = None,
    kind: Kind | None = None,
    default: str | None = None,
    required: bool = False,
    complete: Complete | None = None,
    shows_default: bool = False,
) -> Callable[[FunctionT], FunctionT]:
    """Declare an option; `to` is what the function calls it, the first long name when nothing is said."""
    long = next((name for name in names if name.startswith("--")), names[0])
    name = to or long.partition("/")[0].lstrip("-").replace("-", "_")
    return _declaring(Option(names, name, help, flag, sets, metavar, kind, default, required, complete, shows_default))


def _declaring(parameter: Argument | Option) -> Callable[[FunctionT], FunctionT]:
    def declare(function: FunctionT) -> FunctionT:
        function.__dict__.setdefault("declared", []).append(parameter)
        return function

    return declare
