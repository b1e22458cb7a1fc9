"""Frozen values with slots, as `dataclasses` makes them, whose methods are written when they are needed.

`@dataclass(frozen=True, slots=True)` writes and compiles its methods at import, half a millisecond a class; a verb of
every day loads ninety of them and makes a third, most of those once. All else is as there: the order of the fields,
their defaults, `__post_init__`, equality within one class, the hash, the pattern of `match`.
"""

from __future__ import annotations

from operator import attrgetter
from reprlib import recursive_repr

TYPE_CHECKING = False  # `typing` itself takes 3 ms to import
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from inspect import Signature
    from types import CodeType
    from typing import Any, TypeVar, dataclass_transform

    ValueT = TypeVar("ValueT")
else:

    def dataclass_transform(**_: object) -> Callable[[ValueT], ValueT]:
        """Tell type checkers, and only them, what the decorator does."""
        return lambda decorator: decorator


def compiled(source: str) -> CodeType:
    """Return the code that defines a value's methods."""
    return compile(source, "<methods of a value>", "exec")


class _Compiler:
    compiled: Callable[[str], CodeType] = staticmethod(compiled)


def compile_with(other: Callable[[str], CodeType]) -> None:
    """Have methods compiled by another function than `compiled`, from now on."""
    _Compiler.compiled = staticmethod(other)


class FrozenError(AttributeError):
    """A field of a frozen value was to be changed; the message is its name."""


class Field:
    """What is said of a field beside its type."""

    __slots__ = ("compare", "default", "factory", "hash")

    def __init__(self, default: Any, factory: Callable[[], Any] | None, compare: bool, hash: bool) -> None:
        self.default = default
        self.factory = factory
        self.compare = compare
        self.hash = hash


_NONE = object()
"""Stands for a default that is not there, and in a call for one that a factory makes."""
_PLAIN = Field(_NONE, None, True, True)


def field(
    *,
    default: Any = _NONE,
    default_factory: Callable[[], Any] | None = None,
    compare: bool = True,
    hash: bool = True,
) -> Any:
    """Return what stands behind a field: its default or what makes one, and whether it counts when two are compared."""
    return Field(default, default_factory, compare, hash and compare)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[ValueT] | None = None, /, *, slots: bool = True) -> Any:
    """Make a class of annotated fields a frozen value; without `slots` it can hold a `cached_property`."""
    if cls is None:
        return lambda given: _made(given, slots)
    return _made(cls, slots)


def fields(cls: type | object) -> tuple[str, ...]:
    """Return the names of a value's fields, in their order; raises AttributeError for what is no value."""
    names: Mapping[str, Field] = cls.__value_fields__  # type: ignore[union-attr]
    return tuple(names)


def replace(given: ValueT, /, **changes: Any) -> ValueT:
    """Return the value with other fields; raises TypeError for a field there is not."""
    for name in fields(given):
        if name not in changes:
            changes[name] = getattr(given, name)
    return type(given)(**changes)


def as_dict(given: object) -> dict[str, Any]:
    """Return a value's fields by name; values in them stay values."""
    return {name: getattr(given, name) for name in fields(given)}


def _made(cls: type, slots: bool) -> type:
    known: dict[str, Field] = dict(getattr(cls, "__value_fields__", {}))
    namespace = dict(cls.__dict__)
    own: list[str] = []
    for name, annotation in namespace.get("__annotations__", {}).items():
        if annotation.startswith("ClassVar"):
            continue
        own.append(name)
        given = namespace.pop(name, _PLAIN) if slots else namespace.get(name, _PLAIN)
        known[name] = given if isinstance(given, Field) else Field(given, None, True, True)
        if isinstance(given, Field) and given is not _PLAIN and not slots:
            delattr(cls, name)
    methods = _methods(known)
    if not slots:
        for name, method in methods.items():
            setattr(cls, name, method)
        return cls
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    # All at once: a class that is changed afterwards forgets each time where its methods are found.
    return type(cls)(cls.__name__, cls.__bases__, namespace | methods | {"__slots__": tuple(own)})


