"""What one story brings to one topic, found in its facts by the topic's words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Literal

from ..editors.topics import FigureSpec, Topic
from ..fingerprint import key_of
from ..language.arabic import fold, stem
from ..language.lexicon import load
from ..model import Story
from .facts import Contribution, Counting, StoryFacts
from .matching import citable, distinct, has_stems, hits_of, matches, padded_terms

Find = Callable[["TopicWords", Story, StoryFacts], Contribution]
"""Finds what a story brings to a topic, as `contribution_of` does, now or earlier."""
MOST_IN_SENTENCE = 2
"""Readings of one figure in one sentence: what was counted before, and what is counted now."""
MOST_A_STORY = 2
"""Sentences shown for one story and one question, side by side; all of the editor's choice."""


def bears_on(topic: Topic, story: Story) -> bool:
    """Tell whether a story bears on a topic: by its words, or since the editor cites it."""
    if story.slug in {cite.partition("#")[0] for cite in topic.cited().values()}:
        return True
    return any(matches(sentence.ar, topic.about) for _, sentence in citable(story))


class TopicWords:
    """What a topic goes by to find what is on it, in a form that is quick to look up.

    `key` stands for all of that.
    """

    def __init__(self, topic: Topic) -> None:
        self.figures = topic.figures
        questions = [(question.match, question.cites) for question in topic.questions]
        self.key = key_of(topic.events, questions, topic.figures)
        # The words of the subject and of each question, by the word that they begin with.
        self._matches = [padded_terms(topic.events)]
        self._matches += [padded_terms(question.match) for question in topic.questions]
        self._beginning: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for number, terms in enumerate(self._matches):
            for place, group in enumerate(terms):
                for term in group:
                    first = (term.split() or [""])[0]
                    self._beginning[first].append((number, place, term))
        self._first_words = frozenset(self._beginning)
        # The editor's own choice for each question, by story.
        self.cited: list[dict[str, list[str]]] = []
        for question in topic.questions:
            by_slug: dict[str, list[str]] = defaultdict(list)
            for cite in dict.fromkeys(question.cites):
                slug, _, sentence_id = cite.partition("#")
                by_slug[slug].append(sentence_id)
            self.cited.append(by_slug)

    def hits(self, stems: str) -> dict[int, int]:
        """Return how many words a sentence has of the subject (0) and of each question (from 1).

        Of what it lacks a whole group of there is nothing. A phrase within a longer one that is
        there, too, counts with it.
        """
        found: dict[int, dict[int, set[str]]] = {}
        for word in self._first_words.intersection(stems.split() or [""]):
            for number, place, term in self._beginning[word]:
                if term in stems:
                    found.setdefault(number, {}).setdefault(place, set()).add(term)
        whole = [number for number in found if len(found[number]) == len(self._matches[number])]
        return {number: sum(map(distinct, found[number].values())) for number in whole}


def contribution_of(words: TopicWords, story: Story, facts: StoryFacts) -> Contribution:
    """Return what a story that bears on a topic brings to it."""
    subject = set()
    hits: list[list[tuple[int, int]]] = [[] for _ in words.cited]
    for place, sentence in enumerate(facts.sentences):
        for number, count in words.hits(sentence.stems).items():
            if number:
                hits[number - 1].append((place, count))
            else:
                subject.add(place)
    events = []
    # A date may have to be on the subject by the words of its own clause.
    for number, report in enumerate(facts.dated):
        if report.place in subject and (report.after is None or 0 in words.hits(report.after)):
            events.append(number)
    chosen, withheld = [], []
    doubtful = [(one, words.hits(stems) if stems else {}) for one, stems in facts.doubtful]
    for number, cited in enumerate(words.cited):
        own = cited.get(story.slug, [])
        chosen.append(_chosen(own, story, facts, hits[number]))
        # Of sentences that may not be cited, since their translation failed a check.
        withheld.append(sum(one in own or number + 1 in found for one, found in doubtful))
    countings = [tuple(_countings(spec, facts)) for spec in words.figures]
    return Contribution(
        on_subject=frozenset(subject),
        events=tuple(events),
        hits=tuple(map(tuple, hits)),
        chosen=tuple(chosen),
        withheld=tuple(withheld),
        countings=tuple(countings),
    )


