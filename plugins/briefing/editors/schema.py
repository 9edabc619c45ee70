"""Schemas of the files that people write: every wrong key and value named at once, by its line.

A structure is a pydantic dataclass: a key is declared once, with its type, default and purpose.
pydantic finds all mistakes of a file, where msgspec would stop at the first.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, Final, NamedTuple, NoReturn, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)
from pydantic.dataclasses import dataclass
from pydantic_core import ErrorDetails, PydanticCustomError

from ..dates.iso import DATE_HINT, read_iso
from ..errors import BriefingError, Problem, error_at
from ..language.slugs import SLUG
from ..model import Bilingual, is_visible
from .toml_lines import Where, line_at, lines_of

T = TypeVar("T")
Data = Mapping[str, Any]

SCHEMA = ConfigDict(extra="forbid", str_strip_whitespace=True, validate_by_name=True)
"""How every structure is read; what it holds inherits it. Names are for code that makes one."""
RESERVED = frozenset(
    {"index", "archives", "about", "sources", "editors", "tags", "search", "feeds"}
)
"""Slugs the site's own pages use; those are made in render/pages.py."""
_REFUSED: Final = "refused"
_NEAR = 0.8
"""How alike a wrong key and a right one must be to be taken for each other. `limt` and `limit` are
0.89 alike; settings that have only their BRIEFING_ in common reach 0.79."""
_TYPOGRAPHIC = re.compile(r"=\s*[“”„‘’«»]|[“”„][^\"]*$")
"""A value that begins with a quote of print, or a line that ends after one: TOML knows none."""
_UNQUOTED = re.compile(r"\s*[\w.-]+\s*=\s*(?!(?i:true|false|inf|nan)\b)[^\W\d_]")
"""A value that begins with a letter."""
_WORDS: Mapping[str, tuple[str, str]] = {
    "missing": ("is missing", "Write it"),
    "string_type": ("must be text", "Put it in quotes"),
    "tuple_type": ("must be a list", "Put it in [ ]"),
    "bool_type": ("must be true or false", "Write it without quotes"),
    "int_type": ("must be a whole number", "Write it with digits alone, without quotes"),
    "float_type": ("must be a number", "Write it with digits alone, without quotes"),
    "greater_than": ("must be more than {gt:g}", "Write a greater number"),
    "greater_than_equal": ("must be {ge:g} or more", "Write a greater number"),
    "literal_error": ("must be one of {expected}", "Choose one of them"),
    "dataclass_type": ("must be a table", "Write it as { key = … } or below its own [header]"),
    "dict_type": ("must be a table", "Write it as { key = … } or below its own [header]"),
}
"""What is said of pydantic's errors, and what to do."""


class Mistake(NamedTuple):
    """What is wrong with the value at one place of a file, in words, and what to do."""

    where: Where
    message: str
    hint: str


def refuse(message: str, hint: str) -> NoReturn:
    """Raise a validator's error: what to say after the name of the key, and what to do."""
    raise PydanticCustomError(_REFUSED, "{message}", {"message": message, "hint": hint})


def accept_if(is_right: Callable[[Any], object], message: str, hint: str) -> AfterValidator:
    """Return a validator that refuses values of which `is_right` is not true."""

    def check(value: Any) -> Any:
        if not is_right(value):
            refuse(message, hint)
        return value

    return AfterValidator(check)


Texts = tuple[str, ...]
Text = Annotated[str, accept_if(is_visible, "is empty", "Write something or take it out")]
BothTexts = Annotated[
    Bilingual,
    accept_if(
        lambda text: is_visible(text.ar) and is_visible(text.en),
        "lacks one of its two texts",
        'Write { ar = "…", en = "…" }',
    ),
]
# It becomes a link on the page: `javascript:` must not.
WEB = accept_if(re.compile("https?://").match, "is not a web address", "Start it with https://")
Slug = Annotated[
    str,
    StringConstraints(strip_whitespace=False),
    # `fullmatch`, since the pattern's $ would let a line end pass.
    accept_if(SLUG.fullmatch, "is not a usable slug", "Use lower-case letters, digits and hyphens"),
]
IsoDate = Annotated[
    str,
    # TOML has dates of its own, which need no quotes; of one with a clock the day counts.
    BeforeValidator(lambda value: value.isoformat()[:10] if isinstance(value, date) else value),
    accept_if(read_iso, "is not a date", DATE_HINT),
]
"""An ISO 8601 date cut to what is known, as written: its length says how precise it is."""


