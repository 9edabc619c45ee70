"""One explainer from its topic and the stories that bear on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..editors.glossary import Glossary
from ..editors.topics import Topic
from ..model import Excerpt, Story
from .analysis import Analysis
from .brief import brief_section
from .changes import changes_section
from .claims import Claims
from .differences import differ_section
from .figures import figures_section, follow
from .matching import citable, matches
from .names import names_section
from .page import Explainer, Section, SourcesSection, cited_in
from .questions import answer, compare, questions_section, unanswered_section
from .quotes import find_quotes, quotes_section
from .shared import shared_section
from .tellings import groups_of
from .timeline import timeline, timeline_section

SectionBuilder = Callable[[Analysis], Section | None]


def compose(topic: Topic, stories: Sequence[Story], glossary: Glossary) -> Explainer:
    """Return the explainer; what its topic cites and does not exist is left out."""
    analysis = analyse(topic, stories, glossary)
    sections = tuple(s for builder in SECTIONS if (s := builder(analysis)) is not None)
    # Numbers run in the order in which a reader meets the sentences.
    cited: dict[str, Excerpt] = {}
    for excerpt in cited_in(sections):
        cited.setdefault(str(excerpt.cite), excerpt)
    return Explainer(
        slug=topic.slug,
        title=topic.title,
        intro=topic.intro,
        stories=analysis.stories,
        answers=analysis.answers,
        events=analysis.events,
        figures=analysis.figures,
        quotes=analysis.quotes,
        comparison=analysis.comparison,
        sections=sections,
        cited=tuple(cited.values()),
        numbers={cite: number for number, cite in enumerate(cited, 1)},
    )


def analyse(topic: Topic, stories: Sequence[Story], glossary: Glossary) -> Analysis:
    """Return the facts that the stories hold on a topic."""
    bearing = relevant(topic, stories)
    groups = groups_of(topic.same)
    pinned = frozenset(topic.cited())

    def is_about(excerpt: Excerpt) -> bool:
        return str(excerpt.cite) in pinned or matches(excerpt.sentence.ar, topic.events)

    figures = [follow(spec, bearing) for spec in topic.figures]
    found = find_quotes(bearing, glossary, topic.sides)
    quotes = tuple(replace(quote, about=is_about(quote.excerpt)) for quote in found)
    return Analysis(
        topic=topic,
        glossary=glossary,
        stories=tuple(bearing),
        groups=groups,
        answers=tuple(answer(question, bearing) for question in topic.questions),
        comparison=tuple(compare(q, bearing) for q in topic.questions if q.match),
        events=timeline(bearing, topic.events, groups),
        figures=tuple(figure for figure in figures if figure.values),
        quotes=quotes,
        claims=Claims(quotes),
        is_about=is_about,
    )


def sources_section(analysis: Analysis) -> SourcesSection | None:
    """Return the articles that the page draws on, ``None`` if there are none."""
    return SourcesSection(analysis.stories) if analysis.stories else None


SECTIONS: tuple[SectionBuilder, ...] = (
    brief_section,
    questions_section,
    timeline_section,
    figures_section,
    quotes_section,
    shared_section,
    differ_section,
    changes_section,
    unanswered_section,
    names_section,
    sources_section,
)
"""The sections of an explainer in order: on the page, in its contents, in its post and feeds."""


def relevant(topic: Topic, stories: Sequence[Story]) -> list[Story]:
    """Return the stories that bear on a topic, newest first, undated ones last."""
    bearing = []
    for story in stories:
        if any(matches(sentence.ar, topic.about) for _, sentence in citable(story)):
            bearing.append(story)
    return sorted(bearing, key=newest_first)


def newest_first(story: Story) -> tuple[int, str]:
    """Return the key that orders stories by the first instant they can be of, newest first.

    Undated stories come last; stories of one instant go by slug.
    """
    if story.published is None:
        return 1, story.slug
    return -int(story.published.when.instant.timestamp()), story.slug
