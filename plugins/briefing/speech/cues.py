"""Attribution cues of a sentence: its reporting verbs, and phrases like "according to"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ..language.reporting_verbs import VerbForm, is_reporting_verb, verb_forms
from .sentence import QUOTATION, Cue, CueKind, NounPhrase, TaggedSentence
from .vocabulary import is_preposition, phrases_of, word_set

_PHRASE_KINDS: tuple[CueKind, ...] = ("according", "source", "appears", "relay")
_LONGEST_SUBJECT = 160
"""Characters after a verb within which "that" follows it; long enough for an office and a name."""
_QUOTATION_BEFORE = 8
"""Characters before a verb within which the quotation it attributes ends: a comma, "so", "and"."""
_RELAY_TO_SOURCE = 70
"""Characters between "relayed" and "from"; an outlet and an occasion are between them."""
_CONTENT = (
    # The conjunctions "that", less those of "before", "after" and "may".
    re.compile(
        r"(?<!قبل )(?<!بعد )(?<!منذ )(?<!دون )(?<!يمكن )(?<!يجب )(?<!\w)"
        r"[وف]?ب?(?:ان|انه|انها|انهم|انهما|اننا|انني|اني)(?!\w)"
    ),
    # A colon, but not that of a time of day.
    re.compile(r":(?!\d)"),
    QUOTATION,
)
_FROM = re.compile(r"(?<!\w)عن\s+")
_DAMMA = "\u064f"
"""The vowel on the first letter of a passive perfect (قُتل)."""
_SHADDA = "\u0651"
"""The mark of a doubled letter."""


def find_cues(sentence: TaggedSentence) -> tuple[Cue, ...]:
    """Return the cues of a sentence in order; verbs that report nothing are left out."""
    words = {token.text for token in sentence.tokens}
    # "And" and "so" are written onto a phrase.
    words.update([word[1:] for word in words if word[0] in "وف"])
    cues: list[Cue] = []
    for kind in _PHRASE_KINDS:
        if not words.isdisjoint(_phrases(kind)[0]):
            cues += _phrase_cues(sentence, kind)
    verbs: list[tuple[Cue, VerbForm]] = []
    for number, token in enumerate(sentence.tokens):
        verb = _verb_at(sentence, number) if is_reporting_verb(token.text) else None
        # A phrase may hold a verb ("as reported in"): then the phrase is the cue.
        if not verb or any(cue.start <= verb[0].start < cue.end for cue in cues):
            continue
        # Up to its comma "who spoke on condition that" says nothing of its own.
        clause, comma, _ = sentence.text[token.end :].partition("،")
        is_relative = sentence.word(number - 1) in word_set("relatives") and verb[1].needs_content
        is_aside = verbs and comma and is_relative and not any(p.search(clause) for p in _CONTENT)
        if not is_aside:
            verbs.append(verb)
    # What a verb reports ends at the next one, but verbs side by side ("he said and stressed
    # that") report one thing; so the limit of a verb is known once that of the next one is.
    limit = following = len(sentence.text)
    for cue, form in reversed(verbs):
        if sentence.text[cue.end : following].strip(" وف"):
            limit = following
        following = cue.start
        reporting = _with_content(sentence, cue, form, limit)
        if reporting:
            cues.append(reporting)
    return tuple(sorted(cues, key=lambda cue: cue.start))


def _phrase_cues(sentence: TaggedSentence, kind: CueKind) -> Iterator[Cue]:
    for match in _phrases(kind)[1].finditer(sentence.text):
        end = match.end()
        if kind == "relay":
            # Who spoke is after "from": "the agency relayed from a source".
            source = _FROM.search(sentence.text, end, end + _RELAY_TO_SOURCE)
            if source is None:
                continue
            end = source.end()
        has_as = match[1].split()[0] in word_set("as")
        yield Cue(kind, match.start(1), end, content=end, has_as=has_as)


@cache
def _phrases(kind: CueKind) -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the words that a kind of phrase begins with, and its pattern; group 1 is the phrase.

    Most sentences have none of these words, and need not be searched.
    """
    alternatives = []
    for phrase in phrases_of(kind):
        # The preposition "to" is written on to the name after it; others end as words do.
        end = "" if phrase.endswith(" ل") else r"(?!\w)\s*"
        alternatives.append(re.escape(phrase).replace(r"\ ", r"\s+") + end)
    pattern = re.compile(rf"(?<!\w)[وف]?((?:{'|'.join(alternatives)}))")
    return frozenset(phrase.split()[0] for phrase in phrases_of(kind)), pattern


