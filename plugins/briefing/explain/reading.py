"""What would make a reader of an explainer stop: for its editors, never an error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from ..dates.vocabulary import is_relative
from ..editors.toml_lines import Where
from ..editors.topics import Topic
from ..errors import Problem
from ..language.arabic import content_stems, fold, words
from ..language.cohesion import refers_back, stands_alone
from ..language.english import lexicon
from ..language.lexicon import any_word
from ..language.reporting_verbs import is_reporting_verb
from ..model import Figure, FigureValue
from .clauses import LABEL
from .page import BriefSection, Claim, DifferSection, Explainer, QuestionsSection, TimelineSection

FAR_APART = 20
"""Times as large as the one before it that a reading of a figure is one of another quantity."""
YEARS_BEHIND = 2
"""Years between the newest article and what a brief opens with that make it no news."""
_FULL_NAME = 2
"""Words of a speaker who need not have been named before."""
PROMISE_KEPT = 0.35
"""Share of the introduction's words that brief and short answers have. Introductions of the shipped
topics have 0.6 and more, one exchanged for the other topic's at most 0.3."""


def remarks(explainer: Explainer, topic: Topic) -> Iterator[Problem]:
    """Yield what an editor should look at on the page of an explainer, as warnings.

    `topic` is its plan as its file has it, for the lines.
    """
    path = f"seeds/topics/{explainer.slug}.toml"
    claims = list(_opening_claims(explainer))
    for part, claim in claims:
        for message, hint in _of_claim(claim):
            # Its English is what an editor of either language can find again.
            shown = claim.words.en if claim.words else claim.excerpt.sentence.en
            cite, shown = str(claim.excerpt.cite), (shown or claim.excerpt.sentence.ar)[:60]
            place = f"“{part[1]}”" if part[1:] else part[0]
            text = f"{place}, {cite}: {message}: “{shown}…”"
            yield Problem(path, text, hint, _line(topic, part, cite), error=False)
    for message, hint in _of_figures(explainer.figures):
        yield Problem(path, message, hint, error=False)
    brief = explainer.section("brief")
    days = [story.published.when.start.year for story in explainer.stories if story.published]
    if isinstance(brief, BriefSection) and brief.claims and days:
        year = _latest_year(brief.claims[0])
        if year is not None and max(days) - year >= YEARS_BEHIND:
            message = f"the brief opens with {year}, and the newest article is of {max(days)}"
            yield Problem(path, message, "Open with how things stand now", error=False)
    yield from _unheard(explainer, topic)
    said: set[str] = set()
    for _, claim in claims:
        said.update(content_stems(claim.words.ar if claim.words else claim.excerpt.sentence.ar))
    promised = set(content_stems(explainer.intro.ar))
    if claims and len(promised & said) < PROMISE_KEPT * len(promised):
        message = "the introduction promises what brief and short answers do not say"
        yield Problem(path, message, "Say it in the brief, or take it out", error=False)


def _unheard(explainer: Explainer, topic: Topic) -> Iterator[Problem]:
    """Yield the speakers of sides whom no article quotes: a misspelt name puts nobody on a side."""
    heard = {fold(quote.speaker.ar) for quote in explainer.quotes}
    for number, side in enumerate(topic.sides):
        for place, name in enumerate(side.speakers):
            if fold(name) not in heard:
                message = f"“{side.id}”: nobody whom the page calls “{name}” is quoted"
                hint = "Write the speaker as the page shows it, or take it out"
                line = topic.line(("side", number, "speakers", place))
                yield Problem(f"seeds/topics/{topic.slug}.toml", message, hint, line, error=False)


def _of_figures(figures: Iterable[Figure]) -> Iterator[tuple[str, str]]:
    """Yield which readings of figures are probably none of theirs, and what to do."""
    hint = "Narrow nouns, near or match of the figure that it is not a number of"
    owners: dict[tuple[str, float], Figure] = {}
    for figure in figures:
        before: FigureValue | None = None
        for value in figure.values:
            if value.change:
                continue
            for excerpt in value.excerpts:
                owner = owners.setdefault((str(excerpt.cite), value.value), figure)
                if owner is not figure:
                    both = f"“{owner.id}” and “{figure.id}”"
                    yield f"{value.value:,.12g} in {excerpt.cite} is a reading of {both}", hint
            low, high = sorted((value.value, before.value if before else value.value))
            if before and high > FAR_APART * low:
                places = f"{before.excerpts[0].cite} and {value.excerpts[0].cite}"
                values = f"{before.value:,.12g} and {value.value:,.12g}"
                yield f"“{figure.id}” has {values} one after the other ({places})", hint
            before = value


