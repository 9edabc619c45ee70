"""From one seed and what its editor knows to one Arabic story."""

from __future__ import annotations

import re
from dataclasses import replace

from ..dates.arabic import find_times, published_period
from ..dates.publication_line import DateLine, read_date_lines
from ..editors.sidecar import Sidecar
from ..language.slugs import slug_for
from ..model import Block, Dateline, Line, PageMeta, Seed, Sentence, SetAside, Story
from .blocks import make_blocks
from .classify import read_marked
from .dateline import Filed, read_dateline_prefix
from .metadata import author, published, publisher, updated
from .roles.role import Role

SHORTEST_FILED = 4
"""Words behind a dateline; less is a byline (``محمد أحمد - القاهرة``)."""
SET_ASIDE = ("navigation", "related", "share", "counter", "timestamp", "other")


def parse_story(seed: Seed, sidecar: Sidecar) -> Story:
    """Return the Arabic story of a seed; every visible character of it is in exactly one place.

    The place is the title, the deck, `Story.evidence` (date, publisher, byline and dateline text),
    a block or what is set aside. The sidecar wins over what was read.
    """
    lines, roles = read_marked(seed)
    by_role = _by_role(lines, roles)
    dates = [found for x in by_role.get("date", []) for found in read_date_lines(x.text)]
    filed, prefix, lines = _take_dateline(lines, roles)
    blocks = make_blocks(lines, roles)
    meta = seed.meta or PageMeta()
    story = Story(
        slug=sidecar.slug or slug_for(seed.stem),
        seed=seed.name,
        stem=seed.stem,
        title=_title(by_role.get("title", []), sidecar, blocks),
        deck=_deck(by_role.get("deck", [])),
        published=published(sidecar, meta, dates, filed),
        updated=updated(meta, dates),
        publisher=publisher(seed, sidecar, by_role.get("publisher", [])),
        author=author(seed, sidecar, by_role.get("author", [])),
        dateline=_dateline(filed, prefix, dates),
        blocks=blocks,
        set_aside=_set_aside(lines, roles),
        evidence=_evidence(lines, roles, prefix, sidecar),
        tags=sidecar.tags or meta.tags,
        url=sidecar.url or meta.url,
        rights=sidecar.rights,
    )
    return _names_used(_show_all(_with_times(story)), seed)


def _by_role(lines: tuple[Line, ...], roles: dict[int, Role]) -> dict[Role, list[Line]]:
    found: dict[Role, list[Line]] = {}
    for i, line in enumerate(lines):
        found.setdefault(roles[i], []).append(line)
    return found


def _with_times(story: Story) -> Story:
    """Return the story with the times it tells of, resolved against the day it appeared."""
    body = tuple(sentence for _, sentence in story.body())
    period = published_period(story.published.value if story.published else None)
    return replace(story, times=find_times(body, period))


def _title(lines: list[Line], sidecar: Sidecar, blocks: tuple[Block, ...]) -> Sentence:
    """Return the title: the editor's, the page's, or failing both the first words of the body."""
    if sidecar.title:
        return Sentence("title", sidecar.title)
    if lines:
        return Sentence("title", lines[0].text)
    words = blocks[0].sentences[0].ar.split()[:12] if blocks else []
    return Sentence("title", " ".join(words) + " …")


def _deck(lines: list[Line]) -> Sentence | None:
    return Sentence("deck", lines[0].text) if lines else None


def _take_dateline(
    lines: tuple[Line, ...], roles: dict[int, Role]
) -> tuple[Filed | None, Line | None, tuple[Line, ...]]:
    """Return what the first paragraph's dateline says, its text, and the lines without it."""
    first = next((i for i in range(len(lines)) if roles[i] == "paragraph"), None)
    found = read_dateline_prefix(lines[first].text) if first is not None else None
    if first is None or not found:
        return None, None, lines
    line = lines[first]
    rest = replace(line, text=line.text[found.end :])
    if len(rest.text.split()) < SHORTEST_FILED:
        return None, None, lines
    prefix = Line(line.number, line.text[: found.end].strip())
    return found, prefix, (*lines[:first], rest, *lines[first + 1 :])


def _dateline(filed: Filed | None, prefix: Line | None, dates: list[DateLine]) -> Dateline | None:
    """Return the first paragraph's dateline, or else the place that a date line names."""
    if filed and prefix:
        return Dateline(filed.place, prefix.text)
    for found_date in dates:
        if found_date.places:
            return Dateline(found_date.places[0], found_date.moment.evidence)
    return None


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


def _names_used(story: Story, seed: Seed) -> Story:
    """Return the story with its author and publisher, where its page shows them, as evidence.

    The markup names them, so extraction leaves the visible names out; they are not lost.
    """
    names = {_letters(one.name) for one in (story.publisher, story.author) if one}
    shown = {one for _, one in seed.aside if _letters(one.text) in names}
    return replace(
        story,
        evidence=(*story.evidence, *(Line(x.line, x.text) for x in story.set_aside if x in shown)),
        set_aside=tuple(x for x in story.set_aside if x not in shown),
    )


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)