def _methods(known: dict[str, Field]) -> dict[str, Any]:
    names = tuple(known)
    compared = tuple(name for name in names if known[name].compare)
    return {
        "__value_fields__": known,
        "__match_args__": names,
        "__repr__": _shown,
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
        "__getstate__": _state,
        "__setstate__": _set_state,
        "__init__": _first_init(known),
        "__signature__": _SIGNATURE_WHEN_ASKED,
        "__eq__": _equality(_reader_of(compared)),
        "__hash__": _hashing(_reader_of(tuple(name for name in compared if known[name].hash))),
    }


class _SignatureWhenAsked:
    """What `inspect.signature` finds on the class."""

    def __get__(self, instance: object, owner: type) -> Signature:
        from inspect import Signature, signature

        made: Signature = signature(_written_init(owner, owner.__value_fields__))  # type: ignore[attr-defined]
        return made.replace(parameters=list(made.parameters.values())[1:], return_annotation=Signature.empty)


_SIGNATURE_WHEN_ASKED = _SignatureWhenAsked()
_FEW = 3
"""Values of a class that are made field by field before its method is written, which takes as long as that."""


def _first_init(known: Mapping[str, Field]) -> Callable[..., None]:
    names = tuple(known)
    needed = {name for name, field in known.items() if field.factory is None and field.default is _NONE}
    made = 0

    def __init__(self: object, *args: Any, **kwargs: Any) -> None:
        nonlocal made
        made += 1
        values = {**dict(zip(names, args, strict=False)), **kwargs}
        is_right = len(values) == len(args) + len(kwargs) and needed <= values.keys() <= known.keys()
        if made > _FEW or not is_right:
            # What is given wrongly is told by the written method.
            cls = next(each for each in type(self).__mro__ if each.__dict__.get("__value_fields__") is known)
            init = _written_init(cls, known)
            cls.__init__ = init  # type: ignore[misc]
            init(self, *args, **kwargs)
            return
        for name, field in known.items():
            if name not in values:
                values[name] = field.default if field.factory is None else field.factory()
            object.__setattr__(self, name, values[name])
        if hasattr(self, "__post_init__"):
            self.__post_init__()

    return __init__


def _written_init(cls: type, known: Mapping[str, Field]) -> Callable[..., None]:
    """Write the method that takes the fields one by one, as a person would, and compile it."""
    names: dict[str, Any] = {"_none": _NONE, "_set": object.__setattr__, "_FrozenError": FrozenError}
    parameters, lines = [], []
    for name, given in known.items():
        default = f"_default_{name}"
        if given.factory is not None:
            names[default] = given.factory
            parameters.append(f"{name}=_none")
            taken = f"{default}() if {name} is _none else {name}"
        else:
            names[default] = given.default
            parameters.append(name if given.default is _NONE else f"{name}={default}")
            taken = name
        setter = getattr(getattr(cls, name, None), "__set__", None)
        if setter is not None:
            # A slot sets itself, faster than by its name.
            names[f"_set_{name}"] = setter
            lines.append(f" _set_{name}(self, {taken})")
        else:
            lines.append(f" _set(self, {name!r}, {taken})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    source = f"def __init__(self, {', '.join(parameters)}):\n" + ("\n".join(lines) or " pass")
    exec(_Compiler.compiled(source), names)
    init: Callable[..., None] = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _reader_of(names: tuple[str, ...]) -> Callable[[object], object]:
    """Return what reads the fields of these names at once."""
    return attrgetter(*names) if names else lambda value: ()


def _equality(compared: Callable[[object], object]) -> Callable[[object, object], bool]:
    def __eq__(self: object, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or compared(self) == compared(other)

    return __eq__


def _hashing(hashed: Callable[[object], object]) -> Callable[[object], int]:
    def __hash__(self: object) -> int:
        return hash(hashed(self))

    return __hash__


@recursive_repr()
def _shown(self: object) -> str:
    inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in fields(self))
    return f"{type(self).__qualname__}({inside})"


def _refuse_to_set(self: object, name: str, value: object) -> None:
    raise FrozenError(name)


def _refuse_to_delete(self: object, name: str) -> None:
    raise FrozenError(name)


def _state(self: object) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name in fields(self))


def _set_state(self: object, state: tuple[Any, ...]) -> None:
    for name, given in zip(fields(self), state, strict=True):
        object.__setattr__(self, name, given)
