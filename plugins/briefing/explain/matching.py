"""Finding the sentences that may be cited, by words or by cites, and comparing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from ..language.arabic import stems
from ..language.lexicon import conjugations, load
from ..model import PROSE_KINDS, Block, Cite, Excerpt, Sentence, Story, Terms

NEARLY_THE_SAME = 0.6
"""Share of the shorter sentence's stems from which two say nearly the same."""
SHARE_OF_SUBJECT = 0.2
"""Share of the sentences of a topic's articles from which a stem names its subject …"""
FEWEST_OF_SUBJECT = 5
"""… where more than so many have it."""
OWN_WORDS = 0.3
"""Share of the other stems that sentences with the subject's in common must share, too. Read off
news of two subjects: two battles of one war share a fifth, reports of one declaration a third."""
FEWEST_NAMED = 4
"""Times that a stem stands right behind another that make both one name …"""
NAMED_TOGETHER = 0.7
"""… and the share of its uses in which it does."""
_TIME_NAMES = (*load("months")["gregorian"], *load("months")["weekdays"], ["اليوم"])
_SAID = [form for form, _, _ in conjugations("always", "with_content")]
_OF_ALL_NEWS = frozenset(chain.from_iterable(map(stems, chain(*_TIME_NAMES, _SAID))))
"""Stems of the names of months and weekdays, and of verbs of saying."""


class SubjectStems(NamedTuple):
    """Stems of a subject, and these with those that its names go on with ("the Red Cross")."""

    stems: frozenset[str]
    with_names: frozenset[str]


def padded_stems(text: str) -> str:
    """Return the stems of a text with a blank on either side, so that whole words are found."""
    return f" {' '.join(stems(text))} "


@lru_cache(maxsize=4096)
def padded_terms(terms: Terms) -> Terms:
    """Return groups of words or phrases as padded stems, to be found in padded stems."""
    return tuple(tuple(map(padded_stems, group)) for group in terms)


def hits_of(stems_of_text: str, terms: Terms) -> int:
    """Return how many padded terms are in padded stems, 0 unless there is one of every group."""
    total = 0
    for group in terms:
        found = {term for term in group if term in stems_of_text}
        if not found:
            return 0
        total += distinct(found)
    return total


def distinct(terms: Collection[str]) -> int:
    """Return how many padded terms there are, without those that are part of another one."""
    count = 0
    for term in terms:
        count += not any(term in other for other in terms if other != term)
    return count


def has_stems(stems_of_text: str, words: Iterable[str]) -> bool:
    """Tell whether padded stems have one of some padded words."""
    return any(word in stems_of_text for word in words)


def hits(text: str, terms: Terms) -> int:
    """Return how many of the terms a sentence has, 0 unless it has one of every group."""
    return hits_of(padded_stems(text), padded_terms(terms))


def matches(text: str, terms: Terms) -> bool:
    """Tell whether a sentence has one term of every group; false for no groups at all."""
    return bool(terms) and hits(text, terms) > 0


def has_any(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether a text has one of the words or phrases."""
    return has_stems(padded_stems(text), *padded_terms((words,)))


def citable(story: Story) -> Iterator[tuple[Block, Sentence]]:
    """Yield the sentences that may be cited: the story's prose without doubtful translations."""
    for block, sentence in story.body():
        # One in another language is a name or an embed, which is not translated.
        if block.kind in PROSE_KINDS and sentence.lang == "ar" and not sentence.doubtful:
            yield block, sentence


def cite_sentence(story: Story, sentence: Sentence) -> Excerpt:
    """Return a sentence of a story as something to cite."""
    return Excerpt(Cite(story.slug, sentence.id), sentence, story)


def cite_title(story: Story) -> Excerpt:
    """Return a story's title as something to cite: it stands for the story as a whole."""
    return cite_sentence(story, story.title)


def resolve_cites(cites: Sequence[str], stories: Mapping[str, Story]) -> tuple[Excerpt, ...]:
    """Return the sentences that an editor cites as ``slug#p3s2``, those that exist, in order.

    Sentences whose machine translation failed a check are left out: nobody may rely on them.
    """
    return tuple(e for e in named_sentences(cites, stories) if not e.sentence.doubtful)


def named_sentences(cites: Sequence[str], stories: Mapping[str, Story]) -> tuple[Excerpt, ...]:
    """Return the same with doubtful sentences; `stories` are by their slugs."""
    found: list[Excerpt] = []
    for cite in dict.fromkeys(cites):
        slug, _, sentence_id = cite.partition("#")
        sentence = stories[slug].sentence(sentence_id) if slug in stories else None
        if sentence is not None:
            found.append(cite_sentence(stories[slug], sentence))
    return tuple(found)


def subject_stems(sentences: Collection[Sequence[str]]) -> SubjectStems:
    """Return the stems that so many sentences, each given by its stems, have that they are subject.

    In a topic on a town both armies, the town and its province are in every second sentence: that
    two have them says nothing of whether they report one thing. A sentence has each stem once.
    """
    counts = Counter(chain.from_iterable(sentences))
    most = max(FEWEST_OF_SUBJECT, SHARE_OF_SUBJECT * len(sentences))
    subject = frozenset(stem for stem, count in counts.items() if count > most)
    with_names = subject
    pairs = Counter(chain.from_iterable(map(pairwise, sentences)))
    for (first, behind), together in pairs.most_common():
        if first in with_names and together >= max(FEWEST_NAMED, NAMED_TOGETHER * counts[behind]):
            with_names |= {behind}
    return SubjectStems(subject, with_names)


def outlet(story: Story) -> str:
    """Return who speaks in a story: its publisher, or where that is unknown the story itself."""
    return story.publisher.name if story.publisher else story.slug


def overlap(a: Iterable[str], b: Iterable[str], of: int = 0) -> float:
    """Return the share of `of` words, or of the smaller set, that both have; 0 for empty ones."""
    first, second = frozenset(a), frozenset(b)
    return len(first & second) / max(1, of or min(len(first), len(second)))


def is_alike(
    a: Iterable[str],
    b: Iterable[str],
    share: float,
    subject: frozenset[str],
    share_of_others: float = OWN_WORDS,
) -> bool:
    """Tell whether two sets of stems have a share in common, not by those of the subject alone."""
    first, second = frozenset(a), frozenset(b)
    is_close = overlap(first, second) >= share
    if not is_close or not first & second & subject:
        return is_close
    # Two days of one month have its name in common, two sayings a verb, and need have no more.
    others = subject.union(_OF_ALL_NEWS, filter(str.isdigit, first))
    return overlap(first - others, second - others) >= share_of_others