@dataclass(frozen=True, slots=True, config=SCHEMA)
class OfFile:
    """What a file of TOML says, with its text, which is empty for what no file says."""

    # A blank line less at its head, and every line would be another.
    toml: Annotated[str, StringConstraints(strip_whitespace=False)] = Field(
        default="", exclude=True, kw_only=True
    )

    def line(self, place: Where) -> int | None:
        """Return the line of a place of the file, or of the table it is in; ``None`` if unknown."""
        return line_at(lines_of(self.toml), place)


def keys_of(table: Any) -> dict[str, Any]:
    """Return the declarations of a structure's keys, by the key as its file writes it.

    Each has an `annotation` and a `default`; those of a plain dataclass are of another kind. A
    field marked `exclude` is no key: something else than the file sets it.
    """
    declared = getattr(table, "__pydantic_fields__", None)
    if declared is None:
        return {field.name: field for field in fields(table)}
    return {field.alias or name: field for name, field in declared.items() if not field.exclude}


def read_toml(
    kind: type[T],
    text: str,
    path: str,
    check: Callable[[Data], Iterable[Mistake]] = lambda _: (),
    **given: Any,
) -> T:
    """Return what a TOML text says as a structure; raise `BriefingError` with all its mistakes.

    `check` yields mistakes that concern several tables; it gets the data as they are, also where
    they are wrong, so that these mistakes are named together with the others. `given` are fields
    that no key sets.
    """
    data = _load(text, path)
    value, mistakes = read_data(kind, data, **given)
    mistakes += check(data)
    if value is not None and not mistakes:
        return value
    lines, problems = lines_of(text), []
    for where, message, hint in mistakes:
        # What is missing has no line: the table that lacks it has one, but for the file itself.
        problems.append(Problem(path, message, hint, line_at(lines, where)))
    raise BriefingError(*sorted(problems, key=lambda problem: problem.line or 0))


def _load(text: str, path: str) -> Data:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # The place is told in words alone: "Invalid value (at line 3, column 8)".
        reason, _, place = str(error).rpartition(" (at ")
        number = re.search(r"\d+", place)
        line = int(number[0]) if number else text.rstrip().count("\n") + 1
        message, hint = f"not valid TOML ({reason})", "Mend this line or the one before"
        written = text.split("\n")[line - 1]
        if _TYPOGRAPHIC.search(written) or _UNQUOTED.match(written):
            hint = 'Write straight quotes around a text: "…"'
        elif reason == "Invalid date or datetime":
            hint = 'Write a day that exists, as "2024-07-24"'
        raise error_at(path, message, hint, line) from None
    # tomllib calls itself for every bracket; only what nobody wrote by hand goes as deep.
    except RecursionError:
        raise error_at(path, "nested too deeply", "Write fewer brackets") from None
    # Python reads no number of thousands of digits, and the error does not say where it is.
    except ValueError:
        raise error_at(path, "a number is too long", "Write fewer digits") from None


def read_data(kind: type[T], data: Data, **given: Any) -> tuple[T | None, list[Mistake]]:
    """Return a structure made of plain data, ``None`` where it cannot be, and all mistakes."""
    # What only the caller may set is no key of the file.
    mistakes = [_unknown_key(kind, data, (key,)) for key in given if key in data]
    value = None
    try:
        # By the keys of the file alone: `questions`, a field, is not `question`, its key.
        value = TypeAdapter(kind).validate_python({**data, **given}, by_alias=True, by_name=False)
    except ValidationError as error:
        mistakes += [_mistake(kind, data, one) for one in error.errors(include_url=False)]
    return value, mistakes


