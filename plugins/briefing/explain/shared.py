"""What several outlets report, each time with one sentence of every outlet that has it.

Agreement is counted over outlets, not articles: two articles of one publisher are one voice, and so
are nearly the same words in two places, which are one agency's copy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import Excerpt
from .analysis import Analysis
from .facts import BearingStory
from .matching import outlet
from .page import SharedSection
from .select import Candidate, select_across

WORDS_SHARED = 220
"""Words of the reports together: what is read in a minute."""
SAME_REPORT = 0.6
"""Share of the shorter sentence's content stems that two sources have in common when they report
the same thing. Set by reading all pairs of the five articles above 0.4: below, pairs share the
subject and not what is said of it."""
SAME_REPORT_WITH_FACT = 0.45
"""The same share for sentences that also have a date or a figure in common."""
COPY = 0.85
"""Share from which a sentence is a copy of the other."""
STEMS_TO_COMPARE = 5
"""Stems of a sentence that is long enough to be compared."""
RAREST_STEMS = 6
"""A sentence is compared with those that share one of so many of its rarest stems …"""
SENTENCES_OF_A_STEM = 30
"""… and of each stem with so many: bounds, so that cost stays linear in the stories."""
COMMON_STEM = 0.3
"""Share of all sentences from which a stem is in too many to find like sentences by."""


@dataclass(frozen=True)
class _Report:
    """A sentence with all that is compared: stems, numbers, facts (numbers and dates), negation."""

    excerpt: Excerpt
    outlet: str
    number: int  # among all sentences that are compared
    place: int  # among those of its story
    stems: frozenset[str]
    numbers: frozenset[float]
    facts: frozenset[str]
    denies: bool


def shared_section(analysis: Analysis) -> SharedSection | None:
    """Return what two outlets or more report on the subject, ``None`` if there is nothing."""
    groups = []
    for excerpts in shared_reports(analysis.sources.values()):
        if analysis.is_about(excerpts[0]):
            groups.append(analysis.claims.all(excerpts))
    return SharedSection(tuple(groups)) if groups else None


def shared_reports(sources: Iterable[BearingStory]) -> tuple[tuple[Excerpt, ...], ...]:
    """Return what two outlets or more report, most telling first.

    Each group has the clearest sentence first, then one of every other outlet.
    """
    reports = _reports(sources)
    index = _Index(reports)
    backed: list[tuple[Excerpt, ...]] = []
    candidates: list[Candidate] = []
    for report in reports:
        excerpts = index.backing(report)
        if len(excerpts) > 1:
            backed.append(excerpts)
            candidates.append(Candidate(report.outlet, report.place, report.excerpt.sentence.ar))
    groups: list[tuple[Excerpt, ...]] = []
    shown: set[str] = set()
    for chosen in select_across(candidates, WORDS_SHARED):
        excerpts = backed[chosen]
        # What backs one group is not the head of another: nothing is said twice.
        if str(excerpts[0].cite) not in shown:
            groups.append(excerpts)
        shown.update(str(excerpt.cite) for excerpt in excerpts)
    return tuple(groups)


def _reports(sources: Iterable[BearingStory]) -> list[_Report]:
    reports: list[_Report] = []
    for source in sources:
        for place, sentence in enumerate(source.facts.sentences):
            report = _Report(
                excerpt=source.excerpts[place],
                outlet=outlet(source.story),
                number=len(reports),
                place=place,
                stems=source.content(place),
                numbers=sentence.numbers,
                facts=sentence.facts,
                denies=sentence.denies,
            )
            reports.append(report)
    return reports


class _Index:
    """Finds the reports of other outlets that say the same, by the rare stems they share."""

    def __init__(self, reports: Sequence[_Report]) -> None:
        self._count = len(reports)
        self._having: dict[str, list[_Report]] = defaultdict(list)
        for report in reports:
            for stem in report.stems:
                self._having[stem].append(report)

    def backing(self, report: _Report) -> tuple[Excerpt, ...]:
        """Return a sentence and the best like one of every other outlet, copies left out."""
        best: dict[str, tuple[float, _Report]] = {}
        for other in self._near(report):
            share = _share(report, other)
            needed = SAME_REPORT_WITH_FACT if report.facts & other.facts else SAME_REPORT
            is_same = needed <= share < COPY and _agree(report, other)
            if other.outlet == report.outlet or not is_same:
                continue
            # Of equal ones the first met stays, which is of the newer story.
            if other.outlet not in best or share > best[other.outlet][0]:
                best[other.outlet] = (share, other)
        # Three outlets with one agency's text are one voice, also among those that back it.
        kept = [report]
        for _, other in sorted(best.values(), key=lambda found: (-found[0], found[1].number)):
            if all(_share(other, voice) < COPY for voice in kept):
                kept.append(other)
        return tuple(voice.excerpt for voice in kept)

    def _near(self, report: _Report) -> list[_Report]:
        """Return the reports that share a rare stem with one, in their order."""
        if len(report.stems) < STEMS_TO_COMPARE:
            return []
        # A stem in half of all sentences is the subject; one in this sentence alone finds nothing.
        most = max(STEMS_TO_COMPARE, int(COMMON_STEM * self._count))
        shared = [stem for stem in report.stems if 1 < len(self._having[stem]) <= most]
        shared.sort(key=lambda stem: (len(self._having[stem]), stem))
        found: dict[int, _Report] = {}
        for stem in shared[:RAREST_STEMS]:
            for other in self._having[stem][:SENTENCES_OF_A_STEM]:
                if other is not report and len(other.stems) >= STEMS_TO_COMPARE:
                    found[other.number] = other
        return [found[number] for number in sorted(found)]


def _share(a: _Report, b: _Report) -> float:
    """Return the share of the shorter sentence's stems that both have."""
    return len(a.stems & b.stems) / min(len(a.stems), len(b.stems))


def _agree(a: _Report, b: _Report) -> bool:
    """Tell whether nothing speaks against it: no denial in one alone, no other figures."""
    other_figures = a.numbers and b.numbers and not a.numbers & b.numbers
    return a.denies == b.denies and not other_figures
