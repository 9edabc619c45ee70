"""Attribution cues of a sentence: its reporting verbs, and phrases like "according to"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ..language.lexicon import Agreement
from ..language.reporting_verbs import VerbForm, is_reporting_verb, verb_forms
from .sentence import QUOTATION, Cue, CueKind, NounPhrase, TaggedSentence, mask_quotations
from .vocabulary import is_preposition, phrases_of, word_set

_PHRASE_KINDS: tuple[CueKind, ...] = ("according", "source", "appears", "relay")
_LONGEST_SUBJECT = 160
"""Characters after a verb within which "that" follows it; long enough for an office and a name."""
_QUOTATION_BEFORE = 8
"""Characters between a quotation and the verb that attributes it: a comma, "so", "and"."""
_RELAY_TO_SOURCE = 70
"""Characters between "relayed" and "from": room for an outlet and an occasion."""
_CONTENT = (
    # The conjunctions "that", but not in "before", "after" and "may".
    re.compile(
        r"(?<!قبل )(?<!بعد )(?<!منذ )(?<!دون )(?<!يمكن )(?<!يجب )(?<!\w)"
        r"[وف]?ب?(?:ان|انه|انها|انهم|انهما|اننا|انني|اني)(?!\w)"
    ),
    # A colon, but not that of a time of day.
    re.compile(r":(?!\d)"),
    QUOTATION,
)
_OWNERS: dict[str, Agreement] = {"ه": "m", "ها": "f", "هم": "p"}
_FROM = re.compile(r"(?<!\w)عن\s+")
_PHRASES = "|".join(sorted(phrases_of("own_words")))
_OWN_WORDS = re.compile(
    rf"(?<!\w)(?P<joined>[وف]?)(?P<own>(?:{_PHRASES})(?P<whose>ها?|هم))(?!\w|\sتعالي)"
)
"""By his own words, in folded text."""
_DAMMA = "\u064f"
"""The vowel on the first letter of a passive perfect (قُتل)."""
_SHADDA = "\u0651"
"""The mark of a doubled letter."""


def find_cues(sentence: TaggedSentence) -> tuple[Cue, ...]:
    """Return the cues of a sentence in order; verbs that report nothing are left out."""
    words = {token.text for token in sentence.tokens}
    # "And" and "so" may be joined to a phrase.
    words.update([word[1:] for word in words if word[0] in "وف"])
    cues: list[Cue] = []
    for kind in _PHRASE_KINDS:
        first_words, _ = _phrases(kind)
        if not words.isdisjoint(first_words):
            cues += _phrase_cues(sentence, kind)
    # "According to her": whoever has spoken, as of a participle without a subject.
    for own in _OWN_WORDS.finditer(sentence.text):
        agreement, start, end = _OWNERS[own["whose"]], own.start("own"), own.end()
        cues.append(Cue("participle", start, end, agreement, content=end, joined=own["joined"]))
    verbs: list[tuple[Cue, VerbForm]] = []
    for number, token in enumerate(sentence.tokens):
        verb = _verb_at(sentence, number) if is_reporting_verb(token.text) else None
        # A phrase may hold a verb ("as reported in"): then the phrase is the cue.
        if not verb or any(cue.start <= verb[0].start < cue.end for cue in cues):
            continue
        _, form = verb
        # Up to its comma "who spoke on condition that" says nothing of its own.
        clause, comma, _ = sentence.text[token.end :].partition("،")
        is_relative = sentence.word(number - 1) in word_set("relatives") and form.needs_content
        is_aside = verbs and comma and is_relative and not any(p.search(clause) for p in _CONTENT)
        if not is_aside:
            verbs.append(verb)
    # What a verb reports ends at the next verb. Verbs side by side ("he said and stressed that")
    # report one thing and share a limit, which is that of the last: so they are read backwards.
    limit = following = len(sentence.text)
    for cue, form in reversed(verbs):
        if sentence.text[cue.end : following].strip(" وف"):
            limit = following
        following = cue.start
        reporting = _with_content(sentence, cue, form, limit)
        if reporting:
            cues.append(reporting)
    return tuple(sorted(cues, key=lambda cue: cue.start))


def reports_speech(text: str) -> bool:
    """Tell whether somebody says something in a sentence, also where it stays open who."""
    return any(cue.content is not None for cue in find_cues(mask_quotations(text)))


def _phrase_cues(sentence: TaggedSentence, kind: CueKind) -> Iterator[Cue]:
    _, pattern = _phrases(kind)
    for match in pattern.finditer(sentence.text):
        end = match.end()
        # Within a clause a view is no attribution ("a mistake in Israel's judgement").
        before = sentence.text[: match.start()].rstrip()
        if before[-1:] not in ("", "،", ":") and match[1].strip() in phrases_of("views"):
            continue
        if kind == "relay":
            # The speaker is after "from": "the agency relayed from a source".
            source = _FROM.search(sentence.text, end, end + _RELAY_TO_SOURCE)
            if source is None:
                continue
            end = source.end()
        has_as = match[1].split()[0] in word_set("as")
        yield Cue(kind, match.start(1), end, content=end, has_as=has_as)


@cache
def _phrases(kind: CueKind) -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the first words of a kind of phrase, and its pattern, of which group 1 is the phrase.

    A sentence without one of these words, as most are, need not be searched.
    """
    alternatives = []
    for phrase in phrases_of(kind):
        # The preposition "to" is joined to the name after it; others end as words do.
        end = "" if phrase.endswith(" ل") else r"(?!\w)\s*"
        alternatives.append(re.escape(phrase).replace(r"\ ", r"\s+") + end)
    pattern = re.compile(rf"(?<!\w)[وف]?((?:{'|'.join(alternatives)}))")
    return frozenset(phrase.split()[0] for phrase in phrases_of(kind)), pattern