def _mistake(kind: type, data: Data, error: ErrorDetails) -> Mistake:
    where, code, values = error["loc"], error["type"], error.get("ctx", {})
    if code == "unexpected_keyword_argument":
        return _unknown_key(kind, data, where)
    message, hint = error["msg"], "Write it in another way"
    # The message of a validator of ours is complete already.
    if code == _REFUSED:
        hint = values["hint"]
    elif code in _WORDS:
        message, hint = _WORDS[code]
        message = message.format_map(values).replace("'", "")
    if code == "tuple_type" and len(where) == 1 and _table_at(kind, where):
        hint = f"Write it as [[{where[-1]}]]"
    elif code == "tuple_type" and isinstance(where[-1], int):
        hint = "Put it in [ ] of its own: this is a list of lists, [[…], […]]"
    return Mistake(where, f"{name_of(where, data)} {message}", hint)


def _unknown_key(kind: type, data: Data, where: Where) -> Mistake:
    # A list of all keys helps where nothing is near, and hides the one that is meant where it is.
    keys = list(keys_of(_table_at(kind, where[:-1]) or kind))
    near = get_close_matches(str(where[-1]), keys, 1, _NEAR)
    hint = f"Perhaps “{near[0]}” is meant" if near else f"Use one of {', '.join(keys)}"
    is_table = len(where) == 1 and any(rows_of(data, str(where[0])))
    what = "table" if is_table else "key"
    return Mistake(where, f"unknown {what} {name_of(where, data)}", hint)


def _table_at(kind: Any, where: Where) -> Any:
    """Return the structure of the tables at a place of a file, ``None`` for other values."""
    for part in where:
        # Numbers, and the keys of a mapping that may have any, lead to no other structure.
        if kind is not None and part in keys_of(kind):
            kind = _structure_in(getattr(keys_of(kind)[part], "annotation", None))
    return kind


def _structure_in(annotation: Any) -> Any:
    # It may be anywhere in the annotation: `tuple[Question, ...]`, `Mapping[str, Bilingual]`.
    if isinstance(annotation, type) and is_dataclass(annotation):
        return annotation
    found = map(_structure_in, get_args(annotation))
    return next(filter(None, found), None)


def name_of(where: Where, data: Data) -> str:
    """Return how a place is called: its keys, and which table of an array of tables it is in.

    >>> name_of(("question", 1, "ar"), {"question": [{}, {"id": "why"}]})
    '“ar” of question “why”'
    >>> name_of(("question", 0, "ar"), {"question": [{}, {"id": "why"}]})
    '“ar” of question 1'
    """
    keys = [key for key in where if isinstance(key, str)]
    key, *below = keys
    for index, row in rows_of(data, key):
        if where[1:2] == (index,) and below:
            ident = row.get("id")
            table = f"{key} “{ident}”" if isinstance(ident, str) else f"{key} {index + 1}"
            return f"“{'.'.join(below)}” of {table}"
    return f"“{'.'.join(keys)}”"


def rows_of(data: Data, key: str) -> Iterator[tuple[int, Data]]:
    """Yield the tables of an array of tables, each with its number from 0."""
    rows = data.get(key)
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict):
            yield index, row


def texts_in(row: Data, key: str) -> Iterator[tuple[int, str]]:
    """Yield the texts of a list in a table, each with its number from 0."""
    values = row.get(key)
    for number, value in enumerate(values if isinstance(values, list) else ()):
        if isinstance(value, str):
            yield number, value


def repeated_ids(data: Data, keys: Iterable[str], hint: str) -> Iterator[Mistake]:
    """Yield a mistake for each table of these arrays whose id one before it has."""
    # The data as written, not the structure made of them, which is not there while other things
    # are wrong; so what is found here may have any type.
    seen: dict[str, str] = {}
    for key in keys:
        for index, row in rows_of(data, key):
            ident = row.get("id")
            if isinstance(ident, str) and ident in seen:
                message = f"the id “{ident}” is there twice: {seen[ident]} has it"
                yield Mistake((key, index, "id"), message, hint)
            elif isinstance(ident, str):
                seen[ident] = f"{key} {index + 1}"
