"""What an explainer is about, as its editor writes it in ``seeds/topics/<topic>.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from ..errors import fail
from ..language.slugs import SLUG
from ..model import Bilingual

Terms = tuple[tuple[str, ...], ...]
"""Groups of Arabic words or phrases; a sentence matches when it has one of every group."""


@dataclass(frozen=True, slots=True)
class Question:
    """A reader's question; `cites` are the editor's own choice of answers, shown first.

    Of at most `limit` sentences the first `lead` are the short answer; the rest is a tap away.
    """

    id: str
    text: Bilingual
    match: Terms
    cites: tuple[str, ...] = ()
    limit: int = 3
    lead: int = 1


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """A quantity to follow: the nouns it counts and the words its sentence must have.

    What happened `once` has no day on which it holds: such readings stay undated.
    """

    id: str
    label: Bilingual
    unit: Bilingual
    nouns: tuple[str, ...]
    match: Terms = ()
    near: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    once: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """A party to the matter and who speaks for it.

    `entries` are glossary ids, `speakers` the Arabic names of others, as the page shows them.
    """

    id: str
    name: Bilingual
    entries: tuple[str, ...]
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contested:
    """A question on which sources contradict one another; `views` are cites, a group a view."""

    id: str
    text: Bilingual
    views: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """One explainer's plan; `brief` cites the sentences its editor puts first.

    `same` has groups of cites that tell of one event each, in words that are not alike.
    """

    slug: str
    title: Bilingual
    intro: Bilingual
    about: Terms
    events: Terms
    questions: tuple[Question, ...]
    figures: tuple[FigureSpec, ...]
    sides: tuple[Side, ...]
    brief: tuple[str, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    disputes: tuple[Contested, ...] = ()

    def cited(self) -> tuple[str, ...]:
        """Return every cite the topic has, in the order of the file's parts."""
        questions = (question.cites for question in self.questions)
        views = (view for dispute in self.disputes for view in dispute.views)
        return tuple(chain(self.brief, *questions, *self.same, *views))


FEWEST_TOGETHER = 2
TABLES = ("question", "dispute", "figure", "side")
KEYS = {
    "topic": {"title", "intro", "about", "events", "brief", "same", *TABLES},
    "question": {"id", "ar", "en", "match", "cites", "limit", "lead"},
    "dispute": {"id", "ar", "en", "views"},
    "figure": {"id", "ar", "en", "unit", "nouns", "match", "near", "exclude", "once"},
    "side": {"id", "ar", "en", "entries", "speakers"},
}


def read_topic(slug: str, text: str, path: str) -> Topic:
    """Return a topic; raise `BriefingError` saying which table and key is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise fail(path, f"not valid TOML ({error})", "Mend the line it names") from None
    if not SLUG.match(slug):
        raise fail(path, "the file's name is no usable slug", "Use a-z, digits and hyphens")
    _check(data, path)
    try:
        return _topic(slug, data)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise fail(path, f"missing or misplaced {error}", "See docs/formats.md") from None


def _check(data: Mapping[str, Any], path: str) -> None:
    tables: list[tuple[str, Any]] = [("topic", data)]
    for name in TABLES:
        rows = data.get(name, [])
        tables += [(name, row) for row in rows] if isinstance(rows, list) else [(name, rows)]
    for name, row in tables:
        if not isinstance(row, dict):
            raise fail(path, f"“{name}” is no table", "Write it as [[…]], see docs/formats.md")
        unknown = sorted(set(row) - KEYS[name])
        if unknown:
            raise fail(path, f"unknown key “{unknown[0]}” in a {name}", "See docs/formats.md")


def _topic(slug: str, data: Mapping[str, Any]) -> Topic:
    return Topic(
        slug=slug,
        title=_bilingual(data["title"]),
        intro=_bilingual(data["intro"]),
        about=_terms(data["about"]),
        events=_terms(data.get("events", data["about"])),
        questions=tuple(_question(row) for row in data.get("question", [])),
        figures=tuple(_figure(row) for row in data.get("figure", [])),
        sides=tuple(_side(row) for row in data.get("side", [])),
        brief=_texts(data.get("brief", [])),
        same=_groups(data.get("same", []), "same"),
        disputes=tuple(_dispute(row) for row in data.get("dispute", [])),
    )


def _bilingual(row: Mapping[str, str]) -> Bilingual:
    return Bilingual(row["ar"].strip(), row["en"].strip())


def _terms(groups: list[list[str]]) -> Terms:
    """Return groups of words; raise `TypeError` where text stands for a list of it."""
    return tuple(_texts(group) for group in _listed(groups))


def _listed(values: Any) -> list[Any]:
    if not isinstance(values, list):
        message = f"{values!r}: put it in [ ]"
        raise TypeError(message)
    return values


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(str(value) for value in _listed(values))


def _id(row: Mapping[str, Any]) -> str:
    """Return an id, which becomes an anchor; raise `TypeError` unless it is plain."""
    if not SLUG.match(str(row["id"])):
        message = f"the id {row['id']!r}: use a-z, digits and hyphens"
        raise TypeError(message)
    return str(row["id"])


def _question(row: Mapping[str, Any]) -> Question:
    match, cites = _terms(row.get("match", [])), _texts(row.get("cites", []))
    limit, lead = _count(row, "limit", 3), _count(row, "lead", 1)
    return Question(_id(row), _bilingual(row), match, cites, limit, lead)


def _count(row: Mapping[str, Any], key: str, default: int) -> int:
    """Return a number of sentences; raise `TypeError` unless it is a whole one from 1 up."""
    value = row.get(key, default)
    if type(value) is not int or value < 1:
        message = f"{key} = {value!r}: use a whole number from 1 up"
        raise TypeError(message)
    return value


def _groups(values: Any, key: str) -> Terms:
    """Return groups of cites; raise `TypeError` for a group that puts nothing together."""
    groups = _terms(values)
    if any(len(set(group)) < FEWEST_TOGETHER for group in groups):
        message = f"a group of {key} with one cite: name two or more"
        raise TypeError(message)
    return groups


def _dispute(row: Mapping[str, Any]) -> Contested:
    views = _terms(row["views"])
    if len(set(views)) < FEWEST_TOGETHER or not all(views):
        message = "a dispute with fewer than two views: give each its cites"
        raise TypeError(message)
    return Contested(_id(row), _bilingual(row), views)


def _figure(row: Mapping[str, Any]) -> FigureSpec:
    unit, nouns = _bilingual(row["unit"]), _texts(row["nouns"])
    near, exclude = _texts(row.get("near", [])), _texts(row.get("exclude", []))
    match = _terms(row.get("match", []))
    once = bool(row.get("once", False))
    return FigureSpec(_id(row), _bilingual(row), unit, nouns, match, near, exclude, once)


def _side(row: Mapping[str, Any]) -> Side:
    entries, speakers = _texts(row.get("entries", [])), _texts(row.get("speakers", []))
    return Side(_id(row), _bilingual(row), entries, speakers)
