"""The sections of an explainer in their order, and one explainer made of them for a topic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from ..check.checks import findings
from ..editors.glossary import Glossary
from ..editors.topics import Topic
from ..model import Excerpt, Story, newest_first
from .analysis import Analysis, groups_of, subject_of
from .brief import brief_section
from .changes import changes_by_day, changes_section
from .claims import Claims
from .differences import differ_section
from .figures import figures_section, follow
from .matching import citable, matches
from .names import names_section
from .page import Explainer, Section, SourcesSection, cited_in
from .questions import answer, answers_section, compare, questions_section
from .quotes import find_quotes, quotes_section
from .shared import shared_section
from .timeline import full_timeline, timeline, timeline_section

SectionBuilder = Callable[[Analysis], Section | None]


def compose(topic: Topic, stories: Sequence[Story], glossary: Glossary) -> Explainer:
    """Return the explainer; what its topic cites and does not exist is left out."""
    analysis = analyse(topic, stories, glossary)
    sections: list[Section] = []
    for build in SECTIONS:
        section = build(analysis)
        if section is not None:
            sections.append(section)
    details: list[Section] = []
    for build in DETAILS:
        # Each is a page of its own: who speaks is told there again.
        analysis.claims.begin_page()
        section = build(analysis)
        if section is not None:
            details.append(section)
    # Numbers run in the order in which a reader of the page meets the sentences.
    cited: dict[str, Excerpt] = {}
    for excerpt in cited_in((*sections, *details)):
        cited.setdefault(str(excerpt.cite), excerpt)
    written = {}
    analysis.claims.begin_page()
    for place, statement in topic.statements():
        for claim in analysis.stated([statement] if statement.text else []):
            written["/".join(map(str, place))] = claim
    return Explainer(
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
        cited=tuple(cited.values()),
        numbers={cite: number for number, cite in enumerate(cited, 1)},
        written=written,
    )


def analyse(topic: Topic, stories: Sequence[Story], glossary: Glossary) -> Analysis:
    """Return the facts that the stories hold on a topic."""
    bearing = []
    # A story that the editor cites bears on the topic, whatever words it has.
    cited = {cite.partition("#")[0] for cite in topic.cited()}
    for story in sorted(stories, key=newest_first):
        is_about = any(matches(sentence.ar, topic.about) for _, sentence in citable(story))
        if is_about or story.slug in cited:
            bearing.append(story)
    groups = groups_of(topic.same)
    differ = partial(findings, glossary=glossary)
    is_on_subject = subject_of(topic)
    figures = [follow(spec, bearing) for spec in topic.figures]
    quotes = []
    for quote in find_quotes(bearing, glossary, topic.sides, differ):
        # Whatever speaks to a question is on the subject, though it lacks the subject's words.
        answers = [q for q in topic.questions if matches(quote.excerpt.sentence.ar, q.match)]
        is_about = is_on_subject(quote.excerpt) or bool(answers)
        quotes.append(replace(quote, about=is_about))
    return Analysis(
        topic=topic,
        glossary=glossary,
        stories=tuple(bearing),
        groups=groups,
        answers=tuple(answer(question, bearing) for question in topic.questions),
        comparison=tuple(compare(q, bearing) for q in topic.questions if q.match),
        events=timeline(bearing, topic.events, groups),
        figures=tuple(figure for figure in figures if figure.values),
        quotes=tuple(quotes),
        claims=Claims(quotes),
        is_about=is_on_subject,
        differ=differ,
    )


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
