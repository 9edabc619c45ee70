"""From one seed and what its editor knows to one Arabic story."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from ..model import (
    Block,
    Dateline,
    Line,
    Moment,
    PageMeta,
    Precision,
    Seed,
    Sentence,
    SetAside,
    Sidecar,
    Stated,
    Story,
)
from .arabic import fold, is_latin
from .datelines import DateLine, read_date_lines, read_dateline_prefix
from .isodates import read_iso
from .lines import split_lines
from .roles.cascade import assign_roles
from .roles.outlets import is_outlet
from .roles.role import Role
from .sentences import split_sentences
from .slugs import slug_for
from .times import find_times, published_period

INTRODUCTION = re.compile(
    r"^[^\s:]+\s*:\s*|^(?:بقلم|إعداد|الكاتبة?|مراسلنا|كتبت?|تحرير|حاورها|حاوره)\s+"
)
"""What stands before the name in a byline."""
SHORTEST_FILED = 4
"""Words behind a dateline; less is a byline (``محمد أحمد - القاهرة``)."""
SET_ASIDE = ("navigation", "related", "share", "counter", "timestamp", "other")
WHOLE = ("heading", "caption", "pullquote", "embed")
"""Kinds whose line is one segment: they are read as one and are not cited in parts."""
BY_CUT: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
"""The precision of an ISO date, by its length; a longer one has a clock."""
TEXT: tuple[Role, ...] = ("paragraph", "heading", "item", "pullquote", "caption")
"""Roles read off a line's wording, over which markup knows better."""
TITLE_WITHIN = 16
"""Lines from the top in which a page may repeat its title; further down it is a link to itself."""
PROSE: tuple[Role, ...] = ("deck", "paragraph", "item", "pullquote", "caption", "embed")
SHORTEST_SENTENCE, LONGEST_HEADLINE = 4, 25
"""Words: what ends in a stop and has the first number is a sentence, as is what has more than the
second. Lines of menus do not end in stops, headlines are shorter."""
STOP = re.compile(r"[.!؟?…](?:[\"”»’)\]\s])*$")


def parse_story(seed: Seed, sidecar: Sidecar) -> Story:
    """Return the Arabic story of a seed; every visible character of it is in exactly one place.

    The place is the title, the deck, `Story.evidence` (date, publisher, byline and dateline text),
    a block or what is set aside. The sidecar wins over what was read.
    """
    lines, roles = _read(seed)
    by_role: dict[Role, list[Line]] = {}
    for i, line in enumerate(lines):
        by_role.setdefault(roles[i], []).append(line)
    dates = [found for x in by_role.get("date", []) for found in read_date_lines(x.text)]
    prefix, lines = _take_dateline(lines, roles)
    blocks = _blocks(lines, roles)
    filed = read_dateline_prefix(f"{prefix.text} …") if prefix else None
    meta = seed.meta or PageMeta()
    published = (
        _sidecar_moment(sidecar)
        or _page_moment(meta, "date")
        or _first(dates, "published")
        or (filed.moment if filed else None)
        or _not_later(_first(dates, "updated"))
    )
    title = _title(by_role.get("title", []), sidecar, blocks)
    story = Story(
        slug=sidecar.slug or slug_for(seed.stem),
        seed=seed.name,
        stem=seed.stem,
        title=title,
        deck=_deck(by_role.get("deck", [])),
        published=published,
        updated=_page_moment(meta, "modified") or _first(dates, "updated"),
        publisher=(
            _known("publisher", sidecar.publisher, seed) or _stated(by_role.get("publisher", []))
        ),
        author=_known("author", sidecar.author, seed) or _author(by_role.get("author", [])),
        dateline=_dateline(prefix, dates),
        blocks=blocks,
        set_aside=_set_aside(lines, roles),
        evidence=_evidence(lines, roles, prefix, sidecar),
        tags=sidecar.tags or meta.tags,
        url=sidecar.url or meta.url,
        rights=sidecar.rights,
    )
    body = tuple(sentence for _, sentence in story.body())
    period = published_period(published.value if published else None)
    return _show_all(replace(story, times=find_times(body, period)))


