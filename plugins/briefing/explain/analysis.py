"""What the sections of one explainer are built from: the topic, its stories, the facts in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from ..editors.glossary import Glossary
from ..editors.topics import Statement, Topic
from ..model import Answer, Bilingual, Comparison, Event, Excerpt, Figure, Groups, Quote, Story
from .claims import Claims
from .facts import BearingStory
from .matching import matches, resolve_cites
from .page import Claim


@dataclass(frozen=True)
class Analysis:
    """The facts of one topic; `stories` are those that bear on it, newest first.

    `by_slug` and `sources` have the same stories by their slugs. `claims` makes the page's claims,
    for which sections must ask in the order of the page. `is_about` tells whether a sentence is on
    the topic's subject, and `subject` has the stems that name it.
    """

    topic: Topic
    glossary: Glossary
    stories: tuple[Story, ...]
    by_slug: Mapping[str, Story]
    sources: Mapping[str, BearingStory]
    groups: Groups
    answers: tuple[Answer, ...]
    comparison: tuple[Comparison, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    quotes: tuple[Quote, ...]
    claims: Claims
    is_about: Callable[[Excerpt], bool]
    subject: frozenset[str] = frozenset()

    def stated(
        self, statements: Iterable[Statement], *, in_full: bool = False
    ) -> tuple[Claim, ...]:
        """Return an editor's statements as claims, without those that cite nothing reliable.

        A whole sentence that the page shows already becomes a link to it, unless `in_full`.
        """
        claims: list[Claim] = []
        for statement in statements:
            cited = resolve_cites(statement.all_cites(), self.by_slug)
            if cited and statement.is_written:
                words = Bilingual(statement.ar, statement.en)
                claims.append(self.claims.written(words, cited, statement.basis))
            elif cited:
                is_above = not (in_full or statement.text) and self.claims.is_shown(cited[0])
                previous = claims[-1].excerpt if claims else None
                claim = self.claims.claim(cited[0], previous, words=statement.text)
                claims.append(replace(claim, is_above=is_above))
        return tuple(claims)

    @property
    def unanswered(self) -> tuple[Answer, ...]:
        """The questions on which no sentence was found, not even a doubtful one."""
        return tuple(one for one in self.answers if not one.excerpts and not one.withheld)

    @property
    def compared(self) -> dict[str, Comparison]:
        """What stories say on each question, by its id; of questions with words to match alone."""
        ids = [question.id for question in self.topic.questions if question.match]
        return dict(zip(ids, self.comparison, strict=True))


def subject_of(topic: Topic, sources: Mapping[str, BearingStory]) -> Callable[[Excerpt], bool]:
    """Return a function that tells whether a sentence is on the topic's subject, or cited by it."""
    pinned = frozenset(topic.cited().values())

    def is_about(excerpt: Excerpt) -> bool:
        source = sources[excerpt.cite.slug]
        place = source.places.get(excerpt.cite.sentence)
        if place is not None and place in source.contribution.on_subject:
            return True
        if str(excerpt.cite) in pinned:
            return True
        # A heading or a caption has no facts, so its text is searched.
        return place is None and matches(excerpt.sentence.ar, topic.events)

    return is_about


def groups_of(same: Iterable[Iterable[str]]) -> dict[str, int]:
    """Return for every cite the number of its group; groups with a cite in common are one."""
    groups: dict[str, int] = {}
    for number, cites in enumerate(same):
        together = set(cites)
        joined = {groups[cite] for cite in together if cite in groups}
        together |= {cite for cite, group in groups.items() if group in joined}
        groups |= dict.fromkeys(sorted(together), number)
    return groups
