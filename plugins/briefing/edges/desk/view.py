"""What the desk's pages show, as values made of an edition and of what memories hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from ...edition import Edition
from ...editors.glossary import Entry
from ...editors.topics import Statement, Topic
from ...explain.matching import cite_sentence
from ...explain.page import Explainer, cited_in
from ...language.arabic import fold
from ...model import Cite, Excerpt, Sentence, Story
from .memories import Stored

LONGEST_LIST = 100
"""Rows of a list of what was found or is to be done: more than anybody reads in one go."""


@dataclass(frozen=True, slots=True)
class Resting:
    """An editor's own words in a topic that rest on a sentence."""

    topic: str
    words: Statement


@dataclass(frozen=True, slots=True)
class Uses:
    """Where an edition uses sentences, by their cites: explainers with their sections, and words.

    Of an explainer's page a section counts once, however often it cites the sentence.
    """

    explainers: Mapping[str, tuple[tuple[Explainer, tuple[str, ...]], ...]]
    words: Mapping[str, tuple[Resting, ...]]

    def count(self, cite: str) -> int:
        """Return in how many sections a sentence is cited, and in how many words of an editor."""
        sections = sum(len(ids) for _, ids in self.explainers.get(cite, ()))
        return sections + len(self.words.get(cite, ()))


def uses_of(edition: Edition, topics: Sequence[Topic]) -> Uses:
    """Return where each cited sentence is used; pages beside an explainer are not counted."""
    cited: dict[str, list[tuple[Explainer, tuple[str, ...]]]] = defaultdict(list)
    for explainer in edition.explainers:
        # Beside a page nearly every sentence is cited, which would say nothing.
        sections: dict[str, list[str]] = defaultdict(list)
        for section in explainer.sections:
            for excerpt in cited_in((section,)):
                if section.id not in sections[str(excerpt.cite)]:
                    sections[str(excerpt.cite)].append(section.id)
        for cite, ids in sections.items():
            cited[cite].append((explainer, tuple(ids)))
    # Words that a build leaves out rest on their sentences all the same: they are to be mended.
    words: dict[str, list[Resting]] = defaultdict(list)
    for topic in topics:
        for _, statement in topic.statements():
            for cite in statement.cites:
                words[cite].append(Resting(topic.slug, statement))
    return Uses(
        {cite: tuple(found) for cite, found in cited.items()},
        {cite: tuple(found) for cite, found in words.items()},
    )


def to_review(stories: Sequence[Story], uses: Uses) -> list[tuple[int, Excerpt]]:
    """Return the sentences nobody has accepted with how often they are cited, most often first."""
    found: list[tuple[int, Excerpt]] = []
    # The order of stories, newest first, stays among those that are cited as often.
    for story in stories:
        for sentence in story.segments():
            if sentence.lang == "ar" and sentence.state != "reviewed":
                place = cite_sentence(story, sentence)
                found.append((uses.count(str(place.cite)), place))
    return sorted(found, key=lambda one: -one[0])


def failing(stories: Sequence[Story]) -> list[Excerpt]:
    """Return the sentences that somebody has accepted though a check finds something in them."""
    found: list[Excerpt] = []
    for story in stories:
        for sentence in story.segments():
            if sentence.state == "reviewed" and sentence.findings:
                found.append(cite_sentence(story, sentence))
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """One segment of a story on the desk.

    `stored` is what its memory has, `shown` the text to begin with; `difference` has the parts of
    the source before it was edited, each with whether it is gone or new. `same` are other segments
    with the same Arabic that nobody has accepted, each with the key of what is stored. `lost` is
    what the desk wrote where another program has changed it since, `earlier` what was there before
    the desk wrote.
    """

    sentence: Sentence
    kind: str
    stored: Stored
    names: tuple[Entry, ...] = ()
    difference: tuple[tuple[str, str], ...] = ()
    explainers: tuple[tuple[Explainer, tuple[str, ...]], ...] = ()
    words: tuple[Resting, ...] = ()
    same: tuple[tuple[Excerpt, str], ...] = ()
    lost: Stored | None = None
    earlier: Stored | None = None

    @property
    def shown(self) -> str:
        """The English to begin with: a story may have it from another one's memory."""
        return self.stored.en or self.sentence.en or ""

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to accept it."""
        return self.sentence.lang == "ar" and self.sentence.state != "reviewed"


def difference(before: str, now: str) -> tuple[tuple[str, str], ...]:
    """Return the words of both texts in one order, each run with ``gone``, ``new`` or ``same``."""
    # Word by word: of letters, two Arabic sentences have far too many in common.
    old, new = before.split(), now.split()
    parts: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("same", " ".join(old[a:b])))
            continue
        if old[a:b]:
            parts.append(("gone", " ".join(old[a:b])))
        if new[c:d]:
            parts.append(("new", " ".join(new[c:d])))
    return tuple(parts)


def kinds_of(story: Story) -> Iterator[tuple[Sentence, str]]:
    """Yield every segment of a story with the kind of its block, the title and the deck first."""
    yield story.title, "title"
    if story.deck:
        yield story.deck, "deck"
    for block, sentence in story.body():
        yield sentence, block.kind


class TextIndex:
    """The texts of all segments, to be looked through; of a changed story alone they are redone."""

    def __init__(self) -> None:
        self._stories: dict[str, Story] = {}
        self._texts: dict[str, list[tuple[str, Excerpt]]] = {}
        self._by_arabic: dict[str, dict[str, list[Excerpt]]] = defaultdict(dict)

    def update(self, stories: Sequence[Story]) -> None:
        """Let it have these stories, in this order; values that are the same are known."""
        slugs = {story.slug: story for story in stories}
        for slug, story in self._stories.items():
            # A story that was made anew is another value, the others are the very same.
            if slugs.get(slug) is not story:
                del self._texts[slug]
                for sentence in story.segments():
                    self._by_arabic[sentence.ar].pop(slug, None)
        for slug, story in slugs.items():
            if slug in self._texts:
                continue
            self._texts[slug] = []
            for sentence in story.segments():
                place = cite_sentence(story, sentence)
                text = f"{folded(sentence.ar)} {folded(sentence.en or '')}"
                self._texts[slug].append((text, place))
                self._by_arabic[sentence.ar].setdefault(slug, []).append(place)
        self._stories = slugs

    def find(self, words: str) -> Iterator[Excerpt]:
        """Yield the segments that have all words in one of their languages, newest story first."""
        # Each word anywhere, also inside another: Arabic writes much onto its words.
        wanted = folded(words).split()
        for slug in self._stories if wanted else ():
            for text, place in self._texts[slug]:
                if all(word in text for word in wanted):
                    yield place

    def alike(self, story: Story, sentence: Sentence) -> list[Excerpt]:
        """Return the other segments with the same Arabic."""
        # In one's own article, too: a pull quote repeats a sentence.
        own, places = Cite(story.slug, sentence.id), self._by_arabic[sentence.ar].values()
        return [place for place in chain.from_iterable(places) if place.cite != own]


def folded(text: str) -> str:
    """Return a text as search compares it: without vowel marks, forms of a letter and capitals."""
    return re.sub(r"\s+", " ", fold(text)).lower()