def _opening_claims(explainer: Explainer) -> Iterator[tuple[Where, Claim]]:
    """Yield the claims that open a part of the page, each with the part's table and its id."""
    for section in explainer.sections:
        parts: list[tuple[Where, tuple[Claim, ...]]] = []
        if isinstance(section, BriefSection):
            parts = [(("brief",), (claim,)) for claim in section.claims]
        elif isinstance(section, DifferSection):
            for dispute in section.disputes:
                parts += [(("dispute", dispute.id), view.claims) for view in dispute.views]
        elif isinstance(section, QuestionsSection):
            parts = [(("question", item.answer.id), item.claims) for item in section.items]
        elif isinstance(section, TimelineSection):
            parts = [(("timeline",), entry.claims) for entry in section.entries]
        for part, claims in parts:
            if claims:
                yield part, claims[0]


def _line(topic: Topic, part: Where, cite: str) -> int | None:
    """Return the line of a cite in a part of a topic, or else of the part itself."""
    tables = {"dispute": topic.disputes, "question": topic.questions}
    for number, row in enumerate(tables.get(str(part[0]), ())):
        if row.id == part[-1]:
            part = (part[0], number)
    for where, cited in topic.cited().items():
        if cited == cite and where[: len(part)] == part:
            return topic.line(where)
    return topic.line(part)


def _of_claim(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one claim for a reader, and what to do."""
    arabic = claim.words.ar if claim.words else claim.excerpt.sentence.ar
    english = (claim.words.en if claim.words else claim.excerpt.sentence.en) or ""
    leaning = re.match(rf"(?:{any_word(lexicon('leaning')['words'])})\b", english)
    is_explained = claim.antecedent or any(claim.speakers.values())
    is_alone = stands_alone(arabic) or (_names_speaker(arabic) and not refers_back(arabic))
    if not is_explained and (leaning or not is_alone):
        yield "it leans on a sentence that is not there", "Name what it speaks of, or take another"
    notes = [*claim.dates.get("ar", ()), *claim.dates.get("en", ())]
    is_open = any(note.is_day_of_article for note in notes)
    if is_open or (claim.is_written and _is_open(arabic, english)):
        yield "its time is known only beside its article", "Write the date"
    if not claim.words and LABEL.match(claim.excerpt.sentence.ar):
        yield "it begins with a label of the source’s layout", "Show the part after it"


def _names_speaker(arabic: str) -> bool:
    """Tell whether a sentence opens with a verb of saying and, in full, whoever says it.

    "The minister" and "the organisation" have been named before.
    """
    verb, *following = words(arabic) or [""]
    subject = list(takewhile(content_stems, following))
    return is_reporting_verb(verb) and len(subject) >= _FULL_NAME


def _is_open(arabic: str, english: str) -> bool:
    """Tell whether an editor's words name a time that is one only on a certain day."""
    relative = lexicon("relative")
    units = any_word([*relative["units"], *lexicon("weekdays"), *lexicon("months")])
    pattern = rf"\b(?:yesterday|today|tomorrow|(?:{any_word(relative['ways'])}) (?:{units}))\b"
    is_relative_word = any(map(is_relative, re.findall(r"\w+", arabic)))
    return bool(re.search(pattern, english, re.IGNORECASE)) or is_relative_word


def _latest_year(claim: Claim) -> int | None:
    """Return the latest year that a claim's sentences name, without any that of their articles."""
    told: list[int] = []
    published: list[int] = []
    for excerpt in claim.citations:
        if day := excerpt.story.published:
            published.append(day.when.start.year)
        told += [mention.when.end.year for mention in excerpt.times() if mention.when]
    return max(told or published, default=None)
