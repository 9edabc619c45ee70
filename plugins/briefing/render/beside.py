"""The pages beside an explainer: all of the sections of which the page itself has a choice.

A section is cut into pages as a list is, by what its entries weigh, since one may be a line and
another a paragraph with many sources: no page grows with the number of articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from ..explain import page
from ..language.slugs import slug_for
from ..model import Difference, Excerpt, Story, newest_first
from .l10n import Catalogue
from .lists import ListPage, Numbered, in_runs, linked, numbered, year_of
from .shortened import CITATIONS

PAGE_WEIGHT = 200_000
"""Bytes of what is listed on one page beside an explainer, as `_weight` reckons them: more than
they are, so that with its frame such a page has some 150 kB, and never the 300 that it may have."""
MOST_IN_ONE = 40
"""Citations of one entry on a page beside an explainer: a sentence that a thousand articles repeat
is shown again with the next so many."""

BesidePage = ListPage[Any]
"""A page beside an explainer: its one item is a section, or a tuple of sentences cited."""
_LISTS: dict[type, tuple[str, ...]] = {
    page.TimelineSection: ("entries",),
    page.TimelineEntry: ("claims",),
    page.AnswersSection: ("items",),
    page.SourceAnswers: ("by_source",),
    page.QuotesSection: ("sides",),
    page.SideQuotes: ("direct", "reported"),
    page.SharedSection: ("groups",),
    page.ChangesSection: ("answers", "days"),
    page.ArticlesOfDay: ("articles",),
    page.NamesSection: ("kinds",),
    page.NamesOfKind: ("entries",),
    page.DifferSection: ("disputes", "figures", "dates"),
    Difference: ("values",),
    page.FiguresSection: ("rows",),
    page.SourcesSection: ("stories",),
}
"""The fields of a section, and of what is in it, that may be cut: in the order of the page."""
_NEWEST_FIRST = (page.AnswersSection, page.QuotesSection, page.ChangesSection, page.SourcesSection)
"""What begins with the newest."""
_FRAME = 400
"""Bytes of markup round an entry, and round the note of a citation with its number and its link."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A value of `_LISTS`, and the field of it in which the next step stands, or the entry."""

    value: Any
    field: str


@dataclass(frozen=True, slots=True)
class _Leaf:
    """An entry that is not cut further, and the way to it from the section down.

    `weight` is about how many bytes of a page it makes.
    """

    way: tuple[_Step, ...]
    entry: Any
    weight: int

    @property
    def section(self) -> page.Section:
        section: page.Section = self.way[0].value
        return section


def pages_beside(
    explainer: page.Explainer, weight: int = PAGE_WEIGHT
) -> dict[str, tuple[BesidePage, ...]]:
    """Return the pages beside an explainer by name, with paths from a language's folder.

    A page has a section, or a part of one, of about so many bytes; of ``notes`` it has a tuple of
    the sentences cited, by article. Both languages are cut at the same places, and so that most
    pages stay as they are when there is a new article.
    """
    pages: dict[str, tuple[BesidePage, ...]] = {}
    for section in explainer.details:
        leaves = list(_leaves(section))
        path = f"{explainer.slug}.{section.id}.html"
        if sum(leaf.weight for leaf in leaves) <= weight:
            pages[section.id] = linked(numbered(path, [(section,)]))
            continue
        from_last = isinstance(section, _NEWEST_FIRST)
        made: list[Numbered[page.Section]] = []
        for group, of_group in _groups(leaves, weight):
            runs = in_runs(of_group, lambda leaf: leaf.weight, weight, from_last=from_last)
            sections = [(_joined(run),) for run in runs]
            at = path.replace(".html", f".{group}.html") if group and made else path
            made += numbered(at, sections, from_last=from_last)
        pages[section.id] = linked(made)
    notes = in_runs(_by_article(explainer.cited), _weight_of_note, weight, from_last=True)
    path = f"{explainer.slug}.notes.html"
    pages["notes"] = linked(numbered(path, [(run,) for run in notes], from_last=True))
    return pages


def _by_article(cited: Iterable[Excerpt]) -> list[Excerpt]:
    """Return sentences of the newest article first, those of one article as they stand in it."""
    by_slug: dict[str, dict[str, Excerpt]] = {}
    stories: dict[str, Story] = {}
    for excerpt in cited:
        stories[excerpt.cite.slug] = excerpt.story
        by_slug.setdefault(excerpt.cite.slug, {})[excerpt.cite.sentence] = excerpt
    found = []
    for story in sorted(stories.values(), key=newest_first):
        of_story = by_slug[story.slug]
        found += [of_story[one.id] for one in story.segments() if one.id in of_story]
    return found


def _groups(leaves: Sequence[_Leaf], most: int) -> list[tuple[str, list[_Leaf]]]:
    """Return the parts of a section that have pages of their own, each with what names it.

    Short years of a timeline are on one page with the years before them.
    """
    groups: list[tuple[str, list[_Leaf]]] = []
    room = 0
    for name, some in groupby(leaves, _group):
        of_group = list(some)
        weight = sum(leaf.weight for leaf in of_group)
        room -= weight
        if isinstance(of_group[0].section, page.TimelineSection) and room >= 0:
            groups[-1][1].extend(of_group)
        else:
            # Two sides may have one name in English; no page may take the place of another.
            while any(name == one for one, _ in groups):
                name += "-2"  # noqa: PLW2901 - what is looked for is another name
            groups.append((name, of_group))
            room = most - weight
    return groups


