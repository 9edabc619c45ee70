"""The sections of an explainer in their order, and one explainer made of them for a topic."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from ..check.checks import findings
from ..editors.glossary import Glossary
from ..editors.topics import Topic
from ..model import Story, newest_first
from .analysis import Analysis, groups_of, subject_of
from .brief import brief_section
from .changes import changes_by_day, changes_section
from .claims import Claims
from .contribution import Find, TopicWords, contribution_of
from .differences import differ_section
from .facts import BearingStory, ReadStory, StoryFacts
from .figures import figures_section, follow
from .matching import hits_of, padded_terms, subject_stems
from .names import names_section
from .page import Explainer, Section, SourcesSection
from .questions import answer, answers_section, compare, questions_section
from .quotes import of_sides, quotes_section
from .shared import shared_section
from .story_facts import read_story
from .timeline import full_timeline, timeline, timeline_section

SectionBuilder = Callable[[Analysis], Section | None]


def compose(
    topic: Topic, read: Iterable[ReadStory], glossary: Glossary, find: Find = contribution_of
) -> Explainer:
    """Return the explainer of a topic from the stories read; cites of missing ones are left out.

    `find` returns what a story brings to the topic.
    """
    analysis = analyse(topic, read, glossary, find)
    sections = [section for build in SECTIONS if (section := build(analysis))]
    details: list[Section] = []
    for build in DETAILS:
        # Each is a page of its own, on which speakers are introduced again.
        analysis.claims.begin_page()
        section = build(analysis)
        if section is not None:
            details.append(section)
    written = {}
    analysis.claims.begin_page()
    for place, statement in topic.statements():
        for claim in analysis.stated([statement] if statement.text else []):
            written["/".join(map(str, place))] = claim
    explainer = Explainer(
        slug=topic.slug,
        old_slugs=topic.old_slugs,
        title=topic.title,
        intro=topic.intro,
        stories=analysis.stories,
        answers=analysis.answers,
        events=analysis.events,
        figures=analysis.figures,
        quotes=analysis.quotes,
        comparison=analysis.comparison,
        changes=changes_by_day(analysis),
        sections=tuple(sections),
        details=tuple(details),
        written=written,
    )
    return explainer.numbered()


def analyse(
    topic: Topic, read: Iterable[ReadStory], glossary: Glossary, find: Find = contribution_of
) -> Analysis:
    """Return the facts that stories hold on a topic; `find` as in `compose`."""
    sources = sources_on(topic, read, find)
    bearing = tuple(sources.values())
    is_about = subject_of(topic, sources)
    questions = list(enumerate(topic.questions))
    figures = [follow(spec, number, bearing) for number, spec in enumerate(topic.figures)]
    quotes = []
    quote_of = of_sides(topic.sides)
    for source in bearing:
        answering: set[int] = set()
        for hits in source.contribution.hits:
            answering.update(place for place, _ in hits)
        for place, sentence in enumerate(source.facts.sentences):
            excerpt = source.excerpts[place]
            for one in sentence.spoken:
                # A sentence that answers a question is on the subject even without its words.
                quotes.append(quote_of(one, excerpt, about=place in answering or is_about(excerpt)))
    groups = groups_of(topic.same)
    said: list[tuple[str, ...]] = []
    for source in bearing:
        said += map(source.content, range(len(source.excerpts)))
    subject = subject_stems(said)
    by_slug = {slug: source.story for slug, source in sources.items()}
    return Analysis(
        topic=topic,
        glossary=glossary,
        stories=tuple(by_slug.values()),
        by_slug=by_slug,
        sources=sources,
        groups=groups,
        answers=tuple(answer(question, number, bearing) for number, question in questions),
        comparison=tuple(compare(q, number, bearing) for number, q in questions if q.match),
        events=timeline(bearing, groups, subject.stems),
        figures=tuple(figure for figure in figures if figure.values),
        quotes=tuple(quotes),
        claims=Claims(quotes, sources),
        is_about=is_about,
        subject=subject.with_names,
    )


def facts_of(story: Story, glossary: Glossary) -> StoryFacts:
    """Return what a story says, for all topics."""
    glossary = glossary.with_names(story.names)
    return read_story(story, glossary, partial(findings, glossary=glossary))


def sources_on(
    topic: Topic, read: Iterable[ReadStory], find: Find = contribution_of
) -> dict[str, BearingStory]:
    """Return the stories that bear on a topic, with what they bring, by slug, newest first."""
    cited = {cite.partition("#")[0] for cite in topic.cited().values()}
    about, words = padded_terms(topic.about), TopicWords(topic)
    sources: dict[str, BearingStory] = {}
    for one in sorted(read, key=lambda one: newest_first(one.story)):
        slug = one.story.slug
        # A story that the editor cites bears on the topic, whatever words it has.
        is_about = bool(about) and any(hits_of(told.stems, about) for told in one.facts.sentences)
        if is_about or slug in cited:
            sources[slug] = BearingStory(one, find(words, one.story, one.facts))
    return sources


def sources_section(analysis: Analysis) -> SourcesSection | None:
    """Return the articles that the page draws on, ``None`` if there are none."""
    return SourcesSection(analysis.stories) if analysis.stories else None


SECTIONS: tuple[SectionBuilder, ...] = (
    brief_section,
    differ_section,
    questions_section,
    timeline_section,
    figures_section,
    sources_section,
)
"""The sections of an explainer in order: on the page, in its contents, in its post and feeds.

Another order is another order of these lines; nothing else knows it.
"""
DETAILS: tuple[SectionBuilder, ...] = (
    full_timeline,
    answers_section,
    quotes_section,
    shared_section,
    changes_section,
    names_section,
)
"""What is looked up rather than read: each a page of its own beside the explainer, in order."""