def _chosen(
    cited: Sequence[str], story: Story, facts: StoryFacts, found: Sequence[tuple[int, int]]
) -> tuple[str, ...]:
    """Return what stands for a story: the editor's choice, then the best, as the article goes."""
    sentences = filter(None, map(story.sentence, cited))
    # Nobody may rely on a machine translation that failed a check.
    own = [sentence.id for sentence in sentences if not sentence.doubtful]
    # Of sentences with as many words the first in the article is the better one.
    ranked = sorted(found, key=lambda hit: -hit[1])
    best = [facts.sentences[place].id for place, _ in ranked[: MOST_A_STORY + len(own)]]
    wanted = [*own, *(one for one in best if one not in own)][: max(MOST_A_STORY, len(own))]
    # Chosen by rank, read in the order of the article.
    if len(wanted) < MOST_A_STORY:
        return tuple(wanted)
    return tuple(sentence.id for sentence in story.segments() if sentence.id in wanted)


def _countings(spec: FigureSpec, facts: StoryFacts) -> Iterator[Counting]:
    """Yield the numbers of a story that count what a figure counts, then how it changed."""
    terms = padded_terms(spec.match)
    (nouns, near, exclude) = padded_terms((spec.nouns, spec.near, spec.exclude))
    wanted = set(map(what_happened, map(str.strip, chain(*terms)))) - {""}
    for place, sentence in enumerate(facts.sentences):
        readings: list[Counting] = []
        for number in (one for one in sentence.counted if one.is_rate == spec.rate):
            is_here = not near or has_stems(number.around, near)
            if not is_here or not has_stems(number.noun, nouns):
                continue
            # "30 people were killed in a camp of the displaced" tells of no 30 displaced; where the
            # clause says nothing, all of the sentence has to tell of one thing.
            own = f"{number.noun} {number.beside}"
            # "20 died and 30 were injured": what follows a number or "and" has a number of its own.
            last = _told_in(re.split(r"\d|\s(?=و)", number.beside)[-1])
            told = last | _told_in(number.noun) if last else _told_in(own)
            told = told or _told_in(number.around)
            is_open = not (told or hits_of(own, terms) or _told_in(sentence.stems) <= wanted)
            is_other = wanted and (is_open or (told and wanted.isdisjoint(told)))
            # "670 were injured, among them 20 badly": the figure is the whole.
            is_of_last = number.is_part and readings
            is_matched = not terms or hits_of(sentence.stems, terms) > 0
            if is_matched and not (is_other or is_of_last or has_stems(number.before, exclude)):
                day = None if spec.once else number.day
                readings.append(Counting(place, number.value, number.qualifier, day))
        # So many in one sentence are those of places or parties, and only their sum is a total.
        if len(readings) > MOST_IN_SENTENCE:
            total = sum(one.value for one in readings) / 2
            readings = [one for one in readings if one.value == total and not spec.rate]
        yield from readings
    for place, sentence in enumerate(facts.sentences):
        # By how much a rate changed is not read.
        for one in () if spec.rate else sentence.changed:
            is_here = not near or has_stems(one.what, near)
            is_counted = one.after is None or has_stems(one.after, nouns)
            # Without `near` the noun itself is what changed.
            if is_here and is_counted and has_stems(one.what, (*nouns, *near)):
                direction: Literal["down", "up"] = "down" if one.is_less else "up"
                yield Counting(place, one.value, None, one.day, direction)


def _told_in(words: str) -> set[str]:
    """Return what stems tell happened to those who are counted; empty for nothing."""
    return set(filter(None, map(what_happened, words.split())))


def what_happened(word: str) -> str:
    """Return what a folded word says happened to those who are counted, a row of ``counted``.

    "And", "so", "by" and "to" may be joined to it; empty is a word that says nothing of it.
    """
    found = _deeds().get(stem(word))
    return found or (_deeds().get(stem(word[1:]), "") if word[:1] in ("و", "ف", "ب", "ل") else "")


@cache
def _deeds() -> dict[str, str]:
    """Return what happens to those who are counted ("killed"), by the stems of its words."""
    rows: dict[str, str] = {}
    for name, row in load("drafts")["counted"].items():
        rows |= {stem(fold(word)): name for word in row["words"]}
    return rows
