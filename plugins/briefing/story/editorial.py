"""Key points, remarks and tags of a story: the editor's where the sidecar has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from ..dates.when import When
from ..editors.glossary import Glossary
from ..editors.sidecar import Sidecar
from ..editors.toml_lines import Where
from ..errors import Problem
from ..language.arabic import fold, words
from ..model import Bilingual, Story
from .summary import summarise

DATE_REMARK = "date"
"""Key of the remark on how the day of publication is known."""
MOST_TAGS = 6
"""More tags than a reader takes in at a glance help nobody."""
FEWEST_MENTIONS = 2
"""A name that occurs once is not what the story is about."""
TITLE_WEIGHT = 3
"""A name in the title counts as so many mentions."""


def add_editorial(story: Story, sidecar: Sidecar, glossary: Glossary) -> Story:
    """Return a story with key points, the editor's own if there are any, remarks and tags."""
    ids = _body_ids(story)
    notes = {key: note for key, note in sidecar.notes.items() if key == DATE_REMARK or key in ids}
    tags = story.tags or choose_tags(story, glossary)
    story = replace(
        story,
        notes=notes,
        names=dict(sidecar.names),
        tags=tags,
        short_name=sidecar.short_name,
        added=When.from_iso(sidecar.added) if sidecar.added else None,
        old_slugs=sidecar.old_slugs,
    )
    own = sidecar.summary
    if isinstance(own, Bilingual):
        # Written by the editor and shown in place of the key points, which search and the
        # explainers still use.
        return replace(summarise(story), editor_summary=own)
    chosen = tuple(point for point in own or () if point in ids)
    return replace(story, summary=chosen, headline=chosen[0]) if chosen else summarise(story)


def choose_tags(story: Story, glossary: Glossary) -> tuple[str, ...]:
    """Return the ids of the people, bodies, places and terms a story names most, most first."""
    # The title is one of the segments.
    texts = [sentence.ar for sentence in story.segments()] + [story.title.ar] * (TITLE_WEIGHT - 1)
    counts = glossary.counts(texts)
    # Whoever is named in full goes on by the surname alone ("Burhan: the session will be held").
    times = Counter(chain.from_iterable(map(words, texts)))
    entries = [glossary.entries[entry_id] for entry_id in counts]
    people = [entry for entry in entries if entry.kind == "person"]
    surnames = [words(entry.name.ar)[-1:] for entry in people]
    for entry, surname in zip(people, surnames, strict=True):
        if surname and surnames.count(surname) == 1:
            counts[entry.id] = max(counts[entry.id], times[surname[0]])
    often = [(-n, entry_id) for entry_id, n in counts.items() if n >= FEWEST_MENTIONS]
    return tuple(entry_id for _, entry_id in sorted(often)[:MOST_TAGS])


def unknown_ids(story: Story, sidecar: Sidecar, glossary: Glossary, path: str) -> Iterator[Problem]:
    """Yield a problem for every sentence or entry that a sidecar names and that is not there."""
    ids = _body_ids(story)
    named: dict[Where, str] = {}
    if not isinstance(sidecar.summary, Bilingual):
        named |= {("summary", number): one for number, one in enumerate(sidecar.summary or ())}
    named |= {("notes", noted): noted for noted in sidecar.notes if noted != DATE_REMARK}
    hint = "Name one of its body, as the parallel page shows them, or take it out"
    for place, sentence_id in named.items():
        if sentence_id not in ids:
            message = f"“{place[0]}” names the sentence “{sentence_id}”, which is not there"
            yield Problem(path, message, hint, sidecar.line(place))
    text = fold(" ".join(sentence.ar for sentence in story.segments()))
    for name, entry_id in sidecar.names.items():
        line, message = sidecar.line(("names", name)), ""
        # The article is written otherwise behind "to".
        if fold(name).removeprefix("ال") not in text:
            message, hint = f"“{name}” is nowhere in the article", "Write it as it is there"
        if entry_id not in glossary.entries:
            message = f"“{name}” is to mean “{entry_id}”, which the glossary does not have"
            hint = "Write an id of the glossary"
        if message:
            yield Problem(path, message, hint, line)


def _body_ids(story: Story) -> frozenset[str]:
    return frozenset(sentence.id for _, sentence in story.body())