def _show_all(story: Story) -> Story:
    """Set aside the evidence that nothing shown was read from, so that it is not lost from sight.

    That is a second byline or date line, the agency in a dateline, or a line the editor overruled.
    """
    moments = [story.published, story.updated, story.publisher]
    shown = {one.evidence for one in moments if one}
    place = _letters(story.dateline.ar) if story.dateline else None
    spare = [x for x in story.evidence if x.text not in shown and _letters(x.text) != place]
    aside = [
        SetAside(x.number, "timestamp" if read_date_lines(x.text) else "other", x.text)
        for x in spare
    ]
    return replace(
        story,
        evidence=tuple(line for line in story.evidence if line not in spare),
        set_aside=tuple(sorted((*story.set_aside, *aside), key=lambda one: one.line)),
    )


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def has_prose(seed: Seed) -> bool:
    """Tell whether a seed holds a sentence of an article, or only menus and headlines."""
    lines, roles = _read(seed)
    return any(roles[i] in PROSE and _is_sentence(line.text) for i, line in enumerate(lines))


def _is_sentence(text: str) -> bool:
    count = len(text.split())
    return count > LONGEST_HEADLINE or (count >= SHORTEST_SENTENCE and bool(STOP.search(text)))


def _read(seed: Seed) -> tuple[tuple[Line, ...], dict[int, Role]]:
    """Return the lines of a seed and what each is, by wording and by the page's own markup."""
    lines, fixed = _headed(split_lines(seed.text), seed.meta)
    roles = assign_roles(lines, fixed)
    for i, line in enumerate(lines):
        mark = seed.marks.get(line.number)
        if mark and roles[i] in TEXT:
            roles[i] = mark
        elif fixed and roles[i] == "title" and i not in fixed:
            roles[i] = "paragraph"
    return _split_title(lines, roles)


def _headed(
    lines: tuple[Line, ...], meta: PageMeta | None
) -> tuple[tuple[Line, ...], dict[int, Role]]:
    """Return the lines with the title the page names, which stands there once, and its place."""
    if meta is None or meta.title is None:
        return lines, {}
    wanted = _comparable(meta.title)
    near = enumerate(lines[:TITLE_WITHIN])
    place = next((i for i, line in near if _comparable(line.text) == wanted), None)
    if place is not None:
        return lines, {place: "title"}
    return (Line(1, meta.title), *lines), {0: "title"}


def _comparable(text: str) -> str:
    return " ".join(fold(text).lower().split())


def _title(lines: list[Line], sidecar: Sidecar, blocks: tuple[Block, ...]) -> Sentence:
    """Return the title: the editor's, the page's, or failing both the first words of the body."""
    if sidecar.title:
        return Sentence("title", sidecar.title)
    if lines:
        return Sentence("title", lines[0].text)
    words = blocks[0].sentences[0].ar.split()[:12] if blocks else []
    return Sentence("title", " ".join(words) + " …")


TITLE_PUBLISHER = re.compile(r"^(?P<title>.*\S)\s+(?P<mark>[|–—-])\s+(?P<name>[^|–—-]+)$")


def _split_title(
    lines: tuple[Line, ...], roles: dict[int, Role]
) -> tuple[tuple[Line, ...], dict[int, Role]]:
    """Cut the publication's name off a browser's title (``العنوان | صحيفة الضفة``)."""
    place = next((i for i in range(len(lines)) if roles[i] == "title"), None)
    match = TITLE_PUBLISHER.match(lines[place].text) if place is not None else None
    if place is None or match is None or not is_outlet(match["name"]):
        return lines, roles
    number, mark = lines[place].number, f"{match['mark']} {match['name']}"
    pieces = (Line(number, match["title"]), Line(number, mark))
    kept = {i + (i > place): role for i, role in roles.items()}
    known = any(role == "publisher" for role in roles.values())
    cut = (*lines[:place], *pieces, *lines[place + 1 :])
    return cut, {**kept, place + 1: "other" if known else "publisher"}


def _deck(lines: list[Line]) -> Sentence | None:
    return Sentence("deck", lines[0].text) if lines else None


def _take_dateline(
    lines: tuple[Line, ...], roles: dict[int, Role]
) -> tuple[Line | None, tuple[Line, ...]]:
    """Return the dateline cut off the first paragraph, and the lines without it."""
    first = next((i for i in range(len(lines)) if roles[i] == "paragraph"), None)
    found = read_dateline_prefix(lines[first].text) if first is not None else None
    if first is None or not found:
        return None, lines
    line = lines[first]
    rest = replace(line, text=line.text[found.end :])
    if len(rest.text.split()) < SHORTEST_FILED:
        return None, lines
    prefix = Line(line.number, line.text[: found.end].strip())
    return prefix, (*lines[:first], rest, *lines[first + 1 :])


