"""An explainer as a page that stays short, with all of it on pages beside it that do so too.

However many articles there are, no page grows with them: of a section that lists, the page itself
has the newest, and all of it is on a page beside it. That is cut into pages as a list is, by what
its entries weigh, since one may be a line and another a paragraph with many sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, replace
from itertools import groupby
from typing import Any, TypeVar

from ..dates.when import When
from ..explain import page
from ..language.slugs import slug_for
from ..model import LANGS, Difference, Excerpt, FigureValue, Story, newest_first
from .l10n import Catalogue
from .lists import ListPage, Numbered, in_runs, linked, numbered, year_of

MOST_SOURCES = 8
"""Articles that an explainer's page lists. This and the next numbers were found together, on a page
of twelve questions and four disputes: with five articles it had 1,585 words, with 300 articles
10,000, and with these it has the 1,800 of `BRIEFING_EXPLAINER_WORDS`."""
MOST_DIFFERENCES = 2
"""Figures that do not agree, and as many pairs of dates, on the page: what an editor sets out as a
dispute comes before them, and of 300 articles on one subject there are a hundred."""
MOST_VALUES = 3
"""Readings of one difference on the page: the lowest and the highest, and the newest besides."""
MOST_READINGS = 4
"""Readings of a figure on the page: what it was lately, and where that came from."""
MOST_CITED = 8
"""Citations of one line on the page; more numbers than words are read by nobody."""
MOST_AHEAD = 6
"""Dates still ahead in the brief, the nearest first: one sentence has no room for more."""
PAGE_WEIGHT = 200_000
"""Bytes of what is listed on one page beside an explainer, as `_weight` reckons them: more than
they are, so that with its frame such a page has some 150 kB, and never the 300 that it may have."""
MOST_IN_ONE = 40
"""Citations of one entry on a page beside an explainer: a sentence that a thousand articles repeat
is shown again with the next so many."""

T = TypeVar("T")
Citing = TypeVar("Citing", page.Claim, page.FigureRow, FigureValue)
Leaf = tuple[Any, ...]
Weighed = tuple[Leaf, int]
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
_CITATIONS: dict[type, tuple[str, ...]] = {
    page.Claim: ("citations", "readings"),
    page.FigureRow: ("citations",),
    FigureValue: ("excerpts",),
}
"""The fields with the citations of one entry, and what goes with each of them."""
_WITH_CLAIMS = (
    page.BriefSection,
    page.DifferSection,
    page.DifferingDates,
    page.DisputeViews,
    page.View,
    page.QuestionsSection,
    page.QuestionItem,
    page.TimelineSection,
    page.TimelineEntry,
)
"""What holds claims on the page itself."""
_NEWEST_FIRST = (
    page.AnswersSection,
    page.QuotesSection,
    page.ChangesSection,
    page.SourcesSection,
)
"""What begins with the newest."""
_FRAME = 400
"""Bytes of markup round an entry, and round the note of a citation with its number and its link."""


# The page itself -----------------------------------------------------------------------------


def shortened(explainer: page.Explainer) -> page.Explainer:
    """Return an explainer whose page stays short; all that it lists is on the pages beside it.

    One that is short is returned as it is. Numbers run as the shorter page is read.
    """
    short = tuple(map(_short, explainer.sections))
    left_out: list[page.Section] = []
    for one, whole in zip(short, explainer.sections, strict=True):
        if isinstance(whole, page.DifferSection) and one is not whole:
            # What an editor sets out as a dispute is on the page in any case.
            left_out.append(replace(whole, disputes=()))
        elif one is not whole:
            left_out.append(whole)
    if not left_out:
        return explainer
    sections: list[page.Section] = []
    shown: set[str] = set()
    for section in short:
        sections.append(_without_pointers(section, shown, explainer))
        shown.update(_shown_in(sections[-1]))
    # Of the brief the other sections have more, and some have a page beside them in any case.
    known = {"brief", *(section.id for section in explainer.details)}
    details = (*explainer.details, *(whole for whole in left_out if whole.id not in known))
    cited: dict[str, Excerpt] = {}
    for excerpt in page.cited_in((*sections, *details)):
        cited.setdefault(str(excerpt.cite), excerpt)
    return replace(
        explainer,
        sections=tuple(sections),
        details=details,
        cited=tuple(cited.values()),
        numbers={cite: number for number, cite in enumerate(cited, 1)},
    )


def _short(section: page.Section) -> page.Section:
    """Return a section as the page has it: the same object where nothing is left out."""
    short = section
    if isinstance(section, page.BriefSection) and section.ahead:
        events, cited = section.ahead.events[:MOST_AHEAD], section.ahead.citations[:MOST_CITED]
        short = replace(section, ahead=replace(section.ahead, events=events, citations=cited))
    elif isinstance(section, page.DifferSection):
        figures = _newest(section.figures, lambda one: one.values[-1].as_of)
        dates = _newest(section.dates, lambda one: one.reports[0][1].when)
        short = replace(section, figures=tuple(map(_fewer_values, figures)), dates=dates)
    elif isinstance(section, page.TimelineSection):
        entries = []
        for entry in section.entries:
            entries.append(replace(entry, claims=tuple(map(_fewer_citations, entry.claims))))
        short = replace(section, entries=tuple(entries))
    elif isinstance(section, page.FiguresSection):
        rows: list[page.FigureRow] = []
        for _, of_figure in groupby(section.rows, key=lambda row: row.figure.id):
            rows += map(_fewer_citations, list(of_figure)[-MOST_READINGS:])
        short = replace(section, rows=tuple(rows))
    elif isinstance(section, page.SourcesSection):
        short = replace(section, stories=section.stories[:MOST_SOURCES])
    return section if short == section else short


def _newest(items: tuple[T, ...], when: Callable[[T], When | None]) -> tuple[T, ...]:
    """Return the newest of what differs, in the order in which it stands."""
    days = []
    for place, item in enumerate(items):
        found = when(item)
        days.append((found.iso if found else "", place))
    places = sorted(place for _, place in sorted(days)[-MOST_DIFFERENCES:])
    return tuple(items[place] for place in places)


def _fewer_values(difference: Difference) -> Difference:
    """Return a difference with its lowest and its highest reading, and the newest of the others."""
    values = difference.values
    if len(values) > MOST_VALUES:
        by_number = sorted(values, key=lambda value: value.value)
        ends = (by_number[0], by_number[-1])
        newest = [value for value in values if value not in ends][2 - MOST_VALUES :]
        values = tuple(value for value in values if value in ends or value in newest)
    return replace(difference, values=tuple(map(_fewer_citations, values)))


def _fewer_citations(one: Citing) -> Citing:
    """Return what has citations with so many that one can look at them; an editor's keep all."""
    if isinstance(one, page.Claim) and one.is_written:
        return one
    # The first is the claim's own sentence; a span of time ends with its newest.
    last = slice(-MOST_CITED, None) if isinstance(one, page.FigureRow) else slice(MOST_CITED)
    return replace(one, **{name: getattr(one, name)[last] for name in _CITATIONS[type(one)]})


