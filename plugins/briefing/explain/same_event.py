"""Whether two dated sentences tell of one event, and the events with all their reports.

The editor of a topic may say so (`same`). Else one date has to lie within the other, and the words
to be alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from ..dates.when import When
from ..model import Event, Excerpt, Groups
from .matching import OWN_WORDS, is_alike

SAME_EVENT = 0.45
"""Share of the shorter sentence's stems that two reports of one event have in common: as for two
reports that also share a date (shared.py). Likeness of the clauses alone was tried and told no
more: they are short, and their verbs differ."""
OWN_WORDS_OF_A_DAY = 0.2
"""As `OWN_WORDS` for reports of one day: with a day in common less tells that they are one."""
LATEST_COMPARED = 100
"""Latest events of a year that a new one is compared with: a bound, so that cost stays linear."""


class _Told:
    """An event with the reports of it met so far: the finest date and the shortest come first."""

    def __init__(self, when: When, excerpt: Excerpt, words: Iterable[str]) -> None:
        self.when = when
        self.iso = when.iso
        self.is_range = when.iso_end is not None
        self.excerpts = [excerpt]
        self.readings = [when]
        self.cites = {excerpt.cite}
        self.groups: set[int] = set()
        self.words = frozenset(words)

    def is_same(self, new: _Told, subject: frozenset[str]) -> bool:
        """Tell whether a report is of this event; `subject` are stems of all reports alike."""
        one, other = self.when, new.when
        # What was planned need not have happened.
        if one.planned != other.planned or not nested(one, other):
            return False
        # A range and a day in it are seldom one thing.
        if self.is_range or new.is_range:
            return False
        # One sentence that gives two dates tells of two events.
        if not self.cites.isdisjoint(new.cites):
            return self.iso == new.iso
        if not self.groups.isdisjoint(new.groups):
            return True
        # A bare year holds too much: every month of it would be the same event.
        only_year = self.iso != new.iso and "year" in (one.precision, other.precision)
        own = OWN_WORDS_OF_A_DAY if self.iso == new.iso else OWN_WORDS
        return not only_year and is_alike(self.words, new.words, SAME_EVENT, subject, own)

    def add(self, new: _Told) -> None:
        """Add a report of this event."""
        self.groups |= new.groups
        finer, coarser = sorted(
            (self, new), key=lambda t: (t.when.end - t.when.start, len(t.excerpts[0].sentence.ar))
        )
        when = finer.when
        if finer.iso == coarser.iso:
            # Of two reports with one date, what either knows more of it holds for both.
            part = finer.when.part or coarser.when.part
            when = replace(when, part=part, stated=finer.when.stated or coarser.when.stated)
        if finer is self and new.cites.isdisjoint(self.cites):
            self.excerpts += new.excerpts
            self.readings += new.readings
        elif finer is new:
            kept = [n for n, excerpt in enumerate(self.excerpts) if excerpt.cite not in new.cites]
            self.excerpts = new.excerpts + [self.excerpts[n] for n in kept]
            self.readings = new.readings + [self.readings[n] for n in kept]
            self.words = new.words
        self.cites |= new.cites
        self.when, self.iso = when, finer.iso


class Events:
    """Events by the year they begin in, so that each is compared with those of its year alone."""

    def __init__(self, groups: Groups, subject: frozenset[str] = frozenset()) -> None:
        self.groups, self.subject = groups, subject
        self._by_year: dict[int, list[_Told]] = {}
        self._places_of_group: dict[tuple[int, int], list[int]] = {}

    def add(self, when: When, excerpt: Excerpt, words: Iterable[str]) -> None:
        """Add an event, or its citation to the event that is known already.

        `words` are the stems of the sentence that carry meaning.
        """
        new = _Told(when, excerpt, words)
        year = when.start.year
        events = self._by_year.setdefault(year, [])
        group = self.groups.get(str(excerpt.cite)) if self.groups else None
        grouped: list[int] = []
        if group is not None:
            new.groups.add(group)
            # An editor's group holds however many other events come between its reports.
            grouped = self._places_of_group.setdefault((year, group), [])
        # Newest first: two reports of one event come close together in the sources.
        latest = range(len(events) - 1, max(-1, len(events) - 1 - LATEST_COMPARED), -1)
        for place in dict.fromkeys((*grouped, *latest)) if grouped else latest:
            if events[place].is_same(new, self.subject):
                events[place].add(new)
                grouped.append(place)
                return
        grouped.append(len(events))
        events.append(new)

    def __iter__(self) -> Iterator[Event]:
        """Yield all events by their first day, those of "the end of" a period by its last."""
        keyed = []
        for one in chain.from_iterable(self._by_year.values()):
            within = one.when.narrowed()
            start = within.end if one.when.part == "end" else within.start
            event = Event(one.when, tuple(one.excerpts), tuple(one.readings))
            keyed.append((start, one.iso, str(one.excerpts[0].cite), event))
        for *_, event in sorted(keyed, key=lambda row: row[:3]):
            yield event


def nested(a: When, b: When) -> bool:
    """Tell whether the days of one date lie within those of the other, as a day in its month."""
    if a.start <= b.start:
        return b.end <= a.end or a.start == b.start
    return a.end <= b.end
