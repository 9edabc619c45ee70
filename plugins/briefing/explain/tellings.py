"""Whether two dated sentences tell of one event, and the events with all their tellings.

The editor of a topic may say so (`same`); else one date has to lie within the other and the words
to be alike.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace

from ..dates.qualifiers import span_of
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
        self.by_year: dict[str, list[Event]] = {}
        self.by_group: dict[tuple[str, int], list[int]] = {}

    def add(self, new: Event) -> None:
        """Add an event, or its citation to the event that is told already."""
        year = new.date[:4]
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
        if a.end or b.end or a.planned != b.planned or not nested(a, b):
            return False
        if not {e.cite for e in a.excerpts}.isdisjoint(e.cite for e in b.excerpts):
            return a.date == b.date
        if self._put_together(a, b):
            return True
        only_year = a.date != b.date and min(len(a.date), len(b.date)) == len("2014")
        first, second = a.excerpts[0].sentence.ar, b.excerpts[0].sentence.ar
        return not only_year and alike(first, second, SAME_EVENT)

    def _put_together(self, a: Event, b: Event) -> bool:
        ours = {self.groups.get(str(e.cite)) for e in a.excerpts} - {None}
        return any(self.groups.get(str(e.cite)) in ours for e in b.excerpts)


def nested(a: Event, b: Event) -> bool:
    """Tell whether the days of one event lie within those of the other, as a day in its month."""
    one, other = span_of(a), span_of(b)
    if one is None or other is None:
        return False
    short, long = sorted((one, other), key=lambda p: p.end - p.start)
    return long.start <= short.start and short.end <= long.end


def _days(event: Event) -> int:
    """Return how many days an event may be of: the fewer, the finer its date."""
    span = span_of(event)
    return (span.end - span.start).days + 1 if span else sys.maxsize


def _merged(a: Event, b: Event) -> Event:
    """Return one event with all citations; the finest date and the shortest telling stand first."""
    finer, coarser = sorted((a, b), key=lambda e: (_days(e), len(e.excerpts[0].sentence.ar)))
    same_date = a.date == b.date
    known = {e.cite for e in finer.excerpts}
    told = zip(coarser.excerpts, coarser.told, strict=True)
    more = [(e, day) for e, day in told if e.cite not in known]
    return replace(
        finer,
        excerpts=(*finer.excerpts, *(e for e, _ in more)),
        told=(*finer.told, *(day for _, day in more)),
        part=finer.part or (coarser.part if same_date else None),
        stated=finer.stated or (coarser.stated and same_date),
    )