def _without_pointers(
    section: page.Section, shown: AbstractSet[str], explainer: page.Explainer
) -> page.Section:
    """Return a section that says itself what is no longer said further up: `shown` are cites."""

    def said(claim: page.Claim) -> page.Claim:
        is_above = claim.is_above and str(claim.excerpt.cite) in shown
        known = claim.antecedent and str(claim.antecedent.cite) in shown
        is_known = claim.is_antecedent_above and bool(known)
        return replace(claim, is_above=is_above, is_antecedent_above=is_known)

    if isinstance(section, page.TimelineSection):
        entries = []
        for entry in section.entries:
            entries.append(replace(entry, claims=tuple(map(said, entry.claims))))
        return replace(section, entries=tuple(entries))
    if isinstance(section, page.QuestionsSection):
        items = []
        for item in section.items:
            answered = replace(item, claims=tuple(map(said, item.claims)))
            if not shown >= {str(excerpt.cite) for excerpt in item.above}:
                answered = replace(item, claims=_as_beside(item, explainer), above=())
            items.append(answered)
        return replace(section, items=tuple(items))
    return section


def _as_beside(item: page.QuestionItem, explainer: page.Explainer) -> tuple[page.Claim, ...]:
    """Return the sentences that answer a question further up, as a page beside it tells them."""
    told: dict[str, page.Claim] = {}
    beside = explainer.detail("answers")
    for of_question in beside.items if isinstance(beside, page.AnswersSection) else ():
        if of_question.answer.id == item.answer.id:
            for source in of_question.by_source:
                told |= {str(claim.excerpt.cite): claim for claim in source.claims}
    plain = dict.fromkeys(LANGS, ())
    bare = [page.Claim(excerpt, (excerpt,), dates=plain) for excerpt in item.above]
    return tuple(told.get(str(claim.excerpt.cite), claim) for claim in bare)


