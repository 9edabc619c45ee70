"""What several outlets report, each claim with one sentence of every outlet that has it.

Agreement is counted over outlets, not articles: two articles of one publisher are one voice, and so
are nearly the same words in two places, which are one agency's copy.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from ..language.arabic import content_stems
from ..language.negation import denies
from ..language.numbers import find_numbers
from ..model import Excerpt, Story
from .analysis import Analysis
from .matching import citable, cite_sentence, outlet
from .page import SharedSection
from .select import Candidate, select_across

WORDS = 220
"""Words of the claims together: what is read in a minute."""
ALIKE, ALIKE_WITH_FACT = 0.6, 0.45
"""Share of the shorter sentence's content stems that two sources have in common when they report
the same thing: by their words alone, and where they also share a date or a figure. Set by reading
all pairs of the five articles above 0.4: below, pairs share the subject and not the claim."""
SMALLEST_FACT = 3
"""Smaller numbers are shared by chance."""
COPY = 0.85
"""Share from which a sentence is a copy."""
FEWEST_STEMS = 5
RAREST, MOST_LOOKED_AT = 6, 30
"""A sentence is compared with those that share one of so many of its rarest stems, and of each stem
with so many: a bound, so that cost stays linear in the stories."""
RARE = 0.3
"""Share of all sentences a stem may be in to count in a search for like sentences."""


def shared_section(analysis: Analysis) -> SharedSection | None:
    """Return what two outlets or more report on the subject, ``None`` if there is nothing."""
    groups = []
    for excerpts in shared_claims(analysis.stories):
        if analysis.is_about(excerpts[0]):
            groups.append(analysis.claims.all(excerpts))
    return SharedSection(tuple(groups)) if groups else None


def shared_claims(stories: Sequence[Story]) -> tuple[tuple[Excerpt, ...], ...]:
    """Return what two outlets or more report, most telling first.

    Each group has the clearest sentence first, then one of every other outlet.
    """
    sentences = [cite_sentence(story, s) for story in stories for _, s in citable(story)]
    index = _Index(sentences)
    backed = [i for i in range(len(sentences)) if len(index.backing(i)) > 1]
    candidates = []
    for i in backed:
        source = outlet(sentences[i].story)
        candidates.append(Candidate(source, index.place(i), sentences[i].sentence.ar))
    groups: list[tuple[Excerpt, ...]] = []
    seen: set[str] = set()
    for chosen in select_across(candidates, WORDS):
        excerpts = index.backing(backed[chosen])
        if str(excerpts[0].cite) not in seen:
            groups.append(excerpts)
        seen.update(str(excerpt.cite) for excerpt in excerpts)
    return tuple(groups)


class _Index:
    """Finds the sentences of other outlets that report the same, by the rare stems they share."""

    def __init__(self, told: Sequence[Excerpt]) -> None:
        self.told = told
        self.stems = [frozenset(content_stems(one.sentence.ar)) for one in told]
        self.facts = [_facts(one) for one in told]
        self.numbers = [_numbers(one) for one in told]
        self.denies = [denies(one.sentence.ar) for one in told]
        self.having: dict[str, list[int]] = defaultdict(list)
        for i, stems in enumerate(self.stems):
            for stem in stems:
                self.having[stem].append(i)
        self.first: dict[str, int] = {}
        for i, one in enumerate(told):
            self.first.setdefault(one.story.slug, i)
        self.known: dict[int, tuple[Excerpt, ...]] = {}

    def place(self, i: int) -> int:
        """Return how many citable sentences of its story stand before one."""
        return i - self.first[self.told[i].story.slug]

    def backing(self, i: int) -> tuple[Excerpt, ...]:
        """Return a sentence and the best like one of every other outlet, copies left out."""
        if i not in self.known:
            self.known[i] = self._backing(i)
        return self.known[i]

    def _backing(self, i: int) -> tuple[Excerpt, ...]:
        best: dict[str, tuple[float, int]] = {}
        own = outlet(self.told[i].story)
        for j, common in self._near(i).items():
            share = common / min(len(self.stems[i]), len(self.stems[j]))
            of = outlet(self.told[j].story)
            needed = ALIKE_WITH_FACT if self.facts[i] & self.facts[j] else ALIKE
            if of != own and needed <= share < COPY and self._agree(i, j):
                best[of] = max(best.get(of, (0.0, -1)), (share, -j))
        voices = [i]
        for _, j in sorted(best.values(), reverse=True):
            if not any(self._is_copy(-j, known) for known in voices):
                voices.append(-j)
        return tuple(self.told[voice] for voice in voices)

    def _agree(self, i: int, j: int) -> bool:
        """Tell whether nothing speaks against it: no denial in one alone, no other figures."""
        ours, theirs = self.numbers[i], self.numbers[j]
        return self.denies[i] == self.denies[j] and not (ours and theirs and not ours & theirs)

    def _is_copy(self, i: int, j: int) -> bool:
        common = len(self.stems[i] & self.stems[j])
        return common >= COPY * min(len(self.stems[i]), len(self.stems[j]))

    def _near(self, i: int) -> Counter[int]:
        """Return how many stems other sentences share with one, if they share a rare one."""
        most = max(FEWEST_STEMS, int(RARE * len(self.told)))
        if len(self.stems[i]) < FEWEST_STEMS:
            return Counter()
        by_rarity = sorted(self.stems[i], key=lambda stem: (len(self.having[stem]), stem))
        rarest = [s for s in by_rarity if 1 < len(self.having[s]) <= most][:RAREST]
        near = {j for stem in rarest for j in self.having[stem][:MOST_LOOKED_AT]}
        found = {j for j in near if j != i and len(self.stems[j]) >= FEWEST_STEMS}
        return Counter({j: len(self.stems[i] & self.stems[j]) for j in found})


def _facts(told: Excerpt) -> frozenset[str]:
    """Return the months and days a sentence speaks of, and its figures."""
    facts = {f"{number:g}" for number in _numbers(told)}
    for mention in told.story.times:
        when = mention.when
        if mention.sentence == told.cite.sentence and when and when.precision in ("day", "month"):
            facts.add(f"{when.start.year}-{when.start.month}")
    return frozenset(facts)


def _numbers(told: Excerpt) -> frozenset[float]:
    return frozenset(n.value for n in find_numbers(told.sentence.ar) if n.value >= SMALLEST_FACT)
