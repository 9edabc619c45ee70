"""What several outlets report, each time with one sentence of every outlet that has it.

Agreement is counted over outlets, not articles: two articles of one publisher are one voice, and so
are nearly the same words in two places, which are one agency's copy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ..model import Excerpt
from .analysis import Analysis
from .facts import BearingStory, month_fact
from .matching import is_alike, outlet, overlap, subject_stems
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
SAME_REPORT_APART = 0.75
"""The same share for sentences of other months that have neither in common: much that one body does
is told alike. Read off two subjects, where approvals of two parts of a loan share 0.6."""
OWN_STEMS = 2
"""Stems besides the subject's that two reports have in common."""
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


@dataclass(frozen=True, slots=True)
class _Report:
    """A sentence with all that is compared: stems, numbers, facts (numbers and dates), negation.

    `dates` are the months it names; `times` are these, or else the month of its article.
    """

    excerpt: Excerpt
    outlet: str
    number: int  # among all sentences that are compared
    place: int  # among those of its story
    stems: tuple[str, ...]
    numbers: frozenset[float]
    facts: frozenset[str]
    dates: frozenset[str]
    times: frozenset[str]
    denies: bool


def shared_section(analysis: Analysis) -> SharedSection | None:
    """Return what two outlets or more report on the subject, ``None`` if there is nothing."""
    reports = shared_reports(analysis.sources.values())
    groups = [analysis.claims.all(report) for report in reports if analysis.is_about(report[0])]
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
        published = source.story.published
        month = {month_fact(published.when)} if published else ()
        for place, sentence in enumerate(source.facts.sentences):
            # What a colon ends heads what is below it, and reports nothing.
            if source.excerpts[place].sentence.ar.endswith(":"):
                continue
            dates = sentence.facts.difference(f"{number:g}" for number in sentence.numbers)
            report = _Report(
                excerpt=source.excerpts[place],
                outlet=outlet(source.story),
                number=len(reports),
                place=place,
                stems=source.content(place),
                numbers=sentence.numbers,
                facts=sentence.facts,
                dates=dates,
                times=dates or frozenset(month),
                denies=sentence.denies,
            )
            reports.append(report)
    return reports


def _may_meet(ours: AbstractSet[object], theirs: AbstractSet[object]) -> bool:
    """Tell whether two sets have something in common, or one has nothing to compare."""
    return not (ours and theirs) or not ours.isdisjoint(theirs)


class _Index:
    """Finds the reports of other outlets that say the same, by the rare stems they share."""

    def __init__(self, reports: Sequence[_Report]) -> None:
        self._reports = reports
        having: dict[str, list[int]] = defaultdict(list)
        for report in reports:
            for stem in report.stems:
                having[stem].append(report.number)
        self._subject = subject_stems([report.stems for report in reports]).with_names
        # What only one sentence has is in common with none.
        self._repeated = frozenset(stem for stem, numbers in having.items() if len(numbers) > 1)
        # A stem in half of all sentences is the subject.
        most = max(STEMS_TO_COMPARE, int(COMMON_STEM * len(reports)))
        telling = [stem for stem in self._repeated if len(having[stem]) <= most]
        telling.sort(key=lambda stem: (len(having[stem]), stem))
        # By how rare they are, from 1, and by that the reports to compare with.
        self._rarity = {stem: rarity for rarity, stem in enumerate(telling, 1)}
        self._near: list[list[int]] = [[]]
        for stem in telling:
            near = having[stem][:SENTENCES_OF_A_STEM]
            self._near.append([n for n in near if len(reports[n].stems) >= STEMS_TO_COMPARE])
        self._alike: dict[tuple[frozenset[str], int], list[tuple[float, _Report]]] = {}

    def backing(self, report: _Report) -> tuple[Excerpt, ...]:
        """Return a sentence and the best like one of every other outlet, copies left out."""
        best: dict[str, tuple[float, _Report]] = {}
        for share, other in self._like(report):
            in_common = _may_meet(report.times, other.times), bool(report.facts & other.facts)
            needed = (SAME_REPORT_APART, SAME_REPORT, SAME_REPORT_WITH_FACT)[sum(in_common)]
            if other.outlet == report.outlet or share < needed or other.denies != report.denies:
                continue
            # Figures or dates of which none is in both speak against it.
            if not _may_meet(report.numbers, other.numbers) or not _may_meet(
                report.dates, other.dates
            ):
                continue
            # Of equal ones the first met stays, which is of the newer story.
            if other.outlet not in best or share > best[other.outlet][0]:
                best[other.outlet] = (share, other)
        # Three outlets with one agency's text are one voice, also among those that back it.
        kept = [report]
        for _, other in sorted(best.values(), key=lambda found: (-found[0], found[1].number)):
            if all(overlap(other.stems, voice.stems) < COPY for voice in kept):
                kept.append(other)
        return tuple(voice.excerpt for voice in kept)

    def _like(self, report: _Report) -> list[tuple[float, _Report]]:
        """Return the reports that share much with one and a rare stem, in their order."""
        size = len(report.stems)
        if size < STEMS_TO_COMPARE:
            return []
        # Copies of one agency's text have all these in common, and are compared once.
        repeated = self._repeated.intersection(report.stems)
        if (repeated, size) not in self._alike:
            rarities = sorted(filter(None, map(self._rarity.get, repeated)))
            near: set[int] = set()
            near.update(*(self._near[rarity] for rarity in rarities[:RAREST_STEMS]))
            alike = []
            for number in sorted(near):
                other = self._reports[number]
                common = repeated.intersection(other.stems)
                share = len(common) / min(size, len(other.stems))
                is_same = is_alike(report.stems, other.stems, SAME_REPORT_WITH_FACT, self._subject)
                if is_same and share < COPY and len(common - self._subject) >= OWN_STEMS:
                    alike.append((share, other))
            self._alike[repeated, size] = alike
        return self._alike[repeated, size]
