"""Whether two dated sentences tell of one event, and the events with all their tellings.

The editor of a topic may say so (`same`); else one date has to lie within the other and the words
to be alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..model import Event
from .analysis import Groups
from .matching import alike

SAME_EVENT = 0.45
"""Share of the shorter sentence's stems that two tellings of one event have in common: as for two
claims that also share a date (agreement.py). Likeness of the clauses alone was tried and told no
more: they are short, and their verbs differ."""
MOST_COMPARED = 100
"""Latest events of a year that a new one is compared with; a bound, so that cost stays linear."""


def groups_of(same: Iterable[Iterable[str]]) -> dict[str, int]:
    """Return the number of its group for every cite put with others; overlapping groups are one."""
    groups: dict[str, int] = {}
    for number, cites in enumerate(same):
        together = set(cites)
        joined = {groups[cite] for cite in together if cite in groups}
        together |= {cite for cite, group in groups.items() if group in joined}
        groups |= dict.fromkeys(sorted(together), number)
    return groups


class Events:
    """Events by year, so that each is compared with those of its year alone, and not with all."""

    def __init__(self, groups: Groups) -> None:
        self.groups = groups
        self.by_year: dict[int, list[Event]] = {}
        self.by_group: dict[tuple[int, int], list[int]] = {}

    def add(self, new: Event) -> None:
        """Add an event, or its citation to the event that is told already."""
        year = new.when.start.year
        events = self.by_year.setdefault(year, [])
        group = self.groups.get(str(new.excerpts[0].cite))
        grouped = self.by_group.setdefault((year, group), []) if group is not None else []
        latest = range(len(events) - 1, max(-1, len(events) - 1 - MOST_COMPARED), -1)
        for i in dict.fromkeys((*grouped, *latest)):
            if self._same(events[i], new):
                events[i] = _merged(events[i], new)
                grouped.append(i)
                return
        grouped.append(len(events))
        events.append(new)

    def all(self) -> list[Event]:
        """Return all events, in the order in which they came."""
        return [event for events in self.by_year.values() for event in events]

    def _same(self, a: Event, b: Event) -> bool:
        """Tell whether two tellings are of one event."""
        one, other = a.when, b.when
        if one.iso_end or other.iso_end or one.planned != other.planned or not nested(a, b):
            return False
        if not {e.cite for e in a.excerpts}.isdisjoint(e.cite for e in b.excerpts):
            return one.iso == other.iso
        if self._put_together(a, b):
            return True
        only_year = one.iso != other.iso and "year" in (one.precision, other.precision)
        first, second = a.excerpts[0].sentence.ar, b.excerpts[0].sentence.ar
        return not only_year and alike(first, second, SAME_EVENT)

    def _put_together(self, a: Event, b: Event) -> bool:
        ours = {self.groups.get(str(e.cite)) for e in a.excerpts} - {None}
        return any(self.groups.get(str(e.cite)) in ours for e in b.excerpts)


def nested(a: Event, b: Event) -> bool:
    """Tell whether the days of one event lie within those of the other, as a day in its month."""
    return a.when.contains(b.when) or b.when.contains(a.when)


def _days(event: Event) -> int:
    """Return how many days an event may be of: the fewer, the finer its date."""
    return (event.when.end - event.when.start).days + 1


def _merged(a: Event, b: Event) -> Event:
    """Return one event with all citations; the finest date and the shortest telling stand first."""
    finer, coarser = sorted((a, b), key=lambda e: (_days(e), len(e.excerpts[0].sentence.ar)))
    same_date = a.when.iso == b.when.iso
    known = {e.cite for e in finer.excerpts}
    readings = zip(coarser.excerpts, coarser.readings, strict=True)
    more = [(e, reading) for e, reading in readings if e.cite not in known]
    when = replace(
        finer.when,
        part=finer.when.part or (coarser.when.part if same_date else None),
        stated=finer.when.stated or (coarser.when.stated and same_date),
    )
    return replace(
        finer,
        when=when,
        excerpts=(*finer.excerpts, *(e for e, _ in more)),
        readings=(*finer.readings, *(reading for _, reading in more)),
    )
