"""Whether two dated sentences tell of one event, and the events with all their reports.

The editor of a topic may say so (`same`). Else one date has to lie within the other, and the words
to be alike.
"""

from __future__ import annotations

from dataclasses import replace

from ..model import Event, Groups
from .matching import alike

SAME_EVENT = 0.45
"""Share of the shorter sentence's stems that two reports of one event have in common: as for two
reports that also share a date (shared.py). Likeness of the clauses alone was tried and told no
more: they are short, and their verbs differ."""
LATEST_COMPARED = 100
"""Latest events of a year that a new one is compared with: a bound, so that cost stays linear."""


class Events:
    """Events by the year they begin in, so that each is compared with those of its year alone."""

    def __init__(self, groups: Groups) -> None:
        self.groups = groups
        self._by_year: dict[int, list[Event]] = {}
        self._places_of_group: dict[tuple[int, int], list[int]] = {}

    def add(self, new: Event) -> None:
        """Add an event, or its citation to the event that is known already."""
        year = new.when.start.year
        events = self._by_year.setdefault(year, [])
        group = self.groups.get(str(new.excerpts[0].cite))
        grouped: list[int] = []
        if group is not None:
            # An editor's group holds however many other events come between its reports.
            grouped = self._places_of_group.setdefault((year, group), [])
        # Newest first: two reports of one event come close together in the sources.
        latest = range(len(events) - 1, max(-1, len(events) - 1 - LATEST_COMPARED), -1)
        for place in dict.fromkeys((*grouped, *latest)):
            if self._is_same(events[place], new):
                events[place] = _merged(events[place], new)
                grouped.append(place)
                return
        grouped.append(len(events))
        events.append(new)

    def all(self) -> list[Event]:
        """Return all events, in the order in which they came."""
        found: list[Event] = []
        for events in self._by_year.values():
            found += events
        return found

    def _is_same(self, a: Event, b: Event) -> bool:
        """Tell whether two reports are of one event."""
        one, other = a.when, b.when
        # A range and a day in it are seldom one thing, and what was planned need not have happened.
        if one.iso_end or other.iso_end or one.planned != other.planned or not nested(a, b):
            return False
        # One sentence that gives two dates tells of two events.
        if not {e.cite for e in a.excerpts}.isdisjoint(e.cite for e in b.excerpts):
            return one.iso == other.iso
        groups_of_a = {self.groups.get(str(e.cite)) for e in a.excerpts} - {None}
        if any(self.groups.get(str(e.cite)) in groups_of_a for e in b.excerpts):
            return True
        # A bare year holds too much: every month of it would be the same event.
        only_year = one.iso != other.iso and "year" in (one.precision, other.precision)
        first, second = a.excerpts[0].sentence.ar, b.excerpts[0].sentence.ar
        return not only_year and alike(first, second, SAME_EVENT)


def nested(a: Event, b: Event) -> bool:
    """Tell whether the days of one event lie within those of the other, as a day in its month."""
    return a.when.contains(b.when) or b.when.contains(a.when)


def _merged(a: Event, b: Event) -> Event:
    """Return one event with all citations: the finest date and the shortest report come first."""
    finer, coarser = sorted(
        (a, b), key=lambda e: (e.when.end - e.when.start, len(e.excerpts[0].sentence.ar))
    )
    excerpts, readings = list(finer.excerpts), list(finer.readings)
    cited = {excerpt.cite for excerpt in excerpts}
    for excerpt, reading in zip(coarser.excerpts, coarser.readings, strict=True):
        if excerpt.cite not in cited:
            excerpts.append(excerpt)
            readings.append(reading)
    when = finer.when
    if finer.when.iso == coarser.when.iso:
        # Of two reports with one date, what either knows more of it holds for both.
        part = finer.when.part or coarser.when.part
        when = replace(when, part=part, stated=finer.when.stated or coarser.when.stated)
    return replace(finer, when=when, excerpts=tuple(excerpts), readings=tuple(readings))
