"""Editors' statements in topics, checked against the sentences they cite before they are shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from ..dates.when import When
from ..editors.toml_lines import Where
from ..editors.topics import Statement, TimelineStatement, Topic
from ..errors import Problem
from ..model import Bilingual, Excerpt, Finding, Story
from .claims import basis_of
from .matching import named_sentences

Check = Callable[[Bilingual, Sequence[Excerpt]], Iterable[Finding]]
Compare = Callable[[str, str], Iterable[Finding]]
_WHAT = {
    "figures": "the figure is in none of the sentences it cites",
    "dates": "the date is in none of the sentences it cites",
    "names": "the name is in none of the sentences it cites",
    "quotes": "the quotation is in none of the sentences it cites, word for word",
    "negation": "it denies what the sentences assert, or the other way round",
    "unlike": "its words are not those of the sentences it cites",
}
"""What a message says of each kind of finding."""
_MEND = "Correct the words, or cite the sentence that says it; until then the page does without"


def held_to_sources(
    topic: Topic, stories: Sequence[Story], support: Check, translation: Compare
) -> tuple[Topic, list[Problem]]:
    """Return the topic without the statements that their sentences do not bear out, and why.

    The page then shows extracted sentences instead. A cite of a missing sentence is told elsewhere
    (`broken_cites`). `support` returns what sentences do not bear out of a text, `translation` in
    what an Arabic and an English text differ.
    """
    path = f"seeds/topics/{topic.slug}.toml"
    unsound: set[Where] = set()
    problems: list[Problem] = []
    by_slug = {story.slug: story for story in stories}
    for place, statement in topic.statements():
        cited = named_sentences(statement.all_cites(), by_slug)
        if len(cited) < len(set(statement.all_cites())):
            unsound.add(place)
            continue
        for message, hint in _faults(statement, cited, support, translation):
            unsound.add(place)
            text = f"{statement_name(topic, place)}: {message}"
            problems.append(Problem(path, text, hint, topic.line(place)))
    return topic.without(unsound), problems


def outdated(topic: Topic, sound: Topic, stories: Sequence[Story]) -> Iterator[Problem]:
    """Yield a warning for each text of an editor whose sentences changed after it was accepted.

    Then one for all texts that nobody has accepted yet. `sound` is the topic as `held_to_sources`
    returns it: what it lacks has an error already.
    """
    path = f"seeds/topics/{topic.slug}.toml"
    fresh: list[Where] = []
    statements = dict(topic.statements())
    for place, _ in new_digests(topic, sound, stories):
        if not statements[place].basis:
            fresh.append(place)
        else:
            message = f"{statement_name(topic, place)}: a sentence it cites has changed since"
            hint = f"Read it again, then run pelican-briefing accept {topic.slug}"
            yield Problem(path, message, hint, topic.line(place), error=False)
    if fresh:
        are = "one statement has" if len(fresh) == 1 else f"{len(fresh)} statements have"
        message = f"{are} no basis yet"
        hint = f"Run pelican-briefing accept {topic.slug}, which notes what their sentences say now"
        yield Problem(path, message, hint, topic.line(fresh[0]), error=False)


def new_digests(
    topic: Topic, sound: Topic, stories: Sequence[Story]
) -> Iterator[tuple[Where, str]]:
    """Yield the basis of each text of an editor as it is now, where the topic has none or another.

    `sound` is the topic as `held_to_sources` returns it: what it lacks has no basis.
    """
    kept = [statement for _, statement in sound.statements()]
    by_slug = {story.slug: story for story in stories}
    for place, statement in topic.statements():
        if statement.is_written and statement in kept:
            digest = basis_of(named_sentences(statement.cites, by_slug))
            if digest != statement.basis:
                yield place, digest


def statement_name(topic: Topic, place: Where) -> str:
    """Return what a message calls a statement."""
    table, number = place[0], place[1]
    if table == "question":
        return f"the answer to “{topic.questions[int(number)].id}”"
    if table == "dispute":
        return f"view {int(place[3]) + 1} of “{topic.disputes[int(number)].id}”"
    if table == "timeline":
        return f"the entry of {topic.moments[int(number)].date}"
    return f"statement {int(number) + 1} of the brief"


def _faults(
    statement: Statement, cited: Sequence[Excerpt], support: Check, translation: Compare
) -> Iterator[tuple[str, str]]:
    if isinstance(statement, TimelineStatement):
        when = When.from_iso(statement.date)
        days = chain.from_iterable(excerpt.days() for excerpt in cited)
        if when is None or not any(map(when.contains, days)):
            yield f"none of its sentences is of {statement.date}", "Correct the date or its cites"
    text = statement.text
    if text is None:
        return
    if not statement.is_written:
        yield from _faults_of_part(text, cited, support, translation)
        return
    pending = [e for e in cited if not e.sentence.en or e.sentence.doubtful]
    if pending:
        message = f"it cites {pending[0].cite}, which has no English to rely on"
        yield message, "Translate it, or cite another sentence"
        return
    for finding in support(text, cited):
        yield f"{_WHAT[finding.kind]}: {finding.detail.en}", _MEND
    for finding in translation(text.ar, text.en):
        message = f"Arabic and English differ ({finding.kind}): {finding.detail.en}"
        yield message, "Let both say the same; until then the page does without"


def _faults_of_part(
    part: Bilingual, cited: Sequence[Excerpt], support: Check, translation: Compare
) -> Iterator[tuple[str, str]]:
    differing = list(_differing_parts(part, cited[0]))
    if differing:
        yield from differing
        return
    for finding in support(part, cited):
        # A part has its figures and names from the sentence; only a "not" may be missing.
        if finding.kind == "negation":
            yield f"{_WHAT[finding.kind]}: {finding.detail.en}", "Take the denial into the part"
    for finding in translation(part.ar, part.en):
        message = f"Arabic and English differ ({finding.kind}): {finding.detail.en}"
        yield message, "Take the same part in both languages"


def _differing_parts(text: Bilingual, excerpt: Excerpt) -> Iterator[tuple[str, str]]:
    """Yield the languages in which a part is not word for word in its sentence."""
    for lang, language in (("ar", "Arabic"), ("en", "English")):
        part, whole = text[lang], excerpt.sentence.text(lang) or ""
        # Whole words: "202" is no part of "2021".
        if not re.search(rf"(?<!\w){re.escape(part)}(?!\w)", whole):
            message = f"its {language} is not part of {excerpt.cite}"
            yield message, "Copy the part from the sentence, word by word"