def _verb_at(sentence: TaggedSentence, number: int) -> tuple[Cue, VerbForm] | None:
    """Return the cue of the reporting verb at a token, ``None`` if it reports nothing there."""
    text, start, end = sentence.tokens[number]
    # The word as it is comes first: some verbs begin with these letters (وصف).
    for joined in ("", "و", "ف"):
        form = verb_forms().get(text.removeprefix(joined))
        if form is None or not text.startswith(joined):
            continue
        first, last = sentence.folded.span(start + len(joined), end)
        written, is_finite = sentence.written[first:last], form.kind == "verb"
        # Careless writers leave a space behind "and".
        is_apart = sentence.word(number - 1) == "و" and sentence.text[:start].endswith("و ")
        conjunction = "و " if is_apart else joined
        # A verb with "and" begins a clause, so the word before does not govern it.
        before = "" if conjunction else sentence.word(number - 1)
        bare = before.removeprefix("و").removeprefix("ف")
        # The letters of "between" are a verb as the first word only, or with the doubling mark.
        is_other_word = form.ambiguous and number and _SHADDA not in written
        # "That he say" and "he may say" report nothing; with a perfect it is "he had said".
        is_wish = form.imperfect and bare in word_set("wishes")
        # After a preposition the same letters are a noun: "books" is written as "wrote".
        is_governed = is_finite and is_preposition(before, joined=True)
        # "The naming of" is written as "she names him" but for the dots of its last letter.
        is_naming = form.kind == "label" and written.endswith("ة")
        # Vowels are seldom written: a damma on the first letter is there to mark the passive.
        is_passive = is_finite and not form.imperfect and written[1:2] == _DAMMA
        is_no_verb = is_other_word or is_governed or is_naming
        if is_no_verb or is_wish or is_passive or bare in word_set("negations"):
            continue
        cue = Cue(
            form.kind,
            start + len(joined),
            end,
            form.agreement,
            joined=conjunction,
            impersonal=form.impersonal,
            imperfect=form.imperfect,
            has_hearer=form.has_hearer,
        )
        return cue, form
    return None


def _with_content(sentence: TaggedSentence, cue: Cue, form: VerbForm, limit: int) -> Cue | None:
    """Return a verb's cue with its content; ``None`` where the verb has another sense here."""
    limit = min(limit, cue.end + _LONGEST_SUBJECT)
    marks = [pattern.search(sentence.text, cue.end, limit) for pattern in _CONTENT]
    # Without a clause "he pointed to" reports something, while "he pointed" may be a gesture.
    if form.preposition and not any(marks):
        preposition = re.compile(rf"(?<!\w){form.preposition}(?!\w)")
        marks = [preposition.search(sentence.text, cue.end, limit)]
    content = min([match.start() for match in marks if match], default=None)
    # The content may also be the whole sentence ("as he said") or a quotation before the verb.
    before = sentence.text[: cue.start]
    last_word = " ".join(before.split()[-1:])
    has_as = last_word.removeprefix("و") in word_set("as")
    is_after_quotation = QUOTATION.search(before, max(0, len(before) - _QUOTATION_BEFORE))
    if content is None and form.needs_content and not (has_as or is_after_quotation):
        return None
    return replace(cue, content=content, has_as=has_as)


def without_relays(spoken: Sequence[tuple[Cue, NounPhrase]]) -> list[tuple[Cue, NounPhrase]]:
    """Return the cues and speakers without those who only relay what another one says."""
    speaking, main = [], []
    for number, (cue, phrase) in enumerate(spoken):
        following = spoken[number + 1][0] if number + 1 < len(spoken) else None
        # A verb only relays if a source is named between it and its content.
        if cue.kind == "verb" and following and following.kind in ("source", "relay"):
            content = following.start if cue.content is None else cue.content
            if content >= following.start:
                continue
        speaking.append((cue, phrase))
        # "As the paper wrote" gives the source: it counts only where nobody else speaks.
        has_own_content = cue.kind in ("verb", "participle") and cue.content is not None
        is_aside = cue.has_as and cue.kind != "label" and not has_own_content
        if cue.kind != "according" and not is_aside:
            main.append((cue, phrase))
    return main or speaking


def has_quotation(sentence: TaggedSentence, cue: Cue, cues: Sequence[Cue]) -> bool:
    """Tell whether a quotation is in what one of a sentence's `cues` attributes."""
    # That reaches to the next cue; what is before the first cue is attributed by it, too.
    start, end = 0 if cue == cues[0] else cue.start, len(sentence.text)
    if cue.kind in ("according", "source"):
        start = 0
    else:
        end = min([other.start for other in cues if other.start > cue.start], default=end)
    return QUOTATION.search(sentence.text, start, end) is not None