def _group(leaf: _Leaf) -> str:
    """Return what names the part of a section that an entry stands in: most have no parts."""
    parent = leaf.way[-1]
    if isinstance(parent.value, page.TimelineEntry):
        return f"{parent.value.when.place.year:04}"
    if isinstance(parent.value, page.SourceAnswers):
        return f"q-{parent.value.answer.id}"
    if isinstance(parent.value, page.SideQuotes):
        side = side_place(parent.value)
        return side if parent.field == "direct" else f"{side}-reported"
    return ""


def places_on(section: page.Section, t: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the places of a section that others lead to: a name and an id each."""
    lang = t.lang
    if isinstance(section, page.AnswersSection):
        for item in section.items:
            yield item.answer.question[lang], f"q-{item.answer.id}"
    elif isinstance(section, page.QuotesSection):
        for side in section.sides:
            name = side.name[lang] if side.name else t("explainer.other_voices")
            yield name, side_place(side)
    elif isinstance(section, page.FiguresSection):
        for row in section.rows:
            yield row.figure.label[lang], f"f-{row.figure.id}"
    else:
        yield from _years_on(section, t)


def _years_on(section: page.Section, t: Catalogue) -> Iterator[tuple[str, str]]:
    if isinstance(section, page.ChangesSection):
        for one in section.answers:
            yield one.answer.question[t.lang], f"q-{one.answer.id}"
        for day in section.days:
            yield day.day[:4], f"on-{day.day}"
    elif isinstance(section, page.TimelineSection):
        for entry in section.entries:
            yield f"{entry.when.start.year:04}", entry.id
    elif isinstance(section, page.SourcesSection):
        for story in section.stories:
            year = year_of(story)
            yield year or t("archives.undated"), year_place(year)


def side_place(side: page.SideQuotes) -> str:
    """Return the id under which the page of quotes has a side."""
    return f"side-{slug_for(side.name.en) if side.name else 'others'}"


def year_place(year: str) -> str:
    """Return the id under which a list has a year, or the articles of none."""
    return f"y-{year or 'undated'}"


def _leaves(value: Any, way: tuple[_Step, ...] = ()) -> Iterator[_Leaf]:  # noqa: ANN401 - of `_LISTS`
    """Yield the entries of a section, or of what `way` leads to in one."""
    # Where nothing was chosen from goes on with every article: it is on the page of the newest.
    if isinstance(value, page.SourceAnswers) and value.silent:
        yield _Leaf((*way, _Step(value, "silent")), value.silent, _weight(value.silent))
    for name in _LISTS[type(value)]:
        below = (*way, _Step(value, name))
        for one in getattr(value, name):
            if type(one) in _LISTS:
                yield from _leaves(one, below)
                continue
            for entry in _with_fewer_citations(one):
                yield _Leaf(below, entry, _weight(entry))


def _joined(leaves: Sequence[_Leaf], depth: int = 0) -> Any:  # noqa: ANN401 - any of `_LISTS`
    """Return the section, or what is `depth` steps into it, with these of its entries alone."""
    whole = leaves[0].way[depth].value
    lists: dict[str, list[object]] = {name: [] for name in _LISTS[type(whole)]}
    if isinstance(whole, page.SourceAnswers):
        lists["silent"] = []

    def place(leaf: _Leaf) -> tuple[str, int]:
        # Two things that are equal are told apart by identity.
        is_deeper = len(leaf.way) > depth + 1
        return leaf.way[depth].field, id(leaf.way[depth + 1].value) if is_deeper else 0

    # What stands in one thing comes in a row.
    for (name, deeper), some in groupby(leaves, place):
        below = list(some)
        if deeper:
            lists[name].append(_joined(below, depth + 1))
        elif name == "silent":
            lists[name] += below[0].entry
        else:
            lists[name] += [leaf.entry for leaf in below]
    return replace(whole, **{name: tuple(found) for name, found in lists.items()})


def _with_fewer_citations(one: object) -> Iterator[object]:
    """Yield an entry, or several times the same one where it has more citations than a page."""
    if isinstance(one, tuple):
        # Sentences that report the same.
        for start in range(0, len(one), MOST_IN_ONE):
            yield one[start : start + MOST_IN_ONE]
        return
    names = CITATIONS.get(type(one), ())
    # The first of them are the citations, what else there is goes with each.
    count = len(getattr(one, names[0])) if names else 0
    if count <= MOST_IN_ONE:
        yield one
        return
    for start in range(0, count, MOST_IN_ONE):
        some = slice(start, start + MOST_IN_ONE)
        yield replace(one, **{name: getattr(one, name)[some] for name in names})  # type: ignore[type-var]


def _weight(value: object) -> int:
    """Return about how many bytes of a page an entry makes, of the language that needs more."""
    if isinstance(value, Story):
        return _FRAME + len(value.title.ar.encode())
    weight = _FRAME
    for excerpt in page.cited_in(value):
        # It is shown, and stands in the notes again.
        shown = excerpt.sentence.en or excerpt.sentence.ar
        weight += _weight_of_note(excerpt) + len(shown.encode())
    return weight


def _weight_of_note(excerpt: Excerpt) -> int:
    """Return about how many bytes a cited sentence makes in both languages, with its link."""
    sentence = excerpt.sentence
    return _FRAME + len(sentence.ar.encode()) + len((sentence.en or "").encode())
