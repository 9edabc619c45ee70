"""Questions of a topic: the sentences that answer each, and what every source says on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..editors.topics import Question, Topic
from ..errors import Problem
from ..model import PROSE_KINDS, Answer, Comparison, Excerpt, Story
from .analysis import Analysis
from .matching import (
    citable,
    cite_sentence,
    hits,
    matches,
    near_duplicates,
    resolve_cites,
)
from .page import (
    AnswersSection,
    QuestionItem,
    QuestionsSection,
    SourceAnswers,
    SourceClaims,
)

WORDS_OF_ANSWER = 45
"""Words of a short answer of several sentences, in Arabic."""
MOST_A_STORY = 2
"""Sentences shown for one story and one question, side by side; all of the editor's choice."""


def broken_cites(
    topic: Topic, stories: Sequence[Story], path: str, lost: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield a problem for every sentence and every story that a topic cites and that is not there.

    `path` is the topic's file; `lost` are the slugs of stories whose own error was told already.
    """
    by_slug = {story.slug: story for story in stories}
    of_missing_story: dict[str, list[str]] = {}
    for cite in dict.fromkeys(topic.cited()):
        slug, _, sentence_id = cite.partition("#")
        if slug in lost:
            continue
        if slug not in by_slug:
            of_missing_story.setdefault(slug, []).append(cite)
        elif by_slug[slug].sentence(sentence_id) is None:
            yield Problem(path, f"no sentence “{cite}”", "Name one that exists or take it out")
    # A seed with an error takes its story away: one line for that, not one for each sentence.
    for cites in of_missing_story.values():
        message = f"“{cites[0]}” cites a story that is not there"
        if others := len(cites) - 1:
            message += f", as {others} more do"
        hint = "Mend its seed, or take the cite out if the story is gone for good"
        yield Problem(path, message, hint)


def answer(question: Question, stories: Sequence[Story]) -> Answer:
    """Return a question with its answers: the editor's choice, then the best matches.

    At most `Question.limit` sentences, no two alike, and of the matches one a story; none at all
    where the stories do not say.
    """
    chosen = list(resolve_cites(question.cites, stories))
    slugs = {excerpt.story.slug for excerpt in chosen}
    # The editor's choice comes first and may hold several sentences of one story.
    for candidate in _ranked(question, stories):
        if len(chosen) >= question.limit:
            break
        repeated = any(near_duplicates(candidate.sentence.ar, e.sentence.ar) for e in chosen)
        if candidate.story.slug not in slugs and not repeated:
            chosen.append(candidate)
            slugs.add(candidate.story.slug)
    if not chosen:
        # An editor who answers in words of their own has sentences, too.
        for statement in question.answer:
            chosen += resolve_cites(statement.all_cites(), stories)
    withheld = sum(_count_withheld(question, story) for story in stories)
    return Answer(question.id, question.text, tuple(chosen), withheld, question.lead)


def compare(question: Question, stories: Sequence[Story]) -> Comparison:
    """Return what each story says on a question, in the story's order; empty where nothing."""
    pinned = resolve_cites(question.cites, stories)
    by_story: dict[str, tuple[Excerpt, ...]] = {}
    only_doubtful: set[str] = set()
    for story in stories:
        own = [e for e in pinned if e.story.slug == story.slug]
        own_cites = {e.cite for e in own}
        best = [e for e in _ranked(question, [story]) if e.cite not in own_cites]
        chosen = {e.cite.sentence for e in [*own, *best][: max(MOST_A_STORY, len(own))]}
        # Chosen by rank, read in the order of the article.
        by_story[story.slug] = tuple(
            cite_sentence(story, sentence) for sentence in story.segments() if sentence.id in chosen
        )
        # "Says nothing" would be untrue of a source whose sentence is only withheld.
        if not chosen and _count_withheld(question, story):
            only_doubtful.add(story.slug)
    return Comparison(question.text, by_story, frozenset(only_doubtful))


def _ranked(question: Question, stories: Sequence[Story]) -> list[Excerpt]:
    """Return the sentences that match a question's words, most hits first, then in order."""
    if not question.match:
        return []
    found: list[tuple[int, int, Excerpt]] = []
    for order, story in enumerate(stories):
        for _, sentence in citable(story):
            count = hits(sentence.ar, question.match)
            if count:
                found.append((-count, order, cite_sentence(story, sentence)))
    found.sort(key=lambda candidate: candidate[:2])
    return [excerpt for _, _, excerpt in found]


def _count_withheld(question: Question, story: Story) -> int:
    """Return how many sentences on a question are left out: their translation failed a check."""
    count = 0
    # Headings and captions are never cited, unless an editor names one.
    prose = {sentence.id for block, sentence in story.body() if block.kind in PROSE_KINDS}
    for sentence in story.segments():
        if sentence.doubtful:
            is_pinned = f"{story.slug}#{sentence.id}" in question.cites
            is_match = sentence.id in prose and matches(sentence.ar, question.match)
            count += is_pinned or is_match
    return count


def questions_section(analysis: Analysis) -> QuestionsSection | None:
    """Return every question with its short answer: the editor's, else the best new sentences."""
    by_id = {question.id: question for question in analysis.topic.questions}
    compared = analysis.compared
    items = []
    for one in analysis.answers:
        if one in analysis.unanswered:
            continue
        question, comparison = by_id[one.id], compared.get(one.id)
        claims = analysis.stated(question.answer)
        above: tuple[Excerpt, ...] = ()
        if not claims:
            fresh = [excerpt for excerpt in one.excerpts if not analysis.claims.is_shown(excerpt)]
            # What stands further up need not be said again, and what is left answers less well.
            claims = analysis.claims.all(_short(fresh, one.lead))
            above = () if claims else one.excerpts[: one.lead]
        sources = sum(map(bool, comparison.by_story.values())) if comparison else 0
        items.append(QuestionItem(claims, one, above, sources))
    unanswered = analysis.unanswered
    return QuestionsSection(tuple(items), unanswered) if items or unanswered else None


def _short(excerpts: Sequence[Excerpt], lead: int) -> Sequence[Excerpt]:
    """Return the first sentences of an answer as far as they are no more than a short answer.

    A first sentence is always there: a question with an answer is not shown without one.
    """
    chosen: list[Excerpt] = []
    words = 0
    for excerpt in excerpts[:lead]:
        words += len(excerpt.sentence.ar.split())
        if chosen and words > WORDS_OF_ANSWER:
            break
        chosen.append(excerpt)
    return chosen


def answers_section(analysis: Analysis) -> AnswersSection | None:
    """Return what each source says on each question, ``None`` where nothing is compared."""
    compared = analysis.compared
    items = []
    for one in analysis.answers:
        comparison = compared.get(one.id)
        by_source: list[SourceClaims] = []
        silent: list[Story] = []
        for story in analysis.stories:
            of_story = [e for e in one.excerpts if e.story.slug == story.slug]
            if comparison:
                of_story = list(comparison.by_story.get(story.slug, ()))
            if of_story:
                by_source.append(SourceClaims(story, analysis.claims.all(of_story)))
            elif comparison is None or story.slug not in comparison.withheld:
                silent.append(story)
        if by_source:
            items.append(SourceAnswers(one, tuple(by_source), tuple(silent)))
    return AnswersSection(tuple(items)) if items else None