def _shown_in(value: object) -> Iterator[str]:
    """Yield the cites of the sentences that a section shows, and does not only cite."""
    if isinstance(value, page.Claim):
        yield str(value.excerpt.cite)
        if value.antecedent:
            yield str(value.antecedent.cite)
    elif isinstance(value, tuple):
        for one in value:
            yield from _shown_in(one)
    elif isinstance(value, _WITH_CLAIMS):
        for one in fields(value):
            yield from _shown_in(getattr(value, one.name))


# The pages beside it -------------------------------------------------------------------------


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
        leaves = [(leaf, _weight(leaf[-1])) for leaf in _leaves(section)]
        path = f"{explainer.slug}.{section.id}.html"
        if sum(one[1] for one in leaves) <= weight:
            pages[section.id] = linked(numbered(path, [(section,)]))
            continue
        from_last = isinstance(section, _NEWEST_FIRST)
        made: list[Numbered[page.Section]] = []
        for group, of_group in _groups(leaves, weight):
            sections = []
            for run in in_runs(of_group, lambda one: one[1], weight, from_last=from_last):
                sections.append((_joined([leaf for leaf, _ in run]),))
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


def _groups(leaves: Sequence[Weighed], most: int) -> list[tuple[str, list[Weighed]]]:
    """Return the parts of a section that have pages of their own, each with what names it.

    Short years of a timeline are on one page with the years before them.
    """
    groups: list[tuple[str, list[Weighed]]] = []
    room = 0
    for name, some in groupby(leaves, lambda one: _group(one[0])):
        of_group = list(some)
        weight = sum(one[1] for one in of_group)
        room -= weight
        (section, *_), _ = of_group[0]
        if isinstance(section, page.TimelineSection) and room >= 0:
            groups[-1][1].extend(of_group)
        else:
            # Two sides may have one name in English; no page may take the place of another.
            while any(name == one for one, _ in groups):
                name += "-2"  # noqa: PLW2901 - what is looked for is another name
            groups.append((name, of_group))
            room = most - weight
    return groups


def _group(leaf: Leaf) -> str:
    """Return what names the part of a section that something stands in: most have no parts."""
    section = leaf[0]
    if isinstance(section, page.TimelineSection):
        return f"{leaf[2].when.place.year:04}"
    if isinstance(section, page.AnswersSection):
        return f"q-{leaf[2].answer.id}"
    if isinstance(section, page.QuotesSection):
        return side_place(leaf[2]) if leaf[3] == "direct" else f"{side_place(leaf[2])}-reported"
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


def _leaves(value: object, *above: object) -> Iterator[Leaf]:
    """Yield what is smallest in a section, each with all that it stands in.

    That is the section, the name of a field, what of it that is, and so on to the leaf.
    """
    # Where nothing was chosen from goes on with every article: it is on the page of the newest.
    if isinstance(value, page.SourceAnswers) and value.silent:
        yield (*above, value, "silent", value.silent)
    for name in _LISTS[type(value)]:
        for one in getattr(value, name):
            if type(one) in _LISTS:
                yield from _leaves(one, *above, value, name)
                continue
            for leaf in _with_fewer_citations(one):
                yield (*above, value, name, leaf)


def _joined(leaves: Sequence[Leaf], depth: int = 0) -> Any:  # noqa: ANN401 - any of `_LISTS`
    """Return the section, or what is `depth` into it, with these of its leaves alone."""
    whole = leaves[0][depth]
    lists: dict[str, list[object]] = {name: [] for name in _LISTS[type(whole)]}
    if isinstance(whole, page.SourceAnswers):
        lists["silent"] = []
    # What stands in one thing comes in a row. Two that are equal are told apart by identity.
    for (name, _), some in groupby(leaves, lambda leaf: (leaf[depth + 1], id(leaf[depth + 2]))):
        below = list(some)
        if len(below[0]) > depth + 3:
            lists[name].append(_joined(below, depth + 2))
        elif name == "silent":
            lists[name] += below[0][-1]
        else:
            lists[name] += [leaf[-1] for leaf in below]
    return replace(whole, **{name: tuple(found) for name, found in lists.items()})


def _with_fewer_citations(one: object) -> Iterator[object]:
    """Yield an entry, or several times the same one where it has more citations than a page."""
    if isinstance(one, tuple):
        # Sentences that report the same.
        for start in range(0, len(one), MOST_IN_ONE):
            yield one[start : start + MOST_IN_ONE]
        return
    names = _CITATIONS.get(type(one), ())
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
