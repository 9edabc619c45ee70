"""Attribution cues of a sentence: its reporting verbs, and phrases like "according to"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from ..language.reporting_verbs import Agreement, VerbForm, VerbKind, verb_forms
from .sentence import QUOTATION, TaggedSentence, Token
from .vocabulary import is_preposition, phrases_of, word_set

CueKind = Literal[VerbKind, "according", "source", "appears", "relay"]
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


@dataclass(frozen=True, slots=True)
class Cue:
    """A place where a sentence attributes: `start` is after a joined "and" or "so" (`joined`).

    `content` is where what is said begins, ``None`` where nothing marks it. `agreement` is that of
    a verb with its subject; `has_as` tells of an "as" before it ("as he said").
    """

    kind: CueKind
    start: int
    end: int
    agreement: Agreement | None = None
    content: int | None = None
    joined: str = ""
    has_as: bool = False
    impersonal: bool = False
    imperfect: bool = False

    @property
    def outer_start(self) -> int:
        """Where the cue begins with its "and" or "so"."""
        return self.start - len(self.joined)


@dataclass(frozen=True, slots=True)
class _VerbToken:
    """A token that is a reporting verb, without the "and" or "so" joined to it."""

    form: VerbForm
    token: Token
    joined: str


def find_cues(sentence: TaggedSentence) -> tuple[Cue, ...]:
    """Return the cues of a sentence in order; verbs that report nothing are left out."""
    cues = list(_phrase_cues(sentence))
    verbs = []
    for number in range(len(sentence.tokens)):
        verb = _reporting_verb(sentence, number)
        # A phrase may hold a verb ("as reported in"): then the phrase is the cue.
        if verb and not any(cue.start <= verb.token.start < cue.end for cue in cues):
            verbs.append(verb)
    for number, verb in enumerate(verbs):
        cue = _verb_cue(sentence, verb, _content_limit(sentence, verbs[number:]))
        if cue:
            cues.append(cue)
    return tuple(sorted(cues, key=lambda cue: cue.start))


def _reporting_verb(sentence: TaggedSentence, number: int) -> _VerbToken | None:
    """Return the reporting verb at a token, ``None`` if it is none or says nothing was said."""
    token = sentence.tokens[number]
    # The word as it is comes first: some verbs begin with these letters (وصف).
    for joined in ("", "و", "ف"):
        if not token.text.startswith(joined):
            continue
        form = verb_forms().get(token.text.removeprefix(joined))
        if form is None:
            continue
        start = token.start + len(joined)
        verb = _VerbToken(form, Token(token.text[len(joined) :], start, token.end), joined)
        if _is_asserted(sentence, number, verb):
            return verb
    return None


def _is_asserted(sentence: TaggedSentence, number: int, verb: _VerbToken) -> bool:
    """Tell whether a verb states that something is said: no noun, not negated, wished, passive."""
    first = sentence.folded.offsets[verb.token.start]
    last = sentence.folded.offsets[verb.token.end - 1]
    written = sentence.written[first : last + 1]
    # Words like "between" are verbs only where the doubled letter is written, or first of all.
    if verb.form.ambiguous and number and _SHADDA not in written:
        return False
    # With "and" of its own a verb begins a clause: what is before it does not govern it.
    before = "" if verb.joined else sentence.word(number - 1)
    bare = before.removeprefix("و").removeprefix("ف")
    if bare in word_set("negations"):
        return False
    # "That he say", "he may say"; before a perfect the same words leave it a fact ("he had said").
    if verb.form.imperfect and bare in word_set("wishes"):
        return False
    if verb.form.kind != "verb":
        return True
    # After a preposition the same letters are a noun: "in books" is written as "in wrote".
    if is_preposition(before, joined=True):
        return False
    # Vowels are hardly ever written; a damma on the first letter is there to mark a passive.
    return verb.form.imperfect or written[1:2] != _DAMMA


def _content_limit(sentence: TaggedSentence, verbs: Sequence[_VerbToken]) -> int:
    """Return where what the first of some verbs reports ends at the latest: at the next verb.

    Verbs side by side ("he said and stressed that") report one thing.
    """
    for verb, following in pairwise(verbs):
        if sentence.text[verb.token.end : following.token.start].strip(" وف"):
            return following.token.start
    return len(sentence.text)


def _verb_cue(sentence: TaggedSentence, verb: _VerbToken, limit: int) -> Cue | None:
    """Return the cue of a verb; ``None`` where what follows shows another sense of it."""
    form, token = verb.form, verb.token
    limit = min(limit, token.end + _LONGEST_SUBJECT)
    marks = [pattern.search(sentence.text, token.end, limit) for pattern in _CONTENT]
    # "He pointed to" reports where no clause follows, "he pointed" may be a gesture.
    if form.preposition and not any(marks):
        preposition = re.compile(rf"(?<!\w){form.preposition}(?!\w)")
        marks = [preposition.search(sentence.text, token.end, limit)]
    content = min([match.start() for match in marks if match], default=None)
    # What is said may also be all of the sentence ("as he said") or the quotation before it.
    before = sentence.text[: token.start]
    last_word = " ".join(before.split()[-1:])
    has_as = last_word.removeprefix("و") in word_set("as")
    is_after_quotation = QUOTATION.search(before, max(0, len(before) - _QUOTATION_BEFORE))
    if content is None and form.needs_content and not (has_as or is_after_quotation):
        return None
    return Cue(
        form.kind,
        token.start,
        token.end,
        form.agreement,
        content,
        verb.joined,
        has_as,
        impersonal=form.impersonal,
        imperfect=form.imperfect,
    )


def _phrase_cues(sentence: TaggedSentence) -> Iterator[Cue]:
    for kind, pattern in _phrase_patterns().items():
        for match in pattern.finditer(sentence.text):
            start, end = match.start(1), match.end()
            if kind == "relay":
                # Who spoke is after "from": "the agency relayed from a source".
                source = _FROM.search(sentence.text, end, end + _RELAY_TO_SOURCE)
                if source:
                    yield Cue("relay", start, source.end(), content=source.end())
            else:
                has_as = match[1].split()[0] in word_set("as")
                yield Cue(kind, start, end, content=end, has_as=has_as)


@cache
def _phrase_patterns() -> dict[CueKind, re.Pattern[str]]:
    """Return a pattern for each kind of phrase; group 1 is the phrase."""
    kinds: tuple[CueKind, ...] = ("according", "source", "appears", "relay")
    patterns = {}
    for kind in kinds:
        alternatives = []
        for phrase in phrases_of(kind):
            # The preposition "to" is written on to the name after it; others end as words do.
            end = "" if phrase.endswith(" ل") else r"(?!\w)\s*"
            alternatives.append(re.escape(phrase).replace(r"\ ", r"\s+") + end)
        patterns[kind] = re.compile(rf"(?<!\w)[وف]?((?:{'|'.join(alternatives)}))")
    return patterns