def _verb_at(sentence: TaggedSentence, number: int) -> tuple[Cue, VerbForm] | None:
    """Return the cue of the reporting verb at a token, ``None`` if it says nothing was said."""
    text, start, end = sentence.tokens[number]
    # The word as it is comes first: some verbs begin with these letters (وصف).
    for joined in ("", "و", "ف"):
        form = verb_forms().get(text.removeprefix(joined))
        if form is None or not text.startswith(joined):
            continue
        first, last = sentence.folded.span(start + len(joined), end)
        written, is_finite = sentence.written[first:last], form.kind == "verb"
        # With "and" of its own a verb begins a clause: what is before it does not govern it.
        before = "" if joined else sentence.word(number - 1)
        bare = before.removeprefix("و").removeprefix("ف")
        # Words like "between" are verbs only where the doubled letter is written, or first of all.
        is_other_word = form.ambiguous and number and _SHADDA not in written
        # "That he say", "he may say"; before a perfect the same words leave a fact ("he had said").
        is_wish = form.imperfect and bare in word_set("wishes")
        # After a preposition the same letters are a noun: "in books" is written as "in wrote".
        is_noun = is_finite and is_preposition(before, joined=True)
        # Vowels are hardly ever written; a damma on the first letter is there to mark a passive.
        is_passive = is_finite and not form.imperfect and written[1:2] == _DAMMA
        if bare in word_set("negations") or is_other_word or is_wish or is_noun or is_passive:
            continue
        cue = Cue(
            form.kind,
            start + len(joined),
            end,
            form.agreement,
            joined=joined,
            impersonal=form.impersonal,
            imperfect=form.imperfect,
            has_hearer=form.has_hearer,
        )
        return cue, form
    return None


def _with_content(sentence: TaggedSentence, cue: Cue, form: VerbForm, limit: int) -> Cue | None:
    """Return a verb's cue with its content; ``None`` where what follows shows another sense."""
    limit = min(limit, cue.end + _LONGEST_SUBJECT)
    marks = [pattern.search(sentence.text, cue.end, limit) for pattern in _CONTENT]
    # "He pointed to" reports where no clause follows, "he pointed" may be a gesture.
    if form.preposition and not any(marks):
        preposition = re.compile(rf"(?<!\w){form.preposition}(?!\w)")
        marks = [preposition.search(sentence.text, cue.end, limit)]
    content = min([match.start() for match in marks if match], default=None)
    # What is said may also be all of the sentence ("as he said") or the quotation before it.
    before = sentence.text[: cue.start]
    last_word = " ".join(before.split()[-1:])
    has_as = last_word.removeprefix("و") in word_set("as")
    is_after_quotation = QUOTATION.search(before, max(0, len(before) - _QUOTATION_BEFORE))
    if content is None and form.needs_content and not (has_as or is_after_quotation):
        return None
    return replace(cue, content=content, has_as=has_as)


def without_relays(spoken: Sequence[tuple[Cue, NounPhrase]]) -> list[tuple[Cue, NounPhrase]]:
    """Return the cues with a speaker, less those who only relay it where another one is named."""
    speaking, main = [], []
    for number, (cue, phrase) in enumerate(spoken):
        following = spoken[number + 1][0] if number + 1 < len(spoken) else None
        # A verb only relays if what it reports comes after the source that follows it.
        if cue.kind == "verb" and following and following.kind in ("source", "relay"):
            content = following.start if cue.content is None else cue.content
            if content >= following.start:
                continue
        speaking.append((cue, phrase))
        # "As the paper wrote" says where the sentence is from: it counts where nobody else speaks.
        has_own_content = cue.kind in ("verb", "participle") and cue.content is not None
        is_aside = cue.has_as and cue.kind != "label" and not has_own_content
        if cue.kind != "according" and not is_aside:
            main.append((cue, phrase))
    return main or speaking


def has_quotation(sentence: TaggedSentence, cue: Cue, cues: Sequence[Cue]) -> bool:
    """Tell whether a quotation is in what one of a sentence's cues attributes."""
    # That is between it and the next; before the first cue, too.
    start, end = 0 if cue == cues[0] else cue.start, len(sentence.text)
    if cue.kind in ("according", "source"):
        start = 0
    else:
        end = min([other.start for other in cues if other.start > cue.start], default=end)
    return QUOTATION.search(sentence.text, start, end) is not None
