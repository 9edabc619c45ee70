"""What the stories speak of, counted while they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...editors.glossary import Entry, EntryKind
from ...language.arabic import stems
from ...language.lexicon import load
from ...model import Bilingual, Excerpt

MOST_NAMED = 10
"""Things listed of one kind."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What the stories speak of: its forms as written, how often, in which stories and sentences.

    `entry` is the glossary's, ``None`` for a word or phrase it does not have.
    """

    name: Bilingual
    forms: tuple[str, ...]
    count: int
    slugs: frozenset[str]
    cites: frozenset[str]
    entry: Entry | None = None

    @property
    def kind(self) -> EntryKind | None:
        """Return the glossary's kind, ``None`` for a word it does not have."""
        return self.entry.kind if self.entry else None


@dataclass(slots=True)
class Tally:
    """What was seen of one thing while the stories are read."""

    written: Counter[str] = field(default_factory=Counter)
    slugs: set[str] = field(default_factory=set)
    cites: set[str] = field(default_factory=set)

    def see(self, written: str, cited: Excerpt) -> None:
        """Count one more occurrence."""
        self.written[" ".join(written.split())] += 1
        self.slugs.add(cited.story.slug)
        self.cites.add(str(cited.cite))

    def thing(self, name: Bilingual | None, entry: Entry | None = None) -> Thing:
        """Return the whole; a thing without a name is called by its most frequent form."""
        forms = distinct_forms(self.written)
        shown = name or Bilingual(forms[0], load("drafts")["untranslated"].format(ar=forms[0]))
        count = self.written.total()
        return Thing(shown, forms, count, frozenset(self.slugs), frozenset(self.cites), entry)


def distinct_forms(written: Counter[str]) -> tuple[str, ...]:
    """Return the forms that differ for a match, most frequent first."""
    by_stems: dict[tuple[str, ...], str] = {}
    for form in sorted(written, key=lambda f: (-written[f], len(f), f)):
        by_stems.setdefault(tuple(stems(form)), form)
    return tuple(by_stems.values())


def ranked_things(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """Return things in order: those of most stories first, then those most often named."""
    return tuple(sorted(things, key=lambda t: (-len(t.slugs), -t.count, t.name.ar, t.name.en)))
