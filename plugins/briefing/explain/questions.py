"""Questions of a topic: the sentences that answer each, and what every source says on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from ..editors.toml_lines import Where
from ..editors.topics import Question, Topic
from ..errors import Problem
from ..language.arabic import stems
from ..model import Answer, Comparison, Excerpt, Story
from .analysis import Analysis
from .facts import BearingStory
from .matching import NEARLY_THE_SAME, overlap, resolve_cites
from .page import AnswersSection, QuestionItem, QuestionsSection, SourceAnswers, SourceClaims

WORDS_OF_ANSWER = 45
"""Words of a short answer of several sentences, in Arabic."""


def broken_cites(
    topic: Topic, stories: Sequence[Story], path: str, lost: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield a problem for every sentence and every story that a topic cites and that is not there.

    `path` is the topic's file; `lost` are the slugs of stories whose own error was told already.
    """
    by_slug = {story.slug: story for story in stories}
    of_missing_story: dict[str, dict[str, Where]] = {}
    for place, cite in topic.cited().items():
        slug, _, sentence_id = cite.partition("#")
        if slug in lost:
            continue
        if slug not in by_slug:
            of_missing_story.setdefault(slug, {}).setdefault(cite, place)
        elif by_slug[slug].sentence(sentence_id) is None:
            hint = "Name one that exists or take it out"
            yield Problem(path, f"no sentence “{cite}”", hint, topic.line(place))
    # A seed with an error takes its story away: one line for that, not one for each sentence.
    for slug, cites in of_missing_story.items():
        cite, place = next(iter(cites.items()))
        message = f"“{cite}” cites a story that is not there"
        if others := len(cites) - 1:
            message += f", as {others} more do"
        hint = "Mend its seed, or take the cite out if the story is gone for good"
        for story in stories:
            if slug in story.old_slugs:
                hint = f"Write {story.slug}, which is its address now"
        yield Problem(path, message, hint, topic.line(place))


def answer(question: Question, number: int, sources: Sequence[BearingStory]) -> Answer:
    """Return a question with its answers: the editor's choice, then the best matches.

    At most `Question.limit` sentences, no two alike, and of the matches one a story (of `status`
    the newest); none at all where the stories do not say. `number` is its place among the
    topic's questions.
    """
    stories = {source.story.slug: source.story for source in sources}
    chosen = list(resolve_cites(question.cites, stories))
    slugs = {excerpt.story.slug for excerpt in chosen}
    said = [frozenset(stems(excerpt.sentence.ar)) for excerpt in chosen]
    # Most hits first, of equals what names whom it speaks of, then in the order of the stories,
    # which is the newest first: how things stand the newest tells.
    ranked: list[tuple[int, ...]] = []
    for order, source in enumerate(sources):
        found = sorted(source.contribution.hits[number], key=lambda hit: (-hit[1], hit[0]))
        # A story whose best sentence leans comes later, but not with a worse one in its place.
        leans = any(source.facts.sentences[p].out_of_context.is_unnamed for p, _ in found[:1])
        for place, count in found:
            newest = (order,) if question.status else ()
            ranked.append((*newest, -count, leans, order, place))
    # The editor's choice comes first and may hold several sentences of one story.
    for *_, order, place in sorted(ranked):
        if len(chosen) >= question.limit:
            break
        source = sources[order]
        if source.story.slug in slugs:
            continue
        words = frozenset(source.facts.sentences[place].stems.split())
        if not any(overlap(words, known) >= NEARLY_THE_SAME for known in said):
            chosen.append(source.excerpts[place])
            slugs.add(source.story.slug)
            said.append(words)
    if not chosen:
        # An editor who answers in words of their own has sentences, too.
        for statement in question.answer:
            chosen += resolve_cites(statement.all_cites(), stories)
    withheld = sum(source.contribution.withheld[number] for source in sources)
    return Answer(question.id, question.text, tuple(chosen), withheld, question.lead)


def compare(question: Question, number: int, sources: Iterable[BearingStory]) -> Comparison:
    """Return what each story says on a question, in the story's order; empty where nothing."""
    by_story: dict[str, tuple[Excerpt, ...]] = {}
    only_doubtful: set[str] = set()
    for source in sources:
        slug, chosen = source.story.slug, source.contribution.chosen[number]
        by_story[slug] = tuple(filter(None, map(source.excerpt, chosen)))
        # "Says nothing" would be untrue of a source whose sentence is only withheld.
        if not chosen and source.contribution.withheld[number]:
            only_doubtful.add(slug)
    return Comparison(question.text, by_story, frozenset(only_doubtful))


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
            # What stands further up need not be said again, and what is left answers less well.
            is_shown = analysis.claims.is_shown
            if all(map(is_shown, one.excerpts[: one.lead])):
                above = tuple(filter(is_shown, one.excerpts))
            else:
                fresh = [excerpt for excerpt in one.excerpts if not is_shown(excerpt)]
                claims = analysis.claims.all(_short(fresh, one.lead), dated=True)
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
        of_answer: dict[str, list[Excerpt]] = defaultdict(list)
        for excerpt in one.excerpts:
            of_answer[excerpt.story.slug].append(excerpt)
        said = comparison.by_story if comparison else of_answer
        by_source: list[SourceClaims] = []
        silent: list[Story] = []
        for story in analysis.stories:
            of_story = said.get(story.slug)
            if of_story:
                by_source.append(SourceClaims(story, analysis.claims.all(of_story)))
            elif comparison is None or story.slug not in comparison.withheld:
                silent.append(story)
        if by_source:
            items.append(SourceAnswers(one, tuple(by_source), tuple(silent)))
    return AnswersSection(tuple(items)) if items else None