def _dateline(prefix: Line | None, dates: list[DateLine]) -> Dateline | None:
    if prefix:
        found = read_dateline_prefix(prefix.text + " …")
        return Dateline(found.place if found else prefix.text, prefix.text)
    for found_date in dates:
        if found_date.places:
            return Dateline(found_date.places[0], found_date.moment.evidence)
    return None


def _blocks(lines: tuple[Line, ...], roles: dict[int, Role]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    kinds = ("paragraph", "item", *WHOLE)
    body = [(i, line) for i, line in enumerate(lines) if roles[i] in kinds]
    groups = _groups(body, roles)
    for number, group in enumerate(groups, 1):
        kind = roles[group[0][0]]
        texts = [t for _, line in group for t in _segments(line.text, kind)]
        block_id = f"p{number}"
        sentences = tuple(
            Sentence(f"{block_id}s{n}", text, lang="en" if is_latin(text) else "ar")
            for n, text in enumerate(texts, 1)
        )
        blocks.append(Block(block_id, kind, group[0][1].number, sentences))  # type: ignore[arg-type]
    return tuple(blocks)


def _groups(body: list[tuple[int, Line]], roles: dict[int, Role]) -> list[list[tuple[int, Line]]]:
    """Return the lines of each block: one line each, but neighbouring embed lines are one post."""
    groups = [[entry] for entry in body[:1]]
    for before, entry in pairwise(body):
        if roles[before[0]] == roles[entry[0]] == "embed" and entry[0] == before[0] + 1:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return groups


def _segments(text: str, kind: Role) -> list[str]:
    return [text] if kind in WHOLE else split_sentences(text)


def _set_aside(lines: tuple[Line, ...], roles: dict[int, Role]) -> tuple[SetAside, ...]:
    return tuple(
        SetAside(line.number, roles[i], line.text)  # type: ignore[arg-type]
        for i, line in enumerate(lines)
        if roles[i] in SET_ASIDE
    )


def _evidence(
    lines: tuple[Line, ...], roles: dict[int, Role], prefix: Line | None, sidecar: Sidecar
) -> tuple[Line, ...]:
    kept = [line for i, line in enumerate(lines) if roles[i] in ("date", "publisher", "author")]
    if sidecar.title:
        kept += [line for i, line in enumerate(lines) if roles[i] == "title"]
    return tuple(kept + ([prefix] if prefix else []))


def _first(dates: list[DateLine], kind: str) -> Moment | None:
    """Return the first moment of a kind, one with a label before one without."""
    ranked = sorted((d for d in dates if d.kind == kind), key=lambda d: not d.labelled)
    return ranked[0].moment if ranked else None


def _not_later(updated: Moment | None) -> Moment | None:
    """Return the day of the last change as that of a story whose page states no other."""
    if updated is None:
        return None
    return replace(updated, value=updated.value[:10], precision="day", inferred=True)


def _sidecar_moment(sidecar: Sidecar) -> Moment | None:
    value = read_iso(sidecar.date) if sidecar.date else None
    if value is None:
        return None
    precision = sidecar.date_precision or _precision(value)
    return Moment(value, precision, sidecar.date_evidence or "", inferred=True)


def _page_moment(meta: PageMeta, field: Literal["date", "modified"]) -> Moment | None:
    value = meta.date if field == "date" else meta.modified
    return Moment(value, _precision(value), meta.evidence.get(field, "")) if value else None


def _precision(value: str) -> Precision:
    return BY_CUT.get(len(value), "minute")


def _known(field: Literal["publisher", "author"], told: str | None, seed: Seed) -> Stated | None:
    """Return a name the editor gives, or else the page's markup."""
    if told:
        return Stated(told, f"{seed.stem}.toml")
    meta = seed.meta or PageMeta()
    name = meta.publisher if field == "publisher" else meta.author
    return Stated(name, meta.evidence.get(field, "")) if name else None


def _author(lines: list[Line]) -> Stated | None:
    """Return the author without the word that introduces the name."""
    stated = _stated(lines)
    if stated is None:
        return None
    name = INTRODUCTION.sub("", stated.name.strip("| "))
    return replace(stated, name=re.split(r"\s[-–—]\s", name)[0])


def _stated(lines: list[Line]) -> Stated | None:
    return Stated(lines[0].text.lstrip("|–—- "), lines[0].text) if lines else None
